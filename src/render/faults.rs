//! Files whose part of a report could not be made.
//!
//! A report is made of what was found in many files. Where the part of one makes the renderer panic, all
//! other parts are still made, the file is named, and the run ends with 2.

use super::failure::{BUG, Failure};
use crate::contain::contain;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

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

    /// What is to be told of them.
    pub fn failures(&self) -> Vec<Failure> {
        let all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let failure = |(path, said): (&String, &String)| {
            Failure::new(path.as_str(), format!("not all of it could be shown: {said}")).help(BUG)
        };
        all.iter().map(failure).collect()
    }
}
