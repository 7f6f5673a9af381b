//! Keeping the comments beside code that is removed.
//!
//! A comment is kept in one of two ways: a TODO quotes it, or it stays in the file. Whether a TODO is written
//! depends on more than the code, since a comment or the user may silence it. So this module keeps every comment in
//! the file that no written TODO quotes.

use super::todo;
use crate::edit::{Cover, Edit, Edits, Piece, Span, part};
use crate::input::Input;
use crate::mapping::entry;
use crate::note::Note;
use crate::text::{self, Quotes};
use std::collections::HashSet;

/// Adds notes that quote the comments that are removed with the code around them. Comments that no TODO will quote
/// are kept in the file.
pub fn keep(input: &Input, edits: &mut [Edit], notes: &mut Vec<Note>) {
    if input.script.comments.is_empty() {
        return;
    }
    let so_far = Edits::new(edits.to_vec());
    let own = Cover::of(input.hosts.found(input).iter().map(|found| found.block.span));
    let comments = input.script.comments.iter().map(|comment| comment.span);
    let is_removed = |comment: &Span| so_far.removes(*comment) && !own.covers(*comment);
    let mut gone: Vec<Span> = comments.filter(is_removed).collect();
    if gone.is_empty() {
        return;
    }
    let todos = todo::text(input, notes, &so_far);
    let quotes = Quotes::of(&todos);
    gone.retain(|comment| !is_quoted(input, *comment, &quotes));
    let quoting = gone
        .iter()
        .map(|comment| Note::new(entry!("dropped-comments"), *comment).with("comment", comment.of(input.source)));
    notes.extend(quoting);
    let todos = todo::text(input, notes, &so_far);
    let quotes = Quotes::of(&todos);
    gone.retain(|comment| !is_quoted(input, *comment, &quotes));
    let staying: HashSet<Span> = gone.iter().copied().collect();
    notes.retain(|note| note.entry.id != "dropped-comments" || !staying.contains(&note.at));
    for comment in gone {
        stay(input, edits, comment);
    }
}

/// Whether the TODOs in `text` contain every line of a comment.
fn is_quoted(input: &Input, comment: Span, text: &Quotes) -> bool {
    let mut lines = comment.of(input.source).lines().map(str::trim);
    lines.all(|line| text.holds(line))
}

/// Adds a comment to the replacement of the code around it.
fn stay(input: &Input, edits: &mut [Edit], comment: Span) {
    let holds = |edit: &Edit| edit.with.iter().any(|piece| matches!(piece, Piece::Old(old) if old.contains(comment)));
    let removing = edits.iter_mut().filter(|edit| edit.span.contains(comment) && !edit.span.is_empty() && !holds(edit));
    let Some(edit) = removing.max_by_key(|edit| edit.span.end - edit.span.start) else { return };
    let (source, place) = (input.source, edit.span);
    let starts_line = |at: u32| text::line_start(source, at) == at;
    let is_whole = starts_line(place.start) && starts_line(place.end);
    if is_whole && edit.with.iter().all(|piece| matches!(piece, Piece::Old(_)) || is_blank(piece)) {
        let own = text::is_first_on_line(source, comment.start);
        let indent = text::indent_at(source, if own { comment.start } else { place.start });
        return edit.with.extend([Piece::new(indent.to_owned()), Piece::Old(comment), Piece::new(input.style.eol)]);
    }
    let broken = format!("{}{}", input.style.eol, text::indent_at(source, place.start));
    let is_line = |comment: Span| comment.of(source).starts_with("//");
    match edit.with.last() {
        // Text after a line comment would become part of it.
        Some(Piece::Old(last)) if is_line(*last) => edit.with.push(Piece::new(broken.clone())),
        Some(Piece::New(text)) if text.ends_with(char::is_whitespace) => {}
        None if part(source, ..place.start as usize).ends_with(char::is_whitespace) => {}
        _ => edit.with.push(Piece::new(" ")),
    }
    edit.with.push(Piece::Old(comment));
    let behind = part(source, place.end as usize..);
    if is_line(comment) && !text::is_last_on_line(source, place.end) {
        edit.with.push(Piece::new(broken));
    } else if !is_line(comment) && !behind.starts_with([',', ';', ')', ']', '}', ' ', '\t', '\r', '\n']) {
        edit.with.push(Piece::new(" "));
    }
}

fn is_blank(piece: &Piece) -> bool {
    matches!(piece, Piece::New(text) if text.trim().is_empty())
}
