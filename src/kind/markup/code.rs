//! Code in markup: where it ends and how it is separated. The parser finds out what it means.

use super::tokens::{Token, Tokens, closed, enclosed, is_word, pieces};
use crate::edit::{Span, part};

/// The length of the Svelte tag at the start of `text`: `{name}`, `{#if name}`, `{/if}`.
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

/// Whether the content of a tag ends a block: `/if`.
pub fn is_end(text: &str) -> bool {
    let behind = text.strip_prefix('/').map(|word| word.trim_start_matches(is_word).trim_start());
    behind.is_some_and(|rest| rest.is_empty() || rest.starts_with('}'))
}

/// The parts of the code at `whole` between its commas, without those in brackets.
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

/// The code before and after the last of these `words` that has white space in front of it and is not in
/// brackets.
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

/// The last top-level brackets of the code at `whole` that open with `open`.
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

/// The code in the brackets at `whole`, without white space around it.
pub fn inside(source: &str, whole: Span) -> Span {
    let is_closed = whole.end > whole.start + 1 && whole.of(source).ends_with([')', ']', '}']);
    trimmed(source, Span::new(whole.start + 1, if is_closed { whole.end - 1 } else { whole.end }))
}

/// The tokens that are not in brackets.
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

/// Whether a text contains no code except comments.
pub fn is_blank(text: &str) -> bool {
    Tokens::of(text).all(|(_, token)| token == Token::Blank)
}

/// The offset of the fence `---` of a frontmatter in code, outside of strings and comments.
pub fn fence(text: &str) -> Option<usize> {
    let mut found =
        Tokens::of(text).filter(|(at, token)| *token == Token::Sign('-') && part(text, *at..).starts_with("---"));
    found.next().map(|(at, _)| at)
}

#[cfg(test)]
mod tests {
    use super::*;

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
