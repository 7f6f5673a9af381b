//! The hosts of TODOs: the statements and class members that a TODO may be placed above, by their start.
//!
//! Each note asks for a place, and a file may have many notes, so the hosts in a top-level statement are
//! collected once, when first asked for.

use super::Input;
use super::places::{behind_guard, code_below, first_on_line, guarded};
use crate::edit::{Around, Span};
use crate::text;
use crate::todo::{self, Block};
use crate::tree::{Ast, NodeId};
use rustc_hash::FxHashMap;
use std::cell::{OnceCell, RefCell};
use std::rc::Rc;
use swc_ecma_ast::*;

/// The hosts of a script, and the TODOs that are already in it.
#[derive(Default)]
pub struct Hosts {
    by_top: RefCell<FxHashMap<NodeId, Rc<Top>>>,
    found: OnceCell<Vec<Found>>,
}

/// The hosts in one top-level statement.
struct Top {
    /// Each host with its start, which includes its decorators and its guard. In source order.
    hosts: Vec<(NodeId, u32)>,
    around: Around,
    /// The statements, each by its start and by its start with a guard and decorators.
    by_start: Vec<(u32, NodeId)>,
}

impl Top {
    fn of(input: &Input, top: NodeId) -> Self {
        let hosts: Vec<(NodeId, u32)> =
            input.tree.inside(top).filter_map(|node| host(input, node).map(|start| (node, start))).collect();
        let place = |(node, start): &(NodeId, u32)| Span { start: *start, end: input.tree.span(*node).end };
        let around = Around::of(hosts.iter().map(place).zip(0..));
        let statements = input.tree.inside(top).filter(|node| is_statement(input, *node));
        let mut by_start: Vec<(u32, NodeId)> = statements
            .flat_map(|node| [Some(input.tree.span(node).start), host(input, node)].map(|start| (start, node)))
            .filter_map(|(start, node)| Some((start?, node)))
            .collect();
        by_start.sort_unstable();
        Top { hosts, around, by_start }
    }
}

fn is_statement(input: &Input, node: NodeId) -> bool {
    matches!(input.tree.ast(node), Ast::Stmt(_) | Ast::ModuleDecl(_))
}

impl Hosts {
    fn of(&self, input: &Input, top: NodeId) -> Rc<Top> {
        if let Some(known) = self.by_top.borrow().get(&top) {
            return Rc::clone(known);
        }
        let made = Rc::new(Top::of(input, top));
        self.by_top.borrow_mut().insert(top, Rc::clone(&made));
        made
    }

    /// Returns the hosts around `at`, outer before inner, each with its start.
    pub fn around(&self, input: &Input, at: Span) -> Vec<(NodeId, u32)> {
        let mut all = Vec::new();
        for top in input.tree.top_near(at) {
            let top = self.of(input, top);
            let mut found = top.around.containing(at);
            found.sort_unstable();
            all.extend(found.into_iter().map(|index| top.hosts[index as usize]));
        }
        all
    }

    /// Returns the statements near `place` that start at `start`, with or without their guard and decorators.
    pub fn starting(&self, input: &Input, place: Span, start: u32) -> Vec<NodeId> {
        let mut all = Vec::new();
        for top in input.tree.top_near(place) {
            let top = self.of(input, top);
            let first = top.by_start.partition_point(|(at, _)| *at < start);
            all.extend(top.by_start[first..].iter().take_while(|(at, _)| *at == start).map(|(_, node)| *node));
        }
        all
    }

    /// Returns the TODOs that are already in the script.
    pub fn found(&self, input: &Input) -> &[Found] {
        self.found.get_or_init(|| find(input))
    }
}

/// A TODO that an earlier run wrote.
#[derive(Debug, Clone)]
pub struct Found {
    /// The block.
    pub block: Block,
    /// The start of the code below it.
    pub above: u32,
}

/// Returns the TODOs that are already in the script.
pub fn find(input: &Input) -> Vec<Found> {
    let blocks = todo::blocks(input.source, &input.script.comments);
    blocks.into_iter().map(|block| Found { above: code_below(input, block.span.end), block }).collect()
}

/// Returns the start of a statement or class member, including its decorators or its guard. None if `node` is
/// neither, or is a block.
pub fn host(input: &Input, node: NodeId) -> Option<u32> {
    let start = input.tree.span(node).start;
    match input.tree.ast(node) {
        Ast::Stmt(Stmt::Block(_)) => None,
        Ast::Stmt(Stmt::Decl(Decl::Class(_))) | Ast::ModuleDecl(_) | Ast::ClassMember(_) => {
            let decorators =
                input.tree.inside(node).filter(|inner| matches!(input.tree.ast(*inner), Ast::Decorator(_)));
            let first = decorators.map(|decorator| input.tree.span(decorator).start).min();
            Some(first.map_or(start, |first| first.min(start)))
        }
        Ast::Stmt(_) => Some(guarded(input, start)),
        _ => None,
    }
}

/// Returns the start of the code that a TODO about `at` is placed above, in the text before any edit.
pub fn code_below_todo(input: &Input, at: Span) -> u32 {
    let hosts = input.hosts.around(input, at);
    let is_first = |(_, start): &&(NodeId, u32)| text::is_first_on_line(input.source, *start);
    if let Some((_, start)) = hosts.iter().rev().find(is_first) {
        return *start;
    }
    let own = hosts.last();
    let start = own.map_or(at.start, |(_, start)| *start);
    let first = first_on_line(input, text::line_start(input.source, start));
    if follows(input, first, start, own.map(|(node, _)| *node)) { first } else { start }
}

/// Whether the statement `own` at `start` is in the same list as a statement at `first` on its line.
pub fn follows(input: &Input, first: u32, start: u32, own: Option<NodeId>) -> bool {
    // Code in the markup of a component is not in a list with the code of its script.
    let slice = |at: u32| input.script.slices.around(at);
    let is_near = |node: NodeId| slice(input.tree.span(node).start) == slice(start);
    let is_neighbour = |node: NodeId| is_near(node) && own.is_some_and(|own| input.are_listed(node, own));
    let near = Span::new(first.min(start), behind_guard(input, first).min(start).max(first.min(start)));
    input.hosts.starting(input, near, first).into_iter().any(is_neighbour)
}
