//! Edits by byte span, and applying them.
//!
//! The one idea: an edit's replacement is a list of [`Piece`]s, each either new text or a *span of
//! the old text*. Code that moves (a callback that becomes a constructor option) is a span, so the
//! edits inside it move with it, and no two edits replace the same bytes.
//!
//! Nothing here knows JavaScript.

mod around;
mod span;

pub use around::Around;
pub use span::{Cover, Span, Within, boundary, end_boundary, part};

use around::Index;
use std::borrow::Cow;

/// A part of a replacement.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Piece {
    /// Text that was not there before.
    New(Cow<'static, str>),
    /// Text of the input, rendered with the edits that lie inside it.
    Old(Span),
}

impl Piece {
    /// New text.
    pub fn new(text: impl Into<Cow<'static, str>>) -> Self {
        Piece::New(text.into())
    }
}

/// Replaces the bytes of `span` by the pieces of `with`, in order.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Edit {
    /// What is replaced; empty for an insertion.
    pub span: Span,
    /// What stands there afterwards; empty for a deletion.
    pub with: Vec<Piece>,
}

impl Edit {
    /// The bytes of `span` go.
    pub fn delete(span: Span) -> Self {
        debug_assert!(!span.is_empty(), "nothing to delete at {}", span.start);
        Edit { span, with: Vec::new() }
    }

    /// `with` goes in at `at`.
    pub fn insert(at: u32, with: Vec<Piece>) -> Self {
        Edit { span: Span::at(at), with }
    }

    /// `with` stands in the place of the bytes of `span`.
    pub fn replace(span: Span, with: Vec<Piece>) -> Self {
        debug_assert!(!span.is_empty(), "nothing to replace at {}", span.start);
        Edit { span, with }
    }

    /// What the replacement keeps of the old text.
    fn olds(&self) -> impl Iterator<Item = Span> {
        self.with.iter().filter_map(|piece| match piece {
            Piece::Old(old) => Some(*old),
            Piece::New(_) => None,
        })
    }
}

/// Two edits that cannot both be carried out. Always a bug of this program, never a fault of the input.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Conflict {
    /// Where the two meet.
    pub at: Span,
}

/// A piece of the input that stands unchanged in the output.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Kept {
    /// Its place in the input.
    pub old: Span,
    /// Where its first byte stands in the output.
    pub new_start: u32,
    /// The text that it was moved with, if it stands elsewhere now.
    pub moved: Option<Span>,
}

impl Kept {
    /// Whether it stands where it stood in relation to the rest of `whole`.
    pub fn is_in_place(&self, whole: Span) -> bool {
        self.moved.is_none_or(|moved| moved.contains(whole))
    }
}

/// New text in the output.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fresh {
    /// Its place in the output.
    pub new: Span,
    /// What the edit that brought it replaces.
    pub edit: Span,
}

/// The outcome of applying edits: the new text, and what of it is old.
#[derive(Debug, Clone)]
pub struct Applied {
    /// The whole new text.
    pub text: String,
    /// The unchanged parts, in the order of the output.
    pub kept: Vec<Kept>,
    /// The new parts, in the order of the output.
    pub fresh: Vec<Fresh>,
}

/// A set of edits over one file.
#[derive(Debug, Clone, Default)]
pub struct Edits {
    /// Invariant: sorted by start, insertions first, outer before inner. Insertions at one offset
    /// keep the order in which they were added.
    sorted: Vec<Edit>,
    /// Which of them are around a place.
    index: Box<Index>,
}

impl PartialEq for Edits {
    fn eq(&self, other: &Self) -> bool {
        self.sorted == other.sorted
    }
}

impl Eq for Edits {}

impl Edits {
    /// Sorts `edits` into a set.
    pub fn new(mut edits: Vec<Edit>) -> Self {
        edits.sort_by_key(|edit| {
            let Span { start, end } = edit.span;
            (start, start != end, std::cmp::Reverse(end))
        });
        Edits { sorted: edits, index: Box::default() }
    }

    /// Whether there is nothing to do.
    pub fn is_empty(&self) -> bool {
        self.sorted.is_empty()
    }

    /// The edits, sorted.
    pub fn iter(&self) -> impl Iterator<Item = &Edit> {
        self.sorted.iter()
    }

    /// How many bytes they put in.
    pub fn new_text(&self) -> usize {
        let pieces = self.sorted.iter().flat_map(|edit| &edit.with);
        pieces.map(|piece| if let Piece::New(text) = piece { text.len() } else { 0 }).sum()
    }

    /// The edits that replace the text of `span`, or more, each with its index.
    fn around(&self, span: Span) -> impl Iterator<Item = (usize, &Edit)> {
        let index = self.index.spans.get_or_init(|| {
            let all = (0..).zip(&self.sorted).filter(|(_, edit)| !edit.span.is_empty());
            Around::of(all.map(|(at, edit)| (edit.span, at)))
        });
        index.containing(span).into_iter().map(|at| (at as usize, &self.sorted[at as usize]))
    }

    /// The edits that keep the text of `span`, perhaps at another place.
    fn keeping(&self, span: Span) -> impl Iterator<Item = &Edit> {
        let index = self.index.olds.get_or_init(|| {
            let all = (0..).zip(&self.sorted).flat_map(|(at, edit)| edit.olds().map(move |old| (old, at)));
            Around::of(all)
        });
        index.containing(span).into_iter().map(|at| &self.sorted[at as usize])
    }

    /// Whether a place is inside of text that is replaced, and not at its edge.
    pub fn replaces(&self, at: u32) -> bool {
        self.around(Span::at(at)).any(|(_, edit)| edit.span.start < at && at < edit.span.end)
    }

    /// Whether the text of `span` is not in the output: replaced by an edit around it, and not in
    /// what an edit keeps, which it may keep in several pieces.
    pub fn removes(&self, span: Span) -> bool {
        let first = Span::new(span.start, span.end.min(span.start + 1));
        let last = Span::new(span.end.saturating_sub(1).max(span.start), span.end);
        let holds = |edit: &Edit| {
            let has = |part: Span| edit.olds().any(|old| old.contains(part));
            has(first) && has(last)
        };
        // What goes in where an edit starts or ends stays beside it.
        let beside = |edit: &Edit| span.is_empty() && (edit.span.start == span.start || edit.span.end == span.end);
        let touching: Vec<&Edit> = self.around(span).map(|(_, edit)| edit).filter(|edit| !beside(edit)).collect();
        if touching.is_empty() {
            return false;
        }
        let cuts: Vec<&Edit> = touching.into_iter().filter(|edit| !holds(edit)).collect();
        // What an edit keeps may be cut by another inside of it.
        let is_cut_within = |edit: &Edit| {
            let inside = |cut: &Edit| edit.olds().any(|old| old.contains(cut.span) && old != cut.span);
            cuts.iter().any(|cut| inside(cut))
        };
        !self.keeping(first).any(|edit| holds(edit) && !is_cut_within(edit))
    }

    /// The text after all edits.
    ///
    /// # Errors
    /// A [`Conflict`] where two edits overlap without one lying in text the other keeps, where one span of
    /// old text would be rendered twice, or where an edit is not between two characters of `source`.
    pub fn apply(&self, source: &str) -> Result<Applied, Conflict> {
        self.apply_in(source, Span::new(0, offset(source.len())))
    }

    /// The same of a part of `source` that holds all edits; places in the new text count from its start.
    ///
    /// # Errors
    /// As for [`Edits::apply`].
    pub fn apply_in(&self, source: &str, range: Span) -> Result<Applied, Conflict> {
        let splits = |span: &Span| source.get(span.start as usize..span.end as usize).is_none();
        if let Some(at) = self.places().find(splits) {
            return Err(Conflict { at });
        }
        for pair in self.sorted.windows(2) {
            if pair[0].span == pair[1].span && !pair[0].span.is_empty() {
                return Err(Conflict { at: pair[0].span });
            }
        }
        let out = String::with_capacity((range.end - range.start) as usize + 256);
        let mut render = Render { source, edits: self, out, kept: Vec::new(), fresh: Vec::new() };
        render.range(range, None, None)?;
        for pair in by_old(&render.kept).windows(2) {
            if pair[0].old.end > pair[1].old.start {
                return Err(Conflict { at: pair[1].old });
            }
        }
        render.out.shrink_to_fit();
        render.kept.shrink_to_fit();
        render.fresh.shrink_to_fit();
        Ok(Applied { text: render.out, kept: render.kept, fresh: render.fresh })
    }

    /// Every place that the edits name.
    fn places(&self) -> impl Iterator<Item = Span> + '_ {
        self.sorted.iter().flat_map(|edit| std::iter::once(edit.span).chain(edit.olds()))
    }

    /// The text after edits that have been proven to be in no conflict; none where there are none.
    pub fn applied(&self, source: &str) -> Option<Applied> {
        if self.is_empty() { None } else { self.apply(source).ok() }
    }
}

/// What is kept, by where it stood.
pub fn by_old(kept: &[Kept]) -> Vec<&Kept> {
    let mut kept: Vec<&Kept> = kept.iter().collect();
    kept.sort_by_key(|kept| kept.old);
    kept
}

struct Render<'a> {
    source: &'a str,
    edits: &'a Edits,
    out: String,
    kept: Vec<Kept>,
    fresh: Vec<Fresh>,
}

impl Render<'_> {
    /// Renders the old text of `range` with the edits inside it. `by` is the index of the edit that
    /// keeps this text: insertions at the edges of what it keeps stay where they were. `moved` is the
    /// text that this is a part of, if that goes elsewhere.
    fn range(&mut self, range: Span, by: Option<usize>, moved: Option<Span>) -> Result<(), Conflict> {
        let mut at = range.start;
        let edits = self.edits;
        // Of those that start in front of the range, each is around all of it, or meets its first byte.
        let meets = |edit: &Edit| edit.span.start < range.start && range.start < edit.span.end;
        for (index, edit) in edits.around(Span::at(range.start)).filter(|(_, edit)| meets(edit)) {
            if Some(index) != by {
                self.belongs(edit, range, by.is_some())?;
            }
        }
        let first = edits.sorted.partition_point(|edit| edit.span.start < range.start);
        for (index, edit) in edits.sorted.iter().enumerate().skip(first) {
            let Span { start, end } = edit.span;
            if start > range.end {
                break;
            }
            if Some(index) == by || !self.belongs(edit, range, by.is_some())? {
                continue;
            }
            if start < at {
                if end <= at {
                    continue; // It lies in text that an outer edit has just replaced.
                }
                return Err(Conflict { at: edit.span });
            }
            self.keep(Span::new(at, start), moved);
            for piece in &edit.with {
                match piece {
                    Piece::New(text) => self.add(text, edit.span),
                    Piece::Old(old) if edit.span.contains(*old) => self.range(*old, Some(index), moved)?,
                    Piece::Old(old) => self.range(*old, Some(index), Some(*old))?,
                }
            }
            at = end;
        }
        self.keep(Span::new(at, range.end), moved);
        Ok(())
    }

    fn add(&mut self, text: &str, edit: Span) {
        let start = offset(self.out.len());
        self.out.push_str(text);
        self.fresh.push(Fresh { new: Span::new(start, offset(self.out.len())), edit });
    }

    /// Whether an edit of `span` is carried out when `range` is rendered.
    fn belongs(&self, edit: &Edit, range: Span, moved: bool) -> Result<bool, Conflict> {
        let span = edit.span;
        if span.is_empty() {
            let inside = range.start < span.start && span.start < range.end;
            return Ok(inside || (!moved && range.contains(span)));
        }
        let apart = span.end <= range.start || range.end <= span.start;
        // What takes just this text out of its old place is around it, not inside.
        let around = span.contains(range) && (span != range || (moved && edit.with.is_empty()));
        if apart || around {
            return Ok(false);
        }
        if range.contains(span) { Ok(true) } else { Err(Conflict { at: span }) }
    }

    fn keep(&mut self, old: Span, moved: Option<Span>) {
        if old.is_empty() {
            return;
        }
        let new_start = offset(self.out.len());
        self.out.push_str(old.of(self.source));
        if let Some(last) = self.kept.last_mut()
            && last.old.end == old.start
            && last.moved == moved
            && last.new_start + (last.old.end - last.old.start) == new_start
        {
            last.old.end = old.end;
            return;
        }
        self.kept.push(Kept { old, new_start, moved });
    }
}

fn offset(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests;
