//! Writing all that changes: scripts first, then the manifests as they are true of what was
//! written.

use super::compute::Work;
use super::folder::Folder;
use super::progress::Count;
use super::survey::Planned;
use super::{interrupt, temporary, write};
use crate::render::failure::Failure;
use crate::render::report::{FileReport, Writes};
use rayon::prelude::*;
use std::collections::BTreeSet;
use std::path::Path;
use std::sync::atomic::Ordering;

/// Writes the changes of `work`, on so many `threads`: writing is waiting for the disk. What could
/// not be written is taken back in the account.
pub fn write(work: &mut Work, threads: usize, count: &Count) {
    let _writing = interrupt::Writing::start();
    if work.changes().next().is_none() {
        return;
    }
    count.to_write.store(work.changes().count(), Ordering::Relaxed);
    let mut failures = Vec::new();
    each_folder(work.found.candidates.iter().map(|candidate| candidate.canonical.as_path()), temporary::clear);
    let one = |script: &Planned| one(&script.canonical, &script.report, count);
    let scripts = &work.survey.scripts;
    let ends: Vec<End> = match rayon::ThreadPoolBuilder::new().num_threads(threads).build() {
        Ok(pool) => pool.install(|| scripts.par_iter().map(one).collect()),
        Err(_) => scripts.iter().map(one).collect(),
    };
    for (script, end) in work.survey.scripts.iter_mut().zip(ends) {
        if !end.account(&script.report, &mut work.writes, &mut failures) {
            script.undo();
        }
    }
    // Manifests say what the scripts load: the disk is to have them later, too.
    sync(scripts_of(work));
    if !failures.is_empty() || interrupt::requested() {
        work.survey.failures.append(&mut failures);
        work.plan_manifests();
    }
    for manifest in &mut work.manifests.planned {
        let end = self::one(&manifest.canonical, &manifest.report, count);
        if !end.account(&manifest.report, &mut work.writes, &mut failures) {
            manifest.undo();
        }
    }
    sync(work.manifests.planned.iter().map(|manifest| (manifest.canonical.as_path(), &manifest.report)));
    work.survey.failures.append(&mut failures);
    work.counters.written = work.writes.written.len();
    if interrupt::requested() {
        work.remarks.push("Interrupted; run again to go on.".to_owned());
    }
}

fn scripts_of(work: &Work) -> impl Iterator<Item = (&Path, &FileReport)> {
    work.survey.scripts.iter().map(|script| (script.canonical.as_path(), &script.report))
}

/// Has the new names of the files that were written put on the disk.
fn sync<'a>(files: impl Iterator<Item = (&'a Path, &'a FileReport)>) {
    let written = files.filter(|(_, report)| report.changes()).map(|(path, _)| path);
    // Some file systems cannot do it, and have then no way to be surer.
    each_folder(written, |folder| _ = folder.sync());
}

/// Does something in every folder of `files`, once in each.
fn each_folder<'a>(files: impl Iterator<Item = &'a Path>, run: impl Fn(&Folder)) {
    let folders: BTreeSet<&Path> = files.filter_map(Path::parent).collect();
    folders.into_iter().filter_map(|folder| Folder::open(folder).ok()).for_each(|folder| run(&folder));
}

/// How the writing of one file ended.
enum End {
    /// It does not change.
    Same,
    /// It was written.
    Written,
    /// It was not, for this reason.
    Failed(String),
    /// It was not come to.
    NotReached,
}

/// Writes one file, if it changes.
fn one(path: &Path, report: &FileReport, count: &Count) -> End {
    let Some(new) = report.applied() else { return End::Same };
    if interrupt::requested() {
        return End::NotReached;
    }
    match write::replace(path, &report.source, &new.text) {
        Ok(()) => {
            count.written.fetch_add(1, Ordering::Relaxed);
            End::Written
        }
        Err(message) => End::Failed(message),
    }
}

impl End {
    /// Notes down how it ended; whether the file is now as it should be.
    fn account(self, report: &FileReport, writes: &mut Writes, failures: &mut Vec<Failure>) -> bool {
        match self {
            End::Same => return true,
            End::Written => {
                writes.written.push(report.path.clone());
                return true;
            }
            End::Failed(message) => failures.push(Failure::new(&report.path, message)),
            End::NotReached => {}
        }
        writes.not_written.push(report.path.clone());
        false
    }
}
