//! Removing declarators from declarations such as `const a = …, b = …`.
//!
//! The declarators that are removed from one statement are handled together, because their commas depend on each
//! other.

use crate::edit::{Edit, Span};
use crate::input::Input;
use crate::tree::{Ast, NodeId};
use crate::write::removal;
use std::collections::{BTreeSet, HashSet};
use swc_ecma_ast::*;

/// Returns the edits that remove these declarators, and the statements in which none is left.
pub fn removal(input: &Input, declarators: &[NodeId]) -> Vec<Edit> {
    let statements: BTreeSet<NodeId> = declarators.iter().filter_map(|node| statement(input, *node)).collect();
    let all: HashSet<NodeId> = declarators.iter().copied().collect();
    let removed = |statement: NodeId| {
        let siblings: Vec<NodeId> = input.tree.children(statement).collect();
        let gone: Vec<bool> = siblings.iter().map(|sibling| all.contains(sibling)).collect();
        match gone.contains(&false) {
            true => cuts(input, &siblings, &gone),
            false => removal::statement(input, statement),
        }
    };
    statements.into_iter().flat_map(removed).collect()
}

/// Returns the statement of a declarator. None if it is in the head of a loop.
fn statement(input: &Input, declarator: NodeId) -> Option<NodeId> {
    let statement = input.tree.parent(declarator)?;
    matches!(input.tree.ast(statement), Ast::Stmt(Stmt::Decl(Decl::Var(_)))).then_some(statement)
}

/// Returns the edits that remove the declarators in `gone` and leave one comma between the others.
fn cuts(input: &Input, siblings: &[NodeId], gone: &[bool]) -> Vec<Edit> {
    let mut edits = Vec::new();
    let mut at = 0;
    while at < siblings.len() {
        if !gone[at] {
            at += 1;
            continue;
        }
        let end = (at..siblings.len()).find(|index| !gone[*index]).unwrap_or(siblings.len());
        edits.push(cut(input, siblings, at, end));
        at = end;
    }
    edits
}

/// Returns the edit that removes the declarators from the index `at` up to, but not including, `end`.
fn cut(input: &Input, siblings: &[NodeId], at: usize, end: usize) -> Edit {
    let place = |index: usize| input.tree.span(siblings[index]);
    let span = match (end < siblings.len(), at.checked_sub(1)) {
        (true, _) => Span::new(place(at).start, place(end).start),
        (false, Some(before)) => Span::new(place(before).end, place(end - 1).end),
        (false, None) => Span::new(place(at).start, place(end - 1).end),
    };
    Edit::delete(span)
}
