//! Resolving the names of modules by settings: `imports` and `exports` of a `package.json`, `paths` and
//! `baseUrl` of TypeScript, and the imports of Deno.
//!
//! The settings of all folders above a file apply together, because a surplus name does no harm.

use crate::edit::part;
use crate::kind::DENO;
use crate::kind::data::{Data, Document, Member, Node};
use crate::kind::manifest::leads::Leads;
use crate::kind::manifest::sections::{IMPORTS, SECTIONS};
use crate::shell::packages::{Package, Packages};
use crate::shell::paths::resolve;
use crate::shell::regular;
use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::rc::Rc;

/// The names of modules in all folders.
pub struct ModuleNames<'a> {
    packages: &'a Packages,
    /// The names of the members of the workspace.
    members: Rc<Vec<ModuleName>>,
    /// The names that the settings in a folder define.
    own: HashMap<PathBuf, Rc<Vec<ModuleName>>>,
    /// The names that apply in a folder.
    lists: HashMap<PathBuf, NameLists>,
}

/// Lists of names that apply together.
pub type NameLists = Rc<Vec<Rc<Vec<ModuleName>>>>;

/// A name that settings define for modules.
#[derive(Debug, Clone)]
pub struct ModuleName {
    /// The name; `*` stands for any text.
    key: String,
    /// The paths that it may resolve to, with the same text for `*`.
    paths: Vec<PathBuf>,
    /// The folder of the package that it names.
    package: Option<PathBuf>,
}

/// What a specifier may resolve to.
#[derive(Debug, Default)]
pub struct Meaning {
    /// Paths, possibly without their extension.
    pub paths: Vec<PathBuf>,
    /// Folders of packages, each with the rest of the specifier after the package's name.
    pub packages: Vec<(PathBuf, String)>,
}

/// The fields of a manifest that lead to the package's entry.
const ENTRIES: [&str; 8] = ["main", "module", "browser", "source", "svelte", "types", "typings", "react-native"];

impl<'a> ModuleNames<'a> {
    /// Creates the names for a tree of `packages`.
    pub fn new(packages: &'a Packages) -> Self {
        let members = packages.iter().flat_map(|(_, package)| {
            let name = package.facts.name.iter();
            name.flat_map(|name| names_of(name, &package.folder)).collect::<Vec<_>>()
        });
        ModuleNames { packages, members: Rc::new(members.collect()), own: HashMap::new(), lists: HashMap::new() }
    }

    /// Returns the names that apply in the files of `folder`.
    pub fn of(&mut self, folder: &Path) -> NameLists {
        if let Some(lists) = self.lists.get(folder) {
            return lists.clone();
        }
        let mut all = vec![self.members.clone()];
        for above in folder.ancestors() {
            let packages = self.packages;
            let own = self.own.entry(above.to_owned()).or_insert_with(|| Rc::new(settings(above, packages)));
            all.extend((!own.is_empty()).then(|| own.clone()));
            if above.join(".git").exists() {
                break;
            }
        }
        let lists = Rc::new(all);
        self.lists.insert(folder.to_owned(), lists.clone());
        lists
    }
}

/// Resolves `specifier` by these `names`. Names that match everything apply only if `is_near`.
pub fn meaning(names: &[Rc<Vec<ModuleName>>], specifier: &str, is_near: bool) -> Meaning {
    let mut meaning = Meaning::default();
    for name in names.iter().flat_map(|list| list.iter()) {
        let Some(rest) = rest(&name.key, specifier).filter(|_| is_near || name.key != "*") else { continue };
        let filled = |path: &PathBuf| PathBuf::from(path.to_string_lossy().replace('*', rest));
        meaning.paths.extend(name.paths.iter().map(filled));
        meaning.packages.extend(name.package.iter().map(|folder| (folder.clone(), rest.to_owned())));
    }
    meaning
}

/// Returns the text that `*` stands for if `key` matches `specifier`.
fn rest<'s>(key: &str, specifier: &'s str) -> Option<&'s str> {
    match key.split_once('*') {
        Some((start, end)) => specifier.strip_prefix(start)?.strip_suffix(end),
        None => (key == specifier).then_some(""),
    }
}

/// Returns the names under which a package in `folder` can be imported as `name`.
fn names_of(name: &str, folder: &Path) -> Vec<ModuleName> {
    let package = Some(folder.to_owned());
    let source = regular::text(&folder.join("package.json"), regular::SETTINGS).unwrap_or_default();
    let document = Document::json(&source).ok();
    let mut entries: Vec<PathBuf> = Vec::new();
    let mut names = Vec::new();
    if let Some(document) = &document {
        let texts = ENTRIES.iter().filter_map(|field| document.get(&[*field])?.text());
        entries.extend(texts.map(|path| resolve(folder, path)));
        let exports = document.get(&["exports"]);
        for member in exports.map(Node::members).unwrap_or_default().iter().filter(|member| member.key.starts_with('.'))
        {
            let key = format!("{name}{}", part(&member.key, 1..));
            names.push(ModuleName { key, paths: leaves(&member.value, folder), package: package.clone() });
        }
        let is_one = exports.is_some_and(|exports| exports.members().iter().all(|member| !member.key.starts_with('.')));
        entries.extend(exports.filter(|_| is_one).map(|node| leaves(node, folder)).unwrap_or_default());
    }
    if entries.is_empty() && names.is_empty() {
        entries.push(folder.to_owned());
    }
    names.push(ModuleName { key: name.to_owned(), paths: entries, package: package.clone() });
    names.push(ModuleName { key: format!("{name}/*"), paths: vec![folder.join("*")], package });
    names
}

/// Returns the paths in a value, under all conditions.
fn leaves(node: &Node, folder: &Path) -> Vec<PathBuf> {
    match &node.data {
        Data::Text(path) => vec![resolve(folder, path)],
        Data::List(list) => list.iter().flat_map(|node| leaves(node, folder)).collect(),
        Data::Map(members) => members.iter().flat_map(|member| leaves(&member.value, folder)).collect(),
        Data::Written | Data::Other => Vec::new(),
    }
}

/// Reads the names that the settings in `folder` define.
fn settings(folder: &Path, packages: &Packages) -> Vec<ModuleName> {
    let mut names = Vec::new();
    let read = |name: &str| regular::text(&folder.join(name), regular::SETTINGS).ok();
    if let Some(source) = read("package.json")
        && let Ok(document) = Document::json(&source)
    {
        names.extend(document.members(&[IMPORTS]).iter().map(|member| alias(member, folder)));
        let dependencies = SECTIONS.iter().flat_map(|section| document.members(&[*section]));
        names.extend(dependencies.flat_map(|member| linked(member, folder, packages)));
        // SvelteKit's built-in alias for the folder of shared code.
        for (key, path) in [("$lib", "src/lib"), ("$lib/*", "src/lib/*")] {
            names.push(ModuleName { key: key.to_owned(), paths: vec![folder.join(path)], package: None });
        }
    }
    for source in DENO.iter().filter_map(|name| read(name)) {
        if let Ok(document) = Document::jsonc(&source) {
            names.extend(document.members(&[IMPORTS]).iter().map(|member| alias(member, folder)));
        }
    }
    let is_config =
        |name: &str| (name.starts_with("tsconfig") || name.starts_with("jsconfig")) && name.ends_with(".json");
    let files = fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path());
    for path in files.filter(|path| is_config(&path.file_name().unwrap_or_default().to_string_lossy())) {
        typescript(&path, 0, &mut names);
    }
    names
}

/// Reads a name whose value is a path, or a path for each condition. A slash at the end matches everything
/// below.
fn alias(member: &Member, folder: &Path) -> ModuleName {
    let is_folder = member.key.ends_with('/');
    let below = |path: PathBuf| if is_folder { path.join("*") } else { path };
    let key = if is_folder { format!("{}*", member.key) } else { member.key.clone() };
    ModuleName { key, paths: leaves(&member.value, folder).into_iter().map(below).collect(), package: None }
}

/// Returns the names of a dependency that refers to packages of the tree by another name.
fn linked(member: &Member, folder: &Path, packages: &Packages) -> Vec<ModuleName> {
    let leads = Leads::of_member(member);
    let is_meant = |package: &Package| {
        let has_name = package.facts.name.as_ref().is_some_and(|name| leads.packages.contains(name));
        has_name || leads.paths.iter().any(|path| resolve(folder, path) == package.folder)
    };
    let meant = packages.iter().map(|(_, package)| package).filter(|package| is_meant(package));
    meant.flat_map(|package| names_of(&member.key, &package.folder)).collect()
}

/// Reads the names in the TypeScript settings at `path`, and in those that they extend.
fn typescript(path: &Path, depth: usize, names: &mut Vec<ModuleName>) {
    let Ok(source) = regular::text(path, regular::SETTINGS) else { return };
    let (Ok(document), Some(folder)) = (Document::jsonc(&source), path.parent()) else { return };
    let base = document.get(&["compilerOptions", "baseUrl"]).and_then(Node::text).map(|base| resolve(folder, base));
    for member in document.members(&["compilerOptions", "paths"]) {
        let paths = leaves(&member.value, base.as_deref().unwrap_or(folder));
        names.push(ModuleName { key: member.key.clone(), paths, package: None });
    }
    names.extend(base.map(|base| ModuleName { key: "*".to_owned(), paths: vec![base.join("*")], package: None }));
    if let Some(extends) = document.get(&["extends"]).filter(|_| depth < 8) {
        let relative = leaves(extends, folder);
        for path in relative {
            typescript(&if path.extension().is_some() { path } else { path.with_extension("json") }, depth + 1, names);
        }
    }
}
