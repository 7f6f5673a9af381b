//! YAML, read into the tree of [`super`].

use super::{Data, Document, Format, Member, Node, Parted, Unreadable, offset};
use crate::edit::Span;
use saphyr_parser::{Event, Marker, Parser, ScalarStyle, ScanError};

impl<'a> Document<'a> {
    /// Reads YAML of one document, without anchors and tags.
    ///
    /// # Errors
    /// Where `source` is anything else, or not a map.
    pub fn yaml(source: &'a str) -> Result<Self, Unreadable> {
        let shift = if source.starts_with('\u{feff}') { 1 } else { 0 };
        let mut offsets: Vec<u32> = source.char_indices().skip(shift).map(|(at, _)| offset(at)).collect();
        offsets.push(offset(source.len()));
        let text = source.strip_prefix('\u{feff}').unwrap_or(source);
        let mut reader = Reader { source, parser: Parser::new_from_str(text), offsets, depth: 0 };
        reader.document().map(|root| Document { source, root, format: Format::Yaml })
    }
}

struct Reader<'a> {
    source: &'a str,
    parser: Parser<'a, saphyr_parser::StrInput<'a>>,
    /// The byte offset of each character.
    offsets: Vec<u32>,
    depth: usize,
}

/// How deep settings may nest.
const DEEPEST: usize = 100;

type Found<'a> = (Event<'a>, Span);

impl<'a> Reader<'a> {
    fn document(&mut self) -> Result<Vec<Member>, Unreadable> {
        self.next()?;
        self.next()?;
        let first = self.next()?;
        let at = first.1;
        let root = match self.node(first)?.data {
            Data::Map(root) => root,
            _ => return Err(refused(at, "Expected a map")),
        };
        self.next()?;
        match self.next()? {
            (Event::StreamEnd, _) => Ok(root),
            (_, at) => Err(refused(at, "several documents are not understood")),
        }
    }

    fn node(&mut self, (event, mut at): Found<'a>) -> Result<Node, Unreadable> {
        self.depth += 1;
        let data = match event {
            _ if self.depth > DEEPEST => return Err(refused(at, "nested too deep")),
            Event::Scalar(text, style, 0, None) => {
                // The parser takes blanks behind a quoted text for a part of it.
                let written = at.of(self.source).trim_end();
                at.end = at.start + offset(written.len());
                scalar(&text, written, style)
            }
            Event::MappingStart(0, None) => self.map(at)?,
            Event::SequenceStart(0, None) => self.list()?,
            _ => return Err(refused(at, "anchors, aliases and tags are not understood")),
        };
        self.depth -= 1;
        Ok(Node { at, data })
    }

    fn map(&mut self, start: Span) -> Result<Data, Unreadable> {
        let parted = if start.is_empty() { Parted::Line } else { Parted::Comma };
        let mut members = Vec::new();
        loop {
            let key = self.next()?;
            if key.0 == Event::MappingEnd {
                return Ok(Data::Map(members));
            }
            let key = self.node(key)?;
            let value = self.next()?;
            let value = self.node(value)?;
            // A key may be a map or a list; none that matters here is.
            if let Some(name) = key.text() {
                members.push(Member { key: name.to_owned(), key_at: key.at, value, parted });
            }
        }
    }

    fn list(&mut self) -> Result<Data, Unreadable> {
        let mut items = Vec::new();
        loop {
            let item = self.next()?;
            if item.0 == Event::SequenceEnd {
                return Ok(Data::List(items));
            }
            items.push(self.node(item)?);
        }
    }

    fn next(&mut self) -> Result<Found<'a>, Unreadable> {
        match self.parser.next_event() {
            Some(Ok((event, span))) => Ok((event, Span::new(self.at(&span.start), self.at(&span.end)))),
            Some(Err(error)) => Err(self.error(&error)),
            None => Ok((Event::StreamEnd, Span::at(0))),
        }
    }

    fn at(&self, marker: &Marker) -> u32 {
        let last = self.offsets.last().copied().unwrap_or_default();
        self.offsets.get(marker.index()).copied().unwrap_or(last)
    }

    fn error(&self, error: &ScanError) -> Unreadable {
        Unreadable { at: self.at(error.marker()), message: error.info().to_owned() }
    }
}

fn scalar(text: &str, written: &str, style: ScalarStyle) -> Data {
    let ends_well = match style {
        ScalarStyle::Plain => !written.contains('#'),
        ScalarStyle::SingleQuoted => written.ends_with('\''),
        ScalarStyle::DoubleQuoted => written.ends_with('"'),
        ScalarStyle::Literal | ScalarStyle::Folded => false,
    };
    if ends_well && !written.contains('\n') { Data::Text(text.to_owned()) } else { Data::Other }
}

fn refused(at: Span, message: &str) -> Unreadable {
    Unreadable { at: at.start, message: message.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_bytes_whatever_stands_before() {
        let source = "\u{feff}# é😀\r\ncatalog:\r\n  'rupt': ^2 # x\r\nall: { rupt: '2' , b: '1' # c\r\n}\r\n";
        let document = Document::yaml(source).expect("YAML");
        let block = &document.members(&["catalog"])[0];
        assert_eq!((block.key_at.of(source), block.value.at.of(source)), ("'rupt'", "^2"));
        let flow = document.members(&["all"]);
        assert_eq!((flow[0].at().of(source), flow[0].parted), ("rupt: '2'", Parted::Comma));
        assert_eq!(flow[1].value.data, Data::Other);
    }

    #[test]
    fn what_shares_its_parts_is_refused() {
        for source in ["a: &x 1\nb: *x\n", "a: !t 1\n", "a: 1\n---\nb: 1\n", "- a\n", "a: [\n", "a: 1\n b: 2\n", ""] {
            assert!(Document::yaml(source).is_err(), "{source}");
        }
        assert!(Document::yaml(&"- ".repeat(100_000)).is_err());
        assert!(Document::yaml("---\na: 1\n...\n").is_ok());
    }
}
