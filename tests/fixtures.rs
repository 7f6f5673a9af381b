//! Every fixture folder: `input.*` becomes `output.*` byte for byte (or stays, where there is none),
//! and says what `notes.snap` holds. `UPDATE_FIXTURES=1` writes both anew, for review.

mod common;

use common::{Fixture, fixtures, notes};
use rupt_migrate::migrate;
use rupt_migrate::migration::Outcome;
use std::fs;
use std::path::Path;

fn check(path: &Path, expected: Option<&str>, faults: &mut Vec<String>, name: &str) {
    let there = fs::read_to_string(path).ok();
    if there.as_deref() == expected {
        return;
    }
    if std::env::var_os("UPDATE_FIXTURES").is_some() {
        match expected {
            Some(text) => fs::write(path, text).expect("written"),
            None => fs::remove_file(path).expect("removed"),
        }
        return;
    }
    let file = path.file_name().map(|file| file.to_string_lossy().into_owned()).unwrap_or_default();
    let text = expected.unwrap_or("(nothing: the file must stay)");
    faults.push(format!("{name}: {file} differs, got:\n{text}"));
}

fn run(fixture: &Fixture, faults: &mut Vec<String>) {
    let name = &fixture.name;
    let (output, said) = match migrate(&fixture.input, fixture.kind, fixture.project) {
        Outcome::Clean => (None, "clean\n".to_owned()),
        Outcome::Unparsable { at, message } => (None, format!("unparsable at {at}: {message}\n")),
        Outcome::TooMuch => return faults.push(format!("{name}: too much work")),
        Outcome::Unproven { reason } => return faults.push(format!("{name}: unproven: {reason}")),
        Outcome::Migrated(migration) => (migration.output(&fixture.input), notes(&fixture.input, &migration)),
    };
    check(&fixture.output(), output.as_deref(), faults, name);
    check(&fixture.folder.join("notes.snap"), Some(&said), faults, name);
}

#[test]
fn every_fixture_becomes_what_it_should() {
    let mut faults = Vec::new();
    let all = fixtures();
    assert!(all.len() >= 120, "only {} fixtures were found", all.len());
    for fixture in &all {
        run(fixture, &mut faults);
    }
    assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults.join("\n"));
}
