//! Sets of ids.

use super::{ENTRIES, Entry, MANIFEST_ENTRIES};
use std::collections::BTreeSet;

/// A set of ids of the table.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Ids(BTreeSet<&'static str>);

impl Ids {
    /// No id.
    pub const NONE: Ids = Ids(BTreeSet::new());

    /// The ids of `entries`.
    pub fn of(entries: impl IntoIterator<Item = &'static Entry>) -> Self {
        Ids(entries.into_iter().map(|entry| entry.id).collect())
    }

    /// Whether the id of `entry` is one of them.
    pub fn contains(&self, entry: &Entry) -> bool {
        self.0.contains(entry.id)
    }

    /// All others.
    #[must_use]
    pub fn others(&self) -> Self {
        Ids::of(ENTRIES.iter().chain(MANIFEST_ENTRIES).filter(|entry| !self.contains(entry)))
    }

    /// These and `more`.
    #[must_use]
    pub fn and(mut self, more: Ids) -> Self {
        self.0.extend(more.0);
        self
    }
}
