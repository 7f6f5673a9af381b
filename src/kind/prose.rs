//! Files that need no package: prose for people, lock files, output of tools.
//!
//! Markdown is prose, too, except for what runs in it: its front matter, its scripts and the attributes
//! of its elements, which static site generators use. Code samples are only shown.

use super::content::Content;
use super::markup::{self, Language};
use super::words::V2Words;
use super::{Format, Parts, other};
use crate::edit::Span;
use crate::mapping::{V2_PACKAGE, entry};
use crate::mention;
use crate::note::{self, Note};

/// Markdown, which may contain scripts that run.
pub const MARKDOWN: Format = Format {
    name: "Markdown",
    is: |name| [".md", ".markdown", ".mkd", ".svx", ".mdoc"].iter().any(|end| name.ends_with(end)),
    read,
};

/// Plain text: sentences for people, or a list for a tool, with a name or a path on each line.
pub const PLAIN: Format =
    Format { name: "Plain text", is: |name| name.ends_with(".txt") && !SETTINGS.contains(&name), read: read_list };

/// Extensions of text that is written for people, and of files that tools generate for themselves.
const HARMLESS_EXTENSIONS: [&str; 10] =
    ["rst", "adoc", "asciidoc", "org", "textile", "rdoc", "rtf", "lock", "lockb", "map"];

/// Names, without extensions, of files that are written for people or by package managers.
const HARMLESS_NAMES: [&str; 21] = [
    "readme",
    "changelog",
    "changes",
    "history",
    "releases",
    "news",
    "license",
    "licence",
    "copying",
    "notice",
    "authors",
    "contributors",
    "contributing",
    "maintainers",
    "security",
    "code_of_conduct",
    "package-lock",
    "npm-shrinkwrap",
    "pnpm-lock",
    "shrinkwrap",
    ".package-lock",
];

/// Extensions that such a name may have.
const PROSE_EXTENSIONS: [&str; 5] = ["", "txt", "json", "yaml", "yml"];

/// Text files that are nevertheless settings.
const SETTINGS: [&str; 2] = ["cmakelists.txt", "requirements.txt"];

/// Whether a file of this name, which is in lower case, needs no package whatever it contains.
pub fn is_harmless(name: &str) -> bool {
    let (stem, extension) = name.rsplit_once('.').unwrap_or((name, ""));
    let is_named = HARMLESS_NAMES.contains(&stem) && PROSE_EXTENSIONS.contains(&extension);
    (is_named || HARMLESS_EXTENSIONS.contains(&extension)) && !SETTINGS.contains(&name)
}

fn read(source: &str) -> Parts {
    let mut parts = Parts::default();
    let words = V2Words::of(source);
    let front = front_matter(source);
    words.report(Span::new(0, front as u32), Content::Any, entry!("mention"), &mut parts);
    let shown = without_samples(source, front);
    let whole = Span::new(0, source.len() as u32);
    let markup = markup::read(&shown, whole, Language::Html);
    for element in &markup.elements {
        for value in element.attributes.iter().filter_map(|attribute| attribute.value) {
            words.report(value, Content::Mixed, entry!("page-code"), &mut parts);
        }
        if element.is("script") {
            words.report_script(element, &mut parts);
        }
    }
    let comments = other::Comments::of(source);
    let is_silent = |at: Span| (at.start as usize) < front && comments.contains(at.start as usize);
    parts.notes.retain(|note| !is_silent(note.at));
    parts.uses.retain(|found| !is_silent(found.at));
    note::sort(&mut parts.notes);
    parts
}

/// Reports the lines that consist of the package's name or a path of it.
fn read_list(source: &str) -> Parts {
    let mut parts = Parts::default();
    let mut start = 0;
    for line in source.split_inclusive('\n') {
        let item = line.trim();
        let at = start + (line.len() - line.trim_start().len()) as u32;
        start += line.len() as u32;
        if !item.contains(char::is_whitespace) && mention::names_package(item) {
            parts.report(Note::new(entry!("mention"), Span::new(at, at + item.len() as u32)), V2_PACKAGE);
        }
    }
    parts
}

/// The length of the settings at the start of a file, between two lines of dashes.
fn front_matter(source: &str) -> usize {
    let text = source.trim_start_matches('\u{feff}');
    let start = source.len() - text.len();
    let Some(rest) = text.strip_prefix("---") else { return 0 };
    rest.find("\n---").map_or(0, |length| start + 3 + length)
}

/// The text with code samples and comments blanked out; every byte keeps its place.
fn without_samples(source: &str, front: usize) -> String {
    let mut text = String::with_capacity(source.len());
    let mut fence: Option<&str> = None;
    let (mut after_blank, mut in_sample, mut in_list) = (true, false, false);
    let mut at = 0;
    for line in source.split_inclusive('\n') {
        let code = line.trim_start();
        let mark = ["```", "~~~"].into_iter().find(|mark| code.starts_with(mark));
        let is_fence = match fence {
            Some(open) => mark == Some(open),
            None => mark.is_some(),
        };
        let is_indented = line.starts_with("    ") || line.starts_with('\t');
        if !code.is_empty() && !line.starts_with([' ', '\t']) {
            in_list = starts_item(code);
        }
        // In a list, an indented line belongs to an item.
        in_sample = !code.is_empty() && is_indented && !in_list && (after_blank || in_sample);
        if at < front || fence.is_some() || is_fence || in_sample {
            blank(&mut text, line);
        } else {
            inline(&mut text, line);
        }
        if is_fence {
            fence = if fence.is_some() { None } else { mark };
        }
        after_blank = code.is_empty();
        at += line.len();
    }
    text
}

/// Whether a line starts an item of a list: `- `, `* `, `+ `, `1. `, `1) `.
fn starts_item(code: &str) -> bool {
    let rest = code.strip_prefix(['-', '*', '+']).or_else(|| {
        let rest = code.trim_start_matches(|c: char| c.is_ascii_digit());
        (rest.len() < code.len()).then(|| rest.strip_prefix(['.', ')']))?
    });
    rest.is_some_and(|rest| rest.starts_with([' ', '\t']))
}

/// Adds a line of prose without its code spans.
fn inline(text: &mut String, line: &str) {
    for (index, part) in line.split_inclusive('`').enumerate() {
        if index % 2 == 1 && part.ends_with('`') { blank(text, part) } else { text.push_str(part) }
    }
}

fn blank(text: &mut String, line: &str) {
    text.extend(line.chars().flat_map(|c| {
        let kept = if c == '\n' { '\n' } else { ' ' };
        std::iter::repeat_n(kept, c.len_utf8())
    }));
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reported(source: &str) -> Vec<String> {
        let note = |note: &crate::note::Note| format!("{} {}", note.entry.id, note.at.of(source));
        read(source).notes.iter().map(note).collect()
    }

    #[test]
    fn only_what_runs_in_markdown_is_told() {
        let source = "# é Use `Rupt.attach({})`\n\n```html\n<script src=\"https://cdn.rupt.dev/js/rupt.js\">\n```\n\n    \
                      <script>Rupt.attach()</script>\n\nImport \"rupt\" and call Rupt.attach({ x }).\n";
        assert!(reported(source).is_empty());
        let source = "---\nhead: https://cdn.rupt.dev/js/rupt.js\n---\n# é\n<script setup>\nimport Rupt from \"rupt\";\n\
                      </script>\n<Pay :x=\"Rupt.attach({})\" />\n";
        assert_eq!(
            reported(source),
            ["script-address https://cdn.rupt.dev/js/rupt.js", "page-code rupt", "page-code Rupt"]
        );
    }

    #[test]
    fn prose_and_lock_files_go_by_their_names() {
        for name in ["license", "readme", "yarn.lock", "package-lock.json", "pnpm-lock.yaml", "a.js.map"] {
            assert!(is_harmless(name), "{name}");
        }
        for name in ["readme.js", "makefile", "cmakelists.txt", "lock.json", "history.py", "a.rb", "news.html"] {
            assert!(!is_harmless(name), "{name}");
        }
    }
}
