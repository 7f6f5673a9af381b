//! Proves the fixtures from outside: that each program does after the move what it did before, and
//! that its types hold. The proof itself is `tests/proof/`, and runs in Node.

#[path = "common/npm.rs"]
mod npm;

use std::env;
use std::path::Path;
use std::process::Command;

/// `PROOF=<part of a name>` runs some of the fixtures only.
fn prove(program: &str) {
    let folder = npm::installed("proof");
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures");
    let run = Command::new("node")
        .arg(folder.join(program))
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
