//! Chains of members: `settings.rupt.id` is the path `rupt`, `id` from `settings`.

use crate::scope;
use crate::syntax::span;
use crate::tree::{Ast, NodeId, Tree};
use crate::value::{self, unwrap};
use std::collections::VecDeque;
use swc_ecma_ast::*;

/// Keys of members, outermost object first; none for a key that is computed when the program runs.
pub type Path = VecDeque<Option<String>>;

/// The key by which the expression at `up` accesses a member of the object at `object`, if it does so.
pub fn key_at(tree: &Tree, up: NodeId, object: NodeId) -> Option<Option<String>> {
    let member = match tree.expr(up)? {
        Expr::Member(member) => member,
        Expr::OptChain(chain) => match &*chain.base {
            OptChainBase::Member(member) => member,
            OptChainBase::Call(_) => return None,
        },
        _ => return None,
    };
    is_object(tree, member, object).then(|| key_of(member))
}

/// The key of a member. That of a private one equals no other.
pub fn key_of(member: &MemberExpr) -> Option<String> {
    match &member.prop {
        MemberProp::PrivateName(name) => Some(format!("#{}", name.name)),
        MemberProp::Ident(_) | MemberProp::Computed(_) => value::member_name(member),
    }
}

/// Whether `member` is an access to the object at `object`.
pub fn is_object(tree: &Tree, member: &MemberExpr, object: NodeId) -> bool {
    tree.expr(object).is_some_and(|expr| std::ptr::eq(expr, &*member.obj))
}

/// Whether two keys may be equal.
pub fn may_be(one: Option<&String>, other: Option<&String>) -> bool {
    match (one, other) {
        (Some(one), Some(other)) => one == other,
        _ => true,
    }
}

/// The longest member chain that starts at `root`, casts included, and its path.
pub fn chain_from(tree: &Tree, root: NodeId) -> (NodeId, Path) {
    let (mut node, mut end, mut path) = (root, root, Path::new());
    while let Some(up) = tree.parent(node) {
        if tree.expr(up).is_some_and(value::is_wrapper) {
            node = up;
            continue;
        }
        let Some(key) = key_at(tree, up, node) else { break };
        path.push_back(key);
        (node, end) = (up, up);
    }
    (end, path)
}

/// A member chain that starts at a name.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Chain {
    /// The name that it starts with.
    pub root: Id,
    /// The keys that follow.
    pub path: Path,
}

/// The member chains of which `expr` consists.
pub fn chains(tree: &Tree, expr: &Expr) -> Vec<Chain> {
    let Some(node) = tree.find(expr) else { return Vec::new() };
    let names = tree.inside(node).filter_map(|name| Some((tree.id(name)?.clone(), tree.parent(name)?)));
    let read = names.filter(|(_, up)| matches!(tree.expr(*up), Some(Expr::Ident(_))));
    read.map(|(root, up)| Chain { root, path: chain_from(tree, up).1 }).collect()
}

impl Chain {
    /// The chain that reaches the same object from the name that this name was made of.
    pub fn origin(&self, tree: &Tree) -> Option<Chain> {
        let declared = scope::declared(tree, &self.root)?;
        let Ast::Declarator(declarator) = tree.ast(declared.holder) else { return None };
        let mut path = Path::new();
        let start = tree.span(declared.name).start;
        if !keys_to(&declarator.name, start, &mut path) {
            return None;
        }
        let init = tree.find(unwrap(declarator.init.as_deref()?))?;
        let root = root_of(tree, init)?;
        let (end, mut whole) = chain_from(tree, root);
        if end != init && root != init {
            return None;
        }
        whole.extend(path);
        whole.extend(self.path.iter().cloned());
        let name = tree.inside(root).find_map(|node| tree.id(node).cloned())?;
        Some(Chain { root: name, path: whole })
    }
}

/// The name at the start of a chain, as a node.
fn root_of(tree: &Tree, node: NodeId) -> Option<NodeId> {
    let mut expr = tree.expr(node)?;
    loop {
        expr = match unwrap(expr) {
            Expr::Ident(_) => return tree.find(unwrap(expr)),
            Expr::Member(member) => &member.obj,
            Expr::OptChain(chain) => match &*chain.base {
                OptChainBase::Member(member) => &member.obj,
                OptChainBase::Call(_) => return None,
            },
            _ => return None,
        };
    }
}

/// Adds the keys by which a pattern reaches the name at `start`.
fn keys_to(pat: &Pat, start: u32, path: &mut Path) -> bool {
    match pat {
        Pat::Ident(binding) => span(&binding.id).start == start,
        Pat::Assign(assign) => keys_to(&assign.left, start, path),
        Pat::Object(object) => object.props.iter().any(|prop| match prop {
            ObjectPatProp::KeyValue(pair) => {
                let before = path.len();
                path.push_back(value::key_name(&pair.key));
                let found = keys_to(&pair.value, start, path);
                if !found {
                    path.truncate(before);
                }
                found
            }
            ObjectPatProp::Assign(assign) => {
                let found = span(&assign.key.id).start == start;
                if found {
                    path.push_back(Some(assign.key.id.sym.to_string()));
                }
                found
            }
            ObjectPatProp::Rest(rest) => keys_to(&rest.arg, start, path),
        }),
        Pat::Array(array) => array.elems.iter().flatten().any(|element| {
            let before = path.len();
            path.push_back(None);
            let found = keys_to(element, start, path);
            if !found {
                path.truncate(before);
            }
            found
        }),
        Pat::Rest(rest) => keys_to(&rest.arg, start, path),
        Pat::Expr(_) | Pat::Invalid(_) => false,
    }
}
