//! The manifests of the given paths. They are planned after the scripts.
//!
//! This module reads the manifests and reports on them. Their changes are decided in [`plan`].

mod file;
mod plan;

use super::candidate::Candidate;
use super::catalogs::Catalogs;
use super::held::Held;
use super::packages::Packages;
use super::paths::shown;
use super::survey::Survey;
use super::write;
use crate::contain::contain;
use crate::edit::{Edits, Span};
use crate::kind::Kind;
use crate::kind::data::{Document, Unreadable};
use crate::kind::manifest::dependencies::{ManifestChange, ManifestPlan};
use crate::mapping::{V2_PACKAGE, entry};
use crate::mention::value::in_lines;
use crate::migration::Use;
use crate::note::{self, Level, Note};
use crate::render::failure::{BUG, Failure};
use crate::render::report::{FileReport, Subject};
use crate::render::snippet::Snippet;
use file::{Manifest, Obstacle};
use plan::WorkspacePlan;
use std::path::PathBuf;

/// A manifest that the report has something to say about.
#[derive(Debug, Clone)]
pub struct PlannedManifest {
    /// The report about the file, with its edits.
    pub report: FileReport,
    /// The path without links.
    pub canonical: PathBuf,
}

impl PlannedManifest {
    /// Reverts the change: the file stays as it is.
    pub fn undo(&mut self) {
        self.report.edits = Edits::default();
        self.report.subject = Subject::Manifest(ManifestChange::Unchanged);
    }
}

/// The outcomes of all manifests.
#[derive(Debug, Default)]
pub struct Manifests {
    /// The manifests to report, by path.
    pub planned: Vec<PlannedManifest>,
    /// The failures to read or write a manifest.
    pub failures: Vec<Failure>,
    /// The manifests that name v2 and could not be parsed, without links.
    not_understood: Vec<PathBuf>,
}

impl Manifests {
    /// Plans the manifests among `candidates` by the uses in `survey`. The manifest of a package that is
    /// `held` does not change.
    pub fn plan(candidates: &[Candidate], survey: &Survey, packages: &Packages, held: &Held) -> Self {
        let mut manifests = Manifests::default();
        let candidates = candidates.iter().filter(|candidate| candidate.left_out.is_none());
        let mut read: Vec<Manifest> = candidates.filter_map(|candidate| manifests.read_contained(candidate)).collect();
        // A catalog applies to a whole workspace and is not part of one package.
        let of_package = read.iter_mut().filter(|manifest| manifest.candidate.kind != Kind::Catalog);
        of_package
            .filter(|manifest| held.holds(packages, &manifest.candidate.canonical))
            .for_each(|manifest| manifest.obstacle = Some(Obstacle::Held));
        let writable = read.iter().filter(|manifest| manifest.obstacle.is_none());
        let writable = writable.map(|manifest| manifest.candidate.canonical.clone()).collect();
        let catalogs = Catalogs::read(packages, writable);
        let is_partial = survey.is_partial || !manifests.failures.is_empty();
        let plan = WorkspacePlan {
            read: &read,
            survey,
            packages,
            catalogs: &catalogs,
            not_understood: &manifests.not_understood,
            is_partial,
        };
        match contain(|| plan.run()) {
            Ok(parts) => read.into_iter().zip(parts).for_each(|(manifest, part)| manifests.finish(manifest, part)),
            // The plan of each manifest depends on the others, so all of them fail.
            Err(said) => read.iter().for_each(|manifest| manifests.failed(manifest.candidate, &said)),
        }
        manifests
    }

    fn failed(&mut self, candidate: &Candidate, said: &str) {
        self.failures.push(Failure::new(shown(&candidate.path), format!("left alone: {said}")).help(BUG));
    }

    fn read_contained<'a>(&mut self, candidate: &'a Candidate) -> Option<Manifest<'a>> {
        contain(|| self.read(candidate)).unwrap_or_else(|said| {
            self.failed(candidate, &said);
            None
        })
    }

    fn read<'a>(&mut self, candidate: &'a Candidate) -> Option<Manifest<'a>> {
        if !matches!(candidate.kind, Kind::Manifest | Kind::Deno | Kind::Catalog) {
            return None;
        }
        let source = candidate.text.as_deref();
        let document = match (source, candidate.kind) {
            (Ok(source), Kind::Manifest) => {
                Document::json(source).map_err(|error| self.unreadable(candidate, source, &error))
            }
            (Ok(source), Kind::Deno) => {
                Document::jsonc(source).map_err(|error| self.unreadable(candidate, source, &error))
            }
            (Ok(source), _) => Document::yaml(source).map_err(|_| self.not_understood(candidate, source)),
            (Err(_), Kind::Manifest | Kind::Deno) => {
                self.failures.push(Failure::new(shown(&candidate.path), "not UTF-8, so left alone"));
                return None;
            }
            (Err(_), _) => return None,
        };
        let document = document.ok()?;
        Some(Manifest { candidate, document, obstacle: write::obstacle(&candidate.canonical).map(Obstacle::Failed) })
    }

    fn unreadable(&mut self, candidate: &Candidate, source: &str, error: &Unreadable) {
        let path = shown(&candidate.path);
        let snippet = Snippet::new(&path, &source.into(), Span::new(error.at, error.at.saturating_add(1)));
        let mut failure = Failure::new(path, format!("not parsed, so left alone: {}", error.message));
        failure.snippet = Some(snippet);
        self.failures.push(failure.help("mend the JSON, then run again"));
    }

    /// Reports the lines of a YAML file that could not be parsed.
    fn not_understood(&mut self, candidate: &Candidate, source: &str) {
        let notes = in_lines(source, &["#"]).map(|at| Note::new(entry!("manifest-catalog"), at));
        let part = ManifestPlan { notes: notes.collect(), ..ManifestPlan::default() };
        if part.keeps_v2() {
            self.not_understood.push(candidate.canonical.clone());
        }
        self.push(candidate, source, Edits::default(), part);
    }

    fn finish(&mut self, manifest: Manifest, mut part: ManifestPlan) {
        let Manifest { candidate, document, obstacle } = manifest;
        let edits = Edits::new(std::mem::take(&mut part.edits));
        let is_sound = contain(|| edits.apply(document.source).is_ok()).unwrap_or_default();
        let edits = if is_sound { edits } else { Edits::default() };
        match obstacle {
            Some(obstacle) if !edits.is_empty() => {
                if let Obstacle::Failed(why) = obstacle {
                    self.failures.push(Failure::new(shown(&candidate.path), why));
                }
                let part = ManifestPlan { change: ManifestChange::Unchanged, ..part };
                self.push(candidate, document.source, Edits::default(), part);
            }
            _ => self.push(candidate, document.source, edits, part),
        }
    }

    fn push(&mut self, candidate: &Candidate, source: &str, edits: Edits, mut part: ManifestPlan) {
        if edits.is_empty() && part.notes.is_empty() {
            return;
        }
        note::sort(&mut part.notes);
        let report = FileReport {
            path: shown(&candidate.path),
            source: source.into(),
            edits,
            subject: Subject::Manifest(part.change),
            uses: left(&part.notes),
            notes: part.notes,
            pending: Vec::new(),
            unsafe_moves: 0,
        };
        self.planned.push(PlannedManifest { report, canonical: candidate.canonical.clone() });
    }
}

/// Returns the places that name v2 and stay as they are. Each counts as a use.
fn left(notes: &[Note]) -> Vec<Use> {
    let stays = notes.iter().filter(|note| note.level == Level::Manual);
    stays.map(|note| Use::left(note.at, V2_PACKAGE)).collect()
}
