//! The marks of template languages: how a piece of a template starts and ends.
//!
//! Of two marks with the same beginning, the longer one comes first in the list, so that a comment ends
//! with its own mark and not with that of the code inside it.

use super::at::At;
use super::{Insertions, php};
use crate::edit::{Span, part};

/// How one kind of piece starts and ends.
#[derive(Debug, Clone, Copy)]
pub struct Mark {
    open: &'static str,
    /// The piece ends with the first of these that follows.
    close: &'static [&'static str],
    kind: MarkKind,
}

/// What a piece does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum MarkKind {
    /// It writes something into the page, or controls what is written.
    Code,
    /// Nothing.
    Comment,
    /// It is code, and may open a block that is commented out.
    Tag,
    /// It is code of PHP.
    Php,
}

const fn code(open: &'static str, close: &'static [&'static str]) -> Mark {
    Mark { open, close, kind: MarkKind::Code }
}

const fn comment(open: &'static str, close: &'static [&'static str]) -> Mark {
    Mark { open, close, kind: MarkKind::Comment }
}

/// `<%`, of ERB, EJS, JSP and others.
pub const TAGS: &[Mark] = &[comment("<%--", &["--%>"]), comment("<%#", &["%>"]), code("<%", &["%>"])];

/// `<?php`.
pub const PHP: &[Mark] = &[Mark { open: "<?", close: &["?>"], kind: MarkKind::Php }];

/// `{{`, `{%` and `{#`, of Handlebars, Blade, Go, Liquid, Jinja, Twig and others.
pub const BRACES: &[Mark] = &[
    comment("{{!--", &["--}}", "--~}}"]),
    comment("{{~!--", &["--}}", "--~}}"]),
    comment("{{--", &["--}}"]),
    comment("{{/*", &["*/}}", "*/ -}}"]),
    comment("{{- /*", &["*/}}", "*/ -}}"]),
    comment("{{~!", &["}}"]),
    comment("{{!", &["}}"]),
    code("{{", &["}}"]),
    Mark { open: "{%", close: &["%}"], kind: MarkKind::Tag },
    comment("{#", &["#}"]),
    code("{!!", &["!!}"]),
];

/// `${` and `#{`, of JSP.
pub const DOLLARS: &[Mark] = &[code("${", &["}"]), code("#{", &["}"])];

/// Tags of Liquid and Django that comment out the text up to their end tag.
const BLOCKS: [&str; 2] = ["comment", "doc"];

/// The pieces of `source` that these marks and `@` start.
pub fn read(source: &str, marks: &[&[Mark]], at: At) -> Insertions {
    let mut marks: Vec<Mark> = marks.concat();
    let mut written = Insertions::default();
    let mut start = 0;
    while let Some(next) = part(source, start..).find(['<', '{', '@', '$', '#']) {
        start += next;
        if part(source, start..).starts_with('@') {
            let (length, is_written) = at.length(source, start);
            written.add(start, if is_written { length } else { 0 }, at.is_comment(part(source, start..)));
            start += length;
            continue;
        }
        let rest = part(source, start..);
        let Some(index) = marks.iter().position(|mark| rest.starts_with(mark.open)) else {
            start += 1;
            continue;
        };
        let Some(length) = marks[index].length(rest) else {
            // A mark that is not closed here is not closed further on either.
            marks.remove(index);
            continue;
        };
        let is_comment = marks[index].kind == MarkKind::Comment || is_commented_out(marks[index], part(rest, ..length));
        written.add(start, length, is_comment);
        if marks[index].kind == MarkKind::Php {
            let comments = php::comments(part(rest, ..length));
            written.comments.extend(comments.map(|(from, to)| Span::new((start + from) as u32, (start + to) as u32)));
        }
        start += length;
    }
    written
}

impl Insertions {
    fn add(&mut self, start: usize, length: usize, is_comment: bool) {
        let span = Span::new(start as u32, (start + length) as u32);
        if length > 0 {
            self.pieces.push(span);
            self.comments.extend(is_comment.then_some(span));
        }
    }
}

impl Mark {
    /// The length of the piece at the start of `text`. A `<?php` may last to the end of the file.
    fn length(self, text: &str) -> Option<usize> {
        match self.kind {
            MarkKind::Php => Some(php::length(text)),
            MarkKind::Code | MarkKind::Comment => {
                let length = self.closed(text);
                // The `<%` of an unclosed comment is not the mark of another piece.
                length.or_else(|| (self.kind == MarkKind::Code && self.open.starts_with('<')).then_some(text.len()))
            }
            MarkKind::Tag => self.closed(text).map(|length| block(text, length).unwrap_or(length)),
        }
    }

    fn closed(self, text: &str) -> Option<usize> {
        let inner = part(text, self.open.len()..);
        let end = |close: &&str| inner.find(close).map(|length| self.open.len() + length + close.len());
        self.close.iter().filter_map(end).min()
    }
}

fn is_commented_out(mark: Mark, piece: &str) -> bool {
    let is_line = || inner(piece).starts_with('#');
    // A block that never ends comments nothing out.
    let is_block = BLOCKS.contains(&tag_name(piece)) && piece.matches("{%").count() > 1;
    mark.kind == MarkKind::Tag && (is_block || is_line())
}

/// The name of the tag that `text` starts with: `{%- comment -%}`.
fn tag_name(text: &str) -> &str {
    inner(text).split(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap_or_default()
}

/// The content of the tag at the start of `text`.
fn inner(text: &str) -> &str {
    text.strip_prefix("{%").unwrap_or(text).trim_start_matches(['-', '+', '~']).trim_start()
}

/// The length of the commented-out block at the start of `text`, if there is one. Its first tag has the
/// length `first`. Such blocks may be nested.
fn block(text: &str, first: usize) -> Option<usize> {
    let name = BLOCKS.iter().find(|name| tag_name(text) == **name)?;
    let end = format!("end{name}");
    let (mut depth, mut at, mut nearest) = (1, first, None);
    while let Some(found) = part(text, at..).find("{%") {
        at += found;
        let Some(length) = part(text, at..).find("%}") else { break };
        let tag = tag_name(part(text, at..));
        at += if tag.is_empty() { 2 } else { length + 2 };
        if tag == end {
            depth -= 1;
            nearest = nearest.or(Some(at));
        }
        depth += usize::from(tag == *name);
        if depth == 0 {
            return Some(at);
        }
    }
    nearest
}

#[cfg(test)]
mod tests {
    use super::*;

    const ALL: &[&[Mark]] = &[TAGS, PHP, BRACES];

    fn masked(source: &str, marks: &[&[Mark]], at: At) -> String {
        read(source, marks, at).masked(source)
    }

    #[test]
    fn what_is_written_is_blanked_out_in_place() {
        let source = "a<%= '>' %>é{{ b }}<?php 'ü";
        let text = masked(source, ALL, At::Text);
        assert_eq!(text, format!("a{}é{}{}", "_".repeat(10), "_".repeat(7), "_".repeat(9)));
        assert_eq!(text.len(), source.len());
    }

    #[test]
    fn a_comment_ends_with_its_own_mark() {
        for comment in [
            "{{!-- {{> a}} --}}",
            "{{~!-- {{> a}} --~}}",
            "{{-- {{ $a }} --}}",
            "{{/* {{ a }} */}}",
            "{{- /* {{ a }} */ -}}",
            "<%-- <%= a %> --%>",
            "{# {{ a }} {% b %} #}",
            "{% comment %}{{ a }}{% endcomment %}",
            "{%- comment -%}{% if %}{%- endcomment -%}",
            "{% comment \"why\" %}{% comment %}{% endcomment %}{% endcomment %}",
            "{%comment%}{%{%endcomment%}",
            "{%- # a %}",
        ] {
            let source = format!("{comment}b%>}}}}");
            let found = read(&source, ALL, At::Text);
            assert_eq!(found.comments, [Span::new(0, comment.len() as u32)], "{comment}");
        }
        assert_eq!(masked("@* @a <b> *@c", ALL, At::Razor), format!("{}c", "_".repeat(12)));
        assert_eq!(masked("{% commented %}a", ALL, At::Text), format!("{}a", "_".repeat(15)));
    }

    #[test]
    fn a_comment_that_never_ends_is_code() {
        for (source, piece) in
            [("<%-- a %>b", "<%-- a %>"), ("{{!-- a }}b", "{{!-- a }}"), ("{% comment %}b", "{% comment %}")]
        {
            let found = read(source, ALL, At::Text);
            assert_eq!(found.pieces, [Span::new(0, piece.len() as u32)], "{source}");
        }
    }
}
