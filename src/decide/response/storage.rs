//! The storage of the browser.

use crate::input::Input;
use crate::value::unwrap;
use swc_ecma_ast::*;

/// Returns the name of the browser's storage that an expression is. None if it is something else.
pub(super) fn storage<'a>(input: &Input, expr: &'a Expr) -> Option<&'a str> {
    let Expr::Ident(ident) = unwrap(expr) else { return None };
    let is_storage = matches!(&*ident.sym, "localStorage" | "sessionStorage");
    (is_storage && input.script.is_unbound(&ident.to_id())).then_some(&*ident.sym)
}
