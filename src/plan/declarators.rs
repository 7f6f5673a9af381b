//! Taking names out of `const a = …, b = …`.
//!
//! Planners ask for one declarator at a time and know nothing of each other; where several of one
//! statement go, their commas are only right together.

use super::Input;
use crate::edit::{Edit, Span};
use crate::tree::{Ast, NodeId};
use std::collections::BTreeSet;
use swc_ecma_ast::*;

/// The edits that take a declarator out, with its statement where it is the only one.
pub fn removal(input: &Input, declarator: NodeId) -> Vec<Edit> {
    let Some((statement, siblings)) = siblings(input, declarator) else { return Vec::new() };
    if siblings.len() == 1 {
        return input.statement_removal(statement);
    }
    let gone: Vec<bool> = siblings.iter().map(|sibling| *sibling == declarator).collect();
    cuts(input, &siblings, &gone)
}

/// The same edits, where those that take out several declarators of one statement are one.
pub fn together(input: &Input, mut edits: Vec<Edit>) -> Vec<Edit> {
    let near: BTreeSet<NodeId> = edits.iter().flat_map(|edit| input.tree.top_near(edit.span)).collect();
    let is_variable = |node: &NodeId| matches!(input.tree.ast(*node), Ast::Stmt(Stmt::Decl(Decl::Var(_))));
    let statements: BTreeSet<NodeId> =
        near.into_iter().flat_map(|top| input.tree.inside(top)).filter(is_variable).collect();
    for statement in statements {
        let siblings: Vec<NodeId> = input.tree.children(statement).collect();
        let place = input.tree.span(statement);
        if siblings.len() < 2 || !edits.iter().any(|edit| place.contains(edit.span)) {
            continue;
        }
        let own: Vec<Vec<Edit>> = siblings.iter().map(|sibling| removal(input, *sibling)).collect();
        let gone: Vec<bool> = own.iter().map(|cut| cut.iter().all(|edit| edits.contains(edit))).collect();
        if gone.iter().filter(|gone| **gone).count() < 2 {
            continue;
        }
        let taken: Vec<&Edit> = own.iter().zip(&gone).filter(|(_, gone)| **gone).flat_map(|(cut, _)| cut).collect();
        edits.retain(|edit| !taken.contains(&edit));
        edits.extend(match gone.contains(&false) {
            true => cuts(input, &siblings, &gone),
            false => input.statement_removal(statement),
        });
    }
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
    let place = |index: usize| input.tree.span(siblings[index]);
    let mut edits = Vec::new();
    let mut at = 0;
    while at < siblings.len() {
        if !gone[at] {
            at += 1;
            continue;
        }
        let end = (at..siblings.len()).find(|index| !gone[*index]).unwrap_or(siblings.len());
        let cut = match (end < siblings.len(), at.checked_sub(1)) {
            (true, _) => Span::new(place(at).start, place(end).start),
            (false, Some(before)) => Span::new(place(before).end, place(end - 1).end),
            (false, None) => Span::new(place(at).start, place(end - 1).end),
        };
        edits.push(Edit { span: cut, with: Vec::new() });
        at = end;
    }
    edits
}
