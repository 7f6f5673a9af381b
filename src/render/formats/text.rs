//! What the terminal is told, without colours, below a line that says whose report it is.

use super::Context;
use crate::render::paint::Paint;
use crate::render::report::Detail;
use crate::render::screen::Screen;
use crate::render::{notes, own, summary};

pub fn render(context: &Context) -> String {
    let report = context.report;
    let mut text = format!("{}\n", own::TEXT);
    text.push_str(&notes::all(report, Paint::Plain));
    text.push_str(&notes::failures(&report.failures, Paint::Plain));
    text.push_str(&summary::summary(report, Detail::Full, Screen::PLAIN));
    text
}
