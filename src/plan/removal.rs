//! Taking expressions and statements out.

use super::Input;
use crate::edit::{Edit, Piece, Span, part};
use crate::input::places;
use crate::text;
use crate::tree::{Ast, NodeId};
use crate::value;
use swc_ecma_ast::*;

/// The edits that take an expression out: its statement where it is one, else the value becomes
/// `undefined`.
pub fn of(input: &Input, node: NodeId) -> Vec<Edit> {
    if matches!(input.tree.ast(node), Ast::Stmt(_)) {
        return statement(input, node);
    }
    let mut whole = node;
    while let Some(up) = input.tree.parent(whole)
        && input.tree.expr(up).is_some_and(|expr| {
            value::is_wrapper(expr) || matches!(expr, Expr::Await(_) | Expr::Unary(UnaryExpr { op: UnaryOp::Void, .. }))
        })
    {
        whole = up;
    }
    match input.tree.parent(whole) {
        Some(up) if matches!(input.tree.ast(up), Ast::Stmt(Stmt::Expr(_))) => statement(input, up),
        Some(_) => vec![Edit::replace(input.tree.span(node), vec![Piece::new("undefined")])],
        None => Vec::new(),
    }
}

/// The edit that takes a statement out, with its line where it has that to itinput.
pub fn statement(input: &Input, statement: NodeId) -> Vec<Edit> {
    let place = input.tree.span(statement);
    if !input.is_in_list(statement) {
        // A semicolon that starts the next line is a statement by itinput.
        let code = places::code_below(input, place.end);
        let is_empty = part(input.source, code as usize..).starts_with(';');
        let with = if is_empty { Vec::new() } else { vec![Piece::new("{}")] };
        return vec![Edit::replace(place, with)];
    }
    let own_lines = text::is_first_on_line(input.source, place.start) && text::is_last_on_line(input.source, place.end);
    let span = if own_lines {
        text::whole_lines(input.source, place)
    } else if text::is_last_on_line(input.source, place.end) && !input.is_at_top(statement) {
        Span::new(text::back_over_blanks(input.source, place.start), place.end)
    } else {
        Span::new(place.start, text::skip_blanks(input.source, place.end))
    };
    vec![Edit::delete(span)]
}
