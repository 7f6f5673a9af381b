//! Counting the uses of v2 in a report.

use super::report::{FileReport, Report, Sdks, Subject};
use crate::edit::Span;
use crate::mapping;
use crate::migration::UseFate;
use crate::note::{Level, Note};
use std::collections::HashSet;

/// How many uses of v2 were found, and what became of them.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tally {
    /// Moved, with nothing left to do.
    pub moved: usize,
    /// Moved, with a TODO.
    pub moved_with_todo: usize,
    /// Still on v2.
    pub left: usize,
    /// Files that hold any of them.
    pub files: usize,
    /// TODOs, new or left by an earlier run.
    pub todos: usize,
    /// Settings that name v2 and do not count as uses.
    pub settings: usize,
}

impl Tally {
    /// Returns the number of all uses.
    pub fn found(self) -> usize {
        self.moved + self.moved_with_todo + self.left
    }

    /// Returns the number of uses that moved.
    pub fn all_moved(self) -> usize {
        self.moved + self.moved_with_todo
    }
}

impl Report {
    /// Counts the uses of v2.
    pub fn tally(&self) -> Tally {
        let mut tally = Tally { left: self.unmigrated.len(), files: self.unmigrated.len(), ..Tally::default() };
        for file in &self.files {
            tally.files += usize::from(!file.uses.is_empty());
            // A setting that counts as a use is not counted again.
            let used: HashSet<Span> = file.uses.iter().map(|found| found.at).collect();
            let is_use = |note: &&Note| used.contains(&note.at);
            tally.settings += file.notes.iter().filter(|note| is_setting(note) && !is_use(note)).count();
            tally.todos += file.notes.iter().filter(|note| note.level == Level::Todo).count();
            for found in &file.uses {
                match found.fate {
                    UseFate::Moved => tally.moved += 1,
                    UseFate::MovedWithTodo => tally.moved_with_todo += 1,
                    UseFate::Left => tally.left += 1,
                }
            }
        }
        tally
    }

    /// Whether both SDKs are in use after the run. A setting or a manifest that names v2 does not use it.
    pub fn is_mixed(&self) -> bool {
        let runs = |file: &&FileReport| {
            let settings: HashSet<Span> =
                file.notes.iter().filter(|note| is_setting(note)).map(|note| note.at).collect();
            let mut left = file.uses.iter().filter(|found| found.fate == UseFate::Left);
            file.subject == Subject::Script && left.any(|found| !settings.contains(&found.at))
        };
        self.sdks == Sdks::Both && (!self.unmigrated.is_empty() || self.files.iter().any(|file| runs(&file)))
    }

    /// Returns how many of the remaining uses `--unsafe` would move.
    pub fn unsafe_moves(&self) -> usize {
        self.files.iter().map(|file| file.unsafe_moves).sum()
    }
}

/// Whether a note asks for a change of a setting.
fn is_setting(note: &Note) -> bool {
    note.level == Level::Manual && mapping::is_setting(note.entry)
}
