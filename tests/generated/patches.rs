//! The patch of many programs, applied by git, gives what the migration gives.

use super::program::Program;
use rupt_migrate::migrate;
use rupt_migrate::migration::Outcome;
use rupt_migrate::render::diff::{Change, Reader, patch};
use rupt_migrate::render::paint::Paint;
use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

/// Writes the programs as `before`, has git patch them in `after`, and compares.
///
/// # Errors
/// The file that differs, or what git says.
pub fn hold(programs: &[Program], folder: &Path) -> Result<(), String> {
    let (before, after) = (folder.join("before"), folder.join("after"));
    let mut patches = String::new();
    let mut expected = Vec::new();
    for (index, program) in programs.iter().enumerate() {
        let path = format!("{index:05}/{}", program.name);
        let output = match migrate(&program.text, program.dialect, program.project) {
            Outcome::Migrated(migration) => migration.output,
            _ => None,
        };
        let output = output.unwrap_or_else(|| program.text.clone());
        patches.push_str(&patch(
            Change { path: path.as_bytes(), old: &program.text, new: &output },
            Reader::Program(Paint::Plain),
        ));
        write(&before.join(&path), &program.text);
        write(&after.join(&path), &program.text);
        expected.push((path, output));
    }
    apply(&patches, &after)?;
    for (path, output) in expected {
        let patched = fs::read_to_string(after.join(&path)).map_err(|error| format!("{path}: {error}"))?;
        if patched != output {
            return Err(format!("{path}: the patch gives\n{patched}\nand the migration\n{output}"));
        }
    }
    Ok(())
}

fn write(path: &Path, text: &str) {
    fs::create_dir_all(path.parent().expect("a file has a folder")).expect("made");
    fs::write(path, text).expect("written");
}

fn apply(patches: &str, folder: &Path) -> Result<(), String> {
    let mut git = Command::new("git")
        .args(["apply", "--whitespace=nowarn", "-"])
        .env("GIT_CEILING_DIRECTORIES", folder.parent().unwrap_or(folder))
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
