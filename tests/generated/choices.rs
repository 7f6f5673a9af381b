//! What proptest chooses: a program as data, small where every choice is the first row.

use super::fate::Fate;
use super::pick::{Need, Pick, Row, pick};
use super::style::{Style, style};
use proptest::prelude::*;

/// A whole file.
#[derive(Debug, Clone)]
pub struct Choices {
    pub file: Pick,
    pub import: Pick,
    pub specifier: Pick,
    pub alias: Pick,
    /// Other code above the imports.
    pub above: Vec<Pick>,
    pub units: Vec<Unit>,
    /// Whether v2 is imported before anything else.
    pub import_first: bool,
    /// Whether declared ids and handlers stand at the end of the file.
    pub below: bool,
    pub style: Style,
}

/// A statement or a few.
#[derive(Debug, Clone)]
pub enum Unit {
    Call(Box<Call>),
    Neighbour(Pick),
    Leftover(Pick),
}

/// One call and what is around it.
#[derive(Debug, Clone, Default)]
pub struct Call {
    /// Whether rows that keep the call on v2 are chosen as well.
    pub may_stay: bool,
    /// An import of its own, for this call only.
    pub import: Option<Pick>,
    pub position: Pick,
    /// The consumer that takes the place of the position, with the name it has and what it is given.
    pub consumer: Option<Pick>,
    pub name: Pick,
    pub giver: Pick,
    pub callee: Pick,
    pub argument: Pick,
    pub layout: Pick,
    pub id: Pick,
    /// Where among the members the id stands, as a part of 256.
    pub id_at: u8,
    pub account: Pick,
    pub members: Vec<Pick>,
    pub handler: Pick,
    pub keys: Vec<Pick>,
    /// Other code in its block.
    pub inner: (Pick, Pick),
}

pub fn choices() -> impl Strategy<Value = Choices> {
    let units = (call(), prop::collection::vec(unit(), 0..5), any::<prop::sample::Index>());
    let units = units.prop_map(|(first, mut units, at)| {
        units.insert(at.index(units.len() + 1), first);
        units
    });
    let above = prop_oneof![4 => Just(Vec::new()), 1 => prop::collection::vec(pick(0.95), 1..3)];
    let imports = (pick(0.6), pick(0.8), pick(0.2), pick(0.15));
    let places = (any::<bool>(), any::<bool>());
    (imports, above, units, places, style()).prop_map(|(imports, above, units, places, style)| {
        let (file, import, specifier, alias) = imports;
        let (import_last, below) = places;
        let import_first = !import_last;
        Choices { file, import, specifier, alias, above, units, import_first, below, style }
    })
}

fn unit() -> impl Strategy<Value = Unit> {
    prop_oneof![4 => pick(0.9).prop_map(Unit::Neighbour), 4 => call(), 1 => pick(0.9).prop_map(Unit::Leftover)]
}

fn call() -> impl Strategy<Value = Unit> {
    let shape = (pick(0.8), pick(0.4), pick(0.3), pick(0.7), pick(0.6), any::<u8>());
    let options = (pick(0.5), prop::collection::vec(pick(0.85), 0..5), pick(0.5), prop::collection::vec(pick(0.2), 8));
    let inner = (pick(0.5), pick(0.2));
    let consumer = (proptest::option::weighted(0.35, pick(0.95)), pick(0.9), pick(0.6));
    let import = proptest::option::weighted(0.08, pick(0.9));
    (proptest::bool::weighted(0.3), import, shape, consumer, options, inner).prop_map(
        |(may_stay, import, shape, consumer, options, inner)| {
            let (position, callee, argument, layout, id, id_at) = shape;
            let (account, members, handler, keys) = options;
            let (consumer, name, giver) = consumer;
            Unit::Call(Box::new(Call {
                may_stay,
                import,
                position,
                consumer,
                name,
                giver,
                callee,
                argument,
                layout,
                id,
                id_at,
                account,
                members,
                handler,
                keys,
                inner,
            }))
        },
    )
}

impl Call {
    /// Whether a row may be chosen as far as its fate is concerned.
    pub fn allows(&self, row: &impl Row) -> bool {
        self.may_stay || matches!(row.fate(), Fate::Moves | Fate::Open)
    }

    /// The row that is chosen.
    pub fn row<R: Row>(&self, pick: &Pick, rows: &'static [R], given: &[Need]) -> &'static R {
        pick.among(rows, |row| row.fits(given) && self.allows(row))
    }
}
