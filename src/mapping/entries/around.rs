//! What is said of files and settings around the code, and what is worth knowing without anything to do.

use super::*;

/// In the order in which TODOs stand.
pub const ENTRIES: &[Entry] = &[
    // Files that hold scripts among other things.
    manual(
        "template",
        "not moved: the template uses Rupt v2; call a function of the script instead, then run again",
        None,
        OURS,
    ),
    manual(
        "frontmatter",
        "not moved: this runs on the server, and both SDKs are for the browser; move it into a `<script>`",
        Some(GUIDE),
        inferred(&["S0", "S1"]),
    ),
    manual_more(
        "script-address",
        "not moved: the address of v2's script; import `@ruptjs/client`, or ask Rupt for v3's script",
        "v3's pages give two (https://cdn.rupt.dev/rupt/js/v3/client.js and https://cdn.rupt.dev/js/v3/rupt.js), and the name of its global is not documented.",
        Some(QUICK_START),
        undocumented(&["S37", "S49"]),
    ),
    manual_more(
        "module-address",
        "not moved: v2 is loaded by an address or a path; import it as `rupt`, then run again",
        "Where v3 is served as a module is not documented.",
        Some(QUICK_START),
        undocumented(&["S37"]),
    ),
    manual_more(
        "page-code",
        "not moved: this script is not edited; move what it does with Rupt v2 by hand",
        "A template writes into it, it is no JavaScript, or it shares its names with its page.",
        None,
        OURS,
    ),
    manual("script-language", "not moved: scripts in this language are not read; move them by hand", None, OURS),
    // What names the package or its hosts outside of a program.
    manual_more(
        "mention",
        "not edited: names v2's package; move it by hand, or mark it with `rupt-migrate-ignore mention`",
        "What it is needed for here is not known. Mark it if it does not use v2.",
        None,
        OURS,
    ),
    manual(
        "setting",
        "not edited: this setting names `rupt`; add `@ruptjs/client`, and remove `rupt` once nothing uses v2",
        None,
        OURS,
    ),
    manual_more(
        "setting-pattern",
        "not edited: this pattern matches `rupt`; let it match `@ruptjs/client`, too",
        "Take `rupt` out once nothing uses v2.",
        None,
        OURS,
    ),
    manual_more(
        "setting-external",
        "not edited: marks `rupt` as external; bundle `@ruptjs/client`, or name it here as you load it",
        "Whether v3 has a global, and its name, are not documented.",
        Some(QUICK_START),
        undocumented(&["S37"]),
    ),
    manual_more(
        "setting-alias",
        "not edited: `rupt` is aliased here; check every import that moved, then remove the alias",
        "The alias does not apply to `@ruptjs/client`.",
        None,
        OURS,
    ),
    manual_more(
        "setting-mock",
        "not edited: tests get this in place of `rupt`; map `@ruptjs/client` to a mock of v3",
        "Its default export is a class with `evaluate.access`.",
        Some(GUIDE),
        documented(&["S0"]),
    ),
    manual_more(
        "logout-address",
        "v2 came back here with `rupt_action=logout`; in v3 that is the Logout URL, so set it to a page that signs out",
        "v2 did so when someone logged out on the challenge page. `on_logout` covers only remote logouts.",
        Some(GUIDE),
        documented(&["S0"]),
    ),
    manual(
        "challenge-address",
        "v2 added `challenge` to the Logout URL, and v3 is not documented to; do without it here",
        Some(GUIDE),
        undocumented(&["S0"]),
    ),
    // Worth knowing, nothing to do in the code.
    info(
        "numeric-account",
        "v3 documents `user` as a string, and this is a number",
        Some(USER_OBJECT),
        documented(&["S42"]),
    ),
    info_more(
        "include-page",
        "dropped: v3 documents no `include_page`; if the page must not be sent, ask Rupt",
        "Whether v3 sends the page is not documented.",
        Some(ACCESS),
        undocumented(&["S36"]),
    ),
    info("debug", "dropped: v3 documents no `debug`", Some(ACCESS), undocumented(&["S36"])),
    info_more(
        "response-unused",
        "nothing read the response, so its name is gone",
        "v3 returns `{ evaluation_id, redirect }`.",
        Some(QUICK_START),
        documented(&["S0", "S37"]),
    ),
    info(
        "response-typed",
        "the response leaves this file by an export; the compiler shows who reads v2's fields",
        Some(GUIDE),
        documented(&["S0"]),
    ),
    info(
        "response-component",
        "a component in another file now gets `{ evaluation_id, redirect }`; check that it does not read v2's fields",
        Some(GUIDE),
        documented(&["S0", "S37"]),
    ),
    info("names-unused", "no longer used in this file", None, OURS),
    info("unused-import", "an unused import of Rupt v2 is removed", None, OURS),
    info(
        "commonjs",
        "that `@ruptjs/client` supports `require` is not documented; run this file once before you deploy",
        None,
        undocumented(&["S0"]),
    ),
    info(
        "ignore-unknown",
        "no note has this id, so the comment silences none; `rupt-migrate explain` lists all ids",
        None,
        OURS,
    ),
    info(
        "policy-host",
        "v2 talks to this host, and v3's hosts are not documented; keep it, and look for refused requests in the console",
        Some(QUICK_START),
        undocumented(&["S37"]),
    ),
    info_more(
        "react-native",
        "Rupt's React Native SDK, another product, is left alone",
        "The mobile guide is for iOS and Android; no v3 guide for React Native is known.",
        Some(MOBILE),
        undocumented(&["S26", "S45"]),
    ),
];
