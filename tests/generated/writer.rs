//! Putting a file together: what it starts with, imports, declarations, and the units.
//!
//! `call_site` writes the units that are calls.

use super::choices::{Choices, Unit};
use super::draft::{Done, Draft};
use super::fate::Fate;
use super::imports::{ALIASES, Alias, Import, SPECIFIERS};
use super::neighbours::{CLIENT, LEFTOVERS, NEIGHBOURS, Neighbour};
use super::pick::{Need, Pick, Row};
use super::program::{Facts, Part, Program};
use super::site::Sites;
use super::style::{FILES, File, Style};
use rupt_migrate::migration::Moves;
use rupt_migrate::syntax::Dialect;

/// A file on its way.
pub struct Writer {
    pub draft: Draft<Part>,
    file: &'static File,
    pub import: &'static Import,
    pub alias: &'static Alias,
    pub specifier: &'static str,
    pub offers: Vec<Need>,
    pub style: Style,
    /// Names at the top of the file that are taken.
    taken: Vec<&'static str>,
    pub tops: Vec<String>,
    pub sites: Sites,
    pub declared: Vec<&'static str>,
    pub calls: Vec<Facts>,
    pub any_eager: bool,
    pub has_leftovers: bool,
}

impl Writer {
    /// An empty file, its kind and its import chosen.
    pub fn new(choices: &Choices, imports: &'static [Import]) -> Writer {
        let file = choices.file.among(FILES, |file| imports.iter().any(|import| import.fits(&offers(file, import))));
        let import = choices.import.among(imports, |import| import.fits(&offers(file, import)));
        let can_alias = !import.on.is_empty() && !import.top.is_empty();
        let alias = choices.alias.among(ALIASES, |alias| {
            let is_free = !["attach", "link"].contains(&alias.attach) || !import.top.contains(alias.attach);
            alias.text.is_empty() || (can_alias && is_free)
        });
        Writer {
            draft: Draft { parts: Vec::new() },
            file,
            import,
            alias,
            specifier: choices.specifier.of(SPECIFIERS, &[]).0,
            offers: offers(file, import),
            style: choices.style.clone(),
            taken: Vec::new(),
            tops: Vec::new(),
            sites: Sites::default(),
            declared: Vec::new(),
            calls: Vec::new(),
            any_eager: false,
            has_leftovers: false,
        }
    }

    /// The program with all that was chosen.
    pub fn written(mut self, choices: &Choices) -> Program {
        let has_other_imports =
            choices.units.iter().any(|unit| matches!(unit, Unit::Call(call) if call.import.is_some()));
        let above: Vec<String> =
            choices.above.iter().enumerate().map(|(at, pick)| self.neighbour(pick, at + 90)).collect();
        let units: Vec<String> = choices.units.iter().enumerate().map(|(at, unit)| self.unit(unit, at)).collect();
        let import = self.import.top.replace("$FROM", self.specifier);
        let alias = self.alias.text.replace("$ON", self.import.on);
        let mut tops: Vec<String> = std::mem::take(&mut self.tops).into_iter().map(|top| self.foreign(&top)).collect();
        let below = choices.below && !self.any_eager;
        let declared: Vec<String> =
            std::mem::take(&mut self.declared).into_iter().map(|text| self.foreign_lines(text)).collect();
        let mut statements = above;
        match choices.import_first {
            true => statements.push(import),
            false => tops.push(import),
        }
        statements.extend(tops);
        statements.push(alias);
        match below {
            true => statements.extend(units.into_iter().chain(declared)),
            false => statements.extend(declared.into_iter().chain(units)),
        }
        statements.retain(|statement| !statement.is_empty());
        let mut text = statements.join(self.style.between);
        if !self.style.head.is_empty() {
            text = format!("{}\n{text}", self.style.head);
        }
        // A `require` or an alias that nothing uses is not followed.
        let is_unused = choices.units.iter().all(|unit| !matches!(unit, Unit::Call(call) if call.import.is_none()));
        self.has_leftovers |=
            is_unused && (!self.import.needs().contains(&Need::Module) || !self.alias.text.is_empty());
        let Writer { draft, file, import, style, mut calls, has_leftovers, taken, any_eager, .. } = self;
        // A client that is there may stand below a call that runs at once, which then has to stay.
        if any_eager && taken.contains(&CLIENT) {
            calls.iter_mut().filter(|call| call.fate == Fate::Moves).for_each(|call| call.fate = Fate::Open);
        }
        let Done { text, parts, comments } = draft.done(&text, &style);
        Program {
            name: file.name,
            text,
            dialect: Dialect::of(file.name).expect("a file is a script"),
            choice: style.choice.clone(),
            style,
            parts,
            comments,
            calls,
            has_leftovers,
            has_client: taken.contains(&CLIENT),
            imports_at_top: !import.top.is_empty() && !has_other_imports,
        }
    }

    /// Marks other code of several statements, which a TODO may part.
    fn foreign_lines(&mut self, text: &str) -> String {
        let lines: Vec<String> = text.split('\n').map(|line| self.foreign(line)).collect();
        lines.join("\n")
    }

    /// Marks other code.
    pub fn foreign(&mut self, text: &str) -> String {
        // A lone semicolon may end what an edit takes out.
        if matches!(text, "" | ";") { text.to_owned() } else { self.draft.mark(Part::Foreign, text) }
    }

    /// Whether a name at the top of the file can still be declared; if so, it no longer can.
    pub fn takes(&mut self, names: &[&'static str]) -> bool {
        let free = names.iter().all(|name| {
            !self.taken.contains(name) && !self.import.top.contains(name) && !self.alias.text.contains(name)
        });
        if free {
            self.taken.extend(names);
        }
        free
    }

    fn neighbour(&mut self, pick: &Pick, number: usize) -> String {
        let mut row: &Neighbour = pick.of(NEIGHBOURS, &self.offers);
        if !self.takes(row.declares) {
            row = &NEIGHBOURS[0];
        }
        if !row.imported.is_empty() {
            self.tops.push(row.imported.to_owned());
        }
        self.foreign(&row.text.replace("$N", &number.to_string()))
    }

    fn unit(&mut self, unit: &Unit, number: usize) -> String {
        match unit {
            Unit::Neighbour(pick) => self.neighbour(pick, number),
            Unit::Leftover(pick) => self.leftover(pick, number),
            Unit::Call(call) => self.call(call, number),
        }
    }

    /// A use of v2 that stays; other code where the import gives no object for it.
    fn leftover(&mut self, pick: &Pick, number: usize) -> String {
        let name = self.import.on;
        if self.import.top.is_empty() || name.is_empty() || name.contains('.') || name.contains('[') {
            return self.neighbour(pick, number);
        }
        self.has_leftovers = true;
        let row = pick.of(LEFTOVERS, &self.offers);
        let text = row.text.replace("$R", name).replace("$N", &number.to_string());
        // The command tells each file that some file reads it.
        self.style.choice.global_is_read |= row.text.contains("window.Rupt");
        // `--unsafe` takes a lone `detach` out.
        let goes = row.text.contains(".detach(") && self.style.choice.moves == Moves::Unsafe;
        if goes { text } else { self.draft.mark(Part::Around, &text) }
    }
}

/// What a file with this import offers.
fn offers(file: &File, import: &Import) -> Vec<Need> {
    let mut offers = file.offers.to_vec();
    if !import.detach.is_empty() {
        offers.push(Need::Detach);
    }
    if import.top.contains("AttachConfig") {
        offers.push(Need::Config);
    }
    let can_be_module = file.is_module != Some(false);
    let wants_module = import.needs().contains(&Need::Module);
    if can_be_module && (wants_module || file.is_module == Some(true)) {
        offers.push(Need::Module);
    } else {
        offers.push(Need::CommonJs);
    }
    offers
}
