//! Whether a bare word of a text names the package: in a list of a shell script, in an argument on the
//! line after the command, in a row of a table.
//!
//! Only its neighbours show what a bare word is. It counts wherever it is a separate word, unless the
//! program or its language shows that it is a variable of that name. In most languages every bare word
//! is a variable: there, only a list of words contains names.

use super::{is_own_path, is_quote, is_word};
use crate::edit::{Span, part};
use crate::mapping::V2_PACKAGE;

/// What the bare words of a file can be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BareWords {
    /// Names of anything.
    Names,
    /// Only variables, or words of prose.
    Variables,
}

/// Extensions of languages whose bare words are variables, and of texts that people read.
const VARIABLES: [&str; 81] = [
    "rb",
    "rake",
    "gemspec",
    "ru",
    "py",
    "pyi",
    "pyx",
    "go",
    "java",
    "kt",
    "kts",
    "scala",
    "sc",
    "groovy",
    "gradle",
    "cs",
    "fs",
    "fsx",
    "vb",
    "swift",
    "m",
    "mm",
    "c",
    "h",
    "cc",
    "cpp",
    "cxx",
    "hpp",
    "rs",
    "zig",
    "nim",
    "d",
    "cr",
    "ex",
    "exs",
    "eex",
    "heex",
    "leex",
    "erl",
    "hrl",
    "hs",
    "elm",
    "purs",
    "clj",
    "cljs",
    "cljc",
    "edn",
    "ml",
    "mli",
    "re",
    "res",
    "dart",
    "lua",
    "pl",
    "pm",
    "r",
    "jl",
    "php",
    "phtml",
    "coffee",
    "ls",
    "css",
    "scss",
    "sass",
    "less",
    "styl",
    "sql",
    "graphql",
    "gql",
    "proto",
    "prisma",
    "properties",
    "strings",
    "po",
    "pot",
    "ftl",
    "arb",
    "svg",
    "xlf",
    "resx",
    "tex",
];

/// What the bare words can be in a file called `name`, which is in lower case.
pub fn of_file(name: &str) -> BareWords {
    let extension = name.rsplit_once('.').map_or("", |(_, extension)| extension);
    if VARIABLES.contains(&extension) { BareWords::Variables } else { BareWords::Names }
}

/// The spans of the bare words in `text` that may name the package.
pub fn mentions(text: &str, words: BareWords) -> impl Iterator<Item = Span> {
    let mut lists = LISTS.map(|mark| List::of(text, mark));
    let mut line = LinePrefix::default();
    let found = text.match_indices(V2_PACKAGE).filter(move |(at, name)| {
        let (before, after) = (part(text, ..*at), part(text, at + name.len()..));
        is_alone(before, after)
            && match words {
                BareWords::Variables => lists.iter_mut().any(|list| list.is_open(text, *at)),
                BareWords::Names => {
                    line.goes_on(text, *at);
                    !is_variable(&line, part(text, line.start..*at), after)
                }
            }
    });
    found.map(|(at, name)| Span::new(at as u32, (at + name.len()) as u32))
}

/// Whether the name is a separate word, an item between commas, or the whole text of an element.
fn is_alone(before: &str, after: &str) -> bool {
    let opens = |c: char| c.is_whitespace() || is_quote(c) || "{([,=|;&>".contains(c);
    let closes = |c: char| c.is_whitespace() || is_quote(c) || "})],;|&\\/<".contains(c);
    (before.is_empty() || before.ends_with(opens))
        && (after.is_empty() || after.starts_with(closes))
        && !before.ends_with("${")
        && !is_own_path(before)
        // The beginning of an element's text is prose, unless it is the whole text.
        && (!before.ends_with('>') || after.starts_with("</"))
}

/// How the word lists of Ruby, Elixir and Perl begin, each in front of a bracket.
const LISTS: [&str; 6] = ["%w", "%W", "%i", "%I", "~w", "qw"];

/// The word lists of one kind.
struct List {
    /// For each list, the offset after its mark, in order.
    starts: Vec<usize>,
    /// The index of the last list that was asked about, and the offset at which it closes.
    last: Option<(usize, Option<usize>)>,
}

impl List {
    fn of(text: &str, mark: &str) -> Self {
        List { starts: text.match_indices(mark).map(|(at, _)| at + mark.len()).collect(), last: None }
    }

    /// Whether the last list in front of the byte offset `at` is still open there.
    fn is_open(&mut self, text: &str, at: usize) -> bool {
        let behind = self.starts.partition_point(|start| *start <= at);
        let Some(index) = behind.checked_sub(1) else { return false };
        let start = self.starts[index];
        let Some(open) = part(text, start..at).chars().next() else { return false };
        let Some(close) = closing(open) else { return false };
        let end = match self.last {
            Some((known, end)) if known == start => end,
            _ => {
                // The search ends at the next list of this kind, because nobody asks for this one behind it.
                let next = self.starts.get(behind).copied().unwrap_or(text.len());
                part(text, start + 1..next).find(close).map(|length| start + 1 + length)
            }
        };
        self.last = Some((start, end));
        end.is_none_or(|end| at <= end)
    }
}

fn closing(open: char) -> Option<char> {
    match open {
        '(' => Some(')'),
        '[' => Some(']'),
        '{' => Some('}'),
        '<' => Some('>'),
        '/' | '|' | '!' => Some(open),
        _ => None,
    }
}

/// Words of a program in front of a variable, or of a name that gets a value.
const KEYWORDS: [&str; 30] = [
    "let",
    "const",
    "var",
    "val",
    "return",
    "await",
    "new",
    "typeof",
    "void",
    "delete",
    "throw",
    "yield",
    "case",
    "def",
    "fn",
    "func",
    "function",
    "class",
    "struct",
    "enum",
    "interface",
    "type",
    "import",
    "export",
    "as",
    "package",
    "module",
    "namespace",
    "@mixin",
    "@include",
];

/// Whether the line shows that the name is a variable: it is declared, assigned to or passed to a
/// function, or one of its members is read.
fn is_variable(known: &LinePrefix, line: &str, after: &str) -> bool {
    let word = line.trim_end().rsplit(char::is_whitespace).next().unwrap_or_default();
    let rest = after.trim_start_matches(|c: char| c != '\n' && c.is_whitespace());
    let is_assigned = ["=", ":", "?", "+=", "->", "(", ".", "!="].iter().any(|mark| rest.starts_with(mark));
    let is_value = word == "=" && (rest.starts_with(';') || known.has_dot || has_keyword(line));
    is_assigned || is_value || KEYWORDS.contains(&word) || known.is_argument(line)
}

fn has_keyword(line: &str) -> bool {
    line.split_whitespace().next().is_some_and(|first| ["let", "const", "var", "val"].contains(&first))
}

/// The text in front of a name on its line, as far as it was read.
#[derive(Default)]
struct LinePrefix {
    /// The offset at which the line starts.
    start: usize,
    /// The offset up to which the line was read.
    end: usize,
    has_dot: bool,
    /// The offsets of the innermost open bracket and brace, if there are any.
    bracket: Option<usize>,
    brace: Option<usize>,
}

impl LinePrefix {
    /// Reads on up to the byte offset `at`.
    fn goes_on(&mut self, text: &str, at: usize) {
        let read = &text.as_bytes()[self.end..at];
        let first = self.end + memchr::memrchr(b'\n', read).map_or(0, |newline| newline + 1);
        if first > self.end {
            *self = LinePrefix { start: first, ..LinePrefix::default() };
        }
        for (index, byte) in (first..).zip(&text.as_bytes()[first..at]) {
            match byte {
                b'.' => self.has_dot = true,
                b'(' => self.bracket = Some(index),
                b')' => self.bracket = None,
                b'{' => self.brace = Some(index),
                b'}' => self.brace = None,
                _ => {}
            }
        }
        self.end = at;
    }

    /// Whether `line` ends in the arguments of a call or the members of an object.
    fn is_argument(&self, line: &str) -> bool {
        let is_call = self.bracket.is_some_and(|at| part(line, ..at - self.start).trim_end().ends_with(is_word));
        let is_object = self.brace.is_some_and(|at| part(line, at - self.start + 1..).starts_with(' '));
        is_call || is_object
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bare_words_name_the_package() {
        for text in [
            "for pkg in lit rupt htm; do",
            "for pkg in rupt; do",
            "PACKAGES=(lit rupt htm)",
            "PACKAGES=\"lit rupt\"",
            "cp node_modules/{lit,rupt}/index.js public/",
            "tar cf x.tar rupt/ lit/",
            "VENDOR = lit rupt",
            "RUN npm install \\\n    rupt \\\n    lit",
            "name,version\nrupt,2.24.1",
            "lit\nrupt\nhtm",
            "module=rupt",
            "module = rupt",
            "<Npm>rupt</Npm>",
        ] {
            assert_eq!(mentions(text, BareWords::Names).count(), 1, "{text}");
        }
        for text in ["%w(lit rupt)", "%w[\n  rupt\n]", "~w(lit rupt)a", "qw(rupt lit)"] {
            assert_eq!(mentions(text, BareWords::Variables).count(), 1, "{text}");
        }
    }

    #[test]
    fn variables_and_other_names_do_not() {
        for text in [
            "const rupt = new Rupt({ a })",
            "let rupt;",
            "rupt.evaluate.access({})",
            "return rupt;",
            "window.rupt = rupt;",
            "window.rupt = rupt",
            "f(rupt, 1)",
            "f(1, rupt)",
            "if (rupt && rupt.x)",
            "export { rupt };",
            "return (rupt ??= new Rupt())",
            "$rupt ${rupt} rupt() rupt: x",
            "<b>rupt is here",
            "src/rupt ./rupt @acme/rupt rupt-ui rupt.js",
            "interrupt abrupt",
        ] {
            assert_eq!(mentions(text, BareWords::Names).count(), 0, "{text}");
        }
        for text in ["for rupt in rupts", "%w(lit) + rupt", "rupt", "return rupt"] {
            assert_eq!(mentions(text, BareWords::Variables).count(), 0, "{text}");
        }
    }
}
