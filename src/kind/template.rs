//! Templates that a server turns into pages, and what they write into a page.
//!
//! Text that a template writes is replaced by as many underscores, and what is left is read as a
//! page. A script with such text in it is no JavaScript yet: it is never parsed and never edited.

use super::words::{Text, Words};
use super::{Format, Parts, page};
use crate::edit::Span;

/// How a piece of a template is marked.
#[derive(Debug, Clone, Copy)]
pub struct Mark {
    open: &'static str,
    /// Empty where the mark stands alone.
    close: &'static str,
}

const fn mark(open: &'static str, close: &'static str) -> Mark {
    Mark { open, close }
}

/// What is written into pages by most languages.
pub const USUAL: &[Mark] =
    &[mark("<%", "%>"), mark("<?", "?>"), mark("{{", "}}"), mark("{%", "%}"), mark("{#", "#}"), mark("{!!", "!!}")];

/// Extensions of templates that write in those ways.
const USUAL_EXTENSIONS: [&str; 8] = ["ejs", "hbs", "handlebars", "mustache", "njk", "erb", "liquid", "twig"];

/// Files that are code of a language, or of several, that is not read: Markdown, Pug, CoffeeScript, and
/// `app.js.erb`.
pub const CODE: Format =
    Format { name: "Markdown, Pug and templates of code", is: is_code, read: |source| read_words(source, Text::Code) };

/// Templates of HTML.
pub const SERVER: Format = Format {
    name: "Server templates",
    is: |name| ends(name, &USUAL_EXTENSIONS),
    read: |source| page::read(source, USUAL, Text::Mixed),
};

/// Those with `@directives`.
pub const WITH_DIRECTIVES: Format = Format {
    name: "PHP, Blade and Razor",
    is: |name| ends(name, &["php", "cshtml"]),
    read: |source| {
        const MARKS: &[Mark] = &[
            mark("<%", "%>"),
            mark("<?", "?>"),
            mark("{{", "}}"),
            mark("{%", "%}"),
            mark("{!!", "!!}"),
            mark("@", ""),
        ];
        page::read(source, MARKS, Text::Mixed)
    },
};

/// Those with `${expressions}`.
pub const WITH_EXPRESSIONS: Format = Format {
    name: "JSP",
    is: |name| ends(name, &["jsp"]),
    read: |source| {
        const MARKS: &[Mark] = &[mark("<%", "%>"), mark("${", "}"), mark("#{", "}")];
        page::read(source, MARKS, Text::Mixed)
    },
};

/// Comments of the languages above, which write nothing.
const COMMENTS: [&str; 6] = ["<%#", "<%--", "{#", "{{!", "{{--", "{{/*"];

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

/// The comments of a template, which are no part of the page.
pub fn comments(source: &str, marks: &[Mark]) -> Vec<Span> {
    let is_comment = |span: &Span| COMMENTS.iter().any(|open| span.of(source).starts_with(open));
    written(source, marks).into_iter().filter(is_comment).collect()
}

/// `source` with what is written into it blanked out; every byte keeps its place.
pub fn masked(source: &str, marks: &[Mark]) -> String {
    let mut text = String::with_capacity(source.len());
    for span in written(source, marks) {
        text.push_str(&source[text.len()..span.start as usize]);
        text.push_str(&"_".repeat((span.end - span.start) as usize));
    }
    text.push_str(&source[text.len()..]);
    text
}

/// The places of what is written into `source`.
fn written(source: &str, marks: &[Mark]) -> Vec<Span> {
    let mut marks = marks.to_vec();
    let mut spans = Vec::new();
    let mut at = 0;
    while let Some(next) = source[at..].find(['<', '{', '@', '$', '#']) {
        at += next;
        let rest = &source[at..];
        let Some(index) = marks.iter().position(|mark| rest.starts_with(mark.open)) else {
            at += 1;
            continue;
        };
        let Some(length) = length(rest, marks[index]) else {
            // What is not closed here is not closed further on.
            marks.remove(index);
            continue;
        };
        if length > 0 {
            spans.push(Span::new(at as u32, (at + length) as u32));
        }
        at += length.max(1);
    }
    spans
}

/// The length of the piece that `text` starts with. An `<?php` may last to the end of the file.
fn length(text: &str, mark: Mark) -> Option<usize> {
    let Mark { open, close } = mark;
    if close.is_empty() {
        let is_directive = text[open.len()..].starts_with(|c: char| c.is_alphabetic() || c == '(');
        return Some(if is_directive { open.len() } else { 0 });
    }
    let closed = text[open.len()..].find(close).map(|length| open.len() + length + close.len());
    closed.or_else(|| open.starts_with('<').then_some(text.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_blanked_out_in_place() {
        let source = "a<%= '>' %>é{{ b }}<?php 'ü";
        let text = masked(source, USUAL);
        assert_eq!(text, format!("a{}é{}{}", "_".repeat(10), "_".repeat(7), "_".repeat(9)));
        assert_eq!(text.len(), source.len());
        assert_eq!(masked("@json($x) a@b {{", &[mark("{{", "}}"), mark("@", "")]), "_json($x) a_b {{");
    }

    #[test]
    fn formats_go_by_the_last_names() {
        let formats = [CODE, SERVER, WITH_DIRECTIVES, WITH_EXPRESSIONS];
        let format = |name: &str| formats.iter().find(|format| (format.is)(name)).map(|format| format.name);
        assert_eq!(format("app.js.erb"), Some(CODE.name));
        assert_eq!(format("layout.html.erb"), Some("Server templates"));
        assert_eq!(format("pay.blade.php"), Some("PHP, Blade and Razor"));
        assert_eq!(format("erb"), None);
    }
}
