//! The report as annotations of a workflow on GitHub.
//!
//! GitHub shows at most ten errors and ten warnings of a step, so the most important ones come first and the
//! rest is counted. Characters that would end a value or a line are encoded as GitHub documents it. Other
//! control characters are escaped as everywhere.
//! <https://docs.github.com/en/actions/reference/workflow-commands-for-github-actions>

use crate::mapping::Entry;
use crate::note::{Level, Note};
use crate::render::context::Context;
use crate::render::failure::Failure;
use crate::render::place::LineColumn;
use crate::render::report::{FileReport, Mode};
use crate::render::summary::{self, counted};
use crate::render::{escape, notes};
use std::fmt::Write;

/// How many annotations of one kind GitHub shows.
const SHOWN: usize = 10;

/// What an annotation is about.
struct Annotation<'a> {
    path: String,
    place: Option<LineColumn>,
    title: &'a str,
    message: String,
}

pub fn render(context: &Context) -> String {
    let mut out = String::new();
    let (errors, warnings) = (errors(context), warnings(context));
    errors.iter().take(SHOWN).for_each(|annotation| annotate(&mut out, "error", annotation));
    warnings.iter().take(SHOWN).for_each(|annotation| annotate(&mut out, "warning", annotation));
    let more = [(errors.len(), "error"), (warnings.len(), "warning")];
    let more = more.into_iter().filter(|(count, _)| *count > SHOWN);
    let more: Vec<String> = more.map(|(count, what)| counted(count - SHOWN, &format!("more {what}"))).collect();
    let mut said = summary::verdict(context.report, context.report.tally());
    if !more.is_empty() {
        let _ = write!(said, " Not shown as annotations: {}.", more.join(" and "));
    }
    let _ = writeln!(out, "::notice title=rupt-migrate::{}", escaped(&said));
    out
}

/// Returns the errors: the failures, then the uses on v2 by reason, in the order of the table.
fn errors<'a>(context: &Context<'a>) -> Vec<Annotation<'a>> {
    let report = context.report;
    let failures = report.failures.iter().map(|failure| failed(context.from_root(&failure.path), failure));
    let mentions = report.unmigrated.iter().map(|mention| Annotation {
        path: context.from_root(&mention.path),
        place: Some(mention.place),
        title: "rupt-migrate",
        message: mention.why.about_all().to_owned(),
    });
    failures.chain(noted(context, Level::Manual)).chain(mentions).collect()
}

/// Returns the warnings: the tasks for a person, then the files that would change and have no other
/// annotation.
fn warnings<'a>(context: &Context<'a>) -> Vec<Annotation<'a>> {
    let asks = |file: &FileReport| file.notes.iter().any(|note| note.level != Level::Info);
    let changes = |file: &FileReport| context.report.mode != Mode::Write && file.changes() && !asks(file);
    let files = context.report.files.iter().zip(context.paths).filter(|(file, _)| changes(file));
    let changes = files.map(|(file, path)| Annotation {
        path: path.clone(),
        place: file.uses.first().map(|found| file.source.place(found.at.start as usize)),
        title: "rupt-migrate",
        message: "this file would change: run `rupt-migrate`".to_owned(),
    });
    noted(context, Level::Todo).into_iter().chain(changes).collect()
}

fn noted<'a>(context: &Context<'a>, level: Level) -> Vec<Annotation<'a>> {
    let all = super::noted(context, level).into_iter();
    all.map(|(file, path, note)| annotation(path.clone(), file, note)).collect()
}

fn annotation<'a>(path: String, file: &FileReport, note: &Note) -> Annotation<'a> {
    let Entry { id, text, link, .. } = *note.entry;
    let values = notes::values(&file.source, note).map(|(key, text)| notes::pair(&key, text));
    let lines = std::iter::once(text.to_owned()).chain(values).chain(link.map(str::to_owned));
    let message = lines.collect::<Vec<_>>().join("\n");
    Annotation { path, place: Some(file.source.place(note.at.start as usize)), title: id, message }
}

fn failed<'a>(path: String, failure: &Failure) -> Annotation<'a> {
    let help = failure.help.iter().map(String::as_str);
    let lines: Vec<&str> = std::iter::once(failure.message.as_str()).chain(help).collect();
    let place = failure.snippet.as_ref().map(|snippet| snippet.place);
    Annotation { path, place, title: "rupt-migrate", message: lines.join("\n") }
}

fn annotate(out: &mut String, command: &str, annotation: &Annotation) {
    let _ = write!(out, "::{command} file={}", property(&annotation.path));
    if let Some(LineColumn { line, column }) = annotation.place {
        let _ = write!(out, ",line={line},col={column}");
    }
    let _ = writeln!(out, ",title={}::{}", property(annotation.title), escaped(&annotation.message));
}

/// Returns a message encoded for a command.
fn escaped(text: &str) -> String {
    escape::without_marks(&escape::lines(text)).replace('%', "%25").replace('\n', "%0A")
}

/// Returns a property encoded for a command.
fn property(text: &str) -> String {
    escaped(text).replace(':', "%3A").replace(',', "%2C")
}
