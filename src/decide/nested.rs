//! Options that hold options of their own: `redirect_urls`, `limit_config`.

use super::options::{Body, plain_member};
use crate::analysis::objects::{self, ObjectUse};
use crate::analysis::path::Path;
use crate::edit::Span;
use crate::input::Input;
use crate::mapping::{self, Fate, OPTIONS, OptionRow, entry};
use crate::note::Note;
use crate::scope;
use crate::syntax::span;
use crate::tree::{Ast, NodeId};
use crate::value::{self, unwrap};
use swc_ecma_ast::*;

/// An option that holds options of its own.
pub enum Nested<'a> {
    /// Its members.
    Read(Vec<NestedMember<'a>>),
    /// It is no literal that can be read.
    Opaque,
    /// It has a member that keeps the call.
    Refused(Vec<Note>),
}

/// A member of a nested option.
pub struct NestedMember<'a> {
    /// What becomes of it.
    pub fate: Fate,
    /// Its name in v2.
    pub name: String,
    /// The value.
    pub body: Body<'a>,
    /// The whole member.
    pub place: Span,
}

/// Reads an option called `parent` that holds options of its own, by their `rows`.
pub fn nested<'a>(input: &Input<'_, 'a>, (parent, rows): (&str, &'static [OptionRow]), body: Body<'a>) -> Nested<'a> {
    let Some(object) = nested_literal(input, body) else { return Nested::Opaque };
    let mut members = Vec::new();
    for prop in &object.props {
        let PropOrSpread::Prop(prop) = prop else { return Nested::Opaque };
        let (_, name, body) = match plain_member(input, prop) {
            Ok(member) => member,
            Err(notes) => return Nested::Refused(notes),
        };
        let place = span(&**prop);
        let Some(fate) = mapping::fate(rows, &name) else {
            let name = format!("{parent}.{name}");
            return Nested::Refused(vec![Note::new(entry!("unknown-option"), place).with("option", name)]);
        };
        members.push(NestedMember { fate, name, body, place });
    }
    Nested::Read(members)
}

/// The literal that a value is, if nothing adds to it.
fn nested_literal<'a>(input: &Input<'_, 'a>, body: Body<'a>) -> Option<&'a ObjectLit> {
    let Body::Value(value) = body else { return None };
    match unwrap(value) {
        Expr::Object(object) => Some(object),
        Expr::Ident(ident) if is_only_read(input, ident) => {
            match unwrap(value::initialiser(input.tree, &ident.to_id())?) {
                Expr::Object(object) => Some(object),
                _ => None,
            }
        }
        _ => None,
    }
}

/// Whether nothing adds to or takes from the object that a name holds, as far as the script shows.
pub fn is_only_read(input: &Input, name: &Ident) -> bool {
    let any_member = Path::from([None]);
    input.tree.mentions(&name.to_id()).all(|mention| {
        scope::declares(input.tree, mention).is_some()
            || is_given(input, mention)
            || objects::done_at(input.tree, mention, &any_member) == ObjectUse::Read
    })
}

/// Whether a name is written as the value of an option that holds options of its own.
fn is_given(input: &Input, mention: NodeId) -> bool {
    let is_nested = |name: &str| matches!(mapping::fate(OPTIONS, name), Some(Fate::Nested(_)));
    let around = input.tree.ancestors(mention).find(|up| !matches!(input.tree.ast(*up), Ast::Expr(Expr::Ident(_))));
    match around.map(|up| input.tree.ast(up)) {
        Some(Ast::Prop(Prop::KeyValue(pair))) => value::key_name(&pair.key).is_some_and(|key| is_nested(&key)),
        Some(Ast::Prop(Prop::Shorthand(ident))) => is_nested(&ident.sym),
        _ => false,
    }
}
