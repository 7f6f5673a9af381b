//! Editing the name of v2 in lists of packages.

use crate::decide::settings::{Becomes, Listed, content, strings};
use crate::edit::{Edit, Piece, Span, part};
use crate::input::Input;
use crate::mapping::V3_PACKAGE;
use crate::text;

/// Returns the edit of a list.
pub fn edit(input: &Input, listed: &Listed) -> Edit {
    let own = input.tree.span(listed.string);
    match listed.becomes {
        Becomes::V3 => Edit::replace(content(input.tree, listed.string), vec![Piece::new(V3_PACKAGE)]),
        Becomes::Both => beside(input, own),
        Becomes::Nothing => removed(&strings(input.tree, listed.list), own),
    }
}

/// Returns the edit that adds v3 after the string at `own`, or above it if the string starts its line.
fn beside(input: &Input, own: Span) -> Edit {
    let quote = part(own.of(input.source), ..1);
    let name = format!("{quote}{V3_PACKAGE}{quote}");
    let (at, text) = match text::is_first_on_line(input.source, own.start) {
        true => (own.start, format!("{name},{}{}", input.style.eol, text::indent_at(input.source, own.start))),
        false => (own.end, format!(", {name}")),
    };
    Edit::insert(at, vec![Piece::new(text)])
}

/// Returns the edit that removes the string at `own` and one comma.
fn removed(strings: &[(Span, &str)], own: Span) -> Edit {
    let next = strings.iter().find(|(span, _)| span.start > own.start);
    let last = strings.iter().rev().find(|(span, _)| span.start < own.start);
    Edit::delete(match (next, last) {
        (Some((next, _)), _) => Span::new(own.start, next.start),
        (None, Some((last, _))) => Span::new(last.end, own.end),
        (None, None) => own,
    })
}
