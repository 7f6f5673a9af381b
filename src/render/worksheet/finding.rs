//! One finding of a worksheet, and the note that it is made of.

use super::data::*;
use crate::note::Note;
use crate::render::report::FileReport;

/// The name under which notes quote comments.
pub const COMMENT: &str = "comment";

/// One finding: a note, a value, or a missing value.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct SheetFinding {
    /// The part and the item that it belongs to.
    pub item: (String, String),
    /// The client that it belongs to.
    pub client: Option<Client>,
    /// What a finding is.
    pub what: FindingKind,
    /// The place of it.
    pub place: SheetPlace,
}

/// What a finding is.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum FindingKind {
    /// A note without a value.
    Bare,
    /// A call that gives a setting no value.
    None,
    /// A value of this name.
    Value(String, Worth),
}

/// A value without its places.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Worth {
    /// What to type.
    pub value: Option<String>,
    /// The code of the value.
    pub code: String,
    /// Remarks about the value.
    pub remarks: Vec<String>,
    /// The condition under which it applies.
    pub condition: Option<String>,
    /// The value for each plan.
    pub plans: Vec<PlanValue>,
}

impl Worth {
    /// Returns the key by which values are equal: the literal, however it is written, or else the code.
    pub fn key(&self) -> (Option<&str>, &str, &[PlanValue], Option<&str>) {
        let condition = self.condition.as_deref();
        match &self.value {
            Some(value) => (Some(value), "", &[], condition),
            None => (None, &self.code, &self.plans, condition),
        }
    }
}

/// A note and its file.
#[derive(Clone, Copy)]
pub struct NoteInFile<'r> {
    /// The note.
    pub note: &'r Note,
    /// Whether the call there is still on v2.
    pub on_v2: bool,
    /// The file.
    pub file: &'r FileReport,
    /// Its path.
    pub path: &'r str,
}
