//! Planning the changes of all manifests of a tree together.
//!
//! There are two steps. First, the dependencies of each package are planned by what its files use. Then the
//! settings that apply to several packages, such as catalogs, are planned by what these packages declare now.
//!
//! A setting that names v2 and cannot be edited keeps the dependency that it may need, which changes the
//! declarations of other packages. So the steps are repeated until no further dependency is kept.

use super::file::Manifest;
use crate::edit::Edits;
use crate::kind::Kind;
use crate::kind::manifest::dependencies::{self, ManifestPlan, Offer, Uses};
use crate::kind::manifest::package_json::{self, Facts};
use crate::kind::manifest::shared::{self, Needs};
use crate::kind::manifest::{deno, places};
use crate::shell::catalogs::Catalogs;
use crate::shell::packages::{Package, Packages};
use crate::shell::survey::Survey;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// The facts that the manifests are planned by.
pub struct WorkspacePlan<'a> {
    /// The manifests of the given paths.
    pub read: &'a [Manifest<'a>],
    /// The uses in the files of all packages.
    pub survey: &'a Survey,
    /// The packages.
    pub packages: &'a Packages,
    /// The catalogs that they refer to.
    pub catalogs: &'a Catalogs,
    /// The files that name v2 and could not be parsed.
    pub not_understood: &'a [PathBuf],
    /// Whether something could not be read.
    pub is_partial: bool,
}

impl WorkspacePlan<'_> {
    /// Returns the changes of each manifest, in the order of `read`.
    pub fn run(&self) -> Vec<ManifestPlan> {
        let mut kept = self.kept_by_files();
        loop {
            let parts = self.parts(&kept);
            let before = kept.len();
            for (manifest, _) in self.read.iter().zip(&parts).filter(|(_, part)| part.keeps_v2()) {
                kept.extend(self.needed_by(&manifest.candidate.canonical));
            }
            if kept.len() == before {
                return parts;
            }
        }
    }

    /// Returns the packages that keep v2 whatever is planned: for manifests that are not given or could not
    /// be parsed, and for files above all packages that declare v2.
    fn kept_by_files(&self) -> BTreeSet<usize> {
        let mut kept = BTreeSet::new();
        let is_read = |folder: &Path| self.read.iter().any(|manifest| manifest.folder() == folder);
        for (_, package) in self.packages.iter().filter(|(_, package)| package.facts.keeps_v2) {
            if !is_read(&package.folder) {
                kept.extend(self.needed_by(&package.folder.join("package.json")));
            }
        }
        let strays = self.survey.strays().chain(self.not_understood.iter().map(PathBuf::as_path));
        strays.for_each(|file| kept.extend(self.needed_by(file)));
        kept
    }

    /// Returns the packages whose v2 a file may need: its own, or else those below the nearest folder above
    /// the file, as tools in the root of a workspace find the dependencies of any member.
    fn needed_by(&self, file: &Path) -> Vec<usize> {
        if let Some(owner) = self.packages.owner(file) {
            return vec![owner];
        }
        let declares = |(_, package): &(usize, &Package)| !package.facts.v2_sections.is_empty();
        let below = |folder: &Path| -> Vec<usize> {
            let below = self.packages.iter().filter(declares).filter(|(_, package)| package.folder.starts_with(folder));
            below.map(|(index, _)| index).collect()
        };
        file.ancestors().skip(1).map(below).find(|below| !below.is_empty()).unwrap_or_default()
    }

    fn parts(&self, kept: &BTreeSet<usize>) -> Vec<ManifestPlan> {
        let (mut parts, facts) = self.declarations(kept);
        let moves = self.survey.uses().values().any(|(before, after)| before.v2 && after.v3);
        for (manifest, part) in self.read.iter().zip(&mut parts) {
            let mut needs = Needs { is_partial: self.is_partial, ..self.needs(manifest, &facts) };
            needs.all.v2 |= self.is_partial;
            part.join(shared::settings(&manifest.document, &needs));
            if moves && manifest.candidate.kind == Kind::Manifest {
                part.notes.extend(dependencies::server_sdk(&manifest.document));
            }
        }
        parts
    }

    /// Returns the changes of each package's own dependencies, and what each package then declares, by its
    /// index.
    fn declarations(&self, kept: &BTreeSet<usize>) -> (Vec<ManifestPlan>, Vec<Facts>) {
        let uses = self.survey.uses();
        let mut facts: Vec<Facts> = self.packages.iter().map(|(_, package)| package.facts.clone()).collect();
        let part = |manifest: &Manifest| {
            let kind = manifest.candidate.kind;
            if kind == Kind::Catalog {
                return ManifestPlan::default();
            }
            let folder = manifest.folder();
            let index = self.packages.at(folder);
            let after = index.and_then(|index| uses.get(&index)).map(|(_, after)| *after).unwrap_or_default();
            let uses = Uses { v2: after.v2 || index.is_some_and(|index| kept.contains(&index)), ..after };
            let offer = |name: &str| self.catalogs.offer(folder, name);
            let part = match kind {
                Kind::Deno => deno::imports(&manifest.document, uses),
                _ => dependencies::declarations(&manifest.document, uses, &offer),
            };
            if let (Some(index), None) = (index, &manifest.obstacle)
                && let Ok(after) = Edits::new(part.edits.clone()).apply(manifest.document.source)
            {
                match kind {
                    Kind::Deno => facts[index].set_deno(package_json::read_deno(&after.text).unwrap_or_default()),
                    _ => facts[index].set_package(package_json::read(&after.text).unwrap_or_default()),
                }
            }
            part
        };
        let parts = self.read.iter().map(part).collect();
        (parts, facts)
    }

    /// Returns what the packages declare that the settings in `manifest` apply to.
    fn needs(&self, manifest: &Manifest, facts: &[Facts]) -> Needs {
        let folder = manifest.folder();
        let all = self.declared_below(folder, facts);
        let own = self.packages.at(folder).map(|index| declared(&facts[index])).unwrap_or_default();
        let offered = places::overridden(&manifest.document).into_iter();
        let offered = offered.filter(|name| self.catalogs.offer(folder, name) == Offer::Yes).collect();
        let mut needs = Needs { own, all, offered, ..Needs::default() };
        let follow = |name: &str, uses| if self.catalogs.offer(folder, name) == Offer::Yes { uses } else { STAYS };
        let asking = self.packages.iter().filter(|(_, package)| self.catalogs.home(&package.folder) == Some(folder));
        for (index, package) in asking {
            let asking = &facts[index];
            asking.v2_catalogs.iter().for_each(|name| needs.catalog(name).v2 = true);
            asking.v3_catalogs.iter().for_each(|name| needs.catalog(name).v3 = true);
            let below = self.declared_below(&package.folder, facts);
            for name in &asking.overridden {
                needs.catalog(name).join(if package.given { follow(name, below) } else { STAYS });
            }
        }
        let is_yaml = |other: &&Manifest| other.candidate.kind == Kind::Catalog && other.folder() == folder;
        for other in self.read.iter().filter(is_yaml) {
            places::overridden(&other.document).iter().for_each(|name| needs.catalog(name).join(follow(name, all)));
        }
        needs
    }

    /// Returns what the packages in `folder` and below declare.
    fn declared_below(&self, folder: &Path, facts: &[Facts]) -> Uses {
        let mut all = Uses::default();
        let below = self.packages.iter().zip(facts).filter(|((_, package), _)| package.folder.starts_with(folder));
        below.for_each(|(_, facts)| all.join(declared(facts)));
        all
    }
}

/// The needs of an override that is not edited.
const STAYS: Uses = Uses { v2: true, v3: false };

fn declared(facts: &Facts) -> Uses {
    Uses { v2: !facts.v2_sections.is_empty(), v3: facts.declares_v3 }
}
