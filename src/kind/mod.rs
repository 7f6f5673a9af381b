//! The kinds of files.
//!
//! The name of a file decides its kind. Scripts go through [`crate::migrate`], and so do the scripts in
//! other files: a [`Format`] finds them. A new format is a file here and a row in [`FORMATS`].

mod astro;
mod attributes;
mod content;
mod line;
pub mod data;
mod engine;
pub mod manifest;
pub mod markup;
mod other;
mod page;
mod parts;
pub mod paths;
mod prose;
mod script;
mod settings;
mod svelte;
mod template;
mod vue;
mod words;

pub use parts::Parts;

use crate::syntax::Dialect;

/// A format of files that hold scripts among other things.
#[derive(Debug)]
pub struct Format {
    /// Its name in the README's table.
    pub name: &'static str,
    /// Whether a file of this name, which is in lower case, has this format.
    pub is: fn(&str) -> bool,
    /// Finds the parts of a file.
    pub read: fn(&str) -> Parts,
}

/// All formats but those of pages; the first one that matches a file is used.
pub static FORMATS: &[Format] =
    &[vue::FORMAT, svelte::FORMAT, astro::FORMAT, settings::JSON, settings::YAML, settings::PLAIN];

/// The formats of pages, which may define v2's global with a `<script>`.
pub static PAGES: &[Format] = &[
    page::FORMAT,
    template::CODE,
    template::SERVER,
    template::BLADE,
    template::PLAIN_PHP,
    template::RAZOR,
    template::WITH_EXPRESSIONS,
    prose::MARKDOWN,
    prose::PLAIN,
    other::LANGUAGE,
    other::FORMAT,
];

/// The format of files that no other format matches.
static OTHER: Format = other::FORMAT;

/// The kind of a file that may name Rupt.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A program in this dialect.
    Script(Dialect),
    /// A file that holds programs among other things.
    Document(&'static Format),
    /// A `package.json`.
    Manifest,
    /// A `deno.json`, or another file that Deno reads instead.
    Deno,
    /// A file in which a workspace sets the versions of dependencies.
    Catalog,
}

/// The files in which Deno maps names to modules.
pub const DENO: [&str; 4] = ["deno.json", "deno.jsonc", "jsr.json", "jsr.jsonc"];

/// Scripts that a package manager generates, full of package names.
const GENERATED: [&str; 3] = [".pnp.cjs", ".pnp.js", ".pnp.loader.mjs"];

/// Prefixes of the names of scripts that are settings of a tool.
const SETTINGS: [&str; 10] =
    ["gulpfile", "gruntfile", "webpack", "rollup", "vite", "karma", "jest", "brunch-config", "ember-cli-build", "."];

/// Whether a script called `name` holds the settings of a tool: its strings are then read with more
/// care.
pub fn holds_settings(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    [".config.", ".conf.", "-config."].iter().any(|part| name.contains(part))
        || SETTINGS.iter().any(|start| name.starts_with(start))
}

impl Kind {
    /// The kind of a file called `name`; none if it needs no package whatever it contains.
    pub fn of(name: &str) -> Option<Kind> {
        match name {
            "package.json" => return Some(Kind::Manifest),
            _ if DENO.contains(&name) => return Some(Kind::Deno),
            "pnpm-workspace.yaml" | ".yarnrc.yml" => return Some(Kind::Catalog),
            _ if GENERATED.contains(&name) => return None,
            _ => {}
        }
        if let Some(dialect) = Dialect::of(name) {
            return Some(Kind::Script(dialect));
        }
        let lower = name.to_ascii_lowercase();
        if prose::is_harmless(&lower) {
            return None;
        }
        FORMATS.iter().chain(PAGES).find(|format| (format.is)(&lower)).map(Kind::Document)
    }

    /// The kind of a text that no format understands.
    pub fn other() -> Kind {
        Kind::Document(&OTHER)
    }

    /// The parts of a file of this kind; empty for kinds without programs.
    pub fn read(self, source: &str) -> Parts {
        match self {
            Kind::Script(dialect) => Parts::script(source, dialect),
            Kind::Document(format) => (format.read)(source),
            Kind::Manifest | Kind::Catalog | Kind::Deno => Parts::default(),
        }
    }

    /// Whether [`crate::migrate`] accepts files of this kind.
    pub fn is_migrated(self) -> bool {
        matches!(self, Kind::Script(_) | Kind::Document(_))
    }

    /// Whether files of this kind are only searched, in any encoding, and never edited.
    pub fn is_only_read(self) -> bool {
        let looked_at = |format: &Format| [other::FORMAT, prose::MARKDOWN, prose::PLAIN].contains(format);
        matches!(self, Kind::Document(format) if looked_at(format) || settings::FORMATS.contains(format))
    }

    /// Whether files of this kind contain programs, and not only settings.
    pub fn holds_programs(self) -> bool {
        self.is_migrated() && !self.is_only_read()
    }

    /// Whether files of this kind are pages, or become pages.
    pub fn is_page(self) -> bool {
        matches!(self, Kind::Document(format) if PAGES.contains(format))
    }
}

impl From<Dialect> for Kind {
    fn from(dialect: Dialect) -> Kind {
        Kind::Script(dialect)
    }
}

impl PartialEq for Format {
    fn eq(&self, other: &Format) -> bool {
        self.name == other.name
    }
}

impl Eq for Format {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_go_by_name() {
        assert_eq!(Kind::of("a.d.ts"), Some(Kind::Script(Dialect::Declarations)));
        assert_eq!(Kind::of("App.VUE"), Some(Kind::Document(&vue::FORMAT)));
        assert_eq!(Kind::of("tsconfig.app.json"), Some(Kind::Document(&settings::JSON)));
        assert_eq!(Kind::of("index.HTML"), Some(Kind::Document(&page::FORMAT)));
        assert_eq!(Kind::of("package.json"), Some(Kind::Manifest));
        assert_eq!(Kind::of("deno.jsonc"), Some(Kind::Deno));
    }

    #[test]
    fn prose_lock_files_and_generated_loaders_are_none() {
        for name in ["package-lock.json", ".pnp.cjs", "yarn.lock", "LICENSE", "README.txt"] {
            assert_eq!(Kind::of(name), None, "{name}");
        }
    }
}
