//! One file from standard input to standard output, as editors ask for it.

use super::args::Args;
use super::discover::{Candidate, Found, is_wanted};
use super::encoding;
use super::exit::Exit;
use super::out::{self, Out};
use super::packages::Packages;
use super::survey::Survey;
use super::work::{self, Migrate};
use crate::kind::Kind;
use crate::migration::Project;
use crate::prefilter::named;
use crate::render::notes;
use std::io::{self, Read};
use std::path::Path;

/// Migrates standard input as if it were the file at `path`. What cannot be migrated is repeated.
pub fn run(path: &Path, here: &Path, args: &Args, migrate: Migrate, out: Out) -> Exit {
    let mut bytes = Vec::new();
    if let Err(error) = io::stdin().lock().read_to_end(&mut bytes) {
        out::say(&format!("error: standard input cannot be read: {error}\n"));
        return Exit::Failed;
    }
    let name = path.file_name().unwrap_or_default();
    let found = named(&bytes);
    let migrated_kind = |kind: &Kind| kind.is_migrated() && is_wanted(*kind, found);
    let Some(kind) = Kind::of(&name.to_string_lossy()).filter(migrated_kind) else {
        return print(&bytes, Exit::Done);
    };
    let folder = here.join(path).parent().unwrap_or(here).to_owned();
    let folder = folder.canonicalize().unwrap_or(folder);
    let canonical = folder.join(name);
    let packages = Packages::read(&[], &[folder], 1);
    let candidate = Candidate {
        path: path.to_owned(),
        canonical,
        kind,
        named: found,
        text: encoding::decode(bytes),
        by_path: None,
        excluded: false,
    };
    migrated(candidate, &packages, args, migrate, out)
}

fn migrated(file: Candidate, packages: &Packages, args: &Args, migrate: Migrate, out: Out) -> Exit {
    let renders_on_server = packages.renders_on_server(&file.canonical);
    let project = Project { renders_on_server, moves: args.moves(), unsaid: args.unsaid(), ..Project::default() };
    let end = work::on_stack(work::STACK, || work::work(migrate, file.migrated_text(), file.kind, project));
    let original = file.bytes().to_vec();
    let mut found = Found { candidates: vec![file], ..Found::default() };
    let mut survey = Survey::new(&mut found, vec![(0, end)], packages);
    for script in &mut survey.scripts {
        script.report.notes.retain(|note| !project.unsaid.contains(note.entry));
    }
    let mut said = String::new();
    if !args.quiet {
        survey.scripts.iter().for_each(|script| said.push_str(&notes::notes(&script.report, out.talk)));
    }
    survey.failures.iter().for_each(|failure| said.push_str(&notes::failure(failure, out.talk)));
    out::say(&said);
    let output = survey.scripts.iter().find_map(|script| script.report.applied());
    let exit = if survey.failures.is_empty() { Exit::Done } else { Exit::Failed };
    print(output.as_ref().map_or(original.as_slice(), |new| new.text.as_bytes()), exit)
}

fn print(bytes: &[u8], exit: Exit) -> Exit {
    match out::print(bytes) {
        Ok(()) => exit,
        Err(error) => {
            out::say(&format!("error: standard output cannot be written: {error}\n"));
            Exit::Failed
        }
    }
}
