//! Where a value goes: a forward data flow from one call through the whole script.
//!
//! The value is followed through `await`, chains, variables, patterns and references; into functions of
//! the program that are given it, and out of those that return it; functions that give it are values
//! themselves, and so are the objects, classes and instances that hold such a function. The law is that
//! of [`super`]: a form that is not named here reads the value. Every step is total, there is no arm for
//! the rest.
//!
//! The heap is followed one step, by fixed keys: a computed access, a spread, an enumeration or a
//! hand-over to something unknown reads what the object holds.
//!
//! `expressions` and `places` are the steps for values, `functions` for code that gives one, `objects`
//! for what holds such code, `listeners` for emitters and their like.

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

/// What of the followed value is at a place.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Shape {
    /// A promise of it.
    Promise,
    /// All of it, or a promise of it.
    Whole,
    /// One of its fields.
    Field(String),
    /// Some of its fields.
    Part,
    /// An array with it at this place, if that is known, or a promise of one.
    Element(Option<usize>),
    /// A function that gives it when it is called.
    Gives(Rc<Shape>),
    /// A class whose instances are this.
    Makes(Rc<Shape>),
    /// An object with this under a key.
    Holds(Key, Rc<Shape>),
}

/// The key of what an object holds.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Key {
    /// A name.
    Name(String),
    /// A name that TypeScript lets only the class itself use.
    Hidden(String),
    /// A place in an array.
    Index(usize),
}

impl Key {
    /// Whether an access by `name` is one of it.
    fn is(&self, name: &str) -> bool {
        match self {
            Key::Name(own) | Key::Hidden(own) => own == name,
            Key::Index(index) => index.to_string() == name,
        }
    }
}

impl Shape {
    /// Whether it is the value or a part of it, and not code or an object that leads to it.
    fn is_value(&self) -> bool {
        match self {
            Shape::Promise | Shape::Whole | Shape::Field(_) | Shape::Part | Shape::Element(_) => true,
            Shape::Gives(_) | Shape::Makes(_) | Shape::Holds(..) => false,
        }
    }

    /// Whether it is all of the value, or a promise of it.
    fn is_all(&self) -> bool {
        matches!(self, Shape::Promise | Shape::Whole)
    }

    /// Whether it is there whatever the value is: a promise, code, an object.
    fn is_always_there(&self) -> bool {
        *self == Shape::Promise || !self.is_value()
    }

    /// What a promise of it gives.
    fn settled(&self) -> Shape {
        match self {
            Shape::Promise => Shape::Whole,
            other => other.clone(),
        }
    }

    /// What it leads to in the end.
    fn core(&self) -> &Shape {
        match self {
            Shape::Promise | Shape::Whole | Shape::Field(_) | Shape::Part | Shape::Element(_) => self,
            Shape::Gives(inner) | Shape::Makes(inner) | Shape::Holds(_, inner) => inner.core(),
        }
    }

    /// Whether it leads to parts of the value.
    fn is_partial(&self) -> bool {
        matches!(self.core(), Shape::Field(_) | Shape::Part)
    }

    /// How many steps it is away from the value.
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

/// Where a path of the value ends. What is dropped has no end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FlowEnd {
    /// The call that the question is about is told the field.
    Sink(NodeId),
    /// A condition asks whether it is there.
    Asked(Asked),
    /// A setter of a state is given it.
    State,
    /// It leaves the script by an export.
    Exported,
    /// A component in another file is told a handler that gives it.
    Component,
    /// It is read, or what becomes of it is not known.
    Read,
}

/// A condition on whether the value is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Asked {
    /// The `if`, the `&&` or the `? :`.
    pub by: NodeId,
    /// Whether what is under the condition runs where the value is there.
    pub holds: bool,
}

/// Something that only holds the value, and goes when nobody reads it.
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

/// What somebody wants to know of a value besides who reads it.
pub struct FlowQuery<'q> {
    /// The field that a call may be told without that being a read.
    pub field: &'q str,
    /// The call that a member of an object literal tells it to, if it is one.
    pub sink: &'q dyn Fn(NodeId) -> Option<NodeId>,
}

/// Everything that a value comes to.
#[derive(Debug, Default)]
pub struct Flow {
    /// Where its paths end.
    pub ends: Vec<(NodeId, FlowEnd)>,
    /// What only passes it on.
    pub holders: Vec<Holder>,
    /// Assignments of a field of it.
    pub partial: Vec<NodeId>,
    /// Fields of it that a function returns.
    pub returned: Vec<NodeId>,
    /// Types that are written for it.
    pub types: Vec<NodeId>,
    /// Types that are written for what leads to it: functions, objects, classes.
    pub outer_types: Vec<NodeId>,
    /// Members of classes that give it.
    pub members: Vec<NodeId>,
    /// Whether a promise of it may be used: it gets a name, leaves a function, or has a member called.
    pub is_kept: bool,
    /// Every expression that it is the value of, and the place it came from.
    from: FxHashMap<NodeId, NodeId>,
}

/// As how much work a step counts: where it leads is kept with each call.
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

    /// The places that read it.
    pub fn reads(&self) -> impl Iterator<Item = NodeId> + '_ {
        self.ends.iter().filter(|(_, end)| *end == FlowEnd::Read).map(|(node, _)| *node)
    }

    /// The conditions that ask whether it is there, each with the expression that does.
    pub fn asked(&self) -> impl Iterator<Item = (NodeId, Asked)> + '_ {
        self.ends.iter().filter_map(|(test, end)| match end {
            FlowEnd::Asked(asked) => Some((*test, *asked)),
            FlowEnd::Sink(_) | FlowEnd::State | FlowEnd::Exported | FlowEnd::Component | FlowEnd::Read => None,
        })
    }

    /// Whether any path of it ends so.
    pub fn ends_in(&self, end: FlowEnd) -> bool {
        self.ends.iter().any(|(_, other)| *other == end)
    }

    /// Every expression that it is, in part or as a whole, the value of.
    pub fn reached(&self) -> impl Iterator<Item = NodeId> + '_ {
        self.from.keys().copied()
    }

    /// The places that it came by on its way to `node`, last first.
    pub fn way_to(&self, node: NodeId) -> impl Iterator<Item = NodeId> + '_ {
        let next = |at: &NodeId| self.from.get(at).copied().filter(|before| before != at);
        std::iter::successors(Some(node), next).take(self.from.len() + 1)
    }
}

/// How the value came to a place.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
struct Way {
    /// The function of the program that it went into last, and the call that did: what that function
    /// returns goes back there.
    entered: Option<(NodeId, NodeId)>,
    /// Whether another value may come to the same place: a function of the program was given it that
    /// others may call, too, or it is one of two.
    told: bool,
}

impl Way {
    /// The same, where what comes by may be another value, too, unless it is sure that it is not.
    fn or_another(self, is_sure: bool) -> Self {
        Way { told: self.told || !is_sure, ..self }
    }
}

/// The value, or what leads to it, at an expression.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct Fact {
    node: NodeId,
    shape: Shape,
    way: Way,
}

/// How many functions and objects may be around a value.
const DEEPEST: usize = 5;

/// How many places are looked at; what has more is not understood.
const MOST: usize = 20_000;

struct Follow<'f, 'i, 'a> {
    cx: Analysis<'i, 'a>,
    question: &'f FlowQuery<'f>,
    flow: Flow,
    seen: FxHashSet<Fact>,
    work: VecDeque<Fact>,
    /// The expression that is looked at.
    at: NodeId,
}

impl Follow<'_, '_, '_> {
    /// The expression at `node` has the value, too.
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

    /// A type is written for it at this node.
    fn typed(&mut self, fact: &Fact, written: NodeId) {
        if fact.shape.is_value() { self.flow.types.push(written) } else { self.flow.outer_types.push(written) }
    }

    /// A value is read here; code or an object that leads to one is only looked at.
    fn read_value(&mut self, fact: &Fact) {
        if fact.shape.is_value() {
            self.read(fact.node);
        }
    }
}
