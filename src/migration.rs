//! What migrating one script comes to.

use crate::edit::{Edit, Edits, Span};
use crate::mapping::entry;
use crate::mapping::{Ids, V2_SCRIPT};
use crate::note::{self, Client, Note};

/// What was chosen for a script, by what is known of the project around it. The default is a script alone.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Choice {
    /// Whether the script may be loaded without a `window`, because its package renders on a
    /// server.
    pub renders_on_server: bool,
    /// Whether the script is the settings of a tool: every string there may name a package.
    pub is_settings: bool,
    /// Whether some file of the tree reads `window.Rupt` and no v2 `<script>` provides it.
    pub global_is_read: bool,
    /// Whether moves that risk behaviour are made too.
    pub moves: Moves,
    /// What becomes of the code that is tested with the mocks of the script.
    pub mocked: Mocked,
    /// What the files of the project use once they are migrated: settings go by it.
    pub in_use: InUse,
    /// Notes that nobody wants to be told: no TODO is written for them, all else is the same.
    pub unsaid: Ids,
}

/// What becomes of code that is tested with a mock of v2.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Mocked {
    /// Some of it may stay on v2.
    #[default]
    MayStay,
    /// All of it moves with `--unsafe`.
    Moves,
}

/// Which SDKs are in use.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum InUse {
    /// None, as far as it is known.
    #[default]
    Unknown,
    /// Only v2.
    V2,
    /// Only v3.
    V3,
    /// v3, and still v2.
    Both,
}

/// Which moves are made.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Moves {
    /// Those after which the program does what it did.
    #[default]
    Safe,
    /// Those that finish the move but may change behaviour, too (`--unsafe`).
    Unsafe,
}

/// The outcome for one script. Every input has one.
#[derive(Debug, Clone)]
pub enum Outcome {
    /// The script parses, uses nothing of v2 and holds no TODO of ours.
    Clean,
    /// The script is not valid in its dialect, and was left alone.
    Unparsable {
        /// The place, as a byte offset in the file.
        at: u32,
        /// What the parser says.
        message: String,
    },
    /// The edits did not pass the gate, so the script was left alone: a bug of ours.
    Unproven {
        /// What the gate found, for the bug report.
        reason: String,
    },
    /// Understanding the script takes more work than one of its length may take, so it was left alone.
    TooMuch,
    /// The script was understood.
    Migrated(Migration),
}

/// What was found in a script and what was done about it.
#[derive(Debug, Clone, Default)]
pub struct Migration {
    /// The edits, proven; none where the file does not change.
    pub edits: Edits,
    /// Everything to say, by place.
    pub notes: Vec<Note>,
    /// What would be said of the options of calls that stay on v2, if they moved: values that v3
    /// has elsewhere.
    pub pending: Vec<Note>,
    /// Every use of v2 that was found, by place.
    pub uses: Vec<Use>,
    /// How many more uses `--unsafe` would move.
    pub unsafe_moves: usize,
    /// Whether code stays on v2 even with `--unsafe`. Types and mocks of v2 do not count.
    pub keeps_code: bool,
    /// How many of the uses that are left are mocks of v2.
    pub mocks_left: usize,
    /// Whether the script declares tests; known only if mocks of v2 are left.
    pub runs_tests: bool,
    /// Whether the output imports v3, or mocks it.
    pub imports_v3: bool,
    /// Whether the input imported v2 and the output no longer does.
    pub drops_v2: bool,
    /// Whether the script reads `window.Rupt` or an unbound `Rupt`.
    pub reads_global: bool,
    /// Whether v2, or a function that calls it, leaves this module by an export.
    pub exports_v2: bool,
    /// Whether something that is no use of v2 names its package, and may need it: a setting, a path.
    pub mentions_v2: bool,
    /// Whether it holds settings, which go by what the whole project uses.
    pub has_settings: bool,
}

impl Migration {
    /// The migration of this part of a file and of others.
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

    /// Takes what another part of the file comes to, but for its edits.
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

    /// The whole new text of the `source` that was migrated; none where it does not change.
    pub fn output(&self, source: &str) -> Option<String> {
        self.edits.applied(source).map(|applied| applied.text)
    }

    /// Whether anything is left in the output that needs the package of v2. A script from elsewhere
    /// does not.
    pub fn needs_v2(&self) -> bool {
        self.mentions_v2
            || self.loads_for_window()
            || self.uses.iter().any(|found| found.fate == UseFate::Left && found.what != V2_SCRIPT)
    }

    /// Whether it imports v2 for nothing but what that puts on `window`, which other files read.
    fn loads_for_window(&self) -> bool {
        self.notes.iter().any(|note| note.entry == entry!("window-global"))
    }

    /// Whether v2 is put on `window` by its script.
    pub fn loads_script(&self) -> bool {
        self.notes.iter().any(|note| note.entry == entry!("script-address"))
    }
}

/// Puts uses in the order of their places.
pub fn sort_uses(uses: &mut [Use]) {
    uses.sort_by_key(|found| found.at);
}

/// One use of v2.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Use {
    /// The call or name, in the input.
    pub at: Span,
    /// What is used: `attach`, `detach`, `AttachConfig`, `Rupt`.
    pub what: String,
    /// What became of it.
    pub fate: UseFate,
    /// Whose call it is, where it is one that gives a client id.
    pub client: Option<Client>,
}

impl Use {
    /// A use of `what` that is still on v2, and no call of a client.
    pub fn left(at: Span, what: impl Into<String>) -> Self {
        Use { at, what: what.into(), fate: UseFate::Left, client: None }
    }
}

/// What became of a use of v2.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum UseFate {
    /// It is on v3 now, or gone, with nothing left to do.
    Moved,
    /// The same, but a TODO says what a person must still do.
    MovedWithTodo,
    /// It is still on v2.
    Left,
}
