//! What goes into the migration of one script, and what comes out: data only.

use crate::edit::{Edit, Edits, Span};
use crate::mapping::{Ids, V2_SCRIPT, entry};
use crate::note::{self, Client, Note};

/// What is known of the project around a script, and how far to go. The default is for a script on its own.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Choice {
    /// Whether the script may be loaded without a `window`, because its package renders on a server.
    pub renders_on_server: bool,
    /// Whether the script is the configuration of a tool, where every string may name a package.
    pub is_settings: bool,
    /// Whether some file of the tree reads `window.Rupt` and no v2 `<script>` provides it.
    pub global_is_read: bool,
    /// Whether to make the moves that risk changing behaviour, too.
    pub moves: Moves,
    /// What happens to the code that is tested with the mocks of the script.
    pub mocked: Mocked,
    /// The SDKs that the files of the project use after the migration; settings that name v2 depend on it.
    pub in_use: InUse,
    /// The entries that the user silences. Their notes get no TODO; everything else is unchanged.
    pub unsaid: Ids,
}

/// What happens to code that is tested with a mock of v2.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Mocked {
    /// Some of it may stay on v2.
    #[default]
    MayStay,
    /// All of it moves with `--unsafe`.
    Moves,
}

/// Which SDKs are in use after the migration.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum InUse {
    /// None, as far as is known.
    #[default]
    Unknown,
    /// Only v2.
    V2,
    /// Only v3.
    V3,
    /// v3, and still v2.
    Both,
}

/// The moves to make.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Moves {
    /// Those that keep the behaviour of the program.
    #[default]
    Safe,
    /// Also those that finish the migration but may change behaviour (`--unsafe`).
    Unsafe,
}

/// The outcome for one script. Every input has one.
#[derive(Debug, Clone)]
pub enum Outcome {
    /// The script parses, does not use v2 and contains no TODO of this program.
    Clean,
    /// The script is not valid in its dialect. It is not changed.
    Unparsable {
        /// The place, as a byte offset in the file.
        at: u32,
        /// The message of the parser.
        message: String,
    },
    /// The edits did not pass the gate, so the script is not changed. This is a bug of this program.
    Unproven {
        /// The fault that the gate found, for the bug report.
        reason: String,
    },
    /// The script needs more work than the budget for a file of its length allows. It is not changed.
    TooMuch,
    /// The script was analysed.
    Migrated(Migration),
}

/// What was found in a script, and how it changes.
#[derive(Debug, Clone, Default)]
pub struct Migration {
    /// The edits, proven; empty if the file does not change.
    pub edits: Edits,
    /// All notes, by place.
    pub notes: Vec<Note>,
    /// The notes that the options of calls that stay on v2 would have if the calls moved: values that v3 takes
    /// from elsewhere.
    pub pending: Vec<Note>,
    /// Every use of v2 that was found, by place.
    pub uses: Vec<Use>,
    /// How many more uses `--unsafe` would move.
    pub unsafe_moves: usize,
    /// Whether code stays on v2 even with `--unsafe`. Types and mocks of v2 do not count.
    pub keeps_code: bool,
    /// The number of remaining uses that are mocks of v2.
    pub mocks_left: usize,
    /// Whether the script declares tests; known only if mocks of v2 are left.
    pub runs_tests: bool,
    /// Whether the output imports or mocks v3.
    pub imports_v3: bool,
    /// Whether the input imported v2 and the output no longer does.
    pub drops_v2: bool,
    /// Whether the script reads `window.Rupt` or an unbound `Rupt`.
    pub reads_global: bool,
    /// Whether the module exports v2, or a function that calls it.
    pub exports_v2: bool,
    /// Whether something other than a use of v2 names its package and may need it: a setting, a path.
    pub mentions_v2: bool,
    /// Whether the script contains settings, which depend on what the whole project uses.
    pub has_settings: bool,
}

impl Migration {
    /// Returns the migration of this part of a file together with those of the other parts.
    #[must_use]
    pub fn with(mut self, others: impl IntoIterator<Item = Migration>) -> Migration {
        let mut others = others.into_iter().peekable();
        if others.peek().is_none() {
            return self;
        }
        let mut edits: Vec<Edit> = self.edits.iter().cloned().collect();
        for other in others {
            edits.extend(other.edits.iter().cloned());
            self.take(other);
        }
        self.edits = Edits::new(edits);
        note::sort(&mut self.notes);
        sort_uses(&mut self.uses);
        self
    }

    /// Adds the migration of another part of the file, except for its edits.
    fn take(&mut self, other: Migration) {
        self.notes.extend(other.notes);
        self.pending.extend(other.pending);
        self.uses.extend(other.uses);
        self.unsafe_moves += other.unsafe_moves;
        self.keeps_code |= other.keeps_code;
        self.mocks_left += other.mocks_left;
        self.runs_tests |= other.runs_tests;
        self.imports_v3 |= other.imports_v3;
        self.drops_v2 |= other.drops_v2;
        self.reads_global |= other.reads_global;
        self.exports_v2 |= other.exports_v2;
        self.mentions_v2 |= other.mentions_v2;
        self.has_settings |= other.has_settings;
    }

    /// Returns the new text of the whole `source`. None if it does not change.
    pub fn output(&self, source: &str) -> Option<String> {
        self.edits.applied(source).map(|applied| applied.text)
    }

    /// Whether something in the output needs the v2 package. A `<script>` with an address on the web does not.
    pub fn needs_v2(&self) -> bool {
        self.mentions_v2
            || self.loads_for_window()
            || self.uses.iter().any(|found| found.fate == UseFate::Left && found.what != V2_SCRIPT)
    }

    /// Whether v2 is only imported for what it sets on `window`, which other files read.
    fn loads_for_window(&self) -> bool {
        self.notes.iter().any(|note| note.entry == entry!("window-global"))
    }

    /// Whether a `<script>` sets v2 on `window`.
    pub fn loads_script(&self) -> bool {
        self.notes.iter().any(|note| note.entry == entry!("script-address"))
    }
}

/// Sorts uses by place.
pub fn sort_uses(uses: &mut [Use]) {
    uses.sort_by_key(|found| found.at);
}

/// One use of v2.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Use {
    /// The span of the call or name in the input.
    pub at: Span,
    /// What is used: `attach`, `detach`, `AttachConfig`, `Rupt`.
    pub what: String,
    /// What happens to it.
    pub fate: UseFate,
    /// The client of the call, if it is a call that passes a client id.
    pub client: Option<Client>,
}

impl Use {
    /// Returns a use of `what` that stays on v2 and belongs to no client.
    pub fn left(at: Span, what: impl Into<String>) -> Self {
        Use { at, what: what.into(), fate: UseFate::Left, client: None }
    }
}

/// What happens to a use of v2.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum UseFate {
    /// It is moved to v3 or removed, and nothing is left to do.
    Moved,
    /// It is moved to v3 or removed, and a TODO says what a person must still do.
    MovedWithTodo,
    /// It stays on v2.
    Left,
}
