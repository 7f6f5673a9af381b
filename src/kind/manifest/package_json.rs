//! The facts in a `package.json`.
//!
//! They decide whether the files of a project may be loaded on a server, and which packages declare
//! Rupt. [`super::dependencies`] edits the file.

use super::dependencies::{self, ManifestPlan, Offer, Uses};
use super::leads::Leads;
use super::range::catalog;
use super::sections::{IMPORTS, SECTIONS};
use super::{deno, places, shared};
use crate::kind::data::{self, Data, Document, Node, Unreadable};
use crate::mapping::{V2_PACKAGE, V3_PACKAGE, renders_on_server};

/// The facts by which a project is judged.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Facts {
    /// The package's name.
    pub name: Option<String>,
    /// The names of its dependencies, of all sections.
    pub depends_on: Vec<String>,
    /// Those that are local folders, which may be members of the workspace.
    pub local: Vec<String>,
    /// The packages and folders that these names stand for.
    pub leads_to: Leads,
    /// The sections that declare v2.
    pub v2_sections: Vec<String>,
    /// The catalogs from which its declarations of v2 take their version.
    pub v2_catalogs: Vec<String>,
    /// Whether it declares v3.
    pub declares_v3: bool,
    /// The catalogs from which its declarations of v3 take their version.
    pub v3_catalogs: Vec<String>,
    /// The catalogs from which its overrides of v2 take their version.
    pub overridden: Vec<String>,
    /// Whether it names v2 in a place that cannot be edited.
    pub keeps_v2: bool,
    /// Whether it is the root of a workspace.
    pub is_workspace_root: bool,
    /// The package managers of `packageManager`, with its version, and then those of `devEngines`. Any of
    /// them may be used.
    pub package_managers: Vec<String>,
    /// Whether a file with more facts about the package could not be read.
    pub is_unknown: bool,
}

impl Facts {
    /// Replaces the facts of the `deno.json` next to the manifest.
    pub fn set_deno(&mut self, deno: Facts) {
        self.v2_sections.retain(|section| section != IMPORTS);
        self.v2_sections.extend(deno.v2_sections);
        self.declares_v3 |= deno.declares_v3;
        self.keeps_v2 |= deno.keeps_v2;
        self.is_unknown |= deno.is_unknown;
        self.name = self.name.take().or(deno.name);
        self.depends_on.extend(deno.depends_on);
        self.local.extend(deno.local);
        self.leads_to.join(deno.leads_to);
    }

    /// Replaces the facts of the manifest.
    pub fn set_package(&mut self, mut package: Facts) {
        package.v2_sections.extend(self.v2_sections.iter().filter(|section| *section == IMPORTS).cloned());
        package.declares_v3 |= self.declares_v3;
        package.keeps_v2 |= self.keeps_v2;
        *self = package;
    }

    /// Whether the package renders on a server, as far as its dependencies show.
    pub fn renders_on_server(&self) -> bool {
        self.is_unknown || self.depends_on.iter().chain(&self.leads_to.packages).any(|name| renders_on_server(name))
    }
}

/// The facts in a `package.json`.
///
/// # Errors
/// `source` is not JSON, or not an object.
pub fn read(source: &str) -> Result<Facts, Unreadable> {
    let document = Document::json(source)?;
    let declares = |section: &&str, name: &str| document.members(&[*section]).iter().any(|member| member.key == name);
    let depends_on = SECTIONS.iter().flat_map(|section| document.members(&[*section]));
    let is_local = |member: &&data::Member| {
        let range = member.value.text().unwrap_or_default();
        ["workspace:", "file:", "link:", "portal:"].iter().any(|protocol| range.starts_with(protocol))
    };
    let local = SECTIONS.iter().flat_map(|section| document.members(&[*section])).filter(is_local);
    let v2_sections = SECTIONS.iter().filter(|section| declares(section, V2_PACKAGE));
    let text = |name: &str| document.get(&[name])?.text().map(str::to_owned);
    let engines = document.get(&["devEngines", "packageManager"]).map(engines).unwrap_or_default();
    Ok(Facts {
        name: text("name"),
        depends_on: depends_on.map(|member| member.key.clone()).collect(),
        local: local.map(|member| member.key.clone()).collect(),
        leads_to: Leads::of(&document),
        v2_sections: v2_sections.map(|section| (*section).to_owned()).collect(),
        v2_catalogs: catalogs(&document, V2_PACKAGE),
        declares_v3: SECTIONS.iter().any(|section| declares(section, V3_PACKAGE)),
        v3_catalogs: catalogs(&document, V3_PACKAGE),
        overridden: places::overridden(&document),
        keeps_v2: keeps_v2(&document, |gone| dependencies::declarations(&document, gone, &|_| Offer::Yes)),
        is_workspace_root: document.get(&["workspaces"]).is_some(),
        package_managers: text("packageManager").into_iter().chain(engines).collect(),
        is_unknown: false,
    })
}

/// The facts in a `deno.json`.
///
/// # Errors
/// `source` is not JSON, or not an object.
pub fn read_deno(source: &str) -> Result<Facts, Unreadable> {
    let document = Document::jsonc(source)?;
    let declares = |name: &str| document.members(&[IMPORTS]).iter().any(|member| member.key == name);
    let v2_sections = if declares(V2_PACKAGE) { vec![IMPORTS.to_owned()] } else { Vec::new() };
    let keeps_v2 = keeps_v2(&document, |gone| deno::imports(&document, gone));
    let imports = document.members(&[IMPORTS]);
    let is_remote = |member: &&data::Member| {
        let address = member.value.text().unwrap_or_default();
        ["npm:", "jsr:", "http://", "https://"].iter().any(|protocol| address.starts_with(protocol))
    };
    // A key may end in a slash, or continue after the name of the package.
    let name = |member: &data::Member| {
        let parts = if member.key.starts_with('@') { 2 } else { 1 };
        member.key.splitn(parts + 1, '/').take(parts).collect::<Vec<_>>().join("/")
    };
    Ok(Facts {
        name: document.get(&["name"]).and_then(Node::text).map(str::to_owned),
        depends_on: imports.iter().map(name).collect(),
        local: imports.iter().filter(|member| !is_remote(member)).map(name).collect(),
        leads_to: Leads::of_deno(&document),
        v2_sections,
        declares_v3: declares(V3_PACKAGE),
        keeps_v2,
        ..Facts::default()
    })
}

/// Whether a manifest names v2 in a place that cannot be edited, among its declarations or elsewhere.
fn keeps_v2(document: &Document, declarations: impl Fn(Uses) -> ManifestPlan) -> bool {
    document.source.contains(V2_PACKAGE)
        && (shared::keeps_v2(document) || declarations(Uses { v2: false, v3: true }).keeps_v2())
}

/// The package managers that `devEngines` names: one, or a list.
fn engines(node: &Node) -> Vec<String> {
    let text = |node: &Node, key: &str| data::member(node.members(), key)?.value.text().map(str::to_owned);
    match &node.data {
        Data::Map(_) => {
            let version = text(node, "version").unwrap_or_default();
            text(node, "name").map(|name| format!("{name}@{version}")).into_iter().collect()
        }
        Data::List(all) => all.iter().flat_map(engines).collect(),
        Data::Text(_) | Data::Written | Data::Other => Vec::new(),
    }
}

/// The catalogs that the declarations of `package` name.
fn catalogs(document: &Document, package: &str) -> Vec<String> {
    let declarations = SECTIONS.iter().flat_map(|section| document.members(&[*section]));
    declarations.filter(|member| member.key == package).filter_map(catalog).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn facts_are_read_from_all_sections() {
        let source = r#"{"name": "web", "packageManager": "pnpm@9.1.0", "workspaces": ["a"],
            "dependencies": {"next": "15"}, "devDependencies": {"rupt": "catalog:"}}"#;
        let facts = read(source).expect("the manifest is JSON");
        assert!(facts.renders_on_server() && facts.is_workspace_root && !facts.declares_v3);
        assert_eq!(facts.v2_sections, ["devDependencies"]);
        assert_eq!(facts.v2_catalogs, ["default"]);
        assert_eq!(facts.package_managers, ["pnpm@9.1.0"]);
    }

    #[test]
    fn imports_of_deno_are_dependencies() {
        let source =
            r#"{ "imports": { "@qwik/": "npm:@qwik.dev/core@2/", "guard": "./guard.ts", "react-dom/server": "x" } }"#;
        let facts = read_deno(source).expect("the file is JSON");
        assert!(facts.renders_on_server());
        assert_eq!(facts.depends_on, ["@qwik/", "guard", "react-dom"]);
        assert_eq!(facts.local, ["guard", "react-dom"]);
        assert_eq!(facts.leads_to.paths, ["./guard.ts"]);
    }
}
