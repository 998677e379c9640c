//! `JsonText`: a value as it comes from a decoder, written down as JSON.
//!
//! `serde_json::Value` does that, too; but each program that reads an enum would compile its trees anew.

use serde::{
    Deserializer,
    de::{DeserializeSeed, Error, MapAccess, SeqAccess, Visitor},
};
use std::fmt;

/// How `serde_json` passes on a number whose digits it keeps: an object with this one member.
pub(super) const NUMBER_MARK: &str = "$serde_json::private::Number";

/// Writes the value that it is shown at the end of the text.
pub(super) struct JsonText<'a>(pub(super) &'a mut String);

impl JsonText<'_> {
    fn string(&mut self, text: &str) {
        // A string can always be written.
        self.0.push_str(&serde_json::to_string(text).unwrap_or_default());
    }

    fn number(&mut self, number: impl Into<serde_json::Number>) {
        self.0.push_str(&number.into().to_string());
    }
}

impl<'de> DeserializeSeed<'de> for JsonText<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for JsonText<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any value")
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<(), E> {
        self.0.push_str(if value { "true" } else { "false" });
        Ok(())
    }

    fn visit_i64<E: Error>(mut self, value: i64) -> Result<(), E> {
        self.number(value);
        Ok(())
    }

    fn visit_u64<E: Error>(mut self, value: u64) -> Result<(), E> {
        self.number(value);
        Ok(())
    }

    fn visit_f64<E: Error>(mut self, value: f64) -> Result<(), E> {
        let number = serde_json::Number::from_f64(value);
        self.number(number.ok_or_else(|| E::custom("not a number that JSON can hold"))?);
        Ok(())
    }

    fn visit_str<E: Error>(mut self, text: &str) -> Result<(), E> {
        self.string(text);
        Ok(())
    }

    fn visit_unit<E: Error>(self) -> Result<(), E> {
        self.0.push_str("null");
        Ok(())
    }

    fn visit_none<E: Error>(self) -> Result<(), E> {
        self.visit_unit()
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut sequence: A) -> Result<(), A::Error> {
        let mut next = "[";
        loop {
            let end = self.0.len();
            self.0.push_str(next);
            if sequence.next_element_seed(JsonText(self.0))?.is_none() {
                self.0.truncate(end);
                self.0.push_str(if next == "[" { "[]" } else { "]" });
                return Ok(());
            }
            next = ",";
        }
    }

    fn visit_map<A: MapAccess<'de>>(mut self, mut map: A) -> Result<(), A::Error> {
        let mut next = "{";
        while let Some(name) = map.next_key::<String>()? {
            if name == NUMBER_MARK && next == "{" {
                let digits = map.next_value::<String>()?;
                // A server may send such an object itself; what is no number is none of `serde_json`'s.
                digits.parse::<serde_json::Number>().map_err(A::Error::custom)?;
                self.0.push_str(&digits);
                return Ok(());
            }
            self.0.push_str(next);
            self.string(&name);
            self.0.push(':');
            map.next_value_seed(JsonText(self.0))?;
            next = ",";
        }
        self.0.push_str(if next == "{" { "{}" } else { "}" });
        Ok(())
    }
}
