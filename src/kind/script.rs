//! Functions for all formats with script elements.

use super::Parts;
use super::data::Document;
use super::markup::Element;
use crate::mapping::{V2_GLOBAL, V2_PACKAGE, entry};
use crate::note::Note;
use crate::syntax::Dialect;

/// The dialect of a script element, by its `lang`. A script in another language is reported if it names
/// Rupt.
pub fn dialect(source: &str, script: &Element, parts: &mut Parts) -> Option<Dialect> {
    match script.get(source, "lang").unwrap_or_default() {
        "" | "js" | "jsx" | "javascript" | "text/javascript" => Some(Dialect::JavaScriptModule),
        "ts" | "typescript" | "text/typescript" => Some(Dialect::TypeScript),
        "tsx" => Some(Dialect::TypeScriptJsx),
        lang => {
            let text = script.text().unwrap_or(script.tag);
            if text.of(source).contains("upt") {
                parts.report(Note::new(entry!("script-language"), script.tag).with("language", lang), V2_GLOBAL);
            }
            None
        }
    }
}

/// What a script element contains.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ScriptType {
    Module,
    Classic,
    ImportMap,
    /// A template, or code in another language.
    Other,
    /// JSON.
    Data,
}

impl ScriptType {
    /// The type of the script `element`, by its `type` attribute, as the HTML standard defines it.
    pub fn of(source: &str, element: &Element) -> Self {
        let kind = element.get(source, "type").or_else(|| element.get(source, "language"));
        let kind = kind.unwrap_or_default().trim().to_ascii_lowercase();
        let name = kind.trim_start_matches("application/").trim_start_matches("text/").trim_start_matches("x-");
        match name {
            "module" => ScriptType::Module,
            "importmap" => ScriptType::ImportMap,
            "" | "ecmascript" | "jscript" | "livescript" => ScriptType::Classic,
            name if name.starts_with("javascript") => ScriptType::Classic,
            name if name.ends_with("json") => ScriptType::Data,
            _ => ScriptType::Other,
        }
    }
}

/// Whether an import map may define where v2 is found. Then a module that is not bundled stays as it is:
/// the map defines `rupt`, and not v3's package. A map in another file, or written by a template, cannot
/// be read and may define v2.
pub fn is_mapped(source: &str, elements: &[Element]) -> bool {
    let mut maps = elements
        .iter()
        .filter(|element| element.is("script") && ScriptType::of(source, element) == ScriptType::ImportMap);
    maps.any(|map| names_v2(source, map))
}

fn names_v2(source: &str, map: &Element) -> bool {
    let is_elsewhere = map.attributes.iter().any(|attribute| {
        attribute.name.is_empty() || attribute.name.starts_with("set:") || attribute.name.eq_ignore_ascii_case("src")
    });
    let text = map.content.of(source);
    if is_elsewhere || text.trim().is_empty() {
        return is_elsewhere;
    }
    let Ok(document) = Document::jsonc(text) else { return true };
    let scopes = document.members(&["scopes"]).iter().flat_map(|scope| scope.value.members());
    document.members(&["imports"]).iter().chain(scopes).any(|member| may_be_v2(&member.key))
}

/// Whether a key of an import map is v2's name, or a path in its package; a template may write part of
/// it.
fn may_be_v2(name: &str) -> bool {
    let is_path = name.strip_prefix(V2_PACKAGE).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
    is_path || ["{{", "{%", "<%", "<?", "${"].iter().any(|mark| name.contains(mark))
}

#[cfg(test)]
mod tests {
    use crate::edit::Span;
    use crate::kind::markup::{Language, read};

    fn is_mapped(map: &str) -> bool {
        let markup = read(map, Span::new(0, map.len() as u32), Language::Html);
        super::is_mapped(map, &markup.elements)
    }

    #[test]
    fn a_map_that_names_v2_or_is_not_known_holds_modules_back() {
        for map in [
            r#"<script type="importmap">{ "imports": { "rupt": "/r.js" } }</script>"#,
            r#"<script type="importmap">{ "imports": { "rupt/": "/r/" } }</script>"#,
            r#"<script type="importmap">{ "scopes": { "/a/": { "rupt/index": "/r.js" } } }</script>"#,
            r#"<script type="importmap">{ "imports": <%= names %> }</script>"#,
            r#"<script type="importmap">{ "imports": { "{{ name }}": "/r.js" } }</script>"#,
            r#"<script type="importmap" src="/map.json"></script>"#,
        ] {
            assert!(is_mapped(map), "{map}");
        }
        for map in [
            r#"<script type="importmap">{ "imports": { "interrupt": "/i.js", "@acme/rupt": "/a.js", "a": "rupt" } }</script>"#,
            r#"<script type="importmap"></script>"#,
            r#"<script type="speculationrules">{ "imports": { "rupt": "/r.js" } }</script>"#,
        ] {
            assert!(!is_mapped(map), "{map}");
        }
    }
}
