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

/// Whether a script element holds JavaScript, by its `type`.
pub fn is_javascript(source: &str, script: &Element) -> bool {
    let kind = script.get(source, "type").unwrap_or_default().trim().to_ascii_lowercase();
    matches!(kind.as_str(), "" | "module" | "text/javascript" | "application/javascript" | "text/ecmascript")
}
