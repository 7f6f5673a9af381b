//! The names of v3 that its pages document: all that this program writes or shows.
//!
//! The package was never seen, so a name that is not here is not documented.

use super::{Basis, documented};

/// The option of the constructor that is the client id.
pub const CLIENT_ID: &str = "clientId";
/// The handler of the constructor and of a call.
pub const ON_LOGOUT: &str = "on_logout";
/// The option of a call that is the account.
pub const USER: &str = "user";
/// The option of a call by which people are challenged, or not.
pub const AUTO_CHALLENGE: &str = "auto_challenge";
/// What a client evaluates by, and its function for an access.
pub const EVALUATE: [&str; 2] = ["evaluate", "access"];
/// The same, as it is written behind a client.
pub const EVALUATE_ACCESS: &str = ".evaluate.access";

/// Names of one thing of v3.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct V3Row {
    /// The part that has them.
    pub of: V3,
    /// The names.
    pub names: &'static [&'static str],
    /// The basis of these names.
    pub basis: Basis,
}

/// The parts of v3 that have names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum V3 {
    /// The options of the constructor.
    Constructor,
    /// A client.
    Client,
    /// The `evaluate` of a client.
    Evaluate,
    /// The options of a call.
    Call,
    /// The response of a call.
    Response,
    /// An instance of the server SDK.
    Server,
    /// An evaluation, as the server gets it.
    Evaluation,
    /// The fingerprint in an evaluation.
    Fingerprint,
}

impl V3 {
    /// What it is, as a page says it.
    pub fn about(self) -> &'static str {
        match self {
            V3::Constructor => "`new Rupt({ … })`",
            V3::Client => "a client",
            V3::Evaluate => "`rupt.evaluate`",
            V3::Call => "a call of `rupt.evaluate`",
            V3::Response => "what a call answers",
            V3::Server => "`RuptAPI` of `@ruptjs/api`",
            V3::Evaluation => "an evaluation on the server",
            V3::Fingerprint => "its `fingerprint`",
        }
    }

    /// Whether it has a member called `name`.
    pub fn has(self, name: &str) -> bool {
        V3_NAMES.iter().any(|row| row.of == self && row.names.contains(&name))
    }
}

const fn row(of: V3, names: &'static [&'static str], basis: Basis) -> V3Row {
    V3Row { of, names, basis }
}

/// All names.
pub const V3_NAMES: &[V3Row] = &[
    row(V3::Constructor, &[CLIENT_ID, ON_LOGOUT], documented(&["S0", "S36"])),
    row(V3::Client, &[EVALUATE[0]], documented(&["S0"])),
    row(V3::Evaluate, &[EVALUATE[1], "login", "signup"], documented(&["S0", "S38", "S39"])),
    row(V3::Call, &[USER, "email", "phone", "metadata", AUTO_CHALLENGE, ON_LOGOUT], documented(&["S0", "S36", "S37"])),
    row(V3::Response, &["evaluation_id", "redirect"], documented(&["S37", "S41"])),
    row(
        V3::Server,
        &["getEvaluation", "consumeEvaluation", "getChallenge", "getUserDevices", "updateUser"],
        documented(&["S25", "S51"]),
    ),
    row(V3::Evaluation, &["fingerprint", "device", "access"], documented(&["S48"])),
    row(V3::Fingerprint, &["id", "confidence"], documented(&["S48"])),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_call_is_written_with_the_names_that_it_has() {
        assert_eq!(EVALUATE_ACCESS, format!(".{}.{}", EVALUATE[0], EVALUATE[1]));
    }
}
