//! Base URLs: checked once, then only ever appended to, so that no URL parser can resolve dots in arguments.

use super::{
    Server,
    by_name::ByName,
    percent::{Keep, encode_into},
};
use http::uri::Authority;
use std::fmt;

/// Where requests go: scheme and host, a path without slashes at its end, and a query that every request gets.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct BaseUrl {
    origin: String,
    path: String,
    query: Option<String>,
}

impl fmt::Debug for BaseUrl {
    /// Without the query, which may hold a key.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", self.origin, self.path)
    }
}

impl BaseUrl {
    /// Reads a base URL.
    pub(crate) fn parse(text: &str) -> Result<Self, &'static str> {
        let text = text.trim();
        if !text.bytes().all(|byte| byte.is_ascii_graphic() || byte == b' ')
            || text.contains(['"', '<', '>', '\\', '{', '}', '`'])
        {
            return Err("holds characters that no URL can hold");
        }
        if text.contains('#') {
            return Err("must not have a fragment");
        }
        let (scheme, rest) = text.split_once("://").ok_or("must begin with http:// or https://")?;
        let scheme = scheme.to_ascii_lowercase();
        if scheme != "http" && scheme != "https" {
            return Err("must begin with http:// or https://");
        }
        let end = rest.find(['/', '?']).unwrap_or(rest.len());
        let (authority, rest) = rest.split_at(end);
        if authority.contains('@') {
            return Err("must not hold a user name or password");
        }
        if authority.is_empty() || authority.starts_with(':') || authority.contains(' ') {
            return Err("must name a host");
        }
        let checked = Authority::try_from(authority).map_err(|_| "must name a host")?;
        if checked.port_u16().is_none() && !authority.ends_with(checked.host()) {
            return Err("must have a port number after the colon");
        }
        let (path, query) = match rest.split_once('?') {
            Some((path, query)) => (path, Some(query.to_owned()).filter(|query| !query.is_empty())),
            None => (rest, None),
        };
        let origin = format!("{scheme}://{}", authority.to_ascii_lowercase());
        // The one character that people leave unencoded.
        let encoded = |text: &str| text.replace(' ', "%20");
        let path = without_dots(path);
        Ok(Self { origin, path: encoded(path.trim_end_matches('/')), query: query.as_deref().map(encoded) })
    }

    /// The URL of a server of the document, with its variables filled in.
    pub(crate) fn of_server(server: &Server, values: &ByName<String>) -> Result<Self, String> {
        let mut url = server.url.to_owned();
        for variable in server.variables {
            let value = values.get(variable.name).map_or(variable.default, String::as_str);
            if !variable.values.is_empty() && !variable.values.contains(&value) {
                return Err(format!(
                    "server variable `{}` must be one of {}",
                    variable.name,
                    variable.values.join(", ")
                ));
            }
            // A value may be a host, a port or a path with slashes, but must not start a query, fragment or login.
            let mut encoded = String::new();
            encode_into(&mut encoded, value, Keep::Reserved);
            if value.contains(['@', '?', '#', '\\']) {
                return Err(format!(
                    "server variable `{}` must not contain `@`, `?`, `#` or a backslash",
                    variable.name
                ));
            }
            url = url.replace(&format!("{{{}}}", variable.name), &encoded);
        }
        if !url.contains("://") {
            return Err("the document names no absolute server URL; set `base_url`".to_owned());
        }
        Self::parse(&url).map_err(str::to_owned)
    }

    /// The same with more query parameters, which take the place of those with the same names.
    pub(crate) fn with_query(mut self, pairs: &[String]) -> Self {
        if !pairs.is_empty() {
            let mut query = Vec::new();
            if let Some(own) = &self.query {
                query.extend(own.split('&').filter(|pair| !is_given(pairs, pair)).map(str::to_owned));
            }
            query.extend_from_slice(pairs);
            self.query = Some(query.join("&"));
        }
        self
    }

    /// The query that every request gets.
    pub(crate) fn query(&self) -> &str {
        self.query.as_deref().unwrap_or_default()
    }

    /// Scheme and host.
    pub(crate) fn origin(&self) -> &str {
        &self.origin
    }

    /// The URL of a request. Its own parameters take the place of the base's with the same names.
    pub(crate) fn join(&self, path: &str, query: &[String]) -> String {
        let length: usize = query.iter().map(|pair| pair.len() + 1).sum();
        let mut url = String::with_capacity(self.origin.len() + self.path.len() + path.len() + length);
        for part in [&self.origin, &self.path, path] {
            url.push_str(part);
        }
        let mut joint = '?';
        let mut push = |pair: &str| {
            url.push(joint);
            url.push_str(pair);
            joint = '&';
        };
        if let Some(base) = &self.query {
            base.split('&').filter(|pair| !is_given(query, pair)).for_each(&mut push);
        }
        for pair in query {
            push(pair);
        }
        url
    }

    /// The URL of a link that the server gave; only links to this origin are followed.
    pub(crate) fn resolve(&self, path: &str, link: &str) -> Result<String, &'static str> {
        if !link.bytes().all(|byte| byte.is_ascii_graphic()) || link.contains('\\') {
            return Err("the link is not a URL");
        }
        let link = link.split('#').next().unwrap_or_default();
        if link.starts_with('?') {
            return Ok(format!("{}{}{path}{link}", self.origin, self.path));
        }
        if link.starts_with('/') && !link.starts_with("//") {
            let end = link.find('?').unwrap_or(link.len());
            let (path, query) = link.split_at(end);
            return Ok(format!("{}{}{query}", self.origin, without_dots(path)));
        }
        let target = Self::parse(link).map_err(|_| "the link is neither absolute nor from the root")?;
        if target.port_and_host() != self.port_and_host() {
            return Err("the link leads to another origin");
        }
        let query = target.query.map(|query| format!("?{query}")).unwrap_or_default();
        // The path as it stands there: a slash at its end is part of it.
        let rest = link.split_once("://").map_or("", |(_, rest)| rest);
        let path = rest.find(['/', '?']).map_or("", |start| rest.get(start..).unwrap_or_default());
        let path = path.split('?').next().unwrap_or_default();
        Ok(format!("{}{}{query}", target.origin, without_dots(path)))
    }

    /// The origin with its port spelt out.
    fn port_and_host(&self) -> String {
        let (scheme, host) = self.origin.split_once("://").unwrap_or_default();
        let default = if scheme == "https" { ":443" } else { ":80" };
        // A colon within brackets belongs to an IPv6 address.
        let has_port = host.rsplit(']').next().unwrap_or_default().contains(':');
        if has_port { self.origin.clone() } else { format!("{}{default}", self.origin) }
    }
}

/// Whether one of the parameters has the name of `pair`.
fn is_given(query: &[String], pair: &str) -> bool {
    query.iter().any(|given| given.split('=').next() == pair.split('=').next())
}

/// A path with its segments `.` and `..` resolved, plain or encoded, as URL parsers do it (RFC 3986, section 5.2.4): not
/// every transport has one.
fn without_dots(path: &str) -> String {
    let mut segments: Vec<&str> = Vec::new();
    let mut parts = path.split('/').skip(1).peekable();
    while let Some(segment) = parts.next() {
        let is_last = parts.peek().is_none();
        let dots = segment.replace("%2e", ".").replace("%2E", ".");
        match &*dots {
            "." => {}
            ".." => {
                segments.pop();
            }
            _ => {
                segments.push(segment);
                continue;
            }
        }
        if is_last {
            segments.push("");
        }
    }
    segments.iter().fold(String::with_capacity(path.len()), |path, segment| path + "/" + segment)
}
