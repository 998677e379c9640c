//! What users receive on its page.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use super::anchor::Anchors;
use super::{About, Book, Page, prose};
use crate::model::ReceivedType;

impl<'a> Book<'a> {
    /// Adds a page of what users receive.
    pub(super) fn add_received(&mut self, number: usize, types: &'a [ReceivedType]) {
        let (file, title) = match number {
            0 => ("webhooks.md".to_owned(), "webhooks".to_owned()),
            number => (format!("webhooks.{}.md", number + 1), format!("webhooks, part {}", number + 1)),
        };
        let mut anchors = Anchors::default();
        anchors.add(&title);
        let received: Vec<_> = types.iter().map(|one| (one, anchors.add(one.ident.bare()))).collect();
        anchors.add("Types");
        let mut found = BTreeSet::new();
        for one in types {
            self.reach(&one.ty, &mut found);
        }
        let types = self.place(found, &mut anchors);
        self.pages.push(Page {
            about: About::Received(received),
            file,
            title,
            operations: Vec::new(),
            types,
        });
    }

    pub(super) fn received(&self, page: usize, received: &[(&ReceivedType, String)], text: &mut String) {
        text.push_str("What the API sends to its users");
        if let Some(feature) = self.model.received.features.first() {
            let _ = write!(text, ": types of the module `webhooks`, behind the feature `{feature}`");
        }
        text.push_str(". [All operations](README.md)\n\n");
        for (one, _) in received {
            let _ = write!(text, "## {}\n\n", one.ident.bare());
            for line in prose(one.docs.text.as_deref().unwrap_or_default()) {
                let _ = writeln!(text, "{line}");
            }
            let _ = write!(text, "\n**Body** {}\n\n", self.link(page, &one.ty));
        }
    }
}
