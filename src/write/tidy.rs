//! Cleaning up around edits: words that would join, white space at line ends, repeated blank lines and semicolons.

use crate::edit::{Cover, Edit, Piece, Span, part};
use crate::syntax::{Comment, Slices};
use crate::text;
use std::collections::{BTreeMap, HashSet};

/// Inserts a blank where an edit would join two words, as in `import{attach}from"rupt"`.
pub fn words(source: &str, edits: &mut [Edit]) {
    let is_word = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || matches!(c, '_' | '$'));
    for edit in edits.iter_mut().filter(|edit| !edit.span.is_empty()) {
        let before = part(source, ..edit.span.start as usize).chars().next_back();
        let behind = part(source, edit.span.end as usize..).chars().next();
        let text: String = edit
            .with
            .iter()
            .map(|piece| match piece {
                Piece::New(text) => text,
                Piece::Old(place) => place.of(source),
            })
            .collect();
        if is_word(before) && is_word(text.chars().next().or(behind)) {
            edit.with.insert(0, Piece::new(" "));
        }
        if is_word(behind) && is_word(text.chars().next_back()) {
            edit.with.push(Piece::new(" "));
        }
    }
}

/// Removes white space that would be left at the end of a line, because the code after it moves to a new line.
/// White space at the end of a comment is part of the comment.
pub fn line_ends(source: &str, comments: &[Comment], edits: &mut [Edit]) {
    let starts_line =
        |edit: &Edit| matches!(edit.with.first(), Some(Piece::New(text)) if text.starts_with(['\n', '\r']));
    let ends: HashSet<u32> =
        comments.iter().map(|comment| comment.span).filter(|span| !span.is_empty()).map(|span| span.end).collect();
    let places = Cover::of(edits.iter().map(|edit| edit.span));
    let mut known = HashSet::new();
    for edit in edits {
        let at = edit.span.start;
        let code = part(source, ..at as usize).trim_end_matches([' ', '\t']);
        let end = code.len() as u32;
        let is_indentation = code.is_empty() || code.ends_with(['\n', '\r']);
        let is_comment = ends.contains(&at);
        let is_new = edit.span.is_empty();
        // Insertions at the same place stay together.
        let is_behind = is_new && !known.insert(at);
        if is_new
            && !is_indentation
            && !is_comment
            && starts_line(edit)
            && !places.meets(Span::new(end, at))
            && !is_behind
        {
            edit.span.start = end;
        }
    }
}

/// Moves semicolons that guard a line after all other insertions at that place, and removes duplicates.
pub fn semicolons(edits: &mut Vec<Edit>) {
    let guard = |edit: &Edit| match &edit.with[..] {
        [Piece::New(text)] if edit.span.is_empty() && (text == ";" || text == ";;") => Some(text.to_string()),
        _ => None,
    };
    // Of several at one place, the longest one is enough.
    let mut guards: BTreeMap<u32, String> = BTreeMap::new();
    edits.retain(|edit| {
        let Some(text) = guard(edit) else { return true };
        let known = guards.entry(edit.span.start).or_default();
        *known = text.max(std::mem::take(known));
        false
    });
    edits.extend(guards.into_iter().map(|(at, text)| Edit::insert(at, vec![Piece::new(text)])));
}

/// Removes a blank line that would follow another one, or be at the top of a script, because the code in between is
/// removed.
pub fn blank_lines(source: &str, slices: &Slices, edits: &mut [Edit]) {
    edits.sort_by_key(|edit| (edit.span.start, edit.span.end));
    let is_line_cut = |edit: &Edit| {
        let Span { start, end } = edit.span;
        start < end
            && edit.with.is_empty()
            && text::line_start(source, start) == start
            && part(source, ..end as usize).ends_with('\n')
    };
    // A new block may end in a blank line.
    let ends_blank = |edit: &Edit| {
        let text = edit.with.iter().map(|piece| if let Piece::New(text) = piece { text } else { "…" });
        text.collect::<String>().replace('\r', "").ends_with("\n\n")
    };
    let is_blank = |from: u32, to: u32| from < to && part(source, from as usize..to as usize).trim().is_empty();
    let mut first = None;
    // The greatest end of the edits before the current one.
    let mut last_end = 0;
    for index in 0..edits.len() {
        let Span { start, end } = edits[index].span;
        let end_before = last_end;
        last_end = last_end.max(end);
        if !is_line_cut(&edits[index]) {
            continue;
        }
        let run = match first {
            Some((run, at)) if at == start => run,
            _ => start,
        };
        first = Some((run, end));
        let start_of_script = slices.around(run).map_or(0, |slice| slice.start);
        let text_above = part(source, start_of_script.min(run) as usize..run as usize);
        let line_above = text_above.strip_suffix('\n').unwrap_or_default();
        let at_run = edits.partition_point(|edit| (edit.span.start, edit.span.end) <= (run, run)).checked_sub(1);
        let above = match at_run.map(|at| &edits[at]).filter(|edit| edit.span == Span::at(run)) {
            Some(new) => ends_blank(new),
            None => text_above.trim().is_empty() || line_above.trim_end_matches(['\r', ' ', '\t']).ends_with('\n'),
        };
        let below = text::next_line(source, end);
        let taken = |edits: &[Edit]| {
            let mut behind = edits[index + 1..].iter().take_while(|edit| edit.span.start < below);
            end <= end_before || behind.any(|edit| end <= edit.span.end)
        };
        if above && is_blank(end, below) && !taken(edits) {
            edits[index].span.end = below;
            last_end = last_end.max(below);
        }
    }
}
