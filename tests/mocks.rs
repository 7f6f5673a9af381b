//! Mocks of v2, run by the runners that they are written for, before the move and after it.
//!
//! Each folder of `tests/mocks/programs` is a program. Its file `holds` says which of its mocks move
//! with `--unsafe` and which stay; its tests are green before, and green after. The real SDKs throw.
//! Only where a mock stays behind code that moved are the tests `red after`: its TODO says so.
//!
//! The mocks that `explain` shows to be written by hand are run, too.

#[path = "common/npm.rs"]
mod npm;

use rupt_migrate::examples::ByHand;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

const RED: &str = "red after";

struct Program {
    name: String,
    holds: String,
}

fn programs(runner: &str) -> Vec<Program> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/mocks/programs").join(runner);
    let entries = fs::read_dir(folder).expect("the programs can be read").map(|entry| entry.expect("an entry"));
    let program = |path: PathBuf| Program {
        name: path.file_name().expect("named").to_string_lossy().into_owned(),
        holds: fs::read_to_string(path.join("holds")).expect("it says what holds"),
    };
    entries.map(|entry| program(entry.path())).collect()
}

fn copy(from: &Path, to: &Path) {
    for entry in walkdir::WalkDir::new(from).into_iter().filter_entry(|entry| entry.file_name() != ".git") {
        let entry = entry.expect("it can be read");
        let path = to.join(entry.path().strip_prefix(from).expect("below the folder"));
        if entry.file_type().is_dir() {
            fs::create_dir_all(&path).expect("made");
        } else {
            fs::copy(entry.path(), &path).expect("copied");
        }
    }
}

fn git(folder: &Path, arguments: &[&str]) {
    let author = ["-c", "user.name=Test", "-c", "user.email=test@example.com"];
    let run = Command::new("git").args(author).args(arguments).current_dir(folder).output().expect("git runs");
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
}

/// Moves the program in `folder`, and checks what became of its mocks.
fn migrate(folder: &Path, holds: &str) {
    let run = Command::new(env!("CARGO_BIN_EXE_rupt-migrate"))
        .args(["--unsafe", "."])
        .current_dir(folder)
        .output()
        .expect("the tool runs");
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    for line in holds.lines().filter(|line| *line != RED) {
        let (fate, file) = line.split_once(' ').expect("a fate and a file");
        let text = fs::read_to_string(folder.join(file)).expect("read");
        let todo = match fate {
            "moves" => "TODO(rupt-migrate) mock-moved:",
            "stays" => "TODO(rupt-migrate) mock:",
            _ => panic!("{line}: neither moves nor stays"),
        };
        assert!(text.contains(todo), "{}: not so: {line}\n{text}", folder.display());
    }
}

/// The programs of a runner as they are and as they become, in `work/before` and `work/after`.
fn prepare(runner: &str, work: &Path) {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/mocks/programs").join(runner);
    let moved = tempfile::tempdir().expect("a folder");
    copy(&source, moved.path());
    git(moved.path(), &["init", "--quiet"]);
    git(moved.path(), &["add", "."]);
    git(moved.path(), &["commit", "--quiet", "--message", "before"]);
    copy(&source, &work.join("before"));
    for program in programs(runner) {
        let folder = moved.path().join(&program.name);
        migrate(&folder, &program.holds);
        if !program.holds.contains(RED) {
            copy(&folder, &work.join("after").join(&program.name));
        }
    }
}

/// What is tested by the mocks that `explain` shows to be written by hand.
const PROTECT: &str = "import Rupt from \"@ruptjs/client\";

const rupt = new Rupt({ clientId: \"cid\" });

export const protect = (user) => rupt.evaluate.access({ user: user.id, email: user.email });
";

/// The mocks to be written by hand for a runner, each in a folder of `work/by-hand`, with the settings of
/// the program in `like`.
fn write_by_hand(title: &str, like: &Path, work: &Path) {
    for id in ["mock", "watched"] {
        let code = ByHand::of(id).and_then(|by_hand| by_hand.codes().find(|code| code.title == title));
        let code = code.expect("the runner has a mock");
        let folder = work.join("by-hand").join(id);
        fs::create_dir_all(&folder).expect("made");
        fs::write(folder.join(code.file), code.text).expect("written");
        fs::write(folder.join("protect.js"), PROTECT).expect("written");
        fs::copy(like.join("package.json"), folder.join("package.json")).expect("copied");
    }
}

fn run(command: &mut Command) {
    let run = command.output().expect("Node runs");
    let said = [run.stdout, run.stderr].concat();
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&said));
}

#[test]
fn mocks_of_vitest_do_what_they_did() {
    let home = npm::installed("mocks");
    let work = tempfile::Builder::new().prefix("run-").tempdir_in(&home).expect("a folder");
    prepare("vitest", work.path());
    write_by_hand("Vitest", &work.path().join("before/it-is-hoisted-and-counted"), work.path());
    let vitest = home.join("node_modules/vitest/vitest.mjs");
    run(Command::new("node").arg(vitest).args(["run", "--root"]).arg(work.path()).current_dir(&home));
}

#[test]
fn mocks_of_jest_do_what_they_did() {
    let home = npm::installed("mocks");
    let work = tempfile::Builder::new().prefix("run-").tempdir_in(&home).expect("a folder");
    prepare("jest", work.path());
    write_by_hand("Jest", &work.path().join("before/it-is-counted-in-modules"), work.path());
    let folders = ["before", "after", "by-hand"].map(|time| fs::read_dir(work.path().join(time)).expect("read"));
    let folders = folders.into_iter().flatten().map(|entry| entry.expect("an entry").path());
    let jest = home.join("node_modules/jest/bin/jest.js");
    run(Command::new("node").arg(jest).arg("--projects").args(folders).current_dir(&home));
}
