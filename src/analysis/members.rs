//! Members by their name alone, on any object: which of them the script declares, accesses or assigns
//! to.

use super::Analysis;
use super::objects::{self, ObjectUse};
use super::path::Path;
use crate::mapping::WINDOWS;
use crate::tree::{Ast, NodeId};
use crate::value::{self, unwrap};
use swc_ecma_ast::*;

impl Analysis<'_, '_> {
    /// Whether the script replaces a global, or a member of one.
    pub fn is_replaced(&self, path: &str) -> bool {
        let (first, last) = (path.split('.').next().unwrap_or(path), path.rsplit('.').next().unwrap_or(path));
        let globals =
            |name: &str| self.tree.spelled(name).into_iter().filter(|id| self.is_global(id)).collect::<Vec<_>>();
        let key: Path = [Some(last.to_owned())].into();
        let is_written = |id: &Id| {
            self.tree.mentions(id).any(|mention| objects::done_at(self.tree, mention, &key) == ObjectUse::Written)
        };
        self.is_set_anew(last)
            || globals(first).iter().any(|id| !self.symbol(id).writes.is_empty())
            || WINDOWS.iter().chain([&first]).any(|root| globals(root).iter().any(is_written))
    }

    /// Whether the script assigns to a member `name` of any object.
    pub fn is_set_anew(&self, name: &str) -> bool {
        self.tree.holding(name).any(|node| match self.tree.expr(node) {
            Some(Expr::Assign(AssignExpr {
                left: AssignTarget::Simple(SimpleAssignTarget::Member(member)), ..
            })) => value::member_name(member).as_deref() == Some(name),
            _ => false,
        })
    }

    /// Whether the script reads a member `name` of any object.
    pub fn takes_member_called(&self, name: &str) -> bool {
        let is_target =
            |node: NodeId, member: &MemberExpr| match self.tree.parent(node).and_then(|up| self.tree.expr(up)) {
                Some(Expr::Assign(AssignExpr {
                    left: AssignTarget::Simple(SimpleAssignTarget::Member(target)),
                    ..
                })) => std::ptr::eq(target, member),
                _ => false,
            };
        self.tree.holding(name).any(|node| match self.tree.ast(node) {
            Ast::Expr(Expr::Member(member)) => {
                value::member_name(member).as_deref() == Some(name) && !is_target(node, member)
            }
            Ast::Pat(Pat::Object(object)) => object.props.iter().any(|prop| match prop {
                ObjectPatProp::KeyValue(pair) => value::key_name(&pair.key).is_none_or(|key| key == name),
                ObjectPatProp::Assign(own) => &*own.key.sym == name,
                ObjectPatProp::Rest(_) => false,
            }),
            _ => false,
        })
    }

    /// Whether a class or an object literal of the script has a member `name`, or the script assigns to one.
    /// A method of that name on an unknown object may be that one.
    pub fn has_member_called(&self, name: &str) -> bool {
        self.is_set_anew(name)
            || self.tree.holding(name).any(|node| match self.tree.ast(node) {
                Ast::ClassMember(member) => member_key(member).as_deref() == Some(name),
                Ast::Prop(Prop::Method(method)) => value::key_name(&method.key).as_deref() == Some(name),
                Ast::Prop(Prop::KeyValue(pair)) => {
                    value::key_name(&pair.key).as_deref() == Some(name)
                        && !matches!(unwrap(&pair.value), Expr::Lit(_) | Expr::Tpl(_))
                }
                Ast::Prop(Prop::Shorthand(ident)) => &*ident.sym == name,
                _ => false,
            })
    }
}

/// The name of a member of a class, `#name` for a private one.
pub fn member_key(member: &ClassMember) -> Option<String> {
    match member {
        ClassMember::Method(method) => value::key_name(&method.key),
        ClassMember::PrivateMethod(method) => Some(format!("#{}", method.key.name)),
        ClassMember::ClassProp(prop) => value::key_name(&prop.key),
        ClassMember::PrivateProp(prop) => Some(format!("#{}", prop.key.name)),
        ClassMember::AutoAccessor(prop) => match &prop.key {
            Key::Public(key) => value::key_name(key),
            Key::Private(name) => Some(format!("#{}", name.name)),
        },
        ClassMember::Constructor(_)
        | ClassMember::TsIndexSignature(_)
        | ClassMember::Empty(_)
        | ClassMember::StaticBlock(_) => None,
    }
}
