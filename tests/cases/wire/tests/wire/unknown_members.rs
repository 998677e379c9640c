//! Members that the document does not list, where the configuration wants them kept, and `$dynamicRef`.

use config_keep_unknown::models::{Dropped, Kept};
use reference_dynamic::models::{MarkedTree, OrderPage, Tree, UserPage};

use crate::round;

#[test]
fn unknown_members_come_back_as_they_came() {
    let text = r#"{"id":"i","big":12345678901234567,"new":{"a":[1,null]},"within":{"a":1,"more":"m"},"other":{"b":1}}"#;
    let value: Kept = round(text);
    assert_eq!(value.additional_properties["big"], 12_345_678_901_234_567_i64);
    let dropped: Dropped = serde_json::from_str(r#"{"b":1,"c":2}"#).unwrap();
    assert_eq!(serde_json::to_string(&dropped).unwrap(), r#"{"b":1}"#);
}

#[test]
fn each_page_has_items_of_its_own() {
    let users: UserPage = round(r#"{"items":[{"n":"a"}],"first":{"item":{"n":"b"}},"total":1}"#);
    assert_eq!((users.items[0].n.as_str(), users.first.unwrap().item.unwrap().n.as_str()), ("a", "b"));
    let orders: OrderPage = round(r#"{"items":[{"k":7}],"first":{"item":{"k":8}}}"#);
    assert_eq!((orders.items[0].k, orders.first.unwrap().item.unwrap().k), (7, 8));
    let tree: Tree = round(r#"{"value":"a","children":[{"value":"b"}]}"#);
    assert_eq!(tree.children.unwrap()[0].value.as_deref(), Some("b"));
    let tree: MarkedTree = round(r#"{"mark":"m","children":[{"mark":"n","value":"b"}]}"#);
    assert_eq!(tree.children.unwrap()[0].mark, "n");
}
