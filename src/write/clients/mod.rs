//! Writing the clients, and the callees of the calls that use them.

mod by_id;
mod by_id_declaration;
mod load;
mod text;

use super::{Writer, insert, lower, todo};
use crate::bindings::V2;
use crate::decide::client_id::ClientId;
use crate::decide::clients::{Call, Client, Made};
use crate::decide::loaded::{class_in_pattern, class_pattern};
use crate::decide::logout::Logout;
use crate::decide::route::{Class, Route};
use crate::edit::{Edit, Piece, Span};
use crate::input::Input;
use crate::input::loads::load_of;
use crate::mapping::v3::EVALUATE_ACCESS;
use crate::mapping::{V3_PACKAGE, entry, v3};
use crate::note::Note;
use crate::syntax::span;
use crate::tree::NodeId;
use crate::{scope, text as lines};
use load::ClassSource;
use std::collections::BTreeSet;
use swc_ecma_ast::*;
use text::{LazyClient, Names};

impl Writer<'_, '_, '_> {
    /// Writes all clients and callees.
    pub fn clients(&mut self) {
        let mut taken: Vec<Names> = Vec::new();
        for client in &self.decision.clients.own {
            if let Made::Existing(name) = &client.made {
                client.calls.iter().for_each(|index| self.called_by_name(*index, name.clone()));
                continue;
            }
            let names = text::names(self.input, &taken);
            match &client.made {
                Made::Module { after } => self.in_module(client, *after, &names),
                Made::Lazy => self.lazily(client, &names),
                Made::Existing(_) | Made::ById => {}
            }
            taken.push(names);
        }
        self.clients_by_id();
        self.add_script();
        self.specifiers();
    }

    /// Writes a client at the top level of the module, and the callees of its calls.
    fn in_module(&mut self, client: &Client, after: Option<NodeId>, names: &Names) {
        let input = self.input;
        let behind = insert::later(input, after, self.decision.imports.behind);
        let base = insert::indent(input, behind);
        let class = match client.route {
            Route::Module => self.decision.imports.class.clone(),
            _ => inner_class(input),
        };
        let made = self.made(client, class, &base);
        let (semi, eol) = (input.style.semi, input.style.eol);
        let todos = self.handler_todos(client);
        let mut block: Vec<Piece> = todos.into_iter().map(|line| Piece::new(format!("{line}{eol}{base}"))).collect();
        block.push(Piece::new(format!("const {} = ", names.variable)));
        block.extend(made);
        block.push(Piece::new(format!("{semi}{eol}")));
        self.insert_block(behind, block);
        client.calls.iter().for_each(|index| self.called_by_name(*index, names.variable.clone()));
    }

    /// Writes a client that is created when first needed, and the callees of its calls.
    fn lazily(&mut self, client: &Client, names: &Names) {
        let (input, decision, route) = (self.input, self.decision, &client.route);
        self.imports_v3 |= *route != Route::Module;
        if *route == Route::Require {
            let first = decision.calls[client.calls[0]].attach.call;
            self.notes.push(Note::new(entry!("commonjs"), input.tree.span(first)));
        }
        let class = match route {
            Route::Module => decision.imports.class.clone(),
            _ => inner_class(input),
        };
        let behind = insert::later(input, None, decision.imports.behind);
        let base = insert::indent(input, behind);
        let step = format!("{base}{}", input.style.indent);
        let is_in_scope = matches!(route, Route::InScope(_));
        let made = if is_in_scope { Vec::new() } else { self.made(client, class.clone(), &step) };
        let magic = self.magic_of(&client.calls);
        let todos = if is_in_scope { Vec::new() } else { self.handler_todos(client) };
        let source = ClassSource { route, class: &class, magic };
        let block = text::lazy(input, names, LazyClient { source, made, todos: &todos }, &base);
        self.insert_block(behind, block);
        for index in &client.calls {
            let getter = format!("{}()", names.getter);
            match (route, &decision.calls[*index].route) {
                (Route::Module | Route::Require, _) => self.called_by_name(*index, getter),
                (_, Route::InScope(class)) => self.called_in_scope(*index, *class, names),
                _ => self.callee(*index, vec![Piece::new(format!("(await {getter}){EVALUATE_ACCESS}"))]),
            }
        }
    }

    /// Writes the callee of a call on the client `name`.
    fn called_by_name(&mut self, index: usize, name: String) {
        let pieces = self.by_name(index, vec![Piece::new(name)]);
        self.callee(index, pieces);
    }

    /// Returns a callee such as `rupt.evaluate.access`. If the call loaded v2 itself, the callee first awaits the
    /// load of v3, so that the timing stays the same.
    fn by_name(&mut self, index: usize, client: Vec<Piece>) -> Vec<Piece> {
        let mut pieces = match &self.decision.calls[index].route {
            Route::Dynamic => {
                let mut pieces = vec![Piece::new("(await ")];
                pieces.extend(self.loaded(index));
                pieces
            }
            Route::Promise(name, _) => vec![Piece::new(format!("(await {name}"))],
            Route::Module | Route::Require | Route::InScope(_) => Vec::new(),
        };
        let waits = !pieces.is_empty();
        pieces.extend(waits.then(|| Piece::new(", ")));
        pieces.extend(client);
        pieces.extend(waits.then(|| Piece::new(")")));
        pieces.push(Piece::new(EVALUATE_ACCESS));
        pieces
    }

    /// Writes a callee such as `(rupt ??= new R({ … })).evaluate.access`, where the class is in scope.
    fn called_in_scope(&mut self, index: usize, class: Class, names: &Names) {
        let input = self.input;
        let indent = lines::indent_at(input.source, self.decision.calls[index].attach.callee.start).to_owned();
        let mut pieces = vec![Piece::new(format!("({} ??= ", names.variable))];
        pieces.extend(self.constructed(index, class_text(input, class), &indent));
        pieces.push(Piece::new(format!("){EVALUATE_ACCESS}")));
        self.callee(index, pieces);
    }

    /// Returns the lines of the TODOs about a handler that becomes an option of the client.
    fn handler_todos(&mut self, client: &Client) -> Vec<String> {
        let calls = client.calls.iter().map(|index| &self.decision.calls[*index]);
        let mut notes: Vec<Note> = calls.filter_map(|call| call.moved_handler()?.note.clone()).collect();
        notes.dedup_by_key(|note| note.entry.id);
        let lines = notes.iter().flat_map(|note| todo::lines(self.input, note)).collect();
        self.written_notes.append(&mut notes);
        lines
    }

    /// Returns `new Class({ … })` for a client, with the options of one of its calls.
    fn made(&mut self, client: &Client, class: String, indent: &str) -> Vec<Piece> {
        let first = representative(client, &self.decision.calls);
        self.constructed(first, class, indent)
    }

    fn constructed(&mut self, index: usize, class: String, indent: &str) -> Vec<Piece> {
        let (input, call) = (self.input, &self.decision.calls[index]);
        let first_time = self.written.insert(call.attach.client_id.span);
        let mut members = vec![text::client_id_member(input, &call.attach, first_time)];
        if let Some(logout) = call.moved_handler() {
            let to = format!("{indent}{}", input.style.indent);
            members.push(text::on_logout_member(input, &call.attach, logout, &to));
        }
        text::construct(input, class, members, indent)
    }

    /// Replaces the callee of a call by `pieces`. Comments in the callee are kept.
    fn callee(&mut self, index: usize, mut pieces: Vec<Piece>) {
        let (input, callee) = (self.input, self.decision.calls[index].attach.callee);
        let broken = format!("{}{}", input.style.eol, lines::indent_at(input.source, callee.end));
        for comment in input.script.comments_in(callee) {
            if callee.contains(comment.span) && !self.magic.contains(&comment.span) {
                let is_apart = matches!(pieces.last(), Some(Piece::New(text)) if **text == broken || text == " ");
                pieces.push(Piece::new(if is_apart { "" } else { " " }));
                pieces.push(Piece::Old(comment.span));
                pieces.push(Piece::new(if comment.line { broken.clone() } else { " ".to_owned() }));
            }
        }
        self.edits.push(Edit::replace(callee, pieces));
    }

    /// Returns `import("@ruptjs/client")`, with the comments for bundlers of the load that the call comes from.
    fn loaded(&mut self, index: usize) -> Vec<Piece> {
        let mut pieces = vec![Piece::new("import(")];
        pieces.extend(self.magic_comments(index));
        pieces.push(Piece::new(format!("{})", self.input.quoted(V3_PACKAGE))));
        pieces
    }

    /// Returns the comments for bundlers of the first of these calls that loads v2 by `import(…)`.
    fn magic_of(&mut self, calls: &[usize]) -> Vec<Piece> {
        let dynamic = calls.iter().find(|index| self.decision.calls[**index].route == Route::Dynamic);
        dynamic.map_or(Vec::new(), |index| self.magic_comments(*index))
    }

    /// Returns the comments for bundlers in the dynamic import that a call comes from. They move if that import is
    /// removed, and are copied if it stays.
    fn magic_comments(&mut self, index: usize) -> Vec<Piece> {
        let (input, calls) = (self.input, &self.decision.calls);
        let place = input.tree.span(load_of(input, &input.bindings.sites[calls[index].attach.site]));
        let comments =
            input.script.comments_in(place).iter().filter(|comment| !comment.line).map(|comment| comment.span);
        let inside: Vec<Span> = comments.filter(|comment| place.contains(*comment)).collect();
        let mut pieces = Vec::new();
        for comment in inside {
            let is_removed =
                self.left().drops(comment) || calls.iter().any(|call| call.attach.callee.contains(comment));
            let moves = is_removed && self.magic.insert(comment);
            let text = || comment.of(input.source).to_owned();
            pieces.extend([if moves { Piece::Old(comment) } else { Piece::new(text()) }, Piece::new(" ")]);
        }
        pieces
    }

    /// Replaces the specifiers of the dynamic imports that stay and now load v3, and the patterns that destructure
    /// them.
    fn specifiers(&mut self) {
        let input = self.input;
        let (mut patterns, mut done) = (BTreeSet::new(), BTreeSet::new());
        for call in self.decision.calls.iter().filter(|call| call.route.keeps_load()) {
            let site = &input.bindings.sites[call.attach.site];
            let import = load_of(input, site);
            let Some(Expr::Call(load)) = input.tree.expr(import) else { continue };
            let is_attach =
                |id: &&Id| input.bindings.names.get(*id).is_some_and(|bound| matches!(bound.value, V2::Member(_)));
            if let Some(pattern) = site.via.as_ref().filter(is_attach).and_then(|id| class_pattern(input, id))
                && patterns.insert(pattern.place)
            {
                let name = class_in_pattern(input);
                let text = if pattern.of_module { format!("{{ default: {name} }}") } else { name };
                self.edits.push(Edit::replace(pattern.place, vec![Piece::new(text)]));
            }
            if let (Some(argument), true) = (load.args.first(), done.insert(import)) {
                let place = span(&*argument.expr);
                let inner = Span::new(place.start + 1, place.end - 1);
                self.edits.push(Edit::replace(inner, vec![Piece::new(V3_PACKAGE)]));
                self.imports_v3 = true;
            }
        }
    }
}

/// Returns the edit of a handler that stays in its call and gets its v3 name.
pub fn handler_in_call(logout: &Logout) -> Edit {
    let Some(argument) = logout.wrapped else { return lower::renamed(logout.given.written_key(), v3::ON_LOGOUT) };
    Edit::replace(logout.given.span, text::wrapped_handler(logout, argument, |place| vec![Piece::Old(place)]))
}

/// Returns the expression for a class that is in scope.
fn class_text(input: &Input, class: Class) -> String {
    match class {
        Class::There(place) => place.of(input.source).to_owned(),
        Class::DefaultOf(place) => format!("{}.default", place.of(input.source)),
        Class::DefaultOr(place) => {
            let module = place.of(input.source);
            format!("({module}.default ?? {module})")
        }
        Class::Taken => class_in_pattern(input),
    }
}

/// Returns the name of the class inside a function that loads it.
fn inner_class(input: &Input) -> String {
    let means_something = input.tree.holding("Rupt").any(|node| {
        let Some(id) = input.tree.id(node).filter(|id| &*id.0 == "Rupt") else { return false };
        let at_top = |declared| scope::is_module_level(input.tree, &declared);
        input.script.is_unbound(id) || scope::declares(input.tree, node).is_some_and(at_top)
    });
    if means_something { input.fresh(&["RuptV3", "RuptClient"]) } else { "Rupt".to_owned() }
}

/// Returns the call whose options a shared client is written with: one with the id of the client, or else one whose
/// id depends on nothing.
fn representative(client: &Client, calls: &[Call]) -> usize {
    let id = |index: &usize| &calls[*index].attach.id;
    let exact = |index: &&usize| *id(index) == client.id;
    let simple = |index: &&usize| matches!(id(index), ClientId::Constant { after: None, spelled: None, .. });
    client.calls.iter().find(exact).or_else(|| client.calls.iter().find(simple)).copied().unwrap_or(client.calls[0])
}
