//! Questions to Rupt about what no page of v3 says; `docs/open-questions.md` is made of them.
//!
//! An answer changes a row here and the texts of the notes that it names. A test makes sure that every
//! note on a fact that is not documented has its question.

/// Something that is not documented.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Question {
    /// What to ask.
    pub asks: &'static str,
    /// What the program does until there is an answer.
    pub until: &'static str,
    /// The notes, and the sentences that are shown once per run, that depend on the answer.
    pub ids: &'static [&'static str],
    /// The sources in which an answer was looked for.
    pub sources: &'static [&'static str],
}

/// All questions; the most important ones for a page in production come first.
pub const QUESTIONS: &[Question] = &[
    Question {
        asks: "Can `evaluate.access` reject, for instance behind an ad blocker? Can it answer `null`?",
        until: "The call keeps its own `await`, `.then` and `.catch`; nothing is put around it. v2 resolved to `null`.",
        ids: &["once-rejects", "response-read", "response-unsafe"],
        sources: &["S0", "S36", "S38"],
    },
    Question {
        asks: "Does v3 challenge a page that stays open without a further call, as v2's live channel did?",
        until: "A call moves to where `attach` was, and is made as often.",
        ids: &["once-between-calls"],
        sources: &["S0", "S41"],
    },
    Question {
        asks: "What does `on_logout` get, and is its result read or awaited? Of one on the constructor and one in a \
               call, which counts? Do those of several calls add up?",
        until: "A handler that reads `{ challenge }`, or can stop a redirect to `logout_url`, keeps its call on v2. One \
                that closes over local names moves into the call, all others to the constructor.",
        ids: &[
            "logout-parameter",
            "logout-veto",
            "logout-veto-shared",
            "logout-unread",
            "logout-unsafe",
            "once-waits",
            "once-per-page",
        ],
        sources: &["S0", "S36"],
    },
    Question {
        asks: "Is a client id of v2 valid in v3? What does the constructor do with `undefined`?",
        until: "The same id is written in `clientId`, unchanged.",
        ids: &["once-client-id"],
        sources: &["S0", "V5"],
    },
    Question {
        asks: "May `new Rupt()` run where there is no `window`?",
        until: "Where a server may load the file, the client is made at the first call, not while the file loads.",
        ids: &[],
        sources: &["S0", "S36"],
    },
    Question {
        asks: "What is the first version of `@ruptjs/client`, and why does the README of `@ruptjs/api` name `@ruptjs/javascript`?",
        until: "`@ruptjs/client` with the range `^3.0.0` goes into manifests. Neither name could be installed.",
        ids: &[],
        sources: &["S0", "V11"],
    },
    Question {
        asks: "Does the package ship CommonJS, types, and which named ones?",
        until: "`require` is written so that it works with and without a `default`. Types of v2 stay.",
        ids: &["commonjs", "types"],
        sources: &["S0", "S36", "S37"],
    },
    Question {
        asks: "Does an ordinary sign-out detach the device? If not, after how long is it detached?",
        until: "A `detach` of the device of this page is removed, with a TODO that quotes it.",
        ids: &["detach-removed"],
        sources: &["S46", "S56"],
    },
    Question {
        asks: "How does an app log out a chosen device of a user, for instance by a button in a list of devices?",
        until: "Such a `detach` stays on v2.",
        ids: &["detach"],
        sources: &["S46", "S47", "V5"],
    },
    Question {
        asks: "Where is the browser sent when the verdict is `suspend` or `deny`?",
        until: "`suspended_url` is removed, with a TODO that quotes it.",
        ids: &["suspended-url", "once-suspended"],
        sources: &["S0", "S43"],
    },
    Question {
        asks: "What replaces repeat-trial protection (`event: \"trial_started\"`, `\"upgrade\"`, `upgrade_url`), and \
               how are other events told?",
        until: "The options are removed, with TODOs that quote them.",
        ids: &["event", "upgrade-url"],
        sources: &["S36", "V1"],
    },
    Question {
        asks: "Which setting takes v2's `tolerance`? Which takes `people_limit`?",
        until: "The options are removed, with TODOs that quote them.",
        ids: &["tolerance", "people-limit"],
        sources: &["S0", "S54", "V3"],
    },
    Question {
        asks: "Does `evaluate.access` take `metadata`, and does a new value replace all earlier keys of the user?",
        until: "`metadata` stays in the call, with a TODO.",
        ids: &["metadata"],
        sources: &["S37", "S58", "V8"],
    },
    Question {
        asks: "Are the user 7 and the user \"7\" one user? May `user` be a number?",
        until: "The value of `account` becomes `user` as it is.",
        ids: &["numeric-account", "once-number"],
        sources: &["S42"],
    },
    Question {
        asks: "What replaces the signed token of `secret`?",
        until: "The option is removed, with a TODO.",
        ids: &["secret"],
        sources: &["S0"],
    },
    Question {
        asks: "What does v3 store in the browser, and how is it turned off without consent? Is there an option for the \
               fingerprint?",
        until: "`cookie` and `fingerprint` are removed, with TODOs that quote them.",
        ids: &["cookie", "fingerprint"],
        sources: &["S0", "S36", "S48"],
    },
    Question {
        asks: "Which hosts does v3 talk to, and is there a custom `domain`?",
        until: "Hosts in a Content Security Policy stay; `domain` is removed, with a TODO that quotes it.",
        ids: &["domain", "policy-host"],
        sources: &["S36", "S37", "V5"],
    },
    Question {
        asks: "What is the address of v3's script, the name of its global, and is there a module at an address?",
        until: "Scripts of v2 in pages stay.",
        ids: &["script-address", "module-address", "setting-external"],
        sources: &["S37", "S49"],
    },
    Question {
        asks: "Does v3 add `challenge` to the Logout URL?",
        until: "Code that reads it stays, with a TODO.",
        ids: &["challenge-address"],
        sources: &["S0"],
    },
    Question {
        asks: "What replaces `identify`, `getFingerprint`, `getHash`, `getSignals` and `BASE_URL` in the browser?",
        until: "They stay on v2.",
        ids: &["identify", "get-fingerprint", "get-hash", "get-signals", "base-url"],
        sources: &["S25", "S36", "S48"],
    },
    Question {
        asks: "Does v3 send the page's path, and can it log? Are there options for that?",
        until: "`include_page` and `debug` are removed.",
        ids: &["include-page", "debug"],
        sources: &["S36"],
    },
    Question {
        asks: "How are devices left out in v3 that v2's dashboard left out?",
        until: "It is said once per run.",
        ids: &["once-left-out"],
        sources: &["S56", "V9"],
    },
    Question {
        asks: "How does the service count a device that both v2 and v3 see? Does `device_count` count the devices that v2 attached?",
        until: "A call that cannot move stays on v2 beside calls that moved, and `--check` fails until none is left.",
        ids: &[],
        sources: &["V5"],
    },
    Question {
        asks: "The guide's Success URL is where a blocked user signs up; the page on the challenge flow has it as the \
               address after a passed challenge. Which holds for a config that serves access and login?",
        until: "`new_account_url` is quoted as the Success URL, as the guide says; `success_url` is not.",
        ids: &["redirect-urls", "success-url"],
        sources: &["S0", "S41"],
    },
    Question {
        asks: "Is there a v3 for React Native?",
        until: "`@ruptjs/rupt-react-native` is left alone.",
        ids: &["react-native"],
        sources: &["S26", "S45"],
    },
];

#[cfg(test)]
mod tests {
    use super::super::*;

    #[test]
    fn every_note_on_an_open_fact_has_its_question() {
        let entries = ENTRIES.iter().chain(MANIFEST_ENTRIES).map(|entry| (entry.id, entry.basis));
        let once = LIMITS.iter().map(|limit| (limit.id, limit.text.basis));
        for (id, basis) in entries.chain(once) {
            let is_open = basis.certainty == Certainty::NotDocumented;
            assert!(!is_open || QUESTIONS.iter().any(|question| question.ids.contains(&id)), "{id} has no question");
        }
    }

    #[test]
    fn every_question_names_what_is_there() {
        for question in QUESTIONS {
            for id in question.ids {
                let is_once = LIMITS.iter().any(|limit| limit.id == *id);
                assert!(is_once || find_entry(id).is_some(), "{id}: {}", question.asks);
            }
            assert!(question.asks.contains('?') && question.until.ends_with('.'), "{}", question.asks);
        }
    }
}
