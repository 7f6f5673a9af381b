//! The v3 client that a partly migrated script already creates.

use super::client_id::{ClientId, IdKey};
use super::{Input, options};
use crate::input::loads;
use crate::mapping::{Fate, v3};
use crate::syntax::span;
use crate::tree::{Ast, NodeId};
use crate::{scope, value};
use swc_ecma_ast::*;

/// Returns the name and the declaration of a v3 client that the script already creates for the id with this key.
/// None if there is none, or if it has a handler of its own.
pub fn client(input: &Input, key: &IdKey) -> Option<(String, NodeId)> {
    let class = loads::existing_class(input)?;
    input.tree.holding(&class).find_map(|node| {
        let Ast::Declarator(declarator) = input.tree.ast(node) else { return None };
        let Pat::Ident(name) = &declarator.name else { return None };
        let statement = input.tree.parent(node)?;
        if input.tree.parent(statement).is_some() || scope::may_vary(input.tree, &name.id.to_id()) {
            return None;
        }
        let Expr::New(new) = value::unwrap(declarator.init.as_deref()?) else { return None };
        let Expr::Ident(callee) = value::unwrap(&new.callee) else { return None };
        let [argument] = new.args.as_deref()? else { return None };
        let Expr::Object(object) = value::unwrap(&argument.expr) else { return None };
        let mut id = None;
        for prop in &object.props {
            let PropOrSpread::Prop(prop) = prop else { return None };
            let (key, text, body) = options::plain_member(input, prop).ok()?;
            match text.as_str() {
                v3::CLIENT_ID => {
                    let given = options::Given {
                        id: options::MemberId { literal: 0, member: 0 },
                        name: text,
                        fate: Fate::ClientId,
                        key,
                        body,
                        span: span(&**prop),
                    };
                    id = Some(ClientId::written(input, &given));
                }
                v3::ON_LOGOUT => return None,
                _ => {}
            }
        }
        let same = id.as_ref().and_then(ClientId::key) == Some(key);
        (same && *callee.sym == *class).then(|| (name.id.sym.to_string(), statement))
    })
}
