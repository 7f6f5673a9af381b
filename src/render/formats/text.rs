//! The report of the terminal without colours, below a line that names this program.

use crate::render::context::Context;
use crate::render::page::Detail;
use crate::render::paint::Paint;
use crate::render::screen::Screen;
use crate::render::{notes, summary};

/// The first line.
pub const HEAD: &str = "Report of rupt-migrate\n";

pub fn render(context: &Context) -> String {
    let report = context.report;
    let mut text = format!("{HEAD}\n");
    text.push_str(&notes::all(report, Paint::Plain));
    text.push_str(&notes::failures(&report.failures, Paint::Plain));
    text.push_str(&summary::summary(report, Detail::Full, Screen::PLAIN));
    text
}
