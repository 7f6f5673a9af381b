//! The page of `explain ID`, which describes a note at length.

mod by_hand;
mod list;
pub mod v3;

pub use list::{hits, list};

use super::diff::PatchReader;
use super::escape;
use super::page::{Detail, TextPage};
use crate::examples::Example;
use crate::mapping::{
    self, Basis, Certainty, Entry, GUIDE, IGNORE_MARK, Level, MANIFEST_ENTRIES, Owner, TODO_MARK, entry,
};

/// Returns the page about `entry`. `after` is the migrated example, if it changes.
pub fn explain(entry: &Entry, example: Option<Example>, after: Option<&str>, reader: PatchReader) -> String {
    let mut page = TextPage::new(Detail::Full, reader.paint());
    page.heading(&format!("{} ({})", entry.id, kind(entry)));
    page.paragraph(0, &sentence(&entry.full()));
    page.gap();
    let is_only_told = example.is_some() && after.is_none();
    page.paragraph(
        0,
        match entry.level {
            _ if is_in_manifest(entry) => IN_MANIFEST,
            Level::Manual if is_only_told => ONLY_TOLD,
            level => meaning(level),
        },
    );
    page.paragraph(0, &certainty(entry.basis));
    let names: Vec<String> = mapping::names_of(entry.id).iter().map(|name| format!("`{name}`")).collect();
    if !names.is_empty() {
        page.paragraph(0, &format!("What it is about in v2: {}.", names.join(", ")));
    }
    if let Some(example) = example {
        migrated(&mut page, example.text, after);
    }
    by_hand::by_hand(&mut page, entry);
    silence(&mut page, entry, after);
    let beside = mapping::beside(entry);
    if !beside.is_empty() {
        page.heading("See also");
        list::rows(&mut page, &beside);
    }
    page.heading("Read");
    entry
        .link
        .into_iter()
        .chain(Some(GUIDE).filter(|guide| entry.link != Some(guide)))
        .for_each(|link| page.line(2, link));
    page.text().to_owned()
}

/// Adds an example before and after its migration.
fn migrated(page: &mut TextPage, before: &str, after: Option<&str>) {
    page.heading("Before");
    code(page, before);
    match after {
        Some(after) => {
            page.heading("After");
            code(page, after);
        }
        None => {
            page.gap();
            page.paragraph(0, "The program does not change this.");
        }
    }
}

/// Returns the level of an entry, and who does what it asks for.
fn kind(entry: &Entry) -> String {
    match entry.level {
        Level::Info => entry.level.name().to_owned(),
        level => format!("{}: {}", level.name(), Owner::of(entry).name()),
    }
}

/// Adds how to silence the note.
fn silence(page: &mut TextPage, entry: &Entry, after: Option<&str>) {
    page.heading("To silence it");
    let comment = format!("// {IGNORE_MARK} {}", entry.id);
    // If the program writes no TODO, there is nothing to silence.
    if after.is_some_and(|after| after.contains(&format!("{TODO_MARK} {}:", entry.id))) {
        page.line(2, &comment);
        page.paragraph(4, "above a statement: no TODO there; the report still says it");
    } else if *entry == *entry!("mention") {
        page.line(2, &comment);
        page.paragraph(4, "on the line, or above it");
    }
    page.line(2, &format!("rupt-migrate --skip {}", entry.id));
    page.paragraph(4, "in a whole run: neither the TODO nor the report");
}

fn meaning(level: Level) -> &'static str {
    match level {
        Level::Manual => "The code stays as it is, and a TODO above it says why.",
        Level::Todo => "The code is moved, and a TODO above it says what is left to do by hand.",
        Level::Info => "Worth knowing; the report says it, and nothing is written into the code.",
    }
}

const ONLY_TOLD: &str =
    "The code stays as it is, and the report alone says so, because code like this cannot hold a TODO.";

const IN_MANIFEST: &str = "The report says it; nothing is written into a manifest.";

fn is_in_manifest(entry: &Entry) -> bool {
    MANIFEST_ENTRIES.contains(entry)
}

fn code(page: &mut TextPage, text: &str) {
    escape::lines(text).lines().for_each(|line| page.verbatim(2, line));
}

/// Returns how certain the text is and its source, in one line.
fn certainty(basis: Basis) -> String {
    let sources: Vec<String> = basis.found().map(|source| format!("{} ({})", source.about, source.key)).collect();
    let sources = sources.join("; ");
    match basis.certainty {
        Certainty::Ours => "How sure: this is about the program, not about Rupt.".to_owned(),
        Certainty::NotDocumented => format!("How sure: not documented. Looked for in: {sources}."),
        certainty => format!("How sure: {}. From: {sources}.", certainty.name()),
    }
}

/// Returns `text` with a capital letter and a full stop.
fn sentence(text: &str) -> String {
    let mut chars = text.chars();
    let first = chars.next().map(|first| first.to_uppercase().to_string()).unwrap_or_default();
    format!("{first}{}.", chars.as_str().trim_end_matches('.'))
}
