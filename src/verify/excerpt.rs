//! What of the output must be parsed to prove it.
//!
//! A statement of the top level that no edit touches is in the output what it was in the input, as
//! long as it starts and ends where it did. In an excerpt such statements are blank, and the parser
//! passes over them. Where two statements meet that met before, or where the first ends whatever
//! comes next, neither can swallow the other. What is left is what their names mean: a name that
//! they share with the rest must be declared as it was.

use super::Side;
use super::map::{Map, mapped};
use crate::edit::{Applied, Span};
use crate::scope::{self, How};
use crate::tree::{Ast, NodeId, Tree};
use rustc_hash::{FxHashMap, FxHashSet};
use std::borrow::Cow;
use std::mem::discriminant;
use swc_ecma_ast::{
    Decl, DefaultDecl, ExportDecl, ExportDefaultDecl, Expr, ExprStmt, Id, Lit, ModuleDecl, Stmt, VarDeclKind,
};

/// The longest of what [`Excerpt::end`] gives, with its line.
const LONGEST_END: usize = 11;

/// The output, or what of it is not known yet.
pub struct Excerpt<'t> {
    /// The text to parse: every byte at its place, with blanks where something is left out.
    pub text: Cow<'t, str>,
    /// The statements of the input that are left out.
    left_out: FxHashMap<NodeId, Place>,
}

/// Where a statement that is left out stands in the output.
struct Place {
    span: Span,
    /// Whether the statement before it is the one that was.
    is_joined: bool,
}

impl<'t> Excerpt<'t> {
    /// All of the output.
    pub fn whole(text: &'t str) -> Self {
        Excerpt { text: text.into(), left_out: FxHashMap::default() }
    }

    /// The output without what no edit touches. None where that is nothing.
    pub fn of(source: &str, input: &Tree, applied: &Applied, map: &Map) -> Option<Self> {
        let top: Vec<NodeId> = input.top().collect();
        // Whether a statement and the next meet as they did.
        let joined = |index: usize| {
            let (one, next) = (input.span(*top.get(index)?), input.span(*top.get(index + 1)?));
            (one.end <= next.start).then(|| map.whole_to_new(Span::new(one.start, next.end)))?
        };
        let mut text = Vec::with_capacity(applied.text.len() + LONGEST_END);
        text.extend_from_slice(applied.text.as_bytes());
        let mut left_out = FxHashMap::default();
        for (index, node) in top.iter().enumerate() {
            // Where something new comes before it, that will most likely end as what was there did.
            let before = top[index.saturating_sub(1)];
            let is_joined = index > 0 && joined(index - 1).is_some();
            let starts = is_joined || ends_for_sure(input, before, source);
            let ends = joined(index).is_some() || ends_for_sure(input, *node, source);
            let place = map.whole_to_new(input.span(*node));
            let Some(place) = place.filter(|_| starts && ends && may_be_blank(input, *node)) else { continue };
            text[place.start as usize..place.end as usize].fill(b' ');
            left_out.insert(*node, Place { span: place, is_joined });
        }
        let text = String::from_utf8(text).ok()?;
        (!left_out.is_empty()).then_some(Excerpt { text: text.into(), left_out })
    }

    /// A statement that changes nothing, to end the text with. What is left out may be what makes the
    /// program a module.
    pub fn end(&self, input: &Tree) -> &'static str {
        let is_module = self.left_out.keys().any(|node| matches!(input.ast(*node), Ast::ModuleDecl(_)));
        if is_module { "export {};" } else { "0;" }
    }

    /// The nodes of the input that are not left out.
    pub fn nodes(&self, input: &Tree) -> Vec<NodeId> {
        let top = input.top().filter(|node| !self.left_out.contains_key(node));
        top.flat_map(|node| input.inside(node)).collect()
    }

    /// Whether a node of the input is left out.
    pub fn leaves_out(&self, input: &Tree, node: NodeId) -> bool {
        !self.left_out.is_empty() && self.left_out.contains_key(&scope::top_statement(input, node))
    }

    /// Whether a statement that is left out declares `name` for the whole module.
    pub fn declares(&self, input: &Tree, name: &str) -> bool {
        let is_outside = |mention: NodeId| self.leaves_out(input, mention) && declares_outside(input, mention);
        !self.left_out.is_empty() && input.spelled(name).iter().any(|id| input.mentions(id).any(is_outside))
    }

    /// What is left out means what it did: each name it shares with the rest is declared by the rest
    /// as before, or not at all as before.
    ///
    /// # Errors
    /// The name that is not.
    pub fn stands_for_the_rest(&self, before: &Side, after: &Side, map: &Map) -> Result<(), String> {
        if self.left_out.is_empty() {
            return Ok(());
        }
        let (input, output) = (before.tree, after.tree);
        if discriminant(&input.script.program) != discriminant(&output.script.program) {
            return Err("a module is a script now, or the other way round".to_owned());
        }
        self.nothing_swallows(after)?;
        let (then, now) = (outside(before), outside(after));
        if let Some((name, _)) = then.symmetric_difference(&now).find(|(name, _)| self.has_free(input, name)) {
            return Err(format!("the name `{name}` may be bound to something else"));
        }
        let is_new = |node: &&NodeId| mapped(output.span(**node), |at| map.to_old(at)).is_none();
        let fresh = after.nodes.iter().filter(is_new).filter(|node| declares_outside(output, **node));
        match fresh.filter_map(|node| output.id(*node)).find(|id| self.declares(input, &id.0)) {
            Some(id) => Err(format!("`{}` is declared twice", id.0)),
            None => Ok(()),
        }
    }

    /// What is left out stands between the statements of the output, each of which ends before it.
    fn nothing_swallows(&self, after: &Side) -> Result<(), String> {
        let fault = |place: &Place| Err(format!("what is at {:?} is no statement of its own any more", place.span));
        let top: Vec<NodeId> = after.tree.top().collect();
        let mut places: Vec<&Place> = self.left_out.values().collect();
        places.sort_by_key(|place| place.span);
        let mut blank_end = 0;
        for place in places {
            let blank_before = std::mem::replace(&mut blank_end, place.span.end);
            let at = place.span.start;
            let comments = &after.tree.script.comments;
            let comment = comments.partition_point(|comment| comment.span.start < at).checked_sub(1);
            if comment.is_some_and(|index| at < comments[index].span.end) {
                return fault(place);
            }
            let before = top.partition_point(|node| after.tree.span(*node).start < at).checked_sub(1);
            let Some(before) = before.map(|index| top[index]) else { continue };
            let end = after.tree.span(before).end;
            let ends = || place.is_joined || end <= blank_before || ends_for_sure(after.tree, before, after.text);
            if end > at || !ends() {
                return fault(place);
            }
        }
        Ok(())
    }

    /// Whether what is left out has a name that is spelled so and is not its own.
    fn has_free(&self, input: &Tree, name: &str) -> bool {
        let is_own = |id: &Id| {
            let mut declared = input.mentions(id).filter(|node| scope::declares(input, *node).is_some());
            let first = declared.next();
            first.is_some_and(|first| !declares_outside(input, first))
                && declared.all(|node| !declares_outside(input, node))
        };
        let is_here = |id: &&Id| input.mentions(id).any(|mention| self.leaves_out(input, mention));
        input.spelled(name).iter().filter(is_here).any(|id| !is_own(id))
    }
}

/// The names that are declared for the whole module, each with whether that is in a block.
fn outside<'a>(side: &Side<'a, '_>) -> FxHashSet<(&'a str, bool)> {
    let tree = side.tree;
    let of_module = |node: &NodeId| {
        let declared = scope::declares(tree, *node).filter(|_| scope::function_around(tree, *node).is_none())?;
        let is_var = || scope::declaration_kind(tree, declared.holder) == Some(VarDeclKind::Var);
        let in_block = !scope::is_module_level(tree, &declared);
        let leaves_block = || declared.how == How::Function || is_var();
        (!in_block || leaves_block()).then(|| Some((&*tree.id(*node)?.0, in_block)))?
    };
    side.nodes.iter().filter_map(of_module).collect()
}

fn declares_outside(tree: &Tree, name: NodeId) -> bool {
    scope::declares(tree, name).is_some() && scope::function_around(tree, name).is_none()
}

/// Not a directive, and not a class with decorators: they may stand before its `export`.
fn may_be_blank(tree: &Tree, node: NodeId) -> bool {
    match tree.ast(node) {
        Ast::Stmt(Stmt::Expr(ExprStmt { expr, .. })) => !matches!(&**expr, Expr::Lit(Lit::Str(_))),
        Ast::ModuleDecl(ModuleDecl::ExportDecl(ExportDecl { decl: Decl::Class(class), .. })) => {
            class.class.decorators.is_empty()
        }
        Ast::ModuleDecl(ModuleDecl::ExportDefaultDecl(ExportDefaultDecl {
            decl: DefaultDecl::Class(class), ..
        })) => class.class.decorators.is_empty(),
        _ => true,
    }
}

/// Whether a statement ends where it does whatever comes next, but for what only continues one.
fn ends_for_sure(tree: &Tree, node: NodeId, text: &str) -> bool {
    let ends = |c: char| tree.span(node).of(text).ends_with(c);
    let has_body = |decl: &Decl| match decl {
        Decl::Fn(function) => function.function.body.is_some(),
        Decl::Class(_) | Decl::TsInterface(_) | Decl::TsEnum(_) => true,
        _ => false,
    };
    let is_block = match tree.ast(node) {
        Ast::Stmt(Stmt::Decl(decl)) => has_body(decl),
        Ast::Stmt(Stmt::Block(_) | Stmt::Switch(_) | Stmt::Try(_)) => true,
        Ast::ModuleDecl(ModuleDecl::ExportDecl(export)) => has_body(&export.decl),
        Ast::ModuleDecl(ModuleDecl::ExportDefaultDecl(export)) => match &export.decl {
            DefaultDecl::Fn(function) => function.function.body.is_some(),
            _ => true,
        },
        _ => false,
    };
    ends(';') || (is_block && ends('}'))
}
