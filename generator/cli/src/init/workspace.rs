//! The manifest of the workspace: a member is added, the rest stays as people wrote it.

use toml::de::{DeTable, DeValue};

/// The manifest with the member, or `None` where it is one already. The error says what to write by hand.
pub(super) fn with_member(text: &str, member: &str) -> Result<Option<String>, String> {
    let by_hand = || format!("add \"{member}\" to `members` under [workspace]");
    let root = DeTable::parse(text).map_err(|_| by_hand())?;
    let Some((header, workspace)) = root.get_ref().iter().find(|(key, _)| key.get_ref() == "workspace")
    else {
        let gap = if text.is_empty() { "" } else { "\n" };
        let resolver = if text.is_empty() { "resolver = \"3\"\n" } else { "" };
        return Ok(Some(format!("{text}{gap}[workspace]\n{resolver}members = [\"{member}\"]\n")));
    };
    let DeValue::Table(table) = workspace.get_ref() else { return Err(by_hand()) };
    let Some((_, members)) = table.iter().find(|(key, _)| key.get_ref() == "members") else {
        let end = header.span().end;
        let is_header = text.get(header.span().start.saturating_sub(1)..=end) == Some("[workspace]");
        let line = text.get(end..).and_then(|rest| rest.find('\n')).map(|length| end + length);
        let split = line.filter(|_| is_header).and_then(|line| text.split_at_checked(line));
        let (before, after) = split.ok_or_else(by_hand)?;
        return Ok(Some(format!("{before}\nmembers = [\"{member}\"]{after}")));
    };
    let DeValue::Array(items) = members.get_ref() else { return Err(by_hand()) };
    let known = items.iter().filter_map(|item| item.get_ref().as_str());
    if known.into_iter().any(|known| known.trim_end_matches('/') == member || is_glob_of(known, member)) {
        return Ok(None);
    }
    // Right behind the bracket: what follows keeps its layout and comments.
    let (before, after) = text.split_at_checked(members.span().start + 1).ok_or_else(by_hand)?;
    let comma = if items.is_empty() { "" } else { ", " };
    Ok(Some(format!("{before}\"{member}\"{comma}{after}")))
}

/// `crates/*` has all folders of `crates`.
fn is_glob_of(glob: &str, member: &str) -> bool {
    let parts = (glob.split('/').count(), member.split('/').count());
    parts.0 == parts.1
        && glob.split('/').zip(member.split('/')).all(|(glob, part)| glob == "*" || glob == part)
}

#[cfg(test)]
mod tests {
    use super::with_member;

    #[test]
    fn a_member_is_added_once_and_nothing_else_changes() {
        for (text, wanted) in [
            ("", "[workspace]\nresolver = \"3\"\nmembers = [\"a/b\"]\n"),
            ("[package]\nname = 'x'\n", "[package]\nname = 'x'\n\n[workspace]\nmembers = [\"a/b\"]\n"),
            (
                "[workspace]\nresolver = '2' # old\n",
                "[workspace]\nmembers = [\"a/b\"]\nresolver = '2' # old\n",
            ),
            ("[workspace]\nmembers = []\n", "[workspace]\nmembers = [\"a/b\"]\n"),
            (
                "[workspace]\nmembers = [\n  'x', # first\n]\n",
                "[workspace]\nmembers = [\"a/b\", \n  'x', # first\n]\n",
            ),
        ] {
            assert_eq!(with_member(text, "a/b").unwrap().as_deref(), Some(wanted));
            assert_eq!(with_member(wanted, "a/b").unwrap(), None);
        }
        assert_eq!(with_member("[workspace]\nmembers = ['a/*']\n", "a/b").unwrap(), None);
        assert!(with_member("[workspace]\nmembers = 'a'\n", "a/b").unwrap_err().contains("\"a/b\""));
        assert!(with_member("[workspace", "a/b").is_err());
    }
}
