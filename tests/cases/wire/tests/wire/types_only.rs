//! Types without a client: a server makes, reads, checks and writes them.

use output_types_only::OptionalNullable;
use output_types_only::models::{Goods, Line, Order, Paid, Problem};
use output_types_only::runtime::from_json;

use crate::round;

#[test]
fn what_a_server_answers_with_is_made_and_written() {
    // Only received by a client: it would have no constructor.
    let problem = Problem::new("No stock").next(Problem::new("None will come"));
    let text = serde_json::to_string(&problem).unwrap();
    assert_eq!(text, r#"{"next":{"title":"None will come"},"title":"No stock"}"#);
    // Read only for a client: a server has to write it.
    let order = Order::new("a@b.example", vec![Line::Goods(Goods::new(2))]).id(7);
    let text = serde_json::to_string(&order).unwrap();
    assert_eq!(text, r#"{"email":"a@b.example","id":7,"lines":[{"count":2,"kind":"goods"}]}"#);
}

#[test]
fn what_a_server_is_sent_is_read_and_checked() {
    let order: Order = round(r#"{"email":"a@b.example","lines":[{"kind":"fee","percent":"2"}],"note":null}"#);
    assert_eq!(order.note, OptionalNullable::Null);
    order.validate().unwrap();
    let bad: Order = from_json(br#"{"email":"nobody","lines":[{"kind":"goods","count":0}]}"#).unwrap();
    let told = bad.validate().unwrap_err().to_string();
    assert!(told.contains("email") && told.contains("lines[0]"), "{told}");
    let fault = from_json::<Order>(br#"{"email":1,"lines":[]}"#).unwrap_err();
    assert_eq!(fault.path(), "$.email");
}

#[test]
fn what_only_a_webhook_sends_is_there_without_a_feature() {
    round::<Paid>(r#"{"at":"2026-01-01T00:00:00Z","order":{"email":"a@b.example","lines":[]}}"#);
}
