//! Lists of notes in one line each: all notes, or those that match a word.

use super::super::diff::PatchReader;
use super::super::escape;
use super::super::page::{Detail, TextPage, WIDTH};
use super::meaning;
use super::v3::TOPIC;
use crate::mapping::{ENTRIES, Entry, Level, MANIFEST_ENTRIES};

/// Returns the list of all ids, by what they ask of a person.
pub fn list(reader: PatchReader) -> String {
    let mut page = TextPage::new(Detail::Full, reader.paint());
    let widest = ENTRIES.iter().chain(MANIFEST_ENTRIES).map(|entry| entry.id.len()).max().unwrap_or_default();
    for level in [Level::Manual, Level::Todo, Level::Info] {
        page.heading(level.name());
        page.paragraph(0, meaning(level));
        for entry in ENTRIES.iter().chain(MANIFEST_ENTRIES).filter(|entry| entry.level == level) {
            page.verbatim(2, &row(entry.id, widest, entry.gist(), WIDTH - 2));
        }
    }
    page.gap();
    page.line(0, "rupt-migrate explain ID      what one of them means, with an example");
    page.line(0, "rupt-migrate explain NAME    the notes about a name of v2, or a word");
    page.line(0, &format!("rupt-migrate explain {TOPIC}      what to set, and what behaves differently"));
    page.text().to_owned()
}

/// Returns the list of notes that match `words`.
pub fn hits(words: &str, entries: &[&Entry], reader: PatchReader) -> String {
    let mut page = TextPage::new(Detail::Full, reader.paint());
    let words = words.trim_matches('`');
    page.paragraph(0, &format!("{} notes about `{}`:", entries.len(), escape::one_line(words)));
    rows(&mut page, entries);
    page.gap();
    page.paragraph(0, "`rupt-migrate explain ID` is the page of one of them.");
    page.text().to_owned()
}

/// Adds one line for each of `entries`.
pub fn rows(page: &mut TextPage, entries: &[&Entry]) {
    let widest = entries.iter().map(|entry| entry.id.len()).max().unwrap_or_default();
    for entry in entries {
        let says = format!("{:6}  {}", entry.level.name(), entry.gist());
        page.verbatim(2, &row(entry.id, widest, &says, WIDTH - 2));
    }
}

/// Returns an id and its text, in one line of at most `width` characters.
fn row(id: &str, widest: usize, says: &str, width: usize) -> String {
    cut(&format!("{id:widest$}  {says}"), width)
}

/// Returns `text`, cut between words if it is longer than `width` characters.
fn cut(text: &str, width: usize) -> String {
    if text.chars().count() <= width {
        return text.to_owned();
    }
    let room: String = text.chars().take(width.saturating_sub(2)).collect();
    let whole = room.rsplit_once(' ').map_or(room.as_str(), |(whole, _)| whole);
    format!("{} …", whole.trim_end_matches([',', ' ']))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_cut_between_words() {
        assert_eq!(cut("one two", 7), "one two");
        assert_eq!(cut("one, two", 7), "one …");
        assert_eq!(cut("one two three", 10), "one two …");
        for entry in ENTRIES {
            assert!(row(entry.id, 27, entry.gist(), 78).chars().count() <= 78, "{}", entry.id);
        }
    }
}
