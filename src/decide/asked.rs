//! Whether a condition of the script tests a client id that may be absent.
//!
//! v2 used such an id only where it is present, and its type is narrowed only there. The v3 client must then be
//! created at the call, inside the condition.

use super::client_id::{ClientId, IdKey};
use super::environment::{is_root, roots};
use super::options::{Body, Given};
use super::{Input, existing, reach};
use crate::analysis::asks;
use crate::analysis::path::{Chain, Path, chain_from, chains};
use crate::edit::Span;
use crate::mapping::v2;
use crate::scope;
use crate::syntax::span;
use crate::tree::{Ast, NodeId};
use crate::value::{self, unwrap};
use swc_ecma_ast::*;

/// The most names that are followed.
const DEPTH: usize = 8;

/// When the v3 client reads an id.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Read {
    /// While the module loads. A condition of the module itself then covers both v2 and v3.
    Loading,
    /// At the call.
    Called,
}

/// Returns the client id of a call. It is known only at the call if the script tests whether it is present.
pub fn client_id(input: &Input, given: &Given) -> ClientId {
    let id = ClientId::written(input, given);
    let has_client = |key: &IdKey| existing::client(input, key).is_some();
    let is_asked_for =
        may_be_nothing(&id) && !id.key().is_some_and(has_client) && is_asked_for(input, given, reads_at(input, &id));
    if is_asked_for { ClientId::AtCall } else { id }
}

/// Returns when the v3 client reads the id.
fn reads_at(input: &Input, id: &ClientId) -> Read {
    match id {
        ClientId::Late { read_with: Some(_), .. } if !reach::is_lazy(input) => Read::Loading,
        ClientId::Late { .. } | ClientId::Constant { .. } | ClientId::Environment { .. } | ClientId::AtCall => {
            Read::Called
        }
    }
}

/// Whether the id may be absent, because it is not written as a string.
fn may_be_nothing(id: &ClientId) -> bool {
    match id {
        ClientId::Constant { key, .. } => !matches!(key, IdKey::Text(_)),
        ClientId::Environment { .. } | ClientId::Late { .. } => true,
        ClientId::AtCall => false,
    }
}

/// Whether a condition tests the id that is the value of the option `given`.
fn is_asked_for(input: &Input, given: &Given, read: Read) -> bool {
    let mut but: Vec<Span> = Vec::new();
    let (first, mut names) = match given.body {
        Body::Value(expr) => (Some(expr), Vec::new()),
        Body::Shorthand(ident) => (None, vec![Chain { root: ident.to_id(), path: Path::new() }]),
        Body::Method(_) => return false,
    };
    let mut exprs: Vec<&Expr> = first.into_iter().collect();
    names.extend(first.into_iter().flat_map(|expr| chains(input.tree, expr)));
    // A test of a value that a name is initialised with tests the name, too.
    let mut at = 0;
    while at < names.len() && names.len() < DEPTH {
        let chain = names[at].clone();
        at += 1;
        if let Some(init) = value::initialiser(input.tree, &chain.root).filter(|_| chain.path.is_empty()) {
            but.push(span(init));
            exprs.push(init);
            names.extend(chains(input.tree, init));
        }
        names.extend(chain.origin(input.tree).filter(|_| !chain.path.is_empty()));
    }
    let is_there = exprs.iter().any(|expr| asks::is_always_there(expr));
    let by_name = names.iter().filter(|chain| !input.script.is_unbound(&chain.root));
    by_name.clone().any(|chain| is_chain_asked_for(input, chain, (given.span, read), &but))
        || !is_there && exprs.iter().any(|expr| is_environment_asked_for(input, expr, &but))
}

/// Whether the code at `node` is in the client id of a call, or in a span of `but`.
fn is_in_id(input: &Input, node: NodeId, but: &[Span]) -> bool {
    let is_id = |up: NodeId| match input.tree.ast(up) {
        Ast::Prop(Prop::KeyValue(pair)) => value::key_name(&pair.key).as_deref() == Some(v2::CLIENT_ID),
        _ => false,
    };
    but.iter().any(|own| own.contains(input.tree.span(node))) || input.tree.ancestors(node).any(is_id)
}

fn is_chain_asked_for(input: &Input, chain: &Chain, (place, when): (Span, Read), but: &[Span]) -> bool {
    if asks::is_written_out(input.tree, &chain.root, &chain.path) {
        return false;
    }
    let here = input.tree.within(place).next();
    let tells = |root: NodeId| {
        input.dialect.is_typescript()
            && here.is_some_and(|here| asks::is_told_apart(input.tree, root, &chain.path, here))
    };
    let mentions = input.tree.mentions(&chain.root).filter(|name| scope::declares(input.tree, *name).is_none());
    let exprs = mentions.filter_map(|name| input.tree.parent(name));
    let read = exprs.filter(|node| matches!(input.tree.expr(*node), Some(Expr::Ident(_))));
    let mut others = read.filter(|node| {
        let counts = when == Read::Called || scope::function_around(input.tree, *node).is_some();
        counts && !is_in_id(input, *node, but)
    });
    others.any(|root| asks::is_asked_for(input.tree, root, &chain.path) || tells(root))
}

fn is_environment_asked_for(input: &Input, expr: &Expr, but: &[Span]) -> bool {
    let Some(node) = input.tree.find(expr) else { return false };
    let is_read = |inner: &NodeId| input.tree.expr(*inner).is_some_and(|expr| is_root(input, unwrap(expr)));
    let read: Vec<Path> = input.tree.inside(node).filter(is_read).map(|root| chain_from(input.tree, root).1).collect();
    let is_variable = |node: &NodeId| chain_from(input.tree, *node).1.len() > 1;
    let is_other = |node: &NodeId| !is_in_id(input, *node, but);
    let mut others = roots(input).filter(|node| is_variable(node) && is_other(node));
    !read.is_empty() && others.any(|root| read.iter().any(|path| asks::is_asked_for(input.tree, root, path)))
}
