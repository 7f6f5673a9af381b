//! Removing members of an object literal.
//!
//! The commas, comments and lines around a removed member are easy to get wrong, so all members of one literal are
//! kept or removed together, and only here.
//!
//! A comment belongs to a member if it is on its own line directly above the member, or after the member on the
//! same line. It is removed with the member. Every other comment stays in its place.

use crate::edit::{Cover, Edit, Piece, Span, part};
use crate::input::literal::Member;
use crate::syntax::Comment;
use crate::text;
use std::collections::HashSet;

/// Returns the edits that remove the members whose indices `drops` accepts.
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
        // A comment of the member may be outside of the region, above a comment that stays.
        regions.extend(member.comments.iter().copied());
    }
    regions.extend(last_comma(members, &dropped));
    let mut regions = merge(regions);
    let last_end = members.last().map_or(0, |last| last.span.end);
    for region in &mut regions {
        // After the last member that stays, the white space of only one side is kept.
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

/// Returns the whole line of a cut that would leave only white space on it, or the cut itself.
fn without_blank_line(source: &str, literal: Span, cut: Span) -> Span {
    let lines = text::whole_lines(source, Span::new(cut.start, cut.end.max(cut.start + 1) - 1));
    let is_blank = |from: u32, to: u32| from <= to && part(source, from as usize..to as usize).trim().is_empty();
    let inside = literal.start < lines.start && lines.end < literal.end;
    let alone = inside && cut.end < lines.end && is_blank(lines.start, cut.start) && is_blank(cut.end, lines.end);
    if alone { lines } else { cut }
}

/// Returns the span to remove for a member: its whole lines if nothing else is on them, or else the member and its
/// comma.
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

/// Returns the comma that is removed from the new last member, if the old last member had none.
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

/// Returns the cuts that remove `region` without the comments that stay.
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

/// Returns the cut before a comment that stays. A comment on its own line stays on its own line.
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

/// Returns where a cut continues after a comment that stays: on the next line, if the comment ends its line.
fn below_comment(source: &str, comment: Span) -> u32 {
    if text::is_last_on_line(source, comment.end) { text::next_line(source, comment.end) } else { comment.end }
}

/// Returns the cut after the last comment that stays, up to the next member or the end of a line. It is a single
/// edit, because old text that is moved out of it may span lines.
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
    // The code after the cut keeps its column, also if a comma came before it on its line.
    let code = text::skip_blanks(source, text::line_start(source, to)).min(to);
    let is_comma = Span::new(code, to).of(source).trim() == ",";
    let width = if is_comma { (to - code) as usize } else { 0 };
    let blanks = format!("{}{}", text::indent_at(source, to), " ".repeat(width));
    Some(Edit::replace(span, vec![Piece::new(blanks)]))
}

/// Returns the end of the cut, moved back to leave one blank between the text on both sides.
fn without_last_blank(source: &str, cut: Span) -> u32 {
    let has_more = cut.start + 1 < cut.end;
    if has_more && cut.of(source).ends_with([' ', '\t']) { cut.end - 1 } else { cut.end }
}
