//! Reads the attributes of a tag.

use super::code::braces;
use super::reader::Reader;
use super::tokens::{enclosed, template};
use super::{Attribute, Language};
use crate::edit::{Span, part};

impl<'s> Reader<'s> {
    /// Skips what separates attributes. In Svelte that may be comments, too.
    fn skip_space(&mut self) {
        while let Some(c) = self.text().chars().next().filter(|c| c.is_whitespace() || *c == '/') {
            let has_comments = self.language == Language::Svelte;
            self.at += match self.text() {
                rest if has_comments && rest.starts_with("/*") => rest.find("*/").map_or(rest.len(), |end| end + 2),
                rest if has_comments && rest.starts_with("//") => rest.find('\n').unwrap_or(rest.len()),
                _ => c.len_utf8(),
            };
        }
    }

    pub(super) fn attributes(&mut self) -> Vec<Attribute<'s>> {
        let mut attributes = Vec::new();
        loop {
            self.skip_space();
            match self.text().chars().next() {
                None => return attributes,
                Some('>') => {
                    self.at += 1;
                    return attributes;
                }
                Some(_) => attributes.push(self.attribute()),
            }
        }
    }

    fn attribute(&mut self) -> Attribute<'s> {
        let start = self.at;
        if self.text().starts_with('{') {
            let length = enclosed(self.text());
            self.at += self.braced(length).unwrap_or(1);
            let value = Some(self.span_from(start));
            return Attribute { name: "", span: self.span_from(start), value };
        }
        let name = self.name();
        let rest = self.text();
        let Some(value) = rest.trim_start().strip_prefix('=') else {
            return Attribute { name, span: self.span_from(start), value: None };
        };
        self.at += rest.len() - value.trim_start().len();
        let value = self.value();
        Attribute { name, span: self.span_from(start), value: Some(value) }
    }

    /// Reads the name of an attribute. One that Vue computes may have any character: `:[a/b]`.
    fn name(&mut self) -> &'s str {
        let rest = self.text();
        let is_end = |c: char| c.is_whitespace() || matches!(c, '=' | '>' | '/');
        let end = rest.find(is_end).unwrap_or(rest.len());
        let computed = part(rest, ..end).find('[').filter(|_| self.language == Language::Vue);
        let closed = computed.and_then(|start| Some((start, start + part(rest, start..).find([']', ' ', '\n', '>'])?)));
        let end = closed.map_or(end, |(start, close)| close + part(rest, close..).find(is_end).unwrap_or(start));
        // At least one character is read.
        let length = end.max(rest.chars().next().map_or(0, char::len_utf8));
        self.at += length;
        part(rest, ..length)
    }

    fn value(&mut self) -> Span {
        let (value, has_code) = self.value_and_code();
        let pieces = if has_code { braces(self.source, value) } else { Vec::new() };
        for cut_off in pieces.iter().filter(|piece| !piece.of(self.source).ends_with('}')) {
            self.unclosed(cut_off.start);
        }
        value
    }

    /// The value of an attribute, and whether braces in it contain code.
    fn value_and_code(&mut self) -> (Span, bool) {
        let rest = self.text();
        let start = self.at;
        match rest.chars().next() {
            Some('`') if self.language == Language::Astro => {
                self.at += template(rest).unwrap_or(rest.len());
                (self.span_from(start), false)
            }
            Some(quote @ ('"' | '\'')) => {
                let has_code = self.language == Language::Svelte;
                let length = value_length(part(rest, 1..), has_code, |rest| rest.starts_with(quote));
                self.at += (length + 2).min(rest.len());
                (Span::new(start as u32 + 1, (start + 1 + length) as u32), has_code)
            }
            _ => {
                let has_code = matches!(self.language, Language::Svelte | Language::Astro);
                let is_end = |rest: &str| {
                    rest.starts_with(|c: char| c.is_whitespace() || c == '>') || (has_code && rest.starts_with("/>"))
                };
                self.at += value_length(rest, has_code, is_end);
                (self.span_from(start), has_code)
            }
        }
    }
}

/// The length of a value. Code in braces is skipped, if there may be any.
fn value_length(text: &str, has_code: bool, is_end: impl Fn(&str) -> bool) -> usize {
    let mut at = 0;
    while let Some(c) = part(text, at..).chars().next().filter(|_| !is_end(part(text, at..))) {
        let braces = (c == '{' && has_code).then(|| enclosed(part(text, at..))).flatten();
        at += braces.unwrap_or(c.len_utf8());
    }
    at
}
