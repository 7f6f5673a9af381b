//! What a client id is, which decides where the v3 client is made.

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

/// What a client id is, and when it is known, which decides where the client is made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ClientId {
    /// Always the same string, or the same variable of the build.
    Constant {
        /// What it is.
        key: IdKey,
        /// The statement whose names its text needs, if any.
        after: Option<NodeId>,
        /// What to write in place of the call's name, where that is not visible in the module.
        spelled: Option<String>,
    },
    /// `process.env.…`: constant unless other code may still set it up.
    Environment {
        /// What it is.
        key: IdKey,
        /// What to write in place of the call's name, where that is not visible in the module.
        spelled: Option<String>,
    },
    /// Known once the module has loaded.
    Late {
        /// What it is.
        key: IdKey,
        /// The `const` of the module that v2's options stand in, and are read with.
        read_with: Option<NodeId>,
        /// What to write in place of the call's name, where that is not visible in the module.
        spelled: Option<String>,
    },
    /// Known only at the call.
    AtCall,
}

impl ClientId {
    /// What the option `given` is by the way it is written, whatever conditions ask for.
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

    /// What to write in place of what the call says.
    pub fn spelled(&self) -> Option<&str> {
        match self {
            ClientId::Constant { spelled, .. }
            | ClientId::Environment { spelled, .. }
            | ClientId::Late { spelled, .. } => spelled.as_deref(),
            ClientId::AtCall => None,
        }
    }

    /// What makes two calls share a client; none where each has its own.
    pub fn key(&self) -> Option<&IdKey> {
        match self {
            ClientId::Constant { key, .. } | ClientId::Environment { key, .. } | ClientId::Late { key, .. } => {
                Some(key)
            }
            ClientId::AtCall => None,
        }
    }
}

/// The statement of a module's `const` that an option stands in, with nothing but literals around.
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
            // It was read when its variable was made.
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

/// Whether a variable of a function is more than another name for its value: code around the call sets
/// that, or asks for it first.
fn depends(input: &Input, id: &Id, value: &Expr) -> bool {
    is_set_here(input, value) || is_named_elsewhere(input, value) || !is_only_an_id(input, id)
}

/// The text of `whole` with the value of `ident` in its place: what casts it and tells that it is there
/// stays around it.
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

/// What `expr` is, after following names that never change.
pub fn followed<'a>(input: &Input<'_, 'a>, expr: &'a Expr, depth: u8) -> &'a Expr {
    match unwrap(expr) {
        Expr::Ident(ident) if depth > 0 => {
            value::initialiser(input.tree, &ident.to_id()).map_or(expr, |init| followed(input, init, depth - 1))
        }
        _ => expr,
    }
}

/// The names of a member chain, whatever the spelling.
pub fn path(expr: &Expr) -> String {
    match unwrap(expr) {
        Expr::Member(member) => format!("{}.{}", path(&member.obj), value::member_name(member).unwrap_or_default()),
        Expr::Ident(ident) => ident.sym.to_string(),
        _ => "import.meta".to_owned(),
    }
}

/// Whether an id only needs bindings of the module that never change, in objects that the script does not
/// change, and calls nothing.
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
                // A private name is one in its class only.
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

/// Whether the script may change a member that an id is taken from.
fn is_written(input: &Input, expr: &Expr) -> bool {
    let is_own = |root: &Id| !input.script.is_unbound(root);
    chains(input.tree, expr)
        .iter()
        .any(|chain| is_own(&chain.root) && objects::done_to(input.tree, chain) > ObjectUse::Read)
}

/// Whether an id is the same wherever it is written: it is late, and nothing in it is declared here.
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
