//! Finds each `await` and `yield` that engines refuse, though the parser accepts it.

use crate::edit::Span;
use crate::syntax::span;
use crate::tree::{Ast, NodeId, Tree};
use swc_ecma_ast::*;

/// Waiting for a promise, or for the consumer of a generator.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Wait {
    Await,
    Yield,
}

/// The span of a node that is an `await` or a `yield` where none is allowed.
pub fn misused(tree: &Tree, node: NodeId) -> Option<Span> {
    wait(tree, node).filter(|wait| !may_wait(tree, node, *wait)).map(|_| tree.span(node))
}

fn wait(tree: &Tree, node: NodeId) -> Option<Wait> {
    match tree.ast(node) {
        Ast::Expr(Expr::Await(_)) => Some(Wait::Await),
        Ast::Expr(Expr::Yield(_)) => Some(Wait::Yield),
        Ast::Stmt(Stmt::ForOf(each)) if each.is_await => Some(Wait::Await),
        _ => None,
    }
}

/// Whether `node` is in code that can wait: the body of an async function or of a generator, or a
/// module.
fn may_wait(tree: &Tree, node: NodeId, wait: Wait) -> bool {
    let place = tree.span(node);
    let can = |body: Option<Span>, is_async: bool, is_generator: bool| {
        let kind = match wait {
            Wait::Await => is_async,
            Wait::Yield => is_generator,
        };
        kind && body.is_some_and(|body| body.contains(place))
    };
    for up in tree.ancestors(node) {
        match tree.ast(up) {
            Ast::Function(function) => {
                let body = function.body.as_ref().map(span);
                return can(body, function.is_async, function.is_generator);
            }
            Ast::Expr(Expr::Arrow(arrow)) => return can(Some(span(&*arrow.body)), arrow.is_async, false),
            Ast::ClassMember(member) if !is_in_key(member, place) => return false,
            _ => {}
        }
    }
    wait == Wait::Await
}

/// Whether a place is in the computed key of a member, which is evaluated in the code around the class.
fn is_in_key(member: &ClassMember, place: Span) -> bool {
    let key = match member {
        ClassMember::Method(method) => &method.key,
        ClassMember::ClassProp(prop) => &prop.key,
        ClassMember::AutoAccessor(AutoAccessor { key: Key::Public(key), .. }) => key,
        ClassMember::AutoAccessor(_)
        | ClassMember::Constructor(_)
        | ClassMember::PrivateMethod(_)
        | ClassMember::PrivateProp(_)
        | ClassMember::TsIndexSignature(_)
        | ClassMember::Empty(_)
        | ClassMember::StaticBlock(_) => return false,
    };
    span(key).contains(place)
}
