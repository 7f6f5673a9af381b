//! What a mention of v2's package is, in the text of any file.
//!
//! A mention is the package's name as a whole word where a module, a path, a version or a command
//! names it: in quotes (`"rupt"`, `'rupt/index.js'`), in a path of installed packages
//! (`node_modules/rupt`, `[\\/]rupt[\\/]`), with a version (`rupt@2`, `rupt+2.24.1.patch`, `rupt: ^2`),
//! in the words of a package manager (`npm:rupt`, `a>rupt`, `npm install rupt`), in a pattern (`^rupt$`).
//!
//! Only spelling counts here, not the kind of the file. Who reads a file may know that a mention is
//! harmless, or accounts for it by an edit; every other mention may need the package.

pub mod address;
pub mod bare;
mod line;
pub mod value;

pub use line::Lines;

use crate::edit::{Span, part};
use crate::mapping::{V2_PACKAGE, V2_SPECIFIERS};
use memchr::memmem;

/// The mentions of the package in `text`: the spans of its name, in bytes.
pub fn mentions(text: &str) -> impl Iterator<Item = Span> {
    mentions_in(text, Span::new(0, text.len() as u32))
}

/// The mentions in the part `place` of `text`.
pub fn mentions_in(text: &str, place: Span) -> impl Iterator<Item = Span> {
    let lines = Lines::of(text);
    memmem::find_iter(place.of(text).as_bytes(), V2_PACKAGE)
        .map(move |at| place.start as usize + at)
        .filter(move |at| is_mention_on(&lines, *at))
        .map(|at| Span::new(at as u32, (at + V2_PACKAGE.len()) as u32))
}

/// Whether `text`, the content of a string or of a pattern, mentions the package.
pub fn names_package(text: &str) -> bool {
    mentions(&format!("\"{text}\"")).next().is_some()
}

/// Whether `text` contains code that loads the package: `require("rupt")`, `from 'rupt'`.
pub fn holds_load(text: &str) -> bool {
    const LOADERS: [&str; 4] = ["from", "import", "import(", "require("];
    mentions(text).any(|at| {
        let before = part(text, ..at.start as usize).trim_end_matches(|c: char| is_quote(c) || c == '\\');
        before.len() < at.start as usize && LOADERS.iter().any(|loader| before.trim_end().ends_with(loader))
    })
}

/// Whether `text` is the package's name, or a name below it that is not a file. It may be the name of
/// something else.
pub fn is_plain_name(text: &str) -> bool {
    let rest = text.strip_prefix(V2_PACKAGE).map(|rest| rest.strip_prefix('/').unwrap_or(rest));
    rest.is_some_and(|rest| V2_SPECIFIERS.contains(&text) || rest.chars().all(|c| is_word(c) || "-,/ ".contains(c)))
}

/// Whether the `rupt` at the byte offset `at` of `text` is a mention of the package.
pub fn is_mention(text: &str, at: usize) -> bool {
    is_mention_on(&Lines::of(text), at)
}

/// Whether the `rupt` at the byte offset `at` of the text of `lines` is a mention of the package.
pub fn is_mention_on(lines: &Lines, at: usize) -> bool {
    let (before, after) = (part(lines.text, ..at), part(lines.text, at + V2_PACKAGE.len()..));
    if is_word_end(before) || goes_on(after) {
        return false;
    }
    if is_installed(before) {
        return !after.starts_with(['-', '.']) || after.starts_with("-npm-");
    }
    is_versioned(before, after)
        || !after.starts_with(['-', '.']) && {
            is_quoted(before, after) || is_matched(before, after) || is_given_version(lines, at)
        }
        || is_bare(before, after) && lines.has_command(at)
        || is_given(before, after)
        || is_file(before, after)
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_' || c == '$'
}

/// Whether the word continues after the name. A `$` may end a pattern.
fn goes_on(after: &str) -> bool {
    match after.strip_prefix('$') {
        Some(rest) => rest.starts_with(|c: char| is_word(c) || c == '{'),
        None => after.starts_with(is_word),
    }
}

/// Whether the word starts before the name. A `$` refers to a dependency: `"$rupt"`.
fn is_word_end(before: &str) -> bool {
    let mut before = before.chars().rev();
    match before.next() {
        Some('$') => !before.next().is_some_and(is_quote),
        Some(c) => is_word(c) || "-.".contains(c),
        None => false,
    }
}

fn is_quote(c: char) -> bool {
    matches!(c, '"' | '\'' | '`')
}

/// Whether a path of installed packages is in front of the name: `node_modules/`, `[\\/]`,
/// `${MODULES}/`.
fn is_installed(before: &str) -> bool {
    let slashes = ["/", "\\", "%2F", "%2f"];
    let Some(path) = slashes.iter().find_map(|slash| before.strip_suffix(slash)) else {
        return before.ends_with("[\\\\/]") || before.ends_with("[/\\\\]") || before.ends_with("[\\/]");
    };
    let path = path.trim_end_matches(['\\', '/']);
    let ends = |c: char| c.is_whitespace() || "/\\\"'`(=:{}<>,;|[!#".contains(c);
    let folder = path.rsplit(ends).next().unwrap_or(path);
    let is_variable = folder.starts_with(['$', '%']) && folder.len() > 1;
    ["node_modules", "patches", "jspm_packages", "@types", "npm"].contains(&folder)
        || is_variable
        || !folder.is_empty() && folder.chars().all(|c| c == '*')
        || path.ends_with(['}', ')', ']', '%', '?'])
        || path.ends_with("npm:")
}

/// Whether a version follows the name: `rupt@2`, `rupt+2.24.1.patch`, `rupt-npm-2.24.1`.
fn is_versioned(before: &str, after: &str) -> bool {
    let is_scope = before.ends_with('@');
    let tags = ["latest", "next", "npm:", "patch:", "file:", "link:", "workspace:", "catalog:", "http", "git"];
    let version = |text: &str| {
        text.trim_start_matches(['^', '~', '<', '>', '=', 'v', ' ']).starts_with(|c: char| c.is_ascii_digit())
            || text.starts_with(['*', '$', '{', '%', '('])
            || tags.iter().any(|tag| text.starts_with(tag))
    };
    let joined = |text: &str| text.starts_with(|c: char| c.is_ascii_digit());
    !is_scope
        && !is_own_path(before)
        && (after.strip_prefix('@').is_some_and(version)
            || after.strip_prefix('+').is_some_and(joined)
            || after.strip_prefix("-npm-").is_some_and(joined))
}

/// Whether the name is in a path of the project itself: `./rupt`, `lib/rupt`, `@/rupt`. An address is
/// not such a path.
fn is_own_path(before: &str) -> bool {
    let Some(path) = before.strip_suffix('/') else { return false };
    let path = path.rsplit(|c: char| is_quote(c) || c.is_whitespace() || "(=,".contains(c)).next().unwrap_or(path);
    if path.is_empty() {
        return false;
    }
    let is_scope = path.rsplit('/').next().is_some_and(|last| last.starts_with('@') && last.len() > 1);
    let first = path.trim_start_matches("//").split('/').next().unwrap_or(path);
    is_scope || !path.contains("://") && (first.starts_with(['.', '@', '~']) || !first.contains('.'))
}

/// Whether the name is a string, or an item of one: `"rupt"`, `'rupt/index.js'`, `"npm:rupt"`,
/// `"react,rupt"`.
fn is_quoted(before: &str, after: &str) -> bool {
    let opens = before.ends_with(is_quote);
    let closes =
        after.is_empty() || after.starts_with(is_quote) || after.starts_with("\\\"") || after.starts_with("\\'");
    let continues = |c: char| "/?$)|\\[(*,;>!+".contains(c);
    let comes_in = |c: char| ",;|!>^(])*:$".contains(c);
    if opens {
        return closes || after.starts_with(continues) && !after.starts_with("()");
    }
    let string = before.rsplit(is_quote).next().unwrap_or(before);
    let is_item = before.ends_with(comes_in) && !string.contains('<');
    is_item && (closes || after.starts_with(['/', '?'])) && is_inside_quotes(before, after)
}

/// Whether the quote after the name was opened on its line.
fn is_inside_quotes(before: &str, after: &str) -> bool {
    let line = before.rsplit('\n').next().unwrap_or(before);
    after.chars().find(|c| is_quote(*c)).is_some_and(|quote| line.contains(quote))
}

/// Whether the name is in a pattern: `^rupt$`, `/(?!rupt|ky)/`, `(?:lodash|rupt)`.
fn is_matched(before: &str, after: &str) -> bool {
    let starts = before.ends_with(['^', '*', ']'])
        || ["(?:", "(?!", "(?=", "(", "|", "!", ")"].iter().any(|end| before.ends_with(end));
    let starts = starts || before.ends_with('/') && !is_own_path(before);
    let ends = after.starts_with(['$', ')', '|', '/', '\\', '[', '(', '*']);
    let is_code = before.ends_with("||") || after.starts_with("||") || after.starts_with("()");
    let hard = before.ends_with('^')
        || ["(?:", "(?!", "(?="].iter().any(|end| before.ends_with(end))
        || before.ends_with('|') && !before.ends_with("||")
        || after.starts_with(['$', '\\']) && !after.starts_with("${")
        || after.starts_with('|') && !after.starts_with("||") && before.ends_with('(');
    starts && ends && hard && !is_code
}

/// Whether the name is a key with a version as its value, or a whole value of YAML: `rupt: ^2`, `rupt =
/// "2"`, `- rupt`.
fn is_given_version(lines: &Lines, at: usize) -> bool {
    let line = lines.before(at);
    let rest = lines.from(at + V2_PACKAGE.len()).trim_end();
    let key = line.trim_start().trim_start_matches("- ").trim_end();
    let is_key = line.ends_with(": ") && key.strip_suffix(':').is_some_and(|key| !key.contains([' ', '(']));
    let is_item = line.trim().chars().all(|c| c == '-') && line.ends_with("- ") || is_key;
    if rest.is_empty() && is_item {
        return true;
    }
    if !line.trim_start().is_empty() && !line.ends_with(['{', ',', ' ']) {
        return false;
    }
    let value = rest.trim_start().strip_prefix([':', '=']);
    let value = value.map(|value| value.trim_start().trim_start_matches(['"', '\'']));
    value.is_some_and(|value| {
        let number = value.trim_start_matches(['^', '~', '<', '>', '=', 'v', ' ']);
        number.starts_with(|c: char| c.is_ascii_digit()) && number.contains('.')
            || number.len() < value.len() && number.starts_with(|c: char| c.is_ascii_digit())
            || ["latest", "catalog:", "npm:", "workspace:", "file:"].iter().any(|tag| value.starts_with(tag))
    })
}

/// The commands that install, copy or run packages by their bare names, and Sprockets' directive.
const COMMANDS: [&str; 14] = [
    "npm",
    "pnpm",
    "yarn",
    "bun",
    "npx",
    "bunx",
    "pnpx",
    "cnpm",
    "jspm",
    "deno",
    "corepack",
    "importmap",
    "require",
    "ncu",
];

/// Whether the name is a bare word. After a command of a package manager, a bare word names a package.
fn is_bare(before: &str, after: &str) -> bool {
    before.ends_with([' ', '\t', ',', '=']) && !after.starts_with(['-', '.', '(', '=', '/'])
}

/// The offset at which the first command of a package manager on a line ends.
fn first_command(line: &str) -> Option<usize> {
    // In data, a command may be the end of a word: `"source":["!npm`.
    let command = |word: &str| {
        let ends = |c: char| !(c.is_alphanumeric() || is_quote(c) || "-_.@".contains(c));
        COMMANDS.contains(&word.rsplit(ends).next().unwrap_or(word).trim_start_matches(is_quote))
    };
    let word = line.split_whitespace().find(|word| command(word))?;
    Some(word.as_ptr() as usize - line.as_ptr() as usize + word.len())
}

/// Whether the name is the value of a flag: `--external:rupt`, `--dedupe=react,rupt`.
fn is_given(before: &str, after: &str) -> bool {
    if !before.ends_with([':', '=', ',']) {
        return false;
    }
    let word = before.rsplit(|c: char| c.is_whitespace() || is_quote(c) || "([".contains(c)).next().unwrap_or(before);
    let ends = |c: char| c.is_whitespace() || is_quote(c) || ",;)]\\=".contains(c);
    word.starts_with("--") && (after.is_empty() || after.starts_with(ends))
}

/// Whether the name starts the path of one of the package's files: `rupt/index.js`.
fn is_file(before: &str, after: &str) -> bool {
    let starts = |c: char| c.is_whitespace() || is_quote(c) || "([{,=:|<>".contains(c);
    let file = after.split(|c: char| !(is_word(c) || "/.-".contains(c))).next().unwrap_or(after);
    let is_it = |name: &&str| name.strip_prefix(V2_PACKAGE).is_some_and(|rest| rest == file && rest.contains('.'));
    (before.is_empty() || before.ends_with(starts)) && V2_SPECIFIERS.iter().any(is_it)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mentions_are_found_in_every_spelling() {
        let mut missed = Vec::new();
        for text in [
            "\"rupt\"",
            "'rupt'",
            "`rupt`",
            "\\\"rupt\\\"",
            "'rupt/index.js'",
            "\"rupt@2\"",
            "'rupt?x'",
            "\"$rupt\"",
            "\"npm:rupt\"",
            "\"npm:rupt@2\"",
            "\"a>rupt\"",
            "\"**/rupt\"",
            "\"react,rupt\"",
            "\"rupt,react\"",
            "'script-loader!rupt/index.js'",
            "node_modules/rupt",
            "node_modules/rupt/index.js",
            "node_modules\\rupt\\x",
            "node_modules\\/rupt\\/",
            "[\\\\/]node_modules[\\\\/]rupt[\\\\/]",
            "patches/rupt+2.24.1.patch",
            "\"^rupt$\"",
            "/^rupt$/",
            "\"/(?!rupt)/\"",
            "(?!(rupt|a)/)",
            "(?:lodash|rupt)",
            "rupt@2",
            "rupt@^2",
            "rupt@latest",
            "npm i rupt",
            "RUN npm install -g rupt",
            "pnpm add react rupt",
            "yarn remove rupt && x",
            "  rupt: ^2.0.0",
            "rupt = \"2.24.1\"",
            "rupt: catalog:",
            "  - rupt",
            "dependency-name: rupt\n",
            "//= require rupt",
            "$MODULES/rupt/index.js",
            "${MODULES}/rupt/",
            "$(npm root)/rupt/index.js",
            "https://unpkg.com/rupt@2.1.0/dist/x.js",
            "rupt-npm-2.24.1-abc.patch",
            "pin 'rupt', to: 'x'",
            "[\"!npm install rupt\\n\"]",
            "~w(js/app.js --external:rupt --outdir=x)",
            "tsup --external react,rupt --dedupe=react,rupt",
            "%w( rupt/index.js )",
        ] {
            missed.extend((mentions(text).count() != 1).then_some(text));
        }
        assert_eq!(missed, Vec::<&str>::new());
    }

    #[test]
    fn look_alikes_are_no_mentions() {
        let mut found = Vec::new();
        for text in [
            "interrupt(\"corrupt\", 'abrupt')",
            "\"./rupt\"",
            "\"@/lib/rupt\"",
            "\"@acme/rupt\"",
            "\"rupture\"",
            "\"rupt-ui\"",
            "\"rupt.dev\"",
            "rupt.evaluate.access()",
            "const rupt = new Rupt()",
            "f(rupt)",
            "f(rupt, x)",
            "[rupt, set]",
            "!rupt)",
            "a || rupt)",
            "(rupt || x)",
            "by rupt and others",
            "src/rupt/index.ts",
            "\"rupt is here\"",
            "\"by rupt\"",
            "rupt: string",
            "rupt: Rupt;",
            "this.rupt = rupt;",
            "let rupt;",
            "mocks/rupt.js",
            "(rupt-x)",
            "node_modules/rupt-ui",
            "@rupt@2",
            "rupt ? a : b",
            "'<p>rupt'",
            "\"rupt@example.com\"",
            "\"./rupt@2.js\"",
            "\"^@acme/rupt$\"",
            "\"vendor/rupt@2.js\"",
            "return (rupt ??= new Rupt())",
            "${rupt}",
            "{ rupt }",
            "rupt: 5,",
            "docs.rupt.dev/rupt",
            "\"rupt#create\"",
            "src/rupt/index.js",
            "a = rupt/index.length",
            "def f(rupt), do: rupt",
            "https://example.com/@acme/rupt@2/index.js",
        ] {
            found.extend((mentions(text).count() != 0).then_some(text));
        }
        assert_eq!(found, Vec::<&str>::new());
    }
}
