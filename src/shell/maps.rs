//! Import maps, by which a browser finds modules that are not bundled.
//!
//! It is not known whether a bundler processes a module of a tree with an import map. So the module moves,
//! and the run says that a browser cannot load v3 before the map names it.

use super::survey::{Planned, Survey};
use crate::kind::Kind;
use crate::mapping::{V3_PACKAGE, entry};
use crate::render::place::place;

/// How the names of import map files start: `importmap.rb`, `importmap.php`, `import-map.json`.
const NAMES: [&str; 3] = ["importmap", "import_map", "import-map"];

/// Returns a remark if modules moved and an import map names only v2.
pub fn unmapped(survey: &Survey) -> Option<String> {
    let places: Vec<String> = survey.scripts.iter().filter_map(names_v2_only).collect();
    let moved = survey.scripts.iter().any(Planned::gets_v3);
    (moved && !places.is_empty()).then(|| {
        format!(
            "An import map names `rupt` and not `{V3_PACKAGE}`: before it does, a browser cannot load the modules \
             that moved, unless they are bundled ({}).",
            places.join(", ")
        )
    })
}

/// Returns the place in an import map that names v2, if the map does not name v3.
fn names_v2_only(planned: &Planned) -> Option<String> {
    let report = &planned.report;
    let name = report.path.rsplit('/').next().unwrap_or(&report.path);
    let is_map = NAMES.iter().any(|start| name.starts_with(start));
    let is_page = Kind::of(name).is_some_and(Kind::is_page);
    let note = report.notes.iter().find(|note| is_map || (is_page && note.entry == entry!("setting")))?;
    let at = place(&report.source, note.at.start as usize);
    (!report.source.contains(V3_PACKAGE)).then(|| format!("{}:{}:{}", report.path, at.line, at.column))
}
