//! A position with its holes filled, and whether it can stand in a file beside the others.

use super::choices::Call;
use super::consumers::{CONSUMERS, GIVERS, Giver};
use super::draft::fill;
use super::imports::Import;
use super::pick::{Need, Row};
use super::positions::{POSITIONS, Position};
use std::collections::BTreeSet;

/// Where one call stands.
#[derive(Debug, Clone)]
pub struct Site {
    pub position: &'static Position,
    pub text: String,
    /// What it imports.
    pub top: String,
    /// Whether `await` may be written at the call.
    waits: bool,
    /// Names that it declares at the top of the file, and all that it spells.
    declares: BTreeSet<String>,
    spells: BTreeSet<String>,
}

impl Site {
    /// A position without holes of its own.
    pub fn of(position: &'static Position) -> Site {
        Site::filled(position, "", None, Need::Module)
    }

    fn filled(position: &'static Position, name: &str, giver: Option<&Giver>, kind: Need) -> Site {
        let text = fill(position.text, "$GIVES", giver.map_or("", |giver| giver.text)).replace("$NAME", name);
        let import = if kind == Need::Module { position.imported } else { position.required };
        let top = import.replace("$NAME", name);
        let is_import = |word: &String| !["import", "from", "as", "const", "require"].contains(&word.as_str());
        let mut declares: BTreeSet<String> = words(&top).into_iter().filter(is_import).collect();
        declares.extend(position.declares.iter().map(|&name| name.to_owned()));
        if !name.is_empty() {
            declares.insert(name.to_owned());
        }
        let mut spells = words(&text);
        spells.extend(words(&top));
        Site { position, text, top, waits: position.waits || giver.is_some_and(|giver| giver.waits), declares, spells }
    }

    /// What a call may count on there.
    pub fn offers(&self) -> Vec<Need> {
        let mut offers = Vec::new();
        if self.waits {
            offers.push(Need::Await);
        }
        if self.text.contains("$LOCAL") {
            offers.push(Need::Block);
        }
        if self.is_in_class() {
            offers.push(Need::This);
        }
        offers
    }

    /// Whether the call stands between the braces of a class.
    fn is_in_class(&self) -> bool {
        let before = self.text.split("$CALL").next().unwrap_or_default();
        let open = |text: &str| text.matches('{').count() > text.matches('}').count();
        before.match_indices("class ").any(|(at, _)| open(&before[at..]))
    }
}

/// The names in a text, what is quoted left out.
fn words(text: &str) -> BTreeSet<String> {
    let code = text.split('"').step_by(2);
    let is_part = |c: char| c.is_alphanumeric() || c == '_' || c == '$';
    code.flat_map(|code| code.split(|c| !is_part(c))).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

/// The sites of a file so far.
#[derive(Debug, Default)]
pub struct Sites {
    declared: BTreeSet<String>,
    spelled: BTreeSet<String>,
}

impl Sites {
    /// The site that is chosen for a call, or none if no name is left for it.
    pub fn choose(&mut self, call: &Call, import: &Import, offers: &[Need]) -> Option<Site> {
        let site = match &call.consumer {
            Some(pick) => {
                let row = pick.maybe(&CONSUMERS, |row| {
                    fits(row.position, import, offers) && row.fits(offers) && call.allows(row)
                })?;
                self.consumer(call, row.position, import, offers)?
            }
            None => {
                let fits = |row: &Position| fits(row, import, offers) && row.fits(offers) && call.allows(row);
                Site::of(call.position.among(POSITIONS, fits))
            }
        };
        self.take(&site).then_some(site)
    }

    fn consumer(&self, call: &Call, row: &'static Position, import: &Import, offers: &[Need]) -> Option<Site> {
        let giver = call.giver.maybe(GIVERS, |giver| import.place.iter().all(|need| giver.offers(*need)))?;
        let giver = row.text.contains("$GIVES").then_some(giver);
        let kind = if offers.contains(&Need::Module) { Need::Module } else { Need::CommonJs };
        if row.names.is_empty() {
            return Some(Site::filled(row, "", giver, kind));
        }
        let is_free = |name: &str| !self.spelled.contains(name) && !import.top.contains(name);
        let name = call.name.maybe(row.names, |name| is_free(name.0))?;
        Some(Site::filled(row, name.0, giver, kind))
    }

    /// Takes the names of a site; whether they were free.
    fn take(&mut self, site: &Site) -> bool {
        let is_free = site.declares.is_disjoint(&self.spelled) && site.spells.is_disjoint(&self.declared);
        if is_free {
            self.declared.extend(site.declares.iter().cloned());
            self.spelled.extend(site.spells.iter().cloned());
        }
        is_free
    }
}

/// Whether v2 can come to a call there.
fn fits(row: &Position, import: &Import, offers: &[Need]) -> bool {
    let gives = row.text.contains("$GIVES");
    let local = import.place.iter().all(|need| match need {
        Need::Await => row.waits || gives,
        Need::Block => row.text.contains("$LOCAL") || gives,
        _ => true,
    });
    let detaches = !import.detach.is_empty() || !row.needs().contains(&Need::Detach);
    local && detaches && row.imports(offers)
}
