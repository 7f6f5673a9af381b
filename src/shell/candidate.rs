//! A file that names Rupt, as it was read.

use super::encoding::NotUtf8;
use crate::kind::Kind;
use crate::mapping;
use crate::prefilter::{Named, named};
use crate::render::not_migrated::NotMigrated;
use std::path::PathBuf;

/// A file that names Rupt.
#[derive(Debug, Clone)]
pub struct Candidate {
    /// The path as it was walked.
    pub path: PathBuf,
    /// The canonical path, without links and `..`.
    pub canonical: PathBuf,
    /// The kind of the file.
    pub kind: Kind,
    /// What the file names.
    pub named: Named,
    /// The content.
    pub text: Result<String, NotUtf8>,
    /// The entry of the table that applies by the path alone.
    pub by_path: Option<&'static mapping::Entry>,
    /// The reason why the file is only read, or `None` if it is migrated.
    pub left_out: Option<NotMigrated>,
}

impl Candidate {
    /// Returns the text of the file, decoded from any encoding.
    pub fn text(&self) -> &str {
        self.text.as_ref().map_or_else(|other| other.decoded.as_str(), String::as_str)
    }

    /// Returns the bytes of the file.
    pub fn bytes(&self) -> &[u8] {
        self.text.as_ref().map_or_else(|other| other.bytes.as_slice(), String::as_bytes)
    }

    /// Returns the text for the core, or `None` if the file would be edited and is not UTF-8.
    pub fn migrated_text(&self) -> Option<&str> {
        match &self.text {
            Ok(text) => Some(text),
            Err(other) => self.kind.is_only_read().then_some(other.decoded.as_str()),
        }
    }

    /// Whether the file names v3 outside of the TODOs of an earlier run.
    pub fn names_v3(&self) -> bool {
        let has = |line: &[u8]| named(line).any(&[Named::V3]) && !named(line).any(&[Named::TODO]);
        self.named.any(&[Named::V3]) && self.text().as_bytes().split(|byte| *byte == b'\n').any(has)
    }

    /// Whether the bytes show that the file uses Rupt.
    pub fn is_sure(&self) -> bool {
        self.named.is_sure()
            || self.named.any(&[Named::MENTION])
            || (self.kind.is_page() && self.named.any(&[Named::COPY]))
    }
}

/// Whether a file of `kind` that names `named` is a candidate.
pub fn is_wanted(kind: Kind, named: Named) -> bool {
    match kind {
        _ if kind.is_page() && named.any(&[Named::COPY]) => true,
        _ if kind.is_only_read() => named.is_in_text(),
        Kind::Script(_) | Kind::Document(_) => named.is_candidate(),
        Kind::Manifest | Kind::Deno => named.is_in_text() || named.any(&[Named::SERVER]),
        Kind::Catalog => true,
    }
}
