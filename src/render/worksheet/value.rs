//! The values of a note, each with the text to type in the dashboard if that is known.

use super::data::PlanValue;
use super::finding::{NoteInFile, Worth};
use crate::edit::Span;
use crate::mapping::{self, CALL_GONE, COMPUTED, RELATIVE, Remarked};
use crate::note;
use crate::value::Quoted;
use std::borrow::Cow;

/// Returns the values of a note, each with its name and its place. A value that explains another one is
/// merged into it.
pub fn values(said: NoteInFile<'_>) -> Vec<(&str, Worth, Span)> {
    let values = &said.note.values;
    let quoted = quoted(values);
    let own = (0..values.len()).filter(|index| !is_explanation(values, &quoted, *index));
    let one = |index: usize| {
        let value = &values[index];
        (value.key.as_str(), worth(said, &quoted, index), value.at.unwrap_or(said.note.at))
    };
    own.map(one).collect()
}

fn worth(said: NoteInFile, quoted: &[Quoted], index: usize) -> Worth {
    let values = &said.note.values;
    let Remarked { text, mut remarks, condition } = Remarked::read(&values[index].text);
    let explained = (0..values.len()).find(|other| explains(values, quoted, *other, index));
    let (value, plans) = comes_to(&quoted[index], explained.map(|other| &quoted[other]));
    if let Some(literal) = value.as_deref().filter(|_| explained.is_some() && remarks.contains(&COMPUTED)) {
        remarks.retain(|remark| *remark != COMPUTED);
        remarks.extend((!mapping::is_absolute(literal)).then_some(RELATIVE));
    }
    if said.on_v2 {
        remarks.retain(|remark| *remark != CALL_GONE);
    }
    Worth {
        value,
        code: aligned(text).into_owned(),
        remarks: remarks.iter().map(|remark| remark.says.to_owned()).collect(),
        condition: condition.map(str::to_owned),
        plans,
    }
}

/// Returns the text to type for a value, which another value may explain, and the value for each plan.
fn comes_to(value: &Quoted, explained: Option<&Quoted>) -> (Option<String>, Vec<PlanValue>) {
    match (value, explained) {
        (Quoted::Literal(text), _) | (_, Some(Quoted::Literal(text))) => (Some(text.clone()), Vec::new()),
        (Quoted::Member { key, .. }, Some(Quoted::Table(rows))) => {
            (rows.iter().find(|row| row.name == *key).map(|row| row.value.clone()), Vec::new())
        }
        (_, Some(Quoted::Table(rows))) => {
            (None, rows.iter().map(|row| PlanValue { plan: row.name.clone(), value: row.value.clone() }).collect())
        }
        _ => (None, Vec::new()),
    }
}

/// Parses the values of a note without the remarks after them.
pub fn quoted(values: &[note::Value]) -> Vec<Quoted> {
    values.iter().map(|value| Quoted::read(Remarked::read(&value.text).text)).collect()
}

/// Whether a value only explains the name in another value.
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

/// Removes the common indentation of the lines after the first one.
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
