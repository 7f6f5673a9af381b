//! Choosing a row of a table, and what a row needs of the program it stands in.

use super::fate::Fate;
use proptest::prelude::*;
use proptest::sample::Index;

/// What a row needs, or what a program or a place in it offers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Need {
    /// The file is a module: imports, exports and top-level `await`.
    Module,
    /// The file is no module.
    CommonJs,
    TypeScript,
    /// Angle brackets are elements.
    Jsx,
    /// Angle brackets are casts.
    Cast,
    /// `await` may be written at the call.
    Await,
    /// Statements may stand in front of the call, in its block.
    Block,
    /// `this` is an object.
    This,
    /// `detach` can be named.
    Detach,
    /// `AttachConfig` is imported.
    Config,
}

/// A row of a table.
pub trait Row: Sync + 'static {
    fn needs(&self) -> &'static [Need] {
        &[]
    }

    /// What the row means for its call.
    fn fate(&self) -> Fate {
        Fate::Moves
    }

    /// Whether `given` is enough for the row.
    fn fits(&self, given: &[Need]) -> bool {
        self.needs().iter().all(|need| given.contains(need))
    }
}

/// A choice in a table that is not known yet. It shrinks to the first row that fits.
#[derive(Debug, Clone, Default)]
pub enum Pick {
    #[default]
    First,
    /// One of the rows that fit, by chance.
    Any(Index),
    /// The row of this number.
    Number(usize),
}

impl Pick {
    /// The row of `rows` that is chosen among those that `given` is enough for.
    pub fn of<R: Row>(&self, rows: &'static [R], given: &[Need]) -> &'static R {
        self.among(rows, |row| row.fits(given))
    }

    /// The row that is chosen among those that fit.
    pub fn among<R>(&self, rows: &'static [R], fits: impl Fn(&R) -> bool) -> &'static R {
        self.maybe(rows, fits).expect("the first row of a table fits everywhere")
    }

    /// The same, where it may be that no row fits.
    pub fn maybe<R>(&self, rows: &'static [R], fits: impl Fn(&R) -> bool) -> Option<&'static R> {
        let fitting: Vec<&'static R> = rows.iter().filter(|row| fits(row)).collect();
        match self {
            Pick::First => fitting.first().copied(),
            Pick::Any(_) if fitting.is_empty() => None,
            Pick::Any(index) => Some(fitting[index.index(fitting.len())]),
            Pick::Number(number) => rows.get(*number).filter(|row| fits(row)),
        }
    }
}

/// Picks that take the first row as often as `others` leaves it.
pub fn pick(others: f64) -> impl Strategy<Value = Pick> {
    proptest::option::weighted(others, any::<Index>()).prop_map(|other| other.map_or(Pick::First, Pick::Any))
}
