//! The packages that `--whole` left alone.

use super::place::LineColumn;
use crate::mapping::Entry;

/// What stands above them.
pub const LEFT_ALONE: &str = "Left alone, as `--whole` asks";

/// What can be done about them.
pub const CLEAR_THE_WAY: &str = "Nothing was changed in these packages. Clear what is in the way and run this again, \
    or run it without `--whole` to move the rest of them now, next to v2.";

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
    pub place: Option<LineColumn>,
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

impl LeftAlone {
    /// The name of the package, as it is shown.
    pub fn name(&self) -> &str {
        self.folder.as_deref().unwrap_or("files in no package")
    }
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
