//! What every move asks for, whatever the code: the policies to set, and what behaves differently.
//! The terminal's report has a line that leads here.

use super::super::diff::PatchReader;
use super::super::page::Detail;
use super::super::page::TextPage;
use crate::mapping::{CHECKS, LIMITS, NO_POLICY, POLICIES, POLICY_TYPE, RECREATE};

/// The word that leads here.
pub const TOPIC: &str = "v3";

/// The page.
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
