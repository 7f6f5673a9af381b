//! A program: its text, and what the generator knows about it.

use super::calls::{ARGUMENTS, Argument, Callee, MEMBERS as CALLEES, NAMES};
use super::choices::{Call, Choices, Unit};
use super::draft::{Done, Draft, fill, fill_line};
use super::fate::Fate;
use super::handlers::{HANDLERS, Handler};
use super::ids::{ClientId, IDS, Known};
use super::imports::{ALIASES, Alias, Import, LOADED, SPECIFIERS};
use super::neighbours::{CLIENT, INNER, LEFTOVERS, NEIGHBOURS, Neighbour};
use super::options::{ACCOUNTS, KEYS, LAYOUTS, Layout, MEMBERS, Member, Value};
use super::pick::{Need, Pick, Row};
use super::positions::{IN_HANDLER, POSITIONS, Position};
use super::style::{FILES, File, Style};
use rupt_migrate::migration::{Moves, Project};
use rupt_migrate::syntax::Dialect;
use std::fmt;
use std::ops::Range;

/// A marked part of a program.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// It must come out byte for byte.
    Foreign,
    /// Code that must come out in this order, whatever comments are put between.
    Around,
    /// A call, byte for byte where it stays.
    Call(usize),
    /// Code of the import that a call hangs on: the same where the call stays.
    Load(usize),
    /// The value of an option of a call, and its v3 name.
    Value { call: usize, becomes: Value, name: &'static str },
}

/// What is known of one call.
#[derive(Debug, Clone)]
pub struct Facts {
    pub fate: Fate,
    pub known: Known,
    pub handler: &'static Handler,
    /// Whether another call stands inside.
    pub holds_another: bool,
    /// Whether it stands inside another.
    pub is_inside: bool,
    /// Whether it is told with the options of the call before it.
    pub shares: bool,
}

/// A program.
#[derive(Clone)]
pub struct Program {
    pub name: &'static str,
    pub text: String,
    pub dialect: Dialect,
    pub project: Project,
    pub style: Style,
    pub parts: Vec<(Part, Range<usize>)>,
    pub comments: Vec<String>,
    pub calls: Vec<Facts>,
    /// Whether something of v2 stays whatever the calls do.
    pub has_leftovers: bool,
    /// Whether a client of v3 is there already.
    pub has_client: bool,
    /// Whether a call runs while the file is loaded.
    pub is_eager: bool,
    /// Whether the class is at hand in the whole file, so that clients can be counted.
    pub imports_at_top: bool,
}

/// What a failing test shows.
impl fmt::Debug for Program {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        let text = self.text.replace('\r', "␍").replace('\t', "→").replace('\u{feff}', "<BOM>");
        let fates: Vec<Fate> = self.calls.iter().map(|call| call.fate).collect();
        write!(f, "{} {:?}, calls: {fates:?}\n{text}", self.name, self.project)
    }
}

impl Program {
    /// The program of these choices, v2 coming in by one of `imports`.
    pub fn new(choices: &Choices, imports: &'static [Import]) -> Program {
        let writer = Writer::new(choices, imports);
        writer.written(choices)
    }
}

struct Writer {
    draft: Draft<Part>,
    file: &'static File,
    import: &'static Import,
    alias: &'static Alias,
    specifier: &'static str,
    offers: Vec<Need>,
    style: Style,
    /// Names at the top of the file that are taken.
    taken: Vec<&'static str>,
    tops: Vec<&'static str>,
    declared: Vec<&'static str>,
    calls: Vec<Facts>,
    any_eager: bool,
    has_leftovers: bool,
}

impl Writer {
    fn new(choices: &Choices, imports: &'static [Import]) -> Writer {
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
            declared: Vec::new(),
            calls: Vec::new(),
            any_eager: false,
            has_leftovers: false,
        }
    }

    fn written(mut self, choices: &Choices) -> Program {
        let has_other_imports =
            choices.units.iter().any(|unit| matches!(unit, Unit::Call(call) if call.import.is_some()));
        let above: Vec<String> =
            choices.above.iter().enumerate().map(|(at, pick)| self.neighbour(pick, at + 90)).collect();
        let units: Vec<String> = choices.units.iter().enumerate().map(|(at, unit)| self.unit(unit, at)).collect();
        let import = self.import.top.replace("$FROM", self.specifier);
        let alias = self.alias.text.replace("$ON", self.import.on);
        let mut tops: Vec<String> = std::mem::take(&mut self.tops).into_iter().map(|top| self.foreign(top)).collect();
        let below = choices.below && !self.any_eager;
        let declared: Vec<String> =
            std::mem::take(&mut self.declared).into_iter().map(|text| self.foreign(text)).collect();
        let mut statements = above;
        match choices.file.is_first() {
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
        let Writer { draft, file, import, style, calls, has_leftovers, taken, any_eager, .. } = self;
        let Done { text, parts, comments } = draft.done(&text, &style);
        Program {
            name: file.name,
            text,
            dialect: Dialect::of(file.name).expect("a file is a script"),
            project: style.project,
            style,
            parts,
            comments,
            calls,
            has_leftovers,
            has_client: taken.contains(&CLIENT),
            is_eager: any_eager,
            imports_at_top: !import.top.is_empty() && !has_other_imports,
        }
    }

    fn foreign(&mut self, text: &str) -> String {
        // A lone semicolon may end what an edit takes out.
        if matches!(text, "" | ";") { text.to_owned() } else { self.draft.mark(Part::Foreign, text) }
    }

    /// Whether a name at the top of the file can still be declared; if so, it no longer can.
    fn takes(&mut self, names: &[&'static str]) -> bool {
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
            self.tops.push(row.imported);
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
        // `--unsafe` takes a lone `detach` out.
        let goes = row.text.contains(".detach(") && self.style.project.moves == Moves::Unsafe;
        if goes { text } else { self.draft.mark(Part::Around, &text) }
    }

    fn call(&mut self, call: &Call, number: usize) -> String {
        let (import, offers) = (self.import_of(call), self.offers.clone());
        let position: &Position = call.position.among(POSITIONS, |position| {
            let place = position.offers();
            let local = import.place.iter().all(|need| place.contains(need));
            let detaches = !import.detach.is_empty() || !position.needs().contains(&Need::Detach);
            local && detaches && position.fits(&offers) && call.allows(position)
        });
        let position = if position.once.is_empty() || self.takes(std::slice::from_ref(&position.once)) {
            position
        } else {
            &POSITIONS[0]
        };
        let mut fates = vec![position.fate];
        let is_around = import.around != "$CALL";
        if is_around && !position.keeps {
            fates.push(Fate::Open);
        }
        self.any_eager |= position.eager;

        let (before, whole) = self.expression(call, position, fates.clone(), number);
        // Of a `const` there is one, whoever is told with it.
        let (_, again) = match (position.text.contains("$AGAIN"), before.is_empty()) {
            (false, _) => Default::default(),
            (true, true) => self.expression(call, position, fates, number + 50),
            (true, false) => self.expression_without_options(call, number),
        };
        let inner = self.inner(&call.inner, number);
        let frame = match position.keeps {
            true => self.framed(position.text, Part::Around),
            false => position.text.to_owned(),
        };
        let frame = fill_line(&frame, "$LOCAL", &import.local.replace("$FROM", self.specifier));
        let frame = fill_line(&frame, "$MORE", &inner).replace("$DETACH", import.detach);
        let frame = frame.replace("$N", &number.to_string());
        let text = fill(&fill(&frame, "$CALL", &whole), "$AGAIN", &again);
        if before.is_empty() { text } else { format!("{before}\n{text}") }
    }

    /// A call, and what stands in front of its unit.
    fn expression(
        &mut self,
        call: &Call,
        position: &Position,
        mut fates: Vec<Fate>,
        number: usize,
    ) -> (String, String) {
        let (offers, is_around) = (self.offers.clone(), self.import_of(call).around != "$CALL");
        let argument = call.row(&call.argument, ARGUMENTS, &offers);
        self.any_eager |= !argument.before.is_empty();
        fates.push(argument.fate);
        let mut inside = offers;
        if position.waits && !is_around && argument.before.is_empty() {
            inside.push(Need::Await);
        }
        let options = Options::of(call, &inside);
        let handler = options.handler;
        let is_written = argument.text.contains("$LITERAL") || argument.before.contains("$LITERAL");
        // In front of its unit a literal does not see what the call has at hand.
        let is_in_scope = argument.before.is_empty() || !self.import_of(call).top.is_empty();
        let again = match handler.text.contains("$AGAIN") {
            true if is_written && is_in_scope => self.inside_handler(call, number + 70),
            _ => "again()".to_owned(),
        };
        let index = self.calls.len();
        self.take_what_it_needs(&options);
        self.has_leftovers |= handler.text.contains("$DETACH");
        fates.extend(options.fates(argument));
        let literal = self.literal(&options, index).replace("$DETACH", self.import.detach);
        let literal = fill(&literal, "$AGAIN", &again);
        let fate = Fate::of_all(fates, self.style.project.moves);
        self.calls.push(Facts {
            fate,
            known: options.id.known,
            handler,
            holds_another: handler.text.contains("$AGAIN"),
            is_inside: false,
            shares: false,
        });
        let whole = self.called(call, &fill(argument.text, "$LITERAL", &literal), index);
        let before = fill(argument.before, "$LITERAL", &literal);
        let numbered = |text: String| text.replace("$N", &number.to_string());
        (numbered(before), numbered(whole))
    }

    /// A call in the handler of a call.
    fn inside_handler(&mut self, call: &Call, number: usize) -> String {
        let call = Call { argument: Pick::default(), handler: Pick::default(), ..call.clone() };
        // Where v2 is loaded beside the outer call, that one decides what is at hand.
        let fate = if self.import_of(&call).top.is_empty() { Fate::Open } else { Fate::Moves };
        let (_, whole) = self.expression(&call, &IN_HANDLER, vec![fate], number);
        if let Some(facts) = self.calls.last_mut() {
            facts.is_inside = true;
        }
        whole
    }

    /// One more call like the last, told with the same `const`.
    fn expression_without_options(&mut self, call: &Call, number: usize) -> (String, String) {
        let argument = call.row(&call.argument, ARGUMENTS, &self.offers);
        let index = self.calls.len();
        let facts = self.calls[index - 1].clone();
        self.calls.push(Facts { shares: true, ..facts });
        let whole = self.called(call, argument.text, index);
        (String::new(), whole.replace("$N", &number.to_string()))
    }

    fn called(&mut self, call: &Call, inside: &str, index: usize) -> String {
        let own = format!("{}({inside})", self.callee(call));
        let own = self.draft.mark(Part::Call(index), &own);
        let load = self.framed(self.import_of(call).around, Part::Load(index));
        format!("~{}~", fill(&load, "$CALL", &own).replace("$FROM", self.specifier))
    }

    /// How v2 comes to this call.
    fn import_of(&self, call: &Call) -> &'static Import {
        call.import.as_ref().map_or(self.import, |pick| pick.of(LOADED, &self.offers))
    }

    fn callee(&self, call: &Call) -> String {
        let import = self.import_of(call);
        let (mut on, mut attach) = (import.on, import.attach);
        if !self.alias.text.is_empty() && call.import.is_none() {
            (on, attach) = (self.alias.on, self.alias.attach);
        }
        let row: &Callee = call.callee.of(if on.is_empty() { NAMES } else { CALLEES }, &self.offers);
        row.text.replace("$ON", on).replace("$ATTACH", attach).replace("$FROM", self.specifier)
    }

    fn inner(&mut self, pick: &Pick, number: usize) -> String {
        let mut row = pick.of(INNER, &self.offers);
        if !self.takes(row.declares) {
            row = &INNER[0];
        }
        self.foreign(&row.text.replace("$N", &number.to_string()))
    }

    /// The position with the code between its holes marked.
    fn framed(&mut self, text: &str, part: Part) -> String {
        let mut out = String::new();
        let mut rest = text;
        loop {
            let hole = ["$CALL", "$AGAIN", "$LOCAL", "$MORE", "$DETACH"]
                .iter()
                .filter_map(|hole| Some((rest.find(hole)?, *hole)))
                .min();
            let (code, hole) = match hole {
                Some((at, hole)) => (&rest[..at], hole),
                None => (rest, ""),
            };
            out.push_str(&between_lines(code, |code| self.draft.mark(part, code)));
            out.push_str(hole);
            if hole.is_empty() {
                return out;
            }
            rest = &rest[code.len() + hole.len()..];
        }
    }

    fn take_what_it_needs(&mut self, options: &Options) {
        let is_module = self.offers.contains(&Need::Module);
        let (id, handler) = (options.id, options.handler);
        for (imported, required, declared) in
            [(id.imported, id.required, id.declared), (handler.imported, handler.required, handler.declared)]
        {
            let top = if is_module { imported } else { required };
            if !top.is_empty() && !self.tops.contains(&top) {
                self.tops.push(top);
            }
            if !declared.is_empty() && !self.declared.contains(&declared) {
                self.declared.push(declared);
            }
        }
    }

    fn literal(&mut self, options: &Options, call: usize) -> String {
        let mut keys = options.keys.iter().map(|pick| pick.of(KEYS, &[]).0).cycle();
        let mut members: Vec<String> = Vec::new();
        for member in &options.members {
            let text = match member {
                Chosen::Id(id) if id.value == "client_id" => "client_id".to_owned(),
                Chosen::Id(id) => key(keys.next(), "client_id") + ": " + id.value,
                Chosen::Handler(handler) => key(keys.next(), "on_current_device_logout") + handler.text,
                Chosen::Member(member) if member.is_whole() => member.value.to_owned(),
                Chosen::Member(member) => {
                    let name = if member.key == "account" { "user" } else { member.key };
                    let part = Part::Value { call, becomes: member.becomes, name };
                    key(keys.next(), member.key) + ": " + &self.draft.mark(part, member.value)
                }
            };
            members.push(text);
        }
        let Layout { open, before, between, last, close } = options.layout;
        let members: Vec<String> =
            members.iter().map(|member| fill(&format!("{before}$MEMBER"), "$MEMBER", member)).collect();
        format!("{open}{}{last}{close}", members.join(between))
    }
}

fn key(row: Option<&'static str>, key: &str) -> String {
    row.unwrap_or("$KEY").replace("$KEY", key)
}

/// Marks the code of `text`, and leaves the white space at its ends alone.
fn between_lines(text: &str, mark: impl FnOnce(&str) -> String) -> String {
    let code = text.trim();
    if code.trim_matches(['~', '\n', ' ']).is_empty() {
        return text.to_owned();
    }
    let start = text.len() - text.trim_start().len();
    let end = start + code.len();
    format!("{}{}{}", &text[..start], mark(code), &text[end..])
}

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

impl Call {
    fn allows(&self, row: &impl Row) -> bool {
        self.may_stay || matches!(row.fate(), Fate::Moves | Fate::Open)
    }

    fn row<R: Row>(&self, pick: &Pick, rows: &'static [R], given: &[Need]) -> &'static R {
        pick.among(rows, |row| row.fits(given) && self.allows(row))
    }
}

enum Chosen {
    Id(&'static ClientId),
    Handler(&'static Handler),
    Member(&'static Member),
}

/// The options of one call, in order.
struct Options {
    id: &'static ClientId,
    handler: &'static Handler,
    members: Vec<Chosen>,
    keys: Vec<Pick>,
    layout: &'static Layout,
}

impl Options {
    fn of(call: &Call, offers: &[Need]) -> Options {
        let id = call.id.of(IDS, offers);
        let handler = call.row(&call.handler, HANDLERS, offers);
        let mut rows: Vec<&'static Member> = vec![call.row(&call.account, ACCOUNTS, offers)];
        for pick in &call.members {
            let row = call.row(pick, MEMBERS, offers);
            if row.key.is_empty() || rows.iter().all(|other| other.key != row.key) {
                rows.push(row);
            }
        }
        let mut members: Vec<Chosen> = rows.into_iter().map(Chosen::Member).collect();
        if !handler.text.is_empty() {
            members.push(Chosen::Handler(handler));
        }
        let at = usize::from(call.id_at) * (members.len() + 1) / 256;
        members.insert(at, Chosen::Id(id));
        Options { id, handler, members, keys: call.keys.clone(), layout: call.layout.of(LAYOUTS, &[]) }
    }

    fn fates(&self, argument: &Argument) -> Vec<Fate> {
        let mut fates = vec![self.handler.fate];
        let logs_out = self.members.iter().any(|member| matches!(member, Chosen::Member(row) if row.logs_out));
        if self.handler.vetoes && logs_out {
            fates.push(Fate::Risks);
        }
        let mut acts = false;
        for member in &self.members {
            match member {
                Chosen::Member(row) => {
                    fates.push(row.fate);
                    acts |= row.acts;
                }
                Chosen::Handler(handler) => acts |= handler.acts,
                // An id that is not constant would be computed before what stands in front of it.
                Chosen::Id(id) => fates.push(match (id.known, acts) {
                    (Known::Always("abc" | "def"), _) | (_, false) => Fate::Moves,
                    (Known::Always(_) | Known::Open, true) => Fate::Open,
                    (Known::Later(_) | Known::AtTheCall, true) => Fate::Stays,
                }),
            }
        }
        if !argument.before.is_empty() && !matches!(self.id.known, Known::Always(_)) {
            fates.push(Fate::Open);
        }
        fates
    }
}
