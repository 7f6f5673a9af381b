//! Files whose part of a report could not be made.
//!
//! A report is made of what was found in many files. Where the part of one makes the renderer panic, all
//! other parts are still made, the file is named, and the run ends with 2.

use super::formats::Context;
use super::report::{Failure, FileReport, Report};
use super::source::Source;
use crate::contain::contain;
use crate::edit::Edits;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

/// What to do about a file that this program failed on.
pub const BUG: &str =
    "this is a bug in rupt-migrate; please open an issue with this file, or the part of it that uses Rupt";

/// The files of a run that a renderer failed on, each with what was said.
#[derive(Debug, Clone, Default)]
pub struct Faults(Arc<Mutex<BTreeMap<String, String>>>);

impl Faults {
    /// What `render` makes of the file at `path`; nothing where it fails, and then that is noted.
    pub fn contain<T>(&self, path: &str, render: impl FnOnce() -> T) -> Option<T> {
        match contain(render) {
            Ok(done) => Some(done),
            Err(said) => {
                self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(path.to_owned(), said);
                None
            }
        }
    }

    /// What `render` makes of a report: where it fails, without the files that it fails on.
    pub fn whole(&self, context: &Context, render: impl Fn(&Context) -> String) -> String {
        if let Ok(done) = contain(|| render(context)) {
            return done;
        }
        let rest = Report { files: Vec::new(), ..context.report.clone() };
        let of_one = |file: FileReport, path: &String| {
            let report = Report { files: vec![file], ..rest.clone() };
            render(&Context { report: &report, paths: std::slice::from_ref(path), ..*context })
        };
        let mut report = context.report.clone();
        for (file, path) in report.files.iter_mut().zip(context.paths) {
            if self.contain(&file.path, || of_one(file.clone(), path)).is_none() {
                *file = bare(file);
            }
        }
        let left = Context { report: &report, ..*context };
        self.contain("the report", || render(&left)).unwrap_or_default()
    }

    /// What is to be told of them.
    pub fn failures(&self) -> Vec<Failure> {
        let all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let failure = |(path, said): (&String, &String)| {
            Failure::new(path.as_str(), format!("not all of it could be shown: {said}")).help(BUG)
        };
        all.iter().map(failure).collect()
    }
}

/// A file of which nothing is said but how many uses it has.
fn bare(file: &FileReport) -> FileReport {
    FileReport {
        source: Source::default(),
        edits: Edits::default(),
        notes: Vec::new(),
        pending: Vec::new(),
        uses: Vec::new(),
        ..file.clone()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::formats::web::Origin;
    use crate::render::report::{Mode, Subject};

    fn file(path: &str) -> FileReport {
        FileReport {
            path: path.to_owned(),
            source: "boom".into(),
            edits: Edits::default(),
            subject: Subject::Script,
            notes: Vec::new(),
            pending: Vec::new(),
            uses: Vec::new(),
            unsafe_moves: 0,
        }
    }

    #[test]
    fn a_file_that_cannot_be_shown_is_left_out_and_named() {
        let fragile = |context: &Context| {
            let shown = context.report.files.iter().map(|file| {
                assert!(file.path != "b" || file.source.is_empty(), "a renderer fell over");
                file.path.clone()
            });
            shown.collect()
        };
        let report = Report { files: vec![file("a"), file("b"), file("c")], ..Report::of_nothing(Mode::Check) };
        let paths = ["a", "b", "c"].map(str::to_owned);
        let faults = Faults::default();
        let context = Context { report: &report, paths: &paths, here: "", web: None, origin: Origin::UNKNOWN, exit: 0 };
        assert_eq!(faults.whole(&context, fragile), "abc");
        let failures = faults.failures();
        assert_eq!(failures.iter().map(|failure| failure.path.as_str()).collect::<Vec<_>>(), ["b"]);
    }
}
