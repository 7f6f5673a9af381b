//! Reading tags: what is an element, what is inside of it, and what is text.

use super::astro::Code;
use super::code::{braces, enclosed, is_word, template};
use super::{Attribute, Element, Language, Markup};
use crate::edit::{Span, part};

/// How deep an end tag looks for its element. Browsers build no deeper trees.
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
    /// Which elements are open.
    pub(super) open: Vec<usize>,
    /// Which expressions of Astro are open.
    pub(super) code: Vec<Code<'s>>,
}

impl<'s> Reader<'s> {
    fn new(source: &'s str, within: Span, language: Language) -> Self {
        let (at, end) = (within.start as usize, within.end as usize);
        Reader { source, at, end, language, markup: Markup::default(), open: Vec::new(), code: Vec::new() }
    }

    /// Reads what comes next; whether there was anything.
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

    /// Whether a tag comes next that opens an element. Those of Astro may have no name.
    pub(super) fn starts_element(&self) -> bool {
        let is_name = |c: char| c.is_alphabetic() || (c == '>' && self.language == Language::Astro);
        self.text().strip_prefix('<').is_some_and(|rest| rest.starts_with(is_name))
    }

    /// Passes an expression or a character.
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

    /// Passes what parts the attributes of a tag; in Svelte there may be comments, too.
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

    /// The length of the code in braces that comes next, as it was found. Where no brace ends it, that is
    /// kept in mind.
    fn braced(&mut self, length: Option<usize>) -> Option<usize> {
        let is_closed = length.is_some_and(|length| part(self.text(), ..length).ends_with('}'));
        if !is_closed {
            self.unclosed(self.at as u32);
        }
        length
    }

    fn unclosed(&mut self, at: u32) {
        let first = self.markup.unclosed.get_or_insert(at);
        *first = at.min(*first);
    }

    /// Ends all expressions of Astro but the first `count`, which nothing closes.
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

    /// Passes an end tag: what is still open inside of its element ends, too.
    pub(super) fn end_tag(&mut self) {
        let start = self.at;
        self.at += 2;
        let name = self.take(|c| c.is_whitespace() || matches!(c, '>' | '/'));
        // What is outside of an expression does not end in it.
        let outside = self.code.last().map_or(0, |code| code.depth).min(self.open.len());
        let mut names = self.open[outside..].iter().rev().take(DEEPEST).map(|open| self.markup.elements[*open].name);
        if let Some(inner) = names.position(|open| self.language.is_same(open, name)) {
            self.close(self.open.len() - inner - 1, start);
        }
        self.skip_past(">");
    }

    /// Closes all elements but the first `count` at `end`.
    pub(super) fn close(&mut self, count: usize, end: usize) {
        for closed in self.open.split_off(count) {
            self.markup.elements[closed].content.end = end as u32;
        }
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
        let taken = part(rest, ..rest.find(ends).unwrap_or(rest.len()));
        self.at += taken.len();
        taken
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

    /// The name of an attribute. One that Vue computes may hold any sign: `:[a/b]`.
    fn name(&mut self) -> &'s str {
        let rest = self.text();
        let is_end = |c: char| c.is_whitespace() || matches!(c, '=' | '>' | '/');
        let end = rest.find(is_end).unwrap_or(rest.len());
        let computed = part(rest, ..end).find('[').filter(|_| self.language == Language::Vue);
        let closed = computed.and_then(|start| Some((start, start + part(rest, start..).find([']', ' ', '\n', '>'])?)));
        let end = closed.map_or(end, |(start, close)| close + part(rest, close..).find(is_end).unwrap_or(start));
        // Something is passed in any case.
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

    /// The value of an attribute, and whether braces in it hold code.
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

    /// The text up to the end tag, which is passed.
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

/// The length of a value. Code in braces is passed, where there is any.
fn value_length(text: &str, has_code: bool, is_end: impl Fn(&str) -> bool) -> usize {
    let mut at = 0;
    while let Some(c) = part(text, at..).chars().next().filter(|_| !is_end(part(text, at..))) {
        let braces = (c == '{' && has_code).then(|| enclosed(part(text, at..))).flatten();
        at += braces.unwrap_or(c.len_utf8());
    }
    at
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
    fn values_end_behind_their_braces() {
        let values = |source| -> Vec<&str> {
            let markup = all(source, Language::Svelte);
            let attributes = markup.elements.into_iter().flat_map(|element| element.attributes);
            attributes.filter_map(|attribute| attribute.value).map(|value| value.of(source)).collect()
        };
        let source = r#"<a b="{c("d", '>')}" e={f}/><g h=i{"> j"}k l='{m['n']}'>o</g>"#;
        assert_eq!(values(source), [r#"{c("d", '>')}"#, "{f}", r#"i{"> j"}k"#, "{m['n']}"]);
        assert_eq!(values("<a // b=\"c\n /* d='>' */ e={f} />"), ["{f}"]);
    }

    #[test]
    fn names_end_with_their_tag() {
        let markup = all("<template><a :b/><c :[d/e]=\"f\"/></template>", Language::Vue);
        let names: Vec<&str> = markup.elements.iter().flat_map(|element| &element.attributes).map(|a| a.name).collect();
        assert_eq!(names, [":b", ":[d/e]"]);
    }

    #[test]
    fn expressions_of_vue_end_with_the_first_braces() {
        let source = "{{ a }}<template>{{ it's // b }} {{ c </template>";
        let texts: Vec<&str> = all(source, Language::Vue).expressions.iter().map(|span| span.of(source)).collect();
        assert_eq!(texts, ["{{ it's // b }}"]);
    }

    #[test]
    fn code_that_nothing_ends_is_told() {
        for (language, source) in [
            (Language::Svelte, "a{b"),
            (Language::Svelte, "a{b)"),
            (Language::Svelte, "a{#if b"),
            (Language::Svelte, "<a {b"),
            (Language::Svelte, "<a b={c>"),
            (Language::Svelte, "<title>{a</title>"),
            (Language::Vue, "<template>{{ a</template>"),
            (Language::Astro, "a{b"),
            (Language::Astro, "<p>{a</p>"),
            (Language::Astro, "<title>{a</title>"),
            (Language::Astro, "<a {b"),
        ] {
            let brace = source.find('{').map(|at| at as u32);
            assert!(all(source, language).unclosed.is_some_and(|at| Some(at) == brace), "{source}");
        }
        for (language, source) in [
            (Language::Svelte, "<a {b} c=\"{d}{e}\" f={g}>{#if h}{/if}{'{'}</a>"),
            (Language::Vue, "<docs>{{ a</docs><template><p a=\"{\">{ {{ b }} }</p></template>"),
            (Language::Astro, "<a {b} c=\"{\" d={e}>{f && <p>{g}</p>}{'{'}</a>"),
            (Language::Html, "{ {{ <a b={c>"),
        ] {
            assert_eq!(all(source, language).unclosed, None, "{source}");
        }
    }

    #[test]
    fn nothing_is_lost_in_broken_markup() {
        for source in ["<", "<a", "<a b=\"", "<script>", "{{", "</", "<a {", "<a =>", "<a =", "é<é"] {
            let _ = all(source, Language::Vue);
            let _ = all(source, Language::Svelte);
        }
    }
}
