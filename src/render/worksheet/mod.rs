//! The worksheet: what is to be set in the dashboard, and done on the server, from the whole tree.
//!
//! Its reader has the dashboard and perhaps not the code. So values stand by the setting they belong
//! to, not by the file; equal ones once, with every place they come from; what the code has that no
//! dashboard takes is marked. Values also come from calls that are still on v2, and from the TODOs of
//! earlier runs. Which note belongs to which setting is the table's business.

mod json;
mod markdown;
mod value;

use super::escape;
use super::formats::Context;
use super::report::{FileReport, Report};
use super::runbook;
use crate::edit::Span;
use crate::mapping::{self, Entry, NOT_READ, Setting, Step, Text, WORKSHEET};
use crate::migration::{Use, UseFate};
use crate::note::Note;
use serde::Serialize;
use value::Group;

/// What a worksheet for people begins with.
pub const HEADING: &str = "# Worksheet for the Rupt dashboard\n";

/// How a worksheet is written down.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// For people.
    Markdown,
    /// For programs.
    Json,
}

impl Form {
    /// The form for a file with this ending.
    pub fn of(ending: &str) -> Option<Self> {
        match ending {
            "md" => Some(Form::Markdown),
            "json" => Some(Form::Json),
            _ => None,
        }
    }

    /// The worksheet in this form.
    pub fn render(self, context: &Context) -> String {
        let render = match self {
            Form::Markdown => markdown::render,
            Form::Json => json::render,
        };
        let text = context.report.faults.whole(context, |context| render(&Sheet::new(context)));
        match self {
            Form::Markdown => escape::without_commands(&text).into_owned(),
            Form::Json => text,
        }
    }
}

/// All of it.
#[derive(Debug, Serialize)]
struct Sheet<'r> {
    /// Whether the lines are those of files that have been rewritten since.
    rewritten: bool,
    /// The steps of the migration, where there is one.
    steps: Vec<Stage>,
    parts: Vec<Part<'r>>,
}

/// A step with the points that apply.
#[derive(Debug, Serialize)]
struct Stage {
    id: &'static str,
    #[serde(skip)]
    heading: String,
    title: &'static str,
    who: &'static str,
    points: Vec<&'static str>,
}

/// A field that is filled in whatever the code says.
#[derive(Debug, Serialize)]
struct Choice {
    field: &'static str,
    choose: &'static str,
}

/// A part with anything in it.
#[derive(Debug, Serialize)]
struct Part<'r> {
    id: &'static str,
    title: &'static str,
    #[serde(skip)]
    intro: &'static [Text],
    choices: Vec<Choice>,
    items: Vec<Item<'r>>,
}

/// A setting, or an entry that asks for work.
#[derive(Debug, Default, Serialize)]
struct Item<'r> {
    name: &'r str,
    what: &'r str,
    link: Option<&'r str>,
    /// The table's row, for a setting.
    #[serde(skip)]
    setting: Option<&'static Setting>,
    /// The values, by the name the code or the dashboard has for them.
    groups: Vec<Group<'r>>,
    /// The places of notes without values.
    places: Vec<Place<'r>>,
    /// The calls that gave a setting no value, where others did.
    none: Vec<Place<'r>>,
}

/// A line in a file.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
struct Place<'r> {
    path: &'r str,
    line: usize,
    /// Whether the call there is still on v2.
    on_v2: bool,
}

/// A note and its file.
#[derive(Clone, Copy)]
struct Said<'r> {
    note: &'r Note,
    file: &'r FileReport,
    path: &'r str,
    on_v2: bool,
}

impl<'r> Said<'r> {
    fn place(&self, at: Span) -> Place<'r> {
        let line = self.file.source.place(at.start as usize).line;
        Place { path: self.path, line, on_v2: self.on_v2 }
    }
}

impl<'r> Sheet<'r> {
    fn new(context: &Context<'r>) -> Self {
        let said = said(context);
        let parts = WORKSHEET.iter().map(|part| {
            let settings = part.settings.iter().map(|setting| Item::of_setting(setting, part.settings, &said, context));
            let entries = part.entries.iter().filter_map(|id| Item::of_entry(mapping::entry(id), &said));
            let mut items: Vec<Item> = settings.chain(entries).collect();
            if part.id == NOT_READ {
                items.extend(unread(context.report));
            }
            let choices = part.choices.iter();
            let choices = choices.map(|choice| Choice { field: choice.field, choose: choice.choose.says }).collect();
            Part { id: part.id, title: part.title, intro: part.intro, choices, items }
        });
        let parts = parts.filter(|part| !part.items.is_empty() || !part.choices.is_empty()).collect();
        Sheet { rewritten: !context.report.writes.written.is_empty(), steps: stages(context.report), parts }
    }
}

/// The steps; none for a tree that has nothing of Rupt.
fn stages(report: &Report) -> Vec<Stage> {
    if !runbook::is_due(report) && report.tally().found() == 0 {
        return Vec::new();
    }
    let tree = runbook::Tree::of(report);
    let stage = |(heading, step): (String, &'static Step)| Stage {
        id: step.id,
        heading,
        title: step.title,
        who: step.who,
        points: tree.points(step).map(|point| point.text.says).collect(),
    };
    runbook::headed().map(stage).collect()
}

/// All notes, also those about calls that are still on v2, by file and place.
fn said<'r>(context: &Context<'r>) -> Vec<Said<'r>> {
    let mut all = Vec::new();
    for (file, path) in context.report.files.iter().zip(context.paths) {
        let notes = file.notes.iter().map(|note| Said { note, file, path, on_v2: false });
        let pending = file.pending.iter().map(|note| Said { note, file, path, on_v2: true });
        let mut own: Vec<Said> = notes.chain(pending).collect();
        own.sort_by_key(|said| said.note.at);
        all.extend(own);
    }
    all
}

impl<'r> Item<'r> {
    fn of_setting(setting: &'static Setting, siblings: &[Setting], said: &[Said<'r>], context: &Context<'r>) -> Self {
        let own = said.iter().filter(|said| setting.id == said.note.entry.id);
        // A value that is not taken apart may be about any setting of its note.
        let foreign = |key: &str| !setting.has(key) && siblings.iter().any(|other| other.has(key));
        let mut all = value::groups(own.copied());
        all.retain(|group| !foreign(group.key));
        let (named, others): (Vec<_>, Vec<_>) = all.into_iter().partition(|group| setting.has(group.key));
        let named = named.into_iter().reduce(|mut one, more| {
            one.join(more);
            one
        });
        let none = if named.is_some() { calls_without(setting, siblings, context) } else { Vec::new() };
        let mut groups: Vec<Group> = named.into_iter().collect();
        groups.iter_mut().for_each(Group::judge);
        groups.extend(others);
        let (name, what, link) = (setting.name, setting.what.says, Some(setting.link));
        Item { name, what, link, setting: Some(setting), groups, places: Vec::new(), none }
    }

    /// None where no note says it.
    fn of_entry(entry: &'static Entry, said: &[Said<'r>]) -> Option<Self> {
        let own: Vec<Said> = said.iter().filter(|said| said.note.entry.id == entry.id).copied().collect();
        if own.is_empty() {
            return None;
        }
        let bare = own.iter().filter(|said| said.note.values.is_empty());
        let mut places: Vec<Place> = bare.map(|said| said.place(said.note.at)).collect();
        places.dedup();
        let groups = value::groups(own.iter().copied());
        Some(Item {
            name: entry.id,
            what: entry.advice(),
            link: entry.link,
            setting: None,
            groups,
            places,
            none: Vec::new(),
        })
    }
}

/// The calls that moved and gave `setting` no value. Nothing is known of those in a file where a value stands
/// outside of all calls.
fn calls_without<'r>(setting: &Setting, siblings: &[Setting], context: &Context<'r>) -> Vec<Place<'r>> {
    let mut places = Vec::new();
    for (file, path) in context.report.files.iter().zip(context.paths) {
        let is_call = |found: &&Use| found.what == "attach" && found.fate != UseFate::Left;
        let calls: Vec<Span> = file.uses.iter().filter(is_call).map(|found| found.at).collect();
        let with: Vec<Span> =
            file.notes.iter().filter(|note| may_give(setting, siblings, note)).map(|note| note.at).collect();
        let has = |call: &Span| with.iter().any(|note| call.contains(*note));
        if with.iter().all(|note| calls.iter().any(|call| call.contains(*note))) {
            let without = calls.iter().filter(|call| !has(call));
            let line = |call: &Span| file.source.place(call.start as usize).line;
            places.extend(without.map(|call| Place { path, line: line(call), on_v2: false }));
        }
    }
    places
}

/// Whether a note gives `setting` a value, or something that may hold one.
fn may_give(setting: &Setting, siblings: &[Setting], note: &Note) -> bool {
    if note.entry.id != setting.id {
        return false;
    }
    let quoted = value::quoted(&note.values);
    let mut values = note.values.iter().enumerate();
    values.any(|(index, value)| {
        let is_other = siblings.iter().any(|other| other.has(&value.key)) || value.key == value::COMMENT;
        setting.has(&value.key) || !is_other && !value::is_explanation(&note.values, &quoted, index)
    })
}

/// Files that name v2 and were not read, or not understood.
fn unread(report: &Report) -> Option<Item<'_>> {
    let mentions = report.mentions.iter();
    let mentions = mentions.map(|mention| Place { path: &mention.path, line: mention.place.line, on_v2: true });
    let failures = report.failures.iter().filter_map(|failure| {
        let line = failure.snippet.as_ref()?.place.line;
        Some(Place { path: &failure.path, line, on_v2: true })
    });
    let mut places: Vec<Place> = mentions.chain(failures).collect();
    places.sort();
    places.dedup();
    let what = "these files name Rupt v2 and were not read";
    (!places.is_empty()).then(|| Item { name: "files", what, places, ..Item::default() })
}
