//! The names in the `key: value` lines of TODOs. They distinguish a line of a TODO from another comment
//! below it.

use super::{ENTRIES, Fate, OPTIONS, OptionRow, find_entry, is_setting};

/// The names that no other table has, each with the ids of the TODOs that use it.
const KEYS: &[(&str, &[&str])] = &[
    ("on_challenge", &["on-challenge", "on-challenge-veto", "challenge-watched", "challenge-unsafe"]),
    ("on_limit_exceeded", &["on-limit-exceeded"]),
    ("handler", &["logout-parameter", "logout-veto", "logout-unread", "logout-unsafe", "logout-veto-shared"]),
    ("read by", &["response-read", "response-unsafe"]),
    ("removed", &["detach-removed"]),
    ("expression", &["options-unreadable", "options-shared", "option-form"]),
    ("member", &["option-form", "options-unreadable", "logout-unread", "on-challenge-veto"]),
    ("option", &["unknown-option"]),
    ("value", &["removed-effect"]),
    ("call", &["removed-call"]),
    ("type", &["client-form"]),
    ("names", &["mention"]),
    ("setting", &["setting", "setting-pattern", "setting-external", "setting-alias", "setting-mock"]),
    // The name in earlier releases.
    ("Success URL", &["redirect-urls"]),
];

/// The name of quoted comments. Any TODO may quote the comments beside removed code.
const COMMENT: &str = "comment";

/// Whether a TODO called `id` has lines called `key`.
pub fn has_key(id: &str, key: &str) -> bool {
    key == COMMENT
        || KEYS.iter().any(|(own, ids)| *own == key && ids.contains(&id))
        || settings(OPTIONS, None).any(|(own, setting)| own == id && setting == key)
}

/// Whether any TODO has lines called `key`.
pub fn is_key(key: &str) -> bool {
    ENTRIES.iter().any(|entry| has_key(entry.id, key))
}

/// Whether the lines of a TODO called `id` may also be named after something in the code: a name in a
/// value above them, or a setting of a tool.
pub fn quotes_names(id: &str) -> bool {
    settings(OPTIONS, None).any(|(own, _)| own == id) || find_entry(id).is_some_and(is_setting)
}

/// The ids of options whose values are quoted, each with the name of these values: that of the setting
/// in the dashboard, or of the option around them.
fn settings(
    rows: &'static [OptionRow],
    parent: Option<&'static str>,
) -> Box<dyn Iterator<Item = (&'static str, &'static str)>> {
    Box::new(rows.iter().flat_map(move |row| match row.fate {
        Fate::Nested(inner) => settings(inner, Some(row.name)),
        Fate::Elsewhere { entry, setting, .. } => {
            Box::new([Some(setting), parent].into_iter().flatten().map(move |name| (entry.id, name)))
        }
        _ => Box::new(std::iter::empty()),
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_belong_to_notes_of_the_table() {
        for id in KEYS.iter().flat_map(|(_, ids)| *ids) {
            assert!(find_entry(id).is_some(), "{id}");
        }
        assert!(has_key("redirect-urls", "Logout URL") && has_key("redirect-urls", "redirect_urls"));
        assert!(!has_key("redirect-urls", "device_count more than") && !has_key("contact", "Logout URL"));
        assert!(is_key("read by") && !is_key("client_id"));
    }
}
