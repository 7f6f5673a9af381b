//! Template engines: which parts of a page a server writes.
//!
//! These parts are replaced by as many underscores, and the rest is read as a page. A script with such a
//! part is not JavaScript yet: it is never parsed and never edited. What a template comments out is not
//! part of the page at all.

mod at;
mod marks;
mod php;

pub use at::At;
pub use marks::Mark;

use crate::edit::{Span, part};
pub use marks::{BRACES, DOLLARS, PHP, TAGS};

/// The marks of one engine, or of several.
#[derive(Debug, Clone, Copy)]
pub struct Engine {
    /// Marks that count wherever they are.
    pub sure: &'static [&'static [Mark]],
    /// Marks that count unless all of them are inside strings of scripts.
    pub doubtful: &'static [&'static [Mark]],
    /// What `@` means.
    pub at: At,
}

/// The engine of plain pages. Any plain page may be a template.
pub const PAGE: Engine = Engine { sure: &[], doubtful: &[TAGS, PHP, BRACES], at: At::Text };

/// What a template writes into a page, and what it comments out.
#[derive(Debug, Default)]
pub struct Insertions {
    /// All pieces, comments included, in source order.
    pub pieces: Vec<Span>,
    /// The comments, which are not part of the page.
    pub comments: Vec<Span>,
}

impl Insertions {
    /// The pieces that `engine` finds in `source`. `is_in_string` gets the page without its sure marks and
    /// the spans of the doubtful ones, and returns whether all of these are inside strings of scripts.
    pub fn of(source: &str, engine: &Engine, is_in_string: impl Fn(&str, &[Span]) -> bool) -> Self {
        let sure = marks::read(source, engine.sure, engine.at);
        let all = marks::read(source, &[engine.sure, engine.doubtful].concat(), engine.at);
        let doubtful: Vec<Span> = all.pieces.iter().copied().filter(|piece| !sure.pieces.contains(piece)).collect();
        let holds = || is_in_string(&sure.masked(source), &doubtful);
        if !doubtful.is_empty() && holds() { sure } else { all }
    }

    /// `source` with all pieces replaced by underscores; every other byte keeps its place.
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
