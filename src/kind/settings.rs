//! Settings in JSON and YAML: TypeScript's, Jest's, import maps, Renovate's and Dependabot's.
//!
//! What names the package there is told, never edited: which of it v2 still needs is not known
//! here. It is no use of v2.

use super::data::{Data, Document, Member, Node, Unreadable};
use super::{Format, Parts};
use crate::edit::Span;
use crate::mapping::{Names, V2_PACKAGE, V2_SPECIFIERS, data_setting, entry, names_package};
use crate::note::Note;

/// Settings in JSON, with or without comments.
pub const JSON: Format = Format { name: "Settings in JSON", is: is_json, read: |source| read(source, Document::jsonc) };

/// Dependabot's settings.
pub const DEPENDABOT: Format = Format {
    name: "Dependabot's settings",
    is: |name| matches!(name, "dependabot.yml" | "dependabot.yaml"),
    read: |source| read(source, Document::yaml),
};

/// Beginnings of the names of settings in JSON.
const JSON_NAMES: [&str; 7] = ["tsconfig", "jsconfig", "jest", "importmap", "import_map", "import-map", "renovate"];

fn is_json(name: &str) -> bool {
    let is_data = [".json", ".jsonc", ".json5"].iter().any(|end| name.ends_with(end));
    let is_known = is_data && JSON_NAMES.iter().any(|start| name.starts_with(start));
    is_known || name.ends_with(".importmap") || matches!(name, ".renovaterc" | ".renovaterc.json" | ".renovaterc.json5")
}

fn read<'a>(source: &'a str, parse: fn(&'a str) -> Result<Document<'a>, Unreadable>) -> Parts {
    let mut parts = Parts::default();
    match parse(source) {
        Ok(document) => document.root.iter().for_each(|member| of_member(member, None, &mut parts.notes)),
        Err(_) => parts.notes.extend(words(source).map(|at| note(Names::Packages.id(), at, "setting", V2_PACKAGE))),
    }
    parts.mentions_v2 = !parts.notes.is_empty();
    parts
}

/// The setting around a value: what it names, and what it is called.
type Setting<'a> = (Names, &'a str);

fn of_member(member: &Member, around: Option<Setting>, notes: &mut Vec<Note>) {
    if let Some((names, name)) = around.filter(|(names, _)| names.in_keys() && names_package(&member.key)) {
        return notes.push(note(names.id(), member.key_at, name, &member.key));
    }
    let own = data_setting(&member.key).map(|names| (names, member.key.as_str()));
    of_value(&member.value, own.or(around), notes);
}

fn of_value(value: &Node, around: Option<Setting>, notes: &mut Vec<Note>) {
    match &value.data {
        Data::Map(members) => members.iter().for_each(|member| of_member(member, around, notes)),
        Data::List(values) => values.iter().for_each(|value| of_value(value, around, notes)),
        Data::Text(text) => {
            let Some((names, name)) = around.filter(|(names, _)| !names.in_keys() && names_package(text)) else {
                return;
            };
            let is_exact = V2_SPECIFIERS.contains(&text.as_str());
            let id = if is_exact { names.id() } else { Names::Patterns.id() };
            notes.push(note(id, value.at, name, text));
        }
        Data::Other => {}
    }
}

fn note(id: &'static str, at: Span, name: &str, text: &str) -> Note {
    Note::new(entry(id), at).with(name, text)
}

/// The places of the package's name as a word, for a file that cannot be read.
fn words(source: &str) -> impl Iterator<Item = Span> {
    let is_part = |byte: &u8| byte.is_ascii_alphanumeric() || b"_-@/.$".contains(byte);
    let bytes = source.as_bytes();
    source.match_indices(V2_PACKAGE).filter_map(move |(at, word)| {
        let end = at + word.len();
        let is_word = !bytes[..at].last().is_some_and(is_part) && !bytes.get(end).is_some_and(is_part);
        is_word.then(|| Span::new(at as u32, end as u32))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(format: &Format, source: &str) -> Vec<(&'static str, String)> {
        let parts = (format.read)(source);
        assert!(parts.uses.is_empty() && parts.edits.is_empty());
        parts.notes.iter().map(|note| (note.entry.id, note.at.of(source).to_owned())).collect()
    }

    fn said(id: &'static str, text: &str) -> (&'static str, String) {
        (id, text.to_owned())
    }

    #[test]
    fn typescript_names_it_in_paths_and_types() {
        let source = "{\n  // ours\n  \"compilerOptions\": {\n    \"types\": [\"vite/client\", \"rupt\"],\n    \"paths\": { \
                      \"rupt\": [\"./rupt\"], \"rupt/*\": [\"x\"], \"@/rupt\": [\"rupt\"] },\n  },\n}\n";
        let expected =
            [said("setting", "\"rupt\""), said("setting-alias", "\"rupt\""), said("setting-alias", "\"rupt/*\"")];
        assert_eq!(told(&JSON, source), expected);
        assert_eq!(told(&JSON, &format!("\u{feff}{}", source.replace('\n', "\r\n"))), expected);
    }

    #[test]
    fn jest_and_import_maps_name_it_in_keys() {
        let jest =
            r#"{"moduleNameMapper": {"^rupt$": "rupt"}, "transformIgnorePatterns": ["/node_modules/(?!rupt)/"]}"#;
        let expected = [said("setting-mock", "\"^rupt$\""), said("setting-pattern", "\"/node_modules/(?!rupt)/\"")];
        assert_eq!(told(&JSON, jest), expected);
        let map = r#"{"imports": {"rupt": "https://a.b/rupt", "x": "rupt"}, "scopes": {"/a/": {"rupt": "/b.js"}}}"#;
        assert_eq!(told(&JSON, map), [said("setting", "\"rupt\""), said("setting", "\"rupt\"")]);
    }

    #[test]
    fn bots_name_it_in_rules() {
        let renovate = "{ packageRules: [{ matchPackageNames: ['rupt', '/^rupt$/'], enabled: false }], ignoreDeps: ['a'], name: 'rupt' }";
        assert_eq!(told(&JSON, renovate), [said("setting", "'rupt'"), said("setting-pattern", "'/^rupt$/'")]);
        let dependabot = "updates:\n  - package-ecosystem: npm\n    ignore:\n      - dependency-name: rupt\n      - dependency-name: \"@acme/rupt\"\n    groups:\n      sdk:\n        patterns:\n          - \"rupt*\"\n";
        assert_eq!(told(&DEPENDABOT, dependabot), [said("setting", "rupt"), said("setting-pattern", "\"rupt*\"")]);
    }

    #[test]
    fn what_cannot_be_read_is_searched_for_the_word() {
        assert_eq!(told(&JSON, "{ \"types\": [\"rupt\", \"interrupt\", \"@acme/rupt\""), [said("setting", "rupt")]);
        assert_eq!(told(&DEPENDABOT, "a: &b\n  - dependency-name: rupt\nc: *b\n"), [said("setting", "rupt")]);
    }

    #[test]
    fn settings_go_by_name() {
        for name in ["tsconfig.app.json", "renovate.json5", ".renovaterc", "app.importmap", "jest.config.json"] {
            assert!(is_json(name), "{name}");
        }
        assert!(!is_json("package.json") && !is_json("data.json") && !is_json("jest.config.js"));
    }
}
