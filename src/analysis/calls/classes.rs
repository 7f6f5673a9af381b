//! Classes of the script: what they extend, and what `this` is in their methods.

use crate::analysis::Analysis;
use crate::analysis::origin::Origin;
use crate::tree::{Ast, NodeId};
use crate::value::{self, unwrap};
use swc_ecma_ast::*;

impl<'a> Analysis<'_, 'a> {
    /// A class with the classes of the script that it extends and those that extend it.
    pub fn family(&self, class: NodeId) -> Vec<NodeId> {
        let mut all = vec![class];
        let mut at = 0;
        while at < all.len() {
            let above = self.extended(all[at]);
            let below = self.classes().filter(|other| self.extended(*other) == Some(all[at]));
            let more: Vec<NodeId> = above.into_iter().chain(below).filter(|other| !all.contains(other)).collect();
            all.extend(more);
            at += 1;
        }
        all
    }

    fn classes(&self) -> impl Iterator<Item = NodeId> + '_ {
        self.tree.holding("extends").filter(|node| matches!(self.tree.ast(*node), Ast::Class(_)))
    }

    /// The class of the script that a class extends.
    fn extended(&self, class: NodeId) -> Option<NodeId> {
        let Ast::Class(class) = self.tree.ast(class) else { return None };
        let Expr::Ident(name) = unwrap(class.super_class.as_deref()?) else { return None };
        match self.origin_of_name(&name.to_id(), 2) {
            Origin::Class(class) => Some(class),
            _ => None,
        }
    }

    /// The origin of the class that a class extends.
    pub fn base(&self, class: NodeId) -> Option<Origin<'a>> {
        let Ast::Class(class) = self.tree.ast(class) else { return None };
        class.super_class.as_deref().map(|base| self.origin(base))
    }

    /// The class or object literal whose `this` is the one at `node`, assuming that its methods are called
    /// on it.
    pub fn this_owner(&self, node: NodeId) -> Option<NodeId> {
        let owner = value::owner(self.tree, node)?;
        let up = self.tree.parent(owner)?;
        match (self.tree.ast(owner), self.tree.ast(up)) {
            (Ast::ClassMember(_), Ast::Class(_)) => Some(up),
            (Ast::Function(_), Ast::ClassMember(_)) => self.tree.parent(up),
            (Ast::Function(_), Ast::Prop(_)) => self.tree.parent(up),
            (Ast::Function(_), Ast::Expr(Expr::Fn(_))) => {
                let prop = self.tree.parent(up)?;
                matches!(self.tree.ast(prop), Ast::Prop(_)).then(|| self.tree.parent(prop))?
            }
            _ => None,
        }
    }

    /// The node of `class`, found by its address.
    pub fn class_node(&self, class: &Class) -> Option<NodeId> {
        let place = crate::syntax::span(class);
        self.tree
            .near(place)
            .find(|node| matches!(self.tree.ast(*node), Ast::Class(other) if std::ptr::eq(other, class)))
    }

    pub(super) fn class_below(&self, holder: NodeId) -> Option<NodeId> {
        self.tree.children(holder).find(|node| matches!(self.tree.ast(*node), Ast::Class(_)))
    }
}
