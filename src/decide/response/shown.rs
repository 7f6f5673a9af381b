//! The notes about the code that reads a response although its call moves.
//!
//! No TODO can be written in the markup of a component. A read there is reported at the last place in the script
//! that its value passed.

use super::*;

/// Returns the notes about the places that read the response.
pub(super) fn notes(
    input: &Input,
    call: NodeId,
    (flow, reads): (&Flow, &[NodeId]),
    names: &advice::Names,
) -> Vec<Note> {
    let mut notes: Vec<Note> = Vec::new();
    for node in reads {
        let place = readable(input, *node);
        if !in_markup(input, *node) {
            let text = one_line(&quote(input, place)) + &advice::behind(&advice::of(input, names, *node));
            notes.push(Note::new(entry!("response-unsafe"), place).with("read by", text));
            continue;
        }
        let in_script = |node: &NodeId| !in_markup(input, *node) && !input.tree.span(*node).is_empty();
        let given = input.tree.span(flow.way_to(*node).find(in_script).unwrap_or(call));
        let at = notes.iter().position(|note| note.at == given);
        let note = at.map_or_else(|| Note::new(entry!("response-unsafe"), given), |at| notes.remove(at));
        let text = reader(input, call, *node) + &advice::behind(&advice::of(input, names, *node));
        notes.push(note.with_at("read by", text, place));
    }
    notes
}

/// Whether a node is in the markup of a component.
fn in_markup(input: &Input, node: NodeId) -> bool {
    input.script.slices.is_markup(input.tree.span(node))
}
