//! The code in the markup, as statements of the function that stands for a component's instance.
//!
//! Each piece is parsed at its place, so its spans are offsets in the file, as those of scripts are. What
//! the markup does with a value is expressed in JavaScript:
//!
//! - `throw value;` passes it to unknown code;
//! - `value;` drops it;
//! - `name = this;` gives the name an unknown value.
//!
//! Code that does not parse is not lost: each of its words is thrown, and each variable among them gets an
//! unknown value.

use super::declared::by_pattern;
use super::synthetic::{arrow, assigned, ident, place, stmt, thrown};
use super::{Expression, Framework, Role, entities, parse_module};
use crate::edit::Span;
use std::collections::BTreeSet;
use swc_common::Spanned;
use swc_ecma_ast::*;
use swc_ecma_parser::Syntax;

/// What the markup of one component is read with.
pub struct MarkupCode<'s> {
    /// The whole file.
    pub source: &'s str,
    /// The grammar of the scripts.
    pub syntax: Syntax,
    /// Whose markup it is.
    pub framework: Framework,
    /// The names that the scripts declare at their top.
    pub declared: &'s BTreeSet<String>,
    /// Those of them that may be assigned to.
    pub variables: &'s BTreeSet<String>,
}

impl MarkupCode<'_> {
    /// The statements that stand for a piece of code.
    pub fn statements(&self, expression: &Expression) -> Vec<Stmt> {
        let span = expression.span;
        let known = match &expression.role {
            Role::Read => self.value(span).map(|value| vec![thrown(value)]),
            Role::Called => self.value(span).map(|value| called(*value)),
            Role::Handler => self.handler(span),
            Role::Written => self.value(span).map(|value| written(span, value)),
            Role::ComponentEvent { component, event } => {
                self.value(span).map(|value| vec![self.component_event(*component, event, value)])
            }
            Role::Parameters => self.parameters(span),
            Role::Declaration => self.declaration(span),
            Role::Named(names) => Some(self.named(span, names)),
            Role::Filled => Some(self.filled(span)),
            Role::Words => None,
            Role::Elsewhere => Some(self.elsewhere(span)),
        };
        known.unwrap_or_else(|| self.words(span))
    }

    /// The statements of `before`, the text at `span`, and `behind` as a module.
    fn parse(&self, before: &str, span: Span, behind: &str) -> Option<Vec<ModuleItem>> {
        let text = span.of(self.source);
        let start = span.start.checked_sub(before.len() as u32)?;
        let texts = match self.framework {
            Framework::Vue => entities::read(text),
            Framework::Svelte => vec![text.to_owned()],
        };
        let mut texts = texts.iter().map(|text| format!("{before}{text}{behind}"));
        texts.find_map(|text| Some(parse_module(text, start, self.syntax)?.body))
    }

    /// The expression that the text at `span` is, with `before` and `behind` around it; none where it is not
    /// exactly one.
    fn expression(&self, before: &str, span: Span, behind: &str) -> Option<Box<Expr>> {
        match <[ModuleItem; 1]>::try_from(self.parse(before, span, behind)?).ok()? {
            [ModuleItem::Stmt(Stmt::Expr(stmt))] => Some(stmt.expr),
            _ => None,
        }
    }

    fn value(&self, span: Span) -> Option<Box<Expr>> {
        match *self.expression("(", span, "\n)")? {
            Expr::Paren(paren) => Some(paren.expr),
            _ => None,
        }
    }

    /// A handler of an event: the function itself where the markup names one, else a new function around the
    /// statements.
    fn handler(&self, span: Span) -> Option<Vec<Stmt>> {
        let body = match self.value(span) {
            Some(value) if is_function(&value) => return Some(called(*value)),
            Some(value) => vec![stmt(span, *value)],
            None => self.body(span)?,
        };
        let event = Ident::new_no_ctxt("$event".into(), place(Span::at(span.start)));
        Some(vec![stmt(span, arrow(span, vec![Pat::Ident(event.into())], body))])
    }

    fn body(&self, span: Span) -> Option<Vec<Stmt>> {
        let Expr::Arrow(function) = *self.expression("async()=>{", span, "\n}")? else { return None };
        match *function.body {
            ArrowFunctionBody::FunctionBody(body) => Some(body.stmts),
            ArrowFunctionBody::Expr(_) => None,
        }
    }

    fn parameters(&self, span: Span) -> Option<Vec<Stmt>> {
        match *self.expression("(", span, "\n)=>{}")? {
            Expr::Arrow(function) => Some(vec![given(span, function.params)]),
            _ => None,
        }
    }

    fn declaration(&self, span: Span) -> Option<Vec<Stmt>> {
        let mut stmts = Vec::new();
        for item in self.parse("", span, "\n")? {
            let ModuleItem::Stmt(Stmt::Decl(Decl::Var(var))) = item else { return None };
            for declarator in var.decls {
                stmts.push(given(span, vec![declarator.name]));
                stmts.extend(declarator.init.map(thrown));
            }
        }
        Some(stmts)
    }

    /// `<Component onEvent={value} />`
    fn component_event(&self, component: Span, event: &str, value: Box<Expr>) -> Stmt {
        let whole = Span::new(component.start, super::span(&value).end);
        let attr = JSXAttr {
            span: value.span(),
            name: JSXAttrName::Ident(IdentName::new(event.into(), place(Span::at(component.end)))),
            value: Some(JSXAttrValue::JSXExprContainer(JSXExprContainer {
                span: value.span(),
                expr: JSXExpr::Expr(value),
            })),
        };
        let opening = JSXOpeningElement {
            span: place(whole),
            name: self.component(component),
            attrs: vec![JSXAttrOrSpread::JSXAttr(attr)],
            self_closing: true,
            type_args: None,
        };
        let element = JSXElement { span: place(whole), opening, children: Vec::new(), closing: None };
        stmt(whole, Expr::JSXElement(Box::new(element)))
    }

    /// `Component` or `part.Component`
    fn component(&self, span: Span) -> JSXElementName {
        let mut parts = span.of(self.source).split('.');
        let first = parts.next().unwrap_or_default();
        let first = Ident::new_no_ctxt(first.into(), place(Span::new(span.start, span.start + first.len() as u32)));
        let member = |obj: JSXElementName, part: &str| {
            let obj = match obj {
                JSXElementName::JSXMemberExpr(inner) => JSXObject::JSXMemberExpr(Box::new(inner)),
                JSXElementName::Ident(name) => JSXObject::Ident(name),
                other @ JSXElementName::JSXNamespacedName(_) => return other,
            };
            let prop = IdentName::new(part.into(), place(Span::at(span.end)));
            JSXElementName::JSXMemberExpr(JSXMemberExpr { span: place(span), obj, prop })
        };
        parts.fold(JSXElementName::Ident(first), member)
    }

    fn named(&self, span: Span, names: &[String]) -> Vec<Stmt> {
        let declared = names.iter().filter(|name| self.declared.contains(*name)).enumerate();
        // Two names must not have the same span.
        let at = |index: usize| Span::new(span.start + index as u32, span.end);
        declared.take((span.end - span.start) as usize).map(|(index, name)| thrown(ident(name, at(index)))).collect()
    }

    fn filled(&self, span: Span) -> Vec<Stmt> {
        let name = span.of(self.source);
        if self.declared.contains(name) { written(span, ident(name, span)) } else { Vec::new() }
    }

    /// A use of every declared name. The uses have no text, because what is declared later may be among
    /// them.
    fn elsewhere(&self, span: Span) -> Vec<Stmt> {
        self.declared.iter().flat_map(|name| self.unknown_use(name, Span::at(span.start))).collect()
    }

    fn words(&self, span: Span) -> Vec<Stmt> {
        words(self.source, span).into_iter().flat_map(|word| self.unknown_use(word.of(self.source), word)).collect()
    }

    /// The use of a name in code that is not understood: it is read, and assigned to if that is possible.
    fn unknown_use(&self, name: &str, span: Span) -> Vec<Stmt> {
        match self.variables.contains(name) {
            true => written(span, ident(name, span)),
            false => vec![thrown(ident(name, span))],
        }
    }
}

/// Every word of a text that may be an identifier, wherever it is.
fn words(source: &str, text: Span) -> Vec<Span> {
    let is_word = |c: char| c.is_alphanumeric() || matches!(c, '_' | '$');
    let mut at = text.start;
    let pieces = text.of(source).split_inclusive(|c: char| !is_word(c)).map(|piece| {
        let start = at;
        at += piece.len() as u32;
        Span::new(start, start + piece.trim_end_matches(|c: char| !is_word(c)).len() as u32)
    });
    pieces.filter(|word| word.of(source).starts_with(|c: char| !c.is_numeric())).collect()
}

/// A function whose parameters are named by code of the markup, and read. The part of the markup in
/// which these names are visible is not computed: their uses there are uses of names of the component,
/// too.
fn given(span: Span, params: Vec<Pat>) -> Stmt {
    let read = |name: Ident| thrown(Box::new(Expr::Ident(name)));
    let body = params.iter().flat_map(by_pattern).map(read).collect();
    stmt(span, arrow(span, params, body))
}

/// `value;` for each function that the value may be, as in `open && enter`. The conditions among them
/// are read.
fn called(value: Expr) -> Vec<Stmt> {
    match value {
        Expr::Paren(inner) => called(*inner.expr),
        Expr::Cond(cond) => [vec![thrown(cond.test)], called(*cond.cons), called(*cond.alt)].concat(),
        Expr::Bin(bin)
            if matches!(bin.op, BinaryOp::LogicalAnd | BinaryOp::LogicalOr | BinaryOp::NullishCoalescing) =>
        {
            [vec![thrown(bin.left)], called(*bin.right)].concat()
        }
        value => vec![stmt(super::span(&value), value)],
    }
}

/// `value = this; throw value;`
fn written(span: Span, value: Box<Expr>) -> Vec<Stmt> {
    let assigned = AssignTarget::try_from(value.clone()).ok().map(|left| assigned(span, left));
    assigned.into_iter().chain([thrown(value)]).collect()
}

/// Whether Vue takes an expression to be the function that an event calls.
fn is_function(value: &Expr) -> bool {
    match value {
        Expr::Ident(_) | Expr::Member(_) | Expr::Arrow(_) | Expr::Fn(_) => true,
        Expr::OptChain(chain) => chain.base.is_member(),
        Expr::Paren(paren) => is_function(&paren.expr),
        Expr::TsAs(cast) => is_function(&cast.expr),
        Expr::TsNonNull(sure) => is_function(&sure.expr),
        Expr::TsSatisfies(cast) => is_function(&cast.expr),
        _ => false,
    }
}
