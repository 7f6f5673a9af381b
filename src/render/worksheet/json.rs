//! The worksheet for programs; `docs/worksheet.md` describes it.

use super::Sheet;
use serde::Serialize;

/// Goes up with every change that a reader must know of.
const VERSION: u32 = 1;

#[derive(Serialize)]
struct Document<'s> {
    version: u32,
    #[serde(flatten)]
    sheet: &'s Sheet<'s>,
}

pub fn render(sheet: &Sheet) -> String {
    let document = Document { version: VERSION, sheet };
    // Strings, numbers and lists only: nothing in it can fail to be written.
    let mut text = serde_json::to_string_pretty(&document).unwrap_or_default();
    text.push('\n');
    text
}
