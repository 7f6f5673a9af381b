//! Whether the client id is computed at another time than in v2, and could then have another value.

use super::Attach;
use crate::analysis::order;
use crate::decide::client_id::ClientId;
use crate::decide::options::{Body, Given};
use crate::input::Input;
use crate::mapping::entry;
use crate::note::Note;
use crate::syntax::span;
use crate::value::{Callable, Effect};

impl<'a> Attach<'a> {
    /// Whether the id is written in the call itself.
    pub fn has_own_id(&self, input: &Input) -> bool {
        input.tree.span(self.call).contains(self.client_id.span)
    }

    /// Adds a note if the id could have another value. The client of an id that is known only at the call is
    /// created before the options are computed, but after those in a `const`.
    pub(super) fn order(&self, input: &Input<'_, 'a>, against: &mut Vec<Note>) {
        if matches!(self.id, ClientId::Constant { .. } | ClientId::Environment { .. }) {
            return;
        }
        let before = |given: &&Given<'a>| given.span.start < self.client_id.span.start;
        let mut before = self.options.given.iter().filter(before);
        let has_effect = |given: &Given<'a>| given.effect(input) > Effect::None;
        let is_late = match has_effect(&self.client_id) {
            false => before.any(has_effect) || !self.has_own_id(input) && self.is_read_late(input),
            // An option before the id is read before it, and could have another value after it.
            true => !self.has_own_id(input) || before.any(|given| has_effect(given) || self.may_vary(input, given)),
        };
        if is_late {
            against.push(Note::new(entry!("client-id-order"), self.client_id.span));
        }
    }

    /// Whether an option that stays could have another value once the id is computed.
    pub(super) fn may_vary(&self, input: &Input<'_, 'a>, given: &Given<'a>) -> bool {
        let is_function = match given.body {
            Body::Value(expr) => Callable::literal(expr).is_some(),
            Body::Method(_) => true,
            Body::Shorthand(_) => false,
        };
        let in_call = input.tree.span(self.call).contains(given.span);
        let stays = !self.dropped.contains(&given.id);
        in_call && stays && !is_function && !given.is_stable(input)
    }

    /// Whether an id in a `const` could have another value by the time of the call.
    pub(super) fn is_read_late(&self, input: &Input<'_, 'a>) -> bool {
        let place = match self.client_id.body {
            Body::Value(expr) => span(expr),
            Body::Shorthand(ident) => span(ident),
            Body::Method(_) => return true,
        };
        if self.client_id.is_stable(input) || self.id != ClientId::AtCall {
            return false;
        }
        let read = input.tree.within(place).next();
        read.is_none_or(|read| order::between(input.tree, read, self.call) > Effect::None)
    }
}
