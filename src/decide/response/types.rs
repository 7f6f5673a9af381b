//! The types that are written where a value flows: whether the response of v3 fits them.

use super::expected::{self, Subject, Written};
use super::*;
use crate::analysis::members;
use crate::value;

/// Returns the types on the way of a flow, each with its node.
pub(super) fn on_the_way(input: &Input, flow: &Flow) -> Vec<(NodeId, Written)> {
    let own = flow.types.iter().map(|node| (*node, written(input, *node, Subject::Value)));
    let types = own.chain(flow.outer_types.iter().map(|node| (*node, written(input, *node, Subject::Code))));
    let members = flow.members.iter().filter(|member| is_expected(input, **member));
    types.chain(members.map(|member| (*member, Written::ForV2))).collect()
}

/// Whether no type on the way of a flow expects anything of the value.
pub(super) fn takes_nothing(input: &Input, flow: &Flow) -> bool {
    on_the_way(input, flow).iter().all(|(_, written)| *written != Written::ForV2)
}

fn written(input: &Input, node: NodeId, subject: Subject) -> Written {
    let up = input.tree.parent(node).map(|up| input.tree.ast(up));
    match up {
        _ if input.names_v2_type(input.tree.span(node)) => Written::ForV2,
        // A type argument of a call may be the type that it returns.
        Some(Ast::Expr(Expr::Call(_) | Expr::New(_) | Expr::OptChain(_))) => expected::at(input, node, Subject::Value),
        _ if input.tree.span(node).of(input.source).starts_with('<') => Written::Nothing,
        _ => expected::at(input, node, subject),
    }
}

/// Whether an interface that the class implements, or a class that it extends, may declare a type for a member that
/// v3's response may not fit: a type of v2, or one of another file.
fn is_expected(input: &Input, member: NodeId) -> bool {
    let Some(class_node) = input.tree.parent(member) else { return false };
    let Ast::Class(class) = input.tree.ast(class_node) else { return false };
    let Ast::ClassMember(member) = input.tree.ast(member) else { return false };
    let name = members::member_key(member).filter(|name| !name.starts_with('#'));
    let Some(name) = name.filter(|_| !is_private(member)) else { return false };
    let base = class.super_class.iter().filter(|_| input.dialect.is_typescript());
    class.implements.iter().map(|implemented| &implemented.expr).chain(base).any(|named| {
        let Expr::Ident(named) = value::unwrap(named) else { return true };
        expected::of_member(input, class_node, &named.to_id(), &name) == Written::ForV2
    })
}

fn is_private(member: &ClassMember) -> bool {
    match member {
        ClassMember::Method(method) => method.accessibility == Some(Accessibility::Private),
        ClassMember::ClassProp(prop) => prop.accessibility == Some(Accessibility::Private),
        _ => false,
    }
}
