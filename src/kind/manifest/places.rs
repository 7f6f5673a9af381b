//! Where the settings of package managers name packages, and what each place means.

use super::range::{DEFAULT_CATALOG, catalog, is_plain};
use crate::kind::data::{Document, Member};
use crate::mapping::{V2_PACKAGE, V3_PACKAGE};

/// Members of a manifest that are for people, or that describe the package itself.
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

/// Whether the member `name` of a manifest may need a package.
pub(super) fn is_setting(name: &str) -> bool {
    !PROSE.contains(&name)
}

/// The overrides, which set a version for all packages: of npm, of Yarn, of pnpm before and since
/// version 10.
const OVERRIDES: [&[&str]; 3] = [&["overrides"], &["resolutions"], &["pnpm", "overrides"]];

/// The parents of catalogs: the top level for pnpm, Yarn and Bun, and `workspaces` for Bun.
const CATALOGS: [&[&str]; 2] = [&[], &["workspaces"]];

/// What a place in the settings says about a package.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum PackageSetting {
    /// Its version, for declarations that refer to this catalog.
    Catalog(String),
    /// Its version, for all packages.
    Override,
    /// More about a dependency that the same manifest declares.
    Meta,
    /// Its name, among the dependencies that are packed with the package.
    Bundle,
    /// Patches of its files.
    Patches,
    /// An alias by which the code of the package imports a module.
    Imports,
    /// Names of the commands that the manifest's own package has.
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

/// Whether the keys at `path`, or below it, are selectors of packages: `a>rupt`, `a/rupt`.
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

/// Whether `catalog` has v3, or can get it in place of v2.
pub fn offers_v3(catalog: &[Member]) -> bool {
    let can_move = |member: &Member| member.key == V2_PACKAGE && member.value.own_text().is_some_and(is_plain);
    has_v3(catalog) || catalog.iter().any(can_move)
}

/// Whether `members` has v3.
pub fn has_v3(members: &[Member]) -> bool {
    members.iter().any(|member| member.key == V3_PACKAGE)
}

/// The catalogs from which overrides of v2 take their version.
pub fn overridden(document: &Document) -> Vec<String> {
    let members = OVERRIDES.iter().flat_map(|path| document.members(path));
    members.filter(|member| member.key == V2_PACKAGE).filter_map(catalog).collect()
}
