//! Turning mocks of v2 into mocks of v3.

use crate::decide::mocks::{Mock, MockClass};
use crate::edit::{Edit, Piece, Span};
use crate::input::Input;
use crate::mapping::{V3_PACKAGE, v3};
use crate::syntax::span;
use crate::text;
use swc_ecma_ast::Prop;

/// Returns the edits of a mock that moves.
pub fn edits(input: &Input, mock: &Mock) -> Vec<Edit> {
    let mut edits = vec![Edit::replace(mock.module, vec![Piece::new(V3_PACKAGE)])];
    edits.extend(mock.marked.map(|first| marked(input, first)));
    let [evaluate, _] = v3::EVALUATE;
    let (place, before, after) = match mock.class {
        MockClass::Member(place) => (place, format!("default: class {{ {evaluate} = {{ "), " } }"),
        MockClass::Object(place) => (place, format!("class {{ {evaluate} = "), " }"),
    };
    edits.push(Edit::insert(place.start, vec![Piece::new(before)]));
    edits.extend(access(mock.attach));
    edits.push(Edit::insert(place.end, vec![Piece::new(after)]));
    edits
}

/// Returns the edit that renames `attach` to `access`.
fn access(attach: &Prop) -> Option<Edit> {
    let [_, access] = v3::EVALUATE;
    match attach {
        Prop::Shorthand(ident) => Some(Edit::insert(span(ident).start, vec![Piece::new(format!("{access}: "))])),
        Prop::KeyValue(pair) => Some(Edit::replace(span(&pair.key), vec![Piece::new(access)])),
        Prop::Method(method) => Some(Edit::replace(span(&method.key), vec![Piece::new(access)])),
        Prop::Assign(_) | Prop::Getter(_) | Prop::Setter(_) => None,
    }
}

/// Returns the edit that adds `__esModule: true`. Without it, Jest does not treat `default` as the default export.
fn marked(input: &Input, first: Span) -> Edit {
    let behind = match text::is_first_on_line(input.source, first.start) {
        true => format!("{}{}", input.style.eol, text::indent_at(input.source, first.start)),
        false => " ".to_owned(),
    };
    Edit::insert(first.start, vec![Piece::new(format!("__esModule: true,{behind}"))])
}
