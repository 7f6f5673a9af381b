//! The origin of a value: what made it, or what it was taken from. [`super::calls`] finds it.

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
        /// The export, or the path of members.
        name: String,
    },
    /// A global, or a path of members of one. `window`, `globalThis` and the like are left out of the path.
    Global(String),
    /// A function of the program.
    Function(Callable<'a>),
    /// An object literal of the program.
    Object(&'a ObjectLit),
    /// A class of the program.
    Class(NodeId),
    /// An instance of a class of the program.
    Instance(NodeId),
    /// The result of a call of something that is not a function of the program.
    Result(Box<Origin<'a>>),
    /// An element of an array that a pattern destructures.
    Element(usize, Box<Origin<'a>>),
    /// The first argument that a function from elsewhere passes to its callback.
    Given(Box<Origin<'a>>),
    /// Something of the program that is not followed: a namespace, a proxy, an ambient declaration.
    Own,
    /// Unknown, the program's own or not: a parameter, a member of an unknown object.
    Unknown,
}

impl Origin<'_> {
    /// Whether the program makes it, in this file or in another one.
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

/// Whether a specifier names a module of the program itself, as far as its spelling shows.
pub fn is_own_module(specifier: &str) -> bool {
    let first = specifier.split('/').next().unwrap_or_default();
    specifier.starts_with(['.', '/', '#', '$', '~']) || first == "@" || first == "src"
}
