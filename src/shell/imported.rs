//! Looks up values that a script imports from another file, for the worksheet.

use super::git::repository;
use super::pool::{self, LARGEST};
use super::{encoding, regular};
use crate::kind::Kind;
use crate::mapping::Remarked;
use crate::note::{Note, Value};
use crate::render::report::FileReport;
use crate::shared::{Shared, Taken};
use crate::value::Quoted;
use std::collections::{BTreeSet, HashMap};
use std::path::{Path, PathBuf};

/// The endings that the path of a module may omit.
const ENDINGS: [&str; 9] = ["ts", "tsx", "mts", "cts", "js", "jsx", "mjs", "cjs", "index.ts"];

/// Adds a value below each value of `files` that is an imported name, if that name holds a literal.
pub fn show<'f>(files: impl Iterator<Item = (&'f Path, &'f mut FileReport)>) {
    let mut modules: HashMap<PathBuf, Shared> = HashMap::new();
    for (path, file) in files {
        let notes = || file.notes.iter().chain(&file.pending);
        let Some(kind) = Kind::of(&path.file_name().unwrap_or_default().to_string_lossy()) else { continue };
        if !notes().flat_map(|note| &note.values).any(|value| name(value).is_some()) {
            continue;
        }
        let taken = parsed(&file.source, kind).taken;
        let mut literal = |name: &str| {
            let taken = taken.iter().find(|taken| taken.local == name)?;
            let module = module(path, taken)?;
            let shared = modules.entry(module.clone()).or_insert_with(|| read(&module));
            shared.given(&taken.name).map(str::to_owned)
        };
        for note in file.notes.iter_mut().chain(&mut file.pending) {
            follow(note, &mut literal);
        }
    }
}

/// Returns the name, if a value is nothing but a name.
fn name(value: &Value) -> Option<String> {
    match Quoted::read(Remarked::read(&value.text).text) {
        Quoted::Name(name) => Some(name),
        _ => None,
    }
}

fn follow(note: &mut Note, literal: &mut impl FnMut(&str) -> Option<String>) {
    let names: Vec<String> = note.values.iter().filter_map(name).collect();
    for name in names {
        if !note.values.iter().any(|value| value.key == name)
            && let Some(text) = literal(&name)
        {
            note.values.push(Value::new(name, text));
        }
    }
}

/// Returns the file that `taken` comes from, if it is in the same repository. A link could lead anywhere.
fn module(importer: &Path, taken: &Taken) -> Option<PathBuf> {
    let plain = importer.parent()?.join(&taken.from);
    let stem = match plain.extension().and_then(|ending| ending.to_str()) {
        // TypeScript imports a file by the ending of its compiled output.
        Some("js" | "jsx" | "mjs" | "cjs") => plain.with_extension(""),
        _ => plain.clone(),
    };
    let with = |ending: &&str| match ending.split_once('.') {
        Some(_) => stem.join(ending),
        None => PathBuf::from(format!("{}.{ending}", stem.to_string_lossy())),
    };
    let all = std::iter::once(plain.clone()).chain(ENDINGS.iter().map(with));
    let files: BTreeSet<PathBuf> =
        all.filter_map(|path| path.canonicalize().ok()).filter(|path| path.is_file()).collect();
    let file = files.first().filter(|_| files.len() == 1)?;
    let is_own = repository(file)? == repository(importer)? && !has_variants(file);
    is_own.then(|| file.clone())
}

/// Whether other files extend the name of this one (`limits.native.ts`). A build may pick one of those.
fn has_variants(file: &Path) -> bool {
    let (Some(folder), Some(stem)) = (file.parent(), file.file_stem()) else { return true };
    let head = format!("{}.", stem.to_string_lossy());
    let Ok(entries) = std::fs::read_dir(folder) else { return true };
    let same = entries.flatten().filter(|entry| entry.file_name().to_string_lossy().starts_with(&head));
    same.count() != 1
}

fn read(path: &Path) -> Shared {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let (Some(kind), Ok(bytes)) = (Kind::of(&name), regular::within(path, LARGEST as u64)) else {
        return Shared::default();
    };
    encoding::decode(bytes).map_or_else(|_| Shared::default(), |text| parsed(&text, kind))
}

/// Parses on a thread of the pool, whose stack size is known.
fn parsed(text: &str, kind: Kind) -> Shared {
    let one = |text: &str| Shared::of(text, kind);
    rayon::scope(|_| pool::run_contained(Some(text), kind, one)).unwrap_or_default()
}
