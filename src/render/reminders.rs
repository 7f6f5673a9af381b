//! What is said once per run, and only where something moved.

use super::page::Page;
use super::report::Tally;
use crate::mapping::{self, Applies, CHECKS, LIMITS};

/// What stands above the checks.
pub const RECREATE: &str = "Recreate the three checks that v2 came with, at";

/// The sentences about behaviour that apply.
pub fn limits(tally: Tally) -> impl Iterator<Item = &'static str> {
    let applies = move |applies: Applies| applies == Applies::Always || tally.all_moved() > 1;
    LIMITS.iter().filter(move |(_, when)| applies(*when)).map(|(limit, _)| *limit)
}

/// What to set in the dashboard, and what is known of v3's behaviour.
pub fn reminders(page: &mut Page, tally: Tally) {
    page.heading("In the dashboard");
    page.paragraph(0, mapping::NO_POLICY);
    page.paragraph(0, &format!("{RECREATE} {}", mapping::POLICIES));
    for (check, what, link) in CHECKS {
        page.paragraph(2, &format!("`{check}`: {what}"));
        page.line(4, link);
    }
    page.paragraph(0, mapping::POLICY_TYPE);
    page.heading("What differs in v3");
    limits(tally).for_each(|limit| page.hanging(2, "- ", limit));
}
