//! Form bodies (`application/x-www-form-urlencoded`).

use super::{
    InvalidRequest, QueryStyle, RequestBody, RequestWriter, json_value::JsonValue, style::query_pairs,
};
use serde::Serialize;

impl RequestWriter {
    /// Sets a form body of an object's members, each in its style (`form`, exploded, unless listed).
    ///
    /// # Errors
    /// The value is not an object, or cannot be written.
    pub fn form<T: Serialize + ?Sized>(
        &mut self,
        value: &T,
        styles: &[(&str, QueryStyle)],
    ) -> Result<(), InvalidRequest> {
        let value = JsonValue::of("form", "body", value)?;
        self.form_value(&value, styles)
    }

    #[inline]
    fn form_value(&mut self, value: &JsonValue, styles: &[(&str, QueryStyle)]) -> Result<(), InvalidRequest> {
        let JsonValue::Object(members) = value else {
            return Err(InvalidRequest::new("form", "must be an object"));
        };
        let mut pairs = Vec::new();
        for (name, value) in members {
            let listed = styles.iter().find(|(listed, _)| listed == name).map(|(_, style)| *style);
            // Objects have no natural place in a form; unless a style is given they are sent as JSON.
            let style = listed.unwrap_or(if matches!(value, JsonValue::Object(_)) {
                QueryStyle::JSON
            } else {
                QueryStyle::FORM
            });
            pairs.extend(query_pairs(name, style, value));
        }
        self.body("application/x-www-form-urlencoded", RequestBody::Bytes(pairs.join("&").into()))
    }
}
