//! A program and what becomes of it, as text; to be patched, or kept as a fixture folder.

use super::common::notes;
use super::program::Program;
use rupt_migrate::migrate;
use rupt_migrate::migration::{Choice, Migration, Moves, Outcome};
use std::fs;
use std::path::Path;

/// A program before and after.
pub struct Written {
    pub name: &'static str,
    pub before: String,
    pub after: String,
    notes: String,
    flags: String,
}

impl Written {
    /// What becomes of `program`.
    pub fn new(program: Program) -> Written {
        let migration = match migrate(&program.text, program.dialect, &program.choice) {
            Outcome::Migrated(migration) => migration,
            _ => Migration::default(),
        };
        Written {
            name: program.name,
            after: migration.output(&program.text).unwrap_or_else(|| program.text.clone()),
            notes: notes(&program.text, &migration),
            flags: flags(&program.choice),
            before: program.text,
        }
    }

    /// Keeps it in `folder`, as `fixtures/` has it.
    pub fn keep(&self, folder: &Path) {
        fs::create_dir_all(folder).expect("made");
        let files = [
            (self.name.replace("file", "input"), &self.before),
            (self.name.replace("file", "output"), &self.after),
            ("notes.snap".to_owned(), &self.notes),
            ("flags".to_owned(), &self.flags),
        ];
        for (name, text) in files {
            fs::write(folder.join(name), text).expect("written");
        }
    }
}

fn flags(choice: &Choice) -> String {
    let flags = [
        (choice.renders_on_server, "renders-on-server"),
        (choice.global_is_read, "global-is-read"),
        (choice.moves == Moves::Unsafe, "unsafe"),
    ];
    flags.iter().filter(|(is_set, _)| *is_set).map(|(_, flag)| format!("{flag}\n")).collect()
}
