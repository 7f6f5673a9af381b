//! With `--unsafe`: a mock of v2's `attach` becomes one of v3's `evaluate.access`.
//!
//! ```js
//! vi.mock("rupt", () => ({ default: { attach: vi.fn() } }));
//! vi.mock("@ruptjs/client", () => ({ default: class { evaluate = { access: vi.fn() } } }));
//! ```
//!
//! A test that checks what `attach` is told would check v2's options, so a mock moves only where the
//! script has nothing else of v2, and asks no more of a function it shares than whether it was
//! called. All other mocks stay, and `leftovers` says so.

use super::{Input, leftovers};
use crate::bindings::{Site, Usage, is_v2};
use crate::edit::{Edit, Piece, Span};
use crate::mapping::{V3_PACKAGE, entry};
use crate::migration::Moves;
use crate::note::Note;
use crate::scope;
use crate::syntax::span;
use crate::text;
use crate::tree::{Ast, NodeId};
use crate::value::{self, Callable, unwrap};
use std::collections::HashSet;
use swc_ecma_ast::*;

/// Methods whose second argument makes the module that stands in.
const MAKERS: [&str; 3] = ["mock", "doMock", "unstable_mockModule"];

/// What runners of tests are called.
const RUNNERS: [&str; 3] = ["jest", "vi", "vitest"];

/// Whether a function was called, and how often: the same for v2's and for v3's.
const COUNTS: [&str; 5] =
    ["toHaveBeenCalled", "toHaveBeenCalledTimes", "toHaveBeenCalledOnce", "toBeCalled", "toBeCalledTimes"];

/// Forget what a function was called with.
const FORGETS: [&str; 1] = ["mockClear"];

/// The edits of the mocks that move, each with its place. `gone` are the uses of v2 that are no more.
pub fn moves(input: &Input, gone: &HashSet<usize>) -> Vec<(Span, Vec<Edit>)> {
    let sites = &input.bindings.sites;
    let is_left = |(index, site): (usize, &Site)| site.usage != Usage::Mock && !gone.contains(&index);
    let others = sites.iter().enumerate().any(is_left) || !leftovers::bare_imports(input).is_empty();
    if input.project.moves == Moves::Safe || others {
        return Vec::new();
    }
    let mocks = sites.iter().filter(|site| site.usage == Usage::Mock);
    let moving: Vec<_> = mocks.filter_map(|site| Some((site.top, mock(input, site.top)?))).collect();
    let mut modules = moving.iter().map(|(_, (module, _))| module);
    // Two modules of v2 are one of v3, and the mocks would get in each other's way.
    let first = modules.next();
    if modules.any(|module| Some(module) != first) {
        return Vec::new();
    }
    moving.into_iter().map(|(node, (_, edits))| (input.tree.span(node), edits)).collect()
}

/// What is said of a mock that moves.
pub fn note(at: Span) -> Note {
    Note::new(entry("mock-moved"), at)
}

/// The module that the call at `node` replaces, and the edits that make it replace v3.
fn mock(input: &Input, node: NodeId) -> Option<(String, Vec<Edit>)> {
    let Expr::Call(CallExpr { callee: Callee::Expr(callee), args, type_args: None, .. }) = input.tree.expr(node)?
    else {
        return None;
    };
    let Expr::Member(method) = unwrap(callee) else { return None };
    let Expr::Ident(runner) = unwrap(&method.obj) else { return None };
    let makes = MAKERS.contains(&&*value::member_name(method)?) && RUNNERS.contains(&&*runner.sym);
    let [module, factory, ..] = args.as_slice() else { return None };
    let name = value::string(&module.expr).filter(|name| makes && is_v2(name))?;
    let quoted = span(&*module.expr);
    // Not where it is cast, or written with escapes.
    if quoted.of(input.source).len() != name.len() + 2 {
        return None;
    }
    let object = made(&factory.expr)?;
    let inner = Span::new(quoted.start + 1, quoted.end - 1);
    let mut edits = vec![Edit { span: inner, with: vec![Piece::new(V3_PACKAGE)] }];
    if !is_marked(object) && &*runner.sym == "jest" {
        edits.extend(mark(input, object));
    }
    edits.extend(class(input, node, object)?);
    Some((name, edits))
}

/// The object that a factory makes and does nothing besides.
fn made(factory: &Expr) -> Option<&ObjectLit> {
    let callable = Callable::literal(factory).filter(|callable| callable.params().is_empty())?;
    let result = match (callable.expression(), callable.body()) {
        (Some(expr), _) => expr,
        (None, Some([Stmt::Return(ReturnStmt { arg: Some(arg), .. })])) => arg,
        _ => return None,
    };
    match unwrap(result) {
        Expr::Object(object) if !callable.is_generator() => Some(object),
        _ => None,
    }
}

/// The edits that put a class in the place of `{ attach: … }`, or of `attach: …` alone.
fn class(input: &Input, call: NodeId, object: &ObjectLit) -> Option<Vec<Edit>> {
    let props: Option<Vec<&Prop>> = object.props.iter().map(|prop| prop.as_prop().map(|prop| &**prop)).collect();
    let rest: Vec<&Prop> = props?.into_iter().filter(|prop| name(prop).as_deref() != Some("__esModule")).collect();
    let [only] = rest.as_slice() else { return None };
    let (attach, place, before, after) = match (name(only)?.as_str(), only) {
        ("attach", only) => (*only, span(*only), "default: class { evaluate = { ", " } }"),
        ("default", Prop::KeyValue(pair)) => {
            let Expr::Object(inner) = &*pair.value else { return None };
            let [PropOrSpread::Prop(attach)] = inner.props.as_slice() else { return None };
            (&**attach, span(inner), "class { evaluate = ", " }")
        }
        _ => return None,
    };
    let insert = |at: u32, text: &'static str| Edit { span: Span::at(at), with: vec![Piece::new(text)] };
    let mut edits = vec![insert(place.start, before)];
    edits.push(access(attach)?);
    edits.push(insert(place.end, after));
    (is_free(input, call, attach)).then_some(edits)
}

/// `attach` becomes `access`.
fn access(attach: &Prop) -> Option<Edit> {
    let (key, text) = match attach {
        Prop::Shorthand(ident) => (Span::at(span(ident).start), "access: "),
        Prop::KeyValue(pair) => (span(&pair.key), "access"),
        Prop::Method(method) => (span(&method.key), "access"),
        _ => return None,
    };
    (name(attach)? == "attach").then(|| Edit { span: key, with: vec![Piece::new(text)] })
}

fn name(prop: &Prop) -> Option<String> {
    match prop {
        Prop::Shorthand(ident) => Some(ident.sym.to_string()),
        Prop::KeyValue(pair) => value::key_name(&pair.key),
        Prop::Method(method) => value::key_name(&method.key),
        _ => None,
    }
}

fn is_marked(object: &ObjectLit) -> bool {
    object.props.iter().any(|prop| prop.as_prop().is_some_and(|prop| name(prop).as_deref() == Some("__esModule")))
}

/// Without the mark Jest's modules have no default export of their own.
fn mark(input: &Input, object: &ObjectLit) -> Option<Edit> {
    let at = span(object.props.first()?).start;
    let behind = match text::is_first_on_line(input.source, at) {
        true => format!("{}{}", input.style.eol, text::indent_at(input.source, at)),
        false => " ".to_owned(),
    };
    Some(Edit { span: Span::at(at), with: vec![Piece::new(format!("__esModule: true,{behind}"))] })
}

/// Whether the function means the same inside a class, made once for each client, and nothing else
/// looks at what it is called with.
fn is_free(input: &Input, call: NodeId, attach: &Prop) -> bool {
    let place = span(attach);
    let is_plain = |node: NodeId| match input.tree.ast(node) {
        Ast::Expr(Expr::This(_) | Expr::SuperProp(_) | Expr::Await(_) | Expr::Yield(_)) => false,
        Ast::Expr(Expr::Arrow(arrow)) => arrow.params.iter().all(|param| matches!(param, Pat::Rest(_))),
        Ast::Function(function) => function.params.iter().all(|param| matches!(param.pat, Pat::Rest(_))),
        Ast::Expr(Expr::Member(member)) => !value::member_name(member).is_none_or(|name| name.ends_with("Once")),
        Ast::Name => input.tree.id(node).is_some_and(|id| is_unseen(input, call, id)),
        _ => true,
    };
    input.tree.within(place).all(is_plain)
}

/// Whether nothing but the mock at `call` looks into what `id` is.
fn is_unseen(input: &Input, call: NodeId, id: &Id) -> bool {
    let whole = input.tree.span(call);
    if &*id.0 == "arguments" {
        return false;
    }
    let Some(declared) = scope::declared(input.tree, id) else { return true };
    if RUNNERS.contains(&&*id.0) || whole.contains(input.tree.span(declared.holder)) {
        return true;
    }
    let is_local = matches!(declared.how, scope::How::Const | scope::How::Function);
    let exported = input.tree.ancestors(declared.name).any(|up| matches!(input.tree.ast(up), Ast::ModuleDecl(_)));
    let is_counted = |mention: NodeId| {
        let is_own = whole.contains(input.tree.span(mention)) || scope::declares(input.tree, mention).is_some();
        is_own || input.tree.parent(mention).is_some_and(|expr| is_counted(input, expr))
    };
    is_local && !exported && input.tree.mentions(id).all(is_counted)
}

/// `expect(attach).toHaveBeenCalled()` and its kin, with `mocks.attach` as well.
fn is_counted(input: &Input, function: NodeId) -> bool {
    let Some(up) = input.tree.parent(function) else { return false };
    match input.tree.expr(up) {
        Some(Expr::Member(member)) => match value::member_name(member).as_deref() {
            Some("attach") => is_counted(input, up),
            Some(name) => FORGETS.contains(&name) && input.called(up).is_some(),
            None => false,
        },
        Some(Expr::Call(CallExpr { callee: Callee::Expr(callee), args, .. })) => {
            let is_expect = matches!(unwrap(callee), Expr::Ident(ident) if &*ident.sym == "expect");
            is_expect && args.len() == 1 && is_count(input, up)
        }
        _ => false,
    }
}

fn is_count(input: &Input, expected: NodeId) -> bool {
    let Some(up) = input.tree.parent(expected) else { return false };
    let Some(Expr::Member(member)) = input.tree.expr(up) else { return false };
    match value::member_name(member).as_deref() {
        Some("not") => is_count(input, up),
        Some(name) => COUNTS.contains(&name) && input.called(up).is_some(),
        None => false,
    }
}
