//! Finding the importers of modules that export v2.
//!
//! Values are not followed across files, so the importers of such a module are only listed. They are found by
//! a second search for names between quotes, which runs only if there is such a module. A name that no
//! setting explains counts if it looks like the module's path.

mod names;

use super::discover::Search;
use super::packages::Packages;
use super::paths::{resolve, shown};
use super::regular;
use super::specifiers::{Specifier, specifiers};
use crate::edit::part;
use crate::kind::Kind;
use crate::render::report::Importers;
use names::{Meaning, ModuleNames, meaning};
use std::fs;
use std::path::{Path, PathBuf};

/// Returns the files under the search's roots that import one of `modules`, each given as its path without
/// links and its path as shown.
pub fn importers(search: &Search, packages: &Packages, modules: &[(PathBuf, String)]) -> Vec<Importers> {
    let targets: Vec<ExportingModule> = modules.iter().map(|(module, _)| ExportingModule::new(module)).collect();
    let empty = |(_, shown): &(PathBuf, String)| Importers { module: shown.clone(), files: Vec::new() };
    let mut all: Vec<Importers> = modules.iter().map(empty).collect();
    let mut names = ModuleNames::new(packages);
    for path in search.files(Kind::holds_programs) {
        let (Ok(bytes), Ok(canonical)) = (regular::read(&path, u64::from(u32::MAX)), fs::canonicalize(&path)) else {
            continue;
        };
        let imported = imported(&bytes, &canonical, &targets, &mut names);
        for ((target, importers), is_imported) in targets.iter().zip(&mut all).zip(imported) {
            if is_imported && canonical != target.module {
                importers.files.push(shown(&path));
            }
        }
    }
    all.retain(|importers| !importers.files.is_empty());
    all
}

/// Returns for each of `targets` whether the file at `importer`, with these `bytes`, imports it.
fn imported(bytes: &[u8], importer: &Path, targets: &[ExportingModule], names: &mut ModuleNames) -> Vec<bool> {
    let folder = importer.parent().unwrap_or(importer);
    let names = names.of(folder);
    let mut found = vec![false; targets.len()];
    for specifier in specifiers(bytes) {
        let is_near = targets.iter().any(|target| specifier.text.contains(&*target.name));
        let meaning = match specifier.text.starts_with('.') {
            true => Meaning { paths: vec![resolve(folder, specifier.text)], ..Meaning::default() },
            false => meaning(&names, specifier.text, is_near),
        };
        for (target, found) in targets.iter().zip(&mut found) {
            *found = *found || target.is_named(&specifier, &meaning);
        }
    }
    found
}

/// A module that exports v2.
struct ExportingModule {
    module: PathBuf,
    /// The path without its extension and without a final `index`, as imports end.
    stem: PathBuf,
    /// The last part of `stem`.
    name: String,
}

impl ExportingModule {
    fn new(module: &Path) -> Self {
        let stem = without_extension(module);
        let name = stem.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        ExportingModule { module: module.to_owned(), stem, name }
    }

    /// Whether `specifier`, which resolves to `meaning`, names the module.
    fn is_named(&self, specifier: &Specifier, meaning: &Meaning) -> bool {
        if meaning.paths.iter().any(|path| without_extension(path) == self.stem) {
            return true;
        }
        if specifier.text.starts_with('.') {
            return specifier.is_import && meaning.paths.iter().any(|path| self.may_be_in(path));
        }
        let is_part = |(folder, rest): &(PathBuf, String)| {
            self.module.starts_with(folder)
                && (rest.is_empty() || self.stem.ends_with(without_extension(Path::new(rest))))
        };
        let is_perhaps = meaning.packages.iter().any(is_part) || self.is_like(specifier);
        is_perhaps && !meaning.paths.iter().any(|path| is_there(path))
    }

    /// Whether a computed path or a pattern may lead to the module: its fixed part is a folder above it.
    fn may_be_in(&self, path: &Path) -> bool {
        let text = path.to_string_lossy();
        let fixed = text.find(['*', '$', '{', '(']).and_then(|at| part(&text, ..at).rfind('/'));
        fixed.is_some_and(|end| self.module.starts_with(part(&text, ..end)))
    }

    /// Whether a specifier that no setting explains looks like the module. An alias stands for an unknown
    /// folder, so the rest of the specifier must be the end of the module's path.
    fn is_like(&self, specifier: &Specifier) -> bool {
        let path = without_extension(Path::new(specifier.text));
        let mut parts = path.components();
        let alias = parts.next();
        let behind = parts.as_path();
        match behind.components().next() {
            Some(_) => alias.is_some() && self.stem.ends_with(behind),
            // No package has such a name, so it may be any module.
            None => specifier.text.starts_with(ALIASES) && specifier.is_import && !VIRTUAL.contains(&specifier.text),
        }
    }
}

/// The characters that aliases of one part begin with, and names of packages do not.
const ALIASES: [char; 4] = ['@', '#', '$', '~'];

/// Virtual modules of a framework, which export nothing of the project.
const VIRTUAL: [&str; 3] = ["#app", "#build", "#components"];

/// The extensions of modules.
const EXTENSIONS: [&str; 8] = ["js", "jsx", "mjs", "cjs", "ts", "tsx", "mts", "cts"];

/// Whether there is a module at `path`, with or without an extension.
fn is_there(path: &Path) -> bool {
    let stem = without_extension(path);
    let with = |extension: &str| {
        let mut name = stem.clone().into_os_string();
        name.push(format!(".{extension}"));
        PathBuf::from(name).is_file() || stem.join(format!("index.{extension}")).is_file()
    };
    path.is_file() || EXTENSIONS.iter().any(|extension| with(extension))
}

fn without_extension(path: &Path) -> PathBuf {
    let is_script = path.extension().is_some_and(|extension| EXTENSIONS.iter().any(|other| extension == *other));
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
        let packages = Packages::default();
        let targets = [ExportingModule::new(Path::new(module))];
        imported(source.as_bytes(), Path::new(importer), &targets, &mut ModuleNames::new(&packages))[0]
    }

    #[test]
    fn relative_paths_and_aliases_are_seen() {
        let module = "/app/src/lib/rupt.ts";
        assert!(imports(module, "/app/src/pages/a.tsx", "import { link } from \"../lib/rupt\";"));
        assert!(imports(module, "/app/src/a.js", "require('./lib/rupt.js')"));
        assert!(imports(module, "/app/src/a.js", "import('@/lib/rupt')"));
        assert!(imports(module, "/app/src/a.js", "import('./lib/rupt?worker')"));
        let index = "/app/src/session/index.ts";
        assert!(imports(index, "/app/src/a.ts", "from './session'"));
        assert!(imports(index, "/app/src/a.ts", "from './session/index.js'"));
        for name in [".", "./", "./index", "./index.js"] {
            assert!(imports(index, "/app/src/session/a.ts", &format!("from '{name}'")), "{name}");
        }
        for name in ["..", "../", "../index.js", "@session", "#session", "~"] {
            assert!(imports(index, "/app/src/session/b/a.ts", &format!("from '{name}'")), "{name}");
        }
    }

    #[test]
    fn computed_paths_may_lead_to_all_below_their_start() {
        let module = "/app/src/lib/rupt.ts";
        for import in ["import.meta.glob('./lib/*.ts')", "import(`./${name}.js`)", "require(`./lib/${name}`)"] {
            assert!(imports(module, "/app/src/a.ts", import), "{import}");
        }
    }

    #[test]
    fn other_modules_of_that_name_are_not() {
        let module = "/app/src/lib/rupt.ts";
        assert!(!imports(module, "/app/src/a.ts", "from 'rupt'"));
        assert!(!imports(module, "/app/src/a.ts", "from './rupt'"));
        assert!(!imports(module, "/app/src/a.ts", "from '@/other/rupt'"));
        assert!(!imports(module, "/app/src/a.ts", "// see lib/rupt for this"));
        assert!(!imports(module, "/app/src/lib/a.ts", "from '.'"));
        assert!(!imports(module, "/app/src/a.ts", "content: ['./**/*.ts'], import.meta.glob('./pages/*')"));
        assert!(!imports(module, "/app/src/a.ts", "color: '#rupt', '@click', \"$1\", 'é', 'é?'"));
    }
}
