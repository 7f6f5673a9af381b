//! Expressions in markup: where they end, and the names they read.

use crate::edit::Span;
use crate::syntax::Word;

/// The identifiers in an expression; names of members and text in quotes are none. In a handler of an
/// event, what is all there is, or is called as a statement, is a function whose value goes nowhere.
pub fn words(source: &str, expression: Span, is_event: bool) -> Vec<Word> {
    let text = expression.of(source).trim_matches(|c: char| c.is_whitespace() || matches!(c, '{' | '}'));
    let is_called = |word: Span| {
        let before = Span::new(expression.start, word.start).of(source).trim_end();
        starts_statement(before) && is_called_alone(Span::new(word.end, expression.end).of(source).trim_start())
    };
    let is_handler = |word: Span| is_event && (word.of(source) == text || is_called(word));
    identifiers(source, expression).into_iter().map(|span| Word { span, is_handler: is_handler(span) }).collect()
}

/// Whether nothing of the code before takes the value of what follows it.
fn starts_statement(before: &str) -> bool {
    before.is_empty() || ["=>", ";", "{", ")", "&&", "await", "void"].iter().any(|end| before.ends_with(end))
}

/// Whether `text` is the arguments of a call, and nothing takes its value.
fn is_called_alone(text: &str) -> bool {
    let Some(length) = enclosed(text, ['(', ')']).filter(|_| text.starts_with('(')) else { return false };
    let rest = &text[length..];
    let next = rest.trim_start();
    let is_new_line = rest[..rest.len() - next.len()].contains('\n') && next.starts_with(is_word);
    next.is_empty() || next.starts_with([';', '}']) || is_new_line
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

pub fn is_word(c: char) -> bool {
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
pub fn braced(text: &str) -> Option<usize> {
    enclosed(text, ['{', '}'])
}

fn enclosed(text: &str, [open, close]: [char; 2]) -> Option<usize> {
    let (mut depth, mut at) = (0, 0);
    while let Some(c) = text[at..].chars().next() {
        at += match c {
            '"' | '\'' | '`' => quoted(&text[at..]),
            '/' if text[at..].starts_with("/*") => text[at..].find("*/")? + 2,
            '/' if text[at..].starts_with("//") && !text[..at].ends_with('\\') => text[at..].find('\n')?,
            other => {
                match other {
                    _ if other == open => depth += 1,
                    _ if other == close => depth -= 1,
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
pub fn comment_in_braces(text: &str) -> Option<usize> {
    let inner = text.strip_prefix('{')?.trim_start().strip_prefix("/*")?;
    let (_, behind) = inner.split_once("*/")?;
    let rest = behind.trim_start().strip_prefix('}')?;
    Some(text.len() - rest.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_names_that_an_expression_reads() {
        let source = "a.b + c['d'] + { e: f }.g + `${h}` + ...i";
        let found = identifiers(source, Span::new(0, source.len() as u32));
        let found: Vec<&str> = found.into_iter().map(|word| word.of(source)).collect();
        assert_eq!(found, ["a", "c", "e", "f", "h", "i"]);
    }

    #[test]
    fn braces_in_comments_and_quotes_are_text() {
        let sources = ["{ // it's }\n a }", "{ /* it's } */ b }", "{ c('}') }", "{ /it's/ }", "{ d(/\\//g) }"];
        for source in sources {
            assert_eq!(braced(&format!("{source}\n'}}")), Some(source.len()), "{source}");
        }
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
        assert_eq!(handlers("if (ok) send(a, ')'); leave()\n  go()"), ["send", "leave", "go"]);
        for read in ["send().then(f)", "x = send()", "go(send())[0]", "send() ? a : b", "[send()]"] {
            assert_eq!(handlers(read), [""; 0], "{read}");
        }
    }
}
