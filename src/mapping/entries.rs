//! Everything the tool ever says of code.

use super::*;

const fn info(id: &'static str, text: &'static str, link: Option<&'static str>) -> Entry {
    Entry { id, level: Level::Info, text, link }
}

const fn todo(id: &'static str, text: &'static str, link: Option<&'static str>) -> Entry {
    Entry { id, level: Level::Todo, text, link }
}

const fn manual(id: &'static str, text: &'static str, link: Option<&'static str>) -> Entry {
    Entry { id, level: Level::Manual, text, link }
}

/// Everything that is ever said, in the order in which TODOs stand above a statement.
pub const ENTRIES: &[Entry] = &[
    // What a policy or the server must be told, now that the code no longer says it.
    todo("redirect-urls", "set on the challenge config of your access policy", Some(POLICIES)),
    info(
        "success-url-missing",
        "this call gave no `new_account_url`; set the Success URL of your challenge config to your sign-up page, where \
         a blocked user makes an account of their own",
        Some(GUIDE),
    ),
    todo(
        "logout-url-missing",
        "v2 also ran this handler when someone logged this device out on the challenge page, and `on_logout` covers \
         only logouts from elsewhere; set a Logout URL that signs out on the challenge config of your access policy",
        Some(GUIDE),
    ),
    todo(
        "logout-veto-shared",
        "this handler can return `false`, which had nothing to stop, as the call gave no `logout_url`; a Logout URL \
         on your challenge config counts for all calls, and `on_logout` is not documented to stop it",
        Some(GUIDE),
    ),
    todo(
        "success-url",
        "remove, or keep for your records: v3 brings the user back by itself, and this is not the \
         Success URL of v3's challenge config",
        Some(GUIDE),
    ),
    todo(
        "upgrade-url",
        "the guide names nothing that replaces `upgrade_url`; decide where people upgrade from",
        Some(GUIDE),
    ),
    todo(
        "suspended-url",
        "the guide names nothing that replaces `suspended_url`; decide what a suspended user sees",
        Some(GUIDE),
    ),
    todo("device-limit", "cap devices with a `device_count` condition on your access policy", Some(POLICIES)),
    todo(
        "limit-by-plan",
        "this limit may differ from user to user, and a `device_count` condition holds one number; make one policy for \
         each plan, and send `metadata: { plan }` with the call: that this is how v3 tells plans apart is inferred, not \
         documented",
        Some(POLICIES),
    ),
    todo(
        "people-limit",
        "no v3 equivalent of `people_limit` is documented; ask Rupt before you deploy if your \
         plans rely on it",
        Some(CHECKS_PAGE),
    ),
    todo(
        "tolerance",
        "tolerance is set on policies now, not in code; check that yours are as strict as this",
        Some(POLICIES),
    ),
    todo(
        "groups",
        "send groups from your server with `updateUser({ groups })`; policies that match a group \
         need it",
        Some(UPDATE_USER),
    ),
    todo("secret", "signed tokens are gone in v3; remove the endpoint that made this one", Some(GUIDE)),
    todo(
        "domain",
        "no v3 equivalent of a custom `domain` is documented; check your proxy and your Content \
         Security Policy",
        Some(OVERVIEW),
    ),
    todo("event", "no v3 way to tag a conversion from the browser is documented; track it elsewhere", Some(OVERVIEW)),
    todo("cookie", "the `cookie` option is gone in v3; nothing to set, check that you do not need it", Some(GUIDE)),
    todo(
        "fingerprint",
        "the `fingerprint` option is gone in v3, and what replaces it is not documented",
        Some(OVERVIEW),
    ),
    todo(
        "contact",
        "add `email` or `phone`: without one, v3 cannot reach the account's owner to verify them",
        Some(GUIDE),
    ),
    todo(
        "on-challenge",
        "this no longer runs: v3 redirects to the challenge by itself; move what matters elsewhere",
        Some(GUIDE),
    ),
    todo(
        "on-limit-exceeded",
        "this no longer runs: cap devices with a `device_count` policy, which challenges by itself",
        Some(POLICIES),
    ),
    todo(
        "removed-call",
        "this call stood in an option that v3 does not have, and no longer runs; move it if it matters",
        None,
    ),
    todo("dropped-comments", "these comments stood beside code that is gone; keep what still matters", None),
    todo(
        "logout-unread",
        "check this handler: v3 calls it without `{ challenge }`, and its result cannot stop the \
         redirect to the Logout URL",
        Some(GUIDE),
    ),
    todo(
        "client-per-call",
        "this client is made at each call, because its id is not known before; make it once per id \
         if you can",
        Some(GUIDE),
    ),
    todo(
        "detach-removed",
        "removed: the guide says the v3 client needs no device id, and the SDK detaches by itself; \
         check your logout flow",
        Some(GUIDE),
    ),
    todo(
        "response-exported",
        "callers in other files get v3's `{ evaluation_id, redirect }`: check that none of them \
         reads v2's fields",
        Some(GUIDE),
    ),
    todo(
        "response-unsafe",
        "this reads v2's response, which v3 does not return: `device_id`, `access` and the rest are \
         on the server's evaluation",
        Some(EVALUATION),
    ),
    todo(
        "challenge-unsafe",
        "read `response.redirect` here and send the user there yourself: `auto_challenge` is off, \
         as the old handler could stop the redirect",
        Some(GUIDE),
    ),
    todo(
        "logout-unsafe",
        "v3 gives this handler no `{ challenge }` and does not read its result; if it reads \
         anything, it gets `{}`, as v2 gave it at times",
        Some(GUIDE),
    ),
    todo(
        "mock-moved",
        "this stands in for v3's class now: check what it gives back to the code under \
         test",
        Some(GUIDE),
    ),
    todo(
        "window-global",
        "other code reads `window.Rupt`, which importing v2 sets: this import keeps it there; \
         remove it with the last reader",
        None,
    ),
    // Why a call or a use stays on v2.
    manual(
        "options-unreadable",
        "not moved: these options cannot be read here; write them as an object literal in the call",
        Some(GUIDE),
    ),
    manual(
        "option-form",
        "not moved: this member of the options cannot be moved safely; write it as a plain `key: value`",
        Some(GUIDE),
    ),
    manual(
        "unknown-option",
        "not moved: this option is not among those that are known of v2; remove it or move the call by hand",
        Some(GUIDE),
    ),
    manual(
        "removed-effect",
        "not moved: v3 has no place for this value, and computing it changes something; compute it \
         before the call",
        None,
    ),
    manual("client-id-missing", "not moved: there is no `client_id` to make a v3 client with", Some(GUIDE)),
    manual(
        "client-id-order",
        "not moved: making the client first would change the order in which these values are \
         computed; write `client_id` first",
        None,
    ),
    manual(
        "import-phase",
        "not moved: `import defer` and `import source` take no class, and a plain import would run at another \
         time; import `@ruptjs/client` where it may be loaded",
        Some(GUIDE),
    ),
    manual("client-form", "not moved: no place was found where a v3 client can be made for this call", Some(GUIDE)),
    manual(
        "account-and-user",
        "not moved: both `account` and `user` are given, and which one counts cannot be written as one value \
         here; keep the one you need",
        Some(GUIDE),
    ),
    manual(
        "on-challenge-veto",
        "not moved: this handler can stop v2's redirect (or cannot be read); v3's way is \
         `auto_challenge: false` and reading `response.redirect`",
        Some(GUIDE),
    ),
    manual(
        "logout-parameter",
        "not moved: this handler reads `{ challenge }`, and v3 is not documented to pass it",
        Some(GUIDE),
    ),
    manual(
        "logout-veto",
        "not moved: this handler can stop the redirect to `logout_url`, and v3 documents no such veto",
        Some(GUIDE),
    ),
    manual(
        "response-read",
        "not moved: v2's response is read, and v3 returns only `{ evaluation_id, redirect }`; read \
         what you need from the evaluation on your server",
        Some(EVALUATION),
    ),
    manual(
        "options-shared",
        "not moved: these options (or the device they lead to) are also used by something that would then see v3's; \
         write the options in the call",
        Some(GUIDE),
    ),
    manual(
        "value",
        "not followed: Rupt v2 is used here as a value; call `attach` directly where it is needed",
        Some(GUIDE),
    ),
    manual(
        "global",
        "not moved: this is the Rupt v2 that a script tag or an import put on `window`; import \
         `@ruptjs/client` instead",
        Some(GUIDE),
    ),
    manual("export", "not moved: this hands Rupt v2 on to other files; change those first", Some(GUIDE)),
    manual(
        "mock",
        "not moved: this stands in for Rupt v2 in a test; mock `@ruptjs/client`, whose default \
         export is a class: an instance has `evaluate.access`",
        Some(GUIDE),
    ),
    manual(
        "watched",
        "not moved: this test looks at a function of Rupt v2, or replaces it; let one mock be the \
         `evaluate.access` of every instance of v3's class, and look at that",
        Some(GUIDE),
    ),
    manual("dynamic-import", "not followed: what becomes of this import of Rupt v2 cannot be seen here", Some(GUIDE)),
    manual(
        "bare-import",
        "kept: importing Rupt v2 for its effect alone sets `window.Rupt`; remove it if nothing reads that",
        None,
    ),
    manual(
        "detach",
        "not moved: v3's client has no `detach`, devices attach and detach by themselves; remove \
         this call once your policies are set",
        Some(GUIDE),
    ),
    manual(
        "get-attached-devices",
        "not moved: list devices on your server with `getUserDevices({ user })`, which needs the secret key",
        Some(USER_DEVICES),
    ),
    manual(
        "identify",
        "not moved: v3 has no `identify`; evaluate, and read the result on your server",
        Some(EVALUATION),
    ),
    manual(
        "get-fingerprint",
        "not moved: v3 has no `getFingerprint`; the server's evaluation has `fingerprint.id` and \
         `fingerprint.confidence`",
        Some(EVALUATION),
    ),
    manual(
        "get-hash",
        "not moved: v3 has no `getHash`, and the server's `evaluate` is gone with it; change client \
         and server together",
        Some(OVERVIEW),
    ),
    manual("get-signals", "not moved: v3 has no `getSignals`", Some(OVERVIEW)),
    manual(
        "evaluate",
        "not moved: use `rupt.evaluate.login` or `rupt.evaluate.signup`, and confirm the evaluation \
         on your server: v3 does not redirect by itself here",
        Some(CHALLENGE_FLOW),
    ),
    manual("base-url", "not moved: v3 has no `BASE_URL`", Some(OVERVIEW)),
    manual("types", "not moved: v3's types are not documented; describe the value yourself or infer it", Some(GUIDE)),
    manual(
        "response-type",
        "not moved: v3 returns `{ evaluation_id, redirect }` instead; describe what you read, or infer \
         it from the call",
        Some(GUIDE),
    ),
    manual(
        "typeof-rupt",
        "not moved: this is the type of v2's object or of a function of it; in v3 a client is an \
         instance of the class that `@ruptjs/client` exports",
        Some(GUIDE),
    ),
    manual(
        "copied-type",
        "not moved: this describes v2's options; v3's `evaluate.access` takes `user`, `email` and \
         `phone`, and the constructor takes `clientId`",
        Some(GUIDE),
    ),
    manual("module-type", "kept: this describes the module `rupt`; remove it once nothing imports that", None),
    manual(
        "global-type",
        "kept: this declares the `Rupt` that v2 puts on `window`; remove it once nothing reads that",
        None,
    ),
    manual("unknown-member", "not moved: this is not among the names that are known of Rupt v2", Some(GUIDE)),
    // Files that hold scripts among other things.
    manual(
        "template",
        "not moved: a template uses Rupt v2; call a function of the script instead, and run again",
        Some(GUIDE),
    ),
    manual(
        "frontmatter",
        "not moved: this runs on the server, where neither SDK for the web has a place; move it into a `<script>`",
        Some(GUIDE),
    ),
    manual(
        "script-address",
        "not moved: this is the address of v2's script; for v3's, two are documented \
         (https://cdn.rupt.dev/rupt/js/v3/client.js and https://cdn.rupt.dev/js/v3/rupt.js), and the name of \
         its global is not; ask Rupt, or import `@ruptjs/client`",
        Some(QUICK_START),
    ),
    manual(
        "module-address",
        "not moved: v2 is loaded by an address or a path here, and where v3 is served as a module is not \
         documented; load v2 by its name, `rupt`, and run this again to have its calls moved",
        Some(QUICK_START),
    ),
    manual(
        "page-code",
        "not moved: this code is not edited (a template writes into it, it is no JavaScript, or it shares its \
         names with its page); move what it does with Rupt v2 by hand",
        Some(GUIDE),
    ),
    manual("script-language", "not moved: scripts in this language are not read; move them by hand", Some(GUIDE)),
    // What names the package or its hosts outside of a program.
    manual(
        "mention",
        "not edited: this names v2's package, and what it is needed for here is not known; move it by hand if it uses \
         v2, or mark it with `rupt-migrate-ignore mention` if it does not",
        None,
    ),
    manual(
        "setting",
        "not edited: this setting names the package `rupt`; name `@ruptjs/client` as well, and take `rupt` out \
         once nothing uses v2",
        None,
    ),
    manual(
        "setting-pattern",
        "not edited: this pattern names the package `rupt`; let it match `@ruptjs/client` as well, and take `rupt` \
         out once nothing uses v2",
        None,
    ),
    manual(
        "setting-external",
        "not edited: this has `rupt` come from outside of the bundle; whether v3 has a global, and its name, are not \
         documented: bundle `@ruptjs/client`, or name it here as you load it",
        Some(OVERVIEW),
    ),
    manual(
        "setting-alias",
        "not edited: with this alias an import of `rupt` gets something else, which v3's package does not replace; \
         check every import that was moved, then remove the alias",
        None,
    ),
    manual(
        "setting-mock",
        "not edited: tests get this in place of `rupt`; map `@ruptjs/client` to a mock of v3, whose default export \
         is a class with `evaluate.access`",
        Some(GUIDE),
    ),
    manual(
        "logout-address",
        "v2 sent people here with `rupt_action=logout` to sign them out, and v3 is not documented to; sign out in \
         `on_logout`, and remove this",
        Some(GUIDE),
    ),
    manual(
        "challenge-address",
        "v2 added `challenge` to the Logout URL, and v3 is not documented to; do without it here",
        Some(GUIDE),
    ),
    // Worth knowing, nothing to do in the code.
    info(
        "metadata",
        "v2 kept `metadata` per device, v3 keeps it per user: values of one device overwrite those of another",
        Some(UPDATE_USER),
    ),
    info("numeric-account", "v3 documents `user` as a string; this is a number", Some(GUIDE)),
    info("include-page", "`include_page` has no v3 form and is dropped: the page is no longer sent", None),
    info("debug", "`debug` has no v3 form and is dropped", None),
    info(
        "response-unused",
        "the response was not read, so its name is gone; v3 returns `{ evaluation_id, redirect }`",
        Some(GUIDE),
    ),
    info(
        "response-typed",
        "the response leaves this file by an export; the compiler will show who reads v2's fields",
        Some(GUIDE),
    ),
    info(
        "response-component",
        "this handler now gives v3's `{ evaluation_id, redirect }` to a component in another file: check that the \
         component does not read v2's fields",
        Some(GUIDE),
    ),
    info("names-unused", "nothing in this file reads these names any more", None),
    info("unused-import", "an import of Rupt v2 that nothing used is removed", None),
    info(
        "commonjs",
        "whether `@ruptjs/client` ships CommonJS is not documented: run this file once before you deploy",
        None,
    ),
    info(
        "ignore-unknown",
        "no note has the id that this comment gives, so it silences none; `rupt-migrate explain` lists all ids",
        None,
    ),
    info(
        "policy-host",
        "v2 talks to this host, and which hosts v3 needs is not documented; keep it, and look for refused requests in \
         the browser's console",
        Some(OVERVIEW),
    ),
    info(
        "react-native",
        "this is Rupt's React Native SDK, another product with a guide of its own; it is left alone",
        Some("https://rupt.dev/docs/v3/migration/account-sharing-on-mobile"),
    ),
];

/// What is said about manifests.
pub const MANIFEST_ENTRIES: &[Entry] = &[
    todo(
        "manifest-resolved-elsewhere",
        "not edited: this version of `rupt` is set elsewhere; put `@ruptjs/client` there and here, and take \
               `rupt` out once no package uses it",
        None,
    ),
    manual(
        "manifest-names-rupt",
        "not edited: this names the package `rupt`; remove it, or name `@ruptjs/client` instead, once no \
               package uses v2",
        None,
    ),
    manual(
        "manifest-catalog",
        "not edited: this gives `rupt` its version for the whole workspace; name `@ruptjs/client` here, and \
               take `rupt` out once no package uses it",
        None,
    ),
    todo(
        "manifest-catalog-outside",
        "not edited: this version of `rupt` is set in a catalog, and its file is not among the given paths; \
               give that file as well",
        None,
    ),
    manual(
        "manifest-alias",
        "not followed: code that imports this name gets Rupt v2, and is not seen; import `rupt` there, then run again",
        None,
    ),
    manual(
        "manifest-patch",
        "not edited: this is a patch of `rupt`; take it out once no package uses v2, as an install may fail \
               for a patch of nothing",
        None,
    ),
    info(
        "manifest-server-sdk",
        "this is v2's server SDK, and it is left alone; its challenge functions and v2's webhooks have other \
         counterparts in v3's server API",
        Some("https://rupt.dev/api/v3/introduction"),
    ),
    info(
        "manifest-unused",
        "`rupt` is declared, but no file of this package was found to use it; it is left alone",
        None,
    ),
];
