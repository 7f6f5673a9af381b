//! The members of an object literal, and taking some of them out.
//!
//! Commas, comments and lines around a removed member are where rewriting goes wrong, so all
//! members of one literal are kept or dropped together, here and nowhere else.
//!
//! A comment on its own line directly above a member, or behind it on its line, belongs to it and
//! goes with it. Every other comment stays where it is.

use crate::edit::{Cover, Edit, Piece, Span, part};
use crate::input::literal::Member;
use crate::syntax::Comment;
use crate::text;
use std::collections::HashSet;

/// The edits that take the members out for which `drops` says so.
pub fn drop_members(
    source: &str,
    comments: &[Comment],
    literal: Span,
    members: &[Member],
    drops: impl Fn(usize) -> bool,
) -> Vec<Edit> {
    let dropped: Vec<bool> = (0..members.len()).map(drops).collect();
    if !dropped.contains(&true) {
        return Vec::new();
    }
    let going = || members.iter().zip(&dropped).filter(|(_, gone)| **gone).map(|(member, _)| member);
    let gone = Cover::of(going().map(|member| member.span));
    let with_them: HashSet<Span> = going().flat_map(|member| member.comments.iter().copied()).collect();
    let stays = |comment: &Comment| {
        literal.contains(comment.span) && !gone.covers(comment.span) && !with_them.contains(&comment.span)
    };
    let staying: Vec<Span> = comments.iter().filter(|comment| stays(comment)).map(|comment| comment.span).collect();
    if !dropped.contains(&false) && staying.iter().all(|comment| comment.start < literal.start) {
        let inside = Span::new(literal.start + 1, literal.end - 1);
        return vec![Edit::delete(inside)];
    }
    let mut regions = Vec::new();
    for (index, member) in members.iter().enumerate().filter(|(index, _)| dropped[*index]) {
        regions.push(region(source, literal, members, index));
        // A comment that belongs here but lies outside of the region, above a comment that stays.
        regions.extend(member.comments.iter().copied());
    }
    regions.extend(last_comma(members, &dropped));
    let mut regions = merge(regions);
    let last_end = members.last().map_or(0, |last| last.span.end);
    for region in &mut regions {
        // Behind the last member that stays, one side's blanks are enough.
        if region.end >= last_end && !text::is_first_on_line(source, region.start) {
            region.start = text::back_over_blanks(source, region.start).max(literal.start + 1);
        }
    }
    let regions = merge(regions);
    let cuts = regions.into_iter().flat_map(|region| without(source, region, &staying));
    let whole = |cut: Edit| match cut.with.is_empty() {
        true => Edit { span: without_blank_line(source, literal, cut.span), ..cut },
        false => cut,
    };
    cuts.map(whole).collect()
}

/// A cut that would leave nothing but blanks on its line takes the line.
fn without_blank_line(source: &str, literal: Span, cut: Span) -> Span {
    let lines = text::whole_lines(source, Span::new(cut.start, cut.end.max(cut.start + 1) - 1));
    let is_blank = |from: u32, to: u32| from <= to && part(source, from as usize..to as usize).trim().is_empty();
    let inside = literal.start < lines.start && lines.end < literal.end;
    let alone = inside && cut.end < lines.end && is_blank(lines.start, cut.start) && is_blank(cut.end, lines.end);
    if alone { lines } else { cut }
}

/// The bytes that go with a member: its lines where it has them to itself, else it and its comma.
fn region(source: &str, literal: Span, members: &[Member], index: usize) -> Span {
    let member = &members[index];
    let last = member.comments.last().map_or(0, |comment| comment.end);
    let end = member.comma.map_or(member.span.end, |comma| comma + 1).max(member.span.end).max(last);
    let first = member.comments.first().map_or(member.span.start, |comment| comment.start.min(member.span.start));
    let own_lines = text::is_first_on_line(source, first) && text::is_last_on_line(source, end);
    if own_lines && text::line_start(source, first) > literal.start {
        return Span::new(text::line_start(source, first), text::next_line(source, end).min(literal.end - 1));
    }
    let follows = members.get(index + 1).is_some_and(|next| next.span.start <= text::line_end(source, end));
    if follows {
        return Span::new(first, text::skip_blanks(source, end));
    }
    let from = if text::is_first_on_line(source, first) { first } else { text::back_over_blanks(source, first) };
    Span::new(from.max(literal.start + 1), end)
}

/// The comma that a new last member must lose, if the old last one had none.
fn last_comma(members: &[Member], dropped: &[bool]) -> Option<Span> {
    let ends_bare = members.last().is_some_and(|member| member.comma.is_none());
    let last_kept = dropped.iter().rposition(|gone| !gone)?;
    if !ends_bare || last_kept + 1 == members.len() {
        return None;
    }
    members[last_kept].comma.map(|comma| Span::new(comma, comma + 1))
}

fn merge(mut spans: Vec<Span>) -> Vec<Span> {
    spans.sort();
    let mut merged: Vec<Span> = Vec::new();
    for span in spans {
        match merged.last_mut() {
            Some(last) if span.start <= last.end => last.end = last.end.max(span.end),
            _ => merged.push(span),
        }
    }
    merged
}

/// The cuts that take `region` out without the comments that stay.
fn without(source: &str, region: Span, staying: &[Span]) -> Vec<Edit> {
    let first = staying.partition_point(|comment| comment.start < region.start);
    let near = staying[first..].iter().copied().take_while(|comment| comment.start <= region.end);
    let inside: Vec<Span> = near.filter(|comment| region.contains(*comment)).collect();
    let mut cuts = Vec::new();
    let mut at = region.start;
    for comment in &inside {
        cuts.extend(above_comment(source, at, comment.start));
        at = below_comment(source, *comment);
    }
    match inside.last() {
        Some(_) => cuts.extend(behind_comment(source, at, region.end)),
        None => cuts.push(Edit::delete(region)),
    }
    cuts.retain(|cut| !cut.span.is_empty());
    cuts
}

/// The cut in front of a comment that stays: one that has its line to itself keeps it.
fn above_comment(source: &str, from: u32, comment: u32) -> Option<Edit> {
    let line = text::line_start(source, comment);
    let has_line = text::is_first_on_line(source, comment) && from < line;
    let end = if has_line && text::line_start(source, from) == from {
        line
    } else if text::is_first_on_line(source, from) {
        comment
    } else if has_line {
        part(source, ..line as usize).trim_end_matches(['\r', '\n']).len() as u32
    } else {
        without_last_blank(source, Span::new(from, comment))
    };
    (from < end).then(|| Edit::delete(Span::new(from, end)))
}

/// Where a cut goes on behind a comment that stays: on the next line, if the comment ends its own.
fn below_comment(source: &str, comment: Span) -> u32 {
    if text::is_last_on_line(source, comment.end) { text::next_line(source, comment.end) } else { comment.end }
}

/// The cut behind the last comment that stays, up to the next member or the end of a line. It is one, as
/// what moves out of it may go over lines.
fn behind_comment(source: &str, from: u32, to: u32) -> Option<Edit> {
    if to <= from {
        return None;
    }
    if text::line_start(source, from) != from {
        let end = without_last_blank(source, Span::new(from, to));
        return Some(Edit::delete(Span::new(from, end)));
    }
    let span = Span::new(from, to);
    if text::line_start(source, to) == to || text::is_last_on_line(source, to) {
        return Some(Edit::delete(span));
    }
    // What follows stands where it stood, also behind a comma that started its line.
    let code = text::skip_blanks(source, text::line_start(source, to)).min(to);
    let is_comma = Span::new(code, to).of(source).trim() == ",";
    let width = if is_comma { (to - code) as usize } else { 0 };
    let blanks = format!("{}{}", text::indent_at(source, to), " ".repeat(width));
    Some(Edit::replace(span, vec![Piece::new(blanks)]))
}

/// The end of a cut that leaves one blank between what is on its two sides.
fn without_last_blank(source: &str, cut: Span) -> u32 {
    let has_more = cut.start + 1 < cut.end;
    if has_more && cut.of(source).ends_with([' ', '\t']) { cut.end - 1 } else { cut.end }
}
