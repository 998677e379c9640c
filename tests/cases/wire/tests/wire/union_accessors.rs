//! What is read of a union, and of a message, without a `match`.

use serde_json::json;
use union_accessors::models::{Event, Message, Part, Place};

fn event(value: serde_json::Value) -> Event {
    serde_json::from_value(value).unwrap()
}

#[test]
fn fields_of_all_alternatives_are_read_without_a_match() {
    let gone = json!({"type": "gone", "id": "g", "note": "n", "from": "f"});
    let made = event(json!({
        "type": "made", "id": "m", "at": 7, "ratio": 0.5, "where": {"room": "r"}, "from": "f", "tags": ["t"], "next": gone,
    }));
    assert_eq!((made.id(), made.at(), made.note(), made.ratio()), (Some("m"), Some(7), None, Some(0.5)));
    assert_eq!(made.r#where().and_then(|place: &Place| place.room.as_deref()), Some("r"));
    assert_eq!(made.tags().map(|tags| tags.len()), Some(1));
    let gone = made.next().unwrap();
    assert!(matches!(gone, Event::Gone(_)));
    assert_eq!((gone.id(), gone.at(), gone.note(), gone.ratio()), (Some("g"), None, Some("n"), None));
    assert!(gone.r#where().is_none() && gone.tags().is_none() && gone.next().is_none());
    let unknown = event(json!({"type": "else", "id": "e"}));
    assert_eq!((unknown.id(), unknown.at()), (None, None));
}

#[test]
fn a_message_gives_its_text() {
    let message = |content| serde_json::from_value::<Message>(json!({"role": "r", "content": content})).unwrap();
    let text = |content| message(content).text();
    assert_eq!(text(json!("plain")).as_deref(), Some("plain"));
    let part = |text: &str| json!({"type": "text", "text": text});
    let image = json!({"type": "image", "url": "u"});
    let result = json!({"type": "result", "content": [part("c")]});
    assert_eq!(text(json!([part("a"), image, part("b"), result])).as_deref(), Some("abc"));
    assert_eq!((text(json!([image])), text(json!([])), text(json!(null))), (None, None, None));
    let part: Part = serde_json::from_value(image).unwrap();
    assert_eq!(part.text(), None);
}
