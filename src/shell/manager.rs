//! The package manager of a project, and its commands.

use super::packages::Package;
use super::regular;
use crate::kind::DENO;
use crate::kind::manifest::package_json;
use crate::mapping::{V2_PACKAGE, V3_PACKAGE};
use std::path::{Path, PathBuf};

/// A package manager.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Manager {
    /// npm.
    Npm,
    /// pnpm.
    Pnpm,
    /// Yarn 1.
    YarnClassic,
    /// Yarn from version 2 on.
    Yarn,
    /// Bun.
    Bun,
    /// Deno.
    Deno,
}

const LOCK_FILES: [(&str, Manager); 8] = [
    ("package-lock.json", Manager::Npm),
    ("npm-shrinkwrap.json", Manager::Npm),
    ("pnpm-lock.yaml", Manager::Pnpm),
    ("yarn.lock", Manager::Yarn),
    ("bun.lock", Manager::Bun),
    ("bun.lockb", Manager::Bun),
    ("deno.lock", Manager::Deno),
    // No lock file, but no other package manager has it.
    ("pnpm-workspace.yaml", Manager::Pnpm),
];

/// How large a lock file may be that is looked into, in bytes.
const LOCK: u64 = 64 << 20;

/// The first line but one of a lock file of Yarn 1.
const YARN_CLASSIC: &str = "# yarn lockfile v1";

/// The package manager of the package in `folder`, and where it is called: next to its lock file, or
/// where its workspace begins.
pub fn manager(folder: &Path) -> (PathBuf, Manager) {
    let mut root = folder;
    for above in folder.ancestors() {
        if let Some(manager) = locked(above).or_else(|| declared(above)) {
            return (above.to_owned(), manager);
        }
        if is_workspace_root(above) {
            root = above;
        }
        if above.join(".git").exists() {
            break;
        }
    }
    (root.to_owned(), Manager::Npm)
}

fn is_workspace_root(folder: &Path) -> bool {
    let source = regular::text(&folder.join("package.json"), regular::SETTINGS);
    source.is_ok_and(|source| package_json::read(&source).is_ok_and(|facts| facts.is_workspace_root))
}

/// The package manager whose lock file lies in `folder`.
fn locked(folder: &Path) -> Option<Manager> {
    let (name, manager) = LOCK_FILES.iter().find(|(name, _)| folder.join(name).is_file())?;
    let is_classic = *manager == Manager::Yarn
        && regular::text(&folder.join(name), LOCK).is_ok_and(|lock| lock.contains(YARN_CLASSIC));
    Some(if is_classic { Manager::YarnClassic } else { *manager })
}

/// What the manifest in `folder` names as its package manager.
fn declared(folder: &Path) -> Option<Manager> {
    let Ok(source) = regular::text(&folder.join("package.json"), regular::SETTINGS) else {
        return DENO.iter().any(|name| folder.join(name).is_file()).then_some(Manager::Deno);
    };
    package_json::read(&source).ok()?.package_managers.iter().find_map(|declared| known(declared))
}

/// The package manager that `declared` names, with its version.
fn known(declared: &str) -> Option<Manager> {
    let (name, version) = declared.split_once('@').unwrap_or((declared, ""));
    match name {
        "npm" => Some(Manager::Npm),
        "pnpm" => Some(Manager::Pnpm),
        "yarn" if is_classic(version) => Some(Manager::YarnClassic),
        "yarn" => Some(Manager::Yarn),
        "bun" => Some(Manager::Bun),
        "deno" => Some(Manager::Deno),
        _ => None,
    }
}

/// Whether a version or a range is of Yarn 1 alone.
fn is_classic(version: &str) -> bool {
    let digits = version.trim_start_matches(['^', '~', '=', 'v', ' ']);
    let is_one = digits.strip_prefix('1').is_some_and(|rest| !rest.starts_with(|next: char| next.is_ascii_digit()));
    is_one && !version.contains(['|', '>'])
}

/// How a package manager spells what is asked of it.
struct CommandWords {
    name: &'static str,
    add: &'static str,
    remove: &'static str,
    dev: &'static str,
    peer: &'static str,
    optional: &'static str,
    /// Said where the package is the root of a workspace.
    root: &'static str,
    /// Said before a package's name.
    registry: &'static str,
}

impl Manager {
    /// The command that brings the lock file and `node_modules` in line with the manifests.
    pub fn install(self) -> String {
        format!("{} install", self.words().name)
    }

    /// The command that adds v3 to the package in `folder`.
    pub fn add(self, folder: &Path) -> String {
        let words = self.words();
        format!("{} {}{} {}{V3_PACKAGE}", words.name, words.add, self.root(folder), words.registry)
    }

    /// The command that does to `package` what editing its manifest would have done.
    pub fn change(self, package: &Package, v2_is_used: bool) -> Option<String> {
        let words = self.words();
        let root = self.root(&package.folder);
        let section = package.facts.v2_sections.first().map_or("", |section| match section.as_str() {
            "devDependencies" => words.dev,
            "peerDependencies" => words.peer,
            "optionalDependencies" => words.optional,
            _ => "",
        });
        let mut commands = Vec::new();
        if !v2_is_used && !package.facts.v2_sections.is_empty() {
            commands.push(format!("{} {}{root} {V2_PACKAGE}", words.name, words.remove));
        }
        if !package.facts.declares_v3 {
            commands.push(format!("{} {}{section}{root} {}{V3_PACKAGE}", words.name, words.add, words.registry));
        }
        Some(commands.join(" && ")).filter(|command| !command.is_empty())
    }

    /// What must be said where the root of a workspace is meant.
    fn root(self, folder: &Path) -> &'static str {
        let is_root = match self {
            Manager::Pnpm => folder.join("pnpm-workspace.yaml").is_file(),
            _ => is_workspace_root(folder),
        };
        if is_root { self.words().root } else { "" }
    }

    fn words(self) -> CommandWords {
        let npm = CommandWords {
            name: "npm",
            add: "install",
            remove: "uninstall",
            dev: " -D",
            peer: " --save-peer",
            optional: " -O",
            root: "",
            registry: "",
        };
        let yarn = CommandWords { name: "yarn", add: "add", remove: "remove", peer: " -P", ..npm };
        match self {
            Manager::Npm => npm,
            Manager::Pnpm => CommandWords { name: "pnpm", add: "add", remove: "remove", root: " -w", ..npm },
            Manager::YarnClassic => CommandWords { root: " -W", ..yarn },
            Manager::Yarn => yarn,
            Manager::Deno => CommandWords { name: "deno", registry: "npm:", ..yarn },
            Manager::Bun => CommandWords { name: "bun", peer: " --peer", optional: " --optional", ..yarn },
        }
    }
}
