//! Everything the tool ever says of code.

use super::*;

const fn info(id: &'static str, text: &'static str, link: Option<&'static str>, basis: Basis) -> Entry {
    Entry { id, level: Level::Info, text, link, basis }
}

const fn todo(id: &'static str, text: &'static str, link: Option<&'static str>, basis: Basis) -> Entry {
    Entry { id, level: Level::Todo, text, link, basis }
}

const fn manual(id: &'static str, text: &'static str, link: Option<&'static str>, basis: Basis) -> Entry {
    Entry { id, level: Level::Manual, text, link, basis }
}

/// Everything that is ever said, in the order in which TODOs stand above a statement.
pub const ENTRIES: &[Entry] = &[
    // What a policy or the server must be told, now that the code no longer says it.
    todo("redirect-urls", "set on the challenge config of your access policy", Some(POLICIES), documented(&["S0"])),
    info(
        "success-url-missing",
        "this call gave no `new_account_url`; set the Success URL of your challenge config to your sign-up page, where \
         a blocked user makes an account of their own",
        Some(GUIDE),
        documented(&["S0"]),
    ),
    todo(
        "logout-url-missing",
        "v2 also ran this handler when someone logged this device out on the challenge page, and `on_logout` covers only logouts from elsewhere; on your policy's challenge config, set the Logout URL to a page that signs out: the SDK then goes there after remote logouts, too",
        Some(GUIDE),
        observed(&["S0", "S1"]),
    ),
    todo(
        "logout-veto-shared",
        "this handler can return `false`, which changed nothing in v2, as the call gave no `logout_url`; if you set a Logout URL, the SDK goes there for all calls, and that this handler can stop it is not documented",
        Some(GUIDE),
        undocumented(&["S0"]),
    ),
    todo(
        "success-url",
        "nothing to set: v3 brings the user back by itself, and its Success URL is something else; check this if \
         users must land elsewhere",
        Some(GUIDE),
        documented(&["S0"]),
    ),
    todo(
        "upgrade-url",
        "v3 documents no `upgrade_url`; if your repeat-trial protection used it, ask Rupt before you deploy",
        Some(REPEATED_TRIALS),
        undocumented(&["S0", "V1"]),
    ),
    todo(
        "suspended-url",
        "v3 documents no `suspended_url`, nor where a suspended user is sent; decide what that user sees",
        Some(VERDICTS),
        undocumented(&["S0", "S43"]),
    ),
    todo(
        "device-limit",
        "cap devices: on the access event, a policy that challenges when `device_count` is more than this",
        Some(SHARING),
        documented(&["S0", "V3"]),
    ),
    todo(
        "limit-by-plan",
        "this limit may differ from user to user, and a `device_count` condition holds one number; make one policy for each plan, with a condition on `metadata`, and set the plan from your server, `updateUser({ user, metadata: { plan } })`, as what a browser sends can be forged (inferred: no page shows limits by plan)",
        Some(SHARING),
        inferred(&["S25", "V4"]),
    ),
    todo(
        "people-limit",
        "v3 documents no `people_limit`; ask Rupt before you deploy if your plans rely on it",
        Some(CHECKS_PAGE),
        undocumented(&["S0", "S54"]),
    ),
    todo(
        "tolerance",
        "tolerance is policy-side now, by which setting is not documented; start with loose conditions and \
         tighten them if needed",
        Some(SHARING),
        undocumented(&["S0", "V3"]),
    ),
    todo(
        "groups",
        "policies that match a group need it from your server; there, call `updateUser({ user, groups })` of \
         `@ruptjs/api` with the secret key, once v3 has evaluated the user",
        Some(UPDATE_USER),
        documented(&["S25", "S40", "S51"]),
    ),
    todo(
        "secret",
        "v3 takes no token and documents no replacement; remove the code that fetches it, then its endpoint, \
         once no call on v2 and no app uses that",
        Some(GUIDE),
        undocumented(&["S0"]),
    ),
    todo(
        "domain",
        "v3 documents no custom `domain`; check your proxy and your Content Security Policy",
        Some(ACCESS),
        undocumented(&["S36", "V5"]),
    ),
    todo(
        "event",
        "v3 documents no `event`: repeat-trial protection, which `trial_started` and `upgrade` drove, ends; ask \
         Rupt before you deploy, and track other events elsewhere",
        Some(REPEATED_TRIALS),
        undocumented(&["S36", "V1"]),
    ),
    todo(
        "cookie",
        "v3 takes no `cookie`, and what it stores is not documented; if you set this for consent, ask Rupt \
         before you deploy",
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
        "with neither `email` nor `phone`, v2 skipped verification; pass at least one, so that the verification challenge can reach the owner of the account",
        Some(ACCESS),
        documented(&["S36", "V6", "S9"]),
    ),
    todo(
        "metadata",
        "v3 links `metadata` to the user, v2 kept it per device; test what reads it first: a `device.detached` webhook that finds a session by it may end another one",
        Some(DETACHED),
        documented(&["S58", "S61", "V8"]),
    ),
    todo(
        "on-challenge",
        "this no longer runs, as v3 redirects by itself; if it must run first, pass `auto_challenge: false`, and where `response?.redirect` is set, do the work and go there",
        Some(GUIDE),
        documented(&["S0"]),
    ),
    todo(
        "on-limit-exceeded",
        "this no longer runs; cap devices with a `device_count` policy, which challenges by itself",
        Some(SHARING),
        documented(&["S0", "V3"]),
    ),
    todo(
        "removed-call",
        "this call was the value of an option that is removed, and no longer runs; move it if it matters",
        None,
        OURS,
    ),
    todo("dropped-comments", "these comments stood beside code that is removed; keep what still matters", None, OURS),
    todo(
        "logout-unread",
        "check this handler: v3 is not documented to pass `{ challenge }` to it, or to read its result, which in \
         v2 could stop the redirect to `logout_url`",
        Some(GUIDE),
        undocumented(&["S0", "S36"]),
    ),
    todo(
        "detach-removed",
        "removed: v3 documents no `detach`: its SDK detaches devices by itself, and when is not documented; sign out on staging, and look at `device_count`",
        Some(DEVICES_API),
        undocumented(&["S46", "S56"]),
    ),
    todo(
        "response-exported",
        "callers in other files get v3's `{ evaluation_id, redirect }`; check that none of them reads v2's fields",
        Some(GUIDE),
        documented(&["S0", "S37"]),
    ),
    todo(
        "response-unsafe",
        "this reads v2's response, and v3 documents `{ evaluation_id, redirect }` in its place; replace what is \
         read",
        Some(GUIDE),
        documented(&["S0", "S37"]),
    ),
    todo(
        "challenge-watched",
        "nobody is challenged here, as before: this handler stopped every redirect of v2, and `auto_challenge: false` does the same in v3; remove `auto_challenge: false` where people should be challenged",
        Some(GUIDE),
        documented(&["S0", "S1"]),
    ),
    todo(
        "challenge-unsafe",
        "`auto_challenge` is off, as the old handler could stop the redirect; read the answer here, and where `response?.redirect` is set, send the user there yourself",
        Some(GUIDE),
        documented(&["S0"]),
    ),
    todo(
        "logout-unsafe",
        "v3 is not documented to pass `{ challenge }` to this handler, or to read its result; it is called with `{}`, so `challenge` is undefined in it",
        Some(GUIDE),
        undocumented(&["S0", "S36"]),
    ),
    todo(
        "mock-moved",
        "this stands in for v3's class now; check what it gives back to the code under test",
        Some(GUIDE),
        documented(&["S0"]),
    ),
    todo(
        "window-global",
        "other code reads `window.Rupt`, which importing v2 sets: this import keeps it there; remove it with the \
         last reader",
        None,
        observed(&["S1"]),
    ),
    // Why a call or a use stays on v2.
    manual(
        "options-unreadable",
        "not moved: these options cannot be read here; write them as an object literal in the call",
        None,
        OURS,
    ),
    manual(
        "option-form",
        "not moved: this member of the options cannot be moved safely; write it as a plain `key: value`",
        None,
        OURS,
    ),
    manual(
        "unknown-option",
        "not moved: this option is not among those of v2 that this tool has; remove it or move the call by hand",
        None,
        OURS,
    ),
    manual(
        "removed-effect",
        "not moved: this value would be removed with its option, and computing it changes something; compute it \
         before the call",
        None,
        OURS,
    ),
    manual(
        "client-id-missing",
        "not moved: there is no `client_id` to make a v3 client with",
        Some(ACCESS),
        documented(&["S0", "S36"]),
    ),
    manual(
        "client-id-order",
        "not moved: making the client first would change the order in which these values are computed; write \
         `client_id` first",
        None,
        OURS,
    ),
    manual(
        "import-phase",
        "not moved: v3 is made with `new`, which `import defer` and `import source` cannot give while they load; import `@ruptjs/client` where it may be loaded early",
        None,
        OURS,
    ),
    manual(
        "client-form",
        "not moved: no place was found where a v3 client can be made for this call",
        Some(ACCESS),
        documented(&["S0", "S36"]),
    ),
    manual(
        "account-and-user",
        "not moved: both `account` and `user` are given, and which one counts cannot be written as one value \
         here; keep the one you need",
        None,
        observed(&["S1"]),
    ),
    manual(
        "on-challenge-veto",
        "not moved: this handler can stop v2's redirect (or cannot be read); v3's way is `auto_challenge: false` and reading `response?.redirect`, which is an address and no challenge id",
        Some(GUIDE),
        documented(&["S0", "S20"]),
    ),
    manual(
        "logout-parameter",
        "not moved: this handler reads `{ challenge }`, and v3 is not documented to pass it; write it without, or ask Rupt what takes its place",
        Some(GUIDE),
        undocumented(&["S0", "S36"]),
    ),
    manual(
        "logout-veto",
        "not moved: this handler can stop the redirect to `logout_url`, and v3 documents no such veto; without a Logout URL a remote logout does not redirect, but where a user lands who logs out on the challenge page is then not documented",
        Some(GUIDE),
        undocumented(&["S0"]),
    ),
    manual(
        "response-read",
        "not moved: v2's response is read, and v3 documents `{ evaluation_id, redirect }` in its place; replace \
         what is read, then run again",
        Some(GUIDE),
        documented(&["S0", "S37"]),
    ),
    manual(
        "options-shared",
        "not moved: other code also uses these options (or the device they lead to), and would get v3's names; write the options in the call",
        None,
        OURS,
    ),
    manual(
        "value",
        "not followed: Rupt v2 is used here as a value; call `attach` directly where it is needed",
        None,
        OURS,
    ),
    manual(
        "global",
        "not moved: this is the Rupt v2 that a script tag or an import put on `window`; import `@ruptjs/client` where a bundler builds this, and see `script-address` where none does",
        Some(GUIDE),
        documented(&["S0"]),
    ),
    manual("export", "not moved: this hands Rupt v2 on to other files; change those first", None, OURS),
    manual(
        "mock",
        "not moved: this stands in for Rupt v2 in a test; mock `@ruptjs/client`, whose default export is a \
         class: an instance has `evaluate.access`",
        Some(GUIDE),
        documented(&["S0"]),
    ),
    manual(
        "watched",
        "not moved: this test looks at a function of Rupt v2, or replaces it; make one mock function, let the mocked class of v3 give it to each instance as `evaluate.access`, and look at that",
        Some(GUIDE),
        documented(&["S0"]),
    ),
    manual("dynamic-import", "not followed: what becomes of this import of Rupt v2 cannot be seen here", None, OURS),
    manual(
        "bare-import",
        "kept: importing Rupt v2 for its effect alone sets `window.Rupt`; remove it if nothing reads that",
        None,
        observed(&["S1"]),
    ),
    manual(
        "detach",
        "not moved: v3 documents no `detach`, and no way to log out a chosen device from your code; remove it if it is the sign-out of this device, and ask Rupt if it logs out another one, as it has nothing to detach once `attach` has moved",
        Some(DEVICES_API),
        undocumented(&["S46", "V5"]),
    ),
    manual(
        "get-attached-devices",
        "not moved: only v2's `attach` registers the devices that this lists, so the list dries up once your calls have \
         moved; list them on your server with `getUserDevices({ user })`, which needs the secret key",
        Some(USER_DEVICES),
        inferred(&["S1", "S47"]),
    ),
    manual(
        "identify",
        "not moved: v3 documents no `identify`; evaluate, and read the result on your server",
        Some(EVALUATION),
        undocumented(&["S36", "S48"]),
    ),
    manual(
        "get-fingerprint",
        "not moved: v3 documents no `getFingerprint`; on your server, the evaluation has `fingerprint.id` and \
         `fingerprint.confidence`",
        Some(EVALUATION),
        undocumented(&["S36", "S48"]),
    ),
    manual(
        "get-hash",
        "not moved: v3 documents no `getHash`, and its server SDK has no `evaluate` to send a hash to; change \
         client and server together",
        Some(API_CHANGES),
        undocumented(&["S25", "S36"]),
    ),
    manual(
        "get-signals",
        "not moved: v3 documents no `getSignals`; ask Rupt what replaces it",
        Some(ACCESS),
        undocumented(&["S36"]),
    ),
    manual(
        "evaluate",
        "not moved: use `rupt.evaluate.login` or `rupt.evaluate.signup`, and confirm the evaluation on your \
         server: v3 does not redirect by itself here",
        Some(CHALLENGE_FLOW),
        documented(&["S38", "S39", "S41"]),
    ),
    manual("base-url", "not moved: v3 documents no `BASE_URL`", Some(ACCESS), undocumented(&["S36"])),
    manual(
        "types",
        "not moved: v3's types are not documented; describe the value yourself or infer it",
        Some(ACCESS),
        undocumented(&["S36"]),
    ),
    manual(
        "response-type",
        "not moved: v3 returns `{ evaluation_id, redirect }` instead; describe what you read, or infer it from \
         the call",
        Some(QUICK_START),
        documented(&["S37", "S41"]),
    ),
    manual(
        "typeof-rupt",
        "not moved: this is the type of v2's object or of a function of it; in v3 a client is an instance of the \
         class that `@ruptjs/client` exports",
        Some(GUIDE),
        documented(&["S0"]),
    ),
    manual(
        "copied-type",
        "not moved: this describes v2's options; v3's `evaluate.access` takes `user`, `email`, `phone`, `auto_challenge`, `on_logout` and, as shown for login, `metadata`, and the constructor `clientId` and `on_logout`",
        Some(ACCESS),
        inferred(&["S0", "S37"]),
    ),
    manual("module-type", "kept: this describes the module `rupt`; remove it once nothing imports that", None, OURS),
    manual(
        "global-type",
        "kept: this declares the `Rupt` that v2 puts on `window`; remove it once nothing reads that",
        None,
        observed(&["S1"]),
    ),
    manual("unknown-member", "not moved: this is not among the names of Rupt v2 that this tool has", None, OURS),
    // Files that hold scripts among other things.
    manual(
        "template",
        "not moved: a template uses Rupt v2; call a function of the script instead, and run again",
        None,
        OURS,
    ),
    manual(
        "frontmatter",
        "not moved: this runs on the server, and both SDKs are for the browser; move it into a `<script>`",
        Some(GUIDE),
        inferred(&["S0", "S1"]),
    ),
    manual(
        "script-address",
        "not moved: this is the address of v2's script; v3's pages give two \
         (https://cdn.rupt.dev/rupt/js/v3/client.js and https://cdn.rupt.dev/js/v3/rupt.js), and the name of its \
         global is not documented; ask Rupt, or import `@ruptjs/client`",
        Some(QUICK_START),
        undocumented(&["S37", "S49"]),
    ),
    manual(
        "module-address",
        "not moved: v2 is loaded by an address or a path here, and where v3 is served as a module is not \
         documented; load v2 by its name, `rupt`, and run this again to have its calls moved",
        Some(QUICK_START),
        undocumented(&["S37"]),
    ),
    manual(
        "page-code",
        "not moved: this code is not edited (a template writes into it, it is no JavaScript, or it shares its \
         names with its page); move what it does with Rupt v2 by hand",
        None,
        OURS,
    ),
    manual("script-language", "not moved: scripts in this language are not read; move them by hand", None, OURS),
    // What names the package or its hosts outside of a program.
    manual(
        "mention",
        "not edited: this names v2's package, and what it is needed for here is not known; move it by hand if it \
         uses v2, or mark it with `rupt-migrate-ignore mention` if it does not",
        None,
        OURS,
    ),
    manual(
        "setting",
        "not edited: this setting names the package `rupt`; name `@ruptjs/client` as well, and take `rupt` out \
         once nothing uses v2",
        None,
        OURS,
    ),
    manual(
        "setting-pattern",
        "not edited: this pattern names the package `rupt`; let it match `@ruptjs/client` as well, and take \
         `rupt` out once nothing uses v2",
        None,
        OURS,
    ),
    manual(
        "setting-external",
        "not edited: this has `rupt` come from outside of the bundle; whether v3 has a global, and its name, are \
         not documented: bundle `@ruptjs/client`, or name it here as you load it",
        Some(QUICK_START),
        undocumented(&["S37"]),
    ),
    manual(
        "setting-alias",
        "not edited: with this alias an import of `rupt` gets something else, which v3's package does not \
         replace; check every import that was moved, then remove the alias",
        None,
        OURS,
    ),
    manual(
        "setting-mock",
        "not edited: tests get this in place of `rupt`; map `@ruptjs/client` to a mock of v3, whose default \
         export is a class with `evaluate.access`",
        Some(GUIDE),
        documented(&["S0"]),
    ),
    manual(
        "logout-address",
        "v2 came back here with `rupt_action=logout` when someone logged out on the challenge page; in v3 that \
         is the Logout URL: set it to a page that signs out, as `on_logout` covers only remote logouts",
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
        "v3 documents `user` as a string; this is a number",
        Some(USER_OBJECT),
        documented(&["S42"]),
    ),
    info(
        "include-page",
        "the option is dropped: v3 documents no `include_page`, nor whether it sends the page",
        Some(ACCESS),
        undocumented(&["S36"]),
    ),
    info("debug", "the option is dropped: v3 documents no `debug`", Some(ACCESS), undocumented(&["S36"])),
    info(
        "response-unused",
        "the response was not read, so its name is gone; v3 returns `{ evaluation_id, redirect }`",
        Some(QUICK_START),
        documented(&["S0", "S37"]),
    ),
    info(
        "response-typed",
        "the response leaves this file by an export; the compiler will show who reads v2's fields",
        Some(GUIDE),
        documented(&["S0"]),
    ),
    info(
        "response-component",
        "this handler now gives v3's `{ evaluation_id, redirect }` to a component in another file; check that \
         the component does not read v2's fields",
        Some(GUIDE),
        documented(&["S0", "S37"]),
    ),
    info("names-unused", "nothing in this file reads these names any more", None, OURS),
    info("unused-import", "an import of Rupt v2 that nothing used is removed", None, OURS),
    info(
        "commonjs",
        "whether `@ruptjs/client` ships CommonJS is not documented; run this file once before you deploy",
        None,
        undocumented(&["S0"]),
    ),
    info(
        "ignore-unknown",
        "no note has the id that this comment gives, so it silences none; `rupt-migrate explain` lists all ids",
        None,
        OURS,
    ),
    info(
        "policy-host",
        "v2 talks to this host, and which hosts v3 needs is not documented; keep it, and look for refused \
         requests in the browser's console",
        Some(QUICK_START),
        undocumented(&["S37"]),
    ),
    info(
        "react-native",
        "this is Rupt's React Native SDK, another product, and is left alone; no v3 guide for React Native is \
         known (the mobile guide is for iOS and Android)",
        Some(MOBILE),
        undocumented(&["S26", "S45"]),
    ),
];

/// What is said about manifests.
pub const MANIFEST_ENTRIES: &[Entry] = &[
    todo(
        "manifest-resolved-elsewhere",
        "not edited: this version of `rupt` is set elsewhere; put `@ruptjs/client` there and here, and take \
         `rupt` out once no package uses it",
        None,
        OURS,
    ),
    manual(
        "manifest-names-rupt",
        "not edited: this names the package `rupt`; remove it, or name `@ruptjs/client` instead, once no package \
         uses v2",
        None,
        OURS,
    ),
    manual(
        "manifest-catalog",
        "not edited: this gives `rupt` its version for the whole workspace; name `@ruptjs/client` here, and take \
         `rupt` out once no package uses it",
        None,
        OURS,
    ),
    todo(
        "manifest-catalog-outside",
        "not edited: this version of `rupt` is set in a catalog, and its file is not among the given paths; give \
         that file as well",
        None,
        OURS,
    ),
    manual(
        "manifest-alias",
        "not followed: code that imports this name gets Rupt v2, and is not seen; import `rupt` there, then run \
         again",
        None,
        OURS,
    ),
    manual(
        "manifest-patch",
        "not edited: this is a patch of `rupt`; take it out once no package uses v2, as an install may fail for \
         a patch of nothing",
        None,
        OURS,
    ),
    info(
        "manifest-server-sdk",
        "this is v2's server SDK, and it is left alone; v3's server API documents `getChallenge` of its challenge functions, so ask Rupt about the others",
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
