//! Objects that keep listeners: whether somebody sees what these give.

use super::Follow;
use super::functions::callee_member;
use crate::analysis::calls::Origin;
use crate::analysis::takers;
use crate::symbols::Reach;
use crate::tree::NodeId;
use crate::value::unwrap;
use swc_ecma_ast::*;

impl<'a> Follow<'_, '_, 'a> {
    /// Whether the callee is a method of an object that keeps listeners, and that other files have, too.
    pub(super) fn is_shared(&self, callee: &'a Expr) -> bool {
        let Some((object, _)) = callee_member(callee) else { return false };
        let origin = self.cx.origin(object);
        let is_exported = |id: &Id| !self.cx.is_global(id) && self.cx.symbol(id).reach != Reach::Script;
        takers::is_everywhere(&origin)
            || matches!(unwrap(object), Expr::Ident(ident) if is_exported(&ident.to_id()))
                && takers::has_listeners(&origin)
    }

    /// Whether nobody sees what the listeners of an object give, as far as the script uses it and its like.
    pub(super) fn only_tells(&self, object: &'a Expr, origin: &Origin<'a>) -> bool {
        if !takers::has_listeners(origin) {
            return true;
        }
        let tree = self.cx.tree;
        let is_told = |node: NodeId| match tree.expr(node) {
            Some(Expr::Member(member)) => {
                let other = self.cx.origin(&member.obj);
                let key = self.key_of(&member.prop);
                !takers::has_listeners(&other) || key.is_some_and(|key| takers::only_tells(&other, &key))
            }
            _ => true,
        };
        let is_used = |mention: &NodeId| {
            let whole =
                tree.ancestors(*mention).find(|up| !tree.expr(*up).is_some_and(|it| matches!(it, Expr::Ident(_))));
            whole.is_some_and(|up| matches!(tree.expr(up), Some(Expr::Member(_))))
        };
        let names_it_only = match unwrap(object) {
            Expr::Ident(ident) => self.cx.symbol(&ident.to_id()).reads.iter().all(is_used),
            _ => true,
        };
        names_it_only && tree.all().all(is_told)
    }
}
