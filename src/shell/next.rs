//! What to type when the run is over.

use super::packages::{Package, Packages};
use super::survey::Survey;
use crate::kind::dependencies::Change;
use crate::kind::package_json;
use crate::mapping::{V2_PACKAGE, V3_PACKAGE};
use crate::note::Level;
use crate::render::report::{FileReport, Mode, Subject};
use std::collections::HashSet;
use std::fs;
use std::path::{Component, Path, PathBuf};

/// What the next steps depend on.
pub struct Facts<'a> {
    /// What was asked.
    pub mode: Mode,
    /// The arguments that say what is migrated.
    pub arguments: &'a [String],
    /// The current folder, without links.
    pub here: &'a Path,
    /// The packages.
    pub packages: &'a Packages,
    /// The scripts.
    pub survey: &'a Survey,
    /// The manifests that were planned, and where they are.
    pub manifests: &'a [(&'a Path, &'a FileReport)],
}

/// The steps, in order.
pub fn steps(facts: &Facts) -> Vec<String> {
    let again = std::iter::once("rupt-migrate").chain(facts.arguments.iter().map(String::as_str));
    let again = again.map(quoted).collect::<Vec<_>>().join(" ");
    let rest =
        facts.survey.scripts.iter().any(|script| script.report.notes.iter().any(|note| note.level != Level::Info));
    let changes = facts.survey.scripts.iter().any(|script| script.report.output.is_some());
    let changes = changes || facts.manifests.iter().any(|(_, report)| report.output.is_some());
    if facts.mode != Mode::Write && changes {
        return vec![again];
    }
    let mut steps = Vec::new();
    if changes {
        steps.extend(installs(facts));
        steps.push("type-check, then run your formatter".to_owned());
    }
    if rest {
        let check = ["rupt-migrate", "--check"].into_iter().chain(facts.arguments.iter().map(String::as_str));
        let check = check.map(quoted).collect::<Vec<_>>().join(" ");
        steps.push(format!("do the rest by hand, until this finds nothing: {check}"));
    }
    steps
}

/// The commands that bring the lock file and `node_modules` in line.
fn installs(facts: &Facts) -> Vec<String> {
    let is_edited = |report: &FileReport| {
        report.output.is_some() && !matches!(report.subject, Subject::Manifest(Change::Unchanged))
    };
    let edited = facts.manifests.iter().filter(|(_, report)| is_edited(report));
    let edited = edited.map(|(path, _)| {
        let (root, manager) = manager(path.parent().unwrap_or(path));
        at(facts.here, &root, &format!("{} install", manager.name()))
    });
    let uses = facts.survey.uses();
    let above = uses.iter().filter_map(|(index, (_, after))| {
        let package = Some(facts.packages.get(*index)).filter(|package| !package.given && after.v3)?;
        let command = manager(&package.folder).1.change(package, after.v2)?;
        Some(at(facts.here, &package.folder, &command))
    });
    let mut commands: Vec<String> = edited.chain(above).collect();
    let moved = facts.survey.scripts.iter().any(|script| script.report.output.is_some());
    if moved && uses.is_empty() {
        commands.push(format!("npm install {V3_PACKAGE}"));
    }
    let mut seen = HashSet::new();
    commands.retain(|command| seen.insert(command.clone()));
    commands
}

/// `command`, to be typed in the current folder and run in `folder`.
fn at(here: &Path, folder: &Path, command: &str) -> String {
    // Package managers look for the project above the current folder, up to the first manifest.
    let between = here.ancestors().take_while(|above| *above != folder);
    if here.starts_with(folder) && !between.into_iter().any(|above| above.join("package.json").is_file()) {
        return command.to_owned();
    }
    let relative = relative(here, folder);
    format!("(cd {} && {command})", quoted(&relative.to_string_lossy()))
}

/// The way from `here` to `folder`, both absolute and without links.
pub fn relative(here: &Path, folder: &Path) -> PathBuf {
    let common = here.components().zip(folder.components()).take_while(|(a, b)| a == b).count();
    let up = here.components().skip(common).map(|_| Component::ParentDir);
    up.chain(folder.components().skip(common)).collect()
}

/// `text` as a shell takes it for one word.
fn quoted(text: &str) -> String {
    let is_plain = |c: char| c.is_alphanumeric() || "-_./@:=+,%^~".contains(c);
    if !text.is_empty() && text.chars().all(is_plain) && !text.starts_with('~') {
        return text.to_owned();
    }
    format!("'{}'", text.replace('\'', "'\\''"))
}

/// A package manager.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Manager {
    Npm,
    Pnpm,
    Yarn,
    Bun,
}

const LOCK_FILES: [(&str, Manager); 6] = [
    ("package-lock.json", Manager::Npm),
    ("npm-shrinkwrap.json", Manager::Npm),
    ("pnpm-lock.yaml", Manager::Pnpm),
    ("yarn.lock", Manager::Yarn),
    ("bun.lock", Manager::Bun),
    ("bun.lockb", Manager::Bun),
];

/// The package manager of the package in `folder`, and where it is called: next to its lock file.
fn manager(folder: &Path) -> (PathBuf, Manager) {
    for above in folder.ancestors() {
        if let Some((_, manager)) = LOCK_FILES.iter().find(|(name, _)| above.join(name).is_file()) {
            return (above.to_owned(), *manager);
        }
        if let Some(manager) = declared(above) {
            return (above.to_owned(), manager);
        }
        if above.join(".git").exists() {
            break;
        }
    }
    (folder.to_owned(), Manager::Npm)
}

/// What the manifest in `folder` names as its package manager.
fn declared(folder: &Path) -> Option<Manager> {
    let source = fs::read_to_string(folder.join("package.json")).ok()?;
    match package_json::read(&source).ok()?.package_manager?.as_str() {
        "npm" => Some(Manager::Npm),
        "pnpm" => Some(Manager::Pnpm),
        "yarn" => Some(Manager::Yarn),
        "bun" => Some(Manager::Bun),
        _ => None,
    }
}

impl Manager {
    fn name(self) -> &'static str {
        match self {
            Manager::Npm => "npm",
            Manager::Pnpm => "pnpm",
            Manager::Yarn => "yarn",
            Manager::Bun => "bun",
        }
    }

    /// The command that does to `package` what editing its manifest would have done.
    fn change(self, package: &Package, v2_is_used: bool) -> Option<String> {
        let (add, remove) = match self {
            Manager::Npm => ("install", "uninstall"),
            Manager::Pnpm | Manager::Yarn | Manager::Bun => ("add", "remove"),
        };
        let dev = package.facts.v2_sections == ["devDependencies"];
        let workspace = self == Manager::Pnpm && package.folder.join("pnpm-workspace.yaml").is_file();
        let flags = [if dev { " -D" } else { "" }, if workspace { " -w" } else { "" }].concat();
        let name = self.name();
        let mut commands = Vec::new();
        if !v2_is_used && !package.facts.v2_sections.is_empty() {
            let flag = if workspace { " -w" } else { "" };
            commands.push(format!("{name} {remove}{flag} {V2_PACKAGE}"));
        }
        if !package.facts.declares_v3 {
            commands.push(format!("{name} {add}{flags} {V3_PACKAGE}"));
        }
        Some(commands.join(" && ")).filter(|command| !command.is_empty())
    }
}
