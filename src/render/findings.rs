//! The findings that make `--check` fail.

use super::not_migrated::NotMigrated;
use super::report::{FileReport, Report};
use crate::mapping::{self, Entry, Owner};
use crate::migration::UseFate;
use crate::note::{Level, Note};

/// Something that is left to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The file and the line, as they are shown.
    pub place: String,
    /// The entry of its note, if it has one.
    pub entry: Option<&'static Entry>,
    /// Its description, in a few words.
    pub what: String,
}

/// Returns everything that makes `--check` fail, by place.
pub fn findings(report: &Report) -> Vec<Finding> {
    let mut all: Vec<Finding> = report.files.iter().flat_map(of_file).collect();
    let judged = report.unmigrated.iter().filter(|mention| !report.names_files || mention.why != NotMigrated::Outside);
    all.extend(judged.map(|mention| Finding {
        place: format!("{}:{}", mention.path, mention.place.line),
        entry: None,
        what: format!("on v2, {}", mention.why.short()),
    }));
    all.dedup();
    all
}

fn of_file(file: &FileReport) -> Vec<Finding> {
    let line = |offset: u32| file.source.place(offset as usize).line;
    let mut all: Vec<(usize, Finding)> = Vec::new();
    let mut add = |at: u32, entry: Option<&'static Entry>, what: String| {
        all.push((line(at), Finding { place: format!("{}:{}", file.path, line(at)), entry, what }));
    };
    for note in &file.notes {
        match note.level {
            Level::Manual if mapping::is_setting(note.entry) => {
                add(note.at.start, Some(note.entry), "names v2".to_owned())
            }
            Level::Manual => add(note.at.start, Some(note.entry), format!("on v2: {}", note.entry.gist())),
            Level::Todo if stands(file, note) => {
                add(note.at.start, Some(note.entry), format!("TODO ({})", Owner::of(note.entry).name()));
            }
            Level::Todo | Level::Info => {}
        }
    }
    let manual = file.notes.iter().any(|note| note.level == Level::Manual);
    for found in &file.uses {
        match found.fate {
            UseFate::Left if manual => {}
            UseFate::Left => add(found.at.start, None, format!("on v2: {}", found.what)),
            UseFate::Moved | UseFate::MovedWithTodo => {
                add(found.at.start, None, format!("can be moved: {}", found.what))
            }
        }
    }
    if file.changes() && all.is_empty() {
        all.push((0, Finding { place: file.path.clone(), entry: None, what: "would change".to_owned() }));
    }
    all.sort_by_key(|(line, _)| *line);
    all.into_iter().map(|(_, finding)| finding).collect()
}

/// Whether the TODO of a note is in the file now, and not only after the change.
pub fn stands(file: &FileReport, note: &Note) -> bool {
    is_asked(note) && (note.found || !file.changes())
}

/// Whether a note asks a person to do something, with or without a TODO in the code.
pub fn is_asked(note: &Note) -> bool {
    note.level == Level::Todo
}

impl Report {
    /// Whether `--check` fails: more findings are left than allowed.
    pub fn has_work(&self) -> bool {
        findings(self).len() > self.max_left.unwrap_or(0)
    }
}
