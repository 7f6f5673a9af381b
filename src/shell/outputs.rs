//! The reports of `--output-format` and `--worksheet`, and where they are written.

use super::exit::Exit;
use super::out::{self, reason};
use super::paths;
use super::report_file::Desk;
use crate::render::context::Context;
use crate::render::formats::ReportFormat;
use crate::render::worksheet::Form;
use std::ffi::OsString;
use std::fs::OpenOptions;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// A report of `--output-format`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReportOutput {
    format: ReportFormat,
    /// The file that it is written to. Without one, it is printed in place of the patch.
    file: Option<PathBuf>,
}

impl ReportOutput {
    /// Parses `FMT` or `FMT=FILE`.
    ///
    /// # Errors
    /// The message for the user about `text`.
    pub fn parse(text: &str) -> Result<Self, String> {
        let (name, file) = text.split_once('=').map_or((text, None), |(name, file)| (name, Some(file)));
        let names: Vec<&str> = ReportFormat::ALL.iter().map(|(name, _)| *name).collect();
        let Some(format) = ReportFormat::of(name) else {
            return Err(format!("there is no format `{name}`; the formats are {}", names.join(", ")));
        };
        match file {
            Some("") => Err(format!("the file is missing: `{name}=FILE`")),
            file => Ok(ReportOutput { format, file: file.map(PathBuf::from) }),
        }
    }

    /// Returns the file that it is written to.
    pub fn file(&self) -> Option<&Path> {
        self.file.as_deref()
    }

    /// Whether it is printed to standard output.
    pub fn takes_stdout(&self) -> bool {
        self.file.is_none()
    }
}

/// The worksheet of `--worksheet`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Worksheet {
    form: Form,
    file: PathBuf,
}

impl Worksheet {
    /// Parses the path of a file, whose ending selects the form.
    ///
    /// # Errors
    /// The message for the user about `text`.
    pub fn parse(text: &str) -> Result<Self, String> {
        let file = PathBuf::from(text);
        let form = file.extension().and_then(|ending| Form::of(&ending.to_string_lossy()));
        let form = form.ok_or("the file must end in `.html` or `.md`, for people, or in `.json`, for programs")?;
        Ok(Worksheet { form, file })
    }

    /// Returns the file that it is written to.
    pub fn file(&self) -> &Path {
        &self.file
    }

    /// Writes the worksheet of a run.
    ///
    /// # Errors
    /// How the run ends, if the file could not be written.
    pub fn write(&self, context: &Context, desk: &Desk) -> Result<(), Exit> {
        self.save(&self.form.render(context), desk)
    }

    /// Returns the form of the worksheet.
    pub fn form(&self) -> Form {
        self.form
    }

    /// Writes `text` to the file.
    ///
    /// # Errors
    /// How the run ends, if the file could not be written.
    pub fn save(&self, text: &str, desk: &Desk) -> Result<(), Exit> {
        desk.save(&self.file, text).map_err(|why| {
            out::say(&format!("error: the worksheet cannot be written to {}\n", failure(&self.file, &why)));
            Exit::Failed
        })
    }
}

/// Whether any of `outputs` links to places of the repository on the web.
pub fn have_links(outputs: &[ReportOutput]) -> bool {
    outputs.iter().any(|output| matches!(output.format, ReportFormat::Github | ReportFormat::Markdown))
}

/// Whether any of `outputs` names the repository and the commit.
pub fn name_origin(outputs: &[ReportOutput]) -> bool {
    outputs.iter().any(|output| output.format == ReportFormat::Json)
}

/// Writes all `outputs`, and the summary of the step on GitHub. The format that contains the exit code is
/// written last, since the exit code depends on whether the others could be written.
///
/// # Errors
/// How the run ends, if one could not be written. All others are written.
pub fn write(outputs: &[ReportOutput], context: &Context, desk: &Desk) -> Result<(), Exit> {
    let (last, first): (Vec<_>, Vec<_>) = outputs.iter().partition(|output| output.format == ReportFormat::Json);
    let mut done: Vec<Result<(), String>> = first.iter().map(|output| write_one(output, context, desk)).collect();
    let summary = outputs.iter().find_map(|output| output.format.step_summary(context));
    let file = std::env::var_os("GITHUB_STEP_SUMMARY").filter(|file| !file.is_empty());
    if let (Some(text), Some(file)) = (summary, file) {
        done.push(append(&file, &text).map_err(|error| failure(Path::new(&file), &reason(&error))));
    }
    for output in last {
        let has_failed = done.iter().any(Result::is_err) || !context.report.faults.failures().is_empty();
        let exit = if has_failed { Exit::Failed.code() } else { context.exit };
        done.push(write_one(output, &Context { exit, ..*context }, desk));
    }
    let failures: Vec<String> = done.into_iter().filter_map(Result::err).collect();
    failures.iter().for_each(|failure| out::say(&format!("error: the report cannot be written to {failure}\n")));
    if failures.is_empty() { Ok(()) } else { Err(Exit::Failed) }
}

fn write_one(output: &ReportOutput, context: &Context, desk: &Desk) -> Result<(), String> {
    let text = output.format.render(context);
    match &output.file {
        Some(file) => desk.save(file, &text).map_err(|why| failure(file, &why)),
        None => out::print(text.as_bytes()).map_err(|error| format!("standard output: {}", reason(&error))),
    }
}

/// Other commands of the step may have written to the summary.
fn append(file: &OsString, text: &str) -> io::Result<()> {
    OpenOptions::new().append(true).create(true).open(file)?.write_all(format!("\n{text}").as_bytes())
}

fn failure(file: &Path, why: &str) -> String {
    format!("{}: {why}", paths::text(file))
}
