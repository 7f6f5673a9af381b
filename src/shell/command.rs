//! The subcommands: `explain`, `done`, `worksheet`, `completions` and `man`.

use super::args::{Args, Command, Sheets};
use super::exit::Exit;
use super::out::{self, Out};
use super::{done, merge};
use crate::examples::Example;
use crate::mapping::{self, Entry, Lookup};
use crate::migrate;
use crate::migration::Outcome;
use crate::render::{escape, explain};
use clap::CommandFactory;
use clap_complete::Shell;
use std::path::Path;

/// Runs `command` in the folder `here`.
pub fn run(command: &Command, here: &Path, out: Out) -> Exit {
    let text = match command {
        Command::Worksheet { command: Sheets::Merge(sheets) } => return merge::run(sheets, here),
        Command::Done(asked) => return done::run(asked, here),
        Command::Explain { about } => match explained(&about.join(" "), out) {
            Ok(page) => page.into_bytes(),
            Err(message) => return out::usage(&message),
        },
        Command::Completions { shell } => completions(*shell),
        Command::Man => manual(),
    };
    out::print(&text)
        .map_or_else(|error| out::usage(&format!("standard output: {}", out::reason(&error))), |()| Exit::Done)
}

/// Returns the page about `words`, or the list of all notes if there are no words.
fn explained(words: &str, out: Out) -> Result<String, String> {
    match words {
        "" => return Ok(explain::list(out.reader)),
        explain::v3::TOPIC => return Ok(explain::v3::page(out.reader)),
        _ => {}
    }
    match mapping::look_up(words) {
        Lookup::Note(entry) => Ok(page(entry, out)),
        Lookup::Notes(entries) => Ok(explain::hits(words, &entries, out.reader)),
        Lookup::Nothing(near) => Err(nothing(words, &near)),
    }
}

fn nothing(words: &str, near: &[&Entry]) -> String {
    let ids: Vec<String> = near.iter().map(|entry| format!("`{}`", entry.id)).collect();
    let hint = match ids.as_slice() {
        [] => "`rupt-migrate explain` lists all".to_owned(),
        ids => format!("did you mean {}?", ids.join(" or ")),
    };
    format!("no note has the id `{words}` or contains it; {hint}", words = escape::one_line(words))
}

/// Returns the page about a note. The example on it is migrated here.
fn page(entry: &Entry, out: Out) -> String {
    let example = Example::of(entry.id);
    let after = example.as_ref().and_then(|example| match migrate(example.text, example.kind()?, &example.choice) {
        Outcome::Migrated(migration) => migration.output(example.text),
        _ => None,
    });
    explain::explain(entry, example, after.as_deref(), out.reader)
}

fn completions(shell: Shell) -> Vec<u8> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Args::command(), "rupt-migrate", &mut script);
    script
}

fn manual() -> Vec<u8> {
    let mut page = Vec::new();
    // Writing to memory cannot fail.
    let _ = clap_mangen::Man::new(Args::command()).render(&mut page);
    // The subcommands have no pages of their own to refer to.
    let page =
        String::from_utf8_lossy(&page).replace("\nrupt\\-migrate\\-", "\nrupt\\-migrate ").replace("(1)\n", "\n");
    page.into_bytes()
}
