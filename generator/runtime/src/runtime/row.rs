//! Models as rows of a table.

use super::fields::{Fields, Writer};
use serde::ser::{Error as _, Serialize, SerializeStruct, Serializer};
use serde_json::{Map, Value};

/// The column of the members that have no field of their own.
const REST: &str = "additionalProperties";

/// A model as a row of a table (CSV): a cell for each member, which is empty where the member is absent or null, so that
/// all rows of a type have the same columns. What is no single value, a list say, is in its cell as JSON.
///
/// ```rust,ignore
/// table.serialize(Row(&model))?;
/// ```
#[derive(Debug, Clone, Copy)]
pub struct Row<'a, T>(pub &'a T);

impl<T: Fields> Serialize for Row<'_, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut writer = Writer::new(serde_json::value::Serializer);
        writer.keep_columns();
        self.0.write(&mut writer);
        let columns = writer.take_columns();
        let Value::Object(members) = writer.finish().map_err(S::Error::custom)? else {
            return Err(S::Error::custom("only an object is a row"));
        };
        write_cells(&columns, members, serializer)
    }
}

fn write_cells<S: Serializer>(
    columns: &[Option<&'static str>],
    members: Map<String, Value>,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    let mut row = serializer.serialize_struct("Row", columns.len())?;
    for name in columns.iter().flatten() {
        write_cell(&mut row, name, members.get(*name).unwrap_or(&Value::Null))?;
    }
    if columns.contains(&None) {
        // `remove` would change the order of those that stay where serde_json was built to keep it.
        let has_column = |name: &String| columns.iter().flatten().any(|column| column == name);
        let rest: Map<_, _> = members.into_iter().filter(|(name, _)| !has_column(name)).collect();
        write_cell(&mut row, REST, &if rest.is_empty() { Value::Null } else { Value::Object(rest) })?;
    }
    row.end()
}

fn write_cell<S: SerializeStruct>(row: &mut S, name: &'static str, cell: &Value) -> Result<(), S::Error> {
    match cell {
        Value::Null => row.serialize_field(name, &None::<&str>),
        Value::Array(_) | Value::Object(_) => row.serialize_field(name, &cell.to_string()),
        Value::Bool(_) | Value::Number(_) | Value::String(_) => row.serialize_field(name, cell),
    }
}
