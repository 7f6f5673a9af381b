//! What the callbacks of v2 do: whether one can stop a redirect, reads the challenge, or does nothing.

use super::Input;
use super::options::Body;
use crate::edit::Span;
use crate::scope;
use crate::syntax::span;
use crate::tree::{Ast, NodeId};
use crate::value::{self, Callable, Effect, MayBeFalse, unwrap};
use swc_ecma_ast::*;

/// A callback that is passed to `attach`.
#[derive(Debug, Clone, Copy)]
pub struct Handler<'a> {
    /// The value of the option.
    pub body: Body<'a>,
    /// The function, if it is known: it is written in place, or declared in the script.
    pub callable: Option<Callable<'a>>,
    /// Whether the function is written in place.
    pub is_literal: bool,
}

/// The arguments that a function around the handler passes to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Argument {
    /// None, because the compiler refuses an argument without a parameter.
    Nothing,
    /// An object without a challenge, as v2 sometimes passed.
    Empty,
    /// The same object, with a type, for a parameter whose type came from v2.
    Typed,
}

impl Argument {
    /// Returns the text of the arguments.
    pub fn text(self) -> &'static str {
        match self {
            Argument::Nothing => "()",
            Argument::Empty => "({})",
            Argument::Typed => "({} as { challenge?: string })",
        }
    }
}

impl<'a> Handler<'a> {
    /// Returns the callback that is the value `body` of an option.
    pub fn new(input: &Input<'_, 'a>, body: Body<'a>) -> Self {
        let named = |ident: &Ident| Callable::named(input.tree, &ident.to_id());
        let (callable, is_literal) = match body {
            Body::Method(method) => (Some(Callable::Function(&method.function)), true),
            Body::Shorthand(ident) => (named(ident), false),
            Body::Value(expr) => match (Callable::literal(expr), unwrap(expr)) {
                (Some(callable), _) => (Some(callable), true),
                (None, Expr::Ident(ident)) => (named(ident), false),
                (None, _) => (None, false),
            },
        };
        Handler { body, callable, is_literal }
    }

    /// Whether the option sets no handler: it is `undefined` or `null`.
    pub fn is_absent(&self, input: &Input<'_, 'a>) -> bool {
        let Body::Value(expr) = self.body else { return false };
        match unwrap(expr) {
            Expr::Lit(Lit::Null(_)) => true,
            Expr::Ident(_) => value::is_undefined(input.tree, expr),
            Expr::Unary(unary) => unary.op == UnaryOp::Void && matches!(&*unary.arg, Expr::Lit(_)),
            _ => false,
        }
    }

    /// Whether the handler can return `false`. Yes if the function is not known.
    pub fn can_return_false(&self, input: &Input<'_, 'a>) -> MayBeFalse {
        match self.callable {
            Some(callable) => value::can_return_false(input.tree, &callable),
            None => MayBeFalse::Yes,
        }
    }

    /// Whether running the handler has no observable effect. With [`MayLog::Yes`], logging does not count as one.
    pub fn does_nothing(&self, input: &Input<'_, 'a>, may_log: MayLog) -> bool {
        let Some(callable) = self.callable else { return false };
        let runs = |node: NodeId| input.tree.expr(node).is_some_and(|expr| input.effect(expr) != Effect::None);
        if callable.params().iter().any(|param| input.tree.within(span(*param)).any(runs)) {
            return false;
        }
        let logs = |expr: &Expr| match unwrap(expr) {
            Expr::Call(call) if value::is_console(input.tree, expr) => {
                call.args.iter().all(|argument| input.effect(&argument.expr) == Effect::None)
            }
            _ => false,
        };
        let harmless = |expr: &Expr| is_constant(input, expr) || (may_log == MayLog::Yes && logs(expr));
        match (callable.expression(), callable.body()) {
            (Some(expr), _) => harmless(expr),
            (None, Some(stmts)) => stmts.iter().all(|stmt| match stmt {
                Stmt::Empty(_) => true,
                Stmt::Expr(stmt) => harmless(&stmt.expr),
                Stmt::Return(ret) => ret.arg.as_deref().is_none_or(harmless),
                _ => false,
            }),
            (None, None) => false,
        }
    }

    /// Whether the handler only returns `false`, or a promise of it, whatever its arguments are.
    pub fn only_returns_false(&self, input: &Input<'_, 'a>) -> bool {
        let Some(callable) = self.callable else { return false };
        let is_plain = |param: &&Pat| matches!(param, Pat::Ident(_));
        if callable.is_generator() || !callable.params().iter().all(is_plain) {
            return false;
        }
        match (callable.expression(), callable.body()) {
            (Some(expr), _) => is_false(input, expr),
            (None, Some([Stmt::Return(ReturnStmt { arg: Some(answer), .. })])) => is_false(input, answer),
            (None, _) => false,
        }
    }

    /// Whether the handler reads the argument that v2 passes.
    pub fn reads_parameter(&self, input: &Input<'_, 'a>) -> bool {
        let Some(callable) = self.callable else { return false };
        let read = |pat: &&Pat| match pat {
            Pat::Ident(binding) => input.tree.mentions(&binding.id.to_id()).count() > 1,
            _ => true,
        };
        callable.says_arguments(input.tree) || callable.params().iter().any(read)
    }

    /// Returns the arguments with which a function around the handler can call it without a change of behaviour.
    /// None if the behaviour would change, or if the compiler would refuse the call.
    pub fn argument(&self, input: &Input<'_, 'a>) -> Option<Argument> {
        let callable = self.callable?;
        let says_arguments = callable.says_arguments(input.tree);
        if uses_this(input, &callable) {
            return None;
        }
        if !input.dialect.is_typescript() {
            let reads = says_arguments || !callable.params().is_empty();
            return Some(if reads { Argument::Empty } else { Argument::Nothing });
        }
        match (self.written_type(input)?, callable.params().as_slice()) {
            (Written::Takes(0) | Written::Own, []) => (!says_arguments).then_some(Argument::Nothing),
            (Written::Takes(1) | Written::Anything, _) => Some(Argument::Empty),
            (Written::Takes(_), _) => None,
            (Written::Unknown, params) => (!params.is_empty()).then_some(Argument::Empty),
            (Written::Own, [_, more @ ..]) if more.iter().any(|param| is_required(param)) => None,
            (Written::Own, [first, ..]) if self.is_literal && !is_typed(first) => Some(Argument::Typed),
            (Written::Own, [_, ..]) => Some(Argument::Empty),
        }
    }

    /// Returns the type that is written for the handler. None if the type may not be a function.
    fn written_type(&self, input: &Input<'_, 'a>) -> Option<Written> {
        let name = match self.body {
            Body::Method(_) => return Some(Written::Own),
            Body::Shorthand(ident) => ident,
            Body::Value(mut expr) => loop {
                expr = match expr {
                    Expr::Paren(inner) => &inner.expr,
                    Expr::TsNonNull(inner) => &inner.expr,
                    Expr::TsSatisfies(inner) => &inner.expr,
                    Expr::TsAs(cast) if is_any(&cast.type_ann) => return Some(Written::Anything),
                    Expr::Ident(ident) => break ident,
                    Expr::Arrow(_) | Expr::Fn(_) => return Some(Written::Own),
                    _ => return None,
                };
            },
        };
        let declared = scope::declared(input.tree, &name.to_id())?;
        let Ast::Declarator(VarDeclarator { name: Pat::Ident(name), .. }) = input.tree.ast(declared.holder) else {
            return Some(Written::Own);
        };
        match name.type_ann.as_ref().map(|annotation| &*annotation.type_ann) {
            None => Some(Written::Own),
            Some(kind) if is_any(kind) => Some(Written::Anything),
            Some(TsType::TsFnOrConstructorType(TsFnOrConstructorType::TsFnType(function))) => {
                Some(Written::Takes(function.params.len()))
            }
            Some(TsType::TsTypeRef(_)) => Some(Written::Unknown),
            Some(_) => None,
        }
    }

    /// Returns the span of the handler as a value. For a method, this is the whole member.
    pub fn span(&self, member: Span) -> Span {
        match self.body {
            Body::Value(expr) => span(expr),
            Body::Method(_) => member,
            Body::Shorthand(ident) => span(ident),
        }
    }

    /// Whether the handler has the same meaning at the top level of the module.
    pub fn can_move_to_module(&self, input: &Input<'_, 'a>, member: Span) -> bool {
        if !self.is_literal && !self.is_bound_name(input) {
            return false;
        }
        let place = self.span(member);
        input.tree.within(place).all(|node| match input.tree.ast(node) {
            Ast::Name => self.name_is_global(input, place, node),
            Ast::Expr(Expr::This(_) | Expr::SuperProp(_) | Expr::PrivateName(_) | Expr::MetaProp(_)) => {
                self.has_own_this(input, place, node)
            }
            Ast::Expr(Expr::Member(member)) => !matches!(member.prop, MemberProp::PrivateName(_)),
            Ast::Expr(expr) => !mentions_private(expr),
            _ => true,
        })
    }

    /// Returns the statement of the `const` that the handler is a name of, which must run before the handler is
    /// evaluated. None if the handler is not such a name.
    pub fn needs(&self, input: &Input<'_, 'a>) -> Option<NodeId> {
        let ident = match self.body {
            Body::Shorthand(ident) => ident,
            Body::Value(expr) => match unwrap(expr) {
                Expr::Ident(ident) => ident,
                _ => return None,
            },
            Body::Method(_) => return None,
        };
        let declared = scope::declared(input.tree, &ident.to_id())?;
        (declared.how == scope::How::Const).then(|| scope::top_statement(input.tree, declared.holder))
    }

    /// Whether the handler is a declared name that never changes.
    fn is_bound_name(&self, input: &Input<'_, 'a>) -> bool {
        let ident = match self.body {
            Body::Shorthand(ident) => ident,
            Body::Value(expr) => match unwrap(expr) {
                Expr::Ident(ident) => ident,
                _ => return false,
            },
            Body::Method(_) => return false,
        };
        scope::declared(input.tree, &ident.to_id()).is_some_and(|declared| {
            matches!(declared.how, scope::How::Import | scope::How::Function | scope::How::Const)
        }) && !scope::may_vary(input.tree, &ident.to_id())
    }

    fn name_is_global(&self, input: &Input<'_, 'a>, place: Span, node: NodeId) -> bool {
        let Some(id) = input.tree.id(node) else { return true };
        if &*id.0 == "arguments" && input.script.is_unbound(id) {
            return self.has_own_this(input, place, node);
        }
        match scope::declared(input.tree, id) {
            None => input.script.is_unbound(id) || declared_inside(input, place, id),
            Some(declared) => {
                place.contains(input.tree.span(declared.name)) || scope::is_module_level(input.tree, &declared)
            }
        }
    }

    /// Whether the function that `this` at `node` belongs to is inside the handler.
    fn has_own_this(&self, input: &Input<'_, 'a>, place: Span, node: NodeId) -> bool {
        value::owner(input.tree, node).is_some_and(|owner| {
            let own = input.tree.span(owner);
            place.contains(own) && (own != place || self.callable.is_none())
        })
    }
}

/// The type that is written for a handler.
enum Written {
    /// Only the types of its own parameters.
    Own,
    /// A function with this number of parameters.
    Takes(usize),
    /// A named type.
    Unknown,
    /// `any`.
    Anything,
}

fn is_any(kind: &TsType) -> bool {
    matches!(kind, TsType::TsKeywordType(keyword) if keyword.kind == TsKeywordTypeKind::TsAnyKeyword)
}

/// Whether a function uses the object that it is called on, by `this` or `super`.
fn uses_this<'a>(input: &Input<'_, 'a>, callable: &Callable<'a>) -> bool {
    let (Callable::Function(function), Some(node)) = (callable, callable.node(input.tree)) else { return false };
    let of_object = |inner: NodeId| {
        matches!(input.tree.ast(inner), Ast::Expr(Expr::This(_) | Expr::SuperProp(_)))
            && value::owner(input.tree, inner) == Some(node)
    };
    function.this_param.is_some() || input.tree.inside(node).any(of_object)
}

/// Whether a parameter has a type annotation.
fn is_typed(param: &Pat) -> bool {
    match param {
        Pat::Ident(binding) => binding.type_ann.is_some(),
        Pat::Object(object) => object.type_ann.is_some(),
        Pat::Array(array) => array.type_ann.is_some(),
        Pat::Rest(rest) => rest.type_ann.is_some(),
        Pat::Assign(assign) => is_typed(&assign.left),
        Pat::Invalid(_) | Pat::Expr(_) => false,
    }
}

/// Whether a call must pass an argument for a parameter.
fn is_required(param: &Pat) -> bool {
    match param {
        Pat::Ident(binding) => !binding.id.optional,
        Pat::Object(object) => !object.optional,
        Pat::Array(array) => !array.optional,
        Pat::Rest(_) | Pat::Assign(_) => false,
        Pat::Invalid(_) | Pat::Expr(_) => true,
    }
}

/// Whether logging counts as no effect.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MayLog {
    /// It does.
    Yes,
    /// It does not.
    No,
}

fn declared_inside(input: &Input, place: Span, id: &Id) -> bool {
    input.tree.mentions(id).all(|node| place.contains(input.tree.span(node)))
}

/// Whether evaluating `expr` has no side effect and depends on nothing.
fn is_constant(input: &Input, expr: &Expr) -> bool {
    match unwrap(expr) {
        Expr::Lit(_) => true,
        Expr::Ident(_) => value::is_undefined(input.tree, expr),
        Expr::Unary(unary) => unary.op != UnaryOp::Delete && is_constant(input, &unary.arg),
        Expr::Object(object) => object.props.is_empty(),
        _ => false,
    }
}

/// Whether an expression is `false`, or a promise of `false`.
fn is_false(input: &Input, expr: &Expr) -> bool {
    match unwrap(expr) {
        Expr::Lit(Lit::Bool(answer)) => !answer.value,
        Expr::Call(CallExpr { callee: Callee::Expr(callee), args, .. }) => {
            let Expr::Member(member) = unwrap(callee) else { return false };
            let is_promise = matches!(unwrap(&member.obj), Expr::Ident(ident) if &*ident.sym == "Promise" && input.script.is_unbound(&ident.to_id()));
            let [answer] = &args[..] else { return false };
            let is_plain = matches!(unwrap(&answer.expr), Expr::Lit(Lit::Bool(_))) && answer.spread.is_none();
            is_promise
                && value::member_name(member).as_deref() == Some("resolve")
                && is_plain
                && is_false(input, &answer.expr)
        }
        _ => false,
    }
}

/// Whether an expression itself names a private member: as the target of an assignment, or after `?.`.
fn mentions_private(expr: &Expr) -> bool {
    let is_private = |member: &MemberExpr| matches!(member.prop, MemberProp::PrivateName(_));
    match expr {
        Expr::Assign(assign) => {
            matches!(&assign.left, AssignTarget::Simple(SimpleAssignTarget::Member(member)) if is_private(member))
        }
        Expr::OptChain(chain) => matches!(&*chain.base, OptChainBase::Member(member) if is_private(member)),
        _ => false,
    }
}
