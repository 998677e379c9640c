//! Names that things had and would lose: each is kept by a line of the configuration.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use generator::Config;
use generator::code::Code;
use generator::diagnostic::in_one_line;
use generator::diff::Pin;
use toml::de::{DeTable, DeValue};

use crate::error::{Failure, Result};
use crate::history::Pending;
use crate::program;
use crate::project::Project;

const TABLE: &str = "[names.overrides]";

/// Lines that are shown.
const SHOWN: usize = 8;

/// Why nothing is written before these names are decided on.
pub(super) fn refusal(project: &Project, pins: &[Pin]) -> Option<Failure> {
    let Pin { name, now, identity, module } = pins.first()?;
    let more = match pins.len() - 1 {
        0 => String::new(),
        1 => ", and another name would move".to_owned(),
        more => format!(", and {more} more names would move"),
    };
    let message = format!(
        "`{name}` would be called `{now}`, though it is what it was ({}){more}",
        in_one_line(identity)
    );
    let of_file = pins.iter().filter(|pin| pin.module == *module);
    let lines: Vec<String> = lines(of_file).iter().map(|line| in_one_line(line)).collect();
    let shown = lines.iter().take(SHOWN).map(|line| format!("`{line}`")).collect::<Vec<_>>().join(", ");
    let rest = if lines.len() > SHOWN { ", ..." } else { "" };
    let help = format!(
        "write under {TABLE} in {} what keeps the names, or the new names if you want them, so that it is decided: \
         {shown}{rest}; `{} regen --pin` writes the lines that keep them",
        project.config_of(module.as_deref()).unwrap_or_else(|| "a configuration of the API".to_owned()),
        program::name()
    );
    Some(Failure::new(Code::NameMoves, message, help))
}

/// What is called so, by what it is known by: a place can have a type and a value.
fn by_identity<'p>(pins: impl Iterator<Item = &'p Pin>) -> BTreeMap<&'p str, Vec<&'p str>> {
    let mut names: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for pin in pins {
        names.entry(&pin.identity).or_default().push(&pin.name);
    }
    names
}

/// A line of the configuration for each place.
fn lines<'p>(pins: impl Iterator<Item = &'p Pin>) -> Vec<String> {
    let text = |text: &str| toml::Value::from(text).to_string();
    let line = |(at, names): (&str, Vec<&str>)| match names.as_slice() {
        [one] => format!("{} = {}", text(at), text(one)),
        several => {
            let several: Vec<String> = several.iter().map(|name| text(name)).collect();
            format!("{} = [{}]", text(at), several.join(", "))
        }
    };
    by_identity(pins).into_iter().map(line).collect()
}

/// The settings with these names.
pub(super) fn add(config: &mut Config, pins: &[Pin]) {
    let of_module = pins.iter().filter(|pin| pin.module == config.output.module);
    for Pin { identity, name, .. } in of_module {
        config.names.overrides.entry(identity.clone()).or_default().push(name.clone());
    }
}

/// Writes the lines into the configuration, whose other lines stay as people wrote them.
pub(super) fn write(project: &Project, pending: &mut Pending, pins: &[Pin]) -> Result<()> {
    let modules: BTreeSet<&Option<String>> = pins.iter().map(|pin| &pin.module).collect();
    for module in modules {
        let of_module = || pins.iter().filter(|pin| pin.module == *module);
        let Some(config) = project.config_of(module.as_deref()) else {
            let message =
                format!("the API `{}` has no file for its names", module.as_deref().unwrap_or_default());
            let help =
                format!("give its entry of [[api]] a `config` in place of `spec`, in `{}`", project.config);
            return Err(Failure::new(Code::ConfigValue, message, help).into());
        };
        let text = pending.read(project, &config)?.unwrap_or_default();
        let lines = lines(of_module());
        let Some(changed) = with_lines(&text, &lines, by_identity(of_module()).keys()) else {
            let message = format!("cannot write the names into `{config}`");
            let help = format!("write under {TABLE} yourself: {}", lines.join(", "));
            return Err(Failure::new(Code::ConfigValue, message, help).into());
        };
        pending.put(project, config, changed)?;
    }
    Ok(())
}

fn table<'t>(of: &'t DeTable<'t>, key: &str) -> Option<&'t DeTable<'t>> {
    let (_, value) = of.iter().find(|(name, _)| name.get_ref() == key)?;
    match value.get_ref() {
        DeValue::Table(table) => Some(table),
        _ => None,
    }
}

/// The text with more lines below the header of the table, if it has a place for them.
fn with_lines<'a>(
    text: &str,
    lines: &[String],
    mut identities: impl Iterator<Item = &'a &'a str>,
) -> Option<String> {
    let root = DeTable::parse(text).ok()?;
    let overrides = table(root.get_ref(), "names").and_then(|names| table(names, "overrides"));
    // A place that has a name of one kind has a line, which only its writer can change.
    let has =
        |identity: &str| overrides.is_some_and(|table| table.iter().any(|(at, _)| at.get_ref() == identity));
    if identities.any(|identity| has(identity)) {
        return None;
    }
    let added = lines.iter().fold(String::new(), |mut added, line| {
        let _ = writeln!(added, "{line}");
        added
    });
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        at += line.len();
        let plain = line.split('#').next().unwrap_or_default().trim();
        if plain == TABLE {
            let (before, after) = text.split_at_checked(at)?;
            let gap = if before.ends_with('\n') { "" } else { "\n" };
            return Some(format!("{before}{gap}{added}{after}"));
        }
    }
    // Written in another way, such as `names = { overrides = {} }`.
    if overrides.is_some() {
        return None;
    }
    Some(format!("{}\n\n{TABLE}\n{added}", text.trim_end()))
}

#[cfg(test)]
mod tests {
    use super::{lines, with_lines};
    use generator::diff::Pin;

    #[test]
    fn lines_are_added_below_the_header_of_the_table() {
        let pin = |identity: &str, name: &str| Pin {
            module: None,
            identity: identity.to_owned(),
            name: name.to_owned(),
            now: String::new(),
        };
        let lines = lines([pin("/a", "A"), pin("/a", "a"), pin("/b/\"", "B")].iter());
        let read: toml::Table = lines.join("\n").parse().unwrap();
        let names = |list: &[&str]| toml::Value::Array(list.iter().map(|name| (*name).into()).collect());
        assert_eq!((read["/a"].clone(), read["/b/\""].clone()), (names(&["A", "a"]), "B".into()));
        let line = ["x = 'y'".to_owned()];
        for (text, wanted) in [
            ("[crate]\n", Some("[crate]\n\n[names.overrides]\nx = 'y'\n")),
            (
                "[names.overrides] # a\n# b\nz = 'Z'\n[client]\n",
                Some("[names.overrides] # a\nx = 'y'\n# b\nz = 'Z'\n[client]\n"),
            ),
            ("[names.overrides]", Some("[names.overrides]\nx = 'y'\n")),
            ("[names.overrides]\nx = 'X'\n", None),
            ("names = { overrides = { z = 'Z' } }\n", None),
        ] {
            let changed = with_lines(text, &line, ["x"].iter());
            assert_eq!(changed.as_deref(), wanted, "{text}");
            assert!(changed.is_none_or(|text| toml::from_str::<toml::Table>(&text).is_ok()));
        }
    }
}
