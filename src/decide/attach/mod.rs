//! Judging one call of `attach`: it moves as a whole, or it stays and notes say why.
//!
//! [`Attach`] holds the decisions about a call that can move. Whether other code keeps it on v2 is decided in
//! `together`.

mod account;
mod elsewhere;
mod handlers;
mod order;

use super::change::Change;
use super::client_id::ClientId;
use super::logout::Logout;
use super::options::{Body, Given, MemberId, Options};
use super::response::{self, Response};
use super::urls::{self, AddressOptions};
use super::{Input, asked, leftovers};
use crate::bindings::Usage;
use crate::edit::{Span, part};
use crate::input::parts;
use crate::mapping::{Fate, Ids, entry, v2};
use crate::note::{Client, Level, Note, Value};
use crate::syntax::span;
use crate::tree::NodeId;
use elsewhere::{Setting, value_remark};
use std::collections::BTreeSet;

/// A call that can move, as far as the call itself is concerned, and what is decided about it.
#[derive(Debug, Clone)]
pub struct Attach<'a> {
    /// The index of the use of v2 that the call is.
    pub site: usize,
    /// The call.
    pub call: NodeId,
    /// The span from the start of the callee to the opening parenthesis.
    pub callee: Span,
    /// The options.
    pub options: Options<'a>,
    /// The members of options that are removed.
    pub dropped: Vec<MemberId>,
    /// The client that the call belongs to. None if the call has no client id.
    pub client: Option<Client>,
    /// The option that sets the client id.
    pub client_id: Given<'a>,
    /// The client id.
    pub id: ClientId,
    /// The logout handler. None if several options set one.
    pub logout: Option<Box<Logout<'a>>>,
    /// The logout handlers if several options set one. The last one counts, and all stay in the call.
    pub logouts: Vec<Logout<'a>>,
    /// What happens to the response.
    pub response: Response,
    /// The changes inside the options, such as renamed keys.
    pub changes: Vec<Change>,
    /// The notes about the options.
    pub notes: Vec<Note>,
}

/// The notes about a call that stays.
#[derive(Debug, Clone, Default)]
pub struct Stays {
    /// The reasons why it stays.
    pub why: Vec<Note>,
    /// The notes that its options would have if it moved, as far as they can be read.
    pub pending: Vec<Note>,
}

impl From<Vec<Note>> for Stays {
    fn from(why: Vec<Note>) -> Self {
        Stays { why, pending: Vec::new() }
    }
}

impl<'a> Attach<'a> {
    /// Judges the call that is the use of v2 with the index `site`.
    ///
    /// # Errors
    /// The call stays on v2: the notes about it.
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
                own(&mut stays.pending);
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
        attach.notes.extend(urls::missing(input, &attach.address_options(), place));
        match response::read(input, call) {
            Ok(response) => attach.response = response,
            Err(notes) => against.extend(notes),
        }
        if against.is_empty() { Ok(attach) } else { Err(Stays { why: against, pending: attach.notes }) }
    }

    /// Whether moving the call leaves a TODO.
    pub fn leaves_todo(&self, unsaid: &Ids) -> bool {
        let is_written = |note: &Note| note.level == Level::Todo && !unsaid.contains(note.entry);
        let of_logout = self.logout.iter().filter_map(|logout| logout.note.as_ref());
        self.notes.iter().chain(&self.response.notes).chain(of_logout).any(is_written)
    }

    /// Returns the spans of the members that are removed.
    pub fn dropped_spans(&self) -> Vec<Span> {
        self.dropped.iter().map(|id| self.options.member(*id).span).collect()
    }

    /// Returns the options about addresses and logouts.
    fn address_options(&self) -> AddressOptions<'_, 'a> {
        AddressOptions { options: &self.options, logout: self.logout.as_deref(), has_several: !self.logouts.is_empty() }
    }

    fn drop_member(&mut self, given: &Given) {
        self.dropped.push(given.id);
    }

    /// Whether a member is in a literal that is spread under a condition.
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

    /// Adds the comments that belong to a removed option to the TODO of that option, if it has one.
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

/// Returns the offset of the opening parenthesis of the arguments, at or after `from`.
fn open_paren(input: &Input, from: u32) -> u32 {
    let rest = part(input.source, from as usize..);
    let found = rest.match_indices('(').map(|(index, _)| from + index as u32);
    found.into_iter().find(|at| !input.script.is_in_comment(*at)).unwrap_or(from)
}
