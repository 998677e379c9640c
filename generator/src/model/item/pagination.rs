//! How a list goes on.

use super::Ty;
use crate::model::Presence;
use crate::names::ident::Ident;

/// How an operation's list goes on.
#[derive(Debug, Clone)]
pub(crate) struct Pagination {
    pub(crate) item: Ty,
    /// The output may be null.
    pub(crate) nullable: bool,
    /// Fields from the output to the list, with how each is held.
    pub(crate) items: Vec<Step>,
    pub(crate) total: Option<Vec<Step>>,
    /// Fields from the output to the flag that says whether there is more.
    pub(crate) more: Option<Vec<Step>>,
    pub(crate) kind: PageKind,
    /// What it was inferred by, where nobody says it.
    pub(crate) rule: Option<crate::ir::operation::PaginationRule>,
}

/// One field on the way to a value.
#[derive(Debug, Clone)]
pub(crate) struct Step {
    pub(crate) ident: Ident,
    pub(crate) presence: Presence,
    pub(crate) boxed: bool,
}

/// How the next page is asked for.
#[derive(Debug, Clone)]
pub(crate) enum PageKind {
    Offset {
        offset: PageInput,
        limit: Option<PageSize>,
    },
    Page {
        page: PageInput,
        limit: Option<PageSize>,
        first: i64,
    },
    Cursor {
        cursor: PageInput,
        next: Vec<Step>,
    },
    /// Fields from an item to its id, which the next page comes after.
    LastItem {
        after: PageInput,
        id: Vec<Step>,
    },
    NextLink {
        next: Vec<Step>,
        /// With the method and the body of the operation.
        again: bool,
    },
    /// The header `Link` leads on.
    LinkHeader,
}

/// What selects a page.
#[derive(Debug, Clone)]
pub(crate) struct PageInput {
    pub(crate) wire: String,
    pub(crate) ty: Ty,
    pub(crate) place: PagePlace,
}

/// What says how many items a page has.
#[derive(Debug, Clone)]
pub(crate) struct PageSize {
    pub(crate) input: PageInput,
    /// How many the server sends by the document where nobody says it.
    pub(crate) default: Option<u64>,
}

/// Where in an operation a page is selected.
#[derive(Debug, Clone)]
pub(crate) enum PagePlace {
    Parameter {
        ident: Ident,
        presence: Presence,
    },
    /// A member of the body.
    Body {
        ident: Ident,
        optional: bool,
        step: Step,
    },
}
