//! Parameter styles, table by table, as the standard's own examples have them.

use crate::runtime::{InvalidRequest, PathStyle, QueryLayout, QueryStyle, RequestBody, RequestWriter};
use serde_json::{Value, json, value::RawValue};

fn path(style: PathStyle, value: &Value) -> Result<String, InvalidRequest> {
    let mut writer = RequestWriter::default();
    writer.path("/");
    writer.path_param("color", style, value)?;
    Ok(writer.finish()?.path[1..].to_owned())
}

fn query(style: QueryStyle, value: &Value) -> String {
    let mut writer = RequestWriter::default();
    writer.query("color", style, value).unwrap();
    writer.finish().unwrap().query.join("&")
}

fn values() -> [Value; 3] {
    [json!("blue"), json!(["blue", "black", "brown"]), json!({"B": 150, "G": 200, "R": 100})]
}

#[test]
fn path_styles() {
    for (style, expected) in [
        (PathStyle::SIMPLE, ["blue", "blue,black,brown", "B,150,G,200,R,100"]),
        (PathStyle::Simple { explode: true }, ["blue", "blue,black,brown", "B=150,G=200,R=100"]),
        (PathStyle::Label { explode: false }, [".blue", ".blue,black,brown", ".B,150,G,200,R,100"]),
        (PathStyle::Label { explode: true }, [".blue", ".blue.black.brown", ".B=150.G=200.R=100"]),
        (
            PathStyle::Matrix { explode: false },
            [";color=blue", ";color=blue,black,brown", ";color=B,150,G,200,R,100"],
        ),
        (
            PathStyle::Matrix { explode: true },
            [";color=blue", ";color=blue;color=black;color=brown", ";B=150;G=200;R=100"],
        ),
        (
            PathStyle::Json,
            [
                "%22blue%22",
                "%5B%22blue%22%2C%22black%22%2C%22brown%22%5D",
                "%7B%22B%22%3A150%2C%22G%22%3A200%2C%22R%22%3A100%7D",
            ],
        ),
    ] {
        for (value, expected) in values().iter().zip(expected) {
            assert_eq!(path(style, value).unwrap(), expected, "{style:?} {value}");
        }
    }
}

/// Scalars are written without being read again where their JSON text says it all; the result is the same.
#[test]
fn scalars_in_a_query() {
    for (value, expected) in [
        (json!(null), ""),
        (json!(true), "color=true"),
        (json!(0), "color=0"),
        (json!(-70), "color=-70"),
        (json!(u64::MAX), "color=18446744073709551615"),
        (json!(1.0), "color=1"),
        (json!(2.5), "color=2.5"),
        (json!(""), "color="),
        (json!("null"), "color=null"),
        (json!("1.0"), "color=1.0"),
        (json!("a \"b\" \\ é/\n"), "color=a%20%22b%22%20%5C%20%C3%A9%2F%0A"),
        (json!("\""), "color=%22"),
    ] {
        assert_eq!(query(QueryStyle::FORM, &value), expected, "{value}");
        assert_eq!(query(QueryStyle::DEEP_OBJECT, &value), expected, "{value}");
    }
    assert_eq!(query(QueryStyle::JSON, &json!("a")), "color=%22a%22");
    assert_eq!(query(QueryStyle::JSON, &json!(1)), "color=1");
}

#[test]
fn query_styles() {
    for (style, expected) in [
        (QueryStyle::FORM, ["color=blue", "color=blue&color=black&color=brown", "B=150&G=200&R=100"]),
        (QueryStyle::FORM_JOINED, ["color=blue", "color=blue,black,brown", "color=B,150,G,200,R,100"]),
        (
            QueryStyle::SPACE_DELIMITED,
            ["color=blue", "color=blue%20black%20brown", "color=B%20150%20G%20200%20R%20100"],
        ),
        (
            QueryStyle::PIPE_DELIMITED,
            ["color=blue", "color=blue%7Cblack%7Cbrown", "color=B%7C150%7CG%7C200%7CR%7C100"],
        ),
        (
            QueryStyle::new(QueryLayout::Pipe, true),
            ["color=blue", "color=blue&color=black&color=brown", "B=150&G=200&R=100"],
        ),
        (
            QueryStyle::DEEP_OBJECT,
            [
                "color=blue",
                "color=blue&color=black&color=brown",
                "color%5BB%5D=150&color%5BG%5D=200&color%5BR%5D=100",
            ],
        ),
    ] {
        for (value, expected) in values().iter().zip(expected) {
            assert_eq!(query(style, value), expected, "{style:?} {value}");
        }
    }
    assert_eq!(query(QueryStyle::JSON, &json!({"a": [1, null]})), "color=%7B%22a%22%3A%5B1%2Cnull%5D%7D");
    assert_eq!(
        query(QueryStyle::DEEP_OBJECT, &json!({"a": {"b": [1, 2]}})),
        "color%5Ba%5D%5Bb%5D=1&color%5Ba%5D%5Bb%5D=2"
    );
    assert_eq!(query(QueryStyle::FORM.allow_reserved(), &json!("a/b?c&d #=")), "color=a/b?c%26d%20%23=");
}

#[test]
fn nothing_to_send() {
    for value in [json!(null), json!([]), json!({}), json!([null]), json!({"a": null})] {
        for style in
            [QueryStyle::FORM, QueryStyle::FORM_JOINED, QueryStyle::PIPE_DELIMITED, QueryStyle::DEEP_OBJECT]
        {
            assert_eq!(query(style, &value), "", "{value} {style:?}");
        }
        assert!(path(PathStyle::SIMPLE, &value).is_err());
    }
    assert_eq!(query(QueryStyle::FORM, &json!("")), "color=");
}

#[test]
fn scalars_and_nests() {
    for (value, expected) in [
        (json!(50.0), "50"),
        (json!(0.1), "0.1"),
        (json!(-3), "-3"),
        (json!(true), "true"),
        (json!(u64::MAX), "18446744073709551615"),
        (json!([[1, 2], {"a": 1}]), "%5B1%2C2%5D&color=%7B%22a%22%3A1%7D"),
    ] {
        assert_eq!(query(QueryStyle::FORM, &value), format!("color={expected}"));
    }
}

/// Digits that no binary number holds, in the order in which they were written.
#[test]
fn numbers_keep_their_digits() {
    let text = r#"{"z":123456789012345678901234567890,"a":[0.1000000000000000055511151231257827,-0.0]}"#;
    let value = RawValue::from_string(text.to_owned()).unwrap();
    let mut writer = RequestWriter::default();
    writer.query("q", QueryStyle::FORM, &value).unwrap();
    writer.query("q", QueryStyle::DEEP_OBJECT, &value).unwrap();
    writer.query("q", QueryStyle::JSON, &value).unwrap();
    writer.path_param("q", PathStyle::Simple { explode: true }, &value).unwrap();
    writer.header("q", true, &value).unwrap();
    writer.form(&value, &[]).unwrap();
    let parts = writer.finish().unwrap();
    let list = "%5B0.1000000000000000055511151231257827%2C-0.0%5D";
    assert_eq!(
        parts.query,
        [
            "z=123456789012345678901234567890".to_owned(),
            // A list in an object whose members are parameters is the member, repeated.
            "a=0.1000000000000000055511151231257827".to_owned(),
            "a=-0".to_owned(),
            "q%5Bz%5D=123456789012345678901234567890".to_owned(),
            "q%5Ba%5D=0.1000000000000000055511151231257827".to_owned(),
            "q%5Ba%5D=-0".to_owned(),
            format!("q=%7B%22z%22%3A123456789012345678901234567890%2C%22a%22%3A{list}%7D"),
        ]
    );
    assert!(parts.path.starts_with("z=123456789012345678901234567890,a="), "{}", parts.path);
    let header = parts.headers["q"].to_str().unwrap();
    assert_eq!(header, "z=123456789012345678901234567890,a=[0.1000000000000000055511151231257827,-0.0]");
    let RequestBody::Bytes(body) = parts.body else { panic!("a form is bytes") };
    assert_eq!(body, "z=123456789012345678901234567890&a=0.1000000000000000055511151231257827&a=-0");
}

#[test]
fn arguments_too_deep() {
    let mut value = json!(1);
    for _ in 0..200 {
        value = json!([value]);
    }
    let mut writer = RequestWriter::default();
    let error = writer.query("q", QueryStyle::FORM, &value).unwrap_err();
    assert!(error.to_string().contains("deeper than"), "{error}");
}

#[test]
fn paths_keep_their_segments() {
    for (text, expected) in [
        ("a b", "a%20b"),
        ("a/b", "a%2Fb"),
        ("a%2Fb", "a%252Fb"),
        ("%2e%2e", "%252e%252e"),
        ("../keys/HASH", "..%2Fkeys%2FHASH"),
        ("a?b=c", "a%3Fb%3Dc"),
        ("a#b", "a%23b"),
        ("za\u{17c}\u{f3}\u{142}\u{107}", "za%C5%BC%C3%B3%C5%82%C4%87"),
        ("-._~!$'()*", "-._~!%24'()*"),
        ("{id}", "%7Bid%7D"),
        ("a\t\0b", "a%09%00b"),
        ("...", "..."),
    ] {
        assert_eq!(path(PathStyle::SIMPLE, &json!(text)).unwrap(), expected);
    }
    for text in ["", ".", ".."] {
        let error = path(PathStyle::SIMPLE, &json!(text)).unwrap_err();
        assert_eq!(error.place(), "path parameter `color`");
    }
    // Dots that only come together in the path.
    for (before, text, after) in [("/a/.", ".", "/x"), ("/", ".", ".")] {
        let mut writer = RequestWriter::default();
        writer.path(before);
        let written = writer.path_param("x", PathStyle::SIMPLE, text);
        writer.path(after);
        assert!(written.is_err() || writer.finish().is_err());
    }
}

#[test]
fn headers_and_cookies() {
    let mut writer = RequestWriter::default();
    writer.header("X-List", false, &["a", "b"]).unwrap();
    writer.header("X-Object", true, &json!({"a": 1, "b": "c"})).unwrap();
    writer.header("X-None", false, &None::<String>).unwrap();
    writer.cookie("sid", QueryStyle::FORM, "a;b").unwrap();
    writer.cookie("n", QueryStyle::FORM, &5).unwrap();
    for bad in ["a\r\nX-Evil: 1", "a\nb", "a\0b"] {
        let error = writer.header("X-Bad", false, bad).unwrap_err();
        assert_eq!(error.place(), "header `X-Bad`");
        assert!(!error.to_string().contains("Evil"));
    }
    let parts = writer.finish().unwrap();
    assert_eq!(parts.headers["x-list"], "a,b");
    assert_eq!(parts.headers["x-object"], "a=1,b=c");
    assert_eq!(parts.headers["cookie"], "sid=a%3Bb; n=5");
    assert!(!parts.headers.contains_key("x-none"));
}

#[test]
fn nothing_is_left_of_the_parameter_before() {
    let mut writer = RequestWriter::default();
    writer.query("long", QueryStyle::FORM, "a longer text").unwrap();
    writer.query("short", QueryStyle::FORM, &7).unwrap();
    writer.query("none", QueryStyle::FORM, &None::<i32>).unwrap();
    writer.query("list", QueryStyle::FORM, &["a", "b"]).unwrap();
    assert!(writer.query("bad", QueryStyle::FORM, &f64::NAN).is_err());
    writer.query("last", QueryStyle::FORM, &true).unwrap();
    writer.bytes("text/plain", "body").unwrap();
    let parts = writer.finish().unwrap();
    assert_eq!(parts.query, ["long=a%20longer%20text", "short=7", "list=a", "list=b", "last=true"]);
    assert_eq!(parts.headers["content-type"], "text/plain");
}

#[test]
fn numbers_that_json_cannot_hold() {
    let mut writer = RequestWriter::default();
    for number in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
        assert!(writer.query("q", QueryStyle::FORM, &number).is_err());
        assert!(writer.path_param("q", PathStyle::SIMPLE, &number).is_err());
        assert!(writer.header("q", false, &number).is_err());
        assert!(writer.json("application/json", &f32::NAN).is_err());
        let error =
            writer.json("application/json", &crate::models::UpdateItem::new().limit_usd(number)).unwrap_err();
        assert_eq!(error.place(), "body.limit_usd");
    }
}

#[test]
fn places_of_numbers_that_json_cannot_hold() {
    let mut writer = RequestWriter::default();
    let value = std::collections::BTreeMap::from([("a.b", vec![1.0, f64::NAN])]);
    assert_eq!(writer.json("application/json", &value).unwrap_err().place(), "body[\"a.b\"][1]");
}

#[test]
fn lists_that_are_deep_objects_keep_the_places_of_objects() {
    let shown = |value| query(QueryStyle::DEEP_OBJECT, &value).replace("%5B", "[").replace("%5D", "]");
    assert_eq!(shown(json!([{"a": 1}, {"a": [2, 3]}])), "color[0][a]=1&color[1][a]=2&color[1][a]=3");
    assert_eq!(shown(json!(["x", "y"])), "color=x&color=y");
}

#[test]
fn objects_in_lists_of_deep_objects_keep_their_places() {
    let value = json!({"rows": [{"a": 1}, {"a": 2}], "tags": ["x", "y"]});
    assert_eq!(
        query(QueryStyle::DEEP_OBJECT, &value).replace("%5B", "[").replace("%5D", "]"),
        "color[rows][0][a]=1&color[rows][1][a]=2&color[tags]=x&color[tags]=y"
    );
}

/// No standard says how a list in a deep object is written; servers read one of these.
#[test]
fn lists_of_scalars_in_deep_objects_are_written_as_their_layout_says() {
    let value = json!({"tags": ["x", null, "y"], "rows": [{"a": [1, 2]}, [3]], "none": [], "b": 4});
    for (layout, expected) in [
        (
            QueryLayout::DeepObject,
            "color[tags]=x&color[tags]=y&color[rows][0][a]=1&color[rows][0][a]=2&color[rows][1]=3&color[b]=4",
        ),
        (
            QueryLayout::DeepBrackets,
            "color[tags][]=x&color[tags][]=y&color[rows][0][a][]=1&color[rows][0][a][]=2&color[rows][1][]=3&\
             color[b]=4",
        ),
        (
            QueryLayout::DeepIndices,
            "color[tags][0]=x&color[tags][2]=y&color[rows][0][a][0]=1&color[rows][0][a][1]=2&color[rows][1][0]=3&\
             color[b]=4",
        ),
    ] {
        let style = QueryStyle::new(layout, true);
        let shown = |value: &serde_json::Value| query(style, value).replace("%5B", "[").replace("%5D", "]");
        let mut pairs: Vec<String> = shown(&value).split('&').map(str::to_owned).collect();
        let mut wanted: Vec<String> = expected.split('&').map(str::to_owned).collect();
        pairs.sort();
        wanted.sort();
        assert_eq!(pairs, wanted);
        // A list that is the parameter itself, and a part of a form.
        let list = shown(&json!(["x", "y"]));
        let own = expected.split('&').next().unwrap().replace("color[tags]", "color");
        assert_eq!(list.split('&').next().unwrap(), own);
        let mut form = RequestWriter::default();
        form.form(&json!({"color": {"tags": ["x"]}}), &[("color", style)]).unwrap();
        let RequestBody::Bytes(body) = form.finish().unwrap().body else { panic!() };
        let body = String::from_utf8(body.to_vec()).unwrap().replace("%5B", "[").replace("%5D", "]");
        assert_eq!(body, expected.split('&').next().unwrap());
    }
}
