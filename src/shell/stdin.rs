//! One file from standard input to standard output, as editors ask for it.

use super::discover::{Candidate, Found};
use super::exit::Exit;
use super::out::{self, Out};
use super::packages::Packages;
use super::prefilter::named;
use super::survey::Survey;
use super::work::{self, Migrate};
use crate::kind::Kind;
use crate::migration::{Moves, Project};
use crate::render::notes;
use std::io::{self, Read};
use std::path::Path;

/// Migrates standard input as if it were the file at `path`. What cannot be migrated is repeated.
pub fn run(path: &Path, here: &Path, moves: Moves, migrate: Migrate, out: Out) -> Exit {
    let mut bytes = Vec::new();
    if let Err(error) = io::stdin().lock().read_to_end(&mut bytes) {
        out::say(&format!("error: standard input cannot be read: {error}\n"));
        return Exit::Failed;
    }
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let found = named(&bytes);
    let Some(Kind::Script(dialect)) = Kind::of(&name).filter(|_| found.is_candidate()) else {
        return print(&bytes, Exit::Done);
    };
    let folder = here.join(path).parent().unwrap_or(here).to_owned();
    let folder = folder.canonicalize().unwrap_or(folder);
    let canonical = folder.join(&*name);
    let packages = Packages::read(&[], &[folder], 1);
    let project = Project { renders_on_server: packages.renders_on_server(&canonical), global_is_read: false, moves };
    let kind = Kind::Script(dialect);
    let candidate = Candidate { path: path.to_owned(), canonical, kind, named: found, bytes, excluded: false };
    let end = work::on_stack(work::STACK, || work::work(migrate, &candidate.bytes, dialect, project));
    let original = candidate.bytes.clone();
    let mut found = Found { candidates: vec![candidate], ..Found::default() };
    let survey = Survey::new(&mut found, vec![(0, end)], &packages);
    let mut said = String::new();
    survey.scripts.iter().for_each(|script| said.push_str(&notes::notes(&script.report, out.talk)));
    survey.failures.iter().for_each(|failure| said.push_str(&notes::failure(failure, out.talk)));
    let output = survey.scripts.iter().find_map(|script| script.report.output.as_ref());
    let exit = if survey.failures.is_empty() { Exit::Done } else { Exit::Failed };
    out::say(&said);
    print(output.map_or(original.as_slice(), |text| text.as_bytes()), exit)
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
