//! The page of `explain v3`: what every move requires, whatever the code. These are the policies to set, and
//! what behaves differently in v3. The report in the terminal refers to it.

use super::super::diff::PatchReader;
use super::super::page::{Detail, TextPage};
use crate::mapping::{CHECKS, LIMITS, NO_POLICY, POLICIES, POLICY_TYPE, RECREATE};

/// The word for this page on the command line.
pub const TOPIC: &str = "v3";

/// Returns the page.
pub fn page(reader: PatchReader) -> String {
    let mut page = TextPage::new(Detail::Full, reader.paint());
    page.heading("In the dashboard");
    page.paragraph(0, NO_POLICY.says);
    page.paragraph(0, &format!("{} {}.", RECREATE.says, POLICIES));
    for check in CHECKS {
        page.paragraph(2, &format!("`{}`: {}", check.name, check.what.says));
        page.line(4, check.link);
    }
    page.paragraph(0, POLICY_TYPE.says);
    page.heading("What differs in v3");
    LIMITS.iter().for_each(|limit| page.hanging(2, "- ", limit.text.says));
    page.gap();
    page.paragraph(0, "`rupt-migrate --dry-run --worksheet FILE .` writes down the values that your code gives.");
    page.text().to_owned()
}
