//! The v3 code to write by hand where the program writes none, which `explain` shows.

use super::fenced;

/// The code and its paragraphs, below the heading of each id.
const PAGE: &str = include_str!("by_hand.md");

/// The code to write in place of the code that a note is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ByHand {
    /// The id of the note.
    pub id: &'static str,
    /// Paragraphs and files, in reading order.
    pub parts: Vec<Part>,
}

/// A paragraph or a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// A paragraph.
    Says(&'static str),
    /// A file.
    Code(Code),
}

/// A file to write.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Code {
    /// Its name.
    pub file: &'static str,
    /// What sets it apart from the other files of its note: a framework, a place. Often empty.
    pub title: &'static str,
    /// Its whole text.
    pub text: &'static str,
}

impl ByHand {
    /// Returns all of them, in the order of the table.
    pub fn all() -> impl Iterator<Item = ByHand> {
        PAGE.split("\n## ").skip(1).filter_map(|section| {
            let (id, rest) = section.split_once('\n')?;
            Some(ByHand { id, parts: parts(rest) })
        })
    }

    /// Returns the code to write for `id`.
    pub fn of(id: &str) -> Option<ByHand> {
        ByHand::all().find(|by_hand| by_hand.id == id)
    }

    /// Returns the files, in reading order.
    pub fn codes(&self) -> impl Iterator<Item = Code> {
        self.parts.iter().filter_map(|part| match part {
            Part::Code(code) => Some(*code),
            Part::Says(_) => None,
        })
    }
}

fn parts(mut rest: &'static str) -> Vec<Part> {
    let mut parts = Vec::new();
    let say = |parts: &mut Vec<Part>, text: &'static str| {
        let paragraphs = text.split("\n\n").map(str::trim).filter(|text| !text.is_empty());
        parts.extend(paragraphs.map(Part::Says));
    };
    while let Some((before, head, text, behind)) = fenced(rest) {
        say(&mut parts, before);
        let (file, title) = head.split_once(' ').unwrap_or((head, ""));
        parts.push(Part::Code(Code { file, title, text }));
        rest = behind;
    }
    say(&mut parts, rest);
    parts
}

#[cfg(test)]
mod tests;
