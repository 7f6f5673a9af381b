//! The types of v2 that the script declares: they are removed with the options that they describe.
//!
//! A type that other code still names stays, and `leftovers` reports it.

use super::Input;
use super::change::{Change, Left};
use crate::edit::Span;
use crate::scope;
use crate::tree::{Ast, NodeId};
use std::collections::BTreeSet;
use swc_ecma_ast::Id;

/// Adds changes that remove the types that only removed code names. Code in `dropped` is removed with options; code
/// in `moved` is kept.
pub fn free(input: &Input, changes: &mut Vec<Change>, (dropped, moved): (&[Span], &[Span])) {
    let mut own: Vec<(&Id, NodeId)> = input.bindings.own_types.iter().map(|(id, statement)| (id, *statement)).collect();
    own.sort_by_key(|(_, statement)| *statement);
    let mut gone = BTreeSet::new();
    loop {
        let left = Left::by(input, &*changes, dropped.iter().copied());
        let is_removed = |name: NodeId| {
            let place = input.tree.span(name);
            left.drops(place) && !moved.iter().any(|kept| kept.contains(place))
        };
        let freed = own.iter().find(|(id, statement)| {
            let is_local = !matches!(input.tree.ast(*statement), Ast::ModuleDecl(_));
            let mentions = input.tree.mentions(id);
            let mut readers = mentions.filter(|name| !is_own_name(input, *name, *statement)).peekable();
            is_local && !gone.contains(statement) && readers.peek().is_some() && readers.all(is_removed)
        });
        let Some((_, statement)) = freed else { return };
        gone.insert(*statement);
        changes.push(Change::DropStatement(*statement));
    }
}

fn is_own_name(input: &Input, name: NodeId, statement: NodeId) -> bool {
    scope::declares(input.tree, name).is_some_and(|declared| declared.holder == statement)
}
