//! Writing all files that change: first the scripts, then the manifests, which are planned again if a script
//! could not be written.

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

/// Writes the changes of `computed` on this number of `threads`, since writing waits for the disk. The
/// changes of a file that could not be written are reverted in `computed`.
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
    // The manifests depend on the scripts, so the scripts reach the disk first.
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

/// Syncs the folders of the files that were written.
fn sync<'a>(files: impl Iterator<Item = (&'a Path, &'a FileReport)>) {
    let written = files.filter(|(_, report)| report.changes()).map(|(path, _)| path);
    // Some file systems do not support this, and offer nothing else.
    each_folder(written, |folder| _ = folder.sync());
}

/// Calls `run` once for every folder of `files`.
fn each_folder<'a>(files: impl Iterator<Item = &'a Path>, run: impl Fn(&Folder)) {
    let folders: BTreeSet<&Path> = files.filter_map(Path::parent).collect();
    folders.into_iter().filter_map(|folder| Folder::open(folder).ok()).for_each(|folder| run(&folder));
}

/// How the writing of one file ended.
enum WriteEnd {
    /// The file does not change.
    Same,
    /// The file was written.
    Written,
    /// The file was not written, for this reason.
    Failed(String),
    /// The run was interrupted before this file.
    NotReached,
}

/// Writes one file, if it changes.
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
    /// Records how the writing ended. Returns whether the file is now as planned.
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
