//! Recognising reports of this program. Each format has a mark of its own.

use super::{formats, worksheet};
use crate::edit::part;

/// The beginnings of reports that are text.
const STARTS: [&str; 5] =
    [formats::COMMENT_MARK, formats::TEXT_HEAD, worksheet::HEADING, worksheet::HEAD, formats::CODE_QUALITY_HEAD];

/// The texts near the start of reports that are JSON.
const NAMES: [&str; 4] = [
    "\n  \"tool\": {\n    \"name\": \"rupt-migrate\",",
    "\n        \"driver\": {\n          \"name\": \"rupt-migrate\",",
    "\n  \"tool\": \"rupt-migrate\",",
    "\n  \"source\": {\n    \"name\": \"rupt-migrate\"",
];

/// The beginning of the last line of annotations.
const NOTICE: &str = "\n::notice title=rupt-migrate::";

/// How many bytes count as the start of a report.
const NEAR: usize = 400;

/// Whether `text` is a report or a worksheet that this program wrote.
pub fn is_report(text: &[u8]) -> bool {
    let head = String::from_utf8_lossy(&text[..text.len().min(NEAR)]);
    let names_itself = || head.starts_with("{\n  \"") && NAMES.iter().any(|name| head.contains(name));
    // An empty list contains nothing that could be lost.
    let is_empty = || text == formats::CODE_QUALITY_EMPTY.as_bytes();
    STARTS.iter().any(|start| head.starts_with(start))
        || names_itself()
        || is_empty()
        || ends_with_notice(text)
        || formats::is_concise(&String::from_utf8_lossy(text))
}

fn ends_with_notice(text: &[u8]) -> bool {
    let text = String::from_utf8_lossy(text);
    let last = text.trim_end_matches('\n').rfind('\n').map_or(0, |at| at);
    part(&text, last..).starts_with(NOTICE) || (last == 0 && text.starts_with(part(NOTICE, 1..)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::context::Context;
    use crate::render::failure::Failure;
    use crate::render::formats::ReportFormat;
    use crate::render::report::{Mode, Report};
    use crate::render::web::Origin;
    use crate::render::worksheet::Form;

    #[test]
    fn every_report_is_known_again_and_nothing_else() {
        let report = Report::of_nothing(Mode::Check);
        let context = Context { report: &report, paths: &[], here: "", web: None, origin: Origin::UNKNOWN, exit: 0 };
        for (name, format) in ReportFormat::ALL {
            let text = format.render(&context);
            assert!(is_report(text.as_bytes()) || text.is_empty(), "{name}");
        }
        let failures = vec![Failure::new("a.js", "not parsed")];
        let failed = Report { failures, ..report.clone() };
        for (name, format) in ReportFormat::ALL {
            assert!(is_report(format.render(&Context { report: &failed, ..context }).as_bytes()), "{name}");
        }
        for form in [Form::Markdown, Form::Html, Form::Json] {
            assert!(is_report(form.render(&context).as_bytes()), "{form:?}");
        }
        for text in ["", "{\n  \"name\": \"rupt-migrate\",\n", "# Read me\n", "\u{feff}", "::notice title=other::a\n"] {
            assert!(!is_report(text.as_bytes()), "{text}");
        }
    }
}
