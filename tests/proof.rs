//! Proves the fixtures from outside: that each program does after the move what it did before, that
//! its types hold, and that compilers take it. The proof itself is `tests/proof/`, and runs in Node.

#[path = "common/npm.rs"]
mod npm;

use std::path::Path;
use std::process::Command;
use std::{env, fs};

/// Whether a program of the proof is content with these fixtures, and what it says.
fn run(program: &str, fixtures: &Path, only: &str) -> (bool, String) {
    let program = npm::installed("proof").join(program);
    let run = Command::new("node")
        .args(npm::NODE_FLAGS)
        .arg(program)
        .arg(fixtures)
        .arg(only)
        .output()
        .expect("the proof needs Node");
    let said = [run.stdout, run.stderr].concat();
    (run.status.success(), String::from_utf8_lossy(&said).into_owned())
}

/// `PROOF=<part of a name>` runs some of the fixtures only.
fn prove(program: &str) {
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures");
    let (is_content, said) = run(program, &fixtures, &env::var("PROOF").unwrap_or_default());
    assert!(is_content, "{said}");
}

#[test]
fn every_program_does_what_it_did() {
    prove("behaviour.mjs");
}

#[test]
fn no_program_gets_a_new_type_error() {
    prove("types.mjs");
}

#[test]
fn what_is_shown_to_be_written_by_hand_asks_v3_for_what_is_documented() {
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/examples/by_hand.md");
    let (is_content, said) = run("by-hand.mjs", &page, "");
    assert!(is_content, "{said}");
}

#[test]
fn compilers_take_every_component_and_it_mounts_as_before() {
    prove("components.mjs");
}

#[test]
fn v8_and_typescript_take_every_output() {
    prove("judges.mjs");
}

#[test]
fn no_project_creates_a_client_on_its_server() {
    prove("server.mjs");
}

/// The check of v3 itself, tried with two packages that are made up; it is run by hand.
#[test]
fn v3_that_is_as_documented_passes_and_another_does_not() {
    npm::installed("proof");
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/against-v3");
    let check = |package: &str| {
        let mut node = Command::new("node");
        node.arg(folder.join("run.mjs")).arg(folder.join(package)).env("PROOF", "options/all");
        let run = node.output().expect("the check needs Node");
        (run.status.code(), String::from_utf8_lossy(&[run.stdout, run.stderr].concat()).into_owned())
    };
    let (code, said) = check("as-documented");
    assert!(code == Some(0) && said.contains("types.mjs against it"), "{said}");
    let (code, said) = check("otherwise");
    assert!(code == Some(1) && said.contains("v3 itself refuses new Rupt: `client_id` is no string"), "{said}");
}

/// Each folder of `tests/proof/refused` is a move gone wrong; its file `says` is what is said of it.
#[test]
fn what_went_wrong_is_refused() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/proof/refused");
    let said: String =
        ["behaviour.mjs", "components.mjs", "judges.mjs"].map(|program| run(program, &folder, "").1).concat();
    let mut count = 0;
    for entry in walkdir::WalkDir::new(&folder) {
        let path = entry.expect("the folder can be read").into_path();
        if !path.ends_with("says") {
            continue;
        }
        let name = path.parent().and_then(Path::file_name).expect("a folder").to_string_lossy();
        let expected = fs::read_to_string(&path).expect("read");
        let is_told = |fault: &str| {
            fault.lines().next().is_some_and(|head| head.contains(&*name)) && fault.contains(expected.trim())
        };
        assert!(said.split("\n\n").any(|fault| is_told(fault.trim_start())), "{name}: nobody says {expected}{said}");
        count += 1;
    }
    assert!(count > 0, "no move gone wrong was found");
}
