//! The version in the text of a configuration: the rest of the file stays as people wrote it.

use generator::code::Code;
use generator::diff::Version;
use toml::de::{DeTable, DeValue};

use crate::error::{Failure, Result};
use crate::history::Pending;
use crate::project::Project;

/// Sets `version` under `[crate]`.
pub(super) fn set(project: &Project, pending: &mut Pending, version: &Version) -> Result<()> {
    let text = pending.read(project, &project.config)?.unwrap_or_default();
    let Some(changed) = with_version(&text, version) else {
        let message = format!("cannot set the version in `{}`", project.config);
        let help = format!("set `version = \"{version}\"` under [crate] yourself");
        return Err(Failure::new(Code::ConfigValue, message, help).into());
    };
    pending.put(project, project.config.clone(), changed)
}

/// The text with another version, if it has a place for one.
fn with_version(text: &str, version: &Version) -> Option<String> {
    let value = format!("\"{version}\"");
    let root = DeTable::parse(text).ok()?;
    let Some((header, package)) = root.get_ref().iter().find(|(key, _)| key.get_ref() == "crate") else {
        return Some(format!("[crate]\nversion = {value}\n\n{text}"));
    };
    let DeValue::Table(table) = package.get_ref() else { return None };
    if let Some((_, old)) = table.iter().find(|(key, _)| key.get_ref() == "version") {
        let (before, after) = (text.get(..old.span().start)?, text.get(old.span().end..)?);
        return Some(format!("{before}{value}{after}"));
    }
    // Below the header of the table.
    let end = header.span().end;
    let line = end + text.get(end..)?.find('\n').unwrap_or(text.len() - end);
    let is_header = text.get(header.span().start.checked_sub(1)?..end + 1) == Some("[crate]");
    is_header
        .then(|| text.split_at_checked(line))
        .flatten()
        .map(|(before, after)| format!("{before}\nversion = {value}{after}"))
}

#[cfg(test)]
mod tests {
    use super::with_version;

    #[test]
    fn only_the_version_changes() {
        let version = "1.2.3".parse().unwrap();
        for (text, wanted) in [
            (
                "# a\n[crate]\nname = 'a'\nversion  = '0.1.0' # b\n",
                "# a\n[crate]\nname = 'a'\nversion  = \"1.2.3\" # b\n",
            ),
            ("[crate]\nname = 'a'\n", "[crate]\nversion = \"1.2.3\"\nname = 'a'\n"),
            ("[crate] # b", "[crate] # b\nversion = \"1.2.3\""),
            ("[document]\npath = 'a'\n", "[crate]\nversion = \"1.2.3\"\n\n[document]\npath = 'a'\n"),
            ("crate.version = '1.0.0'\n", "crate.version = \"1.2.3\"\n"),
        ] {
            assert_eq!(with_version(text, &version).as_deref(), Some(wanted));
        }
        assert_eq!(with_version("crate = 1\n", &version), None);
        assert_eq!(with_version("crate = { name = 'a' }\n", &version), None);
    }
}
