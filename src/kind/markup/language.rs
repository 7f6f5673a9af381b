//! How the languages of markup differ.

use super::Element;
use super::code::tag;
use crate::edit::part;

/// What the markup is part of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Language {
    /// A page. The case of names does not count.
    Html,
    /// A component of Vue: top-level elements contain text, except for the template, where expressions are
    /// `{{ … }}`.
    Vue,
    /// A component of Svelte, with expressions in `{ … }`.
    Svelte,
    /// A component of Astro. Its expressions may contain markup.
    Astro,
}

/// Elements that contain text.
const RAW: [&str; 2] = ["script", "style"];

/// More such elements in pages (<https://html.spec.whatwg.org/#parsing-html-fragments>); nothing ends a
/// `<plaintext>`.
const RAW_IN_PAGES: [&str; 5] = ["xmp", "iframe", "noembed", "noframes", PLAIN];

const PLAIN: &str = "plaintext";

/// Elements that contain text with expressions.
const TEXT: [&str; 2] = ["textarea", "title"];

/// Void elements, which have no end tag.
const VOID: [&str; 13] =
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"];

impl Language {
    /// Whether two names of elements are the same.
    pub fn is_same(self, one: &str, other: &str) -> bool {
        one == other || (self == Language::Html && one.eq_ignore_ascii_case(other))
    }

    fn is_one_of(self, known: &[&str], name: &str) -> bool {
        known.iter().any(|known| self.is_same(known, name))
    }

    /// Whether elements of this name are void.
    pub fn is_void(self, name: &str) -> bool {
        self.is_one_of(&VOID, name)
    }

    /// Whether an element contains text instead of markup.
    pub fn holds_text(self, source: &str, element: &Element) -> bool {
        if self == Language::Vue && element.depth == 0 {
            let lang = element.get(source, "lang").unwrap_or_default();
            return element.name != "template" || !matches!(lang, "" | "html");
        }
        let is_page = matches!(self, Language::Html | Language::Astro);
        self.is_one_of(&RAW, element.name)
            || self.reads_text(element.name)
            || (is_page && self.is_one_of(&RAW_IN_PAGES, element.name))
            || (self == Language::Astro && element.get(source, "is:raw").is_some())
    }

    /// Whether the content of elements of this name lasts to the end of the page.
    pub fn never_ends(self, name: &str) -> bool {
        self == Language::Html && self.is_same(name, PLAIN)
    }

    /// Whether the text of elements of this name has expressions.
    pub fn reads_text(self, name: &str) -> bool {
        self.is_one_of(&TEXT, name)
    }

    /// The length of the comment at the start of `text`.
    pub fn comment(self, text: &str) -> Option<usize> {
        if text.starts_with("<!--") {
            return Some(self.comment_end(text).unwrap_or(text.len()));
        }
        None
    }

    fn comment_end(self, text: &str) -> Option<usize> {
        let ends: &[&str] = match self {
            // Browsers accept these, too.
            Language::Html | Language::Astro => &["-->", "--!>"],
            Language::Vue | Language::Svelte => &["-->"],
        };
        let is_empty = self != Language::Svelte && (text.starts_with("<!-->") || text.starts_with("<!--->"));
        if is_empty {
            return text.find('>').map(|end| end + 1);
        }
        ends.iter().filter_map(|end| part(text, "<!--".len()..).find(end).map(|at| "<!--".len() + at + end.len())).min()
    }

    /// Whether `text`, at a depth of `depth` elements, starts with an expression. Those of Astro are read in
    /// steps.
    pub fn starts_expression(self, text: &str, depth: usize) -> bool {
        match self {
            Language::Html | Language::Astro => false,
            Language::Vue => text.starts_with("{{") && depth > 0,
            Language::Svelte => text.starts_with('{'),
        }
    }

    /// The length of the expression at the start of `text`.
    pub fn expression(self, text: &str) -> Option<usize> {
        match self {
            Language::Html | Language::Astro => None,
            // In Vue an expression ends with the first closing braces.
            Language::Vue => text.strip_prefix("{{")?.find("}}").map(|length| length + 4),
            Language::Svelte => tag(text),
        }
    }
}
