//! The worksheet as Markdown.
//!
//! All text from the code, including paths and names, is inside code spans and fences that are longer than
//! any run of backticks in it. So none of it is read as Markdown or HTML.

use super::HEADING;
use super::data::*;
use crate::mapping::{self, BACK_OUT, Setting};
use crate::render::escape;

/// How many calls that give a setting no value are listed. The JSON lists all of them.
const NONE_SHOWN: usize = 6;

/// A text that is written from top to bottom.
struct MarkdownPage<'s> {
    sheet: &'s Sheet,
    out: String,
}

/// Returns a worksheet as Markdown.
pub fn render(sheet: &Sheet) -> String {
    let mut page = MarkdownPage { sheet, out: format!("{HEADING}\n{}\n", mapping::INTRO.says) };
    page.repositories();
    page.clients();
    page.order();
    sheet.parts.iter().for_each(|part| page.part(part));
    page.steps();
    page.out
}

impl MarkdownPage<'_> {
    fn say(&mut self, text: &str) {
        self.out.push_str(text);
    }

    /// Lists the files that could not be read, then the repositories.
    fn repositories(&mut self) {
        let all = &self.sheet.repositories;
        let failed: Vec<&Repository> = all.iter().filter(|repository| !repository.failed.is_empty()).collect();
        if !failed.is_empty() {
            self.say(&format!("\n## Not looked into\n\n{}\n", mapping::NOT_LOOKED_INTO.says));
        }
        for repository in failed {
            if all.len() > 1 {
                self.say(&format!("\n{}:\n", self.name(repository)));
            }
            self.say("\n");
            for Failed { path, message } in &repository.failed {
                self.say(&format!("- {}: {}\n", span(path), span(message)));
            }
        }
        match all.as_slice() {
            [one] if one.is_on_web() => self.say(&format!("\nThe code is {}.\n", self.name(one))),
            [] | [_] => {}
            _ => {
                self.say("\n## Repositories\n\n");
                let names: Vec<String> = all.iter().map(|repository| self.name(repository)).collect();
                names.iter().for_each(|name| self.say(&format!("- {name}\n")));
            }
        }
        match (all.len(), all.iter().filter(|repository| repository.rewritten).count()) {
            (_, 0) => {}
            (1, _) => self.say("\nThe lines are those of the files as they were before `rupt-migrate` rewrote them.\n"),
            _ => {
                self.say("\nThe lines are those of the files as they were before `rupt-migrate` rewrote any of them.\n")
            }
        }
    }

    /// Returns a repository with its commit.
    fn name(&self, repository: &Repository) -> String {
        let commit = repository.commit.as_deref().map_or(String::new(), |commit| format!(" at {}", span(commit)));
        format!("{}{commit}", span(repository.name()))
    }

    fn clients(&mut self) {
        match self.sheet.clients.as_slice() {
            [] => {}
            [one] => self.say(&format!("\n{}. {}\n", capital(&whose(one)), mapping::CLIENT_ID.says)),
            all => {
                let intro = [mapping::CLIENT_ID.says, mapping::CLIENT_IDS.says].join(" ");
                self.say(&format!("\n## Client ids\n\n{intro}\n\n"));
                for client in all {
                    self.say(&format!("- [ ] {}\n", whose(client)));
                }
            }
        }
    }

    /// Lists the headings of the steps, so that their order comes first.
    fn order(&mut self) {
        if self.sheet.steps.is_empty() {
            return;
        }
        self.say(&format!("\n## The order\n\n**{}**\n\n", mapping::NOBODY_YET.says));
        for step in self.sheet.steps.iter().filter(|step| step.id != BACK_OUT.id) {
            self.out.push_str(&format!("{}, by {}\n", step.heading(), step.who));
        }
        self.say("\nThe forms for steps 2 and 4 come first; what each step asks for in this tree is at the end.\n");
    }

    /// Lists what each step asks for.
    fn steps(&mut self) {
        for (index, step) in self.sheet.steps.iter().enumerate() {
            if index == 0 {
                self.out.push_str("\n## The steps, one by one\n");
            }
            self.out.push_str(&format!("\n### {}\n\nBy {}.\n\n", step.heading(), step.who));
            step.points.iter().for_each(|point| self.out.push_str(&format!("- [ ] {point}\n")));
        }
    }

    fn part(&mut self, part: &SheetPart) {
        self.say(&format!("\n## {}\n", part.title));
        part.row().intro.iter().for_each(|sentence| self.say(&format!("\n{}\n", sentence.says)));
        if !part.choices.is_empty() {
            self.say("\n| field | choose |\n|---|---|\n");
            part.choices.iter().for_each(|choice| self.say(&format!("| {} | {} |\n", choice.field, choice.choose)));
        }
        part.items.iter().for_each(|item| self.item(item, item.setting(part)));
    }

    fn item(&mut self, item: &SheetItem, setting: Option<&Setting>) {
        let link = item.link.as_deref().map_or(String::new(), |link| format!(" ([more]({link}))"));
        self.say(&format!("\n### {}\n\n{}{link}.\n", item.name, capital(&item.what)));
        let is_named = item.names_clients(self.sheet);
        // A setting is listed for each client, and most clients may give no value for it.
        let is_silent = |given: &&ClientValues| is_named && setting.is_some() && !given.is_told();
        for given in item.clients.iter().filter(|given| !is_silent(given)) {
            if let Some(client) = given.client.as_ref().filter(|_| is_named) {
                self.say(&format!("\n#### {}\n", capital(&whose(client))));
                if *client == Client::Unknown && !given.groups.is_empty() {
                    self.say(&format!("\n{}\n", mapping::CLIENT_UNKNOWN.says));
                }
            }
            self.given(item, given, setting);
        }
        let silent: Vec<&Client> =
            item.clients.iter().filter(is_silent).filter_map(|given| given.client.as_ref()).collect();
        if let (Some(setting), false) = (setting, silent.is_empty()) {
            self.say(&format!("\n#### Where the code gives none\n\n{}\n\n", setting.silent.says));
            silent.iter().for_each(|client| self.say(&format!("- [ ] {}\n", whose(client))));
        }
    }

    fn given(&mut self, item: &SheetItem, given: &ClientValues, setting: Option<&Setting>) {
        if let Some(setting) = setting.filter(|_| !given.is_told()) {
            self.say(&format!("\n{}\n", setting.silent.says));
        }
        for group in &given.groups {
            self.heading(item, group, setting);
            self.say("\n");
            let bullet = if group.text.is_some() { "- [ ]" } else { "-" };
            group.values.iter().for_each(|value| self.value(bullet, value));
        }
        if !given.places.is_empty() {
            self.say("\n");
            let places: Vec<String> = given.places.iter().map(|place| self.place(place)).collect();
            places.iter().for_each(|place| self.say(&format!("- [ ] {place}\n")));
        }
        setting.iter().for_each(|setting| self.typed(setting, given));
    }

    /// Writes what is known about a setting, below its values.
    fn typed(&mut self, setting: &Setting, given: &ClientValues) {
        if !given.none.is_empty() && given.has_named(setting) {
            let shown: Vec<String> = given.none.iter().take(NONE_SHOWN).map(|place| self.place(place)).collect();
            let more = match given.none.len() - shown.len() {
                0 => String::new(),
                count => format!(" and {count} more"),
            };
            self.say(&format!("\n{}: {}{more}.\n", setting.some.says, shown.join(", ")));
        }
        self.say("\nWhere to type it:\n\n");
        setting.typed.iter().for_each(|typed| self.say(&format!("- [ ] {typed}\n")));
    }

    /// Writes what the values below are, if the heading above does not say it.
    fn heading(&mut self, item: &SheetItem, group: &NamedValues, setting: Option<&Setting>) {
        let key = span(&group.key);
        match (setting, &group.text) {
            (None, _) if group.key == item.name => {}
            (Some(setting), Some(_)) if setting.has(&group.key) => self.say("\nThe code gives:\n"),
            (_, None) => self.say("\nComments beside it in the code:\n"),
            (Some(_), Some(text)) => self.say(&format!("\n{key}: {text}:\n")),
            _ => self.say(&format!("\n{key}:\n")),
        }
        if let Some(setting) = setting.filter(|_| group.conflict) {
            self.say(&format!("\n> **Warning: the code gives different values.** {}\n", setting.several.says));
        }
    }

    fn value(&mut self, bullet: &str, value: &SheetValue) {
        match &value.value {
            Some(text) => self.say(&format!("{bullet} {}\n", span(text))),
            None if !value.code.contains('\n') => self.say(&format!("{bullet} {}\n", span(&value.code))),
            None => self.block(bullet, &value.code),
        }
        for PlanValue { plan, value } in &value.plans {
            self.say(&format!("  - [ ] {}: {}, in a policy of its own\n", span(plan), span(value)));
        }
        value.remarks.iter().for_each(|remark| self.say(&format!("  - **{remark}**\n")));
        value.condition.iter().for_each(|condition| self.say(&format!("  - only if {}\n", span(condition))));
        for places in value.places.chunk_by(|one, next| one.repository == next.repository) {
            let shown: Vec<String> = places.iter().map(|place| self.in_repository(place)).collect();
            let of = self.repository_of(&places[0]).map_or(String::new(), |name| format!("{name}: "));
            self.say(&format!("  - from {of}{}\n", shown.join(", ")));
        }
    }

    /// Returns the repository of a place, if there are several.
    fn repository_of(&self, place: &SheetPlace) -> Option<String> {
        let all = &self.sheet.repositories;
        let own = &all[place.repository];
        let is_alone = all.iter().filter(|other| other.address == own.address).count() == 1;
        let name = if is_alone { span(own.name()) } else { self.name(own) };
        (all.len() > 1).then_some(name)
    }

    fn place(&self, place: &SheetPlace) -> String {
        let of = self.repository_of(place).map_or(String::new(), |name| format!("{name}: "));
        format!("{of}{}", self.in_repository(place))
    }

    fn in_repository(&self, place: &SheetPlace) -> String {
        let remark = if place.on_v2 { " (*still on v2*)" } else { "" };
        format!("{}{remark}", span(&format!("{}:{}", place.path, place.line)))
    }

    /// Writes several lines of code as an item of a list.
    fn block(&mut self, bullet: &str, code: &str) {
        let code = escape::lines(code);
        let fence = "`".repeat(longest_run(&code).max(2) + 1);
        self.say(&format!("{bullet} this code:\n\n  {fence}js\n"));
        code.lines().for_each(|line| self.say(&format!("{}\n", format!("  {line}").trim_end())));
        self.say(&format!("  {fence}\n\n"));
    }
}

/// Returns the name of a client by its id.
fn whose(client: &Client) -> String {
    match client {
        Client::Id(id) => format!("client id {}", span(id)),
        Client::Code(code) => format!("the client id that the code has as {}", span(code)),
        Client::Unknown => "a client id that cannot be told".to_owned(),
    }
}

/// Returns text as a code span.
fn span(text: &str) -> String {
    let text = escape::one_line(text);
    let ticks = "`".repeat(longest_run(&text) + 1);
    // Markdown removes one space on each side if there is one on both.
    let pad = if text.starts_with(['`', ' ']) || text.ends_with(['`', ' ']) || text.is_empty() { " " } else { "" };
    format!("{ticks}{pad}{text}{pad}{ticks}")
}

fn longest_run(text: &str) -> usize {
    text.split(|c| c != '`').map(str::len).max().unwrap_or(0)
}

/// Capitalises the first letter of a sentence.
pub fn capital(text: &str) -> String {
    // `v2` and `v3` are names and stay lower-case.
    if text.as_bytes().get(1).is_some_and(u8::is_ascii_digit) {
        return text.to_owned();
    }
    let mut chars = text.chars();
    chars.next().map_or(String::new(), |first| first.to_uppercase().chain(chars).collect())
}
