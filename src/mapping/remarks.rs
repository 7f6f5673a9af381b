//! Remarks in parentheses after a value. They are written where the value is quoted, and read again by
//! the worksheet, which also finds values in the TODOs of earlier runs.

use super::*;
use crate::edit::part;

/// The remark after an address without a host.
pub const RELATIVE: Text = text("relative: the dashboard needs the full address", inferred(&["S0"]));

/// The remark after an address that is not a literal.
pub const COMPUTED: Text = text(
    "computed in code: a challenge config takes a fixed address, staging's for development policies, the live one \
     for production",
    inferred(&["S0", "V4"]),
);

/// The remark after a call that is removed with its option.
pub const CALL_GONE: Text = text("this call no longer runs", OURS);

/// The remark beside a setting of a policy that is not a literal. Only the worksheet shows it.
pub const NOT_FIXED: Text = text(
    "no fixed value in the code: ask a developer what it comes to; limits by plan may become one policy per plan, \
     by the `metadata` of the call",
    inferred(&["V4"]),
);

/// All remarks that can follow a value.
pub fn remarks() -> impl Iterator<Item = Text> {
    let fields = FIELDS.iter().map(|(_, text)| *text);
    let values = VALUES.iter().map(|(_, _, text)| *text);
    [RELATIVE, COMPUTED, CALL_GONE, NOT_FIXED, NULL, OVERRULED].into_iter().chain(fields).chain(values)
}

const CONDITION: &str = "only if ";

/// Whether the dashboard accepts `address`.
pub fn is_absolute(address: &str) -> bool {
    address.starts_with("http://") || address.starts_with("https://")
}

/// `remark` as it is written after a value.
pub fn behind(remark: Text) -> String {
    in_parentheses(remark.says)
}

fn in_parentheses(remark: &str) -> String {
    format!(" ({remark})")
}

/// The remark about a value that only counts if `condition` holds.
pub fn condition(condition: &str) -> String {
    in_parentheses(&format!("{CONDITION}{condition}"))
}

/// A value with its remarks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remarked<'t> {
    /// The value.
    pub text: &'t str,
    /// The remarks, in order.
    pub remarks: Vec<Text>,
    /// The condition under which it counts, if there is one.
    pub condition: Option<&'t str>,
}

impl<'t> Remarked<'t> {
    /// Splits `text` into the value and its remarks.
    pub fn read(text: &'t str) -> Self {
        let start = format!(" ({CONDITION}");
        let inner = text.strip_suffix(')');
        let parts =
            inner.and_then(|inner| inner.rfind(&start).map(|at| (part(inner, ..at), part(inner, at + start.len()..))));
        let (mut text, condition) = parts.map_or((text, None), |(text, condition)| (text, Some(condition)));
        let mut remarks = Vec::new();
        while let Some((rest, remark)) = last(text) {
            remarks.insert(0, remark);
            text = rest;
        }
        Remarked { text, remarks, condition }
    }
}

fn last(text: &str) -> Option<(&str, Text)> {
    remarks().find_map(|remark| Some((text.strip_suffix(&behind(remark))?, remark)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn remarks_are_read_as_they_are_written() {
        let text = format!("url(){}{}{}", behind(COMPUTED), behind(CALL_GONE), condition("a(b)"));
        let read = Remarked { text: "url()", remarks: vec![COMPUTED, CALL_GONE], condition: Some("a(b)") };
        assert_eq!(Remarked::read(&text), read);
    }

    #[test]
    fn code_in_parentheses_is_no_remark() {
        for text in ["limit(plan)", "\"(only if you like)\"", "x (relative)"] {
            assert_eq!(Remarked::read(text), Remarked { text, remarks: Vec::new(), condition: None });
        }
    }
}
