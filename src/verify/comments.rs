//! Proves that nothing but comments is removed.

use crate::edit::{Edits, Span};

/// Proves that `edits` only remove from `source` the comments at `gone`, each as a whole and with the
/// line breaks and white space around it, and insert nothing.
///
/// # Errors
/// The edit that does something else.
pub fn only_these_go(source: &str, edits: &Edits, gone: &[Span]) -> Result<(), String> {
    for edit in edits.iter() {
        let inside = gone.iter().filter(|comment| edit.span.contains(**comment));
        let mut at = edit.span.start;
        let mut is_blank = true;
        for comment in inside {
            is_blank &= at <= comment.start && Span::new(at, comment.start).of(source).trim().is_empty();
            at = comment.end;
        }
        is_blank &= at <= edit.span.end && Span::new(at, edit.span.end).of(source).trim().is_empty();
        if !is_blank || !edit.with.is_empty() {
            return Err(format!("the edit at {:?} is about more than comments", edit.span));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::edit::{Edit, Piece};

    #[test]
    fn code_beside_a_comment_may_not_go() {
        let source = "f();\n// a\n// b\ng();\n";
        let (a, b) = (Span::new(5, 9), Span::new(10, 14));
        let prove = |span: Span, with: Vec<Piece>| {
            only_these_go(source, &Edits::new(vec![Edit { span, with }]), &[a, b]).is_ok()
        };
        assert!(prove(Span::new(5, 15), vec![]) && prove(Span::new(4, 9), vec![]));
        assert!(!prove(Span::new(3, 9), vec![]) && !prove(Span::new(5, 16), vec![]));
        assert!(!prove(Span::new(5, 12), vec![]), "half of a comment");
        assert!(!prove(a, vec![Piece::new("x")]));
    }
}
