//! Variables of the environment a program is built or run in.

use super::Input;
use crate::scope;
use crate::tree::{Ast, NodeId};
use crate::value::{self, unwrap};
use swc_ecma_ast::*;

/// Where a variable of the environment is from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Environment {
    /// `import.meta.env.X`: replaced by the bundler.
    Build,
    /// `process.env.X`.
    Process,
}

/// Where the variable is from that `expr` is, if it is one.
pub fn environment(input: &Input, expr: &Expr) -> Option<Environment> {
    let Expr::Member(member) = expr else { return None };
    value::member_name(member)?;
    all(input, &member.obj)
}

/// `import.meta.env` or `process.env` itself.
fn all(input: &Input, expr: &Expr) -> Option<Environment> {
    let Expr::Member(env) = unwrap(expr) else { return None };
    if value::member_name(env).as_deref() != Some("env") {
        return None;
    }
    match unwrap(&env.obj) {
        Expr::MetaProp(meta) if meta.kind == MetaPropKind::ImportMeta => Some(Environment::Build),
        Expr::Ident(ident) if &*ident.sym == "process" && input.script.is_unbound(&ident.to_id()) => {
            Some(Environment::Process)
        }
        _ => None,
    }
}

/// Whether the script sets a variable that `expr` reads: its value is not the same everywhere then.
pub fn is_set_here(input: &Input, expr: &Expr) -> bool {
    is_any_of(input, expr, |node| set(input, node))
}

/// Whether the script asks for a variable that `expr` reads where it gives nothing a value: what follows
/// may depend on it.
pub fn is_asked_for(input: &Input, expr: &Expr) -> bool {
    let gives = |up: &NodeId| matches!(input.tree.ast(*up), Ast::Declarator(_) | Ast::Prop(_));
    let outer = |up: &NodeId| !matches!(input.tree.ast(*up), Ast::Stmt(_) | Ast::ModuleDecl(_));
    let is_given = |node| input.tree.ancestors(node).take_while(outer).any(|up| gives(&up));
    is_any_of(input, expr, |node| variable(input, node).filter(|_| !is_given(node)))
}

/// Whether `find` finds a variable in the script that `expr` reads.
fn is_any_of(input: &Input, expr: &Expr, find: impl Fn(NodeId) -> Option<Option<String>>) -> bool {
    let Some(node) = input.tree.find(expr) else { return false };
    let names: Vec<Option<String>> = input.tree.inside(node).filter_map(|inner| variable(input, inner)).collect();
    let may_be = |name: Option<String>| name.is_none() || names.contains(&name) || names.contains(&None);
    !names.is_empty() && input.tree.holding("env").filter_map(find).any(may_be)
}

/// The name of the variable that a node is; no name where that is computed.
fn variable(input: &Input, node: NodeId) -> Option<Option<String>> {
    match input.tree.expr(node)? {
        Expr::Member(member) => all(input, &member.obj).map(|_| value::member_name(member)),
        _ => None,
    }
}

/// Which variable is set at a node; no name where it may be any.
fn set(input: &Input, node: NodeId) -> Option<Option<String>> {
    let written = |member: &MemberExpr| all(input, &member.obj).map(|_| value::member_name(member));
    match input.tree.ast(node) {
        Ast::Expr(Expr::Assign(AssignExpr {
            left: AssignTarget::Simple(SimpleAssignTarget::Member(member)), ..
        })) => written(member),
        Ast::Expr(Expr::Update(UpdateExpr { arg, .. }) | Expr::Unary(UnaryExpr { op: UnaryOp::Delete, arg, .. })) => {
            match unwrap(arg) {
                Expr::Member(member) => written(member),
                _ => None,
            }
        }
        // `Object.assign(process.env, …)`
        Ast::Expr(Expr::Call(call)) => {
            let Callee::Expr(callee) = &call.callee else { return None };
            let Expr::Member(MemberExpr { obj, .. }) = unwrap(callee) else { return None };
            let is_setter = matches!(unwrap(obj), Expr::Ident(object) if matches!(&*object.sym, "Object" | "Reflect"));
            (is_setter && all(input, &call.args.first()?.expr).is_some()).then_some(None)
        }
        _ => None,
    }
}

/// How many names are followed.
const DEPTH: u8 = 8;

/// Whether a name, and the names in the function that it stands for, are read for nothing but the id
/// of a client: no guard depends on them.
pub fn is_only_an_id(input: &Input, id: &Id) -> bool {
    let mut first = id.clone();
    for _ in 0..DEPTH {
        let Some(Expr::Ident(ident)) = value::initialiser(input.tree, &first).map(unwrap) else { break };
        let next = ident.to_id();
        if scope::declared(input.tree, &next).is_none_or(|declared| scope::is_module_level(input.tree, &declared)) {
            break;
        }
        first = next;
    }
    is_only_given(input, &first, DEPTH)
}

fn is_only_given(input: &Input, id: &Id, depth: u8) -> bool {
    let is_given = |mention| input.tree.parent(mention).is_some_and(|read| is_id_of_client(input, read, depth));
    depth > 0
        && input.tree.mentions(id).all(|mention| scope::declares(input.tree, mention).is_some() || is_given(mention))
}

fn is_id_of_client(input: &Input, read: NodeId, depth: u8) -> bool {
    let is_wrapper = |node: &NodeId| input.tree.expr(*node).is_some_and(value::is_wrapper);
    let around = match input.tree.ast(read) {
        Ast::Expr(Expr::Ident(_)) => input.tree.ancestors(read).find(|up| !is_wrapper(up)),
        _ => Some(read),
    };
    match around.map(|node| input.tree.ast(node)) {
        Some(Ast::Prop(Prop::KeyValue(pair))) => value::key_name(&pair.key).as_deref() == Some("client_id"),
        Some(Ast::Prop(Prop::Shorthand(ident))) => &*ident.sym == "client_id",
        // Another name for it.
        Some(Ast::Declarator(VarDeclarator { name: Pat::Ident(binding), .. })) => {
            is_only_given(input, &binding.id.to_id(), depth - 1)
        }
        _ => false,
    }
}
