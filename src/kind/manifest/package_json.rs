//! A `package.json`, read.
//!
//! The facts are what a project is judged by: whether its files may be loaded on a server, and who
//! declares Rupt. [`super::dependencies`] edits what is read here.

use super::dependencies::{self, Offer, Part, Uses};
use super::range::catalog;
use super::{deno, places, shared};
use crate::kind::data::{self, Document, Unreadable};
use crate::mapping::{SERVER_RENDERERS, V2_PACKAGE, V3_PACKAGE};

/// The sections that declare dependencies, in the order npm documents them.
pub const SECTIONS: [&str; 4] = ["dependencies", "devDependencies", "peerDependencies", "optionalDependencies"];

/// The section of Deno's that does, too.
pub const IMPORTS: &str = "imports";

/// The facts a project is judged by.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Facts {
    /// The package's name.
    pub name: Option<String>,
    /// Everything it depends on, in whatever section, by name.
    pub depends_on: Vec<String>,
    /// Those of them that are folders of this machine, perhaps members of the workspace.
    pub local: Vec<String>,
    /// The sections that declare v2.
    pub v2_sections: Vec<String>,
    /// The catalogs that its declarations of v2 take their version from.
    pub v2_catalogs: Vec<String>,
    /// Whether it declares v3.
    pub declares_v3: bool,
    /// The catalogs that its declarations of v3 take their version from.
    pub v3_catalogs: Vec<String>,
    /// The catalogs that its overrides of v2 take their version from.
    pub overridden: Vec<String>,
    /// Whether it names v2 where nothing can be edited.
    pub keeps_v2: bool,
    /// Whether it is the root of a workspace.
    pub is_workspace_root: bool,
    /// What `packageManager` names, with its version.
    pub package_manager: Option<String>,
}

impl Facts {
    /// Puts what Deno's file next to the manifest says in the place of what it said.
    pub fn set_deno(&mut self, deno: Facts) {
        self.v2_sections.retain(|section| section != IMPORTS);
        self.v2_sections.extend(deno.v2_sections);
        self.declares_v3 |= deno.declares_v3;
        self.keeps_v2 |= deno.keeps_v2;
    }

    /// Puts what the manifest says in the place of what it said.
    pub fn set_package(&mut self, mut package: Facts) {
        package.v2_sections.extend(self.v2_sections.iter().filter(|section| *section == IMPORTS).cloned());
        package.declares_v3 |= self.declares_v3;
        package.keeps_v2 |= self.keeps_v2;
        *self = package;
    }

    /// Whether the package renders on a server, as far as its dependencies tell.
    pub fn renders_on_server(&self) -> bool {
        self.depends_on.iter().any(|name| SERVER_RENDERERS.contains(&name.as_str()))
    }
}

/// Reads what `source` says of its package.
///
/// # Errors
/// Where `source` is not JSON, or not an object.
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
    Ok(Facts {
        name: text("name"),
        depends_on: depends_on.map(|member| member.key.clone()).collect(),
        local: local.map(|member| member.key.clone()).collect(),
        v2_sections: v2_sections.map(|section| (*section).to_owned()).collect(),
        v2_catalogs: catalogs(&document, V2_PACKAGE),
        declares_v3: SECTIONS.iter().any(|section| declares(section, V3_PACKAGE)),
        v3_catalogs: catalogs(&document, V3_PACKAGE),
        overridden: places::overridden(&document),
        keeps_v2: keeps_v2(&document, |gone| dependencies::declarations(&document, gone, &|_| Offer::Yes)),
        is_workspace_root: document.get(&["workspaces"]).is_some(),
        package_manager: text("packageManager"),
    })
}

/// Reads what Deno's `source` says of its package.
///
/// # Errors
/// Where `source` is not JSON, or not an object.
pub fn read_deno(source: &str) -> Result<Facts, Unreadable> {
    let document = Document::jsonc(source)?;
    let declares = |name: &str| document.members(&[IMPORTS]).iter().any(|member| member.key == name);
    let v2_sections = if declares(V2_PACKAGE) { vec![IMPORTS.to_owned()] } else { Vec::new() };
    let keeps_v2 = keeps_v2(&document, |gone| deno::imports(&document, gone));
    Ok(Facts { v2_sections, declares_v3: declares(V3_PACKAGE), keeps_v2, ..Facts::default() })
}

/// Whether a manifest names v2 where nothing can be edited, among what it declares or elsewhere.
fn keeps_v2(document: &Document, declarations: impl Fn(Uses) -> Part) -> bool {
    document.source.contains(V2_PACKAGE)
        && (shared::keeps_v2(document) || declarations(Uses { v2: false, v3: true }).keeps_v2())
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
        assert_eq!(facts.package_manager.as_deref(), Some("pnpm@9.1.0"));
    }
}
