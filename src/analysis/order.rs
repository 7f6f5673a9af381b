//! Evaluation order: where `await` is allowed, and what runs between two places of a function.

use crate::edit::Span;
use crate::scope;
use crate::syntax::span;
use crate::tree::{Ast, NodeId, Tree};
use crate::value::{self, Effect};
use swc_ecma_ast::*;

/// Whether `await` is allowed at `node`.
///
/// It is not allowed in a parameter, a static field, a static block and a namespace, whatever is around
/// them. Keys, decorators and the superclass of a class are treated in the same way, though the language
/// allows it there.
pub fn may_await(tree: &Tree, node: NodeId) -> bool {
    let place = tree.span(node);
    let within = |body: Span| body.contains(place);
    for up in tree.ancestors(node) {
        match tree.ast(up) {
            Ast::Function(function) => {
                return function.is_async && function.body.as_ref().is_some_and(|body| within(span(body)));
            }
            Ast::Expr(Expr::Arrow(arrow)) => return arrow.is_async && within(span(&*arrow.body)),
            Ast::Class(_) | Ast::ClassMember(_) | Ast::Decorator(_) => return false,
            Ast::Stmt(Stmt::Decl(Decl::TsModule(_)))
            | Ast::ModuleDecl(ModuleDecl::ExportDecl(ExportDecl { decl: Decl::TsModule(_), .. })) => return false,
            Ast::Stmt(_)
            | Ast::ModuleDecl(_)
            | Ast::Expr(_)
            | Ast::Pat(_)
            | Ast::Declarator(_)
            | Ast::Prop(_)
            | Ast::Spread(_)
            | Ast::JsxAttr(_)
            | Ast::JsxChild(_)
            | Ast::Type
            | Ast::Name => {}
        }
    }
    true
}

/// Whether two places run in the same call: no function is around only one of them.
pub fn run_together(tree: &Tree, one: NodeId, other: NodeId) -> bool {
    scope::function_around(tree, one) == scope::function_around(tree, other)
}

/// The worst side effect that is possible after the expression at `from` is evaluated and before the
/// code at `to` runs. If the two do not run in the same call, or `to` may run again without `from`, that
/// may be anything.
pub fn between(tree: &Tree, from: NodeId, to: NodeId) -> Effect {
    let (start, end) = (tree.span(from).end, tree.span(to).start);
    if end < start || !run_together(tree, from, to) {
        return Effect::Changes;
    }
    if may_repeat(tree, from, to) {
        return Effect::Changes;
    }
    let around = scope::function_around(tree, to);
    let now = tree.within(Span::new(start, end)).filter(|node| scope::function_around(tree, *node) == around);
    now.map(|node| own_effect(tree, node)).max().unwrap_or(Effect::None)
}

/// Whether a loop may run the code at `to` again without the code at `from`.
pub fn may_repeat(tree: &Tree, from: NodeId, to: NodeId) -> bool {
    tree.ancestors(to).any(|up| is_loop(tree, up) && !tree.span(up).contains(tree.span(from)))
}

fn own_effect(tree: &Tree, node: NodeId) -> Effect {
    match tree.ast(node) {
        // Logging changes nothing.
        Ast::Expr(expr) if value::is_console(tree, expr) => Effect::None,
        Ast::Expr(expr) => value::own_effect(expr),
        Ast::Decorator(_) => Effect::Calls,
        _ => Effect::None,
    }
}

fn is_loop(tree: &Tree, node: NodeId) -> bool {
    matches!(
        tree.ast(node),
        Ast::Stmt(Stmt::For(_) | Stmt::ForIn(_) | Stmt::ForOf(_) | Stmt::While(_) | Stmt::DoWhile(_))
    )
}

/// Whether `expr` has the same value wherever it is evaluated: it uses only names that never change, and
/// no members of what they hold.
pub fn is_stable(tree: &Tree, expr: &Expr) -> bool {
    let Some(node) = tree.find(expr) else { return false };
    tree.inside(node).all(|inner| match tree.ast(inner) {
        Ast::Name => tree.id(inner).is_some_and(|id| is_fixed(tree, id)),
        Ast::Expr(expr) => {
            matches!(expr, Expr::Ident(_) | Expr::Lit(_) | Expr::Tpl(_) | Expr::Cond(_) | Expr::Bin(_) | Expr::Paren(_))
                || value::is_wrapper(expr)
        }
        Ast::Type => true,
        _ => false,
    })
}

/// Whether a name is a `const`, or a parameter that nothing assigns to.
pub fn is_fixed(tree: &Tree, id: &Id) -> bool {
    let Some(declared) = scope::declared(tree, id) else { return false };
    match declared.how {
        scope::How::Const => true,
        scope::How::Parameter => !scope::may_vary(tree, id) && !says_arguments(tree, declared.name),
        _ => false,
    }
}

/// Whether the function of a parameter uses `arguments`, through which sloppy code can change the
/// parameter.
fn says_arguments(tree: &Tree, parameter: NodeId) -> bool {
    let function = tree.ancestors(parameter).find(|up| scope::is_function(tree, *up));
    function.is_some_and(|function| {
        tree.inside(function)
            .any(|node| tree.id(node).is_some_and(|id| &*id.0 == "arguments" && tree.script.is_unbound(id)))
    })
}
