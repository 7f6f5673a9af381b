//! The manifests of the given paths, after their packages' files.
//!
//! Two steps: each package's own dependencies by what its files use; then the settings that count
//! for several packages, by what these declare now.

use super::catalogs::Catalogs;
use super::discover::Candidate;
use super::packages::Packages;
use super::paths::shown;
use super::survey::Survey;
use super::write;
use crate::edit::{Edits, Span};
use crate::kind::Kind;
use crate::kind::data::{Document, Unreadable};
use crate::kind::manifest::deno;
use crate::kind::manifest::dependencies::{self, Change, Offer, Part, Uses};
use crate::kind::manifest::package_json::{self, Facts};
use crate::kind::manifest::places;
use crate::kind::manifest::shared::{self, Needs};
use crate::mapping::entry;
use crate::note::{self, Level, Note};
use crate::prefilter::yaml_keys;
use crate::render::notes::Snippet;
use crate::render::report::{Failure, FileReport, Subject};
use std::path::{Path, PathBuf};

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
        self.report.edits = Edits::default();
        self.report.subject = Subject::Manifest(Change::Unchanged);
    }
}

/// What the manifests come to.
#[derive(Debug, Default)]
pub struct Manifests {
    /// Those that have anything to say, by path.
    pub planned: Vec<PlannedManifest>,
    /// Those that could not be read, or could not be written.
    pub failures: Vec<Failure>,
}

/// A manifest that was read.
struct Manifest<'a> {
    candidate: &'a Candidate,
    document: Document<'a>,
    part: Part,
    /// Why it cannot be written.
    obstacle: Option<String>,
}

impl Manifest<'_> {
    fn folder(&self) -> &Path {
        self.candidate.canonical.parent().unwrap_or(&self.candidate.canonical)
    }
}

impl Manifests {
    /// Plans the manifests among `candidates`, by what `survey` says that their files use.
    pub fn plan(candidates: &[Candidate], survey: &Survey, packages: &Packages) -> Self {
        let mut manifests = Manifests::default();
        let candidates = candidates.iter().filter(|candidate| candidate.left_out.is_none());
        let mut read: Vec<Manifest> = candidates.filter_map(|candidate| manifests.read(candidate, survey)).collect();
        let writable = read.iter().filter(|manifest| manifest.obstacle.is_none());
        let writable = writable.map(|manifest| manifest.candidate.canonical.clone()).collect();
        let catalogs = Catalogs::read(packages, writable);
        let facts = declarations(&mut read, survey, packages, &catalogs);
        let is_partial = survey.is_partial || !manifests.failures.is_empty();
        let needs = |manifest| Needs { is_partial, ..needs(manifest, &read, packages, &facts, &catalogs) };
        let needs: Vec<Needs> = read.iter().map(needs).collect();
        for (mut manifest, mut needs) in read.into_iter().zip(needs) {
            needs.all.v2 |= is_partial;
            let more = shared::settings(&manifest.document, &needs);
            manifest.part.edits.extend(more.edits);
            manifest.part.notes.extend(more.notes);
            manifest.part.change = manifest.part.change.max(more.change);
            manifests.finish(manifest);
        }
        manifests
    }

    fn read<'a>(&mut self, candidate: &'a Candidate, survey: &Survey) -> Option<Manifest<'a>> {
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
            (Ok(source), _) => Document::yaml(source).map_err(|_| self.not_understood(candidate, source, survey)),
            (Err(_), Kind::Manifest | Kind::Deno) => {
                self.failures.push(Failure::new(shown(&candidate.path), "not UTF-8, so left alone"));
                return None;
            }
            (Err(_), _) => return None,
        };
        let document = document.ok()?;
        Some(Manifest { candidate, document, part: Part::default(), obstacle: write::obstacle(&candidate.canonical) })
    }

    fn unreadable(&mut self, candidate: &Candidate, source: &str, error: &Unreadable) {
        let path = shown(&candidate.path);
        let snippet = Snippet::new(&path, source, Span::new(error.at, error.at.saturating_add(1)));
        let mut failure = Failure::new(path, format!("not parsed, so left alone: {}", error.message));
        failure.snippet = Some(snippet);
        self.failures.push(failure.help("mend the JSON, then run again"));
    }

    /// Names the lines of a YAML file that is not understood.
    fn not_understood(&mut self, candidate: &Candidate, source: &str, survey: &Survey) {
        let v2_is_left = survey.uses().values().any(|(_, after)| after.v2);
        let notes = yaml_keys(source).map(|at| {
            let at = u32::try_from(at).unwrap_or(u32::MAX);
            let mut note = Note::new(entry("manifest-catalog"), Span::new(at, at.saturating_add(4)));
            note.level = if v2_is_left { Level::Info } else { Level::Todo };
            note
        });
        let part = Part { notes: notes.collect(), ..Part::default() };
        self.push(candidate, source, Edits::default(), part);
    }

    fn finish(&mut self, manifest: Manifest) {
        let Manifest { candidate, document, mut part, obstacle } = manifest;
        let edits = Edits::new(std::mem::take(&mut part.edits));
        let edits = if edits.apply(document.source).is_ok() { edits } else { Edits::default() };
        match obstacle {
            Some(obstacle) if !edits.is_empty() => {
                self.failures.push(Failure::new(shown(&candidate.path), obstacle));
                let part = Part { change: Change::Unchanged, ..part };
                self.push(candidate, document.source, Edits::default(), part);
            }
            _ => self.push(candidate, document.source, edits, part),
        }
    }

    fn push(&mut self, candidate: &Candidate, source: &str, edits: Edits, mut part: Part) {
        if edits.is_empty() && part.notes.is_empty() {
            return;
        }
        note::sort(&mut part.notes);
        let report = FileReport {
            path: shown(&candidate.path),
            source: source.to_owned(),
            edits,
            subject: Subject::Manifest(part.change),
            notes: part.notes,
            pending: Vec::new(),
            uses: Vec::new(),
            unsafe_moves: 0,
        };
        self.planned.push(PlannedManifest { report, canonical: candidate.canonical.clone() });
    }
}

/// Plans each package's own dependencies; what all packages then declare, by their index.
fn declarations(read: &mut [Manifest], survey: &Survey, packages: &Packages, catalogs: &Catalogs) -> Vec<Facts> {
    let uses = survey.uses();
    let mut facts: Vec<Facts> = packages.iter().map(|(_, package)| package.facts.clone()).collect();
    for manifest in read.iter_mut().filter(|manifest| manifest.candidate.kind != Kind::Catalog) {
        let folder = manifest.folder().to_owned();
        let index = packages.at(&folder);
        let uses = index.and_then(|index| uses.get(&index)).map(|(_, after)| *after).unwrap_or_default();
        let offer = |name: &str| catalogs.offer(&folder, name);
        manifest.part = match manifest.candidate.kind {
            Kind::Deno => deno::imports(&manifest.document, uses),
            _ => dependencies::declarations(&manifest.document, uses, &offer),
        };
        if let (Some(index), None) = (index, &manifest.obstacle)
            && let Ok(after) = Edits::new(manifest.part.edits.clone()).apply(manifest.document.source)
        {
            match manifest.candidate.kind {
                Kind::Deno => facts[index].set_deno(package_json::read_deno(&after.text).unwrap_or_default()),
                _ => facts[index].set_package(package_json::read(&after.text).unwrap_or_default()),
            }
        }
    }
    facts
}

/// What those packages declare that the settings in `manifest` count for.
fn needs(manifest: &Manifest, read: &[Manifest], packages: &Packages, facts: &[Facts], catalogs: &Catalogs) -> Needs {
    let folder = manifest.folder();
    let all = declared_below(folder, packages, facts);
    let own = packages.at(folder).map(|index| declared(&facts[index])).unwrap_or_default();
    let offered = places::overridden(&manifest.document).into_iter();
    let offered = offered.filter(|name| catalogs.offer(folder, name) == Offer::Yes).collect();
    let mut needs = Needs { own, all, offered, ..Needs::default() };
    let follow = |name: &str, uses| if catalogs.offer(folder, name) == Offer::Yes { uses } else { STAYS };
    for (index, package) in packages.iter().filter(|(_, package)| catalogs.home(&package.folder) == Some(folder)) {
        let asking = &facts[index];
        asking.v2_catalogs.iter().for_each(|name| needs.catalog(name).v2 = true);
        asking.v3_catalogs.iter().for_each(|name| needs.catalog(name).v3 = true);
        let below = declared_below(&package.folder, packages, facts);
        for name in &asking.overridden {
            needs.catalog(name).join(if package.given { follow(name, below) } else { STAYS });
        }
    }
    let is_yaml = |other: &&Manifest| other.candidate.kind == Kind::Catalog && other.folder() == folder;
    for other in read.iter().filter(is_yaml) {
        places::overridden(&other.document).iter().for_each(|name| needs.catalog(name).join(follow(name, all)));
    }
    needs
}

/// What an override needs that is not edited.
const STAYS: Uses = Uses { v2: true, v3: false };

fn declared(facts: &Facts) -> Uses {
    Uses { v2: !facts.v2_sections.is_empty(), v3: facts.declares_v3 }
}

/// What the packages in `folder` and below declare.
fn declared_below(folder: &Path, packages: &Packages, facts: &[Facts]) -> Uses {
    let mut all = Uses::default();
    let below = packages.iter().zip(facts).filter(|((_, package), _)| package.folder.starts_with(folder));
    below.for_each(|(_, facts)| all.join(declared(facts)));
    all
}
