//! Which names in a script are bound to Rupt v2, and where they are used.
//!
//! Names are resolved by scope, never by spelling: from the imports, `require`s and dynamic imports of a
//! v2 specifier, through aliases, to every reference. For example, `Rupt.attach()` is a use with the
//! origin `Rupt`, the top `Rupt.attach`, and the usage of a call. Uses that are not followed (Rupt as a
//! value, re-exports, mocks, globals) are found as well, because they are reported.

pub mod comments;
mod globals;
mod index;
mod loads;
mod mocks;
mod names;
mod near;
mod resolve;
mod site;
mod sites;
mod types;

pub use globals::is_run;
pub use loads::{addressed, is_v2, module_name};
pub use site::{Bound, ImportedBy, Site, Usage, V2};

use crate::edit::Span;
use crate::scope;
use crate::tree::{NodeId, Tree};
use index::SiteIndex;
use near::Near;
use std::cell::OnceCell;
use std::collections::{HashMap, HashSet};
use swc_ecma_ast::*;

/// Everything of v2 in a script.
#[derive(Debug, Default)]
pub struct Bindings {
    /// The names that are bound to v2.
    pub names: HashMap<Id, Bound>,
    /// Every use, in source order.
    pub sites: Vec<Site>,
    /// Import declarations of v2, in source order.
    pub imports: Vec<NodeId>,
    /// Type-only names: `import { type LimitConfig }`.
    pub types: HashSet<Id>,
    /// Types of the script's own that contain v2, each with its declaration.
    pub own_types: HashMap<Id, NodeId>,
    /// Import declarations of v3.
    pub v3_imports: Vec<NodeId>,
    /// Imports of the React Native SDK.
    pub react_native: Vec<Span>,
    /// For each node to which comments belong, the lines of these comments that name a type of v2.
    pub comments: HashMap<NodeId, Vec<String>>,
    /// Indexes of the fields above, made when all of them are final.
    index: OnceCell<SiteIndex>,
}

impl Bindings {
    fn index(&self) -> &SiteIndex {
        self.index.get_or_init(|| SiteIndex::of(&self.names, &self.sites))
    }

    /// The names that a declarator or an assignment binds, sorted.
    pub fn names_of(&self, maker: NodeId) -> &[Id] {
        self.index().names.of(&maker)
    }

    /// The uses, by index, that are reached through the name `id`.
    pub fn sites_via(&self, id: &Id) -> &[usize] {
        self.index().sites.of(id)
    }

    /// The uses, by index, to which the declarator `maker` gives a name.
    pub fn sites_named_by(&self, maker: NodeId) -> &[usize] {
        self.index().aliases.of(&maker)
    }

    /// The uses that `call` calls.
    pub fn called_by(&self, call: NodeId) -> impl Iterator<Item = &Site> {
        self.index().calls.of(&call).iter().map(|at| &self.sites[*at])
    }

    /// The index of the first use that starts at `node`.
    pub fn site_from(&self, node: NodeId) -> Option<usize> {
        self.index().origins.of(&node).first().copied()
    }

    /// The nodes at which types name v2.
    pub fn types_of_v2(&self) -> &[NodeId] {
        &self.index().types
    }
}

/// The offset of a second declaration of a name of v2, and that name. Engines refuse such a script.
pub fn declared_twice(tree: &Tree, bindings: &Bindings) -> Option<(u32, String)> {
    let mut again: Vec<(u32, String)> = Vec::new();
    for id in bindings.names.keys() {
        let declared = tree.mentions(id).filter_map(|name| scope::declares(tree, name));
        let declared: Vec<_> = declared.filter(|declared| declared.how != scope::How::Other).collect();
        let is_fixed = |how| matches!(how, scope::How::Import | scope::How::Const | scope::How::Class);
        if declared.len() > 1 && declared.iter().any(|declared| is_fixed(declared.how)) {
            again.push((tree.span(declared[1].name).start, id.0.to_string()));
        }
    }
    again.into_iter().min()
}

/// Finds v2 in the script of a tree, whose text is in `source`.
pub fn find(source: &str, tree: &Tree) -> Bindings {
    let mut bindings = Bindings::default();
    let mut near = Near::of(tree);
    bindings.imports(tree, &near);
    loop {
        let new = bindings.names.keys().filter(|id| near.add(tree, id)).count();
        if !bindings.aliases(tree, &mut near) && new == 0 {
            break;
        }
    }
    bindings.sites(tree, &near);
    bindings.declared(tree, &near);
    bindings.own_types(tree, &mut near);
    let in_comments = comments::in_comments(source, tree, &mut bindings.comments);
    bindings.sites.extend(in_comments);
    bindings.sites.sort_by_key(|site| site.origin);
    bindings.one_call_each();
    bindings
}

/// Whether the node is this expression, compared by its address.
pub fn is(tree: &Tree, node: NodeId, expr: &Expr) -> bool {
    tree.expr(node).is_some_and(|other| std::ptr::eq(other, expr))
}
