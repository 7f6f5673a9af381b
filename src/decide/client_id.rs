//! What a client id evaluates to, and when that is known. It decides where the v3 client is created.

use super::Input;
use super::environment::{Environment, environment, is_named_elsewhere, is_only_an_id, is_set_here};
use super::options::{Body, Given};
use crate::analysis::objects::{self, ObjectUse};
use crate::analysis::path::chains;
use crate::edit::Span;
use crate::scope::{self, How};
use crate::syntax::span;
use crate::tree::{Ast, NodeId};
use crate::value::{self, Effect, unwrap};
use swc_ecma_ast::*;

/// What a client id is: two calls with the same one share a client.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum IdKey {
    /// A string.
    Text(String),
    /// A variable of the environment: its path.
    Variable(String),
    /// Another expression: its source text.
    Code(String),
}

/// A client id, by when its value is known. This decides where the client is created.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ClientId {
    /// The id is always the same string, or the same variable of the build.
    Constant {
        /// The key: ids with equal keys are equal.
        key: IdKey,
        /// The top-level statement that declares the name in the id, if there is one.
        after: Option<NodeId>,
        /// The code to write in place of the name in the call, if that name is not visible in the module.
        spelled: Option<String>,
    },
    /// The id is `process.env.…`: constant unless other code may still set it.
    Environment {
        /// The key: ids with equal keys are equal.
        key: IdKey,
        /// The code to write in place of the name in the call, if that name is not visible in the module.
        spelled: Option<String>,
    },
    /// The id is known once the module has loaded.
    Late {
        /// The key: ids with equal keys are equal.
        key: IdKey,
        /// The statement of a top-level `const` whose options literal contains the id, and which reads it.
        read_with: Option<NodeId>,
        /// The code to write in place of the name in the call, if that name is not visible in the module.
        spelled: Option<String>,
    },
    /// The id is known only at the call.
    AtCall,
}

impl ClientId {
    /// Returns the id that the option `given` sets. Conditions that test it are not considered.
    pub fn written(input: &Input, given: &Given) -> Self {
        let id = match given.body {
            Body::Value(expr) => of_expr(input, expr),
            Body::Shorthand(ident) => of_name(input, ident, span(ident)),
            Body::Method(_) => ClientId::AtCall,
        };
        match id {
            ClientId::Late { key, spelled, .. } => ClientId::Late { key, read_with: read_with(input, given), spelled },
            other => other,
        }
    }

    /// Returns the code to write in place of the code in the call. None if it stays as it is.
    pub fn spelled(&self) -> Option<&str> {
        match self {
            ClientId::Constant { spelled, .. }
            | ClientId::Environment { spelled, .. }
            | ClientId::Late { spelled, .. } => spelled.as_deref(),
            ClientId::AtCall => None,
        }
    }

    /// Returns the key. Calls with equal keys share a client; without a key, each call has its own.
    pub fn key(&self) -> Option<&IdKey> {
        match self {
            ClientId::Constant { key, .. } | ClientId::Environment { key, .. } | ClientId::Late { key, .. } => {
                Some(key)
            }
            ClientId::AtCall => None,
        }
    }
}

/// Returns the statement of a top-level `const` that contains an option, with nothing but literals in between.
/// None if there is none.
fn read_with(input: &Input, given: &Given) -> Option<NodeId> {
    let member = input.tree.within(given.span).next()?;
    let around = |node: &NodeId| {
        matches!(
            input.tree.ast(*node),
            Ast::Prop(_)
                | Ast::Declarator(_)
                | Ast::Stmt(Stmt::Decl(Decl::Var(_)))
                | Ast::Expr(
                    Expr::Object(_) | Expr::Paren(_) | Expr::TsAs(_) | Expr::TsSatisfies(_) | Expr::TsConstAssertion(_)
                )
        )
    };
    let top = scope::top_statement(input.tree, member);
    (top != member && input.tree.ancestors(member).all(|up| around(&up))).then_some(top)
}

fn of_expr(input: &Input, expr: &Expr) -> ClientId {
    if let Some(text) = value::string(expr) {
        return ClientId::Constant { key: IdKey::Text(text), after: None, spelled: None };
    }
    let text = span(expr).of(input.source);
    match unwrap(expr) {
        Expr::Ident(ident) => of_name(input, ident, span(expr)),
        _ if is_set_here(input, expr) => ClientId::AtCall,
        inner => match environment(input, inner) {
            Some(Environment::Build) => {
                ClientId::Constant { key: IdKey::Variable(path(inner)), after: None, spelled: None }
            }
            Some(Environment::Process) => ClientId::Environment { key: IdKey::Variable(path(inner)), spelled: None },
            None if is_late(input, expr) => {
                ClientId::Late { key: IdKey::Code(text.to_owned()), read_with: None, spelled: None }
            }
            None => ClientId::AtCall,
        },
    }
}

fn of_name(input: &Input, ident: &Ident, whole: Span) -> ClientId {
    let id = ident.to_id();
    let Some(declared) = scope::declared(input.tree, &id) else { return ClientId::AtCall };
    let in_module = scope::is_module_level(input.tree, &declared);
    let after = in_module.then(|| scope::top_statement(input.tree, declared.holder));
    if let Some(init) = value::initialiser(input.tree, &id) {
        let last = followed(input, init, 8);
        let spelled = || spelled(input, ident, whole, init, 8);
        if let Some(value) = value::string(last) {
            let spelled = (!in_module).then(|| span(unwrap(last)).of(input.source).to_owned());
            return ClientId::Constant { key: IdKey::Text(value), after, spelled };
        }
        let key = IdKey::Variable(path(unwrap(last)));
        match environment(input, unwrap(last)) {
            // The variable is read when the module loads.
            Some(_) if in_module => return ClientId::Constant { key, after, spelled: None },
            _ if !in_module && depends(input, &id, last) => return ClientId::AtCall,
            Some(Environment::Build) => return ClientId::Constant { key, after, spelled: Some(spelled()) },
            Some(Environment::Process) => return ClientId::Environment { key, spelled: Some(spelled()) },
            None if !in_module && names_nothing(input, last) => {
                let key = IdKey::Code(span(last).of(input.source).to_owned());
                return ClientId::Late { key, read_with: None, spelled: Some(spelled()) };
            }
            None => {}
        }
    }
    let lasts = matches!(declared.how, How::Import | How::Const) || !scope::may_vary(input.tree, &id);
    if in_module && lasts {
        ClientId::Late { key: IdKey::Code(whole.of(input.source).to_owned()), read_with: None, spelled: None }
    } else {
        ClientId::AtCall
    }
}

/// Whether the variable `id` is more than another name for `value`: code around the call sets or tests it.
fn depends(input: &Input, id: &Id, value: &Expr) -> bool {
    is_set_here(input, value) || is_named_elsewhere(input, value) || !is_only_an_id(input, id)
}

/// Returns the text of `whole` with `value` in place of the name `ident`. Casts and assertions around the name
/// are kept.
fn spelled(input: &Input, ident: &Ident, whole: Span, value: &Expr, depth: u8) -> String {
    let next = |ident: &Ident| value::initialiser(input.tree, &ident.to_id());
    let (value, is_simple) = match unwrap(value) {
        Expr::Ident(ident) if depth > 0 && next(ident).is_some() => {
            let next = next(ident).map(|next| spelled(input, ident, span(value), next, depth - 1));
            (next.unwrap_or_default(), false)
        }
        _ => (span(value).of(input.source).to_owned(), matches!(value, Expr::Member(_))),
    };
    let name = span(ident);
    let around = [Span::new(whole.start, name.start), Span::new(name.end, whole.end)];
    let [before, after] = around.map(|part| part.of(input.source));
    match is_simple || whole == name {
        true => format!("{before}{value}{after}"),
        false => format!("{before}({value}){after}"),
    }
}

/// Returns the expression that `expr` evaluates to, after following names that never change.
pub fn followed<'a>(input: &Input<'_, 'a>, expr: &'a Expr, depth: u8) -> &'a Expr {
    match unwrap(expr) {
        Expr::Ident(ident) if depth > 0 => {
            value::initialiser(input.tree, &ident.to_id()).map_or(expr, |init| followed(input, init, depth - 1))
        }
        _ => expr,
    }
}

/// Returns the names of a member chain, joined by dots, however it is spelled.
pub fn path(expr: &Expr) -> String {
    match unwrap(expr) {
        Expr::Member(member) => format!("{}.{}", path(&member.obj), value::member_name(member).unwrap_or_default()),
        Expr::Ident(ident) => ident.sym.to_string(),
        _ => "import.meta".to_owned(),
    }
}

/// Whether an id calls nothing and depends only on top-level bindings that never change, and on members that the
/// script does not change.
fn is_late(input: &Input, expr: &Expr) -> bool {
    if input.effect(expr) != Effect::None || is_written(input, expr) {
        return false;
    }
    let Some(node) = input.tree.find(expr) else { return false };
    input.tree.inside(node).all(|inner| match input.tree.ast(inner) {
        Ast::Name => input.tree.id(inner).is_some_and(|id| lasts(input, id)),
        Ast::Expr(expr) => matches!(
            expr,
            Expr::Ident(_)
                // A private name is only visible in its class.
                | Expr::Member(MemberExpr { prop: MemberProp::Ident(_) | MemberProp::Computed(_), .. })
                | Expr::OptChain(_)
                | Expr::Lit(_)
                | Expr::Tpl(_)
                | Expr::MetaProp(_)
                | Expr::Cond(_)
                | Expr::Bin(_)
                | Expr::Unary(_)
                | Expr::Paren(_)
                | Expr::TsAs(_)
                | Expr::TsNonNull(_)
                | Expr::TsSatisfies(_)
                | Expr::TsConstAssertion(_)
                | Expr::TsTypeAssertion(_)
        ),
        Ast::Type => true,
        _ => false,
    })
}

/// Whether the script may change a member that an id is read from.
fn is_written(input: &Input, expr: &Expr) -> bool {
    let is_own = |root: &Id| !input.script.is_unbound(root);
    chains(input.tree, expr)
        .iter()
        .any(|chain| is_own(&chain.root) && objects::done_to(input.tree, chain) > ObjectUse::Read)
}

/// Whether an id has the same meaning everywhere: it is late and contains no name that the script declares.
fn names_nothing(input: &Input, expr: &Expr) -> bool {
    let is_bound = |node: NodeId| input.tree.id(node).is_some_and(|id| !input.script.is_unbound(id));
    is_late(input, expr) && input.tree.find(expr).is_some_and(|node| !input.tree.inside(node).any(is_bound))
}

fn lasts(input: &Input, id: &Id) -> bool {
    match scope::declared(input.tree, id) {
        None => input.script.is_unbound(id) && matches!(&*id.0, "process" | "undefined"),
        Some(declared) => scope::is_module_level(input.tree, &declared) && !scope::may_vary(input.tree, id),
    }
}
