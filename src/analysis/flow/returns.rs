//! Steps out of functions: where the value goes that a function returns.

use super::arguments::Call;
use super::{Fact, Follow, Shape, Way};
use crate::analysis::members::member_key;
use crate::analysis::takers::ArgumentUse;
use crate::scope;
use crate::tree::{Ast, NodeId};
use crate::value::Callable;
use swc_ecma_ast::*;

impl<'a> Follow<'_, '_, 'a> {
    /// `function` returns it.
    pub(super) fn returned(&mut self, function: NodeId, fact: &Fact) {
        let tree = self.cx.tree;
        self.flow.is_kept |= fact.shape.is_value() && !self.is_dropped_by_caller(function);
        if self.is_generator(function) {
            return self.read(fact.node);
        }
        self.typed_by(fact, function);
        self.signatures(function).into_iter().for_each(|signature| self.typed_by(fact, signature));
        if fact.shape.is_partial() && fact.shape.is_value() {
            self.flow.returned.push(fact.node);
        }
        let fact = &Fact { shape: self.promised(function, &fact.shape), ..fact.clone() };
        let fact = &Fact { way: fact.way.or_another(self.returns_one(function, fact.node)), ..fact.clone() };
        // If the value came in through a call, it goes back to that call.
        if let Some((entered, call)) = fact.way.entered
            && entered == function
        {
            let way = Way { entered: None, ..fact.way };
            return self.go(call, fact.shape.clone(), way);
        }
        let given = Fact { shape: fact.shape.clone().gives(), ..fact.clone() };
        if let Ast::Expr(Expr::Arrow(_)) = tree.ast(function) {
            return self.go(function, given.shape, fact.way);
        }
        self.function_declared(function, fact, &given);
    }

    /// Follows the function that returns it, by its name or as a member; `given` is the fact that the
    /// function returns the value.
    fn function_declared(&mut self, function: NodeId, fact: &Fact, given: &Fact) {
        let tree = self.cx.tree;
        let Some(up) = tree.parent(function) else { return self.read(fact.node) };
        match (tree.ast(function), tree.ast(up)) {
            (Ast::Function(_), Ast::Expr(Expr::Fn(own))) => {
                if let Some(name) = &own.ident {
                    self.variable(&name.to_id(), given);
                }
                self.go(up, given.shape.clone(), fact.way);
            }
            (Ast::Function(_), Ast::Stmt(Stmt::Decl(Decl::Fn(own))))
            | (Ast::Function(_), Ast::ModuleDecl(ModuleDecl::ExportDecl(ExportDecl { decl: Decl::Fn(own), .. }))) => {
                self.variable(&own.ident.to_id(), given);
            }
            (
                Ast::Function(_),
                Ast::ModuleDecl(ModuleDecl::ExportDefaultDecl(ExportDefaultDecl {
                    decl: DefaultDecl::Fn(own), ..
                })),
            ) => match &own.ident {
                Some(name) => self.variable(&name.to_id(), given),
                None => self.exported(given),
            },
            (Ast::Function(_), Ast::ClassMember(member)) => self.method(fact, up, member),
            (Ast::Function(_), Ast::Prop(prop)) => self.object_method(fact, up, prop),
            _ => self.read(fact.node),
        }
    }

    /// The shape of a call of `function`, which returns `shape`.
    fn promised(&self, function: NodeId, shape: &Shape) -> Shape {
        let is_async = match self.cx.tree.ast(function) {
            Ast::Function(function) => function.is_async,
            Ast::Expr(Expr::Arrow(arrow)) => arrow.is_async,
            _ => false,
        };
        if is_async && shape.is_all() { Shape::Promise } else { shape.clone() }
    }

    /// Whether each expression that a function returns is either the one at `node` or nothing.
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

    /// Whether a function is written in a place where its result is ignored.
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
                    self.known(&Call { node: up, callee, args, is_new: false }, index) == Some(ArgumentUse::Drops)
                })
            }
            _ => false,
        }
    }
}
