//! Objects in formats that keep no names, like postcard: as one text, their JSON. What is absent stays told from null, and
//! a later version of the crate reads what an earlier one wrote.

use super::json_writer::JsonWriter;
use super::write_error::WriteError;
use serde::de::{Deserialize, Deserializer, Error as _};
use serde::ser::{Error as _, Serializer};
use serde_json::de::StrRead;

/// Reads the text, and what it holds as `read` says.
pub(crate) fn read<'de, T, D: Deserializer<'de>>(
    deserializer: D,
    read: impl FnOnce(&mut serde_json::Deserializer<StrRead<'_>>) -> serde_json::Result<T>,
) -> Result<T, D::Error> {
    let text = String::deserialize(deserializer)?;
    let mut json = serde_json::Deserializer::from_str(&text);
    read(&mut json).and_then(|value| json.end().map(|()| value)).map_err(D::Error::custom)
}

/// Writes the text of what `write` writes.
pub(crate) fn write<S: Serializer>(
    serializer: S,
    write: impl FnOnce(&mut JsonWriter) -> Result<(), WriteError>,
) -> Result<S::Ok, S::Error> {
    let mut writer = JsonWriter::default();
    write(&mut writer).map_err(S::Error::custom)?;
    serializer.serialize_str(&String::from_utf8(writer.out).map_err(S::Error::custom)?)
}
