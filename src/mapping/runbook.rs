//! The order of the whole migration: its steps, and what to know in each.
//!
//! The code is the first half; the dashboard, the manual test and the release are the other. The guide
//! has the parts but not their order, so the order is this program's advice, and each point gives its
//! basis. `docs/runbook.md`, the worksheet and the comment for a pull request are made of this table.

use super::*;

/// One step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Step {
    /// Its name in JSON.
    pub id: &'static str,
    /// Its heading.
    pub title: &'static str,
    /// Who does it.
    pub who: &'static str,
    /// The same, as in the lists of work.
    pub owners: &'static [Owner],
    /// What to do or to check.
    pub points: &'static [Point],
}

/// One thing to do, or to know.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Point {
    /// What it says.
    pub text: Text,
    /// The trees to which it applies.
    pub when: When,
}

/// The trees to which a point applies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum When {
    /// All trees.
    Always,
    /// Trees in which something stays on v2.
    Left,
    /// Trees in which one of these notes is written.
    Noted(&'static [&'static str]),
}

const fn always(says: &'static str, basis: Basis) -> Point {
    Point { text: text(says, basis), when: When::Always }
}

const fn left(says: &'static str, basis: Basis) -> Point {
    Point { text: text(says, basis), when: When::Left }
}

const fn noted(ids: &'static [&'static str], says: &'static str, basis: Basis) -> Point {
    Point { text: text(says, basis), when: When::Noted(ids) }
}

/// The sentence above the steps that is always visible: the one thing that a reader must not miss.
pub const NOBODY_YET: Text = text(
    "Nobody is challenged until a policy on the access event is enabled: until then, `evaluate.access` only gathers \
     signals. Here they are enabled after the release, so that a wrong limit hurts nobody on the first day; the price \
     is a time without protection, and who cannot pay it enables them right before.",
    documented(&["S0", "V4"]),
);

/// The name of the policy about who uses an account.
pub const VERIFY: &str = "Verify the owner";
/// The name of the policy about how many devices an account has.
pub const CAP: &str = "Cap devices";

/// The steps, in order.
pub const RUNBOOK: &[Step] = &[
    Step {
        id: "before",
        title: "Before you change anything",
        who: "a developer and whoever has the dashboard",
        owners: &[Owner::Dashboard, Owner::Code],
        points: BEFORE,
    },
    Step {
        id: "development",
        title: "Make the policies for development",
        who: "whoever has the dashboard",
        owners: &[Owner::Dashboard],
        points: DEVELOPMENT,
    },
    Step {
        id: "staging",
        title: "Try the branch on staging, by hand",
        who: "a developer",
        owners: &[Owner::Code],
        points: STAGING,
    },
    Step {
        id: "production",
        title: "Make the policies for production, disabled",
        who: "whoever has the dashboard",
        owners: &[Owner::Dashboard],
        points: PRODUCTION,
    },
    Step { id: "deploy", title: "Deploy in one release", who: "a developer", owners: &[Owner::Code], points: DEPLOY },
    Step {
        id: "watch",
        title: "Watch the signals",
        who: "whoever has the dashboard",
        owners: &[Owner::Dashboard],
        points: WATCH,
    },
    Step {
        id: "enable",
        title: "Enable the policies, loosely",
        who: "whoever has the dashboard",
        owners: &[Owner::Dashboard],
        points: ENABLE,
    },
    Step { id: "clean", title: "Clean up", who: "a developer", owners: &[Owner::Code], points: CLEAN },
];

/// All steps in order, and then how to go back.
pub fn steps() -> impl Iterator<Item = &'static Step> {
    RUNBOOK.iter().chain([&BACK_OUT])
}

/// How to go back, from any step on.
pub const BACK_OUT: Step = Step {
    id: "back",
    title: "How to back out",
    who: "whoever is on call",
    owners: &[Owner::Dashboard, Owner::Code],
    points: BACK,
};

const BEFORE: &[Point] = &[
    always(
        "Make the worksheet (`--worksheet FILE`): it has what the code tells v2, with the lines it comes from.",
        OURS,
    ),
    always(
        "Write down what v2's dashboard says and the code does not: the device limit, when devices are detached by \
         themselves, and the devices that are left out. That v3 takes any of it over is not documented.",
        undocumented(&["S14", "S60", "V9"]),
    ),
    always(
        "Ask whether Segment sends to Rupt: its destination attaches devices by v2, and your code does not show it. \
         What replaces it is not documented.",
        undocumented(&["S22"]),
    ),
    always(
        "Ask which apps use the same accounts: those on iOS, Android and React Native have a v2 of their own. The \
         vendor's mobile guide is for iOS and Android; for React Native no v3 guide is known.",
        undocumented(&["S26", "S45"]),
    ),
    always(
        "Ask Rupt whether v2's client id works in v3, or try it in the third step: that it does is not documented.",
        undocumented(&["S0"]),
    ),
    left(
        "Some of the code stays on v2. Finish it, or decide that its package stays: `--whole` leaves such a package \
         alone. How Rupt counts a device that both SDKs see is not documented.",
        undocumented(&["S0"]),
    ),
    noted(
        &["get-attached-devices"],
        "A list of devices that v2 gives shows only those that v2's `attach` registered, so it dries up once that is \
         moved. v3 has the list on your server (`getUserDevices`).",
        inferred(&["S1", "S47"]),
    ),
    noted(
        &["event", "upgrade-url"],
        "`event: \"trial_started\"` and `upgrade_url` drove v2's protection against repeated trials. What takes its \
         place in v3 is not documented: ask Rupt.",
        undocumented(&["V1"]),
    ),
    noted(
        &["people-limit", "suspended-url", "domain", "cookie", "fingerprint", "tolerance"],
        "Ask Rupt about the values that the worksheet lists as nowhere to set, and about v2's tolerance: where v3 has \
         them is not documented.",
        undocumented(&["S0"]),
    ),
];

const DEVELOPMENT: &[Point] = &[
    always(
        "A policy of the type *development* is evaluated for traffic of a development key only, so nothing here \
         touches people.",
        documented(&["V4"]),
    ),
    always(
        "Make *Verify the owner*: event access, `concurrent_sessions` or `impossible_travel`, verdict challenge.",
        documented(&["V3", "V4"]),
    ),
    always(
        "Make *Cap devices*: event access, `device_count` more than your limit, verdict challenge.",
        documented(&["V3", "V4"]),
    ),
    always(
        "Make their challenge config, of the type account sharing: the Success URL is the sign-up page, the Logout URL a page that signs out. Use \
         the addresses of your staging site; production then needs a config of its own.",
        inferred(&["S0", "V6"]),
    ),
    noted(
        &["device-limit"],
        "The code sets the limit of devices; where it differs by plan, make one *Cap devices* for each, by `metadata` that \
         your server sets: what a browser sends can be forged.",
        inferred(&["S25", "V4"]),
    ),
];

const STAGING: &[Point] = &[
    always(
        "Do the TODOs in the code first: some need an answer or code before a policy is enabled. Those for the dashboard \
         go once the worksheet has their values; only what needs v2 to be gone waits for the last step.",
        OURS,
    ),
    always(
        "Run the branch with the client id of a *development* key in `clientId`: policies of the type *development* see \
         no other.",
        documented(&["V4"]),
    ),
    always(
        "One device too many: sign in on as many devices as the limit allows, and nobody is challenged; then on one \
         more (the third of two), and a challenge comes.",
        documented(&["S0", "V3"]),
    ),
    always(
        "Two places: use one account at the same time from two networks, on two devices of one type. A challenge comes.",
        documented(&["S0", "S55"]),
    ),
    always(
        "Log out on the challenge page: the device lands on the Logout URL, and is signed out when it is there. \
         `on_logout` is not for this case.",
        documented(&["S0"]),
    ),
    always(
        "Log a device out from another one: `on_logout` runs on it, and with a Logout URL the SDK goes there, too.",
        documented(&["S0"]),
    ),
    always("Sign up from the challenge: it leads to the Success URL, your sign-up page.", documented(&["S0"])),
    always(
        "With an ad blocker, and offline: the page works. v2's `attach` never rejected; that `evaluate.access` never \
         does is not documented.",
        undocumented(&["S0", "S1"]),
    ),
    always(
        "Sign out and in again on one device, a few times, and look at the number of its devices: that an ordinary \
         sign-out detaches the device is not documented.",
        undocumented(&["S46"]),
    ),
    always(
        "Stay on a page that never reloads, and share the account from elsewhere: that v3 challenges between two \
         calls, as v2 did, is not documented.",
        undocumented(&["S0", "S1"]),
    ),
    noted(
        &["contact"],
        "As a user of whom Rupt has no email and no phone: v2 skipped the verification, and what v3 does is not \
         documented.",
        undocumented(&["S9"]),
    ),
    noted(
        &["numeric-account"],
        "Look up a user that v2 knew: v3 documents `user` as a string, and that the number 7 and the string \"7\" are one \
         user is not documented.",
        undocumented(&["S42"]),
    ),
    noted(
        &["metadata"],
        "If your server ends sessions by the `metadata` of a detached device: log one device out, and see that its own \
         session ends. How v3 joins the `metadata` of several devices is not documented.",
        undocumented(&["S61", "V8"]),
    ),
    noted(
        &["on-challenge", "challenge-unsafe", "on-challenge-veto"],
        "Start what `on_challenge` was there for (a draft, a player), then be challenged: v3 redirects at once unless \
         the call has `auto_challenge: false`.",
        documented(&["S0"]),
    ),
    noted(
        &["commonjs"],
        "Run what loads the SDK by `require`: that `@ruptjs/client` can be loaded so is not documented.",
        undocumented(&["S0"]),
    ),
    noted(
        &["policy-host", "domain"],
        "Look for refused requests in the browser's console: which hosts v3 needs is not documented.",
        undocumented(&["S0"]),
    ),
];

const PRODUCTION: &[Point] = &[
    always(
        "Make the same two policies again, of the type *production*: the type must match the kind of the API key.",
        documented(&["V4"]),
    ),
    always(
        "Leave them disabled: an enabled one challenges from the first page view on v3, with addresses that nobody \
         has tried in production.",
        inferred(&["S0", "V4"]),
    ),
    always("Give their challenge config the live addresses.", inferred(&["S0", "V6"])),
];

const DEPLOY: &[Point] = &[
    always(
        "Leave no page on v2: how Rupt counts a device that both SDKs see is not documented.",
        undocumented(&["S0"]),
    ),
    always("Deploying challenges nobody, as no policy is enabled; v2's challenges end with it.", inferred(&["S0"])),
];

const WATCH: &[Point] = &[
    always("See that evaluations arrive, once for each view of a protected page.", documented(&["S0", "S48"])),
    always(
        "See that they are of paying users only, as the guide has it, each with an email or a phone.",
        documented(&["S0", "S36"]),
    ),
    always(
        "Look at the devices of some users who were on v2 (`getUserDevices`): whether those count that v2 attached is not \
         documented. Enable *Cap devices* only when the numbers are right.",
        undocumented(&["S47"]),
    ),
];

const ENABLE: &[Point] = &[
    always(
        "Start with loose conditions, such as a limit some above yours, and tighten them only if they let too much pass: \
         to accuse an honest customer costs more than to miss a shared account.",
        documented(&["S36", "V3"]),
    ),
    always(
        "Enable *Cap devices* first and *Verify the owner* some days later, so that you know which one a challenge \
         comes from.",
        OURS,
    ),
    always("Watch the challenges and what your support is asked.", OURS),
    noted(
        &["tolerance"],
        "v2's tolerance was set in code. The guide says that it is set on policies; where is not documented.",
        undocumented(&["S0"]),
    ),
];

const CLEAN: &[Point] = &[
    always("Do the last TODOs, until `rupt-migrate --check` ends with 0.", OURS),
    noted(
        &["secret"],
        "Take out the code that fetches v2's token, then the endpoint that makes it, once no page and no app sends it.",
        inferred(&["S0"]),
    ),
    noted(
        &["policy-host", "logout-address", "challenge-address", "script-address"],
        "Take v2's addresses out of your policies (CSP), pages and routes, once nothing is on v2.",
        OURS,
    ),
    always("Keep v2's settings in the dashboard until you are sure that you will not go back.", OURS),
];

const BACK: &[Point] = &[
    always(
        "Disable the policies: nobody is challenged then, and the code stays as it is. It needs no release.",
        inferred(&["S0", "V4"]),
    ),
    always("Or revert the release, as long as v2's settings in the dashboard are as they were.", OURS),
];

#[cfg(test)]
mod tests {
    use super::*;

    fn points() -> impl Iterator<Item = &'static Point> {
        RUNBOOK.iter().chain([&BACK_OUT]).flat_map(|step| step.points)
    }

    #[test]
    fn points_are_about_notes_that_there_are() {
        for Point { when, .. } in points() {
            if let When::Noted(ids) = when {
                ids.iter().for_each(|id| assert!(find_entry(id).is_some(), "{id}"));
            }
        }
    }

    #[test]
    fn there_are_eight_steps_each_with_something_for_every_tree() {
        assert_eq!(RUNBOOK.len(), 8);
        for step in RUNBOOK.iter().chain([&BACK_OUT]) {
            assert!(step.points.iter().any(|point| point.when == When::Always), "{}", step.id);
        }
    }
}
