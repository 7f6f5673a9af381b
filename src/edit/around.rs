//! Which of many places are around another one.

use super::Span;
use std::sync::OnceLock;

/// As few places are looked through one by one.
const FEW: usize = 8;

/// Places, each with what it belongs to. They are put in order once, when they are first asked for.
#[derive(Debug, Clone, Default)]
pub struct Around {
    /// The places by start.
    places: Vec<(Span, u32)>,
    /// The last end of the places in each half of each half: the halves of `at` are `2 * at` and
    /// `2 * at + 1`. The leaves stand for [`FEW`] places each.
    last_ends: Vec<u32>,
}

impl Around {
    /// These places.
    pub fn of(places: impl IntoIterator<Item = (Span, u32)>) -> Self {
        let mut places: Vec<(Span, u32)> = places.into_iter().collect();
        places.sort_unstable_by_key(|(place, owner)| (place.start, *owner));
        let leaves = places.len().div_ceil(FEW).next_power_of_two();
        let mut last_ends = vec![0; 2 * leaves];
        for (leaf, few) in places.chunks(FEW).enumerate() {
            last_ends[leaves + leaf] = few.iter().map(|(place, _)| place.end).max().unwrap_or(0);
        }
        for at in (1..leaves).rev() {
            last_ends[at] = last_ends[2 * at].max(last_ends[2 * at + 1]);
        }
        Around { places, last_ends }
    }

    /// What the places belong to that contain `inner`, by the start of these places.
    pub fn containing(&self, inner: Span) -> Vec<u32> {
        let before = self.places.partition_point(|(place, _)| place.start <= inner.start);
        let mut found = Vec::new();
        // What is left to look at, the first part last.
        let mut parts = vec![(1, self.last_ends.len() / 2, 0)];
        while let Some((at, leaves, first)) = parts.pop() {
            if first * FEW >= before || self.last_ends[at] < inner.end {
                continue;
            }
            if leaves > 1 {
                let half = leaves / 2;
                parts.extend([(2 * at + 1, half, first + half), (2 * at, half, first)]);
                continue;
            }
            let few = &self.places[first * FEW..before.min((first + 1) * FEW)];
            found.extend(few.iter().filter(|(place, _)| inner.end <= place.end).map(|(_, owner)| *owner));
        }
        found
    }
}

/// An index of a set of edits, made when the first question is asked.
#[derive(Debug, Clone, Default)]
pub(super) struct Index {
    /// The edits that replace something.
    pub(super) spans: OnceLock<Around>,
    /// What edits keep of the old text.
    pub(super) olds: OnceLock<Around>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_found_is_what_a_search_finds() {
        let mut random = fastrand::Rng::with_seed(1);
        for _ in 0..500 {
            let mut span = || {
                let start = random.u32(..40);
                Span::new(start, start + random.u32(..1 + 40 / (start + 1)))
            };
            let mut places: Vec<(Span, u32)> = (0..30).map(|owner| (span(), owner)).collect();
            let inner = span();
            let around = Around::of(places.iter().copied());
            places.sort_by_key(|(place, owner)| (place.start, *owner));
            let expected: Vec<u32> =
                places.iter().filter(|(place, _)| place.contains(inner)).map(|(_, owner)| *owner).collect();
            assert_eq!(around.containing(inner), expected);
        }
        assert!(Around::default().containing(Span::at(0)).is_empty());
        assert!(Around::of([]).containing(Span::at(0)).is_empty());
    }
}
