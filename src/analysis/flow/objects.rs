//! Steps through objects, classes and instances that hold a function which returns the value.

use super::{Fact, FlowEnd, Follow, Key, Shape};
use crate::analysis::members::member_key;
use crate::analysis::origin::Origin;
use crate::analysis::takers;
use crate::tree::{Ast, NodeId};
use crate::value;
use swc_ecma_ast::*;

impl<'a> Follow<'_, '_, 'a> {
    /// It is a member of an object literal: the expression at `node`, or the name of a shorthand property.
    pub(super) fn in_prop(&mut self, fact: &Fact, node: NodeId, up: NodeId, prop: &'a Prop) {
        if self.is_asked_field(&fact.shape)
            && let Some(call) = (self.question.sink)(up)
        {
            // A function of the program may be called with the field of another value, too.
            return if fact.way.may_differ { self.read(node) } else { self.end(node, FlowEnd::Sink(call)) };
        }
        if fact.shape.is_value() {
            return self.read(node);
        }
        let key = match prop {
            Prop::Shorthand(name) => Some(name.sym.to_string()),
            Prop::KeyValue(pair) if self.cx.is(node, &pair.value) => value::key_name(&pair.key),
            Prop::KeyValue(_) | Prop::Assign(_) | Prop::Getter(_) | Prop::Setter(_) | Prop::Method(_) => None,
        };
        match key {
            Some(key) => self.held_by_object(&Fact { node, ..fact.clone() }, up, key),
            None => self.read(node),
        }
    }

    /// A method, getter or setter of an object literal returns it.
    pub(super) fn object_method(&mut self, fact: &Fact, up: NodeId, prop: &'a Prop) {
        let (key, shape) = match prop {
            Prop::Method(method) => (&method.key, fact.shape.clone().gives()),
            Prop::Getter(getter) => (&getter.key, fact.shape.clone()),
            Prop::Setter(_) => return,
            Prop::Shorthand(_) | Prop::KeyValue(_) | Prop::Assign(_) => return self.read(fact.node),
        };
        match value::key_name(key) {
            Some(key) => self.held_by_object(&Fact { shape, ..fact.clone() }, up, key),
            None => self.read(fact.node),
        }
    }

    /// An object literal holds it as `key`.
    fn held_by_object(&mut self, fact: &Fact, prop: NodeId, key: String) {
        let Some(object) = self.cx.tree.parent(prop).filter(|_| key != "__proto__") else {
            return self.read(fact.node);
        };
        let shape = fact.shape.clone().held(Key::Name(key));
        let tree = self.cx.tree;
        let is_this = |node: &NodeId| {
            matches!(tree.expr(*node), Some(Expr::This(_))) && self.cx.this_owner(*node) == Some(object)
        };
        let own: Vec<NodeId> = tree.inside(object).filter(is_this).collect();
        own.into_iter().for_each(|this| self.go(this, shape.clone(), fact.way));
        self.go(object, shape, fact.way);
    }

    /// It is the initializer of a class field.
    pub(super) fn in_field(&mut self, fact: &Fact, up: NodeId, member: &'a ClassMember) {
        let value = match member {
            ClassMember::ClassProp(prop) => prop.value.as_deref(),
            ClassMember::PrivateProp(prop) => prop.value.as_deref(),
            ClassMember::AutoAccessor(prop) => prop.value.as_deref(),
            ClassMember::Constructor(_)
            | ClassMember::Method(_)
            | ClassMember::PrivateMethod(_)
            | ClassMember::TsIndexSignature(_)
            | ClassMember::Empty(_)
            | ClassMember::StaticBlock(_) => None,
        };
        match value {
            Some(value) if self.cx.is(fact.node, value) => {
                self.flow.is_kept = true;
                self.typed_by(fact, up);
                self.held_by_class(fact, up, member);
            }
            _ => self.read(fact.node),
        }
    }

    /// A method, getter or setter of a class returns it.
    pub(super) fn method(&mut self, fact: &Fact, up: NodeId, member: &'a ClassMember) {
        let kind = match member {
            ClassMember::Method(method) => method.kind,
            ClassMember::PrivateMethod(method) => method.kind,
            _ => return self.read(fact.node),
        };
        match kind {
            MethodKind::Method => {
                self.held_by_class(&Fact { shape: fact.shape.clone().gives(), ..fact.clone() }, up, member);
            }
            MethodKind::Getter => self.held_by_class(fact, up, member),
            MethodKind::Setter => {}
        }
    }

    /// It is a member of a class.
    fn held_by_class(&mut self, fact: &Fact, node: NodeId, member: &'a ClassMember) {
        let (Some(name), Some(class)) = (member_key(member), self.cx.tree.parent(node)) else {
            return self.read(fact.node);
        };
        if self.is_decorated(member) {
            return self.read(fact.node);
        }
        self.flow.members.push(node);
        if name.starts_with('#') {
            return self.private(fact, class, &name);
        }
        let is_hidden = accessibility(member) == Some(Accessibility::Private);
        let key = if is_hidden { Key::Hidden(name) } else { Key::Name(name) };
        self.member_of_class(fact, class, key, is_static(member));
    }

    fn member_of_class(&mut self, fact: &Fact, class: NodeId, key: Key, is_static: bool) {
        let shape = fact.shape.clone().held(key.clone());
        self.of_this(class, &key, &Fact { shape: shape.clone(), ..fact.clone() });
        if self.is_called_by_framework(class, &key) {
            return;
        }
        let shape = if is_static { shape } else { Shape::Makes(std::rc::Rc::new(shape)) };
        self.class_value(class, &Fact { shape, ..fact.clone() });
    }

    /// Follows `this` and `super` in a class and in its superclasses and subclasses.
    fn of_this(&mut self, class: NodeId, key: &Key, fact: &Fact) {
        let tree = self.cx.tree;
        for class in self.cx.family(class) {
            for node in tree.inside(class).collect::<Vec<_>>() {
                match tree.expr(node) {
                    Some(Expr::This(_)) if self.cx.this_owner(node) == Some(class) => self.pass(fact, node),
                    Some(Expr::SuperProp(access)) if self.names(access, key) => {
                        let Shape::Holds(_, inner) = &fact.shape else { continue };
                        self.go(node, (**inner).clone(), fact.way);
                    }
                    _ => {}
                }
            }
        }
    }

    fn names(&self, access: &SuperPropExpr, key: &Key) -> bool {
        match &access.prop {
            SuperProp::Ident(name) => key.is(&name.sym),
            SuperProp::Computed(computed) => value::string(&computed.expr).is_none_or(|name| key.is(&name)),
        }
    }

    /// Follows a private member, which is only accessible in its class.
    fn private(&mut self, fact: &Fact, class: NodeId, name: &str) {
        let tree = self.cx.tree;
        for node in tree.inside(class).collect::<Vec<_>>() {
            let member = match tree.expr(node) {
                Some(Expr::Member(member)) => member,
                Some(Expr::OptChain(chain)) => match &*chain.base {
                    OptChainBase::Member(member) => member,
                    OptChainBase::Call(_) => continue,
                },
                _ => continue,
            };
            if matches!(&member.prop, MemberProp::PrivateName(own) if name.strip_prefix('#') == Some(&*own.name)) {
                self.go(node, fact.shape.clone(), fact.way);
            }
        }
    }

    /// The class itself is a value.
    fn class_value(&mut self, class: NodeId, fact: &Fact) {
        let Some(up) = self.cx.tree.parent(class) else { return self.read(fact.node) };
        let is_decorated = matches!(self.cx.tree.ast(class), Ast::Class(class) if !class.decorators.is_empty());
        if is_decorated {
            self.exported(fact);
        }
        match self.cx.tree.ast(up) {
            Ast::Expr(Expr::Class(own)) => {
                if let Some(name) = &own.ident {
                    self.variable(&name.to_id(), fact);
                }
                self.pass(fact, up);
            }
            Ast::Stmt(Stmt::Decl(Decl::Class(own)))
            | Ast::ModuleDecl(ModuleDecl::ExportDecl(ExportDecl { decl: Decl::Class(own), .. })) => {
                self.variable(&own.ident.to_id(), fact);
            }
            Ast::ModuleDecl(ModuleDecl::ExportDefaultDecl(ExportDefaultDecl {
                decl: DefaultDecl::Class(own), ..
            })) => match &own.ident {
                Some(name) => self.variable(&name.to_id(), fact),
                None => self.exported(fact),
            },
            _ => self.read(fact.node),
        }
    }

    /// Another class extends the class that holds it.
    pub(super) fn extended(&mut self, fact: &Fact, up: NodeId, class: &'a Class) {
        let is_base = class.super_class.as_deref().is_some_and(|base| self.cx.is(fact.node, base));
        match &fact.shape {
            Shape::Makes(_) | Shape::Holds(..) if is_base => self.class_value(up, fact),
            _ => self.read(fact.node),
        }
    }

    /// A function is assigned to a member of `this`.
    pub(super) fn set_on_this(&mut self, fact: &Fact, member: &'a MemberExpr, name: &str) {
        let owner = self.cx.tree.find(&member.obj).and_then(|this| self.cx.this_owner(this));
        match owner.map(|owner| (owner, self.cx.tree.ast(owner))) {
            Some((class, Ast::Class(_))) if name.starts_with('#') => self.private(fact, class, name),
            Some((class, Ast::Class(_))) => self.member_of_class(fact, class, Key::Name(name.to_owned()), false),
            _ => self.read(fact.node),
        }
    }

    /// Whether a framework calls a method of a class and ignores the result.
    fn is_called_by_framework(&self, class: NodeId, key: &Key) -> bool {
        let Key::Name(name) = key else { return false };
        let Ast::Class(own) = self.cx.tree.ast(class) else { return false };
        let mut origins: Vec<Origin> = own.decorators.iter().map(|decorator| self.cx.origin(&decorator.expr)).collect();
        origins.extend(self.cx.base(class));
        let rows = takers::LIFECYCLES.iter().filter(|row| row.methods.contains(&name.as_str()));
        rows.into_iter().any(|row| origins.iter().any(|origin| takers::is_one_of(origin, row.of)))
    }

    /// Whether a member has a decorator that may do anything with its result.
    fn is_decorated(&self, member: &'a ClassMember) -> bool {
        let decorators = match member {
            ClassMember::Method(method) => &method.function.decorators,
            ClassMember::PrivateMethod(method) => &method.function.decorators,
            ClassMember::ClassProp(prop) => &prop.decorators,
            ClassMember::PrivateProp(prop) => &prop.decorators,
            ClassMember::AutoAccessor(prop) => &prop.decorators,
            ClassMember::Constructor(_)
            | ClassMember::TsIndexSignature(_)
            | ClassMember::Empty(_)
            | ClassMember::StaticBlock(_) => return false,
        };
        !decorators.iter().all(|decorator| takers::is_one_of(&self.cx.origin(&decorator.expr), takers::LISTENERS))
    }

    /// It leaves the script by an export.
    pub(super) fn exported(&mut self, fact: &Fact) {
        match self.hidden(&fact.shape) {
            true => return,
            // The function that stands for a component has no text; what it returns is rendered.
            false if fact.shape.is_partial() => {
                let shown = self.flow.way_to(fact.node).find(|node| !self.cx.tree.span(*node).is_empty());
                return self.read(shown.unwrap_or(fact.node));
            }
            false => {}
        }
        if let Shape::Holds(Key::Name(name), inner) = &fact.shape
            && self.is_component_of_vue()
            && matches!(**inner, Shape::Gives(_))
            && takers::HOOKS.contains(&name.as_str())
        {
            return;
        }
        self.end(fact.node, FlowEnd::Exported);
        self.escaped(&fact.shape, fact);
    }

    /// Whether only the class itself can access it.
    fn hidden(&self, shape: &Shape) -> bool {
        match shape {
            Shape::Holds(Key::Hidden(_), _) => true,
            Shape::Gives(inner) | Shape::Makes(inner) => self.hidden(inner),
            Shape::Holds(..) | Shape::Promise | Shape::Whole | Shape::Field(_) | Shape::Part | Shape::Element(_) => {
                false
            }
        }
    }

    /// Whether the default export of the script is a Vue component that is an object.
    fn is_component_of_vue(&self) -> bool {
        let slices = &self.cx.tree.script.slices;
        slices.in_document && !slices.in_browser
    }

    /// A value that leaves the script may come back under any name: each access by the same key may reach
    /// it.
    fn escaped(&mut self, shape: &Shape, fact: &Fact) {
        let (key, inner) = match shape {
            Shape::Holds(Key::Name(key), inner) => (key, inner),
            Shape::Makes(inner) | Shape::Gives(inner) => return self.escaped(inner, fact),
            Shape::Holds(..) | Shape::Promise | Shape::Whole | Shape::Field(_) | Shape::Part | Shape::Element(_) => {
                return;
            }
        };
        let tree = self.cx.tree;
        for node in tree.holding(key).collect::<Vec<_>>() {
            match tree.ast(node) {
                Ast::Expr(Expr::Member(member)) if self.may_be(member, key) => {
                    self.go(node, (**inner).clone(), fact.way);
                }
                Ast::Expr(Expr::OptChain(chain)) => {
                    if let OptChainBase::Member(member) = &*chain.base
                        && self.may_be(member, key)
                    {
                        self.go(node, (**inner).clone(), fact.way);
                    }
                }
                Ast::Pat(Pat::Object(object)) if takes(object, key) && !self.is_of_module(node) => {
                    let held = Fact { node, shape: shape.clone(), ..fact.clone() };
                    self.object_pattern(&held, object);
                }
                _ => {}
            }
        }
        self.escaped(inner, fact);
    }

    /// Whether `member` may be an access by `key` to it: what it is accessed on is not known to be something
    /// else.
    fn may_be(&self, member: &'a MemberExpr, key: &str) -> bool {
        let is_known = || match self.cx.origin(&member.obj) {
            Origin::Module { .. } | Origin::Global(_) => true,
            Origin::Result(made) => matches!(*made, Origin::Global(_)),
            _ => false,
        };
        value::member_name(member).as_deref() == Some(key) && !is_known()
    }

    /// Whether a pattern destructures what a module exports.
    fn is_of_module(&self, pattern: NodeId) -> bool {
        let declarator = self.cx.tree.parent(pattern).map(|up| self.cx.tree.ast(up));
        let Some(Ast::Declarator(VarDeclarator { init: Some(init), .. })) = declarator else { return false };
        matches!(self.cx.origin(init), Origin::Module { .. } | Origin::Global(_))
    }
}

fn takes(object: &ObjectPat, key: &str) -> bool {
    object.props.iter().any(|prop| match prop {
        ObjectPatProp::Assign(assign) => &*assign.key.id.sym == key,
        ObjectPatProp::KeyValue(pair) => value::key_name(&pair.key).as_deref() == Some(key),
        ObjectPatProp::Rest(_) => false,
    })
}

fn is_static(member: &ClassMember) -> bool {
    match member {
        ClassMember::Method(method) => method.is_static,
        ClassMember::ClassProp(prop) => prop.is_static,
        ClassMember::AutoAccessor(prop) => prop.is_static,
        ClassMember::PrivateMethod(_)
        | ClassMember::PrivateProp(_)
        | ClassMember::Constructor(_)
        | ClassMember::TsIndexSignature(_)
        | ClassMember::Empty(_)
        | ClassMember::StaticBlock(_) => false,
    }
}

fn accessibility(member: &ClassMember) -> Option<Accessibility> {
    match member {
        ClassMember::Method(method) => method.accessibility,
        ClassMember::ClassProp(prop) => prop.accessibility,
        ClassMember::AutoAccessor(prop) => prop.accessibility,
        ClassMember::PrivateMethod(_)
        | ClassMember::PrivateProp(_)
        | ClassMember::Constructor(_)
        | ClassMember::TsIndexSignature(_)
        | ClassMember::Empty(_)
        | ClassMember::StaticBlock(_) => None,
    }
}
