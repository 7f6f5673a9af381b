//! What stands behind the name of a package: a version, or where to take one from.

use crate::kind::data::Member;

/// What the catalog without a name is called.
pub const DEFAULT_CATALOG: &str = "default";

/// Whether `range` is a version, a range or a tag, and nothing that is resolved elsewhere.
pub(super) fn is_plain(range: &str) -> bool {
    !range.contains([':', '/']) && !range.ends_with(".tgz")
}

/// Whether `range` gives v2 another name.
pub(super) fn is_alias(range: &str) -> bool {
    range == "npm:rupt" || range.starts_with("npm:rupt@")
}

/// The catalog that a declaration takes its version from.
pub(super) fn catalog(declaration: &Member) -> Option<String> {
    let name = declaration.value.text()?.strip_prefix("catalog:")?.trim();
    Some(if name.is_empty() { DEFAULT_CATALOG } else { name }.to_owned())
}
