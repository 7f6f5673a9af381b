//! Writing all that changes: scripts first, then the manifests as they are true of what was
//! written.

use super::compute::Work;
use super::progress::Count;
use super::{interrupt, write};
use crate::render::report::{Failure, FileReport, Writes};
use std::path::Path;
use std::sync::atomic::Ordering;

/// Writes the changes of `work`. What could not be written is taken back in the account.
pub fn write(work: &mut Work, count: &Count) {
    let _writing = interrupt::Writing::start();
    count.to_write.store(work.changes().count(), Ordering::Relaxed);
    let mut failures = Vec::new();
    for script in &mut work.survey.scripts {
        if !one(&script.canonical, &script.report, &mut work.writes, &mut failures) {
            script.undo();
        }
        count.written.store(work.writes.written.len(), Ordering::Relaxed);
    }
    if !failures.is_empty() || interrupt::requested() {
        work.survey.failures.append(&mut failures);
        work.plan_manifests();
    }
    for manifest in &mut work.manifests.planned {
        if !one(&manifest.canonical, &manifest.report, &mut work.writes, &mut failures) {
            manifest.undo();
        }
    }
    work.survey.failures.append(&mut failures);
    work.counters.written = work.writes.written.len();
    if interrupt::requested() {
        work.remarks.push("Interrupted; run again to go on.".to_owned());
    }
}

/// Writes one file; whether it is now as it should be.
fn one(path: &Path, report: &FileReport, writes: &mut Writes, failures: &mut Vec<Failure>) -> bool {
    let Some(new) = &report.output else { return true };
    if !interrupt::requested() {
        match write::replace(path, &report.source, new) {
            Ok(()) => {
                writes.written.push(report.path.clone());
                return true;
            }
            Err(message) => failures.push(Failure::new(&report.path, message)),
        }
    }
    writes.not_written.push(report.path.clone());
    false
}
