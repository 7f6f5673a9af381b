//! The packages that files belong to.
//!
//! The search finds the manifests in the given paths. Manifests above them are read as well, and in a
//! workspace those of all members, since they tell whether a file may be loaded on a server. These are never
//! written.

use super::discover::Search;
use super::exclude::Exclude;
use super::progress::Count;
use super::specifiers::specifiers;
use super::walk::IgnoreFiles;
use super::{paths, regular};
use crate::kind::data::Unreadable;
use crate::kind::manifest::package_json::{self, Facts};
use crate::kind::{DENO, Kind};
use rayon::prelude::*;
use std::collections::{BTreeSet, HashMap};
use std::fs;
use std::path::{Path, PathBuf};

/// A package of the tree, or above it.
#[derive(Debug, Clone)]
pub struct Package {
    /// Its folder, without links.
    pub folder: PathBuf,
    /// The facts of its manifest.
    pub facts: Facts,
    /// Whether its manifest lies in the given paths.
    pub given: bool,
    /// Whether its files may be loaded on a server.
    pub renders_on_server: bool,
}

/// The packages of a run.
#[derive(Debug, Clone, Default)]
pub struct Packages {
    /// Invariant: sorted by folder, each folder once.
    all: Vec<Package>,
    by_folder: HashMap<PathBuf, usize>,
    /// Whether files that are in no package may be loaded on a server.
    others_render: bool,
}

impl Packages {
    /// Reads `manifests`, which were found under `roots` and are without links, the manifests above them, and
    /// those of the same workspace.
    pub fn read(manifests: &[PathBuf], roots: &[PathBuf], threads: usize) -> Self {
        let given: BTreeSet<PathBuf> = manifests.iter().filter_map(|path| path.parent()).map(Path::to_owned).collect();
        let above: BTreeSet<PathBuf> = roots.iter().flat_map(|root| above(root)).collect();
        let mut folders: BTreeSet<PathBuf> = given.union(&above).cloned().collect();
        let roots: Vec<PathBuf> = roots.iter().filter_map(|root| fs::canonicalize(root).ok()).collect();
        let is_covered = |workspace: &&PathBuf| roots.iter().any(|root| workspace.starts_with(root));
        if let Some(workspace) = above.iter().find(|folder| is_workspace(folder)).filter(|folder| !is_covered(folder)) {
            folders.extend(members(workspace, threads));
        }
        let mut packages = Packages::default();
        let folders: Vec<PathBuf> = folders.into_iter().collect();
        let read: Vec<Option<Facts>> = folders.par_iter().map(|folder| facts(folder)).collect();
        for (folder, facts) in folders.into_iter().zip(read) {
            let Some(facts) = facts else { continue };
            let given = given.contains(&folder);
            packages.by_folder.insert(folder.clone(), packages.all.len());
            packages.all.push(Package { folder, facts, given, renders_on_server: false });
        }
        let renders = |(_, package): &(usize, &Package)| package.facts.renders_on_server();
        let rendering = packages.iter().filter(renders).map(|(index, _)| index).collect();
        packages.spread_rendering(rendering);
        packages
    }

    /// Marks the packages of the files at `paths`, which are without links and render components on a server.
    pub fn with_rendering(mut self, paths: &[PathBuf]) -> Self {
        self.others_render = paths.iter().any(|path| self.nearest(path).is_none());
        let around = |path: &PathBuf| [self.nearest(path), self.owner(path)];
        let mut rendering: Vec<usize> = paths.iter().flat_map(around).flatten().collect();
        rendering.extend(paths.iter().flat_map(|path| self.named_in(path)));
        self.spread_rendering(rendering);
        self
    }

    /// Returns the packages that the relative paths in the script at `path` lead into. A server is often a
    /// package of its own, beside that of the components it loads.
    fn named_in(&self, path: &Path) -> Vec<usize> {
        let (Ok(bytes), Some(folder)) = (regular::read(path, u64::from(u32::MAX)), path.parent()) else {
            return Vec::new();
        };
        let relative = specifiers(&bytes).filter(|specifier| specifier.text.starts_with('.'));
        let targets = relative.map(|specifier| paths::resolve(folder, specifier.text));
        targets.filter_map(|target| self.at(&target).or_else(|| self.nearest(&target))).collect()
    }

    /// Returns the package whose manifest is nearest above the file at `path`.
    pub fn nearest(&self, path: &Path) -> Option<usize> {
        path.ancestors().skip(1).find_map(|folder| self.by_folder.get(folder).copied())
    }

    /// Returns the package whose manifest is in `folder`.
    pub fn at(&self, folder: &Path) -> Option<usize> {
        self.by_folder.get(folder).copied()
    }

    /// Returns the package that the file at `path` gets Rupt from: the nearest that declares v2 or v3.
    pub fn owner(&self, path: &Path) -> Option<usize> {
        let folders = path.ancestors().skip(1);
        let declares = |index: &usize| {
            let facts = &self.all[*index].facts;
            facts.declares_v3 || !facts.v2_sections.is_empty()
        };
        folders.filter_map(|folder| self.by_folder.get(folder).copied()).find(declares)
    }

    /// Returns the package that moves whole or not at all with the file at `path`: the one that it gets Rupt
    /// from, or else the nearest. `None` is the group of the files that belong to no package.
    pub fn group(&self, path: &Path) -> Option<usize> {
        self.owner(path).or_else(|| self.nearest(path))
    }

    /// Whether the file at `path` may be loaded on a server.
    pub fn renders_on_server(&self, path: &Path) -> bool {
        let renders = |index: usize| self.all[index].renders_on_server;
        let own = self.nearest(path).map_or(self.others_render, renders);
        own || self.owner(path).is_some_and(renders)
    }

    /// Returns the package with this index.
    pub fn get(&self, index: usize) -> &Package {
        &self.all[index]
    }

    /// Returns all packages with their indexes.
    pub fn iter(&self) -> impl Iterator<Item = (usize, &Package)> {
        self.all.iter().enumerate()
    }

    /// Whether the files of two packages may be loaded by one page: they are one package, one lies in
    /// the other, or one depends on the other.
    pub fn are_together(&self, one: usize, other: usize) -> bool {
        let (a, b) = (&self.all[one].folder, &self.all[other].folder);
        a.starts_with(b) || b.starts_with(a) || self.reaches(one, other) || self.reaches(other, one)
    }

    fn reaches(&self, from: usize, to: usize) -> bool {
        let Some(name) = &self.all[to].facts.name else { return false };
        let (mut reached, mut next) = (BTreeSet::new(), vec![from]);
        while let Some(index) = next.pop() {
            let depends_on = &self.all[index].facts.depends_on;
            if depends_on.contains(name) {
                return true;
            }
            let named = |other: &Package| other.facts.name.as_ref().is_some_and(|name| depends_on.contains(name));
            let inner = self.iter().filter(|(_, other)| named(other)).map(|(inner, _)| inner);
            next.extend(inner.filter(|inner| reached.insert(*inner)));
        }
        false
    }

    /// Marks the packages with these indexes, and everything in the tree that they depend on, as rendering on
    /// a server.
    fn spread_rendering(&mut self, mut next: Vec<usize>) {
        let mut by_name: HashMap<&str, Vec<usize>> = HashMap::new();
        for (index, package) in self.all.iter().enumerate() {
            if let Some(name) = &package.facts.name {
                by_name.entry(name).or_default().push(index);
            }
        }
        let mut reached: BTreeSet<usize> = BTreeSet::new();
        while let Some(index) = next.pop() {
            if reached.insert(index) {
                let Package { folder, facts, .. } = &self.all[index];
                let names = facts.depends_on.iter().chain(&facts.leads_to.packages);
                next.extend(names.filter_map(|name| by_name.get(name.as_str())).flatten());
                next.extend(facts.leads_to.paths.iter().filter_map(|path| self.behind(folder, path)));
            }
        }
        for index in reached {
            self.all[index].renders_on_server = true;
        }
    }

    /// Returns the package that `path` leads to, a path in a manifest in `folder`. The path is the package's
    /// folder or a file in it.
    fn behind(&self, folder: &Path, path: &str) -> Option<usize> {
        let target = paths::resolve(folder, path);
        self.at(&target).or_else(|| target.is_file().then(|| self.nearest(&target)).flatten())
    }
}

/// Returns the folders at and above `root` with a manifest, up to the root of the repository.
fn above(root: &Path) -> Vec<PathBuf> {
    let Ok(root) = fs::canonicalize(root) else { return Vec::new() };
    let mut folders = Vec::new();
    for folder in root.ancestors() {
        if manifests(folder).next().is_some() {
            folders.push(folder.to_owned());
        }
        if folder.join(".git").exists() {
            break;
        }
    }
    folders
}

/// Returns the manifests in `folder`.
pub fn manifests(folder: &Path) -> impl Iterator<Item = PathBuf> {
    DENO.iter().chain(&["package.json"]).map(|name| folder.join(name)).filter(|path| path.is_file())
}

fn is_workspace(folder: &Path) -> bool {
    let marks = ["pnpm-workspace.yaml", "lerna.json", "rush.json", "nx.json"];
    marks.iter().any(|mark| folder.join(mark).is_file()) || facts(folder).is_some_and(|facts| facts.is_workspace_root)
}

/// Returns the folders of all packages of a workspace.
fn members(workspace: &Path, threads: usize) -> Vec<PathBuf> {
    let search = Search {
        roots: &[workspace.to_owned()],
        exclude: &Exclude::nothing(),
        ignore_files: IgnoreFiles::Honoured,
        threads,
        count: &Count::default(),
    };
    search.files(|kind| matches!(kind, Kind::Manifest | Kind::Deno)).iter().filter_map(|path| folder_of(path)).collect()
}

/// Reads the facts of the manifests in `folder`. If one cannot be read, the package counts as rendering on a
/// server, since it may.
fn facts(folder: &Path) -> Option<Facts> {
    let unknown = || Facts { is_unknown: true, ..Facts::default() };
    let read = |name: &str, read: fn(&str) -> Result<Facts, Unreadable>| {
        let file = folder.join(name);
        let source = file.is_file().then(|| regular::text(&file, regular::SETTINGS))?;
        Some(source.ok().and_then(|source| read(&source).ok()).unwrap_or_else(unknown))
    };
    let mut all = read("package.json", package_json::read);
    for deno in DENO.iter().filter_map(|name| read(name, package_json::read_deno)) {
        all.get_or_insert_default().set_deno(deno);
    }
    all
}

fn folder_of(manifest: &Path) -> Option<PathBuf> {
    fs::canonicalize(manifest).ok()?.parent().map(Path::to_owned)
}
