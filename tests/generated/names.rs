//! The names that a migration puts in lead to what it puts in, and every other name to something.

use super::program::Program;
use rupt_migrate::scope::{self, How};
use rupt_migrate::syntax::{Dialect, Slices, parse, span};
use rupt_migrate::tree::{Ast, NodeId, Tree};
use rupt_migrate::value::unwrap;
use std::collections::BTreeSet;
use swc_common::{GLOBALS, Globals};
use swc_ecma_ast::{Callee, Expr, Ident, Lit, MemberProp};

/// Follows every `….evaluate.access` to a client of v3, and every class to its package.
///
/// # Errors
/// What leads elsewhere.
pub fn resolve(program: &Program, output: &str) -> Result<(), String> {
    GLOBALS.set(&Globals::new(), || {
        let script = parse(output, &Slices::whole(output, program.dialect)).map_err(|error| error.message)?;
        let tree = Tree::new(output, &script);
        let known = unbound(&program.text, program.dialect)?;
        let is_known = |name: &&String| ["InstanceType", "Map"].contains(&name.as_str());
        if let Some(name) = unbound(output, program.dialect)?.difference(&known).find(|name| !is_known(name)) {
            return Err(format!("`{name}` is not declared"));
        }
        for node in tree.all() {
            let Some(client) = client(&tree, node) else { continue };
            // Other code has calls of this name on names of its own.
            let place = tree.span(node);
            let ours = !program.text.contains(place.of(output));
            if ours && !leads_to_v3(&tree, output, client, 12) {
                return Err(format!("`{}` does not lead to a v3 client", span(client).of(output)));
            }
            if ours && is_read_too_early(&tree, node, client) {
                return Err(format!("`{}` is read before it is made", span(client).of(output)));
            }
        }
        Ok(())
    })
}

/// The names that nothing in the script declares.
fn unbound(text: &str, dialect: Dialect) -> Result<BTreeSet<String>, String> {
    let script = parse(text, &Slices::whole(text, dialect)).map_err(|error| error.message)?;
    let tree = Tree::new(text, &script);
    let free = tree.all().filter_map(|node| tree.id(node)).filter(|id| script.is_unbound(id));
    Ok(free.map(|id| id.0.to_string()).collect())
}

/// What `.evaluate.access` hangs on.
fn client<'a>(tree: &Tree<'a>, node: NodeId) -> Option<&'a Expr> {
    let Expr::Member(access) = tree.expr(node)? else { return None };
    let Expr::Member(evaluate) = &*access.obj else { return None };
    let named = |prop: &MemberProp, name: &str| matches!(prop, MemberProp::Ident(ident) if &*ident.sym == name);
    (named(&access.prop, "access") && named(&evaluate.prop, "evaluate")).then_some(&*evaluate.obj)
}

/// Whether a `const` is read above its line while the file is loaded.
fn is_read_too_early(tree: &Tree, node: NodeId, client: &Expr) -> bool {
    let Expr::Ident(ident) = unwrap(client) else { return false };
    let Some(declared) = scope::declared(tree, &ident.to_id()) else { return false };
    let runs_at_once = scope::function_around(tree, node).is_none();
    declared.how == How::Const && runs_at_once && tree.span(node).start < tree.span(declared.name).start
}

/// Whether an expression is a client, its maker, its class or the module, by what declares it.
fn leads_to_v3(tree: &Tree, output: &str, expr: &Expr, depth: u8) -> bool {
    if depth == 0 {
        return false;
    }
    let further = |expr: &Expr| leads_to_v3(tree, output, expr, depth - 1);
    match unwrap(expr) {
        Expr::Await(wait) => further(&wait.arg),
        Expr::Seq(seq) => seq.exprs.last().is_some_and(|last| further(last)),
        Expr::Assign(assign) => further(&assign.right),
        Expr::New(new) => further(&new.callee),
        Expr::Bin(bin) => further(&bin.left),
        Expr::Member(member) => further(&member.obj),
        Expr::Call(call) => match &call.callee {
            Callee::Import(_) => call.args.first().is_some_and(|arg| is_v3(&arg.expr)),
            Callee::Expr(callee) => match unwrap(callee) {
                Expr::Ident(ident) if &*ident.sym == "require" => call.args.first().is_some_and(|arg| is_v3(&arg.expr)),
                Expr::Member(then) => further(&then.obj),
                // Or it is given the class.
                other => further(other) || call.args.first().is_some_and(|class| further(&class.expr)),
            },
            Callee::Super(_) => false,
        },
        Expr::Ident(ident) => declared_by_v3(tree, output, ident, depth - 1),
        _ => false,
    }
}

fn is_v3(expr: &Expr) -> bool {
    match expr {
        Expr::Lit(Lit::Str(text)) => text.value.as_str() == Some("@ruptjs/client"),
        Expr::Tpl(text) => text.quasis.iter().all(|part| part.raw == "@ruptjs/client"),
        _ => false,
    }
}

fn declared_by_v3(tree: &Tree, output: &str, ident: &Ident, depth: u8) -> bool {
    let id = ident.to_id();
    let Some(declared) = scope::declared(tree, &id) else { return false };
    let text = tree.span(declared.holder).of(output);
    match declared.how {
        How::Import => text.contains("@ruptjs/client"),
        // The function that makes a client names the class in the `new` it holds.
        How::Function => made_inside(tree, declared.holder, output, depth),
        // `({ default: R }) => …` behind the import.
        How::Parameter => tree.ancestors(declared.holder).any(
            |up| matches!(tree.ast(up), Ast::Expr(call @ Expr::Call(_)) if leads_to_v3(tree, output, call, depth)),
        ),
        _ => match tree.ast(declared.holder) {
            Ast::Declarator(declarator) => match &declarator.init {
                Some(init) => leads_to_v3(tree, output, init, depth),
                None => scope::assignments(tree, &id)
                    .iter()
                    .any(|at| tree.expr(*at).is_some_and(|assign| leads_to_v3(tree, output, assign, depth))),
            },
            _ => false,
        },
    }
}

fn made_inside(tree: &Tree, function: NodeId, output: &str, depth: u8) -> bool {
    tree.inside(function)
        .any(|node| matches!(tree.ast(node), Ast::Expr(new @ Expr::New(_)) if leads_to_v3(tree, output, new, depth)))
}
