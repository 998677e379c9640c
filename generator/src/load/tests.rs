use serde::Serialize as _;
use serde_json::{Value, json};

use super::*;
use crate::raw::{Content, Node};

mod yaml;

fn read(bytes: &[u8], limits: &Limits) -> (Raw, Report, bool) {
    let (mut raw, mut report) = (Raw::default(), Report::new());
    let loaded = load(&mut raw, "doc.yaml", bytes, limits, &mut report).is_some();
    assert_eq!(loaded, !report.has_errors());
    (raw, report, loaded)
}

fn tree(text: &str) -> Raw {
    let (raw, report, loaded) = read(text.as_bytes(), &Limits::default());
    assert!(loaded, "{text}\n{:?}", report.iter().next());
    raw
}

fn value(text: &str) -> Value {
    tree(text).document().unwrap().to_json()
}

/// The codes and the source text at their places.
fn faults(bytes: impl AsRef<[u8]>) -> Vec<(Code, String)> {
    let (raw, report, loaded) = read(bytes.as_ref(), &Limits::default());
    assert!(!loaded);
    let at = |place: &Place| match place {
        Place::Span(file, start, end) => {
            raw.file(*file).unwrap().text[*start as usize..*end as usize].to_owned()
        }
        other => panic!("{other:?}"),
    };
    report.iter().map(|found| (found.code, at(&found.place))).collect()
}

fn fault(bytes: impl AsRef<[u8]>) -> (Code, String) {
    let mut found = faults(bytes);
    assert_eq!(found.len(), 1, "{found:?}");
    found.remove(0)
}

#[test]
fn json_and_yaml_give_the_same_tree() {
    let yaml = "a:\n  - 1\n  - x: true\n    'y z': ~\n  - []\nb: {}\nc: |\n  two\n  lines\n";
    let json = r#"{"a": [1, {"x": true, "y z": null}, []], "b": {}, "c": "two\nlines\n"}"#;
    assert_eq!(value(yaml), value(json));
}

#[test]
fn all_of_json_is_read() {
    let text = "\n\t{\"\\ud83d\\ude00 \\/ \\b\\f\\n\\r\\t \\u0000 \\\"\\\\\" :\n\t\t[1,-2.5e3,true,null,{},\"# no\",\"- no\",\"a: b\"]\n,\n\"\"\n:\n0,\"é\u{feff}\u{2028}\":\"\"}\n";
    assert_eq!(value(text), serde_json::from_str::<Value>(text).unwrap());
    let long = format!("{{\"{}\": {{\"{}\": 1}}}}", "k".repeat(2000), "ä".repeat(60_000));
    assert_eq!(value(&long), serde_json::from_str::<Value>(&long).unwrap());
}

#[test]
fn line_ends_do_not_matter() {
    let lf = "# c\na: |\n  x\n\n  y\nb: >-\n  x\n  y\n\nc: \"x\n  y\"\nd: [1,\n  2]\n";
    assert_eq!(value(lf), value(&lf.replace('\n', "\r\n")));
    assert_eq!(value(lf), value(&lf.replace('\n', "\r")));
    assert_eq!(value(lf), value(&format!("\u{feff}{lf}")));
}

#[test]
fn scalars_follow_the_core_schema() {
    let text = "[on, no, y, 010, 0o17, 0x1F, 1_000, 12:30:45, 2024-01-01, +1, .5, True, NULL, '1', \"null\", !!str 1, ! 2, NaN]";
    let wanted = json!([
        "on",
        "no",
        "y",
        10,
        15,
        31,
        "1_000",
        "12:30:45",
        "2024-01-01",
        1,
        0.5,
        true,
        null,
        "1",
        "null",
        "1",
        "2",
        "NaN"
    ]);
    assert_eq!(value(text), wanted);
}

#[test]
fn digits_are_kept() {
    let raw = tree("[1.10, -9223372036854776000, 123456789012345678901234567890, 1e400, -0, 0.10e-5]");
    let digits: Vec<_> = raw.document().unwrap().items().filter_map(Node::as_number).collect();
    let wanted = ["1.10", "-9223372036854776000", "123456789012345678901234567890", "1e400", "-0", "0.10e-5"];
    assert_eq!(digits, wanted);
}

#[test]
fn keys_are_texts() {
    assert_eq!(
        value("{200: a, true: b, 1.10: c, '<<': d, 'null': e, on: f}"),
        json!({"200": "a", "true": "b", "1.10": "c", "<<": "d", "null": "e", "on": "f"})
    );
    assert_eq!(fault("~: 1"), (Code::KeyKind, "~".into()));
    assert_eq!(fault("a:\n  : 1"), (Code::KeyKind, String::new()));
    assert_eq!(fault("[a, b]: 1").0, Code::KeyKind);
    assert_eq!(fault("? {a: 1}\n: 2").0, Code::KeyKind);
    assert_eq!(fault("a: &x 1\nb:\n  *x : 2"), (Code::AliasKey, "*x".into()));
    assert_eq!(fault("a: &x {b: 1}\nc:\n  <<: *x"), (Code::MergeKey, "<<".into()));
}

#[test]
fn repeated_keys_are_refused_with_both_places() {
    let (_, report, _) = read(b"a: 1\nb: 2\n'a': 3\n", &Limits::default());
    let found = report.iter().next().unwrap();
    assert_eq!((found.code, &found.place), (Code::DuplicateKey, &Place::Span(FileId(0), 10, 13)));
    assert_eq!(found.related[0].0, Place::Span(FileId(0), 0, 1));
    assert_eq!(faults("{\"x\": {\"k\": 1, \"k\": 2, \"k\": 3}, 200: 1, \"200\": 2}").len(), 3);
    let many: Vec<_> = (0..1000).map(|i| format!("k{}: {i}\n", i % 999)).collect();
    assert_eq!(fault(many.concat()), (Code::DuplicateKey, "k0".into()));
}

#[test]
fn aliases_are_copies() {
    let text = "a: &x {b: [1, &y text]}\nc: *x\nd: [*y, *x]\n";
    assert_eq!(
        value(text),
        json!({"a": {"b": [1, "text"]}, "c": {"b": [1, "text"]}, "d": ["text", {"b": [1, "text"]}]})
    );
    let raw = tree(text);
    let copied = raw.document().unwrap().get("c").and_then(|c| c.get("b")).unwrap();
    assert_eq!(copied.pointer(), "/c/b");
    assert_eq!(&text[copied.span()], "[1, &y text]");
}

#[test]
fn aliases_are_bounded() {
    assert_eq!(fault("a: &x [1, *x]"), (Code::AliasCycle, "*x".into()));
    assert_eq!(fault("a: *x").0, Code::Syntax);
    let mut bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n".to_owned();
    for i in 1..12 {
        let aliases = format!("*a{}, ", i - 1).repeat(10);
        bomb = format!("{bomb}a{i}: &a{i} [{aliases}]\n");
    }
    assert_eq!(fault(bomb).0, Code::AliasExpansion);
    let long = format!("a: &a {}\nb: [{}]\n", "x".repeat(50_000), "*a, ".repeat(2_000));
    assert_eq!(fault(long).0, Code::AliasExpansion);
    let deep = format!(
        "a: &a {}1{}\nb: {}*a{}\n",
        "[".repeat(200),
        "]".repeat(200),
        "[".repeat(100),
        "]".repeat(100)
    );
    assert_eq!(fault(deep), (Code::TooDeep, "*a".into()));
}

#[test]
fn depth_and_size_are_bounded() {
    let nested = |n: usize| format!("{}1{}", "[".repeat(n), "]".repeat(n));
    assert!(read(nested(256).as_bytes(), &Limits::default()).2);
    assert_eq!(fault(nested(257)).0, Code::TooDeep);
    assert_eq!(fault("[".repeat(100_000)).0, Code::TooDeep);
    assert_eq!(fault("- ".repeat(100_000)).0, Code::TooDeep);
    let mixed = format!("a:\n  - b: {}", nested(254));
    assert_eq!(fault(mixed).0, Code::TooDeep);
    let small = Limits { bytes: 10, nodes: 3, ..Limits::default() };
    let code = |text: &str| read(text.as_bytes(), &small).1.iter().next().map(|found| found.code);
    assert_eq!(code("[1, 2, 3, 4]"), Some(Code::TooLarge));
    assert_eq!(code("[1, 2, 3]"), Some(Code::TooManyNodes));
    assert_eq!(code("[1, 2]"), None);
}

#[test]
fn only_utf_8_without_control_characters_is_read() {
    let wide = |units: Vec<[u8; 2]>| units.concat();
    let text = "openapi: 3.1.0\n";
    assert_eq!(fault(wide(text.encode_utf16().map(u16::to_le_bytes).collect())).0, Code::Encoding);
    assert_eq!(fault(wide(text.encode_utf16().map(u16::to_be_bytes).collect())).0, Code::Encoding);
    assert_eq!(
        fault(text.chars().flat_map(|c| u32::from(c).to_le_bytes()).collect::<Vec<_>>()).0,
        Code::Encoding
    );
    let (raw, report, _) = read(b"a: \"\xED\xA0\xBD\"", &Limits::default());
    let found = report.iter().next().unwrap();
    assert_eq!((found.code, &found.place), (Code::Encoding, &Place::Span(FileId(0), 4, 4)));
    assert!(found.message.contains("byte 4 (0xED)"), "{}", found.message);
    assert!(raw.document().is_none());
    assert_eq!(fault("a: \"x\0\""), (Code::ControlCharacter, "\0".into()));
    assert_eq!(fault("a: \"\u{1b}[2J\""), (Code::ControlCharacter, "\u{1b}".into()));
    assert_eq!(value("a: \"\\x1b\\0\""), json!({"a": "\u{1b}\0"}));
    assert_eq!(fault("{\"a\": \"\\uD800\"}").0, Code::Syntax);
}

#[test]
fn what_other_readers_guess_is_refused() {
    assert_eq!(fault("a: !include /etc/passwd"), (Code::Tag, "!include".into()));
    assert_eq!(fault("a: !!python/object:os.system [x]").0, Code::Tag);
    assert_eq!(fault("a: !x {b: 1}"), (Code::Tag, "!x".into()));
    assert_eq!(fault("a: !!binary eA=="), (Code::Tag, "!!binary".into()));
    assert_eq!(fault("a: !!int twelve"), (Code::ScalarForm, "twelve".into()));
    assert_eq!(fault("a: .nan"), (Code::NonFinite, ".nan".into()));
    assert_eq!(fault("a: -.INF"), (Code::NonFinite, "-.INF".into()));
    assert_eq!(fault("a: 1\n---\nb: 2").0, Code::ManyDocuments);
    assert_eq!(fault("a: 1\n...\nb: 2").0, Code::ManyDocuments);
    for empty in ["", "\n\n", "# only a comment\n", "\u{feff}"] {
        assert_eq!(fault(empty).0, Code::Empty);
    }
    assert_eq!(value("%YAML 1.2\n---\na: !!map {b: !!seq [!!null '']}\n...\n"), json!({"a": {"b": [null]}}));
}

#[test]
fn a_tab_is_pointed_at_where_it_is() {
    let tab = |text: &str| {
        let (raw, report, _) = read(text.as_bytes(), &Limits::default());
        let found = report.iter().next().unwrap();
        let Place::Span(file, start, end) = found.place else { panic!("{found:?}") };
        assert_eq!(&raw.file(file).unwrap().text[start as usize..end as usize], "\t");
        start as usize
    };
    for text in ["a:\n  b: c\n\td: e\n", "a:\n\tb: c\n# \t\n"] {
        assert_eq!(tab(text), text.find('\t').unwrap(), "{text:?}");
    }
}

#[test]
fn all_faults_but_syntax_errors_are_found_at_once() {
    let codes: Vec<_> =
        faults("a: .nan\nb: !x 1\nb: 2\n~: 3\n<<: {}\nc: [1").into_iter().map(|(code, _)| code).collect();
    let wanted = [Code::NonFinite, Code::Tag, Code::KeyKind, Code::MergeKey, Code::Syntax];
    assert_eq!(codes, wanted);
    assert_eq!(faults(".nan\n".repeat(0) + &"- .nan\n".repeat(1000)).len(), 100);
}

#[test]
fn nodes_know_their_places() {
    let text = "a:\n  b: [1, 'x y']\n  # comment\n\nc: |\n  text\n\nd:\n";
    let raw = tree(text);
    let document = raw.document().unwrap();
    let at = |path: &[&str]| path.iter().fold(document, |node, key| node.step(key).unwrap());
    assert_eq!(&text[at(&["a"]).span()], "b: [1, 'x y']");
    assert_eq!(&text[at(&["a", "b"]).span()], "[1, 'x y']");
    assert_eq!(&text[at(&["a", "b", "1"]).span()], "'x y'");
    assert_eq!(&text[at(&["a", "b"]).key_span().unwrap()], "b");
    assert_eq!(&text[at(&["c"]).span()], "text");
    assert!(text[at(&["d"]).span()].is_empty());
    assert_eq!(at(&["a", "b", "1"]).pointer(), "/a/b/1");
}

#[test]
fn large_mappings_are_searched_by_index() {
    let lines: Vec<_> = (0..2000).map(|i| format!("k{}: {i}\n", i * 7919 % 2000)).collect();
    let raw = tree(&lines.concat());
    let document = raw.document().unwrap();
    for i in 0..2000 {
        let node = document.get(&format!("k{}", i * 7919 % 2000)).unwrap();
        assert_eq!(node.as_number(), Some(i.to_string().as_str()));
    }
    assert!(document.get("k2000").is_none() && document.get("").is_none());
    let Content::Object(entries) = document.content() else { panic!() };
    assert_eq!(&*entries[1].key, "k1919");
}

/// The independent reader: it keeps neither 40 digits nor `1.10` and bounds nothing, so it can only be asked about
/// ordinary documents.
#[test]
fn serde_yaml_agrees_on_ordinary_documents() {
    let documents = [
        "openapi: 3.1.0\ninfo:\n  title: A: B\n  version: \"1\"\n",
        "openapi: 3.1.0\ninfo:\n  title: 'it''s'\n  description: >\n    folded\n    text\n\n    more\n  x: |+\n    kept\n\n",
        "a: [1, 2.5, -3, true, ~, \"q\\\"\", 's', plain text, http://x/y#z]\nb: {c: d, e: [f]}\n",
        "? a\n: b\n? c\n: - d\n  - e\n",
        "- - 1\n  - 2\n-\n  - 3\n- a: 1\n  b:\n  - 2\n  - 3\n",
        "a: &x\n  b: 1\nc: *x\nd: plain\n  over\n  lines\ne: \"over\n  lines\\\n  joined\"\n",
        "paths:\n  /a/{b}:\n    get:\n      responses:\n        '200': {$ref: '#/c'}\n        default:\n          description: |2-\n             indented\n",
        "a: # comment\n  b # comment\nc: d#e\n# end\n",
        "{\"a\": [1, {\"b\": null}], \"c\": \"\\u00e9\\n\"}",
        "a: 1e3\nb: 0x10\nc: 0o17\nd: -0.5\ne: 12345678901\nf: ''\n",
        "--- # start\na: b\n...\n",
        "a:\n\n\n  b:    c   \n  d:\te\n",
    ];
    for document in documents {
        let Ok(wanted) = serde_yaml::from_str::<Value>(document) else { continue };
        assert_eq!(value(document), wanted, "{document}");
    }
    let ordinary = documents.iter().filter(|text| serde_yaml::from_str::<Value>(text).is_ok()).count();
    assert!(ordinary >= documents.len() - 1, "the oracle read only {ordinary}");
}

/// A small generator of values, so that the oracles can be asked about many.
struct Random(u64);

impl Random {
    fn below(&mut self, bound: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % bound
    }

    fn text(&mut self) -> String {
        const PIECES: [&str; 32] = [
            "a", "B", "1", "0", ".", "-", ":", ": ", " ", "#", " #", "'", "\"", "\\", "\n", "\t", "{", "}",
            "[", "]", ",", "&", "*", "!", "%", "@", "|", ">", "é", "😀", "null", "true",
        ];
        (0..self.below(8)).map(|_| PIECES[usize::try_from(self.below(32)).unwrap()]).collect()
    }

    fn value(&mut self, depth: u64) -> Value {
        match self.below(if depth == 0 { 5 } else { 7 }) {
            0 => Value::Null,
            1 => json!(self.below(2) == 0),
            2 => json!(i64::try_from(self.below(1 << 30)).unwrap() - (1 << 29)),
            3 => json!(f64::from(u32::try_from(self.below(1 << 20)).unwrap()) / 64.0),
            4 => Value::String(self.text()),
            5 => (0..self.below(5)).map(|_| self.value(depth - 1)).collect(),
            _ => Value::Object((0..self.below(5)).map(|_| (self.text(), self.value(depth - 1))).collect()),
        }
    }
}

#[test]
fn what_other_writers_write_is_read_as_meant() {
    let mut random = Random(4);
    for _ in 0..2000 {
        let wanted = random.value(4);
        let yaml = serde_yaml::to_string(&wanted).unwrap();
        assert_eq!(value(&yaml), wanted, "{yaml}");
        assert_eq!(value(&serde_json::to_string(&wanted).unwrap()), wanted);
        let mut pretty = Vec::new();
        let tabs = serde_json::ser::PrettyFormatter::with_indent(b"\t");
        wanted.serialize(&mut serde_json::Serializer::with_formatter(&mut pretty, tabs)).unwrap();
        assert_eq!(value(str::from_utf8(&pretty).unwrap()), wanted);
    }
}

#[test]
fn mutilated_documents_never_panic() {
    let seed = "openapi: 3.1.0\n# c\nx: &a [1, 'b', \"c\\n\", {d: *a}]\ny: |\n  t\nz: {\"k\": !!str 1, ? q : r}\n---\n%T x\n";
    let mut random = Random(7);
    for _ in 0..3000 {
        let mut bytes = seed.as_bytes().to_vec();
        for _ in 0..=random.below(4) {
            let at = usize::try_from(random.below(bytes.len() as u64)).unwrap();
            match random.below(3) {
                0 => drop(bytes.remove(at)),
                1 => bytes[at] = u8::try_from(random.below(256)).unwrap(),
                _ => {
                    bytes
                        .insert(at, b"\n\t -?:,[]{}#&*!|>'\"%@`"[usize::try_from(random.below(22)).unwrap()]);
                }
            }
        }
        let (raw, report, _) = read(&bytes, &Limits::default());
        let _ = crate::diagnostic::to_text(&raw, report.iter(), false);
    }
}

#[test]
fn further_lines_of_a_quoted_text_may_stand_under_their_key() {
    let text = "a:\n  - b: 'one\n    two' # it's\n    'c': \"x \\\" \\\n\n y\"\n    d: |\n      e: 'kept\n      as it is'\n    g: [1]\nh: 'i\nj'\n";
    let expected =
        json!({"a": [{"b": "one two", "c": "x \" \ny", "d": "e: 'kept\nas it is'\n", "g": [1]}], "h": "i j"});
    assert_eq!(value(text), expected);
    let raw = tree(text);
    let list = raw.document().unwrap().get("a").unwrap().item(0).unwrap().get("g").unwrap();
    assert_eq!(&text[list.span()], "[1]", "places are those of the file");
    assert_eq!(fault(format!("{text}k: !bad l\n")), (Code::Tag, "!bad".to_owned()));
    assert_eq!(fault("a:\n  b: 'x\n  y").0, Code::Syntax);
    // Blanks for a key far to the right of many lines would be more than the file.
    let deep = format!("{}a: '{}'", " ".repeat(5_000), "\nx".repeat(5_000));
    assert_eq!(fault(deep).0, Code::Syntax);
}
