//! Tables of notes: each row has a place, the id of a note, and a text.
//!
//! A place is never cut, so that a terminal can open the file at it, and neither is an id. The text is cut to
//! the width of the screen; the TODO in the file has all of it.

use super::escape;
use super::paint::Ink;
use super::screen::Screen;
use crate::mapping::Entry;
use std::fmt::Write;

/// One row.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Row {
    /// A path, perhaps with a line.
    pub place: String,
    /// The note, where there is one.
    pub entry: Option<&'static Entry>,
    /// The text.
    pub text: String,
    /// A mark after the text, which is never cut.
    pub mark: &'static str,
}

/// The minimum width of a text.
const LEAST: usize = 12;

/// The space between two columns.
const GAP: &str = "  ";

/// Returns `rows` as lines, each indented by `indent` spaces.
pub fn rows(screen: Screen, indent: usize, rows: &[Row]) -> String {
    let rows: Vec<Row> = rows.iter().map(shown).collect();
    let room = screen.room().saturating_sub(indent);
    let length = |row: &Row| row.place.chars().count();
    let id = |row: &Row| row.entry.map_or(0, |entry| entry.id.len());
    let ids = rows.iter().map(id).max().unwrap_or(0);
    // A single long path does not widen the column of all others.
    let most = room.saturating_sub(ids + GAP.len() + LEAST).max(room / 2);
    let places = rows.iter().map(length).filter(|length| *length <= most).max().unwrap_or(0);
    let mut out = String::new();
    for row in &rows {
        line(&mut out, screen, (indent, room), (places, ids), row);
    }
    out
}

fn shown(row: &Row) -> Row {
    let words = row.text.split_whitespace().collect::<Vec<_>>().join(" ");
    Row { place: escape::one_line(&row.place).into_owned(), text: escape::one_line(&words).into_owned(), ..row.clone() }
}

fn line(out: &mut String, screen: Screen, (indent, room): (usize, usize), (places, ids): (usize, usize), row: &Row) {
    let length = row.place.chars().count();
    let _ = write!(out, "{:indent$}{}", "", screen.paint.ink(Ink::Cyan, &row.place));
    let mut used = length;
    let mut column = |out: &mut String, from: usize, width: usize| {
        if used + GAP.len() + width > room && used > 0 {
            // The text goes on a line of its own, below.
            let _ = write!(out, "\n{:1$}", "", indent + 2 * GAP.len());
            used = 2 * GAP.len();
        } else {
            let to = from.max(used + GAP.len());
            let _ = write!(out, "{:1$}", "", to - used);
            used = to;
        }
        used += width;
        used
    };
    let mut end = length;
    if let Some(entry) = row.entry {
        end = column(out, places + GAP.len(), entry.id.len());
        out.push_str(&screen.link(&screen.paint.ink(Ink::Bold, entry.id), entry.link));
    }
    let mark = if row.mark.is_empty() { 0 } else { row.mark.len() + 1 };
    let behind = places + GAP.len() + if ids > 0 { ids + GAP.len() } else { 0 };
    let left = room.saturating_sub(behind.max(end + GAP.len()) + mark);
    let text = match left {
        ..LEAST if row.entry.is_some() => String::new(),
        _ => cut(&row.text, left.max(LEAST)),
    };
    if !text.is_empty() {
        column(out, behind, text.chars().count());
        out.push_str(&text);
    }
    if !row.mark.is_empty() {
        let _ = write!(out, " {}", screen.paint.ink(Ink::Yellow, row.mark));
    }
    out.push('\n');
}

/// Returns the first `room` characters of `text`, cut between words if a space is near.
pub fn cut(text: &str, room: usize) -> String {
    if text.chars().count() <= room {
        return text.to_owned();
    }
    let head: String = text.chars().take(room.saturating_sub(1)).collect();
    let end = head.rfind(' ').filter(|end| *end > head.len() / 2).unwrap_or(head.len());
    format!("{}…", crate::edit::part(&head, ..end).trim_end_matches([' ', ',', ';', ':']))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mapping::known;
    use crate::render::paint::Paint;

    fn row(place: &str, id: &str, text: &str, mark: &'static str) -> Row {
        Row { place: place.to_owned(), entry: Some(known(id)), text: text.to_owned(), mark }
    }

    fn set(width: usize, all: &[Row]) -> String {
        rows(Screen { width: Some(width), ..Screen::PLAIN }, 2, all)
    }

    #[test]
    fn columns_stand_below_each_other_and_lines_fit() {
        let all = [
            row("src/App.tsx:17", "redirect-urls", "Logout URL, Success URL", ""),
            row(
                "src/lib/guard.ts:5",
                "tolerance",
                "a value that is much too long\nfor the line that it is on",
                "(--unsafe)",
            ),
        ];
        insta::assert_snapshot!(set(72, &all), @"
          src/App.tsx:17      redirect-urls  Logout URL, Success URL
          src/lib/guard.ts:5  tolerance      a value that is much… (--unsafe)
        ");
    }

    #[test]
    fn what_has_no_room_goes_below_or_is_left_out() {
        let long = "packages/of/a/very/deep/workspace/src/pages/_app.jsx:19";
        let all = [row(long, "logout-url-missing", "some text", ""), row("a.ts:1", "detach", "some text", "")];
        let text = set(60, &all);
        insta::assert_snapshot!(text, @"
          packages/of/a/very/deep/workspace/src/pages/_app.jsx:19
              logout-url-missing      some text
          a.ts:1  detach              some text
        ");
        let narrow = set(40, &all);
        assert!(narrow.lines().all(|line| line.chars().count() <= 40 || line.trim() == long), "{narrow}");
    }

    #[test]
    fn an_id_is_a_link_where_that_can_be_shown() {
        let screen = Screen { paint: Paint::Plain, width: Some(80), links: true };
        let text = rows(screen, 0, &[row("a:1", "redirect-urls", "", "")]);
        assert!(text.contains("\u{1b}]8;;https://app.rupt.dev/policies\u{1b}\\redirect-urls\u{1b}]8;;"), "{text:?}");
    }
}
