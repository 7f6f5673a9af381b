//! The command that takes a run back.
//!
//! It must never take anything else back: `git restore .` is named only where nothing else that git
//! tracks below the current folder has changed. Otherwise the files are named, if they fit a line.

use super::compute::Computed;
use super::git;
use super::paths::relative;
use super::quote::{argument, quoted};
use super::request::Request;
use crate::render::report::Mode;
use std::path::{Path, PathBuf};

/// How many files a command names.
const NAMED: usize = 4;

/// What to type; nothing where nothing was written, or what was there before is nowhere.
pub fn command(request: &Request, computed: &Computed) -> Option<String> {
    // With either flag git may not have what was there.
    if request.mode() != Mode::Write || request.args.allow_dirty || request.args.allow_no_vcs {
        return None;
    }
    let written: Vec<&Path> = computed.changes().map(|(path, _)| path).collect();
    let root = git::repository(written.first()?)?;
    if written.iter().any(|path| git::repository(path).as_deref() != Some(&root)) || !request.here.starts_with(&root) {
        return None;
    }
    let is_below = written.iter().all(|path| path.starts_with(request.here));
    if is_below && !git::others_changed(&root, request.here, &written) {
        return Some("git restore .".to_owned());
    }
    if written.len() > NAMED {
        return Some("git restore FILE… for the files above (-v lists all)".to_owned());
    }
    let names = written.iter().map(|path| relative(request.here, path));
    let names: Vec<String> = names.map(|path: PathBuf| quoted(&argument(&path))).collect();
    Some(format!("git restore -- {}", names.join(" ")))
}
