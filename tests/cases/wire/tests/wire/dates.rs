//! Dates and times as types of other crates: what servers write is read, and RFC 3339 is written.

use schema_dates_jiff::operations::untagged::list_events::ListEventsHeaders;
use serde_json::{Value, json};
use wire::{Reply, Server};

use crate::{client, round};

/// What is read of spellings that RFC 3339 does not have.
const LENIENT: [(&str, &str); 6] = [
    ("2025-01-31T12:00:00", "2025-01-31T12:00:00Z"),
    ("2025-01-31 12:00:00.500", "2025-01-31T12:00:00.5Z"),
    ("2025-01-31T12:00:00+0000", "2025-01-31T12:00:00Z"),
    ("2025-01-31 12:00:00 UTC", "2025-01-31T12:00:00Z"),
    ("2025-01-31t12:00z", "2025-01-31T12:00:00Z"),
    ("2025-01-31", "2025-01-31T00:00:00Z"),
];

/// Reads a text, and gives what is written of it, without zeros that say nothing.
fn written<T: serde::Serialize + serde::de::DeserializeOwned>(text: &str) -> Option<String> {
    let value: T = serde_json::from_value(Value::from(text)).ok()?;
    let text = serde_json::to_value(value).unwrap().as_str()?.to_owned();
    Some(text.replace(".500Z", ".5Z"))
}

macro_rules! of_a_crate {
    ($name:ident, $case:ident, $module:ident) => {
        #[test]
        fn $name() {
            use $case::runtime::$module::{Date, DateTime, Time};
            for (text, read) in LENIENT {
                assert_eq!(written::<DateTime>(text).as_deref(), Some(read), "{text}");
                assert_eq!(text.parse::<DateTime>().unwrap().to_string().replace(".500Z", ".5Z"), read);
            }
            for wrong in ["", "soon", "2025-02-30T12:00:00Z", "2025-01-31T25:00:00Z", "2025-01-31T12:00:00+99:00"] {
                assert_eq!(written::<DateTime>(wrong), None, "{wrong}");
                assert!(wrong.parse::<DateTime>().is_err(), "{wrong}");
            }
            for (text, read) in [("2025-01-31", "2025-01-31"), ("2025-01-31T00:00:00Z", "2025-01-31")] {
                assert_eq!(written::<Date>(text).as_deref(), Some(read), "{text}");
            }
            for wrong in ["2025-02-30", "2025-01-31T12:00:00Z", "31.1.2025"] {
                assert_eq!(written::<Date>(wrong), None, "{wrong}");
            }
            for (text, read) in
                [("09:30:00Z", "09:30:00Z"), ("09:30", "09:30:00"), ("09:30:00.250-0130", "09:30:00.250-01:30")]
            {
                let time = written::<Time>(text).unwrap().replace(".25-", ".250-");
                assert_eq!(time, read, "{text}");
            }
            assert_eq!(written::<Time>("24:30:00"), None);
        }
    };
}

of_a_crate!(of_jiff, schema_dates_jiff, jiff);
of_a_crate!(of_chrono, schema_dates_chrono, chrono);
of_a_crate!(of_time, schema_dates_time, time);

/// Servers write the last second of the year 9999 for what never ends.
#[test]
fn what_never_ends_is_read() {
    let never = "9999-12-31T23:59:59Z";
    assert_eq!(written::<schema_dates_chrono::runtime::chrono::DateTime>(never).as_deref(), Some(never));
    assert_eq!(written::<schema_dates_time::runtime::time::DateTime>(never).as_deref(), Some(never));
    let last = never.parse::<schema_dates_jiff::runtime::jiff::DateTime>().unwrap();
    assert_eq!(jiff::Timestamp::from(last), jiff::Timestamp::MAX);
    assert!("9999-12-32T00:00:00Z".parse::<schema_dates_jiff::runtime::jiff::DateTime>().is_err());
}

#[test]
fn dates_stand_wherever_texts_do() {
    use schema_dates_jiff::models::Event;
    let id = "550e8400-e29b-41d4-a716-446655440000";
    let event: Event = round(
        &json!({
            "at": "2025-01-31T12:00:00Z", "id": id, "day": "2025-01-31", "opens": "09:00:00", "takes": "P1Y2MT36H",
            "ended": null, "seen": ["2025-01-31T12:00:00.25Z"], "by_name": {"a": "2024-02-29"}, "when": "2025-01-31T12:00:00Z",
        })
        .to_string(),
    );
    assert_eq!(event.day.unwrap().0, jiff::civil::date(2025, 1, 31));
    assert_eq!(event.takes.unwrap().0.get_months(), 2);
    round::<Event>(&json!({"at": "2025-01-31T12:00:00Z", "id": id, "when": 1_738_324_800}).to_string());
    let braced = json!({"at": "2025-01-31 12:00:00", "id": format!("{{{id}}}")});
    let event: Event = serde_json::from_value(braced).unwrap();
    event.validate().unwrap();
    assert_eq!(serde_json::to_value(event).unwrap(), json!({"at": "2025-01-31T12:00:00Z", "id": id}));
}

#[tokio::test]
async fn parameters_and_headers_are_rfc_3339() {
    let at: jiff::Timestamp = "2025-01-31T12:00:00.5Z".parse().unwrap();
    let answer = r#"{"at":"2025-01-31T12:00:00","id":"550e8400-e29b-41d4-a716-446655440000"}"#;
    let server = Server::start([Reply::json(answer).header("x-as-of", "2025-01-31 12:00:00")]);
    let client = client!(schema_dates_jiff, server);
    let days = [jiff::civil::date(2025, 1, 31), jiff::civil::date(2024, 2, 29)];
    let answer = client.list_events(at).days(days).until(at).send().await.unwrap();
    let seen = server.last();
    assert_eq!(
        seen.target,
        "/events/2025-01-31T12%3A00%3A00.5Z?days=2025-01-31&days=2024-02-29&until=2025-01-31T12%3A00%3A00.5Z"
    );
    assert_eq!(ListEventsHeaders::read(answer.headers()).unwrap().x_as_of.unwrap().to_string(), "2025-01-31T12:00:00Z");

    let server = Server::silent();
    let at = chrono::DateTime::from_timestamp(1_738_324_800, 0).unwrap();
    let _ = client!(schema_dates_chrono, server).list_events(at).await;
    assert_eq!(server.last().target, "/events?since=2025-01-31T12%3A00%3A00Z");
    let at = time::OffsetDateTime::from_unix_timestamp(1_738_324_800).unwrap();
    let at = at.to_offset(time::UtcOffset::from_hms(-1, 0, 0).unwrap());
    let _ = client!(schema_dates_time, server).list_events(at).await;
    assert_eq!(server.last().target, "/events?since=2025-01-31T11%3A00%3A00-01%3A00");
}
