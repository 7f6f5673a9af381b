//! The range of a dependency: a version, or where the package comes from.

use crate::kind::data::Member;

/// The name of the catalog that has no name of its own.
pub const DEFAULT_CATALOG: &str = "default";

/// Whether `range` is a version, a range or a tag, rather than something that is resolved in another
/// way.
pub(super) fn is_plain(range: &str) -> bool {
    !range.contains([':', '/']) && !range.ends_with(".tgz")
}

/// Whether `range` gives v2 another name.
pub(super) fn is_alias(range: &str) -> bool {
    range == "npm:rupt" || range.starts_with("npm:rupt@")
}

/// The catalog from which a declaration takes its version.
pub(super) fn catalog(declaration: &Member) -> Option<String> {
    let name = declaration.value.text()?.strip_prefix("catalog:")?.trim();
    Some(if name.is_empty() { DEFAULT_CATALOG } else { name }.to_owned())
}
