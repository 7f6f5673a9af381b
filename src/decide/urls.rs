//! The addresses that the challenge config of a policy needs, as far as a call gives them.

use super::Input;
use super::handler::MayLog;
use super::logout::Logout;
use super::nested::{Nested, nested};
use super::options::Options;
use crate::edit::Span;
use crate::mapping::Entry;
use crate::mapping::v2;
use crate::mapping::{Fate, entry};
use crate::note::Note;
use crate::value::MayBeFalse;

/// Whether v2 would have gone to a `logout_url`, as far as can be told.
pub fn may_redirect<'a>(input: &Input<'_, 'a>, options: &Options<'a>) -> bool {
    may_have(input, options, v2::LOGOUT_URL)
}

/// What a call is told of addresses and logouts.
pub struct Told<'o, 'a> {
    /// Its options.
    pub options: &'o Options<'a>,
    /// Its logout handler, unless several options give one.
    pub logout: Option<&'o Logout<'a>>,
    /// Whether several options give one.
    pub has_several: bool,
}

/// Notes on the addresses that a call at `call` gave v2 no value for, and v3 asks for.
pub fn missing<'a>(input: &Input<'_, 'a>, told: &Told<'_, 'a>, call: Span) -> Vec<Note> {
    let mut notes: Vec<Note> = missing_logout(input, told).map(|entry| Note::new(entry, call)).into_iter().collect();
    // Of a call without any address there is nothing to say: that holds for the whole run.
    if told.options.get(v2::REDIRECTS).is_some() && !may_have(input, told.options, v2::NEW_ACCOUNT_URL) {
        notes.push(Note::new(entry!("success-url-missing"), call));
    }
    notes
}

/// Whether `redirect_urls` holds an address of this name, as far as can be told.
fn may_have<'a>(input: &Input<'_, 'a>, options: &Options<'a>, name: &str) -> bool {
    let mut urls = options.given.iter().filter(|given| given.name == v2::REDIRECTS);
    urls.any(|given| {
        let Fate::Nested(rows) = given.fate else { return true };
        match nested(input, (&given.name, rows), given.body) {
            Nested::Read(members) => members.iter().any(|member| member.name == name),
            Nested::Opaque | Nested::Refused(_) => true,
        }
    })
}

/// Without a `logout_url`, v2 ran the handler for a device that was logged out on the challenge page,
/// too, and what it returned had nothing to stop.
fn missing_logout<'a>(input: &Input<'_, 'a>, told: &Told<'_, 'a>) -> Option<&'static Entry> {
    if may_redirect(input, told.options) {
        return None;
    }
    let Some(Logout { handler, .. }) = told.logout else {
        return told.has_several.then_some(entry!("logout-url-missing"));
    };
    if handler.does_nothing(input, MayLog::Yes) && handler.can_return_false(input) == MayBeFalse::No {
        return None;
    }
    let vetoes = handler.callable.is_some() && handler.can_return_false(input) == MayBeFalse::Yes;
    Some(if vetoes { entry!("logout-veto-shared") } else { entry!("logout-url-missing") })
}
