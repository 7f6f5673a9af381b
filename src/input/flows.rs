//! Where the values of the calls of v2 go, each followed once.

use crate::analysis::flow::Flow;
use crate::tree::NodeId;
use std::cell::{OnceCell, RefCell};
use std::collections::HashMap;
use std::rc::Rc;

/// For each place that calls of `attach` lead to, these calls.
pub type ByPlace = HashMap<NodeId, Vec<NodeId>>;

/// The flows that are known.
#[derive(Default)]
pub struct Flows {
    known: RefCell<HashMap<NodeId, Rc<Flow>>>,
    /// Every expression that the answer of some call of `attach` is the value of, with these calls.
    pub answers: OnceCell<ByPlace>,
    /// Every call of `detach` that gets the device of some call of `attach`, with these calls.
    pub fed: OnceCell<ByPlace>,
}

impl Flows {
    /// Where the value of `call` goes; `follow` finds it out.
    pub fn of(&self, call: NodeId, follow: impl FnOnce() -> Flow) -> Rc<Flow> {
        if let Some(known) = self.known.borrow().get(&call) {
            return Rc::clone(known);
        }
        let flow = Rc::new(follow());
        self.known.borrow_mut().insert(call, Rc::clone(&flow));
        flow
    }
}
