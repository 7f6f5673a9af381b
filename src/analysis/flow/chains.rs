//! Steps through promise chains: what `then`, `catch` and `finally` pass to their callbacks.

use super::{Fact, Follow, Holder, Way};
use crate::analysis::origin::Origin;
use crate::syntax::span;
use crate::tree::{Ast, NodeId};
use crate::value::{self, Callable, unwrap};
use swc_ecma_ast::*;

impl<'a> Follow<'_, '_, 'a> {
    /// Whether an expression is a promise, as far as is known.
    pub(super) fn is_promise(&self, expr: &'a Expr) -> bool {
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

    /// `promise.then(callback)`, `catch` and `finally`.
    pub(super) fn chain(&mut self, fact: &Fact, name: &str, call: NodeId, args: &'a [ExprOrSpread]) {
        // A `catch` may replace the value by another one.
        let is_sure = match (name, args) {
            ("then", [_]) | ("finally", _) => true,
            (_, [.., caught]) => self.gives_nothing(&caught.expr),
            (_, []) => true,
        };
        let way = fact.way.or_another(is_sure);
        let fact = &Fact { way, ..fact.clone() };
        let Some(callback) = args.first().filter(|_| name == "then") else { return self.pass(fact, call) };
        if callback.spread.is_some() {
            return self.read(fact.node);
        }
        let is_nothing = self.is_undefined(&callback.expr) || matches!(unwrap(&callback.expr), Expr::Lit(Lit::Null(_)));
        match self.cx.origin(&callback.expr) {
            _ if is_nothing => self.pass(fact, call),
            Origin::Function(callable) => {
                self.handed_to(fact, callable, Callable::literal(&callback.expr).is_some());
            }
            _ => self.read(fact.node),
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

    fn handed_to(&mut self, fact: &Fact, callable: Callable<'a>, is_literal: bool) {
        if callable.says_arguments(self.cx.tree) || callable.is_generator() {
            return self.read(callable.node(self.cx.tree).unwrap_or(fact.node));
        }
        let params = callable.params();
        let fact = &Fact { shape: fact.shape.settled(), ..fact.clone() };
        let way = Way { may_differ: fact.way.may_differ || !is_literal, ..fact.way };
        self.handed_to_parameter(&Fact { way, ..fact.clone() }, &params, 0);
        if let (true, [param @ (Pat::Object(_) | Pat::Array(_))]) = (is_literal, params.as_slice()) {
            let tree = self.cx.tree;
            let is_it = |node: &NodeId| matches!(tree.ast(*node), Ast::Pat(pat) if std::ptr::eq(pat, *param));
            let pattern = tree.within(span(*param)).find(is_it);
            self.flow.holders.extend(pattern.map(Holder::Parameter));
        }
    }
}
