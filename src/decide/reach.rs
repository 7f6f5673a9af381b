//! The code that runs while a module loads, and which of it can reach a call.

use super::Input;
use crate::bindings::V2;
use crate::scope;
use crate::syntax::span;
use crate::tree::{Ast, NodeId};
use std::collections::HashSet;
use swc_ecma_ast::*;

/// Whether code that runs above the end of `after` while the module loads is one of `calls`, or can reach one.
/// Without `after`, the client is created below the imports, above all such code: false.
pub fn reaches_above(input: &Input, after: Option<NodeId>, calls: &[NodeId]) -> bool {
    let Some(after) = after else { return false };
    let limit = input.tree.span(after).end;
    let first = input.top().map_or(0, |node| input.tree.span(node).end);
    if limit <= first {
        return false;
    }
    let tainted = names_that_reach(input, calls);
    let above = input.top_level().filter(|node| {
        let place = input.tree.span(*node);
        place.start < limit && !matches!(input.tree.ast(*node), Ast::ModuleDecl(ModuleDecl::Import(_)))
    });
    above.into_iter().any(|node| runs_something(input, node, None) && touches(input, node, &tainted, calls))
}

/// Whether the module runs no call while it loads, below its first imports, except for `calls`.
pub fn runs_nothing_else(input: &Input, calls: &[NodeId]) -> bool {
    let first = input.top().map_or(0, |node| input.tree.span(node).end);
    let mut below = input.top_level().filter(|node| input.tree.span(*node).end > first);
    !below.any(|node| loads_by_require(input, node) || runs_something(input, node, Some(calls)))
}

/// Whether a statement is `import x = require("./x")`, which runs where it is written.
fn loads_by_require(input: &Input, statement: NodeId) -> bool {
    matches!(input.tree.ast(statement), Ast::ModuleDecl(ModuleDecl::TsImportEquals(import)) if !import.is_type_only)
}

/// Whether loading the module runs a call in this statement, except for those in `except`.
fn runs_something(input: &Input, statement: NodeId, except: Option<&[NodeId]>) -> bool {
    input.tree.inside(statement).any(|node| {
        let runs = match input.tree.ast(node) {
            Ast::Expr(Expr::Call(_) | Expr::New(_) | Expr::TaggedTpl(_) | Expr::Await(_)) => true,
            Ast::Expr(Expr::OptChain(chain)) => matches!(*chain.base, OptChainBase::Call(_)),
            Ast::Decorator(_) => true,
            _ => false,
        };
        let own = except.is_some_and(|calls| is_own(input, node, calls));
        runs && !own && is_eager(input, node)
    })
}

/// Whether the code at `node` is one of `calls`, is inside one, awaits one, or loads v2.
fn is_own(input: &Input, node: NodeId, calls: &[NodeId]) -> bool {
    let waits = matches!(input.tree.ast(node), Ast::Expr(Expr::Await(_)));
    let is_known = |node: NodeId| {
        calls.contains(&node) || input.bindings.sites.iter().any(|site| site.value != V2::Script && site.origin == node)
    };
    is_known(node)
        || input.tree.ancestors(node).any(|up| calls.contains(&up))
        || waits && input.tree.inside(node).any(is_known)
}

/// Whether the code at `node` runs while the module loads.
pub fn is_eager(input: &Input, node: NodeId) -> bool {
    let mut around = input.tree.ancestors(node);
    around.all(|up| !scope::is_function(input.tree, up) || is_called_at_once(input, up))
}

/// Whether a function is called where it is written.
fn is_called_at_once(input: &Input, function: NodeId) -> bool {
    let mut node = function;
    while let Some(up) = input.tree.parent(node) {
        match input.tree.ast(up) {
            Ast::Expr(Expr::Paren(_) | Expr::Fn(_) | Expr::Unary(_)) => node = up,
            Ast::Expr(Expr::Call(call)) => {
                return matches!(&call.callee, Callee::Expr(callee) if input.tree.expr(node).is_some_and(|expr| std::ptr::eq(expr, &**callee)));
            }
            _ => return false,
        }
    }
    false
}

/// Returns the names of top-level declarations through which one of `calls` can be reached.
fn names_that_reach(input: &Input, calls: &[NodeId]) -> HashSet<Id> {
    let mut tainted: HashSet<Id> = HashSet::new();
    loop {
        let before = tainted.len();
        for statement in input.top_level() {
            if touches(input, statement, &tainted, calls) {
                tainted.extend(declared_by(input, statement));
                tainted.extend(assigned_by(input, statement));
            }
        }
        if tainted.len() == before {
            return tainted;
        }
    }
}

fn touches(input: &Input, statement: NodeId, tainted: &HashSet<Id>, calls: &[NodeId]) -> bool {
    input
        .tree
        .inside(statement)
        .any(|node| calls.contains(&node) || input.tree.id(node).is_some_and(|id| tainted.contains(id)))
}

fn declared_by(input: &Input, statement: NodeId) -> Vec<Id> {
    let names = input.tree.inside(statement).filter(|node| {
        scope::declares(input.tree, *node).is_some_and(|declared| scope::is_module_level(input.tree, &declared))
    });
    names.filter_map(|node| input.tree.id(node).cloned()).collect()
}

/// Returns the names in the targets of the assignments in a statement.
fn assigned_by(input: &Input, statement: NodeId) -> Vec<Id> {
    let targets = input.tree.inside(statement).filter_map(|node| match input.tree.expr(node) {
        Some(Expr::Assign(assign)) => Some(span(&assign.left)),
        _ => None,
    });
    let names = targets.flat_map(|target| input.tree.within(target));
    names.filter_map(|node| input.tree.id(node).cloned()).collect()
}

/// Whether the file must not create clients before they are first needed.
pub fn is_lazy(input: &Input) -> bool {
    (input.choice.renders_on_server && !input.script.slices.in_browser)
        || input.has_typeof_window()
        || input.is_commonjs()
}
