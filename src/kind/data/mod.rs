//! JSON and YAML, read into one kind of tree.
//!
//! Package managers take their settings from either, under the same names. Here both are maps, lists and
//! texts, each with its span; [`rewrite`] edits what is read here.
//!
//! If a map has a key twice, the last one counts, as it does for package managers. Values that YAML
//! shares by an anchor are marked, because an edit of one place would change others. Tags, and several
//! documents in one file, are refused where something may be edited.

mod rewrite;
mod yaml;

pub use yaml::documents_of;

use crate::edit::Span;
use jsonc_parser::ast::{ObjectProp, Value};
use jsonc_parser::common::Ranged;
use jsonc_parser::{CollectOptions, ParseOptions, parse_to_ast};

/// A file that was read.
#[derive(Debug)]
pub struct Document<'a> {
    /// The whole file.
    pub source: &'a str,
    /// The members of its top-level map.
    pub root: Vec<Member>,
    /// Its format.
    pub(super) format: DataFormat,
}

/// The format of a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum DataFormat {
    Json,
    /// JSON with comments and trailing commas.
    Jsonc,
    Yaml,
}

/// A key and its value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    /// The key, without quotes.
    pub key: String,
    /// The span of the key, with its quotes.
    pub key_at: Span,
    /// The value.
    pub value: Node,
    /// What separates this member from the next one.
    pub(super) parted: Parted,
}

/// What separates the members of a map.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Parted {
    Comma,
    Line,
}

/// A value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Node {
    /// The span, quotes included. For blocks of YAML, which are never replaced as a whole, it may end where
    /// the next value begins.
    pub at: Span,
    /// What it is.
    pub data: Data,
    /// Whether an anchor of YAML shares it with other places.
    pub is_shared: bool,
}

/// What a value is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Data {
    /// Members, in source order.
    Map(Vec<Member>),
    /// Values, in source order.
    List(Vec<Node>),
    /// A string on one line.
    Text(String),
    /// A string of several lines, or with a tag, of which only the source is known.
    Written,
    /// Anything else: a number, a boolean, an alias.
    Other,
}

/// Why a file cannot be read as its name says.
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
    /// `source` is not JSON, or not an object.
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

    /// Reads JSON as tools accept it for their settings: with comments, or as JSON5.
    ///
    /// # Errors
    /// `source` is anything else, or not an object.
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

    /// The members of the map at `path`; empty if there is no map.
    pub fn members(&self, path: &[&str]) -> &[Member] {
        self.get(path).map_or(&[], Node::members)
    }
}

/// The last member called `key`, which is the one that counts.
pub fn member<'a>(members: &'a [Member], key: &str) -> Option<&'a Member> {
    members.iter().rfind(|member| member.key == key)
}

impl Member {
    /// The span of the key and the value.
    pub fn at(&self) -> Span {
        Span::new(self.key_at.start, self.value.at.end.max(self.key_at.end))
    }
}

impl Node {
    /// Its members; empty if it is not a map.
    pub fn members(&self) -> &[Member] {
        if let Data::Map(members) = &self.data { members } else { &[] }
    }

    /// Its string, if an edit of it changes no other place.
    pub fn own_text(&self) -> Option<&str> {
        self.text().filter(|_| !self.is_shared)
    }

    /// Its string.
    pub fn text(&self) -> Option<&str> {
        if let Data::Text(text) = &self.data { Some(text) } else { None }
    }
}

/// Reads JSON that is not edited: with comments, or as JSON5, whatever its top-level value.
///
/// # Errors
/// `source` is anything else.
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

/// `source` without its byte order mark, which JSON does not allow.
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
