//! Where the TODO comments stand, and which of them are found again.
//!
//! A block stands above the innermost statement or class member that is first on its line, and above
//! the comments that hang on that. How it is written and read is the business of [`crate::todo`].

use super::{Input, ignore, of_client};
use crate::edit::{Cover, Edit, Edits, Piece, Span, part};
use crate::mapping;
use crate::note::{self, Level, Note};
use crate::syntax::Comment;
use crate::text;
use crate::todo::{self, Block};
use crate::tree::{Ast, NodeId};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use swc_ecma_ast::*;

/// A block of an earlier run.
#[derive(Debug, Clone)]
pub struct Found {
    /// The block.
    pub block: Block,
    /// Where the code below it starts.
    pub above: u32,
}

/// Where a block goes.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Place {
    /// The start of a line, or of a statement that has none to itself.
    at: u32,
    /// Where the code that it is about starts.
    code: u32,
    /// White space before each line.
    indent: String,
    /// Whether a line must be broken first.
    breaks: bool,
}

/// Where lines will be broken.
#[derive(Default)]
struct Breaks {
    /// By edits that are planned: what stands there is first on its line then.
    edits: BTreeSet<u32>,
    /// By TODOs above code in the middle of a line.
    todos: BTreeSet<u32>,
    /// Where text of one line is replaced by text of several.
    inside: BTreeSet<u32>,
    /// What is replaced: parts of it may go elsewhere.
    replaced: Cover,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum By {
    Edit,
    Todo,
}

impl Breaks {
    /// The last break of a line in front of the code at `start`.
    fn last(&self, line: u32, start: u32) -> Option<(u32, By)> {
        let by_edit = self.edits.range(line + 1..start + 1).next_back().map(|at| (*at, By::Edit));
        by_edit.max(self.todos.range(line + 1..start.max(line + 1)).next_back().map(|at| (*at, By::Todo)))
    }
}

/// The text of the TODOs that are written for `notes`.
pub fn text(input: &Input, notes: &[Note], edits: &Edits) -> String {
    let todos = plan(input, &mut notes.to_vec(), edits);
    let pieces = todos.into_iter().flat_map(|todo| todo.with);
    let texts = pieces.filter_map(|piece| match piece {
        Piece::New(text) => Some(text),
        Piece::Old(_) => None,
    });
    texts.collect()
}

/// Writes the TODOs of `notes`, keeps those that stand already, and takes out those whose cause is
/// gone. Marks the notes that were found, and adds one for every block that nothing else explains.
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
    // In markup there is no place for one.
    let slices = &input.script.slices;
    notes.iter_mut().filter(|note| slices.is_markup(note.at)).for_each(|note| note.silenced = true);
    let is_written = |note: &&mut Note| note.level != Level::Info && !note.found && !note.silenced;
    let unsaid = input.project.unsaid;
    let no_edits = Edits::default();
    for note in notes.iter_mut().filter(is_written) {
        // A comment is quoted also where all that was around it goes; other code is then gone.
        let around = if note.entry.id == "dropped-comments" { edits } else { &no_edits };
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

/// Whether an edit of one line puts in several.
fn breaks_lines(input: &Input, edit: &Edit) -> bool {
    let has_end = |text: &str| text.contains(['\n', '\r']);
    let puts_in = |piece: &Piece| match piece {
        Piece::New(text) => has_end(text),
        Piece::Old(old) => has_end(old.of(input.source)),
    };
    !has_end(edit.span.of(input.source)) && edit.with.iter().any(puts_in)
}

/// The lines of the TODO for `note`, whose code moves to another place; none if it is not to be written.
pub fn lines(input: &Input, note: &Note) -> Vec<String> {
    let place = place(input, note.at, &Edits::default(), &Breaks::default());
    if input.project.unsaid.contains(note.entry) || is_ignored(input, &place, note.entry.id) {
        return Vec::new();
    }
    blocks(input, vec![note.clone()])
}

/// Whether a place is inside text that is replaced by something else: a TODO there would be lost.
fn is_hidden(edits: &Edits, at: u32) -> bool {
    edits.replaces(at) && edits.removes(Span::at(at))
}

/// Where the code starts that a TODO about `at` would stand above.
pub fn stands_above(input: &Input, at: Span) -> u32 {
    place(input, at, &Edits::default(), &Breaks::default()).code
}

/// The blocks that stand in the script.
pub fn find(input: &Input) -> Vec<Found> {
    let blocks = todo::blocks(input.source, &input.script.comments);
    blocks.into_iter().map(|block| Found { above: code_below(input, block.span.end), block }).collect()
}

/// The first byte of code behind `at`.
pub fn code_below(input: &Input, mut at: u32) -> u32 {
    loop {
        let rest = part(input.source, at as usize..);
        let blank = (rest.len() - rest.trim_start().len()) as u32;
        at += blank;
        match input.script.comment_from(at) {
            Some(comment) => at = comment.span.end,
            None => return at,
        }
    }
}

/// Where the block of a note about `at` goes: above the innermost statement around it that `edits` leave.
fn place(input: &Input, at: Span, edits: &Edits, breaks: &Breaks) -> Place {
    let mut all = input.hosts.around(input, at);
    all.reverse();
    let is_there = |(_, start): &(NodeId, u32)| match text::is_first_on_line(input.source, *start) {
        true => !is_hidden(edits, above(input, *start).at),
        false => !is_hidden(edits, *start),
    };
    let hosts: Vec<(NodeId, u32)> = all.iter().copied().filter(is_there).collect();
    let hosts = if hosts.is_empty() { all } else { hosts };
    // New lines go in here, and what follows them is first on its line then.
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
    // Behind other statements of one line and list: above the first of them.
    let line = text::line_start(input.source, start);
    let broken = breaks.last(line, start);
    let first = first_on_line(input, broken.map_or(line, |(at, _)| at));
    // What stands in the markup of a component is no neighbour of what stands in its script.
    let slice = |at: u32| input.script.slices.around(at);
    let is_near = |node: NodeId| slice(input.tree.span(node).start) == slice(start);
    let is_neighbour =
        |node: NodeId| is_near(node) && hosts.first().is_some_and(|(own, _)| input.are_listed(node, *own));
    let near = Span::new(first.min(start), behind_guard(input, first).min(start).max(first.min(start)));
    let neighbours = || input.hosts.starting(input, near, first);
    let broken_at = |start: u32| {
        let indent = text::indent_at(input.source, start).to_owned();
        Place { at: start, code: start, indent, breaks: true }
    };
    match broken {
        // What follows on the line is behind the end of something else then.
        _ if breaks.inside.range(first..start).next().is_some() => broken_at(start),
        _ if !neighbours().into_iter().any(is_neighbour) => broken_at(start),
        None => above(input, first),
        Some((at, By::Edit)) => behind_new_lines(at, first),
        Some((at, By::Todo)) => broken_at(at),
    }
}

/// The first code behind `at` on its line, or what stands there instead.
fn first_on_line(input: &Input, at: u32) -> u32 {
    let mut first = text::skip_blanks(input.source, at);
    while let Some(comment) = input.script.comment_from(first) {
        first = text::skip_blanks(input.source, comment.span.end);
    }
    first
}

/// Above the statement at `start`, which is first on its line.
fn above(input: &Input, start: u32) -> Place {
    let top = above_comments(input, start);
    let indent = text::indent_at(input.source, start).trim_start_matches('\u{feff}').to_owned();
    Place { at: text::line_start(input.source, top), code: start, indent, breaks: false }
}

/// Where a statement or a class member starts, its decorators included.
pub fn host(input: &Input, node: NodeId) -> Option<u32> {
    let start = input.tree.span(node).start;
    match input.tree.ast(node) {
        Ast::Stmt(Stmt::Block(_)) => None,
        Ast::Stmt(Stmt::Decl(Decl::Class(_))) | Ast::ModuleDecl(_) | Ast::ClassMember(_) => {
            let decorators =
                input.tree.inside(node).filter(|inner| matches!(input.tree.ast(*inner), Ast::Decorator(_)));
            let first = decorators.map(|decorator| input.tree.span(decorator).start).min();
            Some(first.map_or(start, |first| first.min(start)))
        }
        Ast::Stmt(_) => Some(guarded(input, start)),
        _ => None,
    }
}

/// The semicolon that guards the statement at `start` from the line above, or `start` itself.
fn guarded(input: &Input, start: u32) -> u32 {
    let blank = [' ', '\t'];
    let Some(before) = part(input.source, ..start as usize).trim_end_matches(blank).strip_suffix(';') else {
        return start;
    };
    let guard = before.len() as u32;
    if first_on_line(input, text::line_start(input.source, guard)) == guard { guard } else { start }
}

/// Where the code starts that a semicolon at `at` guards, or `at` where there is none.
fn behind_guard(input: &Input, at: u32) -> u32 {
    let is_guard = part(input.source, at as usize..).starts_with(';');
    if is_guard { text::skip_blanks(input.source, at + 1) } else { at }
}

/// The start of the comments that hang on the code at `start`, or `start` itself.
fn above_comments(input: &Input, start: u32) -> u32 {
    let mut top = start;
    let before = input.script.comments.partition_point(|comment| comment.span.start < start);
    for comment in input.script.comments[..before].iter().rev() {
        let Span { start: from, end } = comment.span;
        if end > top {
            continue;
        }
        let between = Span::new(end, top).of(input.source);
        let adjacent =
            between.trim().is_empty() && text::next_line(input.source, end) == text::line_start(input.source, top);
        if !adjacent || !text::is_first_on_line(input.source, from) || is_docblock(input, comment) {
            break;
        }
        top = from;
    }
    top
}

/// Whether a comment is about the whole file: the block it starts with, or a pragma at its top.
fn is_docblock(input: &Input, comment: &Comment) -> bool {
    let before = part(input.source, ..comment.span.start as usize).trim_start_matches('\u{feff}');
    let shebang = before.starts_with("#!").then(|| before.find('\n').map_or("", |end| part(before, end..)));
    let is_first = shebang.unwrap_or(before).trim().is_empty();
    let text = comment.text.trim_start();
    let is_pragma = ["@ts-check", "@ts-nocheck", "@flow", "@jest-environment", "eslint-disable "]
        .iter()
        .any(|pragma| text.starts_with(pragma));
    is_first && (!comment.line || is_pragma)
}

/// Where new text may go at the top of a file that has no imports and no directives: in a component,
/// at the top of the script that runs once.
pub fn top_of_file(input: &Input) -> u32 {
    let slice = input.script.slices.all().next().unwrap_or(Span::at(0));
    let start = first_code(input);
    let top = text::line_start(input.source, above_comments(input, start));
    if starts_in_comment(input, start) {
        return start;
    }
    if top >= slice.start || !input.script.slices.in_document { top } else { start }
}

/// Whether the line of `at` starts inside a comment of several lines.
pub fn starts_in_comment(input: &Input, at: u32) -> bool {
    let line = text::line_start(input.source, at);
    input.script.is_in_comment(line) && input.script.comment_from(line).is_none()
}

/// Where the first statement starts that new text at the top of the file stands above.
pub fn first_code(input: &Input) -> u32 {
    let slices = &input.script.slices;
    let Some(slice) = slices.all().next() else { return 0 };
    // Decorators stand in front of their statement, and the parts of a document anywhere.
    let tops = input.tree.top().take(if slices.in_document { usize::MAX } else { 1 });
    let places = tops.flat_map(|top| input.tree.inside(top)).map(|node| input.tree.span(node));
    let first = places.filter(|place| !place.is_empty() && slice.contains(*place)).map(|place| place.start).min();
    let below = text::next_line(input.source, slice.start).min(slice.end);
    first.unwrap_or(if slices.in_document { below } else { slice.end })
}

/// Whether a comment above the code silences this id.
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

/// The lines of the blocks for `notes`.
fn blocks(input: &Input, notes: Vec<Note>) -> Vec<String> {
    // In a document the end tag ends the script, wherever it stands.
    let safe =
        |line: String| if input.script.slices.in_document { line.replace("</script", "<\\/script") } else { line };
    todo::lines(notes).into_iter().map(safe).collect()
}
