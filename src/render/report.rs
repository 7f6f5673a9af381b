//! What a run came to, as data: the shell fills it in, the renderers read it.

use super::called::Called;
use super::faults::Faults;
use super::notes::Snippet;
use super::place::Place;
use super::source::Source;
use super::summary::findings;
use crate::edit::{Applied, Edits, Span};
use crate::kind::manifest::dependencies::ManifestChange;
use crate::mapping::{self, Entry};
use crate::migration::{Use, UseFate};
use crate::note::{Level, Note};
use std::collections::HashSet;

/// What the run was asked to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// Rewrite the files.
    Write,
    /// Print a patch and write nothing (`--dry-run`).
    DryRun,
    /// Tell whether anything is left to do (`--check`).
    Check,
}

/// How much is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Detail {
    /// Lists are cut where they get long.
    Normal,
    /// Everything, and how much was read and done (`-v`).
    Full,
}

/// The outcome of a whole run.
#[derive(Debug, Clone)]
pub struct Report {
    /// How this program was called.
    pub called: Called,
    /// What was asked.
    pub mode: Mode,
    /// Scripts and manifests that have anything to say, by path.
    pub files: Vec<FileReport>,
    /// Files that name v2 and were not migrated, by path.
    pub mentions: Vec<Mention>,
    /// Which files import a module that hands v2 on, by path.
    pub importers: Vec<Importers>,
    /// The packages that `--whole` left alone, by path.
    pub left_alone: Vec<LeftAlone>,
    /// What went wrong, by path.
    pub failures: Vec<Failure>,
    /// Sentences about the run as a whole.
    pub remarks: Vec<String>,
    /// What was written, and what was not.
    pub writes: Writes,
    /// Which SDKs are in use after the run.
    pub sdks: Sdks,
    /// What to type next, in order.
    pub next: Vec<String>,
    /// The worksheet, or what to type to have it.
    pub worksheet: Option<String>,
    /// What to type to take the run back, where git can.
    pub undo: Option<String>,
    /// Why nothing was written, where something should have been.
    pub refusal: Option<Refusal>,
    /// The given paths, as they are shown.
    pub roots: Vec<String>,
    /// Whether all given paths are files: then these alone are judged.
    pub names_files: bool,
    /// How many findings a check allows.
    pub max_left: Option<usize>,
    /// What was read and done.
    pub counters: Counters,
    /// The files that a renderer failed on.
    pub faults: Faults,
}

/// A run that wrote nothing, since git could not bring the files back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// What is in the way.
    pub why: Reason,
    /// The files with which it is, each with how it is; none where git gave no answer.
    pub files: Vec<(String, String)>,
    /// How many files would have changed.
    pub of: usize,
}

/// Why git could not bring files back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reason {
    /// They are not as in the last commit.
    Dirty,
    /// They are in no repository.
    NoRepository,
    /// It gave no answer, for this reason.
    Unknown(String),
}

/// Which SDKs the scripts use after a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sdks {
    /// v2, or v3, or none.
    One,
    /// v3, and v2 wherever a use is left.
    Both,
}

/// The files that were to be written.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Writes {
    /// Those that were.
    pub written: Vec<String>,
    /// Those that were not.
    pub not_written: Vec<String>,
}

/// One file that was understood.
#[derive(Debug, Clone)]
pub struct FileReport {
    /// The path as it is shown.
    pub path: String,
    /// The text as it was read.
    pub source: Source,
    /// What makes the new text of it, proven; none where the file does not change. The texts of all
    /// files are not held at once.
    pub edits: Edits,
    /// What kind of file it is, and what became of it.
    pub subject: Subject,
    /// Everything to say about it, by place.
    pub notes: Vec<Note>,
    /// What would be said of calls that are still on v2, if they moved.
    pub pending: Vec<Note>,
    /// Every use of v2 in it.
    pub uses: Vec<Use>,
    /// How many more uses `--unsafe` would move.
    pub unsafe_moves: usize,
}

impl FileReport {
    /// Whether the file changes.
    pub fn changes(&self) -> bool {
        !self.edits.is_empty()
    }

    /// The new text, and what of it is old; none where the file does not change.
    pub fn applied(&self) -> Option<Applied> {
        self.edits.applied(&self.source)
    }
}

/// What a reported file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Subject {
    /// A script.
    Script,
    /// A `package.json` whose dependencies changed in this way.
    Manifest(ManifestChange),
}

/// A place that names v2 in a file that was not migrated.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mention {
    /// The path as it is shown.
    pub path: String,
    /// The first place.
    pub place: Place,
    /// Why the file was not migrated.
    pub why: Unread,
}

impl Unread {
    /// All reasons, in the order in which they are listed.
    pub const ALL: [Unread; 4] = [Unread::Excluded, Unread::Outside, Unread::Ignored, Unread::NotCheckedOut];
}

/// Why a file that names v2 was not migrated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Unread {
    /// `--exclude` names it.
    Excluded,
    /// It belongs to a package that was migrated, but not to the given paths.
    Outside,
    /// An ignore file leaves it out, and git tracks it all the same.
    Ignored,
    /// Git tracks it, and it is not checked out.
    NotCheckedOut,
}

/// A module that hands v2 on, and who imports it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Importers {
    /// The module, as it is shown.
    pub module: String,
    /// The files that import it, as they are shown.
    pub files: Vec<String>,
}

/// A package in which nothing was changed, as `--whole` asks where something in it would stay on v2.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeftAlone {
    /// Its folder, as it is shown; none for the files that are in no package.
    pub folder: Option<String>,
    /// What is in the way, by place.
    pub in_the_way: Vec<InTheWay>,
}

/// Something that would stay on v2.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InTheWay {
    /// The path as it is shown.
    pub path: String,
    /// The place, where it is one.
    pub place: Option<Place>,
    /// Why it would stay.
    pub why: Why,
}

/// Why something would stay on v2.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Why {
    /// A note says so.
    Note(&'static Entry),
    /// For this reason, about which there is no note.
    Said(String),
}

impl InTheWay {
    /// The place as it is shown.
    pub fn at(&self) -> String {
        self.place.map_or(self.path.clone(), |place| format!("{}:{place}", self.path))
    }
}

impl Why {
    /// The id of the note.
    pub fn id(&self) -> Option<&'static str> {
        match self {
            Why::Note(entry) => Some(entry.id),
            Why::Said(_) => None,
        }
    }

    /// The reason, with what to do about it.
    pub fn text(&self) -> &str {
        match self {
            Why::Note(entry) => entry.advice(),
            Why::Said(why) => why,
        }
    }

    /// The reason alone.
    pub fn gist(&self) -> &str {
        match self {
            Why::Note(entry) => entry.gist(),
            Why::Said(why) => why,
        }
    }
}

/// Something that could not be done.
#[derive(Debug, Clone)]
pub struct Failure {
    /// The path as it is shown.
    pub path: String,
    /// What happened.
    pub message: String,
    /// What to do about it.
    pub help: Option<String>,
    /// Where in the file, with the line.
    pub snippet: Option<Snippet>,
}

impl Failure {
    /// A failure about a whole file.
    pub fn new(path: impl Into<String>, message: impl Into<String>) -> Self {
        Failure { path: path.into(), message: message.into(), help: None, snippet: None }
    }

    /// The same with what to do about it.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }
}

/// How much was read and done.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, serde::Serialize)]
pub struct Counters {
    /// Files the walk came by.
    pub seen: usize,
    /// Files that were opened and searched for v2's names.
    pub searched: usize,
    /// How many times something was read from them: once, but for what is longer than a buffer.
    pub reads: usize,
    /// How many bytes that were.
    pub bytes: usize,
    /// Files that name v2.
    pub named: usize,
    /// Scripts that were parsed, each as often as it was: again where others change what is known.
    pub parsed: usize,
    /// Outputs that were parsed, in part or whole, to prove them.
    pub proven: usize,
    /// Files that change.
    pub changed: usize,
    /// Files that were written.
    pub written: usize,
}

/// How many uses of v2 were found, and what became of them.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tally {
    /// Moved, with nothing left to do.
    pub moved: usize,
    /// Moved, with a TODO.
    pub moved_with_todo: usize,
    /// Still on v2.
    pub left: usize,
    /// Files that hold any of them.
    pub files: usize,
    /// TODOs, new or left by an earlier run.
    pub todos: usize,
    /// Settings that name v2 and are no use of it.
    pub settings: usize,
}

impl Tally {
    /// All uses.
    pub fn found(self) -> usize {
        self.moved + self.moved_with_todo + self.left
    }

    /// The uses that moved.
    pub fn all_moved(self) -> usize {
        self.moved + self.moved_with_todo
    }
}

/// Whether a note asks for a change of a setting.
fn is_setting(note: &Note) -> bool {
    note.level == Level::Manual && mapping::is_setting(note.entry)
}

impl Report {
    /// A report of nothing.
    pub fn of_nothing(mode: Mode) -> Self {
        Report {
            called: Called::default(),
            mode,
            files: Vec::new(),
            mentions: Vec::new(),
            importers: Vec::new(),
            left_alone: Vec::new(),
            failures: Vec::new(),
            remarks: Vec::new(),
            writes: Writes::default(),
            sdks: Sdks::One,
            next: Vec::new(),
            worksheet: None,
            undo: None,
            refusal: None,
            roots: vec![".".to_owned()],
            names_files: false,
            max_left: None,
            counters: Counters::default(),
            faults: Faults::default(),
        }
    }

    /// The uses of v2, counted.
    pub fn tally(&self) -> Tally {
        let mut tally = Tally { left: self.mentions.len(), files: self.mentions.len(), ..Tally::default() };
        for file in &self.files {
            tally.files += usize::from(!file.uses.is_empty());
            // What counts as a use is not counted twice.
            let used: HashSet<Span> = file.uses.iter().map(|found| found.at).collect();
            let is_use = |note: &&Note| used.contains(&note.at);
            tally.settings += file.notes.iter().filter(|note| is_setting(note) && !is_use(note)).count();
            tally.todos += file.notes.iter().filter(|note| note.level == Level::Todo).count();
            for found in &file.uses {
                match found.fate {
                    UseFate::Moved => tally.moved += 1,
                    UseFate::MovedWithTodo => tally.moved_with_todo += 1,
                    UseFate::Left => tally.left += 1,
                }
            }
        }
        tally
    }

    /// Whether both SDKs run after the run. A setting or a manifest that names v2 does not run it.
    pub fn is_mixed(&self) -> bool {
        let runs = |file: &&FileReport| {
            let settings: HashSet<Span> =
                file.notes.iter().filter(|note| is_setting(note)).map(|note| note.at).collect();
            let mut left = file.uses.iter().filter(|found| found.fate == UseFate::Left);
            file.subject == Subject::Script && left.any(|found| !settings.contains(&found.at))
        };
        self.sdks == Sdks::Both && (!self.mentions.is_empty() || self.files.iter().any(|file| runs(&file)))
    }

    /// How many of the uses that are left `--unsafe` would move.
    pub fn unsafe_moves(&self) -> usize {
        self.files.iter().map(|file| file.unsafe_moves).sum()
    }

    /// Whether `--check` should fail: something would change, is on v2, or is left to do by hand.
    pub fn has_work(&self) -> bool {
        findings(self).len() > self.max_left.unwrap_or(0)
    }
}
