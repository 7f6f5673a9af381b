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
    /// The one path of the file, whatever link or `..` led to it.
    pub canonical: PathBuf,
    /// Its kind.
    pub kind: Kind,
    /// What it names.
    pub named: Named,
    /// All of it.
    pub text: Result<String, NotUtf8>,
    /// What is to be said of it by its path alone.
    pub by_path: Option<&'static mapping::Entry>,
    /// Why it is only looked at, where it is.
    pub left_out: Option<NotMigrated>,
}

impl Candidate {
    /// All text of the file, whatever its encoding.
    pub fn text(&self) -> &str {
        self.text.as_ref().map_or_else(|other| other.decoded.as_str(), String::as_str)
    }

    /// All bytes of the file.
    pub fn bytes(&self) -> &[u8] {
        self.text.as_ref().map_or_else(|other| other.bytes.as_slice(), String::as_bytes)
    }

    /// The text that the core is given; none where that would be edited and is no UTF-8.
    pub fn migrated_text(&self) -> Option<&str> {
        match &self.text {
            Ok(text) => Some(text),
            Err(other) => self.kind.is_only_read().then_some(other.decoded.as_str()),
        }
    }

    /// Whether the file names v3. TODOs of an earlier run do not count.
    pub fn names_v3(&self) -> bool {
        let has = |line: &[u8]| named(line).any(&[Named::V3]) && !named(line).any(&[Named::TODO]);
        self.named.any(&[Named::V3]) && self.text().as_bytes().split(|byte| *byte == b'\n').any(has)
    }

    /// Whether the file uses Rupt, as sure as bytes can be.
    pub fn is_sure(&self) -> bool {
        self.named.is_sure()
            || self.named.any(&[Named::MENTION])
            || (self.kind.is_page() && self.named.any(&[Named::COPY]))
    }
}

/// Whether a file of `kind` that names `named` is to be looked into.
pub fn is_wanted(kind: Kind, named: Named) -> bool {
    match kind {
        _ if kind.is_page() && named.any(&[Named::COPY]) => true,
        _ if kind.is_only_read() => named.is_in_text(),
        Kind::Script(_) | Kind::Document(_) => named.is_candidate(),
        Kind::Manifest | Kind::Deno => named.is_in_text() || named.any(&[Named::SERVER]),
        Kind::Catalog => true,
    }
}
