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
    // This is not a lock file, but only pnpm has it.
    ("pnpm-workspace.yaml", Manager::Pnpm),
];

/// The largest lock file that is read, in bytes.
const LOCK: u64 = 64 << 20;

/// The second line of a lock file of Yarn 1.
const YARN_CLASSIC: &str = "# yarn lockfile v1";

/// Returns the package manager of the package in `folder`, and the folder to call it in: that of its lock
/// file, or the root of its workspace.
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

/// Returns the package manager whose lock file is in `folder`.
fn locked(folder: &Path) -> Option<Manager> {
    let (name, manager) = LOCK_FILES.iter().find(|(name, _)| folder.join(name).is_file())?;
    let is_classic = *manager == Manager::Yarn
        && regular::text(&folder.join(name), LOCK).is_ok_and(|lock| lock.contains(YARN_CLASSIC));
    Some(if is_classic { Manager::YarnClassic } else { *manager })
}

/// Returns the package manager that the manifest in `folder` names.
fn declared(folder: &Path) -> Option<Manager> {
    let Ok(source) = regular::text(&folder.join("package.json"), regular::SETTINGS) else {
        return DENO.iter().any(|name| folder.join(name).is_file()).then_some(Manager::Deno);
    };
    package_json::read(&source).ok()?.package_managers.iter().find_map(|declared| known(declared))
}

/// Returns the package manager for `declared`, which is a name and a version.
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

/// Whether a version or range admits only Yarn 1.
fn is_classic(version: &str) -> bool {
    let digits = version.trim_start_matches(['^', '~', '=', 'v', ' ']);
    let is_one = digits.strip_prefix('1').is_some_and(|rest| !rest.starts_with(|next: char| next.is_ascii_digit()));
    is_one && !version.contains(['|', '>'])
}

/// The words of a package manager's commands.
struct CommandWords {
    name: &'static str,
    add: &'static str,
    remove: &'static str,
    dev: &'static str,
    peer: &'static str,
    optional: &'static str,
    /// An option for the root of a workspace.
    root: &'static str,
    /// A prefix of the package's name.
    registry: &'static str,
}

impl Manager {
    /// Returns the command that updates the lock file and `node_modules` to the manifests.
    pub fn install(self) -> String {
        format!("{} install", self.words().name)
    }

    /// Returns the command that adds v3 to the package in `folder`.
    pub fn add(self, folder: &Path) -> String {
        let words = self.words();
        format!("{} {}{} {}{V3_PACKAGE}", words.name, words.add, self.root(folder), words.registry)
    }

    /// Returns the command that changes `package` as editing its manifest would have.
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

    /// Returns the option for the root of a workspace if `folder` is one.
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
