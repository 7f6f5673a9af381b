//! `.vue`: the scripts of a single-file component, and the names its template reads.
//!
//! `<script setup>` runs for each instance and shares its imports with the plain `<script>`, which
//! runs once (<https://vuejs.org/api/sfc-script-setup.html>). Blocks that are no template are text.

use super::markup::{self, Braces, Element};
use super::words::{Text, Words};
use super::{Format, Parts, script};
use crate::edit::Span;
use crate::syntax::{Block, Instance, Slices, Word};

/// Single-file components of Vue.
pub const FORMAT: Format = Format { name: "Vue components", is: |name| name.ends_with(".vue"), read };

/// A block of a component, and what is inside.
struct Part<'s> {
    element: Element<'s>,
    text: Span,
}

fn read(source: &str) -> Parts {
    let blocks = blocks(source);
    let is_script = |part: &&Part| part.element.is("script") && !part.text.is_empty();
    let is_setup = |part: &&Part| part.element.get(source, "setup").is_some();
    let (setups, plains): (Vec<&Part>, Vec<&Part>) = blocks.iter().filter(is_script).partition(is_setup);
    let mut parts = Parts::default();
    let words = template_words(source, &blocks);
    match (setups.first(), plains.first()) {
        (Some(setup), plain) => {
            let Some(dialect) = script::dialect(source, &setup.element, &mut parts) else { return parts };
            let lang = setup.element.get(source, "lang").map_or(String::new(), |lang| format!(" lang=\"{lang}\""));
            let block = Block { at: setup.element.tag.start, open: format!("<script{lang}>") };
            let module = plain.map(|plain| plain.text);
            let instance = Some(Instance { span: setup.text, words, block });
            parts.programs.push(Slices { dialect, module, instance, in_document: true, in_browser: false });
        }
        (None, Some(plain)) => {
            if let Some(dialect) = script::dialect(source, &plain.element, &mut parts) {
                parts.programs.push(Slices::script(plain.text, dialect));
            }
        }
        (None, None) => {}
    }
    let words = Words::of(source);
    // Vue takes one script of each kind.
    for part in setups.iter().skip(1).chain(plains.iter().skip(1)) {
        words.report(part.text, Text::Code, "page-code", &mut parts);
    }
    for part in blocks.iter().filter(|part| part.element.is("template")) {
        let comments = markup::read(source, part.text, Braces::Double).comments;
        words.report_markup(part.text, &comments, &mut parts);
    }
    parts
}

/// The blocks of a component.
fn blocks(source: &str) -> Vec<Part<'_>> {
    let mut blocks = Vec::new();
    let mut at = 0;
    while let Some(element) = markup::first(source, Span::new(at, source.len() as u32)) {
        let within = Span::new(element.tag.end, source.len() as u32);
        let mut inner = vec![element];
        if is_markup(source, &inner[0]) {
            inner.extend(markup::read(source, within, Braces::None).elements);
        }
        let text = markup::content(source, &inner);
        at = text.end;
        blocks.push(Part { element: inner.swap_remove(0), text });
    }
    blocks
}

/// Whether a block is HTML, and may hold more of its own name.
fn is_markup(source: &str, element: &Element) -> bool {
    element.is("template") && matches!(element.get(source, "lang").unwrap_or_default(), "" | "html")
}

/// The names in the template: in directives and between braces. One in another language than HTML is
/// not understood, and may read any name in it.
fn template_words(source: &str, blocks: &[Part]) -> Vec<Word> {
    let Some(template) = blocks.iter().find(|part| part.element.is("template")) else { return Vec::new() };
    if !is_markup(source, &template.element) {
        return markup::all_words(source, template.text);
    }
    let inner = markup::read(source, template.text, Braces::Double);
    let values = inner.elements.iter().flat_map(|element| &element.attributes).filter_map(|attribute| {
        let is_event = attribute.name.starts_with('@') || attribute.name.starts_with("v-on:");
        let is_directive = is_event || attribute.name.starts_with([':', '#']) || attribute.name.starts_with("v-");
        // `:name` alone stands for `:name="name"`.
        let own = Span::new(attribute.span.start + 1, attribute.span.end);
        let value = attribute.value.or_else(|| attribute.name.starts_with(':').then_some(own));
        value.filter(|_| is_directive).map(|value| (value, is_event))
    });
    let mut all: Vec<(Span, bool)> = values.chain(inner.expressions.iter().map(|span| (*span, false))).collect();
    all.sort();
    all.into_iter().flat_map(|(expression, is_event)| markup::words(source, expression, is_event)).collect()
}
