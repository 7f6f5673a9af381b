//! The manifests of the given paths, after their packages' files.

use super::discover::Candidate;
use super::packages::Packages;
use super::paths::shown;
use super::prefilter::yaml_keys;
use super::survey::Survey;
use crate::edit::Span;
use crate::kind::Kind;
use crate::kind::dependencies::{self, Change, Uses};
use crate::mapping::entry;
use crate::note::{Level, Note};
use crate::render::notes::Snippet;
use crate::render::report::{Failure, FileReport, Subject};
use std::path::PathBuf;

/// A manifest with something to say.
#[derive(Debug, Clone)]
pub struct PlannedManifest {
    /// What is said of it, and its new text.
    pub report: FileReport,
    /// Where it is, without links.
    pub canonical: PathBuf,
}

impl PlannedManifest {
    /// Takes the change back: the file stays as it is.
    pub fn undo(&mut self) {
        self.report.output = None;
        self.report.subject = Subject::Manifest(Change::Unchanged);
    }
}

/// What the manifests come to.
#[derive(Debug, Default)]
pub struct Manifests {
    /// Those that have anything to say, by path.
    pub planned: Vec<PlannedManifest>,
    /// Those that could not be read.
    pub failures: Vec<Failure>,
}

impl Manifests {
    /// Plans the manifests among `candidates`, by what `survey` says that their files use.
    pub fn plan(candidates: &[Candidate], survey: &Survey, packages: &Packages) -> Self {
        let uses = survey.uses();
        let mut manifests = Manifests::default();
        for candidate in candidates.iter().filter(|candidate| !candidate.excluded) {
            let owner = packages.iter().find(|(_, package)| candidate.canonical.parent() == Some(&package.folder));
            let after = owner.and_then(|(index, _)| uses.get(&index)).map(|(_, after)| *after).unwrap_or_default();
            match candidate.kind {
                Kind::Manifest => manifests.manifest(candidate, after),
                Kind::Catalog => manifests.catalog(candidate, any_uses(&uses)),
                _ => {}
            }
        }
        manifests
    }

    fn manifest(&mut self, candidate: &Candidate, uses: Uses) {
        let path = shown(&candidate.path);
        let Ok(source) = std::str::from_utf8(&candidate.bytes) else {
            self.failures.push(Failure::new(path, "not UTF-8, so left alone"));
            return;
        };
        match dependencies::migrate(source, uses) {
            Ok(migrated) => {
                let applied = migrated.edits.apply(source).ok().filter(|_| !migrated.edits.is_empty());
                let output = applied.map(|applied| applied.text);
                self.push(candidate, source, output, migrated.change, migrated.notes);
            }
            Err(error) => {
                let snippet = Snippet::new(&path, source, Span::new(error.at, error.at.saturating_add(1)));
                let mut failure = Failure::new(path, format!("not parsed, so left alone: {}", error.message));
                failure.snippet = Some(snippet);
                self.failures.push(failure.help("mend the JSON, then run again"));
            }
        }
    }

    fn catalog(&mut self, candidate: &Candidate, uses: Uses) {
        let Ok(source) = std::str::from_utf8(&candidate.bytes) else { return };
        let notes: Vec<Note> = yaml_keys(source)
            .map(|at| {
                let at = u32::try_from(at).unwrap_or(u32::MAX);
                let mut note = Note::new(entry("manifest-catalog"), Span::new(at, at.saturating_add(4)));
                note.level = if uses.v2 { Level::Info } else { Level::Todo };
                note
            })
            .collect();
        self.push(candidate, source, None, Change::Unchanged, notes);
    }

    fn push(&mut self, candidate: &Candidate, source: &str, output: Option<String>, change: Change, notes: Vec<Note>) {
        if output.is_none() && notes.is_empty() {
            return;
        }
        let report = FileReport {
            path: shown(&candidate.path),
            source: source.to_owned(),
            output,
            subject: Subject::Manifest(change),
            notes,
            uses: Vec::new(),
            unsafe_moves: 0,
        };
        self.planned.push(PlannedManifest { report, canonical: candidate.canonical.clone() });
    }
}

fn any_uses(uses: &std::collections::BTreeMap<usize, (Uses, Uses)>) -> Uses {
    Uses { v2: uses.values().any(|(_, after)| after.v2), v3: uses.values().any(|(_, after)| after.v3) }
}
