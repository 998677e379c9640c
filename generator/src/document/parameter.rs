//! Where parameters are sent, and how their values are written.

/// Where a parameter is sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Location {
    /// In the path.
    Path,
    /// In the query string.
    Query,
    /// In a header field.
    Header,
    /// In the `Cookie` header field.
    Cookie,
}

/// A parameter's serialization style.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    /// `a,b`.
    Simple,
    /// `.a.b`.
    Label,
    /// `;p=a;p=b`.
    Matrix,
    /// `p=a&p=b`.
    Form,
    /// `p=a%20b`.
    SpaceDelimited,
    /// `p=a%7Cb`.
    PipeDelimited,
    /// `p[k]=v`; a list in it repeats its name.
    DeepObject,
    /// The same with brackets behind the name of a list: `p[k][]=v`. The configuration says so, and no document can.
    DeepBrackets,
    /// The same with the place of each item: `p[k][0]=v`.
    DeepIndices,
    /// `p=a; p=b`, unencoded (3.2).
    Cookie,
}

impl Location {
    /// The value of `in`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Path => "path",
            Self::Query => "query",
            Self::Header => "header",
            Self::Cookie => "cookie",
        }
    }

    /// The styles that values may have there; the first is the default.
    #[must_use]
    pub fn styles(self) -> &'static [Style] {
        match self {
            Self::Path => &[Style::Simple, Style::Label, Style::Matrix],
            Self::Query => &[Style::Form, Style::SpaceDelimited, Style::PipeDelimited, Style::DeepObject],
            Self::Header => &[Style::Simple],
            Self::Cookie => &[Style::Form, Style::Cookie],
        }
    }

    /// The style of a parameter that names none.
    #[must_use]
    pub fn default_style(self) -> Style {
        match self {
            Self::Path | Self::Header => Style::Simple,
            Self::Query | Self::Cookie => Style::Form,
        }
    }
}

impl Style {
    /// All styles that a document can name.
    pub const ALL: [Self; 8] = [
        Self::Form,
        Self::Simple,
        Self::Label,
        Self::Matrix,
        Self::SpaceDelimited,
        Self::PipeDelimited,
        Self::DeepObject,
        Self::Cookie,
    ];

    /// The value of `style`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Simple => "simple",
            Self::Label => "label",
            Self::Matrix => "matrix",
            Self::Form => "form",
            Self::SpaceDelimited => "spaceDelimited",
            Self::PipeDelimited => "pipeDelimited",
            Self::DeepObject | Self::DeepBrackets | Self::DeepIndices => "deepObject",
            Self::Cookie => "cookie",
        }
    }

    /// The style of a name.
    #[must_use]
    pub fn of(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|style| style.name() == name)
    }

    /// `explode` where the document does not say it.
    #[must_use]
    pub fn explodes_by_default(self) -> bool {
        matches!(self, Self::Form | Self::Cookie) || self.is_deep()
    }

    /// Whether names lead into objects.
    #[must_use]
    pub fn is_deep(self) -> bool {
        matches!(self, Self::DeepObject | Self::DeepBrackets | Self::DeepIndices)
    }
}
