//! The values of a setting: equal ones together, each as a dashboard takes it where that is known.

use super::{Place, Said};
use crate::mapping::{self, CALL_GONE, COMPUTED, NOT_FIXED, OVERRULED, RELATIVE, Remarked};
use crate::note;
use crate::value::Quoted;
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
    pub value: Option<String>,
    /// How the code has it.
    pub code: Cow<'r, str>,
    /// What keeps it from being typed as it is.
    pub remarks: Vec<&'static str>,
    /// When it counts, where that is not always.
    pub condition: Option<&'r str>,
    /// What it comes to for each plan, where the code takes it from a table.
    pub plans: Vec<Plan>,
    /// Where it stands.
    pub places: Vec<Place<'r>>,
}

/// One row of a table that the code takes a value from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Plan {
    /// Its name in the code.
    pub plan: String,
    /// Its value.
    pub value: String,
}

/// The values of these notes.
pub fn groups<'r>(said: impl Iterator<Item = Said<'r>>) -> Vec<Group<'r>> {
    let mut groups: Vec<Group> = Vec::new();
    for said in said {
        let quoted = quoted(&said.note.values);
        for (index, value) in said.note.values.iter().enumerate() {
            if is_explanation(&said.note.values, &quoted, index) {
                continue;
            }
            let new = Value::new(said, &quoted, index);
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
    fn new(said: Said<'r>, quoted: &[Quoted], index: usize) -> Self {
        let values = &said.note.values;
        let value = &values[index];
        let Remarked { text, mut remarks, condition } = Remarked::read(&value.text);
        let explained = (0..values.len()).find(|other| explains(values, quoted, *other, index));
        let (literal, plans) = comes_to(&quoted[index], explained.map(|other| &quoted[other]));
        if let Some(literal) = literal.as_deref().filter(|_| explained.is_some() && remarks.contains(&COMPUTED)) {
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
        match (&self.value, &other.value) {
            (None, None) => self.code == other.code && self.plans == other.plans,
            (own, others) => own == others,
        }
    }
}

/// What to type for a value, where another one explains it, and what it is for each plan.
fn comes_to(value: &Quoted, explained: Option<&Quoted>) -> (Option<String>, Vec<Plan>) {
    match (value, explained) {
        (Quoted::Literal(text), _) | (_, Some(Quoted::Literal(text))) => (Some(text.clone()), Vec::new()),
        (Quoted::Member { key, .. }, Some(Quoted::Table(rows))) => {
            (rows.iter().find(|row| row.name == *key).map(|row| row.value.clone()), Vec::new())
        }
        (_, Some(Quoted::Table(rows))) => {
            (None, rows.iter().map(|row| Plan { plan: row.name.clone(), value: row.value.clone() }).collect())
        }
        _ => (None, Vec::new()),
    }
}

/// What the values of a note are, without the remarks behind them.
pub fn quoted(values: &[note::Value]) -> Vec<Quoted> {
    values.iter().map(|value| Quoted::read(Remarked::read(&value.text).text)).collect()
}

/// Whether a value is there to say what the name in another one stands for.
pub fn is_explanation(values: &[note::Value], quoted: &[Quoted], index: usize) -> bool {
    (0..index).any(|other| explains(values, quoted, index, other))
}

fn explains(values: &[note::Value], quoted: &[Quoted], index: usize, other: usize) -> bool {
    let key = &*values[index].key;
    let is_table = matches!(quoted[index], Quoted::Table(_));
    other < index
        && match &quoted[other] {
            Quoted::Name(name) => name == key,
            Quoted::Member { of, text, .. } => text == key || is_table && of == key,
            Quoted::Other(names) => is_table && names.iter().any(|name| name == key),
            Quoted::Literal(_) | Quoted::Table(_) => false,
        }
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
    fn lines_are_the_same_however_far_in_they_stood() {
        assert_eq!(aligned("() => {\r\n    a();\r\n\r\n  }"), "() => {\n  a();\n\n}");
        assert_eq!(aligned("() => {\n  a();\n\n}"), "() => {\n  a();\n\n}");
    }
}
