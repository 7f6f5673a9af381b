//! Reads YAML into the tree of [`super`].

use super::{Data, DataFormat, Document, Member, Node, Parted, Unreadable, offset};
use crate::edit::{Span, part};
use saphyr_parser::{Event, Marker, Parser, ScalarStyle, ScanError};
use std::cmp::Reverse;
use std::collections::HashSet;

impl<'a> Document<'a> {
    /// Reads YAML of one document, without tags.
    ///
    /// # Errors
    /// `source` is anything else, or not a map.
    pub fn yaml(source: &'a str) -> Result<Self, Unreadable> {
        let mut documents = documents(source, Tags::Refused)?;
        match (documents.pop(), documents.is_empty()) {
            (Some(Node { data: Data::Map(root), .. }), true) => Ok(Document { source, root, format: DataFormat::Yaml }),
            (Some(other), true) => Err(refused(other.at, "Expected a map")),
            (other, _) => {
                let at = other.map_or(Span::at(0), |last| last.at);
                Err(refused(at, "exactly one document is understood"))
            }
        }
    }
}

/// Reads YAML that is not edited: one or several documents, with tags.
///
/// # Errors
/// `source` is anything else.
pub fn documents_of(source: &str) -> Result<Vec<Node>, Unreadable> {
    documents(source, Tags::Skipped)
}

fn documents(source: &str, tags: Tags) -> Result<Vec<Node>, Unreadable> {
    let shift = if source.starts_with('\u{feff}') { 1 } else { 0 };
    let mut offsets: Vec<u32> = source.char_indices().skip(shift).map(|(at, _)| offset(at)).collect();
    offsets.push(offset(source.len()));
    let text = source.strip_prefix('\u{feff}').unwrap_or(source);
    let parser = Parser::new_from_str(text);
    let mut reader =
        YamlReader { source, parser, offsets, tags, depth: 0, anchored: Vec::new(), asked: HashSet::new() };
    let mut documents = reader.documents()?;
    let mut shared: Vec<Span> =
        reader.anchored.iter().filter(|(anchor, _)| reader.asked.contains(anchor)).map(|(_, places)| *places).collect();
    // Of two places, one contains the other or they are disjoint: only the outermost ones are needed.
    shared.sort_by_key(|place| (place.start, Reverse(place.end)));
    shared.dedup_by(|inner, outer| outer.contains(*inner));
    if !shared.is_empty() {
        documents.iter_mut().for_each(|document| share(document, &shared));
    }
    Ok(documents)
}

/// Whether a value is in one of the `places`, which are sorted.
fn is_in(at: Span, places: &[Span]) -> bool {
    let next = places.partition_point(|place| place.start <= at.start);
    next.checked_sub(1).is_some_and(|last| places[last].contains(at))
}

/// Marks the values in the `places`, which are sorted.
fn share(node: &mut Node, places: &[Span]) {
    node.is_shared |= is_in(node.at, places);
    match &mut node.data {
        Data::Map(members) => members.iter_mut().for_each(|member| {
            share(&mut member.value, places);
            member.value.is_shared |= is_in(member.key_at, places);
        }),
        Data::List(items) => items.iter_mut().for_each(|item| share(item, places)),
        Data::Text(_) | Data::Written | Data::Other => {}
    }
}

/// How to treat tags, which may change the meaning of a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Tags {
    Refused,
    Skipped,
}

struct YamlReader<'a> {
    source: &'a str,
    parser: Parser<'a, saphyr_parser::StrInput<'a>>,
    /// The byte offset of each character.
    offsets: Vec<u32>,
    tags: Tags,
    depth: usize,
    /// The anchors, each with the span of its value.
    anchored: Vec<(usize, Span)>,
    /// The anchors that an alias refers to.
    asked: HashSet<usize>,
}

/// The greatest depth of nesting.
const DEEPEST: usize = 100;

type Located<'a> = (Event<'a>, Span);

impl<'a> YamlReader<'a> {
    fn documents(&mut self) -> Result<Vec<Node>, Unreadable> {
        let mut documents = Vec::new();
        loop {
            match self.next()? {
                (Event::StreamEnd, _) => return Ok(documents),
                (Event::DocumentStart(_), _) => {
                    let first = self.next()?;
                    documents.push(self.node(first)?);
                }
                _ => {}
            }
        }
    }

    fn node(&mut self, (event, at): Located<'a>) -> Result<Node, Unreadable> {
        let at = self.without_properties(at);
        self.depth += 1;
        if self.depth > DEEPEST {
            return Err(refused(at, "nested too deep"));
        }
        let (node, anchor) = match event {
            Event::Scalar(text, style, anchor, tag) => {
                self.tag(tag.is_some(), at)?;
                let (at, data) = self.scalar(&text, style, at);
                let data = if tag.is_some() { Data::Written } else { data };
                (Node { at, data, is_shared: false }, anchor)
            }
            Event::MappingStart(anchor, tag) => {
                self.tag(tag.is_some(), at)?;
                (self.map(at)?, anchor)
            }
            Event::SequenceStart(anchor, tag) => {
                self.tag(tag.is_some(), at)?;
                (self.list(at)?, anchor)
            }
            Event::Alias(anchor) => {
                self.asked.insert(anchor);
                (Node { at, data: Data::Other, is_shared: true }, 0)
            }
            _ => return Err(refused(at, "not understood")),
        };
        if anchor != 0 {
            self.anchored.push((anchor, node.at));
        }
        self.depth -= 1;
        Ok(node)
    }

    /// The span of a value without its anchor and its tag.
    fn without_properties(&self, at: Span) -> Span {
        let mut rest = at.of(self.source);
        while rest.starts_with(['&', '!']) {
            let end = rest.find(char::is_whitespace).unwrap_or(rest.len());
            rest = part(rest, end..).trim_start();
        }
        Span::new(at.end - offset(rest.len()), at.end)
    }

    fn tag(&self, is_tagged: bool, at: Span) -> Result<(), Unreadable> {
        if is_tagged && self.tags == Tags::Refused { Err(refused(at, "tags are not understood")) } else { Ok(()) }
    }

    /// A string and its end. The parser returns the start of the next value as the end.
    fn scalar(&self, text: &str, style: ScalarStyle, at: Span) -> (Span, Data) {
        let written = at.of(self.source);
        let length = match style {
            ScalarStyle::Plain => written.starts_with(text).then_some(text.len()),
            ScalarStyle::SingleQuoted | ScalarStyle::DoubleQuoted => quoted(written),
            ScalarStyle::Literal | ScalarStyle::Folded => None,
        };
        let Some(length) = length else {
            return (Span::new(at.start, at.start + offset(written.trim_end().len())), Data::Written);
        };
        let data = if part(written, ..length).contains('\n') { Data::Written } else { Data::Text(text.to_owned()) };
        (Span::new(at.start, at.start + offset(length)), data)
    }

    fn map(&mut self, start: Span) -> Result<Node, Unreadable> {
        let parted = if start.of(self.source).starts_with('{') { Parted::Comma } else { Parted::Line };
        let mut members = Vec::new();
        loop {
            let key = self.next()?;
            if key.0 == Event::MappingEnd {
                let at = Span::new(start.start, key.1.end.max(start.end));
                return Ok(Node { at, data: Data::Map(members), is_shared: false });
            }
            let key = self.node(key)?;
            let value = self.next()?;
            let value = self.node(value)?;
            let name = match key.data {
                Data::Text(name) => name,
                Data::Written => key.at.of(self.source).to_owned(),
                // A key that is a map or a list has no name; it is kept as a value.
                Data::Map(_) | Data::List(_) | Data::Other => {
                    let (key_at, at) = (Span::at(key.at.start), Span::new(key.at.start, value.at.end.max(key.at.end)));
                    let value = Node { at, data: Data::List(vec![key, value]), is_shared: false };
                    members.push(Member { key: String::new(), key_at, value, parted });
                    continue;
                }
            };
            members.push(Member { key: name, key_at: key.at, value, parted });
        }
    }

    fn list(&mut self, start: Span) -> Result<Node, Unreadable> {
        let mut items = Vec::new();
        loop {
            let item = self.next()?;
            if item.0 == Event::SequenceEnd {
                let at = Span::new(start.start, item.1.end.max(start.end));
                return Ok(Node { at, data: Data::List(items), is_shared: false });
            }
            items.push(self.node(item)?);
        }
    }

    fn next(&mut self) -> Result<Located<'a>, Unreadable> {
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

/// The length of the quoted string at the start of `written`, with its quotes.
fn quoted(written: &str) -> Option<usize> {
    let mut chars = written.char_indices().peekable();
    let (_, quote) = chars.next()?;
    while let Some((at, c)) = chars.next() {
        match c {
            '\\' if quote == '"' => _ = chars.next(),
            // Two single quotes are one in the string.
            '\'' if c == quote && chars.peek().is_some_and(|(_, next)| *next == '\'') => _ = chars.next(),
            c if c == quote => return Some(at + 1),
            _ => {}
        }
    }
    None
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
        assert_eq!((flow[1].at().of(source), flow[1].value.text()), ("b: '1'", Some("1")));
    }

    #[test]
    fn a_quoted_text_ends_at_its_quote() {
        for written in ["\"^2\"", "'^2'", "\"a\\\"b # c\"", "'it''s # c'", "\"\\\\\""] {
            for rest in ["", "\n", " # why \"x\" 'y'\n", "   \nb: 1\n", "\n\n# of b\nb: '1'\n"] {
                let source = format!("a: {written}{rest}");
                let document = Document::yaml(&source).expect("YAML");
                let value = &document.root[0].value;
                assert_eq!((value.at.of(&source), value.text().is_some()), (written, true), "{source}");
            }
        }
    }

    #[test]
    fn what_an_alias_asks_for_is_shared() {
        let source = "a: &x\n  b: 1\n  c: &y '2' # c\nd: *x\ne: &z 3\nf: [&v 4, *v]\ng: 5\n";
        let document = Document::yaml(source).expect("YAML");
        let shared = |path: &[&str]| document.get(path).map(|node| node.is_shared);
        for path in [&["a", "b"][..], &["a", "c"], &["d"]] {
            assert_eq!(shared(path), Some(true), "{path:?}");
        }
        for path in ["e", "f", "g"] {
            assert_eq!(shared(&[path]), Some(false), "{path}");
        }
        assert_eq!(document.get(&["a", "c"]).map(|node| node.at.of(source)), Some("'2'"));
    }

    #[test]
    fn what_is_only_looked_into_may_have_tags_and_documents() {
        let source = "a: !Sub \"x\"\n---\n- b: |\n    npm i rupt\n";
        let documents = documents_of(source).expect("YAML");
        assert_eq!(documents[0].members()[0].value.at.of(source), "\"x\"");
        let Data::List(items) = &documents[1].data else { panic!("a list") };
        let block = &items[0].members()[0].value;
        assert_eq!((&block.data, block.at.of(source)), (&Data::Written, "npm i rupt"));
    }

    #[test]
    fn what_has_another_meaning_is_refused() {
        for source in ["a: !t 1\n", "a: 1\n---\nb: 1\n", "- a\n", "a: [\n", "a: 1\n b: 2\n", ""] {
            assert!(Document::yaml(source).is_err(), "{source}");
        }
        assert!(Document::yaml(&"- ".repeat(100_000)).is_err());
        assert!(Document::yaml("---\na: 1\n...\n").is_ok());
    }
}
