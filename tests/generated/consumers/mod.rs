//! Who gets the function that gives the response, or the response itself, and what that means.
//!
//! The law behind the fates is `rules.md` 1.6: what is not known reads. A name says nothing: a function
//! of the file is followed into, one of a package is known by module and name, and any other reads. So a
//! row takes the names that frameworks have made famous, and each reader stands beside its counterpart
//! that only ignores.
//!
//! `$NAME` is one of the row's names, `$GIVES` a function that gives the response. All else is as in
//! `positions`.

mod functions;
mod elsewhere;
mod objects;
mod components;
mod leaving;
mod values;
mod names;
mod givers;

pub use givers::{GIVERS, Giver};
pub use names::Name;

use super::fate::Fate;
use super::pick::{Need, Row};
use super::positions::{Position, at};
use std::sync::LazyLock;

/// A row, and the table it stands in.
#[derive(Debug)]
pub struct Consumer {
    pub table: &'static str,
    pub position: &'static Position,
}

impl Row for Consumer {
    fn needs(&self) -> &'static [Need] {
        self.position.needs()
    }

    fn fate(&self) -> Fate {
        self.position.fate
    }
}

/// All rows. The first one fits everywhere.
pub static CONSUMERS: LazyLock<Vec<Consumer>> = LazyLock::new(|| {
    let tables: [(&str, &'static [Position]); 9] = [
        ("functions that ignore", functions::THAT_IGNORE),
        ("functions that read", functions::THAT_READ),
        ("functions from elsewhere", elsewhere::UNKNOWN),
        ("functions that are known", elsewhere::KNOWN),
        ("methods", objects::METHODS),
        ("members", objects::MEMBERS),
        ("components", components::COMPONENTS),
        ("exports", leaving::EXPORTS),
        ("values", values::VALUES),
    ];
    let rows = |(table, rows): (&'static str, &'static [Position])| {
        rows.iter().map(move |position| Consumer { table, position })
    };
    tables.into_iter().flat_map(rows).collect()
});

/// Nobody looks at the response there: the call moves.
const fn ignores(text: &'static str) -> Position {
    at(text).eager()
}

/// Somebody reads it, or may: the call stays.
const fn reads(text: &'static str) -> Position {
    at(text).eager().read()
}

/// Nobody looks at it, but that takes more to find out than the rules ask for.
const fn unclear(text: &'static str) -> Position {
    at(text).eager().open()
}
