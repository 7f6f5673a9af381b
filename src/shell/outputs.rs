//! Reports that are asked for by `--output-format`, and where they go.

use super::exit::Exit;
use super::out::{self, reason};
use crate::render::formats::{Context, Format};
use std::path::PathBuf;

/// One report that is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Output {
    format: Format,
    /// Where it goes; to standard output without one, in place of the patch.
    file: Option<PathBuf>,
}

impl Output {
    /// Reads `FMT` or `FMT=FILE`.
    ///
    /// # Errors
    /// What is wrong with `text`, for the person who typed it.
    pub fn parse(text: &str) -> Result<Self, String> {
        let (name, file) = text.split_once('=').map_or((text, None), |(name, file)| (name, Some(file)));
        let names: Vec<&str> = Format::ALL.iter().map(|(name, _)| *name).collect();
        let Some(format) = Format::of(name) else {
            return Err(format!("there is no format `{name}`; the formats are {}", names.join(", ")));
        };
        match file {
            Some("") => Err(format!("the file is missing: `{name}=FILE`")),
            file => Ok(Output { format, file: file.map(PathBuf::from) }),
        }
    }

    /// Whether it goes to standard output.
    pub fn takes_stdout(&self) -> bool {
        self.file.is_none()
    }
}

/// Writes all `outputs`.
///
/// # Errors
/// How the run ends where one could not be written; all others are.
pub fn write(outputs: &[Output], context: &Context) -> Result<(), Exit> {
    let mut failed = false;
    for output in outputs {
        let text = output.format.render(context);
        let done = match &output.file {
            Some(file) => std::fs::write(file, text).map_err(|error| format!("{}: {}", file.display(), reason(&error))),
            None => out::print(text.as_bytes()).map_err(|error| format!("standard output: {}", reason(&error))),
        };
        if let Err(message) = done {
            out::say(&format!("error: the report cannot be written to {message}\n"));
            failed = true;
        }
    }
    if failed { Err(Exit::Failed) } else { Ok(()) }
}
