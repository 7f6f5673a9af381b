//! JSON and YAML, read into one kind of tree.
//!
//! A package manager takes its settings from either, under the same names. Here both are maps, lists
//! and texts, each with its place in the file; [`rewrite`] writes into what is read here.
//!
//! Where a key stands twice the last one counts, as it does for package managers. What YAML shares
//! by an anchor is marked: an edit of one place would be an edit of others. Tags and several documents
//! are refused where something may be edited.

mod rewrite;
mod yaml;

pub use yaml::documents_of;

use crate::edit::Span;
use jsonc_parser::ast::{ObjectProp, Value};
use jsonc_parser::common::Ranged;
use jsonc_parser::{CollectOptions, ParseOptions, parse_to_ast};

/// A file, read.
#[derive(Debug)]
pub struct Document<'a> {
    /// The whole file.
    pub source: &'a str,
    /// The members of the map that it is.
    pub root: Vec<Member>,
    /// What it is written in.
    pub(super) format: DataFormat,
}

/// What a document is written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum DataFormat {
    Json,
    /// JSON with comments and commas behind the last member.
    Jsonc,
    Yaml,
}

/// A key and its value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    /// The key, without quotes.
    pub key: String,
    /// Where it is, with its quotes.
    pub key_at: Span,
    /// The value.
    pub value: Node,
    /// What stands between this member and the next.
    pub(super) parted: Parted,
}

/// What members of a map are parted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Parted {
    Comma,
    Line,
}

/// A value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Node {
    /// Where it is, with its quotes. For YAML's blocks, which nothing replaces as a whole, it may end
    /// where the next thing begins.
    pub at: Span,
    /// What it is.
    pub data: Data,
    /// Whether it counts in other places, too, by an anchor of YAML.
    pub is_shared: bool,
}

/// What a value is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Data {
    /// Members, in their order.
    Map(Vec<Member>),
    /// Values, in their order.
    List(Vec<Node>),
    /// A text on one line.
    Text(String),
    /// A text that is known only as it is written: over several lines, or with a tag.
    Written,
    /// Anything else: a number, a truth, an alias.
    Other,
}

/// A file that is not what its name says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unreadable {
    /// The place, as a byte offset.
    pub at: u32,
    /// What is wrong with it.
    pub message: String,
}

impl<'a> Document<'a> {
    /// Reads strict JSON, as in a `package.json`.
    ///
    /// # Errors
    /// Where `source` is not JSON, or not an object.
    pub fn json(source: &'a str) -> Result<Self, Unreadable> {
        let strict = ParseOptions {
            allow_comments: false,
            allow_loose_object_property_names: false,
            allow_trailing_commas: false,
            allow_missing_commas: false,
            allow_single_quoted_strings: false,
            allow_hexadecimal_numbers: false,
            allow_unary_plus_numbers: false,
            allow_bare_decimal_point_numbers: false,
            allow_non_finite_numbers: false,
            allow_extended_string_escapes: false,
        };
        Self::parse(source, &strict, DataFormat::Json)
    }

    /// Reads JSON as tools take it for their settings: with comments, or as JSON5.
    ///
    /// # Errors
    /// Where `source` is anything else, or not an object.
    pub fn jsonc(source: &'a str) -> Result<Self, Unreadable> {
        Self::parse(source, &ParseOptions::default(), DataFormat::Jsonc)
    }

    fn parse(source: &'a str, options: &ParseOptions, format: DataFormat) -> Result<Self, Unreadable> {
        match parse_json(source, options)? {
            Some(Node { data: Data::Map(root), .. }) => Ok(Document { source, root, format }),
            _ => {
                let at = offset(source.len() - without_mark(source).len());
                Err(Unreadable { at, message: "Expected an object".to_owned() })
            }
        }
    }

    /// The value at `path`.
    pub fn get(&self, path: &[&str]) -> Option<&Node> {
        let (last, above) = path.split_last()?;
        let mut members = self.root.as_slice();
        for name in above {
            members = member(members, name)?.value.members();
        }
        member(members, last).map(|found| &found.value)
    }

    /// The members of the map at `path`; none where there is no map.
    pub fn members(&self, path: &[&str]) -> &[Member] {
        self.get(path).map_or(&[], Node::members)
    }
}

/// The member called `key` that counts.
pub fn member<'a>(members: &'a [Member], key: &str) -> Option<&'a Member> {
    members.iter().rfind(|member| member.key == key)
}

impl Member {
    /// The key and the value.
    pub fn at(&self) -> Span {
        Span::new(self.key_at.start, self.value.at.end.max(self.key_at.end))
    }
}

impl Node {
    /// Its members; none where it is no map.
    pub fn members(&self) -> &[Member] {
        if let Data::Map(members) = &self.data { members } else { &[] }
    }

    /// Its text, where an edit of it is an edit of nothing else.
    pub fn own_text(&self) -> Option<&str> {
        self.text().filter(|_| !self.is_shared)
    }

    /// The text it is.
    pub fn text(&self) -> Option<&str> {
        if let Data::Text(text) = &self.data { Some(text) } else { None }
    }
}

/// Reads JSON that is only looked into: with comments, or as JSON5, and whatever it holds.
///
/// # Errors
/// Where `source` is anything else.
pub fn value_of(source: &str) -> Result<Option<Node>, Unreadable> {
    parse_json(source, &ParseOptions::default())
}

fn parse_json(source: &str, options: &ParseOptions) -> Result<Option<Node>, Unreadable> {
    let text = without_mark(source);
    let shift = source.len() - text.len();
    let parsed = parse_to_ast(text, &CollectOptions::default(), options)
        .map_err(|error| Unreadable { at: offset(shift + error.range().start), message: error.kind().to_string() })?;
    Ok(parsed.value.as_ref().map(|value| node(value, shift)))
}

/// `source` without its byte order mark, which JSON does not know.
fn without_mark(source: &str) -> &str {
    source.strip_prefix('\u{feff}').unwrap_or(source)
}

fn node(value: &Value, shift: usize) -> Node {
    let data = match value {
        Value::Object(object) => Data::Map(object.properties.iter().map(|found| property(found, shift)).collect()),
        Value::Array(array) => Data::List(array.elements.iter().map(|element| node(element, shift)).collect()),
        Value::StringLit(text) => Data::Text(text.value.to_string()),
        _ => Data::Other,
    };
    Node { at: place(value, shift), data, is_shared: false }
}

fn property(property: &ObjectProp, shift: usize) -> Member {
    Member {
        key: property.name.as_str().to_owned(),
        key_at: place(&property.name, shift),
        value: node(&property.value, shift),
        parted: Parted::Comma,
    }
}

fn place(node: &impl Ranged, shift: usize) -> Span {
    let range = node.range();
    Span::new(offset(shift + range.start), offset(shift + range.end))
}

pub(super) fn offset(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_json_says_where() {
        let error = Document::json("{ \"a\": 1, }").expect_err("a trailing comma is not JSON");
        assert_eq!(error.message, "Trailing commas are not allowed");
        assert!(Document::json("[]").is_err() && Document::json("").is_err());
    }

    #[test]
    fn of_two_keys_the_last_counts() {
        let document = Document::json("\u{feff}{\"a\": {\"b\": \"1\"}, \"a\": {\"b\": \"2\"}}").expect("JSON");
        let found = document.get(&["a", "b"]).expect("it is there");
        assert_eq!((found.text(), found.at.of(document.source)), (Some("2"), "\"2\""));
    }
}
