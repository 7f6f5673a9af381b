//! Proves the fixtures from outside: that each program does after the move what it did before, and
//! that its types hold. The proof itself is `tests/proof/`, and runs in Node.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Once;
use std::time::SystemTime;
use std::{env, fs};

static INSTALL: Once = Once::new();

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/proof")
}

fn changed(path: &Path) -> Option<SystemTime> {
    fs::metadata(path).and_then(|data| data.modified()).ok()
}

/// Installs what the proof needs, where it is missing or older than the lock file.
fn install() {
    let installed = changed(&folder().join("node_modules/.package-lock.json"));
    if installed.is_some() && installed >= changed(&folder().join("package-lock.json")) {
        return;
    }
    let npm = if cfg!(windows) { "npm.cmd" } else { "npm" };
    let run = Command::new(npm)
        .args(["ci", "--no-audit", "--no-fund"])
        .current_dir(folder())
        .output()
        .expect("the proof needs Node and npm");
    assert!(run.status.success(), "npm ci failed:\n{}", String::from_utf8_lossy(&run.stderr));
}

/// `PROOF=<part of a name>` runs some of the fixtures only.
fn prove(program: &str) {
    INSTALL.call_once(install);
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures");
    let run = Command::new("node")
        .arg(folder().join(program))
        .arg(fixtures)
        .args(env::var_os("PROOF"))
        .output()
        .expect("the proof needs Node");
    let said = [run.stdout, run.stderr].concat();
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&said));
}

#[test]
fn every_program_does_what_it_did() {
    prove("behaviour.mjs");
}

#[test]
fn no_program_gets_a_new_type_error() {
    prove("types.mjs");
}
