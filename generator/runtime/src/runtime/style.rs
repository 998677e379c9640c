//! Parameter styles: how a JSON value is laid out in a path, query, header or cookie.

use super::json_value::JsonValue;
use super::percent::{Keep, encode, encode_into};

/// The style of a path parameter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum PathStyle {
    /// `5`, `3,4,5`, `role,admin`; exploded objects `role=admin`.
    Simple {
        /// Whether objects are written as `key=value`.
        explode: bool,
    },
    /// The same after a dot.
    Label {
        /// Whether items are separated by dots rather than commas.
        explode: bool,
    },
    /// `;id=5`.
    Matrix {
        /// Whether each item repeats the name.
        explode: bool,
    },
    /// JSON text, for parameters with `content`.
    Json,
}

impl PathStyle {
    /// The default style of path parameters.
    pub const SIMPLE: Self = Self::Simple { explode: false };
}

/// Which reserved characters of a path parameter's value go out as they are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum PathKeep {
    /// Those that no path needs to encode, `!*'()`.
    Few,
    /// All that cannot end the segment (`allowReserved`).
    Reserved,
    /// Slashes, too: the value is several segments. None of them may be `.` or `..`.
    Segments,
}

/// The layout of a query or cookie parameter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum QueryLayout {
    /// `a=1&a=2` when exploded, else joined by this text.
    Form,
    /// Joined by a space when not exploded.
    Space,
    /// Joined by `|` when not exploded.
    Pipe,
    /// `a[key]=value`; a list of scalars repeats its name: `a[key]=1&a[key]=2`.
    DeepObject,
    /// The same with brackets behind the name of such a list: `a[key][]=1&a[key][]=2`.
    DeepBrackets,
    /// The same with the place of each item: `a[key][0]=1&a[key][1]=2`.
    DeepIndices,
    /// JSON text, for parameters with `content`.
    Json,
}

impl QueryLayout {
    /// Whether names lead into objects.
    pub(crate) fn is_deep(self) -> bool {
        matches!(self, Self::DeepObject | Self::DeepBrackets | Self::DeepIndices)
    }
}

/// The style of a query or cookie parameter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct QueryStyle {
    layout: QueryLayout,
    explode: bool,
    keep: Keep,
}

impl QueryStyle {
    /// `form`, exploded: the default of query and cookie parameters.
    pub const FORM: Self = Self::new(QueryLayout::Form, true);
    /// `form`, not exploded: `a=1,2`.
    pub const FORM_JOINED: Self = Self::new(QueryLayout::Form, false);
    /// `spaceDelimited`: `a=1%202`.
    pub const SPACE_DELIMITED: Self = Self::new(QueryLayout::Space, false);
    /// `pipeDelimited`: `a=1%7C2`.
    pub const PIPE_DELIMITED: Self = Self::new(QueryLayout::Pipe, false);
    /// `deepObject`: `a[key]=value`.
    pub const DEEP_OBJECT: Self = Self::new(QueryLayout::DeepObject, true);
    /// A parameter with JSON `content`.
    pub const JSON: Self = Self::new(QueryLayout::Json, false);

    /// A style by its parts.
    #[must_use]
    pub const fn new(layout: QueryLayout, explode: bool) -> Self {
        Self { layout, explode, keep: Keep::Unreserved }
    }

    /// How lists and objects are laid out.
    #[must_use]
    pub const fn layout(self) -> QueryLayout {
        self.layout
    }

    /// Whether items and members stand alone.
    #[must_use]
    pub const fn explode(self) -> bool {
        self.explode
    }

    /// The same with reserved characters left as they are.
    #[must_use]
    pub const fn allow_reserved(self) -> Self {
        Self { keep: Keep::Reserved, ..self }
    }

    /// The same with everything left as it is that a cookie can hold (style `cookie`).
    #[must_use]
    pub const fn cookie(self) -> Self {
        Self { keep: Keep::Cookie, ..self }
    }
}

/// The path text of a parameter; `None` where nothing can be written.
#[inline]
pub(crate) fn path_text(name: &str, style: PathStyle, keep: PathKeep, value: &JsonValue) -> Option<String> {
    let keep = match keep {
        PathKeep::Few => Keep::Path,
        PathKeep::Reserved => Keep::Segment,
        PathKeep::Segments => Keep::Segments,
    };
    let (explode, prefix, joint) = match style {
        PathStyle::Json => return Some(encode(&value.to_string(), keep)),
        PathStyle::Simple { explode } => (explode, String::new(), ","),
        PathStyle::Label { explode } => (explode, ".".to_owned(), if explode { "." } else { "," }),
        PathStyle::Matrix { explode: false } => (false, format!(";{}=", encode(name, Keep::Path)), ","),
        PathStyle::Matrix { explode: true } => (true, ";".to_owned(), ";"),
    };
    let repeats_name = matches!(style, PathStyle::Matrix { explode: true });
    let mut items = Vec::new();
    match value {
        JsonValue::Object(map) => {
            for (key, value) in pairs(map) {
                let (key, value) = (encode(key, Keep::Path), encode(&value, keep));
                if explode {
                    items.push(format!("{key}={value}"));
                } else {
                    items.extend([key, value]);
                }
            }
        }
        JsonValue::List(list) => {
            let name = encode(name, Keep::Path);
            for item in scalars(list) {
                let item = encode(&item, keep);
                items.push(if repeats_name { format!("{name}={item}") } else { item });
            }
        }
        other => {
            let text = encode(&other.scalar()?, keep);
            items.push(if repeats_name { format!("{}={text}", encode(name, Keep::Path)) } else { text });
        }
    }
    if items.is_empty() { None } else { Some(format!("{prefix}{}", items.join(joint))) }
}

/// The text of a value that need not be read to know it: true, false, an integer of up to 18 digits, or a string that
/// holds neither escapes nor quotes.
pub(crate) fn plain_scalar(written: &[u8]) -> Option<&str> {
    let text = std::str::from_utf8(written).ok()?;
    if let Some(content) = text.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')) {
        return (!content.contains(['\\', '"'])).then_some(content);
    }
    let digits = text.strip_prefix('-').unwrap_or(text);
    let is_integer =
        !digits.is_empty() && digits.len() <= 18 && digits.bytes().all(|byte| byte.is_ascii_digit());
    (is_integer || text == "true" || text == "false").then_some(text)
}

/// An encoded `name=value` pair.
pub(crate) fn query_pair(name: &str, value: &str, style: QueryStyle) -> String {
    let mut pair = String::with_capacity(name.len() + 1 + value.len());
    encode_into(&mut pair, name, Keep::Unreserved);
    pair.push('=');
    encode_into(&mut pair, value, style.keep);
    pair
}

/// The encoded `name=value` pairs of a query or cookie parameter; none for null and for empty lists and objects.
pub(crate) fn query_pairs(name: &str, style: QueryStyle, value: &JsonValue) -> Vec<String> {
    let keep = style.keep;
    let mut flat = Vec::new();
    match (style.layout, value) {
        (_, JsonValue::Null) => {}
        (QueryLayout::Json, value) => flat.push((name.to_owned(), value.to_string())),
        (layout, JsonValue::Object(_) | JsonValue::List(_)) if layout.is_deep() => {
            deep(name, value, layout, &mut flat);
        }
        (_, JsonValue::List(list)) if style.explode => {
            for item in scalars(list) {
                flat.push((name.to_owned(), item));
            }
        }
        (_, JsonValue::Object(map)) if style.explode => exploded(map, &mut flat),
        (layout, JsonValue::List(_) | JsonValue::Object(_)) => {
            let mut items = Vec::new();
            match value {
                JsonValue::Object(map) => {
                    for (key, value) in pairs(map) {
                        items.extend([encode(key, keep), encode(&value, keep)]);
                    }
                }
                JsonValue::List(list) => {
                    for item in scalars(list) {
                        items.push(encode(&item, keep));
                    }
                }
                _ => {}
            }
            if items.is_empty() {
                return Vec::new();
            }
            let joint = match layout {
                QueryLayout::Space => "%20",
                QueryLayout::Pipe => "%7C",
                _ => ",",
            };
            return vec![format!("{}={}", encode(name, Keep::Unreserved), items.join(joint))];
        }
        (_, other) => {
            if let Some(text) = other.scalar() {
                flat.push((name.to_owned(), text));
            }
        }
    }
    flat.iter().map(|(name, value)| query_pair(name, value, style)).collect()
}

/// The text of a header value (style `simple`, nothing encoded).
#[inline]
pub(crate) fn header_text(explode: bool, value: &JsonValue) -> Option<String> {
    match value {
        JsonValue::List(list) => Some(scalars(list).join(",")),
        JsonValue::Object(map) => {
            let joint = if explode { "=" } else { "," };
            let mut items = Vec::new();
            for (key, value) in pairs(map) {
                items.push(format!("{key}{joint}{value}"));
            }
            Some(items.join(","))
        }
        other => other.scalar(),
    }
}

/// The texts of the items that are not null.
fn scalars(list: &[JsonValue]) -> Vec<String> {
    list.iter().filter_map(JsonValue::scalar).collect()
}

/// The members of an object that are not null, with their texts.
fn pairs(map: &[(String, JsonValue)]) -> Vec<(&str, String)> {
    let mut pairs = Vec::new();
    for (key, value) in map {
        if let Some(text) = value.scalar() {
            pairs.push((key.as_str(), text));
        }
    }
    pairs
}

/// The members of an exploded object with their texts; a list there repeats its name, as a parameter of that name would.
pub(crate) fn exploded(map: &[(String, JsonValue)], flat: &mut Vec<(String, String)>) {
    for (key, value) in map {
        let items = match value {
            JsonValue::List(items) => items.as_slice(),
            other => std::slice::from_ref(other),
        };
        for text in scalars(items) {
            flat.push((key.clone(), text));
        }
    }
}

/// Flattens an object to `name[key][key]`. Scalars in lists are written as the layout says, and all else there has its place.
pub(crate) fn deep(name: &str, value: &JsonValue, layout: QueryLayout, flat: &mut Vec<(String, String)>) {
    match value {
        JsonValue::Object(map) => {
            for (key, value) in map {
                deep(&format!("{name}[{key}]"), value, layout, flat);
            }
        }
        JsonValue::List(list) => {
            for (place, value) in list.iter().enumerate() {
                let is_scalar = !matches!(value, JsonValue::List(_) | JsonValue::Object(_));
                match layout {
                    QueryLayout::DeepBrackets if is_scalar => deep(&format!("{name}[]"), value, layout, flat),
                    QueryLayout::DeepObject if is_scalar => deep(name, value, layout, flat),
                    _ => deep(&format!("{name}[{place}]"), value, layout, flat),
                }
            }
        }
        other => flat.extend(other.scalar().map(|text| (name.to_owned(), text))),
    }
}
