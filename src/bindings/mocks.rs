//! What tests put in the place of v2, and where they look at it.
//!
//! Test runners are known by the names of their methods; what counts is that v2 is named to them.

use super::*;

/// Methods that replace the module they are told, or give back what a replaced one was.
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

/// Functions that load a module with others in the place of what it imports.
const INJECTORS: [&str; 2] = ["proxyquire", "esmock"];

/// Functions and methods that look at what they are told, or replace a member of it.
const WATCHERS: [&str; 8] = ["expect", "mocked", "spyOn", "spy", "stub", "isMockFunction", "replaceProperty", "method"];

/// Whether `call` replaces the v2 module or the global.
pub(super) fn mocks(call: &CallExpr) -> bool {
    let Callee::Expr(callee) = &call.callee else { return false };
    let first = call.args.first().map(|argument| unwrap(&argument.expr));
    match unwrap(callee) {
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
    }
}

/// Whether the expression at `top`, which is v2, is looked at by a test or replaced in one.
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

/// `"rupt"`, or `import("rupt")` as Vitest takes it.
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
