//! What a worksheet holds: one type, which every form is made of, and which is written as JSON and read again.
//!
//! Texts of the table are in it so that a reader of the JSON has them. Whoever reads a worksheet to merge it
//! takes them from the table again: [`super::read`].

use crate::mapping::{self, RUNBOOK, Setting, Step, WORKSHEET};
pub use crate::note::Client;
use crate::render::web::{self, Web};
use serde::{Deserialize, Serialize};
use std::cmp::Ordering;
use std::collections::BTreeSet;

/// All of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sheet {
    /// Where the code is, in the order of the addresses.
    pub repositories: Vec<Repository>,
    /// The clients that the values are for.
    pub clients: Vec<Client>,
    /// The steps of the migration, where there is one.
    pub steps: Vec<Stage>,
    /// The parts with anything in them.
    pub parts: Vec<SheetPart>,
}

/// A tree that was looked into.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Repository {
    /// Where it can be read on the web, or its folder.
    pub address: String,
    /// Its last commit.
    pub commit: Option<String>,
    /// Whether the lines are those of files that have been rewritten since.
    pub rewritten: bool,
    /// The files that could not be looked into.
    pub failed: Vec<Failed>,
}

/// A file that could not be looked into.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Failed {
    /// Its path.
    pub path: String,
    /// Why.
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

/// A field that is filled in whatever the code says.
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
    /// Fields that are filled in whatever the code says.
    pub choices: Vec<SheetChoice>,
    /// What is in it.
    pub items: Vec<SheetItem>,
}

/// A setting, or an entry that asks for work.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SheetItem {
    /// Its name in the dashboard, or its id.
    pub name: String,
    /// What it is.
    pub what: String,
    /// The page about it.
    pub link: Option<String>,
    /// Who does it.
    pub owner: String,
    /// What the code gives, by client.
    pub clients: Vec<ClientValues>,
}

/// What the code gives for one client.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClientValues {
    /// Which; none for what is no call of a client.
    pub client: Option<Client>,
    /// The values, by the name that the code or the dashboard has for them.
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
    /// What is said of them all; nothing of comments.
    pub text: Option<String>,
    /// Whether one setting of one client is given several values.
    pub conflict: bool,
    /// The values, in the order of their first places.
    pub values: Vec<SheetValue>,
}

/// One value, with every place it comes from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SheetValue {
    /// What to type, where the code has a literal; its strings without quotes.
    pub value: Option<String>,
    /// How the code has it.
    pub code: String,
    /// What keeps it from being typed as it is.
    pub remarks: Vec<String>,
    /// When it counts, where that is not always.
    pub condition: Option<String>,
    /// What it comes to for each plan, where the code takes it from a table.
    pub plans: Vec<PlanValue>,
    /// Where it stands.
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
    /// Which of the repositories it is in.
    pub repository: usize,
    /// The path from the root of that.
    pub path: String,
    /// The line.
    pub line: usize,
    /// The character in it.
    pub column: usize,
    /// Whether the call there is still on v2.
    pub on_v2: bool,
    /// Whether the file is another one in the last commit, or none.
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
    /// Whether it can be read on the web.
    pub fn is_on_web(&self) -> bool {
        ["https://", "http://"].iter().any(|scheme| self.address.starts_with(scheme))
    }

    /// Its address, as short as it can be told.
    pub fn name(&self) -> &str {
        self.address.split_once("://").map_or(&*self.address, |(_, name)| name)
    }

    /// What leads to a place in it: a page, or an editor where its folder is all that is known.
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
    /// The clients that have a name.
    pub fn named(&self) -> impl Iterator<Item = &Client> {
        self.clients.iter().filter(|client| **client != Client::Unknown)
    }
}

impl SheetPart {
    /// Its row in the table.
    pub fn row(&self) -> &'static mapping::Part {
        match WORKSHEET.iter().find(|part| part.id == self.id) {
            Some(part) => part,
            None => unreachable!("a worksheet has parts of the table only: {}", self.id),
        }
    }
}

impl SheetItem {
    /// Whether it is to be said whose its values are: the tree has several clients, or this item has.
    pub fn names_clients(&self, sheet: &Sheet) -> bool {
        let own = self.clients.iter().filter(|given| given.client.is_some()).count();
        own > 1 || sheet.named().count() > 1
    }

    /// The table's row, for a setting of `part`.
    pub fn setting(&self, part: &SheetPart) -> Option<&'static Setting> {
        part.row().settings.iter().find(|setting| setting.name == self.name)
    }
}

impl ClientValues {
    /// Whether the code gives a value, or something that may hold one.
    pub fn is_told(&self) -> bool {
        self.groups.iter().any(|group| group.text.is_some())
    }

    /// Whether it gives a value of `setting` itself.
    pub fn has_named(&self, setting: &Setting) -> bool {
        self.groups.iter().any(|group| setting.has(&group.key))
    }
}

impl Stage {
    /// Its heading, with its number where it has one.
    pub fn heading(&self) -> String {
        let number = RUNBOOK.iter().position(|step| step.id == self.id);
        number.map_or(self.title.clone(), |index| format!("{}. {}", index + 1, self.title))
    }

    /// Its row in the table.
    pub fn row(&self) -> &'static Step {
        match mapping::steps().find(|step| step.id == self.id) {
            Some(step) => step,
            None => unreachable!("a worksheet has steps of the table only: {}", self.id),
        }
    }
}
