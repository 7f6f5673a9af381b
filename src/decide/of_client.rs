//! The client that a call belongs to, by its client id.
//!
//! An id belongs to an API key of Rupt, and so do the settings in a call of v2. A call of v2 passes the id among
//! its options. Below a TODO of an earlier run there is a call of v3, on a client that the script creates: by the
//! name of the client, or by a function that returns it. A client that another file creates is not known.

use super::client_id::{followed, path};
use super::environment::environment;
use super::options::Body;
use super::{Input, limits};
use crate::edit::Span;
use crate::input::{Made, parts};
use crate::mapping::{V3_PACKAGE, v2, v3};
use crate::note::Client;
use crate::scope;
use crate::syntax::span;
use crate::tree::{Ast, NodeId};
use crate::value::{self, Callable, unwrap};
use swc_ecma_ast::*;

/// The most names and spreads that are followed.
const DEPTH: u8 = 8;

/// Returns the client whose id a call of v2 passes. None if it passes no id.
pub fn of_call(input: &Input, call: NodeId) -> Option<Client> {
    let (_, args, _) = parts(input, call)?;
    match given_id(input, &args.first()?.expr, DEPTH) {
        GivenId::Id(client) => Some(client),
        GivenId::Nothing => None,
        GivenId::Anything => Some(Client::Unknown),
    }
}

/// What options say about the client id.
enum GivenId {
    Id(Client),
    Nothing,
    /// They may set an id that is not known.
    Anything,
}

fn given_id<'a>(input: &Input<'_, 'a>, options: &'a Expr, depth: u8) -> GivenId {
    if depth == 0 {
        return GivenId::Anything;
    }
    let object = match unwrap(options) {
        Expr::Object(object) => object,
        Expr::Ident(ident) => {
            let init = value::initialiser(input.tree, &ident.to_id());
            return init.map_or(GivenId::Anything, |init| given_id(input, init, depth - 1));
        }
        Expr::Lit(_) => return GivenId::Nothing,
        _ => return GivenId::Anything,
    };
    // If several members set the id, the last one counts.
    for prop in object.props.iter().rev() {
        match prop {
            PropOrSpread::Spread(spread) => match in_spread(input, &spread.expr, depth - 1) {
                GivenId::Nothing => {}
                other => return other,
            },
            PropOrSpread::Prop(prop) => {
                if let Some(client) = id_of(input, prop, v2::CLIENT_ID) {
                    return GivenId::Id(client);
                }
            }
        }
    }
    GivenId::Nothing
}

/// Returns what a spread says. If it is conditional, an id in it is not known.
fn in_spread<'a>(input: &Input<'_, 'a>, expr: &'a Expr, depth: u8) -> GivenId {
    let parts: Vec<&'a Expr> = match unwrap(expr) {
        Expr::Bin(bin) if bin.op == BinaryOp::LogicalAnd => vec![&bin.right],
        Expr::Cond(cond) => vec![&cond.cons, &cond.alt],
        _ => return given_id(input, expr, depth),
    };
    let gives_none = |part: &&'a Expr| matches!(given_id(input, part, depth), GivenId::Nothing);
    if parts.iter().all(gives_none) { GivenId::Nothing } else { GivenId::Anything }
}

/// Returns the client that a member of options sets. None if its key is not `key`.
fn id_of<'a>(input: &Input<'_, 'a>, prop: &'a Prop, key: &str) -> Option<Client> {
    match prop {
        Prop::KeyValue(pair) if value::key_name(&pair.key)? == key => Some(of_body(input, Body::Value(&pair.value))),
        Prop::Shorthand(ident) if &*ident.sym == key => Some(of_body(input, Body::Shorthand(ident))),
        _ => None,
    }
}

fn of_body<'a>(input: &Input<'_, 'a>, body: Body<'a>) -> Client {
    if let Some(id) = limits::settled_body(input, body).and_then(value::string) {
        return if id.is_empty() { Client::Unknown } else { Client::Id(id) };
    }
    let last = match body {
        Body::Value(expr) => followed(input, expr, DEPTH),
        Body::Shorthand(ident) => match value::initialiser(input.tree, &ident.to_id()) {
            Some(init) => followed(input, init, DEPTH),
            None => return Client::Code(ident.sym.to_string()),
        },
        Body::Method(_) => return Client::Unknown,
    };
    let last = unwrap(last);
    match environment(input, last) {
        Some(_) => Client::Code(path(last)),
        None => Client::code(span(last).of(input.source)),
    }
}

/// Returns the client of the code that starts at `at`, below a TODO.
pub fn below(input: &Input, at: u32) -> Client {
    let hosts = input.hosts.around(input, Span::at(at));
    let Some((host, _)) = hosts.into_iter().find(|(_, start)| *start == at) else { return Client::Unknown };
    let place = input.tree.span(host);
    let made = made(input).iter().filter(|made| place.contains(input.tree.span(made.node)));
    let mut all: Vec<Client> = made.filter(|made| made.parameter.is_none()).map(|made| made.client.clone()).collect();
    all.extend(input.tree.inside(host).filter_map(|node| evaluates(input, node)).map(|on| of_instance(input, on)));
    all.sort();
    all.dedup();
    match <[Client; 1]>::try_from(all) {
        Ok([client]) => client,
        Err(_) => Client::Unknown,
    }
}

/// Returns the expression that `….evaluate.access(…)` is called on. None if `node` is not such a call.
fn evaluates<'a>(input: &Input<'_, 'a>, node: NodeId) -> Option<&'a Expr> {
    let (callee, ..) = parts(input, node)?;
    let member = |expr: &'a Expr, name: &str| match unwrap(expr) {
        Expr::Member(member) if value::member_name(member).as_deref() == Some(name) => Some(&*member.obj),
        Expr::OptChain(chain) => match &*chain.base {
            OptChainBase::Member(member) if value::member_name(member).as_deref() == Some(name) => Some(&*member.obj),
            _ => None,
        },
        _ => None,
    };
    member(member(callee, v3::EVALUATE[1])?, v3::EVALUATE[0])
}

fn of_instance<'a>(input: &Input<'_, 'a>, expr: &'a Expr) -> Client {
    let of = |made: Option<&Made>| made.map_or(Client::Unknown, |made| made.client.clone());
    match unwrap(expr) {
        Expr::Await(awaited) => of_instance(input, &awaited.arg),
        Expr::Ident(ident) => {
            let id = ident.to_id();
            of(made(input).iter().find(|made| made.name.as_ref() == Some(&id)))
        }
        Expr::Call(CallExpr { callee: Callee::Expr(callee), args, .. }) if unwrap(callee).is_ident() => {
            let function = Callable::of(input.tree, callee).and_then(|callable| callable.node(input.tree));
            let in_it = made(input).iter().find(|made| function.is_some() && made.function == function);
            match in_it.and_then(|made| made.parameter).map(|index| args.get(index)) {
                Some(given) => given.map_or(Client::Unknown, |given| of_body(input, Body::Value(&given.expr))),
                None => of(in_it),
            }
        }
        other => of(made(input).iter().find(|made| span(other).contains(input.tree.span(made.node)))),
    }
}

/// Returns the v3 clients that the script creates.
fn made<'i>(input: &'i Input) -> &'i [Made] {
    input.once.made.get_or_init(|| {
        if !input.source.contains(V3_PACKAGE) {
            return Vec::new();
        }
        input.tree.holding(v3::CLIENT_ID).filter_map(|node| made_at(input, node)).collect()
    })
}

fn made_at(input: &Input, node: NodeId) -> Option<Made> {
    let Expr::New(new) = input.tree.expr(node)? else { return None };
    let Expr::Object(object) = unwrap(&new.args.as_deref()?.first()?.expr) else { return None };
    let props = object.props.iter().filter_map(|prop| prop.as_prop());
    let (prop, client) = props.filter_map(|prop| Some((prop, id_of(input, prop, v3::CLIENT_ID)?))).next_back()?;
    let function = scope::function_around(input.tree, node);
    let id = match &**prop {
        Prop::Shorthand(ident) => Some(ident.to_id()),
        Prop::KeyValue(pair) => unwrap(&pair.value).as_ident().map(|ident| ident.to_id()),
        _ => None,
    };
    let parameters = function.map_or_else(Vec::new, |function| parameters(input, function));
    let parameter = id.and_then(|id| parameters.iter().position(|own| own.as_ref() == Some(&id)));
    Some(Made { node, client, parameter, name: kept_in(input, node), function })
}

fn parameters(input: &Input, function: NodeId) -> Vec<Option<Id>> {
    let name = |pat: &Pat| pat.as_ident().map(|name| name.id.to_id());
    match input.tree.ast(function) {
        Ast::Function(function) => function.params.iter().map(|param| name(&param.pat)).collect(),
        Ast::Expr(Expr::Arrow(arrow)) => arrow.params.iter().map(name).collect(),
        _ => Vec::new(),
    }
}

/// Returns the variable that the value at `node` is assigned to.
fn kept_in(input: &Input, node: NodeId) -> Option<Id> {
    for up in input.tree.ancestors(node) {
        match input.tree.ast(up) {
            Ast::Declarator(VarDeclarator { name: Pat::Ident(name), .. }) => return Some(name.id.to_id()),
            Ast::Expr(Expr::Assign(assign)) => return assign.left.as_ident().map(|name| name.id.to_id()),
            Ast::Expr(expr) if value::is_wrapper(expr) => {}
            Ast::Expr(Expr::Await(_) | Expr::Bin(_)) => {}
            _ => return None,
        }
    }
    None
}
