//! With `--unsafe`: a mock of v2's `attach` becomes one of v3's `evaluate.access`.
//!
//! ```js
//! vi.mock("rupt", () => ({ default: { attach: vi.fn() } }));
//! vi.mock("@ruptjs/client", () => ({ default: class { evaluate = { access: vi.fn() } } }));
//! ```
//!
//! v3 passes other options to the function than v2, so a mock moves only if nothing reads them. It also
//! moves only if all code under test does: `Project` knows that. The mocks of a script move together or
//! not at all. All other mocks stay, and `leftovers` says so.

mod runner;
mod stand_in;
#[cfg(test)]
mod tests;

use super::{Input, leftovers};
use crate::bindings::{Site, Usage, is_v2};
use crate::edit::{Edit, Piece, Span};
use crate::mapping::{V3_PACKAGE, entry};
use crate::migration::{Mocked, Moves};
use crate::note::Note;
use crate::syntax::span;
use crate::text;
use crate::tree::{Ast, NodeId};
use crate::value::{self, Callable, unwrap};
use runner::Runner;
use stand_in::StandIn;
use std::collections::HashSet;
use swc_ecma_ast::*;

pub use runner::runs_tests;

/// Methods whose second argument makes the module that stands in.
const MAKERS: [&str; 3] = ["mock", "doMock", "unstable_mockModule"];

/// The edits of the mocks that move, each with its place. `gone` are the uses of v2 that are no more.
pub fn moves(input: &Input, gone: &HashSet<usize>) -> Vec<(Span, Vec<Edit>)> {
    let sites = &input.bindings.sites;
    let may_move = input.project.moves == Moves::Unsafe && input.project.mocked == Mocked::Moves;
    if !may_move || !sites.iter().any(|site| site.usage == Usage::Mock) {
        return Vec::new();
    }
    let is_left = |(index, site): (usize, &Site)| site.usage != Usage::Mock && !gone.contains(&index);
    let others = sites.iter().enumerate().any(is_left) || !leftovers::bare_imports(input).is_empty();
    if others || mocks_v3(input) {
        return Vec::new();
    }
    let mocks = sites.iter().filter(|site| site.usage == Usage::Mock);
    let moving: Option<Vec<_>> = mocks.map(|site| Some((site.top, mock(input, site.top)?))).collect();
    let moving = moving.unwrap_or_default();
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

/// Whether the script names v3 for anything but loading it. That may be a mock, and of two mocks of one
/// module only the last one counts.
fn mocks_v3(input: &Input) -> bool {
    input.tree.all().any(|node| match input.tree.ast(node) {
        Ast::Expr(expr) => value::string(expr).as_deref() == Some(V3_PACKAGE) && !is_loaded(input, node),
        Ast::Prop(Prop::KeyValue(pair)) => value::key_name(&pair.key).as_deref() == Some(V3_PACKAGE),
        _ => false,
    })
}

/// Whether a string is the argument of an `import(…)` or a `require(…)` that is no argument itself.
fn is_loaded(input: &Input, string: NodeId) -> bool {
    let Some(load) = input.tree.parent(string) else { return false };
    let Some(Expr::Call(call)) = input.tree.expr(load) else { return false };
    let loads = match &call.callee {
        Callee::Import(_) => true,
        Callee::Expr(callee) => {
            matches!(unwrap(callee), Expr::Ident(ident) if &*ident.sym == "require" && input.script.is_unbound(&ident.to_id()))
        }
        Callee::Super(_) => false,
    };
    let around = input.tree.parent(load).and_then(|up| input.tree.expr(up));
    loads && !matches!(around, Some(Expr::Call(_) | Expr::New(_)))
}

/// The module that the call at `node` replaces, and the edits that make it replace v3.
fn mock(input: &Input, node: NodeId) -> Option<(String, Vec<Edit>)> {
    let Expr::Call(CallExpr { callee: Callee::Expr(callee), args, type_args: None, .. }) = input.tree.expr(node)?
    else {
        return None;
    };
    let Expr::Member(method) = &**callee else { return None };
    let runner = Runner::of(input, &method.obj)?;
    let makes =
        MAKERS.contains(&&*value::member_name(method)?) && args.iter().all(|argument| argument.spread.is_none());
    let [module, factory, ..] = args.as_slice() else { return None };
    let name = value::string(&module.expr).filter(|name| makes && is_v2(name))?;
    let quoted = span(&*module.expr);
    // Not where it is cast, or written with escapes.
    if quoted.of(input.source).len() != name.len() + 2 {
        return None;
    }
    let object = made(&factory.expr)?;
    let inner = Span::new(quoted.start + 1, quoted.end - 1);
    let mut edits = vec![Edit::replace(inner, vec![Piece::new(V3_PACKAGE)])];
    if !is_marked(object) && runner == Runner::Jest {
        edits.extend(mark(input, object));
    }
    edits.extend(class(input, object)?);
    Some((name, edits))
}

/// The object that a factory returns, if it does nothing else. An object with a written type is left
/// alone: the class would not be of that type.
fn made(factory: &Expr) -> Option<&ObjectLit> {
    let callable = Callable::literal(untyped(factory)?).filter(|callable| callable.params().is_empty())?;
    let is_typed = match callable {
        Callable::Arrow(arrow) => arrow.return_type.is_some(),
        Callable::Function(function) => function.return_type.is_some(),
    };
    let result = match (callable.expression(), callable.body()) {
        (Some(expr), _) => expr,
        (None, Some([Stmt::Return(ReturnStmt { arg: Some(arg), .. })])) => arg,
        _ => return None,
    };
    match untyped(result)? {
        Expr::Object(object) if !is_typed && !callable.is_generator() => Some(object),
        _ => None,
    }
}

/// `expr` without parentheses and without casts to `any`, `never` and `unknown`; none under other types.
fn untyped(expr: &Expr) -> Option<&Expr> {
    let is_open = |kind: &TsType| {
        use TsKeywordTypeKind::{TsAnyKeyword, TsNeverKeyword, TsUnknownKeyword};
        let open = [TsAnyKeyword, TsNeverKeyword, TsUnknownKeyword];
        matches!(kind, TsType::TsKeywordType(keyword) if open.contains(&keyword.kind))
    };
    match expr {
        Expr::Paren(inner) => untyped(&inner.expr),
        Expr::TsAs(cast) if is_open(&cast.type_ann) => untyped(&cast.expr),
        // `{ … } as unknown as Sdk`
        Expr::TsAs(cast) => match &*cast.expr {
            Expr::TsAs(inner) if is_open(&inner.type_ann) => untyped(&inner.expr),
            _ => None,
        },
        expr if value::is_wrapper(expr) => None,
        expr => Some(expr),
    }
}

/// The edits that put a class in the place of `{ attach: … }`, or of `attach: …` alone.
fn class<'a>(input: &Input<'_, 'a>, object: &'a ObjectLit) -> Option<Vec<Edit>> {
    let props: Option<Vec<&'a Prop>> = object.props.iter().map(|prop| prop.as_prop().map(|prop| &**prop)).collect();
    let rest: Vec<&'a Prop> = props?.into_iter().filter(|prop| name(prop).as_deref() != Some("__esModule")).collect();
    let [only] = rest.as_slice() else { return None };
    let (attach, place, before, after) = match (name(only)?.as_str(), only) {
        ("attach", only) => (*only, span(*only), "default: class { evaluate = { ", " } }"),
        ("default", Prop::KeyValue(pair)) => {
            let Expr::Object(inner) = untyped(&pair.value)? else { return None };
            let [PropOrSpread::Prop(attach)] = inner.props.as_slice() else { return None };
            (&**attach, span(inner), "class { evaluate = ", " }")
        }
        _ => return None,
    };
    let insert = |at: u32, text: &'static str| Edit::insert(at, vec![Piece::new(text)]);
    let mut edits = vec![insert(place.start, before)];
    edits.push(access(attach)?);
    edits.push(insert(place.end, after));
    StandIn { input, attach, depth: 4 }.ignores_arguments().then_some(edits)
}

/// `attach` becomes `access`.
fn access(attach: &Prop) -> Option<Edit> {
    let edit = match attach {
        Prop::Shorthand(ident) => Edit::insert(span(ident).start, vec![Piece::new("access: ")]),
        Prop::KeyValue(pair) => Edit::replace(span(&pair.key), vec![Piece::new("access")]),
        Prop::Method(method) => Edit::replace(span(&method.key), vec![Piece::new("access")]),
        _ => return None,
    };
    (name(attach)? == "attach").then_some(edit)
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
    Some(Edit::insert(at, vec![Piece::new(format!("__esModule: true,{behind}"))]))
}
