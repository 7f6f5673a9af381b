//! A handler of `on_current_device_logout` that moves to v3, and the arguments that it gets.

use super::handler::{Argument, Handler};
use super::options::Given;
use crate::note::Note;

/// A logout handler that moves to v3.
#[derive(Debug, Clone)]
pub struct Logout<'a> {
    /// The option.
    pub given: Given<'a>,
    /// The callback.
    pub handler: Handler<'a>,
    /// Whether it may be an option of a constructor at the top level of the module.
    pub can_move_to_module: bool,
    /// The arguments, if it is wrapped in a function that calls it (`--unsafe`).
    pub wrapped: Option<Argument>,
    /// The note about it. Its TODO is placed where the handler is written in the output.
    pub note: Option<Note>,
}
