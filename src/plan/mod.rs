//! Deciding what to do with a script: one planner for each shape of code.
//!
//! Every call of `attach` is judged alone first; then calls that share options or a client are
//! decided together; then the edits are written down, and the TODOs last, because they depend on
//! what all others leave.

mod asked;
mod attach;
mod by_id;
mod client;
mod client_id;
mod comments;
mod declarators;
mod environment;
mod existing;
mod guards;
mod handler;
mod imports;
mod leftovers;
mod limits;
mod literal;
mod loaded;
mod macros;
mod mocks;
mod module;
mod moved;
mod moving;
mod of_client;
mod options;
mod patched;
mod quote;
mod reach;
mod removal;
mod response;
mod routes;
mod settings;
mod tidy;
mod todo;
mod together;
mod token;
mod types;
mod unused;
mod urls;
mod uses;

pub use settings::has_settings;

use crate::bindings::{self, Site, Usage, V2};
use crate::edit::{Edit, Edits, Span};
use crate::input::{Input, ignore};
use crate::mapping::{V2_PACKAGE, entry};
use crate::migration::{InUse, Migration, Moves, Project, Use, UseFate, sort_uses};
use crate::note::{self, Level, Note};
use crate::tree::{Ast, NodeId, Tree};
use attach::{Attach, Stays};
use std::collections::{BTreeSet, HashSet};

/// Everything that is to be done and said.
#[derive(Debug, Default)]
struct Plan {
    /// The edits, not yet proven.
    edits: Edits,
    /// The notes, by place.
    notes: Vec<Note>,
    /// The uses of v2, by place.
    uses: Vec<Use>,
    /// Whether the output imports v3.
    imports_v3: bool,
    /// Whether the input imported v2 and the output does not.
    drops_v2: bool,
    /// What the calls that stay are told that v3 has elsewhere.
    pending: Vec<Note>,
    /// Whether code stays on v2.
    keeps_code: bool,
    /// How many mocks of v2 stay.
    mocks_left: usize,
}

impl Plan {
    /// How many uses stay on v2.
    fn left(&self) -> usize {
        self.uses.iter().filter(|found| found.fate == UseFate::Left).count()
    }
}

/// What is to become of a script, before it is made sure that it reads well and says so: what is done to
/// lines, comments and TODOs changes no use of v2.
struct Decided {
    edits: Vec<Edit>,
    /// Without those that only concern the text.
    notes: Vec<Note>,
    /// The notes whose TODOs are in the edits.
    written_notes: Vec<Note>,
    /// The uses of v2 that are no more.
    gone: HashSet<usize>,
    /// Those of them with a TODO of their own.
    told: HashSet<usize>,
    imports_v3: bool,
    pending: Vec<Note>,
}

impl Decided {
    /// How many uses stay on v2.
    fn left(&self, input: &Input) -> usize {
        let uses = uses::uses(input, (&self.gone, &self.told), &self.notes);
        let mentions = settings::mentions(&self.notes);
        uses.into_iter().chain(mentions).filter(|found| found.fate == UseFate::Left).count()
    }

    /// The uses of v2 that stay.
    fn sites<'i>(&self, input: &'i Input) -> impl Iterator<Item = &'i Site> {
        let sites = input.bindings.sites.iter().enumerate();
        sites.filter(|(index, _)| !self.gone.contains(index)).map(|(_, site)| site)
    }

    /// Whether code stays on v2.
    fn keeps_code(&self, input: &Input) -> bool {
        self.sites(input).any(is_code) || !leftovers::bare_imports(input).is_empty()
    }
}

/// Decides what becomes of a script.
fn decide(input: &Input) -> Decided {
    let mut unmoved = Stays::default();
    let calls = input.bindings.sites.iter().filter(|site| is_attach_call(site)).count();
    let mut moving: Vec<(usize, Attach)> = Vec::with_capacity(calls);
    let mut staying: Vec<usize> = Vec::new();
    for (index, site) in input.bindings.sites.iter().enumerate() {
        if !is_attach_call(site) {
            continue;
        }
        // What is said of those is that they stay.
        if input.script.slices.is_markup(input.tree.span(site.top)) {
            staying.push(index);
            continue;
        }
        match Attach::judge(input, site) {
            Ok(attach) => moving.push((index, attach)),
            Err(reasons) => {
                staying.push(index);
                unmoved.why.extend(reasons.why);
                unmoved.told.extend(reasons.told);
            }
        }
    }
    let routes = together::settle(input, &mut moving, &mut staying, &mut unmoved);
    let mut notes = std::mem::take(&mut unmoved.why);
    let mut work = moving::Work::new(input, &moving, routes);
    let mut removed: Vec<NodeId> = moving.iter().flat_map(|(_, attach)| attach.response.detaches.clone()).collect();
    // A call that stays keeps its text.
    let staying: Vec<Span> = staying.iter().filter_map(|index| called(input, *index)).collect();
    let stays = |call: &NodeId| staying.iter().any(|kept| kept.contains(input.tree.span(*call)));
    let moves = |call: NodeId| moving.iter().any(|(_, attach)| attach.call == call);
    let going = input.bindings.sites.iter().filter_map(|site| leftovers::detach_goes(input, site, moves));
    removed.extend(going.filter(|call| !stays(call)));
    removed.sort();
    removed.dedup();
    let guards: BTreeSet<NodeId> = moving.iter().flat_map(|(_, attach)| attach.response.guards.clone()).collect();
    let within = |call: NodeId| guards.iter().copied().find(|guard| input.tree.ancestors(call).any(|up| up == *guard));
    let calls = removed.iter().map(|call| within(*call).unwrap_or(*call));
    let wholes: BTreeSet<NodeId> = calls.chain(guards.iter().copied()).collect();
    for whole in wholes {
        work.edits.extend(response::removal(input, whole));
        notes.push(leftovers::removed_detach(input, whole));
    }
    for (_, attach) in &moving {
        work.edits.extend(attach.edits.iter().cloned());
        work.edits.extend(attach.response.edits.iter().cloned());
        notes.extend(attach.notes.iter().cloned());
        notes.extend(attach.response.notes.iter().cloned());
    }
    notes.extend(work.handler_notes(&moving));
    work.literals(input, &moving);
    let moved = work.moved_members(&moving);
    types::free(input, &mut work.edits, &moved);
    let mut gone = uses::gone(input, &moving, &removed, (&work.edits, &moved));
    let mut mocked: HashSet<Span> = HashSet::new();
    for (at, moved) in mocks::moves(input, &gone) {
        work.edits.extend(moved);
        notes.push(mocks::note(at));
        mocked.insert(at);
    }
    let is_moved = |site: &Site| mocked.contains(&input.tree.span(site.top));
    gone.extend((0..input.bindings.sites.len()).filter(|index| is_moved(&input.bindings.sites[*index])));
    let left = imports::Left { gone: &|index| gone.contains(&index), needs_class: work.needs_class() };
    let class = imports::class_name(input, &left);
    let mut imported = imports::plan(input, &left, &class);
    work.aliases(input, &moving, &left);
    // Imports come before the clients that use them where both go in at one place.
    let mut edits = std::mem::take(&mut imported.edits);
    work.imports.clone_from(&edits);
    notes.append(&mut imported.notes);
    work.clients(input, &moving, &class, imported.behind, &mut notes);
    edits.append(&mut work.edits);
    let told =
        moving.iter().filter(|(_, attach)| attach.leaves_todo(input.project.unsaid)).map(|(index, _)| *index).collect();
    // All that is planned for the calls stands in the edits and the notes now.
    drop(moving);
    let (imports_v3, written_notes) = (work.imports_v3, work.written_notes);
    let mut edits = declarators::together(input, edits);
    let imports = imported.imports_v3 || imported.keeps_v2;
    edits.extend(module::kept(input, &Edits::new(edits.clone()), imports));
    let (named, more) = settings::plan(input);
    // What looks like the settings of a tool in markup is told only.
    edits.extend(named.into_iter().filter(|edit| input.script.slices.may_change(edit.span)));
    notes.extend(more);
    for (index, site) in input.bindings.sites.iter().enumerate() {
        if !gone.contains(&index) {
            notes.extend(leftovers::note(input, site));
        }
    }
    notes.extend(leftovers::bare_imports(input));
    notes.extend(input.bindings.react_native.iter().map(|at| Note::new(entry("react-native"), *at)));
    let imports_v3 = imported.imports_v3 || imports_v3 || !mocked.is_empty();
    Decided { edits, notes, written_notes, gone, told, imports_v3, pending: unmoved.told }
}

/// What a script without code comes to: its comments may still name types of v2.
pub fn of_comments(source: &str, tree: &Tree) -> Option<Migration> {
    let named: Vec<Span> = bindings::comments::alone(source, tree).map(|comment| comment.span).collect();
    let directives: Vec<Span> = bindings::comments::directives(source, tree).into_iter().map(|(at, _)| at).collect();
    let left = |at: &Span| Use::left(*at, V2_PACKAGE);
    let types = named.iter().map(|at| Note::new(entry("types"), *at));
    let loaded = directives.iter().map(|at| Note::new(entry("mention"), *at));
    let notes: Vec<Note> = types.chain(loaded).collect();
    let uses = named.iter().chain(&directives).map(left).collect();
    (!notes.is_empty()).then(|| Migration { notes, uses, ..Migration::default() })
}

/// The migration of a script, its edits not yet proven.
pub fn migration(input: &Input) -> Migration {
    let mut planned = finish(input, decide(input));
    let bolder = bolder(input, &planned);
    if let Some(bolder) = &bolder {
        let stays: HashSet<(&str, Span)> = bolder.stays.iter().copied().collect();
        let falls = |note: &Note| note.level == Level::Manual && !stays.contains(&(note.entry.id, note.at));
        planned.notes.iter_mut().for_each(|note| note.falls_with_unsafe = falls(note));
    }
    let is_known = input.project.in_use != InUse::Unknown;
    Migration {
        mentions_v2: is_known && settings::keeps_v2(&planned.notes),
        unsafe_moves: bolder.as_ref().map_or(0, |bolder| planned.left().saturating_sub(bolder.left)),
        keeps_code: bolder.map_or(planned.keeps_code, |bolder| bolder.keeps_code),
        edits: planned.edits,
        notes: planned.notes,
        pending: planned.pending,
        uses: planned.uses,
        mocks_left: planned.mocks_left,
        runs_tests: planned.mocks_left > 0 && mocks::runs_tests(input),
        imports_v3: planned.imports_v3,
        drops_v2: planned.drops_v2,
        reads_global: input.bindings.sites.iter().any(|site| site.usage == Usage::Global),
        exports_v2: exports_v2(input),
        has_settings: has_settings(input.source, input.tree, input.bindings, input.project),
    }
}

/// Whether v2, or a function that calls it, leaves the script by an export.
fn exports_v2(input: &Input) -> bool {
    input.bindings.sites.iter().any(|site| {
        let at_export = site.usage == Usage::Export;
        let alias_exported = matches!(site.usage, Usage::Alias(maker) if input.tree.parent(maker).is_some_and(|up| matches!(input.tree.ast(up), Ast::ModuleDecl(_))));
        at_export || alias_exported
    })
}

/// What `--unsafe` would leave.
struct Bolder {
    /// How many uses.
    left: usize,
    /// Whether code would stay on v2.
    keeps_code: bool,
    /// What would be said of that.
    stays: Vec<(&'static str, Span)>,
}

/// What `--unsafe` would leave where `planned` is without it and leaves something.
fn bolder(input: &Input, planned: &Plan) -> Option<Bolder> {
    if planned.left() == 0 || input.project.moves == Moves::Unsafe {
        return None;
    }
    let project = Project { moves: Moves::Unsafe, ..input.project };
    let input = Input { project, style: input.style.clone(), ..*input };
    let bolder = decide(&input);
    let stays = bolder.notes.iter().filter(|note| note.level == Level::Manual);
    let stays = stays.map(|note| (note.entry.id, note.at)).collect();
    Some(Bolder { left: bolder.left(&input), keeps_code: bolder.keeps_code(&input), stays })
}

/// Whether a use of v2 is one of the package while the program runs.
fn is_code(site: &Site) -> bool {
    let is_type = matches!(site.usage, Usage::Type | Usage::Comment | Usage::Copy | Usage::GlobalType);
    !is_type && site.usage != Usage::Mock && !matches!(site.value, V2::Script | V2::Served)
}

/// The place of the call that a use is.
fn called(input: &Input, index: usize) -> Option<Span> {
    match input.bindings.sites[index].usage {
        Usage::Call(call) => Some(input.tree.span(call)),
        _ => None,
    }
}

fn is_attach_call(site: &Site) -> bool {
    matches!(site.usage, Usage::Call(_)) && site.value == V2::Member("attach".to_owned())
}

/// Puts the plan together.
fn finish(input: &Input, decided: Decided) -> Plan {
    let keeps_code = decided.keeps_code(input);
    let mocks_left = decided.sites(input).filter(|site| site.usage == Usage::Mock).count();
    let Decided { mut edits, mut notes, written_notes, gone, told, imports_v3, pending } = decided;
    edits.extend(guards::plan(input, &edits));
    notes.extend(ignore::unknown(input));
    notes.extend(unused::names(input, &Edits::new(edits.clone())));
    comments::keep(input, &mut edits, &mut notes);
    let todos = todo::plan(input, &mut notes, &Edits::new(edits.clone()));
    edits.extend(todos);
    notes.extend(written_notes);
    tidy::semicolons(&mut edits);
    tidy::words(input.source, &mut edits);
    tidy::line_ends(input.source, &input.script.comments, &mut edits);
    tidy::blank_lines(input.source, &input.script.slices, &mut edits);
    let mut uses = uses::uses(input, (&gone, &told), &notes);
    uses.extend(settings::mentions(&notes));
    sort_uses(&mut uses);
    note::sort(&mut notes);
    notes.dedup_by(|next, note| note.join(next));
    let other = |site: &Site| matches!(site.usage, Usage::Global | Usage::GlobalType | Usage::Mock | Usage::Copy);
    let imported = |site: &Site| !other(site) && !matches!(site.value, V2::Script | V2::Served);
    let mut sites = input.bindings.sites.iter().enumerate().filter(|(_, site)| imported(site)).peekable();
    let had_v2 = sites.peek().is_some() || !input.bindings.imports.is_empty();
    let drops_v2 = had_v2 && leftovers::bare_imports(input).is_empty() && sites.all(|(index, _)| gone.contains(&index));
    Plan { edits: Edits::new(edits), notes, uses, imports_v3, drops_v2, pending, keeps_code, mocks_left }
}
