//! Above what a TODO may stand: the statements and the members of classes, by where they start.
//!
//! Each note asks for a place, and a file may have many notes, so the answer is made once for each
//! statement of the top level that is asked about.

use super::{Input, todo};
use crate::edit::{Around, Span};
use crate::tree::{Ast, NodeId};
use rustc_hash::FxHashMap;
use std::cell::{OnceCell, RefCell};
use std::rc::Rc;

/// The hosts of a script, and the TODOs that stand in it already.
#[derive(Default)]
pub struct Hosts {
    by_top: RefCell<FxHashMap<NodeId, Rc<Top>>>,
    found: OnceCell<Vec<todo::Found>>,
}

/// The hosts in a statement of the top level.
struct Top {
    /// Each with where it starts, its decorators and its guard included. Source order.
    hosts: Vec<(NodeId, u32)>,
    around: Around,
    /// The statements by where they start, with and without what is in front.
    by_start: Vec<(u32, NodeId)>,
}

impl Top {
    fn of(input: &Input, top: NodeId) -> Self {
        let hosts: Vec<(NodeId, u32)> =
            input.tree.inside(top).filter_map(|node| todo::host(input, node).map(|start| (node, start))).collect();
        let place = |(node, start): &(NodeId, u32)| Span { start: *start, end: input.tree.span(*node).end };
        let around = Around::of(hosts.iter().map(place).zip(0..));
        let statements = input.tree.inside(top).filter(|node| is_statement(input, *node));
        let mut by_start: Vec<(u32, NodeId)> = statements
            .flat_map(|node| [Some(input.tree.span(node).start), todo::host(input, node)].map(|start| (start, node)))
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

    /// The hosts around `at`, outer before inner, each with where it starts.
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

    /// The statements near `place` that start at `start`, by themselves or with what is in front of them.
    pub fn starting(&self, input: &Input, place: Span, start: u32) -> Vec<NodeId> {
        let mut all = Vec::new();
        for top in input.tree.top_near(place) {
            let top = self.of(input, top);
            let first = top.by_start.partition_point(|(at, _)| *at < start);
            all.extend(top.by_start[first..].iter().take_while(|(at, _)| *at == start).map(|(_, node)| *node));
        }
        all
    }

    /// The TODOs that stand in the script.
    pub fn found(&self, input: &Input) -> &[todo::Found] {
        self.found.get_or_init(|| todo::find(input))
    }
}
