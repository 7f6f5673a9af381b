//! What of the output must be parsed to prove it.
//!
//! A statement of the top level that stands untouched between untouched neighbours is in the output
//! what it was in the input: the parser comes to it in the same state, and leaves it at the same
//! token. In an excerpt such statements are blank, and the parser passes over them. Only what their
//! names mean can have changed: a name that they share with the rest must be declared as it was.

use super::Side;
use super::map::{Map, mapped};
use crate::edit::{Applied, Span};
use crate::scope;
use crate::tree::{Ast, NodeId, Tree};
use rustc_hash::FxHashSet;
use std::mem::discriminant;
use swc_ecma_ast::{Expr, ExprStmt, Id, Lit, Stmt};

/// The output, or what of it is not known yet.
pub struct Excerpt {
    /// The text to parse: every byte at its place, with blanks where something is left out.
    pub text: String,
    /// The statements of the input that are left out.
    left_out: FxHashSet<NodeId>,
}

impl Excerpt {
    /// All of the output.
    pub fn whole(text: &str) -> Self {
        Excerpt { text: text.to_owned(), left_out: FxHashSet::default() }
    }

    /// The output without what stands untouched between untouched neighbours. None where that is
    /// nothing.
    pub fn of(input: &Tree, applied: &Applied, map: &Map) -> Option<Self> {
        let top: Vec<NodeId> = input.top().collect();
        let mut text = applied.text.clone().into_bytes();
        let mut left_out = FxHashSet::default();
        for near in top.windows(3) {
            let [before, it, after] = [0, 1, 2].map(|index| input.span(near[index]));
            let is_apart = before.end <= it.start && it.end <= after.start;
            let stays = is_apart && map.whole_to_new(Span::new(before.start, after.end)).is_some();
            let Some(place) = map.whole_to_new(it).filter(|_| stays && !may_be_directive(input, near[1])) else {
                continue;
            };
            text[place.start as usize..place.end as usize].fill(b' ');
            left_out.insert(near[1]);
        }
        let text = String::from_utf8(text).ok()?;
        (!left_out.is_empty()).then_some(Excerpt { text, left_out })
    }

    /// The nodes of the input that are not left out.
    pub fn nodes(&self, input: &Tree) -> Vec<NodeId> {
        let top = input.top().filter(|node| !self.left_out.contains(node));
        top.flat_map(|node| input.inside(node)).collect()
    }

    /// Whether a node of the input is left out.
    pub fn leaves_out(&self, input: &Tree, node: NodeId) -> bool {
        !self.left_out.is_empty() && self.left_out.contains(&scope::top_statement(input, node))
    }

    /// Whether a statement that is left out declares `name` for the whole module.
    pub fn declares(&self, input: &Tree, name: &str) -> bool {
        let is_outside = |mention: &NodeId| self.leaves_out(input, *mention) && declares_outside(input, *mention);
        !self.left_out.is_empty() && input.spelled(name).any(|id| input.mentions(id).iter().any(is_outside))
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
        let [input, output] = [before.tree, after.tree];
        if discriminant(&input.script.program) != discriminant(&output.script.program) {
            return Err("a module is a script now, or the other way round".to_owned());
        }
        let there: FxHashSet<Span> = output.top().map(|node| output.span(node)).collect();
        let beside = input
            .top()
            .filter(|node| !self.left_out.contains(node))
            .filter_map(|node| map.whole_to_new(input.span(node)));
        if let Some(place) = beside.into_iter().find(|place| !there.contains(place)) {
            return Err(format!("what is at {place:?} is no statement of the top level any more"));
        }
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

    /// Whether what is left out has a name that is spelled so and is not its own.
    fn has_free(&self, input: &Tree, name: &str) -> bool {
        let is_own = |id: &Id| {
            let mut declared =
                input.mentions(id).iter().copied().filter(|node| scope::declares(input, *node).is_some());
            let first = declared.next();
            first.is_some_and(|first| !declares_outside(input, first))
                && declared.all(|node| !declares_outside(input, node))
        };
        let is_here = |id: &&Id| input.mentions(id).iter().any(|mention| self.leaves_out(input, *mention));
        input.spelled(name).filter(is_here).any(|id| !is_own(id))
    }
}

/// The names that are declared outside of functions, each with whether that is in a block.
fn outside<'a>(side: &Side<'a, '_>) -> FxHashSet<(&'a str, bool)> {
    let declared = side.nodes.iter().filter(|node| declares_outside(side.tree, **node));
    let with_level = |node: &NodeId| {
        let declared = scope::declares(side.tree, *node)?;
        Some((&*side.tree.id(*node)?.0, !scope::is_module_level(side.tree, &declared)))
    };
    declared.filter_map(with_level).collect()
}

fn declares_outside(tree: &Tree, name: NodeId) -> bool {
    scope::declares(tree, name).is_some() && scope::function_around(tree, name).is_none()
}

fn may_be_directive(tree: &Tree, node: NodeId) -> bool {
    match tree.ast(node) {
        Ast::Stmt(Stmt::Expr(ExprStmt { expr, .. })) => matches!(&**expr, Expr::Lit(Lit::Str(_))),
        _ => false,
    }
}
