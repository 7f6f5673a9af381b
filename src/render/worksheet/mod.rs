//! The worksheet: what is to be set in the dashboard, and done on the server, from the whole tree.
//!
//! Its reader has the dashboard and perhaps not the code. So values stand by the setting and the client they
//! belong to, not by the file; equal ones once, with every place they come from; what the code has that no
//! dashboard takes is marked.
//!
//! A run is [`collect`]ed as findings, findings are [`build`] into a [`data::Sheet`], and each form is made of
//! that. Worksheets of several runs come together as findings, too.

mod build;
mod collect;
mod data;
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

/// What a worksheet as Markdown begins with.
pub const HEADING: &str = "# Worksheet for the Rupt dashboard\n";

/// How a worksheet is written down.
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
    /// The form for a file with this ending.
    pub fn of(ending: &str) -> Option<Self> {
        match ending {
            "md" => Some(Form::Markdown),
            "html" => Some(Form::Html),
            "json" => Some(Form::Json),
            _ => None,
        }
    }

    /// The worksheet of a run in this form.
    pub fn render(self, context: &Context) -> String {
        let render = |context: &Context| self.written(&collect::findings(context).sheet());
        context.render(render)
    }

    /// The worksheet of several others in this form.
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
