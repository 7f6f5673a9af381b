//! Writing down the clients, and what each call is called on.

use super::block::{self, later};
use super::*;

impl Work {
    /// The clients and the callees.
    pub fn clients(
        &mut self,
        input: &Input,
        moving: &Moving,
        class: &str,
        behind: Option<NodeId>,
        notes: &mut Vec<Note>,
    ) {
        let mut taken: Vec<Names> = Vec::new();
        for position in 0..self.groups.len() {
            let existing = self.existing[position].clone();
            let names = existing.is_none().then(|| client::names(input, &taken));
            taken.extend(names.clone());
            self.names.push(names);
            match existing {
                Some(name) => {
                    for index in self.groups[position].calls.clone() {
                        let callee = self.by_name(input, moving, index, vec![Piece::new(name.clone())]);
                        self.callee(input, &moving[index].1, callee);
                    }
                }
                None => self.client(input, moving, position, (class, behind), notes),
            }
        }
        self.clients_by_id(input, moving, (class, behind), notes);
        self.add_script(input);
        self.specifiers(input, moving);
    }

    /// `rupt.evaluate.access`. A call that loaded v2 by itself came as much later, and still does.
    pub(super) fn by_name(&mut self, input: &Input, moving: &Moving, index: usize, client: Vec<Piece>) -> Vec<Piece> {
        let mut pieces = match &self.routes[index] {
            Route::Dynamic => {
                let mut pieces = vec![Piece::new("(await ")];
                pieces.extend(self.loaded(input, moving, index));
                pieces
            }
            Route::Promise(name, _) => vec![Piece::new(format!("(await {name}"))],
            Route::Module | Route::Require | Route::AtHand(_) => Vec::new(),
        };
        let waits = !pieces.is_empty();
        pieces.extend(waits.then(|| Piece::new(", ")));
        pieces.extend(client);
        pieces.push(Piece::new(if waits { ").evaluate.access" } else { ".evaluate.access" }));
        pieces
    }

    fn client(
        &mut self,
        input: &Input,
        moving: &Moving,
        position: usize,
        (class, behind): (&str, Option<NodeId>),
        notes: &mut Vec<Note>,
    ) {
        let (place, names) = (self.places[position], self.names[position].clone());
        let calls = self.groups[position].calls.clone();
        let route = self.groups[position].route.clone();
        let class = match route {
            Route::Module => class.to_owned(),
            _ => inner_class(input),
        };
        match (place, names) {
            (Place::Module(after), Some(names)) => {
                let behind = later(input, after, behind);
                let base = block::indent(input, behind);
                let made = self.made(input, moving, position, vec![Piece::new(class)], &base);
                let (semi, eol) = (input.style.semi, input.style.eol);
                let todos = self.handler_todos(input, moving, position);
                let mut block: Vec<Piece> =
                    todos.into_iter().map(|line| Piece::new(format!("{line}{eol}{base}"))).collect();
                block.push(Piece::new(format!("const {} = ", names.variable)));
                block.extend(made);
                block.push(Piece::new(format!("{semi}{eol}")));
                self.insert_block(input, behind, block);
                for index in calls {
                    let client = vec![Piece::new(names.variable.clone())];
                    let callee = self.by_name(input, moving, index, client);
                    self.callee(input, &moving[index].1, callee);
                }
            }
            (Place::Lazy, Some(names)) => {
                self.imports_v3 |= route != Route::Module;
                if route == Route::Require {
                    notes.push(Note::new(entry("commonjs"), input.tree.span(moving[calls[0]].1.call)));
                }
                let behind = later(input, None, behind);
                let base = block::indent(input, behind);
                let step = format!("{base}{}", input.style.indent);
                let at_hand = matches!(route, Route::AtHand(_));
                let made = if at_hand {
                    Vec::new()
                } else {
                    self.made(input, moving, position, vec![Piece::new(class.clone())], &step)
                };
                let dynamic = calls.iter().find(|index| self.routes[**index] == Route::Dynamic);
                let magic = dynamic.map_or(Vec::new(), |index| self.magic_comments(input, moving, *index));
                let todos = if at_hand { Vec::new() } else { self.handler_todos(input, moving, position) };
                let block = client::lazy(input, &names, (&route, &class, magic), (made, &todos, &base));
                self.insert_block(input, behind, block);
                for index in calls {
                    let callee = match (&route, self.routes[index].clone()) {
                        (Route::Module | Route::Require, _) => {
                            self.by_name(input, moving, index, vec![Piece::new(format!("{}()", names.getter))])
                        }
                        (_, Route::AtHand(class)) => self.at_hand(input, moving, (class, index), &names),
                        _ => vec![Piece::new(format!("(await {}()).evaluate.access", names.getter))],
                    };
                    self.callee(input, &moving[index].1, callee);
                }
            }
            (Place::ById, _) | (_, None) => {}
        }
    }

    /// The lines of the TODOs about the handler on the constructor of a group.
    fn handler_todos(&mut self, input: &Input, moving: &Moving, position: usize) -> Vec<String> {
        let on_constructor = self.groups[position].calls.iter().filter(|index| self.on_constructor[**index]);
        let mut notes: Vec<Note> =
            on_constructor.filter_map(|index| moving[*index].1.logout.as_ref()?.note.clone()).collect();
        notes.dedup_by_key(|note| note.entry.id);
        let lines = notes.iter().flat_map(|note| todo::lines(input, note)).collect();
        self.written_notes.append(&mut notes);
        lines
    }

    /// `new Class({ … })` for a group: from its first call.
    fn made(&mut self, input: &Input, moving: &Moving, position: usize, class: Vec<Piece>, indent: &str) -> Vec<Piece> {
        let first = representative(&self.groups[position], moving);
        self.constructed(input, &moving[first].1, first, class, indent)
    }

    fn constructed(
        &mut self,
        input: &Input,
        attach: &Attach,
        index: usize,
        class: Vec<Piece>,
        indent: &str,
    ) -> Vec<Piece> {
        let first_time = self.written.insert(attach.client_id.span);
        let mut members = vec![client::client_id_member(input, attach, first_time)];
        if let (Some(logout), true) = (&attach.logout, self.on_constructor[index]) {
            let to = format!("{indent}{}", input.style.indent);
            members.push(client::on_logout_member(input, attach, logout, &to));
        }
        client::construct(input, class, members, indent)
    }

    /// `(rupt ??= new R({ … })).evaluate.access`, where the class is at hand.
    fn at_hand(
        &mut self,
        input: &Input,
        moving: &Moving,
        (class, index): (Vec<Piece>, usize),
        names: &Names,
    ) -> Vec<Piece> {
        let attach = &moving[index].1;
        let indent = text::indent_at(input.source, attach.callee.start).to_owned();
        let mut pieces = vec![Piece::new(format!("({} ??= ", names.variable))];
        pieces.extend(self.constructed(input, attach, index, class, &indent));
        pieces.push(Piece::new(").evaluate.access"));
        pieces
    }

    /// Puts `pieces` in the place of a call's callee.
    pub(super) fn callee(&mut self, input: &Input, attach: &Attach, mut pieces: Vec<Piece>) {
        let broken = format!("{}{}", input.style.eol, text::indent_at(input.source, attach.callee.end));
        for comment in input.script.comments_in(attach.callee) {
            if attach.callee.contains(comment.span) && !self.magic.contains(&comment.span) {
                let is_apart = matches!(pieces.last(), Some(Piece::New(text)) if **text == broken || text == " ");
                pieces.push(Piece::new(if is_apart { "" } else { " " }));
                pieces.push(Piece::Old(comment.span));
                pieces.push(Piece::new(if comment.line { broken.clone() } else { " ".to_owned() }));
            }
        }
        self.edits.push(Edit::replace(attach.callee, pieces));
    }

    /// `import("@ruptjs/client")`, for a call that loads v2 by `import(…)`.
    pub(super) fn loaded(&mut self, input: &Input, moving: &Moving, index: usize) -> Vec<Piece> {
        let mut pieces = vec![Piece::new("import(")];
        pieces.extend(self.magic_comments(input, moving, index));
        pieces.push(Piece::new(format!("{})", input.quoted(V3_PACKAGE))));
        pieces
    }

    /// The comments in the dynamic import that a call comes from: bundlers read them. They move where that
    /// import goes, and are copied from one that stays.
    pub(super) fn magic_comments(&mut self, input: &Input, moving: &Moving, index: usize) -> Vec<Piece> {
        let place = input.tree.span(load_of(input, &input.bindings.sites[moving[index].0]));
        let comments =
            input.script.comments_in(place).iter().filter(|comment| !comment.line).map(|comment| comment.span);
        let inside: Vec<Span> = comments.filter(|comment| place.contains(*comment)).collect();
        if inside.is_empty() {
            return Vec::new();
        }
        let edits = Edits::new(self.edits.clone());
        let goes =
            |comment: Span| edits.removes(comment) || moving.iter().any(|(_, attach)| attach.callee.contains(comment));
        let mut pieces = Vec::new();
        for comment in inside {
            let moves = goes(comment) && self.magic.insert(comment);
            let text = || comment.of(input.source).to_owned();
            pieces.extend([if moves { Piece::Old(comment) } else { Piece::new(text()) }, Piece::new(" ")]);
        }
        pieces
    }

    /// Where a dynamic import stays, because its class is at hand: its specifier becomes v3's.
    fn specifiers(&mut self, input: &Input, moving: &Moving) {
        let mut done = BTreeSet::new();
        for ((site, _), route) in moving.iter().zip(self.routes.clone()) {
            if !route.keeps_load() {
                continue;
            }
            let site = &input.bindings.sites[*site];
            let import = load_of(input, site);
            let Some(Expr::Call(call)) = input.tree.expr(import) else { continue };
            let is_attach = site.via.as_ref().is_some_and(|id| {
                input.bindings.names.get(id).is_some_and(|bound| matches!(bound.value, V2::Member(_)))
            });
            if let Some((pattern, class)) =
                site.via.as_ref().filter(|_| is_attach).and_then(|id| class_pattern(input, id))
            {
                let edit = Edit::replace(pattern, vec![Piece::new(class)]);
                if !self.edits.contains(&edit) {
                    self.edits.push(edit);
                }
            }
            if let (Some(argument), true) = (call.args.first(), done.insert(import)) {
                let place = span(&*argument.expr);
                let inner = Span::new(place.start + 1, place.end - 1);
                self.edits.push(Edit::replace(inner, vec![Piece::new(V3_PACKAGE)]));
                self.imports_v3 = true;
            }
        }
    }
}

/// The name of the class inside a function that loads it.
pub(super) fn inner_class(input: &Input) -> String {
    let means_something = input.tree.holding("Rupt").any(|node| {
        let Some(id) = input.tree.id(node).filter(|id| &*id.0 == "Rupt") else { return false };
        let at_top = |declared| scope::is_module_level(input.tree, &declared);
        input.script.is_unbound(id) || scope::declares(input.tree, node).is_some_and(at_top)
    });
    if means_something { input.fresh(&["RuptV3", "RuptClient"]) } else { "Rupt".to_owned() }
}

/// The call whose text a shared client is written with: one whose id needs nothing else first.
fn representative(group: &Group, moving: &Moving) -> usize {
    let simple = |index: &&usize| matches!(moving[**index].1.id, ClientId::Constant { after: None, spelled: None, .. });
    let exact = |index: &&usize| moving[**index].1.id == group.id;
    group.calls.iter().find(exact).or_else(|| group.calls.iter().find(simple)).copied().unwrap_or(group.calls[0])
}
