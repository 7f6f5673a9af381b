//! What could not be done, and what to do about it.

use super::snippet::Snippet;

/// What to do about a file that this program failed on.
pub const BUG: &str =
    "this is a bug in rupt-migrate; please open an issue with this file, or the part of it that uses Rupt";

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
