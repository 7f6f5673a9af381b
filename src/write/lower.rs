//! Lowering changes of nodes to edits of text.

use super::{declarators, removal};
use crate::decide::change::{self, Change, Key, Operand};
use crate::edit::{Edit, Piece, Span};
use crate::input::Input;
use crate::mapping::v3;
use crate::syntax::span;
use crate::tree::Ast;
use std::collections::HashSet;
use swc_ecma_ast::{ObjectPatProp, Stmt};

/// Returns the edits of the changes. A change that several calls ask for is made once.
pub fn edits<'c>(input: &Input, changes: impl IntoIterator<Item = &'c Change>) -> Vec<Edit> {
    let mut done: HashSet<&Change> = HashSet::new();
    let (mut edits, mut declarators) = (Vec::new(), Vec::new());
    for change in changes.into_iter().filter(|change| done.insert(change)) {
        match change {
            Change::DropDeclarator(node) => declarators.push(*node),
            change => edits.extend(lowered(input, change)),
        }
    }
    edits.extend(declarators::removal(input, &declarators));
    edits
}

fn lowered(input: &Input, change: &Change) -> Vec<Edit> {
    let replaced = |node, text: String| vec![Edit::replace(input.tree.span(node), vec![Piece::new(text)])];
    match change {
        Change::DropStatement(node) => removal::statement(input, *node),
        Change::DropDeclarator(node) => declarators::removal(input, &[*node]),
        Change::DropNames { declarator, names } => dropped_names(change::properties(input, *declarator), names),
        Change::Wait(node) => {
            let has_own_end = matches!(input.tree.ast(*node), Ast::Stmt(Stmt::Expr(_)));
            let semi = if has_own_end { "" } else { input.style.semi };
            vec![Edit::replace(change::waiting(input, *node), vec![Piece::new(format!("await undefined{semi}"))])]
        }
        Change::Undefine(node) => replaced(*node, "undefined".to_owned()),
        Change::Settle(node) => replaced(*node, "Promise.resolve()".to_owned()),
        Change::KeepOnly { whole, kept } => {
            let cuts = [Span::new(whole.start, kept.start), Span::new(kept.end, whole.end)];
            cuts.into_iter().filter(|cut| !cut.is_empty()).map(Edit::delete).collect()
        }
        Change::Cut(place) => vec![Edit::delete(*place)],
        Change::Unname(node) => {
            let name = Piece::new(input.fresh(&["ruptResponse"]));
            change::pattern(input, *node).map(|place| Edit::replace(place, vec![name])).into_iter().collect()
        }
        Change::Rename { option, to } => vec![renamed(*option, to)],
        Change::Either { at, values: [first, second] } => {
            let mut with = vec![Piece::new(format!("{}: ", v3::USER))];
            with.extend(operand(first));
            with.push(Piece::new(" ?? "));
            with.extend(operand(second));
            vec![Edit::replace(*at, with)]
        }
        Change::ChallengeNobody(place) => {
            vec![Edit::replace(*place, vec![Piece::new(format!("{}: false", v3::AUTO_CHALLENGE))])]
        }
    }
}

/// Returns the edit that renames an option.
pub fn renamed(option: Key, name: &str) -> Edit {
    match option {
        Key::Shorthand(place) => Edit::replace(place, vec![Piece::new(format!("{name}: ")), Piece::Old(place)]),
        Key::Written(place) => Edit::replace(place, vec![Piece::new(name.to_owned())]),
    }
}

/// Returns a value as an operand of an operator.
fn operand(operand: &Operand) -> Vec<Piece> {
    let value = Piece::Old(operand.place);
    if operand.in_parentheses { vec![Piece::new("("), value, Piece::new(")")] } else { vec![value] }
}

/// Returns the cuts that remove names from a pattern, each with the comma towards a name that stays.
fn dropped_names(props: &[ObjectPatProp], names: &[usize]) -> Vec<Edit> {
    let Some(first_kept) = (0..props.len()).find(|index| !names.contains(index)) else { return Vec::new() };
    let cut = |index: usize| {
        let place = span(&props[index]);
        Edit::delete(match index < first_kept {
            true => Span::new(place.start, span(&props[index + 1]).start),
            false => Span::new(span(&props[index - 1]).end, place.end),
        })
    };
    names.iter().copied().map(cut).collect()
}
