//! What tells texts apart that spell one name: the signs in them, and their case, in words.

/// Signs that say something wherever they stand, by name.
const TELLING: &[(char, &str)] = &[
    ('-', "minus"),
    ('+', "plus"),
    ('@', "at"),
    ('$', "dollar"),
    ('#', "hash"),
    ('%', "percent"),
    ('&', "and"),
    ('*', "star"),
    ('!', "bang"),
    ('?', "question"),
    ('~', "tilde"),
    ('^', "caret"),
    ('<', "less"),
    ('>', "greater"),
    ('=', "equal"),
    ('[', "bracket"),
    ('{', "brace"),
    ('(', "paren"),
    ('|', "pipe"),
    ('\u{b5}', "micro"),
    ('\u{3bc}', "micro"),
];

/// Signs that mostly part words.
const PARTING: &[(char, &str)] = &[
    ('.', "dot"),
    ('/', "slash"),
    (':', "colon"),
    (',', "comma"),
    (';', "semicolon"),
    (' ', "space"),
    ('_', "underscore"),
    ('\\', "backslash"),
    ('\'', "apostrophe"),
    ('"', "quote"),
    ('`', "backtick"),
    (']', "end bracket"),
    ('}', "end brace"),
    (')', "end paren"),
];

/// How far a text is from the name that it spells, so that of several the nearest keeps it: without signs before with
/// them, small letters before capitals. One that has no letters is called after what it is, and none of it is in the name.
pub(super) fn distance(text: &str) -> (bool, u8) {
    let signs = text
        .trim_end_matches(['_', ']', '}', ')'])
        .chars()
        .any(|char| !char.is_alphanumeric() && char != '_' && char != ' ')
        || text.starts_with('_')
        || !text.contains(char::is_alphanumeric);
    let upper = text.chars().any(|char| char.is_ascii_uppercase());
    let lower = text.chars().any(|char| char.is_ascii_lowercase());
    (
        signs,
        match (upper, lower) {
            (false, _) => 0,
            (true, true) => 1,
            (true, false) => 2,
        },
    )
}

/// Words for a name that is taken, best first: with the place of a parameter, with the signs of the text, with its case
/// where `winner`, the text that keeps the name, is of another.
pub(super) fn words(text: &str, place: Option<&str>, winner: Option<&str>) -> Vec<String> {
    let telling = with_signs(text, &[TELLING]);
    let all = with_signs(text, &[TELLING, PARTING]);
    let case = case(text).filter(|own| winner.and_then(case) != Some(*own));
    let with_case = case.map(|case| format!("{text} {case}"));
    let mut words: Vec<String> = placed(text, place).into_iter().collect();
    if text.is_empty() {
        words.push("empty text".to_owned());
    }
    words.push(telling);
    words.extend(with_case);
    words.push(all.clone());
    words.extend(case.map(|case| format!("{all} {case}")));
    words
}

/// The text with the place that it is sent in.
pub(super) fn placed(text: &str, place: Option<&str>) -> Option<String> {
    place.map(|place| format!("{text} {place}"))
}

/// The text with the names of signs in their place.
fn with_signs(text: &str, lists: &[&[(char, &str)]]) -> String {
    let mut words = String::with_capacity(text.len() + 16);
    for (at, char) in text.char_indices() {
        // One before a word is no gap between words.
        if char == '_' && at == 0 {
            words.push_str("underscore ");
            continue;
        }
        match lists.iter().flat_map(|list| list.iter()).find(|(sign, _)| *sign == char) {
            Some((_, name)) => {
                words.push(' ');
                words.push_str(name);
                words.push(' ');
            }
            None => words.push(char),
        }
    }
    words
}

/// The case of a text's letters; nothing for one without letters that have a case.
fn case(text: &str) -> Option<&'static str> {
    let upper = text.chars().any(|char| char.is_ascii_uppercase());
    let lower = text.chars().any(|char| char.is_ascii_lowercase());
    let first = text.chars().find(char::is_ascii_alphabetic);
    match (upper, lower, first.is_some_and(|char| char.is_ascii_uppercase())) {
        (true, false, _) => Some("upper"),
        (false, true, _) => Some("lower"),
        (true, true, true) => Some("pascal"),
        (true, true, false) => Some("camel"),
        (false, false, _) => None,
    }
}
