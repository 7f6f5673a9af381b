//! Failures, and what to do about them.

use super::snippet::Snippet;

/// The help for a failure that is a bug of this program.
pub const BUG: &str =
    "this is a bug in rupt-migrate; please open an issue with this file, or the part of it that uses Rupt";

/// Something that could not be done.
#[derive(Debug, Clone)]
pub struct Failure {
    /// The path as it is shown.
    pub path: String,
    /// What happened.
    pub message: String,
    /// What the user can do about it.
    pub help: Option<String>,
    /// The place in the file, with its line.
    pub snippet: Option<Snippet>,
}

impl Failure {
    /// A failure about a whole file.
    pub fn new(path: impl Into<String>, message: impl Into<String>) -> Self {
        Failure { path: path.into(), message: message.into(), help: None, snippet: None }
    }

    /// Adds what the user can do about it.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }
}
