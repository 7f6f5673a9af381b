//! Finding names that the edits leave unused.

use crate::edit::{Edits, Piece, Span};
use crate::input::Input;
use crate::mapping::{V3_PACKAGE, entry};
use crate::note::Note;
use crate::scope;
use crate::tree::{Ast, NodeId};
use std::collections::HashSet;
use swc_ecma_ast::*;

/// Returns a note about the names that are no longer used. None if there are none.
pub fn names(input: &Input, edits: &Edits) -> Option<Note> {
    let mut unused: Vec<(Span, String)> = Vec::new();
    let cuts = edits.iter().map(|edit| edit.span).filter(|span| !span.is_empty());
    let cut: HashSet<&Id> =
        cuts.flat_map(|span| input.tree.within(span)).filter_map(|node| input.tree.id(node)).collect();
    let mut mentions: Vec<NodeId> = cut.into_iter().flat_map(|id| input.tree.mentions(id)).collect();
    mentions.sort();
    for node in mentions {
        let Some(id) = input.tree.id(node) else { continue };
        let Some(declared) = scope::declares(input.tree, node) else { continue };
        if is_made_here(input, id, declared.holder) || declared.how == scope::How::Parameter {
            continue;
        }
        let is_gone = |mention: &NodeId| edits.removes(input.tree.span(*mention));
        let exported = input
            .tree
            .ancestors(node)
            .any(|up| matches!(input.tree.ast(up), Ast::ModuleDecl(ModuleDecl::ExportDecl(_))));
        if exported && input.tree.parent(declared.holder).is_none_or(|up| input.tree.parent(up).is_none()) {
            continue;
        }
        let rest: Vec<NodeId> = input.tree.mentions(id).filter(|mention| *mention != node).collect();
        let idle = |mention: &NodeId| is_gone(mention) || is_dependency(input, *mention);
        let some_gone = rest.iter().any(is_gone);
        if some_gone && rest.iter().all(idle) && !is_gone(&node) {
            unused.push((input.tree.span(node), id.0.to_string()));
        }
    }
    if !unused.is_empty() {
        let new_names = new_names(edits);
        unused.retain(|(_, name)| !new_names.contains(name.as_str()));
    }
    let at = unused.first()?.0;
    let mut names: Vec<String> = unused.into_iter().map(|(_, name)| name).collect();
    names.dedup();
    Some(Note::new(entry!("names-unused"), at).with("names", names.join(", ")))
}

/// Whether a name of v2 is initialised in its declaration, which is then removed with it.
fn is_made_here(input: &Input, id: &Id, holder: NodeId) -> bool {
    input.bindings.names.get(id).is_some_and(|bound| {
        let is_assigned = matches!(input.tree.ast(bound.maker), Ast::Expr(Expr::Assign(_)));
        bound.maker == holder || !is_assigned
    })
}

/// Returns the names in new text. The key of a property does not count.
fn new_names(edits: &Edits) -> HashSet<&str> {
    let is_part = |c: char| c.is_alphanumeric() || c == '_' || c == '$';
    let pieces = edits.iter().flat_map(|edit| &edit.with);
    let texts = pieces.filter_map(|piece| match piece {
        Piece::New(text) => Some(text),
        Piece::Old(_) => None,
    });
    let code = texts.flat_map(|text| text.split(V3_PACKAGE));
    let words = code.flat_map(|text| text.split_inclusive(move |c| !is_part(c)));
    words.filter(|word| !word.ends_with(':')).map(|word| word.trim_end_matches(|c| !is_part(c))).collect()
}

fn is_dependency(input: &Input, name: NodeId) -> bool {
    let array = input.tree.parent(name).and_then(|mention| input.tree.parent(mention));
    let id = input.tree.id(name);
    array.zip(id).is_some_and(|(array, id)| input.analysis().depending(array, id).is_some())
}
