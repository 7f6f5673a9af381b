//! `.astro`: the frontmatter and the scripts of a component.
//!
//! The frontmatter runs on the server for each rendering. v2 cannot work there, so its uses of v2 are
//! reported. Each `<script>` is a module of its own. One without attributes is bundled, may be
//! TypeScript, and runs once in a page (<https://docs.astro.build/en/guides/client-side-scripts/>).

use super::content::Content;
use super::markup::{self, Element, Language, code};
use super::script::{self, ScriptType};
use super::words::V2Words;
use super::{Format, Parts};
use crate::edit::{Span, part};
use crate::mapping::entry;
use crate::syntax::{Dialect, Slices};

/// Components of Astro.
pub const FORMAT: Format = Format { name: "Astro components", is: |name| name.ends_with(".astro"), read };

fn read(source: &str) -> Parts {
    let mut parts = Parts::default();
    let frontmatter = frontmatter(source);
    let v2 = V2Words::of(source);
    if let Some(frontmatter) = frontmatter {
        v2.report(frontmatter, Content::Code, entry!("frontmatter"), &mut parts);
    }
    let start = frontmatter.map_or(0, |frontmatter| frontmatter.end);
    let markup = markup::read(source, Span::new(start, source.len() as u32), Language::Astro);
    parts.unclosed = markup.unclosed;
    let is_mapped = script::is_mapped(source, &markup.elements);
    let is_program =
        |script: &Element| matches!(ScriptType::of(source, script), ScriptType::Module | ScriptType::Classic);
    for script in markup.elements.iter().filter(|element| element.name == "script" && is_program(element)) {
        let is_bundled = script.attributes.iter().all(|attribute| attribute.name == "src");
        let dialect = if is_bundled { Dialect::TypeScript } else { Dialect::JavaScriptModule };
        if is_bundled || !is_mapped {
            parts.programs.extend(script.text().map(|text| Slices::page_script(text, dialect)));
        }
    }
    let within = Span::new(start, source.len() as u32);
    v2.report_markup(within, &markup, &mut parts);
    parts
}

/// The code between the two `---` fences. Only comments may be in front of it.
fn frontmatter(source: &str) -> Option<Span> {
    let mut text = source.trim_start_matches('\u{feff}').trim_start();
    while let Some(length) = Language::Astro.comment(text) {
        text = part(text, length..).trim_start();
    }
    let code = text.strip_prefix("---")?;
    let start = source.len() - code.len();
    let end = start + code::fence(code)?;
    Some(Span::new(start as u32, end as u32))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fence_stands_in_no_string() {
        let found = |source| frontmatter(source).map(|span| span.of(source));
        assert_eq!(found("\u{feff}\n---\na\n---\nb"), Some("\na\n"));
        assert_eq!(found("---\na`\n---\n` // it's ---\n/* --- */ ---b"), Some("\na`\n---\n` // it's ---\n/* --- */ "));
        assert_eq!(found("<!-- c -->\n---\na ---"), Some("\na "));
        assert_eq!(found("a\n---\nb\n---"), None);
    }
}
