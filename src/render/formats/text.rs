//! What the terminal is told, without colours.

use super::Context;
use crate::render::paint::Paint;
use crate::render::report::Detail;
use crate::render::{notes, summary};

pub fn render(context: &Context) -> String {
    let report = context.report;
    let mut text = String::new();
    report.files.iter().for_each(|file| text.push_str(&notes::notes(file, Paint::Plain)));
    report.failures.iter().for_each(|failure| text.push_str(&notes::failure(failure, Paint::Plain)));
    text.push_str(&summary::summary(report, Detail::Full, Paint::Plain));
    text
}
