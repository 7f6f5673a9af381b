//! What becomes of every v2 name: the one table with all knowledge of Rupt.
//!
//! [`OPTIONS`] gives each option of `attach` its fate, [`MEMBERS`] lists the other functions and types
//! of v2, and [`ENTRIES`] are the notes, in the order in which TODOs are written. TODO comments, notes,
//! reports, the worksheet and `docs/mapping.md` all derive from here; a new v2 name is a row, not code.
//!
//! The authority is the vendor's guide, "Account sharing on web"
//! (<https://rupt.dev/docs/v3/migration/account-sharing-on-web>). Each text has a [`Basis`]: how sure
//! its facts are, and their sources. Where a text says that something is not documented, no page of v3
//! about it was found.

mod entries;
mod fields;
mod ids;
mod keys;
mod names;
mod options;
mod owner;
mod once;
mod questions;
mod remarks;
mod runbook;
mod server;
mod settings;
mod sources;
pub mod v2;
pub mod v3;
mod worksheet;

pub use entries::{ENTRIES, MANIFEST_ENTRIES};
pub use fields::*;
pub use ids::Ids;
pub use keys::{has_key, is_key, quotes_names};
pub use names::{Lookup, Name, beside, look_up, names, names_of, spelled};
pub use once::*;
pub use options::*;
pub use owner::Owner;
pub use questions::{QUESTIONS, Question};
pub use remarks::*;
pub use runbook::*;
pub use server::{rendering, renders_on_server};
pub use settings::*;
pub use sources::*;
pub use v3::{V3, V3_NAMES, V3Row};
pub use worksheet::{
    CLIENT_ID, CLIENT_IDS, CLIENT_UNKNOWN, FILES, FILES_UNREAD, INTRO, NOT_LOOKED_INTO, NOT_READ, Part, Setting,
    SettingChoice, WORKSHEET, is_in_worksheet,
};

use strsim::damerau_levenshtein;

/// The modules of the v2 web SDK.
pub const V2_SPECIFIERS: [&str; 5] = ["rupt", "rupt/common.cjs", "rupt/index", "rupt/index.js", "rupt/index.mjs"];

/// The v2 package.
pub const V2_PACKAGE: &str = "rupt";

/// The server SDK of v2, which is never edited.
pub const V2_SERVER_PACKAGE: &str = "@ruptjs/core";

/// The package of the v3 web SDK.
pub const V3_PACKAGE: &str = "@ruptjs/client";

/// The range with which a manifest declares v3.
pub const V3_RANGE: &str = "^3.0.0";

/// The React Native package, which is another product.
pub const REACT_NATIVE_PACKAGE: &str = "@ruptjs/rupt-react-native";

/// The global that v2's script defines.
pub const V2_GLOBAL: &str = "Rupt";

/// The names of the global object.
pub const WINDOWS: [&str; 4] = ["window", "globalThis", "self", "global"];

/// Parts of the addresses from which v2's own script was served.
pub const V2_SCRIPTS: [&str; 2] = ["cdn.rupt.dev/js/rupt.js", "cdn.rupt.com/browser/"];

/// Servers of npm packages: their addresses up to the name of the package.
pub const PACKAGE_SERVERS: [&str; 11] = [
    "unpkg.com/",
    // Mirrors, too: `gcore.`, `fastly.`.
    "jsdelivr.net/npm/",
    "jsdelivr.net/combine/npm/",
    // Several packages in one address.
    ",npm/",
    "esm.sh/",
    // With all dependencies left external.
    "esm.sh/*",
    "esm.run/",
    "cdn.skypack.dev/",
    "jspm.dev/",
    "jspm.dev/npm:",
    "ga.jspm.io/npm:",
];

/// The name of v2's script in reports.
pub const V2_SCRIPT: &str = "script";

/// The mark of this tool's comments.
pub const TODO_MARK: &str = "TODO(rupt-migrate)";

/// The mark of a comment that silences notes for the statement below it.
pub const IGNORE_MARK: &str = "rupt-migrate-ignore";

/// How much a note asks of its reader.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Level {
    /// Nothing: the change is done, and something about it is worth knowing.
    Info,
    /// A rest: the change is done, and a TODO in the code says what a person must still do.
    Todo,
    /// All: nothing was changed, and a TODO in the code says why.
    Manual,
}

impl Level {
    /// The level as a word of the report.
    pub fn name(self) -> &'static str {
        match self {
            Level::Info => "info",
            Level::Todo => "todo",
            Level::Manual => "manual",
        }
    }
}

/// What one kind of note says. Two are the same where their ids are.
#[derive(Debug, Clone, Copy)]
pub struct Entry {
    /// The name of the v2 pattern, in words with dashes. It is stable, and part of the TODO.
    pub id: &'static str,
    /// How much the note asks of its reader.
    pub level: Level,
    /// The text of the TODO: what the matter is and, after a semicolon, what to do next.
    pub text: &'static str,
    /// Sentences for which a TODO has no room; may be empty.
    pub more: &'static str,
    /// The page to read.
    pub link: Option<&'static str>,
    /// How sure the text is, and its sources.
    pub basis: Basis,
}

impl PartialEq for Entry {
    fn eq(&self, other: &Self) -> bool {
        self.id == other.id
    }
}

impl Eq for Entry {}

impl Entry {
    /// The text without its verdict, followed by the further sentences.
    pub fn full_advice(&self) -> String {
        if self.more.is_empty() { self.advice().to_owned() } else { format!("{}. {}", self.advice(), self.more) }
    }

    /// The text, followed by the further sentences.
    pub fn full(&self) -> String {
        if self.more.is_empty() { self.text.to_owned() } else { format!("{}. {}", self.text, self.more) }
    }

    /// The text without the verdict with which it may begin, for places that show the verdict in another
    /// way.
    pub fn advice(&self) -> &'static str {
        let verdicts = ["not moved: ", "not followed: ", "not edited: ", "kept: ", "removed: ", "dropped: "];
        verdicts.iter().find_map(|verdict| self.text.strip_prefix(verdict)).unwrap_or(self.text)
    }

    /// What to do next, if the text says so.
    pub fn next_step(&self) -> Option<&'static str> {
        self.text.split_once("; ").map(|(_, step)| step)
    }

    /// What the matter is: the text without its verdict and its advice.
    pub fn gist(&self) -> &'static str {
        let text = self.advice();
        text.split(';').next().unwrap_or(text)
    }
}

/// A function, constant or type of v2 that has no automatic form in v3.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MemberRow {
    /// Its name in v2.
    pub name: &'static str,
    /// What to do about it.
    pub entry: &'static Entry,
}

const fn member(name: &'static str, id: &'static str) -> MemberRow {
    MemberRow { name, entry: known(id) }
}

/// Everything that v2 exports except `attach`.
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
    member("AttachResponse", "response-type"),
    member("LimitConfig", "types"),
    member("EvaluationResponse", "types"),
    member("FingerprintResponse", "types"),
];

/// The entry called `id`. Behind [`entry!`] it is looked up by the compiler, and an id that does not exist does
/// not compile.
pub const fn known(id: &str) -> &'static Entry {
    let (entries, manifests) = (ENTRIES, MANIFEST_ENTRIES);
    let mut at = 0;
    while at < entries.len() + manifests.len() {
        let entry = if at < entries.len() { &entries[at] } else { &manifests[at - entries.len()] };
        if is_same(entry.id.as_bytes(), id.as_bytes()) {
            return entry;
        }
        at += 1;
    }
    panic!("no entry has this id")
}

const fn is_same(one: &[u8], other: &[u8]) -> bool {
    let mut at = 0;
    while at < one.len() && at < other.len() && one[at] == other[at] {
        at += 1;
    }
    at == one.len() && at == other.len()
}

/// The entry with this id.
macro_rules! entry {
    ($id:literal) => {{
        const ENTRY: &$crate::mapping::Entry = $crate::mapping::known($id);
        ENTRY
    }};
}
pub(crate) use entry;

/// The entry called `id`, where the id comes from a file.
pub fn find_entry(id: &str) -> Option<&'static Entry> {
    ENTRIES.iter().chain(MANIFEST_ENTRIES).find(|entry| entry.id == id)
}

/// The entry with the id nearest to `id`, if one is near.
pub fn nearest(id: &str) -> Option<&'static Entry> {
    let words = id.replace('_', "-").to_ascii_lowercase();
    let distances = ENTRIES.iter().chain(MANIFEST_ENTRIES).map(|entry| (damerau_levenshtein(entry.id, &words), entry));
    let (distance, entry) = distances.min_by_key(|(distance, _)| *distance)?;
    (distance <= words.chars().count().div_ceil(3)).then_some(entry)
}

/// The index of an entry in the table: TODOs are written in this order.
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
        Some(row) => row.entry,
        None => entry!("unknown-member"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_id_is_found() {
        let nearest = |id| nearest(id).map(|entry| entry.id);
        assert_eq!(nearest("redirect-url"), Some("redirect-urls"));
        assert_eq!(nearest("on_challenge"), Some("on-challenge"));
        assert_eq!(nearest("tolernace"), Some("tolerance"));
        assert_eq!(nearest("something-else"), None);
        assert_eq!(nearest(""), None);
    }
}
