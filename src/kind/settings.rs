//! Settings and other data in JSON and YAML, recognized by their format.
//!
//! Places that name the package are reported and never edited, because it is not known which tool reads
//! them and what for. Each counts as a use of v2 that is left. The settings that are known by name only
//! have more precise notes.

use super::data::{Data, Member, Node, documents_of, value_of};
use super::words::{V3_PATH, hosts};
use super::{Format, Parts};
use crate::edit::Span;
use crate::mapping::{Entry, Purpose, V2_PACKAGE, V2_SCRIPT, V2_SCRIPTS, V2_SPECIFIERS, data_setting, entry};
use crate::mention::value::{self, Audience, in_lines};
use crate::note::{self, Note};

/// JSON, with or without comments.
pub const JSON: Format = Format { name: "Settings in JSON", is: is_json, read: read_json };

/// YAML.
pub const YAML: Format = Format { name: "Settings in YAML", is: is_yaml, read: read_yaml };

/// Files in JSON, YAML or a language of their own, depending on the tool.
pub const PLAIN: Format = Format { name: "Settings without an extension", is: is_plain, read: read_plain };

/// All of these formats.
pub const FORMATS: [Format; 3] = [JSON, YAML, PLAIN];

const JSON_ENDS: [&str; 6] = [".json", ".jsonc", ".json5", ".importmap", ".webmanifest", ".code-workspace"];

/// Files that package managers generate, full of package names, and histories of changes.
const GENERATED: [&str; 8] = [
    "package-lock.json",
    ".package-lock.json",
    "npm-shrinkwrap.json",
    "packages.lock.json",
    ".pnp.data.json",
    "pnpm-lock.yaml",
    "shrinkwrap.yaml",
    "changelog.json",
];

/// Members whose texts are for people.
const PROSE: [&str; 9] =
    ["$comment", "comment", "description", "displayName", "label", "message", "name", "summary", "title"];

/// Members whose keys are names that the file chooses: services of a compose file, jobs of a workflow.
const OWN_KEYS: [&str; 6] = ["services", "jobs", "volumes", "networks", "stages", "environments"];

fn is_json(name: &str) -> bool {
    JSON_ENDS.iter().any(|end| name.ends_with(end)) && !GENERATED.contains(&name)
}

fn is_yaml(name: &str) -> bool {
    let is_lock = GENERATED.contains(&name) || name.starts_with("pnpm-lock.");
    (name.ends_with(".yml") || name.ends_with(".yaml")) && !is_lock
}

fn is_plain(name: &str) -> bool {
    name.starts_with('.') && name.ends_with("rc")
}

fn read_json(source: &str) -> Parts {
    match value_of(source) {
        Ok(value) => report(source, value.as_slice()),
        Err(_) => lines(source, &["//", "/*", "*"]),
    }
}

fn read_yaml(source: &str) -> Parts {
    match documents_of(source) {
        Ok(documents) => report(source, &documents),
        Err(_) => lines(source, &["#"]),
    }
}

fn read_plain(source: &str) -> Parts {
    let is_tree = |node: &Node| matches!(node.data, Data::Map(_) | Data::List(_));
    match (value_of(source), documents_of(source)) {
        (Ok(Some(value)), _) if is_tree(&value) => report(source, &[value]),
        (_, Ok(documents)) if documents.iter().all(is_tree) => report(source, &documents),
        _ => lines(source, &["#", "//", ";", "/*", "*"]),
    }
}

/// Reads a file that does not parse, line by line.
fn lines(source: &str, comments: &'static [&'static str]) -> Parts {
    let mut parts = Parts::default();
    for at in in_lines(source, comments) {
        parts.report(note(Purpose::Packages.entry(), at, "setting", V2_PACKAGE), V2_PACKAGE);
    }
    parts.mentions_v2 = !parts.notes.is_empty();
    parts
}

fn report(source: &str, values: &[Node]) -> Parts {
    let mut found = Findings { source, notes: Vec::new(), scripts: Vec::new() };
    values.iter().for_each(|value| found.value(value, SettingAround::default()));
    let mut parts = Parts::default();
    found.notes.into_iter().for_each(|note| parts.report(note, V2_PACKAGE));
    found.scripts.into_iter().for_each(|at| parts.report(Note::new(entry!("module-address"), at), V2_SCRIPT));
    note::sort(&mut parts.notes);
    parts
}

/// The setting around a value.
#[derive(Debug, Clone, Copy, Default)]
pub struct SettingAround<'a> {
    /// The purpose of its list of packages, if it is known.
    names: Option<Purpose>,
    /// The name of the innermost member around the value.
    name: Option<&'a str>,
    reader: Option<Audience>,
}

impl<'a> SettingAround<'a> {
    /// The setting in the member `key` of this one.
    pub fn below(self, key: &'a str) -> SettingAround<'a> {
        let reader = Some(if PROSE.contains(&key) { Audience::Person } else { Audience::Program });
        match data_setting(key) {
            Some(names) => SettingAround { names: Some(names), name: Some(key), reader },
            None if self.names.is_some() => SettingAround { reader, ..self },
            None => SettingAround { names: None, name: Some(key), reader },
        }
    }

    /// Whether `text`, a value of the setting, names the package.
    pub fn is_named_by(self, text: &str) -> bool {
        value::names(text, self.reader.unwrap_or(Audience::Program))
    }

    /// The note about `text`, which is at `at` and names the package as a key or a value of the setting.
    pub fn note(self, text: &str, at: Span, role: KeyOrValue) -> Note {
        let is_exact = V2_SPECIFIERS.contains(&text);
        let id = match self.names {
            Some(names) if is_exact || (role == KeyOrValue::Key && names.in_keys()) => names.entry(),
            None if is_exact || !text.contains(['^', '$', '(', '|', '*', '\\', '/']) => Purpose::Packages.entry(),
            _ => Purpose::Patterns.entry(),
        };
        note(id, at, self.name.unwrap_or("setting"), text)
    }

    /// Whether the purpose of the setting is known.
    pub fn is_known(self) -> bool {
        self.names.is_some()
    }
}

/// Whether a text is a key or a value of its map.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeyOrValue {
    /// A key.
    Key,
    /// A value.
    Value,
}

struct Findings<'a> {
    source: &'a str,
    notes: Vec<Note>,
    /// The addresses of v2's script, which needs no package.
    scripts: Vec<Span>,
}

impl Findings<'_> {
    fn member(&mut self, member: &Member, around: SettingAround) {
        let is_own =
            matches!(member.value.data, Data::Map(_)) && around.name.is_some_and(|name| OWN_KEYS.contains(&name));
        if !is_own && value::names(&member.key, Audience::Program) {
            return self.notes.push(around.note(&member.key, member.key_at, KeyOrValue::Key));
        }
        self.value(&member.value, around.below(&member.key));
    }

    fn value(&mut self, value: &Node, setting: SettingAround) {
        match &value.data {
            Data::Map(members) => members.iter().for_each(|member| self.member(member, setting)),
            Data::List(values) => values.iter().for_each(|value| self.value(value, setting)),
            Data::Text(text) if setting.is_named_by(text) => {
                self.notes.push(setting.note(text, value.at, KeyOrValue::Value));
            }
            Data::Text(text) if is_script(text) => self.scripts.push(value.at),
            Data::Text(_) if !hosts(self.source, value.at).is_empty() => self.hosts(value.at),
            Data::Written => self.written(value, setting),
            Data::Text(_) | Data::Other => {}
        }
    }

    fn hosts(&mut self, within: Span) {
        let is_v3 = within.of(self.source).contains(V3_PATH);
        let hosts = hosts(self.source, within).into_iter().filter(|_| !is_v3);
        self.notes.extend(hosts.map(|at| Note::new(entry!("policy-host"), at)));
    }

    /// Reports the lines of a string that name the package: a string of several lines, or with a tag.
    fn written(&mut self, value: &Node, setting: SettingAround) {
        if setting.reader == Some(Audience::Person) {
            return;
        }
        let text = value.at.of(self.source);
        match is_script(text) {
            true => self.scripts.push(value.at),
            false => self.hosts(value.at),
        }
        for at in in_lines(text, &["#"]) {
            let at = Span::new(value.at.start + at.start, value.at.start + at.end);
            self.notes.push(setting.note(V2_PACKAGE, at, KeyOrValue::Value));
        }
    }
}

fn is_script(text: &str) -> bool {
    V2_SCRIPTS.iter().any(|script| text.contains(script))
}

fn note(entry: &'static Entry, at: Span, name: &str, text: &str) -> Note {
    Note::new(entry, at).with(name, text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reported(format: &Format, source: &str) -> Vec<(&'static str, String)> {
        let parts = (format.read)(source);
        assert!(parts.edits.is_empty());
        assert_eq!(parts.uses.len(), parts.notes.len(), "each place is a use that is left");
        parts.notes.iter().map(|note| (note.entry.id, note.at.of(source).to_owned())).collect()
    }

    fn said(id: &'static str, text: &str) -> (&'static str, String) {
        (id, text.to_owned())
    }

    #[test]
    fn typescript_names_it_in_paths_and_types() {
        let source = "{\n  // ours\n  \"compilerOptions\": {\n    \"types\": [\"vite/client\", \"rupt\"],\n    \"paths\": { \
                      \"rupt\": [\"./rupt\"], \"rupt/*\": [\"x\"], \"@/rupt\": [\"rupt\"] },\n  },\n}\n";
        let expected = [
            said("setting", "\"rupt\""),
            said("setting-alias", "\"rupt\""),
            said("setting-alias", "\"rupt/*\""),
            said("setting-alias", "\"rupt\""),
        ];
        assert_eq!(reported(&JSON, source), expected);
        assert_eq!(reported(&JSON, &format!("\u{feff}{}", source.replace('\n', "\r\n"))), expected);
    }

    #[test]
    fn jest_and_import_maps_name_it_in_keys() {
        let jest =
            r#"{"moduleNameMapper": {"^rupt$": "rupt"}, "transformIgnorePatterns": ["/node_modules/(?!rupt)/"]}"#;
        let expected = [said("setting-mock", "\"^rupt$\""), said("setting-pattern", "\"/node_modules/(?!rupt)/\"")];
        assert_eq!(reported(&JSON, jest), expected);
        let map = r#"{"imports": {"rupt": "https://a.b/rupt", "x": "rupt"}, "scopes": {"/a/": {"rupt": "/b.js"}}}"#;
        let expected = ["\"rupt\""; 3].map(|text| said("setting", text));
        assert_eq!(reported(&JSON, map), expected);
    }

    #[test]
    fn bots_name_it_in_rules() {
        let renovate = "{ packageRules: [{ matchPackageNames: ['rupt', '/^rupt$/'], enabled: false }], ignoreDeps: ['a'], name: 'rupt' }";
        let expected = [said("setting", "'rupt'"), said("setting-pattern", "'/^rupt$/'"), said("setting", "'rupt'")];
        assert_eq!(reported(&JSON, renovate), expected);
        let dependabot = "updates:\n  - package-ecosystem: npm\n    ignore:\n      - dependency-name: rupt\n      - dependency-name: \"@acme/rupt\"\n    groups:\n      sdk:\n        patterns:\n          - \"rupt*\"\n";
        assert_eq!(reported(&YAML, dependabot), [said("setting", "rupt"), said("setting-pattern", "\"rupt*\"")]);
    }

    #[test]
    fn settings_that_nobody_listed_are_told() {
        let angular =
            r#"{"build": {"allowedCommonJsDependencies": ["rupt"], "scripts": ["node_modules/rupt/index.js"]}}"#;
        let expected = [said("setting", "\"rupt\""), said("setting-pattern", "\"node_modules/rupt/index.js\"")];
        assert_eq!(reported(&JSON, angular), expected);
        let nx = r#"{"targets": {"build": {"command": "esbuild --external:rupt", "name": "rupt", "rupt": 1}}}"#;
        let names = ["\"esbuild --external:rupt\"", "\"rupt\"", "\"rupt\""].map(|text| said("setting", text));
        assert_eq!(reported(&JSON, nx), names);
        assert_eq!(reported(&JSON, "[\"a\", [\"rupt@2\"]]"), [said("setting", "\"rupt@2\"")]);
        assert_eq!(reported(&JSON, "\"rupt\""), [said("setting", "\"rupt\"")]);
        let babel = "{ plugins: [['module-resolver', { alias: { rupt: './stub' } }]] }";
        assert_eq!(reported(&PLAIN, babel), [said("setting-alias", "rupt")]);
        assert_eq!(reported(&PLAIN, "globals:\n  rupt: true\n"), [said("setting-external", "rupt")]);
        assert_eq!(reported(&PLAIN, "# rupt\npublic-hoist-pattern[]=rupt\n"), [said("setting", "rupt")]);
    }

    #[test]
    fn yaml_of_any_name_is_told() {
        let workflow = "on: push\njobs:\n  a:\n    steps:\n      - name: Install rupt\n        run: |\n          # npm i rupt\n          \
                        npm i -g x\n          npm i rupt@2\n      - run: pnpm add rupt\n        with: { 'rupt': ^2 }\n";
        let expected = ["rupt", "pnpm add rupt", "'rupt'"].map(|text| said("setting", text));
        assert_eq!(reported(&YAML, workflow), expected);
        let keys = "? [rupt, x]\n: y\n? { a: rupt }\n: rupt\n";
        assert_eq!(reported(&YAML, keys), ["rupt"; 3].map(|text| said("setting", text)));
        let several = "a: !Sub npm:rupt@2\n---\nb: &x rupt\nc: *x\n";
        assert_eq!(reported(&YAML, several), [said("setting", "rupt"), said("setting", "rupt")]);
    }

    #[test]
    fn what_people_read_and_what_is_of_the_project_is_nothing() {
        let data =
            r#"{"description": "moves off rupt", "path": "src/rupt/index.ts", "file": "./rupt.js", "a": "@acme/rupt"}"#;
        assert_eq!(reported(&JSON, data), []);
        assert_eq!(reported(&YAML, "# rupt\nname: Deploy rupt\nhost: rupt.dev\n"), []);
    }

    #[test]
    fn hosts_are_told_beside_the_package() {
        let vercel = r#"{"rewrites": [{"destination": "https://api.rupt.dev/$1"}], "installCommand": "npm i rupt"}"#;
        let parts = read_json(vercel);
        let reported: Vec<_> = parts.notes.iter().map(|note| note.entry.id).collect();
        assert_eq!((reported, parts.uses.len()), (vec!["policy-host", "setting"], 1));
    }

    #[test]
    fn the_address_of_the_script_is_left_and_needs_no_package() {
        let parts =
            read_json(r#"{"scripts": ["https://cdn.rupt.dev/js/rupt.js", "https://cdn.rupt.dev/js/v3/rupt.js"]}"#);
        assert_eq!((parts.notes.len(), parts.notes[0].entry.id), (1, "module-address"));
        assert_eq!(parts.uses[0].what, V2_SCRIPT);
    }

    #[test]
    fn what_cannot_be_read_is_searched_for_the_word() {
        assert_eq!(reported(&JSON, "{ \"types\": [\"rupt\", \"interrupt\", \"@acme/rupt\""), [said("setting", "rupt")]);
        let broken = "a: [\n# rupt\n  rupt: ^2\n";
        assert_eq!(reported(&YAML, broken), [said("setting", "rupt")]);
    }

    #[test]
    fn settings_are_known_by_what_they_are_written_in() {
        for name in ["tsconfig.app.json", "renovate.json5", "app.importmap", "angular.json", "nx.json", "data.json"] {
            assert!(is_json(name), "{name}");
        }
        for name in ["dependabot.yml", "compose.yaml"] {
            assert!(is_yaml(name), "{name}");
        }
        assert!(is_plain(".babelrc") && is_plain(".renovaterc") && !is_plain("src"));
        for name in
            ["package-lock.json", "npm-shrinkwrap.json", "pnpm-lock.yaml", "pnpm-lock.web.yaml", "CHANGELOG.json"]
        {
            assert!(!is_json(&name.to_lowercase()) && !is_yaml(name), "{name}");
        }
    }
}
