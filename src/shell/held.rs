//! The packages that `--whole` leaves alone.

use super::packages::Packages;
use super::paths::{relative, shown};
use crate::render::left_alone::{InTheWay, LeftAlone};
use std::collections::BTreeMap;
use std::path::Path;

/// A package by its index. `None` stands for the files that belong to no package.
pub type PackageGroup = Option<usize>;

/// The packages that are left alone, each with the reasons.
#[derive(Debug, Clone, Default)]
pub struct Held {
    groups: BTreeMap<PackageGroup, Vec<InTheWay>>,
}

impl Held {
    /// Whether the file at `path`, which is without links, belongs to a package that is left alone.
    pub fn holds(&self, packages: &Packages, path: &Path) -> bool {
        !self.is_empty() && self.groups.contains_key(&packages.group(path))
    }

    /// Whether no package is left alone.
    pub fn is_empty(&self) -> bool {
        self.groups.is_empty()
    }

    /// Returns the packages for the report, with paths relative to `here`.
    pub fn left_alone(&self, here: &Path, packages: &Packages) -> Vec<LeftAlone> {
        let folder = |index: usize| match shown(&relative(here, &packages.get(index).folder)) {
            folder if folder.is_empty() => ".".to_owned(),
            folder => folder,
        };
        let groups = self.groups.iter();
        let mut all: Vec<LeftAlone> = groups
            .map(|(group, in_the_way)| LeftAlone { folder: group.map(folder), in_the_way: in_the_way.clone() })
            .collect();
        all.sort_by(|a, b| a.folder.cmp(&b.folder));
        all
    }

    /// Adds the packages of `found` and returns whether any of them is new. The first reasons of a package
    /// are kept: once it is held, everything in it would count as a reason.
    pub fn take(&mut self, found: BTreeMap<PackageGroup, Vec<InTheWay>>) -> bool {
        let before = self.groups.len();
        for (group, in_the_way) in found {
            self.groups.entry(group).or_insert(in_the_way);
        }
        self.groups.len() > before
    }
}
