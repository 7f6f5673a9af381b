//! Writing text of the user as code, where Markdown gives it no meaning.
//!
//! A span or block ends at a run of backticks as long as its first one. So the first one is longer than any
//! run inside.

use crate::edit::part;
use crate::render::escape;
use crate::render::place::boundary;

/// The maximum number of bytes of a text that are shown.
const LONGEST: usize = 4_000;

/// Returns `text` as code within a line.
pub fn span(text: &str) -> String {
    let text = cut(text);
    let text = escape::one_line(&text);
    let ticks = "`".repeat(longest_run(&text) + 1);
    // Markdown removes one space on each side. The added spaces keep backticks apart, and preserve a space
    // that is part of the text.
    let touches = |c: char| c == '`' || c == ' ';
    let gap = if text.starts_with(touches) || text.ends_with(touches) || text.is_empty() { " " } else { "" };
    format!("{ticks}{gap}{text}{gap}{ticks}")
}

/// Returns `text` as lines of code in `language`.
pub fn block(language: &str, text: &str) -> String {
    let text = cut(text);
    let text = escape::lines(&text);
    let fence = fence(&text);
    format!("{fence}{language}\n{}\n{fence}", text.trim_end_matches('\n'))
}

/// Returns a fence that nothing in `text` closes.
pub fn fence(text: &str) -> String {
    "`".repeat(longest_run(text).max(2) + 1)
}

/// Returns `text` with spaces before each line.
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
