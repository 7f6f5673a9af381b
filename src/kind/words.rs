//! Words of v2 in text that is not parsed: attributes, and code that a template writes into.
//!
//! Without scopes there is only spelling, so these uses are reported and never edited.

use super::content::Content;
use super::markup::{self, Attribute, Element, Language, Markup, code};
use super::script::ScriptType;
use super::{Parts, attributes};
use crate::edit::{Cover, Span, part};
use crate::mapping::{Entry, HOSTS, MEMBERS, V2_GLOBAL, V2_PACKAGE, V2_SCRIPT, WINDOWS, entry};
use crate::mention::{self, Lines};
use crate::migration::sort_uses;
use crate::note::{self, Note};
use crate::prefilter::{self, Named};
use crate::syntax::{Expression, Role};

/// The part of an address that only addresses of v3's script have.
pub const V3_PATH: &str = "/v3/";

/// The words of v2 in a file.
pub struct V2Words<'s> {
    source: &'s str,
    lines: Lines<'s>,
    hits: Vec<(Span, Named)>,
    /// Whether any of them is a specifier of v2.
    has_specifier: bool,
}

impl<'s> V2Words<'s> {
    /// The words in `source`.
    pub fn of(source: &'s str) -> Self {
        let span = |at: usize| Span::new(at as u32, (at + V2_PACKAGE.len()) as u32);
        let hits: Vec<(Span, Named)> =
            prefilter::hits(source.as_bytes()).map(|(at, named)| (span(at), named)).collect();
        let has_specifier = hits.iter().any(|(_, named)| named.any(&[Named::SPECIFIER]));
        V2Words { source, lines: Lines::of(source), hits, has_specifier }
    }

    /// Reports the words in `within` under the entry `id`; addresses have an entry of their own.
    pub fn report(&self, within: Span, text: Content, entry: &'static Entry, parts: &mut Parts) {
        let first = self.hits.partition_point(|(word, _)| word.start < within.start);
        for (word, named) in self.hits[first..].iter().take_while(|(word, _)| word.end <= within.end) {
            let is_installed = text == Content::Any && self.around(*word).of(self.source).contains("node_modules");
            if named.any(&[Named::SCRIPT, Named::COPY]) && !is_installed {
                self.address(*word, parts);
            } else if text != Content::Value && self.is_use(*word, *named, text) {
                // A file that imports v2 itself has that name from the import.
                parts.reads_global |= word.of(self.source) == V2_GLOBAL && !self.has_specifier;
                let is_code = text == Content::Any && word.of(self.source) == V2_GLOBAL;
                parts.report(Note::new(if is_code { entry!("page-code") } else { entry }, *word), V2_GLOBAL);
            }
        }
    }

    /// Reports the words in the value of an attribute, and the hosts of v2.
    pub fn report_attribute(&self, element: &Element, attribute: &Attribute, entry: &'static Entry, parts: &mut Parts) {
        let Some(value) = attribute.value.filter(|_| !attributes::is_link(self.source, element, attribute)) else {
            return;
        };
        self.report(value, attributes::text(self.source, element, attribute), entry, parts);
        self.report_hosts(value, parts);
    }

    /// Reports the hosts of v2 outside of addresses of its script.
    pub fn report_hosts(&self, within: Span, parts: &mut Parts) {
        let found = hosts(self.source, within);
        if found.is_empty() {
            return;
        }
        let known = Cover::of(parts.notes.iter().map(|note| note.at));
        for place in found {
            let is_v3 = self.around(place).of(self.source).contains(V3_PATH);
            // The spans of hosts do not overlap.
            if !is_v3 && !known.covers(place) {
                parts.notes.push(Note::new(entry!("policy-host"), place));
            }
        }
    }

    /// Reports the words in a script element that is not a program.
    pub fn report_script(&self, script: &Element, parts: &mut Parts) {
        let Some(text) = script.text() else { return };
        match ScriptType::of(self.source, script) {
            ScriptType::Data => {}
            ScriptType::ImportMap => self.report(text, Content::Code, entry!("setting"), parts),
            _ => self.report(text, Content::Code, entry!("page-code"), parts),
        }
        self.report_hosts(text, parts);
    }

    /// Reports the words in the markup of a component, except for those in code that its programs contain or
    /// read.
    pub fn report_markup(&self, within: Span, markup: &Markup, parts: &mut Parts) {
        let programs: Vec<Span> = parts.programs.iter().flat_map(|slices| slices.all()).collect();
        self.report_scripts(markup, &programs, parts);
        let instances = parts.programs.iter().filter_map(|slices| slices.instance.as_ref());
        let (words, read): (Vec<&Expression>, Vec<&Expression>) =
            instances.flat_map(|instance| &instance.markup).partition(|code| code.role == Role::Words);
        let [words, read] = [words, read].map(|all| all.into_iter().map(|code| code.span).collect::<Vec<Span>>());
        // Of the elements that contain text, only these have code of the component.
        let is_read = |element: &&Element| ["template", "textarea", "title"].contains(&element.name);
        let texts = markup.elements.iter().filter(|element| !is_read(element)).filter_map(Element::text);
        let comments = markup.comments.iter().copied();
        let known: Vec<Span> = programs.into_iter().chain(read).chain(texts).chain(comments).collect();
        let is_in = |spans: &[Span], word: Span| spans.iter().any(|span| span.contains(word));
        // In text that is not understood, each word is a name, but an address is not.
        let is_told_as = |word: Span, named: &Named| {
            is_in(&known, word) || (is_in(&words, word) && !named.any(&[Named::SCRIPT, Named::COPY]))
        };
        let hits = self.hits.iter().filter(|(word, _)| within.contains(*word));
        for (word, _) in hits.filter(|(word, named)| !is_told_as(*word, named)) {
            self.report(*word, self.text(markup, *word), entry!("template"), parts);
        }
        for element in markup.elements.iter().filter(|element| element.get(self.source, "is:raw").is_some()) {
            self.report_raw(element, parts);
        }
        note::sort(&mut parts.notes);
        sort_uses(&mut parts.uses);
    }

    fn report_scripts(&self, markup: &Markup, programs: &[Span], parts: &mut Parts) {
        let is_told = |parts: &Parts, at: Span| parts.notes.iter().any(|note| note.at == at);
        for script in markup.elements.iter().filter(|element| element.name == "script") {
            if !programs.contains(&script.content) && !is_told(parts, script.tag) {
                self.report_script(script, parts);
            }
        }
    }

    /// Reports the words in an element whose content Astro copies into the page.
    fn report_raw(&self, element: &Element, parts: &mut Parts) {
        let Some(content) = element.text().filter(|_| !element.is("script") && !element.is("style")) else { return };
        let markup = markup::read(self.source, content, Language::Html);
        self.report_scripts(&markup, &[], parts);
        for element in &markup.elements {
            for attribute in &element.attributes {
                self.report_attribute(element, attribute, entry!("template"), parts);
            }
        }
    }

    /// What the text around a word of the markup may hold.
    fn text(&self, markup: &Markup, word: Span) -> Content {
        let last = markup.elements.partition_point(|element| element.tag.start <= word.start).checked_sub(1);
        let element = last.map(|last| &markup.elements[last]).filter(|element| element.tag.contains(word));
        if let Some(element) = element {
            return self.text_in_tag(element, word);
        }
        let is_text =
            |code: Span| code::is_comment(self.source, code, word) || code::is_string(self.source, code, word);
        match markup.expressions.iter().find(|code| code.contains(word)) {
            Some(code) if is_text(inner(self.source, *code)) => Content::Value,
            Some(_) => Content::Mixed,
            None if is_in_script(markup, word) => Content::Mixed,
            None => Content::Value,
        }
    }

    fn text_in_tag(&self, element: &Element, word: Span) -> Content {
        let holds = |attribute: &&Attribute| attribute.value.is_some_and(|value| value.contains(word));
        let Some(attribute) = element.attributes.iter().find(holds) else { return Content::Mixed };
        let value = attribute.value.unwrap_or(attribute.span);
        let is_directive = attribute.name.starts_with([':', '@', '#', '.']) || attribute.name.starts_with("v-");
        let text = attributes::text(self.source, element, attribute);
        if !is_directive && !value.of(self.source).starts_with('{') {
            return text;
        }
        let (code, name) = (inner(self.source, value), attributes::bound(attribute.name));
        if code::is_comment(self.source, code, word) {
            return Content::Value;
        }
        match attributes::is_prose(self.source, element, name) {
            true if code::is_string(self.source, code, word) => Content::Value,
            true => Content::Mixed,
            false => text,
        }
    }

    fn address(&self, word: Span, parts: &mut Parts) {
        let place = self.around(word);
        let text = place.of(self.source);
        let is_known = parts.notes.iter().any(|note| note.at == place);
        if is_known || text.contains(V3_PATH) {
            return;
        }
        let from_package = text.contains("node_modules/");
        parts.report(Note::new(entry!("script-address"), place), if from_package { V2_PACKAGE } else { V2_SCRIPT });
    }

    /// The path or address around a word.
    fn around(&self, word: Span) -> Span {
        let ends = |c: char| c.is_whitespace() || "\"'`<>(){},;\\".contains(c);
        let (before, behind) = (part(self.source, ..word.start as usize), part(self.source, word.end as usize..));
        let start = before
            .rfind(|c| ends(c) || c == '=')
            .map_or(0, |at| at + part(before, at..).chars().next().map_or(1, char::len_utf8));
        let end = behind.find(ends).unwrap_or(behind.len());
        Span::new(start as u32, word.end + end as u32)
    }

    fn is_use(&self, word: Span, named: Named, text: Content) -> bool {
        let before = part(self.source, ..word.start as usize);
        if word.of(self.source) == V2_PACKAGE {
            return mention::is_mention_on(&self.lines, word.start as usize) && !names_an_element(before);
        }
        if !named.any(&[Named::GLOBAL, Named::PERHAPS]) {
            return false;
        }
        let behind = part(self.source, word.end as usize..).trim_start();
        let is_asked_for = before.trim_end().ends_with("typeof") || is_in_window(behind);
        has_member(behind)
            || is_on_window(before)
            || (is_asked_for && text != Content::Value)
            || (text == Content::Code && is_value(before))
            || (text == Content::Attribute && is_passed(before))
    }
}

/// The code inside of the braces, if there are any.
fn inner(source: &str, code: Span) -> Span {
    let text = code.of(source);
    let open = text.len() - text.trim_start_matches('{').len();
    let close = text.len() - text.trim_end_matches('}').len();
    Span::new(code.start + open as u32, (code.end - close as u32).max(code.start + open as u32))
}

/// Whether a word is in a component that may be a script: `<Script>`, `<InlineScript>`.
fn is_in_script(markup: &Markup, word: Span) -> bool {
    let is_script = |element: &Element| element.name.to_ascii_lowercase().contains("script");
    markup.elements.iter().any(|element| element.content.contains(word) && is_script(element))
}

/// The spans of v2's hosts in a text, in order.
pub fn hosts(source: &str, within: Span) -> Vec<Span> {
    let text = within.of(source);
    let found = HOSTS.iter().flat_map(|host| text.match_indices(host));
    let place = |(at, host): (usize, &str)| {
        let start = within.start + at as u32;
        Span::new(start, start + host.len() as u32)
    };
    let mut places: Vec<Span> = found.map(place).collect();
    places.sort();
    places
}

/// Character references for quotes in attributes.
const QUOTES: [&str; 6] = ["&quot;", "&apos;", "&#34;", "&#39;", "&#x22;", "&#x27;"];

/// Attributes and keys whose value is a name for people, or for a style sheet.
const NAMES_OF_ELEMENTS: [&str; 6] = ["id", "class", "className", "alt", "title", "placeholder"];

/// Whether the quote in front of a word opens a value that loads nothing.
fn names_an_element(before: &str) -> bool {
    let Some(key) = before.strip_suffix(['"', '\'']) else { return false };
    // In Ruby, this loads a file of the project.
    if key.trim_end().ends_with("require_relative") {
        return true;
    }
    let key = key.trim_end().trim_end_matches(['=', '>', ':']).trim_end();
    let name = key.rsplit(|c: char| !c.is_alphanumeric() && !"-_".contains(c)).next().unwrap_or(key);
    key.len() + 1 < before.len() && NAMES_OF_ELEMENTS.contains(&name)
}

/// Whether an access to a member that v2 has follows the word.
fn has_member(behind: &str) -> bool {
    let mut name = behind.trim_start_matches(['?', '.', '[', '"', '\'', '`']);
    name = QUOTES.iter().find_map(|quote| name.strip_prefix(quote)).unwrap_or(name);
    let is = |member: &str| {
        name.strip_prefix(member).is_some_and(|rest| !rest.starts_with(|c: char| c.is_alphanumeric() || c == '_'))
    };
    name.len() < behind.len() && (is("attach") || MEMBERS.iter().any(|row| is(row.name)))
}

/// Whether the word is tested for in the page's `window`: `"Rupt" in window`.
fn is_in_window(behind: &str) -> bool {
    let object = behind.trim_start_matches(['"', '\'', '\\']).trim_start().strip_prefix("in ");
    object.is_some_and(|object| WINDOWS.iter().any(|name| object.trim_start().starts_with(name)))
}

/// Whether the word is accessed as a member of the page's `window`.
fn is_on_window(before: &str) -> bool {
    let quoted = QUOTES.iter().find_map(|quote| before.strip_suffix(quote)).unwrap_or(before);
    let object = quoted.trim_end_matches(['?', '.', '[', '"', '\'', '`']);
    object.len() < before.len() && WINDOWS.iter().any(|name| object.ends_with(name))
}

/// Whether the word is the argument of a call, or of `typeof`.
fn is_passed(before: &str) -> bool {
    let call = before.strip_suffix('(').is_some_and(|name| name.ends_with(|c: char| c.is_alphanumeric() || c == '_'));
    call || before.trim_end().ends_with("typeof")
}

/// Whether the word is where code, but not prose, has a value.
fn is_value(before: &str) -> bool {
    let before = before.trim_end();
    before.ends_with(['(', ',', '=', '!', '&', '|', '[', '?'])
        || ["typeof", "await", "return", "void", "in"].iter().any(|word| before.ends_with(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(source: &str, text: Content) -> Vec<String> {
        let mut parts = Parts::default();
        V2Words::of(source).report(Span::new(0, source.len() as u32), text, entry!("global"), &mut parts);
        parts.notes.iter().map(|note| format!("{} {}", note.entry.id, note.at.of(source))).collect()
    }

    #[test]
    fn code_is_told_from_prose() {
        for code in ["Rupt.attach({", "Rupt?.detach(x)", "window.Rupt", "self[\"Rupt\"]", "from 'rupt'"] {
            assert_eq!(found(code, Content::Mixed).len(), 1, "{code}");
        }
        for prose in ["by Rupt. Attach", "Rupt.attachment", "id=\"rupt\"", "RUPT.attach", "our Rupt, and", "is Rupt?"] {
            assert!(found(prose, Content::Code).is_empty(), "{prose}");
        }
        assert_eq!(found("require(['rupt'], f)", Content::Mixed).len(), 1);
        for code in ["typeof Rupt", "\"Rupt\" in window"] {
            assert_eq!((found(code, Content::Any).len(), found(code, Content::Value).len()), (1, 0), "{code}");
        }
        assert_eq!((found("init(Rupt)", Content::Code).len(), found("init(Rupt)", Content::Mixed).len()), (1, 0));
    }

    #[test]
    fn an_address_is_told_once_and_whole() {
        let source = "a(\"https://cdn.rupt.dev/js/rupt.js?v=1\") b('/node_modules/rupt/index.js')";
        let expected =
            ["script-address https://cdn.rupt.dev/js/rupt.js?v=1", "script-address /node_modules/rupt/index.js"];
        assert_eq!(found(source, Content::Value), expected);
        assert!(found("https://cdn.rupt.dev/js/v3/rupt.js", Content::Code).is_empty());
    }
}
