//! Who imports a module that hands v2 on.
//!
//! What a local module exports is not followed yet, so its importers are only listed: found by a
//! second search for the module's name between quotes, and only where there is such a module.

use super::discover::Search;
use super::paths::shown;
use crate::kind::Kind;
use crate::render::report::Importers;
use std::fs;
use std::path::{Component, Path, PathBuf};

/// The files under the search's roots that import one of `modules`: each where it is, without
/// links, and as it is shown.
pub fn importers(search: &Search, modules: &[(PathBuf, String)]) -> Vec<Importers> {
    let targets: Vec<Target> = modules.iter().map(|(module, _)| Target::new(module)).collect();
    let empty = |(_, shown): &(PathBuf, String)| Importers { module: shown.clone(), files: Vec::new() };
    let mut all: Vec<Importers> = modules.iter().map(empty).collect();
    for path in search.files(Kind::is_migrated) {
        let (Ok(bytes), Ok(canonical)) = (fs::read(&path), fs::canonicalize(&path)) else { continue };
        for (target, importers) in targets.iter().zip(&mut all) {
            if canonical != target.module && target.is_imported(&bytes, &canonical) {
                importers.files.push(shown(&path));
            }
        }
    }
    all.retain(|importers| !importers.files.is_empty());
    all
}

/// A module that may be imported.
struct Target {
    module: PathBuf,
    /// The path without its extension, and without a last `index`: what an import ends in.
    stem: PathBuf,
    /// The last part of `stem`.
    name: String,
}

impl Target {
    fn new(module: &Path) -> Self {
        let stem = without_extension(module);
        let name = stem.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        Target { module: module.to_owned(), stem, name }
    }

    /// Whether a file with these `bytes`, at `importer`, imports the module.
    fn is_imported(&self, bytes: &[u8], importer: &Path) -> bool {
        let folder = importer.parent().unwrap_or(importer);
        let up = if self.stem == folder { Some(&b"."[..]) } else { None };
        let needles = std::iter::once(self.name.as_bytes()).chain(up);
        needles.filter(|needle| !needle.is_empty()).any(|needle| {
            memchr::memmem::find_iter(bytes, needle)
                .filter_map(|at| quoted(bytes, at, needle.len()))
                .any(|specifier| self.is_named(specifier, folder))
        })
    }

    /// Whether `specifier`, in a file of `folder`, names the module.
    fn is_named(&self, specifier: &str, folder: &Path) -> bool {
        if specifier.starts_with('.') {
            return without_extension(&resolve(folder, specifier)) == self.stem;
        }
        // An alias stands for folders that are not known here: what is behind it must be the end of
        // the module's path.
        let path = without_extension(Path::new(specifier));
        let mut parts = path.components();
        let alias = parts.next();
        let behind = parts.as_path();
        alias.is_some() && behind.components().next().is_some() && self.stem.ends_with(behind)
    }
}

/// The text between quotes that the hit at `at` is part of, if that looks like a module's name.
fn quoted(bytes: &[u8], at: usize, length: usize) -> Option<&str> {
    let is_end = |byte: &u8| matches!(byte, b'"' | b'\'' | b'`' | b'\n' | b' ');
    let start = bytes[..at].iter().rposition(is_end)?;
    let end = at + length + bytes[at + length..].iter().position(is_end)?;
    let is_quoted = bytes[start] == bytes[end] && !matches!(bytes[start], b'\n' | b' ');
    std::str::from_utf8(&bytes[start + 1..end]).ok().filter(|_| is_quoted)
}

/// `specifier` from `folder`, with its `.` and `..` carried out.
fn resolve(folder: &Path, specifier: &str) -> PathBuf {
    let mut path = folder.to_owned();
    for part in Path::new(specifier).components() {
        match part {
            Component::ParentDir => {
                path.pop();
            }
            Component::Normal(name) => path.push(name),
            _ => {}
        }
    }
    path
}

fn without_extension(path: &Path) -> PathBuf {
    let is_script = path.extension().is_some_and(|extension| {
        ["js", "jsx", "mjs", "cjs", "ts", "tsx", "mts", "cts"].iter().any(|other| extension == *other)
    });
    let stem = if is_script { path.with_extension("") } else { path.to_owned() };
    match stem.file_name() {
        Some(name) if name == "index" => stem.parent().map(Path::to_owned).unwrap_or(stem),
        _ => stem,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn imports(module: &str, importer: &str, source: &str) -> bool {
        Target::new(Path::new(module)).is_imported(source.as_bytes(), Path::new(importer))
    }

    #[test]
    fn relative_paths_and_aliases_are_seen() {
        let module = "/app/src/lib/rupt.ts";
        assert!(imports(module, "/app/src/pages/a.tsx", "import { link } from \"../lib/rupt\";"));
        assert!(imports(module, "/app/src/a.js", "require('./lib/rupt.js')"));
        assert!(imports(module, "/app/src/a.js", "import('@/lib/rupt')"));
        assert!(imports("/app/src/session/index.ts", "/app/src/a.ts", "from './session'"));
        assert!(imports("/app/src/session/index.ts", "/app/src/session/a.ts", "from '.'"));
    }

    #[test]
    fn other_modules_of_that_name_are_not() {
        let module = "/app/src/lib/rupt.ts";
        assert!(!imports(module, "/app/src/a.ts", "from 'rupt'"));
        assert!(!imports(module, "/app/src/a.ts", "from './rupt'"));
        assert!(!imports(module, "/app/src/a.ts", "from '@/other/rupt'"));
        assert!(!imports(module, "/app/src/a.ts", "// see lib/rupt for this"));
    }
}
