//! Building a worksheet from findings.
//!
//! A worksheet is a function of the set of its findings: they are sorted, and equal ones are merged. So their
//! order does not matter, nor which worksheet they come from. Merging worksheets relies on this.

use super::data::*;
use super::finding::{FindingKind, SheetFinding, Worth};
use super::group::given;
use crate::mapping::{self, FILES, NOT_READ, Owner, Setting, WORKSHEET, known};
use std::collections::{BTreeMap, BTreeSet};

/// The findings of a worksheet.
#[derive(Debug, Clone, Default)]
pub struct Findings {
    /// The trees. Places refer to them by index.
    pub repositories: Vec<Repository>,
    /// The clients, including those without findings.
    pub clients: BTreeSet<Client>,
    /// The points of the runbook that apply, by the id of their step.
    pub points: BTreeMap<String, BTreeSet<String>>,
    /// What a finding is.
    pub all: BTreeSet<SheetFinding>,
}

impl Findings {
    /// Merges the findings of several worksheets. Trees are equal if their addresses and commits are.
    pub fn together(sheets: Vec<Findings>) -> Self {
        let key = |repository: &Repository| (repository.address.clone(), repository.commit.clone());
        let mut trees: BTreeMap<_, (bool, BTreeSet<Failed>)> = BTreeMap::new();
        for repository in sheets.iter().flat_map(|sheet| &sheet.repositories) {
            let (rewritten, failed) = trees.entry(key(repository)).or_default();
            *rewritten |= repository.rewritten;
            failed.extend(repository.failed.iter().cloned());
        }
        let index: BTreeMap<_, usize> = trees.keys().cloned().zip(0..).collect();
        let mut merged = Findings::default();
        for sheet in sheets {
            let places: Vec<usize> = sheet.repositories.iter().map(|repository| index[&key(repository)]).collect();
            merged.all.extend(sheet.all.into_iter().map(|finding| {
                let place = SheetPlace { repository: places[finding.place.repository], ..finding.place };
                SheetFinding { place, ..finding }
            }));
            merged.clients.extend(sheet.clients);
            for (step, points) in sheet.points {
                merged.points.entry(step).or_default().extend(points);
            }
        }
        let repository = |((address, commit), (rewritten, failed)): ((String, _), (bool, BTreeSet<_>))| Repository {
            address,
            commit,
            rewritten,
            failed: failed.into_iter().collect(),
        };
        merged.repositories = trees.into_iter().map(repository).collect();
        merged
    }

    /// Returns the findings that a worksheet was made of.
    pub fn of(sheet: Sheet) -> Self {
        let mut all = BTreeSet::new();
        for part in &sheet.parts {
            for item in &part.items {
                for given in &item.clients {
                    let mut found = |what: FindingKind, places: &[SheetPlace]| {
                        all.extend(places.iter().map(|place| SheetFinding {
                            item: (part.id.clone(), item.name.clone()),
                            client: given.client.clone(),
                            what: what.clone(),
                            place: place.clone(),
                        }));
                    };
                    found(FindingKind::Bare, &given.places);
                    found(FindingKind::None, &given.none);
                    for group in &given.groups {
                        for value in &group.values {
                            found(FindingKind::Value(group.key.clone(), Worth::of(value)), &value.places);
                        }
                    }
                }
            }
        }
        let points = sheet.steps.into_iter().map(|step| (step.id, step.points.into_iter().collect()));
        Findings {
            points: points.collect(),
            clients: sheet.clients.into_iter().collect(),
            repositories: sheet.repositories,
            all,
        }
    }

    /// Returns the worksheet.
    pub fn sheet(self) -> Sheet {
        let mut clients = self.clients;
        clients.extend(self.all.iter().filter_map(|finding| finding.client.clone()));
        let mut by_item: BTreeMap<(&str, &str), Vec<&SheetFinding>> = BTreeMap::new();
        for finding in &self.all {
            by_item.entry((&finding.item.0, &finding.item.1)).or_default().push(finding);
        }
        let found = |part: &'static str, item: &'static str| by_item.get(&(part, item)).map_or(&[][..], Vec::as_slice);
        let parts = WORKSHEET.iter().map(|row| {
            let settings = row.settings.iter();
            let settings = settings.map(|setting| of_setting(setting, found(row.id, setting.name), &clients));
            let entries = row.entries.iter().filter_map(|id| of_entry(known(id), found(row.id, id)));
            let files = (row.id == NOT_READ).then(|| of_files(found(row.id, FILES))).flatten();
            let choice = |choice: &mapping::SettingChoice| SheetChoice {
                field: choice.field.to_owned(),
                choose: choice.choose.says.to_owned(),
            };
            SheetPart {
                id: row.id.to_owned(),
                title: row.title.to_owned(),
                choices: row.choices.iter().map(choice).collect(),
                items: settings.chain(entries).chain(files).collect(),
            }
        });
        let parts = parts.filter(|part| !part.items.is_empty() || !part.choices.is_empty()).collect();
        let stage = |step: &'static mapping::Step| {
            let own = self.points.get(step.id)?;
            let points = step.points.iter().map(|point| point.text.says).filter(|says| own.contains(*says));
            Some(Stage {
                id: step.id.to_owned(),
                title: step.title.to_owned(),
                who: step.who.to_owned(),
                points: points.map(str::to_owned).collect(),
            })
        };
        let steps = mapping::steps().filter_map(stage).collect();
        Sheet { repositories: self.repositories, clients: clients.into_iter().collect(), steps, parts }
    }
}

impl Worth {
    fn of(value: &SheetValue) -> Self {
        Worth {
            value: value.value.clone(),
            code: value.code.clone(),
            remarks: value.remarks.clone(),
            condition: value.condition.clone(),
            plans: value.plans.clone(),
        }
    }
}

/// Returns the item of a setting. It lists each client that has a name, even if its calls give no value.
fn of_setting(setting: &'static Setting, found: &[&SheetFinding], clients: &BTreeSet<Client>) -> SheetItem {
    let mut all: BTreeSet<Option<Client>> = found.iter().map(|finding| finding.client.clone()).collect();
    all.extend(clients.iter().filter(|client| **client != Client::Unknown).cloned().map(Some));
    if all.is_empty() {
        all.insert(None);
    }
    let own = known(setting.id);
    SheetItem {
        name: setting.name.to_owned(),
        what: setting.what.says.to_owned(),
        link: Some(setting.link.to_owned()),
        owner: Owner::of(own).name().to_owned(),
        clients: given(all, found, own.advice(), Some(setting)),
    }
}

/// Returns the item of an entry, or `None` if it has no findings.
fn of_entry(entry: &'static mapping::Entry, found: &[&SheetFinding]) -> Option<SheetItem> {
    let all: BTreeSet<Option<Client>> = found.iter().map(|finding| finding.client.clone()).collect();
    (!all.is_empty()).then(|| SheetItem {
        name: entry.id.to_owned(),
        what: entry.full_advice(),
        link: entry.link.map(str::to_owned),
        owner: Owner::of(entry).name().to_owned(),
        clients: given(all, found, entry.advice(), None),
    })
}

fn of_files(found: &[&SheetFinding]) -> Option<SheetItem> {
    let all: BTreeSet<Option<Client>> = found.iter().map(|finding| finding.client.clone()).collect();
    (!all.is_empty()).then(|| SheetItem {
        name: FILES.to_owned(),
        what: mapping::FILES_UNREAD.says.to_owned(),
        link: None,
        owner: Owner::Code.name().to_owned(),
        clients: given(all, found, "", None),
    })
}
