//! Laying out text: wrapped lines, headings, lists.

use super::escape;
use super::paint::{Ink, Paint};
use std::fmt::Write;

/// The width of a line, in characters.
pub const WIDTH: usize = 80;

/// How many items of a list are shown before the rest is only counted.
const LISTED: usize = 12;

/// How many items of a list are shown in a long text.
const LISTED_OF_MANY: usize = 3;

/// How many items make a text long.
const MANY: usize = 100;

/// How much detail is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Detail {
    /// Long lists are cut.
    Normal,
    /// Everything is shown, with the counters (`-v`).
    Full,
}

/// A text that is written from top to bottom.
#[derive(Debug)]
pub struct TextPage {
    out: String,
    detail: Detail,
    paint: Paint,
    /// How many items of a list are shown.
    listed: usize,
}

impl TextPage {
    /// An empty page.
    pub fn new(detail: Detail, paint: Paint) -> Self {
        let listed = if detail == Detail::Full { usize::MAX } else { LISTED };
        TextPage { out: String::new(), detail, paint, listed }
    }

    /// Prepares the page for this many items in all. If there are many, fewer items of each list are shown.
    #[must_use]
    pub fn of_items(mut self, count: usize) -> Self {
        if self.detail == Detail::Normal && count > MANY {
            self.listed = LISTED_OF_MANY;
        }
        self
    }

    /// Returns the text without blank lines at its start.
    pub fn text(&self) -> &str {
        self.out.trim_start_matches('\n')
    }

    /// Adds a blank line.
    pub fn gap(&mut self) {
        self.out.push('\n');
    }

    /// Adds a blank line and a heading.
    pub fn heading(&mut self, text: &str) {
        self.gap();
        let _ = writeln!(self.out, "{}", self.paint.ink(Ink::Bold, text));
    }

    /// Adds a paragraph.
    pub fn paragraph(&mut self, indent: usize, text: &str) {
        self.hanging(indent, "", text);
    }

    /// Adds a paragraph that begins with `mark`. Its further lines are indented below the text.
    pub fn hanging(&mut self, indent: usize, mark: &str, text: &str) {
        let inner = indent + mark.len();
        for (index, line) in wrap(text, WIDTH - inner).iter().enumerate() {
            let _ = match index {
                0 => writeln!(self.out, "{:indent$}{mark}{line}", ""),
                _ => writeln!(self.out, "{:inner$}{line}", ""),
            };
        }
    }

    /// Adds a line that is never wrapped: a path, a command, an address.
    pub fn line(&mut self, indent: usize, text: &str) {
        let _ = writeln!(self.out, "{:indent$}{}", "", escape::one_line(text));
    }

    /// Adds a line and keeps its tabs and spaces.
    pub fn verbatim(&mut self, indent: usize, text: &str) {
        let _ = writeln!(self.out, "{}", format!("{:indent$}{text}", "").trim_end());
    }

    /// Adds a list of places, which is cut if it is long.
    pub fn list(&mut self, indent: usize, items: &[String]) {
        let shown = self.shown(items.len());
        for item in &items[..shown] {
            let item = self.paint.ink(Ink::Cyan, &escape::one_line(item));
            let _ = writeln!(self.out, "{:indent$}{item}", "");
        }
        self.rest(indent, items.len() - shown);
    }

    /// Returns how many of `count` items are shown.
    pub fn shown(&self, count: usize) -> usize {
        // A line that says "and 1 more" would take as much room as the item.
        if count <= self.listed.saturating_add(1) { count } else { self.listed }
    }

    /// Adds a line that says how many items are not shown, if any.
    pub fn rest(&mut self, indent: usize, count: usize) {
        if count > 0 {
            self.paragraph(indent, &format!("and {count} more (-v lists all)"));
        }
    }
}

/// Wraps `text` into lines of at most `width` characters. Code in backticks is not split, and a longer word
/// gets a line of its own.
pub fn wrap(text: &str, width: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    let mut used = 0;
    for word in words(text) {
        let length = word.chars().count();
        if used > 0 && used + 1 + length > width {
            lines.push(String::new());
            used = 0;
        }
        if let Some(line) = lines.last_mut() {
            if used > 0 {
                line.push(' ');
                used += 1;
            }
            line.push_str(word);
        }
        used += length;
    }
    lines
}

/// Splits `text` at spaces outside of backticks.
fn words(text: &str) -> impl Iterator<Item = &str> {
    let mut in_code = false;
    let is_end = move |c: char| {
        in_code ^= c == '`';
        c.is_whitespace() && !in_code
    };
    text.split(is_end).filter(|word| !word.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_is_not_parted() {
        assert_eq!(wrap("returns only `{ a, b }`; read", 18), ["returns only", "`{ a, b }`; read"]);
        assert_eq!(wrap("averylongword b", 4), ["averylongword", "b"]);
        assert_eq!(wrap("aa bb cc", 5), ["aa bb", "cc"]);
    }

    #[test]
    fn long_lists_are_cut_and_counted() {
        let items: Vec<String> = (0..30).map(|n| format!("f{n}.ts:1:1")).collect();
        let mut page = TextPage::new(Detail::Normal, Paint::Plain);
        page.list(2, &items);
        assert_eq!(page.text().lines().count(), LISTED + 1);
        assert!(page.text().ends_with("  and 18 more (-v lists all)\n"));
        let mut page = TextPage::new(Detail::Full, Paint::Plain).of_items(1000);
        page.list(2, &items);
        assert_eq!(page.text().lines().count(), 30);
        let mut page = TextPage::new(Detail::Normal, Paint::Plain).of_items(1000);
        page.list(2, &items);
        assert!(page.text().ends_with("  f2.ts:1:1\n  and 27 more (-v lists all)\n"), "{}", page.text());
    }
}
