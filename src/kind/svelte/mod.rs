//! `.svelte`: the scripts of a component, and the code in its markup.
//!
//! The instance script runs for each instance. A script with `module`, or with `context="module"` in
//! Svelte 4, runs once. Both share their imports (<https://svelte.dev/docs/svelte/svelte-files>).

mod markup;

use super::markup::{Element, Language, Markup, read as read_markup};
use super::words::V2Words;
use super::{Format, Parts, script};
use crate::edit::Span;
use crate::syntax::{Dialect, Expression, Framework, Instance, NewScript, Role, ScriptSide, Slices};

/// Components of Svelte.
pub const FORMAT: Format = Format { name: "Svelte components", is: |name| name.ends_with(".svelte"), read };

/// Words that only components of Svelte 5 use: Svelte 4 does not know `<script module>`, and may have
/// stores called `$state`.
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
    let markup = read_markup(source, whole, Language::Svelte);
    let scripts = || markup.elements.iter().filter(|element| element.depth == 0 && element.name == "script");
    let is_module =
        |script: &&Element| script.get(source, "module").is_some() || script.get(source, "context") == Some("module");
    let own = scripts().find(|script| !is_module(script));
    let module = scripts().find(is_module);
    let mut parts = Parts { unclosed: markup.unclosed, ..Parts::default() };
    if let Some(any) = own.or(module)
        && let Some(dialect) = script::dialect(source, any, &mut parts)
    {
        parts.programs.push(program(source, &markup, (own, module, any), dialect));
    }
    V2Words::of(source).report_markup(whole, &markup, &mut parts);
    parts
}

fn program(
    source: &str,
    markup: &Markup,
    (own, module, any): (Option<&Element>, Option<&Element>, &Element),
    dialect: Dialect,
) -> Slices {
    // Even a component without an instance script reads the names of its module script in the markup.
    let end = module.map_or(0, |module| module.tag.start);
    let span = own.and_then(Element::text).unwrap_or(Span::at(end));
    let mut code = markup::expressions(source, markup);
    code.extend(any.value("generics").map(|span| Expression { span, role: Role::Words }));
    // The tag of a component refers to the variable of that name.
    let tag = |expression: &Expression| match &expression.role {
        Role::Named(names) => names.clone(),
        _ => Vec::new(),
    };
    let taken = code.iter().flat_map(tag).collect();
    let (framework, block) = (Framework::Svelte, block(source, any));
    let instance = Instance { span, framework, markup: code, taken, block };
    let module = module.and_then(Element::text);
    Slices { dialect, module, instance: Some(instance), in_document: true, in_browser: false, doubles_at: false }
}

/// The script element to add for code that runs once, in the syntax of the component's Svelte version.
fn block(source: &str, own: &Element) -> NewScript {
    let mark = if RUNES.iter().any(|rune| source.contains(rune)) { "module" } else { "context=\"module\"" };
    let lang = own.get(source, "lang").map_or(String::new(), |lang| format!(" lang=\"{lang}\""));
    let (at, open) = (own.tag.start, format!("<script {mark}{lang}>"));
    NewScript { at, side: ScriptSide::Above, open, beside: at }
}
