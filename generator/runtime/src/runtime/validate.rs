//! Checking values against the constraints of the document, all at once.

use std::fmt;

/// A value that breaks a constraint.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Violation {
    /// The field, like `content_filters[2].pattern`.
    pub path: String,
    /// What is wrong with it.
    pub message: String,
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.path, self.message)
    }
}

/// Everything that is wrong with a value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Violations(Vec<Violation>);

impl Violations {
    /// One by one.
    pub fn iter(&self) -> std::slice::Iter<'_, Violation> {
        self.0.iter()
    }
}

impl IntoIterator for Violations {
    type Item = Violation;
    type IntoIter = std::vec::IntoIter<Violation>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

impl<'a> IntoIterator for &'a Violations {
    type Item = &'a Violation;
    type IntoIter = std::slice::Iter<'a, Violation>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl fmt::Display for Violations {
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
    pub fn new() -> Self {
        Self::default()
    }

    /// The outcome.
    ///
    /// # Errors
    /// Something is wrong.
    pub fn finish(self) -> Result<(), Violations> {
        if self.found.is_empty() { Ok(()) } else { Err(Violations(self.found)) }
    }

    /// Notes that the value at hand is wrong.
    pub fn fail(&mut self, message: impl Into<String>) {
        self.found.push(Violation { path: self.path.clone(), message: message.into() });
    }

    fn require(&mut self, holds: bool, message: impl FnOnce() -> String) {
        if !holds {
            self.fail(message());
        }
    }

    /// What follows is about a field, until [`Checks::leave`].
    pub fn enter(&mut self, name: &str) {
        let joint = if self.path.is_empty() { "" } else { "." };
        self.step(format_args!("{joint}{name}"));
    }

    /// What follows is about an item of a list.
    pub fn enter_item(&mut self, index: usize) {
        self.step(format_args!("[{index}]"));
    }

    /// What follows is about an entry of a map.
    pub fn enter_entry(&mut self, key: &str) {
        self.step(format_args!("[{key:?}]"));
    }

    fn step(&mut self, step: fmt::Arguments<'_>) {
        self.steps.push(self.path.len());
        // Writing into a string never fails.
        let _ = fmt::Write::write_fmt(&mut self.path, step);
    }

    /// Back to what was entered before.
    pub fn leave(&mut self) {
        self.path.truncate(self.steps.pop().unwrap_or_default());
    }

    /// `minLength`, in characters.
    pub fn min_length(&mut self, text: &str, limit: usize) {
        let length = text.chars().count();
        self.require(length >= limit, || format!("must have at least {limit} characters, has {length}"));
    }

    /// `maxLength`, in characters.
    pub fn max_length(&mut self, text: &str, limit: usize) {
        let length = text.chars().count();
        self.require(length <= limit, || format!("must have at most {limit} characters, has {length}"));
    }

    /// `minItems`.
    pub fn min_items(&mut self, count: usize, limit: usize) {
        self.require(count >= limit, || format!("must have at least {limit} items, has {count}"));
    }

    /// `maxItems`.
    pub fn max_items(&mut self, count: usize, limit: usize) {
        self.require(count <= limit, || format!("must have at most {limit} items, has {count}"));
    }

    /// `minProperties`.
    pub fn min_properties(&mut self, count: usize, limit: usize) {
        self.require(count >= limit, || format!("must have at least {limit} entries, has {count}"));
    }

    /// `maxProperties`.
    pub fn max_properties(&mut self, count: usize, limit: usize) {
        self.require(count <= limit, || format!("must have at most {limit} entries, has {count}"));
    }

    /// `uniqueItems`.
    pub fn unique_items<T: PartialEq>(&mut self, items: &[T]) {
        let repeated =
            items.iter().enumerate().find(|(index, item)| items.iter().take(*index).any(|one| one == *item));
        if let Some((index, _)) = repeated {
            self.fail(format!("items must differ, item {index} is there already"));
        }
    }

    /// `minimum`. Not-a-number breaks every bound.
    pub fn minimum<T: PartialOrd + Copy + fmt::Display>(&mut self, value: T, limit: T) {
        self.require(value >= limit, || format!("must be at least {limit}, is {value}"));
    }

    /// `maximum`.
    pub fn maximum<T: PartialOrd + Copy + fmt::Display>(&mut self, value: T, limit: T) {
        self.require(value <= limit, || format!("must be at most {limit}, is {value}"));
    }

    /// `exclusiveMinimum`.
    pub fn exclusive_minimum<T: PartialOrd + Copy + fmt::Display>(&mut self, value: T, limit: T) {
        self.require(value > limit, || format!("must be more than {limit}, is {value}"));
    }

    /// `exclusiveMaximum`.
    pub fn exclusive_maximum<T: PartialOrd + Copy + fmt::Display>(&mut self, value: T, limit: T) {
        self.require(value < limit, || format!("must be less than {limit}, is {value}"));
    }

    /// `multipleOf`, with room for what binary fractions cannot express (0.3 is a multiple of 0.1).
    pub fn multiple_of(&mut self, value: f64, step: f64) {
        let quotient = value / step;
        let holds = (quotient - quotient.round()).abs() <= 1e-9 * quotient.abs().max(1.0);
        self.require(holds, || format!("must be a multiple of {step}, is {value}"));
    }

    /// `multipleOf` for integers.
    pub fn multiple_of_integer(&mut self, value: i128, step: i128) {
        self.require(value.checked_rem(step) == Some(0), || {
            format!("must be a multiple of {step}, is {value}")
        });
    }
}
