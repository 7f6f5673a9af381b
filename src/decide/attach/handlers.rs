//! The callbacks of a call: those that move to v3, and those that are set elsewhere in v3.

use super::Attach;
use super::elsewhere::Setting;
use crate::decide::change::Change;
use crate::decide::handler::{Handler, MayLog};
use crate::decide::logout::Logout;
use crate::decide::options::Given;
use crate::decide::quote::quote;
use crate::decide::urls;
use crate::edit::Span;
use crate::input::{Input, code_below_todo};
use crate::mapping::{self, Holds, entry};
use crate::migration::Moves;
use crate::note::Note;
use crate::value::{Effect, MayBeFalse};

impl<'a> Attach<'a> {
    pub(super) fn on_logout(&mut self, input: &Input<'_, 'a>, given: &Given<'a>) -> Result<(), Vec<Note>> {
        let handler = Handler::new(input, given.body);
        let several = self.options.given.iter().filter(|other| other.name == given.name).count() > 1;
        if handler.is_absent(input) && !several {
            self.drop_member(given);
            return Ok(());
        }
        let reads = handler.reads_parameter(input);
        let known = handler.callable.is_some();
        let vetoes =
            known && handler.can_return_false(input) == MayBeFalse::Yes && urls::may_redirect(input, &self.options);
        let wrapped = (reads || vetoes).then(|| handler.argument(input));
        if wrapped.is_some_and(|argument| argument.is_none()) || wrapped.is_some() && input.choice.moves == Moves::Safe
        {
            let entry = if reads { entry!("logout-parameter") } else { entry!("logout-veto") };
            let text = first_words(handler.span(given.span).of(input.source));
            return Err(vec![Note::new(entry, given.span).with("handler", text)]);
        }
        if handler.callable.is_some_and(|callable| callable.is_generator()) {
            return Err(vec![Note::new(entry!("option-form"), given.span).with("member", given.name.clone())]);
        }
        let note = if wrapped.is_some() {
            Some(Note::new(entry!("logout-unsafe"), given.span))
        } else if !known && !handler.is_absent(input) {
            let text = handler.span(given.span).of(input.source);
            Some(Note::new(entry!("logout-unread"), given.span).with("handler", text))
        } else {
            None
        };
        let in_module = handler.can_move_to_module(input, given.span)
            && !self.is_conditional(given)
            && !is_annotated_from_outside(input, given.span);
        let wrapped = wrapped.flatten();
        let logout = Logout { given: given.clone(), handler, can_move_to_module: in_module, wrapped, note };
        if several {
            self.notes.extend(logout.note.clone());
            self.logouts.push(logout);
        } else {
            self.logout = Some(Box::new(logout));
        }
        Ok(())
    }

    pub(super) fn on_challenge(&mut self, input: &Input<'_, 'a>, given: &Given<'a>) -> Result<(), Vec<Note>> {
        let handler = Handler::new(input, given.body);
        self.drop_member(given);
        if handler.is_absent(input)
            || handler.does_nothing(input, MayLog::Yes) && handler.can_return_false(input) == MayBeFalse::No
        {
            return Ok(());
        }
        let written = handler.span(given.span);
        let text = quote(input, written) + &self.condition_remark(given.span);
        if handler.can_return_false(input) == MayBeFalse::No {
            self.notes.push(Note::new(entry!("on-challenge"), given.span).with("on_challenge", text));
            return Ok(());
        }
        // Of several handlers the last one counts, and it may be absent.
        let several = self.options.given.iter().filter(|other| other.name == given.name).count() > 1;
        if handler.only_returns_false(input) && !several {
            self.challenges_nobody(given);
            self.notes.push(Note::new(entry!("challenge-watched"), given.span).with_at("on_challenge", text, written));
            return Ok(());
        }
        let effect = given.effect(input);
        let is_safe = input.choice.moves == Moves::Safe;
        if is_safe || several || effect == Effect::Changes || self.is_conditional(given) {
            let text = first_words(written.of(input.source));
            return Err(vec![Note::new(entry!("on-challenge-veto"), given.span).with("on_challenge", text)]);
        }
        self.challenges_nobody(given);
        let gone = if effect == Effect::Calls { mapping::behind(mapping::CALL_GONE) } else { String::new() };
        // The redirect happens at the call, so the note is there, even if the options are elsewhere.
        let call = input.tree.span(self.call);
        let at = if call.contains(given.span) { given.span } else { call };
        self.notes.push(Note::new(entry!("challenge-unsafe"), at).with_at("on_challenge", text + &gone, written));
        Ok(())
    }

    /// Replaces a handler by `auto_challenge: false`.
    pub(super) fn challenges_nobody(&mut self, given: &Given) {
        self.dropped.retain(|member| *member != given.id);
        self.changes.push(Change::ChallengeNobody(given.span));
    }

    pub(super) fn on_limit_exceeded(&mut self, input: &Input<'_, 'a>, given: &Given<'a>) -> Result<(), Vec<Note>> {
        let handler = Handler::new(input, given.body);
        self.drop_member(given);
        if handler.is_absent(input) || handler.does_nothing(input, MayLog::No) {
            return Ok(());
        }
        let holds = Holds::Anything;
        let setting = Setting { entry: entry!("on-limit-exceeded"), name: "on_limit_exceeded", holds, remark: None };
        self.elsewhere(input, &setting, given.body, given.span)
    }
}

/// Whether the code at `place` uses v2 and a TODO about that would be above the enclosing statement. Such code is
/// kept in its place.
fn is_annotated_from_outside(input: &Input, place: Span) -> bool {
    let uses = input.bindings.sites.iter().map(|site| input.tree.span(site.top)).filter(|at| place.contains(*at));
    uses.into_iter().any(|at| !place.contains(Span::at(code_below_todo(input, at))))
}

/// Returns the first line of a text, for a note that only has to identify it.
fn first_words(text: &str) -> String {
    let line = text.lines().next().unwrap_or_default();
    if line.len() == text.len() { line.to_owned() } else { format!("{} …", line.trim_end()) }
}
