//! TOML to [`Config`], table by table, so that one run reports what is wrong with each.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::OnceLock;

use serde::de::DeserializeOwned;
use toml::Spanned;
use toml::de::{DeTable, DeValue, Error, ValueDeserializer};

use super::{ApiEntry, Config};
use crate::code::Code;
use crate::conflict;
use crate::diagnostic::{Place, Report};
use crate::raw::{FileId, Raw};

/// Reads another file of TOML than the configuration; what is wrong with it is reported with its place, and then there is
/// no result. `help` says what to do about a value that is wrong.
#[must_use]
pub fn read_file<T: DeserializeOwned>(
    raw: &mut Raw,
    (name, text): (&str, &str),
    help: &str,
    report: &mut Report,
) -> Option<T> {
    let mut reader = Reader { file: raw.add_file(name, text), help, report };
    if reader.conflict(text) {
        return None;
    }
    let (root, errors) = DeTable::parse_recoverable(text);
    if !errors.is_empty() {
        reader.syntax(errors);
        return None;
    }
    let span = root.span();
    let table = T::deserialize(ValueDeserializer::from(Spanned::new(
        span.clone(),
        DeValue::Table(root.into_inner()),
    )));
    table.map_err(|error| reader.explain(&error, span)).ok()
}

const TABLES: [&str; 13] = [
    "crate",
    "document",
    "output",
    "review",
    "select",
    "types",
    "names",
    "client",
    "operations",
    "pagination",
    "features",
    "policy",
    "api",
];

struct Reader<'r> {
    file: FileId,
    /// What to do about a value that is wrong.
    help: &'r str,
    report: &'r mut Report,
}

/// What could be read; the rest is reported.
pub(super) fn read(text: &str, file: FileId, report: &mut Report) -> Config {
    let mut config = Config { file: Some(file), ..Config::default() };
    let mut reader = Reader { file, help: "see the comments in the regen.toml that `init` writes", report };
    if reader.conflict(text) {
        return config;
    }
    let (root, errors) = DeTable::parse_recoverable(text);
    if !errors.is_empty() {
        reader.syntax(errors);
        return config;
    }
    let mut tables: Vec<_> = root.into_inner().into_iter().collect();
    tables.sort_by_key(|(key, _)| key.span().start);
    for (key, value) in tables {
        let span = value.span();
        match key.get_ref().as_ref() {
            "crate" => reader.table(value, &mut config.package),
            "document" => reader.table(value, &mut config.document),
            "output" => reader.table(value, &mut config.output),
            "review" => reader.table(value, &mut config.review),
            "select" => reader.table(value, &mut config.select),
            "types" => reader.table(value, &mut config.types),
            "names" => reader.table(value, &mut config.names),
            "client" => reader.table(value, &mut config.client),
            "pagination" => reader.table(value, &mut config.pagination),
            "features" => reader.table(value, &mut config.features),
            "policy" => reader.table(value, &mut config.policy),
            "api" => match value.into_inner() {
                DeValue::Array(entries) => {
                    for entry in entries {
                        let mut api = ApiEntry::default();
                        reader.table(entry, &mut api);
                        config.apis.push(api);
                    }
                }
                _ => reader.invalid(span, "`api` is a list of tables: `[[api]]`"),
            },
            "operations" => match value.into_inner() {
                DeValue::Table(operations) => {
                    for (key, value) in operations {
                        let operation = config.operations.entry(key.into_inner().into_owned()).or_default();
                        reader.table(value, operation);
                    }
                }
                _ => reader.invalid(span, "`operations` is a table with one table for each operation"),
            },
            unknown => {
                let tables = format!("known tables: {}", TABLES.join(", "));
                let help = reader.report.did_you_mean(unknown, TABLES, tables);
                let place = reader.place(key.span());
                reader.report.error(
                    Code::ConfigUnknownKey,
                    place,
                    format!("unknown table `{unknown}`"),
                    help,
                );
            }
        }
    }
    config
}

impl Reader<'_> {
    fn place(&self, span: Range<usize>) -> Place {
        let number = |offset| u32::try_from(offset).unwrap_or(u32::MAX);
        Place::Span(self.file, number(span.start), number(span.end))
    }

    /// True if the file has a conflict, which is reported.
    fn conflict(&mut self, text: &str) -> bool {
        let Some((start, end)) = conflict::span(text) else { return false };
        let place = Place::Span(self.file, start, end);
        self.report.error(Code::Conflict, place, "a conflict of git begins here", conflict::HELP);
        true
    }

    fn syntax(&mut self, errors: Vec<Error>) {
        for error in errors {
            let place = self.place(error.span().unwrap_or_default());
            let help = "see the TOML standard; values that are texts stand in quotes";
            self.report.error(Code::ConfigSyntax, place, one_line(error.message()), help);
        }
    }

    fn table<T: DeserializeOwned>(&mut self, value: Spanned<DeValue<'_>>, slot: &mut T) {
        let span = value.span();
        if !value.get_ref().is_table() {
            return self.invalid(span, "a table is wanted here");
        }
        match T::deserialize(ValueDeserializer::from(value)) {
            Ok(table) => *slot = table,
            Err(error) => self.explain(&error, span),
        }
    }

    fn invalid(&mut self, span: Range<usize>, message: &str) {
        let place = self.place(span);
        self.report.error(Code::ConfigValue, place, message, self.help);
    }

    /// serde names an unknown key and the known ones in backticks.
    fn explain(&mut self, error: &Error, table: Range<usize>) {
        let place = self.place(error.span().unwrap_or(table));
        let message = one_line(error.message());
        let mut quoted = message.split('`').skip(1).step_by(2);
        let (code, message, help) = match (message.strip_prefix("unknown field "), quoted.next()) {
            (Some(_), Some(unknown)) => {
                let known: Vec<&str> = quoted.collect();
                let keys = format!("known keys: {}", known.join(", "));
                let help = self.report.did_you_mean(unknown, known.iter().copied(), keys);
                (Code::ConfigUnknownKey, format!("unknown key `{unknown}`"), help)
            }
            (None, Some(unknown)) if message.starts_with("unknown variant ") => {
                let known: Vec<&str> = quoted.collect();
                let values = format!("one of: {}", known.join(", "));
                let help = self.report.did_you_mean(unknown, known.iter().copied(), values);
                (Code::ConfigValue, format!("`{unknown}` is no value of this key"), help)
            }
            _ => (Code::ConfigValue, message.clone(), self.help.to_owned()),
        };
        self.report.error(code, place, message, help);
    }
}

fn one_line(message: &str) -> String {
    message.lines().collect::<Vec<_>>().join("; ")
}

/// Where the keys of a file stand. It is read once, whatever the number of its faults.
#[derive(Debug, Clone, Default)]
pub struct Keys(OnceLock<Key>);

/// A key, and those below it; items of lists by their numbers.
#[derive(Debug, Clone, Default)]
struct Key {
    span: (u32, u32),
    below: BTreeMap<String, Key>,
}

/// Places are no settings.
impl PartialEq for Keys {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Keys {
    /// The bytes of the key of `text` that `path` leads to, or of the last part of the way that exists.
    pub(super) fn span(&self, text: &str, path: &[&str]) -> (u32, u32) {
        let root = self.0.get_or_init(|| {
            let (root, _) = DeTable::parse_recoverable(text);
            Key::of(0..0, DeValue::Table(root.into_inner()))
        });
        let mut key = root;
        for token in path {
            let Some(next) = key.below.get(*token) else { break };
            key = next;
        }
        key.span
    }
}

impl Key {
    /// Tables within tables are of bounded depth when they are read.
    fn of(span: Range<usize>, value: DeValue<'_>) -> Self {
        let number = |offset| u32::try_from(offset).unwrap_or(u32::MAX);
        let of_entry = |key: Spanned<Cow<'_, str>>, below: Spanned<DeValue<'_>>| {
            let span = key.span();
            (key.into_inner().into_owned(), Self::of(span, below.into_inner()))
        };
        let below = match value {
            DeValue::Table(table) => table.into_iter().map(|(key, below)| of_entry(key, below)).collect(),
            DeValue::Array(items) => {
                let of_item = |(index, item): (usize, Spanned<DeValue<'_>>)| {
                    (index.to_string(), Self::of(item.span(), item.into_inner()))
                };
                items.into_iter().enumerate().map(of_item).collect()
            }
            _ => BTreeMap::new(),
        };
        Self { span: (number(span.start), number(span.end)), below }
    }
}
