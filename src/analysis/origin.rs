//! Where a value comes from, in the words of [`super::calls`].

use crate::tree::NodeId;
use crate::value::Callable;
use swc_ecma_ast::ObjectLit;

/// Where the value of an expression comes from.
#[derive(Debug, Clone)]
pub enum Origin<'a> {
    /// An export of a module, or a member of one: `name` is `default`, `*` for the whole module, or a
    /// path of members like `events.on`.
    Module {
        /// The specifier.
        from: String,
        /// What of it.
        name: String,
    },
    /// A global, or a path of members of one; `window` and its like are looked through.
    Global(String),
    /// A function of the program.
    Function(Callable<'a>),
    /// An object literal of the program.
    Object(&'a ObjectLit),
    /// A class of the program.
    Class(NodeId),
    /// An instance of a class of the program.
    Instance(NodeId),
    /// What a call gives whose callee comes from elsewhere.
    Result(Box<Origin<'a>>),
    /// An element of an array that a pattern takes apart.
    Element(usize, Box<Origin<'a>>),
    /// What a function that comes from elsewhere calls its callback with, first.
    Given(Box<Origin<'a>>),
    /// Something of the program that is not followed: a namespace, a proxy, what is only declared.
    Own,
    /// A parameter, a member of something unknown: it may be the program's own or not.
    Unknown,
}

impl Origin<'_> {
    /// Whether it is made by the program, in this file or in another one.
    pub fn is_own(&self) -> bool {
        match self {
            Origin::Module { from, .. } => is_own_module(from),
            Origin::Function(_) | Origin::Object(_) | Origin::Class(_) | Origin::Instance(_) | Origin::Own => true,
            Origin::Result(made) if matches!(&**made, Origin::Global(name) if name == "Proxy") => true,
            Origin::Result(made) | Origin::Element(_, made) => made.is_own(),
            Origin::Global(_) | Origin::Given(_) | Origin::Unknown => false,
        }
    }
}

/// Whether a specifier names a module of the program itself, as far as it shows.
pub fn is_own_module(specifier: &str) -> bool {
    let first = specifier.split('/').next().unwrap_or_default();
    specifier.starts_with(['.', '/', '#', '$', '~']) || first == "@" || first == "src"
}
