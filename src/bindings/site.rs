//! A use of v2: what of v2 it is, how the script imports it, and what is done with it.

use crate::mapping::{V2_GLOBAL, V2_PACKAGE, V2_SCRIPT};
use crate::tree::NodeId;
use swc_ecma_ast::Id;

/// What of v2 an expression evaluates to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum V2 {
    /// A promise of it, as `import("rupt")` returns.
    Promise(Box<V2>),
    /// The whole module, with `default` and the named exports.
    Module,
    /// The default export, an object.
    Default,
    /// A named export or a member of the default export.
    Member(String),
    /// The address of the script that defines the global.
    Script,
    /// The module at the address of a package server.
    Served,
    /// A file of the package, by its path.
    File,
}

impl V2 {
    /// Whether it is the member called `name`.
    pub fn is_member(&self, name: &str) -> bool {
        matches!(self, V2::Member(own) if own == name)
    }

    /// What a member of it is, if it is v2.
    pub(super) fn member(&self, name: &str) -> Option<V2> {
        match (self, name) {
            (V2::Module, "default") => Some(V2::Default),
            (V2::Module | V2::Default, name) => Some(V2::Member(name.to_owned())),
            _ => None,
        }
    }

    /// Its name in the report.
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
    /// It is a further operand of what is called, in `(mod.default ?? mod).attach()`; the node is the call.
    Operand(NodeId),
    /// It gets another name, which is followed; the node is the declarator.
    Alias(NodeId),
    /// It is assigned to a variable that is followed; the node is the assignment.
    Assigned(NodeId),
    /// It is the receiver of `.then(…)`; the node is the call.
    Then(NodeId),
    /// A callback of `.then` returns it, and the chain is followed.
    HandedOn,
    /// It is a statement of its own.
    Statement,
    /// It is named in a type.
    Type,
    /// A comment names one of its types; the node is the code to which the comment belongs.
    Comment,
    /// A type lists its options without naming it.
    Copy,
    /// The global is declared.
    GlobalType,
    /// It leaves the file by an export.
    Export,
    /// A test replaces the module.
    Mock,
    /// A test inspects it, or replaces one of its members.
    Watched,
    /// It is read from `window`, or is an unbound name.
    Global,
    /// Anything else: it is passed, stored, bound.
    Value,
}

/// By what the script imports v2.
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
    /// Anything else: a type with `import("rupt")`, a module declaration, a re-export, a mock, a global.
    Other(NodeId),
}

/// One use of v2.
#[derive(Debug, Clone)]
pub struct Site {
    /// The name through which it is reached; none where the module is named directly.
    pub via: Option<Id>,
    /// The node at which it starts: the name, or the `require` or `import` itself.
    pub origin: NodeId,
    /// The outermost expression that is still v2: `Rupt.attach` around `Rupt`.
    pub top: NodeId,
    /// What of v2 that expression is.
    pub value: V2,
    /// What is done with it.
    pub usage: Usage,
}

impl Site {
    /// A use that no name leads to.
    pub(super) fn direct(node: NodeId, value: V2, usage: Usage) -> Self {
        Site { via: None, origin: node, top: node, value, usage }
    }
}

/// A name that is bound to v2.
#[derive(Debug, Clone)]
pub struct Bound {
    /// What of v2 it holds.
    pub value: V2,
    /// What imports it.
    pub source: ImportedBy,
    /// The declarator, assignment, parameter or import that binds it.
    pub maker: NodeId,
}
