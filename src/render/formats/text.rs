//! What the terminal is told, without colours.

use super::Context;
use crate::render::paint::Paint;
use crate::render::report::Detail;
use crate::render::{notes, summary};

pub fn render(context: &Context) -> String {
    let report = context.report;
    let mut text = notes::all(&report.files, Detail::Full, Paint::Plain);
    text.push_str(&notes::failures(&report.failures, Detail::Full, Paint::Plain));
    text.push_str(&summary::summary(report, Detail::Full, Paint::Plain));
    text
}
