//! Reminders that are shown once per run, if something moved.

use super::page::TextPage;
use super::tally::Tally;
use crate::mapping::{self, Applies, CHECKS, LIMITS};

/// Returns the sentences about behaviour that apply.
pub fn limits(tally: Tally) -> impl Iterator<Item = &'static str> {
    let applies = move |applies: Applies| applies == Applies::Always || tally.all_moved() > 1;
    LIMITS.iter().filter(move |limit| applies(limit.applies)).map(|limit| limit.text.says)
}

/// Adds what to set in the dashboard, and what differs in v3.
pub fn reminders(page: &mut TextPage, tally: Tally) {
    page.heading("In the dashboard");
    page.paragraph(0, mapping::NO_POLICY.says);
    page.paragraph(0, &format!("{} {}", mapping::RECREATE.says, mapping::POLICIES));
    for check in CHECKS {
        page.paragraph(2, &format!("`{}`: {}", check.name, check.what.says));
        page.line(4, check.link);
    }
    page.paragraph(0, mapping::POLICY_TYPE.says);
    page.heading("What differs in v3");
    limits(tally).for_each(|limit| page.hanging(2, "- ", limit));
}
