//! Code in markup: what is a bracket of it, and what is text, a comment or a regular expression.
//!
//! This knows where code ends, and where it is parted; what it means is found out by the parser.

use crate::edit::{Span, part};

/// What code is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Token<'s> {
    /// A bracket.
    Open(char),
    /// The end of one.
    Close(char),
    /// A name or a word of the language.
    Word(&'s str),
    /// Another sign of the language.
    Sign(char),
    /// Text, a number or a regular expression.
    Value,
    /// A comment or white space.
    Blank,
}

/// Words behind which an expression starts.
const BEFORE_EXPRESSION: [&str; 18] = [
    "return",
    "typeof",
    "instanceof",
    "in",
    "of",
    "new",
    "delete",
    "void",
    "throw",
    "case",
    "do",
    "else",
    "await",
    "yield",
    "as",
    "then",
    "extends",
    "default",
];

/// The tokens of a text, each with its place in it.
#[derive(Debug)]
pub struct Tokens<'s> {
    text: &'s str,
    /// Where the next one starts.
    pub at: usize,
    /// Whether a value stands before, so that a slash divides it.
    pub behind_value: bool,
    behind_dot: bool,
}

impl<'s> Tokens<'s> {
    fn of(text: &'s str) -> Self {
        Tokens::from(text, 0)
    }

    /// Those of a text from `at` on.
    pub fn from(text: &'s str, at: usize) -> Self {
        Tokens { text, at, behind_value: false, behind_dot: false }
    }

    fn token(&self, rest: &'s str, first: char) -> (Token<'s>, usize) {
        match first {
            '"' | '\'' => quoted(rest, first).map_or((Token::Sign(first), 1), |length| (Token::Value, length)),
            '`' => template(rest).map_or((Token::Sign(first), 1), |length| (Token::Value, length)),
            '/' if rest.starts_with("/*") => (Token::Blank, rest.find("*/").map_or(rest.len(), |end| end + 2)),
            '/' if rest.starts_with("//") => (Token::Blank, rest.find('\n').unwrap_or(rest.len())),
            '/' if !self.behind_value => regular(rest).map_or((Token::Sign('/'), 1), |length| (Token::Value, length)),
            '(' | '[' | '{' => (Token::Open(first), 1),
            ')' | ']' | '}' => (Token::Close(first), 1),
            _ if first.is_whitespace() => (Token::Blank, first.len_utf8()),
            _ if is_word(first) => {
                let length = rest.find(|c: char| !is_word(c)).unwrap_or(rest.len());
                let word = part(rest, ..length);
                (if first.is_ascii_digit() { Token::Value } else { Token::Word(word) }, length)
            }
            _ => (Token::Sign(first), first.len_utf8()),
        }
    }
}

impl<'s> Iterator for Tokens<'s> {
    type Item = (usize, Token<'s>);

    fn next(&mut self) -> Option<(usize, Token<'s>)> {
        let rest = part(self.text, self.at..);
        let (token, length) = self.token(rest, rest.chars().next()?);
        let start = self.at;
        let is_step = |sign: char| part(self.text, ..start).ends_with(sign) || part(rest, 1..).starts_with(sign);
        match token {
            Token::Blank => {}
            // `count++ / 2`
            Token::Sign(sign @ ('+' | '-')) if is_step(sign) => {}
            _ => {
                self.behind_value = match token {
                    Token::Word(word) => self.behind_dot || !BEFORE_EXPRESSION.contains(&word),
                    Token::Value | Token::Close(_) => true,
                    _ => false,
                };
                self.behind_dot = token == Token::Sign('.');
            }
        }
        self.at += length;
        Some((start, token))
    }
}

/// Whether a name may have this letter.
pub fn is_word(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '_' | '$')
}

/// The length of the text in quotes that `text` starts with, if it ends on its line.
fn quoted(text: &str, quote: char) -> Option<usize> {
    ends(text, |c| c == quote)
}

/// The length of the regular expression that `text` starts with.
fn regular(text: &str) -> Option<usize> {
    let mut in_class = false;
    ends(text, |c| {
        in_class = c == '[' || (in_class && c != ']');
        c == '/' && !in_class
    })
}

/// Up to the first sign of the line that ends what `text` starts with.
fn ends(text: &str, mut is_end: impl FnMut(char) -> bool) -> Option<usize> {
    let mut escaped = false;
    for (at, c) in text.char_indices().skip(1) {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '\n' => return None,
            _ if is_end(c) => return Some(at + 1),
            _ => {}
        }
    }
    None
}

/// The length of the template that `text` starts with.
pub fn template(text: &str) -> Option<usize> {
    let mut at = 1;
    loop {
        let rest = part(text, at..);
        at += match rest.chars().next()? {
            '`' => return Some(at + 1),
            '\\' => 1 + rest.chars().nth(1)?.len_utf8(),
            '$' if rest.starts_with("${") => 1 + enclosed(part(rest, 1..))?,
            other => other.len_utf8(),
        };
    }
}

/// The length of what `text` starts with: a bracket, up to the one that closes it.
pub fn enclosed(text: &str) -> Option<usize> {
    closed(Tokens::of(text), 0)
}

fn closed(mut tokens: Tokens, mut depth: usize) -> Option<usize> {
    loop {
        match tokens.next()? {
            (_, Token::Open(_)) => depth += 1,
            (_, Token::Close(_)) if depth <= 1 => return Some(tokens.at),
            (_, Token::Close(_)) => depth -= 1,
            (_, Token::Word(_) | Token::Sign(_) | Token::Value | Token::Blank) => {}
        }
    }
}

/// The length of the tag of Svelte that `text` starts with: `{name}`, `{#if name}`, `{/if}`.
pub fn tag(text: &str) -> Option<usize> {
    let inner = text.strip_prefix('{')?;
    let head = inner.trim_start();
    let start = text.len() - head.len();
    match head.chars().next()? {
        '/' if is_end(head) => head.find('}').map(|end| start + end + 1),
        '#' | ':' | '@' => {
            let word = part(head, 1..).find(|c: char| !is_word(c)).map_or(head.len(), |length| length + 1);
            let mut tokens = Tokens::of(text);
            tokens.at = start + word;
            closed(tokens, 1)
        }
        _ => enclosed(text),
    }
}

/// Whether the text of a tag is the end of a block: `/if`.
pub fn is_end(text: &str) -> bool {
    let behind = text.strip_prefix('/').map(|word| word.trim_start_matches(is_word).trim_start());
    behind.is_some_and(|rest| rest.is_empty() || rest.starts_with('}'))
}

/// The parts of the code at `whole` between commas that stand in no brackets.
pub fn listed(source: &str, whole: Span) -> Vec<Span> {
    let text = whole.of(source);
    let mut parts = Vec::new();
    let mut start = 0;
    for (at, token) in outer(text) {
        if token == Token::Sign(',') {
            parts.push(trimmed(source, Span::new(whole.start + start, whole.start + at as u32)));
            start = at as u32 + 1;
        }
    }
    parts.push(trimmed(source, Span::new(whole.start + start, whole.end)));
    parts
}

/// What stands before and behind the last of these `words` that has white space in front of it and
/// stands in no brackets.
pub fn parted(source: &str, whole: Span, words: &[&str]) -> Option<(Span, Span)> {
    let text = whole.of(source);
    let is_it = |(at, token): &(usize, Token)| match token {
        Token::Word(word) => words.contains(word) && part(text, ..*at).ends_with(char::is_whitespace),
        _ => false,
    };
    let found = outer(text).filter(is_it).filter_map(|(at, token)| match token {
        Token::Word(word) => Some((at, at + word.len())),
        _ => None,
    });
    let (start, end) = found.last()?;
    let [before, behind] = [(whole.start, whole.start + start as u32), (whole.start + end as u32, whole.end)];
    Some((trimmed(source, Span::new(before.0, before.1)), trimmed(source, Span::new(behind.0, behind.1))))
}

/// The last brackets of the code at `whole` that stand in no others and open with `open`.
pub fn last_brackets(source: &str, whole: Span, open: char) -> Option<Span> {
    let text = whole.of(source);
    let (mut depth, mut found) = (0, None);
    for (at, token) in Tokens::of(text) {
        match token {
            Token::Open(bracket) => {
                found = if depth == 0 && bracket == open { Some((at, text.len())) } else { found };
                depth += 1;
            }
            Token::Close(_) => {
                depth = usize::saturating_sub(depth, 1);
                found = found.map(|(start, end)| (start, if depth == 0 { end.min(at + 1) } else { end }));
            }
            Token::Word(_) | Token::Sign(_) | Token::Value | Token::Blank => {}
        }
    }
    found.map(|(start, end)| Span::new(whole.start + start as u32, whole.start + end as u32))
}

/// What is in the brackets at `whole`, without white space around it.
pub fn inside(source: &str, whole: Span) -> Span {
    let is_closed = whole.end > whole.start + 1 && whole.of(source).ends_with([')', ']', '}']);
    trimmed(source, Span::new(whole.start + 1, if is_closed { whole.end - 1 } else { whole.end }))
}

/// The tokens that stand in no brackets.
fn outer(text: &str) -> impl Iterator<Item = (usize, Token<'_>)> {
    let mut depth = 0;
    Tokens::of(text).filter(move |(_, token)| {
        match token {
            Token::Open(_) => depth += 1,
            Token::Close(_) => depth = usize::saturating_sub(depth, 1),
            Token::Word(_) | Token::Sign(_) | Token::Value | Token::Blank => {}
        }
        depth == 0
    })
}

/// The pieces in braces of a value of Svelte or Astro, braces included.
pub fn braces(source: &str, value: Span) -> Vec<Span> {
    let mut found = Vec::new();
    let mut at = value.start;
    while let Some(next) = Span::new(at, value.end).of(source).find('{') {
        let start = at + next as u32;
        let length = enclosed(Span::new(start, value.end).of(source)).unwrap_or((value.end - start) as usize);
        at = start + length as u32;
        found.push(Span::new(start, at));
    }
    found
}

/// The strings, templates, regular expressions and comments of the code at `whole`.
pub fn texts(source: &str, whole: Span) -> Vec<Span> {
    let text = whole.of(source);
    let mut tokens = Tokens::of(text);
    let mut found = Vec::new();
    while let Some((start, token)) = tokens.next() {
        let is_text = matches!(token, Token::Value | Token::Blank);
        if is_text && part(text, start..).starts_with(['"', '\'', '`', '/']) {
            found.push(Span::new(whole.start + start as u32, whole.start + tokens.at as u32));
        }
    }
    found
}

/// Whether the `word` in the code at `whole` is part of a comment.
pub fn is_comment(source: &str, whole: Span, word: Span) -> bool {
    let is_one = |text: &str| text.starts_with("//") || text.starts_with("/*");
    texts(source, whole).iter().any(|text| text.contains(word) && is_one(text.of(source)))
}

/// Whether the `word` in the code at `whole` is part of a string.
pub fn is_string(source: &str, whole: Span, word: Span) -> bool {
    texts(source, whole).iter().filter(|text| text.contains(word)).any(|text| {
        let is_in =
            |(from, to): &(usize, usize)| Span::new(text.start + *from as u32, text.start + *to as u32).contains(word);
        match text.of(source).chars().next() {
            Some('`') => pieces(text.of(source)).iter().any(is_in),
            first => matches!(first, Some('"' | '\'')),
        }
    })
}

/// A span without white space around it.
pub fn trimmed(source: &str, span: Span) -> Span {
    let text = span.of(source);
    let start = span.start + (text.len() - text.trim_start().len()) as u32;
    Span::new(start, start + text.trim().len() as u32)
}

/// Whether there is no code in a text, but for comments.
pub fn is_blank(text: &str) -> bool {
    Tokens::of(text).all(|(_, token)| token == Token::Blank)
}

/// Where the fence `---` of a frontmatter stands in a text of code, if it is no part of a string or comment.
pub fn fence(text: &str) -> Option<usize> {
    let mut found =
        Tokens::of(text).filter(|(at, token)| *token == Token::Sign('-') && part(text, *at..).starts_with("---"));
    found.next().map(|(at, _)| at)
}

/// The pieces of a template that are no code: `text` is the whole of it, and each piece has its quotes.
pub fn pieces(text: &str) -> Vec<(usize, usize)> {
    let (mut found, mut start, mut at) = (Vec::new(), 0, 1);
    while let Some(c) = part(text, at.min(text.len())..).chars().next() {
        let code = part(text, at..).starts_with("${").then(|| enclosed(part(text, at + 1..))).flatten();
        match code {
            Some(length) => {
                found.push((start, at + 2));
                at += length + 1;
                start = at - 1;
            }
            None if c == '\\' => at += 1 + part(text, at + 1..).chars().next().map_or(0, char::len_utf8),
            None => at += c.len_utf8(),
        }
    }
    found.push((start, text.len()));
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn braces_in_comments_quotes_and_regular_expressions_are_text() {
        let sources = [
            "{ // it's }\n a }",
            "{ /* it's } */ b }",
            "{ c('}') }",
            "{ /it's/ }",
            "{ d(/\\//g) }",
            "{/}/.test(a)}",
            "{`${`}`}` + {}}",
            "{a / 2 + '}' / b}",
            "{x.in / 2 + /[/}]/.source}",
            "{(a) / b++ / c}",
            "{typeof /}/}",
        ];
        for source in sources {
            assert_eq!(enclosed(&format!("{source}\n'}}")), Some(source.len()), "{source}");
        }
    }

    #[test]
    fn tags_of_svelte_end_with_their_braces() {
        for source in
            ["{/if}", "{ /each }", "{#if /}/.test(a)}", "{:else if b}", "{/* } */ c}", "{/'}/.test(d)}", "{@html `}`}"]
        {
            assert_eq!(tag(&format!("{source}'}}")), Some(source.len()), "{source}");
        }
    }

    #[test]
    fn code_is_parted_outside_of_brackets() {
        let parts = |source: &str, words: &[&str]| {
            let (before, behind) = parted(source, Span::new(0, source.len() as u32), words)?;
            Some((before.of(source).to_owned(), behind.of(source).to_owned()))
        };
        let two = |before: &str, behind: &str| Some((before.to_owned(), behind.to_owned()));
        assert_eq!(parts("a as B[] as { c = d as E }", &["as"]), two("a as B[]", "{ c = d as E }"));
        assert_eq!(parts("a.then(b) then c", &["then", "catch"]), two("a.then(b)", "c"));
        assert_eq!(parts("a", &["as"]), None);
        let source = "[a, b], (c, d), e";
        let listed = listed(source, Span::new(0, source.len() as u32));
        assert_eq!(listed.iter().map(|part| part.of(source)).collect::<Vec<_>>(), ["[a, b]", "(c, d)", "e"]);
    }

    #[test]
    fn values_have_code_in_braces() {
        let source = r#"It's {a("b", '}')} isn't {c}"#;
        let found = braces(source, Span::new(0, source.len() as u32));
        assert_eq!(found.iter().map(|part| part.of(source)).collect::<Vec<_>>(), [r#"{a("b", '}')}"#, "{c}"]);
    }
}
