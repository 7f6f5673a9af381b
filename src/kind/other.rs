//! Every other text: what no format of this crate reads.
//!
//! Scripts of a dozen languages, templates of engines that nobody listed, settings, notebooks, CI
//! files: nothing of them is understood, so every mention of v2 may be a use. Only comments are
//! known to be none, and a place that a person has marked with `rupt-migrate-ignore`.

use super::words::{Text, Words};
use super::{Format, Parts};
use crate::edit::Span;
use crate::mapping::{IGNORE_MARK, V2_PACKAGE, entry};
use crate::mention::bare;
use crate::note::{self, Note};

/// Every text that has no format of its own.
pub const FORMAT: Format = Format { name: "Other text", is: |_| true, read: |source| read(source, bare::Words::Names) };

/// The same, in a language whose bare words are variables.
pub const LANGUAGE: Format = Format {
    is: |name| bare::of_file(name) == bare::Words::Variables,
    read: |source| read(source, bare::Words::Variables),
    ..FORMAT
};

fn read(source: &str, bare: bare::Words) -> Parts {
    let mut parts = Parts::default();
    report(source, bare, &mut parts);
    parts
}

/// Reports every mention in a text that is not understood.
fn report(source: &str, bare: bare::Words, parts: &mut Parts) {
    let whole = Span::new(0, source.len() as u32);
    let mut found = Parts::default();
    let words = Words::of(source);
    words.report(whole, Text::Any, "mention", &mut found);
    words.report_hosts(whole, &mut found);
    for at in bare::mentions(source, bare) {
        if !found.notes.iter().any(|note| note.at.contains(at)) {
            found.report(Note::new(entry("mention"), at), V2_PACKAGE);
        }
    }
    let is_silent = |at: Span| is_comment(source, at.start as usize) || is_ignored(source, at.start as usize);
    parts.notes.extend(found.notes.into_iter().filter(|note| !is_silent(note.at)));
    parts.uses.extend(found.uses.iter().filter(|found| !is_silent(found.at)).cloned());
    note::sort(&mut parts.notes);
    parts.reads_global |= found.reads_global && !parts.uses.is_empty();
}

/// Comments to the end of a line, in the languages that have them. Each is followed by a space, or
/// by itself: `//= require` and `#include` are no comments.
const LINE_COMMENTS: [&str; 6] = ["#", "//", "--", ";", "%", "!"];

/// Comments with an end.
const BLOCK_COMMENTS: [(&str, &str); 8] = [
    ("<!--", "-->"),
    ("<%--", "--%>"),
    ("{{--", "--}}"),
    ("{{!--", "--}}"),
    ("--[[", "]]"),
    ("{-", "-}"),
    ("<#", "#>"),
    ("\n=begin", "\n=end"),
];

/// Whether the byte `at` is in a comment.
pub fn is_comment(source: &str, at: usize) -> bool {
    let (before, after) = source.split_at(at);
    let line = before.rsplit('\n').next().unwrap_or(before).trim_start();
    // Sprockets reads these.
    if ["//=", "*=", "/*=", "#="].iter().any(|mark| line.starts_with(mark)) {
        return false;
    }
    let is_line = is_behind_mark(line)
        || LINE_COMMENTS.iter().any(|mark| {
            let rest = line.trim_start_matches(mark);
            rest.len() < line.len() && rest.starts_with(char::is_whitespace)
        });
    // A mark that nothing ends may be a path: `/*` in the headers of a site.
    let is_open =
        |open: Option<usize>, close| open.is_some_and(|open| !before[open..].contains(close)) && after.contains(close);
    is_line
        || BLOCK_COMMENTS.into_iter().any(|(open, close)| is_open(before.rfind(open), close))
        || is_open(last_line_of(before, "/*"), "*/")
}

/// Comments of batch files, by a word.
const WORDS: [&str; 4] = ["REM ", "rem ", "Rem ", "@REM "];

/// Whether a line is a comment of a batch file, or one is behind its code. The mark may be part of a
/// string, of which the quote is open then.
fn is_behind_mark(line: &str) -> bool {
    let is_behind = |mark: &str| {
        let code = line.find(mark).map(|at| &line[..at]);
        code.is_some_and(|code| ["\"", "'", "`"].iter().all(|quote| code.matches(quote).count() % 2 == 0))
    };
    WORDS.iter().any(|word| line.starts_with(word)) || line.starts_with(":: ") || is_behind(" # ") || is_behind(" // ")
}

/// The last line that starts with `mark`. Elsewhere the mark may be part of a path: `src/**/*.js`.
fn last_line_of(before: &str, mark: &str) -> Option<usize> {
    let found = before.rmatch_indices(mark).map(|(at, _)| at);
    found.into_iter().find(|at| before[..*at].rsplit('\n').next().is_none_or(|line| line.trim().is_empty()))
}

/// Whether a person has said, on the line of the byte `at` or above it, that it is none.
fn is_ignored(source: &str, at: usize) -> bool {
    let end = source[at..].find('\n').map_or(source.len(), |length| at + length);
    source[..end].rsplit('\n').take(2).any(|line| line.contains(IGNORE_MARK) && line.contains("mention"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(source: &str) -> Vec<&str> {
        (FORMAT.read)(source).notes.iter().map(|note| note.at.of(source)).collect()
    }

    #[test]
    fn every_mention_is_told_but_in_comments() {
        assert_eq!(told("pin \"rupt\"\n# the package \"rupt\"\n#\"rupt\"\n//= require rupt\n"), ["rupt"; 3]);
        assert_eq!(told("/*\n * as \"rupt\"\n */\ncopy src/**/*.js node_modules/rupt/x\n"), ["rupt"]);
        assert_eq!(
            told("<!-- load\n \"rupt\" -->\n%script{:src => \"https://cdn.rupt.dev/js/rupt.js\"}"),
            ["https://cdn.rupt.dev/js/rupt.js"]
        );
    }

    #[test]
    fn a_bare_word_is_told_where_it_is_no_variable() {
        assert_eq!(told("for p in lit rupt; do # rupt\n  cp node_modules/$p x // of rupt\ndone\n"), ["rupt"]);
        assert!((LANGUAGE.read)("for p in rupt {}").notes.is_empty());
        assert!((LANGUAGE.is)("a.rb") && !(LANGUAGE.is)("a.sh") && !(LANGUAGE.is)("makefile"));
    }

    #[test]
    fn what_a_person_marked_is_none() {
        assert!(told("# rupt-migrate-ignore mention: the name of a tenant\ntenant = \"rupt\"\n").is_empty());
        assert_eq!(told("# rupt-migrate-ignore detach\ntenant = \"rupt\"\n").len(), 1);
    }

    #[test]
    fn code_that_uses_the_global_is_told() {
        assert_eq!(told("  Rupt.attach({ client_id: id })\n  we use Rupt. It is good\n  window.Rupt\n"), ["Rupt"; 2]);
    }
}
