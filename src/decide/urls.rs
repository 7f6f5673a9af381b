//! The addresses that the challenge config of a policy needs, as far as a call gives them.

use super::Input;
use super::attach::{Attach, Logout};
use super::handler::MayLog;
use super::options::{self, Body, Options};
use crate::edit::Span;
use crate::mapping::{Fate, entry};
use crate::note::Note;
use crate::value::MayBeFalse;

/// Whether v2 would have gone to a `logout_url`, as far as can be told.
pub fn may_redirect<'a>(input: &Input<'_, 'a>, options: &Options<'a>) -> bool {
    may_have(input, options, "logout_url")
}

/// Says which addresses a call does not give.
pub fn missing<'a>(input: &Input<'_, 'a>, attach: &mut Attach<'a>, call: Span) {
    if let Some(id) = missing_logout(input, attach) {
        attach.notes.push(Note::new(entry(id), call));
    }
    // Of a call without any address there is nothing to say: that holds for the whole run.
    if attach.options.get("redirect_urls").is_some() && !may_have(input, &attach.options, "new_account_url") {
        attach.notes.push(Note::new(entry("success-url-missing"), call));
    }
}

/// Whether `redirect_urls` holds an address of this name, as far as can be told.
fn may_have<'a>(input: &Input<'_, 'a>, options: &Options<'a>, name: &str) -> bool {
    let mut urls = options.given.iter().filter(|given| given.name == "redirect_urls");
    urls.any(|given| {
        let (Body::Value(value), Fate::Nested(rows)) = (given.body, given.fate) else { return true };
        match options::nested(input, (&given.name, rows), value) {
            Some(Ok(members)) => members.iter().any(|(_, member, ..)| member == name),
            _ => true,
        }
    })
}

/// Without a `logout_url`, v2 ran the handler for a device that was logged out on the challenge page,
/// too, and what it returned had nothing to stop.
fn missing_logout<'a>(input: &Input<'_, 'a>, attach: &Attach<'a>) -> Option<&'static str> {
    if may_redirect(input, &attach.options) {
        return None;
    }
    let Some(Logout { handler, .. }) = attach.logout.as_deref() else {
        return (!attach.logouts.is_empty()).then_some("logout-url-missing");
    };
    if handler.does_nothing(input, MayLog::Yes) && handler.can_return_false(input) == MayBeFalse::No {
        return None;
    }
    let vetoes = handler.callable.is_some() && handler.can_return_false(input) == MayBeFalse::Yes;
    Some(if vetoes { "logout-veto-shared" } else { "logout-url-missing" })
}
