//! The part of the output that must be parsed to prove all of it.
//!
//! A top-level statement that no edit touches is in the output what it was in the input, if it starts
//! and ends where it did. In an excerpt such statements are replaced by blanks, which the parser skips.
//! Where two statements are next to each other as before, or where the first one ends whatever follows,
//! neither can swallow the other. What remains to be proven is what their names mean: a name that they
//! share with the rest must be declared as before.

use super::map::{Map, mapped};
use super::side::{Declarations, NameRecord, NameUse, Side};
use super::statement::ends_for_sure;
use crate::edit::{Applied, Span};
use crate::scope;
use crate::tree::{Ast, NodeId, Tree};
use rustc_hash::FxHashSet;
use std::borrow::Cow;
use swc_ecma_ast::{Decl, DefaultDecl, ExportDecl, ExportDefaultDecl, Expr, ExprStmt, Id, Lit, ModuleDecl, Stmt};

/// The most bytes that [`Excerpt::end`] returns, with the line break.
const LONGEST_END: usize = 11;

/// The whole output, or the part of it that is not proven yet.
pub struct Excerpt<'t, 'a> {
    /// The text to parse: every byte is at its place, with blanks for the statements that are left out.
    pub text: Cow<'t, str>,
    /// The statements that are left out, if there are any.
    rest: Option<Rest<'t, 'a>>,
}

/// The part of the input that is left out.
struct Rest<'t, 'a> {
    /// The input.
    input: &'t Tree<'a>,
    /// The statements, in order. There may be very many, so this is not a map.
    statements: Vec<(NodeId, OutputPlace)>,
}

/// Where a statement that is left out is in the output.
struct OutputPlace {
    span: Span,
    /// Whether the statement before it is the same as in the input.
    is_joined: bool,
}

impl<'t, 'a> Excerpt<'t, 'a> {
    /// All of the output.
    pub fn whole(text: &'t str) -> Self {
        Excerpt { text: text.into(), rest: None }
    }

    /// The output without the statements that no edit touches; none if there are no such statements.
    pub fn of(source: &str, input: &'t Tree<'a>, applied: &Applied, map: &Map) -> Option<Self> {
        let top: Vec<NodeId> = input.top().collect();
        // Whether a statement and the next one are next to each other as before.
        let joined = |index: usize| {
            let (one, next) = (input.span(*top.get(index)?), input.span(*top.get(index + 1)?));
            (one.end <= next.start).then(|| map.whole_to_new(Span::new(one.start, next.end)))?
        };
        let mut text = Vec::with_capacity(applied.text.len() + LONGEST_END);
        text.extend_from_slice(applied.text.as_bytes());
        let mut statements = Vec::new();
        for (index, node) in top.iter().enumerate() {
            // Something new comes before it, which most likely ends as the old text did.
            let before = top[index.saturating_sub(1)];
            let is_joined = index > 0 && joined(index - 1).is_some();
            let starts = is_joined || ends_for_sure(input, before, source);
            let ends = joined(index).is_some() || ends_for_sure(input, *node, source);
            let place = map.whole_to_new(input.span(*node));
            let Some(place) = place.filter(|_| starts && ends && may_be_blank(input, *node)) else { continue };
            text[place.start as usize..place.end as usize].fill(b' ');
            statements.push((*node, OutputPlace { span: place, is_joined }));
        }
        let text = String::from_utf8(text).ok()?;
        (!statements.is_empty()).then_some(Excerpt { text: text.into(), rest: Some(Rest { input, statements }) })
    }

    /// Whether more than half of the output is left out.
    pub fn is_small(&self) -> bool {
        let places = self.rest.iter().flat_map(|rest| &rest.statements).map(|(_, place)| place.span);
        let left_out: usize = places.map(|place| (place.end - place.start) as usize).sum();
        left_out > self.text.len() / 2
    }

    /// A statement without effect, with which the text ends. What is left out may be what makes the program
    /// a module.
    pub fn end(&self) -> &'static str {
        let is_module = self.rest.as_ref().is_some_and(|rest| {
            rest.statements.iter().any(|(node, _)| matches!(rest.input.ast(*node), Ast::ModuleDecl(_)))
        });
        if is_module { "export {};" } else { "0;" }
    }

    /// The statements of the input that are not left out.
    pub fn top(&self, input: &Tree) -> Vec<NodeId> {
        let left_out = |node: &NodeId| self.rest.as_ref().is_some_and(|rest| rest.leaves_out(*node));
        input.top().filter(|node| !left_out(node)).collect()
    }

    /// Whether the first declaration of a name of the input is left out; none if it has no declaration.
    pub fn leaves_out_first(&self, name: &NameRecord) -> Option<bool> {
        match &self.rest {
            None => name.first.map(|_| false),
            Some(rest) => scope::declared(rest.input, &name.id).map(|declared| rest.has(declared.name)),
        }
    }

    /// Whether a statement that is left out declares `name` for the whole module.
    pub fn declares(&self, name: &str) -> bool {
        let Some(rest) = &self.rest else { return false };
        let is_outside = |mention: NodeId| rest.has(mention) && declares_outside(rest.input, mention);
        rest.input.spelled(name).iter().any(|id| rest.input.mentions(id).any(is_outside))
    }

    /// The declarations of a name among the statements that are left out.
    pub fn declarations(&self, id: &Id) -> Declarations {
        let mut found = Declarations::default();
        if let Some(rest) = &self.rest {
            let declared = rest.input.mentions(id).filter(|name| rest.has(*name));
            let declared = declared.filter_map(|name| scope::declares(rest.input, name));
            declared.for_each(|declared| found.add(rest.input, &declared));
        }
        found
    }

    /// How many top-level declarations of this spelling are left out.
    pub fn declared_at_top(&self, name: &str) -> usize {
        let ids = self.rest.iter().flat_map(|rest| rest.input.spelled(name));
        ids.map(|id| self.declarations(&id).at_top).sum()
    }

    /// Proves that the statements which are left out mean what they did: each name that they share with the
    /// rest is declared by the rest as before, or still not at all.
    ///
    /// # Errors
    /// The name that is not.
    pub fn stands_for_the_rest(&self, before: &Side, after: &Side, map: &Map) -> Result<(), String> {
        let Some(rest) = &self.rest else { return Ok(()) };
        if before.is_module != after.is_module {
            return Err("a module is a script now, or the other way round".to_owned());
        }
        rest.nothing_swallows(after)?;
        let (then, now) = (outside(before), outside(after));
        if let Some((name, _)) = then.symmetric_difference(&now).find(|(name, _)| rest.has_free(name)) {
            return Err(format!("the name `{name}` may be bound to something else"));
        }
        let is_new = |place: Span| mapped(place, |at| map.to_old(at)).is_none();
        let outside = after.mentions.iter().filter(|mention| matches!(mention.does, NameUse::DeclaresOutside { .. }));
        let mut fresh = outside.filter(|mention| is_new(mention.place)).map(|mention| &after.name(mention).id);
        match fresh.find(|id| self.declares(&id.0)) {
            Some(id) => Err(format!("`{}` is declared twice", id.0)),
            None => Ok(()),
        }
    }
}

impl Rest<'_, '_> {
    /// Whether a node of the input is left out.
    fn has(&self, node: NodeId) -> bool {
        self.leaves_out(scope::top_statement(self.input, node))
    }

    fn leaves_out(&self, top: NodeId) -> bool {
        self.statements.binary_search_by_key(&top, |(node, _)| *node).is_ok()
    }

    /// Proves that each statement that is left out is between two statements of the output, each of which
    /// ends before it starts.
    fn nothing_swallows(&self, after: &Side) -> Result<(), String> {
        let fault =
            |place: &OutputPlace| Err(format!("what is at {:?} is no statement of its own any more", place.span));
        let mut places: Vec<&OutputPlace> = self.statements.iter().map(|(_, place)| place).collect();
        places.sort_by_key(|place| place.span);
        let mut blank_end = 0;
        for place in places {
            let blank_before = std::mem::replace(&mut blank_end, place.span.end);
            let at = place.span.start;
            let comments = &after.comments;
            let comment = comments.partition_point(|comment| comment.span.start < at).checked_sub(1);
            if comment.is_some_and(|index| at < comments[index].span.end) {
                return fault(place);
            }
            let before = after.top.partition_point(|(top, _)| top.start < at).checked_sub(1);
            let Some((Span { end, .. }, ends_for_sure)) = before.map(|index| after.top[index]) else { continue };
            if end > at || !(place.is_joined || end <= blank_before || ends_for_sure) {
                return fault(place);
            }
        }
        Ok(())
    }

    /// Whether the statements that are left out use a name of this spelling that they do not declare.
    fn has_free(&self, name: &str) -> bool {
        let input = self.input;
        let is_own = |id: &Id| {
            let mut declared = input.mentions(id).filter(|node| scope::declares(input, *node).is_some());
            let first = declared.next();
            first.is_some_and(|first| !declares_outside(input, first))
                && declared.all(|node| !declares_outside(input, node))
        };
        let is_here = |id: &&Id| input.mentions(id).any(|mention| self.has(mention));
        input.spelled(name).iter().filter(is_here).any(|id| !is_own(id))
    }
}

/// The names that are visible in the whole module, each with whether it is declared in a block.
fn outside<'a>(side: &'a Side) -> FxHashSet<(&'a str, bool)> {
    let declared = side.mentions.iter().filter_map(|mention| match mention.does {
        NameUse::DeclaresOutside { in_block } => Some((&*side.name(mention).id.0, in_block?)),
        _ => None,
    });
    declared.collect()
}

fn declares_outside(tree: &Tree, name: NodeId) -> bool {
    scope::declares(tree, name).is_some() && scope::function_around(tree, name).is_none()
}

/// Whether a statement can be replaced by blanks. A directive cannot, nor a class with decorators, which
/// may be in front of its `export`.
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
