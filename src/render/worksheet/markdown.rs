//! The worksheet for people.
//!
//! Everything that comes from the code, paths and names included, stands in code spans and fences
//! longer than any run of backticks in it, so that nothing in it is read as Markdown or HTML.

use super::value::{Group, Value};
use super::{HEADING, Item, Part, Place, Sheet};
use crate::mapping::{self, Setting};
use crate::render::escape;

pub fn render(sheet: &Sheet) -> String {
    let mut out = format!("{HEADING}\n{}\n", mapping::INTRO.says);
    if sheet.rewritten {
        out.push_str("\nThe lines are those of the files as they were before `rupt-migrate` rewrote them.\n");
    }
    sheet.parts.iter().for_each(|part| self::part(&mut out, part));
    out
}

fn part(out: &mut String, part: &Part) {
    out.push_str(&format!("\n## {}\n", part.title));
    part.intro.iter().for_each(|sentence| out.push_str(&format!("\n{}\n", sentence.says)));
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
}

/// Whether the code gives a value for a setting, or something that may hold one.
fn is_told(setting: &Setting, groups: &[Group]) -> bool {
    let first = setting.ids.first().map(|id| mapping::entry(id).advice());
    groups.iter().any(|group| group.text.is_some() && group.text == first)
}

/// What the values below are, where that is not plain from the heading above.
fn heading(out: &mut String, item: &Item, group: &Group) {
    match (item.setting, group.text) {
        _ if group.key == item.name => {}
        (Some(setting), Some(_)) if group.key == setting.key => out.push_str(&format!("\n{}:\n", span(group.key))),
        (_, None) => out.push_str("\nComments beside it in the code:\n"),
        (Some(_), Some(text)) => out.push_str(&format!("\n{}: {text}:\n", span(group.key))),
        _ => out.push_str(&format!("\n{}:\n", span(group.key))),
    }
    if let Some(setting) = item.setting.filter(|_| group.conflict) {
        out.push_str(&format!("\n> **Warning: the code gives different values.** {}\n", setting.several.says));
    }
}

fn value(out: &mut String, bullet: &str, value: &Value) {
    match value.value {
        Some(text) => out.push_str(&format!("{bullet} {}\n", span(text))),
        None if !value.code.contains('\n') => out.push_str(&format!("{bullet} {}\n", span(&value.code))),
        None => block(out, bullet, &value.code),
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
