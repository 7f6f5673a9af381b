//! The options of `attach` and their fates.

/// What becomes of an option.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    /// Goes to the constructor as `clientId`.
    ClientId,
    /// Becomes `user`.
    User,
    /// Stays under its name.
    Stays,
    /// Stays under its name, with a note.
    StaysNoted(&'static str),
    /// Becomes `on_logout`.
    OnLogout,
    /// Goes, unless it can stop the redirect.
    OnChallenge,
    /// Goes, quoted where it did something.
    OnLimitExceeded,
    /// An object whose members have fates of their own.
    Nested(&'static [OptionRow]),
    /// Goes, and the note with this id says where its value belongs, under this name.
    Elsewhere {
        /// The entry's id.
        id: &'static str,
        /// The setting's name in the dashboard, or the option's own.
        setting: &'static str,
        /// What the value is, for what is said of it.
        holds: Holds,
    },
    /// Goes without a word.
    Dropped,
}

/// What the value of an option is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Holds {
    /// Anything.
    Anything,
    /// An address a dashboard is told: relative and computed ones cannot be.
    Address,
    /// Something that must not be repeated in full.
    Secret,
}

/// One option of `attach`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OptionRow {
    /// The key in the object.
    pub name: &'static str,
    /// What becomes of it.
    pub fate: Fate,
}

const fn row(name: &'static str, fate: Fate) -> OptionRow {
    OptionRow { name, fate }
}

const fn elsewhere(name: &'static str, id: &'static str, setting: &'static str) -> OptionRow {
    OptionRow { name, fate: Fate::Elsewhere { id, setting, holds: Holds::Anything } }
}

const fn address(name: &'static str, id: &'static str, setting: &'static str) -> OptionRow {
    OptionRow { name, fate: Fate::Elsewhere { id, setting, holds: Holds::Address } }
}

/// Every option of v2's `attach`, up to 2.25.
pub const OPTIONS: &[OptionRow] = &[
    row("client_id", Fate::ClientId),
    row("account", Fate::User),
    row("user", Fate::User),
    row("email", Fate::Stays),
    row("phone", Fate::Stays),
    row("metadata", Fate::StaysNoted("metadata")),
    row("on_current_device_logout", Fate::OnLogout),
    row("on_challenge", Fate::OnChallenge),
    row("on_limit_exceeded", Fate::OnLimitExceeded),
    row("redirect_urls", Fate::Nested(REDIRECT_URLS)),
    row("limit_config", Fate::Nested(LIMIT_CONFIG)),
    elsewhere("tolerance", "tolerance", "tolerance"),
    elsewhere("groups", "groups", "groups"),
    OptionRow { name: "secret", fate: Fate::Elsewhere { id: "secret", setting: "secret", holds: Holds::Secret } },
    elsewhere("domain", "domain", "domain"),
    elsewhere("event", "event", "event"),
    elsewhere("cookie", "cookie", "cookie"),
    elsewhere("fingerprint", "fingerprint", "fingerprint"),
    elsewhere("include_page", "include-page", "include_page"),
    elsewhere("debug", "debug", "debug"),
    row("identity", Fate::Dropped),
];

/// The members of `redirect_urls`.
pub const REDIRECT_URLS: &[OptionRow] = &[
    address("logout_url", "redirect-urls", "Logout URL"),
    address("new_account_url", "redirect-urls", "Success URL"),
    address("success_url", "success-url", "success_url"),
    address("upgrade_url", "upgrade-url", "upgrade_url"),
    address("suspended_url", "suspended-url", "suspended_url"),
];

/// The members of `limit_config`.
pub const LIMIT_CONFIG: &[OptionRow] = &[
    elsewhere("overall_device_limit", "device-limit", "device_count"),
    elsewhere("overall_limit", "device-limit", "device_count"),
    elsewhere("people_limit", "people-limit", "people_limit"),
];
