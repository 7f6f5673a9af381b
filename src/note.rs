//! What the program reports about one place in the code.

use crate::budget;
use crate::edit::Span;
pub use crate::mapping::Level;
use crate::mapping::{self, Entry};
use serde::{Deserialize, Serialize};

/// A value taken from the code, with the name that users know it by.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Value {
    /// The name of the setting in the dashboard, or of the option.
    pub key: String,
    /// The text as written in the code; it may have several lines. A literal secret is shortened.
    pub text: String,
    /// Its span in the input, if known.
    pub at: Option<Span>,
}

impl Value {
    /// Returns a value named `key`, without a span.
    pub fn new(key: impl Into<String>, text: impl Into<String>) -> Self {
        Value { key: key.into(), text: text.into(), at: None }
    }
}

/// The Rupt client that something belongs to, identified by the client id of its call.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(tag = "by", content = "name", rename_all = "lowercase")]
pub enum Client {
    /// The client with this id.
    Id(String),
    /// A client whose id is only known at run time, with the code of the id.
    Code(String),
    /// A client whose id is not known.
    Unknown,
}

impl Client {
    /// Returns the client whose id is the expression `text`. Runs of white space in it become one space.
    pub fn code(text: &str) -> Self {
        Client::Code(text.split_whitespace().collect::<Vec<_>>().join(" "))
    }
}

/// One note: an entry of the table, at a place, with the values that concern it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// The entry of the table.
    pub entry: &'static Entry,
    /// Its level: that of the entry, except for the few entries whose level depends on the file.
    pub level: Level,
    /// The span in the input that the note is about.
    pub at: Span,
    /// The values of its `key: value` lines.
    pub values: Vec<Value>,
    /// Whether an earlier run wrote its TODO into the file.
    pub found: bool,
    /// Whether no TODO is written for it although it asks for work: a comment silences it, or no comment can be
    /// written at that place.
    pub silenced: bool,
    /// Whether `--unsafe` resolves it, because the code that it is about is then moved.
    pub falls_with_unsafe: bool,
    /// The clients of the calls that it is about, sorted. Empty if it is not about a call of a client.
    pub clients: Vec<Client>,
}

/// Sorts notes by place, and notes at the same place in the order of the table.
pub fn sort(notes: &mut [Note]) {
    notes.sort_by_key(|note| (note.at, mapping::rank(note.entry)));
}

/// Sorts notes in the order of the table, and notes of the same entry by place.
pub fn sort_by_entry(notes: &mut [Note]) {
    notes.sort_by_key(|note| (mapping::rank(note.entry), note.at));
}

/// The work that one note counts as.
const WORK: usize = 2000;

impl Note {
    /// Returns a note of `entry` about `at`.
    ///
    /// It counts as work because it is kept in memory, which many notes on each of many calls would fill.
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

    /// Adds `client` to the clients of the note.
    #[must_use]
    pub fn of(mut self, client: Option<Client>) -> Self {
        self.clients.extend(client);
        self
    }

    /// Adds the clients of `other` and returns true if the notes are otherwise equal. Returns false and changes
    /// nothing if not.
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

    /// Adds a value to the note.
    #[must_use]
    pub fn with(mut self, key: impl Into<String>, text: impl Into<String>) -> Self {
        self.values.push(Value::new(key, text));
        self
    }

    /// Adds a value, taken from the span `at`, to the note.
    #[must_use]
    pub fn with_at(mut self, key: impl Into<String>, text: impl Into<String>, at: Span) -> Self {
        self.values.push(Value { at: Some(at), ..Value::new(key, text) });
        self
    }
}
