//! What becomes of the response of `attach`, by following it to everything that reads it.
//!
//! The value is followed within the file: through `await`, chains, variables, patterns, functions
//! that return it and their callers. Each place that does something with it is a read; a call whose
//! response is read in a way v3 cannot answer stays on v2.

mod carrier;
mod device;
mod follow;

pub use device::{can_go, feeds};

use crate::bindings::{V2, is};
use crate::edit::{Edit, Edits, Span};
use crate::mapping::entry;
use crate::migration::Moves;
use crate::note::Note;
use crate::plan::ignoring::{ignores_argument, ignores_result};
use crate::plan::quote::quote;
use crate::plan::{Input, declarators};
use crate::scope;
use crate::syntax::span;
use crate::text;
use crate::tree::{Ast, NodeId};
use crate::value::{self, Callable, Effect, unwrap};
use carrier::core;
use device::{guard, guards_only, has_another, has_no_other, is_choice};
use std::collections::HashSet;
use swc_ecma_ast::*;

/// What moving a call does to its response.
#[derive(Debug, Clone, Default)]
pub struct Response {
    /// Removals of names nobody reads, and of what only carried a device to `detach`.
    pub edits: Vec<Edit>,
    /// What to say.
    pub notes: Vec<Note>,
    /// The calls of `detach` that are fed by this response alone, and go.
    pub detaches: Vec<NodeId>,
    /// The conditions that only asked whether there is a device to detach; they go with the calls in them.
    pub guards: Vec<NodeId>,
}

/// What is followed.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
enum What {
    /// The response, or a promise of it.
    Response,
    /// A field of it.
    Field(String),
    /// The array `Promise.all` makes, with the response at this place.
    Among(usize),
}

/// Everything the walk finds.
#[derive(Debug, Default)]
struct Reads {
    /// Places that read it in a way v3 has no answer to.
    reads: Vec<NodeId>,
    /// Whether it leaves the file by an export.
    exported: bool,
    /// Fields of it that a function returns.
    fields: Vec<NodeId>,
    /// `detach` calls that get the device.
    detaches: Vec<NodeId>,
    /// Names of the device that a condition asks for, and the `if` or `&&` of it.
    guards: Vec<(NodeId, NodeId)>,
    /// What setters of a state are given. Setting one shows the component again: only what served a
    /// `detach` that goes may go.
    states: Vec<NodeId>,
    /// Declarators, assignments and statements that only pass it on.
    carriers: Vec<Carrier>,
    /// Assignments of a field of it.
    partial: Vec<NodeId>,
    seen: HashSet<(NodeId, What)>,
}

/// Something that holds the response and goes when nobody reads it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Carrier {
    /// `const { device_id } = …`: the declarator.
    Declarator(NodeId),
    /// `saved = …`: the assignment.
    Assignment(NodeId),
    /// `setDevice(device_id)`, `ref.current = device_id`, `ref.value = device_id`: the expression.
    Handing(NodeId),
    /// The pattern of a callback's only parameter.
    Parameter(NodeId),
}

/// Follows the response of `call`.
///
/// # Errors
/// The places that read it, if they keep the call on v2.
pub fn read(input: &Input, call: NodeId) -> Result<Response, Vec<Note>> {
    let mut reads = Reads::default();
    reads.follow(input, call, What::Response);
    for detach in reads.detaches.clone() {
        if !can_go(input, detach) {
            reads.reads.push(detach);
        }
    }
    if !reads.detaches.is_empty() {
        let holders = reads.carriers.iter().filter(|carrier| !matches!(carrier, Carrier::Declarator(_)));
        let others =
            holders.filter(|carrier| carrier.target(input).is_some_and(|id| has_another(input, &id, &reads.carriers)));
        let others: Vec<NodeId> = others.map(|carrier| carrier.node()).collect();
        reads.reads.extend(others);
    }
    for (test, guard) in std::mem::take(&mut reads.guards) {
        match guards_only(input, (test, guard), &reads.detaches) {
            true => reads.guards.push((test, guard)),
            false => reads.reads.push(test),
        }
    }
    if reads.detaches.is_empty() {
        reads.reads.append(&mut reads.states);
    }
    // A field that leaves the file is read there, and no compiler sees it missing.
    if reads.exported {
        reads.reads.append(&mut reads.fields);
    }
    if reads.reads.is_empty() && !reads.exported {
        reads.stuck(input, call);
    }
    if !reads.reads.is_empty() {
        return unread(input, call, reads);
    }
    Ok(reads.respond(input, call))
}

/// What a call comes to whose response is read: `--unsafe` moves it, with a TODO at each reader.
fn unread(input: &Input, call: NodeId, mut reads: Reads) -> Result<Response, Vec<Note>> {
    reads.reads.sort();
    reads.reads.dedup();
    if input.project.moves == Moves::Safe {
        let mut note = Note::new(entry("response-read"), input.tree.span(call));
        let mut said = HashSet::new();
        for node in &reads.reads {
            let (text, at) = (reader(input, call, *node), readable(input, *node));
            if said.insert((text::line_start(input.source, at.start), text.clone())) {
                note = note.with_at("read by", text, at);
            }
        }
        return Err(vec![note]);
    }
    let note = |node: &NodeId| {
        let place = readable(input, *node);
        Note::new(entry("response-unsafe"), place).with("read by", one_line(&quote(input, place)))
    };
    let notes = reads.reads.iter().map(note).collect();
    Ok(Response { notes, ..Response::default() })
}

impl Reads {
    /// What must go and cannot is read: a reference, or a variable that would be given a field of what v3
    /// answers.
    fn stuck(&mut self, input: &Input, call: NodeId) {
        let removable = self.removable(input, call);
        let must_go = |carrier: &&Carrier| match carrier {
            Carrier::Handing(_) => true,
            Carrier::Assignment(node) => self.partial.contains(node),
            _ => false,
        };
        let stuck = self.carriers.iter().filter(must_go).filter(|carrier| !removable.contains(carrier));
        let stuck: Vec<NodeId> = stuck.map(|carrier| carrier.node()).collect();
        self.reads.extend(stuck);
    }

    fn respond(self, input: &Input, call: NodeId) -> Response {
        let carriers = self.removable(input, call);
        let guards = self.guards.iter().map(|(_, guard)| *guard).collect();
        let mut response = Response { detaches: self.detaches, guards, ..Response::default() };
        response.edits = carriers.iter().flat_map(|carrier| carrier.removal(input, call)).collect();
        let named = carriers.iter().find(|carrier| !matches!(carrier, Carrier::Handing(_)));
        if let Some(first) = named {
            response.notes.push(Note::new(entry("response-unused"), input.tree.span(first.node())));
        }
        if self.exported {
            let place = input.tree.span(call);
            let id = if input.dialect.is_typescript() { "response-typed" } else { "response-exported" };
            response.notes.push(Note::new(entry(id), place));
        }
        response
    }

    /// The carriers that can go: nothing is left that mentions a name they make.
    fn removable(&self, input: &Input, call: NodeId) -> Vec<Carrier> {
        let mut carriers: Vec<Carrier> = Vec::new();
        for carrier in &self.carriers {
            // What leaves by an export keeps its name.
            let kept = self.exported && !matches!(carrier, Carrier::Handing(_));
            if !kept && !carriers.contains(carrier) && !carrier.removal(input, call).is_empty() {
                carriers.push(*carrier);
            }
        }
        loop {
            let mut edits: Vec<Edit> = carriers.iter().flat_map(|carrier| carrier.removal(input, call)).collect();
            let gone = self.guards.iter().map(|(_, guard)| guard).chain(&self.detaches);
            edits.extend(gone.flat_map(|node| input.removal(*node)));
            let edits = Edits::new(edits);
            let before = carriers.len();
            carriers.retain(|carrier| carrier.is_idle(input, &edits));
            if carriers.len() == before {
                return carriers;
            }
        }
    }
}

impl What {
    fn is_value(&self) -> bool {
        !matches!(self, What::Among(_))
    }
}

/// Whether a callback's parameter may be taken out.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Carried {
    Removable,
    Kept,
}

fn is_device(what: &What) -> bool {
    *what == What::Field("device_id".to_owned())
}

fn is_comparison(op: BinaryOp) -> bool {
    matches!(op, BinaryOp::NotEq | BinaryOp::NotEqEq)
}

fn is_logical(op: BinaryOp) -> bool {
    matches!(op, BinaryOp::LogicalAnd | BinaryOp::LogicalOr | BinaryOp::NullishCoalescing)
}

fn is_module_exports(member: &MemberExpr) -> bool {
    let object = match unwrap(&member.obj) {
        Expr::Ident(ident) => ident,
        Expr::Member(inner) => match unwrap(&inner.obj) {
            Expr::Ident(ident) => ident,
            _ => return false,
        },
        _ => return false,
    };
    matches!(&*object.sym, "module" | "exports")
}

/// What makes a reference, and the member that is what it holds: React's and Vue's.
const REFERENCES: [(&str, &str); 3] = [("useRef", "current"), ("ref", "value"), ("shallowRef", "value")];

/// The variable of `variable.current`, if `useRef` made it, and that member; and the like.
fn reference(input: &Input, member: &MemberExpr) -> Option<(Id, &'static str)> {
    let Expr::Ident(object) = unwrap(&member.obj) else { return None };
    let init = value::initialiser(input.tree, &object.to_id())?;
    let Expr::Call(CallExpr { callee: Callee::Expr(callee), .. }) = unwrap(init) else { return None };
    let name = match unwrap(callee) {
        Expr::Ident(ident) => ident.sym.to_string(),
        Expr::Member(member) => value::member_name(member)?,
        _ => return None,
    };
    let inside = value::member_name(member)?;
    let (_, inside) = REFERENCES.iter().find(|(maker, held)| *maker == name && *held == inside)?;
    Some((object.to_id(), inside))
}

/// The text that shows a read: the access around it, if there is one.
fn readable(input: &Input, node: NodeId) -> Span {
    let around = input.tree.parent(node).filter(|up| {
        matches!(
            input.tree.ast(*up),
            Ast::Expr(Expr::Member(_) | Expr::OptChain(_) | Expr::Unary(_) | Expr::Bin(_) | Expr::Call(_))
        )
    });
    input.tree.span(around.unwrap_or(node))
}

/// What reads the response: the line it is in, or only the code where the call is in that, too.
fn reader(input: &Input, call: NodeId, node: NodeId) -> String {
    let place = readable(input, node);
    let line = |at: u32| Span::new(input.line_start(at), input.line_end(at));
    if let Some(Ast::Expr(Expr::Member(member))) = input.tree.parent(node).map(|up| input.tree.ast(up))
        && let Some((call, _)) = input.tree.parent(node).and_then(|member| input.called(member))
    {
        let chain = Span::new(span(&member.prop).start, input.tree.span(call).end);
        return format!(".{}", one_line(&quote(input, chain)));
    }
    match line(place.start) == line(input.tree.span(call).start) {
        true => one_line(&quote(input, place)),
        false => shortened(quote(input, line(place.start)).trim()),
    }
}

/// The start of a long line.
fn shortened(line: &str) -> String {
    const LONG: usize = 100;
    match line.char_indices().nth(LONG) {
        Some((end, _)) => format!("{} …", line[..end].trim_end()),
        None => line.to_owned(),
    }
}

fn one_line(text: &str) -> String {
    let line = text.lines().next().unwrap_or_default().trim();
    if line.len() < text.len() { format!("{line} …") } else { line.to_owned() }
}

/// Whether a name of v2 is the function `detach`.
pub fn is_detach(value: &V2) -> bool {
    matches!(value, V2::Member(name) if name == "detach")
}
