//! The guard: a run overwrites nothing that git could not restore.

use super::compute::Computed;
use super::git::{self, Answer};
use super::paths::shown;
use super::request::Request;
use crate::render::failure::Failure;
use crate::render::report::{Reason, Refusal};
use std::path::Path;

/// Reverts all changes if one of the files that would change is dirty, is in no repository, or has an unknown
/// state. The refusal names these files.
pub fn check(request: &Request, computed: &mut Computed) {
    let files: Vec<&Path> = computed.changes().map(|(path, _)| path).collect();
    if request.args.allow_dirty || files.is_empty() {
        return;
    }
    let mut answer = git::ask(&files);
    if request.args.allow_no_vcs {
        answer.without_repository.clear();
    }
    let refusal = refusal(computed, &answer, files.len());
    if let Some(refusal) = refusal {
        computed.undo();
        computed.survey.failures.extend(failures(&refusal));
        computed.refusal = Some(refusal);
    }
}

/// Returns the reason why nothing may be written, or `None`.
fn refusal(computed: &Computed, answer: &Answer, of: usize) -> Option<Refusal> {
    let path_of = |path: &Path| match computed.changes().find(|(other, _)| *other == path) {
        Some((_, report)) => report.path.clone(),
        None => shown(path),
    };
    let dirty: Vec<_> = answer.dirty.iter().map(|(path, how)| (path_of(path), (*how).to_owned())).collect();
    let outside = answer.without_repository.iter().map(|path| (path_of(path), "is in no git repository".to_owned()));
    let outside: Vec<_> = outside.collect();
    match &answer.refused {
        Some(why) => Some(Refusal { why: Reason::Unknown(why.clone()), files: dirty, of }),
        None if !dirty.is_empty() => Some(Refusal { why: Reason::Dirty, files: dirty, of }),
        None if !outside.is_empty() => Some(Refusal { why: Reason::NoRepository, files: outside, of }),
        None => None,
    }
}

/// Returns a failure for each file of the refusal.
fn failures(refusal: &Refusal) -> Vec<Failure> {
    let mut failures: Vec<Failure> = refusal.files.iter().map(|(path, how)| Failure::new(path, how)).collect();
    if let Reason::Unknown(why) = &refusal.why {
        failures.push(Failure::new("git", format!("did not say which files have uncommitted changes: {why}")));
    }
    failures
}
