//! Removing statements.

use crate::edit::{Edit, Piece, Span, part};
use crate::input::{Input, places};
use crate::text;
use crate::tree::NodeId;

/// Returns the edit that removes a statement, with its line if nothing else is on it. A statement that is the sole
/// body of another one becomes an empty block.
pub fn statement(input: &Input, statement: NodeId) -> Vec<Edit> {
    let place = input.tree.span(statement);
    if !input.is_in_list(statement) {
        // A semicolon at the start of the next line is an empty statement, which can be the body.
        let code = places::code_below(input, place.end);
        let is_empty = part(input.source, code as usize..).starts_with(';');
        let with = if is_empty { Vec::new() } else { vec![Piece::new("{}")] };
        return vec![Edit::replace(place, with)];
    }
    let own_lines = text::is_first_on_line(input.source, place.start) && text::is_last_on_line(input.source, place.end);
    let span = if own_lines {
        text::whole_lines(input.source, place)
    } else if text::is_last_on_line(input.source, place.end) && !input.is_at_top(statement) {
        Span::new(text::back_over_blanks(input.source, place.start), place.end)
    } else {
        Span::new(place.start, text::skip_blanks(input.source, place.end))
    };
    vec![Edit::delete(span)]
}
