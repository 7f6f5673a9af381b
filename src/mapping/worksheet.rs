//! What the worksheet for the dashboard is made of: which notes speak of which setting.
//!
//! A new id goes where the person who reads the worksheet would look for it. An option whose value
//! v3 has elsewhere must be in here; a test holds that.

use super::*;

/// A part of the worksheet: one kind of work.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Part {
    /// Its name in JSON.
    pub id: &'static str,
    /// Its heading.
    pub title: &'static str,
    /// What to do there.
    pub intro: &'static [Text],
    /// The settings in it: shown even where the code does not speak of them.
    pub settings: &'static [Setting],
    /// Entries whose notes are shown below the settings, each for itself.
    pub entries: &'static [&'static str],
}

/// A setting with a name in the dashboard.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Setting {
    /// Its name there.
    pub name: &'static str,
    /// What it is.
    pub what: Text,
    /// The page about it.
    pub link: &'static str,
    /// The entries that speak of it; the notes of the first hold its values.
    pub ids: &'static [&'static str],
    /// The name of its values in their notes.
    pub key: &'static str,
    /// What to know where the code gives none.
    pub silent: Text,
    /// What to do where the code gives several.
    pub several: Text,
}

impl Setting {
    /// Whether values are its own that a note calls `key`; notes of earlier versions use the setting's name.
    pub fn has(&self, key: &str) -> bool {
        key == self.key || key == self.name
    }
}

const ONE_POLICY: Text = text("A policy has one: choose, or make a policy for each.", documented(&["V4"]));
const ONE_CONFIG: Text = text("A challenge config has one: choose, or make a config for each.", documented(&["S38"]));

const fn check(index: usize, ids: &'static [&'static str], key: &'static str, silent: Text) -> Setting {
    let Check { name, what, link } = CHECKS[index];
    Setting { name, what, link, ids, key, silent, several: ONE_POLICY }
}

const fn url(name: &'static str, key: &'static str, what: Text, silent: Text) -> Setting {
    Setting { name, what, link: GUIDE, ids: &["redirect-urls"], key, silent, several: ONE_CONFIG }
}

const NO_LIMIT: Text =
    text("The code sets no limit: v2 took the one of its dashboard, so look there.", observed(&["S1"]));
const NO_VALUE: Text = text("It is on or off: there is no value to take from the code.", documented(&["S54", "S55"]));

/// What the worksheet begins with.
pub const INTRO: Text = text(
    "Rupt v3 takes from its dashboard, and from your server, what v2 was told in code. These are the values found in \
     the code, each with the files and lines it comes from. Tick what is done. A call that is *still on v2* has yet to \
     move, and needs the same.",
    documented(&["S0", "S40"]),
);

/// The parts, in their order.
pub const WORKSHEET: &[Part] = &[
    Part {
        id: "checks",
        title: "Policies on the access event",
        intro: &[
            NO_POLICY,
            text(
                "Recreate the three checks that v2 came with at https://app.rupt.dev/policies, each with an \
                 account-sharing challenge as its action. Start from these, then tune.",
                documented(&["S0"]),
            ),
            POLICY_TYPE,
        ],
        settings: &[
            check(0, &["device-limit", "on-limit-exceeded"], "device_count more than", NO_LIMIT),
            check(1, &[], "impossible_travel", NO_VALUE),
            check(2, &[], "concurrent_sessions", NO_VALUE),
        ],
        entries: &["tolerance"],
    },
    Part {
        id: "challenge_config",
        title: "The challenge config of these policies",
        intro: &[text(
            "Both addresses are typed in full: neither a relative one nor code can stand there.",
            inferred(&["S0"]),
        )],
        settings: &[
            url(
                "Success URL",
                "Success URL (was new_account_url)",
                text(
                    "where a blocked user goes to make an account of their own: your signup page, not v2's `success_url`",
                    documented(&["S0"]),
                ),
                text("The code gives none: point it at your signup page.", documented(&["S0"])),
            ),
            url(
                "Logout URL",
                "Logout URL",
                text(
                    "where a device goes that its user logs out on the challenge page: a page that signs out",
                    documented(&["S0"]),
                ),
                text(
                    "The code gives none: without one, nothing signs out a device that is logged out on the challenge \
                     page; `on_logout` is for remote logouts.",
                    documented(&["S0"]),
                ),
            ),
        ],
        entries: &["contact"],
    },
    Part {
        id: "server",
        title: "On your server",
        intro: &[text("For a developer: what the browser no longer does, or no longer learns.", OURS)],
        settings: &[],
        entries: &[
            "groups",
            "secret",
            "metadata",
            "evaluate",
            "get-attached-devices",
            "identify",
            "get-fingerprint",
            "get-hash",
            "response-read",
            "response-unsafe",
        ],
    },
    Part {
        id: "no_setting",
        title: "Nowhere to set",
        intro: &[text(
            "The code tells v2 this, and what takes it in v3 is not documented. Decide about each.",
            undocumented(&["S0"]),
        )],
        settings: &[],
        entries: &[
            "success-url",
            "upgrade-url",
            "suspended-url",
            "people-limit",
            "domain",
            "event",
            "cookie",
            "fingerprint",
        ],
    },
    Part {
        id: "not_read",
        title: "Not read",
        intro: &[text(
            "What Rupt is told here could not be read, so values may be missing above. Ask a developer.",
            OURS,
        )],
        settings: &[],
        entries: &[
            "options-unreadable",
            "option-form",
            "unknown-option",
            "value",
            "global",
            "export",
            "dynamic-import",
            "template",
            "frontmatter",
            "script-address",
            "module-address",
            "page-code",
            "script-language",
        ],
    },
];

/// The part for what could not be read.
pub const NOT_READ: &str = "not_read";

#[cfg(test)]
mod tests {
    use super::*;

    fn ids() -> Vec<&'static str> {
        let settings = WORKSHEET.iter().flat_map(|part| part.settings).flat_map(|setting| setting.ids);
        settings.chain(WORKSHEET.iter().flat_map(|part| part.entries)).copied().collect()
    }

    fn elsewhere(rows: &'static [OptionRow]) -> Vec<&'static str> {
        let id = |row: &OptionRow| match row.fate {
            Fate::Nested(inner) => elsewhere(inner),
            Fate::Elsewhere { id, .. } => vec![id],
            _ => Vec::new(),
        };
        rows.iter().flat_map(id).collect()
    }

    #[test]
    fn every_option_that_v3_has_elsewhere_is_in_the_worksheet() {
        for id in elsewhere(OPTIONS) {
            let is_todo = find_entry(id).is_some_and(|entry| entry.level == Level::Todo);
            assert!(!is_todo || ids().contains(&id), "{id}");
        }
    }

    #[test]
    fn every_id_of_the_worksheet_is_in_the_table() {
        for id in ids() {
            assert!(find_entry(id).is_some(), "{id}");
        }
        assert!(WORKSHEET.iter().any(|part| part.id == NOT_READ));
    }
}
