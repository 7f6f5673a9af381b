//! Where things are once a file was written: for every fixture, each note has a place in the new text
//! that holds what the note is about.

mod common;

use common::fixtures;
use rupt_migrate::edit::Span;
use rupt_migrate::migrate;
use rupt_migrate::migration::Outcome;
use rupt_migrate::note::{Level, Note};
use rupt_migrate::render::now::Now;
use rupt_migrate::render::report::{FileReport, Mode, Subject};

/// What is wrong with the place of `note` in the text that was written.
fn fault(file: &FileReport, now: &Now, note: &Note) -> Option<String> {
    let (at, source) = (now.offset(note), now.source());
    let line = &source[source.line_around(at)];
    if note.level == Level::Todo && !note.silenced {
        let mark = format!("TODO(rupt-migrate) {}", note.entry.id);
        return (!line.contains(&mark)).then(|| format!("{mark} is not in {line:?}"));
    }
    // The first byte stands for all: what follows it may have been edited.
    let first = Span::new(note.at.start, note.at.start + 1);
    let kept = now.kept(first)?;
    let (old, new) = (file.source.as_bytes()[first.start as usize], source.as_bytes()[kept.start as usize]);
    (old != new || kept.start as usize != at).then(|| format!("{} is elsewhere: {line:?}", note.entry.id))
}

#[test]
fn every_place_of_every_fixture_holds_what_it_says() {
    let (mut faults, mut seen) = (Vec::new(), 0);
    for fixture in fixtures() {
        let Outcome::Migrated(migration) = migrate(&fixture.input, fixture.kind, &fixture.choice) else { continue };
        let file = FileReport {
            path: fixture.name.clone(),
            source: fixture.input.as_str().into(),
            edits: migration.edits,
            subject: Subject::Script,
            notes: migration.notes,
            pending: Vec::new(),
            uses: migration.uses,
            unsafe_moves: 0,
        };
        let now = Now::of(&file, Mode::Write);
        seen += file.notes.len();
        faults
            .extend(file.notes.iter().filter_map(|note| Some(format!("{}: {}", file.path, fault(&file, &now, note)?))));
    }
    assert!(seen > 1000, "only {seen} notes were seen");
    assert!(faults.is_empty(), "{} of {seen}:\n{}", faults.len(), faults.join("\n"));
}
