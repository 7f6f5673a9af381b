//! How a call that can move reaches the v3 class: the ways there are.

use super::attach::Attach;
use crate::bindings::V2;
use crate::edit::Span;

/// The calls that can move, each with its place among the uses of v2.
pub type Moving<'a> = Vec<Attach<'a>>;

/// How a call gets at the v3 class.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Route {
    /// The class is imported for the whole module.
    Module,
    /// The class is loaded by `import(…)` when the client is first needed.
    Dynamic,
    /// The class is in what a promise of the module, kept under this name, is one of: the whole module, or
    /// its default export.
    Promise(String, V2),
    /// The class is loaded by `require(…)` when the client is first needed.
    Require,
    /// The class is at hand where the call is.
    AtHand(Class),
}

/// Where a class is at hand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Class {
    /// The expression there is the class.
    There(Span),
    /// The expression there is a module, whose default export it is.
    DefaultOf(Span),
    /// The expression there is a module that a `require` gave: its default export, or the module itself.
    DefaultOr(Span),
    /// What is loaded is taken apart, and the class gets a name there.
    Taken,
}

impl Route {
    /// How much a call by this route asks for before there is a client, least first.
    pub fn rank(&self) -> u8 {
        match self {
            Route::Module => 0,
            Route::Require => 1,
            Route::Dynamic | Route::Promise(..) => 2,
            Route::AtHand(_) => 3,
        }
    }

    /// Whether what loads v2 stays where it is, and loads v3 instead.
    pub fn keeps_load(&self) -> bool {
        match self {
            Route::AtHand(_) | Route::Promise(..) => true,
            Route::Module | Route::Dynamic | Route::Require => false,
        }
    }

    /// Whether a client has to be waited for.
    pub fn waits(&self) -> bool {
        match self {
            Route::Dynamic | Route::Promise(..) => true,
            Route::Module | Route::Require | Route::AtHand(_) => false,
        }
    }
}
