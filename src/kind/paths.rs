//! Files that stand for v2's package by their path alone.
//!
//! A test runner uses `__mocks__/rupt.js` instead of the package, a package manager applies
//! `patches/rupt+2.24.1.patch` to it, the compiler takes its types from `types/rupt/index.d.ts`. None of
//! these files has to contain its name.

use crate::mapping::{Entry, V2_PACKAGE, entry};
use std::path::Path;

/// Folders in which a file or folder with the name of a package stands for it, each with the entry of the
/// note.
const FOLDERS: [(&str, &Entry); 9] = [
    ("__mocks__", entry!("mock")),
    ("@types", entry!("module-type")),
    ("types", entry!("module-type")),
    ("typings", entry!("module-type")),
    ("npm", entry!("module-type")),
    ("vendor/javascript", entry!("mention")),
    ("web_modules", entry!("mention")),
    ("jspm_packages", entry!("mention")),
    ("bower_components", entry!("mention")),
];

/// Suffixes of files that change a package, or that are its archive, each with the entry of the note.
const ENDS: [(&str, &Entry); 4] = [
    (".patch", entry!("manifest-patch")),
    (".diff", entry!("manifest-patch")),
    (".tgz", entry!("mention")),
    (".tar.gz", entry!("mention")),
];

/// The mark in the name of a patch of the package as a dependency of another one:
/// `other++rupt+2.24.1.patch`.
const NESTED: &str = "++rupt+";

/// Whether a file called `name`, in the folder `folder`, may be one. Most files are dismissed here.
pub fn may_stand_for_v2(folder: &Path, name: &str) -> bool {
    name.starts_with(V2_PACKAGE)
        || folder.as_os_str().as_encoded_bytes().ends_with(V2_PACKAGE.as_bytes())
        || (name.ends_with(".patch") && name.contains(NESTED))
}

/// The entry to report for the file at `path`, whose folders count; none for nearly every file.
pub fn stands_for_v2(path: &Path) -> Option<&'static Entry> {
    let names: Vec<_> = path.components().map(|part| part.as_os_str().to_string_lossy()).collect();
    let name = names.last()?;
    let versioned = name.contains(NESTED)
        || name.strip_prefix(V2_PACKAGE).is_some_and(|rest| {
            rest.starts_with(['+', '@', '.', '_']) || rest.starts_with("-npm-") || is_version(rest.strip_prefix('-'))
        });
    let end = ENDS.iter().find(|(end, _)| versioned && name.ends_with(end));
    let in_folder = || {
        let at = names.iter().position(|name| is_package(name))?;
        let above = format!("/{}", names[..at].join("/"));
        let (folder, entry) = FOLDERS.iter().find(|(folder, _)| above.ends_with(&format!("/{folder}")))?;
        // Types of the program itself are in such folders, too.
        let is_own = *entry == entry!("module-type") && *folder != "npm" && !name.ends_with(".d.ts");
        (!is_own).then_some(*entry)
    };
    end.map(|(_, entry)| *entry).or_else(in_folder)
}

fn is_version(text: Option<&str>) -> bool {
    text.is_some_and(|text| text.starts_with(|c: char| c.is_ascii_digit()))
}

/// Whether a file or folder has the name of the package: `rupt`, `rupt.d.ts`, `rupt@2`, `rupt_v2.x`.
fn is_package(name: &str) -> bool {
    name.strip_prefix(V2_PACKAGE).is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '@', '_']))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id(path: &str) -> Option<&'static str> {
        stands_for_v2(Path::new(path)).map(|entry| entry.id)
    }

    #[test]
    fn files_stand_for_the_package_by_their_paths() {
        for path in
            ["__mocks__/rupt.js", "src/__mocks__/rupt.ts", "a/__mocks__/rupt/common.cjs.js", "__mocks__/rupt/index.mjs"]
        {
            assert_eq!(id(path), Some("mock"), "{path}");
        }
        for path in [
            "patches/other++rupt+2.24.1.patch",
            "patches/rupt+2.24.1.patch",
            "patches/rupt@2.24.1.patch",
            "patches/rupt.patch",
            "rupt-npm-2.24.1-a.patch",
        ] {
            assert_eq!(id(path), Some("manifest-patch"), "{path}");
        }
        for path in
            ["types/rupt/index.d.ts", "types/rupt.d.ts", "@types/rupt/index.d.ts", "flow-typed/npm/rupt_v2.x.x.js"]
        {
            assert_eq!(id(path), Some("module-type"), "{path}");
        }
        for path in ["vendor/javascript/rupt.js", "vendor/rupt-2.24.1.tgz", "jspm_packages/rupt@2.24.1/index.js"] {
            assert_eq!(id(path), Some("mention"), "{path}");
        }
    }

    #[test]
    fn names_that_only_look_alike_stand_for_nothing() {
        for path in [
            "src/rupt.ts",
            "lib/rupt/index.js",
            "__mocks__/rupture.js",
            "__mocks__/lib/rupt.js",
            "patches/rupt-ui+1.patch",
        ] {
            assert_eq!(id(path), None, "{path}");
        }
    }
}
