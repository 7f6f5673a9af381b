//! Names that a component of Svelte declares without a declaration.
//!
//! `$: name = …` makes a variable of the instance
//! (<https://svelte.dev/docs/svelte/legacy-reactive-assignments>), and `$name` is the value of the store
//! `name` (<https://svelte.dev/docs/svelte/stores>), which only code of the instance can use.

use super::declared::{by_item, by_pattern, by_stmt};
use super::span;
use super::synthetic::{before, ident, place, unknown};
use crate::edit::{Span, part};
use std::collections::BTreeSet;
use swc_ecma_ast::*;
use swc_ecma_visit::{Visit, VisitWith};

/// Runes, without their `$`: they have a meaning everywhere in a component, unless a store has that
/// name.
const RUNES: [&str; 6] = ["state", "derived", "effect", "props", "bindable", "inspect"];

/// Names of the instance that start with `$$`.
const OWN: [&str; 3] = ["$$props", "$$restProps", "$$slots"];

/// Declarations for the variables that `$: name = …` makes.
pub fn reactive((body, own): (&[ModuleItem], &[Stmt])) -> Vec<Stmt> {
    let declared: BTreeSet<String> = names(body, own).map(|name| name.sym.to_string()).collect();
    let mut made: BTreeSet<String> = BTreeSet::new();
    let mut stmts = Vec::new();
    for labeled in own.iter().filter_map(Stmt::as_labeled).filter(|labeled| &*labeled.label.sym == "$") {
        for name in assigned(&labeled.body) {
            if !declared.contains(&*name.sym) && !name.sym.starts_with('$') && made.insert(name.sym.to_string()) {
                stmts.push(variable(name));
            }
        }
    }
    stmts
}

/// The names that the statement after `$:` assigns to, if it does nothing else.
fn assigned(stmt: &Stmt) -> Vec<Ident> {
    let Stmt::Expr(ExprStmt { expr, .. }) = stmt else { return Vec::new() };
    let mut expr = &**expr;
    while let Expr::Paren(inner) = expr {
        expr = &inner.expr;
    }
    match expr {
        Expr::Assign(AssignExpr { left: AssignTarget::Simple(SimpleAssignTarget::Ident(name)), .. }) => {
            vec![name.id.clone()]
        }
        Expr::Assign(AssignExpr { left: AssignTarget::Pat(pattern), .. }) => by_pattern(&pattern.clone().into()),
        _ => Vec::new(),
    }
}

/// `let name = …`, with an unknown value.
fn variable(name: Ident) -> Stmt {
    let (unknown, at) = (unknown(before(&name)), place(before(&name)));
    let declarator = VarDeclarator { span: at, name: Pat::Ident(name.into()), init: Some(unknown), definite: false };
    let var = VarDecl { span: at, kind: VarDeclKind::Let, decls: vec![declarator], ..VarDecl::default() };
    Stmt::Decl(Decl::Var(Box::new(var)))
}

/// The parameters of the instance function that stand for the names of stores. Each mention of one reads
/// the store, and other code reads what is assigned to it.
pub fn stores(instance: Span, body: &[ModuleItem], own: &mut Vec<Stmt>) -> Vec<Pat> {
    let declared: BTreeSet<String> = names(body, own).map(|name| name.sym.to_string()).collect();
    let none = no_stores(body, own);
    let mut found = Mentions::default();
    own.visit_with(&mut found);
    let is_store = |name: &str| match name.strip_prefix('$') {
        Some(store) if RUNES.contains(&store) => declared.contains(store) && !none.contains(store),
        Some(store) => !store.is_empty() && (!store.starts_with('$') || OWN.contains(&name)),
        None => false,
    };
    found.0.retain(|name| is_store(&name.sym) && !declared.contains(&*name.sym));
    let all: BTreeSet<&str> = found.0.iter().map(|name| &*name.sym).collect();
    let at = place(Span::at(instance.start));
    let params = all.into_iter().map(|name| Pat::Ident(Ident::new_no_ctxt(name.into(), at).into())).collect();
    for mention in &found.0 {
        let store = part(&mention.sym, 1..);
        let names = [store, &mention.sym].into_iter().filter(|name| *name != store || declared.contains(store));
        let thrown = |name| ThrowStmt { span: place(before(mention)), arg: ident(name, span(mention)) };
        own.extend(names.map(thrown).map(Stmt::Throw));
    }
    params
}

fn names(body: &[ModuleItem], own: &[Stmt]) -> impl Iterator<Item = Ident> {
    body.iter().flat_map(by_item).chain(own.iter().flat_map(by_stmt))
}

/// Names that are never names of a store: what a rune makes, and the functions that make stores.
fn no_stores(body: &[ModuleItem], own: &[Stmt]) -> BTreeSet<String> {
    let imported = body.iter().filter_map(|item| match item {
        ModuleItem::ModuleDecl(ModuleDecl::Import(import)) if import.src.value == *"svelte/store" => {
            Some(by_item(item))
        }
        _ => None,
    });
    let declarators = own.iter().filter_map(|stmt| match stmt {
        Stmt::Decl(Decl::Var(var)) => Some(&var.decls),
        _ => None,
    });
    let made = declarators.flatten().filter(|declarator| declarator.init.as_deref().is_some_and(is_rune));
    imported.flatten().chain(made.flat_map(|made| by_pattern(&made.name))).map(|name| name.sym.to_string()).collect()
}

/// Whether a value is the result of a rune: `$state(…)`, `$derived.by(…)`.
fn is_rune(value: &Expr) -> bool {
    match value {
        Expr::Call(CallExpr { callee: Callee::Expr(callee), .. }) => is_rune(callee),
        Expr::Member(member) => is_rune(&member.obj),
        Expr::Ident(name) => name.sym.strip_prefix('$').is_some_and(|rune| RUNES.contains(&rune)),
        Expr::TsAs(cast) => is_rune(&cast.expr),
        Expr::TsNonNull(sure) => is_rune(&sure.expr),
        Expr::TsSatisfies(cast) => is_rune(&cast.expr),
        Expr::Paren(paren) => is_rune(&paren.expr),
        _ => false,
    }
}

/// Every name that starts with `$`.
#[derive(Default)]
struct Mentions(Vec<Ident>);

impl Visit for Mentions {
    fn visit_ident(&mut self, name: &Ident) {
        if name.sym.starts_with('$') {
            self.0.push(name.clone());
        }
    }
}
