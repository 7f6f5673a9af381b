//! What runs when: where `await` may stand, and what runs in one go.

use crate::edit::Span;
use crate::scope;
use crate::syntax::span;
use crate::tree::{Ast, NodeId, Tree};
use swc_ecma_ast::*;

/// Whether `await` may stand where `node` does.
///
/// In a parameter, a static field, a static block and a namespace it may not, whatever is around them.
/// The keys, the decorators and the base of a class count as such places, too: there it may, but hardly
/// anyone knows.
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

/// Whether two places run in one go: no function is around one of them alone.
pub fn run_together(tree: &Tree, one: NodeId, other: NodeId) -> bool {
    scope::function_around(tree, one) == scope::function_around(tree, other)
}
