//! The grammar of TODO comments: how a block is written, and how it is read again.
//!
//! A block is one line with the text of a table entry, followed by `key: value` lines:
//!
//! ```js
//! // TODO(rupt-migrate) redirect-urls: set on the challenge config of your access policy, https://…
//! //   Logout URL: "https://yourapp.com/logout"
//! ```
//!
//! Further lines of a value are indented by two more columns. A block is recognized by its id, so that it is
//! also found if a person edited its text or an older version wrote it. Its value lines are recognized by
//! their keys, so that a comment of the user's below the block is not taken as part of it.
//!
//! No other module writes or reads this grammar. `write::todo` decides where a block is placed.

use crate::edit::{Span, part};
use crate::mapping::{self, Entry, TODO_MARK};
use crate::note::{self, Note, Value};
use crate::syntax::Comment;
use crate::text;
use std::collections::HashSet;

/// A block in a script.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Block {
    /// The id that it names.
    pub id: String,
    /// The span of its comments, from the first slash to the last byte.
    pub span: Span,
    /// Its `key: value` lines.
    pub values: Vec<Value>,
}

/// The start of the first line of a value, after the slashes.
const INDENT: &str = "   ";

/// The start of each further line of a value, after the slashes.
const DEEPER: &str = "     ";

/// Returns the first line of a block.
pub fn head(entry: &Entry) -> String {
    format!("// {TODO_MARK} {}: {}", entry.id, entry.text)
}

/// Returns the lines of the blocks for `notes`, in the order of the table. Notes with the same id share a block.
pub fn lines(mut notes: Vec<Note>) -> Vec<String> {
    note::sort_by_entry(&mut notes);
    let mut lines = Vec::new();
    for same in notes.chunk_by(|one, other| one.entry.id == other.entry.id) {
        lines.push(head(same[0].entry));
        let mut seen: HashSet<(&str, &str)> = HashSet::new();
        for value in same.iter().flat_map(|note| &note.values) {
            if seen.insert((&value.key, &value.text)) {
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
    // The lines of a template literal keep their indentation, since it is part of the value.
    let in_template = value.text.lines().any(|line| line.matches('`').count() % 2 == 1);
    let common = indents.min().filter(|_| !in_template);
    for line in rest {
        let line = line.get(common.unwrap_or(0)..).unwrap_or_default();
        written.push(format!("//{DEEPER}{line}").trim_end().to_owned());
    }
    written
}

/// Whether `text` contains the mark of a block.
pub fn is_in(text: &str) -> bool {
    text.contains(TODO_MARK)
}

/// Whether `text` may contain a block, or the value lines of one.
pub fn may_be_in(text: &str) -> bool {
    is_in(text) || text.contains(&format!("//{INDENT}"))
}

/// Whether `text` contains a block about `entry`.
pub fn stands_in(text: &str, entry: &Entry) -> bool {
    text.contains(&format!("{TODO_MARK} {}", entry.id))
}

/// Returns each place where `text` contains the mark, and the id after it, whether that is a block or not.
pub fn marks(text: &str) -> impl Iterator<Item = (Span, &str)> {
    text.match_indices(TODO_MARK).filter_map(|(at, mark)| {
        let rest = part(text, at + mark.len()..);
        let id = rest.trim_start_matches(' ').split(|c: char| c != '-' && !c.is_ascii_alphanumeric()).next()?;
        (!id.is_empty()).then(|| (Span::new(at as u32, (at + mark.len()) as u32), id))
    })
}

/// Returns the blocks among the `comments` of `source`.
pub fn blocks(source: &str, comments: &[Comment]) -> Vec<Block> {
    let mut blocks = Vec::new();
    for (index, comment) in comments.iter().enumerate() {
        let Some(id) = id_of(comment).filter(|_| text::is_first_on_line(source, comment.span.start)) else { continue };
        let (values, end) = values(source, comment.span.end, &comments[index + 1..], Owner::Block(&id));
        blocks.push(Block { id, span: Span::new(comment.span.start, end), values });
    }
    blocks
}

/// Returns the groups of value lines whose first line someone deleted. A group starts with a key of the table,
/// and not below a comment of the user's.
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
        // Below a comment of the user's, it may be part of that comment.
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

/// Returns the spans of all comments that this program wrote: blocks, and value lines without a first line.
pub fn own(source: &str, comments: &[Comment]) -> Vec<Span> {
    let blocks = blocks(source, comments).into_iter().map(|block| block.span);
    blocks.chain(orphans(source, comments)).collect()
}

/// Returns the whole lines of `span`, which must contain only comments on lines of their own.
pub fn lines_of(source: &str, span: Span) -> Span {
    text::whole_lines(source, span)
}

/// Returns the id in the first line of a block. None if `comment` is not such a line.
fn id_of(comment: &Comment) -> Option<String> {
    let rest = comment.text.trim_start().strip_prefix(TODO_MARK)?;
    let (id, _) = rest.trim_start().split_once(':')?;
    (comment.line && !id.contains(char::is_whitespace)).then(|| id.to_owned())
}

/// The block that value lines belong to.
#[derive(Clone, Copy)]
enum Owner<'i> {
    /// The block with this id.
    Block(&'i str),
    /// A block whose first line is missing.
    Nobody,
}

impl Owner<'_> {
    /// Whether the line `key: text`, after `values`, belongs to the block.
    fn has(self, key: &str, text: &str, values: &[Value]) -> bool {
        // The code may spell a member in another way: `urls["join"]` for `urls.join`.
        let name = key.split(['.', '[']).next().unwrap_or(key);
        let is_quoted = || values.iter().any(|value| names(&value.text, name));
        match self {
            // An id that this version does not know may be one of another version, with any keys.
            Owner::Block(id) if mapping::find_entry(id).is_none() => true,
            Owner::Block(id) => {
                let is_of_code = || is_quoted() || names(text, mapping::V2_PACKAGE);
                mapping::has_key(id, key) || mapping::quotes_names(id) && is_of_code()
            }
            Owner::Nobody => mapping::is_key(key) || !values.is_empty() && is_quoted(),
        }
    }
}

/// Whether `text` contains `name` as a whole word.
fn names(text: &str, name: &str) -> bool {
    // `$` is not part of a word: in a regular expression, it can follow a name.
    let is_word = |c: char| c.is_alphanumeric() || c == '_';
    let is_whole =
        |at: usize| !part(text, ..at).ends_with(is_word) && !part(text, at + name.len()..).starts_with(is_word);
    !name.is_empty() && text.match_indices(name).any(|(at, _)| is_whole(at))
}

/// Returns the `key: value` lines at the start of `following`, directly below `end`, and the offset of their end.
fn values(source: &str, mut end: u32, following: &[Comment], owner: Owner) -> (Vec<Value>, u32) {
    let mut values: Vec<Value> = Vec::new();
    // Blank lines belong to a value only if it continues after them.
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

/// Returns the key and the text of the first line of a value. None if `line` is not such a line.
fn key_and_text(line: &str) -> Option<(&str, &str)> {
    let text = line.strip_prefix(INDENT).filter(|text| !text.starts_with(char::is_whitespace))?;
    text.split_once(": ").or_else(|| Some((text.strip_suffix(':')?, "")))
}

/// Whether `at` is the first code on the line after that of `end`.
fn is_next_line(source: &str, end: u32, at: u32) -> bool {
    Span { start: end, end: at.max(end) }.of(source).trim().is_empty()
        && text::next_line(source, end) == text::line_start(source, at)
}

#[cfg(test)]
mod tests;
