//! Edits of JSON and YAML that leave everything around them unchanged.

use super::{DataFormat, Document, Member, Node, Parted, offset};
use crate::edit::{Edit, Piece, Span, part};
use crate::text::line_ending;

impl Document<'_> {
    /// Replaces the key or string at `at` by `text`.
    pub fn replace(&self, at: Span, text: &str) -> Edit {
        new_text(at, self.scalar(text, at))
    }

    /// Inserts a member `key: value` next to `beside`, with the same quotes and spacing.
    pub fn insert_text(&self, beside: &Member, key: &str, value: &str) -> Edit {
        let value = self.scalar(value, beside.value.at);
        self.insert(beside, key, &value)
    }

    /// Inserts a member with the value of `beside` next to it.
    pub fn insert_copy(&self, beside: &Member, key: &str) -> Edit {
        self.insert(beside, key, beside.value.at.of(self.source))
    }

    /// Inserts `text` next to an item of a JSON list.
    pub fn insert_item(&self, beside: &Node, text: &str) -> Edit {
        self.insert_above(beside.at.start, &self.scalar(text, beside.at))
    }

    fn insert(&self, beside: &Member, key: &str, value: &str) -> Edit {
        let text = format!("{}: {value}", self.scalar(key, beside.key_at));
        match beside.parted {
            Parted::Comma => self.insert_above(self.above_comments(beside.key_at.start), &text),
            Parted::Line => self.insert_below(beside, &text),
        }
    }

    /// Inserts `text` before `at`, with the separator that is in front of `at`.
    fn insert_above(&self, at: u32, text: &str) -> Edit {
        let before = part(self.source, ..at as usize);
        let gap = part(before, before.trim_end_matches([' ', '\t', '\r', '\n']).len()..);
        let gap = if gap.contains('\n') { gap } else { " " };
        new_text(Span::at(at), format!("{text},{gap}"))
    }

    /// Inserts a line after that of `beside`, so that the comments of `beside` stay with it.
    fn insert_below(&self, beside: &Member, text: &str) -> Edit {
        let lines = self.lines(beside);
        let body = lines.of(self.source).trim_end_matches(['\r', '\n']);
        let indent = part(body, ..body.len() - body.trim_start().len());
        let at = lines.start as usize + body.len();
        let at = Span::at(offset(at));
        new_text(at, format!("{}{indent}{text}", line_ending(self.source)))
    }

    /// Removes a member with its comma, or with its lines.
    pub fn remove(&self, members: &[Member], index: usize) -> Edit {
        let own = members[index].at();
        let span = match (members[index].parted, index.checked_sub(1), members.get(index + 1)) {
            (Parted::Line, ..) => self.lines(&members[index]),
            // Comments between members do not belong to the removed one.
            _ if self.format == DataFormat::Jsonc => self.alone(&members[index]),
            (_, _, Some(next)) => Span::new(own.start, next.key_at.start),
            (_, Some(previous), None) => Span::new(members[previous].at().end, own.end),
            (_, None, None) => own,
        };
        Edit { span, with: Vec::new() }
    }

    /// The span of `member` with its comma, and with its line if nothing else is on the line.
    fn alone(&self, member: &Member) -> Span {
        let own = member.at();
        let rest = part(self.source, own.end as usize..);
        let comma = if rest.trim_start().starts_with(',') { rest.find(',').map_or(0, |at| at + 1) } else { 0 };
        let end = own.end + offset(comma);
        let lines = self.lines(member);
        let before = part(self.source, lines.start as usize..own.start as usize);
        let behind = self.source.get(end as usize..lines.end as usize).unwrap_or("x");
        if before.trim().is_empty() && behind.trim().is_empty() { lines } else { Span::new(own.start, end) }
    }

    /// The offset before the comment lines above the line that starts at `at`.
    fn above_comments(&self, at: u32) -> u32 {
        let mut place = at as usize;
        while let Some(above) = part(self.source, ..place).trim_end_matches([' ', '\t']).strip_suffix('\n') {
            let line = above.rsplit('\n').next().unwrap_or(above);
            let text = line.trim();
            if !(text.starts_with("//") || text.starts_with("/*") && text.ends_with("*/")) {
                break;
            }
            place = above.len() - line.trim_start().len();
        }
        offset(place)
    }

    /// The lines of `member`, with the line break of the last one.
    fn lines(&self, member: &Member) -> Span {
        let own = member.at();
        let start = part(self.source, ..own.start as usize).rfind('\n').map_or(0, |at| at + 1);
        let rest = part(self.source, own.end as usize..);
        let end = rest.find('\n').map_or(rest.len(), |at| at + 1);
        Span::new(offset(start), own.end + offset(end))
    }

    /// `text` as a key or value, with the quotes of the one at `like`.
    fn scalar(&self, text: &str, like: Span) -> String {
        let quote = match like.of(self.source).chars().next() {
            _ if self.format != DataFormat::Yaml => '"',
            Some(quote @ ('"' | '\'')) => quote,
            // A plain scalar must not begin with an indicator of YAML.
            _ if !text.starts_with(['@', '$', '*', '&', '!', '%', '|', '>', '`']) => return text.to_owned(),
            _ if self.source.matches('"').count() > self.source.matches('\'').count() => '"',
            _ => '\'',
        };
        format!("{quote}{text}{quote}")
    }
}

fn new_text(span: Span, text: String) -> Edit {
    Edit { span, with: vec![Piece::new(text)] }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::edit::Edits;

    fn yaml(source: &str, edit: impl Fn(&Document, &[Member]) -> Vec<Edit>) -> String {
        let document = Document::yaml(source).expect("YAML");
        let edits = edit(&document, document.members(&["catalog"]));
        Edits::new(edits).apply(source).expect("the edits do not conflict").text
    }

    fn beside(source: &str) -> String {
        yaml(source, |document, members| vec![document.insert_text(&members[0], "@a/b", "^3")])
    }

    #[test]
    fn a_new_line_is_written_as_its_neighbour() {
        assert_eq!(beside("catalog:\r\n  a: ^2 # why\r\nb: 1"), "catalog:\r\n  a: ^2 # why\r\n  '@a/b': ^3\r\nb: 1");
        assert_eq!(beside("catalog:\n a: \"2\""), "catalog:\n a: \"2\"\n \"@a/b\": \"^3\"");
        assert_eq!(beside("catalog: { 'a': ^2 }\n"), "catalog: { '@a/b': ^3, 'a': ^2 }\n");
    }

    #[test]
    fn comments_in_json_stay_where_they_are() {
        let source = "{\"a\": {\n  // of r\n  \"r\": \"1\", // 1\n  // of b\n  \"b\": \"2\", /* b */ \"c\": \"3\"\n}}";
        let document = Document::jsonc(source).expect("JSON");
        let members = document.members(&["a"]);
        let after = |edit: Edit| Edits::new(vec![edit]).apply(source).expect("the edit is sound").text;
        let inserted = after(document.insert_text(&members[0], "n", "0"));
        assert_eq!(inserted, source.replace("  // of r", "  \"n\": \"0\",\n  // of r"));
        assert_eq!(after(document.remove(members, 0)), source.replace("\"r\": \"1\",", ""));
        assert_eq!(after(document.remove(members, 2)), source.replace("\"c\": \"3\"", ""));
    }

    #[test]
    fn a_line_goes_with_its_own_comment() {
        let removed =
            yaml("catalog:\n  # a\n  a: 1 # one\n  b: 2\n", |document, members| vec![document.remove(members, 0)]);
        assert_eq!(removed, "catalog:\n  # a\n  b: 2\n");
    }
}
