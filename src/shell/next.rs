//! The next steps: the commands to type after a run.

use super::catalogs::Catalogs;
use super::manager::{Manager, manager};
use super::packages::{Package, Packages, manifests};
use super::paths::relative;
use super::quote::{argument, folder_argument, quoted};
use super::survey::{Planned, Survey};
use crate::kind::manifest::dependencies::{ManifestChange, Offer};
use crate::mapping::IGNORE_MARK;
use crate::note::Level;
use crate::render::called::Called;
use crate::render::report::{FileReport, Mode, Subject};
use std::collections::{BTreeSet, HashSet};
use std::path::{Path, PathBuf};

/// What the next steps depend on.
pub struct Situation<'a> {
    /// How this program was called.
    pub called: Called,
    /// What the run was to do.
    pub mode: Mode,
    /// Whether a file that was to be written was not.
    pub is_unfinished: bool,
    /// Whether packages were left alone.
    pub left_alone: bool,
    /// The worksheet that is written.
    pub worksheet: Option<&'a Path>,
    /// The arguments that say what is migrated and how.
    pub arguments: &'a [String],
    /// The current folder, without links.
    pub here: &'a Path,
    /// The packages.
    pub packages: &'a Packages,
    /// The scripts.
    pub survey: &'a Survey,
    /// The manifests that were planned, each with its path without links.
    pub manifests: &'a [(&'a Path, &'a FileReport)],
}

/// Returns the steps in order.
pub fn steps(situation: &Situation) -> Vec<String> {
    let again = command(situation, &[]);
    let by_hand = |report: &FileReport| report.notes.iter().any(|note| note.level != Level::Info);
    let rest = situation.survey.scripts.iter().any(|script| by_hand(&script.report))
        || situation.manifests.iter().any(|(_, report)| by_hand(report));
    let manifests = situation.manifests.iter().any(|(_, report)| report.changes());
    let changes = manifests || situation.survey.scripts.iter().any(|script| script.report.changes());
    if situation.is_unfinished || (situation.mode != Mode::Write && changes) {
        return vec![again];
    }
    let mut steps = Vec::new();
    if changes {
        steps.extend(installs(situation));
    }
    if manifests || situation.survey.scripts.iter().any(Planned::gets_v3) {
        steps.push(format!("your type check, formatter and tests (what to test for: {} explain v3)", situation.called));
    }
    if situation.left_alone {
        steps.push(format!("resolve what keeps these packages on v2, then: {again}"));
    } else if rest {
        steps.push(match situation.mode {
            Mode::Check => {
                let called = situation.called;
                format!("do what the TODOs ask for, then {called} done ID; to silence one: // {IGNORE_MARK} ID")
            }
            Mode::Write | Mode::DryRun => {
                format!("do the rest by hand, until this passes: {}", command(situation, &["--check"]))
            }
        });
    }
    steps
}

/// Returns the command for this program with these options and the arguments of this run.
fn command(situation: &Situation, options: &[&str]) -> String {
    let arguments = options.iter().copied().chain(situation.arguments.iter().map(String::as_str));
    std::iter::once(situation.called.to_string()).chain(arguments.map(quoted)).collect::<Vec<_>>().join(" ")
}

/// Returns the worksheet, which has the order of the migration, or the command that writes it. Returns `None`
/// if nothing moves, or if the changes are not written yet.
pub fn worksheet(situation: &Situation) -> Option<String> {
    let changes = situation.survey.scripts.iter().any(|script| script.report.changes());
    if !situation.survey.scripts.iter().any(Planned::gets_v3) || (situation.mode != Mode::Write && changes) {
        return None;
    }
    if let Some(file) = situation.worksheet {
        return Some(quoted(&argument(file)));
    }
    Some(command(situation, &["--check", "--worksheet", "rupt.md"]))
}

/// Returns the commands that update the lock files and `node_modules`.
fn installs(situation: &Situation) -> Vec<String> {
    let is_edited = |report: &FileReport| {
        report.changes() && !matches!(report.subject, Subject::Manifest(ManifestChange::Unchanged))
    };
    let edited = situation.manifests.iter().filter(|(_, report)| is_edited(report));
    let edited = edited.map(|(path, _)| {
        let (root, manager) = manager(path.parent().unwrap_or(path));
        at(situation.here, &root, &manager.install())
    });
    let uses = situation.survey.uses();
    let catalogs = Catalogs::read(situation.packages, HashSet::new());
    let above = uses.iter().filter_map(|(index, (_, after))| {
        let package = Some(situation.packages.get(*index)).filter(|package| !package.given && after.v3)?;
        above(situation, package, after.v2 || package.facts.keeps_v2, &catalogs)
    });
    let mut commands: Vec<String> = edited.chain(above).collect();
    if uses.is_empty() {
        let moved = situation.survey.scripts.iter().filter(|script| script.gets_v3());
        let mut seen = HashSet::new();
        let folders = moved.filter_map(|script| script.canonical.parent()).filter(|folder| seen.insert(*folder));
        commands.extend(folders.map(|folder| undeclared(situation.here, folder)));
    }
    let mut seen = HashSet::new();
    commands.retain(|command| seen.insert(command.clone()));
    commands
}

/// Returns the command for a package whose manifest is not in the given paths.
fn above(situation: &Situation, package: &Package, v2_is_used: bool, catalogs: &Catalogs) -> Option<String> {
    let (here, called) = (situation.here, situation.called);
    let (root, manager) = manager(&package.folder);
    if package.facts.v2_sections.len() < 2 && package.facts.v2_catalogs.is_empty() {
        return Some(at(here, &package.folder, &manager.change(package, v2_is_used)?));
    }
    // No package manager has a command for this, so this program has to edit the manifests.
    let outside = package.facts.v2_catalogs.iter().filter_map(|name| {
        let Offer::Outside(file) = catalogs.offer(&package.folder, name) else { return None };
        package.folder.join(file).canonicalize().ok()
    });
    let files: BTreeSet<PathBuf> = outside.chain(manifests(&package.folder)).collect();
    let files = files.iter().map(|file| quoted(&argument(&relative(here, file)))).collect::<Vec<_>>();
    Some(format!("{called} {} && {}", files.join(" "), at(here, &root, &manager.install())))
}

/// Returns the command for the scripts of a folder that belong to no package which declares Rupt.
fn undeclared(here: &Path, scripts: &Path) -> String {
    let folder = scripts.ancestors().find(|folder| manifests(folder).next().is_some());
    match folder {
        Some(folder) => at(here, folder, &manager(folder).1.add(folder)),
        None => Manager::Npm.add(here),
    }
}

/// Returns `command` so that it is typed in the current folder and runs in `folder`.
fn at(here: &Path, folder: &Path, command: &str) -> String {
    // Package managers use the first manifest at or above the current folder.
    let between = here.ancestors().take_while(|above| *above != folder);
    if here.starts_with(folder) && !between.into_iter().any(|above| manifests(above).next().is_some()) {
        return command.to_owned();
    }
    let relative = relative(here, folder);
    // fish has no subshells in parentheses: there, the command is typed without them.
    let cd = if cfg!(windows) { "cd" } else { "cd --" };
    format!("({cd} {} && {command})", quoted(&folder_argument(&relative)))
}
