//! Which client each call that moves uses, where the client is created, and where handlers are written.
//!
//! v2 was one global client; v3 has one client per client id. A constant id creates it at the top of the
//! module. An id that is only known later creates it lazily, once. An id that is only known at the call is
//! passed to a function that creates one client for each id.

use super::attach::Attach;
use super::client_id::{ClientId, IdKey};
use super::logout::Logout;
use super::options::Body;
use super::route::Route;
use super::{Input, existing, reach};
use crate::edit::Span;
use crate::note::Note;
use crate::tree::{Ast, NodeId};
use crate::value::Effect;
use std::collections::HashMap;
use swc_ecma_ast::*;

/// A call that moves.
pub struct Call<'a> {
    /// Its options and its response, and how they change.
    pub attach: Attach<'a>,
    /// How it gets the v3 class.
    pub route: Route,
    /// Whether its handler becomes an option of the client instead of the call.
    pub handler_moves: bool,
}

impl<'a> Call<'a> {
    /// Returns its handler if that becomes an option of the client. None otherwise.
    pub fn moved_handler(&self) -> Option<&Logout<'a>> {
        self.attach.logout.as_deref().filter(|_| self.handler_moves)
    }
}

/// A client and the calls of it.
#[derive(Debug)]
pub struct Client {
    /// The calls, as indices into those that move.
    pub calls: Vec<usize>,
    /// The client id.
    pub id: ClientId,
    /// How its code gets the v3 class.
    pub route: Route,
    /// Where it is created.
    pub made: Made,
}

/// Where a client is created.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Made {
    /// The script already creates it; its name.
    Existing(String),
    /// In a top-level `const`, after this statement if it depends on one.
    Module { after: Option<NodeId> },
    /// In a function that creates it when first called.
    Lazy,
    /// In a function that takes the id and creates one client for each.
    ById,
}

/// The calls whose clients are created by a function that takes the id.
#[derive(Debug)]
pub struct ById {
    /// The calls, as indices into those that move.
    pub calls: Vec<usize>,
    /// How the function gets the v3 class.
    pub class: ClassById,
}

/// How the function that creates clients by id gets the v3 class.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ClassById {
    /// By itself: from an import of the script, or by loading it.
    Own(Route),
    /// As an argument of each call.
    Given,
}

impl ClassById {
    /// Whether its callers must await the function.
    pub fn waits(&self) -> bool {
        matches!(self, ClassById::Own(route) if route.waits())
    }
}

/// All clients of the calls that move.
#[derive(Default)]
pub struct Clients {
    /// The clients that are created for one known id, and those that the script already creates.
    pub own: Vec<Client>,
    /// The calls whose clients are created by id.
    pub by_id: Option<ById>,
}

/// Decides where clients are created and where handlers are written.
pub fn decide<'a>(input: &Input<'_, 'a>, calls: &mut [Call<'a>]) -> Clients {
    let mut clients = Clients::default();
    let mut by_id = Vec::new();
    for mut client in shared(calls) {
        let nodes: Vec<NodeId> = client.calls.iter().map(|index| calls[*index].attach.call).collect();
        let existing = client.id.key().and_then(|key| existing::client(input, key)).map(|(name, _)| name);
        client.made = match existing {
            Some(name) => Made::Existing(name),
            None => made(input, &client, &nodes, None),
        };
        if client.made == Made::ById {
            by_id.extend(client.calls);
            continue;
        }
        let own: Vec<&Call> = client.calls.iter().map(|index| &calls[*index]).collect();
        if !matches!(client.made, Made::Existing(_)) && have_one_handler(input, &own) {
            if let Made::Module { .. } = client.made {
                let needs = own[0].attach.logout.as_ref().and_then(|logout| logout.handler.needs(input));
                client.made = made(input, &client, &nodes, needs);
            }
            client.calls.iter().for_each(|index| calls[*index].handler_moves = calls[*index].attach.logout.is_some());
        }
        clients.own.push(client);
    }
    keep_shared_handlers(&clients.own, calls);
    clients.by_id = class_by_id(input, &by_id, calls).map(|class| ById { calls: by_id, class });
    clients
}

/// Groups the calls by client: calls with the same id share one. The client is created by the route with the
/// lowest rank among its calls.
fn shared(calls: &[Call]) -> Vec<Client> {
    let mut clients: Vec<Client> = Vec::new();
    let mut by_key: HashMap<&IdKey, usize> = HashMap::new();
    for (index, Call { attach, route, .. }) in calls.iter().enumerate() {
        let key = attach.id.key();
        match key.and_then(|key| by_key.get(key)).copied() {
            Some(known) => clients[known].take(index, &attach.id, route),
            None => {
                by_key.extend(key.map(|key| (key, clients.len())));
                let (id, route) = (attach.id.clone(), route.clone());
                clients.push(Client { calls: vec![index], id, route, made: Made::ById });
            }
        }
    }
    clients
}

impl Client {
    /// Adds another call with the same id.
    fn take(&mut self, call: usize, id: &ClientId, route: &Route) {
        self.calls.push(call);
        if let ClientId::Late { read_with, .. } = &mut self.id
            && !matches!(id, ClientId::Late { read_with: other, .. } if other == read_with)
        {
            *read_with = None;
        }
        if route.rank() < self.route.rank() {
            self.route = route.clone();
        }
        if matches!(id, ClientId::Constant { .. }) && !matches!(self.id, ClientId::Constant { .. }) {
            self.id = id.clone();
        }
    }
}

/// Returns where `client` is created.
///
/// `needs` is a statement that must run before the handler on the constructor is evaluated.
fn made(input: &Input, client: &Client, calls: &[NodeId], needs: Option<NodeId>) -> Made {
    let lazy_file = reach::is_lazy(input);
    let in_module = |after: Option<NodeId>| {
        let after = [after, needs].into_iter().flatten().max_by_key(|node| input.tree.span(*node).end);
        let reached = reach::reaches_above(input, after, calls);
        // Code that runs above the line of such a variable reads it while it is empty, so the id may differ.
        let is_variable = |node: NodeId| match input.tree.ast(node) {
            Ast::Stmt(Stmt::Decl(Decl::Var(var))) => var.kind != VarDeclKind::Const,
            _ => false,
        };
        if reached && after.is_some_and(is_variable) {
            return Made::ById;
        }
        if lazy_file || client.route != Route::Module || reached { Made::Lazy } else { Made::Module { after } }
    };
    match &client.id {
        ClientId::AtCall => Made::ById,
        // v2 reads options in a `const` while the module loads, so the client is created then, too.
        ClientId::Late { read_with: Some(statement), .. } => in_module(Some(*statement)),
        ClientId::Late { read_with: None, .. } => Made::Lazy,
        ClientId::Constant { after, .. } => in_module(*after),
        ClientId::Environment { .. } if reach::runs_nothing_else(input, calls) => in_module(None),
        ClientId::Environment { .. } => Made::Lazy,
    }
}

/// Whether all calls of a client have the same handler, and it may be an option of the constructor.
fn have_one_handler(input: &Input, calls: &[&Call]) -> bool {
    // The names of a handler from elsewhere could refer to something else inside a call.
    let from_const = |logout: &Logout, attach: &Attach| attach.options.literals[logout.given.id.literal].in_const;
    let is_in_scope = calls.iter().any(|call| matches!(call.route, Route::InScope(_)));
    let text = |call: &&Call| {
        let attach = &call.attach;
        let logout = attach.logout.as_ref()?;
        let is_quiet = match logout.given.body {
            Body::Value(expr) => input.effect(expr) == Effect::None,
            Body::Method(_) | Body::Shorthand(_) => true,
        };
        let may_move = is_quiet
            && logout.can_move_to_module
            && !attach.is_conditional(&logout.given)
            && !(is_in_scope && (calls.len() > 1 || from_const(logout, attach)));
        may_move.then(|| logout.handler.span(logout.given.span).of(input.source))
    };
    let Some(first) = calls.first().and_then(text) else { return false };
    calls.iter().all(|call| text(call) == Some(first))
}

/// If one call keeps a handler that is in a shared `const`, the other calls keep it, too.
fn keep_shared_handlers(clients: &[Client], calls: &mut [Call]) {
    loop {
        let in_calls = calls.iter().filter(|call| !call.handler_moves).map(|call| &call.attach);
        let kept: Vec<Span> = in_calls
            .flat_map(|attach| attach.logout.as_deref().into_iter().chain(&attach.logouts))
            .map(|logout| logout.given.span)
            .collect();
        let stays = |call: &Call| call.moved_handler().is_some_and(|logout| kept.contains(&logout.given.span));
        let changed: Vec<usize> = clients
            .iter()
            .filter(|client| client.calls.iter().any(|index| stays(&calls[*index])))
            .flat_map(|client| client.calls.clone())
            .collect();
        if changed.is_empty() {
            return;
        }
        changed.into_iter().for_each(|index| calls[index].handler_moves = false);
    }
}

/// Returns how the function that creates clients by id gets the class. None if there are no such calls. It loads
/// the class itself if every call would load it, and no id may change while it is being loaded.
fn class_by_id(input: &Input, by_id: &[usize], calls: &[Call]) -> Option<ClassById> {
    let own = || by_id.iter().map(|index| &calls[*index]);
    let least = own().map(|call| &call.route).min_by_key(|route| route.rank())?;
    let may_wait = |call: &Call| call.route == Route::Dynamic && call.attach.client_id.is_stable(input);
    Some(match least {
        Route::Module | Route::Require => ClassById::Own(least.clone()),
        Route::Dynamic if own().all(may_wait) => ClassById::Own(Route::Dynamic),
        Route::Dynamic | Route::Promise(..) | Route::InScope(_) => ClassById::Given,
    })
}

impl Clients {
    /// Returns the notes about the handlers that stay in their calls.
    pub fn handler_notes(&self, calls: &[Call]) -> Vec<Note> {
        let note = |index: &usize| calls[*index].attach.logout.as_ref()?.note.clone();
        let mut notes = Vec::new();
        for client in &self.own {
            let at_call = matches!(client.route, Route::InScope(_));
            let here = client.calls.iter().filter(|index| at_call || !calls[**index].handler_moves);
            notes.extend(here.filter_map(note));
        }
        notes.extend(self.by_id.iter().flat_map(|by_id| &by_id.calls).filter_map(note));
        notes
    }
}
