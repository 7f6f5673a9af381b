//! The worksheet: everything that is to be set in the dashboard and done on the server, for the whole tree.
//!
//! Its reader has the dashboard open and perhaps not the code. So values are listed by setting and client,
//! not by file. Equal values are listed once, with all their places. Values that cannot be typed in a
//! dashboard are marked.
//!
//! [`collect`] turns a run into findings, [`build`] turns findings into a [`data::Sheet`], and each form is
//! rendered from that. Worksheets are merged by their findings.

mod build;
mod collect;
mod data;
mod finding;
mod group;
mod html;
mod json;
mod markdown;
mod value;

pub use build::Findings;
pub use json::read;

use super::context::Context;
use super::escape;
use data::Sheet;

pub use html::HEAD;

/// The heading of a worksheet in Markdown.
pub const HEADING: &str = "# Worksheet for the Rupt dashboard\n";

/// The form of a worksheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// For people, in a repository or a pull request.
    Markdown,
    /// For people, in a browser.
    Html,
    /// For programs.
    Json,
}

impl Form {
    /// Returns the form for a file with this ending.
    pub fn of(ending: &str) -> Option<Self> {
        match ending {
            "md" => Some(Form::Markdown),
            "html" => Some(Form::Html),
            "json" => Some(Form::Json),
            _ => None,
        }
    }

    /// Renders the worksheet of a run in this form.
    pub fn render(self, context: &Context) -> String {
        let render = |context: &Context| self.written(&collect::findings(context).sheet());
        context.render(render)
    }

    /// Merges worksheets and renders the result in this form.
    pub fn merged(self, sheets: Vec<Findings>) -> String {
        self.written(&Findings::together(sheets).sheet())
    }

    fn written(self, sheet: &Sheet) -> String {
        match self {
            Form::Markdown => escape::without_commands(&markdown::render(sheet)).into_owned(),
            Form::Html => html::render(sheet),
            Form::Json => json::render(sheet),
        }
    }
}
