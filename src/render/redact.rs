//! Code of the user with the strings of secrets shortened.
//!
//! The core shortens secrets in the code that it quotes. Reports that show code of a file shorten them here,
//! by the text alone: all strings after the word `secret` and a colon, up to the end of that member. This may
//! shorten a string that is no secret, in a comment for instance. It affects reports only, and never an edit.

use crate::edit::{Span, boundary, end_boundary, part};

/// The line of a place, in three parts.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LineParts {
    /// The text before the place.
    pub before: String,
    /// The text of the place, as far as it is on this line.
    pub meant: String,
    /// The text after the place.
    pub after: String,
}

/// What a part of a line ends at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Ends {
    /// The end of its line.
    Line,
    /// The limit: there is more text.
    Room,
    /// The requested offset: there is no need for more text.
    Nowhere,
}

/// The strings of secrets in a text.
#[derive(Debug, Clone, Default)]
pub struct Secrets {
    /// The spans to hide, by place: each string's content after its first two characters.
    hidden: Vec<Span>,
}

impl Secrets {
    /// Finds the strings of secrets in `source`.
    pub fn of(source: &str) -> Self {
        let mut secrets = Secrets::default();
        let mut from = 0;
        for (at, word) in source.match_indices("secret") {
            let end = at + word.len();
            let is_name = |c: char| c.is_alphanumeric() || matches!(c, '_' | '$');
            let is_part = part(source, ..at).ends_with(is_name) || part(source, end..).starts_with(is_name);
            let rest = part(source, end..).trim_start_matches(['"', '\'', '`', ']']).trim_start();
            if at >= from && !is_part && rest.starts_with([':', '(']) {
                from = secrets.member(source, source.len() - rest.len());
            }
        }
        secrets
    }

    /// Returns the text of `at` with its secrets shortened.
    pub fn shorten(&self, source: &str, at: Span) -> String {
        let mut text = String::new();
        let mut from = at.start;
        let first = self.hidden.partition_point(|hidden| hidden.end <= at.start);
        for hidden in self.hidden[first..].iter().take_while(|hidden| hidden.start < at.end) {
            text.push_str(part(source, from as usize..hidden.start.max(from) as usize));
            text.push('…');
            from = hidden.end;
        }
        text.push_str(part(source, from as usize..at.end.max(from) as usize));
        text
    }

    /// Returns the line that `at` begins in, with its secrets shortened. It contains no more than is needed
    /// to show `room` characters.
    pub fn line(&self, source: &str, at: Span, room: usize) -> LineParts {
        let (from, to) = (boundary(source, at.start as usize), end_boundary(source, at.end as usize));
        let (before, starts_file) = self.before(source, from, room + 1);
        let (meant, ends) = self.after(source, from, to, room + 1);
        let (after, ends) = match ends {
            Ends::Nowhere => self.after(source, to.max(from), source.len(), room + 1),
            Ends::Line | Ends::Room => (String::new(), ends),
        };
        let mut line = LineParts { before, meant, after };
        if starts_file && let Some(rest) = line.before.strip_prefix('\u{feff}') {
            line.before = rest.to_owned();
        }
        if ends == Ends::Line || ends == Ends::Nowhere {
            let last = [&mut line.after, &mut line.meant, &mut line.before].into_iter().find(|part| !part.is_empty());
            if let Some(last) = last.filter(|last| last.ends_with('\r')) {
                last.pop();
            }
        }
        line
    }

    /// Returns the text before `from`, back to the start of its line or for this many characters, and whether
    /// it reaches the start of the file.
    fn before(&self, source: &str, from: usize, most: usize) -> (String, bool) {
        let mut text: Vec<char> = Vec::new();
        let mut at = from;
        let hidden = &self.hidden[..self.hidden.partition_point(|hidden| (hidden.start as usize) < from)];
        for hidden in hidden.iter().rev().map(Some).chain([None]) {
            let start = hidden.map_or(0, |hidden| hidden.end as usize);
            for c in part(source, start.min(at)..at).chars().rev() {
                if c == '\n' || text.len() >= most {
                    return (text.into_iter().rev().collect(), false);
                }
                text.push(c);
            }
            if let Some(hidden) = hidden {
                text.push('…');
                at = hidden.start as usize;
            }
        }
        (text.into_iter().rev().collect(), true)
    }

    /// Returns the text between `from` and `to`, up to the end of the line or for this many characters.
    fn after(&self, source: &str, from: usize, to: usize, most: usize) -> (String, Ends) {
        let mut text = String::new();
        let (mut at, mut length) = (from, 0);
        let first = self.hidden.partition_point(|hidden| hidden.end as usize <= from);
        let hidden = self.hidden[first..].iter().take_while(|hidden| (hidden.start as usize) < to);
        for hidden in hidden.map(Some).chain([None]) {
            let end = hidden.map_or(to, |hidden| hidden.start as usize);
            for c in part(source, at..end.max(at)).chars() {
                if c == '\n' {
                    return (text, Ends::Line);
                }
                if length >= most {
                    return (text, Ends::Room);
                }
                text.push(c);
                length += 1;
            }
            if let Some(hidden) = hidden {
                if (hidden.start as usize) >= from {
                    text.push('…');
                    length += 1;
                }
                at = (hidden.end as usize).min(to.max(from));
            }
        }
        (text, Ends::Nowhere)
    }

    /// Adds the strings from `start` to the end of the member. Returns that end.
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

    /// Adds the string that begins at `start`, after its quote. Returns the offset of its end.
    fn string(&mut self, source: &str, start: usize, quote: u8) -> usize {
        let bytes = source.as_bytes();
        let mut end = start;
        while end < bytes.len() && bytes[end] != quote && (quote == b'`' || bytes[end] != b'\n') {
            end += if bytes[end] == b'\\' { 2 } else { 1 };
        }
        let end = end.min(bytes.len());
        let shown: usize = part(source, start..end).chars().take(2).map(char::len_utf8).sum();
        let offset = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        self.hidden.push(Span::new(offset(start + shown), offset(end)));
        end
    }
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
