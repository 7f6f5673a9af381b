//! The comments that silence notes: `rupt-migrate-ignore` and ids, with commas between them.
//!
//! What follows an id without a comma is a reason, and is not read.

use super::Input;
use crate::edit::Span;
use crate::mapping::{IGNORE_MARK, entry, find_entry, nearest};
use crate::note::Note;
use crate::syntax::Comment;
use crate::text;

/// Whether `comment` silences the note called `id`.
pub fn silences(comment: &Comment, id: &str) -> bool {
    let ids = comment.text.split_once(IGNORE_MARK).map(|(_, ids)| ids);
    ids.is_some_and(|ids| ids.split([',', ' ', '\t']).any(|word| word == id))
}

/// Whether a comment on the line of `at`, or on the line above it, silences the note called `id`.
pub fn is_marked(input: &Input, id: &str, at: Span) -> bool {
    let line = text::line_start(input.source, at.start);
    let near = |comment: &&Comment| text::next_line(input.source, comment.span.end) >= line;
    let above = |comment: &&Comment| text::line_start(input.source, comment.span.end) <= at.start;
    let comments = &input.script.comments;
    let behind = comments.partition_point(|comment| comment.span.start < at.end);
    // Comments do not overlap, so these are the last of those.
    let mut last = comments[..behind].iter().rev().take_while(near).filter(above);
    last.any(|comment| silences(comment, id))
}

/// Notes for the comments that are to silence what does not exist.
pub fn unknown(input: &Input) -> Vec<Note> {
    let mut notes = Vec::new();
    for comment in input.script.comments.iter() {
        let Some(ids) = comment.text.trim_start_matches(['*', ' ', '\t', '\r', '\n']).strip_prefix(IGNORE_MARK) else {
            continue;
        };
        let ids = ids.split(',').map(|part| part.split_whitespace().next().unwrap_or_default());
        for (index, id) in ids.enumerate().filter(|(_, id)| find_entry(id).is_none()) {
            let near = nearest(id);
            // Behind a comma there may be a reason as well.
            if index == 0 || near.is_some() {
                let mut note = Note::new(entry!("ignore-unknown"), comment.span);
                if !id.is_empty() {
                    note = note.with("id", id);
                }
                if let Some(near) = near {
                    note = note.with("nearest", near.id);
                }
                notes.push(note);
            }
        }
    }
    notes
}
