//! `why`: where an item comes from, and which rule named and typed it, as the generator says.

use std::collections::BTreeSet;

use generator::Wanted;
use generator::code::Code;
use generator::diagnostic::{Report, in_one_line};
use generator::surface::{FactName, Item, Surface};

use super::args::Why;
use crate::error::{Failure, Result};
use crate::exit_status::ExitStatus;
use crate::inputs::Inputs;
use crate::project::Project;
use crate::terminal::{BOLD, println, styled};

/// Items that are explained; a word such as `id` is everywhere.
const MOST: usize = 12;

/// Runs the command.
pub(crate) fn run(arguments: &Why) -> Result<ExitStatus> {
    let inputs = match &arguments.spec {
        Some(spec) => Inputs::given(spec, arguments.config.as_deref())?,
        None => Project::find(arguments.config.as_deref())?.inputs()?,
    };
    let output = inputs.output(Wanted::Surface)?;
    let word = arguments.item.trim_start_matches('#');
    let library = output.summary.name.replace('-', "_");
    let parts = parts(&output.surface, &library, word);
    let found: Vec<_> = parts
        .into_iter()
        .flat_map(|(part, word)| find(part, word).into_iter().map(move |(path, item)| (part, path, item)))
        .collect();
    if found.is_empty() {
        let otherwise = "`api.snap` of the generated crate lists every item";
        let help = Report::new().did_you_mean(word, names(&output.surface, word), otherwise);
        let message = format!("nothing in the generated crate is called `{}`", arguments.item);
        return Err(Failure::new(Code::UnknownItem, message, help).into());
    }
    let texts: Vec<String> =
        found.iter().take(MOST).map(|(part, path, item)| explain(path, item, part)).collect();
    println(texts.join("\n\n"));
    if let Some(more) = found.len().checked_sub(MOST).filter(|more| *more > 0) {
        println(format_args!("\nand {more} more; a longer path finds fewer"));
    }
    Ok(ExitStatus::Success)
}

/// The parts of a surface in which a word can mean something, and what it is there: without the name of the API.
fn parts<'a>(surface: &'a Surface, library: &str, word: &'a str) -> Vec<(&'a Surface, &'a str)> {
    if surface.modules.is_empty() {
        return vec![(surface, word)];
    }
    let word = word.strip_prefix(library).and_then(|rest| rest.strip_prefix("::")).unwrap_or(word);
    let (first, rest) = word.split_once("::").unwrap_or((word, "crate"));
    match surface.modules.get(first) {
        Some(module) => vec![(module, rest)],
        None => surface.parts().map(|part| (part, word)).collect(),
    }
}

/// Everything that `find` knows and is about as long as a word, to say what may have been meant by it.
fn names<'a>(surface: &'a Surface, word: &str) -> BTreeSet<&'a str> {
    let items = surface.parts().flat_map(|part| &part.items);
    let names = items.flat_map(|(path, item)| {
        let path = path.trim_end_matches("()");
        let ends = path.rmatch_indices("::").filter_map(|(at, _)| path.get(at + 2..));
        let pointer = item.cause.as_ref().map(|cause| cause.pointer.as_str());
        let others = [item.wire.as_deref(), item.facts.get(&FactName::Call).map(String::as_str), pointer];
        ends.chain([path]).chain(others.into_iter().flatten())
    });
    names.filter(|name| name.len().abs_diff(word.len()) <= 2).collect()
}

/// Whether an item is meant.
type Test<'a> = &'a dyn Fn(&str, &Item) -> bool;

/// The items that a word means: a path, then the end of a path, then a call (`guardrails.list`), then a pointer, then a
/// name on the wire (`listGuardrails`, `GET /guardrails`).
fn find<'a>(surface: &'a Surface, word: &str) -> Vec<(&'a str, &'a Item)> {
    let bare = word.trim_end_matches("()");
    // With the name of the crate, as the compiler prints it.
    let within = bare.split_once("::").map_or(bare, |(_, within)| within);
    let tail = format!("::{bare}");
    let spoken = word.replace("()", "").replace("::", ".");
    let spoken = spoken.trim_start_matches("client.");
    let tests: [Test<'_>; 7] = [
        &|path, _| path.trim_end_matches("()") == bare,
        &|path, _| path.trim_end_matches("()").ends_with(&tail),
        &|path, _| {
            let parts: Vec<&str> = path.trim_end_matches("()").split("::").collect();
            matches!(parts.as_slice(), ["operations", group, _, method] if spoken == format!("{group}.{method}"))
        },
        &|_, item| word.starts_with('/') && item.cause.as_ref().is_some_and(|cause| cause.pointer == word),
        &|_, item| {
            item.wire.as_deref() == Some(word)
                || item.facts.get(&FactName::Call).is_some_and(|call| call == word)
        },
        &|path, _| path.trim_end_matches("()") == within,
        // What has no line of its own, such as the client: all within it.
        &|path, _| path.strip_prefix(bare).is_some_and(|rest| rest.starts_with("::")),
    ];
    for test in tests {
        let found: Vec<(&str, &Item)> = surface
            .items
            .iter()
            .map(|(path, item)| (path.as_str(), item))
            .filter(|(path, item)| test(path, item))
            .collect();
        if !found.is_empty() {
            // A setter is told of below its field.
            let paths: Vec<&str> = found.iter().map(|(path, _)| *path).collect();
            let head = |item: &Item| item.owner.as_deref().is_none_or(|owner| !paths.contains(&owner));
            return found.into_iter().filter(|(_, item)| head(item)).collect();
        }
    }
    Vec::new()
}

fn explain(path: &str, item: &Item, surface: &Surface) -> String {
    let mut lines = vec![item.line.clone()];
    if let Some(cause) = &item.cause {
        lines.push(format!("  from    {}:{}:{} #{}", cause.file, cause.line, cause.column, cause.pointer));
    }
    lines.push(format!("  name    {}", item.name));
    lines.extend(item.identity.iter().map(|identity| format!("  known   as {identity}")));
    lines.extend(item.ty.iter().map(|ty| format!("  type    {ty}")));
    for (name, value) in &item.facts {
        lines.push(format!("  fact    {name}: {value}"));
    }
    let members = surface.items.iter().filter(|(_, other)| other.owner.as_deref() == Some(path));
    for (_, member) in members {
        lines.push(format!("  with    {}", member.line));
    }
    let mut lines: Vec<String> = lines.iter().map(|line| in_one_line(line)).collect();
    if let Some(first) = lines.first_mut() {
        *first = styled(BOLD, &first);
    }
    lines.join("\n")
}
