//! A run that wrote nothing because git could not restore the files.

use super::{SummaryText, counted};
use crate::render::paint::Ink;
use crate::render::report::{Reason, Refusal};
use crate::render::table::Row;

/// How many files are named.
const NAMED: usize = 3;

pub fn say(text: &mut SummaryText, refusal: &Refusal) {
    let (why, next) = match &refusal.why {
        Reason::Dirty => (dirty(refusal), "Commit or stash them, or run again with --allow-dirty."),
        Reason::NoRepository => (outside(refusal), "Commit them to one, or run again with --allow-no-vcs."),
        Reason::Unknown(why) => (
            format!("Nothing written: git does not say which files have uncommitted changes ({why})."),
            "Fix that, or run again with --allow-dirty.",
        ),
    };
    text.line(Ink::Red, &why);
    let row = |(path, how): &(String, String)| Row { place: path.clone(), text: how.clone(), ..Row::default() };
    let rows: Vec<Row> = refusal.files.iter().map(row).collect();
    text.rows(&rows, NAMED);
    text.line(Ink::Bold, next);
}

fn dirty(refusal: &Refusal) -> String {
    let (count, of) = (refusal.files.len(), counted(refusal.of, "file"));
    let has = if count == 1 { "has" } else { "have" };
    format!("Nothing written: {count} of the {of} to change {has} changes that git could not bring back.")
}

fn outside(refusal: &Refusal) -> String {
    let (count, of) = (refusal.files.len(), counted(refusal.of, "file"));
    let is = if count == 1 { "is" } else { "are" };
    format!(
        "Nothing written: {count} of the {of} to change {is} in no git repository, so the change could not be undone."
    )
}
