//! Objects in formats that keep no names, like postcard: as one text, their JSON. What is absent stays told from null, and
//! a later version of the crate reads what an earlier one wrote.

use super::fields::{self, Fields};
use super::json_writer::JsonWriter;
use serde::de::{Deserialize, Deserializer, Error as _};
use serde::ser::{Error as _, Serializer};

pub(crate) fn read<'de, T: Fields, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    let text = String::deserialize(deserializer)?;
    let mut json = serde_json::Deserializer::from_str(&text);
    fields::read(&mut json).and_then(|value| json.end().map(|()| value)).map_err(D::Error::custom)
}

pub(crate) fn write<T: Fields, S: Serializer>(
    value: &T,
    name: &'static str,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    let mut writer = JsonWriter::default();
    fields::write(value, name, &mut writer).map_err(S::Error::custom)?;
    serializer.serialize_str(&String::from_utf8(writer.out).map_err(S::Error::custom)?)
}
