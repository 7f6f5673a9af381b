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

/// What the markup is part of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Language {
    /// A page. The case of names does not count.
    Html,
    /// A component of Vue: what stands at its top is text but for the template, where expressions
    /// are `{{ … }}`.
    Vue,
    /// A component of Svelte, with expressions in `{ … }`.
    Svelte,
    /// A component of Astro. The markup in its expressions is read as if it stood outside.
    Astro,
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

/// Elements whose content is text.
const RAW: [&str; 2] = ["script", "style"];

/// Elements whose content is text in which expressions are read.
const TEXT: [&str; 2] = ["textarea", "title"];

/// Elements that have no end.
const VOID: [&str; 13] =
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"];

/// How deep an end tag looks for its element. Browsers build no deeper trees.
const DEEPEST: usize = 512;

/// Reads the markup in `within`.
pub fn read(source: &str, within: Span, language: Language) -> Markup<'_> {
    let mut reader = Reader::new(source, within, language);
    while reader.step() {}
    for open in std::mem::take(&mut reader.open) {
        reader.markup.elements[open].content.end = within.end;
    }
    reader.markup
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
            // An apostrophe in a comment.
            '\n' if quote != '`' => return 1,
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
            '/' if text[at..].starts_with("//") && !text[..at].ends_with('\\') => text[at..].find('\n')?,
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

/// The length of the comment that stands for an expression: `{/* … */}`.
fn comment_in_braces(text: &str) -> Option<usize> {
    let inner = text.strip_prefix('{')?.trim_start().strip_prefix("/*")?;
    let (_, behind) = inner.split_once("*/")?;
    let rest = behind.trim_start().strip_prefix('}')?;
    Some(text.len() - rest.len())
}

struct Reader<'s> {
    source: &'s str,
    at: usize,
    end: usize,
    language: Language,
    markup: Markup<'s>,
    /// Which elements are open.
    open: Vec<usize>,
}

impl<'s> Reader<'s> {
    fn new(source: &'s str, within: Span, language: Language) -> Self {
        let (at, end) = (within.start as usize, within.end as usize);
        Reader { source, at, end, language, markup: Markup::default(), open: Vec::new() }
    }

    /// Reads what comes next; whether there was anything.
    fn step(&mut self) -> bool {
        let Some(rest) = self.rest() else { return false };
        if rest.starts_with("<!--") {
            let start = self.at;
            self.skip_past("-->");
            self.markup.comments.push(self.span_from(start));
        } else if self.language == Language::Astro
            && let Some(length) = comment_in_braces(rest)
        {
            self.at += length;
            self.markup.comments.push(self.span_from(self.at - length));
        } else if rest.starts_with("</") {
            self.end_tag();
        } else if rest.starts_with('<') && rest[1..].starts_with(|c: char| c.is_alphabetic()) {
            self.element();
        } else {
            self.text_step();
        }
        true
    }

    /// Passes an expression or a character.
    fn text_step(&mut self) {
        match self.expression() {
            Some(expression) => self.markup.expressions.push(expression),
            None => self.at += self.text().chars().next().map_or(1, char::len_utf8),
        }
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
        let (start, text) = (self.at, self.text());
        self.at += match self.language {
            Language::Html | Language::Astro => return None,
            // To Vue an expression ends with the first braces.
            Language::Vue => text.strip_prefix("{{").filter(|_| !self.open.is_empty())?.find("}}")? + 4,
            Language::Svelte => text.starts_with('{').then(|| braced(text))??,
        };
        Some(self.span_from(start))
    }

    fn element(&mut self) {
        let start = self.at;
        self.at += 1;
        let name = self.take(|c| c.is_whitespace() || matches!(c, '>' | '/'));
        let attributes = self.attributes();
        let tag = self.span_from(start);
        let depth = self.open.len();
        let mut element = Element { name, tag, attributes, content: Span::at(tag.end), is_text: false, depth };
        let text = tag.of(self.source);
        let is_cut_off = !text.ends_with('>');
        let is_closed = is_cut_off || text.ends_with("/>") || self.is_one_of(&VOID, name);
        if !is_closed && self.holds_text(&element) {
            element.is_text = true;
            element.content = self.raw(name);
        } else if !is_closed {
            self.open.push(self.markup.elements.len());
        }
        self.markup.elements.push(element);
    }

    fn is_one_of(&self, known: &[&str], name: &str) -> bool {
        known.iter().any(|known| self.is_same(known, name))
    }

    fn is_same(&self, one: &str, other: &str) -> bool {
        one == other || (self.language == Language::Html && one.eq_ignore_ascii_case(other))
    }

    fn holds_text(&self, element: &Element) -> bool {
        if self.language == Language::Vue && self.open.is_empty() {
            let lang = element.get(self.source, "lang").unwrap_or_default();
            return element.name != "template" || !matches!(lang, "" | "html");
        }
        self.is_one_of(&RAW, element.name) || self.is_one_of(&TEXT, element.name)
    }

    /// Passes an end tag: what is still open inside of its element ends, too.
    fn end_tag(&mut self) {
        let start = self.at;
        self.at += 2;
        let name = self.take(|c| c.is_whitespace() || matches!(c, '>' | '/'));
        let mut names = self.open.iter().rev().take(DEEPEST).map(|open| self.markup.elements[*open].name);
        if let Some(inner) = names.position(|open| self.is_same(open, name)) {
            for closed in self.open.split_off(self.open.len() - inner - 1) {
                self.markup.elements[closed].content.end = start as u32;
            }
        }
        self.skip_past(">");
    }

    fn attributes(&mut self) -> Vec<Attribute<'s>> {
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
        let is_end = |at: &usize| {
            let after = &self.source[*at + 2..self.end];
            let is_name = after.get(..name.len()).is_some_and(|end| end.eq_ignore_ascii_case(name));
            is_name && !after[name.len()..].starts_with(is_word)
        };
        let end = self.text().match_indices("</").map(|(found, _)| start + found).find(is_end);
        let stop = end.unwrap_or(self.end);
        if self.is_one_of(&TEXT, name) {
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
        while self.rest().is_some() {
            self.text_step();
        }
        self.end = end;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(source: &str, language: Language) -> Markup<'_> {
        read(source, Span::new(0, source.len() as u32), language)
    }

    #[test]
    fn scripts_are_found_with_their_text() {
        let source = "<!-- <script>no</script> --><script setup lang='ts'>\na < b;\n</script >\n<p>x</p>";
        let markup = all(source, Language::Html);
        let script = &markup.elements[0];
        assert!(script.is("SCRIPT") && script.get(source, "setup") == Some(""));
        assert_eq!(script.get(source, "lang"), Some("ts"));
        assert_eq!(script.text().map(|text| text.of(source)), Some("\na < b;\n"));
        assert_eq!(markup.elements.len(), 2);
    }

    #[test]
    fn the_case_of_names_counts_in_components() {
        let names = |language| -> Vec<&str> {
            let markup = all("<Script>a <b></Script><SCRIPT>a <i></SCRIPT><script>a <u></script>", language);
            markup.elements.iter().filter(|element| !element.is_text).map(|element| element.name).collect()
        };
        assert_eq!(names(Language::Html), [""; 0]);
        assert_eq!(names(Language::Astro), ["Script", "b", "SCRIPT", "i"]);
    }

    #[test]
    fn an_end_tag_closes_what_is_open_inside() {
        let source = "<ul><li>a<li>b<Link>c</Link><br></ul></p><script></script>";
        let markup = all(source, Language::Svelte);
        let depths: Vec<usize> = markup.elements.iter().map(|element| element.depth).collect();
        assert_eq!(depths, [0, 1, 2, 3, 3, 0]);
        let contents: Vec<&str> = markup.elements.iter().map(|element| element.content.of(source)).collect();
        assert_eq!(contents[1..4], ["a<li>b<Link>c</Link><br>", "b<Link>c</Link><br>", "c"]);
    }

    #[test]
    fn text_elements_hold_expressions() {
        let source = "<title>{a} <b></title><textarea>{{c}}</textarea>";
        let markup = all(source, Language::Svelte);
        let texts: Vec<&str> = markup.expressions.iter().map(|span| span.of(source)).collect();
        assert_eq!((markup.elements.len(), texts), (2, vec!["{a}", "{{c}}"]));
    }

    #[test]
    fn a_block_of_vue_is_text_unless_it_is_the_template() {
        let source = "<docs>a <b></docs><template><p>{{ a <b }}</p></template><template lang='pug'>a <b</template>";
        let markup = all(source, Language::Vue);
        let names: Vec<&str> = markup.elements.iter().map(|element| element.name).collect();
        assert_eq!(names, ["docs", "template", "p", "template"]);
        assert_eq!(markup.elements[1].content.of(source), "<p>{{ a <b }}</p>");
    }

    #[test]
    fn expressions_hold_brackets_and_braces() {
        let source = "<a on:click={() => b > { c: '}' }.c}>{#if d < e}{f}{/if}</a>";
        let markup = all(source, Language::Svelte);
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
            let _ = all(source, Language::Vue);
            let _ = all(source, Language::Svelte);
        }
    }
}
