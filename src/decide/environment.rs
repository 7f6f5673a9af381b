//! Reads of environment variables, of the build (`import.meta.env`) or of the process (`process.env`).

use super::Input;
use crate::analysis::objects::{self, ObjectUse};
use crate::analysis::path::Path;
use crate::mapping::v2;
use crate::scope;
use crate::tree::{Ast, NodeId};
use crate::value::{self, unwrap};
use swc_ecma_ast::*;

/// The environment that a variable belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Environment {
    /// `import.meta.env.X`, which the bundler replaces.
    Build,
    /// `process.env.X`, which is read at run time.
    Process,
}

/// Returns the environment of the variable that `expr` reads. None if it reads none.
pub fn environment(input: &Input, expr: &Expr) -> Option<Environment> {
    let Expr::Member(member) = expr else { return None };
    value::member_name(member)?;
    all(input, &member.obj)
}

/// Returns the environment if `expr` is `import.meta.env` or `process.env`. None otherwise.
fn all(input: &Input, expr: &Expr) -> Option<Environment> {
    let Expr::Member(env) = unwrap(expr) else { return None };
    if value::member_name(env).as_deref() != Some("env") {
        return None;
    }
    match unwrap(&env.obj) {
        root if !is_root(input, root) => None,
        Expr::MetaProp(_) => Some(Environment::Build),
        _ => Some(Environment::Process),
    }
}

/// Whether the script sets a variable that `expr` reads, so that its value is not the same everywhere.
pub fn is_set_here(input: &Input, expr: &Expr) -> bool {
    let Some(node) = input.tree.find(expr) else { return false };
    let read: Vec<Path> = input.tree.inside(node).filter_map(|inner| variable(input, inner)).map(path).collect();
    let is_written =
        |root: NodeId| read.iter().any(|path| objects::done_at(input.tree, root, path) == ObjectUse::Written);
    !read.is_empty() && roots(input).any(is_written)
}

/// Returns the path from `process` or `import.meta` to a variable.
fn path(variable: Option<String>) -> Path {
    [Some("env".to_owned()), variable].into()
}

/// Returns every `process` and `import.meta` in the script.
pub fn roots<'i>(input: &'i Input) -> impl Iterator<Item = NodeId> + 'i {
    input.tree.holding("env").filter(|node| input.tree.expr(*node).is_some_and(|expr| is_root(input, expr)))
}

/// Whether `expr` is `process` or `import.meta`.
pub fn is_root(input: &Input, expr: &Expr) -> bool {
    match expr {
        Expr::MetaProp(meta) => meta.kind == MetaPropKind::ImportMeta,
        Expr::Ident(ident) => &*ident.sym == "process" && input.script.is_unbound(&ident.to_id()),
        _ => false,
    }
}

/// Whether the script reads a variable of `expr` other than to initialise a declarator or a property. Code may
/// then depend on its value.
pub fn is_named_elsewhere(input: &Input, expr: &Expr) -> bool {
    let Some(node) = input.tree.find(expr) else { return false };
    let gives = |up: &NodeId| matches!(input.tree.ast(*up), Ast::Declarator(_) | Ast::Prop(_));
    let outer = |up: &NodeId| !matches!(input.tree.ast(*up), Ast::Stmt(_) | Ast::ModuleDecl(_));
    let is_given = |node| input.tree.ancestors(node).take_while(outer).any(|up| gives(&up));
    let names: Vec<Option<String>> = input.tree.inside(node).filter_map(|inner| variable(input, inner)).collect();
    let may_be = |name: Option<String>| name.is_none() || names.contains(&name) || names.contains(&None);
    let named = |node| variable(input, node).filter(|_| !is_given(node));
    !names.is_empty() && input.tree.holding("env").filter_map(named).any(may_be)
}

/// Returns the name of the environment variable that a node reads, or `Some(None)` if the name is computed. None
/// if the node reads no such variable.
fn variable(input: &Input, node: NodeId) -> Option<Option<String>> {
    match input.tree.expr(node)? {
        Expr::Member(member) => all(input, &member.obj).map(|_| value::member_name(member)),
        _ => None,
    }
}

/// The most names that are followed.
const DEPTH: u8 = 8;

/// Whether a name, and the local names that it is initialised with, are read only as client ids, so that no
/// condition depends on them.
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
        Some(Ast::Prop(Prop::KeyValue(pair))) => value::key_name(&pair.key).as_deref() == Some(v2::CLIENT_ID),
        Some(Ast::Prop(Prop::Shorthand(ident))) => *ident.sym == *v2::CLIENT_ID,
        // Another name for the id.
        Some(Ast::Declarator(VarDeclarator { name: Pat::Ident(binding), .. })) => {
            is_only_given(input, &binding.id.to_id(), depth - 1)
        }
        _ => false,
    }
}
