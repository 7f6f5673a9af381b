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

use super::words::{Text, Words};
use super::{Format, Parts, page};
use crate::edit::{Span, part};
use marks::{BRACES, DOLLARS, PHP, TAGS};

/// How the templates of one engine, or of several, are marked.
#[derive(Debug, Clone, Copy)]
pub struct Engine {
    /// What is a mark wherever it is found.
    sure: &'static [&'static [Mark]],
    /// What is one unless each of them is inside a string of a script.
    doubtful: &'static [&'static [Mark]],
    /// What `@` means.
    pub at: At,
}

/// The engine of plain pages, of which any may be a template.
pub const PAGE: Engine = Engine { sure: &[], doubtful: &[TAGS, PHP, BRACES], at: At::Text };

const SERVED: Engine = Engine { sure: &[TAGS, PHP, BRACES], doubtful: &[], at: At::Text };

/// Extensions of templates that write in the usual ways.
const USUAL_EXTENSIONS: [&str; 8] = ["ejs", "hbs", "handlebars", "mustache", "njk", "erb", "liquid", "twig"];

/// Files that are code of a language, or of several, that is not read: Markdown, Pug, CoffeeScript, and
/// `app.js.erb`.
pub const CODE: Format =
    Format { name: "Markdown, Pug and templates of code", is: is_code, read: |source| read_words(source, Text::Code) };

/// Templates of HTML.
pub const SERVER: Format = Format {
    name: "Server templates",
    is: |name| ends(name, &USUAL_EXTENSIONS),
    read: |source| page::read(source, &SERVED, Text::Mixed),
};

/// Pages of Laravel, with `@directives`.
pub const BLADE: Format = Format {
    name: "Blade",
    is: |name| name.ends_with(".blade.php"),
    read: |source| page::read(source, &Engine { at: At::Blade, ..SERVED }, Text::Mixed),
};

/// Pages of PHP itself, where `@` means nothing outside of `<?php`.
pub const PLAIN_PHP: Format = Format {
    name: "PHP",
    is: |name| ends(name, &["php", "phtml"]),
    read: |source| {
        let engine = Engine { sure: &[PHP], doubtful: &[TAGS, BRACES], at: At::Text };
        page::read(source, &engine, Text::Mixed)
    },
};

/// Pages of ASP.NET, where `@` starts code.
pub const RAZOR: Format = Format {
    name: "Razor",
    is: |name| ends(name, &["cshtml", "vbhtml", "razor"]),
    read: |source| {
        let engine = Engine { sure: &[], doubtful: &[TAGS, PHP, BRACES], at: At::Razor };
        page::read(source, &engine, Text::Mixed)
    },
};

/// Those with `${expressions}`.
pub const WITH_EXPRESSIONS: Format = Format {
    name: "JSP",
    is: |name| ends(name, &["jsp"]),
    read: |source| page::read(source, &Engine { sure: &[TAGS, DOLLARS], doubtful: &[], at: At::Text }, Text::Mixed),
};

fn ends(name: &str, extensions: &[&str]) -> bool {
    name.rsplit_once('.').is_some_and(|(_, extension)| extensions.contains(&extension))
}

/// Extensions of languages that become JavaScript, or hold some.
const LANGUAGES: [&str; 12] =
    ["mdx", "pug", "jade", "coffee", "gts", "gjs", "marko", "civet", "flow", "es6", "imba", "ipynb"];

/// Markdown with code, Pug, and scripts that a template makes: `app.js.erb`.
fn is_code(name: &str) -> bool {
    let makes_code = |(stem, _): (&str, &str)| ends(stem, &["js", "mjs", "cjs", "jsx", "ts", "tsx"]);
    let is_template = ends(name, &USUAL_EXTENSIONS) || ends(name, &["php"]);
    ends(name, &LANGUAGES) || (is_template && name.rsplit_once('.').is_some_and(makes_code))
}

fn read_words(source: &str, text: Text) -> Parts {
    let mut parts = Parts::default();
    let whole = Span::new(0, source.len() as u32);
    Words::of(source).report(whole, text, "page-code", &mut parts);
    parts
}

/// What a template writes into a page, and what it comments out.
#[derive(Debug, Default)]
pub struct Written {
    /// All of it, comments included, in order.
    pub pieces: Vec<Span>,
    /// What is no part of the page.
    pub comments: Vec<Span>,
}

impl Written {
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
    fn formats_go_by_the_last_names() {
        let formats = [CODE, SERVER, BLADE, PLAIN_PHP, RAZOR, WITH_EXPRESSIONS];
        let format = |name: &str| formats.iter().find(|format| (format.is)(name)).map(|format| format.name);
        assert_eq!(format("app.js.erb"), Some(CODE.name));
        assert_eq!(format("layout.html.erb"), Some("Server templates"));
        assert_eq!(format("pay.blade.php"), Some("Blade"));
        assert_eq!(format("pay.php"), Some("PHP"));
        assert_eq!(format("_layout.cshtml"), Some("Razor"));
        assert_eq!(format("erb"), None);
    }

    #[test]
    fn doubtful_marks_count_unless_all_are_in_strings() {
        let text = |is_in_string| Written::of("<p>{{ a }}", &PAGE, |_, _| is_in_string).masked("<p>{{ a }}");
        assert_eq!((text(false), text(true)), ("<p>_______".to_owned(), "<p>{{ a }}".to_owned()));
    }
}
