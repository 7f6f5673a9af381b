//! The rules of the results: entries of the table, and rules about whole files.

use super::super::diagnostics::{CHANGE, CHANGE_TEXT, UNREAD};
use super::log::{Configuration, Rule, Text};
use crate::mapping::{ENTRIES, Entry, GUIDE, MANIFEST_ENTRIES};
use crate::note::Level;
use crate::render::report::Report;

/// The rules of a report, in the order of the table.
pub struct Rules(Vec<Rule>);

impl Rules {
    /// Returns the rules of `report`.
    pub fn of(report: &Report) -> Self {
        let is_used =
            |entry: &&Entry| report.files.iter().any(|file| file.notes.iter().any(|note| note.entry.id == entry.id));
        let mut rules: Vec<Rule> = ENTRIES.iter().chain(MANIFEST_ENTRIES).filter(is_used).map(of_entry).collect();
        if report.files.iter().any(|file| file.changes()) {
            rules.push(rule(CHANGE, Level::Todo, CHANGE_TEXT, "run rupt-migrate", Some(GUIDE)));
        }
        if !report.unmigrated.is_empty() {
            let text = "this file uses Rupt v2 and was not migrated";
            rules.push(rule(UNREAD, Level::Manual, text, text, Some(GUIDE)));
        }
        Rules(rules)
    }

    /// Returns the index of a rule.
    pub fn index(&self, id: &str) -> usize {
        self.0.iter().position(|rule| rule.id == id).unwrap_or_default()
    }

    /// Returns all rules.
    pub fn into_vec(self) -> Vec<Rule> {
        self.0
    }
}

fn of_entry(entry: &Entry) -> Rule {
    rule(entry.id, entry.level, entry.text, entry.next_step().unwrap_or(entry.text), entry.link)
}

fn rule(id: &'static str, level: Level, text: &'static str, help: &'static str, link: Option<&'static str>) -> Rule {
    Rule {
        id,
        short_description: Text { text: text.into() },
        help: Text { text: help.into() },
        help_uri: link,
        default_configuration: Configuration { level: super::level(level) },
    }
}
