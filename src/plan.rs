//! The migration of one program: the decisions, written as edits, and what `--unsafe` would add.
//!
//! `decide` decides and `write` writes; only the figures that need both are computed here.

use crate::bindings::{self, Site, Usage, V2};
use crate::decide::decision::{Decision, decide};
use crate::decide::{leftovers, mocks, settings, uses};
use crate::edit::Span;
use crate::input::Input;
use crate::mapping::{V2_PACKAGE, entry};
use crate::migration::{Choice, InUse, Migration, Moves, Use, UseFate, sort_uses};
use crate::note::{self, Level, Note};
use crate::tree::{Ast, Tree};
use crate::write::{self, Written};
use std::collections::HashSet;

/// Returns the migration of a script without code: its comments may still name types of v2. None if they do
/// not.
pub fn of_comments(source: &str, tree: &Tree) -> Option<Migration> {
    let named: Vec<Span> = bindings::comments::alone(source, tree).map(|comment| comment.span).collect();
    let directives: Vec<Span> = bindings::comments::directives(source, tree).into_iter().map(|(at, _)| at).collect();
    let left = |at: &Span| Use::left(*at, V2_PACKAGE);
    let types = named.iter().map(|at| Note::new(entry!("types"), *at));
    let loaded = directives.iter().map(|at| Note::new(entry!("mention"), *at));
    let notes: Vec<Note> = types.chain(loaded).collect();
    let uses = named.iter().chain(&directives).map(left).collect();
    (!notes.is_empty()).then(|| Migration { notes, uses, ..Migration::default() })
}

/// Returns the migration of a script. Its edits are not yet proven.
pub fn migration(input: &Input) -> Migration {
    let mut decision = decide(input);
    let Written { edits, mut notes, imports_v3 } = write::write(input, &decision);
    let mut uses = uses::uses(input, &decision.gone, &notes);
    uses.extend(settings::mentions(&notes));
    sort_uses(&mut uses);
    note::sort(&mut notes);
    notes.dedup_by(|next, note| note.join(next));
    let left = uses.iter().filter(|found| found.fate == UseFate::Left).count();
    let mocks_left = decision.sites(input).filter(|site| site.usage == Usage::Mock).count();
    let (keeps_code, drops_v2) = (decision.keeps_code(input), drops_v2(input, &decision));
    let pending = std::mem::take(&mut decision.pending);
    // Deciding again for `--unsafe` takes as much memory, so this is freed first.
    drop(decision);
    let bolder = bolder(input, left);
    if let Some(bolder) = &bolder {
        let stays: HashSet<(&str, Span)> = bolder.stays.iter().copied().collect();
        let falls = |note: &Note| note.level == Level::Manual && !stays.contains(&(note.entry.id, note.at));
        notes.iter_mut().for_each(|note| note.falls_with_unsafe = falls(note));
    }
    Migration {
        mentions_v2: input.choice.in_use != InUse::Unknown && settings::keeps_v2(&notes),
        unsafe_moves: bolder.as_ref().map_or(0, |bolder| left.saturating_sub(bolder.left)),
        keeps_code: bolder.map_or(keeps_code, |bolder| bolder.keeps_code),
        edits,
        notes,
        pending,
        uses,
        mocks_left,
        runs_tests: mocks_left > 0 && mocks::runs_tests(input),
        imports_v3,
        drops_v2,
        reads_global: input.bindings.sites.iter().any(|site| site.usage == Usage::Global),
        exports_v2: exports_v2(input),
        has_settings: settings::has_settings(input.source, input.tree, input.bindings, input.choice),
    }
}

/// Whether the script imported v2 and no longer does.
fn drops_v2(input: &Input, decision: &Decision) -> bool {
    let other = |site: &Site| matches!(site.usage, Usage::Global | Usage::GlobalType | Usage::Mock | Usage::Copy);
    let imported = |site: &Site| !other(site) && !matches!(site.value, V2::Script | V2::Served);
    let mut sites = input.bindings.sites.iter().enumerate().filter(|(_, site)| imported(site)).peekable();
    let had_v2 = sites.peek().is_some() || !input.bindings.imports.is_empty();
    had_v2 && leftovers::bare_imports(input).is_empty() && sites.all(|(index, _)| decision.gone.all.contains(&index))
}

/// Whether the script exports v2, or a function that calls it.
fn exports_v2(input: &Input) -> bool {
    let is_exported =
        |maker| input.tree.parent(maker).is_some_and(|up| matches!(input.tree.ast(up), Ast::ModuleDecl(_)));
    input.bindings.sites.iter().any(|site| match site.usage {
        Usage::Export => true,
        Usage::Alias(maker) => is_exported(maker),
        _ => false,
    })
}

/// What would stay on v2 with `--unsafe`.
struct Bolder {
    /// The number of uses that would stay.
    left: usize,
    /// Whether code would stay.
    keeps_code: bool,
    /// The id and the place of each note about what would stay.
    stays: Vec<(&'static str, Span)>,
}

/// Returns what would stay with `--unsafe`, if a run without it leaves `left` uses. None if nothing is left, or
/// if this run is one with `--unsafe`.
fn bolder(input: &Input, left: usize) -> Option<Bolder> {
    if left == 0 || input.choice.moves == Moves::Unsafe {
        return None;
    }
    let choice = Choice { moves: Moves::Unsafe, ..input.choice.clone() };
    let input = Input { choice: &choice, style: input.style.clone(), ..*input };
    let bolder = decide(&input);
    let stays = bolder.notes.iter().filter(|note| note.level == Level::Manual);
    let stays = stays.map(|note| (note.entry.id, note.at)).collect();
    Some(Bolder { left: bolder.left(&input), keeps_code: bolder.keeps_code(&input), stays })
}
