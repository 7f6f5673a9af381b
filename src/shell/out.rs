//! Standard output and standard error.
//!
//! Patches and migrated text go to standard output, messages to standard error. If the reader of standard
//! output closes it, nothing more is printed, and that is not an error.

use super::exit::Exit;
use crate::render::diff::PatchReader;
use crate::render::escape;
use crate::render::paint::Paint;
use crate::render::screen::Screen;
use anstream::{AutoStream, ColorChoice};
use clap::ValueEnum;
use std::io::{self, IsTerminal, Write};

/// When to colour.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub enum Color {
    /// Where the output is a terminal and `NO_COLOR` is not set
    #[default]
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

/// How output and messages are printed.
#[derive(Debug, Clone, Copy)]
pub struct Out {
    /// Who reads patches.
    pub reader: PatchReader,
    /// How messages are shown.
    pub talk: Screen,
}

impl Out {
    /// Decides by the terminals, the environment and `color`.
    pub fn new(color: Color) -> Self {
        let stdout = paint(color, AutoStream::choice(&io::stdout()));
        // In a pipe or a file, a patch is plain unless colours were asked for on the command line.
        let painted = if color == Color::Always { Paint::Colour } else { Paint::Plain };
        let reader =
            if io::stdout().is_terminal() { PatchReader::Person(stdout) } else { PatchReader::Program(painted) };
        Out { reader, talk: screen(paint(color, AutoStream::choice(&io::stderr()))) }
    }
}

/// Returns the screen that standard error is shown on.
fn screen(paint: Paint) -> Screen {
    let stderr = io::stderr();
    let size = stderr.is_terminal().then(|| terminal_size::terminal_size_of(&stderr)).flatten();
    let width = size.map(|(width, _)| usize::from(width.0));
    Screen { paint, width, links: supports_hyperlinks::on(supports_hyperlinks::Stream::Stderr) }
}

fn paint(color: Color, auto: ColorChoice) -> Paint {
    match (color, auto) {
        (Color::Always, _) => Paint::Colour,
        (Color::Never, _) | (Color::Auto, ColorChoice::Never) => Paint::Plain,
        (Color::Auto, _) => Paint::Colour,
    }
}

/// Prints to standard output.
///
/// # Errors
/// If standard output cannot be written, unless its reader has closed it.
pub fn print(text: &[u8]) -> io::Result<()> {
    let mut stdout = io::stdout().lock();
    match stdout.write_all(text).and_then(|()| stdout.flush()) {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        done => done,
    }
}

/// Prints text to standard error. Text that a CI system would take for a command is escaped.
pub fn say(text: &str) {
    let text = escape::without_commands(text);
    // If this fails, there is nowhere to report it.
    let _ = io::stderr().lock().write_all(text.as_bytes());
}

/// Prints what is wrong with the command line. Returns how the process ends.
pub fn usage(message: &str) -> Exit {
    say(&format!("error: {message}\n"));
    Exit::Failed
}

/// Returns the error of the system without its number.
pub fn reason(error: &io::Error) -> String {
    let text = error.to_string();
    match text.find(" (os error") {
        Some(end) => crate::edit::part(&text, ..end).to_lowercase(),
        None => text,
    }
}
