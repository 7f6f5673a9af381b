//! Where the settings of a package manager name packages, and what each place says of them.

use super::range::{DEFAULT_CATALOG, catalog, is_plain};
use crate::kind::data::{Document, Member};
use crate::mapping::{V2_PACKAGE, V3_PACKAGE};

/// The members of a manifest that people read, or that say what it is itself.
const PROSE: [&str; 14] = [
    "name",
    "version",
    "description",
    "keywords",
    "author",
    "contributors",
    "maintainers",
    "repository",
    "homepage",
    "bugs",
    "license",
    "licenses",
    "funding",
    "$schema",
];

/// Whether the member of a manifest called `name` may need a package.
pub(super) fn is_setting(name: &str) -> bool {
    !PROSE.contains(&name)
}

/// Where versions stand for everyone: of npm, of Yarn, of pnpm before and since version 10.
const OVERRIDES: [&[&str]; 3] = [&["overrides"], &["resolutions"], &["pnpm", "overrides"]];

/// Where catalogs stand: pnpm's and Yarn's at the top, Bun's there or with the workspaces.
const CATALOGS: [&[&str]; 2] = [&[], &["workspaces"]];

/// What a place in the settings says of a package.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum PackageSetting {
    /// Its version, for those who ask this catalog.
    Catalog(String),
    /// Its version, for everyone.
    Override,
    /// More about a dependency of the same manifest.
    Meta,
    /// Its name, among the dependencies of the same manifest that are packed with it.
    Bundle,
    /// How its files are changed.
    Patches,
    /// A name in code for a module.
    Imports,
    /// Names that the package gives to commands of its own.
    Commands,
    /// Anything else.
    Other,
}

pub(super) fn place(path: &[&str]) -> PackageSetting {
    match path {
        ["catalog"] | ["workspaces", "catalog"] => PackageSetting::Catalog(DEFAULT_CATALOG.to_owned()),
        ["catalogs", name] | ["workspaces", "catalogs", name] => PackageSetting::Catalog((*name).to_owned()),
        _ if OVERRIDES.contains(&path) => PackageSetting::Override,
        ["peerDependenciesMeta" | "dependenciesMeta"] => PackageSetting::Meta,
        ["bundleDependencies" | "bundledDependencies"] => PackageSetting::Bundle,
        ["patchedDependencies"] | ["pnpm", "patchedDependencies"] => PackageSetting::Patches,
        ["scripts" | "tasks" | "bin"] => PackageSetting::Commands,
        ["imports", ..] => PackageSetting::Imports,
        _ => PackageSetting::Other,
    }
}

/// Whether keys at `path`, or what stands below it, are selectors of packages: `a>rupt`, `a/rupt`.
pub(super) fn has_selectors(path: &[&str]) -> bool {
    OVERRIDES.iter().any(|above| path.starts_with(above))
}

/// The catalogs of a document, by name.
pub fn catalogs<'a>(document: &'a Document) -> Vec<(String, &'a [Member])> {
    let mut found = Vec::new();
    for above in CATALOGS {
        if let Some(catalog) = document.get(&[above, &["catalog"]].concat()) {
            found.push((DEFAULT_CATALOG.to_owned(), catalog.members()));
        }
        let named = document.members(&[above, &["catalogs"]].concat());
        found.extend(named.iter().map(|named| (named.key.clone(), named.value.members())));
    }
    found
}

/// Whether v3 stands in `catalog`, or can be put there in the place of v2.
pub fn offers_v3(catalog: &[Member]) -> bool {
    let can_move = |member: &Member| member.key == V2_PACKAGE && member.value.own_text().is_some_and(is_plain);
    has_v3(catalog) || catalog.iter().any(can_move)
}

/// Whether v3 stands in `members`.
pub fn has_v3(members: &[Member]) -> bool {
    members.iter().any(|member| member.key == V3_PACKAGE)
}

/// The catalogs that overrides of v2 take their version from.
pub fn overridden(document: &Document) -> Vec<String> {
    let members = OVERRIDES.iter().flat_map(|path| document.members(path));
    members.filter(|member| member.key == V2_PACKAGE).filter_map(catalog).collect()
}
