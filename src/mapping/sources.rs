//! The basis of the texts: the pages that were read, and how sure each fact is.
//!
//! A text has the certainty of the *least* sure fact in it. A text on a fact that no page covers says
//! so, in one of the phrases of [`SAYS_SO`]. Tests check that, and that every source is in the table and
//! used.

/// How sure the facts of a text are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Certainty {
    /// A page of Rupt says it.
    Documented,
    /// It was observed in v2's package, by reading or running it.
    Observed,
    /// It follows from documented or observed facts; no page says it.
    Inferred,
    /// No page that was found says it.
    NotDocumented,
    /// It is about this program, not about Rupt.
    Ours,
}

impl Certainty {
    /// The certainty as reports print it.
    pub fn name(self) -> &'static str {
        match self {
            Certainty::Documented => "documented",
            Certainty::Observed => "seen in v2",
            Certainty::Inferred => "inferred",
            Certainty::NotDocumented => "not documented",
            Certainty::Ours => "ours",
        }
    }
}

/// The basis of a text: how sure it is, and its sources.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Basis {
    /// How sure it is.
    pub certainty: Certainty,
    /// The keys of its sources. For a fact that is not documented, the pages on which it would be.
    pub sources: &'static [&'static str],
}

/// The basis of a text that pages document.
pub const fn documented(sources: &'static [&'static str]) -> Basis {
    Basis { certainty: Certainty::Documented, sources }
}

/// The basis of a text about what v2's package was observed to do.
pub const fn observed(sources: &'static [&'static str]) -> Basis {
    Basis { certainty: Certainty::Observed, sources }
}

/// The basis of a text that follows from its sources.
pub const fn inferred(sources: &'static [&'static str]) -> Basis {
    Basis { certainty: Certainty::Inferred, sources }
}

/// The basis of a text with a fact that its sources do not give.
pub const fn undocumented(sources: &'static [&'static str]) -> Basis {
    Basis { certainty: Certainty::NotDocumented, sources }
}

/// The basis of a text about this program.
pub const OURS: Basis = Basis { certainty: Certainty::Ours, sources: &[] };

/// A sentence, or a part of one, with its basis.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Text {
    /// What it says.
    pub says: &'static str,
    /// Its basis.
    pub basis: Basis,
}

/// The text `says` with its basis.
pub const fn text(says: &'static str, basis: Basis) -> Text {
    Text { says, basis }
}

/// The phrases with which a text says that something is not documented.
pub const SAYS_SO: [&str; 4] = ["not documented", "documents no ", "documents neither", "no v3 guide"];

/// A page or a package that was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Source {
    /// Its key in the texts.
    pub key: &'static str,
    /// Its address. Some pages were read in a stored copy under `www.` or `preview.`; this is the site's own
    /// address.
    pub page: &'static str,
    /// What it is.
    pub about: &'static str,
}

const fn source(key: &'static str, page: &'static str, about: &'static str) -> Source {
    Source { key, page, about }
}

/// The sources that texts give.
pub const SOURCES: &[Source] = &[
    source("S0", GUIDE, "the guide: account sharing on web"),
    source("S1", "https://www.npmjs.com/package/rupt/v/2.24.1", "v2's package, 2.24.1: its code, read and run"),
    source("S9", "https://rupt.dev/docs/account-sharing/concepts/challenges", "v2: challenges"),
    source("S14", "https://rupt.dev/docs/account-sharing/concepts/configure-device-limits", "v2: device limits"),
    source("S20", "https://rupt.dev/blog/custom-challenges", "v2: custom challenges"),
    source(
        "S22",
        "https://github.com/segmentio/action-destinations/tree/main/packages/browser-destinations/destinations/rupt",
        "Segment's destination for Rupt: its code",
    ),
    source("S25", API_CHANGES, "changes of the server SDK"),
    source("S26", "https://rupt.dev/docs/quick-start/react-native", "v2: React Native"),
    source("S34", "https://rupt.dev/docs/advanced/when-to-call-the-attach-function", "v2: when to call `attach`"),
    source("S36", ACCESS, "v3: access protection"),
    source("S37", QUICK_START, "v3: quick start"),
    source("S38", LOGIN, "v3: login protection"),
    source("S39", "https://rupt.dev/docs/v3/fundamentals/signup-protection", "v3: signup protection"),
    source("S40", UPDATE_USER, "v3: update a user"),
    source("S41", CHALLENGE_FLOW, "v3: challenge flow"),
    source("S42", USER_OBJECT, "v3: the user object"),
    source("S43", VERDICTS, "v3: verdicts"),
    source("S45", MOBILE, "the guide for iOS and Android"),
    source("S46", DEVICES_API, "v3: devices of the server's API"),
    source("S47", USER_DEVICES, "v3: a user's devices"),
    source("S48", EVALUATION, "v3: the evaluation object"),
    source("S49", "https://rupt.dev/raw/docs/v3/quick-start/.md", "v3: quick start, an older text"),
    source("S51", "https://rupt.dev/api/v3/introduction", "v3: the server's API"),
    source("S54", CHECKS_PAGE, "v3: checks"),
    source("S55", CONCURRENCY, "v3: concurrency"),
    source("S56", DEVICES, "v3: devices"),
    source("S58", "https://rupt.dev/docs/v3/concepts/evaluations", "v3: evaluations"),
    source(
        "S60",
        "https://rupt.dev/docs/account-sharing/concepts/automatically-detaching-devices",
        "v2: when devices are detached",
    ),
    source("S61", "https://rupt.dev/docs/advanced/signing-the-user-out", "v2: signing the user out"),
    source("V1", REPEATED_TRIALS, "v2: repeat-trial protection"),
    source("V3", SHARING, "v3: account-sharing prevention"),
    source("V4", POLICIES_PAGE, "v3: policies"),
    source("V5", OVERVIEW, "v3: migration, overview"),
    source("V6", CHALLENGES, "v3: challenges"),
    source("V8", DETACHED, "v3: the webhook `device.detached`"),
    source("V9", "https://rupt.dev/docs/advanced/whitelisting-devices", "v2: devices that are left out"),
    source("V11", "https://pkgstats.com/pkg:@ruptjs/api", "v3: what the server SDK's README names"),
    source("V10", "https://rupt.dev/api/functions/attach-a-device", "v2: `attach`"),
];

/// The vendor's guide.
pub const GUIDE: &str = "https://rupt.dev/docs/v3/migration/account-sharing-on-web";
/// The vendor's guide for apps.
pub const MOBILE: &str = "https://rupt.dev/docs/v3/migration/account-sharing-on-mobile";
/// What v3 changed as a whole.
pub const OVERVIEW: &str = "https://rupt.dev/docs/v3/migration/overview";
/// Where policies are edited.
pub const POLICIES: &str = "https://app.rupt.dev/policies";
/// What `evaluate.access` is for, and what it takes.
pub const ACCESS: &str = "https://rupt.dev/docs/v3/fundamentals/access-protection";
/// What `evaluate.login` is for.
pub const LOGIN: &str = "https://rupt.dev/docs/v3/fundamentals/login-protection";
/// The policies against shared accounts.
pub const SHARING: &str = "https://rupt.dev/docs/v3/guides/account-sharing-prevention";
/// What a policy is.
pub const POLICIES_PAGE: &str = "https://rupt.dev/docs/v3/concepts/policies";
/// What a policy decides.
pub const VERDICTS: &str = "https://rupt.dev/docs/v3/concepts/verdicts";
/// What a challenge is, and its config.
pub const CHALLENGES: &str = "https://rupt.dev/docs/v3/concepts/challenges";
/// What the checks of a policy are.
pub const CHECKS_PAGE: &str = "https://rupt.dev/docs/v3/concepts/checks";
/// What counts as a device.
pub const DEVICES: &str = "https://rupt.dev/docs/v3/concepts/devices";
/// What counts as use in two places.
pub const CONCURRENCY: &str = "https://rupt.dev/docs/v3/concepts/concurrency";
/// How v3 gets into a program.
pub const QUICK_START: &str = "https://rupt.dev/docs/v3/quick-start";
/// How login and signup are confirmed.
pub const CHALLENGE_FLOW: &str = "https://rupt.dev/docs/v3/challenge-flow";
/// The server's view of an evaluation.
pub const EVALUATION: &str = "https://rupt.dev/api/v3/evaluations/the-evaluation-object/";
/// The server's view of a user.
pub const USER_OBJECT: &str = "https://rupt.dev/api/v3/users/the-user-object/";
/// The server's way to describe a user.
pub const UPDATE_USER: &str = "https://rupt.dev/api/v3/users/update-a-user";
/// The server's list of devices.
pub const USER_DEVICES: &str = "https://rupt.dev/api/v3/users/retrieve-user-devices";
/// What the server's API says of devices.
pub const DEVICES_API: &str = "https://rupt.dev/api/v3/devices";
/// What the server is sent when a device is detached.
pub const DETACHED: &str = "https://rupt.dev/api/v3/webhooks/device-detached";
/// What changed in the server SDK.
pub const API_CHANGES: &str = "https://rupt.dev/changelog/api";
/// What v2 did against a second trial.
pub const REPEATED_TRIALS: &str = "https://rupt.dev/docs/advanced/repeat-trial-protection";

/// The source with this key.
pub fn find_source(key: &str) -> Option<&'static Source> {
    SOURCES.iter().find(|source| source.key == key)
}

impl Basis {
    /// The rows of its sources.
    pub fn found(self) -> impl Iterator<Item = &'static Source> {
        self.sources.iter().filter_map(|key| find_source(key))
    }
}

#[cfg(test)]
mod tests {
    use super::super::*;

    /// Every text about Rupt, with a name for each.
    fn texts() -> Vec<(String, Text)> {
        let entries = ENTRIES.iter().chain(MANIFEST_ENTRIES);
        let mut texts: Vec<(String, Text)> =
            entries.map(|entry| (entry.id.to_owned(), text(entry.full().leak(), entry.basis))).collect();
        let mut add = |name: &str, text: Text| texts.push((format!("{name}: {}", text.says), text));
        remarks().for_each(|remark| add("remark", remark));
        ONCE.iter().for_each(|said| add("once", *said));
        LIMITS.iter().for_each(|limit| add("limit", limit.text));
        CHECKS.iter().for_each(|check| add(check.name, check.what));
        add("worksheet", INTRO);
        add("runbook", NOBODY_YET);
        RUNBOOK.iter().chain([&BACK_OUT]).flat_map(|step| step.points).for_each(|point| add("runbook", point.text));
        for part in WORKSHEET {
            part.intro.iter().for_each(|intro| add(part.id, *intro));
            part.choices.iter().for_each(|choice| add(part.id, choice.choose));
            for setting in part.settings {
                [setting.what, setting.silent, setting.several, setting.some]
                    .into_iter()
                    .for_each(|text| add(setting.name, text));
            }
        }
        texts
    }

    fn bases() -> Vec<(String, Basis)> {
        let mut bases: Vec<(String, Basis)> = texts().into_iter().map(|(name, text)| (name, text.basis)).collect();
        for rows in [OPTIONS, REDIRECT_URLS, LIMIT_CONFIG] {
            bases.extend(rows.iter().map(|row| (row.name.to_owned(), row.basis())));
        }
        bases.extend(V3_NAMES.iter().map(|row| (row.of.about().to_owned(), row.basis)));
        bases.extend(QUESTIONS.iter().map(|open| (open.asks.to_owned(), undocumented(open.sources))));
        bases
    }

    #[test]
    fn what_is_not_documented_is_said_to_be() {
        for (name, text) in texts() {
            let says_so = SAYS_SO.iter().any(|phrase| text.says.contains(phrase));
            let is_open = text.basis.certainty == Certainty::NotDocumented;
            assert!(says_so || !is_open, "{name}: nothing says that this is not documented: {}", text.says);
            assert!(is_open || !says_so, "{name}: this is said to be {}", text.basis.certainty.name());
        }
    }

    #[test]
    fn nothing_says_flatly_what_v3_does_not_have() {
        for (name, text) in texts() {
            for claim in ["v3 has no ", "is gone in v3", "v3 does not have", "cannot be done in v3"] {
                assert!(!text.says.contains(claim), "{name}: the package was never seen: {}", text.says);
            }
        }
    }

    #[test]
    fn every_text_has_its_sources_and_every_source_a_text() {
        let bases = bases();
        for (name, basis) in &bases {
            assert_eq!(basis.sources.is_empty(), basis.certainty == Certainty::Ours, "{name}");
            for key in basis.sources {
                assert!(find_source(key).is_some(), "{name}: no source is called {key}");
            }
        }
        for (index, source) in SOURCES.iter().enumerate() {
            assert!(bases.iter().any(|(_, basis)| basis.sources.contains(&source.key)), "{} is unused", source.key);
            let again = SOURCES[index + 1..].iter().any(|other| other.key == source.key || other.page == source.page);
            assert!(!again, "{} stands twice", source.key);
        }
    }

    #[test]
    fn links_lead_to_pages_that_were_read() {
        let links = ENTRIES.iter().chain(MANIFEST_ENTRIES).filter_map(|entry| Some((entry.id, entry.link?)));
        for (id, link) in links.chain(CHECKS.iter().map(|check| (check.name, check.link))) {
            assert!(link == POLICIES || SOURCES.iter().any(|source| source.page == link), "{id}: {link}");
        }
    }
}
