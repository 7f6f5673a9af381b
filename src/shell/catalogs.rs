//! The catalogs of workspaces, from which packages take versions.
//!
//! A catalog is read wherever it lies above a package that refers to one. Outside of the given paths it is
//! read and not written.

use super::packages::Packages;
use super::paths::{self, relative};
use super::regular;
use crate::kind::data::Document;
use crate::kind::manifest::dependencies::Offer;
use crate::kind::manifest::places;
use std::collections::{BTreeMap, HashSet};
use std::path::{Path, PathBuf};

/// The files that may hold catalogs.
const FILES: [&str; 3] = ["pnpm-workspace.yaml", ".yarnrc.yml", "package.json"];

/// One catalog.
#[derive(Debug)]
struct Catalog {
    file: PathBuf,
    name: String,
    has_v3: bool,
    offers_v3: bool,
}

/// The catalogs that the packages of a run refer to.
#[derive(Debug, Default)]
pub struct Catalogs {
    by_folder: BTreeMap<PathBuf, Vec<Catalog>>,
    writable: HashSet<PathBuf>,
}

impl Catalogs {
    /// Reads the catalogs above the `packages` that refer to one. A catalog can change if its file is
    /// `writable`.
    pub fn read(packages: &Packages, writable: HashSet<PathBuf>) -> Self {
        let mut catalogs = Catalogs { writable, ..Catalogs::default() };
        let asks = packages.iter().filter(|(_, package)| {
            let facts = &package.facts;
            [&facts.v2_catalogs, &facts.v3_catalogs, &facts.overridden].iter().any(|asked| !asked.is_empty())
        });
        for (_, package) in asks {
            for folder in package.folder.ancestors() {
                if catalogs.by_folder.contains_key(folder) {
                    break;
                }
                let found: Vec<Catalog> = FILES.iter().flat_map(|name| read(&folder.join(name))).collect();
                if !found.is_empty() {
                    catalogs.by_folder.insert(folder.to_owned(), found);
                    break;
                }
                if folder.join(".git").exists() {
                    break;
                }
            }
        }
        catalogs
    }

    /// Returns the folder whose catalogs a package in `folder` refers to.
    pub fn home(&self, folder: &Path) -> Option<&Path> {
        folder.ancestors().find_map(|above| self.by_folder.get_key_value(above)).map(|(home, _)| home.as_path())
    }

    /// Whether the catalog `name` has or will have v3 for a package in `folder`.
    pub fn offer(&self, folder: &Path, name: &str) -> Offer {
        let Some(catalogs) = self.home(folder).and_then(|home| self.by_folder.get(home)) else { return Offer::No };
        let named = || catalogs.iter().filter(|catalog| catalog.name == name);
        if named().any(|catalog| catalog.has_v3 || catalog.offers_v3 && self.writable.contains(&catalog.file)) {
            return Offer::Yes;
        }
        match named().find(|catalog| catalog.offers_v3) {
            Some(catalog) => Offer::Outside(paths::text(&relative(folder, &catalog.file))),
            None => Offer::No,
        }
    }
}

fn read(file: &Path) -> Vec<Catalog> {
    let Ok(source) = regular::text(file, regular::SETTINGS) else { return Vec::new() };
    let is_json = file.extension().is_some_and(|extension| extension == "json");
    let document = if is_json { Document::json(&source) } else { Document::yaml(&source) };
    let Ok(document) = document else { return Vec::new() };
    let catalog = |(name, members): (String, &[_])| Catalog {
        file: file.to_owned(),
        name,
        has_v3: places::has_v3(members),
        offers_v3: places::offers_v3(members),
    };
    places::catalogs(&document).into_iter().map(catalog).collect()
}
