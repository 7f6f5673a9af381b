//! What is said once per run, and only where something moved.

use super::page::Page;
use super::report::Tally;
use crate::mapping::{self, Applies, CHECKS, LIMITS};

/// What to set in the dashboard, and what is known of v3's behaviour.
pub fn reminders(page: &mut Page, tally: Tally) {
    page.heading("In the dashboard");
    page.paragraph(0, "Until a policy exists on the access event, `evaluate.access` never challenges anyone.");
    page.paragraph(0, &format!("Recreate the three checks that v2 came with, at {}", mapping::POLICIES));
    for (check, what, link) in CHECKS {
        page.paragraph(2, &format!("`{check}`: {what}"));
        page.line(4, link);
    }
    page.paragraph(0, "A policy's type, development or production, must match the kind of your API key.");
    page.heading("What differs in v3");
    for (limit, applies) in LIMITS {
        if applies == Applies::Always || tally.all_moved() > 1 {
            page.hanging(2, "- ", limit);
        }
    }
}
