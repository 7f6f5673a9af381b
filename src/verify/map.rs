//! The offset map between the input and the output.

use crate::edit::{Applied, Kept, Span, by_old};

/// Maps byte offsets of the input to those of the output, and back.
pub struct Map<'m> {
    by_old: Vec<&'m Kept>,
    by_new: &'m [Kept],
}

impl<'m> Map<'m> {
    /// The map of the text that the edits keep.
    pub fn new(applied: &'m Applied) -> Self {
        Map { by_old: by_old(&applied.kept), by_new: &applied.kept }
    }

    /// The offset in the output of a byte of the input, if it is kept.
    pub fn to_new(&self, old: u32) -> Option<u32> {
        let index = self.by_old.partition_point(|kept| kept.old.start <= old).checked_sub(1)?;
        let kept = self.by_old[index];
        (old < kept.old.end).then(|| kept.new_start + (old - kept.old.start))
    }

    /// The offset in the input of a byte of the output, if it is old.
    pub fn to_old(&self, new: u32) -> Option<u32> {
        let index = self.by_new.partition_point(|kept| kept.new_start <= new).checked_sub(1)?;
        let kept = self.by_new[index];
        let into = new - kept.new_start;
        (into < kept.old.end - kept.old.start).then(|| kept.old.start + into)
    }

    /// The parts of `old` that are kept in order, each with a function that maps an offset in it to the
    /// output.
    pub fn kept_in(&self, old: Span) -> impl Iterator<Item = (Span, impl Fn(u32) -> u32)> {
        let first = self.by_old.partition_point(|kept| kept.old.end <= old.start);
        let meets = self.by_old[first..].iter().take_while(move |kept| kept.old.start < old.end);
        meets.filter(move |kept| kept.is_in_place(old)).map(move |kept| {
            let Kept { old: whole, new_start, .. } = **kept;
            let part = Span::new(whole.start.max(old.start), whole.end.min(old.end));
            (part, move |at: u32| new_start + (at - whole.start))
        })
    }

    /// The span in the output of a span of the input, if that is kept as a whole.
    pub fn whole_to_new(&self, old: Span) -> Option<Span> {
        let index = self.by_old.partition_point(|kept| kept.old.start <= old.start).checked_sub(1)?;
        let kept = self.by_old[index];
        let start = kept.new_start + (old.start - kept.old.start);
        (!old.is_empty() && kept.old.contains(old)).then(|| Span::new(start, start + (old.end - old.start)))
    }

    /// The span in the input of a span of the output, if that is kept as a whole.
    pub fn whole_to_old(&self, new: Span) -> Option<Span> {
        let index = self.by_new.partition_point(|kept| kept.new_start <= new.start).checked_sub(1)?;
        let kept = self.by_new[index];
        let old = Span::new(kept.old.start + (new.start - kept.new_start), kept.old.start + (new.end - kept.new_start));
        (!new.is_empty() && kept.old.contains(old)).then_some(old)
    }

    /// Whether kept text ends at `old` because the text after it is removed.
    pub fn is_cut_at(&self, old: u32) -> bool {
        let index = self.by_old.partition_point(|kept| kept.old.end < old);
        self.by_old.get(index).is_some_and(|kept| kept.old.end == old)
    }

    /// Whether kept text starts at `old` because the text before it is removed.
    pub fn is_cut_before(&self, old: u32) -> bool {
        let index = self.by_old.partition_point(|kept| kept.old.start < old);
        self.by_old.get(index).is_some_and(|kept| kept.old.start == old)
    }
}

/// Maps a span whose first and last byte are kept, in this order.
pub fn mapped(span: Span, map: impl Fn(u32) -> Option<u32>) -> Option<Span> {
    let start = map(span.start)?;
    let end = map(span.end.checked_sub(1)?)? + 1;
    (!span.is_empty() && start < end).then(|| Span::new(start, end))
}
