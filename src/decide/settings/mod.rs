//! Code that names Rupt without loading it: lists of packages in the settings of tools, aliases, patterns, hosts,
//! parameters of addresses.
//!
//! Only a plain list of packages is edited, depending on which SDKs its package uses after the migration.
//! Everything else is reported, and keeps the dependency on v2 while it is there.

mod challenge;
mod find;
mod found;
mod harmless;
mod plain;

use super::quote::quote;
use crate::bindings::Bindings;
use crate::edit::Span;
use crate::input::{Input, ignore};
use crate::mapping::{ADDRESSES, Entry, Level, Purpose, V2_PACKAGE, V3_PACKAGE, entry, is_setting};
use crate::migration::{Choice, InUse, Use};
use crate::note::Note;
use crate::tree::{Ast, NodeId, Tree};
use crate::value;
use found::What;

pub use find::{content, strings};
use swc_ecma_ast::{Expr, Prop};

/// Whether a script contains any such code.
pub fn has_settings(source: &str, tree: &Tree, bindings: &Bindings, choice: &Choice) -> bool {
    !find::find(source, tree, bindings, choice).is_empty()
}

/// A string in a list of packages that changes.
#[derive(Debug, Clone, Copy)]
pub struct Listed {
    /// The string.
    pub string: NodeId,
    /// The list.
    pub list: NodeId,
    /// What happens to it.
    pub becomes: Becomes,
}

/// What happens to the name of v2 in a list of packages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Becomes {
    /// It is replaced by the name of v3.
    V3,
    /// It stays, and the name of v3 is added beside it.
    Both,
    /// It is removed, since the list already contains the name of v3.
    Nothing,
}

/// Returns the lists that change, and notes about all other places.
pub fn decide(input: &Input) -> (Vec<Listed>, Vec<Note>) {
    let (mut lists, mut notes) = (Vec::new(), Vec::new());
    for found in find::find(input.source, input.tree, input.bindings, input.choice) {
        match found.what {
            What::Listed(string, list) => match input.choice.in_use {
                InUse::V2 => {}
                InUse::Unknown => notes.extend(named(input, Purpose::Packages.entry(), list, found.at)),
                InUse::V3 | InUse::Both => lists.extend(listed(input, string, list)),
            },
            What::Named(entry, setting) => notes.extend(named(input, entry, setting, found.at)),
            What::Mention | What::Directive if ignore::is_marked(input, "mention", found.at) => {}
            What::Directive => notes.push(Note::new(entry!("mention"), found.at)),
            What::Mention => {
                notes.push(Note::new(entry!("mention"), found.at).with("names", quote(input, found.at)));
            }
            What::Host => notes.push(Note::new(entry!("policy-host"), found.at)),
            What::Parameter(entry) => notes.push(note(input, entry, found.at)),
        }
    }
    // A list in markup looks like the settings of a tool, but is not edited.
    lists.retain(|listed: &Listed| input.script.slices.may_change(input.tree.span(listed.string)));
    (lists, notes)
}

/// Returns a use that is left for each mention among `notes`.
pub fn mentions(notes: &[Note]) -> impl Iterator<Item = Use> {
    let mentions = notes.iter().filter(|note| note.entry == entry!("mention"));
    mentions.map(|note| Use::left(note.at, V2_PACKAGE))
}

/// Whether one of `notes` is about a name that keeps the dependency on v2.
pub fn keeps_v2(notes: &[Note]) -> bool {
    let asks = |note: &Note| note.level == Level::Manual && is_setting(note.entry);
    notes.iter().any(|note| asks(note) && !ADDRESSES.contains(&note.entry.id))
}

/// Returns the change of a list that names v2: v3 is added while v2 is still used, and replaces it otherwise. None
/// if the list needs no change.
fn listed(input: &Input, string: NodeId, list: NodeId) -> Option<Listed> {
    let has_v3 = find::strings(input.tree, list).iter().any(|(_, name)| *name == V3_PACKAGE);
    let becomes = match (input.choice.in_use, has_v3) {
        (InUse::Both, true) => return None,
        (InUse::Both, false) => Becomes::Both,
        (_, true) => Becomes::Nothing,
        (_, false) => Becomes::V3,
    };
    Some(Listed { string, list, becomes })
}

/// Returns the note about a form that is not edited. None if v2 is still used and v3 is named beside it.
fn named(input: &Input, entry: &'static Entry, setting: NodeId, at: Span) -> Option<Note> {
    let whole = input.tree.span(setting);
    if input.choice.in_use == InUse::Both && find::names_v3(input.tree, setting) {
        return None;
    }
    let note = note(input, entry, at);
    Some(match input.tree.expr(setting) {
        Some(Expr::Assign(_) | Expr::Call(_)) => note.with("setting", quote(input, whole)),
        _ => note.with(name(input, setting), quote(input, at)),
    })
}

/// Returns a note about the place. While the project only uses v2, it is information: nothing has to be done yet.
/// An alias is the exception, since an import that moves no longer matches it.
fn note(input: &Input, entry: &'static Entry, at: Span) -> Note {
    let mut note = Note::new(entry, at);
    if input.choice.in_use == InUse::V2 && entry != Purpose::Aliases.entry() {
        note.level = Level::Info;
    }
    note
}

/// Returns the key of the setting at `node`, or of the nearest one around it.
fn name(input: &Input, node: NodeId) -> String {
    let key = |up: NodeId| match input.tree.ast(up) {
        Ast::Prop(Prop::KeyValue(pair)) => value::key_name(&pair.key),
        Ast::Prop(Prop::Method(method)) => value::key_name(&method.key),
        _ => None,
    };
    input.tree.up(node).find_map(key).unwrap_or_else(|| "setting".to_owned())
}
