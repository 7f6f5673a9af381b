//! Hooks that run before a commit. The tests in `tests/hooks/` commit with them, in Node; here the programs are
//! installed that they need.

#![cfg(unix)]

#[path = "common/npm.rs"]
mod npm;
#[path = "common/yaml.rs"]
mod yaml;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use yaml::Yaml;

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

fn must(command: &mut Command, needs: &str) {
    let ran = command.output().unwrap_or_else(|error| panic!("{needs}: {error}"));
    let said = [ran.stdout, ran.stderr].concat();
    let said = String::from_utf8_lossy(&said);
    assert!(ran.status.success(), "{needs}\n{command:?}\n{said}");
    println!("{said}");
}

/// The program pre-commit, installed where it is missing or its requirements have changed.
fn pre_commit() -> PathBuf {
    let wanted = Path::new(ROOT).join("tests/hooks/requirements.txt");
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("pre-commit");
    let installed = folder.join("requirements.txt");
    let read = |path: &Path| fs::read_to_string(path).ok();
    if read(&installed) != read(&wanted) {
        let needs = "the test needs Python 3 with venv and pip";
        must(Command::new("python3").args(["-m", "venv", "--clear"]).arg(&folder), needs);
        let quiet = ["install", "--quiet", "--disable-pip-version-check", "--requirement"];
        must(Command::new(folder.join("bin/pip")).args(quiet).arg(&wanted), needs);
        fs::copy(&wanted, &installed).expect("copied");
    }
    folder.join("bin/pre-commit")
}

#[test]
fn a_tree_half_way_commits_what_is_finished_and_nothing_else() {
    let folder = tempfile::Builder::new().prefix("hooks").tempdir().expect("a folder");
    let mut node = Command::new("node");
    node.args(["--test", "--test-reporter=spec", "--test-concurrency=2", "npm.test.mjs", "pre-commit.test.mjs"])
        .env("BINARY", npm::program(folder.path()))
        .env("PRE_COMMIT", pre_commit())
        .current_dir(npm::installed("hooks"));
    must(&mut node, "the test needs Node, npm and git");
}

#[test]
fn hooks_bring_this_version() {
    let package = concat!("rupt-migrate@", env!("CARGO_PKG_VERSION"));
    let hooks = fs::read_to_string(format!("{ROOT}/.pre-commit-hooks.yaml")).expect("the hooks are there");
    let brought = Yaml::documents(&hooks).remove(0);
    let brought: Vec<&Yaml> = brought.all("additional_dependencies");
    assert_eq!(brought.len(), 2);
    assert!(brought.iter().all(|packages| matches!(packages.list(), [Yaml::Text(text)] if text == package)));
    let page = fs::read_to_string(format!("{ROOT}/docs/hooks.md")).expect("the page is there");
    assert!(
        page.contains(&format!("\"{package}\"")) && page.contains(concat!("rev: v", env!("CARGO_PKG_VERSION"), "\n"))
    );
}
