//! Taking names out of `const a = …, b = …`.
//!
//! Planners ask for one declarator at a time and know nothing of each other; where several of one
//! statement go, their commas are only right together.

use super::Input;
use crate::edit::{Edit, Span, Within};
use crate::plan::removal;
use crate::tree::{Ast, NodeId};
use std::collections::{BTreeSet, HashSet};
use swc_ecma_ast::*;

/// The edits that take a declarator out, with its statement where it is the only one.
pub fn removal(input: &Input, declarator: NodeId) -> Vec<Edit> {
    let Some((statement, siblings)) = siblings(input, declarator) else { return Vec::new() };
    if siblings.len() == 1 {
        return removal::statement(input, statement);
    }
    let at = siblings.iter().position(|sibling| *sibling == declarator);
    at.map(|at| cut(input, &siblings, at, at + 1)).into_iter().collect()
}

/// The same edits, where those that take out several declarators of one statement are one.
pub fn together(input: &Input, mut edits: Vec<Edit>) -> Vec<Edit> {
    let near: BTreeSet<NodeId> = edits.iter().flat_map(|edit| input.tree.top_near(edit.span)).collect();
    let is_variable = |node: &NodeId| matches!(input.tree.ast(*node), Ast::Stmt(Stmt::Decl(Decl::Var(_))));
    let statements: BTreeSet<NodeId> =
        near.into_iter().flat_map(|top| input.tree.inside(top)).filter(is_variable).collect();
    let places = Within::of(edits.iter().map(|edit| edit.span));
    let all: HashSet<&Edit> = edits.iter().collect();
    let (mut taken, mut instead): (HashSet<Edit>, Vec<Edit>) = (HashSet::new(), Vec::new());
    for statement in statements {
        let siblings: Vec<NodeId> = input.tree.children(statement).collect();
        if siblings.len() < 2 || !places.any_in(input.tree.span(statement)) {
            continue;
        }
        let own: Vec<Edit> = (0..siblings.len()).map(|at| cut(input, &siblings, at, at + 1)).collect();
        let gone: Vec<bool> = own.iter().map(|cut| all.contains(cut)).collect();
        if gone.iter().filter(|gone| **gone).count() < 2 {
            continue;
        }
        taken.extend(own.into_iter().zip(&gone).filter(|(_, gone)| **gone).map(|(cut, _)| cut));
        instead.extend(match gone.contains(&false) {
            true => cuts(input, &siblings, &gone),
            false => removal::statement(input, statement),
        });
    }
    edits.retain(|edit| !taken.contains(edit));
    edits.extend(instead);
    edits
}

/// The statement of a declarator, and all declarators in it.
fn siblings(input: &Input, declarator: NodeId) -> Option<(NodeId, Vec<NodeId>)> {
    let statement = input.tree.parent(declarator)?;
    matches!(input.tree.ast(statement), Ast::Stmt(Stmt::Decl(Decl::Var(_))))
        .then(|| (statement, input.tree.children(statement).collect()))
}

/// The cuts that leave the declarators that stay with one comma between each two.
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

/// The cut that takes the declarators from the one at `at` to the one before `end` out.
fn cut(input: &Input, siblings: &[NodeId], at: usize, end: usize) -> Edit {
    let place = |index: usize| input.tree.span(siblings[index]);
    let span = match (end < siblings.len(), at.checked_sub(1)) {
        (true, _) => Span::new(place(at).start, place(end).start),
        (false, Some(before)) => Span::new(place(before).end, place(end - 1).end),
        (false, None) => Span::new(place(at).start, place(end - 1).end),
    };
    Edit::delete(span)
}
