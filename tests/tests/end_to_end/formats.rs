//! Models in formats other than JSON.

use openrouter_guardrails::models::{Guardrail, KeyAssignment, UpdateGuardrailRequest};
use openrouter_guardrails::runtime::Row;
use openrouter_guardrails::{Null, OptionalNullable};
use serde_json::json;

use super::{connect, guardrail};

fn assignment(id: &str) -> serde_json::Value {
    json!({
        "id": id, "guardrail_id": "g", "key_hash": "h", "key_label": "a, \"b\"", "key_name": "k", "assigned_by": null,
        "created_at": "2025-08-24T10:30:00Z",
    })
}

/// What always has the same members is a struct: a header and a row each, also of what the server sent.
#[tokio::test]
async fn assignments_are_rows_of_a_table() {
    let (server, client) = connect();
    let page = json!({"data": [assignment("1"), assignment("2")], "total_count": 2});
    server.answer_next(tests::server::Canned::json(200, page));
    let mut table = csv::Writer::from_writer(Vec::new());
    let mut assignments = client.guardrails().list_key_assignments().items();
    while let Some(assignment) = assignments.next().await {
        table.serialize(assignment.unwrap()).unwrap();
    }
    let text = String::from_utf8(table.into_inner().unwrap()).unwrap();
    let row = |id: &str| format!(",2025-08-24T10:30:00Z,g,{id},h,\"a, \"\"b\"\"\",k\n");
    let header = "assigned_by,created_at,guardrail_id,id,key_hash,key_label,key_name\n";
    assert_eq!(text, format!("{header}{}{}", row("1"), row("2")));
    let read: Vec<KeyAssignment> =
        csv::Reader::from_reader(text.as_bytes()).deserialize().collect::<Result<_, _>>().unwrap();
    assert_eq!(read.iter().map(|one| (one.id.as_str(), one.assigned_by.clone())).next(), Some(("1", None)));
    assert_eq!(read[1].key_label, "a, \"b\"");
}

/// What may be absent would move the columns of a row: such a format refuses it, and takes a `Row` of it, in which every
/// member has a cell.
#[test]
fn what_may_be_absent_has_an_empty_cell_in_a_row() {
    let one: Guardrail = serde_json::from_value(guardrail()).unwrap();
    let refused = csv::Writer::from_writer(Vec::new()).serialize(&one);
    assert!(refused.unwrap_err().to_string().contains("map"));

    let mut more = one.clone();
    more.limit_usd = 7.5.into();
    more.description = OptionalNullable::Null;
    more.allowed_providers = vec!["a".to_owned(), "b".to_owned()].into();
    let mut table = csv::Writer::from_writer(Vec::new());
    for one in [&one, &more] {
        table.serialize(Row(one)).unwrap();
    }
    let text = String::from_utf8(table.into_inner().unwrap()).unwrap();
    let mut table = csv::Reader::from_reader(text.as_bytes());
    let columns = table.headers().unwrap().clone();
    let rows: Vec<csv::StringRecord> = table.records().collect::<Result<_, _>>().unwrap();
    let cell = |row: usize, name: &str| {
        let column = columns.iter().position(|column| column == name).unwrap();
        rows[row][column].to_owned()
    };
    assert_eq!(rows.len(), 2, "{text}");
    assert_eq!((cell(0, "id"), cell(0, "limit_usd")), (one.id.clone(), String::new()));
    assert_eq!((cell(1, "limit_usd"), cell(1, "description")), ("7.5".to_owned(), String::new()));
    assert_eq!(cell(1, "allowed_providers"), r#"["a","b"]"#);
    assert_eq!(cell(1, "include_byok_in_budgets"), one.include_byok_in_budgets.to_string());
}

/// A format without names has the JSON as one text, so that nothing is lost.
#[test]
fn a_format_without_names_keeps_all_states_of_a_field() {
    let mut value = guardrail();
    value["description"] = json!(null);
    value["limit_usd"] = json!(7.5);
    value["reset_interval"] = json!("fortnightly");
    value["content_filters"] = json!([{"action": "block", "pattern": "x", "label": "L"}]);
    let one: Guardrail = serde_json::from_value(value).unwrap();
    let bytes = postcard::to_stdvec(&(7_u8, vec![one.clone()])).unwrap();
    let (number, read): (u8, Vec<Guardrail>) = postcard::from_bytes(&bytes).unwrap();
    assert_eq!((number, &read), (7, &vec![one]));
    assert_eq!(read[0].description, OptionalNullable::Null);
    assert_eq!(read[0].allowed_models, OptionalNullable::Absent);

    let changes = UpdateGuardrailRequest::new().description(Null).name("n");
    let bytes = postcard::to_stdvec(&changes).unwrap();
    assert_eq!(postcard::from_bytes::<UpdateGuardrailRequest>(&bytes).unwrap(), changes);

    let one: KeyAssignment = serde_json::from_value(assignment("1")).unwrap();
    let bytes = postcard::to_stdvec(&one).unwrap();
    assert_eq!(postcard::from_bytes::<KeyAssignment>(&bytes).unwrap(), one);
    // A text that is no such object is an error, and so is one that is cut.
    let wrong = postcard::to_stdvec("{\"id\": 7}").unwrap();
    assert!(postcard::from_bytes::<KeyAssignment>(&wrong).is_err());
    assert!(postcard::from_bytes::<KeyAssignment>(&bytes[..20]).is_err());
}
