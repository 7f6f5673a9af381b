//! What is found of v2's names in settings, and the members of an expression.

use crate::edit::Span;
use crate::mapping::Entry;
use crate::tree::NodeId;
use crate::value::{self, unwrap};
use swc_ecma_ast::*;

/// A place that names Rupt for other programs.
#[derive(Debug, Clone)]
pub struct Found {
    /// The span of the string, the member of an object or the assignment.
    pub at: Span,
    /// What is named there.
    pub what: What,
}

/// What is named at a place.
#[derive(Debug, Clone)]
pub enum What {
    /// The package in a plain list of strings; the nodes of the string and of the list.
    Listed(NodeId, NodeId),
    /// The package in another form; its entry, and the node of the setting.
    Named(&'static Entry, NodeId),
    /// The package, for an unknown purpose.
    Mention,
    /// The package, in a comment above the code at this place.
    Directive,
    /// A host, in a Content Security Policy.
    Host,
    /// A parameter of an address, with its entry.
    Parameter(&'static Entry),
}

/// Returns the names of a chain of members, starting with the object: `config`, `resolve`, `alias`.
pub fn members(expr: &Expr) -> Vec<String> {
    match unwrap(expr) {
        Expr::Ident(ident) => vec![ident.sym.to_string()],
        Expr::Member(member) => path(member),
        Expr::OptChain(chain) => match &*chain.base {
            OptChainBase::Member(member) => path(member),
            OptChainBase::Call(_) => Vec::new(),
        },
        _ => Vec::new(),
    }
}

pub fn path(member: &MemberExpr) -> Vec<String> {
    let mut names = members(&member.obj);
    names.extend(value::member_name(member));
    names
}
