//! What happens to the response of `attach`, by its data flow.
//!
//! [`crate::analysis::flow`] follows the response through the file. A call whose response is read in a way that v3
//! has no answer to stays on v2. Code that only passes the device to `detach` is removed with the `detach`.
//!
//! `holder` removes variables that only held the response. `device` judges the code that passes the device to a
//! `detach`, and `own` decides whose device that is. `removed` decides what replaces a removed `detach`. `types`
//! and `expected` interpret the written types, `advice` comments on the fields that are read, and `shown` places
//! the notes about reads.

mod advice;
mod device;
mod expected;
mod holder;
mod own;
mod removed;
mod shown;
mod storage;
mod types;

pub use device::{can_go, feeds};
pub use own::sources;
pub use removed::removal;

use crate::analysis::flow::{Asked, Flow, FlowEnd, Holder};
use crate::bindings::{Usage, V2};
use crate::decide::change::{self, Change, Left};
use crate::decide::quote::quote;
use crate::edit::{Span, part};
use crate::input::{ByPlace, Input};
use crate::mapping::{Text, entry, v2};
use crate::migration::Moves;
use crate::note::Note;
use crate::text;
use crate::tree::{Ast, NodeId};
use device::Guard;
use expected::Written;
use rustc_hash::FxHashSet;
use std::rc::Rc;
use swc_ecma_ast::*;

/// The most lines that are quoted as readers of a response.
const MOST_READERS: usize = 12;

/// What moving a call changes for its response.
#[derive(Debug, Clone, Default)]
pub struct Response {
    /// The changes that remove unread names, and code that only passed the device to `detach`.
    pub changes: Vec<Change>,
    /// The notes about the response.
    pub notes: Vec<Note>,
    /// The calls of `detach` that only this response reaches. They are removed.
    pub detaches: Vec<NodeId>,
    /// The conditions that only test whether there is a device. They are removed with the calls in them.
    pub guards: Vec<NodeId>,
}

/// Returns the data flow of the value of `call`.
pub fn flow(input: &Input, call: NodeId) -> Rc<Flow> {
    input.flows.of(call, || device::follow(input, call))
}

/// Returns the calls of `attach` whose response, or a part of it, is the value of the expression at `node`.
fn answered_by<'i>(input: &'i Input, node: NodeId) -> &'i [NodeId] {
    let answers = input.flows.answers.get_or_init(|| by_place(input, |call| flow(input, call).reached().collect()));
    answers.get(&node).map_or(&[], Vec::as_slice)
}

/// Returns the calls of `attach` whose device reaches the call `detach`.
fn fed_by<'i>(input: &'i Input, detach: NodeId) -> &'i [NodeId] {
    let fed = input.flows.fed.get_or_init(|| by_place(input, |call| device::feeds(input, call)));
    fed.get(&detach).map_or(&[], Vec::as_slice)
}

/// Returns, for each of the `places` of each call of `attach`, these calls.
fn by_place(input: &Input, places: impl Fn(NodeId) -> Vec<NodeId>) -> ByPlace {
    let mut all = ByPlace::new();
    for call in attaches(input) {
        places(call).into_iter().for_each(|place| all.entry(place).or_default().push(call));
    }
    all
}

/// Returns the calls of `attach`.
fn attaches<'i>(input: &'i Input) -> impl Iterator<Item = NodeId> + 'i {
    input.bindings.sites.iter().filter_map(|site| match (&site.usage, &site.value) {
        (Usage::Call(call), value) if value.is_member(v2::ATTACH) => Some(*call),
        _ => None,
    })
}

/// Decides what happens to the response of `call`.
///
/// # Errors
/// Reads of the response keep the call on v2: a note about them.
pub fn read(input: &Input, call: NodeId) -> Result<Response, Vec<Note>> {
    let flow = flow(input, call);
    let mut fate = Fate::new(input, call, &flow);
    if fate.reads.is_empty() {
        fate.settle();
    }
    if fate.reads.is_empty() { Ok(fate.respond()) } else { fate.unread() }
}

/// The decision about a response, while it is made.
struct Fate<'f, 'i, 'a> {
    input: &'f Input<'i, 'a>,
    call: NodeId,
    flow: &'f Flow,
    /// The places that read the response in a way that v3 has no answer to.
    reads: Vec<NodeId>,
    detaches: Vec<NodeId>,
    guards: Vec<Guard>,
    /// The holders of the response that are removed.
    gone: Vec<Holder>,
}

impl<'f, 'i, 'a> Fate<'f, 'i, 'a> {
    fn new(input: &'f Input<'i, 'a>, call: NodeId, flow: &'f Flow) -> Self {
        let detaches = device::detaches(flow);
        let mut reads: Vec<NodeId> = flow.reads().collect();
        reads.extend(detaches.iter().filter(|detach| !can_go(input, **detach)));
        if detaches.is_empty() {
            // Setting a state renders the component again, so it may only be removed with a `detach`.
            reads.extend(flow.ends.iter().filter(|(_, end)| *end == FlowEnd::State).map(|(node, _)| *node));
        } else {
            let kept = flow.holders.iter();
            reads.extend(kept.filter(|kept| device::may_hold_another(input, **kept)).map(|kept| kept.node()));
        }
        // Other files may read a field that is exported, and the compiler does not report that it is missing.
        if flow.ends_in(FlowEnd::Exported) {
            reads.extend(&flow.returned);
        }
        let guards = device::guards(input, flow, &detaches);
        if !reads.is_empty() {
            let is_guard = |asked: &Asked| guards.iter().any(|guard| guard.by == asked.by);
            let asked = flow.asked().filter(|(_, asked)| !is_guard(asked));
            reads.extend(asked.map(|(test, _)| test));
        }
        Fate { input, call, flow, reads, detaches, guards, gone: Vec::new() }
    }

    /// Decides what is removed. Code that must be removed but cannot be counts as a read.
    fn settle(&mut self) {
        self.gone = self.removable();
        let changes = self.changes();
        let left = Left::by(self.input, &changes, []);
        let is_gone = |node: NodeId| left.drops(self.input.tree.span(node));
        self.reads.extend(self.flow.asked().map(|(test, _)| test).filter(|test| !is_gone(*test)));
        if !self.flow.ends_in(FlowEnd::Exported) {
            let must_go = |holder: &&Holder| match holder {
                Holder::Handing(_) => true,
                Holder::Assignment(node) => self.flow.partial.contains(node),
                Holder::Declarator(_) | Holder::Parameter(_) => false,
            };
            let stuck = self.flow.holders.iter().filter(must_go).filter(|holder| !self.gone.contains(holder));
            let stuck: Vec<NodeId> = stuck.map(|holder| holder.node()).filter(|node| !is_gone(*node)).collect();
            self.reads.extend(stuck);
        }
        let written = types::on_the_way(self.input, self.flow);
        let for_v2 = written.iter().filter(|(_, written)| *written == Written::ForV2).map(|(node, _)| *node);
        self.reads.extend(for_v2.filter(|node| !is_gone(*node)).collect::<Vec<_>>());
    }

    /// Returns the changes that remove the holders, the conditions and the calls of `detach`.
    fn changes(&self) -> Vec<Change> {
        let holders = self.gone.iter().filter_map(|holder| holder::removal(self.input, *holder, self.call));
        let guards = self.guards.iter().filter(|guard| !self.contains_detach(guard)).map(|guard| guard.by);
        let calls = self.detaches.iter().map(|detach| self.guard_of(*detach).unwrap_or(*detach));
        holders.chain(guards.chain(calls).map(|whole| removal(self.input, whole))).collect()
    }

    /// Whether a condition contains a call of `detach`, with which it is removed and reported.
    fn contains_detach(&self, guard: &Guard) -> bool {
        let tree = self.input.tree;
        self.detaches.iter().any(|detach| tree.ancestors(*detach).any(|up| up == guard.by))
    }

    fn guard_of(&self, detach: NodeId) -> Option<NodeId> {
        let around = |guard: &&Guard| self.input.tree.ancestors(detach).any(|up| up == guard.by);
        self.guards.iter().find(around).map(|guard| guard.by)
    }

    /// Returns the holders of the response that can be removed, because the remaining code does not mention their
    /// names.
    fn removable(&self) -> Vec<Holder> {
        let (input, call) = (self.input, self.call);
        let is_exported = self.flow.ends_in(FlowEnd::Exported);
        let mut gone: Vec<Holder> = Vec::new();
        for holder in &self.flow.holders {
            // A name that is exported is kept.
            let is_kept = (is_exported && !matches!(holder, Holder::Handing(_)))
                || input.script.slices.is_markup(input.tree.span(holder.node()));
            if !is_kept && !gone.contains(holder) && holder::removal(input, *holder, call).is_some() {
                gone.push(*holder);
            }
        }
        let others: Vec<NodeId> = self.guards.iter().map(|guard| guard.by).chain(self.detaches.clone()).collect();
        loop {
            let mut changes: Vec<Change> =
                gone.iter().filter_map(|holder| holder::removal(input, *holder, call)).collect();
            changes.extend(others.iter().map(|node| removal(input, *node)));
            let left = Left::by(input, &changes, []);
            let before = gone.len();
            gone.retain(|holder| holder::is_idle(input, *holder, &left));
            if gone.len() == before {
                return gone;
            }
        }
    }

    fn respond(self) -> Response {
        let (input, flow) = (self.input, self.flow);
        let changes = self.gone.iter().filter_map(|holder| holder::removal(input, *holder, self.call)).collect();
        let mut notes = Vec::new();
        let named = self.gone.iter().filter(|holder| !matches!(holder, Holder::Handing(_)));
        if let Some(first) = named.map(|holder| holder.node()).min() {
            notes.push(Note::new(entry!("response-unused"), input.tree.span(first)));
        }
        let place = input.tree.span(self.call);
        if flow.ends_in(FlowEnd::Exported) {
            let is_hidden = types::on_the_way(input, flow).iter().any(|(_, written)| *written == Written::Anything);
            let shows = input.dialect.is_typescript() && !is_hidden;
            notes.push(Note::new(if shows { entry!("response-typed") } else { entry!("response-exported") }, place));
        }
        let components = flow.ends.iter().filter(|(_, end)| *end == FlowEnd::Component);
        if let Some(node) = components.map(|(node, _)| *node).min() {
            notes.push(Note::new(entry!("response-component"), self.handler_of(node)));
        }
        let guards = self.guards.iter().map(|guard| guard.by).collect();
        Response { changes, notes, detaches: self.detaches, guards }
    }

    /// Returns the span of the attribute that contains a handler, or of the handler itself.
    fn handler_of(&self, node: NodeId) -> Span {
        let tree = self.input.tree;
        let attribute = tree.ancestors(node).find(|up| matches!(tree.ast(*up), Ast::JsxAttr(_)));
        tree.span(attribute.unwrap_or(node))
    }

    /// Decides on a call whose response is read. `--unsafe` moves it, with a TODO at each reader; otherwise it
    /// stays.
    fn unread(mut self) -> Result<Response, Vec<Note>> {
        let input = self.input;
        if input.choice.moves == Moves::Unsafe {
            // To the compiler, code that destructures a field is a reader, too.
            self.reads.extend(self.takes_fields());
        }
        self.reads.sort();
        self.reads.dedup();
        if input.choice.moves == Moves::Safe {
            return Err(vec![self.readers()]);
        }
        let names = advice::names(input, &self.takes_fields());
        let notes = shown::notes(input, self.call, (self.flow, &self.reads), &names);
        Ok(Response { notes, ..Response::default() })
    }

    /// Returns the note of a call that stays. It quotes the lines that read the response, each once, up to
    /// [`MOST_READERS`].
    fn readers(&self) -> Note {
        let input = self.input;
        let names = advice::names(input, &self.takes_fields());
        let mut readers: Vec<(String, Span, Vec<Text>)> = Vec::new();
        let line = |at: Span| text::line_start(input.source, at.start);
        let mut more = FxHashSet::default();
        for node in self.reads.iter().map(|node| shown(input, self.call, *node)) {
            let at = readable(input, node);
            if readers.len() == MOST_READERS {
                more.insert(line(at));
                continue;
            }
            let text = reader(input, self.call, node);
            let known = advice::of(input, &names, node);
            match readers.iter_mut().find(|(other, place, _)| *other == text && line(*place) == line(at)) {
                Some((.., remarks)) => remarks.extend(known),
                None => readers.push((text, at, known)),
            }
        }
        let note = Note::new(entry!("response-read"), input.tree.span(self.call));
        let add = |note: Note, (text, at, known): (String, Span, Vec<Text>)| {
            note.with_at("read by", text + &advice::behind(&known), at)
        };
        more.retain(|line_of| readers.iter().all(|(_, at, _)| line(*at) != *line_of));
        let note = readers.into_iter().fold(note, add);
        if more.is_empty() { note } else { note.with("read by", format!("{} more lines", more.len())) }
    }

    /// Returns the declarations, assignments and parameters that take fields from the response.
    fn takes_fields(&self) -> Vec<NodeId> {
        let tree = self.input.tree;
        let takes = |holder: &&Holder| match holder {
            Holder::Declarator(node) => {
                matches!(tree.ast(*node), Ast::Declarator(VarDeclarator { name: Pat::Object(_) | Pat::Array(_), .. }))
            }
            Holder::Assignment(node) => {
                self.flow.partial.contains(node)
                    || matches!(tree.expr(*node), Some(Expr::Assign(AssignExpr { left: AssignTarget::Pat(_), .. })))
            }
            Holder::Parameter(_) => true,
            Holder::Handing(_) => false,
        };
        self.flow.holders.iter().filter(takes).map(|holder| holder.node()).collect()
    }
}

/// Returns the member of the object literal at `node` that contains the call, or `node` if it is something else.
fn shown(input: &Input, call: NodeId, node: NodeId) -> NodeId {
    let tree = input.tree;
    if !matches!(tree.expr(node), Some(Expr::Object(_))) {
        return node;
    }
    let holds = |member: &NodeId| tree.span(*member).contains(tree.span(call));
    tree.children(node).find(holds).unwrap_or(node)
}

/// Returns the span that shows a read: the access or call around `node`, or `node` itself.
fn readable(input: &Input, node: NodeId) -> Span {
    let around = input.tree.parent(node).filter(|up| {
        matches!(
            input.tree.ast(*up),
            Ast::Expr(
                Expr::Member(_) | Expr::OptChain(_) | Expr::Unary(_) | Expr::Bin(_) | Expr::Call(_) | Expr::Assign(_)
            )
        )
    });
    input.tree.span(around.unwrap_or(node))
}

/// Returns the text of a read: its whole line, or only the code of the read if the call is on the same line.
fn reader(input: &Input, call: NodeId, node: NodeId) -> String {
    let place = readable(input, node);
    let line = |at: u32| Span::new(input.line_start(at), input.line_end(at));
    if let Some(Ast::Expr(Expr::Member(member))) = input.tree.parent(node).map(|up| input.tree.ast(up))
        && let Some((call, _)) = input.tree.parent(node).and_then(|member| input.called(member))
    {
        let chain = Span::new(crate::syntax::span(&member.prop).start, input.tree.span(call).end);
        let dot = if matches!(member.prop, MemberProp::Computed(_)) { "" } else { "." };
        return format!("{dot}{}", one_line(&quote(input, chain)));
    }
    match line(place.start) == line(input.tree.span(call).start) {
        true => one_line(&quote(input, place)),
        false => shortened(quote(input, line(place.start)).trim()),
    }
}

/// Returns the line, shortened if it is long.
fn shortened(line: &str) -> String {
    const LONG: usize = 100;
    match line.char_indices().nth(LONG) {
        Some((end, _)) => format!("{} …", part(line, ..end).trim_end()),
        None => line.to_owned(),
    }
}

fn one_line(text: &str) -> String {
    let line = text.lines().next().unwrap_or_default().trim();
    if line.len() < text.len() { format!("{line} …") } else { line.to_owned() }
}

/// Whether a value of v2 is the function `detach`.
pub fn is_detach(value: &V2) -> bool {
    value.is_member(v2::DETACH)
}
