//! What the command does besides migrating: it explains itself.

use super::args::{Args, Command};
use super::exit::Exit;
use super::id::Id;
use super::out::{self, Out};
use crate::examples::Example;
use crate::migrate;
use crate::migration::Outcome;
use crate::render::explain;
use clap::CommandFactory;
use clap_complete::Shell;

/// Runs `command`.
pub fn run(command: &Command, out: Out) -> Exit {
    let text = match command {
        Command::Explain { id: None } => explain::list(out.reader).into_bytes(),
        Command::Explain { id: Some(id) } => explained(*id, out).into_bytes(),
        Command::Completions { shell } => completions(*shell),
        Command::Man => manual(),
    };
    out::print(&text)
        .map_or_else(|error| super::usage(&format!("standard output: {}", out::reason(&error))), |()| Exit::Done)
}

/// The page about a note; its example is migrated here and now.
fn explained(Id(entry): Id, out: Out) -> String {
    let example = Example::of(entry.id);
    let after = example.and_then(|example| match migrate(example.text, example.kind()?, example.project) {
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
    // Writing to memory does not fail.
    let _ = clap_mangen::Man::new(Args::command()).render(&mut page);
    // All commands are on this page: they have none of their own.
    let page =
        String::from_utf8_lossy(&page).replace("\nrupt\\-migrate\\-", "\nrupt\\-migrate ").replace("(1)\n", "\n");
    page.into_bytes()
}
