//! What a file is made of.

use crate::edit::{Edit, Span};
use crate::migration::Use;
use crate::note::{Level, Note};
use crate::syntax::{Dialect, Slices};

/// The parts of a file that matter.
#[derive(Debug, Default)]
pub struct Parts {
    /// Its programs. A name of one means nothing in another.
    pub programs: Vec<Slices>,
    /// What is to be said of the rest of the file.
    pub notes: Vec<Note>,
    /// The uses of v2 in the rest of the file.
    pub uses: Vec<Use>,
    /// Whether the rest of the file reads `window.Rupt`.
    pub reads_global: bool,
    /// Whether the rest of the file names the package where it is no use of v2.
    pub mentions_v2: bool,
    /// What is to be changed in the rest of the file.
    pub edits: Vec<Edit>,
    /// Where code in the markup starts that nothing ends: the format's own compiler does not take the file.
    pub unclosed: Option<u32>,
}

impl Parts {
    /// A file that is a script.
    pub fn script(source: &str, dialect: Dialect) -> Self {
        Parts { programs: vec![Slices::whole(source, dialect)], ..Parts::default() }
    }

    /// Reports `what` of v2 outside the programs. It counts as left where the note says that
    /// something is not done.
    pub fn report(&mut self, note: Note, what: &str) {
        if note.level == Level::Manual {
            let at: Span = note.at;
            self.uses.push(Use::left(at, what));
        }
        self.notes.push(note);
    }

    /// Reports a setting that names the package: it is no use of v2, and may need the package.
    pub fn report_setting(&mut self, note: Note) {
        self.mentions_v2 = true;
        self.notes.push(note);
    }

    /// Whether there is nothing to do or to say but in the programs.
    pub fn is_empty(&self) -> bool {
        self.notes.is_empty() && self.uses.is_empty() && self.edits.is_empty()
    }
}
