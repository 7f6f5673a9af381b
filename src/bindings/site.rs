//! What a use of v2 is: what of v2 it names, how the script came by it, and what is done with it.

use crate::mapping::{V2_GLOBAL, V2_PACKAGE, V2_SCRIPT};
use crate::tree::NodeId;
use swc_ecma_ast::Id;

/// What of v2 an expression stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum V2 {
    /// A promise of it, as `import("rupt")` gives.
    Promise(Box<V2>),
    /// The whole module: has `default` and the named exports.
    Module,
    /// The default export, an object.
    Default,
    /// A named export or a member of the default export.
    Member(String),
    /// The address of the script that puts it on `window`.
    Script,
    /// The module, as a server of packages has it.
    Served,
    /// A file of its package, by its path.
    File,
}

impl V2 {
    /// Whether it is the member called `name`.
    pub fn is_member(&self, name: &str) -> bool {
        matches!(self, V2::Member(own) if own == name)
    }

    /// What a member of it is.
    pub(super) fn member(&self, name: &str) -> Option<V2> {
        match (self, name) {
            (V2::Module, "default") => Some(V2::Default),
            (V2::Module | V2::Default, name) => Some(V2::Member(name.to_owned())),
            _ => None,
        }
    }

    /// Its name for a report.
    pub fn name(&self) -> &str {
        match self {
            V2::Member(name) => name,
            V2::Promise(inner) => inner.name(),
            V2::Module | V2::Default => V2_GLOBAL,
            V2::Script | V2::Served => V2_SCRIPT,
            V2::File => V2_PACKAGE,
        }
    }
}

/// What is done with v2 at a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Usage {
    /// It is called; the node is the call.
    Call(NodeId),
    /// It is one more name of what is called, in `(mod.default ?? mod).attach()`; the node is the call.
    Operand(NodeId),
    /// It gets another name, which is followed; the node is the declarator.
    Alias(NodeId),
    /// It is assigned to a variable that is followed; the node is the assignment.
    Assigned(NodeId),
    /// `.then(…)` takes it; the node is the call of `then`.
    Then(NodeId),
    /// A callback of `.then` hands it on to the next one.
    HandedOn,
    /// It is a statement of its own.
    Statement,
    /// It is named in a type.
    Type,
    /// A comment names one of its types; the node is what the comment hangs on.
    Comment,
    /// A type lists its options, without naming it.
    Copy,
    /// The global is declared.
    GlobalType,
    /// It leaves the file by an export.
    Export,
    /// A test replaces the module.
    Mock,
    /// A test looks at it, or replaces a member of it.
    Watched,
    /// It is read from `window`, or bound nowhere.
    Global,
    /// Anything else: passed, stored, bound.
    Value,
}

/// Where v2 comes into the script.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ImportedBy {
    /// An `import` declaration.
    Import(NodeId),
    /// A TypeScript `import x = require("rupt")`.
    ImportEquals(NodeId),
    /// A call of `require`.
    Require(NodeId),
    /// A call of `import`.
    Dynamic(NodeId),
    /// A type that says `import("rupt")`, a module declaration, a re-export, a mock or a global.
    Other(NodeId),
}

/// One place where v2 is used.
#[derive(Debug, Clone)]
pub struct Site {
    /// The name it is reached by; none where the module is named right here.
    pub via: Option<Id>,
    /// The name or the `require`/`import` itself.
    pub origin: NodeId,
    /// The outermost expression that still is v2 (`Rupt.attach` around `Rupt`).
    pub top: NodeId,
    /// What that is.
    pub value: V2,
    /// What is done with it.
    pub usage: Usage,
}

impl Site {
    /// A use of v2 that no name leads to.
    pub(super) fn direct(node: NodeId, value: V2, usage: Usage) -> Self {
        Site { via: None, origin: node, top: node, value, usage }
    }
}

/// A name that stands for v2.
#[derive(Debug, Clone)]
pub struct Bound {
    /// What it stands for.
    pub value: V2,
    /// Where it comes from.
    pub source: ImportedBy,
    /// The declarator, assignment, parameter or import that makes it.
    pub maker: NodeId,
}
