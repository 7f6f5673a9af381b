//! Every fixture folder: `input.*` becomes `output.*` byte for byte (or stays, where there is none),
//! and says what `notes.snap` holds. `UPDATE_FIXTURES=1` writes both anew, for review, and
//! `FIXTURE=text` takes only the folders whose names have that text.

mod common;

use common::{Fixture, fixtures, notes};
use rupt_migrate::migrate;
use rupt_migrate::migration::Outcome;
use std::collections::BTreeMap;
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
    let (output, said) = match migrate(&fixture.input, fixture.kind, &fixture.choice) {
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
fn every_fixture_becomes_what_it_should_and_is_in_the_index() {
    let mut faults = Vec::new();
    let only = std::env::var("FIXTURE").unwrap_or_default();
    let chosen: Vec<Fixture> = fixtures().into_iter().filter(|fixture| fixture.name.contains(&only)).collect();
    assert!(!chosen.is_empty(), "no fixture's name has `{only}`");
    chosen.iter().for_each(|fixture| run(fixture, &mut faults));
    // Made of what was written just now, where it was written.
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/INDEX.txt");
    check(&path, Some(&index(&fixtures())), &mut faults, "INDEX.txt, which `UPDATE_FIXTURES=1` writes anew");
    assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults.join("\n"));
}

/// What each fixture says is in `notes.snap`, so the index is made of these alone.
fn index(fixtures: &[Fixture]) -> String {
    let mut by_id: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for fixture in fixtures {
        let said = fs::read_to_string(fixture.folder.join("notes.snap")).unwrap_or_default();
        let id = |line: &str| Some(line.split_once(' ')?.1.split(' ').nth(1)?.to_owned());
        let notes = said.lines().filter(|line| LEVELS.iter().any(|level| line.starts_with(level)));
        let mut ids: Vec<String> = notes.filter_map(id).collect();
        ids.dedup();
        let none = ids.is_empty().then(|| "no note".to_owned());
        ids.into_iter().chain(none).for_each(|id| {
            let names = by_id.entry(id).or_default();
            if names.last() != Some(&fixture.name.as_str()) {
                names.push(&fixture.name);
            }
        });
    }
    let lines = by_id.iter().map(|(id, names)| format!("{id}\n  {}\n", names.join("\n  ")));
    format!(
        "Each note, and the fixtures that show it. Made by `UPDATE_FIXTURES=1 cargo test --test fixtures`.\n\n{}",
        lines.collect::<Vec<_>>().join("\n")
    )
}

const LEVELS: [&str; 3] = ["manual ", "todo ", "info "];
