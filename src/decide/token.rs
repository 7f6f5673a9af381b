//! The declaration that a secret is read from: code that must be removed before the endpoint that it calls.

use super::options::Body;
use super::{Input, quote};
use crate::edit::Span;
use crate::scope;
use crate::syntax::span;
use crate::tree::Ast;
use crate::value::unwrap;
use swc_ecma_ast::*;

/// Returns the name that a secret is read from, the first line of its value with the strings shortened, and the
/// span of that value. None if there is no such name, or if its value is a literal.
pub fn source(input: &Input, body: Body) -> Option<(String, String, Span)> {
    let name = match body {
        Body::Value(expr) => root(expr)?,
        Body::Shorthand(ident) => ident,
        Body::Method(_) => return None,
    };
    let declared = scope::declared(input.tree, &name.to_id())?;
    let Ast::Declarator(VarDeclarator { init: Some(init), .. }) = input.tree.ast(declared.holder) else { return None };
    if matches!(unwrap(init), Expr::Lit(_) | Expr::Tpl(_)) {
        return None;
    }
    let text = quote::secret(input, init);
    let line = text.lines().next().unwrap_or_default();
    let shown = if line.len() < text.len() { format!("{} …", line.trim_end()) } else { text.clone() };
    Some((name.sym.to_string(), shown, span(&**init)))
}

/// Returns the name that a chain of members starts with. None if it starts with something else.
fn root(mut expr: &Expr) -> Option<&Ident> {
    loop {
        expr = match unwrap(expr) {
            Expr::Ident(ident) => return Some(ident),
            Expr::Member(member) => &member.obj,
            Expr::OptChain(chain) => match &*chain.base {
                OptChainBase::Member(member) => &member.obj,
                OptChainBase::Call(_) => return None,
            },
            _ => return None,
        }
    }
}
