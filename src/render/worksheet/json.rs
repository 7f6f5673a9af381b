//! The worksheet as JSON, for programs and for merging; `docs/worksheet.md` describes it.

use super::build::Findings;
use super::data::Sheet;
use super::finding::FindingKind;
use crate::mapping;
use crate::render::serial;
use serde::de::IgnoredAny;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// The version of the format. It goes up with every change that breaks a reader.
const VERSION: u64 = 3;

const TOOL: &str = "rupt-migrate";

#[derive(Serialize, Deserialize)]
struct Document<S> {
    version: u64,
    tool: String,
    #[serde(flatten)]
    sheet: S,
}

/// The members by which a worksheet is recognised.
#[derive(Deserialize)]
struct Head {
    version: Option<u64>,
    tool: Option<serde_json::Value>,
    parts: Option<IgnoredAny>,
}

/// Returns a worksheet as JSON.
pub fn render(sheet: &Sheet) -> String {
    serial::text(&Document { version: VERSION, tool: TOOL.to_owned(), sheet })
}

/// Parses a worksheet. Returns its findings.
///
/// # Errors
/// The message about why `text` is not a worksheet of this version.
pub fn read(text: &str) -> Result<Findings, String> {
    let head: Head = serde_json::from_str(text).map_err(|_| NO_WORKSHEET.to_owned())?;
    let is_worksheet = head.tool == Some(TOOL.into()) && head.parts.is_some();
    let version = head.version.filter(|_| is_worksheet).ok_or(NO_WORKSHEET)?;
    if version != VERSION {
        return Err(format!(
            "is a worksheet of version {version} of the format, and this rupt-migrate reads version {VERSION}: make it again"
        ));
    }
    let document: Document<Sheet> =
        serde_json::from_str(text).map_err(|error| format!("is not a complete worksheet: {error}"))?;
    let findings = Findings::of(document.sheet);
    match unknown(&findings) {
        Some(what) => {
            Err(format!("names {what}, which this version does not know; make the worksheet again with this version"))
        }
        None => Ok(findings),
    }
}

const NO_WORKSHEET: &str = "is not a JSON worksheet (made with `--worksheet FILE.json`)";

/// Returns the first id or text that is not in a table of this release, or a place in an unknown repository.
/// Texts of the table are printed without escaping, so no other text may take their place.
fn unknown(findings: &Findings) -> Option<String> {
    let remarks: BTreeSet<&str> = mapping::remarks().map(|remark| remark.says).collect();
    for (step, points) in &findings.points {
        let Some(row) = mapping::steps().find(|row| row.id == *step) else { return Some(format!("the step `{step}`")) };
        let is_known = |point: &&String| row.points.iter().any(|own| own.text.says == **point);
        if let Some(point) = points.iter().find(|point| !is_known(point)) {
            return Some(format!("the point `{point}`"));
        }
    }
    for finding in &findings.all {
        let (part, item) = &finding.item;
        if !mapping::is_in_worksheet(part, item) {
            return Some(format!("the item `{item}` of `{part}`"));
        }
        if finding.place.repository >= findings.repositories.len() {
            return Some(format!("repository {}", finding.place.repository));
        }
        if let FindingKind::Value(_, worth) = &finding.what
            && let Some(remark) = worth.remarks.iter().find(|remark| !remarks.contains(remark.as_str()))
        {
            return Some(format!("the remark `{remark}`"));
        }
    }
    None
}
