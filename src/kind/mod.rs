//! What kinds of file there are.
//!
//! A kind is told by the name of a file alone. Scripts go through [`crate::migrate`]; what is here
//! is everything else.

pub mod dependencies;
pub mod package_json;

use crate::syntax::Dialect;

/// The kind of a file that may name Rupt.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A program in this dialect.
    Script(Dialect),
    /// A `package.json`.
    Manifest,
    /// A file in which a workspace gives dependencies their versions.
    Catalog,
    /// A component, page, template or setting that may hold v2 code or its name. Not read yet: if
    /// it names v2, it is reported and counts as a use that is left.
    Other,
}

/// Extensions of files that hold scripts, or templates that become scripts.
const OTHER_EXTENSIONS: [&str; 22] = [
    "vue",
    "svelte",
    "astro",
    "html",
    "htm",
    "xhtml",
    "mdx",
    "ejs",
    "hbs",
    "handlebars",
    "mustache",
    "pug",
    "jade",
    "njk",
    "liquid",
    "twig",
    "erb",
    "php",
    "jsp",
    "cshtml",
    "coffee",
    "importmap",
];

/// Beginnings of the names of JSON files in which a module may be named as a setting.
const OTHER_JSON: [&str; 6] = ["tsconfig", "jsconfig", "jest", "deno", "importmap", "import_map"];

/// Scripts that a package manager writes, full of package names.
const GENERATED: [&str; 3] = [".pnp.cjs", ".pnp.js", ".pnp.loader.mjs"];

impl Kind {
    /// The kind of a file called `name`, if it is one that is looked into.
    pub fn of(name: &str) -> Option<Kind> {
        match name {
            "package.json" => return Some(Kind::Manifest),
            "pnpm-workspace.yaml" | ".yarnrc.yml" => return Some(Kind::Catalog),
            _ if GENERATED.contains(&name) => return None,
            _ => {}
        }
        if let Some(dialect) = Dialect::of(name) {
            return Some(Kind::Script(dialect));
        }
        let (stem, extension) = name.rsplit_once('.')?;
        let is = |other: &&str| extension.eq_ignore_ascii_case(other);
        let is_setting =
            matches!(extension, "json" | "jsonc") && OTHER_JSON.iter().any(|start| stem.starts_with(start));
        (is_setting || OTHER_EXTENSIONS.iter().any(is)).then_some(Kind::Other)
    }

    /// Whether the file may put v2 on `window` with a `<script>`, as pages do.
    pub fn is_page(self) -> bool {
        self == Kind::Other
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_go_by_name() {
        assert_eq!(Kind::of("a.d.ts"), Some(Kind::Script(Dialect::Declarations)));
        assert_eq!(Kind::of("App.VUE"), Some(Kind::Other));
        assert_eq!(Kind::of("tsconfig.app.json"), Some(Kind::Other));
        assert_eq!(Kind::of("package.json"), Some(Kind::Manifest));
    }

    #[test]
    fn lock_files_and_generated_loaders_are_none() {
        for name in ["package-lock.json", ".pnp.cjs", "yarn.lock", "README.md", "Makefile"] {
            assert_eq!(Kind::of(name), None, "{name}");
        }
    }
}
