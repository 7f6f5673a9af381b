//! The data flow of the values that calls of v2 return, computed once for each call.

use crate::analysis::flow::Flow;
use crate::tree::NodeId;
use std::cell::{OnceCell, RefCell};
use std::collections::HashMap;
use std::rc::Rc;

/// For each node that values of calls of `attach` reach, these calls.
pub type ByPlace = HashMap<NodeId, Vec<NodeId>>;

/// The flows that are computed so far.
#[derive(Default)]
pub struct Flows {
    known: RefCell<HashMap<NodeId, Rc<Flow>>>,
    /// For each expression that evaluates to the response of a call of `attach`, these calls.
    pub answers: OnceCell<ByPlace>,
    /// For each call of `detach` that is given the device of a call of `attach`, these calls of `attach`.
    pub fed: OnceCell<ByPlace>,
}

impl Flows {
    /// Returns the flow of the value of `call`. `follow` computes it the first time.
    pub fn of(&self, call: NodeId, follow: impl FnOnce() -> Flow) -> Rc<Flow> {
        if let Some(known) = self.known.borrow().get(&call) {
            return Rc::clone(known);
        }
        let flow = Rc::new(follow());
        self.known.borrow_mut().insert(call, Rc::clone(&flow));
        flow
    }
}
