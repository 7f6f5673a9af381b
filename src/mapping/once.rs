//! What is said once per run, not of a place in the code.

/// What holds before anything is set.
pub const NO_POLICY: &str = "Until a policy exists on the access event, `evaluate.access` never challenges anyone.";

/// What a policy must have right to be seen at all.
pub const POLICY_TYPE: &str = "A policy's type, development or production, must match the kind of your API key.";

/// The checks of v2, as policies name them; what each looks for; the page about it.
pub const CHECKS: [(&str, &str, &str); 3] = [
    ("device_count", "more devices than one person uses", "https://rupt.dev/docs/v3/concepts/devices"),
    ("impossible_travel", "places too far apart to travel between", super::CHECKS_PAGE),
    ("concurrent_sessions", "in use in two places at once", "https://rupt.dev/docs/v3/concepts/concurrency"),
];

/// Which runs a sentence is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Applies {
    /// Wherever a call moved.
    Always,
    /// Where several did.
    ToSeveral,
}

/// What the move of a call cannot keep the same, and no note is about.
pub const LIMITS: [(&str, Applies); 4] = [
    ("v2's `attach` never rejected; v3's `evaluate.access` is not documented to do the same.", Applies::Always),
    ("An unset client id may now fail where the client is created.", Applies::Always),
    ("Import cycles and hot reload may create a client at another moment.", Applies::Always),
    (
        "v2 kept one set of redirects and callbacks per page, and the last call won; v3 keeps them per client.",
        Applies::ToSeveral,
    ),
];
