//! Nothing is written over what git could not bring back.

use super::compute::Work;
use super::git::{self, Answer};
use super::paths::shown;
use super::run::Run;
use crate::render::report::Failure;
use std::path::Path;

/// Takes all changes back where one of the files that would change is dirty, or nobody can tell, or no
/// repository has it, and says which.
pub fn check(run: &Run, work: &mut Work) {
    let files: Vec<&Path> = work.changes().map(|(path, _)| path).collect();
    if run.args.allow_dirty || files.is_empty() {
        return;
    }
    let mut answer = git::ask(&files);
    if run.args.allow_no_vcs {
        answer.without_repository.clear();
    }
    let failures = failures(work, &answer);
    if failures.is_empty() {
        return;
    }
    work.undo();
    work.survey.failures.extend(failures);
    if answer.dirty.is_empty() && answer.refused.is_none() {
        work.remarks.push(NO_WAY_BACK.to_owned());
    } else {
        work.remarks.push(NOTHING_WRITTEN.to_owned());
    }
}

const NOTHING_WRITTEN: &str = "Nothing was written, so that git can bring every changed file back. Commit or stash these \
    files first, or pass `--allow-dirty`.";

const NO_WAY_BACK: &str = "Nothing was written: outside of a git repository there is no commit to go back to. Pass \
    `--allow-no-vcs` to write all the same.";

fn failures(work: &Work, answer: &Answer) -> Vec<Failure> {
    let path_of = |path: &Path| match work.changes().find(|(other, _)| *other == path) {
        Some((_, report)) => report.path.clone(),
        None => shown(path),
    };
    let dirty = answer.dirty.iter().map(|(path, how)| Failure::new(path_of(path), *how));
    let outside = answer.without_repository.iter().map(|path| Failure::new(path_of(path), "is in no git repository"));
    let mut failures: Vec<Failure> = dirty.chain(outside).collect();
    if let Some(why) = &answer.refused {
        failures.push(Failure::new("git", format!("did not say which files have uncommitted changes: {why}")));
    }
    failures
}
