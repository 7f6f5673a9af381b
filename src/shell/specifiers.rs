//! Texts between quotes that may name a module, found in the bytes of a file.

use crate::edit::part;

/// A text between quotes that may name a module.
pub struct Specifier<'a> {
    /// The text without the part for bundlers at its end (`?worker`, `#hash`).
    pub text: &'a str,
    /// Whether the text follows a keyword or function that imports.
    pub is_import: bool,
}

/// The text that precedes the module of an import or a mock.
const IMPORTS: [&[u8]; 8] = [b"from", b"import", b"import(", b"require(", b"mock(", b"glob(", b"glob([", b"context("];

/// The longest name of a module that is considered, in bytes.
const LONGEST: usize = 256;

/// Returns the texts between quotes in `bytes` that contain no space.
pub fn specifiers(bytes: &[u8]) -> impl Iterator<Item = Specifier<'_>> {
    let is_end = |byte: &u8| matches!(byte, b'"' | b'\'' | b'`' | b'\n' | b' ');
    let ends = bytes.iter().enumerate().filter(move |(_, byte)| is_end(byte)).map(|(at, _)| at);
    let mut start = None;
    ends.filter_map(move |end| {
        let from = start.replace(end)?;
        let is_quoted = bytes[from] == bytes[end] && !matches!(bytes[from], b'\n' | b' ');
        let text = bytes.get(from + 1..end).filter(|text| is_quoted && !text.is_empty() && text.len() < LONGEST)?;
        let text = std::str::from_utf8(text).ok()?;
        // The part for bundlers follows the path.
        let length =
            text.char_indices().skip(1).find(|(_, sign)| matches!(sign, '?' | '#')).map_or(text.len(), |(at, _)| at);
        let before = bytes[..from].trim_ascii_end();
        let is_import = IMPORTS.iter().any(|word| before.ends_with(word));
        Some(Specifier { text: part(text, ..length), is_import })
    })
}
