//! Templates that a server turns into pages, and what they write into a page.
//!
//! Text that a template writes is replaced by as many underscores, and what is left is read as a
//! page. A script with such text in it is no JavaScript yet: it is never parsed and never edited.
//! What a template comments out is no part of the page at all.

mod at;
mod marks;
mod php;

pub use at::At;
pub use marks::Mark;

use crate::edit::{Span, part};
pub use marks::{BRACES, DOLLARS, PHP, TAGS};

/// How the templates of one engine, or of several, are marked.
#[derive(Debug, Clone, Copy)]
pub struct Engine {
    /// What is a mark wherever it is found.
    pub sure: &'static [&'static [Mark]],
    /// What is one unless each of them is inside a string of a script.
    pub doubtful: &'static [&'static [Mark]],
    /// What `@` means.
    pub at: At,
}

/// The engine of plain pages, of which any may be a template.
pub const PAGE: Engine = Engine { sure: &[], doubtful: &[TAGS, PHP, BRACES], at: At::Text };

/// What a template writes into a page, and what it comments out.
#[derive(Debug, Default)]
pub struct Insertions {
    /// All of it, comments included, in order.
    pub pieces: Vec<Span>,
    /// What is no part of the page.
    pub comments: Vec<Span>,
}

impl Insertions {
    /// What `engine` writes into `source`. Whether a place is inside a string of a script is asked of
    /// `is_in_string`, with what is left of the page without the sure marks.
    pub fn of(source: &str, engine: &Engine, is_in_string: impl Fn(&str, &[Span]) -> bool) -> Self {
        let sure = marks::read(source, engine.sure, engine.at);
        let all = marks::read(source, &[engine.sure, engine.doubtful].concat(), engine.at);
        let doubtful: Vec<Span> = all.pieces.iter().copied().filter(|piece| !sure.pieces.contains(piece)).collect();
        let holds = || is_in_string(&sure.masked(source), &doubtful);
        if !doubtful.is_empty() && holds() { sure } else { all }
    }

    /// `source` with what is written into it blanked out; every byte keeps its place.
    pub fn masked(&self, source: &str) -> String {
        let mut text = String::with_capacity(source.len());
        for span in &self.pieces {
            text.push_str(part(source, text.len()..span.start as usize));
            text.push_str(&"_".repeat((span.end - span.start) as usize));
        }
        text.push_str(part(source, text.len()..));
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn doubtful_marks_count_unless_all_are_in_strings() {
        let text = |is_in_string| Insertions::of("<p>{{ a }}", &PAGE, |_, _| is_in_string).masked("<p>{{ a }}");
        assert_eq!((text(false), text(true)), ("<p>_______".to_owned(), "<p>{{ a }}".to_owned()));
    }
}
