//! What becomes of every v2 name: the one table all knowledge of Rupt stands in.
//!
//! [`OPTIONS`] gives each option of `attach` its fate, [`MEMBERS`] each function and type of v2,
//! and [`ENTRIES`] is what is said to a person, in the order TODOs are written. TODO comments,
//! notes, reports and `docs/mapping.md` all derive from here; a new v2 name is a row, not code.
//!
//! The authority is the vendor's guide, "Account sharing on web"
//! (<https://rupt.dev/docs/v3/migration/account-sharing-on-web>). Where an entry says that
//! something is not documented, no page of v3 was found that speaks of it.

/// The modules of the v2 web SDK.
pub const V2_SPECIFIERS: [&str; 5] = ["rupt", "rupt/common.cjs", "rupt/index", "rupt/index.js", "rupt/index.mjs"];

/// The v2 package.
pub const V2_PACKAGE: &str = "rupt";

/// The package of the v3 web SDK.
pub const V3_PACKAGE: &str = "@ruptjs/client";

/// The range a manifest asks for.
pub const V3_RANGE: &str = "^3.0.0";

/// The React Native package: another product, with a guide of its own.
pub const REACT_NATIVE_PACKAGE: &str = "@ruptjs/rupt-react-native";

/// The name under which v2's script registers itself.
pub const V2_GLOBAL: &str = "Rupt";

/// Parts of the addresses that v2's script was served from.
pub const V2_SCRIPTS: [&str; 3] = ["cdn.rupt.dev/js/rupt.js", "unpkg.com/rupt@", "cdn.rupt.com/browser/"];

/// The mark of this tool's comments.
pub const TODO_MARK: &str = "TODO(rupt-migrate)";

/// The mark of a comment that silences notes for the statement below it.
pub const IGNORE_MARK: &str = "rupt-migrate-ignore";

/// The packages that render on a server, so that a module may load without a `window`.
pub const SERVER_RENDERERS: [&str; 19] = [
    "next",
    "nuxt",
    "nuxt3",
    "@sveltejs/kit",
    "astro",
    "@remix-run/react",
    "@remix-run/node",
    "@react-router/dev",
    "@react-router/node",
    "@react-router/serve",
    "gatsby",
    "@angular/ssr",
    "@angular/platform-server",
    "@nguniversal/express-engine",
    "@solidjs/start",
    "solid-start",
    "@tanstack/react-start",
    "@builder.io/qwik",
    "vike",
];

/// The vendor's guide.
pub const GUIDE: &str = "https://rupt.dev/docs/v3/migration/account-sharing-on-web";
/// Where policies are edited.
pub const POLICIES: &str = "https://app.rupt.dev/policies";
/// What the checks of a policy are.
pub const CHECKS: &str = "https://rupt.dev/docs/v3/concepts/checks";
/// The server's way to describe a user.
pub const UPDATE_USER: &str = "https://rupt.dev/api/v3/users/update-a-user";
/// The server's list of devices.
pub const USER_DEVICES: &str = "https://rupt.dev/api/v3/users/retrieve-user-devices";
/// The server's view of an evaluation.
pub const EVALUATION: &str = "https://rupt.dev/api/v3/evaluations/the-evaluation-object/";
/// How login and signup are confirmed.
pub const CHALLENGE_FLOW: &str = "https://rupt.dev/docs/v3/challenge-flow";
/// What v3 changed as a whole.
pub const OVERVIEW: &str = "https://rupt.dev/docs/v3/migration/overview";

/// How much a note asks of its reader.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Level {
    /// Report only: the change is done, and something about it is worth knowing.
    Info,
    /// Done, and a TODO in the code says what a person must still do.
    Todo,
    /// Not done: a TODO in the code says what stands in the way.
    Manual,
}

impl Level {
    /// The level in a word, as reports print it.
    pub fn name(self) -> &'static str {
        match self {
            Level::Info => "info",
            Level::Todo => "todo",
            Level::Manual => "manual",
        }
    }
}

/// What one kind of note says.
#[derive(Debug, PartialEq, Eq)]
pub struct Entry {
    /// The name of the v2 pattern, in words and dashes: stable, and part of the TODO.
    pub id: &'static str,
    /// What the note asks of its reader.
    pub level: Level,
    /// What is the matter and what to do next, as the TODO's first line says it.
    pub text: &'static str,
    /// The page to read.
    pub link: Option<&'static str>,
}

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

/// A function, constant or type of v2 that has no automatic form in v3.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MemberRow {
    /// Its name in v2.
    pub name: &'static str,
    /// The entry that says what to do about it.
    pub id: &'static str,
}

const fn member(name: &'static str, id: &'static str) -> MemberRow {
    MemberRow { name, id }
}

/// Everything v2 exports but `attach`.
pub const MEMBERS: &[MemberRow] = &[
    member("detach", "detach"),
    member("getAttachedDevices", "get-attached-devices"),
    member("identify", "identify"),
    member("getFingerprint", "get-fingerprint"),
    member("fingerprint", "get-fingerprint"),
    member("getHash", "get-hash"),
    member("getSignals", "get-signals"),
    member("evaluate", "evaluate"),
    member("BASE_URL", "base-url"),
    member("AttachConfig", "types"),
    member("AttachResponse", "types"),
    member("LimitConfig", "types"),
    member("EvaluationResponse", "types"),
    member("FingerprintResponse", "types"),
];

const fn info(id: &'static str, text: &'static str, link: Option<&'static str>) -> Entry {
    Entry { id, level: Level::Info, text, link }
}

const fn todo(id: &'static str, text: &'static str, link: Option<&'static str>) -> Entry {
    Entry { id, level: Level::Todo, text, link }
}

const fn manual(id: &'static str, text: &'static str, link: Option<&'static str>) -> Entry {
    Entry { id, level: Level::Manual, text, link }
}

/// Everything that is ever said, in the order in which TODOs stand above a statement.
pub const ENTRIES: &[Entry] = &[
    // What a policy or the server must be told, now that the code no longer says it.
    todo("redirect-urls", "set on the challenge config of your access policy", Some(POLICIES)),
    todo(
        "success-url",
        "remove, or keep for your records: v3 brings the user back by itself, and this is not the \
         Success URL of v3's challenge config",
        Some(GUIDE),
    ),
    todo(
        "upgrade-url",
        "the guide names nothing that replaces `upgrade_url`; decide where people upgrade from",
        Some(GUIDE),
    ),
    todo(
        "suspended-url",
        "the guide names nothing that replaces `suspended_url`; decide what a suspended user sees",
        Some(GUIDE),
    ),
    todo("device-limit", "cap devices with a `device_count` condition on your access policy", Some(POLICIES)),
    todo(
        "people-limit",
        "no v3 equivalent of `people_limit` is documented; ask Rupt before you deploy if your \
         plans rely on it",
        Some(CHECKS),
    ),
    todo(
        "tolerance",
        "tolerance is set on policies now, not in code; check that yours are as strict as this",
        Some(POLICIES),
    ),
    todo(
        "groups",
        "send groups from your server with `updateUser({ groups })`; policies that match a group \
         need it",
        Some(UPDATE_USER),
    ),
    todo("secret", "signed tokens are gone in v3; remove the endpoint that made this one", Some(GUIDE)),
    todo(
        "domain",
        "no v3 equivalent of a custom `domain` is documented; check your proxy and your Content \
         Security Policy",
        Some(OVERVIEW),
    ),
    todo("event", "no v3 way to tag a conversion from the browser is documented; track it elsewhere", Some(OVERVIEW)),
    todo("cookie", "the `cookie` option is gone in v3; nothing to set, check that you do not need it", Some(GUIDE)),
    todo(
        "fingerprint",
        "the `fingerprint` option is gone in v3, and what replaces it is not documented",
        Some(OVERVIEW),
    ),
    todo(
        "contact",
        "add `email` or `phone`: without one, v3 cannot reach the account's owner to verify them",
        Some(GUIDE),
    ),
    todo(
        "on-challenge",
        "this no longer runs: v3 redirects to the challenge by itself; move what matters elsewhere",
        Some(GUIDE),
    ),
    todo(
        "on-limit-exceeded",
        "this no longer runs: cap devices with a `device_count` policy, which challenges by itself",
        Some(POLICIES),
    ),
    todo(
        "removed-call",
        "this call stood in an option that v3 does not have, and no longer runs; move it if it matters",
        None,
    ),
    todo("dropped-comments", "these comments stood beside code that is gone; keep what still matters", None),
    todo(
        "logout-unread",
        "check this handler: v3 calls it without `{ challenge }`, and its result cannot stop the \
         redirect to the Logout URL",
        Some(GUIDE),
    ),
    todo(
        "client-per-call",
        "this client is made at each call, because its id is not known before; make it once per id \
         if you can",
        Some(GUIDE),
    ),
    todo(
        "detach-removed",
        "removed: the guide says the v3 client needs no device id, and the SDK detaches by itself; \
         check your logout flow",
        Some(GUIDE),
    ),
    todo(
        "response-exported",
        "callers in other files get v3's `{ evaluation_id, redirect }`: check that none of them \
         reads v2's fields",
        Some(GUIDE),
    ),
    todo(
        "response-unsafe",
        "this reads v2's response, which v3 does not return: `device_id`, `access` and the rest are \
         on the server's evaluation",
        Some(EVALUATION),
    ),
    todo(
        "challenge-unsafe",
        "read `response.redirect` here and send the user there yourself: `auto_challenge` is off, \
         as the old handler could stop the redirect",
        Some(GUIDE),
    ),
    todo(
        "logout-unsafe",
        "v3 gives this handler no `{ challenge }` and does not read its result; it is called with \
         `{}`, as v2 did at times",
        Some(GUIDE),
    ),
    todo(
        "window-global",
        "other code reads `window.Rupt`, which importing v2 sets: this import keeps it there; \
         remove it with the last reader",
        None,
    ),
    // Why a call or a use stays on v2.
    manual(
        "options-unreadable",
        "not moved: these options cannot be read here; write them as an object literal in the call",
        Some(GUIDE),
    ),
    manual(
        "option-form",
        "not moved: this member of the options cannot be moved safely; write it as a plain `key: value`",
        Some(GUIDE),
    ),
    manual(
        "unknown-option",
        "not moved: this option is not among those that are known of v2; remove it or move the call by hand",
        Some(GUIDE),
    ),
    manual(
        "removed-effect",
        "not moved: v3 has no place for this value, and computing it changes something; compute it \
         before the call",
        None,
    ),
    manual("client-id-missing", "not moved: there is no `client_id` to make a v3 client with", Some(GUIDE)),
    manual(
        "client-id-order",
        "not moved: making the client first would change the order in which these values are \
         computed; write `client_id` first",
        None,
    ),
    manual("client-form", "not moved: no place was found where a v3 client can be made for this call", Some(GUIDE)),
    manual(
        "account-and-user",
        "not moved: both `account` and `user` are given, and which one counts cannot be written as one value \
         here; keep the one you need",
        Some(GUIDE),
    ),
    manual(
        "on-challenge-veto",
        "not moved: this handler can stop v2's redirect (or cannot be read); v3's way is \
         `auto_challenge: false` and reading `response.redirect`",
        Some(GUIDE),
    ),
    manual(
        "logout-parameter",
        "not moved: this handler reads `{ challenge }`, and v3 is not documented to pass it",
        Some(GUIDE),
    ),
    manual(
        "logout-veto",
        "not moved: this handler can stop the redirect to `logout_url`, and v3 documents no such veto",
        Some(GUIDE),
    ),
    manual(
        "response-read",
        "not moved: v2's response is read, and v3 returns only `{ evaluation_id, redirect }`; read \
         what you need from the evaluation on your server",
        Some(EVALUATION),
    ),
    manual(
        "options-shared",
        "not moved: these options (or the device they lead to) are also used by something that would then see v3's; \
         write the options in the call",
        Some(GUIDE),
    ),
    manual(
        "value",
        "not followed: Rupt v2 is used here as a value; call `attach` directly where it is needed",
        Some(GUIDE),
    ),
    manual(
        "global",
        "not moved: this is the Rupt v2 that a script tag or an import put on `window`; import \
         `@ruptjs/client` instead",
        Some(GUIDE),
    ),
    manual("export", "not moved: this hands Rupt v2 on to other files; change those first", Some(GUIDE)),
    manual(
        "mock",
        "not moved: this stands in for Rupt v2 in a test; mock `@ruptjs/client`, whose default \
         export is a class with `evaluate.access`",
        Some(GUIDE),
    ),
    manual("dynamic-import", "not followed: what becomes of this import of Rupt v2 cannot be seen here", Some(GUIDE)),
    manual(
        "bare-import",
        "kept: importing Rupt v2 for its effect alone sets `window.Rupt`; remove it if nothing reads that",
        None,
    ),
    manual(
        "detach",
        "not moved: v3's client has no `detach`, devices attach and detach by themselves; remove \
         this call once your policies are set",
        Some(GUIDE),
    ),
    manual(
        "get-attached-devices",
        "not moved: list devices on your server with `getUserDevices({ user })`, which needs the secret key",
        Some(USER_DEVICES),
    ),
    manual(
        "identify",
        "not moved: v3 has no `identify`; evaluate, and read the result on your server",
        Some(EVALUATION),
    ),
    manual(
        "get-fingerprint",
        "not moved: v3 has no `getFingerprint`; the server's evaluation has `fingerprint.id` and \
         `fingerprint.confidence`",
        Some(EVALUATION),
    ),
    manual(
        "get-hash",
        "not moved: v3 has no `getHash`, and the server's `evaluate` is gone with it; change client \
         and server together",
        Some(OVERVIEW),
    ),
    manual("get-signals", "not moved: v3 has no `getSignals`", Some(OVERVIEW)),
    manual(
        "evaluate",
        "not moved: use `rupt.evaluate.login` or `rupt.evaluate.signup`, and confirm the evaluation \
         on your server: v3 does not redirect by itself here",
        Some(CHALLENGE_FLOW),
    ),
    manual("base-url", "not moved: v3 has no `BASE_URL`", Some(OVERVIEW)),
    manual("types", "not moved: v3's types are not documented; describe the value yourself or infer it", Some(GUIDE)),
    manual("unknown-member", "not moved: this is not among the names that are known of Rupt v2", Some(GUIDE)),
    // Worth knowing, nothing to do in the code.
    info(
        "metadata",
        "v2 kept `metadata` per device, v3 keeps it per user: values of one device overwrite those of another",
        Some(UPDATE_USER),
    ),
    info("numeric-account", "v3 documents `user` as a string; this is a number", Some(GUIDE)),
    info("include-page", "`include_page` has no v3 form and is dropped: the page is no longer sent", None),
    info("debug", "`debug` has no v3 form and is dropped", None),
    info(
        "response-unused",
        "the response was not read, so its name is gone; v3 returns `{ evaluation_id, redirect }`",
        Some(GUIDE),
    ),
    info(
        "response-typed",
        "the response leaves this file by an export; the compiler will show who reads v2's fields",
        Some(GUIDE),
    ),
    info("names-unused", "nothing in this file reads these names any more", None),
    info("unused-import", "an import of Rupt v2 that nothing used is removed", None),
    info(
        "commonjs",
        "whether `@ruptjs/client` ships CommonJS is not documented: run this file once before you deploy",
        None,
    ),
    info(
        "react-native",
        "this is Rupt's React Native SDK, another product with a guide of its own; it is left alone",
        Some("https://rupt.dev/docs/v3/migration/account-sharing-on-mobile"),
    ),
];

/// The entry called `id`.
///
/// # Panics
/// Never for the ids of this crate: a test asks for each of them.
pub fn entry(id: &str) -> &'static Entry {
    match ENTRIES.iter().find(|entry| entry.id == id) {
        Some(entry) => entry,
        None => unreachable!("no entry is called {id}"),
    }
}

/// The entry called `id`, where the id comes from a file.
pub fn find_entry(id: &str) -> Option<&'static Entry> {
    ENTRIES.iter().find(|entry| entry.id == id)
}

/// Where an entry stands in the table: TODOs are written in this order.
pub fn rank(entry: &Entry) -> usize {
    ENTRIES.iter().position(|other| other.id == entry.id).unwrap_or(ENTRIES.len())
}

/// The fate of the option `name` in `rows`.
pub fn fate(rows: &'static [OptionRow], name: &str) -> Option<Fate> {
    rows.iter().find(|row| row.name == name).map(|row| row.fate)
}

/// The entry for a member of v2 other than `attach`.
pub fn member_entry(name: &str) -> &'static Entry {
    match MEMBERS.iter().find(|row| row.name == name) {
        Some(row) => entry(row.id),
        None => entry("unknown-member"),
    }
}
