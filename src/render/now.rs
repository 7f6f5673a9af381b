//! Where notes are in the files as they are after a run.
//!
//! Notes have places in the text that was read. If the run rewrote the file, these places are outdated: code
//! that was kept has moved, and code that was removed is quoted in a TODO.

use super::report::{FileReport, Mode};
use super::source::SourceText;
use crate::edit::{Kept, Span};
use crate::mapping::TODO_MARK;
use crate::note::{Level, Note};
use std::collections::HashMap;

/// A file as it is on the disk after the run.
pub struct Now<'r> {
    file: &'r FileReport,
    after: Option<After>,
}

/// The text that was written.
struct After {
    source: SourceText,
    /// The spans that were kept, in the order of the old text.
    kept: Vec<Kept>,
    /// The offsets of its TODOs, by their ids.
    todos: HashMap<String, Vec<usize>>,
}

impl<'r> Now<'r> {
    /// Creates the view of `file` after a run in this `mode`.
    pub fn of(file: &'r FileReport, mode: Mode) -> Self {
        let applied = (mode == Mode::Write).then(|| file.applied()).flatten();
        let after = applied.map(|applied| {
            let mut kept = applied.kept;
            kept.sort_by_key(|kept| kept.old);
            After { todos: todos(&applied.text), source: applied.text.into(), kept }
        });
        Now { file, after }
    }

    /// Returns the text of the file.
    pub fn source(&self) -> &SourceText {
        self.after.as_ref().map_or(&self.file.source, |after| &after.source)
    }

    /// Returns the line of a note, or that of its TODO if one was written.
    pub fn line(&self, note: &Note) -> usize {
        self.source().place(self.offset(note)).line
    }

    /// Returns the offset of a note, or that of its TODO if one was written.
    pub fn offset(&self, note: &Note) -> usize {
        let Some(after) = &self.after else { return note.at.start as usize };
        let at = after.moved(note.at.start);
        let has_todo = note.level == Level::Todo && !note.silenced;
        has_todo.then(|| after.todo(note.entry.id, at)).flatten().unwrap_or(at)
    }

    /// Returns the path of the file.
    pub fn path(&self) -> &str {
        &self.file.path
    }

    /// Returns the span to show for a note: its code or, if that was removed, its TODO.
    pub fn span(&self, note: &Note) -> Span {
        self.kept(note.at).unwrap_or_else(|| {
            let at = u32::try_from(self.offset(note)).unwrap_or(u32::MAX);
            let line = self.source().line_around(at as usize).end;
            Span::new(at, u32::try_from(line).unwrap_or(u32::MAX).max(at))
        })
    }

    /// Returns the note with the spans of its values in the current text.
    pub fn note(&self, note: &Note) -> Note {
        let mut note = Note { at: self.span(note), ..note.clone() };
        note.values.iter_mut().for_each(|value| value.at = value.at.and_then(|at| self.kept(at)));
        note
    }

    /// Returns where a span of the old text is now, or `None` if it was removed.
    pub fn kept(&self, at: Span) -> Option<Span> {
        let Some(after) = &self.after else { return Some(at) };
        let (start, end) = (after.kept_at(at.start)?, after.kept_at(at.end.saturating_sub(1).max(at.start))?);
        let end = end + usize::from(!at.is_empty());
        let offset = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        (start <= end).then(|| Span::new(offset(start), offset(end)))
    }
}

impl After {
    /// Returns the offset of the old byte at `at`, if it was kept.
    fn kept_at(&self, at: u32) -> Option<usize> {
        let before = self.kept.partition_point(|kept| kept.old.start <= at);
        let kept = self.kept[..before].last().filter(|kept| at < kept.old.end)?;
        Some((kept.new_start + (at - kept.old.start)) as usize)
    }

    /// Returns the offset of the old byte at `at`, or the offset of the text that replaced it.
    fn moved(&self, at: u32) -> usize {
        let behind = || {
            let before = self.kept.partition_point(|kept| kept.old.end <= at);
            let last = self.kept[..before].last();
            last.map_or(0, |kept| (kept.new_start + (kept.old.end - kept.old.start)) as usize)
        };
        self.kept_at(at).unwrap_or_else(behind)
    }

    /// Returns the offset of the last TODO `id` above `at`, or of the next one below.
    fn todo(&self, id: &str, at: usize) -> Option<usize> {
        let all = self.todos.get(id)?;
        let above = all.partition_point(|todo| *todo <= at);
        all.get(above.saturating_sub(1)).copied()
    }
}

fn todos(text: &str) -> HashMap<String, Vec<usize>> {
    let mut todos: HashMap<String, Vec<usize>> = HashMap::new();
    for (at, mark) in text.match_indices(TODO_MARK) {
        let rest = crate::edit::part(text, at + mark.len()..);
        let id: String = rest.trim_start().chars().take_while(|c| c.is_alphanumeric() || *c == '-').collect();
        todos.entry(id).or_default().push(at);
    }
    todos
}
