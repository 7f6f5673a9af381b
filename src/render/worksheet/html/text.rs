//! Writing text as HTML.
//!
//! Text of the user is escaped completely, so that it is never read as markup. Texts of the table belong to
//! this program and may contain some markup: code, emphasis, addresses.

use crate::edit::part;
use crate::render::escape;

/// Appends text of the user on one line, for an element or for the quoted value of an attribute.
pub fn push(out: &mut String, text: &str) {
    push_escaped(out, &escape::without_marks(&escape::one_line(text)));
}

/// Appends several lines of code.
pub fn push_lines(out: &mut String, code: &str) {
    push_escaped(out, &escape::without_commands(&escape::lines(code)));
}

fn push_escaped(out: &mut String, text: &str) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c => out.push(c),
        }
    }
}

/// Returns text of the user on one line.
pub fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    push(&mut out, text);
    out
}

/// Returns text of the user as code.
pub fn code(text: &str) -> String {
    format!("<code>{}</code>", escaped(text))
}

/// Returns a text of the table with its markup.
pub fn own(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 32);
    let mut rest = text;
    while let Some(at) = rest.find(['`', '*']).into_iter().chain(rest.find("https://")).min() {
        push_escaped(&mut out, part(rest, ..at));
        rest = part(rest, at..);
        rest = match rest.as_bytes()[0] {
            b'`' => between(&mut out, rest, '`', "code"),
            b'*' => between(&mut out, rest, '*', "em"),
            _ => address(&mut out, rest),
        };
    }
    push_escaped(&mut out, rest);
    out
}

/// Appends the text between two marks and returns the rest. A single mark is ordinary text.
fn between<'t>(out: &mut String, text: &'t str, mark: char, tag: &str) -> &'t str {
    let behind = part(text, 1..);
    let Some((inner, rest)) = behind.split_once(mark).filter(|(inner, _)| !inner.is_empty()) else {
        out.push(mark);
        return behind;
    };
    out.push_str(&format!("<{tag}>"));
    push_escaped(out, inner);
    out.push_str(&format!("</{tag}>"));
    rest
}

fn address<'t>(out: &mut String, text: &'t str) -> &'t str {
    let end = text.find(|c: char| c.is_whitespace() || "`*()<>\"'".contains(c)).unwrap_or(text.len());
    let address = part(text, ..end).trim_end_matches(['.', ',', ';', ':']);
    out.push_str(&link(address, &escaped(address)));
    part(text, address.len()..)
}

/// Returns a link. `inner` is HTML.
pub fn link(address: &str, inner: &str) -> String {
    format!("<a href=\"{}\" rel=\"noreferrer\">{inner}</a>", escaped(address))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_of_the_users_is_text_only() {
        let hostile = "</script><img src=x onerror='a'>&\"\u{202e}\n##[error]";
        let safe = "&lt;/script&gt;&lt;img src=x onerror=&#39;a&#39;&gt;&amp;&quot;\\u{202e}\\n\\u{23}#[error]";
        assert_eq!(escaped(hostile), safe);
        let mut lines = String::new();
        push_lines(&mut lines, "<a>\n::error::b");
        assert_eq!(lines, "&lt;a&gt;\n\\u{3a}:error::b");
    }

    #[test]
    fn texts_of_the_table_keep_their_markup() {
        let text = "at https://rupt.dev/a. Use `a < b`, *not* c * d";
        let html = "at <a href=\"https://rupt.dev/a\" rel=\"noreferrer\">https://rupt.dev/a</a>. Use \
                    <code>a &lt; b</code>, <em>not</em> c * d";
        assert_eq!(own(text), html);
    }
}
