//! The packages that `--whole` left alone, each with what is in the way.

use super::SummaryText;
use crate::render::left_alone::{CLEAR_THE_WAY, InTheWay, LEFT_ALONE, Why};
use crate::render::paint::Ink;
use crate::render::report::Report;
use crate::render::table::Row;

pub fn list(text: &mut SummaryText, report: &Report) {
    if report.left_alone.is_empty() {
        return;
    }
    text.gap();
    text.line(Ink::Yellow, LEFT_ALONE);
    for left_alone in &report.left_alone {
        text.line(Ink::Bold, &format!("  {}", left_alone.name()));
        let row = |what: &InTheWay| {
            let entry = match what.why {
                Why::Note(entry) => Some(entry),
                Why::Said(_) => None,
            };
            Row { place: what.at(), entry, text: what.why.gist().to_owned(), mark: "" }
        };
        text.rows(&left_alone.in_the_way.iter().map(row).collect::<Vec<_>>(), super::LISTED);
    }
    if let Some(offer) = super::offer(report) {
        text.sentence(2, &offer);
    }
    text.sentence(2, CLEAR_THE_WAY);
}
