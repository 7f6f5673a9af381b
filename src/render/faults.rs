//! Files that a renderer panicked on.
//!
//! A report covers many files. If rendering one of them panics, the others are still rendered, the file is
//! reported as a failure, and the run ends with 2.

use super::failure::{BUG, Failure};
use crate::contain::contain;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

/// The files of a run that a renderer panicked on, each with the message.
#[derive(Debug, Clone, Default)]
pub struct Faults(Arc<Mutex<BTreeMap<String, String>>>);

impl Faults {
    /// Returns the result of `render` for the file at `path`. If it panics, this records the file and returns
    /// `None`.
    pub fn contain<T>(&self, path: &str, render: impl FnOnce() -> T) -> Option<T> {
        match contain(render) {
            Ok(done) => Some(done),
            Err(said) => {
                self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(path.to_owned(), said);
                None
            }
        }
    }

    /// Returns a failure for each of these files.
    pub fn failures(&self) -> Vec<Failure> {
        let all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let failure = |(path, said): (&String, &String)| {
            Failure::new(path.as_str(), format!("could not be shown completely: {said}")).help(BUG)
        };
        all.iter().map(failure).collect()
    }
}
