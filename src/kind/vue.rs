//! `.vue`: the scripts of a single-file component, and the names its template reads.
//!
//! `<script setup>` runs for each instance and shares its imports with the plain `<script>`, which
//! runs once (<https://vuejs.org/api/sfc-script-setup.html>). Blocks that are no template are text.

use super::markup::{self, Element, Language, Markup};
use super::words::Words;
use super::{Format, Parts, script};
use crate::edit::Span;
use crate::syntax::{Block, Instance, Slices, Word};

/// Single-file components of Vue.
pub const FORMAT: Format = Format { name: "Vue components", is: |name| name.ends_with(".vue"), read };

fn read(source: &str) -> Parts {
    let whole = Span::new(0, source.len() as u32);
    let markup = markup::read(source, whole, Language::Vue);
    // Vue takes one of each kind, and none that is empty. A client may be put into an empty one, but
    // not into `<script />`.
    let scripts = blocks(&markup, "script").filter(|script| script.is_text);
    let (empty, mut scripts): (Vec<&Element>, Vec<&Element>) =
        scripts.partition(|script| script.content.of(source).trim().is_empty());
    scripts.extend(empty);
    let first = scripts.first().copied();
    let (setups, plains): (Vec<&Element>, Vec<&Element>) =
        scripts.into_iter().partition(|script| script.get(source, "setup").is_some());
    let mut parts = Parts::default();
    if let Some(any) = first
        && let Some(dialect) = script::dialect(source, any, &mut parts)
    {
        let module = plains.first().map(|plain| plain.content);
        let instance = setups.first().map(|setup| instance(source, &markup, setup));
        parts.programs.push(Slices { dialect, module, instance, in_document: true, in_browser: false });
    }
    Words::of(source).report_markup(whole, &markup, &mut parts);
    parts
}

fn blocks<'a>(markup: &'a Markup, name: &str) -> impl Iterator<Item = &'a Element<'a>> {
    markup.elements.iter().filter(move |element| element.depth == 0 && element.name == name)
}

/// The script that runs for each instance.
fn instance(source: &str, markup: &Markup, setup: &Element) -> Instance {
    let lang = setup.get(source, "lang").map_or(String::new(), |lang| format!(" lang=\"{lang}\""));
    let block = Block { at: setup.tag.start, open: format!("<script{lang}>") };
    let mut words = template_words(source, markup);
    words.extend(style_words(source, markup));
    words.extend(setup.value("generic").iter().flat_map(|types| markup::words(source, *types, false)));
    Instance { span: setup.content, words, taken: taken(source, markup), block }
}

/// The names in the template: in directives and between braces. One in another language than HTML is
/// not understood, and may read any name in it.
fn template_words(source: &str, markup: &Markup) -> Vec<Word> {
    if let Some(text) = blocks(markup, "template").find_map(Element::text) {
        return markup::all_words(source, text);
    }
    let inner = markup.elements.iter().filter(|element| element.depth > 0);
    let values = inner.flat_map(|element| &element.attributes).filter_map(|attribute| {
        let is_event = attribute.name.starts_with('@') || attribute.name.starts_with("v-on:");
        let is_directive = is_event || attribute.name.starts_with([':', '#']) || attribute.name.starts_with("v-");
        // `:name` alone stands for `:name="name"`.
        let own = Span::new(attribute.span.start + 1, attribute.span.end);
        let value = attribute.value.or_else(|| attribute.name.starts_with(':').then_some(own));
        value.filter(|_| is_directive).map(|value| (value, is_event))
    });
    let mut all: Vec<(Span, bool)> = values.chain(markup.expressions.iter().map(|span| (*span, false))).collect();
    all.sort();
    all.into_iter().flat_map(|(expression, is_event)| markup::words(source, expression, is_event)).collect()
}

/// The names in styles: `v-bind(color)`, `v-bind("color.dark")`.
fn style_words(source: &str, markup: &Markup) -> Vec<Word> {
    let styles = blocks(markup, "style").filter_map(Element::text);
    let bindings = styles.flat_map(|style| {
        let starts = style.of(source).match_indices("v-bind(").map(|(at, mark)| at + mark.len());
        starts.map(move |start| {
            let text = &style.of(source)[start..];
            let start = style.start + start as u32;
            Span::new(start, start + text.find([')', '\n']).unwrap_or(text.len()) as u32)
        })
    });
    bindings.flat_map(|binding| markup::all_words(source, binding)).collect()
}

/// The names that mean something to the template where the script declares them: its elements, which
/// would be components then, and the values of `ref`, which would be filled.
fn taken(source: &str, markup: &Markup) -> Vec<String> {
    let inner = || markup.elements.iter().filter(|element| element.depth > 0);
    let references = inner().filter_map(|element| element.get(source, "ref")).map(str::to_owned);
    let elements = inner().flat_map(|element| {
        let mut parts = element.name.split('-');
        let first = parts.next().unwrap_or_default().to_owned();
        let camel = parts.fold(first, |name, part| name + &capitalized(part));
        [capitalized(&camel), camel]
    });
    references.chain(elements).collect()
}

fn capitalized(name: &str) -> String {
    let mut letters = name.chars();
    letters.next().map_or(String::new(), |first| first.to_uppercase().chain(letters).collect())
}
