//! Options that v3 takes from elsewhere: the dashboard, the server, nowhere. Their values are quoted in notes.

use super::Attach;
use crate::decide::nested::{Nested, NestedMember, nested};
use crate::decide::options::{Body, Given};
use crate::decide::quote::{self, quote};
use crate::decide::{limits, token};
use crate::edit::Span;
use crate::input::Input;
use crate::mapping::{self, Entry, Fate, Holds, OptionRow, Text, entry, v2};
use crate::note::{Level, Note};
use crate::syntax::span;
use crate::value::{self, Effect};

/// A setting of v3 that the value of an option belongs to.
pub struct Setting<'s> {
    /// The entry of its note.
    pub entry: &'static Entry,
    /// The name that the note gives the value.
    pub name: &'s str,
    /// The kind of the value.
    pub holds: Holds,
    /// A remark to write after the value.
    pub remark: Option<Text>,
}

impl Setting<'_> {
    /// Returns the value as it is quoted in the note.
    fn quoted<'a>(&self, input: &Input<'_, 'a>, body: Body<'a>, member: Span) -> String {
        let mut text = match (body, self.holds) {
            (Body::Value(expr), Holds::Secret) => quote::secret(input, expr),
            (Body::Value(expr), _) => quote(input, span(expr)),
            (Body::Method(_), _) => quote(input, member),
            (Body::Shorthand(ident), _) => ident.sym.to_string(),
        };
        if self.holds == Holds::Address {
            text.push_str(&address_remark(input, body));
        }
        text.push_str(&self.remark.map_or(String::new(), mapping::behind));
        text
    }

    /// Adds the code that the value comes from to `note`.
    fn with_source<'a>(&self, input: &Input<'_, 'a>, body: Body<'a>, note: Note) -> Note {
        if self.holds == Holds::Secret {
            let source = token::source(input, body);
            return source.map_or(note.clone(), |(name, code, at)| note.with_at(name, code, at));
        }
        match limits::named(input, body) {
            Some((name, init)) => note.with_at(name, quote(input, span(init)), span(init)),
            None => note,
        }
    }
}

impl<'a> Attach<'a> {
    pub(super) fn nested(
        &mut self,
        input: &Input<'_, 'a>,
        given: &Given<'a>,
        rows: &'static [OptionRow],
    ) -> Result<(), Vec<Note>> {
        self.drop_member(given);
        match nested(input, (&given.name, rows), given.body) {
            Nested::Read(members) => self.nested_members(input, given, members),
            Nested::Refused(notes) => Err(notes),
            Nested::Opaque => {
                // An opaque value cannot be split, so the whole expression is quoted under the name of the option.
                let Some(Fate::Elsewhere { entry, .. }) = rows.first().map(|row| row.fate) else { return Ok(()) };
                let holds = if given.name == v2::REDIRECTS { Holds::Address } else { Holds::Anything };
                let setting = Setting { entry, name: &given.name, holds, remark: None };
                self.elsewhere(input, &setting, given.body, given.span)
            }
        }
    }

    fn nested_members(
        &mut self,
        input: &Input<'_, 'a>,
        given: &Given<'a>,
        members: Vec<NestedMember<'a>>,
    ) -> Result<(), Vec<Note>> {
        let (first, second) = mapping::OVERRULES;
        let is_overruled = members.iter().any(|member| member.name == first);
        for NestedMember { fate, name, body, place } in members {
            if let Fate::Elsewhere { entry, setting, holds } = fate {
                // A literal in a `const` of its own is not removed, so the note is at the call.
                let place = if given.span.contains(place) { place } else { given.span };
                let remark = (is_overruled && name == second).then_some(mapping::OVERRULED);
                let setting = Setting { entry, name: setting, holds, remark };
                self.elsewhere(input, &setting, body, place)?;
            }
        }
        Ok(())
    }

    /// Quotes a value that v3 takes from elsewhere in a note.
    pub(super) fn elsewhere(
        &mut self,
        input: &Input<'_, 'a>,
        setting: &Setting,
        body: Body<'a>,
        member: Span,
    ) -> Result<(), Vec<Note>> {
        if let Body::Value(expr) = body
            && value::is_undefined(input.tree, expr)
        {
            return Ok(());
        }
        if setting.entry.level == Level::Info {
            let text = match body {
                Body::Value(expr) => quote(input, span(expr)),
                Body::Method(_) | Body::Shorthand(_) => quote(input, member),
            };
            self.notes.push(Note::new(setting.entry, member).with(setting.name, text));
            return self.removed_call(input, body, member);
        }
        let effect = removable(input, body, member)?;
        let mut text = setting.quoted(input, body, member);
        if effect == Effect::Calls {
            text.push_str(&mapping::behind(mapping::CALL_GONE));
        }
        text.push_str(&self.condition_remark(member));
        let at = match body {
            Body::Value(expr) => span(expr),
            Body::Method(_) | Body::Shorthand(_) => member,
        };
        let note = Note::new(setting.entry, member).with_at(setting.name, text, at);
        let note = setting.with_source(input, body, note);
        if setting.entry == limits::ENTRY {
            self.notes.extend(limits::by_plan(input, body, member));
        }
        match self.notes.iter_mut().find(|other| other.entry == note.entry) {
            Some(other) => other.values.extend(note.values),
            None => self.notes.push(note),
        }
        Ok(())
    }

    /// Returns a remark with the condition under which a value is used. Empty if there is none.
    pub(super) fn condition_remark(&self, member: Span) -> String {
        self.options.condition_of(member).map_or(String::new(), mapping::condition)
    }

    /// Adds a note for a value that is removed without a note of its own, if it contained a call.
    pub(super) fn removed_call(
        &mut self,
        input: &Input<'_, 'a>,
        body: Body<'a>,
        member: Span,
    ) -> Result<(), Vec<Note>> {
        if removable(input, body, member)? == Effect::Calls {
            let text = quote(input, member);
            self.notes.push(Note::new(entry!("removed-call"), member).with("call", text));
        }
        Ok(())
    }
}

/// Returns the worst side effect that is lost if a value is removed.
///
/// # Errors
/// Computing the value changes something, so the call must stay.
fn removable<'a>(input: &Input<'_, 'a>, body: Body<'a>, member: Span) -> Result<Effect, Vec<Note>> {
    let Body::Value(expr) = body else { return Ok(Effect::None) };
    match input.effect(expr) {
        Effect::Changes => Err(vec![Note::new(entry!("removed-effect"), member).with("value", quote(input, member))]),
        effect => Ok(effect),
    }
}

/// Returns the remark about the literal value of an option. None if there is none.
pub fn value_remark<'a>(input: &Input<'_, 'a>, name: &str, body: Body<'a>) -> Option<Text> {
    mapping::of_value(name, &value::string(limits::settled_body(input, body)?)?)
}

fn address_remark<'a>(input: &Input<'_, 'a>, body: Body<'a>) -> String {
    match limits::settled_body(input, body).and_then(value::string) {
        Some(address) if mapping::is_absolute(&address) => String::new(),
        Some(_) => mapping::behind(mapping::RELATIVE),
        None => mapping::behind(mapping::COMPUTED),
    }
}
