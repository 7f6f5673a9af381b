//! What a line of a text that is not understood shows about the names on it.
//!
//! A whole file may be one line with many names, so each line is read once.

use crate::edit::part;
use crate::mapping::IGNORE_MARK;
use crate::text;

/// Commands that search files for a text.
const SEARCHES: [&str; 5] = ["grep", "egrep", "rg", "ack", "ag"];

/// Characters that end a command.
const ENDS: [char; 3] = ['|', ';', '&'];

/// Marks of a comment after code. A mark may also be part of a string; then a quote is open in front of
/// it.
const MARKS: [&str; 2] = [" # ", " // "];

/// A line.
#[derive(Default, Clone)]
pub struct Line {
    /// The offset at which it starts.
    pub start: usize,
    /// The offset after its last byte.
    pub end: usize,
    /// Whether a comment on it or above it says that no name on it is a mention.
    pub is_ignored: bool,
    /// The offsets at which comments after code start.
    comments: Vec<usize>,
    /// The arguments of searching commands: where each list of them starts and ends.
    searches: Vec<(usize, usize)>,
}

impl Line {
    /// The line of the byte offset `at`.
    pub fn of(source: &str, at: usize) -> Self {
        let start = text::line_start(source, at as u32);
        let end = text::line_end(source, at as u32) as usize;
        let above = text::line_start(source, start.saturating_sub(1)) as usize..start as usize;
        let says = |line: &str| line.contains(IGNORE_MARK) && line.contains("mention");
        let start = start as usize;
        let line = part(source, start..end);
        Line {
            start,
            end,
            is_ignored: says(line) || says(part(source, above)),
            comments: comments(line).into_iter().map(|at| start + at).collect(),
            searches: searches(line).into_iter().map(|(from, to)| (start + from, start + to)).collect(),
        }
    }

    /// Whether the byte offset `at` is in a comment after code.
    pub fn is_commented(&self, at: usize) -> bool {
        self.comments.iter().any(|comment| *comment <= at)
    }

    /// Whether the text at the byte offset `at` is only what a command searches for: `! grep -rn "rupt"
    /// src`.
    pub fn is_searched_for(&self, at: usize) -> bool {
        let behind = self.searches.partition_point(|(from, _)| *from <= at);
        behind.checked_sub(1).is_some_and(|last| at <= self.searches[last].1)
    }
}

/// The offsets at which the text of comments after code starts, for the first mark of each kind.
fn comments(line: &str) -> Vec<usize> {
    let blank = line.len() - line.trim_start().len();
    let code = line.trim_start();
    let is_code = |text: &str| ["\"", "'", "`"].iter().all(|quote| text.matches(quote).count() % 2 == 0);
    let first =
        |mark: &&str| code.find(*mark).filter(|at| is_code(part(code, ..*at))).map(|at| blank + at + mark.len());
    MARKS.iter().filter_map(first).collect()
}

/// For each command on a line that searches, the span from its end to the end of its arguments.
fn searches(line: &str) -> Vec<(usize, usize)> {
    let offset = |text: &str| text.as_ptr() as usize - line.as_ptr() as usize;
    let command =
        |part: &str| part.split_whitespace().find(|word| SEARCHES.contains(word)).map(|word| offset(word) + word.len());
    line.split(ENDS).filter_map(|part| Some((command(part)?, offset(part) + part.len()))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_searched_for_ends_with_its_command() {
        let line = "x && grep -rn rupt src | cat rupt; rg rupt";
        let line = Line::of(line, 0);
        assert_eq!([14, 29, 38].map(|at| line.is_searched_for(at)), [true, false, true]);
    }

    #[test]
    fn a_mark_in_a_string_starts_no_comment() {
        assert!(Line::of("a \"b # c\" rupt", 0).comments.is_empty());
        let line = Line::of("  a # rupt", 0);
        assert_eq!([2, 6].map(|at| line.is_commented(at)), [false, true]);
    }
}
