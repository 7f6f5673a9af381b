//! The worksheet as an HTML page: one file that loads nothing.
//!
//! All content is in the HTML. The script adds conveniences: ticks that are stored, filters, copying. The
//! content security policy allows only this style and this script, by their hashes, and no request.

mod ids;
mod items;
mod page;
mod text;

use super::data::*;
use crate::mapping::{self, Owner, Step};
use ids::{id, of_client};
use text::{code, escaped, link, own};

/// The first bytes of a page.
pub const HEAD: &str = "<!doctype html>\n<html lang=\"en\" data-made-by=\"rupt-migrate worksheet\">\n";

/// A page that is written from top to bottom.
struct HtmlPage<'s> {
    sheet: &'s Sheet,
    out: String,
}

/// A task with a check box.
struct Task<'t> {
    id: String,
    client: Option<&'t Client>,
    owners: &'t str,
    /// The label, as HTML.
    label: String,
    /// The label of its text field, if it has one.
    note: Option<&'static str>,
}

/// The text fields of a setting and of a client id.
const SET_TO: Option<&str> = Some("Set to");
const KIND: Option<&str> = Some("Kind of its key");

/// How many characters of a commit are shown.
const COMMIT: usize = 12;

/// Returns the worksheet as HTML.
pub fn render(sheet: &Sheet) -> String {
    let mut page = HtmlPage { sheet, out: HEAD.to_owned() };
    page.head();
    page.contents();
    page.say("<main id=\"work\" tabindex=\"-1\">\n");
    page.failed();
    page.clients();
    page.order();
    sheet.parts.iter().for_each(|part| page.part(part));
    page.steps();
    page.say("</main>\n");
    page.end();
    page.out
}

impl HtmlPage<'_> {
    fn say(&mut self, html: &str) {
        self.out.push_str(html);
    }

    /// Lists the files that could not be read.
    fn failed(&mut self) {
        let all = &self.sheet.repositories;
        if all.iter().all(|repository| repository.failed.is_empty()) {
            return;
        }
        self.section("failed", "Not looked into");
        self.say(&format!("<p class=\"warning\">{}</p>\n", own(mapping::NOT_LOOKED_INTO.says)));
        for repository in all.iter().filter(|repository| !repository.failed.is_empty()) {
            if all.len() > 1 {
                self.say(&format!("<h3>{}</h3>\n", self.name(repository)));
            }
            self.say("<ul>\n");
            for Failed { path, message } in &repository.failed {
                self.say(&format!("<li>{}: {}</li>\n", code(path), escaped(message)));
            }
            self.say("</ul>\n");
        }
        self.say("</section>\n");
    }

    fn section(&mut self, id: &str, title: &str) {
        self.say(&format!("<section id=\"{id}\" aria-labelledby=\"h-{id}\">\n<h2 id=\"h-{id}\">{}</h2>\n", own(title)));
    }

    /// Returns a repository with its commit.
    fn name(&self, repository: &Repository) -> String {
        let name = code(repository.name());
        let name = if repository.is_on_web() { link(&repository.address, &name) } else { name };
        let commit = repository.commit.as_deref().map(|commit| commit.get(..COMMIT).unwrap_or(commit));
        let commit = commit.map_or(String::new(), |commit| format!(" at {}", code(commit)));
        format!("{name}{commit}")
    }

    fn clients(&mut self) {
        let sheet = self.sheet;
        match sheet.clients.as_slice() {
            [] => {}
            [one] => {
                let text = format!("<p class=\"client\">{}. {}</p>\n", whose(one), own(mapping::CLIENT_ID.says));
                self.say(&text);
            }
            all => {
                self.section("clients", "Client ids");
                self.say(&format!(
                    "<p>{} {}</p>\n<ul class=\"tasks\">\n",
                    own(mapping::CLIENT_ID.says),
                    own(mapping::CLIENT_IDS.says)
                ));
                for client in all {
                    self.task(&Task {
                        id: id(&["client", &of_client(Some(client))]),
                        client: Some(client),
                        owners: "dashboard",
                        label: whose(client),
                        note: KIND,
                    });
                    self.say("</li>\n");
                }
                self.say("</ul>\n</section>\n");
            }
        }
    }

    /// Lists the headings of the steps, so that their order comes first.
    fn order(&mut self) {
        if self.sheet.steps.is_empty() {
            return;
        }
        self.section("order", "The order");
        self.say(&format!("<p class=\"stress\">{}</p>\n<ol>\n", own(mapping::NOBODY_YET.says)));
        for step in self.sheet.steps.iter().filter(|step| step.id != mapping::BACK_OUT.id) {
            let line =
                format!("<li><a href=\"#step-{}\">{}</a>, by {}</li>\n", step.id, own(&step.title), own(&step.who));
            self.say(&line);
        }
        self.say("</ol>\n<p>The forms for steps 2 and 4 come first; what each step asks for in this tree is at the end.</p>\n</section>\n");
    }

    /// Lists what each step asks for.
    fn steps(&mut self) {
        if self.sheet.steps.is_empty() {
            return;
        }
        self.section("steps", "The steps, one by one");
        for step in &self.sheet.steps {
            let owners = owners(step.row());
            self.say(&format!(
                "<div class=\"item\" id=\"step-{}\">\n<h3>{}</h3>\n<p class=\"who\">By {}.</p>\n<ul class=\"tasks\">\n",
                step.id,
                own(&step.heading()),
                own(&step.who)
            ));
            for point in &step.points {
                self.task(&Task {
                    id: id(&["step", &step.id, point]),
                    client: None,
                    owners: &owners,
                    label: own(point),
                    note: None,
                });
                self.say("</li>\n");
            }
            self.say("</ul>\n</div>\n");
        }
        self.say("</section>\n");
    }

    fn part(&mut self, part: &SheetPart) {
        self.section(&part.id, &part.title);
        part.row().intro.iter().for_each(|sentence| self.say(&format!("<p>{}</p>\n", own(sentence.says))));
        if !part.choices.is_empty() {
            self.say("<table class=\"form\" data-owner=\"dashboard\">\n<thead><tr><th scope=\"col\">Field</th><th scope=\"col\">Choose</th></tr></thead>\n<tbody>\n");
            for choice in &part.choices {
                let (field, choose) = (own(&choice.field), own(&choice.choose));
                self.say(&format!("<tr><th scope=\"row\">{field}</th><td>{choose}</td></tr>\n"));
            }
            self.say("</tbody>\n</table>\n");
        }
        part.items.iter().for_each(|item| self.item(part, item));
        self.say("</section>\n");
    }

    /// Starts a task with a check box. The caller closes the list item.
    fn task(&mut self, task: &Task) {
        let Task { id, client, owners, label, note } = task;
        let of = self.of(*client, owners);
        self.say(&format!(
            "<li class=\"task\" id=\"t-{id}\"{of}>\n<input type=\"checkbox\" id=\"c-{id}\" autocomplete=\"off\">\n\
             <label class=\"what\" for=\"c-{id}\">{label}</label>\n"
        ));
        if let Some(note) = note {
            self.say(&format!(
                "<span class=\"set scripted\"><label for=\"s-{id}\">{note}</label> \
                 <input type=\"text\" id=\"s-{id}\" autocomplete=\"off\" spellcheck=\"false\"></span>\n"
            ));
        }
    }

    /// Returns the attributes for the filters: the client of a task, and who does it.
    fn of(&self, client: Option<&Client>, owners: &str) -> String {
        let index = client.and_then(|client| self.sheet.clients.iter().position(|other| other == client));
        let client = index.map_or(String::new(), |index| format!(" data-client=\"{index}\""));
        format!("{client} data-owner=\"{}\"", escaped(owners))
    }

    /// Returns the repository of a place, if there are several.
    fn repository_of(&self, place: &SheetPlace) -> Option<String> {
        let all = &self.sheet.repositories;
        let own = &all[place.repository];
        let is_alone = all.iter().filter(|other| other.address == own.address).count() == 1;
        let name = if is_alone { code(own.name()) } else { self.name(own) };
        (all.len() > 1).then_some(name)
    }

    fn place(&self, place: &SheetPlace) -> String {
        let of = self.repository_of(place).map_or(String::new(), |name| format!("{name}: "));
        format!("{of}{}", self.in_repository(place))
    }

    fn in_repository(&self, place: &SheetPlace) -> String {
        let remark = if place.on_v2 { " (<em>still on v2</em>)" } else { "" };
        let shown = code(&format!("{}:{}", place.path, place.line));
        let repository = &self.sheet.repositories[place.repository];
        format!("{}{remark}", repository.link(place).map_or(shown.clone(), |address| link(&address, &shown)))
    }
}

/// Returns the name of a client by its id.
fn whose(client: &Client) -> String {
    match client {
        Client::Id(id) => format!("Client id <code class=\"value\">{}</code>", escaped(id)),
        Client::Code(text) => format!("The client id that the code has as {}", code(text)),
        Client::Unknown => "A client id that cannot be told".to_owned(),
    }
}

/// Returns who takes a step.
fn owners(step: &Step) -> String {
    step.owners.iter().map(|owner| owner.name()).collect::<Vec<_>>().join(", ")
}

/// Returns all owners of tasks, in the order in which tasks are listed.
fn all_owners() -> impl Iterator<Item = &'static str> {
    Owner::ALL.iter().map(|owner| owner.name())
}
