//! What is said once per run, and only where something moved.

use super::page::Page;
use super::report::Tally;
use crate::mapping;

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

/// The checks of v2, as policies name them.
const CHECKS: [(&str, &str, &str); 3] = [
    ("device_count", "more devices than one person uses", "https://rupt.dev/docs/v3/concepts/devices"),
    ("impossible_travel", "places too far apart to travel between", mapping::CHECKS),
    ("concurrent_sessions", "in use in two places at once", "https://rupt.dev/docs/v3/concepts/concurrency"),
];

#[derive(Clone, Copy, PartialEq, Eq)]
enum Applies {
    /// Wherever a call moved.
    Always,
    /// Where several did.
    ToSeveral,
}

/// What the move of a call cannot keep the same, and no note is about.
const LIMITS: [(&str, Applies); 4] = [
    ("v2's `attach` never rejected; v3's `evaluate.access` is not documented to do the same.", Applies::Always),
    ("An unset client id may now fail where the client is created.", Applies::Always),
    ("Import cycles and hot reload may create a client at another moment.", Applies::Always),
    (
        "v2 kept one set of redirects and callbacks per page, and the last call won; v3 keeps them per client.",
        Applies::ToSeveral,
    ),
];
