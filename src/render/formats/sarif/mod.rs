//! The report as SARIF 2.1.0, for code scanning.
//!
//! Each note is a result, and so is each file that names v2 and was not migrated, and each file that would
//! change. The fix of the latter is the whole change of the file, since a part of it would not run without
//! the others. Places are those in the files as they were read. A run that writes has no results of the last
//! kind.
//!
//! A failure is a notification of the run.

mod log;
mod place;
mod rules;

use super::diagnostics::{CHANGE, CHANGE_TEXT, UNREAD};
use super::fingerprint::Fingerprints;
use crate::edit::part;
use crate::note::{Level, Note};
use crate::render::changes::{Replacement, replacements};
use crate::render::context::Context;
use crate::render::failure::Failure;
use crate::render::left_alone::LeftAlone;
use crate::render::redact::Secrets;
use crate::render::report::{FileReport, Mode, UnmigratedFile};
use crate::render::serial;
use log::*;
use place::{artifact, location, point, region};
use rules::Rules;
use std::collections::BTreeMap;

const SCHEMA: &str = "https://json.schemastore.org/sarif-2.1.0.json";

/// The name of the algorithm for fingerprints. Another algorithm needs another name.
const FINGERPRINT: &str = "ruptMigrate/v1";

pub fn render(context: &Context) -> String {
    serial::text(&Log { schema: SCHEMA, version: "2.1.0", runs: [run(context)] })
}

fn run<'r>(context: &'r Context) -> Run<'r> {
    let report = context.report;
    let mut results = Results { rules: Rules::of(report), prints: Fingerprints::default(), all: Vec::new() };
    for (path, file) in context.paths.iter().zip(&report.files) {
        if report.mode != Mode::Write {
            results.change(path, file);
        }
        let secrets = file.source.secrets();
        file.notes.iter().for_each(|note| results.note(path, file, secrets, note));
    }
    report.unmigrated.iter().for_each(|mention| results.mention(&context.from_root(&mention.path), mention));
    let failed = report.failures.iter().map(|failure| failed(context, failure));
    let remarks = report.remarks.iter().map(|remark| said("note", remark.clone(), Vec::new()));
    let alone = report.left_alone.iter().map(|package| left_alone(context, package));
    let base = Base { description: Text { text: "The root of the repository.".into() } };
    Run {
        invocations: [Invocation {
            execution_successful: report.failures.is_empty(),
            tool_execution_notifications: failed.chain(alone).chain(remarks).collect(),
        }],
        original_uri_base_ids: BTreeMap::from([(place::ROOT, base)]),
        column_kind: "unicodeCodePoints",
        properties: Properties { mixed: report.is_mixed() },
        results: results.all,
        tool: Tool {
            driver: Driver {
                name: env!("CARGO_PKG_NAME"),
                semantic_version: env!("CARGO_PKG_VERSION"),
                rules: results.rules.into_vec(),
            },
        },
    }
}

/// Returns the notification about a package that was left alone, with the places that are in the way.
fn left_alone(context: &Context, package: &LeftAlone) -> Notification {
    let places = package.in_the_way.iter();
    let places = places.map(|what| location(&context.from_root(&what.path), what.place.map(point)));
    said("note", format!("left alone, as `--whole` asks: {}", package.name()), places.collect())
}

fn failed(context: &Context, failure: &Failure) -> Notification {
    let help = failure.help.as_ref().map_or(String::new(), |help| format!("; {help}"));
    let at = failure.snippet.as_ref().map(|snippet| point(snippet.place));
    said("error", format!("{}{help}", failure.message), vec![location(&context.from_root(&failure.path), at)])
}

fn said(level: &'static str, text: String, locations: Vec<Location>) -> Notification {
    Notification { level, message: message(&text), locations }
}

/// Collects the results.
struct Results<'r> {
    rules: Rules,
    prints: Fingerprints,
    all: Vec<Result<'r>>,
}

impl<'r> Results<'r> {
    fn note(&mut self, path: &str, file: &FileReport, secrets: &Secrets, note: &Note) {
        let code = secrets.shorten(&file.source, note.at);
        let values = note.values.iter().map(|value| format!("\n{}: {}", value.key, value.text));
        let text = format!("{}{}", note.entry.full(), values.collect::<String>());
        let print = self.prints.next(note.entry.id, path, &code);
        let mut at = region(&file.source, note.at);
        at.snippet = Some(Text { text: code.into() });
        self.push(note.entry.id, level(note.level), text, location(path, Some(at)), print);
    }

    fn mention(&mut self, path: &str, mention: &UnmigratedFile) {
        let print = self.prints.next(UNREAD, path, "");
        let at = location(path, Some(point(mention.place)));
        self.push(UNREAD, level(Level::Manual), mention.why.about_all().to_owned(), at, print);
    }

    /// Adds the result about a file that would change.
    fn change(&mut self, path: &str, file: &'r FileReport) {
        let Some(new) = file.applied() else { return };
        let parts = replacements(&file.source, &new.text);
        let Some(first) = parts.first() else { return };
        let print = self.prints.next(CHANGE, path, "");
        let at = location(path, Some(region(&file.source, first.at)));
        self.push(CHANGE, level(Level::Todo), CHANGE_TEXT.to_owned(), at, print);
        let replaced = |part: Replacement| log::Replacement {
            deleted_region: region(&file.source, part.at),
            inserted_content: Some(part.text).filter(|text| !text.is_empty()).map(|text| Text { text: text.into() }),
        };
        let change =
            Change { artifact_location: artifact(path), replacements: parts.into_iter().map(replaced).collect() };
        if let Some(result) = self.all.last_mut() {
            let description = Text { text: "What rupt-migrate writes.".into() };
            result.fixes.push(Fix { description, artifact_changes: [change] });
        }
    }

    fn push(&mut self, id: &'static str, level: &'static str, text: String, at: Location, fingerprint: String) {
        self.all.push(Result {
            rule_id: id,
            rule_index: self.rules.index(id),
            level,
            message: message(&text),
            locations: vec![at],
            partial_fingerprints: BTreeMap::from([(FINGERPRINT, fingerprint)]),
            fixes: Vec::new(),
        });
    }
}

fn level(level: Level) -> &'static str {
    match level {
        Level::Info => "note",
        Level::Todo => "warning",
        Level::Manual => "error",
    }
}

/// Returns a message with `text`. In SARIF, `{0}` is a placeholder and `[text](address)` a link, and code may
/// look like either, so these are escaped. Other braces are not doubled, although the standard asks for it:
/// no known reader removes the second one.
fn message(text: &str) -> Text<'static> {
    let links = text.contains("](");
    let mut said = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        rest = part(rest, c.len_utf8()..);
        match c {
            '{' => match placeholder(rest) {
                Some(number) => {
                    said.push_str(&format!("{{{{{number}}}}}"));
                    rest = part(rest, number.len() + 1..);
                }
                None => said.push(c),
            },
            '[' if links => said.push_str("\\["),
            _ => said.push(c),
        }
    }
    Text { text: said.into() }
}

/// Returns the number that `text` begins with, if a closing brace follows it.
fn placeholder(text: &str) -> Option<&str> {
    let (number, _) = text.split_once('}')?;
    (!number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit())).then_some(number)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::edit::{Edits, Span};
    use crate::mapping::entry;
    use crate::render::report::{Report, Subject};
    use crate::render::web::Origin;

    fn prints(source: &str, at: &[usize]) -> Vec<String> {
        let note = |at: &usize| Note::new(entry!("value"), Span::new(*at as u32, *at as u32 + 9));
        let file = FileReport {
            path: "a.js".into(),
            source: source.into(),
            edits: Edits::default(),
            subject: Subject::Script,
            notes: at.iter().map(note).collect(),
            uses: Vec::new(),
            unsafe_moves: 0,
            pending: Vec::new(),
        };
        let report = Report { files: vec![file], ..Report::of_nothing(Mode::Check) };
        let paths = ["a.js".to_owned()];
        let context = Context { report: &report, paths: &paths, here: "", web: None, origin: Origin::UNKNOWN, exit: 0 };
        let run = run(&context);
        run.results.into_iter().map(|result| result.partial_fingerprints[FINGERPRINT].clone()).collect()
    }

    #[test]
    fn a_fingerprint_does_not_go_by_the_line() {
        let before = prints("link(Rup);\nlink(Rup);\n", &[0, 11]);
        assert_eq!(before, prints("// more\n\nlink(Rup);\n  link(Rup);\n", &[9, 22]));
        assert_ne!(before[0], before[1]);
        assert_ne!(before, prints("lank(Rup);\nlank(Rup);\n", &[0, 11]));
        assert_eq!(before[0], "dfbd89fd16c9aba2", "people's alerts are known by this");
    }

    #[test]
    fn code_is_no_placeholder_and_no_link() {
        let said = message("{ a }, {0}, {1b}, é{12}, [x](https://a.b), [y]").text;
        assert_eq!(said, "{ a }, {{0}}, {1b}, é{{12}}, \\[x](https://a.b), \\[y]");
    }
}
