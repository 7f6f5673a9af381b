//! What all formats with script elements share.

use super::Parts;
use super::markup::Element;
use crate::mapping::{V2_GLOBAL, entry};
use crate::note::Note;
use crate::syntax::Dialect;

/// The dialect of a script element, by its `lang`. One in another language is reported if it names
/// Rupt.
pub fn dialect(source: &str, script: &Element, parts: &mut Parts) -> Option<Dialect> {
    match script.get(source, "lang").unwrap_or_default() {
        "" | "js" | "jsx" | "javascript" | "text/javascript" => Some(Dialect::JavaScriptModule),
        "ts" | "typescript" | "text/typescript" => Some(Dialect::TypeScript),
        "tsx" => Some(Dialect::TypeScriptJsx),
        lang => {
            let text = script.text().unwrap_or(script.tag);
            if text.of(source).contains("upt") {
                parts.report(Note::new(entry("script-language"), script.tag).with("language", lang), V2_GLOBAL);
            }
            None
        }
    }
}

/// What a script element holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Script {
    Module,
    Classic,
    ImportMap,
    /// A template, or another language.
    Other,
    /// JSON.
    Data,
}

impl Script {
    /// What `element` holds, by its `type`, as the HTML standard has it.
    pub fn of(source: &str, element: &Element) -> Self {
        let kind = element.get(source, "type").or_else(|| element.get(source, "language"));
        let kind = kind.unwrap_or_default().trim().to_ascii_lowercase();
        let name = kind.trim_start_matches("application/").trim_start_matches("text/").trim_start_matches("x-");
        match name {
            "module" => Script::Module,
            "importmap" => Script::ImportMap,
            "" | "ecmascript" | "jscript" | "livescript" => Script::Classic,
            name if name.starts_with("javascript") => Script::Classic,
            name if name.ends_with("json") => Script::Data,
            _ => Script::Other,
        }
    }
}

/// Whether an import map says where v2 is found. A module that is not bundled stays then: what the
/// map makes of `rupt` is not what it makes of another package.
pub fn is_mapped(source: &str, elements: &[Element]) -> bool {
    let is_map = |element: &&Element| element.is("script") && Script::of(source, element) == Script::ImportMap;
    let mut texts = elements.iter().filter(is_map).flat_map(|map| [map.tag, map.content]);
    texts.any(|text| text.of(source).contains("upt"))
}
