//! Inserting new lines: their places, and the empty lines around them.

use super::Writer;
use crate::edit::{Edit, Piece, Span, part};
use crate::input::{Input, places};
use crate::syntax::ScriptSide;
use crate::text;
use crate::tree::NodeId;
use std::collections::BTreeMap;

/// Returns the last of two statements and the imports, after which new top-level code can be inserted. Statements
/// that do not run once are ignored.
pub fn later(input: &Input, first: Option<NodeId>, second: Option<NodeId>) -> Option<NodeId> {
    let ends = |node: &NodeId| input.tree.span(*node).end;
    let all = [first, second, input.top()].into_iter().flatten();
    all.filter(|node| input.runs_once(*node)).max_by_key(ends)
}

/// Returns the indentation of a new line after a statement: that of the statement. It is empty if the script starts
/// on the line of its tag.
pub fn indent(input: &Input, behind: Option<NodeId>) -> String {
    let start = behind.map_or_else(|| places::first_code(input), |node| input.tree.span(node).start);
    let slice = input.script.slices.around(start).unwrap_or(Span::at(0));
    if input.script.slices.in_document && text::line_start(input.source, start) < slice.start {
        return String::new();
    }
    // On the last line of a long comment, the indentation is that of the comment.
    if behind.is_none() && places::starts_in_comment(input, start) {
        return String::new();
    }
    text::indent_at(input.source, start).trim_start_matches('\u{feff}').to_owned()
}

/// New lines after a statement, or at the top of the file.
pub struct Insertion {
    /// The statement.
    behind: Option<NodeId>,
    /// The lines, each but the first with its indentation.
    lines: Vec<Piece>,
    /// Whether an empty line is on both sides of them.
    is_block: bool,
}

/// Insertions. Those at the same place are written in this order.
#[derive(Default)]
pub struct Insertions(Vec<Insertion>);

impl Insertions {
    /// Adds lines after a statement.
    pub fn lines(&mut self, behind: Option<NodeId>, lines: String) {
        self.0.push(Insertion { behind, lines: vec![Piece::new(lines)], is_block: false });
    }

    /// Adds a block after a statement, with an empty line on both sides.
    pub fn block(&mut self, behind: Option<NodeId>, lines: Vec<Piece>) {
        self.0.push(Insertion { behind, lines, is_block: true });
    }

    /// Returns one edit for each place.
    pub fn edits(self, input: &Input) -> Vec<Edit> {
        let mut places: BTreeMap<u32, Vec<Piece>> = BTreeMap::new();
        for Insertion { behind, lines, is_block } in self.0 {
            let anchor = Anchor::of(input, behind);
            let there = places.entry(anchor.offset).or_default();
            // At most three pieces are needed to see whether the text ends in an empty line.
            let above = new_text(&there[there.len().saturating_sub(3)..]);
            there.extend(if is_block { anchor.block(input, lines, &above) } else { anchor.lines(input, lines) });
        }
        places.into_iter().map(|(at, pieces)| Edit::insert(at, pieces)).collect()
    }
}

/// The place of an insertion.
struct Anchor {
    offset: u32,
    kind: AnchorKind,
}

enum AnchorKind {
    /// Below a statement, at the start of a line or at the end of the file.
    Below,
    /// After a statement, in the middle of a line.
    Behind,
    /// At the top of the file, above all code.
    Top,
}

impl Anchor {
    fn of(input: &Input, behind: Option<NodeId>) -> Self {
        let Some(node) = behind else { return Anchor { offset: places::top_of_file(input), kind: AnchorKind::Top } };
        let end = input.tree.span(node).end;
        match input.line_below(end) {
            Some(offset) => Anchor { offset, kind: AnchorKind::Below },
            None => Anchor { offset: text::skip_blanks(input.source, end), kind: AnchorKind::Behind },
        }
    }

    fn starts_line(&self, input: &Input) -> bool {
        matches!(self.kind, AnchorKind::Below) && text::line_start(input.source, self.offset) == self.offset
    }

    /// Returns the lines with the line breaks that they need there.
    fn lines(&self, input: &Input, mut lines: Vec<Piece>) -> Vec<Piece> {
        let eol = || Piece::new(input.style.eol);
        match self.kind {
            AnchorKind::Below if self.starts_line(input) => lines.push(eol()),
            AnchorKind::Below => lines.insert(0, eol()),
            AnchorKind::Behind => {
                lines.insert(0, eol());
                lines.push(eol());
            }
            AnchorKind::Top => {
                lines.push(eol());
                if places::starts_in_comment(input, self.offset) {
                    lines.insert(0, eol());
                }
            }
        }
        lines
    }

    /// Returns a block with the empty lines that it needs there. `above` is the end of the text inserted before it.
    fn block(&self, input: &Input, mut block: Vec<Piece>, above: &str) -> Vec<Piece> {
        let eol = input.style.eol;
        if let AnchorKind::Top = self.kind {
            let slice = input.script.slices.around(self.offset);
            let is_empty = slice.is_some_and(|slice| slice.of(input.source).trim().is_empty());
            if places::starts_in_comment(input, self.offset) {
                block.insert(0, Piece::new(eol));
                block.push(Piece::new(eol));
            } else if !is_empty {
                block.push(Piece::new(eol));
            } else if !text::is_first_on_line(input.source, self.offset) {
                block.insert(0, Piece::new(eol));
            }
            return block;
        }
        if !above.ends_with(&format!("{eol}{eol}")) {
            block.insert(0, Piece::new(eol));
        }
        if !self.starts_line(input) && !above.ends_with(eol) {
            block.insert(0, Piece::new(eol));
        }
        let next_is_empty = Span::new(self.offset, input.line_end(self.offset)).of(input.source).trim().is_empty();
        if !next_is_empty || matches!(self.kind, AnchorKind::Behind) {
            block.push(Piece::new(eol));
        }
        block
    }
}

impl Writer<'_, '_, '_> {
    /// Inserts a block after the statement `behind`. If the file has no script that runs once, the block is
    /// collected for a new one.
    pub fn insert_block(&mut self, behind: Option<NodeId>, mut block: Vec<Piece>) {
        block.insert(0, Piece::new(indent(self.input, behind)));
        if self.input.script.slices.block().is_some() {
            self.added.extend((!self.added.is_empty()).then(|| Piece::new(self.input.style.eol)));
            return self.added.extend(block);
        }
        // There may be a block for each call, so memory matters.
        block.shrink_to_fit();
        self.insertions.block(behind, block);
    }

    /// Writes the new script element, if there is code for it.
    pub fn add_script(&mut self) {
        let input = self.input;
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
        self.edits.push(Edit::insert(block.at, with));
    }
}

/// Returns the line breaks between a new script that ends at `at` and the text below it.
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

/// Returns the text of pieces. Each old piece is represented by `…`.
pub fn new_text(pieces: &[Piece]) -> String {
    pieces.iter().map(|piece| if let Piece::New(text) = piece { text } else { "…" }).collect()
}
