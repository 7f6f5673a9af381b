//! What is said to a person about one place in the code.

use crate::budget;
use crate::edit::Span;
pub use crate::mapping::Level;
use crate::mapping::{self, Entry};
use serde::{Deserialize, Serialize};

/// A value taken from the code, under the name a person knows it by.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Value {
    /// A setting's name in the dashboard, or the option's name.
    pub key: String,
    /// The text as it stood in the code, perhaps of several lines; a literal secret is shortened.
    pub text: String,
    /// Where it stands in the input, if that is known.
    pub at: Option<Span>,
}

impl Value {
    /// A value called `key`.
    pub fn new(key: impl Into<String>, text: impl Into<String>) -> Self {
        Value { key: key.into(), text: text.into(), at: None }
    }
}

/// Which client of Rupt something belongs to: by the client id that its call gives.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(tag = "by", content = "name", rename_all = "lowercase")]
pub enum Client {
    /// The one with this id.
    Id(String),
    /// One whose id is known when the program runs: how the code names it.
    Code(String),
    /// One whose id cannot be told.
    Unknown,
}

impl Client {
    /// One whose id the code gives by the expression `text`.
    pub fn code(text: &str) -> Self {
        Client::Code(text.split_whitespace().collect::<Vec<_>>().join(" "))
    }
}

/// One note: an entry of the table, at a place, with the values that concern it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// What is said.
    pub entry: &'static Entry,
    /// The level here: the entry's own, but for the few entries whose level depends on the file.
    pub level: Level,
    /// What it is about, in the input.
    pub at: Span,
    /// The `key: value` lines.
    pub values: Vec<Value>,
    /// Whether the TODO stood in the file already, from an earlier run.
    pub found: bool,
    /// Whether no TODO is written for it though it asks for work: a comment silences it, or none can stand
    /// there.
    pub silenced: bool,
    /// Whether it would not be said with `--unsafe`, which would move what it is about.
    pub falls_with_unsafe: bool,
    /// The clients of the calls that it is about, sorted; none where it is about no call of a client.
    pub clients: Vec<Client>,
}

/// Puts notes in the order of their places, those at one place in the table's.
pub fn sort(notes: &mut [Note]) {
    notes.sort_by_key(|note| (note.at, mapping::rank(note.entry)));
}

/// Puts notes in the order of the table, those of one entry in the order of their places.
pub fn sort_by_entry(notes: &mut [Note]) {
    notes.sort_by_key(|note| (mapping::rank(note.entry), note.at));
}

/// As how much work a note counts.
const WORK: usize = 2000;

impl Note {
    /// A note of `entry` about `at`.
    ///
    /// It counts as work, since it is kept: where each of many calls has many, they would fill the memory.
    pub fn new(entry: &'static Entry, at: Span) -> Self {
        budget::spend(WORK);
        Note {
            entry,
            level: entry.level,
            at,
            values: Vec::new(),
            found: false,
            silenced: false,
            falls_with_unsafe: false,
            clients: Vec::new(),
        }
    }

    /// The same note, about a call of `client`.
    #[must_use]
    pub fn of(mut self, client: Option<Client>) -> Self {
        self.clients.extend(client);
        self
    }

    /// Takes in the clients of `other`, if that says the same.
    pub fn join(&mut self, other: &mut Note) -> bool {
        let clients = std::mem::take(&mut self.clients);
        let others = std::mem::take(&mut other.clients);
        let is_same = self == other;
        self.clients = clients;
        match is_same {
            true => {
                self.clients.extend(others);
                self.clients.sort();
                self.clients.dedup();
            }
            false => other.clients = others,
        }
        is_same
    }

    /// The same note with one more value.
    #[must_use]
    pub fn with(mut self, key: impl Into<String>, text: impl Into<String>) -> Self {
        self.values.push(Value::new(key, text));
        self
    }

    /// The same note with one more value, which stands at `at`.
    #[must_use]
    pub fn with_at(mut self, key: impl Into<String>, text: impl Into<String>, at: Span) -> Self {
        self.values.push(Value { at: Some(at), ..Value::new(key, text) });
        self
    }
}
