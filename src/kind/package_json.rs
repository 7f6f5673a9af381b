//! A `package.json`, read.
//!
//! The facts are what a project is judged by: whether its files may be loaded on a server, and who
//! declares Rupt. [`super::dependencies`] edits what is read here.

use crate::edit::Span;
use crate::mapping::{SERVER_RENDERERS, V2_PACKAGE, V3_PACKAGE};
use jsonc_parser::ast::{Object, ObjectProp, Value};
use jsonc_parser::common::Ranged;
use jsonc_parser::{CollectOptions, ParseOptions, parse_to_ast};

/// The sections that declare dependencies, in the order npm documents them.
pub const SECTIONS: [&str; 4] = ["dependencies", "devDependencies", "peerDependencies", "optionalDependencies"];

/// The facts a project is judged by.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Facts {
    /// The package's name.
    pub name: Option<String>,
    /// Everything it depends on, in whatever section, by name.
    pub depends_on: Vec<String>,
    /// The sections that declare v2.
    pub v2_sections: Vec<String>,
    /// Whether it declares v3.
    pub declares_v3: bool,
    /// Whether it is the root of a workspace.
    pub is_workspace_root: bool,
    /// What `packageManager` names, without its version.
    pub package_manager: Option<String>,
}

impl Facts {
    /// Whether the package renders on a server, as far as its dependencies tell.
    pub fn renders_on_server(&self) -> bool {
        self.depends_on.iter().any(|name| SERVER_RENDERERS.contains(&name.as_str()))
    }
}

/// A manifest that is not JSON.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unreadable {
    /// The place, as a byte offset.
    pub at: u32,
    /// What is wrong with it.
    pub message: String,
}

/// Reads what `source` says of its package.
///
/// # Errors
/// Where `source` is not JSON, or not an object.
pub fn read(source: &str) -> Result<Facts, Unreadable> {
    let document = Document::parse(source)?;
    let root = &document.root;
    let names = |section: &&str| {
        let object = root.get_object(section);
        object.map(|object| object.properties.iter().map(key).collect::<Vec<_>>()).unwrap_or_default()
    };
    let depends_on: Vec<String> = SECTIONS.iter().flat_map(names).collect();
    let v2_sections = SECTIONS.iter().filter(|section| names(section).iter().any(|name| name == V2_PACKAGE));
    let text = |name: &str| root.get_string(name).map(|value| value.value.to_string());
    Ok(Facts {
        name: text("name"),
        declares_v3: depends_on.iter().any(|name| name == V3_PACKAGE),
        v2_sections: v2_sections.map(|section| (*section).to_owned()).collect(),
        depends_on,
        is_workspace_root: root.get("workspaces").is_some(),
        package_manager: text("packageManager").map(|manager| manager.split('@').next().unwrap_or_default().to_owned()),
    })
}

/// A manifest, parsed.
pub(super) struct Document<'a> {
    /// The whole file.
    pub(super) source: &'a str,
    /// The object it is.
    pub(super) root: Object<'a>,
    /// The bytes before the text that was parsed: a byte order mark, which JSON does not know.
    shift: u32,
}

impl<'a> Document<'a> {
    pub(super) fn parse(source: &'a str) -> Result<Self, Unreadable> {
        let text = source.strip_prefix('\u{feff}').unwrap_or(source);
        let shift = offset(source.len() - text.len());
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
        let parsed = parse_to_ast(text, &CollectOptions::default(), &strict).map_err(|error| Unreadable {
            at: shift + offset(error.range().start),
            message: error.kind().to_string(),
        })?;
        match parsed.value {
            Some(Value::Object(root)) => Ok(Document { source, root, shift }),
            _ => Err(Unreadable { at: shift, message: "Expected an object".to_owned() }),
        }
    }

    /// The place of `node` in the file.
    pub(super) fn span(&self, node: &impl Ranged) -> Span {
        let range = node.range();
        Span::new(self.shift + offset(range.start), self.shift + offset(range.end))
    }
}

/// The name of a member.
pub(super) fn key(property: &ObjectProp) -> String {
    property.name.as_str().to_owned()
}

fn offset(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_json_says_where() {
        let error = read("{ \"a\": 1, }").expect_err("a trailing comma is not JSON");
        assert_eq!(error.message, "Trailing commas are not allowed");
        assert!(read("[]").is_err() && read("").is_err());
    }

    #[test]
    fn facts_are_read_from_all_sections() {
        let source = r#"{"name": "web", "packageManager": "pnpm@9.1.0", "workspaces": ["a"],
            "dependencies": {"next": "15"}, "devDependencies": {"rupt": "2"}}"#;
        let facts = read(source).expect("the manifest is JSON");
        assert!(facts.renders_on_server() && facts.is_workspace_root && !facts.declares_v3);
        assert_eq!(facts.v2_sections, ["devDependencies"]);
        assert_eq!(facts.package_manager.as_deref(), Some("pnpm"));
    }
}
