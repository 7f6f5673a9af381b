//! What a note is about, at length: the page of `explain ID`, and the list of all ids.

use super::diff::Reader;
use super::escape;
use super::page::Page;
use super::report::Detail;
use crate::examples::Example;
use crate::mapping::{
    Basis, Certainty, ENTRIES, Entry, Fate, GUIDE, IGNORE_MARK, Level, MANIFEST_ENTRIES, MEMBERS, OPTIONS, OptionRow,
};

/// How wide the column of ids is.
const WIDEST: usize = 27;

/// The page about `entry`; `after` is what becomes of the example, where it changes.
pub fn explain(entry: &Entry, example: Option<Example>, after: Option<&str>, reader: Reader) -> String {
    let mut page = Page::new(Detail::Full, reader.paint());
    page.heading(&format!("{} ({})", entry.id, entry.level.name()));
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
    let names = names(entry.id);
    if !names.is_empty() {
        page.paragraph(0, &format!("What it is about in v2: {}.", names.join(", ")));
    }
    if let Some(example) = example {
        page.heading("Before");
        code(&mut page, example.text);
        match after {
            Some(after) => {
                page.heading("After");
                code(&mut page, after);
            }
            None => {
                page.gap();
                page.paragraph(0, "The program does not change this.");
            }
        }
    }
    page.heading("If you do not want it");
    if entry.level != Level::Info && !is_in_manifest(entry) {
        page.line(2, &format!("// {IGNORE_MARK} {}", entry.id));
        page.paragraph(4, "above a statement: no TODO there; the report still says it");
    }
    page.line(2, &format!("rupt-migrate --skip {}", entry.id));
    page.paragraph(4, "in a whole run: neither the TODO nor the report");
    page.heading("Read");
    entry
        .link
        .into_iter()
        .chain(Some(GUIDE).filter(|guide| entry.link != Some(guide)))
        .for_each(|link| page.line(2, link));
    page.text().to_owned()
}

/// All ids, by what they ask of a person.
pub fn list(reader: Reader) -> String {
    let mut page = Page::new(Detail::Full, reader.paint());
    for level in [Level::Manual, Level::Todo, Level::Info] {
        page.heading(&format!("{}: {}", level.name(), meaning(level)));
        for entry in ENTRIES.iter().chain(MANIFEST_ENTRIES).filter(|entry| entry.level == level) {
            page.hanging(2, &format!("{:WIDEST$} ", entry.id), entry.gist());
        }
    }
    page.gap();
    page.paragraph(0, "`rupt-migrate explain ID` says more about one of them.");
    page.text().to_owned()
}

fn meaning(level: Level) -> &'static str {
    match level {
        Level::Manual => "The code stays as it is, and a TODO above it says what stands in the way.",
        Level::Todo => "The code is moved, and a TODO above it says what is left to do by hand.",
        Level::Info => "Worth knowing; the report says it, and nothing is written into the code.",
    }
}

const ONLY_TOLD: &str = "The code stays as it is. The report says it; where no comment can stand, nothing is written.";

const IN_MANIFEST: &str = "The report says it; nothing is written into a manifest.";

fn is_in_manifest(entry: &Entry) -> bool {
    MANIFEST_ENTRIES.contains(entry)
}

fn code(page: &mut Page, text: &str) {
    escape::lines(text).lines().for_each(|line| page.verbatim(2, line));
}

/// How sure the text is, and where that is from, in one line.
fn certainty(basis: Basis) -> String {
    let sources: Vec<String> = basis.found().map(|source| format!("{} ({})", source.about, source.key)).collect();
    let sources = sources.join("; ");
    match basis.certainty {
        Certainty::Ours => "How sure: this is about the program, not about Rupt.".to_owned(),
        Certainty::NotDocumented => format!("How sure: not documented. Looked for in: {sources}."),
        certainty => format!("How sure: {}. From: {sources}.", certainty.name()),
    }
}

/// `text` with a capital and a full stop.
fn sentence(text: &str) -> String {
    let mut chars = text.chars();
    let first = chars.next().map(|first| first.to_uppercase().to_string()).unwrap_or_default();
    format!("{first}{}.", chars.as_str().trim_end_matches('.'))
}

/// The options and members of v2 that lead to the note called `id`.
fn names(id: &str) -> Vec<String> {
    let mut names = Vec::new();
    options(OPTIONS, "", id, &mut names);
    names.extend(MEMBERS.iter().filter(|member| member.id == id).map(|member| format!("`{}`", member.name)));
    names
}

fn options(rows: &[OptionRow], parent: &str, id: &str, names: &mut Vec<String>) {
    for row in rows {
        let name = format!("{parent}{}", row.name);
        match row.fate {
            Fate::Nested(inner) => options(inner, &format!("{name}."), id, names),
            Fate::Elsewhere { id: own, .. } | Fate::StaysNoted(own) if own == id => names.push(format!("`{name}`")),
            _ => {}
        }
    }
}
