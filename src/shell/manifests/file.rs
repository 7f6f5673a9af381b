//! A manifest as it was read.

use crate::kind::data::Document;
use crate::shell::candidate::Candidate;
use std::path::Path;

/// A manifest that was read.
pub struct Manifest<'a> {
    /// The file.
    pub candidate: &'a Candidate,
    /// The parsed content.
    pub document: Document<'a>,
    /// The reason why the manifest is not written.
    pub obstacle: Option<Obstacle>,
}

/// Why a manifest is not written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Obstacle {
    /// The file cannot be written, for this reason.
    Failed(String),
    /// Its package is left alone.
    Held,
}

impl Manifest<'_> {
    /// Returns the folder of the manifest.
    pub fn folder(&self) -> &Path {
        self.candidate.canonical.parent().unwrap_or(&self.candidate.canonical)
    }
}
