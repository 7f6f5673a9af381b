//! Resolving imports to files.

use super::imports::Import;
use crate::bindings::is_v2;
use crate::kind::Kind;
use crate::mapping::V3_PACKAGE;
use crate::shell::packages::Packages;
use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};

/// What an import resolves to.
#[derive(Debug, PartialEq, Eq)]
pub enum Resolution {
    /// These scripts, without links. The list is empty for a file that is not a script.
    Files(Vec<PathBuf>),
    /// A package that is not part of the project.
    Elsewhere,
    /// Unknown.
    Unknown,
}

/// The extensions that are tried for a path, and for the `index` of a folder.
const EXTENSIONS: [&str; 13] =
    ["ts", "tsx", "mts", "cts", "d.ts", "js", "jsx", "mjs", "cjs", "json", "vue", "svelte", "astro"];

/// The extensions of sources that are imported by the name of the built file.
const SOURCES: [(&str, &[&str]); 4] =
    [("js", &["ts", "tsx", "jsx"]), ("jsx", &["tsx"]), ("mjs", &["mts"]), ("cjs", &["cts"])];

/// Extensions of files that import nothing.
const LEAVES: [&str; 24] = [
    "json", "css", "scss", "sass", "less", "styl", "svg", "png", "jpg", "jpeg", "gif", "webp", "avif", "ico", "woff",
    "woff2", "ttf", "txt", "md", "graphql", "gql", "wasm", "mp3", "mp4",
];

/// Packages of test runners, which import no code of the project.
const RUNNERS: [&str; 4] = ["vitest", "jest", "@jest/globals", "chai"];

/// Scopes of such packages.
const SCOPES: [&str; 3] = ["@vitest/", "@jest/", "@testing-library/"];

/// Modules of Node.
const BUILTINS: [&str; 33] = [
    "assert",
    "async_hooks",
    "buffer",
    "child_process",
    "cluster",
    "console",
    "constants",
    "crypto",
    "dgram",
    "dns",
    "events",
    "fs",
    "http",
    "http2",
    "https",
    "inspector",
    "module",
    "net",
    "os",
    "path",
    "perf_hooks",
    "process",
    "querystring",
    "readline",
    "stream",
    "string_decoder",
    "timers",
    "tls",
    "tty",
    "url",
    "util",
    "vm",
    "zlib",
];

/// Resolves `import` in the file at `importer`.
pub fn resolve(import: &Import, importer: &Path, packages: &Packages) -> Resolution {
    let (name, is_sure) = match import {
        Import::Sure(name) => (name, true),
        Import::Perhaps(name) => (name, false),
    };
    let name = name.split(['?', '#']).next().filter(|name| !name.is_empty()).unwrap_or(name);
    if name.starts_with('.') {
        return match (files(name, importer), is_sure) {
            (Resolution::Unknown, false) => Resolution::Elsewhere,
            (target, _) => target,
        };
    }
    if is_package(name, importer, packages) { Resolution::Elsewhere } else { Resolution::Unknown }
}

fn files(name: &str, importer: &Path) -> Resolution {
    let Some(folder) = importer.parent() else { return Resolution::Unknown };
    let path = folder.join(name);
    let mut tried = vec![path.clone()];
    tried.extend(EXTENSIONS.iter().map(|extension| with(&path, extension)));
    for (_, sources) in SOURCES.iter().filter(|(built, _)| path.extension() == Some(OsStr::new(built))) {
        tried.extend(sources.iter().map(|source| path.with_extension(source)));
    }
    tried.extend(EXTENSIONS.iter().map(|extension| path.join(format!("index.{extension}"))));
    let found: Vec<PathBuf> =
        tried.iter().filter(|path| path.is_file()).filter_map(|path| fs::canonicalize(path).ok()).collect();
    let leads_elsewhere = path.join("package.json").is_file();
    if found.is_empty() || leads_elsewhere || found.iter().any(|path| !is_script(path) && !is_leaf(path)) {
        return Resolution::Unknown;
    }
    Resolution::Files(found.into_iter().filter(|path| is_script(path)).collect())
}

fn with(path: &Path, extension: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".");
    name.push(extension);
    PathBuf::from(name)
}

fn is_script(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    Kind::of(&name).is_some_and(Kind::is_migrated) && !is_leaf(path)
}

fn is_leaf(path: &Path) -> bool {
    path.extension().and_then(OsStr::to_str).is_some_and(|extension| LEAVES.contains(&extension))
}

/// Whether `name` is a module of Node, or of a package that is installed or declared and not part of the
/// workspace.
fn is_package(name: &str, importer: &Path, packages: &Packages) -> bool {
    let mut parts = name.splitn(3, '/');
    let first = parts.next().unwrap_or_default();
    let package = match (first.starts_with('@'), parts.next()) {
        (true, Some(second)) => format!("{first}/{second}"),
        _ => first.to_owned(),
    };
    let own = |other: &str| packages.iter().any(|(_, member)| member.facts.name.as_deref() == Some(other));
    if name.starts_with("node:") || is_v2(name) || name == V3_PACKAGE {
        return true;
    }
    if own(&package) {
        return false;
    }
    let above = packages.iter().filter(|(_, member)| importer.starts_with(&member.folder));
    let says = |list: &[String]| list.contains(&package);
    let (mut is_declared, mut is_local) = (false, false);
    for (_, member) in above {
        is_declared |= says(&member.facts.depends_on);
        is_local |= says(&member.facts.local);
    }
    let is_runner = RUNNERS.contains(&&*package) || SCOPES.iter().any(|scope| package.starts_with(scope));
    !is_local && (is_declared || is_runner || BUILTINS.contains(&first) || is_installed(&package, importer))
}

/// Whether a package is in a `node_modules` above the file and is not a link to another folder.
fn is_installed(package: &str, importer: &Path) -> bool {
    let folders = importer.ancestors().skip(1).map(|folder| folder.join("node_modules").join(package));
    let mut found = folders.filter_map(|folder| fs::canonicalize(folder).ok());
    found.next().is_some_and(|folder| folder.components().any(|part| part.as_os_str() == "node_modules"))
}
