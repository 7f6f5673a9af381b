//! Writing all that changes: scripts first, then the manifests as they are true of what was
//! written.

use super::compute::Computed;
use super::folder::Folder;
use super::progress::Count;
use super::survey::Planned;
use super::{interrupt, temporary, write};
use crate::render::failure::Failure;
use crate::render::report::{FileReport, WrittenFiles};
use rayon::prelude::*;
use std::collections::BTreeSet;
use std::path::Path;
use std::sync::atomic::Ordering;

/// WrittenFiles the changes of `computed`, on so many `threads`: writing is waiting for the disk. What could
/// not be written is taken back in the account.
pub fn write(computed: &mut Computed, threads: usize, count: &Count) {
    let _writing = interrupt::Writing::start();
    if computed.changes().next().is_none() {
        return;
    }
    count.to_write.store(computed.changes().count(), Ordering::Relaxed);
    let mut failures = Vec::new();
    each_folder(computed.found.candidates.iter().map(|candidate| candidate.canonical.as_path()), temporary::clear);
    let one = |script: &Planned| one(&script.canonical, &script.report, count);
    let scripts = &computed.survey.scripts;
    let ends: Vec<WriteEnd> = match rayon::ThreadPoolBuilder::new().num_threads(threads).build() {
        Ok(pool) => pool.install(|| scripts.par_iter().map(one).collect()),
        Err(_) => scripts.iter().map(one).collect(),
    };
    for (script, end) in computed.survey.scripts.iter_mut().zip(ends) {
        if !end.account(&script.report, &mut computed.writes, &mut failures) {
            script.undo();
        }
    }
    // Manifests say what the scripts load: the disk is to have them later, too.
    sync(scripts_of(computed));
    if !failures.is_empty() || interrupt::requested() {
        computed.survey.failures.append(&mut failures);
        computed.plan_manifests();
    }
    for manifest in &mut computed.manifests.planned {
        let end = self::one(&manifest.canonical, &manifest.report, count);
        if !end.account(&manifest.report, &mut computed.writes, &mut failures) {
            manifest.undo();
        }
    }
    sync(computed.manifests.planned.iter().map(|manifest| (manifest.canonical.as_path(), &manifest.report)));
    computed.survey.failures.append(&mut failures);
    computed.counters.written = computed.writes.written.len();
    if interrupt::requested() {
        computed.remarks.push("Interrupted; run again to go on.".to_owned());
    }
}

fn scripts_of(computed: &Computed) -> impl Iterator<Item = (&Path, &FileReport)> {
    computed.survey.scripts.iter().map(|script| (script.canonical.as_path(), &script.report))
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
enum WriteEnd {
    /// It does not change.
    Same,
    /// It was written.
    Written,
    /// It was not, for this reason.
    Failed(String),
    /// It was not come to.
    NotReached,
}

/// WrittenFiles one file, if it changes.
fn one(path: &Path, report: &FileReport, count: &Count) -> WriteEnd {
    let Some(new) = report.applied() else { return WriteEnd::Same };
    if interrupt::requested() {
        return WriteEnd::NotReached;
    }
    match write::replace(path, &report.source, &new.text) {
        Ok(()) => {
            count.written.fetch_add(1, Ordering::Relaxed);
            WriteEnd::Written
        }
        Err(message) => WriteEnd::Failed(message),
    }
}

impl WriteEnd {
    /// Notes down how it ended; whether the file is now as it should be.
    fn account(self, report: &FileReport, writes: &mut WrittenFiles, failures: &mut Vec<Failure>) -> bool {
        match self {
            WriteEnd::Same => return true,
            WriteEnd::Written => {
                writes.written.push(report.path.clone());
                return true;
            }
            WriteEnd::Failed(message) => failures.push(Failure::new(&report.path, message)),
            WriteEnd::NotReached => {}
        }
        writes.not_written.push(report.path.clone());
        false
    }
}
