//! The worksheet for programs; `docs/worksheet.md` describes it.

use super::Sheet;
use crate::render::formats::serial;
use serde::Serialize;

/// Goes up with every change that a reader must know of.
const VERSION: u32 = 2;

#[derive(Serialize)]
struct Document<'s> {
    version: u32,
    tool: &'static str,
    #[serde(flatten)]
    sheet: &'s Sheet<'s>,
}

pub fn render(sheet: &Sheet) -> String {
    serial::text(&Document { version: VERSION, tool: "rupt-migrate", sheet })
}
