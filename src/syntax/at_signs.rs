//! Scripts in which each `@` is written twice, as in Razor: reading them, and writing new text into
//! them.

use crate::edit::{Edit, Edits, Piece, part};
use swc_ecma_ast::{Program, Str, TplElement};
use swc_ecma_visit::{VisitMut, VisitMutWith};

/// What the templates write for one `@`.
const TWICE: &str = "@@";

/// Gives the strings of a program the values that they have in a page. Spans do not change.
pub fn read(program: &mut Program) {
    struct Once;
    impl VisitMut for Once {
        fn visit_mut_str(&mut self, string: &mut Str) {
            if let Some(once) = string.value.as_str().and_then(once) {
                string.value = once.into();
            }
        }

        fn visit_mut_tpl_element(&mut self, part: &mut TplElement) {
            if let Some(once) = once(&part.raw) {
                part.raw = once.into();
            }
            if let Some(once) = part.cooked.as_ref().and_then(|text| text.as_str()).and_then(once) {
                part.cooked = Some(once.into());
            }
        }
    }
    program.visit_mut_with(&mut Once);
}

fn once(text: &str) -> Option<String> {
    text.contains(TWICE).then(|| text.replace(TWICE, "@"))
}

/// `edits` with every `@` of their new text written twice.
pub fn written(edits: &Edits) -> Edits {
    let piece = |piece: &Piece| match piece {
        Piece::New(text) if text.contains('@') => Piece::new(twice(text)),
        Piece::New(_) | Piece::Old(_) => piece.clone(),
    };
    let edit = |edit: &Edit| Edit { span: edit.span, with: edit.with.iter().map(piece).collect() };
    Edits::new(edits.iter().map(edit).collect())
}

/// `text` with every `@` written twice. An `@` that is doubled already, in text quoted from the script,
/// stays as it is. So does the one of an e-mail address, which needs no second one.
fn twice(text: &str) -> String {
    let mut written = String::with_capacity(text.len() + 8);
    let mut rest = text;
    while let Some(at) = rest.find('@') {
        let signs = part(rest, at..).len() - part(rest, at..).trim_start_matches('@').len();
        let (before, behind) = (part(rest, ..at), part(rest, at + signs..));
        let is_address =
            signs == 1 && before.ends_with(char::is_alphanumeric) && behind.starts_with(char::is_alphanumeric);
        written.push_str(part(rest, ..at + signs));
        if signs % 2 == 1 && !is_address {
            written.push('@');
        }
        rest = behind;
    }
    written + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_sign_is_written_twice_once() {
        let source = "\"@ruptjs/client\" \"a@b.c\" \"@@d\" @";
        let expected = "\"@@ruptjs/client\" \"a@b.c\" \"@@d\" @@";
        assert_eq!(twice(source), expected);
        assert_eq!(twice(expected), expected);
    }
}
