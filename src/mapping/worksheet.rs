//! The structure of the worksheet for the dashboard: which notes belong to which setting.
//!
//! Its readers have the dashboard in front of them, and not the code: the parts are the forms that they
//! fill in, by their names. A new id belongs where they would look for it. An option whose value v3 has
//! elsewhere must be in here; a test checks that.

use super::*;

/// A part of the worksheet: one form of the dashboard, or one kind of work.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Part {
    /// Its name in JSON.
    pub id: &'static str,
    /// Its heading.
    pub title: &'static str,
    /// What to do there.
    pub intro: &'static [Text],
    /// What to choose there, whatever the code says.
    pub choices: &'static [SettingChoice],
    /// The settings in it, which are shown even if the code does not mention them.
    pub settings: &'static [Setting],
    /// Entries whose notes are shown one by one below the settings.
    pub entries: &'static [&'static str],
}

/// A field of a form, and the choice for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SettingChoice {
    /// Its name.
    pub field: &'static str,
    /// What to choose.
    pub choose: Text,
}

/// A setting for which the code may give a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Setting {
    /// Its name in the dashboard.
    pub name: &'static str,
    /// What it is.
    pub what: Text,
    /// The page about it.
    pub link: &'static str,
    /// The entry whose notes hold its values.
    pub id: &'static str,
    /// The names of its values in these notes; the first one is the current one, the others are from TODOs
    /// of earlier runs.
    pub keys: &'static [&'static str],
    /// What to know if the code gives no value.
    pub silent: Text,
    /// What to do if the code gives several values.
    pub several: Text,
    /// What to know if some calls gave a value and others did not.
    pub some: Text,
    /// The places in the dashboard where the value is entered.
    pub typed: &'static [&'static str],
}

impl Setting {
    /// Whether values of the name `key` belong to it.
    pub fn has(&self, key: &str) -> bool {
        self.keys.contains(&key)
    }
}

const fn choice(field: &'static str, says: &'static str, basis: Basis) -> SettingChoice {
    SettingChoice { field, choose: text(says, basis) }
}

const TYPE: SettingChoice = choice(
    "Type",
    "*development* in the second step, *production* in the fourth: it must match the kind of the API key",
    documented(&["V4"]),
);
const EVENT: SettingChoice = choice("Event types", "access", documented(&["S0"]));
const VERDICT: SettingChoice = choice("Action", "challenge", documented(&["V3"]));
const ENABLED: SettingChoice = choice("Enabled", "the one for production not before the seventh step", OURS);
const PRIORITY: SettingChoice =
    choice("Priority", "either: both give the same challenge; it counts once you add others", inferred(&["V4"]));

const LIMIT: Setting = Setting {
    name: "device_count more than",
    what: text("the number of devices that one person may use", documented(&["S0", "V3"])),
    link: DEVICES,
    id: "device-limit",
    keys: &["device_count more than", "device_count"],
    silent: text("The code sets no limit: v2 took the one of its dashboard, so look there.", observed(&["S1"])),
    several: text("A policy has one: choose, or make a policy for each.", documented(&["V4"])),
    some: text("Calls that set no limit, for which v2 took the one of its dashboard", observed(&["S1"])),
    typed: &["in the policy for development", "in the policy for production"],
};

const fn url(name: &'static str, keys: &'static [&'static str], what: Text, silent: Text) -> Setting {
    Setting {
        name,
        what,
        link: GUIDE,
        id: "redirect-urls",
        keys,
        silent,
        several: text("A challenge config has one: choose, or make a config for each.", documented(&["V6"])),
        some: text("Calls that gave none; the challenge config counts for them, too", documented(&["S0"])),
        typed: &[
            "in the config for development: the address of your staging site",
            "in the config for production: the live one",
        ],
    }
}

/// The introduction of the worksheet.
pub const INTRO: Text = text(
    "Settings that v2 took in code are set in the Rupt dashboard, or on your server, in v3. This is what to fill in there, \
     form by form, with the values found in the code, each with the files and lines it comes from. Tick what is done. A \
     call that is *still on v2* has yet to move, and needs the same.",
    documented(&["S0", "S40"]),
);

/// The parts, in order.
pub const WORKSHEET: &[Part] = &[
    Part {
        id: "verify_the_owner",
        title: "Policy: Verify the owner",
        intro: &[
            text("Policies are made at https://app.rupt.dev/policies.", documented(&["S0"])),
            text(
                "It challenges an account that is in use in two places at once, or moves faster than a person travels.",
                documented(&["S0", "V3"]),
            ),
            text(
                "The code gives nothing for it: v2 came with both checks, and a condition is on or off.",
                documented(&["S0", "S54"]),
            ),
        ],
        choices: &[
            choice("Name", VERIFY, OURS),
            TYPE,
            EVENT,
            choice("Conditions", "`concurrent_sessions`, or `impossible_travel`", documented(&["V3"])),
            VERDICT,
            ENABLED,
            PRIORITY,
        ],
        settings: &[],
        entries: &[],
    },
    Part {
        id: "cap_devices",
        title: "Policy: Cap devices",
        intro: &[text("It challenges an account that is on more devices than one person uses.", documented(&["S0"]))],
        choices: &[
            choice("Name", CAP, OURS),
            TYPE,
            EVENT,
            choice(
                "Condition",
                "`device_count` is more than the number below: *more than*, not *at least*",
                documented(&["V3"]),
            ),
            VERDICT,
            ENABLED,
            PRIORITY,
        ],
        settings: &[LIMIT],
        entries: &["limit-by-plan"],
    },
    Part {
        id: "challenge_config",
        title: "The challenge config of both policies",
        intro: &[
            text("It counts for every challenge of the policies that use it.", documented(&["V6"])),
            text(
                "Make one with the addresses of your staging site, for the policies of the type *development*, and one \
                 with the live addresses, for *production*. Addresses are typed in full: neither a relative one nor code \
                 can stand there.",
                inferred(&["S0", "V4"]),
            ),
        ],
        choices: &[
            choice("Challenge type", "account sharing", documented(&["S0"])),
            choice(
                "Verification channels",
                "what your calls give, email or phone; *any*, unless every user has both",
                documented(&["V6"]),
            ),
            choice("Skipping", "the code gives none: off, if you do not change it", documented(&["V6"])),
            choice(
                "Primary URL, Secondary URL",
                "the code gives none: links that the challenge shows, if you want any",
                documented(&["V6"]),
            ),
        ],
        settings: &[
            url(
                "Success URL",
                &["Success URL (was new_account_url)", "Success URL"],
                text(
                    "where a blocked user goes to make an account of their own: your sign-up page; in v2 it was \
                     `new_account_url`, not `success_url`",
                    documented(&["S0"]),
                ),
                text("The code gives none: point it at your sign-up page.", documented(&["S0"])),
            ),
            url(
                "Logout URL",
                &["Logout URL"],
                text(
                    "where a device lands that its user logs out on the challenge page: a page that signs out",
                    inferred(&["S0"]),
                ),
                text(
                    "The code gives none: point it at a page that signs out, since `on_logout` is for devices that are \
                     logged out from elsewhere.",
                    inferred(&["S0"]),
                ),
            ),
        ],
        entries: &["success-url", "logout-url-missing", "logout-veto-shared", "contact"],
    },
    Part {
        id: "tolerance",
        title: "v2's tolerance",
        intro: &[text(
            "The guide says that tolerance is set on policies; where is not documented. So it belongs to neither \
             condition: keep it in mind when you enable the policies.",
            undocumented(&["S0"]),
        )],
        choices: &[],
        settings: &[],
        entries: &["tolerance"],
    },
    Part {
        id: "developer",
        title: "On your server, and in the code",
        intro: &[text("For a developer: what the browser no longer does, or no longer learns.", OURS)],
        choices: &[],
        settings: &[],
        entries: &[
            "groups",
            "secret",
            "metadata",
            "on-limit-exceeded",
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
        choices: &[],
        settings: &[],
        entries: &["upgrade-url", "suspended-url", "people-limit", "domain", "event", "cookie", "fingerprint"],
    },
    Part {
        id: "not_read",
        title: "Not read",
        intro: &[text(
            "What Rupt is told here could not be read, so values may be missing above. Ask a developer.",
            OURS,
        )],
        choices: &[],
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

/// The id of the part for what could not be read.
pub const NOT_READ: &str = "not_read";

/// The id of the item in it for whole files.
pub const FILES: &str = "files";

/// What to do with these files.
pub const FILES_UNREAD: Text = text("these files name Rupt v2 and were not read", OURS);

/// What a client id is in the dashboard.
pub const CLIENT_ID: Text = text(
    "A client id belongs to an API key, and the type of a policy must match the kind of that key.",
    documented(&["S1", "V4"]),
);

/// What to do if there are several client ids.
pub const CLIENT_IDS: Text = text(
    "The values below stand by them, since what one is given is not meant for another. Look up the kind of each key \
     first.",
    OURS,
);

/// The sentence above the values of a client whose id is not known.
pub const CLIENT_UNKNOWN: Text = text(
    "Whose these are cannot be told from the code, nor whether they disagree: ask a developer before you type them.",
    OURS,
);

/// The sentence above the files that could not be read.
pub const NOT_LOOKED_INTO: Text =
    text("Values may be missing below: these files could not be read, or not be understood. Ask a developer.", OURS);

/// Whether the part called `part` has an item called `item`.
pub fn is_in_worksheet(part: &str, item: &str) -> bool {
    WORKSHEET.iter().filter(|row| row.id == part).any(|row| {
        row.settings.iter().any(|setting| setting.name == item)
            || row.entries.contains(&item)
            || (row.id == NOT_READ && item == FILES)
    })
}

/// Every id here is one of the table.
const _: () = {
    let mut part = 0;
    while part < WORKSHEET.len() {
        let (settings, entries) = (WORKSHEET[part].settings, WORKSHEET[part].entries);
        let mut at = 0;
        while at < settings.len() {
            known(settings[at].id);
            at += 1;
        }
        at = 0;
        while at < entries.len() {
            known(entries[at]);
            at += 1;
        }
        part += 1;
    }
};

#[cfg(test)]
mod tests {
    use super::*;

    fn ids() -> Vec<&'static str> {
        let settings = WORKSHEET.iter().flat_map(|part| part.settings).map(|setting| setting.id);
        settings.chain(WORKSHEET.iter().flat_map(|part| part.entries).copied()).collect()
    }

    fn elsewhere(rows: &'static [OptionRow]) -> Vec<&'static str> {
        let id = |row: &OptionRow| match row.fate {
            Fate::Nested(inner) => elsewhere(inner),
            Fate::Elsewhere { entry, .. } => vec![entry.id],
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
    fn a_part_is_for_what_was_not_read() {
        assert!(WORKSHEET.iter().any(|part| part.id == NOT_READ));
    }
}
