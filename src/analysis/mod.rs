//! General questions about a program: what is called, where a value goes, who ignores a callback, what
//! runs when, what happens to an object, what conditions ask.
//!
//! Nothing here knows v2, makes an edit or says a word. The one law: *what is not understood counts as
//! a use*. Lists of names only ever say what is harmless, each with the module it comes from.

pub mod asks;
pub mod calls;
pub mod flow;
mod known;
pub mod objects;
pub mod order;
pub mod path;
pub mod takers;

use crate::symbols::{Symbol, Symbols};
use crate::tree::{NodeId, Tree};
use std::rc::Rc;
use swc_ecma_ast::{Expr, Id};

/// A script, as the analyses see it.
#[derive(Clone, Copy)]
pub struct Analysis<'i, 'a> {
    /// Its nodes.
    pub tree: &'i Tree<'a>,
    /// Its names.
    pub symbols: &'i Symbols,
}

impl<'a> Analysis<'_, 'a> {
    /// The symbol that `id` is.
    pub fn symbol(&self, id: &Id) -> Rc<Symbol> {
        self.symbols.get(self.tree, id)
    }

    /// Whether the node is this very expression.
    pub fn is(&self, node: NodeId, expr: &Expr) -> bool {
        self.tree.expr(node).is_some_and(|other| std::ptr::eq(other, expr))
    }

    /// Whether `id` is bound nowhere: a global, or what a framework imports by itself.
    pub fn is_global(&self, id: &Id) -> bool {
        self.tree.script.is_unbound(id)
    }
}
