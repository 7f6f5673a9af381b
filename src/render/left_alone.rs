//! The packages that `--whole` left alone.

use super::place::LineColumn;
use crate::mapping::Entry;

/// The heading above the packages.
pub const LEFT_ALONE: &str = "Left alone, as `--whole` asks";

/// What the user can do about them.
pub const CLEAR_THE_WAY: &str = "Nothing was changed in these packages. Resolve what is listed here and run this again, \
    or run it without `--whole` to move the rest of them now, next to v2.";

/// A package in which nothing was changed, because something in it would stay on v2.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeftAlone {
    /// The folder as it is shown. `None` stands for the files that belong to no package.
    pub folder: Option<String>,
    /// Everything that would stay on v2, by place.
    pub in_the_way: Vec<InTheWay>,
}

/// Something that would stay on v2.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InTheWay {
    /// The path as it is shown.
    pub path: String,
    /// The place, if it has one.
    pub place: Option<LineColumn>,
    /// Why it would stay.
    pub why: Why,
}

/// Why something would stay on v2.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Why {
    /// A note gives the reason.
    Note(&'static Entry),
    /// A reason without a note.
    Said(String),
}

impl LeftAlone {
    /// Returns the name of the package as it is shown.
    pub fn name(&self) -> &str {
        self.folder.as_deref().unwrap_or("files in no package")
    }
}

impl InTheWay {
    /// Returns the path and the place as they are shown.
    pub fn at(&self) -> String {
        self.place.map_or(self.path.clone(), |place| format!("{}:{place}", self.path))
    }
}

impl Why {
    /// Returns the id of the note.
    pub fn id(&self) -> Option<&'static str> {
        match self {
            Why::Note(entry) => Some(entry.id),
            Why::Said(_) => None,
        }
    }

    /// Returns the reason with what to do about it.
    pub fn text(&self) -> &str {
        match self {
            Why::Note(entry) => entry.advice(),
            Why::Said(why) => why,
        }
    }

    /// Returns the reason alone.
    pub fn gist(&self) -> &str {
        match self {
            Why::Note(entry) => entry.gist(),
            Why::Said(why) => why,
        }
    }
}
