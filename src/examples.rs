//! An example of v2 code for each id of the table, which `explain` shows as the code before.
//!
//! The code after is not stored: `explain` migrates the example, so that it always shows what the program
//! does.

mod by_hand;

pub use by_hand::{ByHand, Code, Part};

use crate::edit::part;
use crate::kind::{Kind, paths};
use crate::migration::{Choice, InUse, Mocked, Moves};
use std::path::Path;

/// The examples, each below the heading of its id.
const PAGE: &str = include_str!("examples.md");

/// An example: the code before, and the kind of its file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Example {
    /// The id of the entry that it shows.
    pub id: &'static str,
    /// The name of its file.
    pub file: &'static str,
    /// The text of the file.
    pub text: &'static str,
    /// The choice that it is migrated with.
    pub choice: Choice,
}

impl Example {
    /// Returns all examples, in the order of the table.
    pub fn all() -> impl Iterator<Item = Example> {
        PAGE.split("\n## ").skip(1).filter_map(read)
    }

    /// Returns the example for `id`.
    pub fn of(id: &str) -> Option<Example> {
        Example::all().find(|example| example.id == id)
    }

    /// Returns the kind of its file. None if the file is migrated together with its package, such as a manifest,
    /// or is recognized by its path.
    pub fn kind(&self) -> Option<Kind> {
        let is_known = paths::stands_for_v2(Path::new(self.file)).is_some();
        Kind::of(self.file).filter(|_| !is_known).filter(|kind| matches!(kind, Kind::Script(_) | Kind::Document(_)))
    }
}

/// Reads an id and the fenced code below it. The first line of the fence has a language, a file name and flags.
fn read(section: &'static str) -> Option<Example> {
    let (id, rest) = section.split_once('\n')?;
    let (_, head, text, _) = fenced(rest)?;
    let mut words = head.split(' ');
    let file = words.next()?;
    Some(Example { id, file, text, choice: choice(words) })
}

/// Returns the parts of `section` around its first fenced code: the text before it, the rest of its first line
/// after the language, the code, and the text after it. None if there is no fenced code.
fn fenced(section: &'static str) -> Option<(&'static str, &'static str, &'static str, &'static str)> {
    let (before, rest) = section.split_once("\n```")?;
    let (head, rest) = rest.split_once('\n')?;
    let end = rest.find("\n```")? + 1;
    let (_, head) = head.split_once(' ')?;
    Some((before, head, part(rest, ..end), part(rest, end + "```".len()..)))
}

fn choice(flags: impl Iterator<Item = &'static str>) -> Choice {
    let mut choice = Choice::default();
    for flag in flags {
        match flag {
            "unsafe" => choice.moves = Moves::Unsafe,
            "mocked-code-moves" => choice.mocked = Mocked::Moves,
            "global-is-read" => choice.global_is_read = true,
            "v2-in-use" => choice.in_use = InUse::V2,
            "v3-in-use" => choice.in_use = InUse::V3,
            "both-in-use" => choice.in_use = InUse::Both,
            _ => {}
        }
    }
    choice
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mapping::{ENTRIES, MANIFEST_ENTRIES};
    use crate::migrate;
    use crate::migration::Outcome;

    #[test]
    fn every_id_has_one_example() {
        let ids: Vec<&str> = ENTRIES.iter().chain(MANIFEST_ENTRIES).map(|entry| entry.id).collect();
        let examples: Vec<&str> = Example::all().map(|example| example.id).collect();
        assert_eq!(examples, ids);
    }

    #[test]
    fn every_example_in_a_program_leads_to_its_note() {
        let mut faults = Vec::new();
        for example in Example::all() {
            let Some(kind) = example.kind() else { continue };
            let ids: Vec<&str> = match migrate(example.text, kind, &example.choice) {
                Outcome::Migrated(migration) => migration.notes.iter().map(|note| note.entry.id).collect(),
                _ => Vec::new(),
            };
            if !ids.contains(&example.id) {
                faults.push(format!("{}: {ids:?}", example.id));
            }
        }
        assert!(faults.is_empty(), "{faults:#?}");
    }
}
