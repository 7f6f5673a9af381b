//! The passes in which the scripts of a run are migrated.
//!
//! The outcome of one script can depend on the others: on whether one of them reads `window.Rupt`, and on
//! whether the code moves that a test mocks. So all scripts are migrated once, and those for which the others
//! change something are migrated again.

use super::candidate::Candidate;
use super::discover::Discovered;
use super::global::Global;
use super::held::Held;
use super::mocked::Scripts;
use super::outside::Outside;
use super::packages::Packages;
use super::pool::{self, ScriptEnd};
use super::progress::Count;
use super::request::Request;
use crate::kind::{self, Kind};
use crate::migration::{Choice, Mocked, Outcome};
use std::collections::HashMap;

/// The results of migrating all scripts.
pub struct Migrated {
    /// The outcome of each, with the index of its file.
    pub ends: Vec<(usize, ScriptEnd)>,
    /// The choice that each was migrated with, by the index of its file.
    pub choices: HashMap<usize, Choice>,
}

/// A script and its choice.
pub type Job<'a> = (&'a Candidate, Choice);

/// Returns the job for a script, or `None` for a file that is not migrated.
fn job<'a>(request: &Request, candidate: &'a Candidate, packages: &Packages) -> Option<Job<'a>> {
    if !candidate.kind.is_migrated() {
        return None;
    }
    let renders_on_server = packages.renders_on_server(&candidate.canonical);
    let name = candidate.path.file_name().unwrap_or_default().to_string_lossy();
    let is_settings = matches!(candidate.kind, Kind::Script(_)) && kind::holds_settings(&name);
    let known = Choice { is_settings, moves: request.args.moves(), unsaid: request.args.unsaid(), ..Choice::default() };
    Some((candidate, Choice { renders_on_server, ..known }))
}

/// Migrates all scripts, including excluded ones, whose uses count. Some are migrated again: those that set a
/// `window.Rupt` which others read, and those with mocks whose code under test moves.
pub fn migrate<'a>(
    request: &Request,
    found: &Discovered,
    packages: &Packages,
    outside: impl Iterator<Item = (&'a Candidate, &'a Option<ScriptEnd>)>,
    held: &Held,
    count: &Count,
) -> Migrated {
    let all = found.candidates.iter().enumerate();
    let jobs = all.filter_map(|(index, candidate)| Some((index, job(request, candidate, packages)?)));
    let (indexes, mut jobs): (Vec<usize>, Vec<Job>) = jobs.unzip();
    let mut ends = pool::migrate_all(request.migrate, &jobs, count);
    let inside = jobs.iter().map(|job| job.0).zip(&ends);
    let outside = outside.filter_map(|(candidate, end)| Some((candidate, end.as_ref()?)));
    let global = Global::read(inside.chain(outside), packages);
    let is_needed = |at: &usize| drops_v2(&ends[*at]) && global.is_read_for(&jobs[*at].0.canonical, packages);
    let again: Vec<usize> = (0..ends.len()).filter(is_needed).collect();
    again.iter().for_each(|at| jobs[*at].1.global_is_read = true);
    redo(request, &jobs, &mut ends, again, count);
    let again = with_moving_code(found, packages, held, &jobs, &ends);
    again.iter().for_each(|at| jobs[*at].1.mocked = Mocked::Moves);
    redo(request, &jobs, &mut ends, again, count);
    let choices = indexes.iter().copied().zip(jobs.into_iter().map(|job| job.1)).collect();
    Migrated { ends: indexes.into_iter().zip(ends).collect(), choices }
}

/// Returns the positions of the scripts with mocks whose code under test moves.
fn with_moving_code(
    found: &Discovered,
    packages: &Packages,
    held: &Held,
    jobs: &[Job],
    ends: &[ScriptEnd],
) -> Vec<usize> {
    let mocks =
        |end: &ScriptEnd| matches!(end, ScriptEnd::Outcome(Outcome::Migrated(migration)) if migration.mocks_left > 0);
    if !ends.iter().any(mocks) {
        return Vec::new();
    }
    let scripts = Scripts::new(found, packages, held, jobs.iter().map(|job| job.0).zip(ends));
    let moves = |at: &usize| match &ends[*at] {
        ScriptEnd::Outcome(Outcome::Migrated(migration)) if migration.mocks_left > 0 => {
            scripts.mocked_code_moves(jobs[*at].0, migration)
        }
        _ => false,
    };
    (0..ends.len()).filter(moves).collect()
}

/// Migrates the scripts at the positions `again` once more.
fn redo(request: &Request, jobs: &[Job], ends: &mut [ScriptEnd], again: Vec<usize>, count: &Count) {
    if again.is_empty() {
        return;
    }
    // Frees the first results, which may be large.
    again.iter().for_each(|at| ends[*at] = ScriptEnd::NotText);
    let jobs: Vec<Job> = again.iter().map(|at| jobs[*at].clone()).collect();
    let second = pool::migrate_all(request.migrate, &jobs, count);
    again.into_iter().zip(second).for_each(|(at, end)| ends[at] = end);
}

/// Migrates some scripts, each with the index of its file.
pub fn migrate_jobs(request: &Request, jobs: Vec<(usize, Job)>, count: &Count) -> Vec<(usize, ScriptEnd)> {
    let (indexes, jobs): (Vec<usize>, Vec<Job>) = jobs.into_iter().unzip();
    indexes.into_iter().zip(pool::migrate_all(request.migrate, &jobs, count)).collect()
}

fn drops_v2(end: &ScriptEnd) -> bool {
    matches!(end, ScriptEnd::Outcome(Outcome::Migrated(migration)) if migration.drops_v2)
}

/// Returns how the migration of each file outside of the given paths would end, or `None` for a file that is
/// not migrated.
pub fn look_at(request: &Request, outside: &Outside, packages: &Packages) -> Vec<Option<ScriptEnd>> {
    let jobs: Vec<(usize, Job)> = outside
        .candidates
        .iter()
        .enumerate()
        .filter_map(|(index, candidate)| Some((index, job(request, candidate, packages)?)))
        .collect();
    let mut ends: Vec<Option<ScriptEnd>> = outside.candidates.iter().map(|_| None).collect();
    for (index, end) in migrate_jobs(request, jobs, &Count::default()) {
        ends[index] = Some(end);
    }
    ends
}
