//! The content of a worksheet: one type that all forms are rendered from, and that is written to JSON and
//! read from it.
//!
//! The worksheet contains texts of the table, for readers of the JSON. Merging takes them from the table
//! again: [`super::read`].

use crate::mapping::{self, RUNBOOK, Setting, Step, WORKSHEET};
pub use crate::note::Client;
use crate::render::web::{self, Web};
use serde::{Deserialize, Serialize};
use std::cmp::Ordering;
use std::collections::BTreeSet;

/// A worksheet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sheet {
    /// The repositories, by address.
    pub repositories: Vec<Repository>,
    /// The clients that the values are for.
    pub clients: Vec<Client>,
    /// The steps of the migration. There are none if nothing is migrated.
    pub steps: Vec<Stage>,
    /// The parts that are not empty.
    pub parts: Vec<SheetPart>,
}

/// A tree that was searched.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Repository {
    /// Its address on the web, or its folder.
    pub address: String,
    /// Its last commit.
    pub commit: Option<String>,
    /// Whether the run rewrote the files, so that their lines have changed since.
    pub rewritten: bool,
    /// The files that could not be read.
    pub failed: Vec<Failed>,
}

/// A file that could not be read.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Failed {
    /// Its path.
    pub path: String,
    /// The reason.
    pub message: String,
}

/// A step with the points that apply.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stage {
    /// Its name in the table.
    pub id: String,
    /// Its heading.
    pub title: String,
    /// Who takes it.
    pub who: String,
    /// What it asks for.
    pub points: Vec<String>,
}

/// A field that does not depend on the code.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SheetChoice {
    /// Its name.
    pub field: String,
    /// What to choose.
    pub choose: String,
}

/// A form of the dashboard, or a kind of work.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SheetPart {
    /// Its name in the table.
    pub id: String,
    /// Its heading.
    pub title: String,
    /// Fields that do not depend on the code.
    pub choices: Vec<SheetChoice>,
    /// Its settings and entries.
    pub items: Vec<SheetItem>,
}

/// A setting, or an entry that asks for work.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SheetItem {
    /// Its name in the dashboard, or its id.
    pub name: String,
    /// Its description.
    pub what: String,
    /// The page about it.
    pub link: Option<String>,
    /// Who does it.
    pub owner: String,
    /// The values in the code, by client.
    pub clients: Vec<ClientValues>,
}

/// The values in the code for one client.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClientValues {
    /// The client, or `None` for values outside of a client's calls.
    pub client: Option<Client>,
    /// The values, by their name in the dashboard or in the code.
    pub groups: Vec<NamedValues>,
    /// The places of notes without values.
    pub places: Vec<SheetPlace>,
    /// The calls that gave a setting no value.
    pub none: Vec<SheetPlace>,
}

/// Values of one name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NamedValues {
    /// The setting's name in the dashboard, or the option's in the code.
    pub key: String,
    /// The advice about these values. Comments have none.
    pub text: Option<String>,
    /// Whether the code gives several values for one setting of one client.
    pub conflict: bool,
    /// The values, in the order of their first places.
    pub values: Vec<SheetValue>,
}

/// One value, with every place it comes from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SheetValue {
    /// The text to type, if the code has a literal; strings are without quotes.
    pub value: Option<String>,
    /// The code of the value.
    pub code: String,
    /// Remarks about why it cannot be typed as it is.
    pub remarks: Vec<String>,
    /// The condition under which it applies, if there is one.
    pub condition: Option<String>,
    /// The value for each plan, if the code takes it from a table.
    pub plans: Vec<PlanValue>,
    /// The places in the code.
    pub places: Vec<SheetPlace>,
}

/// One row of a table that the code takes a value from.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct PlanValue {
    /// Its name in the code.
    pub plan: String,
    /// Its value.
    pub value: String,
}

/// A place in a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SheetPlace {
    /// The index of its repository.
    pub repository: usize,
    /// The path relative to the root of the repository.
    pub path: String,
    /// The line, from 1.
    pub line: usize,
    /// The character in the line, from 1.
    pub column: usize,
    /// Whether the call there is still on v2.
    pub on_v2: bool,
    /// Whether the file differs from the last commit, or is not in it.
    pub uncommitted: bool,
}

impl Ord for SheetPlace {
    fn cmp(&self, other: &Self) -> Ordering {
        let rest = |place: &Self| (place.line, place.column, place.on_v2, place.uncommitted);
        let path = || self.path.split('/').cmp(other.path.split('/'));
        self.repository.cmp(&other.repository).then_with(path).then_with(|| rest(self).cmp(&rest(other)))
    }
}

impl PartialOrd for SheetPlace {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Repository {
    /// Whether the repository can be read on the web.
    pub fn is_on_web(&self) -> bool {
        ["https://", "http://"].iter().any(|scheme| self.address.starts_with(scheme))
    }

    /// Returns the address without its scheme.
    pub fn name(&self) -> &str {
        self.address.split_once("://").map_or(&*self.address, |(_, name)| name)
    }

    /// Returns the address of a place: a page on the web, or a link for an editor if only the folder is
    /// known.
    pub fn link(&self, place: &SheetPlace) -> Option<String> {
        if !self.is_on_web() {
            let folder = self.address.replace('\\', "/");
            let is_absolute = folder.starts_with('/') || folder.get(1..3) == Some(":/");
            let file = web::encoded(&format!("{}/{}", folder.trim_matches('/'), place.path));
            return is_absolute.then(|| format!("vscode://file/{file}:{}:{}", place.line, place.column));
        }
        let web = Web::new(&self.address, self.commit.as_deref()?, BTreeSet::new())?;
        web.line(&place.path, place.line).filter(|_| !place.uncommitted)
    }
}

impl Sheet {
    /// Returns the clients that have a name.
    pub fn named(&self) -> impl Iterator<Item = &Client> {
        self.clients.iter().filter(|client| **client != Client::Unknown)
    }
}

impl SheetPart {
    /// Returns its row in the table.
    pub fn row(&self) -> &'static mapping::Part {
        match WORKSHEET.iter().find(|part| part.id == self.id) {
            Some(part) => part,
            None => unreachable!("a worksheet has parts of the table only: {}", self.id),
        }
    }
}

impl SheetItem {
    /// Whether the values must be labelled with their clients: the tree or this item has several.
    pub fn names_clients(&self, sheet: &Sheet) -> bool {
        let own = self.clients.iter().filter(|given| given.client.is_some()).count();
        own > 1 || sheet.named().count() > 1
    }

    /// Returns the row of a setting of `part` in the table.
    pub fn setting(&self, part: &SheetPart) -> Option<&'static Setting> {
        part.row().settings.iter().find(|setting| setting.name == self.name)
    }
}

impl ClientValues {
    /// Whether the code gives a value, or something that may contain one.
    pub fn is_told(&self) -> bool {
        self.groups.iter().any(|group| group.text.is_some())
    }

    /// Whether the code gives a value of `setting` itself.
    pub fn has_named(&self, setting: &Setting) -> bool {
        self.groups.iter().any(|group| setting.has(&group.key))
    }
}

impl Stage {
    /// Returns its heading, with its number if it has one.
    pub fn heading(&self) -> String {
        let number = RUNBOOK.iter().position(|step| step.id == self.id);
        number.map_or(self.title.clone(), |index| format!("{}. {}", index + 1, self.title))
    }

    /// Returns its row in the table.
    pub fn row(&self) -> &'static Step {
        match mapping::steps().find(|step| step.id == self.id) {
            Some(step) => step,
            None => unreachable!("a worksheet has steps of the table only: {}", self.id),
        }
    }
}
