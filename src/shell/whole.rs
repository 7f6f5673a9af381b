//! `--whole`: a package moves whole or not at all.
//!
//! A package is held, that is left alone, if anything in it would stay on v2. A held package keeps v2, and
//! may keep another package on v2 through a catalog, a mock or a setting that connects them. So everything is
//! judged again with the held packages, until no package is added.

use super::compute::{Computed, RunInput};
use super::held::{Held, PackageGroup};
use super::packages::Packages;
use super::paths::{self, relative, shown};
use super::progress::Count;
use super::request::Request;
use crate::edit::Span;
use crate::kind::DENO;
use crate::kind::manifest::dependencies::ManifestChange;
use crate::kind::manifest::package_json;
use crate::mapping::{ADDRESSES, MANIFEST_ENTRIES, entry};
use crate::migration::UseFate;
use crate::note::{Level, Note};
use crate::render::failure::Failure;
use crate::render::left_alone::{InTheWay, Why};
use crate::render::place::LineColumn;
use crate::render::report::{FileReport, Subject, UnmigratedFile};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// Decides what moves of the files `read`, package by package.
pub fn compute(read: RunInput, request: &Request, count: &Count) -> Computed {
    let mut held = Held::default();
    loop {
        let computed = read.clone().judge(request, held.clone(), count);
        if !held.take(Obstacles::of(&computed, request.here)) {
            return computed;
        }
    }
}

/// Collects the obstacles of each package: everything in it that would stay on v2.
struct Obstacles<'a> {
    packages: &'a Packages,
    here: &'a Path,
    by_group: BTreeMap<PackageGroup, Vec<InTheWay>>,
}

impl<'a> Obstacles<'a> {
    fn of(computed: &'a Computed, here: &'a Path) -> BTreeMap<PackageGroup, Vec<InTheWay>> {
        let mut obstacles = Obstacles { packages: &computed.packages, here, by_group: BTreeMap::new() };
        for script in &computed.survey.scripts {
            obstacles.file(&script.canonical, &script.report);
        }
        for manifest in &computed.manifests.planned {
            obstacles.file(&manifest.canonical, &manifest.report);
        }
        computed.survey.unmigrated.iter().for_each(|mention| obstacles.mention(mention));
        let failures = computed.survey.failures.iter().chain(&computed.manifests.failures);
        failures.for_each(|failure| obstacles.failure(failure));
        for manifest in &computed.manifests.planned {
            obstacles.manifest(&manifest.canonical, &manifest.report);
        }
        obstacles.uncounted(computed);
        for in_the_way in obstacles.by_group.values_mut() {
            let by_path = |a: &InTheWay, b: &InTheWay| paths::order(a.path.as_bytes(), b.path.as_bytes());
            in_the_way.sort_by(|a, b| by_path(a, b).then(a.place.cmp(&b.place)));
            in_the_way.dedup();
        }
        obstacles.by_group
    }

    fn add(&mut self, canonical: &Path, in_the_way: InTheWay) {
        self.by_group.entry(self.packages.group(canonical)).or_default().push(in_the_way);
    }

    /// Adds what stays on v2 in a file: each note about code that stays, and each use that stays without such
    /// a note.
    fn file(&mut self, canonical: &Path, report: &FileReport) {
        let place = |at: u32| Some(report.source.place(at as usize));
        let path = &report.path;
        for note in report.notes.iter().filter(|note| stays(note)) {
            let why = Why::Note(note.entry);
            self.add(canonical, InTheWay { path: path.clone(), place: place(note.at.start), why });
        }
        let line = |at: u32| report.source.place(at as usize).line;
        let is_said = |at: Span| {
            let mut notes = report.notes.iter().filter(|note| stays(note));
            notes.any(|note| line(note.at.start) <= line(at.end) && line(at.start) <= line(note.at.end))
        };
        let left = report.uses.iter().filter(|found| found.fate == UseFate::Left && !is_said(found.at));
        for found in left {
            let why = Why::Said(format!("`{}` stays on v2", found.what));
            self.add(canonical, InTheWay { path: path.clone(), place: place(found.at.start), why });
        }
    }

    /// Adds a manifest that keeps `rupt` although nothing else of its package stays on v2.
    fn manifest(&mut self, canonical: &Path, report: &FileReport) {
        let is_known = self.by_group.contains_key(&self.packages.group(canonical));
        let keeps_v2 = || report.applied().is_some_and(|new| declares_v2(canonical, &new.text));
        if !is_known && report.subject == Subject::Manifest(ManifestChange::Added) && keeps_v2() {
            let why = Why::Said("keeps `rupt`, because something that may get it from here still uses it".to_owned());
            self.add(canonical, InTheWay { path: report.path.clone(), place: None, why });
        }
    }

    fn mention(&mut self, mention: &UnmigratedFile) {
        let (path, place) = (mention.path.clone(), Some(mention.place));
        let why = Why::Said(mention.why.about_one().to_owned());
        self.add(&self.canonical(&mention.path), InTheWay { path, place, why });
    }

    fn failure(&mut self, failure: &Failure) {
        let place: Option<LineColumn> = failure.snippet.as_ref().map(|snippet| snippet.place);
        let (path, why) = (failure.path.clone(), Why::Said(failure.message.clone()));
        self.add(&self.canonical(&failure.path), InTheWay { path, place, why });
    }

    /// Adds the packages that count as users of v2 because something in them could not be read.
    fn uncounted(&mut self, computed: &Computed) {
        for (index, (_, after)) in computed.survey.uses() {
            if after.v2 && !self.by_group.contains_key(&Some(index)) {
                let folder = &self.packages.get(index).folder;
                let path = shown(&relative(self.here, folder));
                let why = Why::Said("something in it may use Rupt v2, and could not be looked into".to_owned());
                self.by_group.insert(Some(index), vec![InTheWay { path, place: None, why }]);
            }
        }
    }

    /// Returns the canonical path of the file that is shown as `path`, which need not exist.
    fn canonical(&self, path: &str) -> PathBuf {
        let path = paths::resolve(self.here, path);
        path.canonicalize().unwrap_or(path)
    }
}

/// Whether a note says that something stays on v2. An address of v2 in a setting does not count, as it runs
/// nothing. Of the notes with a TODO, those about an import for `window` and about a manifest that could not
/// be edited count.
fn stays(note: &Note) -> bool {
    match note.level {
        Level::Manual => !ADDRESSES.contains(&note.entry.id),
        Level::Todo => note.entry == entry!("window-global") || MANIFEST_ENTRIES.contains(note.entry),
        Level::Info => false,
    }
}

fn declares_v2(manifest: &Path, text: &str) -> bool {
    let is_deno = DENO.iter().any(|name| manifest.ends_with(name));
    let read = if is_deno { package_json::read_deno } else { package_json::read };
    read(text).map_or(true, |facts| !facts.v2_sections.is_empty())
}
