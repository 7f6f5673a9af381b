//! The worksheet for people.
//!
//! Everything that comes from the code, paths and names included, stands in code spans and fences
//! longer than any run of backticks in it, so that nothing in it is read as Markdown or HTML.

use super::value::{Group, Plan, Value};
use super::{HEADING, Item, Part, Place, Sheet, Stage};
use crate::mapping::{self, Setting};
use crate::render::escape;

/// How many calls that gave a setting no value are named: all are in the JSON.
const NONE_SHOWN: usize = 6;

pub fn render(sheet: &Sheet) -> String {
    let mut out = format!("{HEADING}\n{}\n", mapping::INTRO.says);
    if sheet.rewritten {
        out.push_str("\nThe lines are those of the files as they were before `rupt-migrate` rewrote them.\n");
    }
    order(&mut out, &sheet.steps);
    sheet.parts.iter().for_each(|part| self::part(&mut out, part));
    steps(&mut out, &sheet.steps);
    out
}

/// The headings of the steps: what comes when is the first thing to know.
fn order(out: &mut String, steps: &[Stage]) {
    if steps.is_empty() {
        return;
    }
    out.push_str(&format!("\n## The order\n\n**{}**\n\n", mapping::NOBODY_YET.says));
    for step in steps.iter().filter(|step| step.heading != step.title) {
        out.push_str(&format!("{}, by {}\n", step.heading, step.who));
    }
    out.push_str("\nThe forms for steps 2 and 4 come first; what each step asks for in this tree is at the end.\n");
}

/// What each step asks for.
fn steps(out: &mut String, steps: &[Stage]) {
    for (index, step) in steps.iter().enumerate() {
        if index == 0 {
            out.push_str("\n## The steps, one by one\n");
        }
        out.push_str(&format!("\n### {}\n\nBy {}.\n\n", step.heading, step.who));
        step.points.iter().for_each(|point| out.push_str(&format!("- [ ] {point}\n")));
    }
}

fn part(out: &mut String, part: &Part) {
    out.push_str(&format!("\n## {}\n", part.title));
    part.intro.iter().for_each(|sentence| out.push_str(&format!("\n{}\n", sentence.says)));
    if !part.choices.is_empty() {
        out.push_str("\n| field | choose |\n|---|---|\n");
        part.choices.iter().for_each(|choice| out.push_str(&format!("| {} | {} |\n", choice.field, choice.choose)));
    }
    part.items.iter().for_each(|item| self::item(out, item));
}

fn item(out: &mut String, item: &Item) {
    let link = item.link.map_or(String::new(), |link| format!(" ([more]({link}))"));
    out.push_str(&format!("\n### {}\n\n{}{link}.\n", item.name, capital(item.what)));
    if let Some(setting) = item.setting.filter(|setting| !is_told(setting, &item.groups)) {
        out.push_str(&format!("\n{}\n", setting.silent.says));
    }
    for group in &item.groups {
        heading(out, item, group);
        out.push('\n');
        let bullet = if group.text.is_some() { "- [ ]" } else { "-" };
        group.values.iter().for_each(|value| self::value(out, bullet, value));
    }
    if !item.places.is_empty() {
        out.push('\n');
        item.places.iter().for_each(|place| out.push_str(&format!("- [ ] {}\n", self::place(place))));
    }
    item.setting.iter().for_each(|setting| self::setting(out, setting, item));
}

/// What is said of a setting below its values.
fn setting(out: &mut String, setting: &Setting, item: &Item) {
    if !item.none.is_empty() {
        let shown: Vec<String> = item.none.iter().take(NONE_SHOWN).map(place).collect();
        let more = match item.none.len() - shown.len() {
            0 => String::new(),
            count => format!(" and {count} more"),
        };
        out.push_str(&format!("\n{}: {}{more}.\n", setting.some.says, shown.join(", ")));
    }
    out.push_str("\nWhere to type it:\n\n");
    setting.typed.iter().for_each(|typed| out.push_str(&format!("- [ ] {typed}\n")));
}

/// Whether the code gives a value for a setting, or something that may hold one.
fn is_told(setting: &Setting, groups: &[Group]) -> bool {
    let own = mapping::entry(setting.id).advice();
    groups.iter().any(|group| group.text == Some(own))
}

/// What the values below are, where that is not plain from the heading above.
fn heading(out: &mut String, item: &Item, group: &Group) {
    match (item.setting, group.text) {
        _ if group.key == item.name && item.setting.is_none() => {}
        (Some(setting), Some(_)) if setting.has(group.key) => out.push_str("\nThe code gives:\n"),
        (_, None) => out.push_str("\nComments beside it in the code:\n"),
        (Some(_), Some(text)) => out.push_str(&format!("\n{}: {text}:\n", span(group.key))),
        _ => out.push_str(&format!("\n{}:\n", span(group.key))),
    }
    if let Some(setting) = item.setting.filter(|_| group.conflict) {
        out.push_str(&format!("\n> **Warning: the code gives different values.** {}\n", setting.several.says));
    }
}

fn value(out: &mut String, bullet: &str, value: &Value) {
    match &value.value {
        Some(text) => out.push_str(&format!("{bullet} {}\n", span(text))),
        None if !value.code.contains('\n') => out.push_str(&format!("{bullet} {}\n", span(&value.code))),
        None => block(out, bullet, &value.code),
    }
    for Plan { plan, value } in &value.plans {
        out.push_str(&format!("  - [ ] {}: {}, in a policy of its own\n", span(plan), span(value)));
    }
    value.remarks.iter().for_each(|remark| out.push_str(&format!("  - **{remark}**\n")));
    value.condition.iter().for_each(|condition| out.push_str(&format!("  - only if {}\n", span(condition))));
    let places: Vec<String> = value.places.iter().map(place).collect();
    out.push_str(&format!("  - from {}\n", places.join(", ")));
}

fn place(place: &Place) -> String {
    let remark = if place.on_v2 { " (*still on v2*)" } else { "" };
    format!("{}{remark}", span(&format!("{}:{}", place.path, place.line)))
}

/// Code of several lines, as an item of a list.
fn block(out: &mut String, bullet: &str, code: &str) {
    let code = escape::lines(code);
    let fence = "`".repeat(longest_run(&code).max(2) + 1);
    out.push_str(&format!("{bullet} this code:\n\n  {fence}js\n"));
    code.lines().for_each(|line| out.push_str(&format!("{}\n", format!("  {line}").trim_end())));
    out.push_str(&format!("  {fence}\n\n"));
}

/// Text as a code span.
fn span(text: &str) -> String {
    let text = escape::one_line(text);
    let ticks = "`".repeat(longest_run(&text) + 1);
    // Markdown takes a blank off each side where there are two.
    let pad = if text.starts_with(['`', ' ']) || text.ends_with(['`', ' ']) || text.is_empty() { " " } else { "" };
    format!("{ticks}{pad}{text}{pad}{ticks}")
}

fn longest_run(text: &str) -> usize {
    text.split(|c| c != '`').map(str::len).max().unwrap_or(0)
}

fn capital(text: &str) -> String {
    // `v2` and `v3` are names.
    if text.as_bytes().get(1).is_some_and(u8::is_ascii_digit) {
        return text.to_owned();
    }
    let mut chars = text.chars();
    chars.next().map_or(String::new(), |first| first.to_uppercase().chain(chars).collect())
}
