//! Sets of ids.

use super::{ENTRIES, Entry, MANIFEST_ENTRIES};

/// A set of ids in the table.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Ids(u128);

const _: () = assert!(ENTRIES.len() + MANIFEST_ENTRIES.len() <= u128::BITS as usize);

impl Ids {
    /// The empty set.
    pub const NONE: Ids = Ids(0);

    /// The ids of `entries`.
    pub fn of<'e>(entries: impl IntoIterator<Item = &'e Entry>) -> Self {
        Ids(entries.into_iter().fold(0, |ids, entry| ids | bit(entry)))
    }

    /// Whether the id of `entry` is in the set.
    pub fn contains(self, entry: &Entry) -> bool {
        self.0 & bit(entry) != 0
    }

    /// The complement of the set.
    #[must_use]
    pub fn others(self) -> Self {
        Ids(!self.0)
    }

    /// The union of this set and `more`.
    #[must_use]
    pub fn and(self, more: Ids) -> Self {
        Ids(self.0 | more.0)
    }
}

fn bit(entry: &Entry) -> u128 {
    let place = ENTRIES.iter().chain(MANIFEST_ENTRIES).position(|other| other.id == entry.id);
    place.map_or(0, |place| 1 << place)
}
