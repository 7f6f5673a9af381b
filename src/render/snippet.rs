//! One line of a file, cut around a place.

use super::escape;
use super::page::WIDTH;
use super::place::LineColumn;
use super::redact::LineParts;
use super::source::SourceText;
use crate::edit::{Span, part};
use miette::{MietteError, MietteSpanContents, SourceCode, SourceSpan, SpanContents};

/// One line of a file, ready to show.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Snippet {
    path: String,
    /// The place that the snippet is about.
    pub place: LineColumn,
    /// The line, cut and escaped.
    text: String,
    /// The start and the length of the code that is meant, as byte offsets in `text`.
    pub label: (usize, usize),
}

impl Snippet {
    /// Creates the snippet of the line of `source` that `at` begins in.
    pub fn new(path: &str, source: &SourceText, at: Span) -> Self {
        let place = source.place(at.start as usize);
        let digits = place.line.to_string().len();
        let room = WIDTH.saturating_sub(digits + 6);
        let line = source.secrets().line(source, at, room);
        let (text, label) = window(&line, room);
        Snippet { path: escape::one_line(path).into_owned(), place, text, label }
    }
}

/// Cuts a line to `room` characters around the code that is meant. Returns the text, and the code's start and
/// length in it.
fn window(line: &LineParts, room: usize) -> (String, (usize, usize)) {
    let LineParts { before, meant, after } = line;
    let length = [before, meant, after].map(|part| part.chars().count()).iter().sum::<usize>();
    let lead = if length <= room { usize::MAX } else { room / 3 };
    let from = before.char_indices().rev().take(lead).last().map_or(before.len(), |(at, _)| at);
    let near = part(before, from..before.len());
    let mut text = String::from(if from > 0 { "…" } else { "" });
    escape_into(&mut text, near);
    let start = text.len();
    let room = room.saturating_sub(near.chars().count()).max(8);
    let (shown, cut) = head(meant, room);
    escape_into(&mut text, shown);
    let length = text.len() - start;
    let (rest, cut) = match cut {
        Cut::Yes => ("", Cut::Yes),
        Cut::No => head(after, room.saturating_sub(shown.chars().count())),
    };
    escape_into(&mut text, rest);
    if cut == Cut::Yes {
        text.push('…');
    }
    (text, (start, length))
}

#[derive(PartialEq, Eq)]
enum Cut {
    Yes,
    No,
}

/// Returns the first `room` characters, and whether there are more.
fn head(text: &str, room: usize) -> (&str, Cut) {
    match text.char_indices().nth(room) {
        Some((at, _)) => (part(text, 0..at), Cut::Yes),
        None => (text, Cut::No),
    }
}

fn escape_into(out: &mut String, text: &str) {
    for c in text.chars() {
        if c == '\t' { out.push(c) } else { escape::push(out, c) }
    }
}

impl SourceCode for Snippet {
    fn read_span<'a>(
        &'a self,
        _: &SourceSpan,
        _: usize,
        _: usize,
    ) -> Result<Box<dyn SpanContents<'a> + 'a>, MietteError> {
        Ok(Box::new(MietteSpanContents::new_named(
            self.path.clone(),
            self.text.as_bytes(),
            (0, self.text.len()).into(),
            self.place.line - 1,
            self.place.column - 1,
            1,
        )))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_inside_of_a_character_is_that_character() {
        let source = "import a from \"a\"；\n".into();
        let snippet = Snippet::new("a.js", &source, Span::new(17, 18));
        assert_eq!(snippet.text, "import a from \"a\"；");
        assert_eq!(&snippet.text[snippet.label.0..snippet.label.0 + snippet.label.1], "；");
        let snippet = Snippet::new("a.js", &source, Span::new(18, 19));
        assert_eq!((snippet.place.column, snippet.label), (18, (17, 3)));
    }
}
