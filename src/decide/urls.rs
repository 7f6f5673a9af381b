//! The addresses that the challenge config of a policy needs, as far as a call sets them.

use super::Input;
use super::handler::MayLog;
use super::logout::Logout;
use super::nested::{Nested, nested};
use super::options::Options;
use crate::edit::Span;
use crate::mapping::{Entry, Fate, entry, v2};
use crate::note::Note;
use crate::value::MayBeFalse;

/// Whether the call may set a `logout_url`, to which v2 would redirect. An unreadable value counts as yes.
pub fn may_redirect<'a>(input: &Input<'_, 'a>, options: &Options<'a>) -> bool {
    may_have(input, options, v2::LOGOUT_URL)
}

/// The options of a call about addresses and logouts.
pub struct AddressOptions<'o, 'a> {
    /// All its options.
    pub options: &'o Options<'a>,
    /// Its logout handler. None if several options set one.
    pub logout: Option<&'o Logout<'a>>,
    /// Whether several options set one.
    pub has_several: bool,
}

/// Returns notes about the addresses that v3 needs and the call at `call` did not set.
pub fn missing<'a>(input: &Input<'_, 'a>, given: &AddressOptions<'_, 'a>, call: Span) -> Vec<Note> {
    let mut notes: Vec<Note> = missing_logout(input, given).map(|entry| Note::new(entry, call)).into_iter().collect();
    // For a call without any address there is no note: the report says it once for the whole run.
    if given.options.get(v2::REDIRECTS).is_some() && !may_have(input, given.options, v2::NEW_ACCOUNT_URL) {
        notes.push(Note::new(entry!("success-url-missing"), call));
    }
    notes
}

/// Whether `redirect_urls` may contain an address of this name. An unreadable value counts as yes.
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

/// Returns the entry for a missing `logout_url`. Without one, v2 also ran the handler when a device was logged out
/// on the challenge page, and its return value had no redirect to stop. None if nothing is missing.
fn missing_logout<'a>(input: &Input<'_, 'a>, given: &AddressOptions<'_, 'a>) -> Option<&'static Entry> {
    if may_redirect(input, given.options) {
        return None;
    }
    let Some(Logout { handler, .. }) = given.logout else {
        return given.has_several.then_some(entry!("logout-url-missing"));
    };
    if handler.does_nothing(input, MayLog::Yes) && handler.can_return_false(input) == MayBeFalse::No {
        return None;
    }
    let vetoes = handler.callable.is_some() && handler.can_return_false(input) == MayBeFalse::Yes;
    Some(if vetoes { entry!("logout-veto-shared") } else { entry!("logout-url-missing") })
}
