//! Computes all results of a run, before anything is written.

use super::candidate::Candidate;
use super::discover::Discovered;
use super::held::Held;
use super::manifests::Manifests;
use super::outside::{self, Outside};
use super::packages::Packages;
use super::passes::{Job, Migrated, look_at, migrate, migrate_jobs};
use super::paths::{relative, shown};
use super::pool::{self, ScriptEnd};
use super::progress::Count;
use super::request::Request;
use super::survey::{Planned, Survey};
use super::{importers, maps, write};
use crate::migration::{Choice, Outcome};
use crate::render::failure::Failure;
use crate::render::not_migrated::NotMigrated;
use crate::render::report::{Counters, FileReport, Importers, Refusal, WrittenFiles};
use rayon::prelude::*;
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

/// The results of a run, and what was written of them.
pub struct Computed {
    /// The files that the search found.
    pub found: Discovered,
    /// The packages of these files.
    pub packages: Packages,
    /// The scripts.
    pub survey: Survey,
    /// The manifests.
    pub manifests: Manifests,
    /// The files that import modules which export v2.
    pub importers: Vec<Importers>,
    /// How many files were read, parsed and written.
    pub counters: Counters,
    /// Remarks about the whole run.
    pub remarks: Vec<String>,
    /// The files that were written, and those that were not.
    pub writes: WrittenFiles,
    /// The packages that `--whole` leaves alone.
    pub held: Held,
    /// The reason why nothing was written, if there was something to write.
    pub refusal: Option<Refusal>,
}

/// The files of a run, before it is decided what moves.
#[derive(Clone)]
pub struct RunInput {
    found: Discovered,
    packages: Packages,
    outside: Outside,
    /// How the migration of each file outside of the given paths would end.
    outside_ends: Vec<Option<ScriptEnd>>,
    /// How many files name Rupt.
    named: usize,
}

impl RunInput {
    /// Searches the given paths and reads the packages of the files.
    ///
    /// # Errors
    /// If the system cannot start the threads.
    pub fn new(request: &Request, count: &Count) -> Result<Self, String> {
        let found = request.search(&request.args.paths, request.exclude, count).run();
        pool::start(request.threads()).map_err(|error| format!("no threads: {error}"))?;
        let named = found.candidates.len();
        let packages = match found.candidates.is_empty() {
            true => Packages::default(),
            false => Packages::read(&found.manifests, &request.args.paths, request.walkers()),
        };
        let outside = outside::look(request, &found, &packages);
        let packages = packages.with_rendering(&[found.rendering.as_slice(), &outside.rendering].concat());
        let outside_ends = look_at(request, &outside, &packages);
        Ok(RunInput { found, packages, outside, outside_ends, named })
    }

    /// Decides what moves. Nothing changes in a package that is `held`.
    pub fn judge(self, request: &Request, held: Held, count: &Count) -> Computed {
        let RunInput { mut found, packages, outside, outside_ends, named } = self;
        let seen = outside.candidates.iter().zip(&outside_ends);
        let Migrated { ends, choices } = migrate(request, &found, &packages, seen, &held, count);
        let (settings, ends) = ends.into_iter().partition(|(index, end)| is_setting(&found.candidates[*index], end));
        let mut survey = Survey::new(&mut found, ends, &packages);
        expect(&mut survey, &found, &settings, &packages, &held);
        count_outside(request, &outside, outside_ends, &packages, &mut survey);
        survey.hold(0, |path| held.holds(&packages, path));
        keep_read_only(&mut survey, 0);
        migrate_settings(request, (&mut found, settings, choices), &mut survey, (&packages, &held), count);
        let importers = list_importers(request, &found, &packages, &survey);
        let remarks = maps::unmapped(&survey).into_iter().collect();
        let counters = counters(count, named);
        let mut computed = Computed {
            found,
            packages,
            survey,
            importers,
            manifests: Manifests::default(),
            counters,
            remarks,
            writes: WrittenFiles::default(),
            held,
            refusal: None,
        };
        computed.plan_manifests();
        computed
    }
}

impl Computed {
    /// The files that change, and how.
    pub fn changes(&self) -> impl Iterator<Item = (&Path, &FileReport)> {
        let scripts = self.survey.scripts.iter().map(|script| (script.canonical.as_path(), &script.report));
        let manifests = self.manifests.planned.iter().map(|manifest| (manifest.canonical.as_path(), &manifest.report));
        scripts.chain(manifests).filter(|(_, report)| report.changes())
    }

    /// Plans the manifests by what the scripts use after the migration.
    pub fn plan_manifests(&mut self) {
        self.manifests = Manifests::plan(&self.found.candidates, &self.survey, &self.packages, &self.held);
    }

    /// Takes all changes back.
    pub fn undo(&mut self) {
        self.survey.scripts.iter_mut().filter(|script| script.report.changes()).for_each(|script| script.undo());
        self.manifests.planned.iter_mut().for_each(|manifest| manifest.undo());
    }
}

/// Reverts the changes of scripts that cannot be written, from index `first` on, and reports a failure for
/// each.
pub fn keep_read_only(survey: &mut Survey, first: usize) {
    let scripts = &mut survey.scripts[first..];
    let changes = |script: &Planned| script.report.changes();
    let obstacle = |script: &Planned| changes(script).then(|| write::obstacle(&script.canonical)).flatten();
    let obstacles: Vec<Option<String>> = scripts.par_iter().map(obstacle).collect();
    for (script, obstacle) in scripts.iter_mut().zip(obstacles) {
        if let Some(obstacle) = obstacle {
            survey.failures.push(Failure::new(&script.report.path, obstacle));
            script.undo();
        }
    }
}

/// Whether a script has settings. Their migration depends on what all files use in the end.
fn is_setting(candidate: &Candidate, end: &ScriptEnd) -> bool {
    candidate.left_out.is_none()
        && matches!(end, ScriptEnd::Outcome(Outcome::Migrated(migration)) if migration.has_settings)
}

/// Counts the uses in scripts with settings, which are migrated last.
fn expect(survey: &mut Survey, found: &Discovered, settings: &[(usize, ScriptEnd)], packages: &Packages, held: &Held) {
    for (index, end) in settings {
        let candidate = &found.candidates[*index];
        match end {
            ScriptEnd::Outcome(Outcome::Migrated(migration)) if held.holds(packages, &candidate.canonical) => {
                survey.expect_as_it_is(candidate, migration, packages);
            }
            ScriptEnd::Outcome(Outcome::Migrated(migration)) => survey.expect(candidate, migration, packages),
            _ => {}
        }
    }
}

fn counters(count: &Count, named: usize) -> Counters {
    let get = |counted: &AtomicUsize| counted.load(Ordering::Relaxed);
    Counters {
        seen: get(&count.seen),
        searched: get(&count.searched),
        reads: get(&count.reads),
        bytes: get(&count.bytes),
        named,
        parsed: get(&count.parsed),
        proven: get(&count.proven),
        ..Counters::default()
    }
}

/// Migrates the scripts with settings once more, now that it is known which SDKs the other files use in the end.
fn migrate_settings(
    request: &Request,
    (found, settings, mut choices): (&mut Discovered, Vec<(usize, ScriptEnd)>, HashMap<usize, Choice>),
    survey: &mut Survey,
    (packages, held): (&Packages, &Held),
    count: &Count,
) {
    let first = survey.scripts.len();
    for (index, _) in &settings {
        let in_use = survey.in_use(&found.candidates[*index].canonical, packages);
        choices.entry(*index).or_default().in_use = in_use;
    }
    let again: Vec<(usize, Job)> =
        settings.iter().map(|(index, _)| (*index, (&found.candidates[*index], choices[index].clone()))).collect();
    for (index, end) in migrate_jobs(request, again, count) {
        survey.take(&mut found.candidates[index], end, packages);
    }
    survey.hold(first, |path| held.holds(packages, path));
    keep_read_only(survey, first);
}

/// Counts the uses in files outside of the given paths.
fn count_outside(
    request: &Request,
    outside: &Outside,
    ends: Vec<Option<ScriptEnd>>,
    packages: &Packages,
    survey: &mut Survey,
) {
    for (candidate, end) in outside.candidates.iter().zip(ends) {
        survey.mention(candidate, end.as_ref(), candidate.left_out.unwrap_or(NotMigrated::Outside), packages);
    }
    survey.count_unread(outside.unread.iter(), packages);
    survey.failures.extend(outside.unread.iter().map(|path| {
        Failure::new(shown(&relative(request.here, path)), "could not be read, and may use Rupt")
            .help("`rupt` stays in the `package.json` above it; run again when it can be read")
    }));
    survey.count_v3(outside.on_v3.iter(), packages);
}

fn list_importers(request: &Request, found: &Discovered, packages: &Packages, survey: &Survey) -> Vec<Importers> {
    if survey.exporters.is_empty() {
        return Vec::new();
    }
    let is_exporter = |candidate: &&Candidate| survey.exporters.contains(&candidate.canonical);
    let modules = found.candidates.iter().filter(is_exporter);
    let modules: Vec<(PathBuf, String)> =
        modules.map(|module| (module.canonical.clone(), shown(&module.path))).collect();
    importers::importers(&request.search(&request.args.paths, request.exclude, &Count::default()), packages, &modules)
}
