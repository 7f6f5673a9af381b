//! With `--unsafe`: a mock of v2's `attach` becomes a mock of v3's `evaluate.access`.
//!
//! ```js
//! vi.mock("rupt", () => ({ default: { attach: vi.fn() } }));
//! vi.mock("@ruptjs/client", () => ({ default: class { evaluate = { access: vi.fn() } } }));
//! ```
//!
//! v3 passes other arguments to the function than v2, so a mock moves only if nothing reads them. It also moves
//! only if all code under test moves, which `Choice` says. Either all mocks of a script move, or none. Mocks that
//! stay are reported by `leftovers`.

mod runner;
mod stand_in;
#[cfg(test)]
mod tests;

use super::{Input, leftovers};
use crate::bindings::{Site, Usage, is_v2};
use crate::edit::Span;
use crate::mapping::{V3_PACKAGE, entry, v2};
use crate::migration::{Mocked, Moves};
use crate::note::Note;
use crate::syntax::span;
use crate::tree::{Ast, NodeId};
use crate::value::{self, Callable, unwrap};
use runner::Runner;
use stand_in::StandIn;
use std::collections::HashSet;
use swc_common::Spanned;
use swc_ecma_ast::*;

pub use runner::runs_tests;

/// The methods whose second argument creates the mock of a module.
const MAKERS: [&str; 3] = ["mock", "doMock", "unstable_mockModule"];

/// A mock that moves.
#[derive(Debug, Clone)]
pub struct Mock<'a> {
    /// The span of the whole call.
    pub at: Span,
    /// The span of the module name, without its quotes.
    pub module: Span,
    /// The first member of the mocked module, if the module must be marked as one with a default export.
    pub marked: Option<Span>,
    /// The part that becomes a class.
    pub class: MockClass,
    /// The member that mocks `attach`.
    pub attach: &'a Prop,
}

/// The part of a mock that becomes a class.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MockClass {
    /// The member that mocks `attach`: the mocked module has no other.
    Member(Span),
    /// The object that contains the member, and is the default export.
    Object(Span),
}

/// Returns the mocks that move. `gone` has the indices of the uses of v2 that are removed or moved.
pub fn moves<'a>(input: &Input<'_, 'a>, gone: &HashSet<usize>) -> Vec<Mock<'a>> {
    let sites = &input.bindings.sites;
    let may_move = input.choice.moves == Moves::Unsafe && input.choice.mocked == Mocked::Moves;
    if !may_move || !sites.iter().any(|site| site.usage == Usage::Mock) {
        return Vec::new();
    }
    let is_left = |(index, site): (usize, &Site)| site.usage != Usage::Mock && !gone.contains(&index);
    let others = sites.iter().enumerate().any(is_left) || !leftovers::bare_imports(input).is_empty();
    if others || mocks_v3(input) {
        return Vec::new();
    }
    let mocks = sites.iter().filter(|site| site.usage == Usage::Mock);
    let moving: Option<Vec<Mock>> = mocks.map(|site| mock(input, site.top)).collect();
    let moving = moving.unwrap_or_default();
    let mut modules = moving.iter().map(|mock| mock.module.of(input.source));
    // Two modules of v2 become one of v3, and of two mocks of one module only the last one counts.
    let first = modules.next();
    if modules.any(|module| Some(module) != first) {
        return Vec::new();
    }
    moving
}

/// Returns the note about a mock that moves.
pub fn note(at: Span) -> Note {
    Note::new(entry!("mock-moved"), at)
}

/// Whether the script names v3 other than to load it. The name may be that of a mock, and of two mocks of one
/// module only the last one counts.
fn mocks_v3(input: &Input) -> bool {
    input.tree.all().any(|node| match input.tree.ast(node) {
        Ast::Expr(expr) => value::string(expr).as_deref() == Some(V3_PACKAGE) && !is_loaded(input, node),
        Ast::Prop(Prop::KeyValue(pair)) => value::key_name(&pair.key).as_deref() == Some(V3_PACKAGE),
        _ => false,
    })
}

/// Whether a string is the argument of an `import(…)` or a `require(…)` that is not itself an argument.
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

/// Returns the mock that the call at `node` creates, if it can be one of v3. None otherwise.
fn mock<'a>(input: &Input<'_, 'a>, node: NodeId) -> Option<Mock<'a>> {
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
    // A name with a cast or with escapes is not replaced.
    if quoted.of(input.source).len() != name.len() + 2 {
        return None;
    }
    let object = made(&factory.expr)?;
    let marked = if runner == Runner::Jest && !is_marked(object) { object.props.first() } else { None };
    let (class, attach) = class(input, object)?;
    Some(Mock {
        at: input.tree.span(node),
        module: Span::new(quoted.start + 1, quoted.end - 1),
        marked: marked.map(|first| span(&first.span())),
        class,
        attach,
    })
}

/// Returns the object that a factory returns. None if the factory does something else, or if the object has a
/// written type, which the class would not have.
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

/// Returns `expr` without parentheses and without casts to `any`, `never` and `unknown`. None if it has other
/// casts.
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

/// Returns the part that becomes a class, `{ attach: … }` or a sole `attach: …`, and the member that mocks
/// `attach`. None if the mock has another form.
fn class<'a>(input: &Input<'_, 'a>, object: &'a ObjectLit) -> Option<(MockClass, &'a Prop)> {
    let props: Option<Vec<&'a Prop>> = object.props.iter().map(|prop| prop.as_prop().map(|prop| &**prop)).collect();
    let rest: Vec<&'a Prop> = props?.into_iter().filter(|prop| name(prop).as_deref() != Some("__esModule")).collect();
    let [only] = rest.as_slice() else { return None };
    let (class, attach) = match (name(only)?.as_str(), only) {
        (v2::ATTACH, only) => (MockClass::Member(span(*only)), *only),
        ("default", Prop::KeyValue(pair)) => {
            let Expr::Object(inner) = untyped(&pair.value)? else { return None };
            let [PropOrSpread::Prop(attach)] = inner.props.as_slice() else { return None };
            (MockClass::Object(span(inner)), &**attach)
        }
        _ => return None,
    };
    let is_plain = matches!(attach, Prop::Shorthand(_) | Prop::KeyValue(_) | Prop::Method(_));
    let is_attach = is_plain && name(attach)? == v2::ATTACH;
    (is_attach && StandIn { input, attach, depth: 4 }.ignores_arguments()).then_some((class, attach))
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
