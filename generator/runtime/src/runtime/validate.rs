//! Checking values against the constraints of the document, all at once.

use std::{collections::BTreeSet, fmt};

/// A value that breaks a constraint.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Violation {
    /// The field, like `content_filters[2].pattern`.
    pub path: String,
    /// The keyword of the document that it breaks, like `maxLength`.
    pub rule: &'static str,
    /// What is wrong with it.
    pub message: String,
}

impl fmt::Display for Violation {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // What is wrong with the whole has no path.
        let joint = if self.path.is_empty() { "" } else { ": " };
        write!(f, "{}{joint}{}", self.path, self.message)
    }
}

/// Everything that is wrong with a value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Violations(Vec<Violation>);

impl Violations {
    /// One by one.
    #[inline]
    pub fn iter(&self) -> std::slice::Iter<'_, Violation> {
        self.0.iter()
    }
}

impl IntoIterator for Violations {
    type Item = Violation;
    type IntoIter = std::vec::IntoIter<Violation>;

    #[inline]
    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

impl<'a> IntoIterator for &'a Violations {
    type Item = &'a Violation;
    type IntoIter = std::slice::Iter<'a, Violation>;

    #[inline]
    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl fmt::Display for Violations {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, violation) in self.0.iter().enumerate() {
            let joint = if index == 0 { "" } else { "; " };
            write!(f, "{joint}{violation}")?;
        }
        Ok(())
    }
}

impl std::error::Error for Violations {}

/// Collects violations while generated code goes through a value.
#[derive(Debug, Default)]
pub struct Checks {
    path: String,
    /// How long `path` was before each of its steps.
    steps: Vec<usize>,
    found: Vec<Violation>,
}

impl Checks {
    /// Nothing checked yet.
    #[must_use]
    #[inline]
    pub fn new() -> Self {
        Self::default()
    }

    /// The outcome. What a rule that stands in several places says of a value is in there once.
    ///
    /// # Errors
    /// Something is wrong.
    #[inline]
    pub fn finish(mut self) -> Result<(), Violations> {
        let mut told = BTreeSet::new();
        self.found.retain(|one| told.insert((one.path.clone(), one.message.clone())));
        if self.found.is_empty() { Ok(()) } else { Err(Violations(self.found)) }
    }

    /// Notes that the value at hand breaks a rule.
    pub fn fail(&mut self, rule: &'static str, message: impl Into<String>) {
        self.found.push(Violation { path: self.path.clone(), rule, message: message.into() });
    }

    fn require(&mut self, holds: bool, rule: &'static str, message: impl FnOnce() -> String) {
        if !holds {
            self.fail(rule, message());
        }
    }

    /// What follows is about a field, until [`Checks::leave`].
    #[inline]
    pub fn enter(&mut self, name: &str) {
        let joint = if self.path.is_empty() { "" } else { "." };
        self.step(format_args!("{joint}{name}"));
    }

    /// What follows is about an item of a list.
    #[inline]
    pub fn enter_item(&mut self, index: usize) {
        self.step(format_args!("[{index}]"));
    }

    /// What follows is about an entry of a map.
    #[inline]
    pub fn enter_entry(&mut self, key: &str) {
        self.step(format_args!("[{key:?}]"));
    }

    #[inline]
    fn step(&mut self, step: fmt::Arguments<'_>) {
        self.steps.push(self.path.len());
        // Writing into a string never fails.
        let _ = fmt::Write::write_fmt(&mut self.path, step);
    }

    /// Back to what was entered before.
    #[inline]
    pub fn leave(&mut self) {
        self.path.truncate(self.steps.pop().unwrap_or_default());
    }

    /// `minLength`, in characters.
    #[inline]
    pub fn min_length(&mut self, text: &str, limit: usize) {
        let length = text.chars().count();
        self.require(length >= limit, "minLength", || {
            format!("must have at least {limit} characters, has {length}")
        });
    }

    /// `maxLength`, in characters.
    #[inline]
    pub fn max_length(&mut self, text: &str, limit: usize) {
        let length = text.chars().count();
        self.require(length <= limit, "maxLength", || {
            format!("must have at most {limit} characters, has {length}")
        });
    }

    /// `minItems`.
    #[inline]
    pub fn min_items(&mut self, count: usize, limit: usize) {
        self.require(count >= limit, "minItems", || format!("must have at least {limit} items, has {count}"));
    }

    /// `maxItems`.
    #[inline]
    pub fn max_items(&mut self, count: usize, limit: usize) {
        self.require(count <= limit, "maxItems", || format!("must have at most {limit} items, has {count}"));
    }

    /// `minProperties`.
    #[inline]
    pub fn min_properties(&mut self, count: usize, limit: usize) {
        self.require(count >= limit, "minProperties", || {
            format!("must have at least {limit} entries, has {count}")
        });
    }

    /// `maxProperties`.
    #[inline]
    pub fn max_properties(&mut self, count: usize, limit: usize) {
        self.require(count <= limit, "maxProperties", || {
            format!("must have at most {limit} entries, has {count}")
        });
    }

    /// `uniqueItems`.
    pub fn unique_items<T: PartialEq>(&mut self, items: &[T]) {
        self.unique(items, T::eq);
    }

    /// `uniqueItems`, with what makes two items the same.
    pub fn unique<T>(&mut self, items: &[T], same: fn(&T, &T) -> bool) {
        let repeated = items
            .iter()
            .enumerate()
            .find(|(index, item)| items.iter().take(*index).any(|one| same(one, item)));
        if let Some((index, _)) = repeated {
            self.fail("uniqueItems", format!("items must differ, item {index} is there already"));
        }
    }

    /// `enum`, of a type that keeps other values, too.
    #[inline]
    pub fn known(&mut self, is_known: bool) {
        self.require(is_known, "enum", || "is none of the values that the document lists".to_owned());
    }

    /// `anyOf` or `oneOf`, of a type that keeps other values, too.
    #[inline]
    pub fn unknown(&mut self) {
        self.fail("oneOf", "is none of the alternatives");
    }

    /// `minimum`. Not-a-number breaks every bound.
    pub fn minimum<T: PartialOrd + Copy + fmt::Display>(&mut self, value: T, limit: T) {
        self.require(value >= limit, "minimum", || format!("must be at least {limit}, is {value}"));
    }

    /// `maximum`.
    pub fn maximum<T: PartialOrd + Copy + fmt::Display>(&mut self, value: T, limit: T) {
        self.require(value <= limit, "maximum", || format!("must be at most {limit}, is {value}"));
    }

    /// `exclusiveMinimum`.
    pub fn exclusive_minimum<T: PartialOrd + Copy + fmt::Display>(&mut self, value: T, limit: T) {
        self.require(value > limit, "exclusiveMinimum", || format!("must be more than {limit}, is {value}"));
    }

    /// `exclusiveMaximum`.
    pub fn exclusive_maximum<T: PartialOrd + Copy + fmt::Display>(&mut self, value: T, limit: T) {
        self.require(value < limit, "exclusiveMaximum", || format!("must be less than {limit}, is {value}"));
    }

    /// `multipleOf` for integers.
    #[inline]
    pub fn multiple_of_integer(&mut self, value: i128, step: i128) {
        self.require(value.checked_rem(step) == Some(0), "multipleOf", || {
            format!("must be a multiple of {step}, is {value}")
        });
    }
}
