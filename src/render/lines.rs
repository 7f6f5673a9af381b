//! Which lines of two texts differ.

use crate::edit::Kept;
use memchr::{memchr, memchr_iter, memrchr};
use similar::{Algorithm, DiffOp, capture_diff_slices};
use std::ops::Range;

/// The lines of a text, each with its `\n`.
pub fn lines(text: &str) -> Vec<&str> {
    let mut lines = Vec::with_capacity(count(text));
    let mut start = 0;
    for end in memchr_iter(b'\n', text.as_bytes()).map(|at| at + 1).chain([text.len()]) {
        if start < end {
            lines.push(&text[start..end]);
        }
        start = end;
    }
    lines
}

/// What makes the lines of `new` of those of `old`. Lines of what is known to be `kept`, in the order
/// of the new text, are not compared.
pub fn differences(old: &str, new: &str, kept: &[Kept]) -> Vec<DiffOp> {
    let mut ops = Vec::new();
    let (mut old_at, mut new_at) = (At::default(), At::default());
    let end = (old.len()..old.len(), new.len()..new.len());
    for (same, there) in blocks(old, new, kept).chain([end]) {
        let (before, after) = (&old[old_at.byte..same.start], &new[new_at.byte..there.start]);
        for op in capture_diff_slices(Algorithm::Myers, &lines(before), &lines(after)) {
            add(&mut ops, shifted(op, old_at.line, new_at.line));
        }
        (old_at, new_at) = (old_at.behind(before), new_at.behind(after));
        let text = &old[same];
        let (old_index, new_index, len) = (old_at.line, new_at.line, count(text));
        add(&mut ops, DiffOp::Equal { old_index, new_index, len });
        (old_at, new_at) = (old_at.behind(text), new_at.behind(text));
    }
    ops
}

/// A place between two lines.
#[derive(Debug, Clone, Copy, Default)]
struct At {
    byte: usize,
    line: usize,
}

impl At {
    fn behind(self, text: &str) -> At {
        At { byte: self.byte + text.len(), line: self.line + count(text) }
    }
}

fn count(text: &str) -> usize {
    memchr_iter(b'\n', text.as_bytes()).count() + usize::from(!text.is_empty() && !text.ends_with('\n'))
}

/// The whole lines in what is kept, before and after. What moved is left out.
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

/// Adds an operation, as part of the last one where both say that lines are the same.
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

    /// The new text, put together of what the operations say.
    fn remade(ops: &[DiffOp], old: &str, new: &str) -> String {
        let (old, new) = (lines(old), lines(new));
        let mut at = 0;
        let mut text = String::new();
        for op in ops {
            assert_eq!(op.old_range().start, at, "{ops:?}");
            at = op.old_range().end;
            match op.tag() {
                DiffTag::Equal => text.push_str(&old[op.old_range()].concat()),
                _ => text.push_str(&new[op.new_range()].concat()),
            }
        }
        assert_eq!(at, old.len(), "{ops:?}");
        text
    }

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
            let ops = differences(&old, &applied.text, &applied.kept);
            assert_eq!(remade(&ops, &old, &applied.text), applied.text);
            let equal = |pair: &[DiffOp]| pair.iter().all(|op| op.tag() == DiffTag::Equal);
            assert!(!ops.windows(2).any(equal), "{ops:?}");
        }
    }
}
