//! The items of the HTML worksheet: settings and entries that ask for work, with their values.

use super::ids::{of_file, of_value};
use super::text::push_lines;
use super::*;
use crate::mapping::Setting;
use crate::render::worksheet::markdown::capital;
use std::collections::HashMap;

/// How many calls that gave a setting no value are shown at first.
const NONE_SHOWN: usize = 6;

impl HtmlPage<'_> {
    pub(super) fn item(&mut self, part: &SheetPart, item: &SheetItem) {
        let setting = item.setting(part);
        let more = item.link.as_deref().map_or(String::new(), |address| {
            format!(" ({})", link(address, &format!("more<span class=\"unseen\"> about {}</span>", own(&item.name))))
        });
        self.say(&format!(
            "<div class=\"item\">\n<h3>{} <span class=\"owner\">{}</span></h3>\n<p>{}{more}.</p>\n",
            own(&item.name),
            own(&item.owner),
            own(&capital(&item.what))
        ));
        let is_named = item.names_clients(self.sheet);
        let is_silent = |given: &&ClientValues| is_named && setting.is_some() && !given.is_told();
        for given in item.clients.iter().filter(|given| !is_silent(given)) {
            self.say("<div class=\"given\">\n");
            if let Some(client) = given.client.as_ref().filter(|_| is_named) {
                self.say(&format!("<h4>{}</h4>\n", whose(client)));
                if *client == Client::Unknown && !given.groups.is_empty() {
                    self.say(&format!("<p class=\"warning\">{}</p>\n", own(mapping::CLIENT_UNKNOWN.says)));
                }
            }
            self.given((part, item), given, setting);
            self.say("</div>\n");
        }
        if let Some(setting) = setting {
            self.silent((part, item), setting, item.clients.iter().filter(is_silent));
        }
        self.say("</div>\n");
    }

    /// Lists the clients whose calls give a setting no value.
    fn silent<'g>(
        &mut self,
        (part, item): (&SheetPart, &SheetItem),
        setting: &Setting,
        all: impl Iterator<Item = &'g ClientValues>,
    ) {
        let all: Vec<&Client> = all.filter_map(|given| given.client.as_ref()).collect();
        if all.is_empty() {
            return;
        }
        self.say(&format!(
            "<div class=\"given\">\n<h4>Where the code gives none</h4>\n<p>{}</p>\n<ul class=\"tasks\">\n",
            own(setting.silent.says)
        ));
        for client in all {
            self.task(&Task {
                id: id(&["none", &part.id, &item.name, &of_client(Some(client))]),
                client: Some(client),
                owners: &item.owner,
                label: whose(client),
                note: SET_TO,
            });
            self.say("</li>\n");
        }
        self.say("</ul>\n</div>\n");
    }

    fn given(&mut self, (part, item): (&SheetPart, &SheetItem), given: &ClientValues, setting: Option<&Setting>) {
        if let Some(setting) = setting.filter(|_| !given.is_told()) {
            self.say(&format!("<p>{}</p>\n", own(setting.silent.says)));
        }
        let client = of_client(given.client.as_ref());
        for group in &given.groups {
            self.heading(item, group, setting);
            self.say("<ul class=\"tasks\">\n");
            for value in &group.values {
                let [worth, condition] = of_value(value);
                let names = ["value", &part.id, &item.name, &client, &group.key, &worth, &condition];
                self.value((item, given), group, (value, setting), &names);
            }
            self.say("</ul>\n");
        }
        if !given.places.is_empty() {
            self.say("<ul class=\"tasks\">\n");
            let mut seen: HashMap<String, usize> = HashMap::new();
            for place in &given.places {
                let file = of_file(&self.sheet.repositories[place.repository], place);
                let count = seen.entry(file.clone()).and_modify(|count| *count += 1).or_default();
                self.task(&Task {
                    id: id(&["place", &part.id, &item.name, &client, &file, &count.to_string()]),
                    client: given.client.as_ref(),
                    owners: &item.owner,
                    label: self.place(place),
                    note: None,
                });
                self.say("</li>\n");
            }
            self.say("</ul>\n");
        }
        if let Some(setting) = setting {
            self.typed((part, item), given, setting);
        }
    }

    /// Writes what the values below are, if the heading above does not say it.
    fn heading(&mut self, item: &SheetItem, group: &NamedValues, setting: Option<&Setting>) {
        let text = match (setting, &group.text) {
            (None, _) if group.key == item.name => String::new(),
            (Some(setting), Some(_)) if setting.has(&group.key) => "The code gives:".to_owned(),
            (_, None) => "Comments beside it in the code:".to_owned(),
            (Some(_), Some(text)) => format!("{}: {}:", code(&group.key), own(text)),
            _ => format!("{}:", code(&group.key)),
        };
        if !text.is_empty() {
            self.say(&format!("<p class=\"lead\">{text}</p>\n"));
        }
        if let Some(setting) = setting.filter(|_| group.conflict) {
            self.say(&format!(
                "<p class=\"warning\"><strong>The code gives different values.</strong> {}</p>\n",
                own(setting.several.says)
            ));
        }
    }

    fn value(
        &mut self,
        (item, given): (&SheetItem, &ClientValues),
        group: &NamedValues,
        (value, setting): (&SheetValue, Option<&Setting>),
        names: &[&str],
    ) {
        let is_setting = setting.is_some_and(|setting| setting.has(&group.key));
        let own_id = id(names);
        if group.text.is_some() {
            let note = if is_setting { None } else { SET_TO };
            let (client, owners) = (given.client.as_ref(), item.owner.as_str());
            self.task(&Task { id: own_id, client, owners, label: worth(value), note });
        } else {
            // A comment is only there to be read.
            self.say(&format!(
                "<li class=\"task\"{}>\n<div class=\"what\">{}</div>\n",
                self.of(given.client.as_ref(), &item.owner),
                worth(value)
            ));
        }
        self.plans((item, given), value, names);
        self.about(value);
    }

    /// Writes a task for each plan that has a value of its own.
    fn plans(&mut self, (item, given): (&SheetItem, &ClientValues), value: &SheetValue, names: &[&str]) {
        if value.plans.is_empty() {
            return;
        }
        self.say("<ul class=\"tasks\">\n");
        for PlanValue { plan, value } in &value.plans {
            let plan_id = id(&[names, &["plan", plan, value]].concat());
            self.task(&Task {
                id: plan_id,
                client: given.client.as_ref(),
                owners: &item.owner,
                label: format!(
                    "<code>{}</code>: <code class=\"value\">{}</code>, in a policy of its own",
                    escaped(plan),
                    escaped(value)
                ),
                note: SET_TO,
            });
            self.say("</li>\n");
        }
        self.say("</ul>\n");
    }

    /// Writes the remarks, the condition and the places of a value.
    fn about(&mut self, value: &SheetValue) {
        self.say("<ul class=\"about\">\n");
        value.remarks.iter().for_each(|remark| self.say(&format!("<li class=\"remark\">{}</li>\n", own(remark))));
        value.condition.iter().for_each(|condition| self.say(&format!("<li>only if {}</li>\n", code(condition))));
        for places in value.places.chunk_by(|one, next| one.repository == next.repository) {
            let shown: Vec<String> = places.iter().map(|place| self.in_repository(place)).collect();
            let of = self.repository_of(&places[0]).map_or(String::new(), |name| format!("{name}: "));
            self.say(&format!("<li>from {of}{}</li>\n", shown.join(", ")));
        }
        self.say("</ul>\n</li>\n");
    }

    /// Writes what is known about a setting, below its values.
    fn typed(&mut self, (part, item): (&SheetPart, &SheetItem), given: &ClientValues, setting: &Setting) {
        if !given.none.is_empty() && given.has_named(setting) {
            let places: Vec<String> = given.none.iter().map(|place| self.place(place)).collect();
            let (shown, rest) = places.split_at(places.len().min(NONE_SHOWN));
            let more = match rest.len() {
                0 => String::new(),
                count => format!("<details><summary>and {count} more</summary>{}</details>", rest.join(", ")),
            };
            self.say(&format!("<div class=\"none\">{}: {}{more}</div>\n", own(setting.some.says), shown.join(", ")));
        }
        self.say("<p class=\"lead\">Where to type it:</p>\n<ul class=\"tasks\">\n");
        for typed in setting.typed {
            self.task(&Task {
                id: id(&["typed", &part.id, &item.name, &of_client(given.client.as_ref()), typed]),
                client: given.client.as_ref(),
                owners: &item.owner,
                label: own(typed),
                note: SET_TO,
            });
            self.say("</li>\n");
        }
        self.say("</ul>\n");
    }
}

/// Returns a value as the label of its check box.
fn worth(value: &SheetValue) -> String {
    match &value.value {
        Some(text) => format!("<code class=\"value\">{}</code>", escaped(text)),
        None if !value.code.contains('\n') => format!("<code class=\"value\">{}</code>", escaped(&value.code)),
        None => {
            let mut block = "<code class=\"value block\">".to_owned();
            push_lines(&mut block, &value.code);
            block + "</code>"
        }
    }
}
