//! The summary of a run: it fits on a screen and repeats nothing that the diff shows.
//!
//! It lists what was written, what stays on v2, what is to be done and by whom, and the next steps.
//! Everything else is for `-v` and for `explain`.

mod check;
mod counts;
mod end;
mod left_alone;
mod refused;
mod stays;
mod todo;
mod written;

pub use counts::{counted, verdict};
pub use stays::{offer, side_by_side};

use super::page::{Detail, TextPage};
use super::paint::Ink;
use super::reminders::reminders;
use super::report::{Mode, Report};
use super::screen::Screen;
use super::table::{self, Row};
use super::tally::Tally;
use super::{escape, page};
use std::fmt::Write;

/// Returns the summary of `report`.
pub fn summary(report: &Report, detail: Detail, screen: Screen) -> String {
    let mut text = SummaryText { out: String::new(), detail, screen };
    let tally = report.tally();
    if let Some(refusal) = &report.refusal {
        refused::say(&mut text, refusal);
        return text.out;
    }
    if report.mode == Mode::Check {
        check::say(&mut text, report, tally);
    } else {
        run(&mut text, report, tally);
    }
    let length = text.out.trim_end_matches('\n').len() + 1;
    text.out.truncate(length);
    text.out
}

/// Returns the text of a quiet run, which shows only failures.
pub fn quiet(report: &Report, screen: Screen) -> String {
    let mut text = SummaryText { out: String::new(), detail: Detail::Normal, screen };
    match &report.refusal {
        Some(refusal) => refused::say(&mut text, refusal),
        None => failed(&mut text, report),
    }
    if report.mode == Mode::Check && report.has_work() {
        text.line(Ink::Red, &check::verdict(report, report.tally()));
    }
    text.out
}

fn run(text: &mut SummaryText, report: &Report, tally: Tally) {
    if report.mode == Mode::Write && tally.found() > 0 {
        text.line(state(report, tally), &format!("Rupt v2 → v3: {}", counts::moved(report, tally)));
    }
    failed(text, report);
    written::list(text, report);
    left_alone::list(text, report);
    stays::list(text, report);
    let asked = todo::asked(report);
    todo::list(text, report, &asked);
    known(text, report);
    importers(text, report);
    text.gap();
    policy(text, report, tally);
    if text.detail == Detail::Full && tally.all_moved() > 0 {
        let mut more = TextPage::new(text.detail, text.screen.paint);
        reminders(&mut more, tally);
        text.out.push_str(more.text());
        text.gap();
    }
    end::say(text, report, tally, &asked);
}

/// Returns the colour of the line about the outcome.
fn state(report: &Report, tally: Tally) -> Ink {
    match (report.failures.is_empty(), tally.left + tally.todos + tally.settings) {
        (false, _) => Ink::Red,
        (true, 0) => Ink::Green,
        (true, _) => Ink::Yellow,
    }
}

/// Lists the failures, a row each.
fn failed(text: &mut SummaryText, report: &Report) {
    let rows = report.failures.iter().map(|failure| {
        let place = failure.snippet.as_ref().map_or(String::new(), |snippet| format!(":{}", snippet.place));
        Row { place: format!("{}{place}", failure.path), text: failure.message.clone(), ..Row::default() }
    });
    let rows: Vec<Row> = rows.collect();
    text.section(Ink::Red, "Failed", &rows);
    let mut said: Vec<&str> = report.failures.iter().filter_map(|failure| failure.help.as_deref()).collect();
    said.sort_unstable();
    said.dedup();
    said.iter().take(3).for_each(|help| text.sentence(4, help));
}

/// Lists the notes that ask for nothing, with `-v`.
fn known(text: &mut SummaryText, report: &Report) {
    if text.detail == Detail::Full {
        let rows = todo::rows(report, |note| note.level == crate::note::Level::Info);
        text.section(Ink::Bold, "Worth knowing", &rows);
    }
}

/// Lists the modules that export v2, each with its importers.
fn importers(text: &mut SummaryText, report: &Report) {
    let rows: Vec<Row> = report
        .importers
        .iter()
        .map(|importers| Row {
            place: importers.module.clone(),
            text: format!("imported by {}", importers.files.join(", ")),
            ..Row::default()
        })
        .collect();
    text.section(Ink::Bold, "Your modules that export Rupt, or a function that calls it", &rows);
}

fn policy(text: &mut SummaryText, report: &Report, tally: Tally) {
    if tally.all_moved() > 0 {
        text.warning(crate::mapping::POLICY_FIRST.says);
    }
    if tally.all_moved() > 0
        && let Some(warning) = stays::both(report)
    {
        text.warning(&warning);
    }
    report.remarks.iter().for_each(|remark| text.warning(remark));
}

/// A text that is written from top to bottom.
struct SummaryText {
    out: String,
    detail: Detail,
    screen: Screen,
}

/// How many lines of a list are shown before the rest is only counted.
const LISTED: usize = 12;

impl SummaryText {
    /// Adds a blank line, unless the text is empty or ends with one.
    fn gap(&mut self) {
        if !self.out.is_empty() && !self.out.ends_with("\n\n") {
            self.out.push('\n');
        }
    }

    /// Adds a heading in `ink` and the rows below it, if there are any.
    fn section(&mut self, ink: Ink, heading: &str, rows: &[Row]) {
        if !rows.is_empty() {
            self.gap();
            self.line(ink, heading);
            self.rows(rows, LISTED);
        }
    }

    /// Adds rows. If there are more than `most`, the rest is only counted.
    fn rows(&mut self, rows: &[Row], most: usize) {
        // A line that says "1 more" would take as much room as the row.
        let is_cut = self.detail == Detail::Normal && rows.len() > most + 1;
        let shown = if is_cut { most } else { rows.len() };
        self.out.push_str(&table::rows(self.screen, 2, &rows[..shown]));
        if shown < rows.len() {
            let _ = writeln!(self.out, "  … {} more (all: -v)", rows.len() - shown);
        }
    }

    /// Adds a line that is never wrapped: a command, a heading.
    fn line(&mut self, ink: Ink, text: &str) {
        let _ = writeln!(self.out, "{}", self.screen.paint.ink(ink, &escape::one_line(text)));
    }

    /// Adds a sentence, wrapped to the screen.
    fn sentence(&mut self, indent: usize, text: &str) {
        for line in page::wrap(&escape::one_line(text), self.screen.readable() - indent) {
            let _ = writeln!(self.out, "{:indent$}{line}", "");
        }
    }

    /// Adds a sentence that asks for attention.
    fn warning(&mut self, text: &str) {
        for (index, line) in page::wrap(&escape::one_line(text), self.screen.readable() - 2).iter().enumerate() {
            let mark = if index == 0 { self.screen.paint.ink(Ink::Yellow, "!") } else { " ".to_owned() };
            let _ = writeln!(self.out, "{mark} {line}");
        }
    }
}
