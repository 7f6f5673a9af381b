//! Rupt among the imports of Deno: `"rupt": "npm:rupt@^2"`.

use super::dependencies::{ManifestPlan, NewRange, Uses, plan};
use super::range::is_alias;
use super::sections::IMPORTS;
use crate::kind::data::{Document, Member};
use crate::mapping::{V3_PACKAGE, V3_RANGE};

/// Moves the imports of v2 in a `deno.json` to v3, as far as `uses` allows.
pub fn imports(document: &Document, uses: Uses) -> ManifestPlan {
    plan(document, &[IMPORTS], uses, &range)
}

fn range(declared: &Member) -> NewRange {
    match declared.value.text() {
        Some(range) if is_alias(range) && !range.contains('/') => {
            NewRange::Known(format!("npm:{V3_PACKAGE}@{V3_RANGE}"))
        }
        _ => NewRange::Unknown,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::edit::Edits;

    #[test]
    fn the_imports_of_deno_move_too() {
        let source = "{\n  \"imports\": {\n    // the SDK\n    \"rupt\": \"npm:rupt@^2\",\n  },\n}\n";
        let document = Document::jsonc(source).expect("JSON with comments");
        let after = |uses| Edits::new(imports(&document, uses).edits).apply(source).expect("sound").text;
        let moved = source.replace("rupt\": \"npm:rupt@^2", "@ruptjs/client\": \"npm:@ruptjs/client@^3.0.0");
        assert_eq!(after(Uses { v2: false, v3: true }), moved);
        let both = "    \"@ruptjs/client\": \"npm:@ruptjs/client@^3.0.0\",\n    // the SDK\n";
        assert_eq!(after(Uses { v2: true, v3: true }), source.replace("    // the SDK\n", both));
        let others = r#"{"imports": {"old": "npm:rupt@2", "rupt/": "npm:/rupt@2/", "rupt": "https://esm.sh/rupt@2"}}"#;
        let part = imports(&Document::jsonc(others).expect("JSON"), Uses::default());
        let ids: Vec<_> = part.notes.iter().map(|note| note.entry.id).collect();
        assert_eq!(ids, ["manifest-alias", "manifest-names-rupt", "manifest-resolved-elsewhere"]);
    }
}
