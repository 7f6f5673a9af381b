//! The options of one call: which they are, how they are written, and what they mean for it.

use super::calls::Argument;
use super::choices::Call;
use super::draft::{Draft, fill};
use super::fate::Fate;
use super::handlers::{HANDLERS, Handler};
use super::ids::{ClientId, IDS, Known};
use super::options::{ACCOUNTS, KEYS, LAYOUTS, Layout, MEMBERS, Member};
use super::pick::{Need, Pick};
use super::program::Part;

enum Chosen {
    Id(&'static ClientId),
    Handler(&'static Handler),
    Member(&'static Member),
}

/// The options of one call, in order.
pub struct Options {
    pub id: &'static ClientId,
    pub handler: &'static Handler,
    members: Vec<Chosen>,
    keys: Vec<Pick>,
    layout: &'static Layout,
}

impl Options {
    /// The options that are chosen, of those that `offers` is enough for.
    pub fn of(call: &Call, offers: &[Need]) -> Options {
        let id = call.id.of(IDS, offers);
        let handler = call.row(&call.handler, HANDLERS, offers);
        let mut rows: Vec<&'static Member> = vec![call.row(&call.account, ACCOUNTS, offers)];
        for pick in &call.members {
            let row = call.row(pick, MEMBERS, offers);
            if row.key.is_empty() || rows.iter().all(|other| other.key != row.key) {
                rows.push(row);
            }
        }
        let mut members: Vec<Chosen> = rows.into_iter().map(Chosen::Member).collect();
        if !handler.text.is_empty() {
            members.push(Chosen::Handler(handler));
        }
        let at = usize::from(call.id_at) * (members.len() + 1) / 256;
        members.insert(at, Chosen::Id(id));
        Options { id, handler, members, keys: call.keys.clone(), layout: call.layout.of(LAYOUTS, &[]) }
    }

    /// What they mean for a call that is told with them by `argument`.
    pub fn fates(&self, argument: &Argument) -> Vec<Fate> {
        let mut fates = vec![self.handler.fate];
        let logs_out = self.members.iter().any(|member| matches!(member, Chosen::Member(row) if row.logs_out));
        if self.handler.vetoes && logs_out {
            fates.push(Fate::Risks);
        }
        let mut acts = false;
        for (at, member) in self.members.iter().enumerate() {
            match member {
                // What stands in front of an id that calls something may be another one behind it.
                Chosen::Id(id) if at > 0 && id.value.ends_with("()") && !acts => fates.push(Fate::Open),
                Chosen::Member(row) => {
                    fates.push(row.fate);
                    acts |= row.acts;
                }
                Chosen::Handler(handler) => acts |= handler.acts,
                // An id that is not constant would be computed before what stands in front of it.
                Chosen::Id(id) => fates.push(match (id.known, acts) {
                    (Known::Always("abc" | "def"), _) | (_, false) => Fate::Moves,
                    (Known::Always(_) | Known::Open, true) => Fate::Open,
                    (Known::Later(_) | Known::AtTheCall, true) => Fate::Stays,
                }),
            }
        }
        if !argument.before.is_empty() && !matches!(self.id.known, Known::Always(_)) {
            fates.push(Fate::Open);
        }
        fates
    }

    /// The literal.
    pub fn written(&self, call: usize, draft: &mut Draft<Part>) -> String {
        let mut keys = self.keys.iter().map(|pick| pick.of(KEYS, &[]).0).cycle();
        let mut members: Vec<String> = Vec::new();
        for member in &self.members {
            let text = match member {
                Chosen::Id(id) if id.value == "client_id" => "client_id".to_owned(),
                Chosen::Id(id) => key(keys.next(), "client_id") + ": " + id.value,
                Chosen::Handler(handler) => key(keys.next(), "on_current_device_logout") + handler.text,
                Chosen::Member(member) if member.is_whole() => member.value.to_owned(),
                Chosen::Member(member) => {
                    let name = if member.key == "account" { "user" } else { member.key };
                    let part = Part::Value { call, becomes: member.becomes, name };
                    key(keys.next(), member.key) + ": " + &draft.mark(part, member.value)
                }
            };
            members.push(text);
        }
        let Layout { open, before, between, last, close } = self.layout;
        let members: Vec<String> =
            members.iter().map(|member| fill(&format!("{before}$MEMBER"), "$MEMBER", member)).collect();
        format!("{open}{}{last}{close}", members.join(between))
    }
}

fn key(row: Option<&'static str>, key: &str) -> String {
    row.unwrap_or("$KEY").replace("$KEY", key)
}
