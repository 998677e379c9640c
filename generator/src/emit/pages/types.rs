//! A type on its page: fields, values or alternatives.

use std::fmt::Write as _;

use super::Book;
use super::operation::meaning;
use crate::markdown::cell;
use crate::model::{OpenEnum, TypeItem, TypeKind, UnionType};

/// Longer lists of values tell nothing.
const MOST_VALUES: usize = 100;

impl Book<'_> {
    pub(super) fn item(&self, page: usize, item: &TypeItem, text: &mut String) {
        let _ = write!(text, "### {}\n\n", item.ident.bare());
        let meaning = meaning(&item.docs);
        if !meaning.is_empty() {
            let _ = write!(text, "{meaning}\n\n");
        }
        match &item.kind {
            TypeKind::Struct(object) => self.fields(page, object, text),
            TypeKind::Enum(list) => values(list, text),
            TypeKind::Union(union) => self.alternatives(page, union, text),
            TypeKind::Alias(ty) | TypeKind::Newtype(ty) => {
                let _ = write!(text, "Another name for {}.\n\n", self.link(page, ty));
            }
        }
    }

    fn alternatives(&self, page: usize, union: &UnionType, text: &mut String) {
        match &union.tag {
            Some(tag) => {
                let _ = write!(text, "One of these, told apart by {}:\n\n", cell(tag));
            }
            None => text.push_str("One of these:\n\n"),
        }
        for arm in &union.arms {
            let about = meaning(&arm.docs);
            let gap = if about.is_empty() { "" } else { ": " };
            let _ = writeln!(text, "- `{}` {}{gap}{about}", arm.ident.as_str(), self.link(page, &arm.ty));
        }
        text.push('\n');
    }
}

fn values(list: &OpenEnum, text: &mut String) {
    text.push_str("One of these, or a value that the document does not know:\n\n");
    for variant in list.variants.iter().take(MOST_VALUES) {
        let about = meaning(&variant.docs);
        let gap = if about.is_empty() { "" } else { ": " };
        let _ = writeln!(
            text,
            "- `{}` is {}{gap}{about}",
            variant.ident.as_str(),
            cell(&variant.value.to_string())
        );
    }
    if list.variants.len() > MOST_VALUES {
        let _ = writeln!(text, "- and {} more", list.variants.len() - MOST_VALUES);
    }
    text.push('\n');
}
