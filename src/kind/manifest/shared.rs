//! Rupt in the settings of a package manager: catalogs, overrides, and everything else that names it.
//!
//! These settings count for all packages of a workspace, so they follow the declarations of these: v3 is
//! added if one of them declares it, and v2 is removed if none does. Anything but a plain name with a
//! plain version (`a>rupt`, `rupt@2`, a patch) is reported and left alone. So is every other member of a
//! manifest that names v2 (`scripts`, `jest`, an unknown one): it may need v2, which then stays.

use super::dependencies::{ManifestChange, ManifestPlan, Uses};
use super::places::{self, PackageSetting, has_selectors, has_v3, is_setting, place};
use super::range::{catalog, is_alias, is_plain};
use super::sections::{IMPORTS, SECTIONS};
use crate::edit::{Edit, Span};
use crate::kind::data::{Data, DataFormat, Document, Member, Node};
use crate::kind::settings::{KeyOrValue, SettingAround};
use crate::mapping::{Entry, V2_PACKAGE, V2_SPECIFIERS, V3_PACKAGE, V3_RANGE, entry};
use crate::mention::value::{self, Audience, in_lines};
use crate::note::{Level, Note};
use std::collections::BTreeMap;

/// What the manifests declare for which a document counts, after the migration.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Needs {
    /// What the manifest itself declares, if the document is one.
    pub own: Uses,
    /// All of them together.
    pub all: Uses,
    /// What those declare that take the version from a catalog, by its name.
    pub catalogs: BTreeMap<String, Uses>,
    /// The catalogs that have v3 for its overrides, or get it.
    pub offered: Vec<String>,
    /// Whether some manifest is unknown: it may take v2 from any catalog.
    pub is_partial: bool,
}

impl Needs {
    /// What those declare that take the version from the catalog `name`.
    pub fn catalog(&mut self, name: &str) -> &mut Uses {
        self.catalogs.entry(name.to_owned()).or_default()
    }

    fn asked(&self, catalog: &str) -> Uses {
        let uses = self.catalogs.get(catalog).copied().unwrap_or_default();
        Uses { v2: uses.v2 || self.is_partial, ..uses }
    }
}

/// Moves the settings of v2 in `document` to v3. The dependencies of a `package.json` are not among
/// them.
pub fn settings(document: &Document, needs: &Needs) -> ManifestPlan {
    let mut plan = SharedPlanner { document, needs, part: ManifestPlan::default() };
    for (index, member) in document.root.iter().enumerate() {
        let key = member.key.as_str();
        let is_read = match document.format {
            DataFormat::Json => is_setting(key) && !SECTIONS.contains(&key),
            DataFormat::Jsonc => is_setting(key) && key != IMPORTS,
            DataFormat::Yaml => true,
        };
        if is_read && is_last(&document.root, index) {
            plan.member(&[], SettingAround::default(), &document.root, index);
        }
    }
    plan.part
}

/// Whether something in `document`, besides its declarations, names v2 and stays even if nothing else
/// names it.
pub fn keeps_v2(document: &Document) -> bool {
    let gone = Uses { v2: false, v3: true };
    let needs = Needs { own: gone, all: gone, offered: places::overridden(document), ..Needs::default() };
    settings(document, &needs).keeps_v2()
}

/// Whether no later member has the same key.
fn is_last(members: &[Member], index: usize) -> bool {
    members[index + 1..].iter().all(|later| later.key != members[index].key)
}

struct SharedPlanner<'a> {
    document: &'a Document<'a>,
    needs: &'a Needs,
    part: ManifestPlan,
}

impl SharedPlanner<'_> {
    fn value(&mut self, path: &[&str], setting: SettingAround, value: &Node) {
        match &value.data {
            Data::Map(members) => (0..members.len()).for_each(|index| self.member(path, setting, members, index)),
            Data::List(items) if place(path) == PackageSetting::Bundle => self.bundle(items),
            Data::List(items) => items.iter().for_each(|item| self.value(path, setting, item)),
            Data::Text(text) => self.text(path, setting, text, value.at),
            Data::Written => self.written(value),
            Data::Other => {}
        }
    }

    fn member(&mut self, path: &[&str], setting: SettingAround, members: &[Member], index: usize) {
        let found = &members[index];
        let place = place(path);
        let is_name = place != PackageSetting::Commands && value::names(&found.key, Audience::Program);
        match place {
            PackageSetting::Catalog(name) if found.key == V2_PACKAGE => self.version(&name, members, index),
            PackageSetting::Override if found.key == V2_PACKAGE => self.override_(members, index),
            PackageSetting::Meta if found.key == V2_PACKAGE => self.meta(members, index),
            PackageSetting::Patches if is_name => self.note(entry!("manifest-patch"), found.at()),
            PackageSetting::Other if is_name && setting.is_known() => {
                self.part.notes.push(setting.note(&found.key, found.key_at, KeyOrValue::Key));
            }
            _ if is_name || (has_selectors(path) && names_v2(&found.key)) => {
                self.note(entry!("manifest-names-rupt"), found.at());
            }
            _ if is_last(members, index) => {
                let path = [path, &[found.key.as_str()]].concat();
                self.value(&path, setting.below(&found.key), &found.value);
            }
            _ => {}
        }
    }

    /// Plans the version in a catalog.
    fn version(&mut self, catalog: &str, members: &[Member], index: usize) {
        let found = &members[index];
        if found.value.is_shared {
            return self.note(entry!("manifest-catalog"), found.at());
        }
        if !found.value.text().is_some_and(is_plain) {
            return self.note(entry!("manifest-names-rupt"), found.at());
        }
        match self.needs.asked(catalog) {
            Uses { v2: false, v3: false } => self.note(entry!("manifest-unused"), found.at()),
            Uses { v2: false, v3: true } => self.rename(members, index, Some(V3_RANGE)),
            Uses { v2: true, v3: true } if !has_v3(members) && is_first(members, index) => {
                self.edit(ManifestChange::Added, self.document.insert_text(found, V3_PACKAGE, V3_RANGE));
            }
            Uses { v2: true, .. } => {}
        }
    }

    /// Plans the version for all packages. It stays while v2 is in use; v3 needs none.
    fn override_(&mut self, members: &[Member], index: usize) {
        let found = &members[index];
        let range = match found.value.own_text() {
            // A reference of npm and pnpm to the version of the dependency.
            Some("$rupt") => Some(format!("${V3_PACKAGE}")),
            // The mark of pnpm for a dependency to leave out.
            Some("-") => None,
            Some(range) if is_plain(range) => Some(V3_RANGE.to_owned()),
            Some(range) => catalog(found).filter(|name| self.needs.offered.contains(name)).map(|_| range.to_owned()),
            None => None,
        };
        match (self.needs.all, range) {
            (Uses { v2: false, v3: true }, Some(range)) => self.rename(members, index, Some(&range)),
            // A reference without the dependency that it refers to is an error.
            (Uses { v2: true, .. }, Some(_)) if self.needs.own.v2 || found.value.text() != Some("$rupt") => {
                self.waits(found.at());
            }
            _ => self.note(entry!("manifest-names-rupt"), found.at()),
        }
    }

    /// Plans more about a dependency.
    fn meta(&mut self, members: &[Member], index: usize) {
        match self.needs.own {
            _ if members[index].value.is_shared => self.note(entry!("manifest-names-rupt"), members[index].at()),
            Uses { v2: false, v3: false } => self.note(entry!("manifest-names-rupt"), members[index].at()),
            Uses { v2: false, v3: true } => self.rename(members, index, None),
            Uses { v2: true, v3: true } if !has_v3(members) && is_first(members, index) => {
                self.edit(ManifestChange::Added, self.document.insert_copy(&members[index], V3_PACKAGE));
            }
            Uses { v2: true, .. } => {}
        }
    }

    /// Plans the names of dependencies that are packed with the package.
    fn bundle(&mut self, items: &[Node]) {
        let has_v3 = items.iter().any(|item| item.text() == Some(V3_PACKAGE));
        for item in items.iter().filter(|item| item.text() == Some(V2_PACKAGE)) {
            match self.needs.own {
                Uses { v2: true, .. } if has_v3 => {}
                Uses { v3: true, .. } if has_v3 => self.note(entry!("manifest-names-rupt"), item.at),
                Uses { v2: false, v3: true } => {
                    self.edit(ManifestChange::Replaced, self.document.replace(item.at, V3_PACKAGE));
                }
                Uses { v2: true, v3: true } => {
                    self.edit(ManifestChange::Added, self.document.insert_item(item, V3_PACKAGE));
                }
                Uses { v2: true, v3: false } => {}
                Uses { v2: false, v3: false } => self.note(entry!("manifest-names-rupt"), item.at),
            }
        }
    }

    /// Replaces v2 by v3, with this text as its value, or with the old value.
    fn rename(&mut self, members: &[Member], index: usize, value: Option<&str>) {
        let found = &members[index];
        if has_v3(members) || !is_first(members, index) {
            return self.edit(ManifestChange::Removed, self.document.remove(members, index));
        }
        self.edit(ManifestChange::Replaced, self.document.replace(found.key_at, V3_PACKAGE));
        if let Some(value) = value {
            self.edit(ManifestChange::Replaced, self.document.replace(found.value.at, value));
        }
    }

    fn text(&mut self, path: &[&str], setting: SettingAround, text: &str, at: Span) {
        let is_module = is_alias(text) || V2_SPECIFIERS.contains(&text);
        let above = path.split_last().map_or(path, |(_, above)| above);
        match place(above) {
            PackageSetting::Imports if is_module => self.note(entry!("manifest-alias"), at),
            PackageSetting::Catalog(_) if is_alias(text) => self.note(entry!("manifest-alias"), at),
            _ if !setting.is_named_by(text) => {}
            PackageSetting::Other if setting.is_known() => {
                self.part.notes.push(setting.note(text, at, KeyOrValue::Value))
            }
            _ => self.note(entry!("manifest-names-rupt"), at),
        }
    }

    /// Plans a string of several lines, in YAML.
    fn written(&mut self, value: &Node) {
        for at in in_lines(value.at.of(self.document.source), &["#"]) {
            self.note(entry!("manifest-names-rupt"), Span::new(value.at.start + at.start, value.at.start + at.end));
        }
    }

    fn edit(&mut self, change: ManifestChange, edit: Edit) {
        self.part.edits.push(edit);
        self.part.change = self.part.change.max(change);
    }

    /// Adds a note that the place has to be removed once v2 is.
    fn waits(&mut self, at: Span) {
        let note = Note::new(entry!("manifest-names-rupt"), at);
        self.part.notes.push(Note { level: Level::Info, ..note });
    }

    fn note(&mut self, entry: &'static Entry, at: Span) {
        self.part.notes.push(Note::new(entry, at));
    }
}

/// Whether no earlier member has the same key.
fn is_first(members: &[Member], index: usize) -> bool {
    members[..index].iter().all(|earlier| earlier.key != members[index].key)
}

/// Whether `text`, a key or value of a place like `overrides`, names the package.
fn names_v2(text: &str) -> bool {
    let last = text.rsplit(['>', '/']).next().unwrap_or(text);
    let scoped = text.contains('@') && text.rsplit('/').nth(1).is_some_and(|scope| scope.contains('@'));
    !scoped && last.trim_start_matches('$').split('@').next() == Some(V2_PACKAGE)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::edit::Edits;

    const NONE: Uses = Uses { v2: false, v3: false };
    const OLD: Uses = Uses { v2: true, v3: false };
    const GONE: Uses = Uses { v2: false, v3: true };
    const BOTH: Uses = Uses { v2: true, v3: true };

    fn needs(uses: Uses) -> Needs {
        let catalogs = ["default", "web"].map(|name| (name.to_owned(), uses));
        Needs {
            own: uses,
            all: uses,
            catalogs: catalogs.into(),
            offered: vec!["default".to_owned()],
            is_partial: false,
        }
    }

    fn read(source: &str) -> Document<'_> {
        Document::json(source).or_else(|_| Document::yaml(source)).expect("JSON or YAML")
    }

    fn after(source: &str, uses: Uses) -> String {
        let part = settings(&read(source), &needs(uses));
        Edits::new(part.edits).apply(source).expect("the edits do not conflict").text
    }

    fn ids(source: &str, uses: Uses) -> Vec<&'static str> {
        let part = settings(&read(source), &needs(uses));
        assert!(part.edits.is_empty(), "{source}");
        part.notes.iter().map(|note| note.entry.id).collect()
    }

    #[test]
    fn catalogs_follow_those_who_ask_them() {
        for (source, gone, both) in [
            (
                "catalog:\n  rupt: ^2\n",
                "catalog:\n  '@ruptjs/client': ^3.0.0\n",
                "catalog:\n  rupt: ^2\n  '@ruptjs/client': ^3.0.0\n",
            ),
            (
                r#"{"workspaces": {"catalogs": {"web": {"rupt": "2"}}}}"#,
                r#"{"workspaces": {"catalogs": {"web": {"@ruptjs/client": "^3.0.0"}}}}"#,
                r#"{"workspaces": {"catalogs": {"web": {"@ruptjs/client": "^3.0.0", "rupt": "2"}}}}"#,
            ),
        ] {
            assert_eq!(after(source, GONE), gone);
            assert_eq!(after(source, BOTH), both);
            assert_eq!(after(both, BOTH), both);
            assert_eq!(after(both, GONE).matches("3.0.0").count(), 1);
            assert!(!after(both, GONE).contains("rupt\"") && !after(both, GONE).contains("rupt:"));
            assert_eq!(ids(source, OLD), Vec::<&str>::new());
            assert_eq!(ids(source, NONE), ["manifest-unused"]);
        }
    }

    #[test]
    fn a_catalog_that_nobody_asks_is_left() {
        assert_eq!(ids("catalogs:\n  other: { rupt: 2 }\n", GONE), ["manifest-unused"]);
        assert_eq!(
            ids("catalogs:\n  web: { old: 'npm:rupt@2', rupt: 'npm:rupt@2' }\n", GONE),
            ["manifest-alias", "manifest-names-rupt"]
        );
    }

    #[test]
    fn overrides_go_with_the_last_use_of_v2() {
        let source = r#"{"overrides": {"rupt": "2.24.1"}, "pnpm": {"overrides": {"rupt": "$rupt"}}, "resolutions": {"rupt": "catalog:"}}"#;
        let expected = r#"{"overrides": {"@ruptjs/client": "^3.0.0"}, "pnpm": {"overrides": {"@ruptjs/client": "$@ruptjs/client"}}, "resolutions": {"@ruptjs/client": "catalog:"}}"#;
        assert_eq!(after(source, GONE), expected);
        assert_eq!(ids(source, BOTH).len(), 3);
        assert_eq!(ids(r#"{"overrides": {"rupt": "catalog:other"}}"#, GONE), ["manifest-names-rupt"]);
        assert_eq!(places::overridden(&read(source)), ["default"]);
    }

    #[test]
    fn selectors_of_other_kinds_are_reported_and_look_alikes_are_not() {
        let source = r#"{"name": "rupt", "keywords": ["rupt"], "overrides": {"a": {"rupt": "2"}, "rupt@^2": "2", "b": "$rupt"},
            "resolutions": {"**/rupt": "2", "a/rupt": "2", "@acme/rupt": "1", "@acme/a/rupt": "1"},
            "pnpm": {"overrides": {"a>rupt": "2", "interrupt": "1"}, "onlyBuiltDependencies": ["rupt"],
            "packageExtensions": {"rupt@2": {}}}}"#;
        assert_eq!(ids(source, GONE), ["manifest-names-rupt"; 9]);
        let patch = r#"{"pnpm": {"patchedDependencies": {"rupt@2.24.1": "patches/rupt@2.24.1.patch"}}}"#;
        assert_eq!(ids(patch, GONE), ["manifest-patch"]);
        assert_eq!(ids(r##"{"imports": {"#auth": {"node": "rupt", "default": "./a.js"}}}"##, GONE), ["manifest-alias"]);
    }

    #[test]
    fn of_settings_that_stand_twice_the_last_counts() {
        let source = r#"{"overrides": {"rupt": "1"}, "overrides": {"rupt": "2", "rupt": "2"}}"#;
        let expected = r#"{"overrides": {"rupt": "1"}, "overrides": {"@ruptjs/client": "^3.0.0"}}"#;
        assert_eq!(after(source, GONE), expected);
        assert_eq!(ids(r#"{"pnpm": {"overrides": {"rupt": "-"}}}"#, GONE), ["manifest-names-rupt"]);
    }

    #[test]
    fn what_is_said_of_a_dependency_goes_along() {
        let source = r#"{"peerDependenciesMeta": {"rupt": {"optional": true}}, "bundledDependencies": ["a", "rupt"]}"#;
        assert_eq!(after(source, GONE), source.replace("rupt", "@ruptjs/client"));
        let both = r#"{"peerDependenciesMeta": {"@ruptjs/client": {"optional": true}, "rupt": {"optional": true}}, "bundledDependencies": ["a", "@ruptjs/client", "rupt"]}"#;
        assert_eq!(after(source, BOTH), both);
        assert_eq!(after(source, OLD), source);
    }
}
