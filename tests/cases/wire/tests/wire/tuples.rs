//! Lists with a schema for each place, of one length and of fewer items than places.

use crate::{client, round};
use schema_tuple_shorter::models::{AtLeastOne, Choice, Holder, Kinds, Pair, Places, Point, Tree};
use schema_tuple_shorter::operations::untagged::SearchHeaders;
use schema_tuple_shorter::runtime::Prefix;
use wire::{Reply, Server};

#[test]
fn of_one_length() {
    use schema_tuple::models::{Closed, Exact, Merged, Nullable, Open, Rest, UpToTwo};
    round::<Closed>("[1.5,2.5]");
    round::<Exact>(r#"["a",1]"#);
    round::<Open>(r#"["a",[0.5,1.5],"more"]"#);
    round::<Rest>(r#"["a",1,2,3]"#);
    round::<Nullable>("[null,true]");
    for shorter in ["[]", "[[1.5,2.5]]", "[[1.5,2.5],[0.5,1.5]]"] {
        round::<UpToTwo>(shorter);
    }
    let merged: Merged = round(r#"["a",1]"#);
    assert_eq!(merged, ("a".to_owned(), 1));
}

#[test]
fn whole_numbers_stand_at_their_places_however_they_are_written() {
    use schema_tuple::models::Counted;
    let counted: Counted = round(r#"{"pair":["a",1.0],"deep":[[2e0,[3.0]],{"k":4.0}],"list":[[true,5.0]],"less":["b",6.0]}"#);
    assert_eq!((counted.pair, counted.deep.0.1.clone()), (("a".to_owned(), 1), vec![3]));
    assert_eq!(counted.less, schema_tuple::runtime::Prefix::from(("b".to_owned(), 6)));
    assert!(serde_json::from_str::<Counted>(r#"{"pair":["a",1.5],"deep":[[2,[]],{}],"list":[],"less":[]}"#).is_err());
}

#[test]
fn shorter_ones_are_read_and_written_as_long_as_they_are() {
    let pair: Pair = round("[]");
    assert_eq!(pair, Prefix((None, None)));
    let pair: Pair = round(r#"["a"]"#);
    assert_eq!(pair.0.0.as_deref(), Some("a"));
    let pair: Pair = round(r#"["a",1]"#);
    assert_eq!(pair, Prefix::from(("a".to_owned(), 1)));
    assert!(serde_json::from_str::<Pair>(r#"["a",1,2]"#).is_err());
    assert!(serde_json::from_str::<Pair>("[1]").is_err());
    round::<AtLeastOne>(r#"["a",1]"#);
    // Null at a place is no missing place.
    let places: Places = round("[null]");
    assert_eq!(places.0.0, Some(None));
    round::<Places>(r#"[null,{"id":1}]"#);
    round::<Point>("[1.5]");
    round::<Tree>(r#"["a",["b",["c"]]]"#);
    let gap = serde_json::to_string(&Prefix((None::<bool>, Some(true)))).unwrap_err();
    assert!(gap.to_string().contains("a place of a list is `None`"), "{gap}");
}

#[test]
fn shorter_ones_are_parts_of_other_types() {
    let full = r#"{"must":["a",1],"filled":["a"],"nullable":null,"list":[[],["a"],["a",2]],"map":{"x":[]},
        "tree":["a",[]],"choice":["a"],"kinds":[1],"least":["a"]}"#;
    let holder: Holder = round(full);
    assert!(matches!(holder.kinds, Some(Kinds::Numbered(_))));
    assert!(holder.validate().is_ok());
    for (choice, is_pair) in [(r#"["a"]"#, true), ("[]", true), (r#""a""#, false)] {
        assert_eq!(matches!(round::<Choice>(choice), Choice::Pair(_)), is_pair, "{choice}");
    }
    let broken = r#"{"must":["a",0],"least":[]}"#;
    let broken: Holder = serde_json::from_str(broken).unwrap();
    let violations = broken.validate().unwrap_err().to_string();
    assert!(violations.contains("must[1]") && violations.contains("least"), "{violations}");
}

#[tokio::test]
async fn shorter_ones_are_sent_and_answered() {
    let answer = Reply::json(r#"["a",["b"]]"#).header("x-window", "w");
    let server = Server::start([answer]);
    let client = client!(schema_tuple_shorter, server);
    let must = Pair::from(("m".to_owned(), 7));
    let range = Prefix((Some("r".to_owned()), None));
    let response =
        client.search(Holder::new(must)).range(range.clone()).x_window(range).send().await.unwrap();
    let seen = server.last();
    assert_eq!(seen.line(), "POST /search?range=r");
    assert_eq!(seen.header("x-window"), "r");
    assert_eq!(seen.text(), r#"{"must":["m",7]}"#);
    let headers = SearchHeaders::read(response.headers()).unwrap();
    assert_eq!(headers.x_window, Some(Prefix((Some("w".to_owned()), None))));
    assert_eq!(
        response.into_inner(),
        Some(Prefix((Some("a".to_owned()), Some(Prefix((Some("b".to_owned()), None))))))
    );
}
