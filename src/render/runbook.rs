//! The runbook: the steps of a migration, with the points that apply to a tree.

use super::report::Report;
use crate::mapping::{BACK_OUT, Point, RUNBOOK, Step, When};
use std::collections::BTreeSet;

/// The facts of a tree that decide which points apply.
pub struct TreeFacts {
    /// The ids of all notes, including those about calls that are still on v2.
    noted: BTreeSet<&'static str>,
    has_left: bool,
}

impl TreeFacts {
    /// Returns the facts of the tree of `report`.
    pub fn of(report: &Report) -> Self {
        let notes = report.files.iter().flat_map(|file| file.notes.iter().chain(&file.pending));
        TreeFacts { noted: notes.map(|note| note.entry.id).collect(), has_left: report.tally().left > 0 }
    }

    /// Returns the points of `step` that apply to the tree.
    pub fn points(&self, step: &'static Step) -> impl Iterator<Item = &'static Point> {
        step.points.iter().filter(|point| self.has(point.when))
    }

    fn has(&self, when: When) -> bool {
        match when {
            When::Always => true,
            When::Left => self.has_left,
            When::Noted(ids) => ids.iter().any(|id| self.noted.contains(id)),
        }
    }
}

/// Whether the steps apply: something moves, or an earlier run left a TODO.
pub fn is_due(report: &Report) -> bool {
    let tally = report.tally();
    tally.all_moved() > 0 || tally.todos > 0
}

/// Returns all steps, each with its heading.
pub fn headed() -> impl Iterator<Item = (String, &'static Step)> {
    let steps = RUNBOOK.iter().enumerate().map(|(index, step)| (format!("{}. {}", index + 1, step.title), step));
    steps.chain([(BACK_OUT.title.to_owned(), &BACK_OUT)])
}
