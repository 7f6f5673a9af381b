//! The patch of many programs, applied by git, gives what the migration gives.

use super::written::Written;
use rupt_migrate::render::diff::{FileChange, PatchReader, patch};
use rupt_migrate::render::paint::Paint;
use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

/// Has git patch the programs, and compares.
///
/// # Errors
/// The program that differs, or what git says.
pub fn hold(programs: &[Written]) -> Result<(), String> {
    let folder = tempfile::tempdir().expect("a folder");
    let path = |index: usize| format!("{index}/{}", programs[index].name);
    let mut patches = String::new();
    for (index, Written { before, after, .. }) in programs.iter().enumerate() {
        let path = path(index);
        let file = folder.path().join(&path);
        fs::create_dir_all(file.with_file_name("")).expect("made");
        fs::write(file, before).expect("written");
        let change = FileChange { path: path.as_bytes(), old: before, new: after, kept: &[] };
        patches.push_str(&patch(change, PatchReader::Program(Paint::Plain)));
    }
    apply(&patches, folder.path())?;
    for (index, Written { after, .. }) in programs.iter().enumerate() {
        let patched = fs::read_to_string(folder.path().join(path(index))).expect("read");
        if patched != *after {
            return Err(format!("the patch gives\n{patched}\nand the migration\n{after}"));
        }
    }
    Ok(())
}

fn apply(patches: &str, folder: &Path) -> Result<(), String> {
    let mut git = Command::new("git")
        .args(["apply", "-"])
        .current_dir(folder)
        .stdin(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("git runs");
    git.stdin.take().expect("piped").write_all(patches.as_bytes()).expect("written");
    let done = git.wait_with_output().expect("git ends");
    match done.status.success() {
        true => Ok(()),
        false => Err(String::from_utf8_lossy(&done.stderr).into_owned()),
    }
}
