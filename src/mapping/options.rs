//! The options of `attach` and their fates.

use super::{Basis, Entry, OURS, documented, known, observed};

/// What becomes of an option.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    /// It becomes `clientId` of the constructor.
    ClientId,
    /// It becomes `user`.
    User,
    /// It stays under its name.
    Stays,
    /// Stays under its name, with a note.
    StaysNoted(&'static Entry),
    /// Becomes `on_logout`.
    OnLogout,
    /// It is removed, unless it can stop the redirect.
    OnChallenge,
    /// It is removed, and quoted if it did something.
    OnLimitExceeded,
    /// It is an object whose members have fates of their own.
    Nested(&'static [OptionRow]),
    /// Goes, and a note says where its value belongs, under this name.
    Elsewhere {
        /// What is said.
        entry: &'static Entry,
        /// The setting's name in the dashboard, or the option's own.
        setting: &'static str,
        /// What kind of value it is.
        holds: Holds,
    },
    /// It is removed without a note.
    Dropped,
}

/// What kind of value an option has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Holds {
    /// Any value.
    Anything,
    /// An address for the dashboard, which accepts no relative or computed ones.
    Address,
    /// A secret, which must not be repeated in full.
    Secret,
}

/// One option of `attach`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OptionRow {
    /// Its key.
    pub name: &'static str,
    /// What becomes of it.
    pub fate: Fate,
    /// The basis of its fate, if no entry gives one.
    own: Basis,
}

impl OptionRow {
    /// The basis of its fate.
    pub fn basis(&self) -> Basis {
        match self.fate {
            Fate::Elsewhere { entry, .. } | Fate::StaysNoted(entry) => entry.basis,
            _ => self.own,
        }
    }
}

const fn row(name: &'static str, fate: Fate, own: Basis) -> OptionRow {
    OptionRow { name, fate, own }
}

const fn noted(name: &'static str, fate: Fate) -> OptionRow {
    OptionRow { name, fate, own: OURS }
}

const fn elsewhere(name: &'static str, id: &'static str, setting: &'static str) -> OptionRow {
    noted(name, Fate::Elsewhere { entry: known(id), setting, holds: Holds::Anything })
}

const fn address(name: &'static str, id: &'static str, setting: &'static str) -> OptionRow {
    noted(name, Fate::Elsewhere { entry: known(id), setting, holds: Holds::Address })
}

/// Every option of v2's `attach`, up to version 2.25.
pub const OPTIONS: &[OptionRow] = &[
    row("client_id", Fate::ClientId, documented(&["S0"])),
    row("account", Fate::User, documented(&["S0"])),
    row("user", Fate::User, observed(&["S1"])),
    row("email", Fate::Stays, documented(&["S0"])),
    row("phone", Fate::Stays, documented(&["S0"])),
    noted("metadata", Fate::StaysNoted(known("metadata"))),
    row("on_current_device_logout", Fate::OnLogout, documented(&["S0"])),
    row("on_challenge", Fate::OnChallenge, documented(&["S0"])),
    row("on_limit_exceeded", Fate::OnLimitExceeded, documented(&["S0"])),
    row("redirect_urls", Fate::Nested(REDIRECT_URLS), documented(&["S0"])),
    row("limit_config", Fate::Nested(LIMIT_CONFIG), documented(&["S0"])),
    elsewhere("tolerance", "tolerance", "tolerance"),
    elsewhere("groups", "groups", "groups"),
    noted("secret", Fate::Elsewhere { entry: known("secret"), setting: "secret", holds: Holds::Secret }),
    elsewhere("domain", "domain", "domain"),
    elsewhere("event", "event", "event"),
    elsewhere("cookie", "cookie", "cookie"),
    elsewhere("fingerprint", "fingerprint", "fingerprint"),
    elsewhere("include_page", "include-page", "include_page"),
    elsewhere("debug", "debug", "debug"),
    row("identity", Fate::Dropped, observed(&["S1"])),
];

/// The members of `redirect_urls`.
pub const REDIRECT_URLS: &[OptionRow] = &[
    address("logout_url", "redirect-urls", "Logout URL"),
    address("new_account_url", "redirect-urls", "Success URL (was new_account_url)"),
    address("success_url", "success-url", "success_url"),
    address("upgrade_url", "upgrade-url", "upgrade_url"),
    address("suspended_url", "suspended-url", "suspended_url"),
];

/// The members of `limit_config`.
pub const LIMIT_CONFIG: &[OptionRow] = &[
    elsewhere("overall_device_limit", "device-limit", "device_count more than"),
    elsewhere("overall_limit", "device-limit", "device_count more than"),
    elsewhere("people_limit", "people-limit", "people_limit"),
];
