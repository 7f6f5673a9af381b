//! What a run came to, as data: the shell fills it in, the renderers read it.

use super::called::Called;
use super::failure::Failure;
use super::faults::Faults;
use super::left_alone::LeftAlone;
use super::not_migrated::NotMigrated;
use super::place::LineColumn;
use super::source::SourceText;
use crate::edit::{Applied, Edits};
use crate::kind::manifest::dependencies::ManifestChange;
use crate::migration::Use;
use crate::note::Note;

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
    pub unmigrated: Vec<UnmigratedFile>,
    /// Which files import a module that hands v2 on, by path.
    pub importers: Vec<Importers>,
    /// The packages that `--whole` left alone, by path.
    pub left_alone: Vec<LeftAlone>,
    /// What went wrong, by path.
    pub failures: Vec<Failure>,
    /// Sentences about the run as a whole.
    pub remarks: Vec<String>,
    /// What was written, and what was not.
    pub writes: WrittenFiles,
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
pub struct WrittenFiles {
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
    pub source: SourceText,
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
pub struct UnmigratedFile {
    /// The path as it is shown.
    pub path: String,
    /// The first place.
    pub place: LineColumn,
    /// Why the file was not migrated.
    pub why: NotMigrated,
}

/// A module that hands v2 on, and who imports it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Importers {
    /// The module, as it is shown.
    pub module: String,
    /// The files that import it, as they are shown.
    pub files: Vec<String>,
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

impl Report {
    /// A report of nothing.
    pub fn of_nothing(mode: Mode) -> Self {
        Report {
            called: Called::default(),
            mode,
            files: Vec::new(),
            unmigrated: Vec::new(),
            importers: Vec::new(),
            left_alone: Vec::new(),
            failures: Vec::new(),
            remarks: Vec::new(),
            writes: WrittenFiles::default(),
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
}
