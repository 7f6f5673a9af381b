//! The parts of a file.

use crate::edit::{Edit, Span};
use crate::migration::Use;
use crate::note::{Level, Note};
use crate::syntax::{Dialect, Slices};

/// The parts of a file that matter.
#[derive(Debug, Default)]
pub struct Parts {
    /// Its programs. They do not share names.
    pub programs: Vec<Slices>,
    /// The notes about the rest of the file.
    pub notes: Vec<Note>,
    /// The uses of v2 in the rest of the file.
    pub uses: Vec<Use>,
    /// Whether the rest of the file reads `window.Rupt`.
    pub reads_global: bool,
    /// Whether the rest of the file names the package without using v2.
    pub mentions_v2: bool,
    /// The edits of the rest of the file.
    pub edits: Vec<Edit>,
    /// The offset of code in the markup that is never closed. The format's own compiler refuses such a file.
    pub unclosed: Option<u32>,
}

impl Parts {
    /// A file that is a script.
    pub fn script(source: &str, dialect: Dialect) -> Self {
        Parts { programs: vec![Slices::whole(source, dialect)], ..Parts::default() }
    }

    /// Reports a use `what` of v2 outside the programs. It counts as left if the note asks for work by hand.
    pub fn report(&mut self, note: Note, what: &str) {
        if note.level == Level::Manual {
            let at: Span = note.at;
            self.uses.push(Use::left(at, what));
        }
        self.notes.push(note);
    }

    /// Reports a setting that names the package. It is not a use of v2, but may need the package.
    pub fn report_setting(&mut self, note: Note) {
        self.mentions_v2 = true;
        self.notes.push(note);
    }

    /// Whether there is nothing to do or to report outside the programs.
    pub fn is_empty(&self) -> bool {
        self.notes.is_empty() && self.uses.is_empty() && self.edits.is_empty()
    }
}
