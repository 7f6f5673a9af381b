//! Everything a run comes to, before anything is written.

use super::discover::{Candidate, Found};
use super::exclude::Exclude;
use super::manifests::Manifests;
use super::mocked::Scripts;
use super::packages::Packages;
use super::paths::shown;
use super::progress::Count;
use super::run::Run;
use super::survey::{Planned, Survey};
use super::work::{self, End};
use super::{importers, next, write};
use crate::migration::{Mocked, Outcome, Project};
use crate::render::report::{Counters, Failure, FileReport, Importers, Unread, Writes};
use rayon::prelude::*;
use std::collections::{BTreeSet, HashSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

/// Everything that was computed.
pub struct Work {
    /// What the walk found.
    pub found: Found,
    /// The packages that matter.
    pub packages: Packages,
    /// The scripts.
    pub survey: Survey,
    /// The manifests.
    pub manifests: Manifests,
    /// Who imports modules that hand v2 on.
    pub importers: Vec<Importers>,
    /// How much was done.
    pub counters: Counters,
    /// What is to be said of the run as a whole.
    pub remarks: Vec<String>,
    /// What was written, and what was not.
    pub writes: Writes,
}

impl Work {
    /// Computes everything for `run`.
    ///
    /// # Errors
    /// Where the system gives no threads.
    pub fn compute(run: &Run, count: &Count) -> Result<Self, String> {
        let mut found = run.search(&run.args.paths, run.exclude, count).run();
        work::start(run.threads()).map_err(|error| format!("no threads: {error}"))?;
        let named = found.candidates.len();
        let packages = match found.candidates.is_empty() {
            true => Packages::default(),
            false => Packages::read(&found.manifests, &run.args.paths, run.walkers()),
        };
        let Migrated { ends, shared, mocked } = migrate(run, &found, &packages, count);
        let (settings, ends) = ends.into_iter().partition(|(index, end)| is_setting(&found.candidates[*index], end));
        let mut survey = Survey::new(&mut found, ends, &packages);
        expect(&mut survey, &found, &settings, &packages);
        look_outside(run, &found, &packages, &mut survey);
        keep_read_only(&mut survey, 0);
        let first = survey.scripts.len();
        let project = Project { in_use: survey.in_use(), ..shared };
        let again = settings.into_iter().map(|(index, _)| (index, project_of(index, &mocked, project)));
        for (index, end) in migrate_again(run, &found, &packages, again, count) {
            survey.script(&mut found.candidates[index], end, &packages);
        }
        keep_read_only(&mut survey, first);
        let importers = list_importers(run, &found, &survey);
        let counters = counters(count, named);
        let mut work = Work {
            found,
            packages,
            survey,
            importers,
            manifests: Manifests::default(),
            counters,
            remarks: Vec::new(),
            writes: Writes::default(),
        };
        work.plan_manifests();
        Ok(work)
    }

    /// The files that change, and how.
    pub fn changes(&self) -> impl Iterator<Item = (&Path, &FileReport)> {
        let scripts = self.survey.scripts.iter().map(|script| (script.canonical.as_path(), &script.report));
        let manifests = self.manifests.planned.iter().map(|manifest| (manifest.canonical.as_path(), &manifest.report));
        scripts.chain(manifests).filter(|(_, report)| report.changes())
    }

    /// Plans the manifests, by what the scripts use now.
    pub fn plan_manifests(&mut self) {
        self.manifests = Manifests::plan(&self.found.candidates, &self.survey, &self.packages);
    }

    /// Takes all changes back.
    pub fn undo(&mut self) {
        self.survey.scripts.iter_mut().filter(|script| script.report.changes()).for_each(|script| script.undo());
        self.manifests.planned.iter_mut().for_each(|manifest| manifest.undo());
    }
}

/// Leaves alone what cannot be written anyway, of the scripts from the `first` on.
fn keep_read_only(survey: &mut Survey, first: usize) {
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

/// Whether a script that is to be changed has settings: they go by what all files use in the end.
fn is_setting(candidate: &Candidate, end: &End) -> bool {
    !candidate.excluded && matches!(end, End::Outcome(Outcome::Migrated(migration)) if migration.has_settings)
}

/// Counts what the scripts with settings use.
fn expect(survey: &mut Survey, found: &Found, settings: &[(usize, End)], packages: &Packages) {
    for (index, end) in settings {
        if let End::Outcome(Outcome::Migrated(migration)) = end {
            survey.expect(&found.candidates[*index], migration, packages);
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

/// All scripts, migrated.
struct Migrated {
    /// The outcome of each, with the index of its file.
    ends: Vec<(usize, End)>,
    /// What is known of the whole project.
    shared: Project,
    /// The files with mocks whose code under test moves, by index.
    mocked: HashSet<usize>,
}

/// What is known of the project for the file at `index`.
fn project_of(index: usize, mocked: &HashSet<usize>, shared: Project) -> Project {
    let mocked = if mocked.contains(&index) { Mocked::Moves } else { Mocked::MayStay };
    Project { mocked, ..shared }
}

type Job<'a> = (&'a Candidate, Project);

/// What is to be done with a script; `shared` is what is known of the whole project.
fn job<'a>(candidate: &'a Candidate, packages: &Packages, shared: Project) -> Option<Job<'a>> {
    if !candidate.kind.is_migrated() {
        return None;
    }
    let renders_on_server = packages.renders_on_server(&candidate.canonical);
    Some((candidate, Project { renders_on_server, ..shared }))
}

/// What is known of the project before anything was read.
fn unread(run: &Run) -> Project {
    Project { moves: run.args.moves(), unsaid: run.args.unsaid(), ..Project::default() }
}

/// Migrates all scripts, excluded ones too, to know what they use. Some are migrated again: those that
/// keep `window.Rupt` alive for others, and those with mocks, once it is known that the code under test
/// moves.
fn migrate(run: &Run, found: &Found, packages: &Packages, count: &Count) -> Migrated {
    let mut shared = unread(run);
    let all = found.candidates.iter().enumerate();
    let jobs = all.filter_map(|(index, candidate)| Some((index, job(candidate, packages, shared)?)));
    let (indexes, mut jobs): (Vec<usize>, Vec<Job>) = jobs.unzip();
    let mut ends = work::migrate_all(run.migrate, &jobs, count);
    if global_is_read(&ends) {
        shared.global_is_read = true;
        let again: Vec<usize> = (0..ends.len()).filter(|at| drops_v2(&ends[*at])).collect();
        jobs.iter_mut().for_each(|job| job.1.global_is_read = true);
        redo(run, &jobs, &mut ends, again, count);
    }
    let again = with_moving_code(found, packages, &jobs, &ends);
    again.iter().for_each(|at| jobs[*at].1.mocked = Mocked::Moves);
    let mocked = again.iter().map(|at| indexes[*at]).collect();
    redo(run, &jobs, &mut ends, again, count);
    Migrated { ends: indexes.into_iter().zip(ends).collect(), shared, mocked }
}

/// The positions of the scripts with mocks whose code under test moves.
fn with_moving_code(found: &Found, packages: &Packages, jobs: &[Job], ends: &[End]) -> Vec<usize> {
    let mocks = |end: &End| matches!(end, End::Outcome(Outcome::Migrated(migration)) if migration.mocks_left > 0);
    if !ends.iter().any(mocks) {
        return Vec::new();
    }
    let scripts = Scripts::new(found, packages, jobs.iter().map(|job| job.0).zip(ends));
    let moves = |at: &usize| match &ends[*at] {
        End::Outcome(Outcome::Migrated(migration)) if migration.mocks_left > 0 => {
            scripts.mocked_code_moves(jobs[*at].0, migration)
        }
        _ => false,
    };
    (0..ends.len()).filter(moves).collect()
}

/// Migrates the scripts at the positions `again` once more.
fn redo(run: &Run, jobs: &[Job], ends: &mut [End], again: Vec<usize>, count: &Count) {
    if again.is_empty() {
        return;
    }
    let jobs: Vec<Job> = again.iter().map(|at| jobs[*at]).collect();
    let second = work::migrate_all(run.migrate, &jobs, count);
    again.into_iter().zip(second).for_each(|(at, end)| ends[at] = end);
}

/// Migrates the scripts with settings again, now that it is known what all files use.
fn migrate_again(
    run: &Run,
    found: &Found,
    packages: &Packages,
    settings: impl Iterator<Item = (usize, Project)>,
    count: &Count,
) -> Vec<(usize, End)> {
    let jobs = settings.filter_map(|(index, project)| Some((index, job(&found.candidates[index], packages, project)?)));
    let (indexes, jobs): (Vec<usize>, Vec<Job>) = jobs.unzip();
    indexes.into_iter().zip(work::migrate_all(run.migrate, &jobs, count)).collect()
}

/// Whether some file reads `window.Rupt`, and no page brings it by a `<script>`.
fn global_is_read(ends: &[End]) -> bool {
    let reads = |end: &End| matches!(end, End::Outcome(Outcome::Migrated(migration)) if migration.reads_global);
    let loads = |end: &End| matches!(end, End::Outcome(Outcome::Migrated(migration)) if migration.loads_script());
    ends.iter().any(reads) && !ends.iter().any(loads)
}

fn drops_v2(end: &End) -> bool {
    matches!(end, End::Outcome(Outcome::Migrated(migration)) if migration.drops_v2)
}

/// Looks for files that use Rupt, and are not in the given paths, in the packages that matter:
/// those whose files use it, and those whose manifest is given.
fn look_outside(run: &Run, found: &Found, packages: &Packages, survey: &mut Survey) {
    let roots: Vec<PathBuf> = run.args.paths.iter().filter_map(|path| fs::canonicalize(path).ok()).collect();
    let declares = packages.iter().filter(|(_, package)| package.given && !package.facts.v2_sections.is_empty());
    let mut owners: BTreeSet<usize> = survey.uses().into_keys().collect();
    owners.extend(declares.map(|(index, _)| index));
    owners.retain(|owner| !roots.iter().any(|root| packages.get(*owner).folder.starts_with(root)));
    let folders: Vec<PathBuf> = owners.iter().map(|owner| packages.get(*owner).folder.clone()).collect();
    if folders.is_empty() {
        return;
    }
    let known: HashSet<&Path> = found.candidates.iter().map(|candidate| candidate.canonical.as_path()).collect();
    let is_owned = |path: &Path| packages.owner(path).is_some_and(|owner| owners.contains(&owner));
    let (nothing, count) = (Exclude::nothing(), Count::default());
    let mut outside = run.search(&folders, &nothing, &count).run();
    outside.candidates.retain(|other| !known.contains(other.canonical.as_path()) && is_owned(&other.canonical));
    for candidate in &mut outside.candidates {
        candidate.path = next::relative(run.here, &candidate.canonical);
    }
    let jobs: Vec<Job> =
        outside.candidates.iter().filter_map(|candidate| job(candidate, packages, unread(run))).collect();
    let mut ends = work::migrate_all(run.migrate, &jobs, &count).into_iter();
    for candidate in &outside.candidates {
        let end = if candidate.kind.is_migrated() { ends.next() } else { None };
        survey.mention(candidate, end.as_ref(), Unread::Outside, packages);
    }
    let unread: Vec<&PathBuf> = outside.unread.iter().filter(|path| is_owned(path)).collect();
    survey.count_unread(unread.iter().copied(), packages);
    survey.failures.extend(unread.into_iter().map(|path| {
        Failure::new(shown(&next::relative(run.here, path)), "could not be looked into, and may use Rupt")
            .help("`rupt` stays in the `package.json` above it; run again when it can be read")
    }));
    survey.count_v3(outside.on_v3.iter().filter(|path| is_owned(path)), packages);
}

fn list_importers(run: &Run, found: &Found, survey: &Survey) -> Vec<Importers> {
    if survey.exporters.is_empty() {
        return Vec::new();
    }
    let is_exporter = |candidate: &&Candidate| survey.exporters.contains(&candidate.canonical);
    let modules = found.candidates.iter().filter(is_exporter);
    let modules: Vec<(PathBuf, String)> =
        modules.map(|module| (module.canonical.clone(), shown(&module.path))).collect();
    importers::importers(&run.search(&run.args.paths, run.exclude, &Count::default()), &modules)
}
