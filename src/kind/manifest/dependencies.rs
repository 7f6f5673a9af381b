//! Rupt among the dependencies of a `package.json`.
//!
//! Edits are by span, so indentation, order, line breaks and the final newline stay as they are. A
//! version from a catalog is moved if the catalog has one for v3, or gets one. What is resolved in
//! another way (`workspace:`, `npm:`, a folder, an address) is reported and left alone.
//!
//! The caller knows which files belong to a manifest, and whether they still use v2. [`super::shared`]
//! does the same for places that count for several packages.

use super::range::{catalog, is_alias, is_plain};
use super::sections::SECTIONS;
use crate::edit::{Edit, Span};
use crate::kind::data::{Document, Member, member};
use crate::mapping::{Entry, V2_PACKAGE, V2_SERVER_PACKAGE, V2_SPECIFIERS, V3_PACKAGE, V3_RANGE, entry};
use crate::mention::value::{self, Audience};
use crate::note::{Level, Note};

/// What is used, or declared, after the migration.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Uses {
    /// Whether v2 is.
    pub v2: bool,
    /// Whether v3 is.
    pub v3: bool,
}

impl Uses {
    /// Adds the uses of `more`.
    pub fn join(&mut self, more: Uses) {
        self.v2 |= more.v2;
        self.v3 |= more.v3;
    }
}

/// What to do with a document.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ManifestPlan {
    /// The edits.
    pub edits: Vec<Edit>,
    /// The notes.
    pub notes: Vec<Note>,
    /// What becomes of v2 in it, over all of its places.
    pub change: ManifestChange,
}

impl ManifestPlan {
    /// Whether something names v2 and is left as it is: it may need v2.
    pub fn keeps_v2(&self) -> bool {
        self.notes.iter().any(|note| note.level == Level::Manual)
    }

    /// Adds the plan for another part of the same document.
    pub fn join(&mut self, more: ManifestPlan) {
        self.edits.extend(more.edits);
        self.notes.extend(more.notes);
        self.change = self.change.max(more.change);
    }
}

/// What became of v2 in a manifest.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum ManifestChange {
    /// Nothing.
    #[default]
    Unchanged,
    /// v2 was removed: v3 was there already.
    Removed,
    /// v3 was added next to v2.
    Added,
    /// v3 replaced v2.
    Replaced,
}

/// Whether a catalog gives v3 a version.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Offer {
    /// It does, or can be made to.
    Yes,
    /// It could, but its file is not among the given ones.
    Outside(String),
    /// There is no such catalog, or its version of v2 is not a plain one.
    No,
}

/// Moves the declarations of v2 in a `package.json` to v3, as far as `uses` allows.
pub fn declarations(document: &Document, uses: Uses, offer: &dyn Fn(&str) -> Offer) -> ManifestPlan {
    plan(document, &SECTIONS, uses, &|declared| package_range(declared, offer))
}

/// Notes for the declarations of v2's server SDK, which this program does not move.
pub fn server_sdk(document: &Document) -> Vec<Note> {
    let declared = SECTIONS.iter().filter_map(|name| member(document.members(&[*name]), V2_SERVER_PACKAGE));
    declared.map(|declared| Note::new(entry!("manifest-server-sdk"), declared.at())).collect()
}

/// Moves the declarations of v2 in `sections`; `range` returns the range for v3 in place of one.
pub(super) fn plan(
    document: &Document,
    sections: &[&str],
    uses: Uses,
    range: &dyn Fn(&Member) -> NewRange,
) -> ManifestPlan {
    let mut plan = DependencyPlanner { document, uses, range, part: ManifestPlan::default() };
    for name in sections {
        plan.section(name);
    }
    plan.part
}

/// The range of v3 that replaces `declared`, if it is known.
pub(super) enum NewRange {
    Known(String),
    Outside(String),
    Unknown,
}

fn package_range(declared: &Member, offer: &dyn Fn(&str) -> Offer) -> NewRange {
    let Some(range) = declared.value.text() else { return NewRange::Unknown };
    if is_plain(range) {
        return NewRange::Known(V3_RANGE.to_owned());
    }
    match catalog(declared).map(|name| offer(&name)) {
        Some(Offer::Yes) => NewRange::Known(range.to_owned()),
        Some(Offer::Outside(file)) => NewRange::Outside(file),
        Some(Offer::No) | None => NewRange::Unknown,
    }
}

fn names(text: &str) -> bool {
    value::names(text, Audience::Program)
}

struct DependencyPlanner<'a> {
    document: &'a Document<'a>,
    uses: Uses,
    range: &'a dyn Fn(&Member) -> NewRange,
    part: ManifestPlan,
}

impl<'a> DependencyPlanner<'a> {
    fn section(&mut self, name: &str) {
        let section = self.document.members(&[name]);
        for (index, declared) in section.iter().enumerate() {
            if declared.key == V2_PACKAGE {
                self.declaration(name, section, index);
            } else if declared.key == "rupt/" || V2_SPECIFIERS.contains(&declared.key.as_str()) {
                self.note(entry!("manifest-names-rupt"), declared.at());
            } else if declared.value.text().is_some_and(is_alias) {
                self.part.notes.push(Note::new(entry!("manifest-alias"), declared.at()));
            } else if names(&declared.key) || declared.value.text().is_some_and(names) {
                self.note(entry!("manifest-names-rupt"), declared.at());
            }
        }
    }

    /// Plans one `"rupt": "<range>"`.
    fn declaration(&mut self, name: &str, section: &'a [Member], index: usize) {
        let declared = &section[index];
        let Some(range) = self.range(name, declared) else { return };
        let first = section[..index].iter().all(|earlier| earlier.key != V2_PACKAGE);
        let has_v3 = self.has_v3(name) || !first;
        match self.uses {
            Uses { v2: false, v3: false } => self.note(entry!("manifest-unused"), declared.at()),
            Uses { v2: true, v3: false } => {}
            Uses { v2: true, .. } if has_v3 => {}
            Uses { v2: true, .. } => {
                self.edit(ManifestChange::Added, [self.document.insert_text(declared, V3_PACKAGE, &range)]);
            }
            Uses { v2: false, .. } if has_v3 => {
                self.edit(ManifestChange::Removed, [self.document.remove(section, index)])
            }
            Uses { v2: false, .. } => {
                let key = self.document.replace(declared.key_at, V3_PACKAGE);
                self.edit(ManifestChange::Replaced, [key, self.document.replace(declared.value.at, &range)]);
            }
        }
    }

    /// The range of v3 that replaces `declared`; none, and a note, if it is not known.
    fn range(&mut self, section: &str, declared: &Member) -> Option<String> {
        match (self.range)(declared) {
            NewRange::Known(range) => return Some(range),
            NewRange::Outside(file) if self.uses.v3 => {
                let note = Note::new(entry!("manifest-catalog-outside"), declared.at());
                self.part.notes.push(note.with("file", file));
            }
            NewRange::Outside(_) => return Some(String::new()),
            // The moved code needs v3, which is declared nowhere.
            NewRange::Unknown if self.uses.v3 && !self.has_v3(section) => {
                self.part.notes.push(Note::new(entry!("manifest-resolved-elsewhere"), declared.at()));
            }
            NewRange::Unknown => self.note(entry!("manifest-resolved-elsewhere"), declared.at()),
        }
        None
    }

    /// Whether v3 is declared where a declaration in `section` would be a second one.
    fn has_v3(&self, section: &str) -> bool {
        let covers = match section {
            "devDependencies" | "optionalDependencies" => vec![section, "dependencies"],
            _ => vec![section],
        };
        covers.iter().any(|name| member(self.document.members(&[*name]), V3_PACKAGE).is_some())
    }

    fn edit<const N: usize>(&mut self, change: ManifestChange, edits: [Edit; N]) {
        self.part.edits.extend(edits);
        self.part.change = self.part.change.max(change);
    }

    /// Adds a note. While v2 is in use there is nothing to do yet, so a todo becomes an info. A note that asks
    /// for work by hand stays: its place is itself a use.
    fn note(&mut self, entry: &'static Entry, at: Span) {
        let mut note = Note::new(entry, at);
        if self.uses.v2 && note.level == Level::Todo {
            note.level = Level::Info;
        }
        self.part.notes.push(note);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::edit::Edits;

    const GONE: Uses = Uses { v2: false, v3: true };
    const BOTH: Uses = Uses { v2: true, v3: true };
    const OLD: Uses = Uses { v2: true, v3: false };

    fn offer(name: &str) -> Offer {
        match name {
            "default" => Offer::Yes,
            "far" => Offer::Outside("pnpm-workspace.yaml".to_owned()),
            _ => Offer::No,
        }
    }

    fn after(source: &str, uses: Uses) -> String {
        let document = Document::json(source).expect("the manifest is JSON");
        let part = declarations(&document, uses, &offer);
        Edits::new(part.edits).apply(source).expect("the edits do not conflict").text
    }

    fn ids(source: &str, uses: Uses) -> Vec<(&'static str, Level)> {
        let document = Document::json(source).expect("the manifest is JSON");
        let part = declarations(&document, uses, &offer);
        assert!(part.edits.is_empty());
        part.notes.iter().map(|note| (note.entry.id, note.level)).collect()
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
    fn a_catalog_is_asked_for_v3_where_it_has_it() {
        let source = r#"{"dependencies": {"rupt": "catalog:"}}"#;
        assert_eq!(after(source, GONE), r#"{"dependencies": {"@ruptjs/client": "catalog:"}}"#);
        assert_eq!(after(source, BOTH), r#"{"dependencies": {"@ruptjs/client": "catalog:", "rupt": "catalog:"}}"#);
        let far = source.replace("catalog:", "catalog:far");
        assert_eq!(ids(&far, GONE), [("manifest-catalog-outside", Level::Todo)]);
    }

    #[test]
    fn of_sections_that_stand_twice_the_last_counts() {
        let source = r#"{"dependencies": {"rupt": "1"}, "dependencies": {"rupt": "2", "rupt": "^2"}}"#;
        let expected = r#"{"dependencies": {"rupt": "1"}, "dependencies": {"@ruptjs/client": "^3.0.0"}}"#;
        assert_eq!(after(source, GONE), expected);
    }

    #[test]
    fn a_version_that_is_set_elsewhere_is_reported() {
        for range in ["catalog:none", "workspace:*", "npm:@fork/rupt@2", "npm:rupt@2", "file:../rupt", "acme/rupt#main"]
        {
            let source = format!(r#"{{"dependencies": {{"rupt": "{range}"}}}}"#);
            assert_eq!(ids(&source, GONE), [("manifest-resolved-elsewhere", Level::Todo)], "{range}");
            assert_eq!(ids(&source, BOTH), [("manifest-resolved-elsewhere", Level::Todo)], "{range}");
            assert_eq!(ids(&source, OLD), [("manifest-resolved-elsewhere", Level::Info)], "{range}");
            let both = source.replace("\"rupt\":", "\"@ruptjs/client\": \"3\", \"rupt\":");
            assert_eq!(ids(&both, BOTH), [("manifest-resolved-elsewhere", Level::Info)], "{range}");
        }
        assert_eq!(
            after(r#"{"dependencies": {"rupt": "latest"}}"#, GONE),
            r#"{"dependencies": {"@ruptjs/client": "^3.0.0"}}"#
        );
    }

    #[test]
    fn another_name_for_v2_is_reported_whatever_is_used() {
        let source = r#"{"dependencies": {"old": "npm:rupt@2", "interrupt": "npm:interrupt@2"}}"#;
        for uses in [GONE, BOTH, Uses::default()] {
            assert_eq!(ids(source, uses), [("manifest-alias", Level::Manual)]);
        }
    }

    #[test]
    fn a_declaration_that_nothing_uses_is_left() {
        let source = r#"{"dependencies": {"rupt": "2"}}"#;
        assert_eq!(ids(source, Uses::default()), [("manifest-unused", Level::Info)]);
    }
}
