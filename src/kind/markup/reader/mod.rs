//! Reads tags: which elements there are, what they contain, and what is text.

use super::tokens::{Tokens, is_word};
use super::{Element, Language, Markup};
use crate::edit::{Span, part};

/// The most open elements among which an end tag finds its own. Browsers build no deeper trees.
const DEEPEST: usize = 512;

/// Reads the markup in `within`.
pub fn read(source: &str, within: Span, language: Language) -> Markup<'_> {
    let mut reader = Reader::new(source, within, language);
    while reader.step() {}
    for open in std::mem::take(&mut reader.open) {
        reader.markup.elements[open].content.end = within.end;
    }
    reader.end_code(0);
    reader.markup
}

pub(super) struct Reader<'s> {
    pub(super) source: &'s str,
    pub(super) at: usize,
    pub(super) end: usize,
    pub(super) language: Language,
    pub(super) markup: Markup<'s>,
    /// The indices of the open elements.
    pub(super) open: Vec<usize>,
    /// The open expressions of Astro.
    pub(super) code: Vec<OpenExpression<'s>>,
}

/// An expression of Astro that is open.
#[derive(Debug)]
pub(super) struct OpenExpression<'s> {
    /// The offset at which it starts.
    pub(super) start: usize,
    /// The number of open elements around it.
    pub(super) depth: usize,
    /// The number of open braces in it.
    pub(super) braces: usize,
    pub(super) tokens: Tokens<'s>,
}

impl<'s> Reader<'s> {
    fn new(source: &'s str, within: Span, language: Language) -> Self {
        let (at, end) = (within.start as usize, within.end as usize);
        Reader { source, at, end, language, markup: Markup::default(), open: Vec::new(), code: Vec::new() }
    }

    /// Reads the next piece. Returns whether there was any.
    fn step(&mut self) -> bool {
        let Some(rest) = self.rest() else { return false };
        if self.is_in_code() {
            self.code_step();
        } else if let Some(length) = self.language.comment(rest) {
            self.at += length;
            self.markup.comments.push(self.span_from(self.at - length));
        } else if rest.starts_with("</") {
            self.end_tag();
        } else if self.starts_element() {
            self.element();
        } else {
            self.text_step();
        }
        true
    }

    /// Whether an opening tag comes next. Those of Astro may have no name.
    pub(super) fn starts_element(&self) -> bool {
        let is_name = |c: char| c.is_alphabetic() || (c == '>' && self.language == Language::Astro);
        self.text().strip_prefix('<').is_some_and(|rest| rest.starts_with(is_name))
    }

    /// Reads an expression, or skips a character.
    fn text_step(&mut self) {
        if self.language == Language::Astro && self.brace() {
            return;
        }
        match self.expression() {
            Some(expression) => self.markup.expressions.push(expression),
            None => self.at += self.text().chars().next().map_or(1, char::len_utf8),
        }
    }

    pub(super) fn rest(&self) -> Option<&'s str> {
        self.source.get(self.at..self.end).filter(|rest| !rest.is_empty())
    }

    pub(super) fn text(&self) -> &'s str {
        self.rest().unwrap_or_default()
    }

    pub(super) fn skip_past(&mut self, mark: &str) {
        self.at = self.text().find(mark).map_or(self.end, |found| self.at + found + mark.len());
    }

    pub(super) fn span_from(&self, start: usize) -> Span {
        Span::new(start as u32, self.at as u32)
    }

    fn expression(&mut self) -> Option<Span> {
        if !self.language.starts_expression(self.text(), self.open.len()) {
            return None;
        }
        let (start, length) = (self.at, self.language.expression(self.text()));
        self.at += self.braced(length)?;
        Some(self.span_from(start))
    }

    /// Returns `length`, that of the code in braces that comes next. Records the code if no brace closes it.
    pub(super) fn braced(&mut self, length: Option<usize>) -> Option<usize> {
        let is_closed = length.is_some_and(|length| part(self.text(), ..length).ends_with('}'));
        if !is_closed {
            self.unclosed(self.at as u32);
        }
        length
    }

    pub(super) fn unclosed(&mut self, at: u32) {
        let first = self.markup.unclosed.get_or_insert(at);
        *first = at.min(*first);
    }

    /// Ends all expressions of Astro after the first `count`; nothing closes them.
    fn end_code(&mut self, count: usize) {
        if let Some(first) = self.code.get(count) {
            self.unclosed(first.start as u32);
        }
        self.code.truncate(count);
    }

    pub(super) fn element(&mut self) {
        let start = self.at;
        self.at += 1;
        let name = self.take(|c| c.is_whitespace() || matches!(c, '>' | '/'));
        let attributes = self.attributes();
        let tag = self.span_from(start);
        let depth = self.open.len();
        let mut element = Element { name, tag, attributes, content: Span::at(tag.end), is_text: false, depth };
        let text = tag.of(self.source);
        let is_cut_off = !text.ends_with('>');
        let is_closed = is_cut_off || text.ends_with("/>") || self.language.is_void(name);
        if !is_closed && self.language.holds_text(self.source, &element) {
            element.is_text = true;
            element.content = self.raw(name);
        } else if !is_closed {
            self.open.push(self.markup.elements.len());
        }
        self.markup.elements.push(element);
    }

    /// Reads an end tag. It also ends the open elements inside its own.
    pub(super) fn end_tag(&mut self) {
        let start = self.at;
        self.at += 2;
        let name = self.take(|c| c.is_whitespace() || matches!(c, '>' | '/'));
        // An end tag in an expression does not end elements around the expression.
        let outside = self.code.last().map_or(0, |code| code.depth).min(self.open.len());
        let mut names = self.open[outside..].iter().rev().take(DEEPEST).map(|open| self.markup.elements[*open].name);
        if let Some(inner) = names.position(|open| self.language.is_same(open, name)) {
            self.close(self.open.len() - inner - 1, start);
        }
        self.skip_past(">");
    }

    /// Ends all open elements after the first `count` at `end`.
    pub(super) fn close(&mut self, count: usize, end: usize) {
        for closed in self.open.split_off(count) {
            self.markup.elements[closed].content.end = end as u32;
        }
    }

    fn take(&mut self, ends: impl Fn(char) -> bool) -> &'s str {
        let rest = self.text();
        let taken = part(rest, ..rest.find(ends).unwrap_or(rest.len()));
        self.at += taken.len();
        taken
    }

    /// Reads text up to the end tag, which is skipped.
    fn raw(&mut self, name: &str) -> Span {
        let start = self.at;
        let is_end = |at: &usize| {
            let after = part(self.source, *at + 2..self.end);
            let is_name = after.get(..name.len()).is_some_and(|end| end.eq_ignore_ascii_case(name));
            is_name && !part(after, name.len()..).starts_with(is_word)
        };
        let may_end = !self.language.never_ends(name);
        let end = self.text().match_indices("</").map(|(found, _)| start + found).find(is_end).filter(|_| may_end);
        let stop = end.unwrap_or(self.end);
        if self.language.reads_text(name) {
            self.expressions_until(stop);
        }
        self.at = stop;
        let text = self.span_from(start);
        if end.is_some() {
            self.skip_past(">");
        }
        text
    }

    fn expressions_until(&mut self, stop: usize) {
        let end = std::mem::replace(&mut self.end, stop);
        let outer = self.code.len();
        while self.rest().is_some() {
            if self.code.len() > outer { self.code_step() } else { self.text_step() }
        }
        self.end_code(outer);
        self.end = end;
    }
}

#[cfg(test)]
mod tests;
