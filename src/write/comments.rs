//! Comments beside code that goes.
//!
//! A comment survives in one of two ways: a TODO quotes it, or it stays in the file. Whether a TODO is
//! written at all depends on more than the code (a comment may silence it, a person may not want to
//! be told), so what is kept here is what no written TODO says.

use super::todo;
use crate::edit::{Cover, Edit, Edits, Piece, Span, part};
use crate::input::Input;
use crate::mapping::entry;
use crate::note::Note;
use crate::text::{self, Quotes};
use std::collections::HashSet;

/// Adds notes that quote the comments which go with the code around them, and leaves those in the
/// file that nothing will quote.
pub fn keep(input: &Input, edits: &mut [Edit], notes: &mut Vec<Note>) {
    if input.script.comments.is_empty() {
        return;
    }
    let so_far = Edits::new(edits.to_vec());
    let own = Cover::of(input.hosts.found(input).iter().map(|found| found.block.span));
    let comments = input.script.comments.iter().map(|comment| comment.span);
    let goes = |comment: &Span| so_far.removes(*comment) && !own.covers(*comment);
    let mut gone: Vec<Span> = comments.filter(goes).collect();
    if gone.is_empty() {
        return;
    }
    let said = todo::text(input, notes, &so_far);
    let quotes = Quotes::of(&said);
    gone.retain(|comment| !is_quoted(input, *comment, &quotes));
    let quoting = gone
        .iter()
        .map(|comment| Note::new(entry!("dropped-comments"), *comment).with("comment", comment.of(input.source)));
    notes.extend(quoting);
    let said = todo::text(input, notes, &so_far);
    let quotes = Quotes::of(&said);
    gone.retain(|comment| !is_quoted(input, *comment, &quotes));
    let staying: HashSet<Span> = gone.iter().copied().collect();
    notes.retain(|note| note.entry.id != "dropped-comments" || !staying.contains(&note.at));
    for comment in gone {
        stay(input, edits, comment);
    }
}

/// Whether every line of a comment is in the text of TODOs.
fn is_quoted(input: &Input, comment: Span, text: &Quotes) -> bool {
    let mut lines = comment.of(input.source).lines().map(str::trim);
    lines.all(|line| text.holds(line))
}

/// Puts a comment into what takes the place of the code around it.
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
        // What follows a line comment would be a part of it.
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
