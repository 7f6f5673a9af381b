//! Strings that name the package but load nothing.
//!
//! A string may be passed to code that loads modules, so it is a mention. The exceptions are strings that are only
//! compared, and strings that are passed to a function of the platform that loads nothing.

use super::found::members;
use crate::tree::{Ast, NodeId, Tree};
use swc_ecma_ast::*;

/// The functions of the platform that take names, keys or text, by their global object. An empty list means all of
/// its functions. A global that the program declares itself does not count.
const GIVEN_TEXT: [(&str, &[&str]); 12] = [
    ("console", &[]),
    ("localStorage", &[]),
    ("sessionStorage", &[]),
    ("performance", &["mark", "measure"]),
    ("Symbol", &[]),
    ("Error", &[]),
    ("TypeError", &[]),
    ("RangeError", &[]),
    ("CustomEvent", &[]),
    ("Event", &[]),
    ("BroadcastChannel", &[]),
    ("document", &["getElementById", "getElementsByClassName", "querySelector", "querySelectorAll"]),
];

/// Whether the string at `node` is known to load nothing.
pub fn is_harmless(tree: &Tree, node: NodeId) -> bool {
    let Some(up) = tree.parent(node) else { return false };
    match tree.ast(up) {
        Ast::Expr(Expr::Bin(bin)) => {
            use BinaryOp::{EqEq, EqEqEq, NotEq, NotEqEq};
            matches!(bin.op, EqEq | EqEqEq | NotEq | NotEqEq) && !is_in_hook(tree, node)
        }
        Ast::Stmt(Stmt::Switch(_)) => true,
        Ast::Expr(Expr::Call(CallExpr { callee: Callee::Expr(callee), .. })) => is_given_text(tree, callee),
        Ast::Expr(Expr::New(made)) => is_given_text(tree, &made.callee),
        Ast::JsxAttr(_) => is_of_element(tree, up),
        _ => false,
    }
}

/// Whether the string is compared in a function that is assigned to a member of an object that the script declares
/// or imports. Such a function may replace the one that loads modules.
fn is_in_hook(tree: &Tree, node: NodeId) -> bool {
    let mut functions = tree.ancestors(node).filter(|up| matches!(tree.expr(*up), Some(Expr::Arrow(_) | Expr::Fn(_))));
    functions.any(|function| {
        let up = tree.parent(function).and_then(|up| tree.expr(up));
        let target = match up {
            Some(Expr::Assign(AssignExpr {
                left: AssignTarget::Simple(SimpleAssignTarget::Member(target)), ..
            })) => root(&target.obj),
            _ => None,
        };
        target.is_some_and(|name| !tree.script.is_unbound(&name.to_id()))
    })
}

fn is_given_text(tree: &Tree, callee: &Expr) -> bool {
    let Some(root) = root(callee) else { return false };
    let path = members(callee);
    let known = GIVEN_TEXT.iter().find(|(name, _)| path.first().is_some_and(|first| first == name));
    let is_member = |names: &[&str]| names.is_empty() || path.get(1).is_some_and(|member| names.contains(&&**member));
    tree.script.is_unbound(&root.to_id()) && known.is_some_and(|(_, names)| is_member(names))
}

/// Returns the name that a chain of members starts with. None if it starts with something else.
fn root(expr: &Expr) -> Option<&Ident> {
    match crate::value::unwrap(expr) {
        Expr::Ident(ident) => Some(ident),
        Expr::Member(member) => root(&member.obj),
        _ => None,
    }
}

/// Whether an attribute is one of a DOM element and loads nothing: `className`, `id`.
fn is_of_element(tree: &Tree, attribute: NodeId) -> bool {
    const LOADS: [&str; 5] = ["src", "href", "srcDoc", "srcdoc", "dangerouslySetInnerHTML"];
    let Ast::JsxAttr(JSXAttr { name: JSXAttrName::Ident(name), .. }) = tree.ast(attribute) else { return false };
    let is_dom = tree.ancestors(attribute).find_map(|up| match tree.ast(up) {
        Ast::Expr(Expr::JSXElement(element)) => Some(&element.opening.name),
        Ast::JsxChild(JSXElementChild::JSXElement(element)) => Some(&element.opening.name),
        _ => None,
    });
    let is_small = |name: &JSXElementName| matches!(name, JSXElementName::Ident(ident) if ident.sym.starts_with(|c: char| c.is_ascii_lowercase()));
    is_dom.is_some_and(is_small) && !LOADS.contains(&&*name.sym)
}
