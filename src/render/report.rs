//! The results of a run as data. The shell fills them in, and the renderers read them.

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
    /// What the run was to do.
    pub mode: Mode,
    /// The reports about scripts and manifests, by path.
    pub files: Vec<FileReport>,
    /// The files that name v2 and were not migrated, by path.
    pub unmigrated: Vec<UnmigratedFile>,
    /// The importers of modules that export v2, by path.
    pub importers: Vec<Importers>,
    /// The packages that `--whole` left alone, by path.
    pub left_alone: Vec<LeftAlone>,
    /// The failures, by path.
    pub failures: Vec<Failure>,
    /// Sentences about the run as a whole.
    pub remarks: Vec<String>,
    /// The files that were written, and those that were not.
    pub writes: WrittenFiles,
    /// Which SDKs are in use after the run.
    pub sdks: Sdks,
    /// The next steps, in order.
    pub next: Vec<String>,
    /// The worksheet, or the command that writes it.
    pub worksheet: Option<String>,
    /// The command that undoes the run, if git can.
    pub undo: Option<String>,
    /// The reason why nothing was written, if there was something to write.
    pub refusal: Option<Refusal>,
    /// The given paths, as they are shown.
    pub roots: Vec<String>,
    /// Whether all given paths are files. Then `--check` judges only these files.
    pub names_files: bool,
    /// The number of findings that `--check` allows.
    pub max_left: Option<usize>,
    /// How much was read and done.
    pub counters: Counters,
    /// The files that a renderer failed on.
    pub faults: Faults,
}

/// A run that wrote nothing, because git could not restore the files.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// The reason.
    pub why: Reason,
    /// The files that git could not restore, each with its state. The list is empty if git gave no answer.
    pub files: Vec<(String, String)>,
    /// How many files would have changed.
    pub of: usize,
}

/// Why git could not restore files.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reason {
    /// They differ from the last commit.
    Dirty,
    /// They are in no repository.
    NoRepository,
    /// Git gave no answer, for this reason.
    Unknown(String),
}

/// Which SDKs the scripts use after a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sdks {
    /// At most one of v2 and v3.
    One,
    /// v3, and v2 if a use of it is left.
    Both,
}

/// The files that were to be written.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct WrittenFiles {
    /// The files that were written.
    pub written: Vec<String>,
    /// The files that were not written.
    pub not_written: Vec<String>,
}

/// The report about one file that was parsed.
#[derive(Debug, Clone)]
pub struct FileReport {
    /// The path as it is shown.
    pub path: String,
    /// The text as it was read.
    pub source: SourceText,
    /// The proven edits; empty if the file does not change. The new text is computed when it is needed, so
    /// that not all texts are in memory at once.
    pub edits: Edits,
    /// The kind of file.
    pub subject: Subject,
    /// The notes, by place.
    pub notes: Vec<Note>,
    /// The notes about calls that are still on v2, as if they had moved.
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

    /// Returns the new text and the spans of it that are old, or `None` if the file does not change.
    pub fn applied(&self) -> Option<Applied> {
        self.edits.applied(&self.source)
    }
}

/// The kind of a reported file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Subject {
    /// A script.
    Script,
    /// A `package.json` whose dependencies changed in this way.
    Manifest(ManifestChange),
}

/// A file that names v2 and was not migrated.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnmigratedFile {
    /// The path as it is shown.
    pub path: String,
    /// The first place that names v2.
    pub place: LineColumn,
    /// Why the file was not migrated.
    pub why: NotMigrated,
}

/// A module that exports v2, and its importers.
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
    /// Files that the walk found.
    pub seen: usize,
    /// Files that were opened and searched for v2's names.
    pub searched: usize,
    /// Reads of these files: one for each file that fits into the buffer.
    pub reads: usize,
    /// Bytes that were read.
    pub bytes: usize,
    /// Files that name v2.
    pub named: usize,
    /// Scripts that were parsed. A script counts each time.
    pub parsed: usize,
    /// Outputs that were parsed, in part or as a whole, to prove them.
    pub proven: usize,
    /// Files that change.
    pub changed: usize,
    /// Files that were written.
    pub written: usize,
}

impl Report {
    /// Creates an empty report.
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
