//! General questions about a program: what is called, where a value goes, who ignores the result of a
//! callback, in what order code runs, what happens to an object, what conditions ask.
//!
//! Nothing here knows v2, makes an edit or writes a note. The one law: *what is not understood counts as
//! a use*. Lists of names only ever say what is harmless, each with the module it comes from.

pub mod asks;
pub mod calls;
pub mod flow;
pub mod hooks;
mod known;
pub mod members;
pub mod objects;
pub mod order;
pub mod origin;
pub mod path;
pub mod takers;

use crate::symbols::{Symbol, Symbols};
use crate::syntax::span;
use crate::tree::{NodeId, Tree};
use std::rc::Rc;
use swc_ecma_ast::{Expr, ExprOrSpread, Id};

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

    /// Whether the node is this expression, compared by its address.
    pub fn is(&self, node: NodeId, expr: &Expr) -> bool {
        self.tree.expr(node).is_some_and(|other| std::ptr::eq(other, expr))
    }

    /// The index of the expression at `node` among the elements of an array, if it is one of them.
    pub fn element(&self, elements: &[Option<ExprOrSpread>], node: NodeId) -> Option<usize> {
        let start = self.tree.span(node).start;
        // Holes have no span.
        let last = |to: usize| elements[..to].iter().rposition(Option::is_some);
        let starts_behind = |at: usize| {
            let element = last(at + 1).and_then(|at| elements[at].as_ref());
            element.is_some_and(|element| span(&*element.expr).start > start)
        };
        let (mut low, mut high) = (0, elements.len());
        while low < high {
            let middle = (low + high) / 2;
            if starts_behind(middle) { high = middle } else { low = middle + 1 }
        }
        let is_it = |at: &usize| elements[*at].as_ref().is_some_and(|element| self.is(node, &element.expr));
        last(low).filter(is_it)
    }

    /// The index of the expression at `node` among the arguments of a call, if it is one of them.
    pub fn argument(&self, args: &[ExprOrSpread], node: NodeId) -> Option<usize> {
        let start = self.tree.span(node).start;
        let behind = args.partition_point(|argument| span(&*argument.expr).start <= start);
        behind.checked_sub(1).filter(|at| self.is(node, &args[*at].expr))
    }

    /// Whether nothing in the script binds `id`: it is a global, or what a framework imports by itself.
    pub fn is_global(&self, id: &Id) -> bool {
        self.tree.script.is_unbound(id)
    }
}
