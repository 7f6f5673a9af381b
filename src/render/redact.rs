//! Code of the user's, with the strings of secrets shortened.
//!
//! The core shortens what it quotes. Reports that show code as it stands in a file shorten it here,
//! by the text alone: what follows the word `secret` and a colon, up to the end of that member. A
//! string too many may be shortened, in a comment for instance; nothing is ever edited by this.

use crate::edit::Span;
use std::borrow::Cow;

/// The strings of secrets in a text.
#[derive(Debug, Clone, Default)]
pub struct Secrets {
    /// The inside of each string but its first two characters, by place.
    hidden: Vec<Span>,
}

impl Secrets {
    /// Finds those of `source`.
    pub fn of(source: &str) -> Self {
        let mut secrets = Secrets::default();
        let mut from = 0;
        for (at, word) in source.match_indices("secret") {
            let end = at + word.len();
            let is_name = |c: char| c.is_alphanumeric() || matches!(c, '_' | '$');
            let is_part = source[..at].ends_with(is_name) || source[end..].starts_with(is_name);
            let rest = source[end..].trim_start_matches(['"', '\'', '`', ']']).trim_start();
            if at >= from && !is_part && rest.starts_with([':', '(']) {
                from = secrets.member(source, source.len() - rest.len());
            }
        }
        secrets
    }

    /// The text of `at`, with its secrets shortened.
    pub fn shorten(&self, source: &str, at: Span) -> String {
        let mut text = String::new();
        let mut from = at.start;
        let first = self.hidden.partition_point(|hidden| hidden.end <= at.start);
        for hidden in self.hidden[first..].iter().take_while(|hidden| hidden.start < at.end) {
            text.push_str(part(source, from, hidden.start));
            text.push('…');
            from = hidden.end;
        }
        text.push_str(part(source, from, at.end));
        text
    }

    /// All of `source` with its secrets shortened, and where `at` is in that.
    pub fn shortened<'s>(&self, source: &'s str, at: Span) -> (Cow<'s, str>, Span) {
        if self.hidden.is_empty() {
            return (Cow::Borrowed(source), at);
        }
        let whole = |end: u32| self.shorten(source, Span::new(0, end));
        let length = |text: &str| u32::try_from(text.len()).unwrap_or(u32::MAX);
        let end = u32::try_from(source.len()).unwrap_or(u32::MAX);
        (Cow::Owned(whole(end)), Span::new(length(&whole(at.start)), length(&whole(at.end))))
    }

    /// Takes in the strings from `start` to the end of the member, which is given back.
    fn member(&mut self, source: &str, start: usize) -> usize {
        let bytes = source.as_bytes();
        let (mut at, mut depth) = (start, 0);
        while at < bytes.len() {
            match bytes[at] {
                quote @ (b'"' | b'\'' | b'`') => at = self.string(source, at + 1, quote),
                b'(' | b'[' | b'{' => depth += 1,
                b')' | b']' | b'}' if depth > 0 => depth -= 1,
                b')' | b']' | b'}' => return at,
                b',' | b';' if depth == 0 => return at,
                _ => {}
            }
            at += 1;
        }
        at
    }

    /// Takes in the string that begins at `start`, behind its quote; where it ends.
    fn string(&mut self, source: &str, start: usize, quote: u8) -> usize {
        let bytes = source.as_bytes();
        let mut end = start;
        while end < bytes.len() && bytes[end] != quote && (quote == b'`' || bytes[end] != b'\n') {
            end += if bytes[end] == b'\\' { 2 } else { 1 };
        }
        let end = end.min(bytes.len());
        let shown: usize = source[start..end].chars().take(2).map(char::len_utf8).sum();
        let offset = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        self.hidden.push(Span::new(offset(start + shown), offset(end)));
        end
    }
}

/// The text from `start` to `end`; none where there is no such text.
fn part(source: &str, start: u32, end: u32) -> &str {
    source.get(start as usize..end as usize).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shortened(source: &str) -> String {
        Secrets::of(source).shorten(source, Span::new(0, u32::try_from(source.len()).expect("short")))
    }

    #[test]
    fn only_the_strings_of_secrets_are_shortened() {
        assert_eq!(shortened("{ secret: \"abcdef\", a: \"abcdef\" }"), "{ secret: \"ab…\", a: \"abcdef\" }");
        assert_eq!(
            shortened("{ 'secret' : f(`x${1}yz`, 'é\\'uvw') }, 'out'"),
            "{ 'secret' : f(`x$…`, 'é\\…') }, 'out'"
        );
        assert_eq!(shortened("{ secret() { return 'abc' } }"), "{ secret() { return 'ab…' } }");
        assert_eq!(shortened("{ secrets: 'abc', my_secret: 'abc' }"), "{ secrets: 'abc', my_secret: 'abc' }");
    }

    #[test]
    fn a_part_of_the_text_holds_no_more_than_the_whole() {
        let source = "secret: \"abcdef\", b";
        assert_eq!(Secrets::of(source).shorten(source, Span::new(12, 18)), "…\", ");
        assert_eq!(Secrets::of(source).shorten(source, Span::new(9, 13)), "ab…");
    }

    #[test]
    fn a_string_without_an_end_is_no_end_of_the_program() {
        assert_eq!(shortened("secret: 'abc\ndef"), "secret: 'ab…\ndef");
        assert_eq!(shortened("secret: 'ab\\"), "secret: 'ab…");
        assert_eq!(shortened("secret: '\\é"), "secret: '\\é");
    }
}
