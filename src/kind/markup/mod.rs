//! Tags, attributes and expressions of markup, as far as needed to find the scripts in it.
//!
//! Components, pages and templates are only partly HTML, and must be written back byte for byte, so this
//! reads what is needed and builds no document. It never fails: it skips what it cannot read.

pub mod code;
pub mod tokens;
mod astro;
mod attributes;
mod language;
mod reader;

pub use language::Language;
pub use reader::read;

use crate::edit::Span;

/// An element, with its opening tag.
#[derive(Debug, Clone)]
pub struct Element<'s> {
    /// The name, as it is written.
    pub name: &'s str,
    /// The span of the opening tag, with its brackets.
    pub tag: Span,
    /// Its attributes, in source order.
    pub attributes: Vec<Attribute<'s>>,
    /// The span of its content, up to its own end tag.
    pub content: Span,
    /// Whether the content is text instead of markup, as in scripts and styles.
    pub is_text: bool,
    /// The number of elements around it.
    pub depth: usize,
}

/// An attribute.
#[derive(Debug, Clone)]
pub struct Attribute<'s> {
    /// The name, as it is written; empty for a spread.
    pub name: &'s str,
    /// The span of the name and the value.
    pub span: Span,
    /// The span of the value, without its quotes.
    pub value: Option<Span>,
}

/// The result of reading, each list in source order.
#[derive(Debug, Default)]
pub struct Markup<'s> {
    /// The elements.
    pub elements: Vec<Element<'s>>,
    /// Expressions in text, braces included. Those of Astro are in pieces, without markup and strings.
    pub expressions: Vec<Span>,
    /// Comments, also those in expressions of Astro.
    pub comments: Vec<Span>,
    /// Strings in expressions of Astro.
    pub strings: Vec<Span>,
    /// The offset of the first brace that opens code and is never closed. The markup after it is read as
    /// well as possible.
    pub unclosed: Option<u32>,
}

impl Element<'_> {
    /// The value of an attribute; empty if the attribute has none.
    pub fn get<'s>(&self, source: &'s str, name: &str) -> Option<&'s str> {
        let found = self.attributes.iter().find(|attribute| attribute.name.eq_ignore_ascii_case(name))?;
        Some(found.value.map_or("", |value| value.of(source)))
    }

    /// The span of the value of an attribute.
    pub fn value(&self, name: &str) -> Option<Span> {
        self.attributes.iter().find(|attribute| attribute.name == name)?.value
    }

    /// Its content, if that is text.
    pub fn text(&self) -> Option<Span> {
        self.is_text.then_some(self.content)
    }

    /// Whether it is the HTML element of this name. In components, case matters.
    pub fn is(&self, name: &str) -> bool {
        self.name.eq_ignore_ascii_case(name)
    }
}
