//! V8 and TypeScript's parser take the output of each program, as `tests/proof/judges.mjs` says.

use super::npm;
use super::written::Written;
use std::path::Path;
use std::process::Command;

/// Has one run of Node read all programs.
///
/// # Errors
/// What is said of those that are not taken, and their texts.
pub fn hold(programs: &[Written]) -> Result<(), String> {
    let folder = tempfile::tempdir().expect("a folder");
    for (index, program) in programs.iter().enumerate() {
        program.keep(&folder.path().join(name(index)));
    }
    run("judges.mjs", folder.path()).map_err(|said| {
        let is_said = |index: &usize| said.lines().any(|line| line == name(*index));
        let told = (0..programs.len()).filter(is_said).map(|index| {
            let Written { before, after, .. } = &programs[index];
            format!("{}\n{before}\n--- gives\n{after}", name(index))
        });
        told.fold(said.clone(), |all, text| format!("{all}\n\n{text}"))
    })
}

fn name(index: usize) -> String {
    format!("program-{index}")
}

/// Runs a program of the proof over a folder of fixtures.
///
/// # Errors
/// What it says where it is not content.
pub fn run(program: &str, folder: &Path) -> Result<(), String> {
    let program = npm::installed("proof").join(program);
    let run = Command::new("node").args(npm::NODE_FLAGS).arg(program).arg(folder).output();
    let run = run.expect("the proof needs Node");
    let said = || String::from_utf8_lossy(&[run.stdout.clone(), run.stderr.clone()].concat()).into_owned();
    if run.status.success() { Ok(()) } else { Err(said()) }
}
