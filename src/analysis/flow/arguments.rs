//! Functions that give the value: who calls them, what they are handed to, and where what they return
//! goes.

use super::{End, Follow, Holder, Item, Key, Shape, Way};
use crate::analysis::members::member_key;
use crate::analysis::origin::{self, Origin};
use crate::analysis::takers::{self, Does};
use crate::scope;
use crate::syntax::span;
use crate::tree::{Ast, NodeId};
use crate::value::{self, Callable, unwrap};
use std::rc::Rc;
use swc_ecma_ast::*;

/// What is called, and with what.
#[derive(Clone, Copy)]
struct Call<'a> {
    node: NodeId,
    callee: &'a Expr,
    args: &'a [ExprOrSpread],
    is_new: bool,
}

impl<'a> Follow<'_, '_, 'a> {
    /// The value is what `function` returns.
    pub(super) fn returned(&mut self, function: NodeId, item: &Item) {
        let tree = self.cx.tree;
        self.flow.is_kept |= item.shape.is_value() && !self.is_dropped_by_caller(function);
        if self.is_generator(function) {
            return self.read(item.node);
        }
        self.typed_by(item, function);
        self.signatures(function).into_iter().for_each(|signature| self.typed_by(item, signature));
        if item.shape.is_partial() && item.shape.is_value() {
            self.flow.returned.push(item.node);
        }
        let item = &Item { shape: self.promised(function, &item.shape), ..item.clone() };
        let item = &Item { way: item.way.or_another(self.returns_one(function, item.node)), ..item.clone() };
        // What was handed to a function comes back to who handed it.
        if let Some((entered, call)) = item.way.entered
            && entered == function
        {
            let way = Way { entered: None, ..item.way };
            return self.go(call, item.shape.clone(), way);
        }
        let given = Item { shape: item.shape.clone().gives(), ..item.clone() };
        if let Ast::Expr(Expr::Arrow(_)) = tree.ast(function) {
            return self.go(function, given.shape, item.way);
        }
        let Some(up) = tree.parent(function) else { return self.read(item.node) };
        match (tree.ast(function), tree.ast(up)) {
            (Ast::Function(_), Ast::Expr(Expr::Fn(own))) => {
                if let Some(name) = &own.ident {
                    self.variable(&name.to_id(), &given);
                }
                self.go(up, given.shape, item.way);
            }
            (Ast::Function(_), Ast::Stmt(Stmt::Decl(Decl::Fn(own))))
            | (Ast::Function(_), Ast::ModuleDecl(ModuleDecl::ExportDecl(ExportDecl { decl: Decl::Fn(own), .. }))) => {
                self.variable(&own.ident.to_id(), &given);
            }
            (
                Ast::Function(_),
                Ast::ModuleDecl(ModuleDecl::ExportDefaultDecl(ExportDefaultDecl {
                    decl: DefaultDecl::Fn(own), ..
                })),
            ) => match &own.ident {
                Some(name) => self.variable(&name.to_id(), &given),
                None => self.exported(&given),
            },
            (Ast::Function(_), Ast::ClassMember(member)) => self.method(item, up, member),
            (Ast::Function(_), Ast::Prop(prop)) => self.object_method(item, up, prop),
            _ => self.read(item.node),
        }
    }

    /// What a call of `function` gives where it returns this.
    fn promised(&self, function: NodeId, shape: &Shape) -> Shape {
        let is_async = match self.cx.tree.ast(function) {
            Ast::Function(function) => function.is_async,
            Ast::Expr(Expr::Arrow(arrow)) => arrow.is_async,
            _ => false,
        };
        if is_async && shape.is_all() { Shape::Promise } else { shape.clone() }
    }

    /// Whether a function returns nothing but what is at `node`, and nothing at all.
    fn returns_one(&self, function: NodeId, node: NodeId) -> bool {
        let callable = match self.cx.tree.ast(function) {
            Ast::Expr(Expr::Arrow(arrow)) => Callable::Arrow(arrow),
            Ast::Function(function) => Callable::Function(function),
            _ => return false,
        };
        callable.returned(self.cx.tree).iter().all(|returned| self.cx.is(node, returned) || self.is_nothing(returned))
    }

    /// The signatures of an overloaded function.
    fn signatures(&self, function: NodeId) -> Vec<NodeId> {
        let tree = self.cx.tree;
        let bodiless = |node: &NodeId| matches!(tree.ast(*node), Ast::Function(own) if own.body.is_none());
        let Some(up) = tree.parent(function) else { return Vec::new() };
        let holders: Vec<NodeId> = match tree.ast(up) {
            Ast::Stmt(Stmt::Decl(Decl::Fn(own)))
            | Ast::ModuleDecl(ModuleDecl::ExportDecl(ExportDecl { decl: Decl::Fn(own), .. })) => {
                let declared = tree.mentions(&own.ident.to_id()).filter_map(|name| scope::declares(tree, name));
                declared.map(|declared| declared.holder).collect()
            }
            Ast::ClassMember(member) => {
                let key = member_key(member);
                let is_it =
                    |node: &NodeId| matches!(tree.ast(*node), Ast::ClassMember(other) if member_key(other) == key);
                tree.parent(up).into_iter().flat_map(|class| tree.children(class)).filter(is_it).collect()
            }
            _ => Vec::new(),
        };
        holders.into_iter().flat_map(|holder| tree.children(holder)).filter(bodiless).collect()
    }

    fn is_generator(&self, function: NodeId) -> bool {
        match self.cx.tree.ast(function) {
            Ast::Function(function) => function.is_generator,
            Ast::Expr(Expr::Arrow(arrow)) => arrow.is_generator,
            _ => false,
        }
    }

    /// Whether a function is written where somebody takes it who ignores what it returns.
    fn is_dropped_by_caller(&self, function: NodeId) -> bool {
        let tree = self.cx.tree;
        let written = match tree.ast(function) {
            Ast::Function(_) => tree.parent(function),
            _ => Some(function),
        };
        let Some((node, up)) = written.and_then(|node| Some((node, tree.parent(node)?))) else { return false };
        match tree.ast(up) {
            Ast::Stmt(Stmt::Expr(_)) => true,
            Ast::JsxAttr(attr) => self.is_dom_event(up, attr),
            Ast::Expr(Expr::Call(CallExpr { callee: Callee::Expr(callee), args, .. })) => {
                let index = self.cx.argument(args, node);
                index.is_some_and(|index| {
                    self.known(&Call { node: up, callee, args, is_new: false }, index) == Some(Does::Drops)
                })
            }
            _ => false,
        }
    }

    /// The value is called, or is an argument.
    pub(super) fn in_call(&mut self, item: &Item, node: NodeId, callee: &'a Expr, args: &'a [ExprOrSpread]) {
        if !self.cx.is(item.node, callee) {
            return self.told(item, &Call { node, callee, args, is_new: false });
        }
        match &item.shape {
            Shape::Gives(inner) => self.go(node, (**inner).clone(), item.way),
            _ => self.read(item.node),
        }
    }

    pub(super) fn in_new(&mut self, item: &Item, node: NodeId, new: &'a NewExpr) {
        let args = new.args.as_deref().unwrap_or_default();
        if !self.cx.is(item.node, &new.callee) {
            return self.told(item, &Call { node, callee: &new.callee, args, is_new: true });
        }
        match &item.shape {
            Shape::Makes(inner) => self.go(node, (**inner).clone(), item.way),
            // What the class itself holds, its instances do not have.
            Shape::Holds(..) => {}
            _ => self.read(item.node),
        }
    }

    /// What a function, a class or an object that leads to the value is told to.
    fn told(&mut self, item: &Item, call: &Call<'a>) {
        let Some(index) = self.cx.argument(call.args, item.node) else {
            return self.read(item.node);
        };
        let find = || call.args.iter().position(|argument| argument.spread.is_some());
        if self.cx.symbols.first_spread(call.node, find).is_some_and(|first| first < index) {
            return self.read(item.node);
        }
        self.typed_by(item, call.node);
        self.flow.is_kept |= item.shape.is_value();
        let origin = self.cx.origin(call.callee);
        match &origin {
            Origin::Function(callable) if !call.is_new => return self.enter(item, *callable, index, call.node),
            Origin::Class(class) if call.is_new => return self.construct(item, *class, index),
            _ => {}
        }
        if let Some(state) = self.cx.state_set_by(&origin, call.callee) {
            return if index == 0 { self.set_state(item, call.node, &state) } else { self.read(item.node) };
        }
        if let Some(does) = self.known(call, index) {
            if does == Does::Drops && self.is_shared(call.callee) {
                // Importers can do more with it.
                self.exported(item);
            }
            return self.taken(item, call.node, does);
        }
        match (callee_member(call.callee), &item.shape) {
            (Some((receiver, name)), Shape::Gives(inner)) if !self.cx.origin(receiver).is_own() => {
                match name.as_str() {
                    "then" | "catch" => {
                        let shape = if inner.is_all() { Shape::Promise } else { (**inner).clone() };
                        self.go(call.node, shape, item.way);
                    }
                    "finally" if index == 0 && self.is_promise(receiver) => {}
                    _ => self.read(item.node),
                }
            }
            (Some((receiver, name)), Shape::Holds(..)) if matches!(&*name, "bind" | "call" | "apply") && index == 0 => {
                self.bound(item, receiver);
            }
            _ => self.read(item.node),
        }
    }

    /// Whether an expression is a promise, as far as it shows: what a call gives that has `finally`.
    fn is_promise(&self, expr: &'a Expr) -> bool {
        match unwrap(expr) {
            Expr::Call(call) => !matches!(call.callee, Callee::Super(_)) && !self.cx.has_member_called("finally"),
            Expr::New(new) => matches!(self.cx.origin(&new.callee), Origin::Global(name) if name == "Promise"),
            Expr::Ident(ident) => {
                let init = value::initialiser(self.cx.tree, &ident.to_id());
                init.is_some_and(|init| !matches!(unwrap(init), Expr::Ident(_)) && self.is_promise(init))
            }
            _ => false,
        }
    }

    /// What is known to happen to an argument.
    fn known(&self, call: &Call<'a>, index: usize) -> Option<Does> {
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

    /// `this.$watch` in an object of methods: Vue puts it there.
    fn is_vue_instance(&self, receiver: &Expr, name: &str) -> bool {
        matches!(unwrap(receiver), Expr::This(_)) && name.starts_with('$') && !self.cx.has_member_called(name)
    }

    /// A function that is known has it.
    fn taken(&mut self, item: &Item, call: NodeId, does: Does) {
        match (does, &item.shape) {
            (Does::HandsBack, _) => self.pass(item, call),
            (Does::Cell(key), _) => {
                self.go(call, item.shape.clone().held(Key::Name(key.to_owned())), item.way);
            }
            (Does::Gives, Shape::Gives(inner)) => self.go(call, (**inner).clone(), item.way),
            (Does::Component, Shape::Holds(key, inner)) if is_hook(key, inner) => {}
            // The framework puts its members together, and its markup may use them.
            (Does::Component, Shape::Holds(..)) => {
                self.exported(item);
                self.pass(item, call);
            }
            (Does::Component, Shape::Makes(inner)) => match &**inner {
                Shape::Holds(key, inner) if is_hook(key, inner) => {}
                _ => self.read(item.node),
            },
            (Does::Drops, Shape::Gives(_) | Shape::Makes(_) | Shape::Holds(..)) => {}
            _ => self.read(item.node),
        }
    }

    /// A function of the program is called with it.
    fn enter(&mut self, item: &Item, callable: Callable<'a>, index: usize, call: NodeId) {
        let has_code = callable.body().is_some() || callable.expression().is_some();
        let (Some(node), false, true) = (callable.node(self.cx.tree), callable.says_arguments(self.cx.tree), has_code)
        else {
            return self.read(item.node);
        };
        let way = Way { entered: Some((node, call)), told: true };
        self.handed_to_parameter(&Item { way, ..item.clone() }, &callable.params(), index);
    }

    fn handed_to_parameter(&mut self, item: &Item, params: &[&'a Pat], index: usize) {
        match params.get(index) {
            Some(param) => {
                self.typed_in(item, param);
                self.pattern(item, param);
            }
            None if matches!(params.last(), Some(Pat::Rest(_))) => self.read(item.node),
            None => {}
        }
    }

    /// A class of the program is made with it.
    fn construct(&mut self, item: &Item, class: NodeId, index: usize) {
        let constructor = self.cx.tree.children(class).find_map(|node| match self.cx.tree.ast(node) {
            Ast::ClassMember(ClassMember::Constructor(constructor)) if constructor.body.is_some() => Some(constructor),
            _ => None,
        });
        let Some(constructor) = constructor else {
            if self.cx.base(class).is_some() {
                self.read(item.node);
            }
            return;
        };
        let params: Option<Vec<&Pat>> = constructor.params.iter().map(plain_param).collect();
        let says_arguments =
            self.cx.tree.inside(class).any(|node| self.cx.tree.id(node).is_some_and(|id| &*id.0 == "arguments"));
        match params.filter(|_| !says_arguments) {
            Some(params) => {
                self.handed_to_parameter(&Item { way: Way { told: true, ..item.way }, ..item.clone() }, &params, index)
            }
            None => self.read(item.node),
        }
    }

    /// An object becomes the `this` of a function.
    fn bound(&mut self, item: &Item, function: &'a Expr) {
        if matches!(unwrap(function), Expr::Member(MemberExpr { obj, .. }) if matches!(unwrap(obj), Expr::This(_))) {
            // A method of the same object: its `this` is followed already.
            return;
        }
        match self.cx.origin(function) {
            Origin::Function(Callable::Arrow(_)) => {}
            Origin::Function(callable) => {
                let Some(node) = callable.node(self.cx.tree) else { return self.read(item.node) };
                let tree = self.cx.tree;
                let own = tree.inside(node).filter(|inner| {
                    matches!(tree.expr(*inner), Some(Expr::This(_))) && value::owner(tree, *inner) == Some(node)
                });
                own.collect::<Vec<_>>().into_iter().for_each(|this| self.pass(item, this));
            }
            _ => self.read(item.node),
        }
    }

    /// `f.call(…)` and its kin.
    pub(super) fn of_function(&mut self, item: &Item, member: NodeId, name: &str) {
        let Shape::Gives(inner) = &item.shape else { return self.read(item.node) };
        match (name, self.called(member)) {
            ("call" | "apply", Some((call, _))) => self.go(call, (**inner).clone(), item.way),
            ("bind", Some((call, _))) => self.pass(item, call),
            ("name" | "length" | "displayName", None) => {}
            _ => self.read(item.node),
        }
    }

    /// `promise.then(callback)` and its kin.
    pub(super) fn chain(&mut self, item: &Item, name: &str, call: NodeId, args: &'a [ExprOrSpread]) {
        // What is caught may become another value.
        let is_sure = match (name, args) {
            ("then", [_]) | ("finally", _) => true,
            (_, [.., caught]) => self.gives_nothing(&caught.expr),
            (_, []) => true,
        };
        let way = item.way.or_another(is_sure);
        let item = &Item { way, ..item.clone() };
        let Some(callback) = args.first().filter(|_| name == "then") else { return self.pass(item, call) };
        if callback.spread.is_some() {
            return self.read(item.node);
        }
        let is_nothing = self.is_undefined(&callback.expr) || matches!(unwrap(&callback.expr), Expr::Lit(Lit::Null(_)));
        match self.cx.origin(&callback.expr) {
            _ if is_nothing => self.pass(item, call),
            Origin::Function(callable) => {
                self.handed_to(item, callable, Callable::literal(&callback.expr).is_some());
            }
            _ => self.read(item.node),
        }
    }

    /// Whether a function that is written out returns nothing.
    fn gives_nothing(&self, function: &'a Expr) -> bool {
        let Some(callable) = Callable::literal(function) else { return false };
        match callable.expression() {
            Some(expr) => self.is_nothing(expr),
            None => callable.returned(self.cx.tree).iter().all(|returned| self.is_nothing(returned)),
        }
    }

    fn handed_to(&mut self, item: &Item, callable: Callable<'a>, is_literal: bool) {
        if callable.says_arguments(self.cx.tree) || callable.is_generator() {
            return self.read(callable.node(self.cx.tree).unwrap_or(item.node));
        }
        let params = callable.params();
        let item = &Item { shape: item.shape.settled(), ..item.clone() };
        let way = Way { told: item.way.told || !is_literal, ..item.way };
        self.handed_to_parameter(&Item { way, ..item.clone() }, &params, 0);
        if let (true, [param @ (Pat::Object(_) | Pat::Array(_))]) = (is_literal, params.as_slice()) {
            let tree = self.cx.tree;
            let is_it = |node: &NodeId| matches!(tree.ast(*node), Ast::Pat(pat) if std::ptr::eq(pat, *param));
            let pattern = tree.within(span(*param)).find(is_it);
            self.flow.holders.extend(pattern.map(Holder::Parameter));
        }
    }

    /// An attribute of an element is given it.
    pub(super) fn in_attribute(&mut self, item: &Item, node: NodeId, attr: &'a JSXAttr) {
        if self.is_dom_event(node, attr) && matches!(item.shape, Shape::Gives(_)) {
            return;
        }
        let JSXAttrName::Ident(name) = &attr.name else { return self.read(item.node) };
        let held = Item { shape: item.shape.clone().held(Key::Name(name.sym.to_string())), ..item.clone() };
        let is_handler = takers::is_event(&name.sym) && matches!(item.shape, Shape::Gives(_));
        match self.component(node) {
            Some(Origin::Function(callable)) => self.enter_component(&held, callable, node),
            Some(Origin::Module { from, .. }) if is_handler => {
                if origin::is_own_module(&from) {
                    self.end(item.node, End::Component);
                }
            }
            // `lazy(() => import("./Gate"))`, `styled(Gate)`
            Some(Origin::Result(made))
                if is_handler && matches!(*made, Origin::Module { .. }) && !self.wraps_own_code(node) =>
            {
                self.end(item.node, End::Component);
            }
            _ => self.read(item.node),
        }
    }

    /// The component of the script gets an object of its attributes.
    fn enter_component(&mut self, held: &Item, callable: Callable<'a>, element: NodeId) {
        let element = self.cx.tree.parent(element).unwrap_or(element);
        self.enter(held, callable, 0, element);
    }

    /// What the component of the element around an attribute is; nothing for an element of the page.
    fn component(&self, attribute: NodeId) -> Option<Origin<'a>> {
        let name = self.element_name(attribute)?;
        match name {
            JSXElementName::Ident(ident) => Some(self.cx.origin_of(&ident.to_id())),
            JSXElementName::JSXMemberExpr(member) => {
                let mut object = &member.obj;
                while let JSXObject::JSXMemberExpr(inner) = object {
                    object = &inner.obj;
                }
                match object {
                    JSXObject::Ident(ident) => match self.cx.origin_of(&ident.to_id()) {
                        module @ Origin::Module { .. } => Some(module),
                        _ => Some(Origin::Unknown),
                    },
                    JSXObject::JSXMemberExpr(_) => None,
                }
            }
            JSXElementName::JSXNamespacedName(_) => None,
        }
    }

    /// Whether the component around an attribute is made of code of this script.
    fn wraps_own_code(&self, attribute: NodeId) -> bool {
        let Some(JSXElementName::Ident(name)) = self.element_name(attribute) else { return true };
        let made = value::initialiser(self.cx.tree, &name.to_id()).map(unwrap);
        let Some(Expr::Call(CallExpr { args, .. })) = made else { return true };
        let loads = |expr: &Expr| matches!(unwrap(expr), Expr::Call(call) if matches!(call.callee, Callee::Import(_)));
        args.iter().any(|argument| match Callable::literal(&argument.expr) {
            Some(callable) => !callable.expression().is_some_and(loads),
            None => self.cx.origin(&argument.expr).is_own() || argument.spread.is_some(),
        })
    }

    fn element_name(&self, attribute: NodeId) -> Option<&'a JSXElementName> {
        let up = self.cx.tree.parent(attribute)?;
        Some(match self.cx.tree.ast(up) {
            Ast::Expr(Expr::JSXElement(element)) => &element.opening.name,
            Ast::JsxChild(JSXElementChild::JSXElement(element)) => &element.opening.name,
            Ast::JsxAttr(JSXAttr { value: Some(JSXAttrValue::JSXElement(element)), .. }) => &element.opening.name,
            _ => return None,
        })
    }

    /// Whether an attribute is a handler of an element of the page.
    fn is_dom_event(&self, node: NodeId, attr: &JSXAttr) -> bool {
        let is_element = match self.element_name(node) {
            Some(JSXElementName::Ident(name)) => name.sym.starts_with(|c: char| c.is_ascii_lowercase()),
            Some(JSXElementName::JSXNamespacedName(_)) => true,
            Some(JSXElementName::JSXMemberExpr(_)) | None => false,
        };
        let is_event = match &attr.name {
            JSXAttrName::Ident(name) => takers::is_event(&name.sym) || takers::is_dom_handler(&name.sym),
            // Solid's `on:click` and `oncapture:click`.
            JSXAttrName::JSXNamespacedName(name) => matches!(&*name.ns.sym, "on" | "oncapture"),
        };
        is_element && is_event
    }

    /// A component that gives the value is shown; of a class only its hooks are called.
    pub(super) fn rendered(&mut self, item: &Item, element: NodeId) {
        let has_ref = self.cx.tree.children(element).any(|node| match self.cx.tree.ast(node) {
            Ast::JsxAttr(attr) => matches!(&attr.name, JSXAttrName::Ident(name) if &*name.sym == "ref"),
            Ast::Spread(_) => true,
            _ => false,
        });
        if has_ref || !matches!(item.shape, Shape::Makes(_)) {
            self.read(element);
        }
    }
}

/// What a method is called on, and its name.
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

/// Whether a framework calls a member of a component, and drops what it gives.
fn is_hook(key: &Key, inner: &Rc<Shape>) -> bool {
    let Key::Name(name) = key else { return false };
    matches!(**inner, Shape::Gives(_)) && takers::HOOKS.contains(&name.as_str())
}

/// The pattern of a parameter that is no field as well.
fn plain_param(param: &ParamOrTsParamProp) -> Option<&Pat> {
    match param {
        ParamOrTsParamProp::Param(param) => Some(&param.pat),
        ParamOrTsParamProp::TsParamProp(_) => None,
    }
}
