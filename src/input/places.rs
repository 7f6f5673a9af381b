//! Places in the file: where code and comments start, and where new text may be inserted at the top.

use super::Input;
use crate::edit::{Span, part};
use crate::syntax::Comment;
use crate::text;

/// Returns the offset of the first code at or after `at`, after white space and comments.
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

/// Returns the offset of the first code at or after `at` on its line, or of the line break if there is none.
pub fn first_on_line(input: &Input, at: u32) -> u32 {
    let mut first = text::skip_blanks(input.source, at);
    while let Some(comment) = input.script.comment_from(first) {
        first = text::skip_blanks(input.source, comment.span.end);
    }
    first
}

/// Returns the offset of the code that the semicolon at `at` guards, or `at` if there is no semicolon.
pub fn behind_guard(input: &Input, at: u32) -> u32 {
    let is_guard = part(input.source, at as usize..).starts_with(';');
    if is_guard { text::skip_blanks(input.source, at + 1) } else { at }
}

/// Returns the offset of the semicolon that separates the statement at `start` from the line above, or `start`
/// if there is none.
pub fn guarded(input: &Input, start: u32) -> u32 {
    let blank = [' ', '\t'];
    let Some(before) = part(input.source, ..start as usize).trim_end_matches(blank).strip_suffix(';') else {
        return start;
    };
    let guard = before.len() as u32;
    if first_on_line(input, text::line_start(input.source, guard)) == guard { guard } else { start }
}

/// Returns the start of the comments that belong to the code at `start`, or `start` if there are none.
pub fn above_comments(input: &Input, start: u32) -> u32 {
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

/// Whether a comment is about the whole file: it is at the start, and is a block comment or a pragma.
pub fn is_docblock(input: &Input, comment: &Comment) -> bool {
    let before = part(input.source, ..comment.span.start as usize).trim_start_matches('\u{feff}');
    let shebang = before.starts_with("#!").then(|| before.find('\n').map_or("", |end| part(before, end..)));
    let is_first = shebang.unwrap_or(before).trim().is_empty();
    let text = comment.text.trim_start();
    let is_pragma = ["@ts-check", "@ts-nocheck", "@flow", "@jest-environment", "eslint-disable "]
        .iter()
        .any(|pragma| text.starts_with(pragma));
    is_first && (!comment.line || is_pragma)
}

/// Returns the offset for new text at the top of a file without imports and directives. In a component, it is
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

/// Whether the line of `at` starts inside a comment that began on an earlier line.
pub fn starts_in_comment(input: &Input, at: u32) -> bool {
    let line = text::line_start(input.source, at);
    input.script.is_in_comment(line) && input.script.comment_from(line).is_none()
}

/// Returns the start of the first statement, which new text at the top of the file is placed above.
pub fn first_code(input: &Input) -> u32 {
    let slices = &input.script.slices;
    let Some(slice) = slices.all().next() else { return 0 };
    // Decorators come before the start of their statement, and nodes of a document are in any order.
    let tops = input.tree.top().take(if slices.in_document { usize::MAX } else { 1 });
    let places = tops.flat_map(|top| input.tree.inside(top)).map(|node| input.tree.span(node));
    let first = places.filter(|place| !place.is_empty() && slice.contains(*place)).map(|place| place.start).min();
    let below = text::next_line(input.source, slice.start).min(slice.end);
    first.unwrap_or(if slices.in_document { below } else { slice.end })
}
