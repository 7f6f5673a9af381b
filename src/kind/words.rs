//! Words of v2 in text that is not parsed: attributes, and code that a template writes into.
//!
//! There are no scopes here, only spelling, so what is found is reported and never edited.

use super::Parts;
use super::markup::{Element, Markup};
use super::script::Script;
use crate::edit::Span;
use crate::mapping::{V2_GLOBAL, V2_PACKAGE, V2_SCRIPT, entry};
use crate::mention;
use crate::note::Note;
use crate::prefilter::{self, Named};
use crate::syntax::{Expression, Role};

/// What a text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Text {
    /// Code: every word counts.
    Code,
    /// Code and prose: what is no prose counts.
    Mixed,
    /// Anything: what is no prose counts, and every path of the package.
    Any,
    /// A value: addresses count.
    Value,
}

/// The words of v2 in a file.
pub struct Words<'s> {
    source: &'s str,
    hits: Vec<(Span, Named)>,
}

impl<'s> Words<'s> {
    /// The words in `source`.
    pub fn of(source: &'s str) -> Self {
        let span = |at: usize| Span::new(at as u32, (at + V2_PACKAGE.len()) as u32);
        let hits = prefilter::hits(source.as_bytes()).map(|(at, named)| (span(at), named));
        Words { source, hits: hits.collect() }
    }

    /// Reports those in `within`, under the entry `id`; addresses have one of their own.
    pub fn report(&self, within: Span, text: Text, id: &str, parts: &mut Parts) {
        let first = self.hits.partition_point(|(word, _)| word.start < within.start);
        for (word, named) in self.hits[first..].iter().take_while(|(word, _)| word.end <= within.end) {
            let is_installed = text == Text::Any && self.around(*word).of(self.source).contains("node_modules");
            if named.any(&[Named::SCRIPT, Named::COPY]) && !is_installed {
                self.address(*word, parts);
            } else if text != Text::Value && self.is_use(*word, *named, text) {
                // What imports v2 itself has it by that name.
                parts.reads_global |= word.of(self.source) == V2_GLOBAL
                    && !self.hits.iter().any(|(_, named)| named.any(&[Named::SPECIFIER]));
                parts.report(Note::new(entry(id), *word), V2_GLOBAL);
            }
        }
    }

    /// Reports those in a script element that is no program.
    pub fn report_script(&self, script: &Element, parts: &mut Parts) {
        let Some(text) = script.text() else { return };
        match Script::of(self.source, script) {
            Script::Data => {}
            Script::ImportMap => self.report(text, Text::Code, "setting", parts),
            _ => self.report(text, Text::Code, "page-code", parts),
        }
    }

    /// Reports those in the markup of a component: what its programs hold or read is theirs to tell.
    pub fn report_markup(&self, within: Span, markup: &Markup, parts: &mut Parts) {
        let programs: Vec<Span> = parts.programs.iter().flat_map(|slices| slices.all()).collect();
        let is_told = |parts: &Parts, at: Span| parts.notes.iter().any(|note| note.at == at);
        for script in markup.elements.iter().filter(|element| element.name == "script") {
            if !programs.contains(&script.content) && !is_told(parts, script.tag) {
                self.report_script(script, parts);
            }
        }
        let instances = parts.programs.iter().filter_map(|slices| slices.instance.as_ref());
        let (words, read): (Vec<&Expression>, Vec<&Expression>) =
            instances.flat_map(|instance| &instance.markup).partition(|code| code.role == Role::Words);
        let [words, read] = [words, read].map(|all| all.into_iter().map(|code| code.span).collect::<Vec<Span>>());
        // Of texts, only these hold code that the component runs.
        let is_read = |element: &&Element| ["template", "textarea", "title"].contains(&element.name);
        let texts = markup.elements.iter().filter(|element| !is_read(element)).filter_map(Element::text);
        let comments = markup.comments.iter().copied();
        let known: Vec<Span> = programs.into_iter().chain(read).chain(texts).chain(comments).collect();
        let is_in = |spans: &[Span], word: Span| spans.iter().any(|span| span.contains(word));
        // Of text that is not understood each word is a name, and no address.
        let is_told_as = |word: Span, named: &Named| {
            is_in(&known, word) || (is_in(&words, word) && !named.any(&[Named::SCRIPT, Named::COPY]))
        };
        let hits = self.hits.iter().filter(|(word, _)| within.contains(*word));
        for (word, _) in hits.filter(|(word, named)| !is_told_as(*word, named)) {
            self.report(*word, Text::Mixed, "template", parts);
        }
    }

    fn address(&self, word: Span, parts: &mut Parts) {
        let place = self.around(word);
        let text = place.of(self.source);
        let is_known = parts.notes.iter().any(|note| note.at == place);
        if is_known || text.contains("/v3/") {
            return;
        }
        let from_package = text.contains("node_modules/");
        parts.report(Note::new(entry("script-address"), place), if from_package { V2_PACKAGE } else { V2_SCRIPT });
    }

    /// The path or address that a word is part of.
    fn around(&self, word: Span) -> Span {
        let ends = |c: char| c.is_whitespace() || "\"'`<>(){},;\\".contains(c);
        let (before, behind) = (&self.source[..word.start as usize], &self.source[word.end as usize..]);
        let start = before
            .rfind(|c| ends(c) || c == '=')
            .map_or(0, |at| at + before[at..].chars().next().map_or(1, char::len_utf8));
        let end = behind.find(ends).unwrap_or(behind.len());
        Span::new(start as u32, word.end + end as u32)
    }

    fn is_use(&self, word: Span, named: Named, text: Text) -> bool {
        let before = &self.source[..word.start as usize];
        if word.of(self.source) == V2_PACKAGE {
            return mention::is_mention(self.source, word.start as usize) && !names_an_element(before);
        }
        if !named.any(&[Named::GLOBAL, Named::PERHAPS]) {
            return false;
        }
        let behind = self.source[word.end as usize..].trim_start();
        mention::has_member(behind) || mention::is_on_window(before) || (text == Text::Code && is_value(before))
    }
}

/// Attributes and keys whose value is a name for people, or for a style sheet.
const NAMES_OF_ELEMENTS: [&str; 6] = ["id", "class", "className", "alt", "title", "placeholder"];

/// Whether the quote before a word opens the value of an attribute that loads nothing.
fn names_an_element(before: &str) -> bool {
    let Some(key) = before.strip_suffix(['"', '\'']) else { return false };
    let key = key.trim_end().trim_end_matches(['=', '>', ':']).trim_end();
    let name = key.rsplit(|c: char| !c.is_alphanumeric() && !"-_".contains(c)).next().unwrap_or(key);
    key.len() + 1 < before.len() && NAMES_OF_ELEMENTS.contains(&name)
}

/// Whether the word stands where code has a value, and prose has none.
fn is_value(before: &str) -> bool {
    let before = before.trim_end();
    before.ends_with(['(', ',', '=', '!', '&', '|', '[', '?'])
        || ["typeof", "await", "return", "void", "in"].iter().any(|word| before.ends_with(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(source: &str, text: Text) -> Vec<String> {
        let mut parts = Parts::default();
        Words::of(source).report(Span::new(0, source.len() as u32), text, "global", &mut parts);
        parts.notes.iter().map(|note| format!("{} {}", note.entry.id, note.at.of(source))).collect()
    }

    #[test]
    fn code_is_told_from_prose() {
        for code in ["Rupt.attach({", "Rupt?.detach(x)", "window.Rupt", "self[\"Rupt\"]", "from 'rupt'"] {
            assert_eq!(found(code, Text::Mixed).len(), 1, "{code}");
        }
        for prose in ["by Rupt. Attach", "Rupt.attachment", "id=\"rupt\"", "RUPT.attach", "our Rupt, and", "is Rupt?"] {
            assert!(found(prose, Text::Code).is_empty(), "{prose}");
        }
        assert_eq!(found("require(['rupt'], f)", Text::Mixed).len(), 1);
        for code in ["init(Rupt)", "typeof Rupt"] {
            assert_eq!((found(code, Text::Code).len(), found(code, Text::Mixed).len()), (1, 0), "{code}");
        }
    }

    #[test]
    fn an_address_is_told_once_and_whole() {
        let source = "a(\"https://cdn.rupt.dev/js/rupt.js?v=1\") b('/node_modules/rupt/index.js')";
        let expected =
            ["script-address https://cdn.rupt.dev/js/rupt.js?v=1", "script-address /node_modules/rupt/index.js"];
        assert_eq!(found(source, Text::Value), expected);
        assert!(found("https://cdn.rupt.dev/js/v3/rupt.js", Text::Code).is_empty());
    }
}
