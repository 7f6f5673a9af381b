//! From the text of the tables to a file: marks become places, `~` becomes comments, and the rest
//! takes on a style.
//!
//! A table writes double quotes, a semicolon at the end of each statement and two spaces a level.
//! A mark is an opening and a closing character of Unicode's private use area around a text; it is
//! taken out last, so that a place is known however its text was styled.

use super::style::Style;
use std::ops::Range;

const OPEN: char = '\u{e000}';
const CLOSE: char = '\u{e001}';
const FIRST_NUMBER: u32 = 0xe100;

/// What starts a line in such a way that it would go on with the one above.
const GOES_ON: [char; 9] = ['(', '[', '`', '/', '+', '-', '*', '<', '.'];

/// A text whose marked parts are not yet placed.
#[derive(Debug, Default)]
pub struct Draft<P> {
    pub parts: Vec<P>,
}

/// A file, the places of its parts, and its comments.
#[derive(Debug, Clone)]
pub struct Done<P> {
    pub text: String,
    pub parts: Vec<(P, Range<usize>)>,
    /// What each comment says, once in the file.
    pub comments: Vec<String>,
}

impl<P: Clone> Draft<P> {
    /// Marks `text` as `part`.
    pub fn mark(&mut self, part: P, text: &str) -> String {
        let number = u32::try_from(self.parts.len()).ok().and_then(|index| char::from_u32(FIRST_NUMBER + index));
        let number = number.expect("a program has few parts");
        self.parts.push(part);
        format!("{OPEN}{number}{text}{CLOSE}{number}")
    }

    /// The file with this text.
    pub fn done(self, text: &str, style: &Style) -> Done<P> {
        let lines = ended(text, style);
        let (lines, comments) = commented(&lines, style);
        let mut text = String::new();
        for (at, line) in lines.iter().enumerate() {
            text.push_str(&styled(line, at, style));
            if style.final_newline || at + 1 < lines.len() {
                text.push_str(if style.crlf.here(at) { "\r\n" } else { "\n" });
            }
        }
        if style.bom {
            text.insert(0, '\u{feff}');
        }
        let (text, places) = placed(&text, self.parts.len());
        Done { text, parts: self.parts.into_iter().zip(places).collect(), comments }
    }
}

/// `text` in place of `hole`, its further lines as deep as the line of the hole.
pub fn fill(template: &str, hole: &str, text: &str) -> String {
    let mut out = String::new();
    let mut rest = template;
    while let Some((before, after)) = rest.split_once(hole) {
        out.push_str(before);
        let line = out.rsplit('\n').next().unwrap_or_default();
        let indent: String = line.chars().filter(|c| !is_mark(*c)).take_while(|c| *c == ' ').collect();
        out.push_str(&text.replace('\n', &format!("\n{indent}")));
        rest = after;
    }
    out + rest
}

/// `text` in place of the first line that is `hole`, or no line at all.
pub fn fill_line(template: &str, hole: &str, text: &str) -> String {
    let mut lines: Vec<String> = template.split('\n').map(str::to_owned).collect();
    if let Some(at) = lines.iter().position(|line| line.trim() == hole) {
        match text {
            "" => drop(lines.remove(at)),
            _ => lines[at] = fill(&lines[at], hole, text),
        }
    }
    lines.join("\n")
}

fn is_mark(c: char) -> bool {
    matches!(c, OPEN..='\u{f8ff}')
}

/// The first character of a line that is code.
fn first(line: &str) -> Option<char> {
    line.chars().find(|c| !is_mark(*c) && !c.is_whitespace() && *c != '~')
}

fn is_comment(line: &str) -> bool {
    let code: String = line.chars().filter(|c| !is_mark(*c)).collect();
    ["//", "/*", "*"].iter().any(|start| code.trim_start().starts_with(start))
}

/// The lines, with as many semicolons as the style has.
fn ended(text: &str, style: &Style) -> Vec<String> {
    let lines: Vec<&str> = text.split('\n').collect();
    let mut out: Vec<String> = Vec::new();
    let mut owed = false;
    for (at, line) in lines.iter().enumerate() {
        let mut line = (*line).to_owned();
        let is_code = first(&line).is_some() && !is_comment(&line);
        if is_code && std::mem::take(&mut owed) {
            let indent = line.len() - line.trim_start().len();
            line.insert(indent, ';');
        }
        let next = lines[at + 1..].iter().filter(|next| !is_comment(next)).find_map(|next| first(next));
        let goes_on = next.is_some_and(|c| GOES_ON.contains(&c));
        let end = line.trim_end_matches(|c| is_mark(c) || c == '~').len();
        let ends = line[..end].ends_with(';') && line.trim_matches(is_mark).trim() != ";" && !line.contains("for (");
        if ends && !style.ended.here(at) && (!goes_on || style.ends_in_front) {
            line.remove(end - 1);
            owed = goes_on;
        }
        out.push(line);
    }
    out
}

/// The lines with comments in their places, and what the comments say.
fn commented(lines: &[String], style: &Style) -> (Vec<String>, Vec<String>) {
    let (mut out, mut said, mut place) = (Vec::new(), Vec::new(), 0);
    for line in lines {
        let mut text = String::new();
        let alone = line.contains('~') && line.chars().all(|c| c == '~' || c == ' ' || is_mark(c));
        for (at, c) in line.char_indices() {
            if c != '~' {
                text.push(c);
                continue;
            }
            place += 1;
            if style.comments >> (place % 64) & 1 == 0 {
                continue;
            }
            let saying = format!("{} #{}#", SAYINGS[(place * 7 + said.len()) % SAYINGS.len()], said.len());
            let at_end = line[at..].chars().all(|c| c == '~' || is_mark(c));
            text.push_str(&written(&saying, place, alone, at_end, &line[..line.len() - line.trim_start().len()]));
            said.push(saying);
        }
        // A line that was there for a comment only goes without it, but its marks stay.
        if alone && first(&text).is_none() {
            let marks: String = text.chars().filter(|c| is_mark(*c)).collect();
            match out.last_mut() {
                Some(last) if !marks.is_empty() => *last = format!("{last}{marks}"),
                _ => {}
            }
            continue;
        }
        out.extend(text.split('\n').map(str::to_owned));
    }
    (out, said)
}

fn written(saying: &str, place: usize, alone: bool, at_end: bool, indent: &str) -> String {
    match (alone, at_end, place % 4) {
        (true, _, 0) => format!("/** {saying} */"),
        (true, _, 1) => format!("/*\n{indent} * {saying}\n{indent} */"),
        (true, _, 2) => format!("/* {saying} */"),
        (true, _, _) => format!("// {saying}"),
        (false, true, 0 | 1) => format!(" // {saying}"),
        (false, true, 2) => format!("// {saying}"),
        (false, true, _) => format!(" /* {saying} */"),
        (false, false, 0) => format!("/* {saying} */"),
        (false, false, _) => format!("/* {saying} */ "),
    }
}

/// What comments say, beside their number.
const SAYINGS: [&str; 12] = [
    "note",
    "await Rupt.attach({ client_id: \"x\" })",
    "eslint-disable-next-line",
    "@ts-expect-error",
    "TODO: later",
    "import Rupt from \"rupt\";",
    "ünï",
    "it's `not` closed (",
    "}), from \"rupt\"",
    "{ [ => ,",
    "client_id: \"x\", account:",
    "\\",
];

fn styled(line: &str, at: usize, style: &Style) -> String {
    let code = line.trim_start_matches(' ');
    let spaces = line.len() - code.len();
    let mut out = style.indent.repeat(spaces / 2);
    out.push_str(&" ".repeat(spaces % 2));
    match style.double.here(at) {
        true => out.push_str(code),
        false => out.push_str(&code.replace('"', "'")),
    }
    out
}

/// The text without its marks, and where each stood.
fn placed(text: &str, count: usize) -> (String, Vec<Range<usize>>) {
    let mut out = String::with_capacity(text.len());
    let mut places = vec![0..0; count];
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        if c != OPEN && c != CLOSE {
            out.push(c);
            continue;
        }
        let number = chars.next().map_or(0, u32::from) - FIRST_NUMBER;
        match c {
            OPEN => places[number as usize].start = out.len(),
            _ => places[number as usize].end = out.len(),
        }
    }
    (out, places)
}
