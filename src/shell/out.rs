//! Standard output and standard error.
//!
//! Patches and migrated text go to the one, all talk to the other. A reader that went away is no
//! error: nothing more is printed.

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

/// Where things are printed, and how.
#[derive(Debug, Clone, Copy)]
pub struct Out {
    /// Who reads patches.
    pub reader: PatchReader,
    /// How talk is shown.
    pub talk: Screen,
}

impl Out {
    /// What the terminals, the environment and `color` come to.
    pub fn new(color: Color) -> Self {
        let stdout = paint(color, AutoStream::choice(&io::stdout()));
        // What goes into a pipe or a file is a patch, whatever the environment says of colours.
        let painted = if color == Color::Always { Paint::Colour } else { Paint::Plain };
        let reader =
            if io::stdout().is_terminal() { PatchReader::Person(stdout) } else { PatchReader::Program(painted) };
        Out { reader, talk: screen(paint(color, AutoStream::choice(&io::stderr()))) }
    }
}

/// What standard error is shown on.
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
/// Where it cannot be written, other than because its reader went away.
pub fn print(text: &[u8]) -> io::Result<()> {
    let mut stdout = io::stdout().lock();
    match stdout.write_all(text).and_then(|()| stdout.flush()) {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        done => done,
    }
}

/// Says something on standard error. Nothing in it is a command to the machine that keeps the log.
pub fn say(text: &str) {
    let text = escape::without_commands(text);
    // There is nobody left to tell where this fails.
    let _ = io::stderr().lock().write_all(text.as_bytes());
}

/// Says what is wrong with what was asked for, and how the process ends.
pub fn usage(message: &str) -> Exit {
    say(&format!("error: {message}\n"));
    Exit::Failed
}

/// What the system said, without its number.
pub fn reason(error: &io::Error) -> String {
    let text = error.to_string();
    match text.find(" (os error") {
        Some(end) => crate::edit::part(&text, ..end).to_lowercase(),
        None => text,
    }
}
