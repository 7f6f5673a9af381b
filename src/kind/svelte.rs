//! `.svelte`: the scripts of a component, and the names its markup reads.
//!
//! The script of the component runs for each instance; one marked `module`, or `context="module"` as
//! Svelte 4 has it, runs once, and both share their imports
//! (<https://svelte.dev/docs/svelte/svelte-files>).

use super::markup::{self, Element, Language, Markup};
use super::words::Words;
use super::{Format, Parts, script};
use crate::edit::Span;
use crate::syntax::{Block, Dialect, Instance, Slices, Word};

/// Components of Svelte.
pub const FORMAT: Format = Format { name: "Svelte components", is: |name| name.ends_with(".svelte"), read };

/// What only components of Svelte 5 say: Svelte 4 does not know `<script module>`, and has stores that
/// are called `$state`.
const RUNES: [&str; 12] = [
    "$props(",
    "$props<",
    "$state(",
    "$state<",
    "$state.raw",
    "$derived(",
    "$derived<",
    "$derived.by(",
    "$effect(",
    "$effect.pre(",
    "$effect.root(",
    "<script module",
];

fn read(source: &str) -> Parts {
    let whole = Span::new(0, source.len() as u32);
    let markup = markup::read(source, whole, Language::Svelte);
    let scripts = || markup.elements.iter().filter(|element| element.depth == 0 && element.name == "script");
    let is_module =
        |script: &&Element| script.get(source, "module").is_some() || script.get(source, "context") == Some("module");
    let own = scripts().find(|script| !is_module(script));
    let module = scripts().find(is_module);
    let mut parts = Parts::default();
    if let Some(any) = own.or(module)
        && let Some(dialect) = script::dialect(source, any, &mut parts)
    {
        parts.programs.push(program(source, &markup, (own, module, any), dialect));
    }
    Words::of(source).report_markup(whole, &markup, &mut parts);
    parts
}

fn program(
    source: &str,
    markup: &Markup,
    (own, module, any): (Option<&Element>, Option<&Element>, &Element),
    dialect: Dialect,
) -> Slices {
    // Without a script of its own a component still reads the module's names in its markup.
    let end = module.map_or(0, |module| module.tag.start);
    let span = own.and_then(Element::text).unwrap_or(Span::at(end));
    let mut words = words(source, markup);
    words.extend(any.value("generics").iter().flat_map(|types| markup::words(source, *types, false)));
    let instance = Instance { span, words, taken: Vec::new(), block: block(source, any) };
    let module = module.and_then(Element::text);
    Slices { dialect, module, instance: Some(instance), in_document: true, in_browser: false }
}

/// The tag of a script that runs once, as the component's version of Svelte has it.
fn block(source: &str, own: &Element) -> Block {
    let mark = if RUNES.iter().any(|rune| source.contains(rune)) { "module" } else { "context=\"module\"" };
    let lang = own.get(source, "lang").map_or(String::new(), |lang| format!(" lang=\"{lang}\""));
    Block { at: own.tag.start, open: format!("<script {mark}{lang}>") }
}

/// The names in the markup: in braces, and as directives.
fn words(source: &str, markup: &Markup) -> Vec<Word> {
    let mut words: Vec<Word> = Vec::new();
    for attribute in
        markup.elements.iter().filter(|element| element.name != "script").flat_map(|element| &element.attributes)
    {
        let shorthand = attribute.value.filter(|_| attribute.name.is_empty());
        let is_event = shorthand.map_or(attribute.name, |value| &value.of(source)[1..]).starts_with("on");
        let braces = attribute.value.filter(|value| value.of(source).contains('{'));
        words.extend(braces.iter().flat_map(|value| markup::words(source, *value, is_event)));
        // `use:action`, `bind:value`, `transition:fade`
        if let Some((_, name)) = attribute.name.split_once(':') {
            let start = attribute.span.start + (attribute.name.len() - name.len()) as u32;
            let name = Span::new(start, start + name.split(['|', '.']).next().unwrap_or_default().len() as u32);
            words.extend(markup::words(source, name, false));
        }
    }
    words.extend(markup.expressions.iter().flat_map(|expression| markup::words(source, *expression, false)));
    words.sort_by_key(|word| word.span);
    words
}
