//! The projects under `fixtures/projects`: the write run turns `before` into `after`, byte for byte,
//! and so does the dry run's patch. `UPDATE_FIXTURES=1` writes `after` anew, for review.

use std::collections::BTreeMap;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::{env, fs};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/projects")
}

fn files(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut files = BTreeMap::new();
    for entry in walkdir::WalkDir::new(folder) {
        let entry = entry.expect("the project can be read");
        if entry.file_type().is_file() {
            let name = entry.path().strip_prefix(folder).expect("below the folder").to_owned();
            files.insert(name, fs::read(entry.path()).expect("read"));
        }
    }
    files
}

fn copy(from: &Path, to: &Path) {
    for (name, bytes) in files(from) {
        let path = to.join(name);
        fs::create_dir_all(path.parent().expect("a file has a folder")).expect("made");
        fs::write(path, bytes).expect("written");
    }
}

fn tool(folder: &Path, arguments: &[&str]) -> std::process::Output {
    Command::new(env!("CARGO_BIN_EXE_rupt-migrate"))
        .arg("--allow-no-vcs")
        .args(arguments)
        .current_dir(folder)
        .output()
        .expect("the tool runs")
}

fn same(got: &BTreeMap<PathBuf, Vec<u8>>, expected: &BTreeMap<PathBuf, Vec<u8>>) {
    let names = |files: &BTreeMap<PathBuf, Vec<u8>>| files.keys().cloned().collect::<Vec<_>>();
    assert_eq!(names(got), names(expected));
    for (name, bytes) in got {
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        assert_eq!(text(bytes), text(&expected[name]), "{}", name.display());
    }
}

fn projects() -> Vec<PathBuf> {
    let entries = fs::read_dir(root()).expect("the projects can be read");
    entries.map(|entry| entry.expect("an entry").path()).collect()
}

/// The notes of a report, without its summary.
fn frames(report: &str) -> &str {
    let summary = ["\nWould stay on v2\n", "\nTo do: ", "\nWorth knowing\n", "\nFiles: "]
        .into_iter()
        .filter_map(|head| report.find(head));
    summary.min().map_or(report, |at| &report[..at])
}

#[test]
fn every_project_moves_from_before_to_after() {
    for project in projects() {
        let name = project.file_name().expect("named").to_string_lossy();
        let work = tempfile::tempdir().expect("a folder");
        copy(&project.join("before"), work.path());
        let full = tool(work.path(), &["--dry-run", "--output-format", "text", "."]);
        insta::assert_snapshot!(
            format!("what_the_{name}_is_told_in_full"),
            frames(&String::from_utf8_lossy(&full.stdout))
        );
        let run = tool(work.path(), &["."]);
        assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
        insta::assert_snapshot!(format!("what_the_{name}_is_told"), String::from_utf8_lossy(&run.stderr));
        let after = project.join("after");
        if env::var_os("UPDATE_FIXTURES").is_some() {
            let _ = fs::remove_dir_all(&after);
            copy(work.path(), &after);
        }
        same(&files(work.path()), &files(&after));
    }
}

#[test]
fn the_patch_of_every_project_gives_the_same() {
    for project in projects() {
        let work = tempfile::tempdir().expect("a folder");
        copy(&project.join("before"), work.path());
        let run = tool(work.path(), &["--dry-run", "."]);
        assert!(run.status.success());
        same(&files(work.path()), &files(&project.join("before")));
        let mut git = Command::new("git")
            .args(["apply", "--allow-empty", "-"])
            .current_dir(work.path())
            .stdin(Stdio::piped())
            .spawn()
            .expect("git runs");
        git.stdin.take().expect("piped").write_all(&run.stdout).expect("written");
        assert!(git.wait().expect("git ends").success());
        same(&files(work.path()), &files(&project.join("after")));
    }
}

/// The patch that `.ci/smoke` expects of a program that was built to be released.
#[test]
fn the_sample_of_a_release_gives_its_patch() {
    let work = tempfile::tempdir().expect("a folder");
    copy(&root().join("storefront/before"), work.path());
    let run = tool(work.path(), &["--dry-run", "--quiet", "."]);
    let patch = root().join("storefront/dry-run.patch");
    if env::var_os("UPDATE_FIXTURES").is_some() {
        fs::write(&patch, &run.stdout).expect("written");
    }
    assert_eq!(String::from_utf8_lossy(&run.stdout), fs::read_to_string(&patch).expect("the patch is there"));
}

/// All fixture inputs in one tree, with a space and a letter beyond ASCII in every path.
fn all_inputs(to: &Path) {
    for entry in walkdir::WalkDir::new(Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures")) {
        let entry = entry.expect("the fixtures can be read");
        let name = entry.file_name().to_string_lossy().into_owned();
        let Some(extension) = name.strip_prefix("input.") else { continue };
        let folder = entry.path().parent().expect("a folder");
        let topic = folder.parent().expect("a topic").file_name().expect("named").to_string_lossy();
        let place = to.join("vue d’été").join(&*topic).join(folder.file_name().expect("named"));
        fs::create_dir_all(&place).expect("made");
        fs::copy(entry.path(), place.join(format!("input.{extension}"))).expect("copied");
    }
}

#[test]
fn the_patch_of_every_fixture_gives_what_the_write_gives() {
    let (written, patched) = (tempfile::tempdir().expect("a folder"), tempfile::tempdir().expect("a folder"));
    all_inputs(written.path());
    all_inputs(patched.path());
    // Some fixtures do not parse: that is reported, and everything else is done.
    tool(written.path(), &["."]);
    let run = tool(patched.path(), &["--dry-run", "."]);
    let mut git = Command::new("git")
        .args(["apply", "-"])
        .current_dir(patched.path())
        .stdin(Stdio::piped())
        .spawn()
        .expect("git runs");
    git.stdin.take().expect("piped").write_all(&run.stdout).expect("written");
    assert!(git.wait().expect("git ends").success());
    same(&files(patched.path()), &files(written.path()));
    let again = tool(patched.path(), &["--dry-run", "."]);
    assert_eq!(String::from_utf8_lossy(&again.stdout), "", "a second run changes nothing");
}

#[test]
fn check_says_whether_there_is_work() {
    let work = tempfile::tempdir().expect("a folder");
    let mut faults = Vec::new();
    for entry in walkdir::WalkDir::new(Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures")) {
        let entry = entry.expect("the fixtures can be read");
        let name = entry.file_name().to_string_lossy().into_owned();
        let folder = entry.path().parent().expect("a folder");
        let Some(extension) = name.strip_prefix("output.") else { continue };
        if folder.join("flags").exists() {
            continue;
        }
        let said = fs::read_to_string(folder.join("notes.snap")).expect("notes.snap is there");
        let text = fs::read_to_string(entry.path()).expect("output is there");
        // A note that a comment silences leaves no TODO, and is no work.
        let asks = said.lines().any(|line| line.ends_with(" Left") || line.starts_with("manual "));
        let done = !asks && !text.contains("TODO(rupt-migrate)");
        let file = work.path().join(format!("file.{extension}"));
        let check = |text: &Path| {
            fs::copy(text, &file).expect("copied");
            tool(work.path(), &["--check", &format!("file.{extension}")]).status.code()
        };
        let input = check(&folder.join(format!("input.{extension}")));
        let output = check(entry.path());
        if input != Some(1) || output != Some(if done { 0 } else { 1 }) {
            faults.push(format!("{}: input {input:?}, output {output:?}", folder.display()));
        }
    }
    assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults.join("\n"));
}
