//! The statements that can have to do with v2.
//!
//! Most of a file has not. A statement has where it spells Rupt, or may by an escape, where it names what
//! such a statement declares (a constant that holds the specifier, say), and where it names what stands
//! for v2.

use super::types::CLIENT_ID;
use crate::prefilter;
use crate::scope;
use crate::tree::{NodeId, Tree};
use memchr::memmem;
use std::collections::BTreeSet;
use swc_ecma_ast::Id;

/// The first byte of U+2028 and U+2029, which end a line as well.
const LINE_SEPARATOR: u8 = 0xe2;

/// Statements of the top level.
pub(super) struct Near {
    statements: BTreeSet<NodeId>,
}

impl Near {
    /// The statements of a script that spell Rupt or its options, or name what those declare.
    pub(super) fn of(source: &str, tree: &Tree) -> Self {
        let top: Vec<NodeId> = tree.top().collect();
        // What is in a document has words in its markup, and a function that has no text of its own.
        if tree.script.slices.in_document {
            return Near { statements: top.into_iter().collect() };
        }
        let bytes = source.as_bytes();
        let places = prefilter::spellings(bytes).chain(memmem::find_iter(bytes, CLIENT_ID));
        let places = places.chain(escapes(bytes)).chain(memmem::find_iter(bytes, "&#"));
        // A decorator or a comment may stand before its statement.
        let after = |at: usize| top.partition_point(|node| (tree.span(*node).end as usize) <= at);
        let statements: BTreeSet<NodeId> = places.filter_map(|at| top.get(after(at)).copied()).collect();
        let mut near = Near { statements };
        let own: Vec<NodeId> = near.nodes(tree).collect();
        for name in own {
            let is_shared = scope::declares(tree, name).is_some() && scope::function_around(tree, name).is_none();
            if let Some(id) = tree.id(name).filter(|_| is_shared) {
                near.add(tree, id);
            }
        }
        near
    }

    /// Adds the statements that name `id`; whether any is new.
    pub(super) fn add(&mut self, tree: &Tree, id: &Id) -> bool {
        let before = self.statements.len();
        self.statements.extend(tree.mentions(id).iter().map(|mention| scope::top_statement(tree, *mention)));
        self.statements.len() > before
    }

    /// The statements, in source order.
    pub(super) fn statements(&self) -> impl Iterator<Item = NodeId> {
        self.statements.iter().copied()
    }

    /// The nodes of the statements, outer before inner, in source order.
    pub(super) fn nodes(&self, tree: &Tree) -> impl Iterator<Item = NodeId> {
        self.statements.iter().flat_map(|top| tree.inside(*top))
    }
}

/// Where an escape may be a letter of Rupt, or part it: `\u0070`, `\x70`, `\160`, `\p`, the end of a line.
fn escapes(bytes: &[u8]) -> impl Iterator<Item = usize> {
    let may_spell = |next: u8| matches!(next, b'u' | b'x' | b'0'..=b'7' | b'p' | b'R' | b'\r' | b'\n' | LINE_SEPARATOR);
    memchr::memchr_iter(b'\\', bytes).filter(move |at| bytes.get(at + 1).is_some_and(|next| may_spell(*next)))
}
