//! The table of known functions that take a callback, and what they do with its result.
//!
//! A row names its module, or says that the function is a global: a name that the program declares is
//! never looked up here. What no row describes reads its argument. A function that passes a result on
//! (Solid's `createEffect` passes it to the next run, effector's functions to whoever asks) has no row.
//!
//! `functions`, `methods` and `classes` hold the rows, by subject.

mod classes;
mod functions;
mod methods;

pub use classes::{HOOKS, LIFECYCLES, LISTENERS};

use super::origin::Origin;
use classes::DOM_EVENTS;
use functions::{REACT, REACT_HOOKS, TAKERS, UNBOUND};
use methods::{HadBy, KEEPERS, Keeper, METHODS};

/// What a function does with an argument.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ArgumentUse {
    /// It calls or keeps it, and nobody sees what it returns.
    Drops,
    /// The call returns what the callback returns, or a promise of it.
    Gives,
    /// The call returns its argument.
    HandsBack,
    /// It makes a state of it: the second element of the result sets the first one.
    State,
    /// It makes an object that holds it as this member.
    Cell(&'static str),
    /// It makes a component of an object, and calls the object's hooks.
    Component,
}

/// The arguments that a row describes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Which {
    /// The first one.
    First,
    /// All but the first one.
    Later,
    /// Any.
    Any,
}

/// Functions that do the same.
#[derive(Debug)]
pub struct Taker {
    /// The modules that export them. If an empty text is among them, they are also globals, or imports that
    /// a framework adds.
    pub from: &'static [&'static str],
    /// Their names: an export, or a path of members of one.
    pub names: &'static [&'static str],
    /// The arguments that the row describes.
    pub which: Which,
    /// What is done with these arguments.
    pub does: ArgumentUse,
}

/// Whether a property of a browser object is an event handler.
pub fn is_dom_handler(name: &str) -> bool {
    name.strip_prefix("on").is_some_and(|event| DOM_EVENTS.contains(&event))
}

/// Whether a prop of a component, or an attribute of an element, has the name of a handler: `onSave`.
pub fn is_event(name: &str) -> bool {
    let event = name.strip_prefix("on");
    event.is_some_and(|event| event.starts_with(|first: char| first.is_ascii_uppercase() || first == ':'))
}

/// Whether an object keeps listeners that it may hand out.
pub fn keeps_listeners(object: &Origin) -> bool {
    keeper(object).is_some()
}

/// Whether all files share one such object, wherever the script gets it from.
pub fn is_everywhere(object: &Origin) -> bool {
    keeper(object).is_some_and(|keeper| keeper.had_by == HadBy::Everyone)
}

/// Whether the argument of an object's maker has the listeners of the object, too.
pub fn shares_what_it_is_told(object: &Origin) -> bool {
    keeper(object).is_some_and(|keeper| keeper.had_by == HadBy::Told)
}

/// Whether the member `member` of an object that keeps listeners hands out nothing of them.
pub fn only_tells(object: &Origin, member: &str) -> bool {
    keeper(object).is_none_or(|keeper| keeper.telling.contains(&member))
}

fn keeper(object: &Origin) -> Option<&'static Keeper> {
    KEEPERS.iter().find(|keeper| keeper.made_by.iter().any(|maker| is_made_by(object, *maker)))
}

/// What the function with this origin does with its argument at `index`.
pub fn does(origin: &Origin, index: usize) -> Option<ArgumentUse> {
    if let Origin::Element(1, made) = origin
        && index == 0
        && let Origin::Result(made) = &**made
        && let Some((from, "useTransition")) = named(made)
    {
        return REACT.contains(&from).then_some(ArgumentUse::Drops);
    }
    let (from, name) = named(origin)?;
    // `React.useEffect`, where React is a global or a default export.
    let name = name.strip_prefix("default.").unwrap_or(name);
    let rows = TAKERS.iter().filter(|row| row.from.contains(&from) && row.which.takes(index));
    rows.into_iter()
        .find(|row| row.names.contains(&name) || (from.is_empty() && is_member_of_library(row, name)))
        .map(|row| row.does)
}

/// Whether a path is a function of a library that is a global: `React.useEffect`, `Vue.ref`.
fn is_member_of_library(row: &Taker, path: &str) -> bool {
    let Some((library, name)) = path.split_once('.') else { return false };
    let module = match library {
        "React" => "react",
        "Vue" => "vue",
        _ => return false,
    };
    row.from.contains(&module) && row.names.contains(&name)
}

/// What a method `name` does with its argument at `index`, on an object with this origin.
pub fn method_does(object: &Origin, name: &str, index: usize) -> Option<ArgumentUse> {
    let rows = METHODS.iter().filter(|row| row.name == name && row.which.takes(index));
    rows.into_iter()
        .find(|row| match row.made_by {
            [] => !is_of_package(object),
            makers => makers.iter().any(|maker| is_made_by(object, *maker)),
        })
        .map(|row| row.does)
}

/// Whether a package makes an object. What a reference to an element or a state holds comes from
/// elsewhere.
pub fn is_of_package(object: &Origin) -> bool {
    match object {
        Origin::Module { .. } => true,
        Origin::Result(made) => matches!(&**made, Origin::Module { from, name } if !holds_another(from, name)),
        _ => false,
    }
}

/// Whether an export makes objects that hold what other code puts there.
fn holds_another(from: &str, name: &str) -> bool {
    let maker = name.split("()").next().unwrap_or_default();
    let maker = Origin::Module { from: from.to_owned(), name: maker.to_owned() };
    matches!(does(&maker, 0), Some(ArgumentUse::Cell(_) | ArgumentUse::State | ArgumentUse::HandsBack))
}

/// Functions that run a callback again when an entry of their list of dependencies has changed.
const DEPENDENT: [&str; 9] = [
    "useEffect",
    "useLayoutEffect",
    "useInsertionEffect",
    "useMemo",
    "useCallback",
    "useImperativeHandle",
    "useUpdateEffect",
    "useIsomorphicLayoutEffect",
    "useDeepCompareEffect",
];

/// Whether a function takes a list of dependencies.
pub fn has_dependencies(origin: &Origin) -> bool {
    let Some((from, name)) = named(origin) else { return false };
    let name = name.strip_prefix("default.").or(name.strip_prefix("React.")).unwrap_or(name);
    (REACT.contains(&from) || REACT_HOOKS.contains(&from)) && DEPENDENT.contains(&name)
}

/// Whether a function returns its first argument.
pub fn hands_back(origin: &Origin) -> bool {
    does(origin, 0) == Some(ArgumentUse::HandsBack)
}

/// Whether an object is the result of a function, or a part of that.
fn is_made_by(object: &Origin, (from, name): (&str, &str)) -> bool {
    let is_it = |origin: &Origin| {
        named(origin).is_some_and(|(module, path)| {
            module == from && (path == name || path.strip_prefix(name).is_some_and(|rest| rest.starts_with('.')))
        })
    };
    match object {
        Origin::Result(made) | Origin::Given(made) => is_it(made) || is_made_by(made, (from, name)),
        other => is_it(other),
    }
}

/// Whether `origin` is one of these exports, or a global where the module is empty.
pub fn is_one_of(origin: &Origin, known: &[(&str, &str)]) -> bool {
    let origin = match origin {
        Origin::Result(made) => made,
        other => other,
    };
    named(origin).is_some_and(|(from, name)| {
        known.iter().any(|(module, export)| match (*module, *export) {
            ("", "Element") => from.is_empty() && name.ends_with("Element"),
            known => known == (from, name),
        })
    })
}

fn named<'o>(origin: &'o Origin) -> Option<(&'o str, &'o str)> {
    match origin {
        Origin::Module { from, name } => Some((from, name)),
        Origin::Global(name) => Some((UNBOUND, name)),
        _ => None,
    }
}

impl Which {
    fn takes(self, index: usize) -> bool {
        match self {
            Which::First => index == 0,
            Which::Later => index > 0,
            Which::Any => true,
        }
    }
}
