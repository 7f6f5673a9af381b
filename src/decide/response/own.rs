//! Whether a `detach` gets the device of this browser: the one in the response of a call of `attach` in this
//! script, passed on, or written to the storage of the browser and read from it.
//!
//! Any other device may be one that the user chose from a list. v3 documents no way to log such a device out, so
//! the call stays.

use super::device::{is_nothing, may_hold_another, sets_device_alone};
use super::storage::storage;
use super::{answered_by, fed_by, flow};
use crate::edit::Span;
use crate::input::{Input, parts};
use crate::syntax::span;
use crate::text;
use crate::tree::{Ast, NodeId};
use crate::value::{self, unwrap};
use std::collections::BTreeSet;
use swc_ecma_ast::*;

/// The most names and alternatives of a value that are followed.
const DEPTH: u8 = 8;

/// Returns the calls of `attach` that the device of `detach` comes from. Empty if it may come from elsewhere.
pub fn sources(input: &Input, detach: NodeId) -> Vec<NodeId> {
    let feeding = fed_by(input, detach);
    let holds_it = |call: &NodeId| !flow(input, *call).holders.iter().any(|held| may_hold_another(input, *held));
    if !feeding.is_empty() {
        return if feeding.iter().all(holds_it) { feeding.to_vec() } else { Vec::new() };
    }
    device_of(input, detach).and_then(|device| stored(input, device, DEPTH)).unwrap_or_default()
}

/// Returns the device that is passed to a call of `detach`. None if it is not written in a known form.
fn device_of<'a>(input: &Input<'_, 'a>, detach: NodeId) -> Option<&'a Expr> {
    let (_, [argument], _) = parts(input, detach)? else { return None };
    let Expr::Object(object) = unwrap(&argument.expr) else { return None };
    object.props.iter().find_map(|prop| match prop {
        PropOrSpread::Prop(prop) => match &**prop {
            _ if !sets_device_alone(object, prop) => None,
            Prop::KeyValue(pair) => Some(&*pair.value),
            Prop::Shorthand(name) => value::initialiser(input.tree, &name.to_id()),
            Prop::Assign(_) | Prop::Getter(_) | Prop::Setter(_) | Prop::Method(_) => None,
        },
        PropOrSpread::Spread(_) => None,
    })
}

/// Returns the calls of `attach` whose device a value is, if it is read from storage. None if it may be another
/// value.
fn stored(input: &Input, expr: &Expr, depth: u8) -> Option<Vec<NodeId>> {
    let further = |expr: &Expr| depth.checked_sub(1).and_then(|depth| stored(input, expr, depth));
    match unwrap(expr) {
        nothing if is_nothing(input, nothing) => Some(Vec::new()),
        Expr::Bin(BinExpr { op: BinaryOp::NullishCoalescing | BinaryOp::LogicalOr, left, right, .. }) => {
            Some([further(left)?, further(right)?].concat())
        }
        Expr::Ident(ident) => further(value::initialiser(input.tree, &ident.to_id())?),
        read => {
            let (storage, key) = read_at(input, read)?;
            written(input, storage, &key)
        }
    }
}

/// Returns the storage and the key that an expression reads. None if it is no such read.
fn read_at<'a>(input: &Input, expr: &'a Expr) -> Option<(&'a str, String)> {
    match expr {
        Expr::Call(CallExpr { callee: Callee::Expr(callee), args, .. }) => {
            let Expr::Member(member) = unwrap(callee) else { return None };
            let is_read = value::member_name(member).as_deref() == Some("getItem");
            let [key] = &args[..] else { return None };
            Some((storage(input, &member.obj)?, constant(input, &key.expr)?)).filter(|_| is_read)
        }
        Expr::Member(member) => Some((storage(input, &member.obj)?, key(input, member)?)),
        _ => None,
    }
}

/// Returns the key of a member: its name, or a constant string. None if it is not known.
fn key(input: &Input, member: &MemberExpr) -> Option<String> {
    value::member_name(member).or_else(|| match &member.prop {
        MemberProp::Computed(computed) => constant(input, &computed.expr),
        MemberProp::Ident(_) | MemberProp::PrivateName(_) => None,
    })
}

/// Returns a string that is written out or held by a name. None if the value is not known.
fn constant(input: &Input, expr: &Expr) -> Option<String> {
    value::string(expr).or_else(|| match unwrap(expr) {
        Expr::Ident(ident) => value::string(value::initialiser(input.tree, &ident.to_id())?),
        _ => None,
    })
}

/// Returns the calls of `attach` whose device is the only value that the script writes under a key of a storage.
/// None if it may write something else, or uses the name of the storage in a way that is not understood.
fn written(input: &Input, storage: &str, key: &str) -> Option<Vec<NodeId>> {
    let mut sources = Vec::new();
    let mut understood = BTreeSet::new();
    for (at, done) in input.tree.holding(storage).filter_map(|node| member_of(input, node, storage)) {
        match done {
            StorageUse::Nothing => {}
            StorageUse::Writes(other, value) => {
                if other? == key {
                    sources.extend(given(input, value)?);
                }
            }
            StorageUse::Unknown => return None,
        }
        understood.insert(at.start);
    }
    let all = places(input.source, storage).filter(|at| !is_comment(input, *at));
    all.into_iter().all(|at| understood.contains(&at)).then_some(sources)
}

/// Returns the offsets of a word in the source.
fn places<'s>(source: &'s str, word: &'s str) -> impl Iterator<Item = u32> + 's {
    let is_whole = move |at: &usize| text::is_word(source.as_bytes(), *at..*at + word.len());
    source.match_indices(word).map(|(at, _)| at).filter(is_whole).map(|at| at as u32)
}

fn is_comment(input: &Input, at: u32) -> bool {
    input.script.comments.iter().any(|comment| comment.span.contains(Span::at(at)))
}

/// How a storage is used.
enum StorageUse<'a> {
    /// It is read, or entries are removed.
    Nothing,
    /// A value is written. The key is none if it is not known.
    Writes(Option<String>, &'a Expr),
    /// It is used in a way that is not understood.
    Unknown,
}

/// Returns the span of a member of the storage `name` and how it is used. None if the node is no such member.
fn member_of<'a>(input: &Input<'_, 'a>, node: NodeId, name: &str) -> Option<(Span, StorageUse<'a>)> {
    match input.tree.expr(node)? {
        Expr::Assign(assign) => {
            let AssignTarget::Simple(SimpleAssignTarget::Member(member)) = &assign.left else { return None };
            let is_plain = assign.op == AssignOp::Assign;
            let done =
                if is_plain { StorageUse::Writes(key(input, member), &assign.right) } else { StorageUse::Unknown };
            (storage(input, &member.obj) == Some(name)).then(|| (span(member), done))
        }
        Expr::Member(member) if storage(input, &member.obj) == Some(name) => {
            Some((span(member), read_or_called(input, node, member)))
        }
        _ => None,
    }
}

/// Returns how a member of a storage is used that is not the target of an assignment.
fn read_or_called<'a>(input: &Input<'_, 'a>, node: NodeId, member: &MemberExpr) -> StorageUse<'a> {
    let name = key(input, member);
    if let Some((_, args)) = input.called(node) {
        return match (name.as_deref(), args) {
            (Some("getItem" | "removeItem" | "clear" | "key"), _) => StorageUse::Nothing,
            (Some("setItem"), [key, value]) => StorageUse::Writes(constant(input, &key.expr), &value.expr),
            _ => StorageUse::Unknown,
        };
    }
    let around = input.tree.ancestors(node).find(|up| !input.tree.expr(*up).is_some_and(value::is_wrapper));
    match around.map(|up| input.tree.ast(up)) {
        // A method that is not called here may be called elsewhere.
        _ if name.as_deref() == Some("setItem") => StorageUse::Unknown,
        Some(Ast::Expr(Expr::Assign(assign))) if !span(&*assign.right).contains(span(member)) => StorageUse::Unknown,
        Some(
            Ast::Expr(Expr::Assign(_) | Expr::Bin(_) | Expr::Cond(_) | Expr::Call(_) | Expr::Unary(_))
            | Ast::Declarator(_)
            | Ast::Prop(_)
            | Ast::Stmt(Stmt::Expr(_) | Stmt::Return(_) | Stmt::If(_)),
        ) => StorageUse::Nothing,
        _ => StorageUse::Unknown,
    }
}

/// Returns the calls of `attach` that a value comes from. None if it may come from elsewhere.
fn given(input: &Input, value: &Expr) -> Option<Vec<NodeId>> {
    match unwrap(value) {
        nothing if is_nothing(input, nothing) => Some(Vec::new()),
        Expr::Bin(BinExpr { op: BinaryOp::NullishCoalescing | BinaryOp::LogicalOr, left, right, .. }) => {
            Some([given(input, left)?, given(input, right)?].concat())
        }
        value => {
            let node = input.tree.find(value)?;
            let calls = answered_by(input, node);
            (!calls.is_empty()).then(|| calls.to_vec())
        }
    }
}
