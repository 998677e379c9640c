//! JSON as the tree of values of `serde_json`.

/// Reads JSON that is what it is or of no use. By `FromStr`, which `serde_json` has compiled: whatever else reads a `Value`
/// is compiled into the crate anew, with the reading of numbers.
pub(crate) fn from_utf8(json: &[u8]) -> Result<serde_json::Value, serde_json::Error> {
    std::str::from_utf8(json).map_err(serde::de::Error::custom)?.parse()
}
