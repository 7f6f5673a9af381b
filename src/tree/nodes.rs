//! The nodes inside a statement of the top level, and the names among them.

use super::Ast;
use crate::edit::Span;
use std::cell::OnceCell;
use swc_ecma_ast::*;

/// The nodes of a top-level statement, by their index in it: outer nodes before inner ones, in source
/// order.
pub(super) struct Subtree<'a> {
    pub(super) nodes: Box<[Node<'a>]>,
    pub(super) names: NameTable,
    /// The expressions, sorted by their address.
    exprs: OnceCell<Box<[u32]>>,
    by_start: OnceCell<Box<[u32]>>,
}

#[derive(Debug, Clone, Copy)]
pub(super) struct Node<'a> {
    pub(super) ast: Ast<'a>,
    /// The node around it; the node itself where there is none.
    pub(super) parent: u32,
    pub(super) span: Span,
    /// For a name, its index in the table of names. For any other node, the index of the first node after
    /// its descendants.
    pub(super) link: u32,
}

/// The names of a top-level statement, each with every place where it is written. There is one table for
/// each statement, so it is made of lists instead of maps.
pub(super) struct NameTable {
    /// Each name once, in order.
    pub(super) all: Box<[Id]>,
    /// For each name, where its places start in `places`.
    starts: Box<[u32]>,
    places: Box<[u32]>,
}

impl NameTable {
    /// The table of the names written at these nodes. Sets the link of each node to the index of its name.
    fn new(written: Vec<(Id, u32)>, nodes: &mut [Node]) -> Self {
        let mut written = written;
        written.sort_unstable();
        let (mut all, mut starts): (Vec<Id>, Vec<u32>) = (Vec::new(), Vec::new());
        let mut places = Vec::with_capacity(written.len());
        for (id, node) in written {
            if all.last() != Some(&id) {
                all.push(id);
                starts.push(index(places.len()));
            }
            nodes[node as usize].link = index(all.len() - 1);
            places.push(node);
        }
        NameTable { all: all.into(), starts: starts.into(), places: places.into() }
    }

    /// The nodes at which `id` is written.
    pub(super) fn places(&self, id: &Id) -> &[u32] {
        let Ok(name) = self.all.binary_search(id) else { return &[] };
        let end = self.starts.get(name + 1).map_or(self.places.len(), |end| *end as usize);
        &self.places[self.starts[name] as usize..end]
    }
}

impl<'a> Subtree<'a> {
    /// Makes the subtree of the nodes that were walked, and of the names with their nodes.
    pub(super) fn new(mut nodes: Vec<Node<'a>>, written: Vec<(Id, u32)>) -> Self {
        let names = NameTable::new(written, &mut nodes);
        Subtree { nodes: nodes.into(), names, exprs: OnceCell::new(), by_start: OnceCell::new() }
    }

    /// The index of the first node after the descendants of `node`.
    pub(super) fn end(&self, node: u32) -> u32 {
        match &self.nodes[node as usize] {
            Node { ast: Ast::Name, .. } => node + 1,
            Node { link, .. } => *link,
        }
    }

    /// The node of this expression, found by its address.
    pub(super) fn find(&self, expr: &Expr) -> Option<u32> {
        let place = |node: &u32| match self.nodes[*node as usize].ast {
            Ast::Expr(expr) => Some(std::ptr::from_ref(expr)),
            _ => None,
        };
        let exprs = self.exprs.get_or_init(|| {
            let mut exprs: Vec<u32> = (0..index(self.nodes.len())).filter(|node| place(node).is_some()).collect();
            exprs.sort_unstable_by_key(place);
            exprs.into()
        });
        let wanted = Some(std::ptr::from_ref(expr));
        exprs.binary_search_by(|node| place(node).cmp(&wanted)).ok().map(|at| exprs[at])
    }

    /// The nodes, sorted by where they start.
    pub(super) fn by_start(&self) -> &[u32] {
        self.by_start.get_or_init(|| {
            let mut nodes: Vec<u32> = (0..index(self.nodes.len())).collect();
            nodes.sort_by_key(|node| (self.nodes[*node as usize].span.start, *node));
            nodes.into()
        })
    }
}

pub(super) fn index(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}
