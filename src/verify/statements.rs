//! Proves that two statements in a row are still two.
//!
//! A statement whose first bytes are cut off or replaced has no mapped place, so the comparison of nodes
//! says nothing about it. If some of its code is kept, there must be a statement around that code which
//! contains no code of its neighbours.

use super::map::Map;
use super::side::Side;
use super::statement::{Statement, without_semicolon};
use crate::edit::Span;
use crate::syntax::Comment;
use crate::tree::NodeId;
use rustc_hash::FxHashMap;

/// What is left of a statement.
struct Remains {
    /// The span of the statement in the input.
    old: Span,
    /// From the first to the last byte of its code in the output.
    new: Span,
}

/// Proves that the kept code of each statement is in one statement, and that of two statements in a row
/// is in two.
///
/// # Errors
/// The statement whose code is in none, or the two whose code is in one.
pub fn stay_apart(before: &Side, after: &Side, map: &Map) -> Result<(), String> {
    let mut output: Vec<Span> = after.statements.iter().map(|statement| statement.span).collect();
    output.sort_by_key(|place| (place.start, std::cmp::Reverse(place.end)));
    let mut last: FxHashMap<Option<NodeId>, Remains> = FxHashMap::default();
    for statement in &before.statements {
        let Some(here) = remains(before, statement, map) else { continue };
        if around(&output, &here).next().is_none() {
            return Err(format!("the statement at {:?} is none any more", here.old));
        }
        if let Some(above) = last.get(&statement.list)
            && above.old.end <= here.old.start
            && above.new.end <= here.new.start
            && !(ends_between(&output, above, &here) && starts_between(&output, above, &here))
        {
            return Err(format!("the statements at {:?} and {:?} became one", above.old, here.old));
        }
        last.insert(statement.list, here);
    }
    Ok(())
}

fn remains(side: &Side, statement: &Statement, map: &Map) -> Option<Remains> {
    let old = without_semicolon(statement.span, side.text);
    let code = map.kept_in(old).filter_map(|(kept, to_new)| {
        let code = code_in(side.text, &side.comments, kept)?;
        Some((to_new(code.start), to_new(code.end)))
    });
    let (start, end) = code.reduce(|one, other| (one.0.min(other.0), one.1.max(other.1)))?;
    Some(Remains { old, new: Span::new(start, end) })
}

/// From the first to the last byte in `place` that is neither white space nor in a comment.
fn code_in(text: &str, comments: &[Comment], place: Span) -> Option<Span> {
    let mut rest = place;
    loop {
        let blank = rest.of(text).len() - rest.of(text).trim_start().len();
        rest.start += blank as u32;
        match comment_at(comments, rest.start) {
            Some(comment) if !rest.is_empty() => rest.start = comment.end.min(rest.end),
            _ => break,
        }
    }
    loop {
        rest.end = rest.start + rest.of(text).trim_end().len() as u32;
        match rest.end.checked_sub(1).and_then(|last| comment_at(comments, last)) {
            Some(comment) if !rest.is_empty() => rest.end = comment.start.max(rest.start),
            _ => break,
        }
    }
    (!rest.is_empty()).then_some(rest)
}

fn comment_at(comments: &[Comment], at: u32) -> Option<Span> {
    let index = comments.partition_point(|comment| comment.span.start <= at).checked_sub(1)?;
    Some(comments[index].span).filter(|comment| at < comment.end)
}

/// Whether a statement around the rest of `above` ends before `here` starts.
fn ends_between(output: &[Span], above: &Remains, here: &Remains) -> bool {
    around(output, above).any(|statement| statement.end <= here.new.start)
}

/// Whether a statement around the rest of `here` starts after the end of `above`.
fn starts_between(output: &[Span], above: &Remains, here: &Remains) -> bool {
    around(output, here).next().is_some_and(|statement| statement.start >= above.new.end)
}

/// The statements of the output around the rest of one, innermost first.
fn around<'o>(output: &'o [Span], remains: &Remains) -> impl Iterator<Item = &'o Span> {
    let Span { start, end } = remains.new;
    let behind = output.partition_point(|statement| statement.start <= start);
    output[..behind].iter().rev().filter(move |statement| end <= statement.end)
}
