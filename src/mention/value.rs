//! Whether a text names the package: as a whole word where the name of a module can be.
//!
//! The texts are keys and values of JSON and YAML: names, versions, paths, patterns, addresses,
//! commands. A word counts unless its neighbours show that it is something else: a part of another name
//! (`interrupt`, `rupt-ui`, `@acme/rupt`), a file or folder of the project (`./rupt`, `src/rupt`,
//! `rupt.js`), a host (`rupt.dev`), or a word of a sentence for people.

use super::address;
use crate::edit::{Span, part};
use crate::mapping::V2_PACKAGE;

/// Who reads a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Audience {
    /// A program: the text is a command, a list of names, or unknown.
    Program,
    /// A person: if the text has several words, none of them is a module.
    Person,
}

/// Whether `text` names the package.
pub fn names(text: &str, reader: Audience) -> bool {
    mentions(text, reader).next().is_some()
}

/// The spans of the mentions in `text`.
pub fn mentions(text: &str, reader: Audience) -> impl Iterator<Item = Span> {
    text.match_indices(V2_PACKAGE).filter_map(move |(at, word)| {
        let end = at + word.len();
        let (before, after) = (part(text, ..at), part(text, end..));
        let counts = starts(before, after) && ends(after) && (reader == Audience::Program || !is_among_words(text));
        counts.then(|| Span::new(at as u32, end as u32))
    })
}

/// The spans of the mentions in the lines of `text`, without those in comments that start with one of
/// the `marks`.
pub fn in_lines<'t>(text: &'t str, marks: &'static [&'static str]) -> impl Iterator<Item = Span> + 't {
    let lines = text.split_inclusive('\n').scan(0, |next, line| {
        let start = *next;
        *next += line.len() as u32;
        Some((start, line))
    });
    let code = lines.filter(|(_, line)| !marks.iter().any(|mark| line.trim_start().starts_with(mark)));
    code.flat_map(|(start, line)| {
        mentions(line, Audience::Program).map(move |at| Span::new(start + at.start, start + at.end))
    })
}

fn is_among_words(text: &str) -> bool {
    text.trim().contains(char::is_whitespace)
}

/// Whether the name of a module may start after `before`; `after` is the text after the package's name.
fn starts(before: &str, after: &str) -> bool {
    let Some(last) = before.chars().next_back() else { return true };
    match last {
        '/' | '\\' => is_in_path(before, after),
        '@' => is_behind_at(before, after),
        // In a pattern, a word starts after `\b`.
        'b' => before.ends_with("\\b"),
        // A reference in the syntax of npm and pnpm; other names may start with it.
        '$' => before == "$" && after.is_empty(),
        '{' => !before.ends_with("${"),
        ':' => after.starts_with('@') || is_behind_colon(before),
        c => !is_in_name(c) && !matches!(c, '.' | '~' | '#' | '%'),
    }
}

/// Whether the package's name ends before `after`.
fn ends(after: &str) -> bool {
    let mut rest = after.chars();
    match (rest.next(), rest.next()) {
        // A file, a host or a member, unless the dot ends a sentence or belongs to a pattern.
        (Some('.'), next) => next.is_none_or(|c| c.is_whitespace() || "*+?".contains(c)),
        // A longer name of something else: `rupt:build`.
        (Some(':'), Some(next)) => !(next.is_alphanumeric() || next == ':'),
        // The end of a pattern.
        (Some('$'), next) => !next.is_some_and(is_in_name),
        (Some(first), _) => !is_in_name(first),
        (None, _) => true,
    }
}

fn is_in_name(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '_' | '-' | '$')
}

/// Whether a path or an address leads to the package.
fn is_in_path(before: &str, after: &str) -> bool {
    let path = before.trim_end_matches(['/', '\\']);
    let folder = path.rsplit(['/', '\\', ' ', '"', '\'', '=', ':']).next().unwrap_or(path);
    let is_pattern =
        || path.is_empty() && after.starts_with('/') && part(after, 1..).chars().all(|c| c.is_ascii_lowercase());
    let is_folder_of_packages = matches!(folder, "node_modules" | ".pnpm" | "patches" | ".patches");
    is_folder_of_packages
        || path.ends_with(['*', '^', '(', ')', '|', ']', '!'])
        || path.ends_with("npm:")
        || address::is_served(format!("{before}{V2_PACKAGE}{after}").as_bytes(), before.len())
        || (before.contains("//") && is_of_version(folder, after))
        || is_pattern()
}

/// Whether an address is one of a package server: it contains a version or a marker of such servers.
fn is_of_version(folder: &str, after: &str) -> bool {
    let version = after.strip_prefix(['@', '/']).map(|rest| rest.trim_start_matches(['v', '^', '~']));
    after.starts_with("@")
        || after.starts_with("/-/")
        || version.is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
        || matches!(folder, "npm" | "package" | "packages")
}

/// Whether the `:` in front of the package belongs to a protocol, a flag or a pattern, and not to a
/// name: `smoke:rupt`.
fn is_behind_colon(before: &str) -> bool {
    let word = before.rsplit(|c: char| c.is_whitespace() || matches!(c, '"' | '\'' | '`')).next().unwrap_or(before);
    word == ":" || word.starts_with('-') || ["npm:", "?:"].iter().any(|end| word.ends_with(end))
}

/// Whether the `@` in front of the package belongs to a version or an address, and not to a scope.
fn is_behind_at(before: &str, after: &str) -> bool {
    let name = part(before, ..before.len() - 1);
    name.ends_with(is_in_name) && !after.starts_with(['/', '.'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_package_is_named_in_many_ways() {
        for text in [
            "rupt",
            "rupt/index.mjs",
            "rupt@^2",
            "$rupt",
            "npm:rupt@2",
            "npm:/rupt@2/",
            "a>rupt",
            "**/rupt",
            "^rupt$",
            "^rupt(.*)$",
            "^rupt.*$",
            "/^rupt/",
            "/rupt/",
            r"\brupt\b",
            "/node_modules/(?!(rupt|a)/)",
            r"[\\/]node_modules[\\/]rupt[\\/]",
            r"node_modules\rupt\index.js",
            "node_modules/{rupt,a}/**",
            "cp node_modules/rupt/index.js public/",
            "node_modules/.pnpm/rupt@2.24.1/node_modules/x",
            "patches/rupt+2.24.1.patch",
            "patches/rupt@2.24.1.patch",
            "npm i rupt",
            "npm i -D a rupt@2 && vite build",
            "esbuild --external:rupt --bundle",
            "esbuild '--alias:rupt=./stub.js'",
            "node -e \"require('rupt')\"",
            "https://unpkg.com/rupt",
            "https://esm.sh/v135/rupt",
            "https://npm.acme.dev/rupt/-/rupt-2.24.1.tgz",
            "https://cdn.acme.dev/js/rupt@2/index.js",
            "https://cdn.acme.dev/rupt/2.24.1/index.js",
            "commonjs rupt",
            "patch:rupt@npm%3A2.24.1#./a.patch",
            "(?:a|rupt)",
            "(?:rupt)",
            "alias@rupt",
            "uses rupt.",
        ] {
            assert!(names(text, Audience::Program), "{text}");
        }
    }

    #[test]
    fn what_only_looks_like_it_is_not() {
        for text in [
            "interrupt",
            "rupture",
            "rupt-ui",
            "my-rupt",
            "rupt_action",
            "Rupt",
            "@acme/rupt",
            "@rupt/core",
            "@ruptjs/client",
            "npm:@acme/rupt@2",
            "./rupt",
            "../rupt/index.js",
            "src/rupt/index.ts",
            "packages/rupt",
            "/rupt",
            "/rupt/hook.json",
            "rupt.js",
            "rupt.dev",
            "https://rupt.dev/docs",
            "https://github.com/acme/rupt",
            "https://api.acme.dev/rupt/hook",
            "echo ${rupt}",
            "npm run rupt:build",
            "npm run smoke:rupt",
            "smoke:rupt",
            "TODO(rupt-migrate)",
        ] {
            assert!(!names(text, Audience::Program), "{text}");
        }
    }

    #[test]
    fn people_read_words() {
        assert!(!names("Install rupt and react", Audience::Person) && names("rupt", Audience::Person));
    }

    #[test]
    fn lines_of_comments_name_nothing() {
        let text = "# rupt\n  // rupt\na: rupt\nb: [ rupt ]";
        let found: Vec<u32> = in_lines(text, &["#", "//"]).map(|at| at.start).collect();
        assert_eq!(found, [20, 30]);
    }
}
