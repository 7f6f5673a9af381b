//! Rendering a change as a patch.
//!
//! The format is that of `git diff`, so that `git apply` accepts the patch with its defaults. Only `\n` ends
//! a line, and all other bytes, including carriage returns, are copied. There is no `index` line, since `git
//! apply` does not need it.
//!
//! On a terminal, the text is coloured, control characters are escaped and very long lines are cut. That form
//! is for reading, and cannot be applied. With colours, the words that changed in a line are reversed.

use super::escape;
use super::lines::{lines, windows};
use super::paint::{Ink, Paint};
use super::words::{self, Changed};
use crate::edit::{Kept, part};
use similar::{DiffOp, DiffTag, group_diff_ops};
use std::fmt::Write;
use std::ops::Range;

/// A file before and after.
#[derive(Debug, Clone, Copy)]
pub struct FileChange<'a> {
    /// The path relative to the folder that the patch is applied in, with `/` between its parts.
    pub path: &'a [u8],
    /// The text before.
    pub old: &'a str,
    /// The text after.
    pub new: &'a str,
    /// The spans of the old text that are in the new one, in the order of the new text; empty if they are not
    /// known.
    pub kept: &'a [Kept],
}

/// Who a patch is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PatchReader {
    /// A program, which gets every byte unchanged.
    Program(Paint),
    /// A person at a terminal.
    Person(Paint),
}

impl PatchReader {
    /// Returns how the patch is coloured.
    pub fn paint(self) -> Paint {
        match self {
            PatchReader::Program(paint) | PatchReader::Person(paint) => paint,
        }
    }
}

/// The number of lines around a change, as in git.
const CONTEXT: usize = 3;

/// How many characters of a line a person is shown.
const WIDEST: usize = 500;

const NO_NEWLINE: &str = "\\ No newline at end of file\n";

/// Returns the patch of `change`; empty if nothing changes.
pub fn patch(change: FileChange, reader: PatchReader) -> String {
    let mut out = String::new();
    for window in windows(change.old, change.new, change.kept, CONTEXT) {
        let (old, new) = (lines(part(change.old, window.old.clone())), lines(part(change.new, window.new.clone())));
        let groups = group_diff_ops(window.differences(change.old, change.new), CONTEXT);
        for group in groups.iter().filter(|group| !group.is_empty()) {
            if out.is_empty() {
                header(&mut out, change.path, reader.paint());
            }
            hunk(&mut out, group, (&old, &new), window.before, reader);
        }
    }
    out
}

fn header(out: &mut String, path: &[u8], paint: Paint) {
    let (old, new) = (quoted(b"a/", path), quoted(b"b/", path));
    // Git ends a name that contains a space with a tab. Otherwise the part after the space would be read as a
    // date.
    let end = if path.contains(&b' ') { "\t" } else { "" };
    let lines = [format!("diff --git {old} {new}"), format!("--- {old}{end}"), format!("+++ {new}{end}")];
    for line in lines {
        let _ = writeln!(out, "{}", paint.ink(Ink::Bold, &line));
    }
}

/// Returns a path as git writes it: quoted with C escapes if it contains anything but plain ASCII.
fn quoted(side: &[u8], path: &[u8]) -> String {
    let all = || side.iter().chain(path).copied();
    if all().all(|byte| matches!(byte, b' '..=b'~') && byte != b'"' && byte != b'\\') {
        return all().map(char::from).collect();
    }
    let mut out = String::from("\"");
    for byte in all() {
        match byte {
            b'"' | b'\\' => out.extend(['\\', char::from(byte)]),
            b'\n' => out.push_str("\\n"),
            b'\t' => out.push_str("\\t"),
            b'\r' => out.push_str("\\r"),
            b' '..=b'~' => out.push(char::from(byte)),
            _ => {
                let _ = write!(out, "\\{byte:03o}");
            }
        }
    }
    out.push('"');
    out
}

/// Renders one hunk, which this many lines precede.
fn hunk(
    out: &mut String,
    group: &[DiffOp],
    (old, new): (&[&str], &[&str]),
    (old_before, new_before): (usize, usize),
    reader: PatchReader,
) {
    let (Some(first), Some(last)) = (group.first(), group.last()) else { return };
    let head = format!(
        "@@ -{} +{} @@",
        range(old_before + first.old_range().start..old_before + last.old_range().end),
        range(new_before + first.new_range().start..new_before + last.new_range().end),
    );
    let _ = writeln!(out, "{}", reader.paint().ink(Ink::Cyan, &head));
    for op in group {
        let (old, new) = (&old[op.old_range()], &new[op.new_range()]);
        let (gone, fresh) = changed(op.tag(), old, new, reader);
        match op.tag() {
            DiffTag::Equal => old.iter().for_each(|text| context(out, text, reader)),
            _ => {
                old.iter().zip(&gone).for_each(|(text, words)| line(out, '-', text, words, reader));
                new.iter().zip(&fresh).for_each(|(text, words)| line(out, '+', text, words, reader));
            }
        }
    }
}

/// Renders a line that stays. A line that a CI system would read as a command is rendered as removed and
/// added: the effect is the same, and the line then begins with a sign.
fn context(out: &mut String, text: &str, reader: PatchReader) {
    if text.trim_start().starts_with("::") {
        line(out, '-', text, &[], reader);
        line(out, '+', text, &[], reader);
    } else {
        line(out, ' ', text, &[], reader);
    }
}

/// Returns the words to highlight in the lines that are shown.
fn changed(tag: DiffTag, old: &[&str], new: &[&str], reader: PatchReader) -> (Vec<Changed>, Vec<Changed>) {
    if tag != DiffTag::Replace || reader.paint() == Paint::Plain {
        return (vec![Changed::new(); old.len()], vec![Changed::new(); new.len()]);
    }
    let all = |lines: &[&str]| lines.iter().map(|text| shown(text, reader)).collect::<Vec<_>>();
    words::changed(&all(old), &all(new))
}

/// Returns a range of lines for the header of a hunk: the first line, counted from 1, and the number of
/// lines. An empty range begins one line earlier.
fn range(lines: Range<usize>) -> String {
    match lines.len() {
        0 => format!("{},0", lines.start),
        1 => format!("{}", lines.start + 1),
        count => format!("{},{count}", lines.start + 1),
    }
}

fn line(out: &mut String, sign: char, text: &str, changed: &[Range<usize>], reader: PatchReader) {
    let shown = format!("{sign}{}", shown(text, reader));
    let inks = match sign {
        '-' => Some((Ink::Red, Ink::Gone)),
        '+' => Some((Ink::Green, Ink::Fresh)),
        _ => None,
    };
    match inks {
        Some((plain, strong)) => {
            let mut done = 0;
            for words in changed {
                let words = words.start + 1..words.end + 1;
                out.push_str(&reader.paint().ink(plain, part(&shown, done..words.start)));
                out.push_str(&reader.paint().ink(strong, part(&shown, words.clone())));
                done = words.end;
            }
            if done < shown.len() {
                out.push_str(&reader.paint().ink(plain, part(&shown, done..)));
            }
        }
        None => out.push_str(&shown),
    }
    out.push('\n');
    if !text.ends_with('\n') {
        out.push_str(NO_NEWLINE);
    }
}

/// Returns a line without its end, as `reader` gets it.
fn shown(text: &str, reader: PatchReader) -> String {
    let body = text.strip_suffix('\n').unwrap_or(text);
    match reader {
        PatchReader::Program(_) => body.to_owned(),
        PatchReader::Person(_) => readable(body),
    }
}

/// Returns a line for a person: escaped, without a carriage return at its end, and cut if it is very long.
fn readable(body: &str) -> String {
    let body = body.strip_suffix('\r').unwrap_or(body);
    let Some((cut, _)) = body.char_indices().nth(WIDEST) else {
        return escape::lines(body).into_owned();
    };
    let rest = body.len() - cut;
    format!("{} … ({rest} more bytes)", escape::lines(part(body, ..cut)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plain(path: &str, old: &str, new: &str) -> String {
        patch(FileChange { path: path.as_bytes(), old, new, kept: &[] }, PatchReader::Program(Paint::Plain))
    }

    #[test]
    fn a_file_without_a_final_newline_says_so_on_both_sides() {
        let expected = "diff --git a/f.js b/f.js\n--- a/f.js\n+++ b/f.js\n@@ -1,2 +1,2 @@\n a\r\n-b\n\
                        \\ No newline at end of file\n+c\n\\ No newline at end of file\n";
        assert_eq!(plain("f.js", "a\r\nb", "a\r\nc"), expected);
    }

    #[test]
    fn paths_are_written_as_git_writes_them() {
        assert!(plain("sp ace/f 1.js", "a\n", "b\n").contains("\n--- a/sp ace/f 1.js\t\n"));
        let name = "ü/é\"q\\.js";
        assert!(plain(name, "a\n", "b\n").contains("\n--- \"a/\\303\\274/\\303\\251\\\"q\\\\.js\"\n"));
    }

    #[test]
    fn a_lone_carriage_return_ends_no_line() {
        assert!(plain("f.js", "a\rb\n", "a\rc\n").ends_with("@@ -1 +1 @@\n-a\rb\n+a\rc\n"));
    }

    #[test]
    fn the_same_text_is_no_patch() {
        assert_eq!(plain("f.js", "a\n", "a\n"), "");
    }

    #[test]
    fn in_colour_the_changed_words_are_reversed_and_the_text_is_the_same() {
        let (old, new) = ("a\n  account: user.id,\nb\n", "a\n  user: user.id,\nb");
        let change = FileChange { path: b"f.js", old, new, kept: &[] };
        let coloured = patch(change, PatchReader::Person(Paint::Colour));
        assert!(coloured.contains("\u{1b}[31m-  \u{1b}[0m\u{1b}[31;7maccount\u{1b}[0m\u{1b}[31m: user.id,\u{1b}[0m\n"));
        assert!(coloured.contains("\u{1b}[32;7muser\u{1b}[0m"), "{coloured:?}");
        let codes = ["[31m", "[31;7m", "[32m", "[32;7m", "[36m", "[1m", "[0m"];
        let stripped = codes.iter().fold(coloured, |text, code| text.replace(&format!("\u{1b}{code}"), ""));
        assert_eq!(stripped, plain("f.js", old, new));
    }

    #[test]
    fn a_person_sees_escapes_and_no_endless_line() {
        let new = format!("\u{1b}[2J{}\n", "x".repeat(2000));
        let shown =
            patch(FileChange { path: b"f.js", old: "", new: &new, kept: &[] }, PatchReader::Person(Paint::Plain));
        assert!(shown.contains("+\\u{1b}[2Jxxx"));
        assert!(shown.ends_with(" more bytes)\n"));
        assert!(shown.len() < 700);
    }

    #[test]
    fn no_line_of_a_patch_is_a_command() {
        let patch = plain("f.js", "a\n::error::x\n  ::y\nb\n", "a\n::error::x\n  ::y\nc\n");
        assert!(patch.lines().all(|line| !line.trim_start().starts_with("::")), "{patch}");
        assert!(patch.ends_with("@@ -1,4 +1,4 @@\n a\n-::error::x\n+::error::x\n-  ::y\n+  ::y\n-b\n+c\n"), "{patch}");
    }
}
