//! Finding the imports of a script in its text, without parsing.
//!
//! Comments and strings are searched like code, because a surplus import does no harm and a missing one does.

use crate::edit::part;
use memchr::memmem;

/// The imports found in a text.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct TextImports {
    /// The imported modules, and the relative paths in strings.
    pub found: Vec<Import>,
    /// Whether an import is computed, so that its module is not known.
    pub is_partial: bool,
}

/// A module that is named in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Import {
    /// The module of an import.
    Sure(String),
    /// A string that may not be a module.
    Perhaps(String),
}

/// Functions that import a module.
const LOADERS: [&str; 6] = ["import", "require", "requireActual", "requireMock", "importActual", "importMock"];

/// Functions that import many modules at once.
const GLOBS: [&str; 3] = ["import.meta.glob", "import.meta.globEager", "require.context"];

const QUOTES: &[u8] = b"\"'`";

/// Finds the imports of `text`.
pub fn imports(text: &str) -> TextImports {
    let mut imports =
        TextImports { is_partial: GLOBS.iter().any(|glob| text.contains(glob)), ..TextImports::default() };
    for word in ["from", "mport", "equire"] {
        for at in memmem::find_iter(text.as_bytes(), word) {
            imports.word(text, at);
        }
    }
    for at in memmem::find_iter(text.as_bytes(), b".") {
        imports.relative(text, at);
    }
    imports
}

impl TextImports {
    /// Adds the import that starts with the word around `at`, if there is one.
    fn word(&mut self, text: &str, at: usize) {
        let is_part = |character: char| character.is_alphanumeric() || character == '_' || character == '$';
        let start = part(text, ..at).trim_end_matches(is_part).len();
        let end = text.len() - part(text, at..).trim_start_matches(is_part).len();
        let word = part(text, start..end);
        let rest = without_comments(part(text, end..));
        let is_loader = LOADERS.contains(&word);
        match (arguments(rest).filter(|_| is_loader), string(rest)) {
            (Some(argument), _) => match string(argument) {
                Some((name, behind)) => {
                    let is_whole = without_comments(behind).starts_with([')', ',']) && !name.contains("${");
                    self.is_partial |= !is_whole;
                    self.found.push(Import::Sure(name.to_owned()));
                }
                None => self.is_partial |= !argument.starts_with(')'),
            },
            (None, Some((name, _))) if word == "from" || word == "import" => {
                self.found.push(Import::Sure(name.to_owned()));
            }
            (None, _) => {}
        }
    }

    /// Adds the relative path that starts with the dot at `at`.
    fn relative(&mut self, text: &str, at: usize) {
        let is_quote = |byte: &u8| QUOTES.contains(byte);
        let before = at.checked_sub(1).map(|before| text.as_bytes()[before]);
        let Some(quote) = before.filter(is_quote) else { return };
        let rest = part(text, at..);
        let name = rest.find([quote as char, '\n']).map(|end| part(rest, ..end));
        if let Some(name) = name.filter(|name| ["./", "../"].iter().any(|up| name.starts_with(up)) || is_folder(name)) {
            self.found.push(Import::Perhaps(name.to_owned()));
        }
    }
}

/// Returns the text after the opening parenthesis of a call, without type arguments.
fn arguments(behind: &str) -> Option<&str> {
    let call = match behind.starts_with('<') {
        true => part(behind, behind.find(">(")? + 1..),
        false => behind,
    };
    call.strip_prefix('(').map(without_comments)
}

/// `.` and `..`, which name the `index` of a folder.
fn is_folder(name: &str) -> bool {
    matches!(name, "." | "..")
}

/// Returns the string that `text` starts with, and the text after it.
fn string(text: &str) -> Option<(&str, &str)> {
    let quote = text.bytes().next().filter(|byte| QUOTES.contains(byte))? as char;
    let end = part(text, 1..).find([quote, '\n'])?;
    let behind = part(text, 1 + end..).strip_prefix(quote)?;
    Some((part(text, 1..1 + end), behind))
}

/// Returns `text` from its first code on.
fn without_comments(mut text: &str) -> &str {
    loop {
        text = text.trim_start();
        let end = match text.get(..2) {
            Some("/*") => text.find("*/").map(|end| end + 2),
            Some("//") => text.find('\n'),
            _ => return text,
        };
        match end {
            Some(end) => text = part(text, end..),
            None => return "",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sure(text: &str) -> Vec<String> {
        let name = |import: Import| match import {
            Import::Sure(name) => Some(name),
            Import::Perhaps(_) => None,
        };
        imports(text).found.into_iter().filter_map(name).collect()
    }

    #[test]
    fn every_form_of_import_is_found() {
        let text = "import a from 'a';\nimport\n  'b';\nexport * from \"c\";\nimport { d as import_d } from `d`;
            const e = require('e'), f = await import(/* webpackChunkName: \"f\" */ 'f');
            import g = require('g');\nvi.importActual('h'); jest.requireActual(\"i\"); createRequire(here)('./j');
            vi.importActual<typeof import(\"k\")>(\"l\");";
        assert_eq!(sure(text), ["a", "c", "d", "b", "f", "h", "l", "k", "e", "g", "i"]);
        assert!(!imports(text).is_partial);
        assert!(imports(text).found.contains(&Import::Perhaps("./j".to_owned())));
    }

    #[test]
    fn what_is_computed_is_known_to_be_missing() {
        for text in [
            "import(name)",
            "require(`./${name}`)",
            "require('./a/' + name)",
            "import.meta.glob('./*.js')",
            "require.context('.')",
            "import(\n  // the page\n  page)",
        ] {
            assert!(imports(text).is_partial, "{text}");
        }
        for text in [
            "import.meta.url",
            "schema.required(name)",
            "Array.from(names)",
            "import {\n a } from 'a'",
            "important('b')",
            "if (a < b) (c)",
        ] {
            assert!(!imports(text).is_partial, "{text}");
        }
    }
}
