//! Everything the tool ever says of code.

mod around;
mod manifests;
mod moved;
mod stays;

use super::*;

pub use manifests::MANIFEST_ENTRIES;

/// The page to read.
type Link = Option<&'static str>;

const fn info(id: &'static str, text: &'static str, link: Link, basis: Basis) -> Entry {
    Entry { id, level: Level::Info, text, more: "", link, basis }
}

const fn todo(id: &'static str, text: &'static str, link: Link, basis: Basis) -> Entry {
    Entry { id, level: Level::Todo, text, more: "", link, basis }
}

const fn manual(id: &'static str, text: &'static str, link: Link, basis: Basis) -> Entry {
    Entry { id, level: Level::Manual, text, more: "", link, basis }
}

const fn info_more(id: &'static str, text: &'static str, more: &'static str, link: Link, basis: Basis) -> Entry {
    Entry { more, ..info(id, text, link, basis) }
}

const fn todo_more(id: &'static str, text: &'static str, more: &'static str, link: Link, basis: Basis) -> Entry {
    Entry { more, ..todo(id, text, link, basis) }
}

const fn manual_more(id: &'static str, text: &'static str, more: &'static str, link: Link, basis: Basis) -> Entry {
    Entry { more, ..manual(id, text, link, basis) }
}

/// Everything that is ever said, in the order in which TODOs stand above a statement.
pub const ENTRIES: &[Entry] = &joined::<COUNT>(PARTS);

const PARTS: [&[Entry]; 3] = [moved::ENTRIES, stays::ENTRIES, around::ENTRIES];

const COUNT: usize = PARTS[0].len() + PARTS[1].len() + PARTS[2].len();

/// The parts as one table.
const fn joined<const N: usize>(parts: [&[Entry]; 3]) -> [Entry; N] {
    let mut all = [parts[0][0]; N];
    let (mut part, mut at) = (0, 0);
    while part < parts.len() {
        let mut row = 0;
        while row < parts[part].len() {
            all[at] = parts[part][row];
            (row, at) = (row + 1, at + 1);
        }
        part += 1;
    }
    all
}
