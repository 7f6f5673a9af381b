//! Tags, attributes and expressions of markup, as far as scripts have to be found in it.
//!
//! Components, pages and templates are HTML only in part, and must come out byte for byte, so this
//! reads what it needs and builds no document. It never fails: what it cannot read it passes over.

pub mod code;
pub mod tokens;
mod astro;
mod attributes;
mod language;
mod reader;

pub use language::Language;
pub use reader::read;

use crate::edit::Span;

/// A tag that opens an element.
#[derive(Debug, Clone)]
pub struct Element<'s> {
    /// The name, as it is written.
    pub name: &'s str,
    /// The tag, with its brackets.
    pub tag: Span,
    /// Its attributes, in order.
    pub attributes: Vec<Attribute<'s>>,
    /// What is inside, up to its own end tag.
    pub content: Span,
    /// Whether that is text and no markup: scripts and styles.
    pub is_text: bool,
    /// How many elements it is inside of.
    pub depth: usize,
}

/// An attribute.
#[derive(Debug, Clone)]
pub struct Attribute<'s> {
    /// The name, as it is written; empty for a spread.
    pub name: &'s str,
    /// The name and the value.
    pub span: Span,
    /// The value, without its quotes.
    pub value: Option<Span>,
}

/// What was found, in order.
#[derive(Debug, Default)]
pub struct Markup<'s> {
    /// The elements.
    pub elements: Vec<Element<'s>>,
    /// Expressions in text, braces included. Of Astro's these are pieces, without markup and strings.
    pub expressions: Vec<Span>,
    /// Comments, also those in expressions of Astro.
    pub comments: Vec<Span>,
    /// Strings in expressions of Astro.
    pub strings: Vec<Span>,
    /// The first brace that opens code which no brace ends: what follows it is read as best it can be.
    pub unclosed: Option<u32>,
}

impl Element<'_> {
    /// The value of an attribute; empty where it has none.
    pub fn get<'s>(&self, source: &'s str, name: &str) -> Option<&'s str> {
        let found = self.attributes.iter().find(|attribute| attribute.name.eq_ignore_ascii_case(name))?;
        Some(found.value.map_or("", |value| value.of(source)))
    }

    /// The place of the value of an attribute.
    pub fn value(&self, name: &str) -> Option<Span> {
        self.attributes.iter().find(|attribute| attribute.name == name)?.value
    }

    /// What is inside, if that is text.
    pub fn text(&self) -> Option<Span> {
        self.is_text.then_some(self.content)
    }

    /// Whether it is an element of HTML with this name. In components the case counts.
    pub fn is(&self, name: &str) -> bool {
        self.name.eq_ignore_ascii_case(name)
    }
}
