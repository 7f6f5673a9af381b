//! The report as Markdown: a comment for a pull request, or the summary of a workflow's step.
//!
//! The tasks come first, as a list of check boxes, and the diff is folded. A later run finds the comment by a
//! hidden mark at its start and replaces it. All text of the user is in code spans or blocks, so none of it
//! is read as Markdown.

mod code;
mod sheet;

use crate::mapping::{self, CHECKS, Entry};
use crate::note::{Level, Note};
use crate::render::context::Context;
use crate::render::diff::{self, FileChange, PatchReader};
use crate::render::left_alone::{CLEAR_THE_WAY, InTheWay, LEFT_ALONE, Why};
use crate::render::not_migrated::NotMigrated;
use crate::render::paint::Paint;
use crate::render::place::LineColumn;
use crate::render::report::{FileReport, Mode, Report};
use crate::render::source::SourceText;
use crate::render::summary::{self, counted};
use crate::render::{notes, reminders, runbook};
use code::{block, indented, span};
use sheet::LimitedText;
use std::fmt::Write;

/// The hidden mark that every comment begins with.
pub const MARK: &str = "<!-- rupt-migrate -->";

/// The maximum length of a comment, in bytes. GitHub's limit is this number of characters, and each has at
/// least one byte.
const COMMENT: usize = 65_536;

/// The maximum length of the summary of a step, in bytes.
const SUMMARY: usize = 1 << 20;

/// Renders a comment for a pull request.
pub fn comment(context: &Context) -> String {
    render(context, COMMENT)
}

/// Renders the summary of a step.
pub fn step_summary(context: &Context) -> String {
    render(context, SUMMARY)
}

fn render(context: &Context, limit: usize) -> String {
    let mut sheet = LimitedText::new(limit);
    let report = context.report;
    head(&mut sheet, report);
    failures(&mut sheet, context);
    left_alone(&mut sheet, context);
    left(&mut sheet, context);
    sheet.section("To do by hand");
    noted(&mut sheet, context, Level::Todo);
    next(&mut sheet, report);
    runbook(&mut sheet, report);
    sheet.folded("Worth knowing", |sheet| noted(sheet, context, Level::Info));
    sheet.folded("Who gets Rupt from your own modules", |sheet| importers(sheet, report));
    sheet.folded("In the dashboard, and what differs in v3", |sheet| reminders(sheet, report));
    change(&mut sheet, context);
    sheet.finish()
}

fn head(sheet: &mut LimitedText, report: &Report) {
    let tally = report.tally();
    sheet.block(&format!("{MARK}\n## From Rupt v2 to v3\n\n{}\n", summary::verdict(report, tally)));
    if tally.found() == 0 {
        return;
    }
    let moved = if report.mode == Mode::Write { "moved" } else { "would move" };
    sheet.block(&format!(
        "\n| {moved} | {moved}, with a TODO | left on v2 |\n|---:|---:|---:|\n| {} | {} | {} |\n",
        tally.moved, tally.moved_with_todo, tally.left
    ));
    if let Some(warning) = summary::side_by_side(report) {
        sheet.block(&format!("\n{warning}\n"));
    }
    if runbook::is_due(report) {
        sheet.block(&format!("\n**{}**\n", mapping::NOBODY_YET.says));
    }
}

fn failures(sheet: &mut LimitedText, context: &Context) {
    sheet.section("Failed");
    for failure in &context.report.failures {
        let path = &context.from_root(&failure.path);
        let place = failure.snippet.as_ref().map_or(String::new(), |snippet| format!(":{}", snippet.place.line));
        let help = failure.help.as_ref().map_or(String::new(), |help| format!("; {help}"));
        sheet.item(&format!("- [ ] {}: {}{help}\n", span(&format!("{path}{place}")), span(&failure.message)));
    }
}

fn left_alone(sheet: &mut LimitedText, context: &Context) {
    let packages = &context.report.left_alone;
    sheet.section(LEFT_ALONE);
    for package in packages {
        sheet.heading(&format!("**{}**", span(package.name())));
        for what in &package.in_the_way {
            let path = &context.from_root(&what.path);
            let place = what.place.map_or_else(|| span(path), |place| at(context, path, place.line));
            let why = match &what.why {
                Why::Note(entry) => format!(" {}", reason(entry)),
                Why::Said(why) => format!(": {}", span(why)),
            };
            sheet.item(&format!("- [ ] {place}{why}\n{}", values_of(context, what)));
        }
    }
    if !packages.is_empty() {
        sheet.block(&format!("\n{}\n", CLEAR_THE_WAY));
    }
}

/// Returns the values of the note that says what is in the way.
fn values_of(context: &Context, what: &InTheWay) -> String {
    let is_it = |file: &FileReport, note: &Note| {
        Why::Note(note.entry) == what.why && Some(file.source.place(note.at.start as usize)) == what.place
    };
    let mut files = context.report.files.iter().filter(|file| file.path == what.path);
    let note = files.find_map(|file| Some((file, file.notes.iter().find(|note| is_it(file, note))?)));
    note.map_or(String::new(), |(file, note)| values(&file.source, note))
}

/// Whether a place was listed with its package.
fn is_listed(report: &Report, path: &str, place: LineColumn) -> bool {
    let mut listed = report.left_alone.iter().flat_map(|package| &package.in_the_way);
    listed.any(|what| what.path == path && what.place == Some(place))
}

fn left(sheet: &mut LimitedText, context: &Context) {
    let report = context.report;
    sheet.section("Left on v2");
    let is_new =
        |file: &FileReport, note: &Note| !is_listed(report, &file.path, file.source.place(note.at.start as usize));
    noted_if(sheet, context, Level::Manual, is_new);
    for why in NotMigrated::ALL {
        sheet.heading(&format!("**Files**: {}", why.about_all()));
        let mentions = report.unmigrated.iter().filter(|mention| mention.why == why);
        for mention in mentions.filter(|mention| !is_listed(report, &mention.path, mention.place)) {
            let path = &context.from_root(&mention.path);
            sheet.item(&format!("- [ ] {}\n", at(context, path, mention.place.line)));
        }
    }
    if let Some(offer) = summary::offer(context.report) {
        sheet.block(&format!("\n{offer}\n"));
    }
}

/// Lists the notes of `level`, by entry, in the order of the table.
fn noted(sheet: &mut LimitedText, context: &Context, level: Level) {
    noted_if(sheet, context, level, |_, _| true);
}

/// Lists the notes of `level` that `is_shown` chooses.
fn noted_if(sheet: &mut LimitedText, context: &Context, level: Level, is_shown: impl Fn(&FileReport, &Note) -> bool) {
    let mut all = super::noted(context, level);
    all.retain(|(file, _, note)| is_shown(file, note));
    for (index, (file, path, note)) in all.iter().enumerate() {
        if index == 0 || all[index - 1].2.entry.id != note.entry.id {
            sheet.heading(&reason(note.entry));
        }
        let mark = if level == Level::Info { "-" } else { "- [ ]" };
        sheet.item(&format!("{mark} {}\n{}", linked(context, path, file, note), values(&file.source, note)));
    }
}

fn reason(entry: &Entry) -> String {
    let link = entry.link.map_or(String::new(), |link| format!(" ([more]({link}))"));
    format!("**{}**: {}{link}", entry.id, entry.full())
}

fn linked(context: &Context, path: &str, file: &FileReport, note: &Note) -> String {
    at(context, path, file.source.place(note.at.start as usize).line)
}

/// Returns a place, with a link to it if there is one.
fn at(context: &Context, path: &str, line: usize) -> String {
    let text = span(&format!("{path}:{line}"));
    match context.web.and_then(|web| web.line(path, line)) {
        Some(address) => format!("[{text}]({address})"),
        None => text,
    }
}

/// Returns the values of a note as a list.
pub fn values(source: &SourceText, note: &Note) -> String {
    let mut out = String::new();
    for (key, text) in notes::values(source, note) {
        let key = if key.chars().all(|c| c.is_ascii_alphanumeric() || " ()".contains(c)) { key } else { span(&key) };
        let _ = match text.contains('\n') {
            false => writeln!(out, "  - {key}: {}", span(text)),
            true => writeln!(out, "  - {key}:\n{}", indented(&block("", text), 4)),
        };
    }
    out
}

fn next(sheet: &mut LimitedText, report: &Report) {
    let steps = report.next.iter().enumerate().map(|(index, step)| format!("{}. {step}\n", index + 1));
    let steps: String = steps.collect();
    if !steps.is_empty() {
        sheet.block(&format!("\n### Next\n\n{}\n", block("text", &steps)));
    }
}

/// Adds the order of the migration: its headings, and folded below them the points that apply to this tree.
fn runbook(sheet: &mut LimitedText, report: &Report) {
    if !runbook::is_due(report) {
        return;
    }
    let headings: String = runbook::headed().map(|(heading, _)| format!("{heading}\n")).collect();
    let (steps, back) = headings.trim_end().rsplit_once('\n').unwrap_or_default();
    sheet.block(&format!("\n### The order of the migration\n\n{steps}\n\n{back}: disable the policies.\n"));
    sheet.folded("What each step asks for in this tree", |sheet| {
        let tree = runbook::TreeFacts::of(report);
        for (heading, step) in runbook::headed() {
            sheet.heading(&format!("**{heading}** (by {})", step.who));
            tree.points(step).for_each(|point| sheet.item(&format!("- [ ] {}\n", point.text.says)));
        }
    });
}

fn importers(sheet: &mut LimitedText, report: &Report) {
    for importers in &report.importers {
        let files: Vec<String> = importers.files.iter().map(|file| span(file)).collect();
        sheet.item(&format!("- {} is imported by {}\n", span(&importers.module), files.join(", ")));
    }
}

fn reminders(sheet: &mut LimitedText, report: &Report) {
    let tally = report.tally();
    if tally.all_moved() == 0 {
        return;
    }
    let (no_policy, recreate) = (mapping::NO_POLICY.says, mapping::RECREATE.says);
    sheet.block(&format!("\n{no_policy}\n\n{recreate} {}\n\n", mapping::POLICIES));
    for check in CHECKS {
        sheet.item(&format!("- [ ] `{}`: {} ([more]({}))\n", check.name, check.what.says, check.link));
    }
    sheet.block(&format!("\n{}\n\n", mapping::POLICY_TYPE.says));
    reminders::limits(tally).for_each(|limit| sheet.item(&format!("- {limit}\n")));
}

/// Adds as much of the diff as fits.
fn change(sheet: &mut LimitedText, context: &Context) {
    let files = context.report.files.iter().zip(context.paths);
    let patches = files.filter_map(|(file, path)| {
        let new = file.applied()?;
        let change = FileChange { path: path.as_bytes(), old: &file.source, new: &new.text, kept: &new.kept };
        Some(diff::patch(change, PatchReader::Person(Paint::Plain)))
    });
    let patches: Vec<String> = patches.collect();
    let title = format!("The change in {}", counted(patches.len(), "file"));
    sheet.folded(&title, |sheet| sheet.code("diff", &patches.concat()));
}
