//! A handler of `on_current_device_logout` that moves along, and the argument that it gets.

use super::handler::{Argument, Handler};
use super::options::Given;
use crate::note::Note;

/// A logout handler that moves along.
#[derive(Debug, Clone)]
pub struct Logout<'a> {
    /// The option.
    pub given: Given<'a>,
    /// What it does.
    pub handler: Handler<'a>,
    /// Whether it may stand on the constructor.
    pub can_stand_in_module: bool,
    /// Its argument, if it is wrapped in a function that calls it (`--unsafe`).
    pub wrapped: Option<Argument>,
    /// The note about it, which moves with it.
    pub note: Option<Note>,
}
