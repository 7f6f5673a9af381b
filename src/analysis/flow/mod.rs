//! Forward data-flow analysis: where the value of one call goes in the whole script.
//!
//! The value is followed through `await`, promise chains, variables, patterns and references, into
//! functions of the program that take it, and out of those that return it. Functions that return it are
//! values themselves, and so are the objects, classes and instances that hold such a function. The law
//! is that of [`super`]: a form that is not handled reads the value. Every step is total; no `match` has
//! an arm for the rest.
//!
//! The heap is followed for one step, by fixed keys. A computed access, a spread, an enumeration, or an
//! unknown function that takes the object reads what the object holds.
//!
//! `expressions`, `patterns` and `places` are the steps for values; `arguments`, `returns`, `chains` and
//! `elements` those through functions; `objects` those for objects and classes that hold a function;
//! `listeners` those for emitters and the like.

mod arguments;
mod chains;
mod elements;
mod expressions;
mod listeners;
mod objects;
mod patterns;
mod places;
mod returns;

use super::Analysis;
use crate::budget;
use crate::tree::NodeId;
use rustc_hash::{FxHashMap, FxHashSet};
use std::collections::VecDeque;
use std::rc::Rc;

/// What part of the followed value is at a place, or what leads to it there.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Shape {
    /// A promise of the value.
    Promise,
    /// The whole value, or a promise of it.
    Whole,
    /// One of its fields.
    Field(String),
    /// Some of its fields.
    Part,
    /// An array, or a promise of one, that has the value at this index, if the index is known.
    Element(Option<usize>),
    /// A function that returns the inner shape when it is called.
    Gives(Rc<Shape>),
    /// A class whose instances have the inner shape.
    Makes(Rc<Shape>),
    /// An object that has the inner shape under a key.
    Holds(Key, Rc<Shape>),
}

/// The key of what an object holds.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Key {
    /// A property name.
    Name(String),
    /// The name of a `private` member of TypeScript.
    Hidden(String),
    /// An index in an array.
    Index(usize),
}

impl Key {
    /// Whether an access by `name` reaches this key.
    fn is(&self, name: &str) -> bool {
        match self {
            Key::Name(own) | Key::Hidden(own) => own == name,
            Key::Index(index) => index.to_string() == name,
        }
    }
}

impl Shape {
    /// Whether it is the value or a part of it, and not a function or an object that leads to it.
    fn is_value(&self) -> bool {
        match self {
            Shape::Promise | Shape::Whole | Shape::Field(_) | Shape::Part | Shape::Element(_) => true,
            Shape::Gives(_) | Shape::Makes(_) | Shape::Holds(..) => false,
        }
    }

    /// Whether it is the whole value, or a promise of it.
    fn is_all(&self) -> bool {
        matches!(self, Shape::Promise | Shape::Whole)
    }

    /// Whether it exists whatever the value is: a promise, a function, an object.
    fn is_always_there(&self) -> bool {
        *self == Shape::Promise || !self.is_value()
    }

    /// What a promise of it settles to.
    fn settled(&self) -> Shape {
        match self {
            Shape::Promise => Shape::Whole,
            other => other.clone(),
        }
    }

    /// The value or part of the value that it leads to.
    fn core(&self) -> &Shape {
        match self {
            Shape::Promise | Shape::Whole | Shape::Field(_) | Shape::Part | Shape::Element(_) => self,
            Shape::Gives(inner) | Shape::Makes(inner) | Shape::Holds(_, inner) => inner.core(),
        }
    }

    /// Whether it leads to only a part of the value.
    fn is_partial(&self) -> bool {
        matches!(self.core(), Shape::Field(_) | Shape::Part)
    }

    /// The number of functions, classes and objects around the value.
    fn depth(&self) -> usize {
        match self {
            Shape::Promise | Shape::Whole | Shape::Field(_) | Shape::Part | Shape::Element(_) => 0,
            Shape::Gives(inner) | Shape::Makes(inner) | Shape::Holds(_, inner) => 1 + inner.depth(),
        }
    }

    fn gives(self) -> Shape {
        Shape::Gives(Rc::new(self))
    }

    fn held(self, key: Key) -> Shape {
        Shape::Holds(key, Rc::new(self))
    }
}

/// Where one path of the value ends. A value that is dropped has no end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FlowEnd {
    /// The call that the query names takes the field.
    Sink(NodeId),
    /// A condition asks whether the value exists.
    Asked(Asked),
    /// The setter of a state takes it.
    State,
    /// It leaves the script by an export.
    Exported,
    /// A component in another file takes a handler that returns it.
    Component,
    /// Code reads it, or it is not known what becomes of it.
    Read,
}

/// A condition on whether the value exists.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Asked {
    /// The `if`, the `&&` or the `? :`.
    pub by: NodeId,
    /// Whether the guarded code runs if the value exists, rather than if it does not.
    pub holds: bool,
}

/// A node that only holds the value. It can be removed if nothing reads the value: a dead store.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Holder {
    /// `const { device_id } = …`: the declarator.
    Declarator(NodeId),
    /// `saved = …`: the assignment.
    Assignment(NodeId),
    /// `setDevice(device_id)`, `ref.current = device_id`, `ref.value = device_id`: the expression.
    Handing(NodeId),
    /// The pattern of a callback's only parameter.
    Parameter(NodeId),
}

impl Holder {
    /// Its node.
    pub fn node(self) -> NodeId {
        match self {
            Holder::Declarator(node) | Holder::Assignment(node) | Holder::Handing(node) | Holder::Parameter(node) => {
                node
            }
        }
    }
}

/// What else is asked about the value, besides who reads it.
pub struct FlowQuery<'q> {
    /// The field that a call may take without counting as a read.
    pub field: &'q str,
    /// Returns the call that takes the field as the member of an object literal at this node, if there is
    /// one.
    pub sink: &'q dyn Fn(NodeId) -> Option<NodeId>,
}

/// The result of the analysis.
#[derive(Debug, Default)]
pub struct Flow {
    /// Where its paths end.
    pub ends: Vec<(NodeId, FlowEnd)>,
    /// The nodes that only hold it.
    pub holders: Vec<Holder>,
    /// Assignments of a field of it.
    pub partial: Vec<NodeId>,
    /// Fields of it that a function returns.
    pub returned: Vec<NodeId>,
    /// Type annotations of the value.
    pub types: Vec<NodeId>,
    /// Type annotations of functions, objects and classes that lead to the value.
    pub outer_types: Vec<NodeId>,
    /// Members of classes that return it.
    pub members: Vec<NodeId>,
    /// Whether a promise of it may be used: it gets a name, leaves a function, or one of its methods is
    /// called.
    pub is_kept: bool,
    /// For each expression that has the value, the place that the value came from.
    from: FxHashMap<NodeId, NodeId>,
}

/// The budget of one step. It is high because the result is kept for each call.
const WORK: usize = 500;

impl Flow {
    /// Follows the value of the expression at `start`.
    pub fn of(analysis: Analysis, start: NodeId, question: &FlowQuery) -> Flow {
        let mut follow = Follow {
            cx: analysis,
            question,
            flow: Flow::default(),
            seen: FxHashSet::default(),
            work: VecDeque::new(),
            at: start,
        };
        follow.go(start, Shape::Promise, Way::default());
        while let Some(fact) = follow.work.pop_front() {
            budget::spend(WORK);
            follow.at = fact.node;
            follow.step(&fact);
        }
        follow.flow
    }

    /// The nodes that read it.
    pub fn reads(&self) -> impl Iterator<Item = NodeId> + '_ {
        self.ends.iter().filter(|(_, end)| *end == FlowEnd::Read).map(|(node, _)| *node)
    }

    /// The conditions that ask whether it exists, each with the expression that is tested.
    pub fn asked(&self) -> impl Iterator<Item = (NodeId, Asked)> + '_ {
        self.ends.iter().filter_map(|(test, end)| match end {
            FlowEnd::Asked(asked) => Some((*test, *asked)),
            FlowEnd::Sink(_) | FlowEnd::State | FlowEnd::Exported | FlowEnd::Component | FlowEnd::Read => None,
        })
    }

    /// Whether any path ends in this way.
    pub fn ends_in(&self, end: FlowEnd) -> bool {
        self.ends.iter().any(|(_, other)| *other == end)
    }

    /// Every expression that has the value or a part of it.
    pub fn reached(&self) -> impl Iterator<Item = NodeId> + '_ {
        self.from.keys().copied()
    }

    /// The places on the path to `node`, last one first.
    pub fn way_to(&self, node: NodeId) -> impl Iterator<Item = NodeId> + '_ {
        let next = |at: &NodeId| self.from.get(at).copied().filter(|before| before != at);
        std::iter::successors(Some(node), next).take(self.from.len() + 1)
    }
}

/// How the value came to a place.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
struct Way {
    /// The function of the program that it entered last, and the call through which it did. What that
    /// function returns goes back to that call.
    entered: Option<(NodeId, NodeId)>,
    /// Whether another value may come to the same place: it entered a function that other code may call, or
    /// it is one of two alternatives.
    may_differ: bool,
}

impl Way {
    /// The same way, where another value is possible unless `is_sure`.
    fn or_another(self, is_sure: bool) -> Self {
        Way { may_differ: self.may_differ || !is_sure, ..self }
    }
}

/// A fact of the analysis: the value, or something that leads to it, is at an expression.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct Fact {
    node: NodeId,
    shape: Shape,
    way: Way,
}

/// The most functions and objects that may be around a value.
const DEEPEST: usize = 5;

/// The most facts that are looked at. A value with more of them counts as read.
const MOST: usize = 20_000;

struct Follow<'f, 'i, 'a> {
    cx: Analysis<'i, 'a>,
    question: &'f FlowQuery<'f>,
    flow: Flow,
    seen: FxHashSet<Fact>,
    work: VecDeque<Fact>,
    /// The expression that the current step starts from.
    at: NodeId,
}

impl Follow<'_, '_, '_> {
    /// Adds the fact that the expression at `node` has the value.
    fn go(&mut self, node: NodeId, shape: Shape, way: Way) {
        if shape.depth() > DEEPEST || self.seen.len() > MOST {
            return self.read(node);
        }
        let fact = Fact { node, shape, way };
        if self.seen.contains(&fact) {
            return;
        }
        self.flow.from.entry(node).or_insert(self.at);
        self.seen.insert(fact.clone());
        self.work.push_back(fact);
    }

    fn end(&mut self, node: NodeId, end: FlowEnd) {
        self.flow.from.entry(node).or_insert(self.at);
        if !self.flow.ends.contains(&(node, end)) {
            self.flow.ends.push((node, end));
        }
    }

    fn read(&mut self, node: NodeId) {
        self.end(node, FlowEnd::Read);
    }

    /// Records the type annotation `written`.
    fn typed(&mut self, fact: &Fact, written: NodeId) {
        if fact.shape.is_value() { self.flow.types.push(written) } else { self.flow.outer_types.push(written) }
    }

    /// Records a read of the value. A function or an object that leads to it is not read.
    fn read_value(&mut self, fact: &Fact) {
        if fact.shape.is_value() {
            self.read(fact.node);
        }
    }
}
