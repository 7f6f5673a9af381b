//! The command that undoes a run.
//!
//! The command must undo nothing else. So it is `git restore .` only if no other tracked file below the
//! current folder has changed. Otherwise it names the files, if they are few.

use super::compute::Computed;
use super::git;
use super::paths::relative;
use super::quote::{argument, quoted};
use super::request::Request;
use crate::render::report::Mode;
use std::path::{Path, PathBuf};

/// The maximum number of files in the command.
const NAMED: usize = 4;

/// Returns the command, or `None` if nothing was written or git does not have the old content.
pub fn command(request: &Request, computed: &Computed) -> Option<String> {
    // With either flag, git may not have the old content.
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
