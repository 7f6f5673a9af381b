//! Ranges of bytes, sets of them, and the text of one.

use std::ops::{Bound, RangeBounds};

/// A range of bytes in the file as it was read, BOM included. UTF-8 offsets, end exclusive.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Span {
    /// The first byte.
    pub start: u32,
    /// The byte behind the last one.
    pub end: u32,
}

impl Span {
    /// The span from `start` to `end`.
    pub fn new(start: u32, end: u32) -> Self {
        debug_assert!(start <= end);
        Span { start, end }
    }

    /// The empty span at `at`, where an insertion goes.
    pub fn at(at: u32) -> Self {
        Span { start: at, end: at }
    }

    /// Whether nothing is between start and end.
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// Whether `inner` lies within this span, edges included.
    pub fn contains(self, inner: Span) -> bool {
        self.start <= inner.start && inner.end <= self.end
    }

    /// The text the span covers.
    pub fn of(self, source: &str) -> &str {
        part(source, self.start as usize..self.end as usize)
    }
}

/// Places, of which it is asked whether any is around another one.
#[derive(Debug, Clone, Default)]
pub struct Cover {
    /// By start: each with the last end of it and of those in front of it.
    starts: Vec<(u32, u32)>,
}

impl Cover {
    /// These places.
    pub fn of(places: impl IntoIterator<Item = Span>) -> Self {
        let mut starts: Vec<(u32, u32)> = places.into_iter().map(|place| (place.start, place.end)).collect();
        starts.sort_unstable();
        let mut last = 0;
        for (_, end) in &mut starts {
            last = last.max(*end);
            *end = last;
        }
        Cover { starts }
    }

    /// Whether one of them has any of the bytes of `place`, or is between two of them.
    pub fn meets(&self, place: Span) -> bool {
        let before = self.starts.partition_point(|(start, _)| *start < place.end);
        before.checked_sub(1).is_some_and(|last| self.starts[last].1 > place.start)
    }

    /// Whether one of them contains `place`.
    pub fn covers(&self, place: Span) -> bool {
        let before = self.starts.partition_point(|(start, _)| *start <= place.start);
        before.checked_sub(1).is_some_and(|last| self.starts[last].1 >= place.end)
    }
}

/// Places, of which it is asked whether any is in another one.
#[derive(Debug, Clone, Default)]
pub struct Within {
    /// By start: each with the first end of it and of those behind it.
    starts: Vec<(u32, u32)>,
}

impl Within {
    /// These places.
    pub fn of(places: impl IntoIterator<Item = Span>) -> Self {
        let mut starts: Vec<(u32, u32)> = places.into_iter().map(|place| (place.start, place.end)).collect();
        starts.sort_unstable();
        let mut first = u32::MAX;
        for (_, end) in starts.iter_mut().rev() {
            first = first.min(*end);
            *end = first;
        }
        Within { starts }
    }

    /// Whether `place` contains one of them.
    pub fn any_in(&self, place: Span) -> bool {
        let first = self.starts.partition_point(|(start, _)| *start < place.start);
        self.starts.get(first).is_some_and(|(_, end)| *end <= place.end)
    }
}

/// The text of `range`: whole characters, also where the range begins or ends inside of one, and no more
/// than there are. All code that takes text by byte offsets takes it here, so that no offset that was
/// made by counting can end a run.
pub fn part(source: &str, range: impl RangeBounds<usize>) -> &str {
    let start = match range.start_bound() {
        Bound::Included(start) => *start,
        Bound::Excluded(start) => start.saturating_add(1),
        Bound::Unbounded => 0,
    };
    let end = match range.end_bound() {
        Bound::Included(end) => end.saturating_add(1),
        Bound::Excluded(end) => *end,
        Bound::Unbounded => source.len(),
    };
    let start = boundary(source, start);
    let end = end_boundary(source, end).max(start);
    source.get(start..end).unwrap_or_default()
}

/// The nearest start of a character at or before `offset`, and not behind the end of the text.
pub fn boundary(source: &str, offset: usize) -> usize {
    let mut at = offset.min(source.len());
    while !source.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// The nearest start of a character at or behind `offset`, or the end of the text.
pub fn end_boundary(source: &str, offset: usize) -> usize {
    let mut at = offset.min(source.len());
    while !source.is_char_boundary(at) {
        at += 1;
    }
    at
}
