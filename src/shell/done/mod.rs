//! `rupt-migrate done`: removes TODOs once they are done.
//!
//! Searching, the guard, the proof and writing are those of a run. This module decides which files are
//! searched and what is reported about them.

mod report;
mod words;

use super::args::{Args, DoneArgs};
use super::candidate::Candidate;
use super::compute::{self, Computed};
use super::exclude::Exclude;
use super::exit::Exit;
use super::held::Held;
use super::links::Links;
use super::manifests::Manifests;
use super::out::{self, Out, usage};
use super::packages::Packages;
use super::paths::relative;
use super::pool::{self, ScriptEnd, Stopped};
use super::progress::Count;
use super::request::Request;
use super::show::Reported;
use super::survey::Survey;
use super::{apply, encoding, guard, regular};
use crate::done::{Done, Orphans, Wanted, done};
use crate::kind::Kind;
use crate::mapping::Ids;
use crate::prefilter::{Named, named};
use crate::render::report::{Counters, WrittenFiles};
use crate::render::summary;
use crate::todo;
use rayon::prelude::*;
use report::DoneReport;
use std::path::{Path, PathBuf};
use words::IdsAndPaths;

/// Runs `done` in the folder `here`.
pub fn run(asked: &DoneArgs, here: &Path) -> Exit {
    let words = match IdsAndPaths::read(&asked.words, |path| here.join(path).exists()) {
        Ok(words) => words,
        Err(message) => return usage(&message),
    };
    if words.entries.is_empty() && !asked.orphans {
        return usage("which notes are done? Name their ids: `rupt-migrate done redirect-urls .`");
    }
    let exclude = match Exclude::new(&asked.exclude, here) {
        Ok(exclude) => exclude,
        Err(message) => return usage(&message),
    };
    let wanted = Wanted {
        ids: Ids::of(words.entries.iter().copied()),
        orphans: if asked.orphans { Orphans::Go } else { Orphans::Stay },
    };
    let paths = if words.paths.is_empty() { vec![PathBuf::from(".")] } else { words.paths };
    let args = Args {
        paths,
        dry_run: asked.dry_run,
        allow_dirty: asked.allow_dirty,
        allow_no_vcs: asked.allow_no_vcs,
        exclude: asked.exclude.clone(),
        no_ignore: asked.no_ignore,
        quiet: asked.quiet,
        color: asked.color,
        ..Args::default()
    };
    let request = Request { args: &args, here, exclude: &exclude, out: Out::new(asked.color), migrate: crate::migrate };
    match compute(&request, &wanted) {
        Ok((computed, said)) => finish(&request, computed, said),
        Err(message) => usage(&message),
    }
}

/// Writes the results, or prints them as a patch, and reports what was done.
fn finish(request: &Request, mut computed: Computed, mut said: DoneReport) -> Exit {
    if !request.args.dry_run {
        guard::check(request, &mut computed);
        apply::write(&mut computed, request.walkers(), &Count::default());
    }
    said.count(&computed);
    let reported = Reported::new(request, computed, Links::default());
    let printed = if request.args.dry_run { reported.print_patch(request) } else { Ok(()) };
    let report = &reported.report;
    let failures = summary::quiet(report, request.out.talk);
    let has_failed = !report.failures.is_empty() || printed.is_err();
    let is_silent = request.args.quiet || report.refusal.is_some();
    let told = if is_silent { String::new() } else { said.text(request, report) };
    out::say(&format!("{failures}{told}"));
    if has_failed { Exit::Failed } else { Exit::Done }
}

/// Computes everything that is to be written and reported.
fn compute(request: &Request, wanted: &Wanted) -> Result<(Computed, DoneReport), String> {
    let count = Count::default();
    let mut found = request.search(&request.args.paths, request.exclude, &count).run();
    pool::start(request.threads()).map_err(|error| format!("no threads: {error}"))?;
    let has_todos = |candidate: &Candidate| {
        candidate.kind.holds_programs() && candidate.left_out.is_none() && todo::may_be_in(candidate.text())
    };
    found.candidates.retain(has_todos);
    let on_v3 = std::mem::take(&mut found.on_v3);
    let known: Vec<PathBuf> = found.candidates.iter().map(|candidate| candidate.canonical.clone()).collect();
    let others = on_v3.par_iter().filter(|path| !known.contains(path)).filter_map(|path| on_v3_only(request, path));
    let others: Vec<Candidate> = others.collect();
    found.candidates.extend(others.into_iter().filter(has_todos));
    let one = |candidate: &Candidate| {
        pool::run_contained(candidate.migrated_text(), candidate.kind, |text| done(text, candidate.kind, wanted))
    };
    let done: Vec<Result<Done, Stopped>> =
        rayon::scope(|_| found.candidates.par_iter().with_max_len(1).map(one).collect());
    let mut said = DoneReport::new(wanted.clone());
    let mut ends = Vec::new();
    for (index, (candidate, done)) in found.candidates.iter().zip(done).enumerate() {
        if let Ok(done) = &done {
            said.take(candidate, done);
        }
        ends.push((index, done.map_or_else(ScriptEnd::from, |done| ScriptEnd::Outcome(done.outcome))));
    }
    let packages = Packages::default();
    let mut survey = Survey::new(&mut found, ends, &packages);
    compute::keep_read_only(&mut survey, 0);
    let computed = Computed {
        found,
        packages,
        survey,
        manifests: Manifests::default(),
        importers: Vec::new(),
        counters: Counters::default(),
        remarks: Vec::new(),
        writes: WrittenFiles::default(),
        held: Held::default(),
        refusal: None,
    };
    Ok((computed, said))
}

/// Reads a file that names v3 and no TODO. It can only contain TODOs without their first line.
fn on_v3_only(request: &Request, canonical: &Path) -> Option<Candidate> {
    let path = relative(request.here, canonical);
    let kind = Kind::of(&path.file_name()?.to_string_lossy())?;
    if request.exclude.leaves_out(&path) || !kind.holds_programs() {
        return None;
    }
    let bytes = regular::within(canonical, pool::LARGEST as u64).ok()?;
    let named: Named = named(&bytes);
    let (canonical, text) = (canonical.to_owned(), encoding::decode(bytes));
    Some(Candidate { path, canonical, kind, named, text, by_path: None, left_out: None })
}
