//! Judging one call of `attach`: it moves whole, or it stays and the notes say why.
//!
//! What a call that moves needs is collected in [`Attach`].

mod account;
mod elsewhere;
mod handlers;
mod order;

use super::change::Change;
use super::client_id::ClientId;
use super::logout::Logout;
use super::options::{Body, Given, MemberId, Options};
use super::response::{self, Response};
use super::urls::{self, Told};
use super::{Input, asked, leftovers};
use crate::bindings::Usage;
use crate::edit::{Span, part};
use crate::input::parts;
use crate::mapping::v2;
use crate::mapping::{Fate, Ids, entry};
use crate::note::{Client, Level, Note, Value};
use crate::syntax::span;
use crate::tree::NodeId;
use elsewhere::{Setting, value_remark};
use std::collections::BTreeSet;

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
    /// The members that are removed.
    pub dropped: Vec<MemberId>,
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
        let Some(client_id) = options.get(v2::CLIENT_ID).cloned() else {
            return Err(vec![Note::new(entry!("client-id-missing"), place)].into());
        };
        let behind = types.map_or(span(callee).end, |types| types.end);
        let mut attach = Attach {
            site,
            call,
            callee: Span::new(span(callee).start, open_paren(input, behind)),
            dropped: vec![client_id.id],
            id: asked::client_id(input, &client_id),
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
        attach.notes.extend(urls::missing(input, &attach.told(), place));
        match response::read(input, call) {
            Ok(response) => attach.response = response,
            Err(notes) => against.extend(notes),
        }
        if against.is_empty() { Ok(attach) } else { Err(Stays { why: against, told: attach.notes }) }
    }

    /// Whether moving it leaves something for a person to do.
    pub fn leaves_todo(&self, unsaid: &Ids) -> bool {
        let is_told = |note: &Note| note.level == Level::Todo && !unsaid.contains(note.entry);
        let of_logout = self.logout.iter().filter_map(|logout| logout.note.as_ref());
        self.notes.iter().chain(&self.response.notes).chain(of_logout).any(is_told)
    }

    /// The members that go, from first to last byte.
    pub fn dropped_spans(&self) -> Vec<Span> {
        self.dropped.iter().map(|id| self.options.member(*id).span).collect()
    }

    /// What it is told of addresses and logouts.
    fn told(&self) -> Told<'_, 'a> {
        Told { options: &self.options, logout: self.logout.as_deref(), has_several: !self.logouts.is_empty() }
    }

    fn drop_member(&mut self, given: &Given) {
        self.dropped.push(given.id);
    }

    /// Whether a member is in a literal that only takes part under a condition.
    pub fn is_conditional(&self, given: &Given) -> bool {
        self.options.literals[given.id.literal].condition.is_some()
    }

    fn client_id_is_plain(&self, against: &mut Vec<Note>) {
        let twice = self.options.given.iter().filter(|given| given.name == v2::CLIENT_ID).count() > 1;
        let is_method = matches!(self.client_id.body, Body::Method(_));
        if twice || is_method || self.is_conditional(&self.client_id) {
            against.push(Note::new(entry!("option-form"), self.client_id.span).with("member", v2::CLIENT_ID));
        }
    }

    fn option(&mut self, input: &Input<'_, 'a>, given: &Given<'a>) -> Result<(), Vec<Note>> {
        match given.fate {
            Fate::ClientId | Fate::Stays => {}
            Fate::StaysNoted(entry) => self.notes.push(Note::new(entry, given.span)),
            Fate::User => self.user(given),
            Fate::OnLogout => return self.on_logout(input, given),
            Fate::OnChallenge => return self.on_challenge(input, given),
            Fate::OnLimitExceeded => return self.on_limit_exceeded(input, given),
            Fate::Nested(rows) => return self.nested(input, given, rows),
            Fate::Elsewhere { entry, setting, holds } => {
                self.drop_member(given);
                let remark = value_remark(input, &given.name, given.body);
                let setting = Setting { entry, name: setting, holds, remark };
                return self.elsewhere(input, &setting, given.body, given.span);
            }
            Fate::Dropped => {
                self.drop_member(given);
                return self.removed_call(input, given.body, given.span);
            }
        }
        Ok(())
    }

    fn contact(&mut self, call: Span) {
        if v2::CONTACTS.iter().all(|name| self.options.get(name).is_none()) {
            self.notes.push(Note::new(entry!("contact"), call));
        }
    }

    /// Comments that belong to a dropped option go with the option's own note, where it has one.
    fn dropped_comments(&mut self, input: &Input<'_, 'a>) {
        for id in &self.dropped {
            let member = self.options.member(*id);
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

/// Whether `comment` belongs to the option that the note at `place` is about.
fn belongs(options: &Options, place: Span, comment: Span) -> bool {
    let mut members = options.literals.iter().flat_map(|literal| &literal.members);
    members.any(|member| {
        member.span.contains(place) && (member.span.contains(comment) || member.comments.contains(&comment))
    })
}

/// The opening parenthesis of the arguments, behind `from`.
fn open_paren(input: &Input, from: u32) -> u32 {
    let rest = part(input.source, from as usize..);
    let found = rest.match_indices('(').map(|(index, _)| from + index as u32);
    found.into_iter().find(|at| !input.script.is_in_comment(*at)).unwrap_or(from)
}
