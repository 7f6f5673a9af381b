//! What functions of the language do to an object that is their argument.

use crate::analysis::path::{Path, may_be};
use crate::tree::Tree;
use crate::value::{self, unwrap};
use swc_ecma_ast::*;

/// What a call does to one of its arguments.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ArgumentEffect {
    /// It reads it; the result holds nothing of the argument.
    Reads,
    /// It reads it; the result is the argument.
    GivesBack,
    /// The result, or another object, gets the members of the argument.
    Copies,
    /// It writes the member in question.
    Writes,
}

/// What a call of `callee` does to the members in `path` of its argument at `index`; none if the
/// function is not one of the language.
pub fn does(tree: &Tree, callee: &Expr, args: &[ExprOrSpread], index: usize, path: &Path) -> Option<ArgumentEffect> {
    let is_global = |ident: &Ident| tree.script.is_unbound(&ident.to_id());
    match unwrap(callee) {
        Expr::Ident(ident) if is_global(ident) => match &*ident.sym {
            "Boolean" | "Number" | "String" | "isNaN" | "structuredClone" => Some(ArgumentEffect::Reads),
            _ => None,
        },
        Expr::Member(member) => {
            let Expr::Ident(object) = unwrap(&member.obj) else { return None };
            let name = value::member_name(member)?;
            match (&*object.sym, name.as_str()) {
                _ if !is_global(object) => None,
                ("console", _) | ("JSON", "stringify") | ("Array", "isArray") => Some(ArgumentEffect::Reads),
                ("Object", name) => of_object(name, args, index, path),
                ("Reflect", name) => of_reflect(name, args, index, path),
                _ => None,
            }
        }
        _ => None,
    }
}

fn of_object(name: &str, args: &[ExprOrSpread], index: usize, path: &Path) -> Option<ArgumentEffect> {
    Some(match (name, index) {
        ("keys" | "hasOwn" | "is" | "isFrozen" | "isSealed" | "isExtensible", _)
        | ("getOwnPropertyNames" | "getOwnPropertySymbols", _) => ArgumentEffect::Reads,
        ("freeze" | "seal" | "preventExtensions", 0) => ArgumentEffect::GivesBack,
        ("values" | "entries" | "getOwnPropertyDescriptor" | "getOwnPropertyDescriptors", 0) => ArgumentEffect::Copies,
        ("assign", 0) => {
            written(args[1..].iter().map(|argument| writes_member(argument, path)), ArgumentEffect::GivesBack)
        }
        ("assign", _) => ArgumentEffect::Copies,
        ("defineProperty", 0) => by_key(args, path, ArgumentEffect::GivesBack),
        ("defineProperties", 0) => {
            written(args.get(1).map(|argument| writes_member(argument, path)), ArgumentEffect::GivesBack)
        }
        ("setPrototypeOf", 0) => ArgumentEffect::Writes,
        _ => return None,
    })
}

fn of_reflect(name: &str, args: &[ExprOrSpread], index: usize, path: &Path) -> Option<ArgumentEffect> {
    Some(match (name, index) {
        ("has" | "ownKeys" | "isExtensible" | "preventExtensions", 0) => ArgumentEffect::Reads,
        ("get" | "getOwnPropertyDescriptor", 0) => ArgumentEffect::Copies,
        ("set" | "defineProperty" | "deleteProperty", 0) => by_key(args, path, ArgumentEffect::Reads),
        ("setPrototypeOf", 0) => ArgumentEffect::Writes,
        _ => return None,
    })
}

fn written(each: impl IntoIterator<Item = Writes>, otherwise: ArgumentEffect) -> ArgumentEffect {
    if each.into_iter().any(|writes| writes == Writes::Yes) { ArgumentEffect::Writes } else { otherwise }
}

/// Whether a member is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Writes {
    Yes,
    No,
}

/// What a call does whose second argument is the key.
fn by_key(args: &[ExprOrSpread], path: &Path, otherwise: ArgumentEffect) -> ArgumentEffect {
    let key =
        args.get(1).filter(|argument| argument.spread.is_none()).and_then(|argument| value::string(&argument.expr));
    let is_first = path.front().is_some_and(|member| may_be(member.as_ref(), key.as_ref()));
    if is_first { ArgumentEffect::Writes } else { otherwise }
}

/// Whether an object whose members are copied to another one has the first key of `path`.
fn writes_member(argument: &ExprOrSpread, path: &Path) -> Writes {
    let first = path.front().and_then(Option::as_ref);
    let names_it = |prop: &PropOrSpread| match prop {
        PropOrSpread::Prop(prop) => match &**prop {
            Prop::Shorthand(ident) => may_be(first, Some(&ident.sym.to_string())),
            Prop::KeyValue(pair) => may_be(first, value::key_name(&pair.key).as_ref()),
            Prop::Method(method) => may_be(first, value::key_name(&method.key).as_ref()),
            Prop::Getter(_) | Prop::Setter(_) | Prop::Assign(_) => true,
        },
        PropOrSpread::Spread(_) => true,
    };
    match unwrap(&argument.expr) {
        Expr::Object(object) if argument.spread.is_none() && !object.props.iter().any(names_it) => Writes::No,
        _ => Writes::Yes,
    }
}
