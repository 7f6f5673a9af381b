//! Sentences that are shown once per run, and not for a place in the code.

use super::*;

/// What happens before any policy is set.
pub const NO_POLICY: Text = text(
    "Until a policy exists on the access event, `evaluate.access` never challenges anyone: it only gathers signals.",
    documented(&["S0"]),
);

/// The same in one line.
pub const POLICY_FIRST: Text =
    text("v3 challenges nobody until a policy is enabled: https://app.rupt.dev/policies", documented(&["S0"]));

/// The type that a policy must have to be found.
pub const POLICY_TYPE: Text =
    text("A policy's type, development or production, must match the kind of your API key.", documented(&["V4"]));

/// The sentence above the checks. The address of the dashboard follows it.
pub const RECREATE: Text = text(
    "Start from the three checks that v2 came with, each with an account-sharing challenge, then tune. Policies are at",
    documented(&["S0"]),
);

/// What follows the sentence that both SDKs run.
pub const SIDE_BY_SIDE: Text = text(
    "How Rupt counts a device that both of them see is not documented, so finish the rest before you deploy.",
    undocumented(&["V5"]),
);

/// The sentence for a run in which some packages moved and others did not.
pub const SAME_PEOPLE: Text = text(
    "How Rupt counts a device that both of them see is not documented, so where the same people use both, finish the \
     rest before you deploy.",
    undocumented(&["V5"]),
);

/// All of these.
pub const ONCE: [Text; 6] = [NO_POLICY, POLICY_FIRST, POLICY_TYPE, RECREATE, SIDE_BY_SIDE, SAME_PEOPLE];

/// A check of v2, as policies name it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Check {
    /// Its name.
    pub name: &'static str,
    /// What it looks for.
    pub what: Text,
    /// The page about it.
    pub link: &'static str,
}

/// The checks of v2.
pub const CHECKS: [Check; 3] = [
    Check {
        name: "device_count",
        what: text("more devices than one person uses", documented(&["S0", "S56"])),
        link: DEVICES,
    },
    Check {
        name: "impossible_travel",
        what: text("places too far apart to travel between", documented(&["S0", "S54"])),
        link: CHECKS_PAGE,
    },
    Check {
        name: "concurrent_sessions",
        what: text("in use in two places at once", documented(&["S0", "S55"])),
        link: CONCURRENCY,
    },
];

/// The runs for which a sentence is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Applies {
    /// Every run in which a call moved.
    Always,
    /// Runs in which several calls moved.
    ToSeveral,
}

/// A difference between v2 and v3 that remains when a call moves, and that no note is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limit {
    /// Its name. It is not the id of a note.
    pub id: &'static str,
    /// What it is.
    pub text: Text,
    /// The runs for which it is shown.
    pub applies: Applies,
}

const fn always(id: &'static str, says: &'static str, basis: Basis) -> Limit {
    Limit { id, text: text(says, basis), applies: Applies::Always }
}

/// The differences that remain when a call moves.
pub const LIMITS: &[Limit] = &[
    always(
        "once-paying",
        "The guide evaluates once per view of a protected page, for paying users; v2 was for every page of every \
         signed-in user. Check whom you evaluate now.",
        documented(&["S0", "S34"]),
    ),
    always(
        "once-rejects",
        "v2's `attach` never rejected; v3's `evaluate.access` is not documented to do the same.",
        undocumented(&["S0", "S1"]),
    ),
    always(
        "once-client-id",
        "That a client id of v2 is valid in v3 is not documented. An undefined one may now fail where the client is created, perhaps \
         while the file loads.",
        undocumented(&["S0"]),
    ),
    always(
        "once-between-calls",
        "That v3 challenges between two calls, as v2 did, is not documented: a page that never reloads should call \
         `evaluate.access` at each navigation.",
        undocumented(&["S0", "S1"]),
    ),
    always(
        "once-waits",
        "v2 waited for the logout handler before it went to `logout_url`; that v3 waits for `on_logout` is not \
         documented: let the page at the Logout URL sign out, too.",
        undocumented(&["S0", "S1"]),
    ),
    always(
        "once-suspended",
        "v2 sent suspended users away, by default to a page of Rupt's; where v3 sends them is not documented.",
        undocumented(&["S43", "V10"]),
    ),
    always(
        "once-number",
        "v3 documents `user` as a string; whether the number 7 and the string \"7\" are one user is not documented.",
        undocumented(&["S42"]),
    ),
    always(
        "once-left-out",
        "Devices that v2's dashboard leaves out: how v3 leaves them out is not documented.",
        undocumented(&["S56", "V9"]),
    ),
    always("once-cycles", "Import cycles and hot reload may create a client at another moment.", OURS),
    Limit {
        id: "once-per-page",
        text: text(
            "v2 kept one set of redirects and callbacks per page, and the last call won; in v3 the URLs are on the \
             policy's challenge config, the same for all calls, and `on_logout` is given on the client or per call: \
             whether those of several calls add up is not documented.",
            undocumented(&["S0", "S1"]),
        ),
        applies: Applies::ToSeveral,
    },
];
