//! Comparing two texts line by line.

use crate::edit::{Kept, part};
use memchr::{memchr, memchr_iter, memrchr};
use similar::{Algorithm, DiffOp, capture_diff_slices};
use std::ops::Range;

/// The lines of a text, each with its `\n`.
pub fn lines(text: &str) -> Vec<&str> {
    let mut lines = Vec::with_capacity(count(text));
    let mut start = 0;
    for end in memchr_iter(b'\n', text.as_bytes()).map(|at| at + 1).chain([text.len()]) {
        if start < end {
            lines.push(part(text, start..end));
        }
        start = end;
    }
    lines
}

/// A hunk: whole lines in which two texts differ.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Window {
    /// Its byte range in the old text.
    pub old: Range<usize>,
    /// Its byte range in the new text.
    pub new: Range<usize>,
    /// How many lines precede it in the old text and in the new one.
    pub before: (usize, usize),
    /// The ranges in it that are known to be equal, in the old text and in the new one.
    same: Vec<(Range<usize>, Range<usize>)>,
}

impl Window {
    /// Returns the operations that turn the old lines into the new ones. Lines that are known to be equal
    /// stay equal, and so do the lines at the ends.
    pub fn differences(&self, old: &str, new: &str) -> Vec<DiffOp> {
        let mut ops = Vec::new();
        let (mut old_at, mut new_at) = ((self.old.start, 0), (self.new.start, 0));
        let end = (self.old.end..self.old.end, self.new.end..self.new.end);
        for (same, there) in self.same.iter().cloned().chain([end]) {
            let (before, after) = (part(old, old_at.0..same.start), part(new, new_at.0..there.start));
            for op in capture_diff_slices(Algorithm::Myers, &lines(before), &lines(after)) {
                add(&mut ops, shifted(op, old_at.1, new_at.1));
            }
            let (old_index, new_index) = (old_at.1 + count(before), new_at.1 + count(after));
            let len = count(part(old, same.clone()));
            add(&mut ops, DiffOp::Equal { old_index, new_index, len });
            (old_at, new_at) = ((same.end, old_index + len), (there.end, new_index + len));
        }
        ops
    }
}

/// Returns the hunks in which `new` differs from `old`, each with at least `context` lines around it. The
/// lines that are known to be `kept`, in the order of the new text, are not compared.
pub fn windows(old: &str, new: &str, kept: &[Kept], context: usize) -> Vec<Window> {
    let mut windows: Vec<Window> = Vec::new();
    let end = (old.len()..old.len(), new.len()..new.len());
    let mut same = (0..0, 0..0);
    for next in blocks(old, new, kept).chain([end]) {
        let (above, there) = std::mem::replace(&mut same, next.clone());
        if above.end == next.0.start && there.end == next.1.start {
            continue;
        }
        let (head, tail) =
            (last_lines(part(old, above.clone()), context), first_lines(part(old, next.0.clone()), context));
        let old_place = above.end - head..next.0.start + tail;
        let new_place = there.end - head..next.1.start + tail;
        let below = (next.0.start..old_place.end, next.1.start..new_place.end);
        match windows.last_mut() {
            Some(last) if last.old.end >= old_place.start => {
                (last.old.end, last.new.end) = (old_place.end, new_place.end);
                last.same.pop();
                last.same.extend([(above, there), below]);
            }
            last => {
                let (old_at, new_at, (old_lines, new_lines)) =
                    last.map_or((0, 0, (0, 0)), |last| (last.old.start, last.new.start, last.before));
                let before = (
                    old_lines + count(part(old, old_at..old_place.start)),
                    new_lines + count(part(new, new_at..new_place.start)),
                );
                let same = vec![(old_place.start..above.end, new_place.start..there.end), below];
                windows.push(Window { old: old_place, new: new_place, before, same });
            }
        }
    }
    windows
}

/// Returns the length of the first `number` lines of a text, in bytes.
fn first_lines(text: &str, number: usize) -> usize {
    let ends = memchr_iter(b'\n', text.as_bytes()).map(|at| at + 1);
    ends.chain([text.len()]).take(number).last().unwrap_or(0)
}

/// Returns the length of the last `number` lines of a text, in bytes.
fn last_lines(text: &str, number: usize) -> usize {
    let mut start = text.len();
    for _ in 0..number {
        let above = part(text, ..start).strip_suffix('\n').unwrap_or(part(text, ..start));
        start = memrchr(b'\n', above.as_bytes()).map_or(0, |at| at + 1);
    }
    text.len() - start
}

fn count(text: &str) -> usize {
    memchr_iter(b'\n', text.as_bytes()).count() + usize::from(!text.is_empty() && !text.ends_with('\n'))
}

/// Returns the ranges of whole lines that are kept, in the old text and in the new one. Text that moved is
/// left out.
fn blocks<'k>(old: &'k str, new: &'k str, kept: &'k [Kept]) -> impl Iterator<Item = (Range<usize>, Range<usize>)> + 'k {
    let mut done = 0;
    kept.iter().filter_map(move |piece| {
        let (start, end) = (piece.old.start as usize, piece.old.end as usize);
        let there = piece.new_start as usize;
        let text = &old.as_bytes()[start..end];
        let starts_line = |text: &str, at: usize| at == 0 || text.as_bytes()[at - 1] == b'\n';
        let first = match starts_line(old, start) && starts_line(new, there) {
            true => 0,
            false => memchr(b'\n', text)? + 1,
        };
        let last = match end == old.len() && there + text.len() == new.len() {
            true => text.len(),
            false => memrchr(b'\n', text)? + 1,
        };
        let same = start + first..start + last;
        if same.start >= same.end || same.start < done {
            return None;
        }
        done = same.end;
        Some((same, there + first..there + last))
    })
}

/// Adds an operation. Two operations about equal lines are merged.
fn add(ops: &mut Vec<DiffOp>, op: DiffOp) {
    match (ops.last_mut(), op) {
        (_, DiffOp::Equal { len: 0, .. }) => {}
        (Some(DiffOp::Equal { len, .. }), DiffOp::Equal { len: more, .. }) => *len += more,
        (_, op) => ops.push(op),
    }
}

fn shifted(op: DiffOp, old: usize, new: usize) -> DiffOp {
    match op {
        DiffOp::Equal { old_index, new_index, len } => {
            DiffOp::Equal { old_index: old_index + old, new_index: new_index + new, len }
        }
        DiffOp::Delete { old_index, old_len, new_index } => {
            DiffOp::Delete { old_index: old_index + old, old_len, new_index: new_index + new }
        }
        DiffOp::Insert { old_index, new_index, new_len } => {
            DiffOp::Insert { old_index: old_index + old, new_index: new_index + new, new_len }
        }
        DiffOp::Replace { old_index, old_len, new_index, new_len } => {
            DiffOp::Replace { old_index: old_index + old, old_len, new_index: new_index + new, new_len }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::edit::{Edit, Edits, Piece, Span};
    use similar::DiffTag;
    #[test]
    fn what_is_kept_gives_the_same_text() {
        let mut random = fastrand::Rng::with_seed(1);
        for _ in 0..5_000 {
            let old: String =
                (0..random.usize(..40)).map(|_| ["a", "b\n", "\n", "é", "c;\n"][random.usize(..5)]).collect();
            let starts: Vec<u32> = old.char_indices().map(|(at, _)| at as u32).chain([old.len() as u32]).collect();
            let place = |random: &mut fastrand::Rng| {
                let at = random.usize(..starts.len());
                Span::new(starts[at], starts[(at + random.usize(..4)).min(starts.len() - 1)])
            };
            let edit = |random: &mut fastrand::Rng| {
                let span = place(random);
                let pieces = [Piece::new("x"), Piece::new("\n"), Piece::new("b\ny"), Piece::Old(span)];
                Edit { span, with: (0..random.usize(..3)).map(|_| pieces[random.usize(..4)].clone()).collect() }
            };
            let edits = Edits::new((0..random.usize(..4)).map(|_| edit(&mut random)).collect());
            let Ok(applied) = edits.apply(&old) else { continue };
            let new = applied.text;
            let (mut remade, mut at) = (String::new(), 0);
            for window in windows(&old, &new, &applied.kept, 2) {
                assert_eq!(window.before, (count(&old[..window.old.start]), count(&new[..window.new.start])));
                remade.push_str(&old[at..window.old.start]);
                assert_eq!(remade, new[..window.new.start]);
                let (mut line, mut is_same) = (0, false);
                let (gone, fresh) = (lines(&old[window.old.clone()]), lines(&new[window.new.clone()]));
                for op in window.differences(&old, &new) {
                    assert_eq!(op.old_range().start, line);
                    line = op.old_range().end;
                    assert!(!is_same || op.tag() != DiffTag::Equal);
                    is_same = op.tag() == DiffTag::Equal;
                    match is_same {
                        true => remade.push_str(&gone[op.old_range()].concat()),
                        false => remade.push_str(&fresh[op.new_range()].concat()),
                    }
                }
                assert_eq!(line, gone.len());
                assert!(is_same || window.old.end == old.len(), "{old:?} {new:?}");
                at = window.old.end;
            }
            assert_eq!(remade + &old[at..], new);
        }
    }
}
