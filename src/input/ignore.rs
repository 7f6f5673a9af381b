//! The comments that silence notes: `rupt-migrate-ignore`, followed by ids that are separated by commas.
//!
//! Text that follows an id without a comma is the user's reason, and is not read.

use super::Input;
use crate::edit::Span;
use crate::mapping::{IGNORE_MARK, entry, find_entry, nearest};
use crate::note::Note;
use crate::syntax::Comment;
use crate::text;

/// Whether `comment` silences the note with this id.
pub fn silences(comment: &Comment, id: &str) -> bool {
    let ids = comment.text.split_once(IGNORE_MARK).map(|(_, ids)| ids);
    ids.is_some_and(|ids| ids.split([',', ' ', '\t']).any(|word| word == id))
}

/// Whether a comment on the line of `at`, or on the line above, silences the note with this id.
pub fn is_marked(input: &Input, id: &str, at: Span) -> bool {
    let line = text::line_start(input.source, at.start);
    let near = |comment: &&Comment| text::next_line(input.source, comment.span.end) >= line;
    let above = |comment: &&Comment| text::line_start(input.source, comment.span.end) <= at.start;
    let comments = &input.script.comments;
    let behind = comments.partition_point(|comment| comment.span.start < at.end);
    // Comments do not overlap, so the search ends at the first one that is not near.
    let mut last = comments[..behind].iter().rev().take_while(near).filter(above);
    last.any(|comment| silences(comment, id))
}

/// Returns a note for each id in such a comment that does not exist.
pub fn unknown(input: &Input) -> Vec<Note> {
    let mut notes = Vec::new();
    for comment in input.script.comments.iter() {
        let Some(ids) = comment.text.trim_start_matches(['*', ' ', '\t', '\r', '\n']).strip_prefix(IGNORE_MARK) else {
            continue;
        };
        let ids = ids.split(',').map(|part| part.split_whitespace().next().unwrap_or_default());
        for (index, id) in ids.enumerate().filter(|(_, id)| find_entry(id).is_none()) {
            let near = nearest(id);
            // After a comma there may be a reason as well.
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
