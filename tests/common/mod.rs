//! The fixtures, as the tests read them.

#![allow(dead_code)]

use rupt_migrate::kind::Kind;
use rupt_migrate::mapping::Ids;
use rupt_migrate::migration::{Choice, InUse, Migration, Mocked, Moves};
use rupt_migrate::text::place;
use std::fs;
use std::path::{Path, PathBuf};

/// One fixture folder.
pub struct Fixture {
    pub folder: PathBuf,
    pub name: String,
    pub input: String,
    pub extension: String,
    pub kind: Kind,
    pub choice: Choice,
}

impl Fixture {
    /// Where the expected output is, whether or not it exists.
    pub fn output(&self) -> PathBuf {
        self.folder.join(format!("output.{}", self.extension))
    }
}

/// Every fixture folder, sorted by name.
pub fn fixtures() -> Vec<Fixture> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures");
    let mut found = Vec::new();
    for entry in walkdir::WalkDir::new(&root).sort_by_file_name() {
        let entry = entry.expect("the fixtures can be read");
        let name = entry.file_name().to_string_lossy().into_owned();
        let Some(extension) = name.strip_prefix("input.") else { continue };
        let folder = entry.path().parent().expect("a file has a folder").to_owned();
        let flags = fs::read_to_string(folder.join("flags")).unwrap_or_default();
        let says = |flag: &str| flags.split_whitespace().any(|word| word == flag);
        found.push(Fixture {
            name: folder.strip_prefix(&root).expect("below the root").to_string_lossy().replace('\\', "/"),
            input: fs::read_to_string(entry.path()).expect("a fixture is UTF-8"),
            extension: extension.to_owned(),
            kind: Kind::of(&name).expect("a fixture is a file that is migrated"),
            choice: Choice {
                is_settings: says("settings"),
                renders_on_server: says("renders-on-server"),
                global_is_read: says("global-is-read"),
                moves: if says("unsafe") { Moves::Unsafe } else { Moves::Safe },
                mocked: if says("mocked-code-moves") { Mocked::Moves } else { Mocked::MayStay },
                in_use: match (says("v2-in-use"), says("v3-in-use")) {
                    (true, true) => InUse::Both,
                    (true, false) => InUse::V2,
                    (false, true) => InUse::V3,
                    (false, false) => InUse::Unknown,
                },
                unsaid: Ids::NONE,
            },
            folder,
        });
    }
    found
}

/// What `notes.snap` says of a migration.
pub fn notes(source: &str, migration: &Migration) -> String {
    let mut text = String::new();
    for found in &migration.uses {
        let (line, column) = place(source, found.at.start);
        text.push_str(&format!("use {line}:{column} {} {:?}\n", found.what, found.fate));
    }
    for note in &migration.notes {
        let (line, column) = place(source, note.at.start);
        let found = if note.found { " (found)" } else { "" };
        text.push_str(&format!("{} {line}:{column} {}{found}\n", note.level.name(), note.entry.id));
        for value in &note.values {
            text.push_str(&format!("  {}: {}\n", value.key, value.text.replace('\r', "").replace('\n', "\n    ")));
        }
    }
    text
}
