//! What names Rupt without loading it: lists of packages in the settings of tools, aliases, patterns,
//! hosts, parameters of addresses.
//!
//! A plain list of packages is edited, by what its package uses once it is migrated; all else is
//! reported, and keeps the dependency while it is there.

mod challenge;
mod find;
mod harmless;
mod plain;

use super::quote::quote;
use super::{Input, ignore};
use crate::bindings::Bindings;
use crate::edit::{Edit, Piece, Span, part};
use crate::mapping::{ADDRESSES, Level, Purpose, V2_PACKAGE, V3_PACKAGE, entry, is_setting};
use crate::migration::{InUse, Project, Use};
use crate::note::Note;
use crate::text;
use crate::tree::{Ast, NodeId, Tree};
use crate::value;
use find::What;
use swc_ecma_ast::{Expr, Prop};

/// Whether a script holds any of it.
pub fn has_settings(source: &str, tree: &Tree, bindings: &Bindings, project: Project) -> bool {
    !find::find(source, tree, bindings, project).is_empty()
}

/// The edits and notes for all of it.
pub fn plan(input: &Input) -> (Vec<Edit>, Vec<Note>) {
    let (mut edits, mut notes) = (Vec::new(), Vec::new());
    for found in find::find(input.source, input.tree, input.bindings, input.project) {
        match found.what {
            What::Listed(string, list) => match input.project.in_use {
                InUse::V2 => {}
                InUse::Unknown => notes.extend(named(input, Purpose::Packages.id(), list, found.at)),
                InUse::V3 | InUse::Both => edits.extend(renamed(input, string, list)),
            },
            What::Named(id, setting) => notes.extend(named(input, id, setting, found.at)),
            What::Mention | What::Directive if ignore::is_marked(input, "mention", found.at) => {}
            What::Directive => notes.push(Note::new(entry("mention"), found.at)),
            What::Mention => {
                notes.push(Note::new(entry("mention"), found.at).with("names", quote(input, found.at)));
            }
            What::Host => notes.push(Note::new(entry("policy-host"), found.at)),
            What::Parameter(id) => notes.push(note(input, id, found.at)),
        }
    }
    (edits, notes)
}

/// The mentions among `notes`, each a use that is left.
pub fn mentions(notes: &[Note]) -> impl Iterator<Item = Use> {
    let mentions = notes.iter().filter(|note| note.entry.id == "mention");
    mentions.map(|note| Use::left(note.at, V2_PACKAGE))
}

/// Whether one of `notes` is about a name that keeps the dependency.
pub fn keeps_v2(notes: &[Note]) -> bool {
    let asks = |note: &Note| note.level == Level::Manual && is_setting(note.entry);
    notes.iter().any(|note| asks(note) && !ADDRESSES.contains(&note.entry.id))
}

/// The edit of a list that names v2: v3 stands beside it while v2 is used, and in its place then.
fn renamed(input: &Input, string: NodeId, list: NodeId) -> Option<Edit> {
    let strings = find::strings(input.tree, list);
    let has_v3 = strings.iter().any(|(_, name)| *name == V3_PACKAGE);
    match (input.project.in_use, has_v3) {
        (InUse::Both, true) => None,
        (InUse::Both, false) => Some(beside(input, input.tree.span(string))),
        (_, true) => Some(removed(&strings, input.tree.span(string))),
        (_, false) => Some(Edit { span: find::content(input.tree, string), with: vec![Piece::new(V3_PACKAGE)] }),
    }
}

/// v3 behind the string at `own`; above it, where that has a line of its own.
fn beside(input: &Input, own: Span) -> Edit {
    let quote = part(own.of(input.source), ..1);
    let name = format!("{quote}{V3_PACKAGE}{quote}");
    let (at, text) = match text::is_first_on_line(input.source, own.start) {
        true => (own.start, format!("{name},{}{}", input.style.eol, text::indent_at(input.source, own.start))),
        false => (own.end, format!(", {name}")),
    };
    Edit { span: Span::at(at), with: vec![Piece::new(text)] }
}

/// The string at `own` goes, with one comma.
fn removed(strings: &[(Span, &str)], own: Span) -> Edit {
    let next = strings.iter().find(|(span, _)| span.start > own.start);
    let last = strings.iter().rev().find(|(span, _)| span.start < own.start);
    let span = match (next, last) {
        (Some((next, _)), _) => Span::new(own.start, next.start),
        (None, Some((last, _))) => Span::new(last.end, own.end),
        (None, None) => own,
    };
    Edit { span, with: Vec::new() }
}

/// The note for the package in a form that is not edited; none where v3 is named beside a v2 that
/// is still used.
fn named(input: &Input, id: &'static str, setting: NodeId, at: Span) -> Option<Note> {
    let whole = input.tree.span(setting);
    if input.project.in_use == InUse::Both && find::names_v3(input.tree, setting) {
        return None;
    }
    let note = note(input, id, at);
    Some(match input.tree.expr(setting) {
        Some(Expr::Assign(_) | Expr::Call(_)) => note.with("setting", quote(input, whole)),
        _ => note.with(name(input, setting), quote(input, at)),
    })
}

/// A note, which is only worth knowing while nothing moved. An alias, though, means that what moves
/// is not v2.
fn note(input: &Input, id: &'static str, at: Span) -> Note {
    let mut note = Note::new(entry(id), at);
    if input.project.in_use == InUse::V2 && id != Purpose::Aliases.id() {
        note.level = Level::Info;
    }
    note
}

/// What the setting at `node`, or the nearest around it, is called.
fn name(input: &Input, node: NodeId) -> String {
    let key = |up: NodeId| match input.tree.ast(up) {
        Ast::Prop(Prop::KeyValue(pair)) => value::key_name(&pair.key),
        Ast::Prop(Prop::Method(method)) => value::key_name(&method.key),
        _ => None,
    };
    input.tree.up(node).find_map(key).unwrap_or_else(|| "setting".to_owned())
}
