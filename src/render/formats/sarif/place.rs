//! Files and places in SARIF.

use super::log::{Artifact, Location, Physical, Region};
use crate::edit::Span;
use crate::render::place::LineColumn;
use crate::render::source::SourceText;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// The base of relative addresses.
pub const ROOT: &str = "%SRCROOT%";

/// The characters that are not encoded in an address.
const ESCAPED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~').remove(b'/');

/// Returns the file at `path`.
pub fn artifact(path: &str) -> Artifact {
    let uri = |path| utf8_percent_encode(path, ESCAPED).to_string();
    match path.strip_prefix('/') {
        Some(path) => Artifact { uri: format!("file:///{}", uri(path)), uri_base_id: None },
        None => Artifact { uri: uri(path), uri_base_id: Some(ROOT) },
    }
}

/// Returns a place in the file at `path`, or the whole file.
pub fn location(path: &str, region: Option<Region>) -> Location {
    Location { physical_location: Physical { artifact_location: artifact(path), region } }
}

/// Returns the region from a place to the end of its line.
pub fn point(place: LineColumn) -> Region {
    Region { start_line: place.line, start_column: place.column, end_line: None, end_column: None, snippet: None }
}

/// Returns the region of a span.
pub fn region(source: &SourceText, at: Span) -> Region {
    let end = source.place(at.end as usize);
    let start = point(source.place(at.start as usize));
    Region { end_line: Some(end.line), end_column: Some(end.column), ..start }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_an_address() {
        assert_eq!(artifact("src/a b%0A#é\n.ts").uri, "src/a%20b%250A%23%C3%A9%0A.ts");
        assert_eq!(artifact("c:a.ts").uri, "c%3Aa.ts");
        let absolute = artifact("/tmp/a.ts");
        assert_eq!((absolute.uri.as_str(), absolute.uri_base_id), ("file:///tmp/a.ts", None));
    }
}
