//! Where a secret comes from: the code that has to go before the endpoint that it asks.

use super::options::Body;
use super::{Input, quote};
use crate::edit::Span;
use crate::scope;
use crate::syntax::span;
use crate::tree::Ast;
use crate::value::unwrap;
use swc_ecma_ast::*;

/// The name that a secret is read from, the code that it is declared with, and its place. Strings in it
/// are shortened; a name that stands for a literal leads to nothing.
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

/// The name that a chain of members starts with.
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
