//! Tags, attributes and expressions of markup, as far as scripts have to be found in it.
//!
//! Components, pages and templates are HTML only in part, and must come out byte for byte, so this
//! reads what it needs and builds no document. It never fails: what it cannot read it passes over.

use crate::edit::Span;
use crate::syntax::Word;

/// A tag that opens an element.
#[derive(Debug, Clone)]
pub struct Element<'s> {
    /// The name, as it is written.
    pub name: &'s str,
    /// The tag, with its brackets.
    pub tag: Span,
    /// Its attributes, in order.
    pub attributes: Vec<Attribute<'s>>,
    /// What is inside, if that is text and no markup: scripts and styles.
    pub text: Option<Span>,
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

/// How expressions are marked in text and attributes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Braces {
    /// Not at all.
    None,
    /// `{{ … }}`.
    Double,
    /// `{ … }`.
    Single,
}

/// What was found, in order.
#[derive(Debug, Default)]
pub struct Markup<'s> {
    /// The elements.
    pub elements: Vec<Element<'s>>,
    /// Expressions in text, braces included.
    pub expressions: Vec<Span>,
    /// Comments.
    pub comments: Vec<Span>,
}

impl Element<'_> {
    /// The value of an attribute; empty where it has none.
    pub fn get<'s>(&self, source: &'s str, name: &str) -> Option<&'s str> {
        let found = self.attributes.iter().find(|attribute| attribute.name.eq_ignore_ascii_case(name))?;
        Some(found.value.map_or("", |value| value.of(source)))
    }

    /// Whether it is an element of this name.
    pub fn is(&self, name: &str) -> bool {
        self.name.eq_ignore_ascii_case(name)
    }
}

/// Elements whose content is text.
const RAW: [&str; 4] = ["script", "style", "textarea", "title"];

/// Elements that have no end.
const VOID: [&str; 13] =
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"];

/// Reads the markup in `within`.
pub fn read<'s>(source: &'s str, within: Span, braces: Braces) -> Markup<'s> {
    let mut reader = Reader::new(source, within, braces);
    let mut markup = Markup::default();
    while reader.step(&mut markup) {}
    markup
}

/// The first element in `within`.
pub fn first(source: &str, within: Span) -> Option<Element<'_>> {
    let mut reader = Reader::new(source, within, Braces::None);
    let mut markup = Markup::default();
    while markup.elements.is_empty() && reader.step(&mut markup) {}
    markup.elements.pop()
}

/// What is inside the first of `elements`, up to its own end tag.
pub fn content(source: &str, elements: &[Element]) -> Span {
    let Some((first, rest)) = elements.split_first() else { return Span::at(0) };
    let start = first.tag.end as usize;
    if first.tag.of(source).ends_with("/>") {
        return Span::at(first.tag.end);
    }
    let is_end = |at: &usize| {
        let after = &source[at + 2..];
        let is_name = after.get(..first.name.len()).is_some_and(|name| name.eq_ignore_ascii_case(first.name));
        is_name && !after[first.name.len()..].starts_with(is_word)
    };
    let ends = source[start..].match_indices("</").map(|(at, _)| start + at).filter(is_end);
    // As many as were opened in between are closed first.
    let same: Vec<usize> =
        rest.iter().filter(|other| other.is(first.name)).map(|other| other.tag.start as usize).collect();
    let own = ends.enumerate().find(|(closed, end)| same.iter().filter(|start| *start < end).count() <= *closed);
    Span::new(first.tag.end, own.map_or(source.len(), |(_, end)| end) as u32)
}

/// The identifiers in an expression; names of members and text in quotes are none. In a handler of an
/// event, what is called, or is all there is, is a function.
pub fn words(source: &str, expression: Span, is_event: bool) -> Vec<Word> {
    let text = expression.of(source).trim_matches(|c: char| c.is_whitespace() || matches!(c, '{' | '}'));
    let is_called = |word: Span| source[word.end as usize..expression.end as usize].trim_start().starts_with('(');
    let is_handler = |word: Span| is_event && (word.of(source) == text || is_called(word));
    identifiers(source, expression).into_iter().map(|span| Word { span, is_handler: is_handler(span) }).collect()
}

/// Everything in a text that may be an identifier, wherever it stands.
pub fn all_words(source: &str, text: Span) -> Vec<Word> {
    let mut at = text.start;
    let pieces = text.of(source).split_inclusive(|c: char| !is_word(c)).map(|piece| {
        let start = at;
        at += piece.len() as u32;
        Span::new(start, start + piece.trim_end_matches(|c: char| !is_word(c)).len() as u32)
    });
    let is_name = |word: &Span| word.of(source).starts_with(|c: char| !c.is_numeric());
    pieces.filter(is_name).map(|span| Word { span, is_handler: false }).collect()
}

fn identifiers(source: &str, expression: Span) -> Vec<Span> {
    let text = expression.of(source);
    let mut words = Vec::new();
    let mut at = 0;
    while let Some(first) = text[at..].chars().next() {
        let rest = &text[at..];
        let length = match first {
            '"' | '\'' => quoted(rest),
            _ if is_word(first) => {
                let length = rest.find(|c: char| !is_word(c)).unwrap_or(rest.len());
                let before = text[..at].trim_end();
                let is_member = before.ends_with('.') && !before.ends_with("...");
                if !is_member && !first.is_ascii_digit() && !rest.starts_with("${") {
                    let start = expression.start + at as u32;
                    words.push(Span::new(start, start + length as u32));
                }
                length
            }
            other => other.len_utf8(),
        };
        at += length;
    }
    words
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '_' | '$')
}

/// The length of the quoted text that `text` starts with; one where it has no end.
fn quoted(text: &str) -> usize {
    let Some(quote) = text.chars().next() else { return 0 };
    let mut escaped = false;
    for (at, c) in text.char_indices().skip(1) {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            _ if c == quote => return at + 1,
            _ => {}
        }
    }
    1
}

/// The length of the text in braces that `text` starts with, braces included.
fn braced(text: &str) -> Option<usize> {
    let (mut depth, mut at) = (0, 0);
    while let Some(c) = text[at..].chars().next() {
        at += match c {
            '"' | '\'' | '`' => quoted(&text[at..]),
            '/' if text[at..].starts_with("/*") => text[at..].find("*/")? + 2,
            other => {
                match other {
                    '{' => depth += 1,
                    '}' => depth -= 1,
                    _ => {}
                }
                other.len_utf8()
            }
        };
        if depth == 0 {
            return Some(at);
        }
    }
    None
}

struct Reader<'s> {
    source: &'s str,
    at: usize,
    end: usize,
    braces: Braces,
    depth: usize,
}

impl<'s> Reader<'s> {
    fn new(source: &'s str, within: Span, braces: Braces) -> Self {
        Reader { source, at: within.start as usize, end: within.end as usize, braces, depth: 0 }
    }

    /// Reads what comes next; whether there was anything.
    fn step(&mut self, markup: &mut Markup<'s>) -> bool {
        let Some(rest) = self.rest() else { return false };
        if rest.starts_with("<!--") {
            let start = self.at;
            self.skip_past("-->");
            markup.comments.push(self.span_from(start));
        } else if let Some(after) = rest.strip_prefix("</") {
            self.depth = self.depth.saturating_sub(usize::from(after.starts_with(|c: char| c.is_alphabetic())));
            self.skip_past(">");
        } else if rest.starts_with('<') && rest[1..].starts_with(|c: char| c.is_alphabetic()) {
            let element = self.element();
            markup.elements.push(element);
        } else if let Some(expression) = self.expression() {
            markup.expressions.push(expression);
        } else {
            self.at += rest.chars().next().map_or(1, char::len_utf8);
        }
        true
    }

    fn rest(&self) -> Option<&'s str> {
        self.source.get(self.at..self.end).filter(|rest| !rest.is_empty())
    }

    fn text(&self) -> &'s str {
        self.rest().unwrap_or_default()
    }

    fn skip_past(&mut self, mark: &str) {
        self.at = self.text().find(mark).map_or(self.end, |found| self.at + found + mark.len());
    }

    fn skip_space(&mut self) {
        let rest = self.text();
        self.at += rest.len() - rest.trim_start_matches(|c: char| c.is_whitespace() || c == '/').len();
    }

    fn span_from(&self, start: usize) -> Span {
        Span::new(start as u32, self.at as u32)
    }

    fn expression(&mut self) -> Option<Span> {
        let mark = match self.braces {
            Braces::None => return None,
            Braces::Double => "{{",
            Braces::Single => "{",
        };
        let start = self.at;
        self.at += braced(self.text().strip_prefix(mark).map(|_| self.text())?)?;
        Some(self.span_from(start))
    }

    fn element(&mut self) -> Element<'s> {
        let start = self.at;
        self.at += 1;
        let name = self.take(|c| c.is_whitespace() || matches!(c, '>' | '/'));
        let mut attributes = Vec::new();
        loop {
            self.skip_space();
            match self.text().chars().next() {
                None => break,
                Some('>') => {
                    self.at += 1;
                    break;
                }
                Some(_) => attributes.push(self.attribute()),
            }
        }
        let tag = self.span_from(start);
        let closes = tag.of(self.source).ends_with("/>") || VOID.iter().any(|void| name.eq_ignore_ascii_case(void));
        let text = (!closes && RAW.iter().any(|raw| name.eq_ignore_ascii_case(raw))).then(|| self.raw(name));
        let depth = self.depth;
        self.depth += usize::from(!closes && text.is_none());
        Element { name, tag, attributes, text, depth }
    }

    fn take(&mut self, ends: impl Fn(char) -> bool) -> &'s str {
        let rest = self.text();
        let taken = &rest[..rest.find(ends).unwrap_or(rest.len())];
        self.at += taken.len();
        taken
    }

    fn attribute(&mut self) -> Attribute<'s> {
        let start = self.at;
        if self.text().starts_with('{') {
            self.at += braced(self.text()).unwrap_or(1);
            let value = Some(self.span_from(start));
            return Attribute { name: "", span: self.span_from(start), value };
        }
        let name = self.take(|c| c.is_whitespace() || matches!(c, '=' | '>'));
        if name.is_empty() {
            self.at += 1;
        }
        let rest = self.text();
        let Some(value) = rest.trim_start().strip_prefix('=') else {
            return Attribute { name, span: self.span_from(start), value: None };
        };
        self.at += rest.len() - value.trim_start().len();
        let value = self.value();
        Attribute { name, span: self.span_from(start), value: Some(value) }
    }

    fn value(&mut self) -> Span {
        let rest = self.text();
        let start = self.at;
        match rest.chars().next() {
            Some(quote @ ('"' | '\'')) => {
                let length = rest[1..].find(quote).unwrap_or(rest.len() - 1);
                self.at += (length + 2).min(rest.len());
                Span::new(start as u32 + 1, (start + 1 + length) as u32)
            }
            Some('{') => {
                self.at += braced(rest).unwrap_or(1);
                self.span_from(start)
            }
            _ => {
                self.take(|c| c.is_whitespace() || c == '>');
                self.span_from(start)
            }
        }
    }

    /// The text up to the end tag, which is passed.
    fn raw(&mut self, name: &str) -> Span {
        let start = self.at;
        let ends = |at: &usize| {
            let after = &self.source[*at + 2..self.end];
            let is_name = after.get(..name.len()).is_some_and(|end| end.eq_ignore_ascii_case(name));
            is_name && !after[name.len()..].starts_with(is_word)
        };
        let end = self.text().match_indices("</").map(|(found, _)| start + found).find(ends);
        self.at = end.unwrap_or(self.end);
        let text = self.span_from(start);
        if end.is_some() {
            self.skip_past(">");
        }
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(source: &str, braces: Braces) -> Markup<'_> {
        read(source, Span::new(0, source.len() as u32), braces)
    }

    #[test]
    fn scripts_are_found_with_their_text() {
        let source = "<!-- <script>no</script> --><script setup lang='ts'>\na < b;\n</script >\n<p>x</p>";
        let markup = all(source, Braces::None);
        let script = &markup.elements[0];
        assert!(script.is("SCRIPT") && script.get(source, "setup") == Some(""));
        assert_eq!(script.get(source, "lang"), Some("ts"));
        assert_eq!(script.text.map(|text| text.of(source)), Some("\na < b;\n"));
        assert_eq!(markup.elements.len(), 2);
    }

    #[test]
    fn expressions_hold_brackets_and_braces() {
        let source = "<a on:click={() => b > { c: '}' }.c}>{#if d < e}{f}{/if}</a>";
        let markup = all(source, Braces::Single);
        assert_eq!(markup.elements.len(), 1);
        let value = markup.elements[0].attributes[0].value.map(|value| value.of(source));
        assert_eq!(value, Some("{() => b > { c: '}' }.c}"));
        let texts: Vec<&str> = markup.expressions.iter().map(|span| span.of(source)).collect();
        assert_eq!(texts, ["{#if d < e}", "{f}", "{/if}"]);
    }

    #[test]
    fn words_are_names_that_an_expression_reads() {
        let source = "a.b + c['d'] + { e: f }.g + `${h}` + ...i";
        let found = identifiers(source, Span::new(0, source.len() as u32));
        let found: Vec<&str> = found.into_iter().map(|word| word.of(source)).collect();
        assert_eq!(found, ["a", "c", "e", "f", "h", "i"]);
    }

    #[test]
    fn an_event_calls_functions_and_reads_the_rest() {
        let handlers = |source: &str| -> Vec<String> {
            let all = words(source, Span::new(0, source.len() as u32), true);
            all.into_iter().filter(|word| word.is_handler).map(|word| word.span.of(source).to_owned()).collect()
        };
        assert_eq!(handlers("{ leave }"), ["leave"]);
        assert_eq!(handlers("() => leave(device)"), ["leave"]);
        assert_eq!(handlers("send = device"), [""; 0]);
    }

    #[test]
    fn nothing_is_lost_in_broken_markup() {
        for source in ["<", "<a", "<a b=\"", "<script>", "{{", "</", "<a {", "<a =>", "<a =", "é<é"] {
            let _ = all(source, Braces::Double);
            let _ = all(source, Braces::Single);
        }
    }
}
