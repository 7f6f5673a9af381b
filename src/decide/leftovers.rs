//! The notes about the uses of v2 that stay, and about the calls of `detach` that are removed.

use super::quote::quote;
use super::{Input, of_client, response};
use crate::bindings::{Site, Usage, V2};
use crate::input::loads;
use crate::mapping::{Entry, entry, member_entry, v2};
use crate::migration::Moves;
use crate::note::{Client, Note};
use crate::tree::{Ast, NodeId};
use swc_ecma_ast::*;

/// Returns the note for a use of v2 that stays. None if another note covers it.
pub fn note(input: &Input, site: &Site) -> Option<Note> {
    let is_markup = input.script.slices.is_markup(input.tree.span(site.top));
    let entry = if is_markup { entry!("template") } else { entry_of(input, site)? };
    if entry == entry!("bare-import") && is_for_the_global(input, site.top) {
        return None;
    }
    let note = Note::new(entry, input.tree.span(place(input, site))).of(client(input, site));
    Some(if site.usage == Usage::Comment { with_comments(input, site.top, note) } else { note })
}

/// Adds the comments of `node` that name v2 to `note`.
fn with_comments(input: &Input, node: NodeId, note: Note) -> Note {
    let lines = input.bindings.comments.get(&node).into_iter().flatten();
    lines.fold(note, |note, line| note.with("comment", line))
}

/// Returns the client of a use. None if the use is not a call, or is a call without a client id other than
/// `attach`: each call of `attach` has a client, if an unknown one.
pub fn client(input: &Input, site: &Site) -> Option<Client> {
    let Usage::Call(call) = site.usage else { return None };
    let is_attach = site.value.is_member(v2::ATTACH);
    of_client::of_call(input, call).or(is_attach.then_some(Client::Unknown))
}

fn place(_: &Input, site: &Site) -> NodeId {
    match site.usage {
        Usage::Call(call) => call,
        _ => site.top,
    }
}

fn entry_of(input: &Input, site: &Site) -> Option<&'static Entry> {
    Some(match (site.usage, &site.value) {
        (_, V2::Script) => entry!("script-address"),
        (_, V2::Served | V2::File) => entry!("module-address"),
        (Usage::Call(_), value) if value.is_member(v2::ATTACH) => return None,
        (Usage::Call(_) | Usage::Value, V2::Member(name)) if name != v2::ATTACH => member_entry(name),
        (Usage::Alias(declarator), _) => {
            let exported =
                input.tree.parent(declarator).is_some_and(|up| matches!(input.tree.ast(up), Ast::ModuleDecl(_)));
            match (exported, binds_nothing(input, declarator)) {
                (true, _) => entry!("export"),
                (false, true) => entry!("value"),
                (false, false) => return None,
            }
        }
        (Usage::Assigned(maker), _) if binds_nothing(input, maker) => entry!("value"),
        (Usage::Then(maker), _) if binds_nothing(input, maker) => entry!("dynamic-import"),
        (Usage::Operand(_) | Usage::Assigned(_) | Usage::Then(_) | Usage::HandedOn, _) => return None,
        (Usage::Statement, V2::Promise(_) | V2::Module) => entry!("bare-import"),
        (Usage::Type, _) => type_entry(input, site),
        (Usage::Comment, _) => entry!("types"),
        (Usage::Copy, _) => entry!("copied-type"),
        (Usage::GlobalType, _) => entry!("global-type"),
        (Usage::Export, _) => entry!("export"),
        (Usage::Mock, _) => entry!("mock"),
        (Usage::Watched, _) => entry!("watched"),
        (Usage::Global, _) => entry!("global"),
        (_, V2::Promise(_)) => entry!("dynamic-import"),
        _ => entry!("value"),
    })
}

/// Whether no use of a name that `maker` binds is known.
fn binds_nothing(input: &Input, maker: NodeId) -> bool {
    let is_used = |id: &Id| !input.bindings.sites_via(id).is_empty();
    !loads::names_of(input, maker).iter().any(is_used)
}

/// Returns the entry for a type, by the v2 type that it names.
fn type_entry(input: &Input, site: &Site) -> &'static Entry {
    if let Ast::Stmt(Stmt::Decl(Decl::TsModule(_))) = input.tree.ast(site.top) {
        return entry!("module-type");
    }
    let text = input.tree.span(site.top).of(input.source);
    match &site.value {
        V2::Member(name) if name.starts_with(char::is_uppercase) => member_entry(name),
        _ if text.contains("typeof") => entry!("typeof-rupt"),
        _ => entry!("types"),
    }
}

/// Returns the call of `detach` at `site` if `--unsafe` removes it. It may get its device from storage, or the
/// response may also be read elsewhere, as long as each call of `attach` that the device can come from moves.
/// None if it stays: also if its result is read or its arguments have side effects.
pub fn removable_detach(input: &Input, site: &Site, moves: impl Fn(NodeId) -> bool) -> Option<NodeId> {
    let Usage::Call(call) = site.usage else { return None };
    if input.choice.moves == Moves::Safe || !response::is_detach(&site.value) || !response::can_go(input, call) {
        return None;
    }
    let sources = response::sources(input, call);
    (!sources.is_empty() && sources.into_iter().all(moves)).then_some(call)
}

/// Returns the note for a call of `detach` that is removed.
pub fn removed_detach(input: &Input, call: NodeId) -> Note {
    let place = input.tree.span(call);
    Note::new(entry!("detach-removed"), place).with("removed", quote(input, place))
}

/// Whether a TODO of an earlier run says why v2 is loaded only for its effect here.
fn is_for_the_global(input: &Input, node: NodeId) -> bool {
    let start = input.tree.span(node).start;
    input.hosts.found(input).iter().any(|todo| todo.block.id == "window-global" && todo.above == start)
}

/// Returns the notes for `import "rupt"` without names.
pub fn bare_imports(input: &Input) -> Vec<Note> {
    let bare = input.bindings.imports.iter().filter(|node| {
        matches!(input.tree.ast(**node), Ast::ModuleDecl(ModuleDecl::Import(import)) if import.specifiers.is_empty())
    });
    bare.filter(|node| !is_for_the_global(input, **node))
        .map(|node| Note::new(entry!("bare-import"), input.tree.span(*node)))
        .collect()
}
