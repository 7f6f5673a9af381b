//! Rupt among the dependencies of a `package.json`.
//!
//! Edits are by span, so indentation, order, line ends and the final newline stay as they are. What
//! a package manager resolves elsewhere (`catalog:`, `workspace:`, `overrides`, …) is named and left
//! alone: changing it here would change it for packages that were not looked at.
//!
//! Which files belong to a manifest, and whether they still use v2, is the caller's to know.

use super::package_json::{Document, SECTIONS, Unreadable, key};
use crate::edit::{Edit, Edits, Piece, Span};
use crate::mapping::{V2_PACKAGE, V3_PACKAGE, V3_RANGE, entry};
use crate::note::{Level, Note};
use jsonc_parser::ast::{Object, ObjectProp, Value};
use jsonc_parser::common::Ranged;

/// Where else a manifest may name a package.
const ELSEWHERE: [&str; 13] = [
    "overrides",
    "resolutions",
    "pnpm",
    "catalog",
    "catalogs",
    "workspaces",
    "bundleDependencies",
    "bundledDependencies",
    "dependenciesMeta",
    "packageExtensions",
    "browser",
    "imports",
    "jest",
];

/// What the files of a package use, after the migration.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Uses {
    /// Whether any of them uses v2.
    pub v2: bool,
    /// Whether any of them uses v3.
    pub v3: bool,
}

/// What became of a manifest.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Migrated {
    /// The edits.
    pub edits: Edits,
    /// Everything to say.
    pub notes: Vec<Note>,
    /// What became of its declarations of v2, taken together.
    pub change: Change,
}

/// What became of the declarations of v2.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Change {
    /// Nothing.
    #[default]
    Unchanged,
    /// Taken out: v3 was there.
    Removed,
    /// v3 now stands next to v2.
    Added,
    /// v3 stands in the place of v2.
    Replaced,
}

/// Moves the declarations of v2 in `source` to v3, as far as `uses` allows.
///
/// # Errors
/// Where `source` is not JSON, or not an object.
pub fn migrate(source: &str, uses: Uses) -> Result<Migrated, Unreadable> {
    let document = Document::parse(source)?;
    let mut plan = Plan { document: &document, uses, edits: Vec::new(), notes: Vec::new(), change: Change::Unchanged };
    for name in SECTIONS {
        plan.section(name);
    }
    plan.elsewhere();
    plan.notes.sort_by_key(|note| note.at);
    Ok(Migrated { edits: Edits::new(plan.edits), notes: plan.notes, change: plan.change })
}

struct Plan<'a> {
    document: &'a Document<'a>,
    uses: Uses,
    edits: Vec<Edit>,
    notes: Vec<Note>,
    change: Change,
}

impl<'a> Plan<'a> {
    fn section(&mut self, name: &str) {
        let Some(section) = self.document.root.get_object(name) else { return };
        for (index, property) in section.properties.iter().enumerate() {
            if key(property) == V2_PACKAGE {
                self.declaration(name, section, index);
            } else if text(&property.value).is_some_and(|range| range.starts_with("npm:rupt@")) {
                self.note("manifest-resolved-elsewhere", property);
            }
        }
    }

    /// One `"rupt": "<range>"`.
    fn declaration(&mut self, name: &str, section: &'a Object<'a>, index: usize) {
        let property = &section.properties[index];
        if text(&property.value).is_none_or(|range| range.contains(':')) {
            return self.note("manifest-resolved-elsewhere", property);
        }
        let first = section.properties[..index].iter().all(|earlier| key(earlier) != V2_PACKAGE);
        match self.uses {
            Uses { v2: true, v3: false } => {}
            Uses { v2: false, v3: false } => self.note("manifest-unused", property),
            Uses { v2: true, v3: true } if self.has_v3(name) || !first => {}
            Uses { v2: true, v3: true } => self.add(name, section, property),
            Uses { v2: false, v3: true } if self.has_v3(name) || !first => self.remove(section, index),
            Uses { v2: false, v3: true } => self.replace(name, property),
        }
    }

    /// Whether v3 is declared where a declaration in `section` would be one too many.
    fn has_v3(&self, section: &str) -> bool {
        let covers = match section {
            "devDependencies" | "optionalDependencies" => vec![section, "dependencies"],
            _ => vec![section],
        };
        let declares =
            |name: &&str| self.document.root.get_object(name).is_some_and(|found| found.get(V3_PACKAGE).is_some());
        covers.iter().any(declares)
    }

    fn replace(&mut self, section: &str, property: &ObjectProp) {
        self.edits.push(new_text(self.document.span(&property.name), format!("\"{V3_PACKAGE}\"")));
        self.edits.push(new_text(self.document.span(&property.value), format!("\"{V3_RANGE}\"")));
        if let Some(meta) = self.peer_meta(section) {
            self.edits.push(new_text(self.document.span(&meta.name), format!("\"{V3_PACKAGE}\"")));
        }
        self.change = self.change.max(Change::Replaced);
    }

    fn add(&mut self, section: &str, object: &Object, property: &ObjectProp) {
        self.insert_above(object, property, format!("\"{V3_PACKAGE}\": \"{V3_RANGE}\""));
        if let Some(meta) = self.peer_meta(section)
            && let Some(object) = self.document.root.get_object("peerDependenciesMeta")
        {
            let value = self.document.span(&meta.value).of(self.document.source).to_owned();
            self.insert_above(object, meta, format!("\"{V3_PACKAGE}\": {value}"));
        }
        self.change = self.change.max(Change::Added);
    }

    /// Inserts a member before `property`, parted from it as `property` is from what is before it.
    fn insert_above(&mut self, object: &Object, property: &ObjectProp, member: String) {
        let at = self.document.span(property).start;
        let before = &self.document.source[..at as usize];
        let blank = before.trim_end_matches([' ', '\t', '\r', '\n']);
        let gap = &before[blank.len()..];
        let one_line = !gap.contains('\n') || object.properties.is_empty();
        let gap = if one_line { " " } else { gap };
        self.edits.push(new_text(Span::at(at), format!("{member},{gap}")));
    }

    /// Removes a member with the comma and the line that are its own.
    fn remove(&mut self, section: &Object, index: usize) {
        let properties = &section.properties;
        let own = self.document.span(&properties[index]);
        let span = match (index.checked_sub(1), properties.get(index + 1)) {
            (_, Some(next)) => Span::new(own.start, self.document.span(next).start),
            (Some(previous), None) => Span::new(self.document.span(&properties[previous]).end, own.end),
            (None, None) => own,
        };
        self.edits.push(Edit { span, with: Vec::new() });
        self.change = self.change.max(Change::Removed);
    }

    /// What `peerDependenciesMeta` says of v2, which must be said of v3 as well.
    fn peer_meta(&self, section: &str) -> Option<&'a ObjectProp<'a>> {
        if section != "peerDependencies" {
            return None;
        }
        let meta = self.document.root.get_object("peerDependenciesMeta")?;
        if meta.get(V3_PACKAGE).is_some() { None } else { meta.get(V2_PACKAGE) }
    }

    /// Names of v2 in places that are not edited.
    fn elsewhere(&mut self) {
        for name in ELSEWHERE {
            if let Some(property) = self.document.root.get(name) {
                self.names(&property.value);
            }
        }
    }

    fn names(&mut self, value: &'a Value<'a>) {
        match value {
            Value::Object(object) => {
                for property in &object.properties {
                    if names_v2(&key(property)) {
                        self.note("manifest-names-rupt", property);
                    } else {
                        self.names(&property.value);
                    }
                }
            }
            Value::Array(array) => array.elements.iter().for_each(|element| self.names(element)),
            Value::StringLit(text) if names_v2(&text.value) => self.note("manifest-names-rupt", text),
            _ => {}
        }
    }

    /// A note, which is only worth knowing while v2 is in use.
    fn note(&mut self, id: &str, node: &impl Ranged) {
        let mut note = Note::new(entry(id), self.document.span(node));
        if self.uses.v2 {
            note.level = Level::Info;
        }
        self.notes.push(note);
    }
}

/// Whether `text`, a key or value of a place like `overrides`, names the package.
fn names_v2(text: &str) -> bool {
    let last = text.rsplit(['>', '/']).next().unwrap_or(text);
    let scoped = text.contains("@") && text.rsplit('/').nth(1).is_some_and(|scope| scope.contains('@'));
    !scoped && last.split('@').next() == Some(V2_PACKAGE) || text.starts_with("npm:rupt@")
}

fn text<'a>(value: &'a Value) -> Option<&'a str> {
    value.as_string_lit().map(|text| text.value.as_ref())
}

fn new_text(span: Span, text: String) -> Edit {
    Edit { span, with: vec![Piece::new(text)] }
}

#[cfg(test)]
mod tests {
    use super::*;

    const GONE: Uses = Uses { v2: false, v3: true };
    const BOTH: Uses = Uses { v2: true, v3: true };

    fn after(source: &str, uses: Uses) -> String {
        let migrated = migrate(source, uses).expect("the manifest is JSON");
        migrated.edits.apply(source).expect("the edits do not conflict").text
    }

    fn ids(source: &str, uses: Uses) -> Vec<(&'static str, Level)> {
        let migrated = migrate(source, uses).expect("the manifest is JSON");
        assert!(migrated.edits.is_empty());
        migrated.notes.iter().map(|note| (note.entry.id, note.level)).collect()
    }

    #[test]
    fn v3_takes_the_place_of_v2_in_its_own_section() {
        let source =
            "\u{feff}{\r\n\t\"devDependencies\": {\r\n\t\t\"a\": \"1\",\r\n\t\t\"rupt\": \"^2.24.1\"\r\n\t}\r\n}";
        let expected = source.replace("\"rupt\": \"^2.24.1\"", "\"@ruptjs/client\": \"^3.0.0\"");
        assert_eq!(after(source, GONE), expected);
    }

    #[test]
    fn both_stand_while_something_uses_v2() {
        let lines = "{\n  \"dependencies\": {\n    \"a\": \"1\",\n    \"rupt\": \"2\",\n    \"z\": \"1\"\n  }\n}\n";
        let expected = lines.replace("    \"rupt\"", "    \"@ruptjs/client\": \"^3.0.0\",\n    \"rupt\"");
        assert_eq!(after(lines, BOTH), expected);
        let one = r#"{"dependencies":{"rupt":"2"}}"#;
        assert_eq!(after(one, BOTH), r#"{"dependencies":{"@ruptjs/client": "^3.0.0", "rupt":"2"}}"#);
    }

    #[test]
    fn v2_goes_with_its_comma_where_v3_is_there() {
        let last = "{ \"dependencies\": {\n  \"@ruptjs/client\": \"3\",\n  \"rupt\": \"2\"\n} }";
        assert_eq!(after(last, GONE), "{ \"dependencies\": {\n  \"@ruptjs/client\": \"3\"\n} }");
        let first = "{ \"dependencies\": {\n  \"rupt\": \"2\",\n  \"@ruptjs/client\": \"3\"\n} }";
        assert_eq!(after(first, GONE), "{ \"dependencies\": {\n  \"@ruptjs/client\": \"3\"\n} }");
        let only = "{ \"dependencies\": { \"@ruptjs/client\": \"3\" }, \"devDependencies\": { \"rupt\": \"2\" } }";
        assert_eq!(after(only, GONE), "{ \"dependencies\": { \"@ruptjs/client\": \"3\" }, \"devDependencies\": {  } }");
        assert_eq!(after(first, BOTH), first);
    }

    #[test]
    fn an_optional_peer_stays_optional() {
        let source = r#"{"peerDependencies": {"rupt": "2"}, "peerDependenciesMeta": {"rupt": {"optional": true}}}"#;
        let expected = r#"{"peerDependencies": {"@ruptjs/client": "^3.0.0"}, "peerDependenciesMeta": {"@ruptjs/client": {"optional": true}}}"#;
        assert_eq!(after(source, GONE), expected);
    }

    #[test]
    fn a_version_that_is_set_elsewhere_is_reported() {
        for range in ["catalog:", "workspace:*", "npm:@fork/rupt@2", "file:../rupt"] {
            let source = format!(r#"{{"dependencies": {{"rupt": "{range}"}}}}"#);
            assert_eq!(ids(&source, GONE), [("manifest-resolved-elsewhere", Level::Todo)], "{range}");
            assert_eq!(ids(&source, BOTH), [("manifest-resolved-elsewhere", Level::Info)], "{range}");
        }
        assert_eq!(ids(r#"{"dependencies": {"v2": "npm:rupt@2"}}"#, GONE).len(), 1);
    }

    #[test]
    fn overrides_are_reported_and_look_alikes_are_not() {
        let source = r#"{"name": "rupt", "overrides": {"a": {"rupt@^2": "2"}}, "resolutions": {"**/rupt": "2"},
            "pnpm": {"overrides": {"a>rupt": "2", "@acme/rupt": "1", "interrupt": "1"}}, "keywords": ["rupt"]}"#;
        assert_eq!(ids(source, GONE).len(), 3);
    }

    #[test]
    fn a_declaration_that_nothing_uses_is_left() {
        let source = r#"{"dependencies": {"rupt": "2"}}"#;
        assert_eq!(ids(source, Uses::default()), [("manifest-unused", Level::Info)]);
    }
}
