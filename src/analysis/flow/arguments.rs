//! Steps through calls: what a function does with the value as its argument, and what a call of a
//! function returns.

use super::{Fact, Follow, Key, Shape, Way};
use crate::analysis::origin::Origin;
use crate::analysis::takers::{self, ArgumentUse};
use crate::tree::{Ast, NodeId};
use crate::value::{self, Callable, unwrap};
use std::rc::Rc;
use swc_ecma_ast::*;

/// A call or a `new`.
#[derive(Clone, Copy)]
pub(super) struct Call<'a> {
    pub(super) node: NodeId,
    pub(super) callee: &'a Expr,
    pub(super) args: &'a [ExprOrSpread],
    pub(super) is_new: bool,
}

impl<'a> Follow<'_, '_, 'a> {
    /// The value is called, or is an argument.
    pub(super) fn in_call(&mut self, fact: &Fact, node: NodeId, callee: &'a Expr, args: &'a [ExprOrSpread]) {
        if !self.cx.is(fact.node, callee) {
            return self.as_argument(fact, &Call { node, callee, args, is_new: false });
        }
        match &fact.shape {
            Shape::Gives(inner) => self.go(node, (**inner).clone(), fact.way),
            _ => self.read(fact.node),
        }
    }

    pub(super) fn in_new(&mut self, fact: &Fact, node: NodeId, new: &'a NewExpr) {
        let args = new.args.as_deref().unwrap_or_default();
        if !self.cx.is(fact.node, &new.callee) {
            return self.as_argument(fact, &Call { node, callee: &new.callee, args, is_new: true });
        }
        match &fact.shape {
            Shape::Makes(inner) => self.go(node, (**inner).clone(), fact.way),
            // Instances do not have the static members of their class.
            Shape::Holds(..) => {}
            _ => self.read(fact.node),
        }
    }

    /// The value, or something that leads to it, is an argument of a call.
    fn as_argument(&mut self, fact: &Fact, call: &Call<'a>) {
        let Some(index) = self.cx.argument(call.args, fact.node) else {
            return self.read(fact.node);
        };
        let find = || call.args.iter().position(|argument| argument.spread.is_some());
        if self.cx.symbols.first_spread(call.node, find).is_some_and(|first| first < index) {
            return self.read(fact.node);
        }
        self.typed_by(fact, call.node);
        self.flow.is_kept |= fact.shape.is_value();
        let origin = self.cx.origin(call.callee);
        match &origin {
            Origin::Function(callable) if !call.is_new => return self.enter(fact, *callable, index, call.node),
            Origin::Class(class) if call.is_new => return self.construct(fact, *class, index),
            _ => {}
        }
        if let Some(state) = self.cx.state_set_by(&origin, call.callee) {
            return if index == 0 { self.set_state(fact, call.node, &state) } else { self.read(fact.node) };
        }
        if let Some(does) = self.known(call, index) {
            if does == ArgumentUse::Drops && self.is_shared(call.callee) {
                // The module that imports it may do more with it.
                self.exported(fact);
            }
            return self.taken(fact, call.node, does);
        }
        match (callee_member(call.callee), &fact.shape) {
            (Some((receiver, name)), Shape::Gives(inner)) if !self.cx.origin(receiver).is_own() => {
                match name.as_str() {
                    "then" | "catch" => {
                        let shape = if inner.is_all() { Shape::Promise } else { (**inner).clone() };
                        self.go(call.node, shape, fact.way);
                    }
                    "finally" if index == 0 && self.is_promise(receiver) => {}
                    _ => self.read(fact.node),
                }
            }
            (Some((receiver, name)), Shape::Holds(..)) if matches!(&*name, "bind" | "call" | "apply") && index == 0 => {
                self.bound(fact, receiver);
            }
            _ => self.read(fact.node),
        }
    }

    /// What a known function does with its argument at `index`.
    pub(super) fn known(&self, call: &Call<'a>, index: usize) -> Option<ArgumentUse> {
        let origin = self.cx.origin(call.callee);
        let is_replaced = matches!(&origin, Origin::Global(path) if self.cx.is_replaced(path));
        if let Some(does) = takers::does(&origin, index).filter(|_| !is_replaced) {
            return Some(does);
        }
        let (receiver, name) = callee_member(call.callee)?;
        let object = self.cx.origin(receiver);
        let is_from_elsewhere = matches!(object, Origin::Module { .. } | Origin::Global(_));
        let is_inherited = match object {
            Origin::Instance(class) => matches!(self.cx.base(class), Some(Origin::Global(_))),
            _ => false,
        };
        let is_own = object.is_own() && !is_inherited && !self.is_vue_instance(receiver, &name);
        let may_be_own = is_own || (!is_from_elsewhere && self.cx.has_member_called(&name));
        match may_be_own || !self.only_tells(call.node, receiver, &object) {
            true => None,
            false => takers::method_does(&object, &name, index),
        }
    }

    /// Whether the callee is `this.$watch` or the like in an object of methods: Vue defines such members.
    fn is_vue_instance(&self, receiver: &Expr, name: &str) -> bool {
        matches!(unwrap(receiver), Expr::This(_)) && name.starts_with('$') && !self.cx.has_member_called(name)
    }

    /// A known function is called with it.
    fn taken(&mut self, fact: &Fact, call: NodeId, does: ArgumentUse) {
        match (does, &fact.shape) {
            (ArgumentUse::HandsBack, _) => self.pass(fact, call),
            (ArgumentUse::Cell(key), _) => {
                self.go(call, fact.shape.clone().held(Key::Name(key.to_owned())), fact.way);
            }
            (ArgumentUse::Gives, Shape::Gives(inner)) => self.go(call, (**inner).clone(), fact.way),
            (ArgumentUse::Component, Shape::Holds(key, inner)) if is_hook(key, inner) => {}
            // The framework combines the members of a component, and its markup may use them.
            (ArgumentUse::Component, Shape::Holds(..)) => {
                self.exported(fact);
                self.pass(fact, call);
            }
            (ArgumentUse::Component, Shape::Makes(inner)) => match &**inner {
                Shape::Holds(key, inner) if is_hook(key, inner) => {}
                _ => self.read(fact.node),
            },
            (ArgumentUse::Drops, Shape::Gives(_) | Shape::Makes(_) | Shape::Holds(..)) => {}
            _ => self.read(fact.node),
        }
    }

    /// A function of the program is called with it.
    pub(super) fn enter(&mut self, fact: &Fact, callable: Callable<'a>, index: usize, call: NodeId) {
        let has_code = callable.body().is_some() || callable.expression().is_some();
        let (Some(node), false, true) = (callable.node(self.cx.tree), callable.says_arguments(self.cx.tree), has_code)
        else {
            return self.read(fact.node);
        };
        let way = Way { entered: Some((node, call)), may_differ: true };
        self.handed_to_parameter(&Fact { way, ..fact.clone() }, &callable.params(), index);
    }

    pub(super) fn handed_to_parameter(&mut self, fact: &Fact, params: &[&'a Pat], index: usize) {
        match params.get(index) {
            Some(param) => {
                self.typed_in(fact, param);
                self.pattern(fact, param);
            }
            None if matches!(params.last(), Some(Pat::Rest(_))) => self.read(fact.node),
            None => {}
        }
    }

    /// A class of the program is instantiated with it.
    fn construct(&mut self, fact: &Fact, class: NodeId, index: usize) {
        let constructor = self.cx.tree.children(class).find_map(|node| match self.cx.tree.ast(node) {
            Ast::ClassMember(ClassMember::Constructor(constructor)) if constructor.body.is_some() => Some(constructor),
            _ => None,
        });
        let Some(constructor) = constructor else {
            if self.cx.base(class).is_some() {
                self.read(fact.node);
            }
            return;
        };
        let params: Option<Vec<&Pat>> = constructor.params.iter().map(plain_param).collect();
        let says_arguments =
            self.cx.tree.inside(class).any(|node| self.cx.tree.id(node).is_some_and(|id| &*id.0 == "arguments"));
        match params.filter(|_| !says_arguments) {
            Some(params) => self.handed_to_parameter(
                &Fact { way: Way { may_differ: true, ..fact.way }, ..fact.clone() },
                &params,
                index,
            ),
            None => self.read(fact.node),
        }
    }

    /// It becomes the `this` of a function.
    fn bound(&mut self, fact: &Fact, function: &'a Expr) {
        if matches!(unwrap(function), Expr::Member(MemberExpr { obj, .. }) if matches!(unwrap(obj), Expr::This(_))) {
            // A method of the same object: this `this` is followed already.
            return;
        }
        match self.cx.origin(function) {
            Origin::Function(Callable::Arrow(_)) => {}
            Origin::Function(callable) => {
                let Some(node) = callable.node(self.cx.tree) else { return self.read(fact.node) };
                let tree = self.cx.tree;
                let own = tree.inside(node).filter(|inner| {
                    matches!(tree.expr(*inner), Some(Expr::This(_))) && value::owner(tree, *inner) == Some(node)
                });
                own.collect::<Vec<_>>().into_iter().for_each(|this| self.pass(fact, this));
            }
            _ => self.read(fact.node),
        }
    }

    /// `f.call(…)` and similar methods of functions.
    pub(super) fn of_function(&mut self, fact: &Fact, member: NodeId, name: &str) {
        let Shape::Gives(inner) = &fact.shape else { return self.read(fact.node) };
        match (name, self.called(member)) {
            ("call" | "apply", Some((call, _))) => self.go(call, (**inner).clone(), fact.way),
            ("bind", Some((call, _))) => self.pass(fact, call),
            ("name" | "length" | "displayName", None) => {}
            _ => self.read(fact.node),
        }
    }
}

/// The receiver and the name of the method that is called.
pub(super) fn callee_member(callee: &Expr) -> Option<(&Expr, String)> {
    let member = match unwrap(callee) {
        Expr::Member(member) => member,
        Expr::OptChain(chain) => match &*chain.base {
            OptChainBase::Member(member) => member,
            OptChainBase::Call(_) => return None,
        },
        _ => return None,
    };
    Some((&member.obj, value::member_name(member)?))
}

/// Whether a framework calls this member of a component and ignores the result.
fn is_hook(key: &Key, inner: &Rc<Shape>) -> bool {
    let Key::Name(name) = key else { return false };
    matches!(**inner, Shape::Gives(_)) && takers::HOOKS.contains(&name.as_str())
}

/// The pattern of a parameter; none for a parameter property.
fn plain_param(param: &ParamOrTsParamProp) -> Option<&Pat> {
    match param {
        ParamOrTsParamProp::Param(param) => Some(&param.pat),
        ParamOrTsParamProp::TsParamProp(_) => None,
    }
}
