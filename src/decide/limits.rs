//! Limits that are not written as a number: what the script shows of their values.

use super::options::Body;
use super::{Input, nested};
use crate::analysis::objects::{self, ObjectUse};
use crate::analysis::path::chains;
use crate::edit::Span;
use crate::mapping::{Entry, entry};
use crate::note::Note;
use crate::syntax::span;
use crate::tree::Ast;
use crate::value::{self, unwrap};
use swc_ecma_ast::*;

/// The entry about the number of devices that a user may have.
pub const ENTRY: &Entry = entry!("device-limit");

/// The most names that are followed.
const DEPTH: u8 = 8;

/// Returns a name in a value that is not a literal, and the value of that name: a literal, found through names and
/// members that never change, or a table of literals that the value is looked up in. None if neither is found.
pub fn named<'a>(input: &Input<'_, 'a>, body: Body<'a>) -> Option<(String, &'a Expr)> {
    let expr = match body {
        Body::Value(expr) if is_literal(expr) => return None,
        Body::Value(expr) => expr,
        Body::Shorthand(ident) => return Some((ident.sym.to_string(), of_name(input, ident, DEPTH)?)),
        Body::Method(_) => return None,
    };
    if let Some(value) = settled(input, expr) {
        return Some((value::path(expr)?, value));
    }
    input.tree.within(span(expr)).find_map(|node| {
        let Some(Expr::Ident(ident)) = input.tree.expr(node) else { return None };
        let init = value::initialiser(input.tree, &ident.to_id())?;
        let Expr::Object(table) = unwrap(init) else { return None };
        let is_shown = is_table(table) && is_looked_up(input, node) && nested::is_only_read(input, ident);
        is_shown.then(|| (ident.sym.to_string(), init))
    })
}

/// Returns the literal that the value of an option is, through names and members that never change.
pub fn settled_body<'a>(input: &Input<'_, 'a>, body: Body<'a>) -> Option<&'a Expr> {
    match body {
        Body::Value(expr) => settled(input, expr),
        Body::Shorthand(ident) => of_name(input, ident, DEPTH),
        Body::Method(_) => None,
    }
}

fn settled<'a>(input: &Input<'_, 'a>, expr: &'a Expr) -> Option<&'a Expr> {
    followed(input, expr, DEPTH)
}

fn followed<'a>(input: &Input<'_, 'a>, expr: &'a Expr, depth: u8) -> Option<&'a Expr> {
    match unwrap(expr) {
        _ if is_literal(expr) => Some(expr),
        Expr::Ident(ident) => of_name(input, ident, depth),
        Expr::Member(_) => of_member(input, expr, depth),
        _ => None,
    }
}

fn of_name<'a>(input: &Input<'_, 'a>, ident: &Ident, depth: u8) -> Option<&'a Expr> {
    followed(input, value::initialiser(input.tree, &ident.to_id())?, depth.checked_sub(1)?)
}

/// Returns the value of a member that is accessed by a fixed name, of an object that the script only reads.
fn of_member<'a>(input: &Input<'_, 'a>, expr: &Expr, depth: u8) -> Option<&'a Expr> {
    let whole = value::path(expr)?;
    let chain = chains(input.tree, expr).into_iter().next()?;
    if objects::done_to(input.tree, &chain) > ObjectUse::Read {
        return None;
    }
    let mut value = value::initialiser(input.tree, &chain.root)?;
    for name in whole.split('.').skip(1) {
        let Expr::Object(object) = unwrap(value) else { return None };
        value = member(object, name)?;
    }
    followed(input, value, depth.checked_sub(1)?)
}

/// Returns the value of the member `name`. None if another member of the object may have this name.
fn member<'a>(object: &'a ObjectLit, name: &str) -> Option<&'a Expr> {
    let mut found = None;
    for prop in &object.props {
        let PropOrSpread::Prop(prop) = prop else { return None };
        let Prop::KeyValue(pair) = &**prop else { return None };
        if value::key_name(&pair.key)? == name {
            found = Some(&*pair.value);
        }
    }
    found
}

/// Whether an expression is written out, without a name in it.
fn is_literal(expr: &Expr) -> bool {
    match unwrap(expr) {
        Expr::Lit(_) => true,
        Expr::Tpl(template) => template.exprs.is_empty(),
        Expr::Unary(unary) => is_literal(&unary.arg),
        _ => false,
    }
}

/// Returns the note to a limit that may differ between users. None if it is the same for all.
pub fn by_plan<'a>(input: &Input<'_, 'a>, body: Body<'a>, member: Span) -> Option<Note> {
    settled_body(input, body).is_none().then(|| Note::new(entry!("limit-by-plan"), member))
}

/// Whether each member is a literal with a name.
fn is_table(table: &ObjectLit) -> bool {
    let is_plain = |prop: &PropOrSpread| {
        let PropOrSpread::Prop(prop) = prop else { return false };
        matches!(&**prop, Prop::KeyValue(pair) if matches!(unwrap(&pair.value), Expr::Lit(_)))
    };
    !table.props.is_empty() && table.props.iter().all(is_plain)
}

/// Whether a member of the name at `node` is accessed.
fn is_looked_up(input: &Input, node: crate::tree::NodeId) -> bool {
    let place = input.tree.span(node);
    let up = input.tree.ancestors(node).find(|up| input.tree.span(*up) != place);
    matches!(up.map(|up| input.tree.ast(up)), Some(Ast::Expr(Expr::Member(member))) if span(&*member.obj).contains(place))
}
