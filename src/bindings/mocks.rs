//! What tests replace v2 with, and where they inspect it.
//!
//! Test runners are recognized by the names of their methods, if v2's name is an argument. In a test, an
//! unknown function also counts if v2's name is its first argument.

use super::is;
use super::loads::is_v2;
use crate::edit::Span;
use crate::mapping::V2_GLOBAL;
use crate::scope;
use crate::syntax::span;
use crate::tree::{Ast, NodeId, Tree};
use crate::value::{self, unwrap};
use swc_ecma_ast::*;

/// Methods that replace the module whose name they take, or return what it was before.
const MOCKERS: [&str; 18] = [
    "mock",
    "doMock",
    "unmock",
    "doUnmock",
    "dontMock",
    "deepUnmock",
    "requireActual",
    "requireMock",
    "importActual",
    "importMock",
    "setMock",
    "createMockFromModule",
    "genMockFromModule",
    "unstable_mockModule",
    "unstable_unmockModule",
    "replaceEsm",
    "registerMock",
    "registerSubstitute",
];

/// Functions that load a module and replace what it imports.
const INJECTORS: [&str; 2] = ["proxyquire", "esmock"];

/// Packages whose functions replace modules. A script may call these functions by any name.
const LIBRARIES: [&str; 9] = [
    "proxyquire",
    "proxyquireify",
    "esmock",
    "mock-require",
    "mockery",
    "quibble",
    "rewiremock",
    "testdouble",
    "bun:test",
];

/// Functions of Node that find and load modules, or hook into loading.
const HOOKS: [&str; 4] = ["_load", "_resolveFilename", "_findPath", "registerHooks"];

/// Functions of test runners whose first argument is not a module.
const TESTS: [&str; 14] = [
    "describe",
    "it",
    "test",
    "suite",
    "context",
    "specify",
    "before",
    "after",
    "beforeEach",
    "afterEach",
    "beforeAll",
    "afterAll",
    "expect",
    "assert",
];

/// The modules that export these functions.
const RUNNERS: [&str; 9] =
    ["vitest", "@jest/globals", "mocha", "chai", "node:test", "node:assert", "bun:test", "@playwright/test", "assert"];

/// Global objects whose methods do not take a module.
const PLATFORM: [&str; 6] = ["console", "window", "document", "localStorage", "sessionStorage", "JSON"];

/// The most names through which a library is followed.
const FOLLOWED: u8 = 6;

/// Functions and methods that inspect their argument, or replace one of its members.
const WATCHERS: [&str; 8] = ["expect", "mocked", "spyOn", "spy", "stub", "isMockFunction", "replaceProperty", "method"];

/// Whether `call` replaces the module of v2, or its global.
pub(super) fn mocks(tree: &Tree, call: &CallExpr) -> bool {
    let Callee::Expr(callee) = &call.callee else { return false };
    let first = call.args.first().map(|argument| unwrap(&argument.expr));
    let is_known = match unwrap(callee) {
        Expr::Member(member) => {
            let Some(method) = value::member_name(member) else { return false };
            let replaces = MOCKERS.contains(&&*method)
                || (method == "replace" && matches!(&*receiver(&member.obj), "td" | "testdouble"))
                || (method == "module" && receiver(&member.obj) == "mock");
            (replaces && first.is_some_and(names_v2))
                || (method == "stubGlobal" && first.and_then(value::string).as_deref() == Some(V2_GLOBAL))
                || (INJECTORS.contains(&&*receiver(&member.obj)) && injects(call))
        }
        Expr::Ident(ident) => INJECTORS.contains(&&*ident.sym) && injects(call),
        _ => false,
    };
    is_known || by_library(tree, (callee, call)) || hooks(tree, (callee, call)) || in_a_test(tree, (callee, call))
}

/// Whether `assign` replaces a function by which Node loads modules with one that names v2.
pub(super) fn replaces_loader(tree: &Tree, assign: &AssignExpr) -> bool {
    let name = match &assign.left {
        AssignTarget::Simple(SimpleAssignTarget::Member(member)) => value::member_name(member),
        _ => None,
    };
    name.is_some_and(|name| HOOKS.contains(&&*name)) && says_v2(tree, span(&*assign.right))
}

/// Whether a function of one of these packages has v2 among its arguments.
fn by_library(tree: &Tree, (callee, call): (&Expr, &CallExpr)) -> bool {
    let is_told = call.args.iter().any(|argument| value::string(&argument.expr).is_some_and(|name| is_v2(&name)));
    let is_known = |name: String| {
        let package = name.split('/').next().unwrap_or_default();
        LIBRARIES.contains(&package)
    };
    (is_told || injects(call)) && library(tree, callee, FOLLOWED).is_some_and(is_known)
}

/// `registerHooks({ resolve(specifier) { … } })`
fn hooks(tree: &Tree, (callee, call): (&Expr, &CallExpr)) -> bool {
    HOOKS.contains(&&*receiver(callee)) && call.args.iter().any(|argument| says_v2(tree, span(&*argument.expr)))
}

/// Whether an unknown function takes v2's name and a possible replacement in a test.
fn in_a_test(tree: &Tree, (callee, call): (&Expr, &CallExpr)) -> bool {
    let [name, _, ..] = call.args.as_slice() else { return false };
    if !value::string(&name.expr).is_some_and(|name| is_v2(&name)) {
        return false;
    }
    let is_unbound = |ident: &Ident| tree.script.is_unbound(&ident.to_id());
    let is_test = |expr: &Expr| matches!(root(expr), Expr::Ident(ident) if TESTS.contains(&&*ident.sym));
    let of_runner = |expr: &Expr| library(tree, expr, FOLLOWED).is_some_and(|name| RUNNERS.contains(&&*name));
    let is_harmless = match root(callee) {
        Expr::Ident(ident) if is_unbound(ident) => is_test(callee) || PLATFORM.contains(&&*ident.sym),
        Expr::Ident(_) => is_test(callee) && of_runner(root(callee)),
        Expr::Lit(_) | Expr::Tpl(_) => true,
        _ => false,
    };
    let declares = |node: NodeId| match tree.expr(node) {
        Some(Expr::Call(CallExpr { callee: Callee::Expr(callee), .. })) => is_test(callee),
        _ => false,
    };
    !is_harmless && tree.all().any(declares)
}

/// The expression that a chain of members and calls starts with.
fn root(mut expr: &Expr) -> &Expr {
    loop {
        expr = match unwrap(expr) {
            Expr::Member(member) => &member.obj,
            Expr::Call(CallExpr { callee: Callee::Expr(callee), .. }) => callee,
            other => return other,
        };
    }
}

/// The module that `expr` comes from, followed through at most `depth` names.
fn library(tree: &Tree, expr: &Expr, depth: u8) -> Option<String> {
    let next = |expr: &Expr| library(tree, expr, depth.checked_sub(1)?);
    match unwrap(expr) {
        Expr::Ident(ident) => match tree.ast(scope::declared(tree, &ident.to_id())?.holder) {
            Ast::ModuleDecl(ModuleDecl::Import(import)) => import.src.value.as_str().map(str::to_owned),
            Ast::ModuleDecl(ModuleDecl::TsImportEquals(import)) => match &import.module_ref {
                TsModuleRef::TsExternalModuleRef(module) => module.expr.value.as_str().map(str::to_owned),
                TsModuleRef::TsEntityName(_) => None,
            },
            Ast::Declarator(declarator) => next(declarator.init.as_deref()?),
            _ => None,
        },
        Expr::Member(member) => next(&member.obj),
        Expr::Await(awaited) => next(&awaited.arg),
        Expr::New(made) => next(&made.callee),
        Expr::Call(call) => match &call.callee {
            Callee::Import(_) => value::string(&call.args.first()?.expr),
            Callee::Expr(callee) => match unwrap(callee) {
                Expr::Ident(ident) if &*ident.sym == "require" && tree.script.is_unbound(&ident.to_id()) => {
                    value::string(&call.args.first()?.expr)
                }
                callee => next(callee),
            },
            Callee::Super(_) => None,
        },
        _ => None,
    }
}

/// Whether a string or a key in `place` is the name of v2.
fn says_v2(tree: &Tree, place: Span) -> bool {
    tree.within(place).any(|node| match tree.ast(node) {
        Ast::Expr(expr) => value::string(expr).is_some_and(|name| is_v2(&name)),
        Ast::Prop(Prop::KeyValue(pair)) => value::key_name(&pair.key).is_some_and(|name| is_v2(&name)),
        _ => false,
    })
}

/// Whether a test inspects or replaces the expression at `top`, which is v2.
pub(super) fn watches(tree: &Tree, top: NodeId) -> bool {
    let Some(up) = tree.parent(top) else { return false };
    match tree.expr(up) {
        Some(Expr::Call(CallExpr { callee: Callee::Expr(callee), args, .. })) => {
            let is_told = args.iter().any(|argument| is(tree, top, &argument.expr));
            is_told && WATCHERS.contains(&&*receiver(callee))
        }
        Some(Expr::Member(member)) => {
            let name = value::member_name(member).unwrap_or_default();
            name.strip_prefix("mock").is_some_and(|rest| rest.is_empty() || rest.starts_with(char::is_uppercase))
        }
        _ => false,
    }
}

/// The last name of `jest`, `t.mock`, `globalThis.vi` or `vi.mocked`.
fn receiver(expr: &Expr) -> String {
    match unwrap(expr) {
        Expr::Ident(ident) => ident.sym.to_string(),
        Expr::Member(member) => value::member_name(member).unwrap_or_default(),
        _ => String::new(),
    }
}

/// Whether an argument names v2: `"rupt"`, or `import("rupt")` for Vitest.
fn names_v2(module: &Expr) -> bool {
    let name = match module {
        Expr::Call(CallExpr { callee: Callee::Import(_), args, .. }) => {
            args.first().and_then(|inner| value::string(&inner.expr))
        }
        other => value::string(other),
    };
    name.is_some_and(|name| is_v2(&name))
}

/// Whether an argument is an object that has v2 as a key: `proxyquire("./guard", { rupt: … })`.
fn injects(call: &CallExpr) -> bool {
    let keyed = |prop: &PropOrSpread| match prop {
        PropOrSpread::Prop(prop) => match &**prop {
            Prop::Shorthand(ident) => is_v2(&ident.sym),
            Prop::KeyValue(pair) => value::key_name(&pair.key).is_some_and(|name| is_v2(&name)),
            _ => false,
        },
        PropOrSpread::Spread(_) => false,
    };
    call.args.iter().skip(1).any(|argument| match unwrap(&argument.expr) {
        Expr::Object(object) => object.props.iter().any(keyed),
        _ => false,
    })
}
