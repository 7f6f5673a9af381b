//! The statements that may use v2.
//!
//! Most statements of a file do not. A statement may if it spells Rupt or has an escape that could, if
//! it names what such a statement declares (a constant that holds the specifier, say), or if it names an
//! alias of v2.

use crate::tree::{NodeId, Tree};
use crate::{prefilter, scope};
use memchr::memmem;
use std::collections::{BTreeSet, HashSet};
use swc_ecma_ast::Id;

/// An option that every copy of the options has.
pub(super) const CLIENT_ID: &str = "client_id";

/// A set of top-level statements.
pub(super) struct Near {
    statements: BTreeSet<NodeId>,
    /// The names whose statements were added.
    added: HashSet<Id>,
}

impl Near {
    /// The statements of a script that spell Rupt or its options, or that name what those declare.
    pub(super) fn of(tree: &Tree) -> Self {
        let places = tree.places(prefilter::spellings).chain(tree.places(|text| memmem::find_iter(text, CLIENT_ID)));
        let statements = tree.top_at(places.chain(tree.places(|text| memmem::find_iter(text, "&#"))));
        let mut near = Near { statements, added: HashSet::new() };
        let own: Vec<NodeId> = near.nodes(tree).collect();
        for name in own {
            let is_shared = scope::declares(tree, name).is_some() && scope::function_around(tree, name).is_none();
            if let Some(id) = tree.id(name).filter(|_| is_shared) {
                near.add(tree, id);
            }
        }
        near
    }

    /// Adds the statements that name `id`. Returns whether any is new.
    pub(super) fn add(&mut self, tree: &Tree, id: &Id) -> bool {
        !self.new_statements(tree, id).is_empty()
    }

    /// Adds the statements that name `id`. Returns those that are new.
    pub(super) fn new_statements(&mut self, tree: &Tree, id: &Id) -> Vec<NodeId> {
        if !self.added.insert(id.clone()) {
            return Vec::new();
        }
        let statements = tree.mentions(id).map(|mention| scope::top_statement(tree, mention));
        statements.filter(|statement| self.statements.insert(*statement)).collect()
    }

    /// The statements, in source order.
    pub(super) fn statements(&self) -> impl Iterator<Item = NodeId> {
        self.statements.iter().copied()
    }

    /// The nodes of the statements, outer nodes before inner ones, in source order.
    pub(super) fn nodes(&self, tree: &Tree) -> impl Iterator<Item = NodeId> {
        self.statements.iter().flat_map(|top| tree.inside(*top))
    }
}
