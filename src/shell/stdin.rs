//! Migrates one file from standard input to standard output, for editors.

use super::args::Args;
use super::candidate::{Candidate, is_wanted};
use super::discover::{Discovered, Search};
use super::encoding;
use super::exclude::Exclude;
use super::exit::Exit;
use super::global::Global;
use super::out::{self, Out};
use super::packages::Packages;
use super::pool::{self, Migrate, ScriptEnd};
use super::progress::Count;
use super::survey::Survey;
use super::walk::IgnoreFiles;
use crate::kind::Kind;
use crate::migration::{Choice, Outcome};
use crate::prefilter::named;
use crate::render::faults::Faults;
use crate::render::notes;
use crate::render::report::Mode;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

/// Migrates standard input as if it were the file at `path`. Text that cannot be migrated is printed
/// unchanged.
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
    let rest = rest_of_package(&packages, &canonical);
    let packages = packages.with_rendering(&rest.rendering);
    let candidate = Candidate {
        path: path.to_owned(),
        canonical,
        kind,
        named: found,
        text: encoding::decode(bytes),
        by_path: None,
        left_out: None,
    };
    migrated(candidate, (&packages, rest.candidates), args, migrate, out)
}

fn migrated(
    file: Candidate,
    (packages, others): (&Packages, Vec<Candidate>),
    args: &Args,
    migrate: Migrate,
    out: Out,
) -> Exit {
    let renders_on_server = packages.renders_on_server(&file.canonical);
    let choice = Choice { renders_on_server, moves: args.moves(), unsaid: args.unsaid(), ..Choice::default() };
    let end = pool::on_stack(pool::STACK, || {
        let end = pool::migrate_one(migrate, file.migrated_text(), file.kind, &choice);
        let drops_v2 = matches!(&end, ScriptEnd::Outcome(Outcome::Migrated(migration)) if migration.drops_v2);
        match drops_v2 && global_is_read((&file, &end), others, packages, migrate) {
            true => pool::migrate_one(
                migrate,
                file.migrated_text(),
                file.kind,
                &Choice { global_is_read: true, ..choice.clone() },
            ),
            false => end,
        }
    });
    let end = end.unwrap_or_else(|| ScriptEnd::Refused("no thread could be started for it; left alone".to_owned()));
    let original = file.bytes().to_vec();
    let mut found = Discovered { candidates: vec![file], ..Discovered::default() };
    let mut survey = Survey::new(&mut found, vec![(0, end)], packages);
    for script in &mut survey.scripts {
        script.report.notes.retain(|note| !choice.unsaid.contains(note.entry));
    }
    let (mut said, faults) = (String::new(), Faults::default());
    if !args.quiet {
        let files = survey.scripts.iter();
        files.for_each(|script| said.push_str(&notes::notes(&script.report, Mode::Write, &faults, out.talk.paint)));
    }
    survey.failures.extend(faults.failures());
    said.push_str(&notes::failures(&survey.failures, out.talk.paint));
    out::say(&said);
    let output = survey.scripts.iter().find_map(|script| script.report.applied());
    let exit = if survey.failures.is_empty() { Exit::Done } else { Exit::Failed };
    print(output.as_ref().map_or(original.as_slice(), |new| new.text.as_bytes()), exit)
}

/// Finds the other files in the package of the file at `path`.
fn rest_of_package(packages: &Packages, path: &Path) -> Discovered {
    let own = packages.nearest(path);
    let folders: Vec<PathBuf> = own.map(|index| packages.get(index).folder.clone()).into_iter().collect();
    let (exclude, count) = (Exclude::nothing(), Count::default());
    let ignore_files = IgnoreFiles::Honoured;
    Search { roots: &folders, exclude: &exclude, ignore_files, threads: 1, count: &count }.run()
}

/// Whether a file of the package, this one included, reads the `window.Rupt` that this file sets.
fn global_is_read(
    (file, end): (&Candidate, &ScriptEnd),
    others: Vec<Candidate>,
    packages: &Packages,
    migrate: Migrate,
) -> bool {
    let others: Vec<(Candidate, ScriptEnd)> = others
        .into_iter()
        .filter(|other| other.kind.is_migrated() && other.canonical != file.canonical)
        .map(|other| {
            let end = pool::migrate_one(migrate, other.migrated_text(), other.kind, &Choice::default());
            (other, end)
        })
        .collect();
    let all = others.iter().map(|(other, end)| (other, end)).chain([(file, end)]);
    Global::read(all, packages).is_read_for(&file.canonical, packages)
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
