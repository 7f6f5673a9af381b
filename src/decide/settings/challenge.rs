//! Reads of the parameter `challenge` from the address of a page.
//!
//! Code has many names for the parameters of an address, and an object with such a name may be something else. Only
//! the parameter of a Rupt handler is known to be no address. It is recognized by scope, whatever its name.

use super::found::{Found, What, members};
use crate::bindings::is;
use crate::mapping::{CHALLENGE_PARAMETER, Fate, OPTIONS, entry, v3};
use crate::scope::{self, How};
use crate::tree::{Ast, NodeId, Tree};
use crate::value::{self, unwrap};
use swc_ecma_ast::*;

/// The usual names of the parameters of an address.
const PARAMETERS: [&str; 5] = ["searchParams", "URLSearchParams", "params", "urlParams", "query"];

/// Returns the read at `node` if it is one such as `searchParams.get("challenge")` or `query.challenge`.
pub fn reads_challenge(tree: &Tree, node: NodeId) -> Option<Found> {
    let holds_parameters = |object: &Expr| {
        let text = match unwrap(object) {
            Expr::New(made) => members(&made.callee),
            other => members(other),
        };
        text.last().is_some_and(|name| PARAMETERS.contains(&name.as_str())) && !is_of_handler(tree, object)
    };
    let reads = match tree.expr(node)? {
        Expr::Call(call) => {
            let Expr::Member(member) = unwrap(call.callee.as_expr()?) else { return None };
            let argument = call.args.first().and_then(|argument| value::string(&argument.expr));
            argument.as_deref() == Some(CHALLENGE_PARAMETER) && holds_parameters(&member.obj)
        }
        Expr::Member(member) => {
            value::member_name(member).as_deref() == Some(CHALLENGE_PARAMETER) && holds_parameters(&member.obj)
        }
        _ => false,
    };
    reads.then(|| Found { at: tree.span(node), what: What::Parameter(entry!("challenge-address")) })
}

/// Whether `object` is the parameter of a Rupt handler, or a member of it.
fn is_of_handler(tree: &Tree, object: &Expr) -> bool {
    match unwrap(object) {
        Expr::Member(member) => is_of_handler(tree, &member.obj),
        Expr::Ident(ident) => {
            let declared = scope::declared(tree, &ident.to_id());
            declared.is_some_and(|declared| declared.how == How::Parameter && is_handler(tree, declared.holder))
        }
        _ => false,
    }
}

/// Whether the function at `node` is called only by Rupt, or with object literals.
fn is_handler(tree: &Tree, node: NodeId) -> bool {
    let whole = match tree.ast(node) {
        Ast::Function(_) => tree.parent(node),
        _ => Some(node),
    };
    whole.is_some_and(|whole| match tree.ast(whole) {
        Ast::Prop(Prop::Method(method)) => value::key_name(&method.key).is_some_and(|key| takes_handler(&key)),
        Ast::Stmt(Stmt::Decl(Decl::Fn(function))) => is_named_handler(tree, &function.ident.to_id()),
        Ast::Expr(_) => is_handler_value(tree, whole),
        _ => false,
    })
}

fn is_handler_value(tree: &Tree, function: NodeId) -> bool {
    let is_wrapper = |up: &NodeId| tree.expr(*up).is_some_and(value::is_wrapper);
    let mut above = function;
    while let Some(up) = tree.parent(above).filter(is_wrapper) {
        above = up;
    }
    let Some(up) = tree.parent(above) else { return false };
    match tree.ast(up) {
        Ast::Prop(Prop::KeyValue(pair)) => value::key_name(&pair.key).is_some_and(|key| takes_handler(&key)),
        Ast::Expr(Expr::Call(CallExpr { callee: Callee::Expr(callee), args, .. })) if is(tree, above, callee) => {
            args.iter().all(|argument| matches!(unwrap(&argument.expr), Expr::Object(_)))
        }
        Ast::Declarator(VarDeclarator { name: Pat::Ident(name), .. })
            if tree.expr(function).is_some_and(is_function) =>
        {
            is_named_handler(tree, &name.id.to_id())
        }
        _ => false,
    }
}

fn is_function(expr: &Expr) -> bool {
    matches!(expr, Expr::Arrow(_) | Expr::Fn(_))
}

/// Whether every use of a function is as a handler. False if it has none, or if it is exported.
fn is_named_handler(tree: &Tree, id: &Id) -> bool {
    let is_exported = scope::declared(tree, id)
        .is_none_or(|declared| tree.ancestors(declared.name).any(|up| matches!(tree.ast(up), Ast::ModuleDecl(_))));
    let mut uses = tree.mentions(id).filter(|mention| scope::declares(tree, *mention).is_none()).peekable();
    let is_used = uses.peek().is_some();
    let is_use = |mention: NodeId| {
        tree.parent(mention).is_some_and(|up| match tree.ast(up) {
            Ast::Prop(Prop::Shorthand(_)) => takes_handler(&id.0),
            Ast::Expr(Expr::Ident(_)) => is_handler_value(tree, up),
            _ => false,
        })
    };
    !is_exported && is_used && uses.all(is_use)
}

/// Whether the option of this name is a handler that gets a challenge.
fn takes_handler(key: &str) -> bool {
    let gets_challenge = |fate: Fate| matches!(fate, Fate::OnLogout | Fate::OnChallenge);
    key == v3::ON_LOGOUT || OPTIONS.iter().any(|row| row.name == key && gets_challenge(row.fate))
}
