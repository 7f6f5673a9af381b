//! The expressions of Astro: code with markup in it, which in turn has text with expressions in it.
//!
//! Where the code expects a value, `<` opens an element; after a value it compares. Strings and comments
//! of the code are neither markup nor code.

use super::reader::{OpenExpression, Reader};
use super::tokens::{Token, Tokens, pieces};
use crate::edit::{Span, part};

impl<'s> Reader<'s> {
    /// Whether the reader is in the code of an expression.
    pub fn is_in_code(&self) -> bool {
        self.code.last().is_some_and(|code| code.depth == self.open.len())
    }

    /// Opens or closes an expression at a brace in text. Returns whether there was one.
    pub fn brace(&mut self) -> bool {
        let text = self.text();
        if text.starts_with('{') {
            let tokens = Tokens::from(part(self.source, ..self.end), self.at + 1);
            self.code.push(OpenExpression { start: self.at, depth: self.open.len(), braces: 0, tokens });
            self.piece(self.at, self.at + 1);
        } else if text.starts_with('}') && !self.code.is_empty() {
            // Elements in it without an end tag end with it.
            let depth = self.code.pop().map_or(0, |code| code.depth);
            self.close(depth.min(self.open.len()), self.at);
        } else {
            return false;
        }
        self.at += 1;
        true
    }

    /// Reads the next token or element of an expression.
    pub fn code_step(&mut self) {
        let is_value = self.code.last().is_some_and(|code| code.tokens.behind_value);
        if !is_value && self.text().starts_with("<!--") {
            let length = self.language.comment(self.text()).unwrap_or(1);
            self.at += length;
            self.markup.comments.push(self.span_from(self.at - length));
        } else if !is_value && self.starts_element() {
            self.element();
        } else if !is_value && self.text().starts_with("</") {
            self.end_tag();
        } else {
            self.token();
        }
    }

    fn token(&mut self) {
        let start = self.at;
        let Some(code) = self.code.last_mut() else { return };
        code.tokens.at = start;
        let token = code.tokens.next();
        self.at = code.tokens.at.max(start + 1);
        let text = part(self.source, start..self.at);
        match token {
            Some((_, Token::Open('{'))) => code.braces += 1,
            Some((_, Token::Close('}'))) if code.braces == 0 => {
                self.code.pop();
            }
            Some((_, Token::Close('}'))) => code.braces -= 1,
            Some((_, Token::Value)) if text.starts_with(['"', '\'']) => return self.string(start, self.at),
            Some((_, Token::Value)) if text.starts_with('`') => return self.template(start, text),
            Some((_, Token::Blank)) if text.starts_with('/') => {
                return self.markup.comments.push(self.span_from(start));
            }
            Some((
                _,
                Token::Open(_) | Token::Close(_) | Token::Word(_) | Token::Sign(_) | Token::Value | Token::Blank,
            ))
            | None => {}
        }
        if text.starts_with(['"', '\'', '`']) {
            return self.unclosed_string(start);
        }
        self.piece(start, self.at);
    }

    /// Skips a string that is not closed: a template to the end of the code, any other to the end of its
    /// line.
    fn unclosed_string(&mut self, start: usize) {
        let rest = part(self.source, start..self.end);
        let line = rest.find('\n').filter(|_| !rest.starts_with('`'));
        self.at = start + line.unwrap_or(rest.len());
        self.string(start, self.at);
    }

    fn string(&mut self, start: usize, end: usize) {
        self.markup.strings.push(Span::new(start as u32, end as u32));
    }

    fn template(&mut self, start: usize, text: &str) {
        let mut at = 0;
        for (from, to) in pieces(text) {
            self.piece(start + at, start + from);
            self.string(start + from, start + to);
            at = to;
        }
    }

    /// Adds code to the last piece, or as a new one.
    fn piece(&mut self, start: usize, end: usize) {
        match self.markup.expressions.last_mut() {
            Some(last) if last.end as usize == start => last.end = end as u32,
            _ if start < end => self.markup.expressions.push(Span::new(start as u32, end as u32)),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Language, Markup, read};
    use crate::edit::Span;

    fn all(source: &str) -> Markup<'_> {
        read(source, Span::new(0, source.len() as u32), Language::Astro)
    }

    fn scripts(source: &str) -> Vec<&str> {
        let scripts = all(source).elements.into_iter().filter(|element| element.name == "script");
        scripts.map(|script| script.content.of(source)).collect()
    }

    #[test]
    fn scripts_are_found_in_expressions() {
        for source in [
            "{a && <script>b</script>}",
            "{a.map((c) => (<p>{c}</p><script>b</script>))}",
            "{a < 1 ? <><i>}</i></> : null}<script>b</script>",
            "{a ? <script>b</script> : \"}\"}",
            "{[`${`}`}`].map(() => { return <script>b</script>; })}",
            "{a && <p title={c < d}>{/}/.test(c) && <b>it's {c}</b>}<script>b</script></p>}",
            "{a &&\n  // it's <i>\n  <script>b</script>}",
            "{f<string>(a)}{a <b}<script>b</script>",
            "<p a=`<script>c</script>` b=\"{ '\">{a}</p><script>b</script>",
            "{a && <li>c}<script>b</script>",
            "<title>{a ? '</i>' : `}`}</title><script>b</script>",
            "{/* <script>c</script> */}<script>b</script>",
            "{a && <!-- <script>c</script> --> <p/>}<script>b</script>",
        ] {
            assert_eq!(scripts(source), ["b"], "{source}");
        }
    }

    #[test]
    fn what_strings_and_comments_hold_is_no_markup() {
        for source in [
            "<pre>{`<script>b</script>`}</pre>",
            "{'<script>b</script>'}",
            "{\"<script>b</script>\"}",
            "{\n// <script>b</script>\na}",
            "{a /* <script>b</script> */}",
            "{/<script>b<\\/script>/.test(a)}",
            "<p a={`<script>b</script>`} b='<script>b</script>' />",
            "{`${a ? `<script>b</script>` : ''}`}",
            "{`<script>b</script>\n",
            "{'<script>b</script>\n}",
        ] {
            assert!(scripts(source).is_empty(), "{source}");
        }
    }

    #[test]
    fn code_is_told_from_its_strings() {
        let source = "a{b('c', `d${e}f`) /* g */ && <p>h{i}</p>}j";
        let markup = all(source);
        let texts = |spans: &[Span]| -> Vec<String> { spans.iter().map(|span| span.of(source).to_owned()).collect() };
        assert_eq!(texts(&markup.expressions), ["{b(", ", ", "e", ") ", " && ", "{i}", "}"]);
        assert_eq!(texts(&markup.strings), ["'c'", "`d${", "}f`"]);
        assert_eq!(texts(&markup.comments), ["/* g */"]);
    }
}
