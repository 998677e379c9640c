//! `consumes` and `produces`: media types apart from what they hold.

use std::rc::Rc;

use super::super::context::Lowering;
use super::super::media_defaults::{Defaults, Direction};
use crate::diagnostic::Cost;
use crate::document::{Content, MediaType};
use crate::media_type::{ContentKind, MediaType as Name};
use crate::raw::Node;

/// What is assumed where a document names no media type.
const JSON: &str = "application/json";
/// The range of all media types.
const ANY: &str = "*/*";

impl<'a> Lowering<'a> {
    /// The lists of the document.
    pub(super) fn media_defaults(&mut self, root: Node<'a>) -> Defaults {
        let consumes = self.listed(root, Direction::Request);
        Defaults::new(consumes, self.listed(root, Direction::Response))
    }

    /// The media types that a node lists, each once; none where it has no list.
    fn listed(&mut self, node: Node<'a>, direction: Direction) -> Option<Vec<String>> {
        let list = self.whole(node, direction.name(), &format!("`{}`", direction.name()))?;
        let mut names: Vec<String> = Vec::new();
        let items: Vec<Node<'a>> = if list.is_array() { list.items().collect() } else { vec![list] };
        for item in items {
            let Some(key) = item.as_str() else {
                self.spot(Cost::MediaType, |lowering| {
                    lowering.wrong_kind(item, "a media type", "text");
                    None::<()>
                });
                continue;
            };
            for name in self.media_names(key, item) {
                let is_known =
                    names.iter().any(|known| Name::new(known).meaning() == Name::new(name).meaning());
                if !is_known {
                    names.push(name.to_owned());
                }
            }
        }
        Some(names)
    }

    /// The media types of an operation: its own, else the document's, else JSON.
    pub(super) fn media_types(&mut self, operation: Node<'a>, direction: Direction) -> Vec<String> {
        let own = self.listed(operation, direction);
        let names = own.or_else(|| self.swagger.get(direction).cloned()).unwrap_or_default();
        if names.is_empty() { vec![JSON.to_owned()] } else { names }
    }
}

/// One media type under each of several names. A file is never JSON.
pub(super) fn under_names(names: &[String], media_type: &Rc<MediaType>, is_file: bool) -> Content {
    let fits = |name: &&String| !is_file || Name::new(name).kind() != ContentKind::Json;
    let content: Content =
        names.iter().filter(fits).map(|name| (name.clone(), Rc::clone(media_type))).collect();
    if content.is_empty() { Content::from_iter([(ANY.to_owned(), Rc::clone(media_type))]) } else { content }
}

/// A media type with nothing but a schema.
pub(super) fn plain(node: Node<'_>, schema: crate::document::schema::SchemaId) -> MediaType {
    MediaType {
        node: node.id(),
        object: openapiv3::MediaType::default(),
        schema: Some(schema),
        item_schema: None,
        encoding: Vec::new(),
    }
}
