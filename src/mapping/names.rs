//! The names of v2, each with the notes about it, for people who look up a name in their code.
//!
//! Most follow from the other tables. [`ALSO`] has the names whose notes depend on how they are used.

use super::{ENTRIES, Entry, FIELDS, Fate, MANIFEST_ENTRIES, MEMBERS, OPTIONS, OptionRow, V2_GLOBAL, WINDOWS};
use strsim::damerau_levenshtein;

/// A name of v2.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Name {
    /// The name as code has it. A member of an option has that option in front: `redirect_urls.logout_url`.
    pub name: String,
    /// The ids of the notes about it.
    pub ids: Vec<&'static str>,
}

/// Further notes about a name.
const ALSO: &[(&str, &[&str])] = &[
    ("client_id", &["client-id-missing", "client-id-order", "client-form"]),
    ("account", &["account-and-user", "numeric-account"]),
    ("user", &["account-and-user"]),
    ("email", &["contact"]),
    ("phone", &["contact"]),
    (
        "on_current_device_logout",
        &[
            "logout-url-missing",
            "logout-veto-shared",
            "logout-unread",
            "logout-unsafe",
            "logout-parameter",
            "logout-veto",
        ],
    ),
    ("on_challenge", &["on-challenge", "challenge-watched", "challenge-unsafe", "on-challenge-veto"]),
    ("on_limit_exceeded", &["on-limit-exceeded"]),
    ("redirect_urls.logout_url", &["logout-url-missing", "logout-veto-shared", "logout-veto", "challenge-address"]),
    ("redirect_urls.new_account_url", &["success-url-missing"]),
    ("limit_config.overall_device_limit", &["limit-by-plan"]),
    ("limit_config.overall_limit", &["limit-by-plan"]),
    ("detach", &["detach-removed"]),
    ("fingerprint", &["fingerprint"]),
    ("rupt_action", &["logout-address"]),
    ("require", &["commonjs"]),
    (V2_GLOBAL, &["window-global", "value", "global", "bare-import", "typeof-rupt", "global-type"]),
];

/// The notes about each field of v2's response.
const READS: [&str; 2] = ["response-read", "response-unsafe"];

/// All names, each once.
pub fn names() -> Vec<Name> {
    let mut names = Names::default();
    names.add_options(OPTIONS, "");
    MEMBERS.iter().for_each(|member| names.add(member.name, &[member.entry.id]));
    FIELDS.iter().for_each(|(field, _)| names.add(field, &READS));
    ALSO.iter().for_each(|(name, ids)| names.add(name, ids));
    names.0
}

/// The names with which the note called `id` deals.
pub fn names_of(id: &str) -> Vec<String> {
    names().into_iter().filter(|name| name.ids.contains(&id)).map(|name| name.name).collect()
}

#[derive(Default)]
struct Names(Vec<Name>);

impl Names {
    fn add(&mut self, name: &str, ids: &[&'static str]) {
        let place = self.0.iter().position(|known| known.name == name).unwrap_or_else(|| {
            self.0.push(Name { name: name.to_owned(), ids: Vec::new() });
            self.0.len() - 1
        });
        for id in ids {
            if !self.0[place].ids.contains(id) {
                self.0[place].ids.push(id);
            }
        }
    }

    /// Adds options. The notes about a member of an option are also notes about the option.
    fn add_options(&mut self, rows: &[OptionRow], parent: &str) {
        for row in rows {
            let name = format!("{parent}{}", row.name);
            match row.fate {
                Fate::Nested(inner) => {
                    self.add(&name, &inner.iter().filter_map(of_option).collect::<Vec<_>>());
                    let of_members = ALSO.iter().filter(|(member, _)| member.starts_with(&format!("{name}.")));
                    of_members.for_each(|(_, ids)| self.add(&name, ids));
                    self.add_options(inner, &format!("{name}."));
                }
                _ => self.add(&name, of_option(row).as_slice()),
            }
        }
    }
}

/// The id of the note in the fate of an option.
fn of_option(row: &OptionRow) -> Option<&'static str> {
    match row.fate {
        Fate::Elsewhere { entry, .. } | Fate::StaysNoted(entry) => Some(entry.id),
        _ => None,
    }
}

/// The result of looking up words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Lookup {
    /// One note.
    Note(&'static Entry),
    /// Several, in the order of the table.
    Notes(Vec<&'static Entry>),
    /// None. These entries have similar ids, if there are any.
    Nothing(Vec<&'static Entry>),
}

/// Looks up `words`: an id, else a name of v2, else words in the text of notes.
///
/// A name may be written as in code: in backticks, as `Rupt.detach()`, as the member of any object.
pub fn look_up(words: &str) -> Lookup {
    let words = words.trim_matches(|c: char| c.is_whitespace() || "`'\"".contains(c));
    if let Some(entry) = all().find(|entry| entry.id == words) {
        return Lookup::Note(entry);
    }
    let found = [by_name(words), by_id(words), by_text(words)].into_iter().find(|found| !found.is_empty());
    match found.as_deref() {
        Some([one]) => Lookup::Note(one),
        Some(several) => Lookup::Notes(several.to_vec()),
        None => Lookup::Nothing(near(words)),
    }
}

/// The entries for `word`: the one with that id, else those about the name.
pub fn spelled(word: &str) -> Vec<&'static Entry> {
    match all().find(|entry| entry.id == word) {
        Some(entry) => vec![entry],
        None => by_name(word),
    }
}

/// Related entries: those about the same names, and those whose ids contain its id.
pub fn beside(entry: &Entry) -> Vec<&'static Entry> {
    let names = names().into_iter().filter(|name| name.ids.contains(&entry.id));
    let ids: Vec<&str> = names.flat_map(|name| name.ids).collect();
    let is_beside = |other: &&Entry| ids.contains(&other.id) || other.id.split('-').any(|word| word == entry.id);
    all().filter(is_beside).filter(|other| other.id != entry.id).collect()
}

fn all() -> impl Iterator<Item = &'static Entry> {
    ENTRIES.iter().chain(MANIFEST_ENTRIES)
}

/// The entries about the name in `words`. A member may be accessed on anything.
fn by_name(words: &str) -> Vec<&'static Entry> {
    let code = words.replace("?.", ".");
    let code = code.split('(').next().unwrap_or_default();
    let parts: Vec<&str> = code.split('.').filter(|part| !WINDOWS.contains(part)).collect();
    let names = names();
    // First as it is spelled, so that `limit_config` is not `LimitConfig`.
    for spelling in [str::to_owned, fold] {
        for skipped in 0..parts.len() {
            let wanted = spelling(&parts[skipped..].join("."));
            let is_meant = |own: &str| own == wanted || own.rsplit('.').next() == Some(&wanted);
            let meant = names.iter().filter(|name| is_meant(&spelling(&name.name)));
            let ids: Vec<&str> = meant.flat_map(|name| &name.ids).copied().collect();
            if !ids.is_empty() {
                return all().filter(|entry| ids.contains(&entry.id)).collect();
            }
        }
    }
    Vec::new()
}

fn by_id(words: &str) -> Vec<&'static Entry> {
    all().filter(|entry| fold(entry.id) == fold(words)).collect()
}

/// One spelling for all spellings of `name`: `getAttachedDevices`, `get_attached_devices`.
fn fold(name: &str) -> String {
    name.chars().filter(|c| !"_-".contains(*c) && !c.is_whitespace()).flat_map(char::to_lowercase).collect()
}

/// The entries in whose id, text or names each of `words` starts a word.
fn by_text(words: &str) -> Vec<&'static Entry> {
    let words: Vec<String> = words.split_whitespace().map(str::to_lowercase).collect();
    let says = |entry: &&Entry| {
        let text = format!("{} {} {}", entry.id, entry.full(), names_of(entry.id).join(" ")).to_lowercase();
        words.iter().all(|word| begins_a_word(&text, word))
    };
    if words.is_empty() { Vec::new() } else { all().filter(says).collect() }
}

fn begins_a_word(text: &str, word: &str) -> bool {
    text.match_indices(word).any(|(at, _)| !crate::edit::part(text, ..at).ends_with(char::is_alphanumeric))
}

/// The most ids to suggest.
const SUGGESTED: usize = 3;

/// The entries with the ids most similar to `words`, or those about names that are more similar; the
/// nearest first.
fn near(words: &str) -> Vec<&'static Entry> {
    let ids = all().map(|entry| (entry.id.to_owned(), vec![entry.id]));
    let own = |name: &Name| name.name.rsplit('.').next().unwrap_or_default().to_owned();
    let names = names().into_iter().map(|name| (own(&name), name.ids));
    let near = [nearest(words, ids), nearest(words, names)].into_iter().flatten().min_by_key(|(best, _)| *best);
    let entries = near.into_iter().flat_map(|(_, ids)| ids).filter_map(|id| all().find(|entry| entry.id == id));
    entries.take(SUGGESTED).collect()
}

/// The ids of the `spellings` nearest to `words`, if any are near, and their distance.
fn nearest(
    words: &str,
    spellings: impl Iterator<Item = (String, Vec<&'static str>)>,
) -> Option<(usize, Vec<&'static str>)> {
    let wanted = fold(words);
    let most = wanted.chars().count().div_ceil(3);
    let distances = spellings.map(|(name, ids)| (damerau_levenshtein(&fold(&name), &wanted), ids));
    let mut near: Vec<(usize, Vec<&str>)> = distances.filter(|(distance, _)| *distance <= most).collect();
    near.sort_by_key(|(distance, _)| *distance);
    let best = near.first()?.0;
    Some((best, near.into_iter().take_while(|(distance, _)| *distance <= best + 1).flat_map(|(_, ids)| ids).collect()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ids(words: &str) -> Vec<&'static str> {
        match look_up(words) {
            Lookup::Note(entry) => vec![entry.id],
            Lookup::Notes(entries) => entries.iter().map(|entry| entry.id).collect(),
            Lookup::Nothing(_) => Vec::new(),
        }
    }

    #[test]
    fn every_name_of_v2_leads_to_notes_of_the_table() {
        for name in names() {
            assert!(!name.ids.is_empty(), "nothing is said about {}", name.name);
            for id in &name.ids {
                assert!(all().any(|entry| entry.id == *id), "{}: no note is called {id}", name.name);
            }
            assert!(!ids(&name.name).is_empty(), "{}", name.name);
        }
    }

    #[test]
    fn a_name_is_found_however_it_is_written() {
        let devices = ["get-attached-devices"];
        for words in ["getAttachedDevices", "`Rupt.getAttachedDevices()`", "get_attached_devices", "GETATTACHEDDEVICES"]
        {
            assert_eq!(ids(words), devices, "{words}");
        }
        let challenge = ["on-challenge", "challenge-watched", "challenge-unsafe", "on-challenge-veto"];
        assert_eq!(ids("on_challenge"), challenge);
        assert_eq!(ids("options.on_challenge"), challenge);
        assert_eq!(ids("onChallenge"), challenge);
        assert_eq!(ids("on-challenge"), ["on-challenge"]);
        assert_eq!(ids("limit_config"), ["device-limit", "limit-by-plan", "people-limit"]);
        assert_eq!(ids("overall_device_limit"), ["device-limit", "limit-by-plan"]);
        assert_eq!(ids("attached_devices"), ["response-unsafe", "response-read"]);
        assert_eq!(ids("res?.device_id"), ["response-unsafe", "response-read"]);
        assert_eq!(ids("redirect_urls.upgrade_url"), ["upgrade-url"]);
        assert!(ids("redirect_urls").contains(&"success-url-missing"));
        assert_eq!(ids("window.Rupt.detach({ device })"), ["detach-removed", "detach"]);
        assert!(ids("window.Rupt").contains(&"global"));
    }

    #[test]
    fn a_word_is_looked_for_in_ids_and_texts() {
        assert_eq!(ids("mock"), ["mock"]);
        assert_eq!(ids("one shared"), ["watched"]);
        assert_eq!(ids("webhook"), ["metadata"]);
        assert_eq!(ids("repeat-trial protection"), ["upgrade-url", "event"]);
        assert_eq!(ids("proxy"), ["domain"]);
    }

    #[test]
    fn what_is_not_found_leads_to_what_is_spelled_like_it() {
        let near = |words: &str| match look_up(words) {
            Lookup::Nothing(near) => near.iter().map(|entry| entry.id).collect::<Vec<_>>(),
            found => panic!("{words}: {found:?}"),
        };
        assert_eq!(near("tolernace"), ["tolerance"]);
        assert_eq!(near("redirect-ulrs"), ["redirect-urls"]);
        assert_eq!(near("atached_device"), ["response-read", "response-unsafe"]);
        assert_eq!(near("zzzzzz"), [""; 0]);
        assert_eq!(near(""), [""; 0]);
    }
}
