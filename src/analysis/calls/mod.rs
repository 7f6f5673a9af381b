//! Resolves what is called: a function of the program, a known function, or an unknown one.
//!
//! A name is resolved by its binding. If the program binds a name, its spelling means nothing.

mod classes;
mod members;
mod names;

use super::origin::Origin;
use super::{Analysis, takers};
use crate::tree::Ast;
use crate::value::{self, Callable, unwrap};
use swc_ecma_ast::*;

/// The most steps through which an origin is followed.
const DEPTH: u8 = 8;

impl<'a> Analysis<'_, 'a> {
    /// The origin of the value of `expr`.
    pub fn origin(&self, expr: &'a Expr) -> Origin<'a> {
        self.origin_at(expr, DEPTH)
    }

    /// The origin of the value of the name `id`.
    pub fn origin_of(&self, id: &Id) -> Origin<'a> {
        self.origin_of_name(id, DEPTH)
    }

    fn origin_at(&self, expr: &'a Expr, depth: u8) -> Origin<'a> {
        if depth == 0 {
            return Origin::Unknown;
        }
        match unwrap(expr) {
            Expr::Ident(ident) => self.origin_of_name(&ident.to_id(), depth),
            Expr::Member(member) => self.origin_of_member(member, depth),
            Expr::OptChain(chain) => match &*chain.base {
                OptChainBase::Member(member) => self.origin_of_member(member, depth),
                OptChainBase::Call(call) => Origin::Result(Box::new(self.origin_at(&call.callee, depth - 1))),
            },
            Expr::Seq(seq) => seq.exprs.last().map_or(Origin::Unknown, |last| self.origin_at(last, depth - 1)),
            Expr::Await(awaited) => self.origin_at(&awaited.arg, depth - 1),
            Expr::Arrow(_) | Expr::Fn(_) => Callable::literal(expr).map_or(Origin::Unknown, Origin::Function),
            Expr::Object(object) => Origin::Object(object),
            Expr::Class(class) => self.class_node(&class.class).map_or(Origin::Unknown, Origin::Class),
            Expr::Call(call) => self.origin_of_call(call, depth),
            Expr::New(new) => match self.origin_at(&new.callee, depth - 1) {
                Origin::Class(class) => Origin::Instance(class),
                made => Origin::Result(Box::new(made)),
            },
            Expr::This(_) => self.origin_of_this(expr),
            _ => Origin::Unknown,
        }
    }

    fn origin_of_call(&self, call: &'a CallExpr, depth: u8) -> Origin<'a> {
        if let Some(from) = self.loaded(call) {
            return Origin::Module { from, name: "*".to_owned() };
        }
        let Callee::Expr(callee) = &call.callee else { return Origin::Unknown };
        let made = self.origin_at(callee, depth - 1);
        match (takers::hands_back(&made), call.args.first()) {
            (true, Some(first)) if first.spread.is_none() => self.origin_at(&first.expr, depth - 1),
            _ => match made {
                Origin::Function(callable) => self.result(callable, depth),
                made => Origin::Result(Box::new(made)),
            },
        }
    }

    /// The origin of what a function of the program returns, if it returns one thing.
    fn result(&self, callable: Callable<'a>, depth: u8) -> Origin<'a> {
        let returned = match callable.expression() {
            Some(expr) => vec![expr],
            None => callable.returned(self.tree),
        };
        match returned.as_slice() {
            [only] if !callable.is_generator() => self.origin_at(only, depth - 1),
            _ => Origin::Result(Box::new(Origin::Function(callable))),
        }
    }

    /// The module that `require(…)` or `import(…)` loads.
    fn loaded(&self, call: &CallExpr) -> Option<String> {
        let loads = match &call.callee {
            Callee::Import(_) => true,
            Callee::Expr(callee) => {
                matches!(unwrap(callee), Expr::Ident(name) if &*name.sym == "require" && self.is_global(&name.to_id()))
            }
            Callee::Super(_) => false,
        };
        value::string(&call.args.first().filter(|_| loads)?.expr)
    }

    fn origin_of_this(&self, expr: &'a Expr) -> Origin<'a> {
        let Some(owner) = self.tree.find(expr).and_then(|node| self.this_owner(node)) else { return Origin::Unknown };
        match self.tree.ast(owner) {
            Ast::Class(_) => Origin::Instance(owner),
            Ast::Expr(Expr::Object(object)) => Origin::Object(object),
            _ => Origin::Unknown,
        }
    }
}
