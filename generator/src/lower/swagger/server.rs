//! `host`, `basePath` and `schemes`: where the API is.

use openapiv3::Server;

use super::super::address::problem;
use super::super::context::Lowering;
use crate::code::Code;
use crate::diagnostic::Cost;
use crate::raw::Node;

/// The schemes that a client can use, the best one first.
const SCHEMES: [&str; 2] = ["https", "http"];

impl<'a> Lowering<'a> {
    /// The addresses of the document: one for each scheme, the encrypted one first.
    pub(super) fn addresses(&mut self, root: Node<'a>) -> Vec<Server> {
        let schemes = self.scheme_names(root).unwrap_or_else(|| vec!["https"]);
        self.of_schemes(root, &schemes)
    }

    /// The addresses of an operation that is reached by other schemes than the document's first one.
    pub(super) fn own_addresses(&mut self, operation: Node<'a>) -> Vec<Server> {
        let Some(own) = self.scheme_names(operation) else { return Vec::new() };
        let root = self.root;
        let first = self.scheme_names(root).map_or(Some("https"), |all| all.first().copied());
        if first.is_some_and(|first| own.contains(&first)) {
            return Vec::new();
        }
        self.of_schemes(root, &own)
    }

    fn of_schemes(&mut self, root: Node<'a>, schemes: &[&str]) -> Vec<Server> {
        let mut text = |name: &str| {
            let value = self.present(root, name)?;
            self.spot(Cost::Field, |lowering| lowering.text(value, name))
        };
        let (host, path) = (text("host"), text("basePath").unwrap_or_default());
        let path = path.trim_end_matches('/');
        let slash = if path.is_empty() || path.starts_with('/') { "" } else { "/" };
        let address = |url: String| Server { url, ..Server::default() };
        let addresses: Vec<Server> = match host {
            Some(host) => {
                // Some documents write the scheme and slashes into `host`.
                let bare = host.split_once("://").map_or(host.as_str(), |(_, bare)| bare);
                let bare = bare.trim_end_matches('/');
                schemes.iter().map(|scheme| address(format!("{scheme}://{bare}{slash}{path}"))).collect()
            }
            None if path.is_empty() => Vec::new(),
            None => vec![address(format!("{slash}{path}"))],
        };
        let usable = |server: &Server| problem(&server.url);
        if let Some(problem) = addresses.iter().find_map(usable) {
            let node = ["host", "basePath"].iter().find_map(|key| root.get(key)).unwrap_or(root);
            if self.first("address") {
                self.unusable(node, problem);
            }
            return Vec::new();
        }
        addresses
    }

    /// `schemes` as far as a client can use them.
    fn scheme_names(&mut self, node: Node<'a>) -> Option<Vec<&'static str>> {
        let list = self.present(node, "schemes")?;
        let written = self.spot(Cost::Field, |lowering| Some(lowering.texts(list, "schemes")))?;
        let is_written = |scheme: &&str| written.iter().any(|one| one.eq_ignore_ascii_case(scheme));
        let known: Vec<_> = SCHEMES.into_iter().filter(|scheme| is_written(scheme)).collect();
        if known.is_empty() && !written.is_empty() && self.first("schemes") {
            let message = "none of these schemes is one of HTTP; `https` is assumed";
            self.warning(Code::FieldValue, list, message, "write `https` or `http`");
        }
        (!known.is_empty()).then_some(known)
    }
}
