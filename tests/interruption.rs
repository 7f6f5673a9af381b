//! What a run leaves behind when it is killed, when the disk is full, and when a folder turns
//! read-only under it: every file whole, old or new, and a second run finishes.
//!
//! `RUPT_KILLS=200 cargo test --release --test interruption` kills more often than CI does.
#![cfg(unix)]

mod common;

use common::Fixture;
use rupt_migrate::migration::Choice;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::time::Duration;

const TOOL: &str = env!("CARGO_BIN_EXE_rupt-migrate");

/// A few hundred files that change and then no longer fit their page: the names, and the texts before.
fn files() -> BTreeMap<String, String> {
    let changing = common::fixtures().into_iter().filter(|fixture| fixture.output().exists());
    let plain = changing.filter(|fixture| fixture.choice == Choice::default());
    let text = |input: &str| format!("{input}\n// {}\n", "-".repeat(4080_usize.saturating_sub(input.len())));
    let name = |fixture: &Fixture| format!("{}.{}", fixture.name.replace('/', "-"), fixture.extension);
    let named = plain.map(|fixture| (name(&fixture), text(&fixture.input)));
    named.take(300).collect()
}

fn write(folder: &Path, files: &BTreeMap<String, String>) {
    for (name, text) in files {
        fs::write(folder.join(name), text).expect("written");
    }
}

/// The files, without what a killed run could not clean up.
fn read(folder: &Path) -> BTreeMap<String, String> {
    let entries = fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry"));
    let named = entries.map(|entry| (entry.file_name().to_string_lossy().into_owned(), entry.path()));
    let whole = named.filter(|(name, _)| !name.starts_with(".rupt-migrate-"));
    whole.map(|(name, path)| (name, fs::read_to_string(path).expect("UTF-8"))).collect()
}

fn command(folder: &Path) -> Command {
    let mut command = Command::new(TOOL);
    command.args(["--allow-dirty", "."]).current_dir(folder).stdout(Stdio::null()).stderr(Stdio::null());
    command
}

/// What an undisturbed run makes of the files.
fn finished(files: &BTreeMap<String, String>) -> BTreeMap<String, String> {
    let folder = tempfile::tempdir().expect("a folder");
    write(folder.path(), files);
    assert!(command(folder.path()).status().expect("the tool runs").success());
    read(folder.path())
}

/// Every file is as it was or as it will be. How many are new.
fn all_whole(got: &BTreeMap<String, String>, old: &BTreeMap<String, String>, new: &BTreeMap<String, String>) -> usize {
    assert_eq!(got.keys().collect::<Vec<_>>(), old.keys().collect::<Vec<_>>());
    for (name, text) in got {
        assert!(*text == old[name] || *text == new[name], "{name} is half written");
    }
    got.iter().filter(|(name, text)| **text != old[*name]).count()
}

#[test]
fn a_killed_run_leaves_every_file_whole_and_the_next_one_finishes() {
    let kills: u32 = std::env::var("RUPT_KILLS").ok().and_then(|kills| kills.parse().ok()).unwrap_or(10);
    let old = files();
    let new = finished(&old);
    let mut half_way = 0;
    for kill in 0..kills {
        let folder = tempfile::tempdir().expect("a folder");
        write(folder.path(), &old);
        let mut child = command(folder.path()).spawn().expect("the tool runs");
        // Killed when so many files are new, which is anywhere in the run.
        let wanted = old.len() * kill as usize / kills as usize;
        while child.try_wait().expect("a child").is_none() && changed(folder.path(), &old) < wanted {}
        std::thread::sleep(Duration::from_micros(u64::from(kill % 7) * 100));
        child.kill().expect("killed");
        child.wait().expect("it ended");
        let count = all_whole(&read(folder.path()), &old, &new);
        half_way += usize::from(count > 0 && count < old.len());
        assert!(command(folder.path()).status().expect("the tool runs").success());
        assert_eq!(read(folder.path()), new);
        assert_eq!(fs::read_dir(folder.path()).expect("a folder").count(), new.len(), "no temporary file is left");
    }
    assert!(half_way > 0, "no run was killed half way");
}

/// How many files are no longer what they were; only their lengths are looked at.
fn changed(folder: &Path, old: &BTreeMap<String, String>) -> usize {
    let length = |name: &String| fs::metadata(folder.join(name)).map(|metadata| metadata.len());
    old.iter().filter(|(name, text)| length(name).is_ok_and(|length| length != text.len() as u64)).count()
}

/// Runs `script` over the files in a file system of its own: `$1` is the tool, `$2` a file early
/// in the run, and `$3` that file as it was. How it ended, and the files then.
fn in_own_disk(script: &str, files: &BTreeMap<String, String>) -> (Output, BTreeMap<String, String>) {
    let [source, disk, result] = [(); 3].map(|()| tempfile::tempdir().expect("a folder"));
    write(source.path(), files);
    let early = files.keys().nth(files.len() / 8).expect("there are files");
    let script = format!(
        "set -e; disk=$4 from=$5 to=$6; mount -t tmpfs -o size=8m tmpfs \"$disk\"; cp \"$from\"/* \"$disk\"; \
         cd \"$disk\"; set +e; {script}; code=$?; cp ./* \"$to\"; exit $code"
    );
    let ran = Command::new("unshare")
        .args(["--map-root-user", "--mount", "sh", "-c", &script, "sh", TOOL, early])
        .args([source.path().join(early).as_path(), disk.path(), source.path(), result.path()])
        .output()
        .expect("`unshare` runs");
    (ran, read(result.path()))
}

/// The run failed half way, said so, and left every file whole.
fn stopped_half_way(script: &str, reason: &str) {
    let old = files();
    let new = finished(&old);
    let (ran, got) = in_own_disk(script, &old);
    let told = String::from_utf8_lossy(&ran.stderr).into_owned();
    assert_eq!(ran.status.code(), Some(2), "{told}");
    assert!(told.contains(reason), "{told}");
    let count = all_whole(&got, &old, &new);
    assert!(count > 0 && count < old.len(), "{count} of {} files were written", old.len());
}

#[test]
#[ignore = "needs Linux and the right to mount a file system of one's own"]
fn a_full_disk_is_told_and_nothing_is_half_written() {
    let all_but_some = "dd if=/dev/zero of=.fill bs=4k 2>/dev/null; truncate -s -80k .fill; \"$1\" --allow-dirty .";
    stopped_half_way(all_but_some, "no space left");
}

#[test]
#[ignore = "needs Linux and the right to mount a file system of one's own"]
fn a_folder_that_turns_read_only_half_way_is_told_and_nothing_is_half_written() {
    let script = "setpriv --bounding-set -dac_override \"$1\" --allow-dirty -j 1 . & run=$!; \
                  while cmp -s \"$2\" \"$3\"; do :; done; chmod 555 .; wait $run";
    stopped_half_way(script, "permission denied");
}
