//! A may-return-false analysis: v2 asked handlers whether to go on, and `false`, or a promise of it,
//! meant no.

use super::{Callable, initialiser, is_global, is_undefined, key_name, member_name, string, unwrap};
use crate::scope;
use crate::tree::{Ast, Tree};
use swc_ecma_ast::*;

/// Whether a value can be exactly `false`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum MayBeFalse {
    /// It never is.
    No,
    /// Unknown: it is the result of code that is not understood.
    Unknown,
    /// It can be.
    Yes,
}

/// Whether `callable` can return `false`, or a promise of it.
pub fn can_return_false<'a>(tree: &Tree<'a>, callable: &Callable<'a>) -> MayBeFalse {
    returns_false(tree, callable, 8)
}

fn returns_false<'a>(tree: &Tree<'a>, callable: &Callable<'a>, depth: u8) -> MayBeFalse {
    if depth == 0 || callable.is_generator() {
        return MayBeFalse::Yes;
    }
    if let Some(expr) = callable.expression() {
        return may_be_false(tree, expr, depth);
    }
    let returned = callable.returned(tree);
    returned.iter().map(|expr| may_be_false(tree, expr, depth)).max().unwrap_or(MayBeFalse::No)
}

fn may_be_false<'a>(tree: &Tree<'a>, expr: &'a Expr, depth: u8) -> MayBeFalse {
    if depth == 0 {
        return MayBeFalse::Yes;
    }
    let go = |expr: &'a Expr| may_be_false(tree, expr, depth);
    match unwrap(expr) {
        Expr::Lit(Lit::Bool(value)) if !value.value => MayBeFalse::Yes,
        Expr::Object(object) => is_thenable(object),
        Expr::Lit(_)
        | Expr::Tpl(_)
        | Expr::Array(_)
        | Expr::Fn(_)
        | Expr::Arrow(_)
        | Expr::Class(_)
        | Expr::Update(_)
        | Expr::JSXElement(_)
        | Expr::JSXFragment(_) => MayBeFalse::No,
        Expr::New(new) => made_by(tree, &new.callee),
        Expr::Unary(unary) if !unary_may_be_false(unary) => MayBeFalse::No,
        Expr::Bin(bin) if is_logical(bin.op) => go(&bin.left).max(go(&bin.right)),
        Expr::Bin(bin) if is_arithmetic(bin.op) => MayBeFalse::No,
        Expr::Cond(cond) => go(&cond.cons).max(go(&cond.alt)),
        Expr::Seq(seq) => seq.exprs.last().map_or(MayBeFalse::No, |last| go(last)),
        Expr::Assign(assign) if assign.op == AssignOp::Assign => go(&assign.right),
        Expr::Await(awaited) => go(&awaited.arg),
        Expr::Call(call) => match &call.callee {
            Callee::Expr(callee) => call_may_be_false(tree, (callee, &call.args), depth),
            _ => MayBeFalse::No,
        },
        Expr::OptChain(chain) => match &*chain.base {
            OptChainBase::Call(call) => call_may_be_false(tree, (&call.callee, &call.args), depth),
            OptChainBase::Member(_) => MayBeFalse::Yes,
        },
        Expr::Ident(_) if is_undefined(tree, expr) => MayBeFalse::No,
        Expr::Ident(ident) => match initialiser(tree, &ident.to_id()) {
            Some(init) if depth > 0 => may_be_false(tree, init, depth - 1),
            _ => MayBeFalse::Yes,
        },
        _ => MayBeFalse::Yes,
    }
}

/// Whether an operation gives a boolean that may be `false`. Minifiers write `true` as `!0`.
fn unary_may_be_false(unary: &UnaryExpr) -> bool {
    let is_zero = |expr: &Expr| matches!(expr, Expr::Lit(Lit::Num(number)) if number.value == 0.0);
    match unary.op {
        UnaryOp::Bang => !is_zero(&unary.arg),
        UnaryOp::Delete => true,
        UnaryOp::Minus | UnaryOp::Plus | UnaryOp::Tilde | UnaryOp::TypeOf | UnaryOp::Void => false,
    }
}

/// Whether an operation returns one of its operands.
fn is_logical(op: BinaryOp) -> bool {
    matches!(op, BinaryOp::LogicalAnd | BinaryOp::LogicalOr | BinaryOp::NullishCoalescing)
}

/// Whether an operation returns a number or a string.
fn is_arithmetic(op: BinaryOp) -> bool {
    use BinaryOp::*;
    matches!(op, Add | Sub | Mul | Div | Mod | Exp | BitAnd | BitOr | BitXor | LShift | RShift | ZeroFillRShift)
}

/// Whether an object may be a thenable, which could settle to `false`.
fn is_thenable(object: &ObjectLit) -> MayBeFalse {
    let may_be_then = |key: &PropName| key_name(key).is_none_or(|name| name == "then");
    let thens = object.props.iter().any(|prop| match prop {
        PropOrSpread::Spread(_) => true,
        PropOrSpread::Prop(prop) => match &**prop {
            Prop::Shorthand(ident) => &*ident.sym == "then",
            Prop::KeyValue(pair) => may_be_then(&pair.key),
            Prop::Method(method) => may_be_then(&method.key),
            Prop::Getter(getter) => may_be_then(&getter.key),
            Prop::Setter(_) | Prop::Assign(_) => false,
        },
    });
    if thens { MayBeFalse::Unknown } else { MayBeFalse::No }
}

/// Classes of the language and the browser whose objects are not promises.
const PLAIN: [&str; 16] = [
    "AbortController",
    "Array",
    "Blob",
    "CustomEvent",
    "Date",
    "Error",
    "Event",
    "FormData",
    "Headers",
    "Map",
    "RegExp",
    "Set",
    "TypeError",
    "URL",
    "URLSearchParams",
    "WeakMap",
];

/// Whether an instance of a class may be a promise of `false`.
fn made_by(tree: &Tree, class: &Expr) -> MayBeFalse {
    if is_global(tree, class, "Promise") {
        return MayBeFalse::Yes;
    }
    if PLAIN.iter().any(|name| is_global(tree, class, name)) {
        return MayBeFalse::No;
    }
    let Expr::Ident(ident) = unwrap(class) else { return MayBeFalse::Unknown };
    let Some(declared) = scope::declared(tree, &ident.to_id()) else { return MayBeFalse::Unknown };
    let is_plain = |class: &Class| {
        let is_then = |member: &ClassMember| match member {
            ClassMember::Method(method) => key_name(&method.key).is_none_or(|name| name == "then"),
            ClassMember::ClassProp(prop) => key_name(&prop.key).is_none_or(|name| name == "then"),
            _ => false,
        };
        class.super_class.is_none() && !class.body.iter().any(is_then)
    };
    let mut own = tree.children(declared.holder).filter_map(|node| match tree.ast(node) {
        Ast::Class(class) => Some(class),
        _ => None,
    });
    let known = declared.how == scope::How::Class && own.any(is_plain);
    if known { MayBeFalse::No } else { MayBeFalse::Unknown }
}

fn call_may_be_false<'a>(tree: &Tree<'a>, (callee, args): (&'a Expr, &'a [ExprOrSpread]), depth: u8) -> MayBeFalse {
    if depth == 0 {
        return MayBeFalse::Yes;
    }
    let callee = unwrap(callee);
    if let Some(callable) = Callable::of(tree, callee) {
        return returns_false(tree, &callable, depth - 1);
    }
    match callee {
        Expr::Ident(_) if ["Boolean", "confirm"].iter().any(|name| is_global(tree, callee, name)) => MayBeFalse::Yes,
        Expr::Member(member) => method_may_be_false(tree, (member, args), depth),
        Expr::OptChain(chain) => match &*chain.base {
            OptChainBase::Member(member) => method_may_be_false(tree, (member, args), depth),
            OptChainBase::Call(_) => MayBeFalse::Unknown,
        },
        // `(0, leave)()`
        Expr::Seq(seq) => match seq.exprs.last() {
            Some(last) => call_may_be_false(tree, (last, args), depth - 1),
            None => MayBeFalse::Unknown,
        },
        _ => MayBeFalse::Unknown,
    }
}

fn method_may_be_false<'a>(
    tree: &Tree<'a>,
    (member, args): (&'a MemberExpr, &'a [ExprOrSpread]),
    depth: u8,
) -> MayBeFalse {
    let name = member_name(member);
    let name = name.as_deref().unwrap_or_default();
    let object = unwrap(&member.obj);
    match object {
        _ if QUESTIONS.contains(&name) => return MayBeFalse::Yes,
        Expr::Ident(_) if is_global(tree, object, "console") => return MayBeFalse::No,
        Expr::Ident(_) if is_global(tree, object, "Promise") => return settles_false(tree, name, args, depth),
        _ => {}
    }
    match name {
        "call" | "apply" => call_may_be_false(tree, (object, args), depth - 1),
        // A chain settles to what its callbacks return.
        "then" | "catch" => {
            let first = match Callable::literal(object) {
                Some(_) => MayBeFalse::Unknown,
                None => may_be_false(tree, object, depth - 1),
            };
            let callbacks = args.iter().filter_map(|argument| Callable::of(tree, &argument.expr));
            let settled = callbacks.map(|callback| returns_false(tree, &callback, depth - 1)).max();
            let passes_on = if name == "catch" { first } else { MayBeFalse::Unknown };
            passes_on.max(settled.unwrap_or(MayBeFalse::Unknown))
        }
        "finally" => may_be_false(tree, object, depth - 1),
        _ => {
            let methods = methods_called(tree, &member.prop);
            match methods.iter().map(|method| returns_false(tree, method, depth - 1)).max() {
                Some(MayBeFalse::Yes) => MayBeFalse::Yes,
                _ => MayBeFalse::Unknown,
            }
        }
    }
}

/// Whether the promise that a static method of `Promise` makes may settle to `false`.
fn settles_false<'a>(tree: &Tree<'a>, name: &str, args: &'a [ExprOrSpread], depth: u8) -> MayBeFalse {
    let Some(first) = args.first() else { return MayBeFalse::No };
    if first.spread.is_some() {
        return MayBeFalse::Unknown;
    }
    match (name, unwrap(&first.expr)) {
        ("resolve", value) => may_be_false(tree, value, depth),
        ("all" | "allSettled" | "reject", _) => MayBeFalse::No,
        ("race" | "any", Expr::Array(array)) => {
            let each = array.elems.iter().flatten().map(|element| match element.spread {
                Some(_) => MayBeFalse::Unknown,
                None => may_be_false(tree, &element.expr, depth),
            });
            each.max().unwrap_or(MayBeFalse::No)
        }
        _ => MayBeFalse::Unknown,
    }
}

/// Methods of the language and the browser that return a boolean.
const QUESTIONS: [&str; 14] = [
    "includes",
    "startsWith",
    "endsWith",
    "test",
    "has",
    "some",
    "every",
    "isArray",
    "isInteger",
    "hasOwnProperty",
    "hasOwn",
    "confirm",
    "contains",
    "matches",
];

/// The methods of this name in the classes and objects of the script.
fn methods_called<'a>(tree: &Tree<'a>, prop: &MemberProp) -> Vec<Callable<'a>> {
    let name = match prop {
        MemberProp::Ident(ident) => Some(ident.sym.to_string()),
        MemberProp::Computed(computed) => string(&computed.expr),
        MemberProp::PrivateName(_) => None,
    };
    let private = match prop {
        MemberProp::PrivateName(name) => Some(name.name.as_str()),
        _ => None,
    };
    let is_it = |key: &PropName| name.is_some() && key_name(key) == name;
    let is_private = |key: &PrivateName| private == Some(&*key.name);
    let Some(word) = name.as_deref().or(private) else { return Vec::new() };
    let found = tree.holding(word).filter_map(|node| match tree.ast(node) {
        Ast::ClassMember(ClassMember::Method(method)) if is_it(&method.key) => {
            Some(Callable::Function(&method.function))
        }
        Ast::ClassMember(ClassMember::ClassProp(prop)) if is_it(&prop.key) => {
            Callable::of(tree, prop.value.as_deref()?)
        }
        Ast::ClassMember(ClassMember::PrivateMethod(method)) if is_private(&method.key) => {
            Some(Callable::Function(&method.function))
        }
        Ast::ClassMember(ClassMember::PrivateProp(prop)) if is_private(&prop.key) => {
            Callable::of(tree, prop.value.as_deref()?)
        }
        Ast::Prop(Prop::Method(method)) if is_it(&method.key) => Some(Callable::Function(&method.function)),
        Ast::Prop(Prop::KeyValue(pair)) if is_it(&pair.key) => Callable::of(tree, &pair.value),
        Ast::Prop(Prop::Shorthand(ident)) if name.as_deref() == Some(&*ident.sym) => {
            Callable::named(tree, &ident.to_id())
        }
        _ => None,
    });
    found.collect()
}
