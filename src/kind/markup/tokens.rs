//! The tokens of code in markup: what is a bracket of it, and what is text, a comment or a regular
//! expression.

use crate::edit::part;

/// A token of code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Token<'s> {
    /// A bracket.
    Open(char),
    /// A closing bracket.
    Close(char),
    /// A name or a keyword.
    Word(&'s str),
    /// Another punctuation mark.
    Sign(char),
    /// A string, a number or a regular expression.
    Value,
    /// A comment or white space.
    Blank,
}

/// Keywords after which an expression starts.
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

/// The tokens of a text, each with its offset.
#[derive(Debug)]
pub struct Tokens<'s> {
    text: &'s str,
    /// The offset of the next token.
    pub at: usize,
    /// Whether a value is in front of it, so that a slash divides.
    pub behind_value: bool,
    behind_dot: bool,
}

impl<'s> Tokens<'s> {
    pub(super) fn of(text: &'s str) -> Self {
        Tokens::from(text, 0)
    }

    /// The tokens of a text from the offset `at` on.
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

/// Whether a name may contain this character.
pub fn is_word(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '_' | '$')
}

/// The length of the quoted string at the start of `text`, if it ends on its line.
fn quoted(text: &str, quote: char) -> Option<usize> {
    ends(text, |c| c == quote)
}

/// The length of the regular expression at the start of `text`.
fn regular(text: &str) -> Option<usize> {
    let mut in_class = false;
    ends(text, |c| {
        in_class = c == '[' || (in_class && c != ']');
        c == '/' && !in_class
    })
}

/// The length up to the first character of the line that ends what `text` starts with.
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

/// The length of the template literal at the start of `text`.
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

/// The length of the brackets at the start of `text`, with their content.
pub fn enclosed(text: &str) -> Option<usize> {
    closed(Tokens::of(text), 0)
}

pub(super) fn closed(mut tokens: Tokens, mut depth: usize) -> Option<usize> {
    loop {
        match tokens.next()? {
            (_, Token::Open(_)) => depth += 1,
            (_, Token::Close(_)) if depth <= 1 => return Some(tokens.at),
            (_, Token::Close(_)) => depth -= 1,
            (_, Token::Word(_) | Token::Sign(_) | Token::Value | Token::Blank) => {}
        }
    }
}

/// The pieces of a template literal that are text. `text` is the whole literal, and the pieces include
/// its delimiters.
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
}
