//! What hooks and `Promise.all` do with their arguments: references, states, lists of dependencies,
//! promises of arrays.

use super::Analysis;
use super::origin::Origin;
use super::takers::{self, ArgumentUse};
use crate::scope;
use crate::tree::{Ast, NodeId};
use crate::value::{self, unwrap};
use swc_ecma_ast::*;

impl<'a> Analysis<'_, 'a> {
    /// If `member` is `variable.current` and `useRef` made the variable, returns the variable and that key.
    /// The same for similar makers.
    pub fn cell(&self, member: &'a MemberExpr) -> Option<(Id, &'static str)> {
        let Expr::Ident(object) = unwrap(&member.obj) else { return None };
        let id = object.to_id();
        let Origin::Result(made) = self.origin(&member.obj) else { return None };
        match takers::does(&made, 0)? {
            ArgumentUse::Cell(inside) if value::member_name(member).as_deref() == Some(inside) => Some((id, inside)),
            _ => None,
        }
    }

    /// The state that a call of `callee` sets.
    pub fn state_set_by(&self, callee: &Origin<'a>, setter: &'a Expr) -> Option<Id> {
        let Origin::Element(1, made) = callee else { return None };
        let Origin::Result(made) = &**made else { return None };
        if takers::does(made, 0) != Some(ArgumentUse::State) {
            return None;
        }
        let Expr::Ident(setter) = unwrap(setter) else { return None };
        let declared = scope::declared(self.tree, &setter.to_id())?;
        let Ast::Declarator(VarDeclarator { name: Pat::Array(pair), .. }) = self.tree.ast(declared.holder) else {
            return None;
        };
        match pair.elems.as_slice() {
            [Some(Pat::Ident(state)), Some(Pat::Ident(set))] if set.id.to_id() == setter.to_id() => {
                Some(state.id.to_id())
            }
            _ => None,
        }
    }

    /// Which static method of `Promise` for several promises the call at `node` is: `all`, `allSettled`,
    /// `race` or `any`.
    pub fn promise_combinator(&self, node: NodeId) -> Option<&'static str> {
        let Expr::Call(CallExpr { callee: Callee::Expr(callee), .. }) = self.tree.expr(node)? else { return None };
        match self.origin(callee) {
            Origin::Global(name) => {
                let known = ["all", "allSettled", "race", "any"];
                known.into_iter().find(|known| name.strip_prefix("Promise.") == Some(known))
            }
            _ => None,
        }
    }

    /// The call of a hook that has the array at `node` as its list of dependencies, if its function uses
    /// `id`. If it does not, the dependency is only there to run the function again.
    pub fn depending(&self, node: NodeId, id: &Id) -> Option<NodeId> {
        let hook = self.tree.parent(node)?;
        let Ast::Expr(Expr::Call(CallExpr { callee: Callee::Expr(callee), args, .. })) = self.tree.ast(hook) else {
            return None;
        };
        let list = self.argument(args, node)?;
        let mut functions = args[..list].iter().filter_map(|argument| self.tree.find(&argument.expr));
        let names = |function| self.tree.inside(function).any(|inner| self.tree.id(inner) == Some(id));
        (takers::has_dependencies(&self.origin(callee)) && functions.any(names)).then_some(hook)
    }
}
