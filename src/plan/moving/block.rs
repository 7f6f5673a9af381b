//! Where the declaration of a client goes in.

use super::*;
use crate::edit::part;
use crate::syntax::ScriptSide;

/// Of two statements the one further down, among those behind which a client can stand.
pub fn later(input: &Input, first: Option<NodeId>, second: Option<NodeId>) -> Option<NodeId> {
    let ends = |node: &NodeId| input.tree.span(*node).end;
    let all = [first, second, input.top()].into_iter().flatten();
    all.filter(|node| input.runs_once(*node)).max_by_key(ends)
}

/// The indentation of a line behind a statement: that of the script it goes into. Code on the line
/// of a tag has none.
pub fn indent(input: &Input, behind: Option<NodeId>) -> String {
    let start = behind.map_or_else(|| todo::first_code(input), |node| input.tree.span(node).start);
    let slice = input.script.slices.around(start).unwrap_or(Span::at(0));
    if input.script.slices.in_document && text::line_start(input.source, start) < slice.start {
        return String::new();
    }
    // Behind a comment of several lines it is that of the comment.
    if behind.is_none() && todo::starts_in_comment(input, start) {
        return String::new();
    }
    text::indent_at(input.source, start).trim_start_matches('\u{feff}').to_owned()
}

impl Work {
    /// A block of its own behind the statement at `behind`, with an empty line on either side.
    pub fn insert_block(&mut self, input: &Input, behind: Option<NodeId>, mut block: Vec<Piece>) {
        let eol = input.style.eol;
        block.insert(0, Piece::new(indent(input, behind)));
        if input.script.slices.block().is_some() {
            self.added.extend((!self.added.is_empty()).then(|| Piece::new(eol)));
            return self.added.extend(block);
        }
        let Some(node) = behind else {
            let at = todo::top_of_file(input);
            let is_empty = input.script.slices.around(at).is_some_and(|slice| slice.of(input.source).trim().is_empty());
            match is_empty {
                _ if todo::starts_in_comment(input, at) => {
                    block.insert(0, Piece::new(eol));
                    block.push(Piece::new(eol));
                }
                true if !text::is_first_on_line(input.source, at) => block.insert(0, Piece::new(eol)),
                true => {}
                false => block.push(Piece::new(eol)),
            }
            return self.edits.push(Edit { span: Span::at(at), with: block });
        };
        let end = input.tree.span(node).end;
        let below = input.line_below(end);
        let at = below.unwrap_or_else(|| text::skip_blanks(input.source, end));
        let before = self.imports.iter().chain(&self.edits).rfind(|edit| edit.span == Span::at(at));
        let before: String = before.map_or(String::new(), |edit| new_text(&edit.with));
        if !before.ends_with(&format!("{eol}{eol}")) {
            block.insert(0, Piece::new(eol));
        }
        let starts_line = below.is_some_and(|at| text::line_start(input.source, at) == at);
        if !starts_line && !before.ends_with(eol) {
            block.insert(0, Piece::new(eol));
        }
        let next_is_empty = Span::new(at, input.line_end(at)).of(input.source).trim().is_empty();
        if !next_is_empty || below.is_none() {
            block.push(Piece::new(eol));
        }
        // There may be a block for each call.
        block.shrink_to_fit();
        self.edits.push(Edit { span: Span::at(at), with: block });
    }

    /// Puts the clients that have no script to stand in into one of their own.
    pub fn add_script(&mut self, input: &Input) {
        let (Some(block), eol) = (input.script.slices.block(), input.style.eol) else { return };
        if self.added.is_empty() {
            return;
        }
        let is_first = text::is_first_on_line(input.source, block.beside);
        let indent = text::indent_at(input.source, block.beside).trim_start_matches('\u{feff}');
        let base = if is_first { indent } else { "" };
        let (before, behind) = match block.side {
            ScriptSide::Above => (String::new(), format!("{eol}{eol}{base}")),
            ScriptSide::Below => (format!("{eol}{eol}{base}"), gap(input, block.at, base)),
        };
        let mut with = vec![Piece::new(format!("{before}{}{eol}", block.open))];
        with.append(&mut self.added);
        with.push(Piece::new(format!("{base}</script>{behind}")));
        self.edits.push(Edit { span: Span::at(block.at), with });
    }
}

/// What keeps an empty line between a new script that ends at `at` and what is below it.
fn gap(input: &Input, at: u32, base: &str) -> String {
    let eol = input.style.eol;
    let rest = part(input.source, at as usize..);
    let (line, below) = rest.split_once('\n').unwrap_or((rest, ""));
    let is_apart = below.lines().next().is_none_or(|next| next.trim().is_empty());
    match line.trim().is_empty() {
        true if is_apart => String::new(),
        true => eol.to_owned(),
        false => format!("{eol}{eol}{base}"),
    }
}

/// The text of pieces, as far as it is new.
pub fn new_text(pieces: &[Piece]) -> String {
    pieces.iter().map(|piece| if let Piece::New(text) = piece { text } else { "…" }).collect()
}
