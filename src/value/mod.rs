//! What an expression evaluates to, as far as that is known without running it.

mod quoted;
mod veto;

pub use quoted::{Quoted, Row, literal, path};
pub use veto::{MayBeFalse, can_return_false};

use crate::scope::{self, How};
use crate::syntax::span;
use crate::tree::{Ast, NodeId, Tree};
use swc_ecma_ast::*;

/// `expr` without the parentheses, casts and `!` around it, which do not change its value.
pub fn unwrap(mut expr: &Expr) -> &Expr {
    loop {
        expr = match expr {
            Expr::Paren(inner) => &inner.expr,
            Expr::TsAs(inner) => &inner.expr,
            Expr::TsSatisfies(inner) => &inner.expr,
            Expr::TsNonNull(inner) => &inner.expr,
            Expr::TsTypeAssertion(inner) => &inner.expr,
            Expr::TsConstAssertion(inner) => &inner.expr,
            Expr::TsInstantiation(inner) => &inner.expr,
            _ => return expr,
        }
    }
}

/// Whether `expr` is one of the forms that [`unwrap`] removes.
pub fn is_wrapper(expr: &Expr) -> bool {
    matches!(
        expr,
        Expr::Paren(_)
            | Expr::TsAs(_)
            | Expr::TsSatisfies(_)
            | Expr::TsNonNull(_)
            | Expr::TsTypeAssertion(_)
            | Expr::TsConstAssertion(_)
            | Expr::TsInstantiation(_)
    )
}

/// The text of a string literal or of a template without expressions.
pub fn string(expr: &Expr) -> Option<String> {
    match unwrap(expr) {
        Expr::Lit(Lit::Str(text)) => text.value.as_str().map(str::to_owned),
        Expr::Tpl(tpl) if tpl.exprs.is_empty() => {
            let cooked = tpl.quasis.first()?.cooked.as_ref()?;
            cooked.as_str().map(str::to_owned)
        }
        _ => None,
    }
}

/// The name of a member access `a.b` or `a["b"]`.
pub fn member_name(member: &MemberExpr) -> Option<String> {
    match &member.prop {
        MemberProp::Ident(ident) => Some(ident.sym.to_string()),
        MemberProp::Computed(computed) => string(&computed.expr),
        MemberProp::PrivateName(_) => None,
    }
}

/// The name of a key; none if it is computed.
pub fn key_name(key: &PropName) -> Option<String> {
    match key {
        PropName::Ident(ident) => Some(ident.sym.to_string()),
        PropName::Str(text) => text.value.as_str().map(str::to_owned),
        PropName::Computed(computed) => string(&computed.expr),
        PropName::Num(_) | PropName::BigInt(_) => None,
    }
}

/// The initializer of the variable `id`, if it is declared by its bare name and never reassigned.
pub fn initialiser<'a>(tree: &Tree<'a>, id: &Id) -> Option<&'a Expr> {
    let declared = scope::declared(tree, id)?;
    let Ast::Declarator(declarator) = tree.ast(declared.holder) else { return None };
    if !matches!(declarator.name, Pat::Ident(_)) || scope::may_vary(tree, id) {
        return None;
    }
    declarator.init.as_deref()
}

/// The side effects of code, from harmless to not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Effect {
    /// None, except that it may run getters.
    None,
    /// It calls or awaits something.
    Calls,
    /// It assigns, increments, deletes or yields.
    Changes,
}

/// The worst side effect of evaluating `node`. Functions inside it are made, not run.
pub fn effect(tree: &Tree, node: NodeId) -> Effect {
    let mut worst = Effect::None;
    for inner in tree.inside(node) {
        let runs_later = tree.up(inner).take_while(|up| *up != node).any(|up| scope::is_function(tree, up));
        if runs_later || (inner != node && scope::is_function(tree, node)) {
            continue;
        }
        worst = worst.max(tree.expr(inner).map_or(Effect::None, own_effect));
    }
    worst
}

/// The side effect of `expr` itself, without its parts.
pub fn own_effect(expr: &Expr) -> Effect {
    match expr {
        Expr::Assign(_) | Expr::Update(_) | Expr::Yield(_) => Effect::Changes,
        Expr::Unary(UnaryExpr { op: UnaryOp::Delete, .. }) => Effect::Changes,
        Expr::Call(_) | Expr::New(_) | Expr::TaggedTpl(_) | Expr::Await(_) => Effect::Calls,
        Expr::JSXElement(_) | Expr::JSXFragment(_) => Effect::Calls,
        Expr::OptChain(chain) if matches!(*chain.base, OptChainBase::Call(_)) => Effect::Calls,
        _ => Effect::None,
    }
}

/// A function with its code.
#[derive(Debug, Clone, Copy)]
pub enum Callable<'a> {
    /// An arrow.
    Arrow(&'a ArrowExpr),
    /// A function expression, declaration or method.
    Function(&'a Function),
}

impl<'a> Callable<'a> {
    /// The function that `expr` spells out.
    pub fn literal(expr: &'a Expr) -> Option<Self> {
        match unwrap(expr) {
            Expr::Arrow(arrow) => Some(Callable::Arrow(arrow)),
            Expr::Fn(function) => Some(Callable::Function(&function.function)),
            _ => None,
        }
    }

    /// The function of the same file that the name `id` holds: a declaration, or a variable that is never
    /// reassigned.
    pub fn named(tree: &Tree<'a>, id: &Id) -> Option<Self> {
        if let Some(init) = initialiser(tree, id) {
            return Self::literal(init);
        }
        let declared = scope::declared(tree, id)?;
        if declared.how != How::Function || scope::may_vary(tree, id) {
            return None;
        }
        // The signatures of an overloaded function come before its body.
        let all = tree.mentions(id).filter_map(|name| scope::declares(tree, name));
        let implemented = all.last().unwrap_or(declared);
        match tree.ast(implemented.holder) {
            Ast::Stmt(Stmt::Decl(Decl::Fn(function))) => Some(Callable::Function(&function.function)),
            Ast::ModuleDecl(ModuleDecl::ExportDecl(ExportDecl { decl: Decl::Fn(function), .. })) => {
                Some(Callable::Function(&function.function))
            }
            Ast::ModuleDecl(ModuleDecl::ExportDefaultDecl(ExportDefaultDecl {
                decl: DefaultDecl::Fn(function),
                ..
            })) => Some(Callable::Function(&function.function)),
            _ => None,
        }
    }

    /// The function that `expr` spells out or names.
    pub fn of(tree: &Tree<'a>, expr: &'a Expr) -> Option<Self> {
        match unwrap(expr) {
            Expr::Ident(ident) => Self::named(tree, &ident.to_id()),
            other => Self::literal(other),
        }
    }

    /// The patterns of its parameters.
    pub fn params(&self) -> Vec<&'a Pat> {
        match self {
            Callable::Arrow(arrow) => arrow.params.iter().collect(),
            Callable::Function(function) => function.params.iter().map(|param| &param.pat).collect(),
        }
    }

    /// Its statements; none for an arrow with an expression, and for a declaration without a body.
    pub fn body(&self) -> Option<&'a [Stmt]> {
        match self {
            Callable::Arrow(arrow) => match &*arrow.body {
                ArrowFunctionBody::FunctionBody(body) => Some(&body.stmts),
                ArrowFunctionBody::Expr(_) => None,
            },
            Callable::Function(function) => function.body.as_ref().map(|body| body.stmts.as_slice()),
        }
    }

    /// The expression of an arrow without braces.
    pub fn expression(&self) -> Option<&'a Expr> {
        match self {
            Callable::Arrow(arrow) => match &*arrow.body {
                ArrowFunctionBody::Expr(expr) => Some(expr),
                ArrowFunctionBody::FunctionBody(_) => None,
            },
            Callable::Function(_) => None,
        }
    }

    /// Whether it is a generator.
    pub fn is_generator(&self) -> bool {
        matches!(self, Callable::Function(function) if function.is_generator)
    }

    /// Its node.
    pub fn node(&self, tree: &Tree) -> Option<NodeId> {
        let place = match self {
            Callable::Arrow(arrow) => span(*arrow),
            Callable::Function(function) => span(*function),
        };
        tree.near(place).find(|node| match (self, tree.ast(*node)) {
            (Callable::Arrow(arrow), Ast::Expr(Expr::Arrow(other))) => std::ptr::eq(*arrow, other),
            (Callable::Function(function), Ast::Function(other)) => std::ptr::eq(*function, other),
            _ => false,
        })
    }

    /// Whether its code uses its own `arguments`.
    pub fn says_arguments(&self, tree: &Tree) -> bool {
        let (Callable::Function(_), Some(node)) = (self, self.node(tree)) else { return false };
        tree.inside(node)
            .any(|inner| tree.id(inner).is_some_and(|id| &*id.0 == "arguments") && owner(tree, inner) == Some(node))
    }

    /// The expressions that its statements return.
    pub fn returned<'t>(&self, tree: &Tree<'t>) -> Vec<&'t Expr> {
        let Some(node) = self.node(tree) else { return Vec::new() };
        let own = |inner: &NodeId| scope::function_around(tree, *inner) == Some(node);
        let returned = |inner: NodeId| match tree.ast(inner) {
            Ast::Stmt(Stmt::Return(ret)) => ret.arg.as_deref(),
            _ => None,
        };
        tree.inside(node).filter(own).filter_map(returned).collect()
    }
}

/// The function that `this` and `arguments` at `node` belong to. An arrow has none of its own.
pub fn owner(tree: &Tree, node: NodeId) -> Option<NodeId> {
    tree.ancestors(node).find(|up| matches!(tree.ast(*up), Ast::Function(_) | Ast::ClassMember(_)))
}

/// Whether `expr` is `console.something(…)`.
pub fn is_console(tree: &Tree, expr: &Expr) -> bool {
    let Expr::Call(CallExpr { callee: Callee::Expr(callee), .. }) = unwrap(expr) else { return false };
    let Expr::Member(member) = unwrap(callee) else { return false };
    is_global(tree, &member.obj, "console")
}

/// Whether `expr` is `undefined`.
pub fn is_undefined(tree: &Tree, expr: &Expr) -> bool {
    is_global(tree, expr, "undefined")
}

/// Whether `expr` is the global `name`: the script binds no name of that spelling.
pub fn is_global(tree: &Tree, expr: &Expr, name: &str) -> bool {
    matches!(unwrap(expr), Expr::Ident(ident) if &*ident.sym == name && tree.script.is_unbound(&ident.to_id()))
}
