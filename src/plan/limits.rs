//! A limit that is not one number: what the script shows of it.

use super::Input;
use super::options::{self, Body};
use crate::edit::Span;
use crate::mapping::entry;
use crate::note::Note;
use crate::syntax::span;
use crate::tree::Ast;
use crate::value::{self, unwrap};
use swc_ecma_ast::*;

/// The entry about how many devices a person may have.
pub const ENTRY: &str = "device-limit";

/// A `const` of the script that `expr` takes its value from, and what it holds: a literal, or a table of
/// them.
pub fn named<'a>(input: &Input<'_, 'a>, expr: &'a Expr) -> Option<(String, &'a Expr)> {
    let place = span(expr);
    let whole = match unwrap(expr) {
        Expr::Ident(ident) => Some(ident),
        _ => None,
    };
    input.tree.within(place).find_map(|node| {
        let Some(Expr::Ident(ident)) = input.tree.expr(node) else { return None };
        let init = value::initialiser(input.tree, &ident.to_id())?;
        let is_shown = match unwrap(init) {
            Expr::Lit(_) => whole.is_some_and(|whole| whole.span == ident.span),
            Expr::Object(table) => is_table(table) && is_looked_up(input, node) && options::is_only_read(input, ident),
            _ => false,
        };
        is_shown.then(|| (ident.sym.to_string(), init))
    })
}

/// Says what to do where a limit may differ from user to user.
pub fn by_plan(input: &Input, body: Body, member: Span) -> Option<Note> {
    let is_one = match body {
        Body::Value(expr) => is_fixed(input, expr),
        Body::Shorthand(ident) => {
            value::initialiser(input.tree, &ident.to_id()).is_some_and(|init| is_fixed(input, init))
        }
        Body::Method(_) => false,
    };
    (!is_one).then(|| Note::new(entry("limit-by-plan"), member))
}

/// Whether an expression is the same for everybody.
fn is_fixed(input: &Input, expr: &Expr) -> bool {
    match unwrap(expr) {
        Expr::Lit(_) => true,
        Expr::Unary(unary) => is_fixed(input, &unary.arg),
        Expr::Ident(ident) => {
            value::initialiser(input.tree, &ident.to_id()).is_some_and(|init| matches!(unwrap(init), Expr::Lit(_)))
        }
        _ => false,
    }
}

/// Whether each member is a literal under a name.
fn is_table(table: &ObjectLit) -> bool {
    let is_plain = |prop: &PropOrSpread| {
        let PropOrSpread::Prop(prop) = prop else { return false };
        matches!(&**prop, Prop::KeyValue(pair) if matches!(unwrap(&pair.value), Expr::Lit(_)))
    };
    !table.props.is_empty() && table.props.iter().all(is_plain)
}

/// Whether a member is taken of the name at `node`.
fn is_looked_up(input: &Input, node: crate::tree::NodeId) -> bool {
    let place = input.tree.span(node);
    let up = input.tree.ancestors(node).find(|up| input.tree.span(*up) != place);
    matches!(up.map(|up| input.tree.ast(up)), Some(Ast::Expr(Expr::Member(member))) if span(&*member.obj).contains(place))
}
