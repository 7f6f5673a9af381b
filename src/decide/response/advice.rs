//! Remarks about the fields of the response that code reads, to be written after that code.

use super::*;
use crate::mapping::{self, Text};
use crate::syntax::span;
use crate::value;
use std::collections::HashMap;

/// The variables that hold a field of the response under another name, with the name of the field.
pub(super) type Names = HashMap<Id, String>;

/// Returns the variables that the patterns in `nodes` bind to fields.
pub(super) fn names(input: &Input, nodes: &[NodeId]) -> Names {
    let pairs = nodes.iter().flat_map(|node| input.tree.inside(*node)).flat_map(|node| pairs(input, node));
    pairs.filter_map(|(key, name)| Some((name?, key))).collect()
}

/// Returns the remarks about the fields that the code at `node` reads.
pub(super) fn of(input: &Input, names: &Names, node: NodeId) -> Vec<Text> {
    let tree = input.tree;
    let own = tree.span(node);
    let has_it = |up: &NodeId| match tree.ast(*up) {
        Ast::Expr(Expr::Member(member)) => span(&*member.obj).contains(own),
        Ast::Expr(expr) => value::is_wrapper(expr) || matches!(expr, Expr::Await(_) | Expr::OptChain(_)),
        _ => false,
    };
    let around = tree.ancestors(node).take_while(has_it);
    let names = std::iter::once(node).chain(around).flat_map(|node| fields(input, names, node));
    let known: Vec<Text> = names.filter_map(|name| mapping::field(&name)).collect();
    let is_asked = |node| match input.tree.expr(node) {
        Some(Expr::Unary(unary)) => unary.op == UnaryOp::Bang,
        Some(Expr::Lit(Lit::Null(_))) => true,
        _ => false,
    };
    match known.is_empty() && tree.within(readable(input, node)).any(is_asked) {
        true => vec![mapping::NULL],
        false => known,
    }
}

/// Returns the remarks as text to write after code, each once.
pub(super) fn behind(remarks: &[Text]) -> String {
    let once = remarks.iter().enumerate().filter(|(index, remark)| !remarks[..*index].contains(remark));
    once.map(|(_, remark)| mapping::behind(*remark)).collect()
}

/// Returns the names of the fields that a node may read.
fn fields(input: &Input, names: &Names, node: NodeId) -> Vec<String> {
    match input.tree.ast(node) {
        Ast::Expr(Expr::Member(member)) => value::member_name(member).into_iter().collect(),
        Ast::Expr(Expr::OptChain(chain)) => match &*chain.base {
            OptChainBase::Member(member) => value::member_name(member).into_iter().collect(),
            OptChainBase::Call(_) => Vec::new(),
        },
        Ast::Expr(Expr::Ident(ident)) => {
            let other = names.get(&ident.to_id()).cloned();
            vec![other.unwrap_or_else(|| ident.sym.to_string())]
        }
        Ast::Pat(_) => pairs(input, node).into_iter().map(|(key, _)| key).collect(),
        _ => Vec::new(),
    }
}

/// Returns the keys of an object pattern, each with the variable that it is bound to if that has another name.
fn pairs(input: &Input, node: NodeId) -> Vec<(String, Option<Id>)> {
    let Ast::Pat(Pat::Object(pattern)) = input.tree.ast(node) else { return Vec::new() };
    let pair = |prop: &ObjectPatProp| match prop {
        ObjectPatProp::Assign(assign) => Some((assign.key.sym.to_string(), None)),
        ObjectPatProp::KeyValue(pair) => {
            let name = match &*pair.value {
                Pat::Ident(ident) => Some(ident.to_id()),
                _ => None,
            };
            Some((value::key_name(&pair.key)?, name))
        }
        ObjectPatProp::Rest(_) => None,
    };
    pattern.props.iter().filter_map(pair).collect()
}
