//! The values of a setting: equal ones together, each as a dashboard takes it where that is known.

use super::{Place, Said};
use crate::mapping::{self, CALL_GONE, COMPUTED, NOT_FIXED, OVERRULED, RELATIVE, Remarked};
use crate::note;
use serde::Serialize;
use std::borrow::Cow;

/// The name under which notes quote comments.
pub const COMMENT: &str = "comment";

/// Values of one name.
#[derive(Debug, Serialize)]
pub struct Group<'r> {
    /// The setting's name in the dashboard, or the option's in the code.
    pub key: &'r str,
    /// What is said of them all; nothing of comments.
    pub text: Option<&'static str>,
    /// Whether one setting is given several values.
    pub conflict: bool,
    /// The values, in the order they were met.
    pub values: Vec<Value<'r>>,
}

/// One value, with every place it comes from.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub struct Value<'r> {
    /// What to type, where the code has a literal; its strings without quotes.
    pub value: Option<&'r str>,
    /// How the code has it.
    pub code: Cow<'r, str>,
    /// What keeps it from being typed as it is.
    pub remarks: Vec<&'static str>,
    /// When it counts, where that is not always.
    pub condition: Option<&'r str>,
    /// What it comes to for each plan, where the code takes it from a table.
    pub plans: Vec<Plan<'r>>,
    /// Where it stands.
    pub places: Vec<Place<'r>>,
}

/// One row of a table that the code takes a value from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Plan<'r> {
    /// Its name in the code.
    pub plan: &'r str,
    /// Its value.
    pub value: &'r str,
}

/// The values of these notes.
pub fn groups<'r>(said: impl Iterator<Item = Said<'r>>) -> Vec<Group<'r>> {
    let mut groups: Vec<Group> = Vec::new();
    for said in said {
        for (index, value) in said.note.values.iter().enumerate() {
            if is_explanation(&said.note.values, index) {
                continue;
            }
            let new = Value::new(said, index);
            let text = (value.key != COMMENT).then_some(said.note.entry.advice());
            match groups.iter_mut().find(|group| group.key == value.key && group.text == text) {
                Some(group) => group.add(new),
                None => groups.push(Group { key: &value.key, text, conflict: false, values: vec![new] }),
            }
        }
    }
    groups
}

impl<'r> Group<'r> {
    /// Judges the values as those of one setting: whether they agree, and can be typed.
    pub fn judge(&mut self) {
        // One that v2 did not look at is no other opinion.
        let mut counting = self.values.iter().filter(|value| !value.remarks.contains(&OVERRULED.says));
        self.conflict = counting.next().is_some_and(|first| counting.any(|value| !value.is_equal(first)));
        for value in &mut self.values {
            if value.value.is_none() && value.plans.is_empty() && !value.remarks.contains(&COMPUTED.says) {
                value.remarks.push(NOT_FIXED.says);
            }
        }
    }

    /// Takes in the values that an earlier run gave another name.
    pub fn join(&mut self, other: Group<'r>) {
        other.values.into_iter().for_each(|value| self.add(value));
    }

    fn add(&mut self, new: Value<'r>) {
        match self.values.iter_mut().find(|old| old.is_equal(&new) && old.condition == new.condition) {
            Some(old) if new.places.iter().all(|place| old.places.contains(place)) => {}
            Some(old) => old.places.extend(new.places),
            None => self.values.push(new),
        }
    }
}

impl<'r> Value<'r> {
    fn new(said: Said<'r>, index: usize) -> Self {
        let values = &said.note.values;
        let value = &values[index];
        let Remarked { text, mut remarks, condition } = Remarked::read(&value.text);
        let explained =
            (0..values.len()).find(|other| explains(values, *other, index) && is_explanation(values, *other));
        let plans = explained.and_then(|other| table(&values[other].text)).unwrap_or_default();
        let literal = literal(explained.map_or(text, |other| &values[other].text));
        if let Some(literal) = literal.filter(|_| explained.is_some() && remarks.contains(&COMPUTED)) {
            remarks.retain(|remark| *remark != COMPUTED);
            remarks.extend((!mapping::is_absolute(literal)).then_some(RELATIVE));
        }
        if said.on_v2 {
            remarks.retain(|remark| *remark != CALL_GONE);
        }
        let place = said.place(value.at.unwrap_or(said.note.at));
        let remarks = remarks.iter().map(|remark| remark.says).collect();
        Value { value: literal, code: aligned(text), remarks, condition, plans, places: vec![place] }
    }

    fn is_equal(&self, other: &Value) -> bool {
        match (self.value, other.value) {
            (None, None) => self.code == other.code && self.plans == other.plans,
            (own, others) => own == others,
        }
    }
}

/// Whether a value is there to say what the name in another one stands for.
pub fn is_explanation(values: &[note::Value], index: usize) -> bool {
    (0..index).any(|other| explains(values, index, other))
}

fn explains(values: &[note::Value], index: usize, other: usize) -> bool {
    let text = Remarked::read(&values[other].text).text;
    let is_row = || {
        let rest = text.strip_prefix(&*values[index].key).unwrap_or_default();
        rest.starts_with(['[', '.', '?']) && table(&values[index].text).is_some()
    };
    index != other && (values[index].key == text || is_row())
}

/// The rows of an object whose members are all literals.
fn table(code: &str) -> Option<Vec<Plan<'_>>> {
    let inner = code.trim().strip_prefix('{')?.strip_suffix('}')?;
    let is_name = |c: char| c.is_alphanumeric() || matches!(c, '_' | '$');
    let rows = inner.split(',').map(str::trim).filter(|pair| !pair.is_empty());
    let rows = rows.map(|pair| {
        let (key, value) = pair.split_once(':')?;
        let (key, value) = (key.trim(), value.trim());
        let plan = if key.chars().all(is_name) { key } else { literal(key)? };
        Some(Plan { plan, value: literal(value)? })
    });
    rows.collect::<Option<Vec<_>>>().filter(|rows| !rows.is_empty())
}

/// What a literal stands for: a number, a word, or a string without escapes.
fn literal(code: &str) -> Option<&str> {
    let quote = code.chars().next().filter(|first| "\"'`".contains(*first));
    let Some(quote) = quote else {
        let is_word = code.chars().all(|c| c.is_ascii_digit() || c == '.') || matches!(code, "true" | "false");
        return (is_word && !code.is_empty()).then_some(code);
    };
    let inner = code.strip_prefix(quote)?.strip_suffix(quote)?;
    // What is shortened is no value.
    let is_cut = inner.contains([quote, '\\', '\n', '\r', '…']);
    let is_template = quote == '`' && inner.contains("${");
    (!inner.is_empty() && !is_cut && !is_template).then_some(inner)
}

/// Code of several lines, those behind the first as far left as they go.
fn aligned(code: &str) -> Cow<'_, str> {
    if !code.contains('\n') {
        return Cow::Borrowed(code);
    }
    let lines: Vec<&str> = code.lines().map(str::trim_end).collect();
    let indents = lines[1..].iter().filter(|line| !line.is_empty()).map(|line| line.len() - line.trim_start().len());
    let common = indents.min().unwrap_or(0);
    let rest = lines[1..].iter().map(|line| line.get(common..).unwrap_or_default());
    Cow::Owned(std::iter::once(lines[0]).chain(rest).collect::<Vec<_>>().join("\n"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_whole_literal_can_be_typed() {
        for (code, value) in [("3", "3"), ("'lenient'", "lenient"), ("`https://x.com`", "https://x.com")] {
            assert_eq!(literal(code), Some(value), "{code}");
        }
        for code in ["", "\"\"", "plan", "'a' + 'b'", "`${origin}/a`", "\"a\\nb\"", "'", "\"ab…\"", "1 + 1"] {
            assert_eq!(literal(code), None, "{code}");
        }
    }

    #[test]
    fn a_table_is_one_of_literals() {
        let rows =
            |code| table(code).map(|rows| rows.iter().map(|row| format!("{}={}", row.plan, row.value)).collect());
        assert_eq!(rows("{ basic: 1, \"pro plus\": '3', }"), Some(vec!["basic=1".to_owned(), "pro plus=3".to_owned()]));
        for code in ["{}", "3", "{ a: b }", "{ a: 1, ...more }", "{ a() {} }", "{ a: { b: 1 } }", "{ [a]: 1 }"] {
            assert_eq!(rows(code), None::<Vec<String>>, "{code}");
        }
    }

    #[test]
    fn lines_are_the_same_however_far_in_they_stood() {
        assert_eq!(aligned("() => {\r\n    a();\r\n\r\n  }"), "() => {\n  a();\n\n}");
        assert_eq!(aligned("() => {\n  a();\n\n}"), "() => {\n  a();\n\n}");
    }
}
