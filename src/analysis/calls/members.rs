//! The origin of a member of an object.

use crate::analysis::Analysis;
use crate::analysis::members::member_key;
use crate::analysis::origin::Origin;
use crate::mapping::WINDOWS;
use crate::tree::{Ast, NodeId};
use crate::value::{self, Callable};
use swc_ecma_ast::*;

impl<'a> Analysis<'_, 'a> {
    pub(super) fn origin_of_member(&self, member: &'a MemberExpr, depth: u8) -> Origin<'a> {
        let object = self.origin_at(&member.obj, depth - 1);
        match (&member.prop, value::member_name(member)) {
            (MemberProp::PrivateName(name), _) => match object {
                Origin::Instance(class) | Origin::Class(class) => {
                    self.member_of_class(class, &format!("#{}", name.name))
                }
                _ => Origin::Unknown,
            },
            (_, Some(name)) => self.member(object, &name, depth),
            (_, None) => Origin::Unknown,
        }
    }

    /// The origin of the member `name` of `object`.
    pub(super) fn member(&self, object: Origin<'a>, name: &str, depth: u8) -> Origin<'a> {
        match object {
            Origin::Module { from, name: path } => match path.as_str() {
                "*" | "default" => Origin::Module { from, name: name.to_owned() },
                path => Origin::Module { from, name: format!("{path}.{name}") },
            },
            Origin::Global(object) if WINDOWS.contains(&&*object) => Origin::Global(name.to_owned()),
            Origin::Global(object) => Origin::Global(format!("{object}.{name}")),
            Origin::Result(made) => match *made {
                Origin::Module { from, name: maker } => {
                    Origin::Result(Box::new(Origin::Module { from, name: format!("{maker}().{name}") }))
                }
                _ => Origin::Unknown,
            },
            Origin::Object(_) | Origin::Instance(_) | Origin::Class(_) if self.is_set_anew(name) => Origin::Unknown,
            Origin::Object(object) => self.member_of_object(object, name, depth),
            Origin::Instance(class) | Origin::Class(class) => self.member_of_class(class, name),
            Origin::Own => Origin::Own,
            Origin::Function(_) | Origin::Element(..) | Origin::Given(_) | Origin::Unknown => Origin::Unknown,
        }
    }

    /// The origin of the member `name` of an object literal without spreads.
    fn member_of_object(&self, object: &'a ObjectLit, name: &str, depth: u8) -> Origin<'a> {
        let mut found = None;
        for prop in &object.props {
            let PropOrSpread::Prop(prop) = prop else { return Origin::Unknown };
            match &**prop {
                Prop::Shorthand(ident) if &*ident.sym == name => {
                    found = Some(self.origin_of_name(&ident.to_id(), depth - 1))
                }
                Prop::KeyValue(pair) if value::key_name(&pair.key).as_deref() == Some(name) => {
                    found = Some(self.origin_at(&pair.value, depth - 1));
                }
                Prop::Method(method) if value::key_name(&method.key).as_deref() == Some(name) => {
                    found = Some(Origin::Function(Callable::Function(&method.function)));
                }
                _ => {}
            }
        }
        found.unwrap_or(Origin::Unknown)
    }

    /// The method or field `name` of a class; unknown if a class that it extends, or that extends it, has
    /// another one.
    fn member_of_class(&self, class: NodeId, name: &str) -> Origin<'a> {
        let all: Vec<NodeId> = self.family(class);
        let mut found: Vec<Callable<'a>> = Vec::new();
        for class in all {
            for node in self.tree.children(class) {
                let Ast::ClassMember(member) = self.tree.ast(node) else { continue };
                if member_key(member).as_deref() == Some(name) {
                    match callable_member(member) {
                        Some(callable) => found.push(callable),
                        None => return Origin::Unknown,
                    }
                }
            }
        }
        // An overloaded method has one body, at its last declaration; an abstract one has none.
        found.retain(|callable| callable.expression().is_some() || callable.body().is_some());
        match found.as_slice() {
            [only] => Origin::Function(*only),
            _ => Origin::Unknown,
        }
    }
}

/// The function that a member of a class is, as long as nothing reassigns it.
fn callable_member(member: &ClassMember) -> Option<Callable<'_>> {
    match member {
        ClassMember::Method(method) if method.kind == MethodKind::Method && method.function.decorators.is_empty() => {
            Some(Callable::Function(&method.function))
        }
        ClassMember::PrivateMethod(method) if method.kind == MethodKind::Method => {
            Some(Callable::Function(&method.function))
        }
        ClassMember::ClassProp(prop) if prop.decorators.is_empty() => Callable::literal(prop.value.as_deref()?),
        ClassMember::PrivateProp(prop) => Callable::literal(prop.value.as_deref()?),
        _ => None,
    }
}
