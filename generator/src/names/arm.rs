//! Words for the alternatives of a union that have no name of their own.

use std::collections::BTreeMap;

use crate::ir::Api;
use crate::ir::schema::{Arm, Union};

/// A longer title is a sentence, and no name.
const MOST_WORDS: usize = 4;

/// A word for each alternative: its only tag, else the component behind it, else its title, else its number.
pub(super) fn words(api: &Api, union: &Union) -> Vec<String> {
    let natural: Vec<Option<String>> = union.arms.iter().map(|arm| natural(api, arm)).collect();
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for word in natural.iter().flatten() {
        *counts.entry(word).or_default() += 1;
    }
    let alone = |word: &String| counts.get(word.as_str()) == Some(&1);
    let arms = union.arms.iter().zip(&natural).enumerate();
    arms.map(|(index, (arm, natural))| {
        match (arm.tags.as_slice(), natural.as_ref().filter(|word| alone(word))) {
            ([tag], _) => tag.clone(),
            (_, Some(natural)) => natural.clone(),
            _ => format!("Variant {}", index + 1),
        }
    })
    .collect()
}

fn natural(api: &Api, arm: &Arm) -> Option<String> {
    let title = || {
        let title = api.schema(arm.schema)?.meta.title.clone()?;
        let short = title.split_whitespace().count() <= MOST_WORDS && title.len() <= 40;
        (short && title.starts_with(|char: char| char.is_ascii_alphabetic())).then_some(title)
    };
    arm.origin.clone().or_else(title)
}
