//! `consumes` and `produces` of a document of Swagger 2.0: what operations that have no lists of their own send and receive.

/// The media types of operations that name none.
#[derive(Debug, Default)]
pub(super) struct Defaults {
    consumes: Option<Vec<String>>,
    produces: Option<Vec<String>>,
}

/// Which of the two lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Direction {
    /// `consumes`.
    Request,
    /// `produces`.
    Response,
}

impl Direction {
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Request => "consumes",
            Self::Response => "produces",
        }
    }
}

impl Defaults {
    pub(super) fn new(consumes: Option<Vec<String>>, produces: Option<Vec<String>>) -> Self {
        Self { consumes, produces }
    }

    pub(super) fn get(&self, direction: Direction) -> Option<&Vec<String>> {
        match direction {
            Direction::Request => self.consumes.as_ref(),
            Direction::Response => self.produces.as_ref(),
        }
    }
}
