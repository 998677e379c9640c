//! Annotations that hold at once.

use crate::document::sparse::Sparse;
use crate::ir::schema::Meta;

/// `meta` where it says something, `other` where it does not.
pub(super) fn annotate(meta: Sparse<Meta>, other: &Sparse<Meta>) -> Sparse<Meta> {
    if other.is_empty() {
        return meta;
    }
    let meta = meta.into_inner();
    let both = Meta {
        title: meta.title.or_else(|| other.title.clone()),
        description: meta.description.or_else(|| other.description.clone()),
        deprecated: meta.deprecated.or_else(|| other.deprecated.clone()),
        read_only: meta.read_only || other.read_only,
        write_only: meta.write_only || other.write_only,
        media_type: meta.media_type.or_else(|| other.media_type.clone()),
        content: meta.content.or(other.content),
        default_digits: match meta.default {
            Some(_) => meta.default_digits,
            None => other.default_digits.clone(),
        },
        default: meta.default.or_else(|| other.default.clone()),
        examples: if meta.examples.is_empty() { other.examples.clone() } else { meta.examples },
    };
    both.into()
}
