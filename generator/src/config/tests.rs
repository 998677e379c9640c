use super::*;
use crate::code::Code;

/// Code, text at the place, message, help.
type Found = (Code, String, String, String);

fn parse(text: &str) -> (Option<Config>, Vec<Found>) {
    let mut raw = Raw::default();
    let mut report = Report::new();
    let config = Config::parse(&mut raw, "regen.toml", text, &mut report);
    let found = report.iter().map(|found| {
        let Place::Span(_, start, end) = found.place else { panic!("no place: {found:?}") };
        let at = &text[start as usize..end as usize];
        (found.code, at.to_owned(), found.message.clone(), found.help.clone())
    });
    let found = found.collect();
    (config, found)
}

fn one(text: &str) -> Found {
    let (config, mut found) = parse(text);
    assert!(config.is_none(), "{text}");
    assert_eq!(found.len(), 1, "{found:?}");
    found.remove(0)
}

#[test]
fn nothing_is_needed() {
    let (config, found) = parse("");
    assert_eq!(found, []);
    let config = config.unwrap();
    assert_eq!(Config { file: None, ..config }, Config::default());
}

#[test]
fn the_repository_s_own_file_is_valid_and_documents_every_key() {
    let text = include_str!("../../../spec/regen.toml");
    let (config, found) = parse(text);
    assert_eq!(found, []);
    let config = config.unwrap();
    assert_eq!(config.package.name.as_deref(), Some("openrouter-guardrails"));
    assert_eq!(config.client.env_prefix.as_deref(), Some("OPENROUTER"));
    assert_eq!(config.client.global_headers.len(), 3);
    // With the comment signs taken away (prose comments start with a capital letter or a backtick) it is still valid.
    let mut seen = std::collections::BTreeSet::new();
    let all: String = text
        .lines()
        .map(|line| {
            line.strip_prefix("# ")
                .filter(|rest| rest.contains(" = ") || rest.starts_with('['))
                .unwrap_or(line)
        })
        .filter(|line| {
            let key = line.split_once(" = ").map(|(key, _)| key);
            if line.starts_with('[') {
                seen.clear();
            }
            key.is_none_or(|key| seen.insert(key.to_owned()))
        })
        .fold(String::new(), |all, line| all + line + "\n");
    let (config, found) = parse(&all);
    assert_eq!(found, []);
    let config = config.unwrap();
    assert_eq!(config.document.max_bytes, Some(64 << 20));
    assert_eq!(config.operations.len(), 2);
    assert_eq!(config.client.max_response_bytes, 16 << 20);
}

#[test]
fn unknown_keys_are_found_in_every_table_at_once() {
    let (config, found) = parse("[crate]\nnmae = 'x'\n[clients]\n[client.retry]\nmax_attempt = 2\n");
    assert!(config.is_none());
    let short: Vec<_> = found.iter().map(|(code, at, _, help)| (*code, at.as_str(), help.as_str())).collect();
    assert_eq!(
        short,
        [
            (Code::ConfigUnknownKey, "nmae", "did you mean `name`?"),
            (Code::ConfigUnknownKey, "clients", "did you mean `client`?"),
            (Code::ConfigUnknownKey, "max_attempt", "did you mean `max_attempts`?"),
        ]
    );
}

#[test]
fn wrong_values_are_shown_where_they_are() {
    let cases = [
        ("[crate]\nname = 5", "5"),
        ("[types]\ninteger = 'i63'", "'i63'"),
        ("[types.formats]\nuuid = 5", "5"),
        ("[crate]\nname = 'a b'", "name"),
        ("[crate]\nname = 'crate'", "name"),
        ("[crate]\nversion = '1.0'", "version"),
        ("[crate]\nversion = '01.0.0'", "version"),
        ("[crate]\nversion = '1.0.0-01'", "version"),
        ("[crate]\nversion = '1.0.0-..'", "version"),
        ("[crate]\nversion = '1.0.0-a+b+c'", "version"),
        ("[crate]\nkeywords = ['a b']", "keywords"),
        ("[output]\ncommand = '--> x'", "command"),
        ("[output]\ncommand = 'a`b'", "command"),
        ("[output]\ncommand = \"a\\nfn\"", "command"),
        ("[client]\nenv_prefix = 'a\"b'", "env_prefix"),
        ("[client]\nuser_agent = \"a\\r\\nb\"", "user_agent"),
        ("[[client.global_headers]]\nname = 'A B'", "name"),
        ("[[client.global_headers]]\nname = 'A'\nmethod = 'a(); x'", "method"),
        ("[types.formats]\nuuid = 'Vec<u8'", "uuid"),
        ("[types.formats]\nuuid = 'jiff'", "uuid"),
        ("[types.formats]\nduration = 'chrono'", "duration"),
        ("[types.formats]\nuuid = { type = 'uuid::Uuid', crate = 'uuid' }", "uuid"),
        ("[types.formats]\nuuid = { type = 'uuid::Uuid', crate = 'uuid', version = '1..2' }", "version"),
        ("[types.formats]\nuuid = { type = 'uuid::Uuid', crate = 'uuid', version = '>=' }", "version"),
        ("[types.formats]\nuuid = { type = 'uuid::Uuid', crate = 'uuid', version = '*' }", "version"),
        ("[types.formats]\na = { type = 'serde::A', crate = 'serde', version = '1' }", "crate"),
        ("[types.formats]\na = { type = 'serde_json::A', crate = 'serde-json', version = '1' }", "crate"),
        ("[types.formats]\na = { type = 'reqwest::A', crate = 'reqwest', version = '1' }", "crate"),
        (
            "[types.formats]\na = { type = 'x::A', crate = 'x', version = '1' }\nb = { type = 'x::B', crate = 'x', version = '2' }",
            "crate",
        ),
        ("[names.overrides]\n'components' = 'A'", "'components'"),
        ("[names.overrides]\n'/a' = 'A-B'", "'/a'"),
        ("[operations.x.pagination]\ntype = 'cursor'\nnext = 'next'", "next"),
        ("[client.retry]\nexponent = nan", "exponent"),
        ("operations = 5", "5"),
        ("crate = 'x'", "'x'"),
        ("[features]\ndefault = 'none'", "'none'"),
    ];
    for (text, at) in cases {
        let found = one(text);
        assert_eq!((found.0, found.1.as_str()), (Code::ConfigValue, at), "{text}: {}", found.2);
    }
}

#[test]
fn syntax_errors_have_places() {
    let found = one("[crate\nname = 'x'");
    assert_eq!(found.0, Code::ConfigSyntax);
    assert!(found.2.contains("`]`"), "{}", found.2);
    let found = one("[crate]\nname = 'x'\nname = 'y'");
    assert_eq!((found.0, found.1.as_str()), (Code::ConfigSyntax, "name"));
}

#[test]
fn everything_can_be_set() {
    let (config, found) = parse(
        r#"
        [types.formats]
        uuid = { type = "uuid::Uuid", crate = "uuid", version = "1", features = ["serde"] }
        email = "String"
        date-time = "chrono"
        date = { type = "chrono::NaiveDate", crate = "chrono", version = "0.4.38", default-features = false }
        [features]
        per_tag = false
        default = ["pets"]
        [policy]
        unsupported = "skip"
        example_mismatch = "ignore"
        [operations."GET /pets"]
        retry = "idempotent"
        pagination = { type = "nextLink", next = "/links/next", results = "" }
    "#,
    );
    assert_eq!(found, []);
    let config = config.unwrap();
    assert_eq!(config.types.formats["uuid"].dependency.as_deref(), Some("uuid"));
    assert_eq!(config.types.formats["email"].path, "String");
    let word = &config.types.formats["date-time"];
    assert_eq!((word.path.as_str(), word.default_features), ("crate::runtime::chrono::DateTime", false));
    assert_eq!(word.version, config.types.formats["date"].version);
    assert_eq!(config.features.default, DefaultFeatures::Tags(vec!["pets".into()]));
    assert_eq!(config.policy.unsupported, Unsupported::Skip);
    let operation = &config.operations["GET /pets"];
    assert_eq!(operation.retry, Some(RetryClass::Idempotent));
    assert_eq!(operation.pagination.as_ref().unwrap().kind, PaginationKind::NextLink);
}

#[test]
fn keys_can_be_pointed_at_later() {
    let text = "[names.overrides]\n'/a' = 'A'\n[operations.x]\nname = 'y'\n";
    let mut raw = Raw::default();
    let config = Config::parse(&mut raw, "regen.toml", text, &mut Report::new()).unwrap();
    let at = |path: &[&str]| match config.place(&raw, path) {
        Place::Span(_, start, end) => text[start as usize..end as usize].to_owned(),
        other => panic!("{other:?}"),
    };
    assert_eq!(at(&["names", "overrides", "/a"]), "'/a'");
    assert_eq!(at(&["operations", "x", "name"]), "name");
    assert_eq!(at(&["operations", "x", "group"]), "x");
    assert_eq!(Config::default().place(&raw, &["crate"]), Place::Nowhere);
}
