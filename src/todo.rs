//! The grammar of TODO comments: how a block is written, and how it is read again.
//!
//! A block is one line that says what and why, and `key: value` lines below it:
//!
//! ```js
//! // TODO(rupt-migrate) redirect-urls: set on the challenge config of your access policy, https://…
//! //   Logout URL: "https://yourapp.com/logout"
//! ```
//!
//! Further lines of a value are two columns deeper. A block is known by its id, so that it is found
//! again after a person edited its text, or where an older version wrote it. Its lines are known by
//! their keys: a comment of somebody else's that stands below is none of them.
//!
//! Nothing else in the program writes or reads this grammar. Where a block stands is the plan's business.

use crate::edit::{Span, part};
use crate::mapping::{self, Entry, TODO_MARK};
use crate::note::{self, Note, Value};
use crate::syntax::Comment;
use crate::text;
use std::collections::HashSet;

/// A block that stands in a script.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Block {
    /// The id it gives.
    pub id: String,
    /// Its comments, from the first slash to the last byte.
    pub span: Span,
    /// Its `key: value` lines.
    pub values: Vec<Value>,
}

/// What the line of a value starts with, behind the slashes.
const INDENT: &str = "   ";

/// What a further line of a value starts with.
const DEEPER: &str = "     ";

/// The first line of a block.
pub fn head(entry: &Entry) -> String {
    format!("// {TODO_MARK} {}: {}", entry.id, entry.text)
}

/// The lines of the blocks for `notes`, in the table's order, one block for each id.
pub fn lines(mut notes: Vec<Note>) -> Vec<String> {
    note::sort_by_entry(&mut notes);
    let mut lines = Vec::new();
    for same in notes.chunk_by(|one, other| one.entry.id == other.entry.id) {
        lines.push(head(same[0].entry));
        let mut said: HashSet<(&str, &str)> = HashSet::new();
        for value in same.iter().flat_map(|note| &note.values) {
            if said.insert((&value.key, &value.text)) {
                lines.extend(value_lines(value));
            }
        }
    }
    lines
}

fn value_lines(value: &Value) -> Vec<String> {
    let text = value.text.replace("\r\n", "\n").replace('\r', "\n");
    let text = text.replace('\u{2028}', "\\u2028").replace('\u{2029}', "\\u2029");
    let mut lines = text.split('\n');
    let mut written = vec![format!("//{INDENT}{}: {}", value.key, lines.next().unwrap_or_default().trim_end())];
    let rest: Vec<&str> = lines.collect();
    let indents = rest.iter().filter(|line| !line.trim().is_empty()).map(|line| line.len() - line.trim_start().len());
    // Lines of a template are quoted as they are: their indentation is a part of the value.
    let in_template = value.text.lines().any(|line| line.matches('`').count() % 2 == 1);
    let common = indents.min().filter(|_| !in_template);
    for line in rest {
        let line = line.get(common.unwrap_or(0)..).unwrap_or_default();
        written.push(format!("//{DEEPER}{line}").trim_end().to_owned());
    }
    written
}

/// Whether `text` holds a block, or what may be one.
pub fn is_in(text: &str) -> bool {
    text.contains(TODO_MARK)
}

/// Whether `text` may hold a block, or the lines of one.
pub fn may_be_in(text: &str) -> bool {
    is_in(text) || text.contains(&format!("//{INDENT}"))
}

/// Whether a block about `entry` stands in `text`.
pub fn stands_in(text: &str, entry: &Entry) -> bool {
    text.contains(&format!("{TODO_MARK} {}", entry.id))
}

/// Where `text` holds the mark and an id, whether it is a block or not.
pub fn marks(text: &str) -> impl Iterator<Item = (Span, &str)> {
    text.match_indices(TODO_MARK).filter_map(|(at, mark)| {
        let rest = part(text, at + mark.len()..);
        let id = rest.trim_start_matches(' ').split(|c: char| c != '-' && !c.is_ascii_alphanumeric()).next()?;
        (!id.is_empty()).then(|| (Span::new(at as u32, (at + mark.len()) as u32), id))
    })
}

/// The blocks among the `comments` of `source`.
pub fn blocks(source: &str, comments: &[Comment]) -> Vec<Block> {
    let mut blocks = Vec::new();
    for (index, comment) in comments.iter().enumerate() {
        let Some(id) = id_of(comment).filter(|_| text::is_first_on_line(source, comment.span.start)) else { continue };
        let (values, end) = values(source, comment.span.end, &comments[index + 1..], Owner::Block(&id));
        blocks.push(Block { id, span: Span::new(comment.span.start, end), values });
    }
    blocks
}

/// Lines of blocks whose first line is gone: someone deleted that alone. Each group is known by a key of
/// the table right below something that is no comment.
pub fn orphans(source: &str, comments: &[Comment]) -> Vec<Span> {
    let mut groups: Vec<Span> = Vec::new();
    let blocks = blocks(source, comments);
    let is_known = |at: Span, groups: &[Span]| {
        blocks.iter().map(|block| block.span).chain(groups.iter().copied()).any(|span| span.contains(at))
    };
    for (index, comment) in comments.iter().enumerate() {
        let is_own = |at: Span| is_known(at, &groups);
        if is_own(comment.span) || !text::is_first_on_line(source, comment.span.start) {
            continue;
        }
        // Below a comment of somebody else's it may well be a part of that.
        let above = index.checked_sub(1).map(|above| comments[above].span);
        let hangs = |above: Span| {
            text::is_first_on_line(source, above.start) && is_next_line(source, above.end, comment.span.start)
        };
        if above.is_some_and(|above| hangs(above) && !is_own(above)) {
            continue;
        }
        let (found, end) = values(source, comment.span.start, &comments[index..], Owner::Nobody);
        if !found.is_empty() {
            groups.push(Span::new(comment.span.start, end));
        }
    }
    groups
}

/// All that this program wrote among the `comments` of `source`: blocks, and what is left of them.
pub fn own(source: &str, comments: &[Comment]) -> Vec<Span> {
    let blocks = blocks(source, comments).into_iter().map(|block| block.span);
    blocks.chain(orphans(source, comments)).collect()
}

/// The whole lines of `span`, which holds comments that have these lines to themselves.
pub fn lines_of(source: &str, span: Span) -> Span {
    text::whole_lines(source, span)
}

/// The id in a block's first line.
fn id_of(comment: &Comment) -> Option<String> {
    let rest = comment.text.trim_start().strip_prefix(TODO_MARK)?;
    let (id, _) = rest.trim_start().split_once(':')?;
    (comment.line && !id.contains(char::is_whitespace)).then(|| id.to_owned())
}

/// What lines of values belong to.
#[derive(Clone, Copy)]
enum Owner<'i> {
    /// The block with this id.
    Block(&'i str),
    /// A block whose first line is gone.
    Nobody,
}

impl Owner<'_> {
    /// Whether a line called `key` is one of its, below `values`.
    fn has(self, key: &str, text: &str, values: &[Value]) -> bool {
        // A member may be spelled in another way where it is used: `urls["join"]` for `urls.join`.
        let name = key.split(['.', '[']).next().unwrap_or(key);
        let is_quoted = || values.iter().any(|value| names(&value.text, name));
        match self {
            // What no table of this version knows was perhaps in another version's.
            Owner::Block(id) if mapping::find_entry(id).is_none() => true,
            Owner::Block(id) => {
                let is_of_code = || is_quoted() || names(text, mapping::V2_PACKAGE);
                mapping::has_key(id, key) || mapping::quotes_names(id) && is_of_code()
            }
            Owner::Nobody => mapping::is_key(key) || !values.is_empty() && is_quoted(),
        }
    }
}

/// Whether `text` holds `name` as a word.
fn names(text: &str, name: &str) -> bool {
    // In a pattern, `$` is the end of a name.
    let is_word = |c: char| c.is_alphanumeric() || c == '_';
    let is_whole =
        |at: usize| !part(text, ..at).ends_with(is_word) && !part(text, at + name.len()..).starts_with(is_word);
    !name.is_empty() && text.match_indices(name).any(|(at, _)| is_whole(at))
}

/// The `key: value` lines that `following` begin with, right below `end`, and where they end.
fn values(source: &str, mut end: u32, following: &[Comment], owner: Owner) -> (Vec<Value>, u32) {
    let mut values: Vec<Value> = Vec::new();
    // Blank lines belong to a value only where it goes on behind them.
    let (mut last, mut blanks) = (end, 0);
    for next in following {
        let is_first = next.span.start == last;
        if !next.line || id_of(next).is_some() || !(is_first || is_next_line(source, last, next.span.start)) {
            break;
        }
        last = next.span.end;
        if next.text.trim().is_empty() && !values.is_empty() {
            blanks += 1;
            continue;
        }
        match (next.text.strip_prefix(DEEPER), values.last_mut()) {
            (Some(more), Some(value)) => {
                value.text.extend(std::iter::repeat_n('\n', blanks + 1));
                value.text.push_str(more);
            }
            _ if blanks > 0 => break,
            _ => match key_and_text(&next.text).filter(|(key, text)| owner.has(key, text, &values)) {
                Some((key, text)) => values.push(Value::new(key, text)),
                None => break,
            },
        }
        blanks = 0;
        end = last;
    }
    (values, end)
}

/// The parts of the first line of a value.
fn key_and_text(line: &str) -> Option<(&str, &str)> {
    let text = line.strip_prefix(INDENT).filter(|text| !text.starts_with(char::is_whitespace))?;
    text.split_once(": ").or_else(|| Some((text.strip_suffix(':')?, "")))
}

/// Whether `at` is the first code on the line behind that of `end`.
fn is_next_line(source: &str, end: u32, at: u32) -> bool {
    Span { start: end, end: at.max(end) }.of(source).trim().is_empty()
        && text::next_line(source, end) == text::line_start(source, at)
}

#[cfg(test)]
mod tests;
