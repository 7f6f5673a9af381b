//! Everything the tool ever says of code.

use super::*;

/// The page to read.
type Link = Option<&'static str>;

const fn info(id: &'static str, text: &'static str, link: Link, basis: Basis) -> Entry {
    Entry { id, level: Level::Info, text, more: "", link, basis }
}

const fn todo(id: &'static str, text: &'static str, link: Link, basis: Basis) -> Entry {
    Entry { id, level: Level::Todo, text, more: "", link, basis }
}

const fn manual(id: &'static str, text: &'static str, link: Link, basis: Basis) -> Entry {
    Entry { id, level: Level::Manual, text, more: "", link, basis }
}

const fn info_more(id: &'static str, text: &'static str, more: &'static str, link: Link, basis: Basis) -> Entry {
    Entry { more, ..info(id, text, link, basis) }
}

const fn todo_more(id: &'static str, text: &'static str, more: &'static str, link: Link, basis: Basis) -> Entry {
    Entry { more, ..todo(id, text, link, basis) }
}

const fn manual_more(id: &'static str, text: &'static str, more: &'static str, link: Link, basis: Basis) -> Entry {
    Entry { more, ..manual(id, text, link, basis) }
}

/// Everything that is ever said, in the order in which TODOs stand above a statement.
pub const ENTRIES: &[Entry] = &[
    // What a policy or the server must be told, now that the code no longer says it.
    todo("redirect-urls", "set on the challenge config of your access policy", Some(POLICIES), documented(&["S0"])),
    info_more(
        "success-url-missing",
        "no `new_account_url` here; set the Success URL of your challenge config to your sign-up page",
        "There a blocked user makes an account of their own.",
        Some(GUIDE),
        documented(&["S0"]),
    ),
    todo_more(
        "logout-url-missing",
        "v2 also ran this handler for logouts on the challenge page; set a Logout URL that signs out",
        "`on_logout` covers only logouts from elsewhere. The Logout URL is on your policy's challenge config; once it is set, the SDK goes there after remote logouts, too.",
        Some(GUIDE),
        observed(&["S0", "S1"]),
    ),
    todo_more(
        "logout-veto-shared",
        "this handler can return `false`; before you set a Logout URL, check what that does",
        "In v2 it changed nothing, as the call gave no `logout_url`. A Logout URL holds for all calls of a policy, and that this handler can stop the SDK from going there is not documented.",
        Some(GUIDE),
        undocumented(&["S0"]),
    ),
    todo_more(
        "success-url",
        "nothing to set, v3 brings the user back by itself; check this if users must land elsewhere",
        "v3's Success URL is something else.",
        Some(GUIDE),
        documented(&["S0"]),
    ),
    todo(
        "upgrade-url",
        "v3 documents no `upgrade_url`; if your repeat-trial protection used it, ask Rupt before you deploy",
        Some(REPEATED_TRIALS),
        undocumented(&["S0", "V1"]),
    ),
    todo_more(
        "suspended-url",
        "v3 documents no `suspended_url`; decide what a suspended user sees",
        "Where v3 sends a suspended user is not documented.",
        Some(VERDICTS),
        undocumented(&["S0", "S43"]),
    ),
    todo(
        "device-limit",
        "on the access event, a policy that challenges when `device_count` is more than this",
        Some(SHARING),
        documented(&["S0", "V3"]),
    ),
    todo_more(
        "limit-by-plan",
        "this limit may differ by user, and a condition holds one number; make a policy for each plan",
        "With a condition on `metadata`, and the plan set from your server, `updateUser({ user, metadata: { plan } })`, as what a browser sends can be forged. Inferred: no page shows limits by plan.",
        Some(SHARING),
        inferred(&["S25", "V4"]),
    ),
    todo(
        "people-limit",
        "v3 documents no `people_limit`; if your plans rely on it, ask Rupt before you deploy",
        Some(CHECKS_PAGE),
        undocumented(&["S0", "S54"]),
    ),
    todo_more(
        "tolerance",
        "tolerance is set on policies now; start with loose conditions, and tighten them if needed",
        "Which setting it is is not documented.",
        Some(SHARING),
        undocumented(&["S0", "V3"]),
    ),
    todo_more(
        "groups",
        "policies take groups from your server; call `updateUser({ user, groups })` of `@ruptjs/api` there",
        "Only policies that match a group need it. The call takes the secret key, and works once v3 has evaluated the user.",
        Some(UPDATE_USER),
        documented(&["S25", "S40", "S51"]),
    ),
    todo_more(
        "secret",
        "v3 takes no token; remove the code that fetches it, then its endpoint",
        "A replacement is not documented. Keep the endpoint while a call on v2 or another app uses it.",
        Some(GUIDE),
        undocumented(&["S0"]),
    ),
    todo(
        "domain",
        "v3 documents no custom `domain`; check your proxy and your Content Security Policy",
        Some(ACCESS),
        undocumented(&["S36", "V5"]),
    ),
    todo_more(
        "event",
        "v3 documents no `event`; if you rely on repeat-trial protection, ask Rupt before you deploy",
        "`trial_started` and `upgrade` drove it, so it ends. Track other events elsewhere.",
        Some(REPEATED_TRIALS),
        undocumented(&["S36", "V1"]),
    ),
    todo_more(
        "cookie",
        "v3 takes no `cookie`; if you set it for consent, ask Rupt before you deploy",
        "What v3 stores is not documented.",
        Some(GUIDE),
        undocumented(&["S0"]),
    ),
    todo(
        "fingerprint",
        "v3 documents no `fingerprint` option; your server finds one in the evaluation",
        Some(EVALUATION),
        undocumented(&["S36", "S48"]),
    ),
    todo(
        "contact",
        "v2 skipped verification without `email` and `phone`; pass one, so that a challenge can reach the owner",
        Some(ACCESS),
        documented(&["S36", "V6", "S9"]),
    ),
    todo_more(
        "metadata",
        "v3 links `metadata` to the user, v2 kept it per device; test what reads it",
        "A `device.detached` webhook that finds a session by it may end another one.",
        Some(DETACHED),
        documented(&["S58", "S61", "V8"]),
    ),
    todo_more(
        "on-challenge",
        "no longer runs, as v3 redirects by itself; if it must run first, use `auto_challenge: false`",
        "Then, where `response?.redirect` is set, do the work and go there.",
        Some(GUIDE),
        documented(&["S0"]),
    ),
    todo_more(
        "on-limit-exceeded",
        "no longer runs; cap devices with a `device_count` policy",
        "That challenges by itself.",
        Some(SHARING),
        documented(&["S0", "V3"]),
    ),
    todo(
        "removed-call",
        "this call was the value of a removed option, and no longer runs; move it if it matters",
        None,
        OURS,
    ),
    todo("dropped-comments", "comments on removed code; keep what still matters", None, OURS),
    todo_more(
        "logout-unread",
        "v3 is not documented to pass `{ challenge }` to this handler or to read its result; check it",
        "In v2 the result could stop the redirect to `logout_url`.",
        Some(GUIDE),
        undocumented(&["S0", "S36"]),
    ),
    todo_more(
        "detach-removed",
        "removed: v3 documents no `detach`, its SDK detaches by itself; sign out on staging and look at `device_count`",
        "When it does is not documented.",
        Some(DEVICES_API),
        undocumented(&["S46", "S56"]),
    ),
    todo(
        "response-exported",
        "callers in other files get v3's `{ evaluation_id, redirect }`; check that none reads v2's fields",
        Some(GUIDE),
        documented(&["S0", "S37"]),
    ),
    todo(
        "response-unsafe",
        "reads v2's response, and v3 documents `{ evaluation_id, redirect }`; replace what is read",
        Some(GUIDE),
        documented(&["S0", "S37"]),
    ),
    todo_more(
        "challenge-watched",
        "nobody is challenged here, as before; remove `auto_challenge: false` where people should be",
        "This handler stopped every redirect of v2, and `auto_challenge: false` does the same in v3.",
        Some(GUIDE),
        documented(&["S0", "S1"]),
    ),
    todo(
        "challenge-unsafe",
        "`auto_challenge` is off, as the handler could stop the redirect; where `response?.redirect` is set, go there",
        Some(GUIDE),
        documented(&["S0"]),
    ),
    todo_more(
        "logout-unsafe",
        "v3 is not documented to pass `{ challenge }` or to read the result, so this gets `{}`; check it",
        "`challenge` is undefined in it.",
        Some(GUIDE),
        undocumented(&["S0", "S36"]),
    ),
    todo(
        "mock-moved",
        "this mocks v3's class now; check what it gives to the code under test",
        Some(GUIDE),
        documented(&["S0"]),
    ),
    todo(
        "window-global",
        "other code reads `window.Rupt`, which this import sets; remove it with the last reader",
        None,
        observed(&["S1"]),
    ),
    // Why a call or a use stays on v2.
    manual(
        "options-unreadable",
        "not moved: the options cannot be read here; write them as an object literal in the call",
        None,
        OURS,
    ),
    manual(
        "option-form",
        "not moved: this member cannot be moved safely; write it as a plain `key: value`",
        None,
        OURS,
    ),
    manual(
        "unknown-option",
        "not moved: no option of Rupt v2 that this tool knows; remove it, or move the call by hand",
        None,
        OURS,
    ),
    manual(
        "removed-effect",
        "not moved: this value would go with its option, and computing it has an effect; compute it before the call",
        None,
        OURS,
    ),
    manual(
        "client-id-missing",
        "not moved: there is no `client_id`, which a v3 client needs; add it",
        Some(ACCESS),
        documented(&["S0", "S36"]),
    ),
    manual(
        "client-id-order",
        "not moved: creating the client first would change the order of evaluation; write `client_id` first",
        None,
        OURS,
    ),
    manual_more(
        "import-phase",
        "not moved: a v3 client is created with `new`, and this import is deferred; import `@ruptjs/client` as usual",
        "`import defer` and `import source` give no class while they load: import it where it may be loaded early.",
        None,
        OURS,
    ),
    manual(
        "client-form",
        "not moved: found no safe place to create the v3 client for this call; create it by hand",
        Some(ACCESS),
        documented(&["S0", "S36"]),
    ),
    manual("account-and-user", "not moved: both `account` and `user` are set; keep one", None, observed(&["S1"])),
    manual_more(
        "on-challenge-veto",
        "not moved: can stop v2's redirect, or cannot be read; use `auto_challenge: false` and `response?.redirect`",
        "`redirect` is an address, and no challenge id.",
        Some(GUIDE),
        documented(&["S0", "S20"]),
    ),
    manual_more(
        "logout-parameter",
        "not moved: reads `{ challenge }`, which v3 is not documented to pass; write the handler without it",
        "Or ask Rupt what takes its place.",
        Some(GUIDE),
        undocumented(&["S0", "S36"]),
    ),
    manual_more(
        "logout-veto",
        "not moved: can stop the redirect to `logout_url`, and v3 documents no such veto; move it by hand",
        "Without a Logout URL a remote logout does not redirect, but where a user lands who logs out on the challenge page is then not documented.",
        Some(GUIDE),
        undocumented(&["S0"]),
    ),
    manual(
        "response-read",
        "not moved: reads v2's response, and v3 documents `{ evaluation_id, redirect }`; replace what is read, then run again",
        Some(GUIDE),
        documented(&["S0", "S37"]),
    ),
    manual_more(
        "options-shared",
        "not moved: other code uses these options too, and would get v3's names; write them in the call",
        "It may also use the device that they lead to.",
        None,
        OURS,
    ),
    manual(
        "value",
        "not followed: Rupt v2 is passed around as a value; call `attach` directly where it is needed",
        None,
        OURS,
    ),
    manual_more(
        "global",
        "not moved: v2's `window.Rupt`, put there by a script tag or an import; import `@ruptjs/client` instead",
        "Where no bundler builds this, see `script-address`.",
        Some(GUIDE),
        documented(&["S0"]),
    ),
    manual("export", "not moved: exports Rupt v2 to other files; change those first", None, OURS),
    manual_more(
        "mock",
        "not moved: a mock of Rupt v2; mock `@ruptjs/client`, whose default export is a class",
        "An instance has `evaluate.access`.",
        Some(GUIDE),
        documented(&["S0"]),
    ),
    manual(
        "watched",
        "not moved: spies on a Rupt v2 function; mock v3's class with one shared `evaluate.access`, and assert on that",
        Some(GUIDE),
        documented(&["S0"]),
    ),
    manual(
        "dynamic-import",
        "not followed: cannot tell how this import of Rupt v2 is used; import it where it is called, then run again",
        None,
        OURS,
    ),
    manual(
        "bare-import",
        "kept: this import sets `window.Rupt`; remove it if nothing reads that",
        None,
        observed(&["S1"]),
    ),
    manual_more(
        "detach",
        "not moved: v3 documents no `detach`; remove it if it signs out this device, ask Rupt if another one",
        "v3 documents no way to log out a chosen device from your code. `detach` has nothing to detach once `attach` has moved.",
        Some(DEVICES_API),
        undocumented(&["S46", "V5"]),
    ),
    manual_more(
        "get-attached-devices",
        "not moved: lists what v2's `attach` registers, and will dry up; use `getUserDevices({ user })` on your server",
        "Only v2's `attach` registers these devices, so the list dries up once your calls have moved. The server's call needs the secret key.",
        Some(USER_DEVICES),
        inferred(&["S1", "S47"]),
    ),
    manual(
        "identify",
        "not moved: v3 documents no `identify`; evaluate, and read the result on your server",
        Some(EVALUATION),
        undocumented(&["S36", "S48"]),
    ),
    manual_more(
        "get-fingerprint",
        "not moved: v3 documents no `getFingerprint`; on your server, the evaluation has `fingerprint.id`",
        "And `fingerprint.confidence`.",
        Some(EVALUATION),
        undocumented(&["S36", "S48"]),
    ),
    manual_more(
        "get-hash",
        "not moved: v3 documents no `getHash`; change client and server together",
        "v3's server SDK has no `evaluate` to send a hash to.",
        Some(API_CHANGES),
        undocumented(&["S25", "S36"]),
    ),
    manual(
        "get-signals",
        "not moved: v3 documents no `getSignals`; ask Rupt what replaces it",
        Some(ACCESS),
        undocumented(&["S36"]),
    ),
    manual_more(
        "evaluate",
        "not moved: use `rupt.evaluate.login` or `rupt.evaluate.signup`, and confirm it on your server",
        "v3 does not redirect by itself here.",
        Some(CHALLENGE_FLOW),
        documented(&["S38", "S39", "S41"]),
    ),
    manual("base-url", "not moved: v3 documents no `BASE_URL`", Some(ACCESS), undocumented(&["S36"])),
    manual(
        "types",
        "not moved: v3's types are not documented; describe the value yourself, or infer it",
        Some(ACCESS),
        undocumented(&["S36"]),
    ),
    manual(
        "response-type",
        "not moved: v3 returns `{ evaluation_id, redirect }`; describe what you read, or infer it from the call",
        Some(QUICK_START),
        documented(&["S37", "S41"]),
    ),
    manual_more(
        "typeof-rupt",
        "not moved: the type of v2's object or of a function of it; a v3 client is an instance of the class",
        "`@ruptjs/client` exports that class.",
        Some(GUIDE),
        documented(&["S0"]),
    ),
    manual_more(
        "copied-type",
        "not moved: describes v2's options; describe v3's",
        "v3's `evaluate.access` takes `user`, `email`, `phone`, `auto_challenge`, `on_logout` and, as shown for login, `metadata`; the constructor takes `clientId` and `on_logout`.",
        Some(ACCESS),
        inferred(&["S0", "S37"]),
    ),
    manual("module-type", "kept: declares the module `rupt`; remove it once nothing imports that", None, OURS),
    manual(
        "global-type",
        "kept: declares v2's `window.Rupt`; remove it once nothing reads that",
        None,
        observed(&["S1"]),
    ),
    manual("unknown-member", "not moved: no name of Rupt v2 that this tool knows", None, OURS),
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
