//! Objects that keep listeners: whether other code sees what the listeners return.

use super::Follow;
use super::arguments::callee_member;
use crate::analysis::origin::Origin;
use crate::analysis::takers;
use crate::scope;
use crate::symbols::Reach;
use crate::tree::{Ast, NodeId};
use crate::value::{self, unwrap};
use swc_ecma_ast::*;

impl<'a> Follow<'_, '_, 'a> {
    /// Whether the callee is a method of an object that keeps listeners and that other files have, too.
    pub(super) fn is_shared(&self, callee: &'a Expr) -> bool {
        let Some((object, _)) = callee_member(callee) else { return false };
        let origin = self.cx.origin(object);
        let is_exported = |id: &Id| !self.cx.is_global(id) && self.cx.symbol(id).reach != Reach::Script;
        takers::is_everywhere(&origin)
            || matches!(unwrap(object), Expr::Ident(ident) if is_exported(&ident.to_id()))
                && takers::keeps_listeners(&origin)
    }

    /// Whether no code of the script sees what the listeners of an object return. `call` adds a listener to
    /// it.
    pub(super) fn only_tells(&self, call: NodeId, object: &'a Expr, origin: &Origin<'a>) -> bool {
        if !takers::keeps_listeners(origin) {
            return true;
        }
        let tree = self.cx.tree;
        let tells = |node: NodeId| match tree.expr(node) {
            Some(Expr::Member(member)) => {
                let other = self.cx.origin(&member.obj);
                !takers::keeps_listeners(&other) || self.tells_by(member, &other)
            }
            _ => true,
        };
        self.ends_in_nothing(call, origin) && self.is_only_asked(object, origin) && tree.all().all(tells)
    }

    fn tells_by(&self, member: &MemberExpr, object: &Origin) -> bool {
        self.key_of(&member.prop).is_some_and(|key| takers::only_tells(object, &key))
    }

    /// Whether an object is mentioned only to access its members, and nothing was given to its maker that
    /// has the same listeners.
    fn is_only_asked(&self, object: &Expr, origin: &Origin) -> bool {
        let Expr::Ident(ident) = unwrap(object) else { return true };
        let (tree, id) = (self.cx.tree, ident.to_id());
        let is_asked = |mention: &NodeId| {
            let around = tree.ancestors(*mention).find(|up| !matches!(tree.expr(*up), Some(Expr::Ident(_))));
            around.is_some_and(|up| matches!(tree.expr(up), Some(Expr::Member(_))))
        };
        let is_told = || match value::initialiser(tree, &id).map(unwrap) {
            Some(Expr::Call(call)) => !call.args.is_empty(),
            _ => true,
        };
        self.cx.symbol(&id).reads.iter().all(is_asked) && !(takers::shares_what_it_is_told(origin) && is_told())
    }

    /// Whether a call that returns the object itself is a statement, followed only by calls that return
    /// nothing of the listeners.
    fn ends_in_nothing(&self, call: NodeId, origin: &Origin) -> bool {
        let tree = self.cx.tree;
        let mut node = call;
        while let Some(up) = tree.parent(node) {
            match tree.ast(up) {
                Ast::Stmt(Stmt::Expr(_)) => return true,
                Ast::Expr(Expr::Unary(unary)) if unary.op == UnaryOp::Void => return true,
                Ast::Expr(Expr::Member(member)) if self.cx.is(node, &member.obj) && self.tells_by(member, origin) => {}
                Ast::Expr(Expr::Call(CallExpr { callee: Callee::Expr(callee), .. })) if self.cx.is(node, callee) => {}
                Ast::Expr(Expr::Paren(_)) => {}
                _ => return false,
            }
            node = up;
        }
        false
    }

    /// Whether the script itself never reads the handler `name` of an object, neither by that name nor by a
    /// computed one. If the object has a name in the script, it must not be passed on either, except to the
    /// browser.
    pub(super) fn is_called_for_events(&self, object: &'a Expr, name: &str) -> bool {
        let Some(root) = root_of(object) else { return !self.cx.takes_member_called(name) };
        let (tree, id) = (self.cx.tree, root.to_id());
        let is_quiet = |mention: NodeId| match scope::declares(tree, mention) {
            Some(_) => true,
            None => self.is_taken_by_name(mention, self.cx.is_global(&id)),
        };
        !self.cx.takes_member_called(name) && tree.mentions(&id).all(is_quiet)
    }

    /// Whether only members with fixed names are accessed at a mention.
    fn is_taken_by_name(&self, mention: NodeId, is_global: bool) -> bool {
        let tree = self.cx.tree;
        let mut node = mention;
        let mut is_member = false;
        while let Some(up) = tree.parent(node) {
            match tree.ast(up) {
                Ast::Expr(Expr::Ident(_) | Expr::Paren(_) | Expr::TsNonNull(_) | Expr::TsAs(_) | Expr::OptChain(_)) => {
                }
                Ast::Expr(Expr::Member(member)) if self.cx.is(node, &member.obj) => {
                    if self.key_of(&member.prop).is_none() {
                        return false;
                    }
                    is_member = true;
                }
                Ast::Expr(Expr::Call(CallExpr { callee: Callee::Expr(callee), .. })) if !self.cx.is(node, callee) => {
                    return is_member || self.is_of_browser(callee);
                }
                _ => return is_member || is_global,
            }
            node = up;
        }
        true
    }

    /// Whether a callee is a method of a browser object. Those that look into other objects do not count.
    fn is_of_browser(&self, callee: &'a Expr) -> bool {
        let Some((receiver, _)) = callee_member(callee) else { return false };
        match self.cx.origin(receiver) {
            Origin::Global(path) => !matches!(path.as_str(), "Reflect" | "Object"),
            Origin::Result(made) => matches!(*made, Origin::Global(_)),
            _ => false,
        }
    }
}

/// The name that a member chain starts with.
fn root_of(expr: &Expr) -> Option<&Ident> {
    match unwrap(expr) {
        Expr::Ident(ident) => Some(ident),
        Expr::Member(member) => root_of(&member.obj),
        _ => None,
    }
}
