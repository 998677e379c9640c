//! A request as it arrived.

use serde_json::Value;

/// A request as it arrived.
#[derive(Debug, Clone)]
pub struct Recorded {
    /// The method.
    pub method: String,
    /// The path as it was sent, percent-encoding and all.
    pub path: String,
    /// What stood behind the question mark, undecoded; empty if there was none.
    pub raw_query: String,
    /// The headers in the order they came in, names in lower case.
    pub headers: Vec<(String, String)>,
    /// The body.
    pub body: Vec<u8>,
}

impl Recorded {
    /// The value of a header, if it came exactly once.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        let mut values = self.headers.iter().filter(|(key, _)| key.eq_ignore_ascii_case(name));
        match (values.next(), values.next()) {
            (Some((_, value)), None) => Some(value),
            _ => None,
        }
    }

    /// The pairs of the query, decoded.
    #[must_use]
    pub fn query(&self) -> Vec<(String, String)> {
        self.raw_query
            .split('&')
            .filter(|pair| !pair.is_empty())
            .map(|pair| {
                let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
                (decode(name, true), decode(value, true))
            })
            .collect()
    }

    /// The first value of a query parameter.
    #[must_use]
    pub fn query_value(&self, name: &str) -> Option<String> {
        self.query().into_iter().find(|(key, _)| key == name).map(|(_, value)| value)
    }

    /// The segments of the path, decoded.
    #[must_use]
    pub fn segments(&self) -> Vec<String> {
        self.path.split('/').skip(1).map(|segment| decode(segment, false)).collect()
    }

    /// The body as JSON, if it is.
    #[must_use]
    pub fn json(&self) -> Option<Value> {
        serde_json::from_slice(&self.body).ok()
    }
}

/// Undoes percent-encoding; in queries `+` is a space, too.
fn decode(text: &str, is_query: bool) -> String {
    let mut out = Vec::with_capacity(text.len());
    let mut bytes = text.bytes();
    while let Some(byte) = bytes.next() {
        let digits = match byte {
            b'+' if is_query => {
                out.push(b' ');
                continue;
            }
            b'%' => bytes.clone().take(2).map(char::from).collect::<String>(),
            _ => String::new(),
        };
        match u8::from_str_radix(&digits, 16) {
            Ok(decoded) if digits.len() == 2 => {
                out.push(decoded);
                bytes.next();
                bytes.next();
            }
            _ => out.push(byte),
        }
    }
    String::from_utf8_lossy(&out).into_owned()
}
