//! Writing one unit that calls `attach`: the call, its options, and the code around it.

use super::calls::{ARGUMENTS, Callee, MEMBERS, NAMES};
use super::choices::Call;
use super::draft::{fill, fill_line};
use super::fate::Fate;
use super::imports::{Import, LOADED};
use super::literal::Options;
use super::neighbours::INNER;
use super::pick::{Need, Pick};
use super::positions::{IN_HANDLER, POSITIONS};
use super::program::{Facts, Part};
use super::site::Site;
use super::writer::Writer;

impl Writer {
    /// The unit of a call.
    pub fn call(&mut self, call: &Call, number: usize) -> String {
        let (import, offers) = (self.import_of(call), self.offers.clone());
        let site = self.sites.choose(call, import, &offers).filter(|site| {
            let once = &site.position.once;
            once.is_empty() || self.takes(std::slice::from_ref(once))
        });
        let site = site.unwrap_or_else(|| Site::of(&POSITIONS[0]));
        let position = site.position;
        self.take_import(&site.top);
        let mut fates = vec![position.fate];
        let is_around = import.around != "$CALL";
        if is_around && !position.keeps {
            fates.push(Fate::Open);
        }
        self.any_eager |= position.eager;

        let (before, whole) = self.expression(call, &site, fates.clone(), number);
        // Of a `const` there is one, whoever is told with it.
        let again = match (site.text.contains("$AGAIN"), before.is_empty()) {
            (false, _) => String::new(),
            (true, true) => self.expression(call, &site, fates, number + 50).1,
            (true, false) => self.told_the_same(call, &site, number),
        };
        let frame = match position.keeps {
            true => self.framed(&site.text, Part::Around),
            false => site.text.clone(),
        };
        let (before, inside) = match call.row(&call.argument, ARGUMENTS, &self.given(&site)).inside {
            true => (String::new(), before),
            false => (before, String::new()),
        };
        let local = [import.local.replace("$FROM", self.specifier), inside];
        let local: Vec<String> = local.into_iter().filter(|statement| !statement.is_empty()).collect();
        let frame = fill_line(&frame, "$LOCAL", &local.join("\n"));
        let (first, second) = (self.inner(&call.inner.0, number), self.inner(&call.inner.1, number + 20));
        let frame = fill_line(&fill_line(&frame, "$MORE", &first), "$MORE", &second);
        let frame = frame.replace("$DETACH", import.detach).replace("$N", &number.to_string());
        let text = fill(&fill(&frame, "$CALL", &whole), "$AGAIN", &again);
        if before.is_empty() { text } else { format!("{before}\n{text}") }
    }

    /// A call, and what stands in front of its unit.
    fn expression(&mut self, call: &Call, site: &Site, mut fates: Vec<Fate>, number: usize) -> (String, String) {
        let is_around = self.import_of(call).around != "$CALL";
        let argument = call.row(&call.argument, ARGUMENTS, &self.given(site));
        self.any_eager |= !argument.before.is_empty();
        fates.push(argument.fate);
        let mut inside = self.offers.clone();
        if argument.before.is_empty() || argument.inside {
            inside.extend(site.offers().into_iter().filter(|need| *need != Need::Await || !is_around));
        }
        let options = Options::of(call, &inside);
        let handler = options.handler;
        // What stays on v2 under the same import keeps it.
        if is_around && handler.text.contains("$DETACH") {
            fates.push(Fate::Open);
        }
        let is_written = argument.text.contains("$LITERAL") || argument.before.contains("$LITERAL");
        // In front of its unit a literal does not see what the call has at hand.
        let is_in_scope = argument.before.is_empty() || argument.inside || !self.import_of(call).top.is_empty();
        let again = match handler.text.contains("$AGAIN") {
            true if is_written && is_in_scope => self.inside_handler(call, number + 70),
            _ => "again()".to_owned(),
        };
        let index = self.calls.len();
        self.take_what_it_needs(&options);
        self.has_leftovers |= handler.text.contains("$DETACH");
        fates.extend(options.fates(argument));
        let literal = options.written(index, &mut self.draft).replace("$DETACH", self.import.detach);
        let literal = fill(&literal, "$AGAIN", &again);
        let fate = Fate::of_all(fates, self.style.choice.moves);
        self.calls.push(Facts {
            fate,
            known: options.id.known,
            handler,
            holds_another: handler.text.contains("$AGAIN"),
            is_inside: false,
            shares: false,
            position: site.position,
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
        let (_, whole) = self.expression(&call, &Site::of(&IN_HANDLER), vec![fate], number);
        if let Some(facts) = self.calls.last_mut() {
            facts.is_inside = true;
        }
        whole
    }

    /// One more call like the last, told with the same `const`.
    fn told_the_same(&mut self, call: &Call, site: &Site, number: usize) -> String {
        let argument = call.row(&call.argument, ARGUMENTS, &self.given(site));
        let index = self.calls.len();
        let facts = self.calls[index - 1].clone();
        self.calls.push(Facts { shares: true, ..facts });
        self.called(call, argument.text, index).replace("$N", &number.to_string())
    }

    /// What the file and the place of a call offer.
    fn given(&self, site: &Site) -> Vec<Need> {
        self.offers.iter().copied().chain(site.offers()).collect()
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
        let row: &Callee = call.callee.of(if on.is_empty() { NAMES } else { MEMBERS }, &self.offers);
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

    fn take_import(&mut self, top: &str) {
        if !top.is_empty() && !self.tops.iter().any(|other| other == top) {
            self.tops.push(top.to_owned());
        }
    }

    fn take_what_it_needs(&mut self, options: &Options) {
        let is_module = self.offers.contains(&Need::Module);
        let (id, handler) = (options.id, options.handler);
        for (imported, required, declared) in
            [(id.imported, id.required, id.declared), (handler.imported, handler.required, handler.declared)]
        {
            self.take_import(if is_module { imported } else { required });
            if !declared.is_empty() && !self.declared.contains(&declared) {
                self.declared.push(declared);
            }
        }
    }
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
