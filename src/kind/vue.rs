//! `.vue`: the scripts of a single-file component, and the names its template reads.
//!
//! `<script setup>` runs for each instance and shares its imports with the plain `<script>`, which
//! runs once (<https://vuejs.org/api/sfc-script-setup.html>).

use super::markup::{self, Braces, Element};
use super::{Format, Parts, script};
use crate::edit::Span;
use crate::syntax::{Block, Instance, Slices, Word};

/// Single-file components of Vue.
pub const FORMAT: Format = Format { name: "Vue components", is: |name| name.ends_with(".vue"), read };

fn read(source: &str) -> Parts {
    let whole = Span::new(0, source.len() as u32);
    let elements = markup::read(source, whole, Braces::None).elements;
    let is_script = |element: &&Element| element.depth == 0 && element.is("script");
    let scripts: Vec<&Element> = elements.iter().filter(is_script).collect();
    let setup = scripts.iter().find(|script| script.get(source, "setup").is_some());
    let plain = scripts.iter().find(|script| script.get(source, "setup").is_none());
    let mut parts = Parts::default();
    let words = template_words(source, &elements);
    match (setup, plain) {
        (Some(setup), plain) => {
            let Some(dialect) = script::dialect(source, setup, &mut parts) else { return parts };
            let Some(span) = setup.text else { return parts };
            let lang = setup.get(source, "lang").map_or(String::new(), |lang| format!(" lang=\"{lang}\""));
            let block = Block { at: setup.tag.start, open: format!("<script{lang}>") };
            let module = plain.and_then(|plain| plain.text);
            let instance = Some(Instance { span, words, block });
            parts.programs.push(Slices { dialect, module, instance, in_document: true, in_browser: false });
        }
        (None, Some(plain)) => {
            if let (Some(dialect), Some(span)) = (script::dialect(source, plain, &mut parts), plain.text) {
                parts.programs.push(Slices::script(span, dialect));
            }
            script::report_global(source, &words, &mut parts);
        }
        (None, None) => script::report_global(source, &words, &mut parts),
    }
    parts
}

/// The names in the template: in directives and between braces.
fn template_words(source: &str, elements: &[Element]) -> Vec<Word> {
    let Some(template) = elements.iter().position(|element| element.depth == 0 && element.is("template")) else {
        return Vec::new();
    };
    let start = elements[template].tag.end;
    let next = elements[template + 1..].iter().find(|element| element.depth == 0);
    let end = next.map_or(source.len() as u32, |element| element.tag.start);
    let inner = markup::read(source, Span::new(start, end), Braces::Double);
    let values = inner.elements.iter().flat_map(|element| &element.attributes).filter_map(|attribute| {
        let is_event = attribute.name.starts_with('@') || attribute.name.starts_with("v-on:");
        let is_directive = is_event || attribute.name.starts_with([':', '#']) || attribute.name.starts_with("v-");
        attribute.value.filter(|_| is_directive).map(|value| (value, is_event))
    });
    let mut all: Vec<(Span, bool)> = values.chain(inner.expressions.iter().map(|span| (*span, false))).collect();
    all.sort();
    all.into_iter().flat_map(|(expression, is_event)| markup::words(source, expression, is_event)).collect()
}
