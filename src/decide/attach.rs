//! Judging one call of `attach`: it moves whole, or it stays and the notes say why.
//!
//! Nothing is edited here; what a moving call needs is collected in [`Attach`].

use super::change::{Change, Operand};
use super::client_id::ClientId;
use super::handler::{Handler, MayLog};
use super::options::{self, Body, Given, Options};
use super::quote::{self, quote};
use super::response::{self, Response};
use super::{Input, leftovers, limits, token, urls};
use crate::analysis::order;
use crate::bindings::Usage;
use crate::edit::{Span, part};
use crate::input::parts;
use crate::input::stands_above;
use crate::mapping::{self, Entry, Fate, Holds, Ids, OptionRow, Text, entry};
use crate::migration::Moves;
use crate::note::{Client, Level, Note, Value};
use crate::syntax::span;
use crate::tree::NodeId;
use crate::value::{self, Callable, Effect, MayBeFalse, unwrap};
use std::collections::BTreeSet;
use swc_ecma_ast::*;

/// A call that can move, as far as the call itself is concerned.
#[derive(Debug, Clone)]
pub struct Attach<'a> {
    /// The use of v2 that the call is, as an index into those of the script.
    pub site: usize,
    /// The call.
    pub call: NodeId,
    /// From the callee's first byte to the opening parenthesis.
    pub callee: Span,
    /// What it is told.
    pub options: Options<'a>,
    /// The members that go, by literal and member.
    pub dropped: Vec<(usize, usize)>,
    /// Whose call it is.
    pub client: Option<Client>,
    /// The client id.
    pub client_id: Given<'a>,
    /// What that is.
    pub id: ClientId,
    /// The logout handler, unless several options give one.
    pub logout: Option<Box<Logout<'a>>>,
    /// Several logout handlers, of which the last counts: they stay in the call.
    pub logouts: Vec<Logout<'a>>,
    /// What becomes of the response.
    pub response: Response,
    /// What changes inside the options: keys and the like.
    pub changes: Vec<Change>,
    /// What to say.
    pub notes: Vec<Note>,
}

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

/// The argument that a wrapped handler gets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Argument {
    /// None: the compiler refuses an argument for which there is no parameter.
    Nothing,
    /// An object without a challenge, as v2 passed it at times.
    Empty,
    /// The same, for a parameter whose type came from v2.
    Typed,
}

impl Argument {
    /// The arguments of the call.
    pub fn text(self) -> &'static str {
        match self {
            Argument::Nothing => "()",
            Argument::Empty => "({})",
            Argument::Typed => "({} as { challenge?: string })",
        }
    }
}

/// A call that stays.
#[derive(Debug, Clone, Default)]
pub struct Stays {
    /// Why.
    pub why: Vec<Note>,
    /// What would be said of its options if it moved, as far as they can be read.
    pub told: Vec<Note>,
}

impl From<Vec<Note>> for Stays {
    fn from(why: Vec<Note>) -> Self {
        Stays { why, told: Vec::new() }
    }
}

impl<'a> Attach<'a> {
    /// Judges the call that is the use of v2 with the index `site`.
    ///
    /// # Errors
    /// Why it stays on v2.
    pub fn judge(input: &Input<'_, 'a>, site: usize) -> Result<Self, Stays> {
        let client = leftovers::client(input, &input.bindings.sites[site]);
        let own =
            |notes: &mut Vec<Note>| notes.iter_mut().for_each(|note| note.clients = client.iter().cloned().collect());
        match Attach::judged(input, site) {
            Ok(mut attach) => {
                own(&mut attach.notes);
                own(&mut attach.response.notes);
                let of_logout = attach.logout.iter_mut().filter_map(|logout| logout.note.as_mut());
                of_logout.for_each(|note| note.clients = client.iter().cloned().collect());
                Ok(Attach { client, ..attach })
            }
            Err(mut stays) => {
                own(&mut stays.why);
                own(&mut stays.told);
                Err(stays)
            }
        }
    }

    fn judged(input: &Input<'_, 'a>, site: usize) -> Result<Self, Stays> {
        let Usage::Call(call) = input.bindings.sites[site].usage else { return Err(Stays::default()) };
        let Some((callee, args, types)) = parts(input, call) else { return Err(Stays::default()) };
        let place = input.tree.span(call);
        let options = Options::read(input, place, args)?;
        let Some(client_id) = options.get("client_id").cloned() else {
            return Err(vec![Note::new(entry("client-id-missing"), place)].into());
        };
        let behind = types.map_or(span(callee).end, |types| types.end);
        let mut attach = Attach {
            site,
            call,
            callee: Span::new(span(callee).start, open_paren(input, behind)),
            dropped: vec![(client_id.literal, client_id.member)],
            id: ClientId::of(input, &client_id),
            client: None,
            client_id,
            logout: None,
            logouts: Vec::new(),
            response: Response::default(),
            changes: options.untyped.iter().copied().map(Change::Cut).collect(),
            notes: Vec::new(),
            options,
        };
        let mut against = Vec::new();
        attach.client_id_is_plain(&mut against);
        for given in attach.options.given.clone() {
            if let Err(notes) = attach.option(input, &given) {
                against.extend(notes);
            }
        }
        attach.account_and_user(input, &mut against);
        attach.order(input, &mut against);
        attach.contact(place);
        attach.dropped_comments(input);
        urls::missing(input, &mut attach, place);
        match response::read(input, call) {
            Ok(response) => attach.response = response,
            Err(notes) => against.extend(notes),
        }
        if against.is_empty() { Ok(attach) } else { Err(Stays { why: against, told: attach.notes }) }
    }

    /// Whether moving it leaves something for a person to do.
    pub fn leaves_todo(&self, unsaid: Ids) -> bool {
        let is_told = |note: &Note| note.level == Level::Todo && !unsaid.contains(note.entry);
        let of_logout = self.logout.iter().filter_map(|logout| logout.note.as_ref());
        self.notes.iter().chain(&self.response.notes).chain(of_logout).any(is_told)
    }

    /// The members that go, from first to last byte.
    pub fn dropped_spans(&self) -> Vec<Span> {
        let member = |(literal, member): &(usize, usize)| self.options.literals[*literal].members[*member].span;
        self.dropped.iter().map(member).collect()
    }

    fn drop_member(&mut self, given: &Given) {
        self.dropped.push((given.literal, given.member));
    }

    /// Whether a member is in a literal that only takes part under a condition.
    pub fn is_conditional(&self, given: &Given) -> bool {
        self.options.literals[given.literal].condition.is_some()
    }

    fn client_id_is_plain(&self, against: &mut Vec<Note>) {
        let twice = self.options.given.iter().filter(|given| given.name == "client_id").count() > 1;
        let is_method = matches!(self.client_id.body, Body::Method(_));
        if twice || is_method || self.is_conditional(&self.client_id) {
            against.push(Note::new(entry("option-form"), self.client_id.span).with("member", "client_id"));
        }
    }

    fn option(&mut self, input: &Input<'_, 'a>, given: &Given<'a>) -> Result<(), Vec<Note>> {
        match given.fate {
            Fate::ClientId | Fate::Stays => {}
            Fate::StaysNoted(id) => self.notes.push(Note::new(entry(id), given.span)),
            Fate::User => self.user(given),
            Fate::OnLogout => return self.on_logout(input, given),
            Fate::OnChallenge => return self.on_challenge(input, given),
            Fate::OnLimitExceeded => return self.on_limit_exceeded(input, given),
            Fate::Nested(rows) => return self.nested(input, given, rows),
            Fate::Elsewhere { id, setting, holds } => {
                self.drop_member(given);
                let remark = value_remark(input, &given.name, given.body);
                return self.elsewhere(input, (entry(id), setting, holds, remark), given.body, given.span);
            }
            Fate::Dropped => {
                self.drop_member(given);
                return self.removed_call(input, given.body, given.span);
            }
        }
        Ok(())
    }

    fn user(&mut self, given: &Given<'a>) {
        if let Body::Value(expr) = given.body
            && matches!(unwrap(expr), Expr::Lit(Lit::Num(_)))
        {
            let text = span(expr);
            self.notes.push(Note::new(entry("numeric-account"), text));
        }
        let both = ["account", "user"].iter().all(|name| self.options.get(name).is_some());
        if given.name == "user" || both {
            return;
        }
        self.changes.push(Change::Rename { option: given.written_key(), to: "user" });
    }

    /// v2 read `account ?? user`.
    fn account_and_user(&mut self, input: &Input<'_, 'a>, against: &mut Vec<Note>) {
        let (Some(account), Some(user)) = (self.options.get("account").cloned(), self.options.get("user").cloned())
        else {
            return;
        };
        let pure = |given: &Given<'a>| match given.body {
            Body::Value(expr) => input.effect(expr) == Effect::None,
            Body::Method(_) => false,
            Body::Shorthand(_) => true,
        };
        let once = self.options.given.iter().filter(|given| given.fate == Fate::User).count() == 2;
        let together = account.literal == user.literal && !self.is_conditional(&account);
        if !once || !together || !pure(&account) || !pure(&user) {
            against.push(Note::new(entry("account-and-user"), account.span));
            return;
        }
        self.changes.push(Change::Either { at: account.span, values: [operand(&account), operand(&user)] });
        self.drop_member(&user);
    }

    fn on_logout(&mut self, input: &Input<'_, 'a>, given: &Given<'a>) -> Result<(), Vec<Note>> {
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
        if wrapped.is_some_and(|argument| argument.is_none()) || wrapped.is_some() && input.project.moves == Moves::Safe
        {
            let id = if reads { "logout-parameter" } else { "logout-veto" };
            let text = first_words(handler.span(given.span).of(input.source));
            return Err(vec![Note::new(entry(id), given.span).with("handler", text)]);
        }
        if handler.callable.is_some_and(|callable| callable.is_generator()) {
            return Err(vec![Note::new(entry("option-form"), given.span).with("member", given.name.clone())]);
        }
        let note = if wrapped.is_some() {
            Some(Note::new(entry("logout-unsafe"), given.span))
        } else if !known && !handler.is_absent(input) {
            let text = handler.span(given.span).of(input.source);
            Some(Note::new(entry("logout-unread"), given.span).with("handler", text))
        } else {
            None
        };
        let in_module = handler.can_stand_in_module(input, given.span)
            && !self.is_conditional(given)
            && !is_annotated_from_outside(input, given.span);
        let wrapped = wrapped.flatten();
        let logout = Logout { given: given.clone(), handler, can_stand_in_module: in_module, wrapped, note };
        if several {
            self.notes.extend(logout.note.clone());
            self.logouts.push(logout);
        } else {
            self.logout = Some(Box::new(logout));
        }
        Ok(())
    }

    fn on_challenge(&mut self, input: &Input<'_, 'a>, given: &Given<'a>) -> Result<(), Vec<Note>> {
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
            self.notes.push(Note::new(entry("on-challenge"), given.span).with("on_challenge", text));
            return Ok(());
        }
        // Of several handlers the last one counts, and it may be none.
        let several = self.options.given.iter().filter(|other| other.name == given.name).count() > 1;
        if handler.only_says_false(input) && !several {
            self.challenges_nobody(given);
            self.notes.push(Note::new(entry("challenge-watched"), given.span).with_at("on_challenge", text, written));
            return Ok(());
        }
        let effect = given.effect(input);
        let is_safe = input.project.moves == Moves::Safe;
        if is_safe || several || effect == Effect::Changes || self.is_conditional(given) {
            let text = first_words(written.of(input.source));
            return Err(vec![Note::new(entry("on-challenge-veto"), given.span).with("on_challenge", text)]);
        }
        self.challenges_nobody(given);
        let gone = if effect == Effect::Calls { mapping::behind(mapping::CALL_GONE) } else { String::new() };
        // The redirect is at the call, wherever the options are.
        let call = input.tree.span(self.call);
        let at = if call.contains(given.span) { given.span } else { call };
        self.notes.push(Note::new(entry("challenge-unsafe"), at).with_at("on_challenge", text + &gone, written));
        Ok(())
    }

    /// `auto_challenge: false` in the place of a handler.
    fn challenges_nobody(&mut self, given: &Given) {
        self.dropped.retain(|member| *member != (given.literal, given.member));
        self.changes.push(Change::ChallengeNobody(given.span));
    }

    fn on_limit_exceeded(&mut self, input: &Input<'_, 'a>, given: &Given<'a>) -> Result<(), Vec<Note>> {
        let handler = Handler::new(input, given.body);
        self.drop_member(given);
        if handler.is_absent(input) || handler.does_nothing(input, MayLog::No) {
            return Ok(());
        }
        self.elsewhere(
            input,
            (entry("on-limit-exceeded"), "on_limit_exceeded", Holds::Anything, None),
            given.body,
            given.span,
        )
    }

    fn nested(
        &mut self,
        input: &Input<'_, 'a>,
        given: &Given<'a>,
        rows: &'static [OptionRow],
    ) -> Result<(), Vec<Note>> {
        self.drop_member(given);
        let whole = rows.first().map(|row| row.fate);
        if let Body::Value(value) = given.body
            && let Some(members) = options::nested(input, (&given.name, rows), value)
        {
            let members = members?;
            let (first, second) = mapping::OVERRULES;
            let is_overruled = members.iter().any(|(_, name, ..)| name == first);
            for (fate, name, body, place) in members {
                if let Fate::Elsewhere { id, setting, holds } = fate {
                    // A literal in a `const` of its own stays; what is said is said at the call.
                    let place = if given.span.contains(place) { place } else { given.span };
                    let remark = (is_overruled && name == second).then_some(mapping::OVERRULED);
                    self.elsewhere(input, (entry(id), setting, holds, remark), body, place)?;
                }
            }
            return Ok(());
        }
        // It cannot be taken apart, so the whole expression is quoted under the option's own name.
        let Some(Fate::Elsewhere { id, .. }) = whole else { return Ok(()) };
        let holds = if given.name == "redirect_urls" { Holds::Address } else { Holds::Anything };
        self.elsewhere(input, (entry(id), &given.name, holds, None), given.body, given.span)
    }

    /// A value that belongs somewhere else now: quoted in its note.
    fn elsewhere(
        &mut self,
        input: &Input<'_, 'a>,
        (entry, setting, holds, remark): (&'static Entry, &str, Holds, Option<Text>),
        body: Body<'a>,
        member: Span,
    ) -> Result<(), Vec<Note>> {
        if let Body::Value(expr) = body
            && value::is_undefined(input.tree, expr)
        {
            return Ok(());
        }
        if entry.level == Level::Info {
            let text = match body {
                Body::Value(expr) => quote(input, span(expr)),
                _ => quote(input, member),
            };
            self.notes.push(Note::new(entry, member).with(setting, text));
            return self.removed_call(input, body, member);
        }
        let effect = removable(input, body, member)?;
        let mut text = match (body, holds) {
            (Body::Value(expr), Holds::Secret) => quote::secret(input, expr),
            (Body::Value(expr), _) => quote(input, span(expr)),
            (Body::Method(_), _) => quote(input, member),
            (Body::Shorthand(ident), _) => ident.sym.to_string(),
        };
        if holds == Holds::Address {
            text.push_str(&address_remark(input, body));
        }
        text.push_str(&remark.map_or(String::new(), mapping::behind));
        if effect == Effect::Calls {
            text.push_str(&mapping::behind(mapping::CALL_GONE));
        }
        text.push_str(&self.condition_remark(member));
        let at = match body {
            Body::Value(expr) => span(expr),
            _ => member,
        };
        let mut note = Note::new(entry, member).with_at(setting, text, at);
        if holds == Holds::Secret
            && let Some((name, code, at)) = token::source(input, body)
        {
            note = note.with_at(name, code, at);
        }
        if holds != Holds::Secret
            && let Some((name, init)) = limits::named(input, body)
        {
            note = note.with_at(name, quote(input, span(init)), span(init));
        }
        if entry.id == limits::ENTRY {
            self.notes.extend(limits::by_plan(input, body, member));
        }
        match self.notes.iter_mut().find(|other| other.entry.id == entry.id) {
            Some(other) => other.values.extend(note.values),
            None => self.notes.push(note),
        }
        Ok(())
    }

    /// When a value counts, where that is not always.
    fn condition_remark(&self, member: Span) -> String {
        self.options.condition_of(member).map_or(String::new(), mapping::condition)
    }

    /// A value that goes without a TODO of its own still gets one where it was a call.
    fn removed_call(&mut self, input: &Input<'_, 'a>, body: Body<'a>, member: Span) -> Result<(), Vec<Note>> {
        if removable(input, body, member)? == Effect::Calls {
            let text = quote(input, member);
            self.notes.push(Note::new(entry("removed-call"), member).with("call", text));
        }
        Ok(())
    }

    /// Whether the id is written in the call itself.
    pub fn has_own_id(&self, input: &Input) -> bool {
        input.tree.span(self.call).contains(self.client_id.span)
    }

    /// A client made from a changing id is made before the options are computed, and after those in a
    /// `const` are.
    fn order(&self, input: &Input<'_, 'a>, against: &mut Vec<Note>) {
        if matches!(self.id, ClientId::Constant { .. } | ClientId::Environment { .. }) {
            return;
        }
        let before = |given: &&Given<'a>| given.span.start < self.client_id.span.start;
        let mut before = self.options.given.iter().filter(before);
        let has_effect = |given: &Given<'a>| given.effect(input) > Effect::None;
        let is_late = match has_effect(&self.client_id) {
            false => before.any(has_effect) || !self.has_own_id(input) && self.is_read_late(input),
            // What stands in front of the id is read before it, and may be something else after it.
            true => !self.has_own_id(input) || before.any(|given| has_effect(given) || self.may_vary(input, given)),
        };
        if is_late {
            against.push(Note::new(entry("client-id-order"), self.client_id.span));
        }
    }

    /// Whether an option that stays could be another one by the time that the id is known.
    fn may_vary(&self, input: &Input<'_, 'a>, given: &Given<'a>) -> bool {
        let is_function = match given.body {
            Body::Value(expr) => Callable::literal(expr).is_some(),
            Body::Method(_) => true,
            Body::Shorthand(_) => false,
        };
        let in_call = input.tree.span(self.call).contains(given.span);
        let stays = !self.dropped.contains(&(given.literal, given.member));
        in_call && stays && !is_function && !given.is_stable(input)
    }

    /// Whether an id in a `const` could be another one by the time of the call.
    fn is_read_late(&self, input: &Input<'_, 'a>) -> bool {
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

    fn contact(&mut self, call: Span) {
        if self.options.get("email").is_none() && self.options.get("phone").is_none() {
            self.notes.push(Note::new(entry("contact"), call));
        }
    }

    /// Comments that belong to a dropped option go with the option's own note, where it has one.
    fn dropped_comments(&mut self, input: &Input<'_, 'a>) {
        for (index, member) in &self.dropped {
            let member: &crate::input::literal::Member = &self.options.literals[*index].members[*member];
            let inside = input.script.comments_in(member.span).iter().map(|comment| comment.span);
            let inside = inside.filter(|at| member.span.contains(*at));
            let all: BTreeSet<Span> = inside.chain(member.comments.iter().copied()).collect();
            for at in all {
                let text = at.of(input.source);
                let near = self.notes.iter_mut().find(|note| {
                    note.level == Level::Todo && (note.at.contains(at) || belongs(&self.options, note.at, at))
                });
                if let Some(note) = near.filter(|note| !note.values.iter().any(|value| value.text.contains(text))) {
                    note.values.push(Value::new("comment", text));
                }
            }
        }
    }
}

/// Whether v2 is used in the code at `place` and what is said of it would stand above the statement
/// around: then the code had better stay there.
fn is_annotated_from_outside(input: &Input, place: Span) -> bool {
    let uses = input.bindings.sites.iter().map(|site| input.tree.span(site.top)).filter(|at| place.contains(*at));
    uses.into_iter().any(|at| !place.contains(Span::at(stands_above(input, at))))
}

/// Whether `comment` belongs to the option that the note at `place` is about.
fn belongs(options: &Options, place: Span, comment: Span) -> bool {
    let mut members = options.literals.iter().flat_map(|literal| &literal.members);
    members.any(|member| {
        member.span.contains(place) && (member.span.contains(comment) || member.comments.contains(&comment))
    })
}

/// The value of an option as one side of `??`.
fn operand(given: &Given) -> Operand {
    let Body::Value(expr) = given.body else { return Operand { place: given.span, in_parentheses: false } };
    let is_simple = matches!(
        expr,
        Expr::Ident(_)
            | Expr::Member(_)
            | Expr::Lit(_)
            | Expr::Tpl(_)
            | Expr::Call(_)
            | Expr::OptChain(_)
            | Expr::This(_)
            | Expr::Paren(_)
            | Expr::TsNonNull(_)
    );
    Operand { place: span(expr), in_parentheses: !is_simple }
}

/// What removing a value loses.
///
/// # Errors
/// Where computing it changes something, so that the call must stay.
fn removable<'a>(input: &Input<'_, 'a>, body: Body<'a>, member: Span) -> Result<Effect, Vec<Note>> {
    let Body::Value(expr) = body else { return Ok(Effect::None) };
    match input.effect(expr) {
        Effect::Changes => Err(vec![Note::new(entry("removed-effect"), member).with("value", quote(input, member))]),
        effect => Ok(effect),
    }
}

/// What is known of a literal that an option is given.
fn value_remark<'a>(input: &Input<'_, 'a>, name: &str, body: Body<'a>) -> Option<Text> {
    mapping::of_value(name, &value::string(limits::settled_body(input, body)?)?)
}

fn address_remark<'a>(input: &Input<'_, 'a>, body: Body<'a>) -> String {
    match limits::settled_body(input, body).and_then(value::string) {
        Some(address) if mapping::is_absolute(&address) => String::new(),
        Some(_) => mapping::behind(mapping::RELATIVE),
        None => mapping::behind(mapping::COMPUTED),
    }
}

/// The start of a text, for a note that only has to be recognised.
fn first_words(text: &str) -> String {
    let line = text.lines().next().unwrap_or_default();
    if line.len() == text.len() { line.to_owned() } else { format!("{} …", line.trim_end()) }
}

/// The opening parenthesis of the arguments, behind `from`.
fn open_paren(input: &Input, from: u32) -> u32 {
    let rest = part(input.source, from as usize..);
    let found = rest.match_indices('(').map(|(index, _)| from + index as u32);
    found.into_iter().find(|at| !input.script.is_in_comment(*at)).unwrap_or(from)
}
