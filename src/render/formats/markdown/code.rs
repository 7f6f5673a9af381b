//! Text of the user's as code: the one place in Markdown where it means nothing.
//!
//! A span or block ends at a run of backticks as long as the one it began with, so that one is
//! longer than any within.

use crate::edit::part;
use crate::render::escape;
use crate::render::place::boundary;

/// How much of a text is shown, in bytes.
const LONGEST: usize = 4_000;

/// `text` as code within a line.
pub fn span(text: &str) -> String {
    let text = cut(text);
    let text = escape::one_line(&text);
    let ticks = "`".repeat(longest_run(&text) + 1);
    // A space on either side is not shown, and keeps backticks apart; one that is there must stay.
    let touches = |c: char| c == '`' || c == ' ';
    let gap = if text.starts_with(touches) || text.ends_with(touches) || text.is_empty() { " " } else { "" };
    format!("{ticks}{gap}{text}{gap}{ticks}")
}

/// `text` as lines of code, in `language`.
pub fn block(language: &str, text: &str) -> String {
    let text = cut(text);
    let text = escape::lines(&text);
    let fence = fence(&text);
    format!("{fence}{language}\n{}\n{fence}", text.trim_end_matches('\n'))
}

/// A fence that nothing in `text` closes.
pub fn fence(text: &str) -> String {
    "`".repeat(longest_run(text).max(2) + 1)
}

/// `text` with spaces before each line.
pub fn indented(text: &str, by: usize) -> String {
    let lines: Vec<String> = text.split('\n').map(|line| format!("{:by$}{line}", "")).collect();
    lines.join("\n")
}

fn cut(text: &str) -> String {
    let end = boundary(text, LONGEST);
    match text.len() - end {
        0 => text.to_owned(),
        rest => format!("{} … ({rest} more bytes)", part(text, ..end)),
    }
}

fn longest_run(text: &str) -> usize {
    text.split(|c| c != '`').map(str::len).max().unwrap_or(0)
}
