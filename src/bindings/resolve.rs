//! Resolves expressions: what of v2 an expression evaluates to.

use super::Bindings;
use super::loads::loads;
use super::site::{Bound, V2};
use crate::tree::Tree;
use crate::value::{self, unwrap};
use swc_ecma_ast::*;

/// Up to this number, names are compared faster than they are hashed.
const FEW: usize = 16;

impl Bindings {
    /// What of v2 `expr` evaluates to, if it is v2.
    pub fn denotes(&self, tree: &Tree, expr: &Expr) -> Option<V2> {
        match unwrap(expr) {
            Expr::Ident(ident) => self.bound(ident).map(|bound| bound.value.clone()),
            Expr::Member(member) => self.member(tree, member),
            Expr::OptChain(chain) => match &*chain.base {
                OptChainBase::Member(member) => self.member(tree, member),
                OptChainBase::Call(_) => None,
            },
            Expr::Await(awaited) => match self.denotes(tree, &awaited.arg)? {
                V2::Promise(inner) => Some(*inner),
                _ => None,
            },
            // `require("rupt").default ?? require("rupt")`, as bundlers and careful people write it.
            Expr::Bin(bin) if matches!(bin.op, BinaryOp::LogicalOr | BinaryOp::NullishCoalescing) => {
                self.denotes(tree, &bin.right)?;
                self.denotes(tree, &bin.left)
            }
            Expr::Call(call) => self.call(tree, call),
            _ => None,
        }
    }

    /// What a name is bound to. Nearly always there are few names and many lookups, and then nothing is
    /// hashed.
    fn bound(&self, ident: &Ident) -> Option<&Bound> {
        if self.names.len() > FEW {
            return self.names.get(&ident.to_id());
        }
        let is_it = |id: &Id| id.1 == ident.ctxt && id.0 == ident.sym;
        self.names.iter().find(|(id, _)| is_it(id)).map(|(_, bound)| bound)
    }

    fn member(&self, tree: &Tree, member: &MemberExpr) -> Option<V2> {
        self.denotes(tree, &member.obj)?.member(&value::member_name(member)?)
    }

    fn call(&self, tree: &Tree, call: &CallExpr) -> Option<V2> {
        if let Some(loaded) = loads(tree, call) {
            return Some(loaded);
        }
        // `import("rupt").then((m) => m.default)` is a promise of the default export. With a second callback,
        // the result may come from elsewhere.
        let callback = self.then_callback(tree, call).filter(|_| call.args.len() == 1)?;
        let handed_on = callback.expression()?;
        Some(V2::Promise(Box::new(self.denotes(tree, handed_on)?)))
    }

    /// The callback of `promise.then(callback)`, if the promise is one of v2.
    pub(super) fn then_callback<'c>(&self, tree: &Tree, call: &'c CallExpr) -> Option<value::Callable<'c>> {
        let (object, _) = then_call(call)?;
        matches!(self.denotes(tree, object), Some(V2::Promise(_)))
            .then(|| value::Callable::literal(&call.args.first()?.expr))
            .flatten()
    }

    /// Whether `call` is like `promise.then((module) => module.default)`, which is a promise of v2 again.
    pub(super) fn hands_on(&self, tree: &Tree, call: &CallExpr) -> bool {
        let callback = self.then_callback(tree, call);
        callback.and_then(|callback| callback.expression()).is_some_and(|expr| self.denotes(tree, expr).is_some())
    }
}

/// The receiver of `receiver.then(…)`, and the member access.
pub(super) fn then_call(call: &CallExpr) -> Option<(&Expr, &MemberExpr)> {
    let Callee::Expr(callee) = &call.callee else { return None };
    let Expr::Member(member) = unwrap(callee) else { return None };
    let is_then = value::member_name(member).as_deref() == Some("then");
    (is_then && call.args.first().is_some_and(|argument| argument.spread.is_none())).then_some((&*member.obj, member))
}
