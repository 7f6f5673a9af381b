//! Writing down the clients that are made by id, and what their calls are called on.

use super::block::{self, later};
use super::clients::inner_class;
use super::*;
use crate::plan::by_id::{self, Source};
use crate::plan::client::Member;

impl Work {
    /// The function that makes the clients by id, and the callees that it is in.
    pub(super) fn clients_by_id(
        &mut self,
        input: &Input,
        moving: &Moving,
        (class, behind): (&str, Option<NodeId>),
        notes: &mut Vec<Note>,
    ) {
        let calls = self.by_id.clone();
        let Some(source) = self.source_by_id(input, moving) else { return };
        let class = if source == Source::Own(Route::Module) { class.to_owned() } else { inner_class(input) };
        if source == Source::Own(Route::Require) {
            notes.push(Note::new(entry("commonjs"), input.tree.span(moving[calls[0]].1.call)));
        }
        self.imports_v3 |= source != Source::Own(Route::Module);
        let nodes: Vec<NodeId> = calls.iter().map(|index| moving[*index].1.call).collect();
        let function = by_id::existing(input, &source, &class, &nodes).unwrap_or_else(|| {
            let names = by_id::Names::new(input, class);
            let dynamic = calls.iter().find(|index| self.routes[**index] == Route::Dynamic);
            let dynamic = dynamic.filter(|_| by_id::waits(&source));
            let magic = dynamic.map_or(Vec::new(), |index| self.magic_comments(input, moving, *index));
            let behind = later(input, None, behind);
            let base = block::indent(input, behind);
            self.insert_block(input, behind, by_id::declaration(input, &names, &source, (magic, &base)));
            names.function
        });
        for index in calls {
            let callee = self.called_by_id(input, moving, index, (&source, &function));
            self.callee(input, &moving[index].1, callee);
        }
    }

    /// How the function gets at the class; none where no call needs it. It loads the class itself where no
    /// call has it at hand and no id may be another one once it is loaded.
    fn source_by_id(&self, input: &Input, moving: &Moving) -> Option<Source> {
        let routes = || self.by_id.iter().map(|index| &self.routes[*index]);
        let least = routes().min_by_key(|route| route.rank())?;
        let may_wait =
            |index: &usize| self.routes[*index] == Route::Dynamic && moving[*index].1.client_id.is_stable(input);
        Some(match least {
            Route::Module | Route::Require => Source::Own(least.clone()),
            Route::Dynamic if self.by_id.iter().all(may_wait) => Source::Own(Route::Dynamic),
            Route::Dynamic | Route::Promise(..) | Route::AtHand(_) => Source::Call,
        })
    }

    /// `ruptFor(id).evaluate.access`.
    fn called_by_id(
        &mut self,
        input: &Input,
        moving: &Moving,
        index: usize,
        (source, function): (&Source, &str),
    ) -> Vec<Piece> {
        let attach = &moving[index].1;
        let first_time = self.written.insert(attach.client_id.span);
        let mut arguments = vec![client::id_written(input, attach, first_time)];
        if *source == Source::Call {
            let class = self.class_given(input, moving, index);
            arguments.insert(0, Member { above: Vec::new(), text: class, behind: Vec::new() });
        }
        let indent = text::indent_at(input.source, attach.callee.start);
        let mut client = vec![Piece::new(function.to_owned())];
        client.extend(in_parentheses(input, arguments, indent));
        match source {
            Source::Own(Route::Module | Route::Require) => self.by_name(input, moving, index, client),
            Source::Own(_) => {
                client.insert(0, Piece::new("(await "));
                client.push(Piece::new(").evaluate.access"));
                client
            }
            Source::Call => {
                client.push(Piece::new(".evaluate.access"));
                client
            }
        }
    }

    /// The class as a call can give it.
    fn class_given(&mut self, input: &Input, moving: &Moving, index: usize) -> Vec<Piece> {
        match self.routes[index].clone() {
            Route::Dynamic => {
                let mut class = vec![Piece::new("(await ")];
                class.extend(self.loaded(input, moving, index));
                class.push(Piece::new(").default"));
                class
            }
            Route::Promise(name, V2::Module) => vec![Piece::new(format!("(await {name}).default"))],
            Route::Promise(name, _) => vec![Piece::new(format!("await {name}"))],
            Route::AtHand(class) => class,
            Route::Module | Route::Require => Vec::new(),
        }
    }
}

/// The arguments of a call, one a line where comments are beside them.
fn in_parentheses(input: &Input, arguments: Vec<Member>, indent: &str) -> Vec<Piece> {
    let eol = input.style.eol;
    let is_commented = |member: &Member| !member.above.is_empty() || !member.behind.is_empty();
    let deeper = format!("{eol}{indent}{}", input.style.indent);
    let (start, between, end) = match arguments.iter().any(is_commented) {
        true => (deeper.clone(), format!(",{deeper}"), format!("{eol}{indent}")),
        false => (String::new(), ", ".to_owned(), String::new()),
    };
    let mut pieces = vec![Piece::new(format!("({start}"))];
    for (index, member) in arguments.into_iter().enumerate() {
        pieces.extend((index > 0).then(|| Piece::new(between.clone())));
        for comment in member.above {
            pieces.extend([Piece::Old(comment), Piece::new(deeper.clone())]);
        }
        pieces.extend(member.text);
        for comment in member.behind {
            pieces.extend([Piece::new(" "), Piece::Old(comment)]);
        }
    }
    pieces.push(Piece::new(format!("{end})")));
    pieces
}
