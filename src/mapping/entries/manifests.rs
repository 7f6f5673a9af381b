//! What is said of manifests: the files that declare packages.

use super::*;

/// What is said about manifests.
pub const MANIFEST_ENTRIES: &[Entry] = &[
    todo_more(
        "manifest-resolved-elsewhere",
        "not edited: this version of `rupt` is set elsewhere; put `@ruptjs/client` there and here",
        "Take `rupt` out once no package uses it.",
        None,
        OURS,
    ),
    manual(
        "manifest-names-rupt",
        "not edited: names the package `rupt`; once no package uses v2, remove it or name `@ruptjs/client`",
        None,
        OURS,
    ),
    manual_more(
        "manifest-catalog",
        "not edited: sets the version of `rupt` for the whole workspace; add `@ruptjs/client` here",
        "Take `rupt` out once no package uses it.",
        None,
        OURS,
    ),
    todo(
        "manifest-catalog-outside",
        "not edited: the catalog that sets this version is not among the given paths; give its file as well",
        None,
        OURS,
    ),
    manual_more(
        "manifest-alias",
        "not followed: code that imports this name gets Rupt v2; import `rupt` there, then run again",
        "Such code is not seen.",
        None,
        OURS,
    ),
    manual_more(
        "manifest-patch",
        "not edited: a patch of `rupt`; remove it once no package uses v2",
        "An install may fail for a patch of nothing.",
        None,
        OURS,
    ),
    info_more(
        "manifest-server-sdk",
        "v2's server SDK is left alone; ask Rupt about the challenge functions that you call",
        "v3's server API documents `getChallenge` of them.",
        Some(API_CHANGES),
        documented(&["S25"]),
    ),
    info(
        "manifest-unused",
        "`rupt` is declared, but no file of this package was found to use it; it is left alone",
        None,
        OURS,
    ),
];
