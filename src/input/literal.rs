//! The members of an object literal, each with the comments and the comma that belong to it.
//!
//! A comment belongs to a member if it is on its own line directly above the member, or after the member on
//! the same line.

use crate::edit::{Span, part};
use crate::syntax::{Comment, span};
use crate::text;
use swc_common::Spanned;
use swc_ecma_ast::*;

/// A member of an object literal, with its comments and its comma.
#[derive(Debug, Clone)]
pub struct Member<'a> {
    /// The member itself.
    pub prop: &'a PropOrSpread,
    /// Its span, without the comma.
    pub span: Span,
    /// The comments that belong to it, in order.
    pub comments: Vec<Span>,
    /// The offset of the comma after it, if there is one.
    pub comma: Option<u32>,
}

/// Returns the members of `object`, in order.
pub fn members<'a>(source: &str, comments: &[Comment], object: &'a ObjectLit) -> Vec<Member<'a>> {
    let place = span(object);
    let inner: Vec<&Comment> = comments.iter().filter(|comment| place.contains(comment.span)).collect();
    let spans: Vec<Span> = object.props.iter().map(|prop| span(&prop.span())).collect();
    let mut members = Vec::new();
    for (index, prop) in object.props.iter().enumerate() {
        let own = spans[index];
        let next = spans.get(index + 1).map_or(place.end - 1, |next| next.start);
        let comma = comma_between(source, comments, own.end, next);
        let before = index.checked_sub(1).map_or(place.start + 1, |last| spans[last].end);
        let mut belonging = above(source, &inner, before, own.start);
        belonging.extend(behind(source, &inner, own.end, next, spans.get(index + 1)));
        members.push(Member { prop, span: own, comments: belonging, comma });
    }
    members
}

/// Returns the offset of the first comma between `from` and `to` that is not in a comment. None if there is none.
pub fn comma_between(source: &str, comments: &[Comment], from: u32, to: u32) -> Option<u32> {
    let commented = |at: u32| {
        let behind = comments.partition_point(|comment| comment.span.start <= at);
        behind.checked_sub(1).is_some_and(|last| at < comments[last].span.end)
    };
    let text = source.get(from as usize..to as usize)?;
    text.match_indices(',').map(|(index, _)| from + index as u32).find(|at| !commented(*at))
}

/// Returns the comments after `before` that are on lines of their own directly above `start`, without an empty
/// line in between. In source order.
pub fn above(source: &str, comments: &[&Comment], before: u32, start: u32) -> Vec<Span> {
    let mut found = Vec::new();
    let mut below = start;
    if !text::is_first_on_line(source, start) {
        return found;
    }
    let near = |at: u32| comments.partition_point(|comment| comment.span.start < at);
    for comment in comments[near(before).min(near(start))..near(start)].iter().rev() {
        let Span { start: from, end } = comment.span;
        if end > below {
            continue;
        }
        let between = part(source, end as usize..below as usize);
        let adjacent = between.trim().is_empty() && text::next_line(source, end) == text::line_start(source, below);
        if !adjacent || !text::is_first_on_line(source, from) {
            break;
        }
        found.insert(0, comment.span);
        below = from;
    }
    found
}

/// Returns the comments after a member on its last line. Empty if another member is on that line.
pub fn behind(source: &str, comments: &[&Comment], end: u32, next: u32, follows: Option<&Span>) -> Vec<Span> {
    let line_end = text::line_end(source, end);
    if follows.is_some_and(|next| next.start < line_end) {
        return Vec::new();
    }
    let first = comments.partition_point(|comment| comment.span.start < end);
    let mine = comments[first..].iter().map(|comment| comment.span);
    mine.take_while(|span| span.start < line_end).filter(|span| span.end <= next).collect()
}
