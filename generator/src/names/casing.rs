//! One splitter: text of the document to lower-case ASCII words.

/// Characters that mean something in an enum's values, by name.
const SYMBOLS: &[(&str, &str)] = &[
    (">=", "greater or equal"),
    ("<=", "less or equal"),
    ("!=", "not equal"),
    ("==", "equal"),
    ("&&", "and"),
    ("||", "or"),
    ("+", "plus"),
    ("-", "minus"),
    ("<", "less"),
    (">", "greater"),
    ("=", "equal"),
    ("*", "star"),
    ("/", "slash"),
    ("%", "percent"),
    ("?", "question"),
    ("!", "bang"),
    ("~", "tilde"),
    ("^", "caret"),
    ("&", "and"),
    ("|", "pipe"),
    ("@", "at"),
    ("#", "hash"),
    ("$", "dollar"),
    (".", "dot"),
    (",", "comma"),
    (":", "colon"),
    (";", "semicolon"),
    ("(", "open paren"),
    (")", "close paren"),
    ("[", "open bracket"),
    ("]", "close bracket"),
    ("{", "open brace"),
    ("}", "close brace"),
    ("\"", "quote"),
    ("'", "apostrophe"),
    ("`", "backtick"),
    ("\\", "backslash"),
    ("_", "underscore"),
    (" ", "space"),
];

/// How words are spelt: the configured words with capitals of their own, such as `OAuth`.
#[derive(Debug, Clone, Default)]
pub(crate) struct Spelling {
    initialisms: Vec<String>,
}

impl Spelling {
    pub(crate) fn new(initialisms: &[String]) -> Self {
        let mut initialisms = initialisms.to_vec();
        // The longest that fits wins.
        initialisms.sort_by_key(|word| std::cmp::Reverse(word.len()));
        Self { initialisms }
    }

    /// A word with its capitals: `OAuth` for `oauth`, `Name` for `name`.
    pub(crate) fn capitals(&self, word: &str) -> String {
        if let Some(own) = self.initialisms.iter().find(|own| own.eq_ignore_ascii_case(word)) {
            return own.clone();
        }
        let mut chars = word.chars();
        chars.next().map(|first| first.to_ascii_uppercase()).into_iter().chain(chars).collect()
    }

    /// The configured word that begins at `rest` and ends where a word can end.
    fn initialism(&self, rest: &[char]) -> Option<usize> {
        self.initialisms.iter().find_map(|own| {
            let length = own.chars().count();
            let same = own.chars().eq(rest.iter().copied().take(length));
            let ends = !rest.get(length).is_some_and(char::is_ascii_lowercase);
            (same && ends).then_some(length)
        })
    }
}

/// The words of a text: `HTTPServer2_name` is `http server2 name`.
pub(crate) fn split(spelling: &Spelling, text: &str) -> Vec<String> {
    let plain = transliterate(text);
    let chars: Vec<char> = plain.chars().collect();
    let mut words: Vec<String> = Vec::new();
    let mut word = String::new();
    let mut own_until = 0;
    for (index, char) in chars.iter().copied().enumerate() {
        if index < own_until {
            word.push(char.to_ascii_lowercase());
            if index + 1 == own_until {
                finish(&mut words, &mut word);
            }
            continue;
        }
        if char.is_ascii_uppercase()
            && let Some(length) = chars.get(index..).and_then(|rest| spelling.initialism(rest))
        {
            finish(&mut words, &mut word);
            word.push(char.to_ascii_lowercase());
            own_until = index + length;
            if length == 1 {
                finish(&mut words, &mut word);
            }
            continue;
        }
        if !char.is_ascii_alphanumeric() {
            finish(&mut words, &mut word);
            continue;
        }
        let before = index.checked_sub(1).and_then(|index| chars.get(index)).copied().unwrap_or(' ');
        let after = chars.get(index + 1).copied().unwrap_or(' ');
        // A capital after a small letter or digit starts a word, and so does the last capital of an acronym,
        // but not before a plural's `s`: `IDs` is one word.
        let plural = after == 's' && !chars.get(index + 2).is_some_and(char::is_ascii_lowercase);
        let starts = char.is_ascii_uppercase()
            && (before.is_ascii_lowercase()
                || before.is_ascii_digit()
                || (before.is_ascii_uppercase() && after.is_ascii_lowercase() && !plural));
        if starts {
            finish(&mut words, &mut word);
        }
        word.push(char.to_ascii_lowercase());
    }
    finish(&mut words, &mut word);
    words
}

fn finish(words: &mut Vec<String>, word: &mut String) {
    if !word.is_empty() {
        words.push(std::mem::take(word));
    }
}

/// The words of a text that has no letters or digits, by the names of its symbols.
pub(crate) fn symbols(text: &str) -> Vec<String> {
    if text.is_empty() {
        return vec!["empty".to_owned()];
    }
    let mut rest = text;
    let mut words = Vec::new();
    while let Some(char) = rest.chars().next() {
        let found = SYMBOLS.iter().find(|(symbol, _)| rest.starts_with(symbol));
        match found {
            Some((symbol, name)) => {
                words.extend(name.split(' ').map(str::to_owned));
                rest = rest.get(symbol.len()..).unwrap_or_default();
            }
            None => {
                words.push(format!("u{:x}", u32::from(char)));
                rest = rest.get(char.len_utf8()..).unwrap_or_default();
            }
        }
    }
    words
}

/// Letters with marks to their base, other scripts as they sound; what has no ASCII is a gap between words.
fn transliterate(text: &str) -> String {
    if text.is_ascii() {
        return text.to_owned();
    }
    text.chars()
        .map(|char| match char {
            char if char.is_ascii() => char.to_string(),
            char if char.is_alphanumeric() => any_ascii::any_ascii_char(char).to_owned(),
            _ => " ".to_owned(),
        })
        .collect()
}
