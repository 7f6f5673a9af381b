//! What `rules.md` says becomes of a call.

use rupt_migrate::migration::Moves;

/// What one choice means for the call it is made for. The last one that applies decides.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fate {
    /// It moves.
    Moves,
    /// The rules leave it open, or telling would take a second migrator.
    Open,
    /// It stays on v2.
    Stays,
    /// It stays on v2, unless `--unsafe` moves it.
    Risks,
}

impl Fate {
    /// What all choices for one call come to.
    pub fn of_all(all: impl IntoIterator<Item = Fate>, moves: Moves) -> Fate {
        let settled = all.into_iter().map(|fate| match (fate, moves) {
            (Fate::Risks, Moves::Safe) => Fate::Stays,
            (Fate::Risks, Moves::Unsafe) => Fate::Open,
            (other, _) => other,
        });
        settled.max().unwrap_or(Fate::Moves)
    }
}
