//! Moving old text to another place, with the indentation of that place.

use crate::edit::{Piece, Span, part};
use crate::input::Input;
use crate::text;
use crate::tree::Ast;
use swc_ecma_ast::*;

/// Returns the text of `place` as pieces whose lines have the indentation `to` instead of their own.
///
/// If v2 is used inside, edits in it may span lines, so the text is moved with its old indentation.
pub fn moved(input: &Input, place: Span, to: &str) -> Vec<Piece> {
    let from = text::indent_at(input.source, place.start);
    let edited = input.bindings.sites.iter().any(|site| place.contains(input.tree.span(site.origin)));
    if edited || from == to {
        return vec![Piece::Old(place)];
    }
    let fixed: Vec<Span> = input
        .tree
        .within(place)
        .filter(|node| match input.tree.ast(*node) {
            Ast::Expr(expr) => matches!(expr, Expr::Tpl(_) | Expr::TaggedTpl(_) | Expr::Lit(Lit::Str(_))),
            Ast::JsxAttr(attr) => matches!(attr.value, Some(JSXAttrValue::Str(_))),
            _ => false,
        })
        .map(|node| input.tree.span(node))
        .collect();
    let mut pieces = Vec::new();
    let (mut kept, mut at) = (place.start, place.start);
    loop {
        let next = text::next_line(input.source, at);
        if next >= place.end || next <= at {
            pieces.push(Piece::Old(Span::new(kept, place.end)));
            return pieces;
        }
        let movable = !fixed.iter().any(|fixed| fixed.start < next && next < fixed.end);
        let line = part(input.source, next as usize..);
        at = next;
        if movable && line.starts_with(from) && !part(line, from.len()..).starts_with(['\n', '\r']) {
            pieces.extend([Piece::Old(Span::new(kept, next)), Piece::new(to.to_owned())]);
            at = next + from.len() as u32;
            kept = at;
        }
    }
}
