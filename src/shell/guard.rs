//! Nothing is written over what git could not bring back.

use super::compute::Work;
use super::git::{self, Answer};
use super::paths::shown;
use super::run::Run;
use crate::render::report::Failure;
use std::path::Path;

/// Takes all changes back where one of the files that would change is dirty, and says which; says
/// so where nobody can tell.
pub fn check(run: &Run, work: &mut Work) {
    let files: Vec<&Path> = work.changes().map(|(path, _)| path).collect();
    if run.args.allow_dirty || files.is_empty() {
        return;
    }
    let answer = git::ask(&files);
    let failures = failures(work, &answer);
    if !failures.is_empty() {
        work.undo();
        work.survey.failures.extend(failures);
        work.remarks.push(NOTHING_WRITTEN.to_owned());
    } else if answer.without_git {
        work.remarks.push("There is no git to ask whether files have uncommitted changes.".to_owned());
    } else if !answer.without_repository.is_empty() {
        work.remarks.push("Not in a git repository: there is no commit to go back to.".to_owned());
    }
}

const NOTHING_WRITTEN: &str = "Nothing was written, so that git can bring every changed file back. Commit or stash these \
    files first, or pass `--allow-dirty`.";

fn failures(work: &Work, answer: &Answer) -> Vec<Failure> {
    let path_of = |path: &Path| match work.changes().find(|(other, _)| *other == path) {
        Some((_, report)) => report.path.clone(),
        None => shown(path),
    };
    let dirty = answer.dirty.iter().map(|(path, how)| Failure::new(path_of(path), *how));
    let mut failures: Vec<Failure> = dirty.collect();
    if let Some(why) = &answer.refused {
        failures.push(Failure::new("git", format!("did not say which files have uncommitted changes: {why}")));
    }
    failures
}
