//! All other texts: what no format of this crate reads.
//!
//! Scripts of a dozen languages, templates of unlisted engines, settings, notebooks, CI files: none of
//! them is understood, so every mention of v2 may be a use. Only comments are known not to be, and
//! places that a person marked with `rupt-migrate-ignore`.

use super::content::Content;
use super::line::Line;
use super::words::V2Words;
use super::{Format, Parts};
use crate::edit::{Cover, Span, part};
use crate::mapping::{V2_PACKAGE, entry};
use crate::mention::bare;
use crate::note::{self, Note};
use crate::text;
use std::cell::RefCell;

/// The format of every text without one of its own.
pub const FORMAT: Format =
    Format { name: "Other text", is: |_| true, read: |source| read(source, bare::BareWords::Names) };

/// The same, for a language whose bare words are variables.
pub const LANGUAGE: Format = Format {
    is: |name| bare::of_file(name) == bare::BareWords::Variables,
    read: |source| read(source, bare::BareWords::Variables),
    ..FORMAT
};

fn read(source: &str, bare: bare::BareWords) -> Parts {
    let mut parts = Parts::default();
    report(source, bare, &mut parts);
    parts
}

/// Reports every mention in a text that is not understood.
fn report(source: &str, bare: bare::BareWords, parts: &mut Parts) {
    let whole = Span::new(0, source.len() as u32);
    let mut found = Parts::default();
    let words = V2Words::of(source);
    words.report(whole, Content::Any, entry!("mention"), &mut found);
    words.report_hosts(whole, &mut found);
    let known = Cover::of(found.notes.iter().map(|note| note.at));
    for at in bare::mentions(source, bare) {
        // The spans that are reported here do not overlap.
        if !known.covers(at) {
            found.report(Note::new(entry!("mention"), at), V2_PACKAGE);
        }
    }
    let comments = Comments::of(source);
    let is_silent = |at: Span| {
        let at = at.start as usize;
        comments.contains(at) || comments.line(at, |line| line.is_ignored || line.is_searched_for(at))
    };
    parts.notes.extend(found.notes.into_iter().filter(|note| !is_silent(note.at)));
    parts.uses.extend(found.uses.iter().filter(|found| !is_silent(found.at)).cloned());
    note::sort(&mut parts.notes);
    parts.reads_global |= found.reads_global && !parts.uses.is_empty();
}

/// Marks of line comments, in the languages that have them. Each is followed by a space, or by itself:
/// `//= require` and `#include` are not comments. `%` and `!` start code in some templates and
/// notebooks.
const LINE_COMMENTS: [&str; 4] = ["#", "//", "--", ";"];

/// Marks of block comments.
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

/// Words that start a comment in batch files.
const WORDS: [&str; 4] = ["REM ", "rem ", "Rem ", "@REM "];

/// Whether a line is a comment of a batch file.
fn is_of_batch(line: &str) -> bool {
    WORDS.iter().any(|word| line.starts_with(word)) || line.starts_with(":: ")
}

/// The comments of a text, found once: a text may have many mentions on few lines.
pub struct Comments<'s> {
    source: &'s str,
    blocks: Cover,
    /// The last line that was asked about.
    line: RefCell<Option<Line>>,
}

impl<'s> Comments<'s> {
    /// Finds the comments of `source`.
    pub fn of(source: &'s str) -> Self {
        let mut blocks: Vec<Span> = Vec::new();
        for (open, close) in BLOCK_COMMENTS {
            let opens = memchr::memmem::find_iter(source.as_bytes(), open);
            blocks.extend(closed(source, opens, close));
        }
        // Anywhere else the mark may be part of a path: `src/**/*.js`.
        let starts_line = |at: &usize| text::is_first_on_line(source, *at as u32);
        let opens = memchr::memmem::find_iter(source.as_bytes(), "/*").filter(starts_line);
        blocks.extend(closed(source, opens, "*/"));
        Comments { source, blocks: Cover::of(blocks), line: RefCell::default() }
    }

    /// Asks the line of the byte offset `at`.
    fn line<T>(&self, at: usize, question: impl FnOnce(&Line) -> T) -> T {
        let mut last = self.line.borrow_mut();
        let known = last.take().filter(|line| line.start <= at && at <= line.end);
        question(last.insert(known.unwrap_or_else(|| Line::of(self.source, at))))
    }

    /// Whether the byte offset `at` is in a comment.
    pub fn contains(&self, at: usize) -> bool {
        let start = self.line(at, |line| line.start);
        // Only a mark at the start of the line counts, and a line that fills a file has none there.
        let line = part(self.source, start..at).trim_start();
        // Sprockets reads these.
        if ["//=", "*=", "/*=", "#="].iter().any(|mark| line.starts_with(mark)) {
            return false;
        }
        // A command that continues on this line is followed by arguments, not by a comment.
        let goes_on = part(self.source, ..start).trim_end_matches(['\n', '\r']).ends_with('\\');
        let is_line = !goes_on
            && LINE_COMMENTS.iter().any(|mark| {
                let rest = line.trim_start_matches(mark);
                rest.len() < line.len() && rest.starts_with(char::is_whitespace)
            });
        let is_behind = || self.line(at, |line| line.is_commented(at));
        is_line || is_of_batch(line) || is_behind() || self.blocks.covers(Span::new(at as u32, at as u32 + 1))
    }
}

/// The spans from each of `opens` to its closing mark. An opening mark that is never closed may be a
/// path: `/*` in the headers of a site.
fn closed(source: &str, opens: impl Iterator<Item = usize>, close: &str) -> Vec<Span> {
    let closes: Vec<usize> = memchr::memmem::find_iter(source.as_bytes(), close).collect();
    let end = |open: usize| closes.get(closes.partition_point(|close| *close < open)).copied();
    opens.filter_map(|open| Some(Span::new(open as u32, end(open)? as u32))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reported(source: &str) -> Vec<&str> {
        (FORMAT.read)(source).notes.iter().map(|note| note.at.of(source)).collect()
    }

    #[test]
    fn every_mention_is_told_but_in_comments() {
        assert_eq!(reported("pin \"rupt\"\n# the package \"rupt\"\n#\"rupt\"\n//= require rupt\n"), ["rupt"; 3]);
        assert_eq!(reported("/*\n * as \"rupt\"\n */\ncopy src/**/*.js node_modules/rupt/x\n"), ["rupt"]);
        assert_eq!(
            reported("<!-- load\n \"rupt\" -->\n%script{:src => \"https://cdn.rupt.dev/js/rupt.js\"}"),
            ["https://cdn.rupt.dev/js/rupt.js"]
        );
    }

    #[test]
    fn a_bare_word_is_told_where_it_is_no_variable() {
        assert_eq!(reported("for p in lit rupt; do # rupt\n  cp node_modules/$p x // of rupt\ndone\n"), ["rupt"]);
        assert!((LANGUAGE.read)("for p in rupt {}").notes.is_empty());
        assert!((LANGUAGE.is)("a.rb") && !(LANGUAGE.is)("a.sh") && !(LANGUAGE.is)("makefile"));
    }

    #[test]
    fn what_a_person_marked_is_none() {
        assert!(reported("# rupt-migrate-ignore mention: the name of a tenant\ntenant = \"rupt\"\n").is_empty());
        assert_eq!(reported("# rupt-migrate-ignore detach\ntenant = \"rupt\"\n").len(), 1);
    }

    #[test]
    fn code_that_uses_the_global_is_told() {
        assert_eq!(
            reported("  Rupt.attach({ client_id: id })\n  we use Rupt. It is good\n  window.Rupt\n"),
            ["Rupt"; 2]
        );
    }
}
