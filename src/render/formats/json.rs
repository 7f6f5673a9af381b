//! The report as JSON, for programs.
//!
//! `docs/report.schema.json` describes the format, and the types here follow its names. Keys may be added
//! within a version, so a reader must ignore unknown ones. Removing or changing a key makes a new version.
//! Paths are relative to the root of the repository, as in a patch. Code is quoted as it was read, with
//! secrets shortened.

use crate::edit::Span;
use crate::migration::{Use, UseFate};
use crate::note::{Note, Value};
use crate::render::changes::{Replacement, replacements};
use crate::render::context::Context;
use crate::render::not_migrated::NotMigrated;
use crate::render::redact::Secrets;
use crate::render::report::{self, Counters, FileReport, Mode, Subject};
use crate::render::serial;
use crate::render::source::SourceText;
use serde::Serialize;

/// The version of the format, [`Report::version`].
const VERSION: u32 = 1;

pub fn render(context: &Context) -> String {
    serial::text(&Report::of(context))
}

#[derive(Serialize)]
struct Report<'r> {
    version: u32,
    tool: Tool,
    mode: &'static str,
    exit: u8,
    repository: &'r str,
    commit: Option<&'r str>,
    here: &'r str,
    mixed: bool,
    tally: Tally,
    files: Vec<File<'r>>,
    mentions: Vec<Mention>,
    importers: Vec<Importers>,
    left_alone: Vec<LeftAlone<'r>>,
    failures: Vec<Failure<'r>>,
    remarks: &'r [String],
    written: Vec<String>,
    not_written: Vec<String>,
    next: &'r [String],
    counters: Counters,
}

#[derive(Serialize)]
struct Tool {
    name: &'static str,
    version: &'static str,
}

#[derive(Serialize)]
struct Tally {
    found: usize,
    moved: usize,
    moved_with_todo: usize,
    left: usize,
    files: usize,
    todos: usize,
    settings: usize,
    unsafe_moves: usize,
}

#[derive(Serialize)]
struct File<'r> {
    path: &'r str,
    kind: &'static str,
    changes: bool,
    notes: Vec<Said<'r>>,
    uses: Vec<Found<'r>>,
    edits: Vec<Edit>,
    unsafe_moves: usize,
}

#[derive(Serialize)]
struct Said<'r> {
    id: &'static str,
    level: &'static str,
    text: String,
    help: Option<&'static str>,
    link: Option<&'static str>,
    found: bool,
    at: Range,
    code: String,
    values: Vec<Pair<'r>>,
    edits: Vec<usize>,
}

#[derive(Serialize)]
struct Pair<'r> {
    key: &'r str,
    text: &'r str,
    at: Option<Range>,
}

#[derive(Serialize)]
struct Found<'r> {
    what: &'r str,
    fate: &'static str,
    at: Range,
}

#[derive(Serialize)]
struct Edit {
    at: Range,
    text: String,
}

#[derive(Serialize)]
struct Range {
    start: Point,
    end: Point,
}

#[derive(Serialize)]
struct Point {
    byte: u32,
    line: usize,
    column: usize,
}

#[derive(Serialize)]
struct Mention {
    path: String,
    line: usize,
    column: usize,
    why: &'static str,
}

#[derive(Serialize)]
struct Importers {
    module: String,
    files: Vec<String>,
}

#[derive(Serialize)]
struct LeftAlone<'r> {
    package: Option<String>,
    in_the_way: Vec<InTheWay<'r>>,
}

#[derive(Serialize)]
struct InTheWay<'r> {
    path: String,
    line: Option<usize>,
    column: Option<usize>,
    id: Option<&'static str>,
    why: &'r str,
}

#[derive(Serialize)]
struct Failure<'r> {
    path: String,
    message: &'r str,
    help: Option<&'r str>,
    line: Option<usize>,
    column: Option<usize>,
}

impl<'r> Report<'r> {
    fn of(context: &'r Context) -> Self {
        let report = context.report;
        let all = |paths: &[String]| paths.iter().map(|path| context.from_root(path)).collect();
        let files = context.paths.iter().zip(&report.files);
        Report {
            version: VERSION,
            tool: Tool { name: env!("CARGO_PKG_NAME"), version: env!("CARGO_PKG_VERSION") },
            mode: match report.mode {
                Mode::Write => "write",
                Mode::DryRun => "dry-run",
                Mode::Check => "check",
            },
            exit: context.exit,
            repository: &context.origin.address,
            commit: context.origin.commit.as_deref(),
            here: context.here,
            mixed: report.is_mixed(),
            tally: Tally::of(report),
            files: files.map(|(path, file)| File::of(path, file)).collect(),
            mentions: report.unmigrated.iter().map(|mention| Mention::of(context, mention)).collect(),
            importers: report
                .importers
                .iter()
                .map(|one| Importers { module: context.from_root(&one.module), files: all(&one.files) })
                .collect(),
            left_alone: report.left_alone.iter().map(|package| LeftAlone::of(context, package)).collect(),
            failures: report.failures.iter().map(|failure| Failure::of(context, failure)).collect(),
            remarks: &report.remarks,
            written: all(&report.writes.written),
            not_written: all(&report.writes.not_written),
            next: &report.next,
            counters: report.counters,
        }
    }
}

impl Tally {
    fn of(report: &report::Report) -> Self {
        let tally = report.tally();
        Tally {
            found: tally.found(),
            moved: tally.moved,
            moved_with_todo: tally.moved_with_todo,
            left: tally.left,
            files: tally.files,
            todos: tally.todos,
            settings: tally.settings,
            unsafe_moves: report.unsafe_moves(),
        }
    }
}

impl<'r> File<'r> {
    fn of(path: &'r str, file: &'r FileReport) -> Self {
        let source = &file.source;
        let secrets = source.secrets();
        let edits = file.applied().map_or_else(Vec::new, |new| replacements(source, &new.text));
        File {
            path,
            kind: match file.subject {
                Subject::Script => "script",
                Subject::Manifest(_) => "manifest",
            },
            changes: file.changes(),
            notes: file.notes.iter().map(|note| Said::of(source, secrets, &edits, note)).collect(),
            uses: file.uses.iter().map(|found| Found::of(source, found)).collect(),
            edits: edits.into_iter().map(|edit| Edit { at: Range::of(source, edit.at), text: edit.text }).collect(),
            unsafe_moves: file.unsafe_moves,
        }
    }
}

impl<'r> Said<'r> {
    fn of(source: &SourceText, secrets: &Secrets, edits: &[Replacement], note: &'r Note) -> Self {
        let pair = |value: &'r Value| Pair {
            key: &value.key,
            text: &value.text,
            at: value.at.map(|at| Range::of(source, at)),
        };
        // A TODO is inserted at the start of the line, and removing code may remove its whole line.
        let (start, end) =
            (source.line_around(note.at.start as usize).start, source.line_around(note.at.end as usize).end);
        let first = edits.partition_point(|edit| (edit.at.end as usize) < start);
        let behind = edits.partition_point(|edit| edit.at.start as usize <= end);
        Said {
            id: note.entry.id,
            level: note.level.name(),
            text: note.entry.full(),
            help: note.entry.next_step(),
            link: note.entry.link,
            found: note.found,
            at: Range::of(source, note.at),
            code: secrets.shorten(source, note.at),
            values: note.values.iter().map(pair).collect(),
            edits: (first..behind).collect(),
        }
    }
}

impl<'r> Found<'r> {
    fn of(source: &SourceText, found: &'r Use) -> Self {
        let fate = match found.fate {
            UseFate::Moved => "moved",
            UseFate::MovedWithTodo => "moved-with-todo",
            UseFate::Left => "left",
        };
        Found { what: &found.what, fate, at: Range::of(source, found.at) }
    }
}

impl Range {
    fn of(source: &SourceText, at: Span) -> Self {
        let point = |byte: u32| {
            let place = source.place(byte as usize);
            Point { byte, line: place.line, column: place.column }
        };
        Range { start: point(at.start), end: point(at.end) }
    }
}

impl Mention {
    fn of(context: &Context, mention: &report::UnmigratedFile) -> Self {
        Mention {
            path: context.from_root(&mention.path),
            line: mention.place.line,
            column: mention.place.column,
            why: match mention.why {
                NotMigrated::Excluded => "excluded",
                NotMigrated::Outside => "outside",
                NotMigrated::Ignored => "ignored",
                NotMigrated::NotCheckedOut => "not-checked-out",
            },
        }
    }
}

impl<'r> LeftAlone<'r> {
    fn of(context: &Context, package: &'r crate::render::left_alone::LeftAlone) -> Self {
        let in_the_way = package.in_the_way.iter().map(|what| InTheWay {
            path: context.from_root(&what.path),
            line: what.place.map(|place| place.line),
            column: what.place.map(|place| place.column),
            id: what.why.id(),
            why: what.why.text(),
        });
        let folder = package.folder.as_ref();
        LeftAlone { package: folder.map(|folder| context.from_root(folder)), in_the_way: in_the_way.collect() }
    }
}

impl<'r> Failure<'r> {
    fn of(context: &Context, failure: &'r crate::render::failure::Failure) -> Self {
        let place = failure.snippet.as_ref().map(|snippet| snippet.place);
        Failure {
            path: context.from_root(&failure.path),
            message: &failure.message,
            help: failure.help.as_deref(),
            line: place.map(|place| place.line),
            column: place.map(|place| place.column),
        }
    }
}
