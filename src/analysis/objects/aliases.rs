//! Writes of a member by another name of the same object: two imports of one export, a namespace, a
//! literal that holds it.

use super::*;

/// Whether a member called `key` is written on something that may be the object by another name. `this` is
/// followed where it is, and a global has no other name here.
pub(super) fn is_written_on_another(tree: &Tree, chain: &Chain, key: &str) -> bool {
    let target = |node: NodeId| match tree.expr(node) {
        Some(Expr::Assign(AssignExpr { left: AssignTarget::Simple(SimpleAssignTarget::Member(member)), .. })) => {
            Some(member)
        }
        Some(Expr::Update(UpdateExpr { arg, .. }) | Expr::Unary(UnaryExpr { op: UnaryOp::Delete, arg, .. })) => {
            unwrap(arg).as_member()
        }
        _ => None,
    };
    let is_other = |member: &&MemberExpr| match root_of(&member.obj) {
        Expr::This(_) => false,
        Expr::Ident(ident) => {
            let id = ident.to_id();
            id != chain.root && !tree.script.is_unbound(&id) && !are_of_two_modules(tree, &id, &chain.root)
        }
        _ => true,
    };
    let written = tree.holding(key).filter_map(target).filter(|member| key_of(member).as_deref() == Some(key));
    written.into_iter().any(|member| is_other(&member))
}

/// The start of a chain of members.
fn root_of(expr: &Expr) -> &Expr {
    let mut expr = unwrap(expr);
    while let Expr::Member(member) = expr {
        expr = unwrap(&member.obj);
    }
    expr
}

/// Whether two names are imported from different modules.
fn are_of_two_modules(tree: &Tree, one: &Id, other: &Id) -> bool {
    let module = |id: &Id| match tree.ast(scope::declared(tree, id)?.holder) {
        Ast::ModuleDecl(ModuleDecl::Import(import)) => Some(&import.src.value),
        _ => None,
    };
    matches!((module(one), module(other)), (Some(one), Some(other)) if one != other)
}
