//! The ways in which a call that moves can reach the v3 class. [`super::routes`] chooses one.

use super::attach::Attach;
use crate::bindings::V2;
use crate::edit::Span;

/// The calls that can move.
pub type Moving<'a> = Vec<Attach<'a>>;

/// How a call reaches the v3 class.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Route {
    /// By an import at the top level of the module.
    Module,
    /// By an `import(…)` that runs when the client is first needed.
    Dynamic,
    /// By awaiting a promise that the module holds under this name. It resolves to the whole v2 module or to its
    /// default export.
    Promise(String, V2),
    /// By a `require(…)` that runs when the client is first needed.
    Require,
    /// The class is in scope at the call.
    InScope(Class),
}

/// Where a class is in scope.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Class {
    /// The expression at this span is the class.
    There(Span),
    /// The expression at this span is a module; the class is its default export.
    DefaultOf(Span),
    /// The expression at this span is a module from a `require`: the class is its default export, or the module
    /// itself.
    DefaultOr(Span),
    /// A pattern destructures the class from the loaded module, under a name of its own.
    Taken,
}

impl Route {
    /// Returns how much a call by this route needs before it has a client. Lower needs less.
    pub fn rank(&self) -> u8 {
        match self {
            Route::Module => 0,
            Route::Require => 1,
            Route::Dynamic | Route::Promise(..) => 2,
            Route::InScope(_) => 3,
        }
    }

    /// Whether the code that loads v2 stays in its place and loads v3 instead.
    pub fn keeps_load(&self) -> bool {
        match self {
            Route::InScope(_) | Route::Promise(..) => true,
            Route::Module | Route::Dynamic | Route::Require => false,
        }
    }

    /// Whether the client must be awaited.
    pub fn waits(&self) -> bool {
        match self {
            Route::Dynamic | Route::Promise(..) => true,
            Route::Module | Route::Require | Route::InScope(_) => false,
        }
    }
}
