//! Writing the clients that are created by id, and the callees of their calls.

use super::by_id_declaration::{self as declaration, Names};
use super::text::{self, Member};
use super::{class_text, inner_class};
use crate::bindings::V2;
use crate::decide::clients::{ById, ClassById};
use crate::decide::route::Route;
use crate::edit::Piece;
use crate::input::Input;
use crate::mapping::entry;
use crate::mapping::v3::EVALUATE_ACCESS;
use crate::note::Note;
use crate::text as lines;
use crate::tree::NodeId;
use crate::write::{Writer, insert};

impl Writer<'_, '_, '_> {
    /// Writes the function that creates clients by id, and the callees that call it.
    pub(super) fn clients_by_id(&mut self) {
        let (input, decision) = (self.input, self.decision);
        let Some(ById { calls, class: source }) = &decision.clients.by_id else { return };
        let is_imported = *source == ClassById::Own(Route::Module);
        let class = if is_imported { decision.imports.class.clone() } else { inner_class(input) };
        let nodes: Vec<NodeId> = calls.iter().map(|index| decision.calls[*index].attach.call).collect();
        if *source == ClassById::Own(Route::Require) {
            self.notes.push(Note::new(entry!("commonjs"), input.tree.span(nodes[0])));
        }
        self.imports_v3 |= !is_imported;
        let function = declaration::existing(input, source, &class, &nodes).unwrap_or_else(|| {
            let names = Names::new(input, class);
            let magic = if source.waits() { self.magic_of(calls) } else { Vec::new() };
            let behind = insert::later(input, None, decision.imports.behind);
            let base = insert::indent(input, behind);
            self.insert_block(behind, declaration::declaration(input, &names, source, magic, &base));
            names.function
        });
        calls.iter().for_each(|index| self.called_by_id(*index, source, &function));
    }

    /// Writes a callee such as `ruptFor(id).evaluate.access`.
    fn called_by_id(&mut self, index: usize, source: &ClassById, function: &str) {
        let (input, attach) = (self.input, &self.decision.calls[index].attach);
        let first_time = self.written.insert(attach.client_id.span);
        let mut arguments = vec![text::id_written(input, attach, first_time)];
        if *source == ClassById::Given {
            let class = self.class_given(index);
            arguments.insert(0, Member { above: Vec::new(), text: class, behind: Vec::new() });
        }
        let indent = lines::indent_at(input.source, attach.callee.start);
        let mut client = vec![Piece::new(function.to_owned())];
        client.extend(in_parentheses(input, arguments, indent));
        let callee = match source {
            ClassById::Own(Route::Module | Route::Require) => self.by_name(index, client),
            ClassById::Own(_) => {
                client.insert(0, Piece::new("(await "));
                client.push(Piece::new(format!("){EVALUATE_ACCESS}")));
                client
            }
            ClassById::Given => {
                client.push(Piece::new(EVALUATE_ACCESS));
                client
            }
        };
        self.callee(index, callee);
    }

    /// Returns the v3 class as an argument of the function.
    fn class_given(&mut self, index: usize) -> Vec<Piece> {
        match &self.decision.calls[index].route {
            Route::Dynamic => {
                let mut class = vec![Piece::new("(await ")];
                class.extend(self.loaded(index));
                class.push(Piece::new(").default"));
                class
            }
            Route::Promise(name, V2::Module) => vec![Piece::new(format!("(await {name}).default"))],
            Route::Promise(name, _) => vec![Piece::new(format!("await {name}"))],
            Route::InScope(class) => vec![Piece::new(class_text(self.input, *class))],
            Route::Module | Route::Require => Vec::new(),
        }
    }
}

/// Returns the arguments of a call in parentheses. Each is on a line of its own if there are comments.
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
