//! Pages: HTML with the scripts in it.
//!
//! A module of a page is a program like any other. A classic script shares its names with all others of
//! the page, so it is read and never edited. Neither is a script edited that is not JavaScript as it is
//! written.

use super::content::Content;
use super::engine::{self, At, Engine, Insertions};
use super::markup::{self, Element, Language, code};
use super::script::{self, ScriptType};
use super::words::V2Words;
use super::{Format, Parts};
use crate::bindings::{self, Usage, V2};
use crate::edit::{Cover, Span, Within};
use crate::mapping::entry;
use crate::migration::sort_uses;
use crate::note::{self, Note};
use crate::syntax::{self, Dialect, ParseError, Slices};
use crate::tree::Tree;

/// Pages, and the templates of Angular's components.
pub const FORMAT: Format = Format {
    name: "HTML pages",
    is: |name| [".html", ".htm", ".xhtml"].iter().any(|end| name.ends_with(end)),
    read: |source| read(source, &engine::PAGE, Content::Value),
};

/// Reads a page; `outside` says what the text between its tags may hold.
pub fn read(source: &str, engine: &Engine, outside: Content) -> Parts {
    let written = Insertions::of(source, engine, are_in_strings);
    let masked = written.masked(source);
    let whole = Span::new(0, source.len() as u32);
    let markup = markup::read(&masked, whole, Language::Html);
    let elements = &markup.elements;
    let page = PageReader {
        source,
        masked: &masked,
        elements,
        templates: Cover::of(inside(elements, "template")),
        is_mapped: script::is_mapped(source, elements),
        at: engine.at,
        words: V2Words::of(source),
    };
    let mut parts = Parts::default();
    // Where scripts run, a `<noscript>` contains text.
    let noscripts = Cover::of(inside(elements, "noscript"));
    let is_text = |element: &&Element| noscripts.covers(element.tag);
    for element in elements.iter().filter(|element| !is_text(element)) {
        page.element(element, &mut parts);
    }
    let comments = markup.comments.iter().copied().chain(written.comments);
    for gap in page.gaps(comments.collect()) {
        page.words.report(gap, outside, entry!("page-code"), &mut parts);
        // What a template writes between tags is code, though the rest is text.
        for piece in written.pieces.iter().filter(|piece| outside == Content::Value && gap.contains(**piece)) {
            page.words.report(*piece, Content::Mixed, entry!("page-code"), &mut parts);
        }
        if outside != Content::Value {
            page.words.report_hosts(gap, &mut parts);
        }
    }
    note::sort(&mut parts.notes);
    sort_uses(&mut parts.uses);
    parts
}

struct PageReader<'s> {
    source: &'s str,
    /// The page without the parts that a template writes.
    masked: &'s str,
    elements: &'s [Element<'s>],
    /// The contents of `<template>` elements, which are inert until a script uses them.
    templates: Cover,
    /// Whether an import map may define where v2 is found.
    is_mapped: bool,
    /// What `@` means.
    at: At,
    words: V2Words<'s>,
}

impl PageReader<'_> {
    fn element(&self, element: &Element, parts: &mut Parts) {
        for attribute in &element.attributes {
            self.words.report_attribute(element, attribute, entry!("global"), parts);
        }
        let Some(text) = element.text().filter(|_| element.is("script")) else { return };
        if element.get(self.source, "src").is_some() {
            return;
        }
        let is_written = text.of(self.source) != text.of(self.masked);
        let waits = self.templates.covers(text);
        let is_read = match ScriptType::of(self.source, element) {
            _ if is_written || waits => false,
            ScriptType::Module if self.is_mapped => self.classic(text, parts).is_ok(),
            ScriptType::Module => self.module(text, parts).is_ok(),
            ScriptType::Classic => self.classic(text, parts).is_ok(),
            ScriptType::Other | ScriptType::ImportMap | ScriptType::Data => false,
        };
        if !is_read {
            self.words.report_script(element, parts);
        }
    }

    fn module(&self, text: Span, parts: &mut Parts) -> Result<(), ParseError> {
        let doubles_at = self.at == At::Razor;
        let slices = Slices { doubles_at, ..Slices::page_script(text, Dialect::JavaScriptModule) };
        if self.may_name_rupt(text) {
            syntax::parse(self.source, &slices)?;
        }
        parts.programs.push(slices);
        Ok(())
    }

    /// Reports the uses of v2 in a classic script.
    fn classic(&self, text: Span, parts: &mut Parts) -> Result<(), ParseError> {
        if !self.may_name_rupt(text) {
            return Ok(());
        }
        let slices = Slices { in_document: false, ..Slices::script(text, Dialect::JavaScript) };
        let script = syntax::parse(self.source, &slices)?;
        let tree = Tree::new(self.source, &script);
        for site in bindings::find(self.source, &tree).sites {
            let (entry, node) = match (site.usage, &site.value) {
                (_, V2::Script) => (entry!("script-address"), site.top),
                (_, V2::Served | V2::File) => (entry!("module-address"), site.top),
                (Usage::Global, _) => (entry!("global"), site.top),
                (Usage::Operand(_) | Usage::Alias(_) | Usage::Assigned(_) | Usage::Then(_) | Usage::HandedOn, _) => {
                    continue;
                }
                (Usage::Call(call), _) => (entry!("page-code"), call),
                _ => (entry!("page-code"), site.top),
            };
            parts.reads_global |= site.usage == Usage::Global;
            parts.report(Note::new(entry, tree.span(node)), site.value.name());
        }
        Ok(())
    }

    fn may_name_rupt(&self, text: Span) -> bool {
        text.of(self.source).contains("upt")
    }

    /// The text between tags, scripts and `comments`.
    fn gaps(&self, comments: Vec<Span>) -> Vec<Span> {
        let tags = self.elements.iter().flat_map(|element| [Some(element.tag), element.text()]).flatten();
        let mut taken: Vec<Span> = tags.chain(comments).collect();
        taken.sort();
        let mut gaps = Vec::new();
        let mut at = 0;
        for span in taken {
            if at < span.start {
                gaps.push(Span::new(at, span.start));
            }
            at = at.max(span.end);
        }
        gaps.push(Span::new(at, self.source.len() as u32));
        gaps
    }
}

/// Whether all these `places` of a page are inside strings and regular expressions of its scripts. A `{{
/// value }}` may also be in a comment; a tag there would control the code around it.
fn are_in_strings(page: &str, places: &[Span]) -> bool {
    let markup = markup::read(page, Span::new(0, page.len() as u32), Language::Html);
    let is_script = |element: &&Element| element.is("script") && element.get(page, "src").is_none();
    let within = Within::of(places.iter().copied());
    let scripts = markup.elements.iter().filter(is_script).filter_map(|script| {
        let text = script.text().filter(|text| within.any_in(*text))?;
        let dialect = match ScriptType::of(page, script) {
            ScriptType::Module => Dialect::JavaScriptModule,
            ScriptType::Classic => Dialect::JavaScript,
            ScriptType::ImportMap | ScriptType::Other | ScriptType::Data => return None,
        };
        syntax::parse(page, &Slices::page_script(text, dialect)).ok().map(|_| text)
    });
    let texts: Vec<Span> = scripts.flat_map(|text| code::texts(page, text)).collect();
    let is_text = |place: Span, text: Span| {
        let is_comment = text.of(page).starts_with("//") || text.of(page).starts_with("/*");
        text.contains(place) && (!is_comment || place.of(page).starts_with("{{"))
    };
    places.iter().all(|place| texts.iter().any(|text| is_text(*place, *text)))
}

/// The contents of the outermost elements called `name`.
fn inside(elements: &[Element], name: &str) -> Vec<Span> {
    let mut inside: Vec<Span> = Vec::new();
    for element in elements.iter().filter(|element| element.is(name)) {
        if inside.last().is_none_or(|last| last.end <= element.tag.start) {
            inside.push(element.content);
        }
    }
    inside
}
