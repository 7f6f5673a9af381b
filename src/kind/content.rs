//! What a text that is not parsed may hold, which decides the words that count in it.

/// What a text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Content {
    /// Code: every word counts.
    Code,
    /// Code and prose: what is no prose counts.
    Mixed,
    /// The same, in an attribute: what a function is given counts, too.
    Attribute,
    /// Anything: what is no prose counts, and every path of the package.
    Any,
    /// A value: addresses count.
    Value,
}
