//! The gate: no output leaves the core unproven.
//!
//! Every byte the edits keep has a place in the output. What was a statement, an expression, a
//! pattern, a class member or a type there must be one here, at the mapped place, and the other
//! way round; every kept name must be bound as it was. This catches a line that swallows its
//! neighbour, text that changed meaning by moving, and capture. It cannot prove order and timing.

use crate::edit::{Applied, Span};
use crate::syntax::{self, Script, Slices};
use crate::tree::{Ast, Kind, NodeId, Tree};
use rustc_hash::{FxHashMap, FxHashSet};

use std::mem::discriminant;
use swc_ecma_ast::*;

/// Where the bytes of the input stand in the output.
struct Map<'m> {
    by_old: Vec<&'m crate::edit::Kept>,
    by_new: Vec<&'m crate::edit::Kept>,
}

impl<'m> Map<'m> {
    fn new(applied: &'m Applied) -> Self {
        let mut by_old: Vec<_> = applied.kept.iter().collect();
        by_old.sort_by_key(|kept| kept.old);
        let mut by_new: Vec<_> = applied.kept.iter().collect();
        by_new.sort_by_key(|kept| kept.new_start);
        Map { by_old, by_new }
    }

    fn to_new(&self, old: u32) -> Option<u32> {
        let index = self.by_old.partition_point(|kept| kept.old.start <= old).checked_sub(1)?;
        let kept = self.by_old[index];
        (old < kept.old.end).then(|| kept.new_start + (old - kept.old.start))
    }

    fn to_old(&self, new: u32) -> Option<u32> {
        let index = self.by_new.partition_point(|kept| kept.new_start <= new).checked_sub(1)?;
        let kept = self.by_new[index];
        let into = new - kept.new_start;
        (into < kept.old.end - kept.old.start).then(|| kept.old.start + into)
    }
}

impl Map<'_> {
    /// Where a span of the input stands in the output, if it is kept as a whole.
    fn whole_to_new(&self, old: Span) -> Option<Span> {
        let index = self.by_old.partition_point(|kept| kept.old.start <= old.start).checked_sub(1)?;
        let kept = self.by_old[index];
        let start = kept.new_start + (old.start - kept.old.start);
        (!old.is_empty() && kept.old.contains(old)).then(|| Span::new(start, start + (old.end - old.start)))
    }

    /// Where a span of the output stood, if it is kept as a whole.
    fn whole_to_old(&self, new: Span) -> Option<Span> {
        let index = self.by_new.partition_point(|kept| kept.new_start <= new.start).checked_sub(1)?;
        let kept = self.by_new[index];
        let old = Span::new(kept.old.start + (new.start - kept.new_start), kept.old.start + (new.end - kept.new_start));
        (!new.is_empty() && kept.old.contains(old)).then_some(old)
    }
}

impl Map<'_> {
    /// Whether old text ends at `old` because what followed it is gone.
    fn is_cut_at(&self, old: u32) -> bool {
        let index = self.by_old.partition_point(|kept| kept.old.end < old);
        self.by_old.get(index).is_some_and(|kept| kept.old.end == old)
    }
}

/// Maps a span whose first and last byte are kept, in this order.
fn mapped(span: Span, map: impl Fn(u32) -> Option<u32>) -> Option<Span> {
    let start = map(span.start)?;
    let end = map(span.end.checked_sub(1)?)? + 1;
    (!span.is_empty() && start < end).then(|| Span::new(start, end))
}

/// Proves that `applied`, of which the program is now the `slices`, is `source` but for the edits.
///
/// # Errors
/// What is wrong with the output, for a bug report.
pub fn verify(source: &str, input: &Tree, applied: &Applied, slices: &Slices) -> Result<(), String> {
    let script = syntax::parse(&applied.text, slices)
        .map_err(|error| format!("the output does not parse at byte {}: {}", error.at, error.message))?;
    let output = Tree::new(&script);
    let map = Map::new(applied);
    same_directives(input.script, &script)?;
    let (before, after) = (Side::new(input, source), Side::new(&output, &applied.text));
    let pairs = untouched(&before, &after, &map);
    let (before, after) =
        (before.without(pairs.iter().map(|pair| pair.0)), after.without(pairs.iter().map(|pair| pair.1)));
    same_nodes(&before, &after, |span, _| mapped(span, |old| map.to_new(old)), "is lost")?;
    // A declaration that lost its last names ends earlier than any did before.
    let shorter = |kind: Kind, old: &Span| matches!(kind, Kind::Decl(_)) && map.is_cut_at(old.end);
    same_nodes(&after, &before, |span, kind| map.whole_to_old(span).filter(|old| !shorter(kind, old)), "is new")?;
    let renamed = same_names(&before, &after, &pairs, &map)?;
    new_names_resolve(&before, &after, &map, &renamed)?;
    declared_once(&before, &after)?;
    comments_survive(source, input.script, &applied.text, &script, &map)
}

/// The statements of the top level that stand in both programs with the same text. Nothing in them
/// can have become anything else; what their names mean can.
fn untouched(before: &Side, after: &Side, map: &Map) -> Vec<(NodeId, NodeId)> {
    if discriminant(&before.tree.script.program) != discriminant(&after.tree.script.program) {
        return Vec::new();
    }
    let top =
        |side: &Side| -> Vec<NodeId> { side.tree.all().filter(|node| side.tree.parent(*node).is_none()).collect() };
    let there: FxHashMap<Span, NodeId> = top(after).into_iter().map(|node| (after.tree.span(node), node)).collect();
    let same = |node: NodeId| {
        let other = *there.get(&map.whole_to_new(before.tree.span(node))?)?;
        (before.tree.kind(node) == after.tree.kind(other)).then_some((node, other))
    };
    top(before).into_iter().filter_map(same).collect()
}

fn directives(script: &Script) -> Vec<String> {
    let of = |stmt: &Stmt| match stmt {
        Stmt::Expr(ExprStmt { expr, .. }) => match &**expr {
            Expr::Lit(Lit::Str(text)) => Some(text.value.as_str().unwrap_or_default().to_owned()),
            _ => None,
        },
        _ => None,
    };
    match &script.program {
        Program::Script(script) => script.body.iter().map_while(of).collect(),
        Program::Module(module) => module
            .body
            .iter()
            .map_while(|item| match item {
                ModuleItem::Stmt(stmt) => of(stmt),
                ModuleItem::ModuleDecl(_) => None,
            })
            .collect(),
    }
}

fn same_directives(input: &Script, output: &Script) -> Result<(), String> {
    if directives(input) == directives(output) { Ok(()) } else { Err("the directives changed".to_owned()) }
}

/// A program, its text, and the nodes to compare.
struct Side<'s, 'a> {
    tree: &'s Tree<'a>,
    text: &'s str,
    nodes: Vec<NodeId>,
}

impl<'s, 'a> Side<'s, 'a> {
    fn new(tree: &'s Tree<'a>, text: &'s str) -> Self {
        Side { tree, text, nodes: tree.all().collect() }
    }

    /// The same without some of the statements at the top.
    fn without(self, statements: impl Iterator<Item = NodeId>) -> Self {
        let statements: FxHashSet<NodeId> = statements.collect();
        let mut is_left = true;
        let nodes = self.nodes.into_iter().filter(|node| {
            if self.tree.parent(*node).is_none() {
                is_left = !statements.contains(node);
            }
            is_left
        });
        Side { tree: self.tree, text: self.text, nodes: nodes.collect() }
    }

    /// Where a node stands, its semicolon left out: whether one is written is no difference.
    fn place(&self, node: NodeId) -> Span {
        let span = self.tree.span(node);
        match self.tree.ast(node) {
            Ast::Stmt(Stmt::Empty(_)) => span,
            Ast::Stmt(_) | Ast::ModuleDecl(_) | Ast::ClassMember(_) => {
                let text = span.of(self.text).trim_end_matches(|c: char| c == ';' || c.is_whitespace());
                Span::new(span.start, span.start + text.len() as u32)
            }
            _ => span,
        }
    }
}

/// Every node of `one` in kept text must be a node of the same kind at its mapped place in `other`.
fn same_nodes(one: &Side, other: &Side, map: impl Fn(Span, Kind) -> Option<Span>, fault: &str) -> Result<(), String> {
    let there: FxHashSet<(Span, Kind)> =
        other.nodes.iter().filter_map(|node| Some((other.place(*node), kind(other.tree, *node)?))).collect();
    for node in one.nodes.iter().copied() {
        let Some(kind) = kind(one.tree, node) else { continue };
        let Some(place) = map(one.place(node), kind) else { continue };
        if !there.contains(&(place, kind)) {
            return Err(format!("{kind:?} at {:?} {fault} at {place:?}", one.tree.span(node)));
        }
    }
    Ok(())
}

/// The kinds that are compared. A bare name is not: names are compared by what binds them.
fn kind(tree: &Tree, node: NodeId) -> Option<Kind> {
    match tree.ast(node) {
        Ast::Expr(Expr::Ident(_)) | Ast::Pat(Pat::Ident(_)) => None,
        // A semicolon at the start of a line ends whatever stands above it.
        Ast::Stmt(Stmt::Empty(_)) => None,
        _ => tree.kind(node),
    }
}

/// What each name of the input is in the output.
type Renamed<'i, 'o> = FxHashMap<&'i Id, &'o Id>;

/// Kept names are bound alike before and after. Returns what each is in the output.
fn same_names<'i, 'o>(
    before: &Side<'i, '_>,
    after: &Side<'o, '_>,
    untouched: &[(NodeId, NodeId)],
    map: &Map,
) -> Result<Renamed<'i, 'o>, String> {
    let by_place: FxHashMap<Span, &Id> =
        after.nodes.iter().filter_map(|node| Some((after.tree.span(*node), after.tree.id(*node)?))).collect();
    let mut forward: Renamed = FxHashMap::default();
    let mut backward: FxHashMap<&Id, &Id> = FxHashMap::default();
    let mut pair = |one: &'i Id, other: &'o Id| {
        let is_known = forward.contains_key(one);
        let is_declared = |tree: &Tree, id: &Id| crate::scope::declared(tree, id).is_some();
        let bound_alike = is_known || is_declared(before.tree, one) == is_declared(after.tree, other);
        let same = *forward.entry(one).or_insert(other) == other && *backward.entry(other).or_insert(one) == one;
        match bound_alike && same {
            true => Ok(()),
            false => Err(format!("the name `{}` is bound to something else", one.0)),
        }
    };
    for (one, other) in untouched {
        let names = before.tree.names_inside(*one).iter().zip(after.tree.names_inside(*other));
        for ((_, one), (_, other)) in names {
            pair(one, other)?;
        }
    }
    for node in &before.nodes {
        let Some(one) = before.tree.id(*node) else { continue };
        let Some(place) = mapped(before.tree.span(*node), |old| map.to_new(old)) else { continue };
        match by_place.get(&place) {
            Some(other) => pair(one, other)?,
            None => return Err(format!("the name `{}` is lost", one.0)),
        }
    }
    Ok(forward)
}

/// What new text may name without declaring it.
const AMBIENT: [&str; 3] = ["require", "Promise", "undefined"];

/// A name in new text means something new, something of the whole module, or what the text it
/// replaces meant.
fn new_names_resolve(before: &Side, after: &Side, map: &Map, renamed: &Renamed) -> Result<(), String> {
    let (input, output) = (before.tree, after.tree);
    let kept = |node: NodeId| map.whole_to_old(output.span(node));
    let gone = before.nodes.iter().filter(|node| mapped(input.span(**node), |old| map.to_new(old)).is_none());
    let meant: FxHashSet<&Id> = gone.filter_map(|node| renamed.get(input.id(*node)?).copied()).collect();
    let was_free = |id: &Id| renamed.iter().any(|(before, after)| *after == id && before.0 == id.0);
    for node in after.nodes.iter().copied() {
        let Some(id) = output.id(node).filter(|_| kept(node).is_none()) else { continue };
        if crate::scope::declares(output, node).is_some()
            || matches!(output.parent(node).map(|up| output.ast(up)), Some(Ast::Type))
        {
            continue;
        }
        let known = match crate::scope::declared(output, id) {
            None => AMBIENT.contains(&&*id.0) || was_free(id),
            Some(declared) => {
                kept(declared.name).is_none() || crate::scope::is_module_level(output, &declared) || meant.contains(id)
            }
        };
        if !known {
            return Err(format!("the new name `{}` is bound to something else", id.0));
        }
    }
    Ok(())
}

/// Names the output declares at the top, where the input did not declare them as often.
fn declared_once(before: &Side, after: &Side) -> Result<(), String> {
    let times = |tree: &Tree, id: &Id| {
        let declared = tree.mentions(id).iter().filter_map(|name| crate::scope::declares(tree, *name));
        declared.filter(|declared| crate::scope::is_module_level(tree, declared)).count()
    };
    let fresh = after.nodes.iter().filter(|node| crate::scope::declares(after.tree, **node).is_some());
    for id in fresh.filter_map(|node| after.tree.id(*node)) {
        let now = times(after.tree, id);
        let then = || before.tree.spelled(&id.0).map(|id| times(before.tree, id)).sum::<usize>();
        if now > 1 && now > then() {
            return Err(format!("`{}` is declared twice", id.0));
        }
    }
    Ok(())
}

/// Every comment is kept, or quoted in a new one.
fn comments_survive(source: &str, input: &Script, text: &str, output: &Script, map: &Map) -> Result<(), String> {
    let new: Vec<&str> = output
        .comments
        .iter()
        .filter(|comment| mapped(comment.span, |at| map.to_old(at)).is_none())
        .map(|comment| comment.span.of(text))
        .collect();
    let quoted = new.join("\n");
    for comment in &input.comments {
        if mapped(comment.span, |old| map.to_new(old)).is_some()
            || comment.text.contains(crate::mapping::TODO_MARK)
            || comment.text.starts_with("   ")
        {
            continue;
        }
        let lines = comment.span.of(source).lines().map(str::trim).filter(|line| !line.is_empty());
        for line in lines {
            if !quoted.contains(line) {
                return Err(format!("the comment `{line}` is lost"));
            }
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::edit::{Edit, Edits, Piece};
    use crate::syntax::Dialect;
    use swc_common::{GLOBALS, Globals};

    fn place(source: &str, text: &str) -> Span {
        let start = source.find(text).expect("the text is there") as u32;
        Span::new(start, start + text.len() as u32)
    }

    /// What the gate says of edits that replace texts of `source` by others.
    fn refused(source: &str, edits: &[(&str, &[Piece])]) -> String {
        let edit = |(old, with): &(&str, &[Piece])| Edit { span: place(source, old), with: with.to_vec() };
        let applied = Edits::new(edits.iter().map(edit).collect()).apply(source).expect("the edits can be made");
        GLOBALS.set(&Globals::new(), || {
            let whole = |text: &str| Slices::whole(text, Dialect::JavaScript);
            let script = syntax::parse(source, &whole(source)).expect("it parses");
            let tree = Tree::new(&script);
            verify(source, &tree, &applied, &whole(&applied.text)).err().unwrap_or_default()
        })
    }

    fn new(text: &'static str) -> Piece {
        Piece::new(text)
    }

    #[test]
    fn what_changes_nothing_else_passes() {
        assert_eq!(refused("let x; f(); /* c */ b(c);", &[("f", &[new("x.y")])]), "");
    }

    #[test]
    fn an_output_must_parse() {
        assert!(refused("a();", &[("a", &[new("a(")])]).starts_with("the output does not parse at byte"));
    }

    #[test]
    fn directives_stay() {
        assert_eq!(refused("\"use client\"; a();", &[("\"use client\";", &[])]), "the directives changed");
        assert_eq!(refused("a(); \"use client\";", &[("a();", &[])]), "the directives changed");
    }

    #[test]
    fn a_line_must_not_swallow_its_neighbour() {
        let source = "var x;\n(function () {})()\n";
        let swallowed = refused(source, &[("var x;", &[new("var x = x")])]);
        assert!(swallowed.contains("is lost at"), "{swallowed}");
    }

    #[test]
    fn kept_text_must_not_become_something_else() {
        let made = refused("x = a + b * c;", &[(" * c", &[])]);
        assert!(made.contains("is new at"), "{made}");
    }

    #[test]
    fn moved_names_keep_what_they_mean() {
        let source = "const z = 0; function f(router) { g(router); }";
        let router = Span::new(place(source, "g(router)").start + 2, place(source, "g(router)").end - 1);
        let hoisted = refused(source, &[("0", &[Piece::Old(router)]), ("g(router)", &[new("z")])]);
        assert_eq!(hoisted, "the name `router` is bound to something else");
    }

    #[test]
    fn a_statement_that_stays_keeps_what_its_names_mean() {
        let captured = refused("f(); rupt.go();", &[("f();", &[new("const rupt = 1;")])]);
        assert_eq!(captured, "the name `rupt` is bound to something else");
        let freed = refused("const rupt = 1; rupt.go();", &[("const rupt = 1;", &[new("f();")])]);
        assert_eq!(freed, "the name `rupt` is bound to something else");
    }

    #[test]
    fn new_names_mean_what_was_put_in() {
        let source = "import R from \"r\"; function f(R) { attach(R); }";
        let captured = refused(source, &[("attach", &[new("new R")])]);
        assert_eq!(captured, "the new name `R` is bound to something else");
    }

    #[test]
    fn no_name_is_declared_twice() {
        assert_eq!(refused("a; const b = 1;", &[("a;", &[new("const b = 2;")])]), "`b` is declared twice");
    }

    #[test]
    fn comments_are_kept_or_quoted() {
        assert_eq!(refused("a(/* why */); b();", &[("/* why */", &[])]), "the comment `/* why */` is lost");
        assert_eq!(refused("a(/* why */); b();", &[("/* why */", &[new("// quoted: /* why */\n")])]), "");
    }
}
