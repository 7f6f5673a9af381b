//! Placing the TODO comments, and finding those of earlier runs again.
//!
//! A block is placed above the innermost statement or class member that is first on its line, and above the
//! comments that belong to it. [`crate::todo`] defines how a block is written and read.

use crate::decide::of_client;
use crate::edit::{Cover, Edit, Edits, Piece, Span};
use crate::input::places::{above_comments, first_on_line};
use crate::input::{Found, Input, follows, ignore};
use crate::mapping::entry;
use crate::note::{self, Level, Note};
use crate::todo;
use crate::tree::NodeId;
use crate::{mapping, text};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// The place of a block.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Place {
    /// The start of a line, or of a statement in the middle of a line.
    at: u32,
    /// The start of the code that the block is about.
    code: u32,
    /// The white space before each line.
    indent: String,
    /// Whether a line must be broken before the block.
    breaks: bool,
}

/// The places where the edits break lines.
#[derive(Default)]
struct Breaks {
    /// Insertions that break a line. The code after them becomes the first on its line.
    edits: BTreeSet<u32>,
    /// TODOs above code in the middle of a line.
    todos: BTreeSet<u32>,
    /// The starts of text on one line that is replaced by text of several lines.
    inside: BTreeSet<u32>,
    /// The replaced text, parts of which may be moved.
    replaced: Cover,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum By {
    Edit,
    Todo,
}

impl Breaks {
    /// Returns the last line break that the edits insert between the start of a line and the code at `start`.
    fn last(&self, line: u32, start: u32) -> Option<(u32, By)> {
        let by_edit = self.edits.range(line + 1..start + 1).next_back().map(|at| (*at, By::Edit));
        by_edit.max(self.todos.range(line + 1..start.max(line + 1)).next_back().map(|at| (*at, By::Todo)))
    }
}

/// Returns the text of the TODOs that would be written for `notes`.
pub fn text(input: &Input, notes: &[Note], edits: &Edits) -> String {
    let todos = plan(input, &mut notes.to_vec(), edits);
    let pieces = todos.into_iter().flat_map(|todo| todo.with);
    let texts = pieces.filter_map(|piece| match piece {
        Piece::New(text) => Some(text),
        Piece::Old(_) => None,
    });
    texts.collect()
}

/// Returns the edits that write the TODOs of `notes`, and that remove the old TODOs about code on v2 that no longer
/// apply. Marks the notes whose TODO is already in the file, and adds a note for every other old TODO.
pub fn plan(input: &Input, notes: &mut Vec<Note>, edits: &Edits) -> Vec<Edit> {
    let found = input.hosts.found(input);
    let mut by_code: HashMap<(&str, u32), usize> = HashMap::new();
    for (index, Found { block, above }) in found.iter().enumerate() {
        by_code.entry((&block.id, *above)).or_insert(index);
    }
    let mut explained = vec![false; found.len()];
    let mut wanted: BTreeMap<Place, Vec<Note>> = BTreeMap::new();
    let (new, old): (Vec<&Edit>, Vec<&Edit>) =
        edits.iter().filter(|edit| breaks_lines(input, edit)).partition(|edit| edit.span.is_empty());
    let [by_edits, inside] = [new, old].map(|edits| edits.into_iter().map(|edit| edit.span.start).collect());
    let replaced = Cover::of(edits.iter().map(|edit| edit.span).filter(|span| !span.is_empty()));
    let mut breaks = Breaks { edits: by_edits, todos: BTreeSet::new(), inside, replaced };
    note::sort(notes);
    // No TODO can be written in markup.
    let slices = &input.script.slices;
    notes.iter_mut().filter(|note| slices.is_markup(note.at)).for_each(|note| note.silenced = true);
    let is_written = |note: &&mut Note| note.level != Level::Info && !note.found && !note.silenced;
    let unsaid = &input.choice.unsaid;
    let no_edits = Edits::default();
    for note in notes.iter_mut().filter(is_written) {
        // Removed comments are quoted even if the code around them is removed. A TODO about other removed code is
        // not needed.
        let around = if note.entry == entry!("dropped-comments") { edits } else { &no_edits };
        let place = place(input, note.at, around, &breaks);
        if place.breaks {
            breaks.todos.insert(place.at);
        }
        if let Some(index) = by_code.get(&(note.entry.id, place.code)) {
            explained[*index] = true;
            note.found = true;
        } else if is_ignored(input, &place, note.entry.id) || is_hidden(edits, place.at) {
            note.silenced = true;
        } else if !unsaid.contains(note.entry) {
            wanted.entry(place).or_default().push(note.clone());
        }
    }
    let mut todos: Vec<Edit> = wanted.into_iter().map(|(place, notes)| written(input, &place, notes)).collect();
    for (Found { block, above }, explained) in found.iter().zip(explained) {
        if explained {
            continue;
        }
        match mapping::find_entry(&block.id) {
            Some(entry) if entry.level == Level::Manual => {
                todos.push(Edit::delete(todo::lines_of(input.source, block.span)));
            }
            Some(entry) => {
                let values = block.values.clone();
                let clients = vec![of_client::below(input, *above)];
                let note = Note::new(entry, block.span);
                notes.push(Note { level: Level::Todo, values, found: true, clients, ..note });
            }
            None => {}
        }
    }
    todos
}

/// Whether an edit replaces text on one line by text with line breaks.
fn breaks_lines(input: &Input, edit: &Edit) -> bool {
    let has_end = |text: &str| text.contains(['\n', '\r']);
    let puts_in = |piece: &Piece| match piece {
        Piece::New(text) => has_end(text),
        Piece::Old(old) => has_end(old.of(input.source)),
    };
    !has_end(edit.span.of(input.source)) && edit.with.iter().any(puts_in)
}

/// Returns the lines of the TODO for `note`, whose code moves to another place. Empty if it is silenced.
pub fn lines(input: &Input, note: &Note) -> Vec<String> {
    let place = place(input, note.at, &Edits::default(), &Breaks::default());
    if input.choice.unsaid.contains(note.entry) || is_ignored(input, &place, note.entry.id) {
        return Vec::new();
    }
    blocks(input, vec![note.clone()])
}

/// Whether a place is inside text that is replaced, so that a TODO there would be lost.
fn is_hidden(edits: &Edits, at: u32) -> bool {
    edits.replaces(at) && edits.removes(Span::at(at))
}

/// Returns the place of the block for a note about `at`: above the innermost statement around it that `edits`
/// leave.
fn place(input: &Input, at: Span, edits: &Edits, breaks: &Breaks) -> Place {
    let mut all = input.hosts.around(input, at);
    all.reverse();
    let is_there = |(_, start): &(NodeId, u32)| match text::is_first_on_line(input.source, *start) {
        true => !is_hidden(edits, above(input, *start).at),
        false => !is_hidden(edits, *start),
    };
    let hosts: Vec<(NodeId, u32)> = all.iter().copied().filter(is_there).collect();
    let hosts = if hosts.is_empty() { all } else { hosts };
    // New lines are inserted here, so the code after them becomes the first on its line.
    let behind_new_lines = |at: u32, code: u32| Place { at, code, indent: String::new(), breaks: false };
    let stays = !breaks.replaced.covers(at);
    for (_, start) in &hosts {
        if text::is_first_on_line(input.source, *start) {
            return above(input, *start);
        }
        let broken = breaks.last(text::line_start(input.source, *start), *start);
        let broken = broken.filter(|(at, _)| stays && text::skip_blanks(input.source, *at) == *start);
        if let Some((at, By::Edit)) = broken {
            return behind_new_lines(at, *start);
        }
    }
    let start = hosts.first().map_or(at.start, |(_, start)| *start);
    // After other statements of the same list on the line, the block is placed above the first of them.
    let line = text::line_start(input.source, start);
    let broken = breaks.last(line, start);
    let first = first_on_line(input, broken.map_or(line, |(at, _)| at));
    let broken_at = |start: u32| {
        let indent = text::indent_at(input.source, start).to_owned();
        Place { at: start, code: start, indent, breaks: true }
    };
    match broken {
        // A replacement with line breaks comes between the start of the line and the code.
        _ if breaks.inside.range(first..start).next().is_some() => broken_at(start),
        _ if !follows(input, first, start, hosts.first().map(|(node, _)| *node)) => broken_at(start),
        None => above(input, first),
        Some((at, By::Edit)) => behind_new_lines(at, first),
        Some((at, By::Todo)) => broken_at(at),
    }
}

/// Returns the place above the statement at `start`, which is first on its line.
fn above(input: &Input, start: u32) -> Place {
    let top = above_comments(input, start);
    let indent = text::indent_at(input.source, start).trim_start_matches('\u{feff}').to_owned();
    Place { at: text::line_start(input.source, top), code: start, indent, breaks: false }
}

/// Whether a comment above the code silences the note with this id.
fn is_ignored(input: &Input, place: &Place, id: &str) -> bool {
    let above = Span { start: place.at, end: place.code };
    let mut hanging = input.script.comments_in(above).iter().filter(|comment| above.contains(comment.span));
    hanging.any(|comment| ignore::silences(comment, id))
}

fn written(input: &Input, place: &Place, notes: Vec<Note>) -> Edit {
    let eol = input.style.eol;
    let mut text = String::new();
    if place.breaks {
        text.push_str(eol);
    }
    for line in blocks(input, notes) {
        text.push_str(&place.indent);
        text.push_str(&line);
        text.push_str(eol);
    }
    if place.breaks {
        text.push_str(&place.indent);
    }
    Edit::insert(place.at, vec![Piece::new(text)])
}

/// Returns the lines of the blocks for `notes`.
fn blocks(input: &Input, notes: Vec<Note>) -> Vec<String> {
    // In a document, `</script` ends the script, even in a comment.
    let safe =
        |line: String| if input.script.slices.in_document { line.replace("</script", "<\\/script") } else { line };
    todo::lines(notes).into_iter().map(safe).collect()
}
