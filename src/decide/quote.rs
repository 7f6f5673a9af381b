//! Quoting code in notes, with secrets shortened.

use super::Input;
use crate::edit::{Span, part};
use crate::mapping::v2;
use crate::syntax::span;
use crate::tree::Ast;
use crate::value;
use swc_ecma_ast::*;

/// Returns the text of `place`. The strings in each `secret` are shortened.
pub fn quote(input: &Input, place: Span) -> String {
    let is_secret = |key: &PropName| value::key_name(key).as_deref() == Some(v2::SECRET);
    let secrets = input.tree.within(place).filter_map(|node| {
        let Ast::Prop(prop) = input.tree.ast(node) else { return None };
        let key = match prop {
            Prop::KeyValue(pair) => &pair.key,
            Prop::Getter(getter) => &getter.key,
            Prop::Method(method) => &method.key,
            _ => return None,
        };
        is_secret(key).then(|| Span::new(span(key).end, span(prop).end))
    });
    let strings: Vec<Span> = secrets.flat_map(|secret| strings(input, secret)).collect();
    shortened(input, place, &strings)
}

/// Returns the text of a secret. Its strings are shortened.
pub fn secret(input: &Input, expr: &Expr) -> String {
    let place = span(expr);
    shortened(input, place, &strings(input, place))
}

fn strings(input: &Input, place: Span) -> Vec<Span> {
    let text = |node| match input.tree.expr(node)? {
        expr @ (Expr::Lit(Lit::Str(_)) | Expr::Tpl(_)) => Some(span(expr)),
        _ => None,
    };
    input.tree.within(place).filter_map(text).collect()
}

fn shortened(input: &Input, place: Span, strings: &[Span]) -> String {
    let mut text = String::new();
    let mut at = place.start;
    for string in strings {
        if string.start < at {
            continue;
        }
        text.push_str(Span::new(at, string.start).of(input.source));
        let whole = string.of(input.source);
        let quote = part(whole, ..1);
        let start: String = part(whole, 1..whole.len() - 1).chars().take(2).collect();
        text.push_str(&format!("{quote}{start}…{quote}"));
        at = string.end;
    }
    text.push_str(Span::new(at.max(place.start), place.end).of(input.source));
    text
}
