//! The global that v2's script makes, and the ways in which code reaches it through `window`.

use crate::edit::part;
use crate::mapping::{V2_GLOBAL, WINDOWS};
use crate::scope;
use crate::scope::How;
use crate::syntax::span;
use crate::tree::{Ast, NodeId, Tree};
use crate::value::{self, unwrap};
use swc_ecma_ast::*;

/// `window.Rupt`.
pub(super) fn is_global_member(tree: &Tree, member: &MemberExpr) -> bool {
    let name = || match &member.prop {
        MemberProp::Computed(computed) => constant(tree, &computed.expr),
        _ => None,
    };
    let name = value::member_name(member).or_else(name);
    name.as_deref() == Some(V2_GLOBAL) && is_window(tree, &member.obj)
}

/// `"Rupt" in window`.
pub(super) fn asks_for_global(tree: &Tree, bin: &BinExpr) -> bool {
    bin.op == BinaryOp::In && value::string(&bin.left).as_deref() == Some(V2_GLOBAL) && is_window(tree, &bin.right)
}

/// `Reflect.get(window, "Rupt")`, `window.hasOwnProperty("Rupt")`, `get(window, "Rupt.attach")`.
pub(super) fn names_global(tree: &Tree, call: &CallExpr) -> bool {
    let names = |text: String| text.split('.').next() == Some(V2_GLOBAL);
    let args = || call.args.iter().map(|argument| &*argument.expr);
    let receiver = match &call.callee {
        Callee::Expr(callee) => match unwrap(callee) {
            Expr::Member(member) => Some(&*member.obj),
            _ => None,
        },
        _ => None,
    };
    args().filter_map(value::string).any(names) && args().chain(receiver).any(|object| is_window(tree, object))
}

/// Functions that print the text they are given, or use it as the name of a test.
const SHOW: [&str; 10] =
    ["console", "describe", "it", "test", "suite", "context", "specify", "Error", "TypeError", "expect"];

/// Whether `text`, at `node`, is code that reads the global and that a function may run in a page:
/// `page.evaluate("window.Rupt.detach()")`.
pub(super) fn is_code_with_global(tree: &Tree, node: NodeId, text: &Expr) -> bool {
    let text = match text {
        Expr::Lit(Lit::Str(text)) => text.value.as_str().map(str::to_owned),
        Expr::Tpl(tpl) => Some(tpl.quasis.iter().map(|part| part.raw.to_string()).collect::<Vec<_>>().join("_")),
        _ => None,
    };
    text.is_some_and(|text| reads_global(&text)) && is_run(tree, node)
}

fn reads_global(text: &str) -> bool {
    text.match_indices(V2_GLOBAL).any(|(at, name)| {
        let (before, after) = (part(text, ..at).trim_end(), part(text, at + name.len()..));
        let is_member =
            WINDOWS.iter().any(|window| before.strip_suffix('.').is_some_and(|object| object.ends_with(window)));
        let is_asked_for = before.ends_with("typeof");
        let is_whole = !after.starts_with(|c: char| c.is_alphanumeric() || c == '_');
        is_whole && (is_member || is_asked_for)
    })
}

/// Whether a function takes the text at `node`, directly or in a list, and may run it.
pub fn is_run(tree: &Tree, node: NodeId) -> bool {
    let is_list = |up: &NodeId| matches!(tree.expr(*up), Some(Expr::Array(_)));
    let whole = tree.parent(node).filter(is_list).unwrap_or(node);
    let callee = match tree.parent(whole).and_then(|up| tree.expr(up)) {
        Some(Expr::Call(CallExpr { callee: Callee::Expr(callee), .. })) => callee,
        Some(Expr::New(made)) => &made.callee,
        _ => return false,
    };
    let mut root = unwrap(callee);
    while let Expr::Member(member) = root {
        root = unwrap(&member.obj);
    }
    // A function that the program declares may do anything, whatever its name.
    let is_own = |id: &Id| scope::declared(tree, id).is_some_and(|declared| declared.how != How::Import);
    !matches!(root, Expr::Ident(name) if SHOW.contains(&&*name.sym) && !is_own(&name.to_id()))
}

/// `window.Rupt = …`.
pub(super) fn sets_global(tree: &Tree, assign: &AssignExpr) -> bool {
    matches!(&assign.left, AssignTarget::Simple(SimpleAssignTarget::Member(member)) if is_global_member(tree, member))
}

/// `const { Rupt } = window`.
pub(super) fn takes_global(tree: &Tree, declarator: &VarDeclarator) -> bool {
    let Pat::Object(pattern) = &declarator.name else { return false };
    let named = pattern.props.iter().any(|prop| match prop {
        ObjectPatProp::Assign(assign) => *assign.key.sym == *V2_GLOBAL,
        ObjectPatProp::KeyValue(pair) => value::key_name(&pair.key).as_deref() == Some(V2_GLOBAL),
        ObjectPatProp::Rest(_) => false,
    });
    named && declarator.init.as_deref().is_some_and(|init| is_window(tree, init))
}

/// The string that a name holds.
fn constant(tree: &Tree, expr: &Expr) -> Option<String> {
    let Expr::Ident(ident) = unwrap(expr) else { return None };
    value::string(value::initialiser(tree, &ident.to_id())?)
}

/// Members that hold a window, on any object.
const HOLDERS: [&str; 4] = ["window", "globalThis", "defaultView", "contentWindow"];

/// Members of a window that hold a window.
const RELATIVES: [&str; 5] = ["self", "top", "parent", "opener", "frames"];

/// The most names that are followed.
const DEPTH: u8 = 8;

fn is_window(tree: &Tree, expr: &Expr) -> bool {
    may_be_window(tree, expr, DEPTH)
}

/// Whether `expr` may be the global object. The answer only leads to notes, so in doubt it is yes.
fn may_be_window(tree: &Tree, expr: &Expr, depth: u8) -> bool {
    let Some(depth) = depth.checked_sub(1) else { return false };
    let may_be = |expr: &Expr| may_be_window(tree, expr, depth);
    match unwrap(expr) {
        Expr::Ident(ident) => {
            let id = ident.to_id();
            match tree.script.is_unbound(&id) {
                true => WINDOWS.contains(&&*id.0) || RELATIVES.contains(&&*id.0),
                false => value::initialiser(tree, &id).is_some_and(may_be) || is_given(tree, &id, may_be),
            }
        }
        Expr::Member(member) => value::member_name(member)
            .is_some_and(|name| HOLDERS.contains(&&*name) || (RELATIVES.contains(&&*name) && may_be(&member.obj))),
        Expr::Cond(condition) => may_be(&condition.cons) || may_be(&condition.alt),
        Expr::Bin(bin)
            if matches!(bin.op, BinaryOp::LogicalOr | BinaryOp::LogicalAnd | BinaryOp::NullishCoalescing) =>
        {
            may_be(&bin.left) || may_be(&bin.right)
        }
        // `cy.window()`
        Expr::Call(CallExpr { callee: Callee::Expr(callee), .. }) => {
            matches!(unwrap(callee), Expr::Member(member) if value::member_name(member).as_deref() == Some("window"))
        }
        // `(function (root) { … })(this)`
        Expr::This(_) => tree.find(expr).is_some_and(|node| scope::function_around(tree, node).is_none()),
        _ => false,
    }
}

/// The pattern of a parameter, its function, and its index.
fn parameter<'a>(tree: &Tree<'a>, id: &Id) -> Option<(&'a Pat, NodeId, usize)> {
    let declared = scope::declared(tree, id).filter(|declared| declared.how == How::Parameter)?;
    let params: Vec<&Pat> = match tree.ast(declared.holder) {
        Ast::Function(function) => function.params.iter().map(|param| &param.pat).collect(),
        Ast::Expr(Expr::Arrow(arrow)) => arrow.params.iter().collect(),
        _ => return None,
    };
    let is_it = |pat: &Pat| match pat {
        Pat::Ident(binding) => binding.id.to_id() == *id,
        Pat::Assign(default) => matches!(&*default.left, Pat::Ident(binding) if binding.id.to_id() == *id),
        _ => false,
    };
    let index = params.iter().position(|pat| is_it(pat))?;
    Some((params[index], declared.holder, index))
}

/// Whether a parameter is the global object: by its default, by the argument if its function is called
/// where it is written, or by its name alone, as in the callbacks of browser tests.
fn is_given(tree: &Tree, id: &Id, may_be: impl Fn(&Expr) -> bool) -> bool {
    let Some((pat, function, index)) = parameter(tree, id) else { return false };
    match (pat, called_at_once(tree, function)) {
        (Pat::Assign(default), _) => may_be(&default.right),
        (_, Some(call)) => call.args.get(index).is_some_and(|argument| may_be(&argument.expr)),
        (Pat::Ident(binding), None) => binding.type_ann.is_none() && *id.0 == *"win",
        _ => false,
    }
}

/// The call of a function that is called where it is written.
fn called_at_once<'a>(tree: &Tree<'a>, function: NodeId) -> Option<&'a CallExpr> {
    let mut around = tree.ancestors(function).map(|up| tree.ast(up));
    let around = around.find(|up| !matches!(up, Ast::Expr(Expr::Fn(_) | Expr::Paren(_))))?;
    let Ast::Expr(Expr::Call(call)) = around else { return None };
    span(&call.callee).contains(tree.span(function)).then_some(call)
}
