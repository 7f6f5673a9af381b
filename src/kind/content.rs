//! What a text that is not parsed may hold. It decides which words of the text count as uses of v2.

/// What a text may hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Content {
    /// Code: every word counts.
    Code,
    /// Code and prose: a word counts unless it can be prose.
    Mixed,
    /// The same, in an attribute: a word that is the argument of a call counts, too.
    Attribute,
    /// Anything: a word counts unless it can be prose, and so does every path of the package.
    Any,
    /// A value: only addresses count.
    Value,
}
