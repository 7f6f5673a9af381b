//! A manifest that was read, before it is decided what becomes of it.

use crate::kind::data::Document;
use crate::shell::candidate::Candidate;
use std::path::Path;

/// A manifest that was read.
pub struct Manifest<'a> {
    /// The file.
    pub candidate: &'a Candidate,
    /// What it holds.
    pub document: Document<'a>,
    /// Why it is not written.
    pub obstacle: Option<Obstacle>,
}

/// Why a manifest is not written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Obstacle {
    /// It cannot be, for this reason.
    Failed(String),
    /// Its package is left alone.
    Held,
}

impl Manifest<'_> {
    /// The folder it lies in.
    pub fn folder(&self) -> &Path {
        self.candidate.canonical.parent().unwrap_or(&self.candidate.canonical)
    }
}
