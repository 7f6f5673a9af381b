//! Semicolons that keep what is left of a statement apart from the statement above.
//!
//! Without semicolons a line that starts with `(`, a bracket or an operator is read as a part of the line
//! above. Edits make such lines: a callee becomes `(await getRupt())`, an assignment loses its target,
//! the statement between two others goes. Planners write as if every line ended; this module looks at
//! the text that their edits make, and guards each line that would be read as a part of another one.

use crate::edit::{Applied, Edit, Edits, Fresh, Kept, Piece, Span, by_old, part};
use crate::input::Input;
use crate::tree::{Ast, NodeId};
use std::collections::{BTreeSet, HashMap};
use swc_ecma_ast::*;

/// The semicolons that the text after `edits` needs.
pub fn plan(input: &Input, edits: &[Edit]) -> Vec<Edit> {
    let own = input.script.slices.text(input.source);
    let Ok(applied) = Edits::new(edits.to_vec()).apply_in(input.source, own) else { return Vec::new() };
    let output = Output::new(input, &applied);
    let near: BTreeSet<NodeId> = edits.iter().flat_map(|edit| input.tree.top_near(edit.span)).collect();
    let lists: BTreeSet<Option<NodeId>> = near.into_iter().flat_map(|top| lists(input, top)).collect();
    let needed = lists.into_iter().flat_map(|list| guarded(input, &output, list));
    needed.map(|at| Edit::insert(at, vec![Piece::new(";")])).collect()
}

/// The nodes that hold the statements in a statement of the top level; none is the program.
fn lists(input: &Input, top: NodeId) -> Vec<Option<NodeId>> {
    let statements = input.tree.inside(top).filter(|node| matches!(input.tree.ast(*node), Ast::Stmt(_)));
    statements.filter(|node| input.is_in_list(*node)).map(|node| input.tree.parent(node)).collect()
}

/// Where the statements of a list start that need a semicolon in front.
fn guarded(input: &Input, output: &Output, list: Option<NodeId>) -> Vec<u32> {
    let siblings: Vec<NodeId> = match list {
        Some(list) => input.tree.children(list).collect(),
        None => input.tree.top().collect(),
    };
    let is_statement = |node: &NodeId| matches!(input.tree.ast(*node), Ast::Stmt(_) | Ast::ModuleDecl(_));
    let siblings: Vec<NodeId> = siblings.into_iter().filter(is_statement).collect();
    // Of those that end at one place, the first.
    let by_end: HashMap<u32, NodeId> = siblings.iter().rev().map(|node| (input.tree.span(*node).end, *node)).collect();
    let needs = |index: usize| {
        let node = siblings[index];
        let start = output.start(input.tree.span(node))?;
        let is_plain = matches!(input.tree.ast(node), Ast::Stmt(stmt) if !stmt.is_empty());
        let needed = continues(part(&output.applied.text, start as usize..))
            && !output.ended_before(input, start, &by_end)
            && !output.is_unchanged_before(input, node, start);
        (is_plain && (needed || becomes_directive(input, output, &siblings[..=index])))
            .then(|| input.tree.span(node).start)
    };
    (0..siblings.len()).filter_map(needs).collect()
}

/// Whether code that starts with `text` is read as a part of a line above that has no end.
fn continues(text: &str) -> bool {
    let is_statement = text.starts_with("++") || text.starts_with("--");
    text.starts_with(['(', '[', '`', '+', '-', '/', '*', ',', '.', '<']) && !is_statement
}

/// Whether the last of `statements` is a string that the edits make the first statement, and with that
/// a directive.
fn becomes_directive(input: &Input, output: &Output, statements: &[NodeId]) -> bool {
    let is_string = |node: &NodeId| match input.tree.ast(*node) {
        Ast::Stmt(Stmt::Expr(ExprStmt { expr, .. })) => matches!(&**expr, Expr::Lit(Lit::Str(_))),
        _ => false,
    };
    let Some((last, above)) = statements.split_last() else { return false };
    let mut left = above.iter().filter(|node| output.start(input.tree.span(**node)).is_some());
    is_string(last) && !above.iter().all(is_string) && left.all(is_string)
}

/// The text that edits make.
struct Output<'o> {
    applied: &'o Applied,
    /// What is kept, by where it stood.
    by_old: Vec<&'o Kept>,
    /// What is new, by what it replaces.
    by_edit: Vec<Fresh>,
    /// Where comments stand in it.
    comments: Vec<Span>,
}

impl<'o> Output<'o> {
    fn new(input: &Input, applied: &'o Applied) -> Self {
        let old = applied.kept.iter().flat_map(|kept| {
            let inside = input.script.comments_in(kept.old).iter().map(|comment| comment.span);
            let whole = inside.filter(|comment| kept.old.contains(*comment));
            whole.map(|comment| {
                let start = kept.new_start + (comment.start - kept.old.start);
                Span::new(start, start + (comment.end - comment.start))
            })
        });
        let new = applied.fresh.iter().flat_map(|fresh| line_comments(&applied.text, fresh.new));
        let mut comments: Vec<Span> = old.chain(new).collect();
        comments.extend(interpreter(&applied.text));
        comments.sort();
        let mut by_edit = applied.fresh.clone();
        by_edit.sort_by_key(|fresh| fresh.edit);
        Output { applied, by_old: by_old(&applied.kept), by_edit, comments }
    }

    /// Where the code starts that is left of the statement at `old`.
    fn start(&self, old: Span) -> Option<u32> {
        let first = self.by_old.partition_point(|kept| kept.old.end <= old.start);
        let meets = self.by_old[first..].iter().take_while(|kept| kept.old.start < old.end);
        let kept = meets.filter(|kept| kept.is_in_place(old)).filter_map(|kept| {
            let (start, end) = (kept.old.start.max(old.start), kept.old.end.min(old.end));
            let to_new = |at: u32| kept.new_start + (at - kept.old.start);
            (start < end).then(|| Span::new(to_new(start), to_new(end)))
        });
        // What goes in at its first byte stands above it.
        let is_within = |edit: Span| old.contains(edit) && edit != Span::at(old.start);
        let first = self.by_edit.partition_point(|fresh| fresh.edit.start < old.start);
        let near = self.by_edit[first..].iter().take_while(|fresh| fresh.edit.start <= old.end);
        let fresh = near.filter(|fresh| is_within(fresh.edit)).map(|fresh| fresh.new);
        kept.chain(fresh).filter_map(|part| self.code_from(part)).min()
    }

    /// The first byte of code in a part of the output.
    fn code_from(&self, part: Span) -> Option<u32> {
        let mut at = part.start;
        while at < part.end {
            let rest = Span::new(at, part.end).of(&self.applied.text);
            at += (rest.len() - rest.trim_start().len()) as u32;
            let after = self.comments.partition_point(|comment| comment.start <= at);
            match after.checked_sub(1).map(|index| self.comments[index]).filter(|comment| at < comment.end) {
                Some(comment) => at = comment.end,
                None => return (at < part.end).then_some(at),
            }
        }
        None
    }

    /// The last byte of code in front of `at`; none at the start of a script.
    fn code_before(&self, input: &Input, at: u32) -> Option<u32> {
        let mut end = at;
        loop {
            let is_blank = |c: char| c.is_whitespace() || c == '\u{feff}';
            end = part(&self.applied.text, ..end as usize).trim_end_matches(is_blank).len() as u32;
            let at = self.comments.partition_point(|comment| comment.end < end);
            match self.comments.get(at).filter(|comment| comment.end == end && !comment.is_empty()) {
                Some(comment) => end = comment.start,
                None => break,
            }
        }
        let last = end.checked_sub(1)?;
        let is_outside = |old: u32| input.script.slices.around(old + 1).is_none_or(|slice| slice.start > old);
        (!self.to_old(last).is_some_and(is_outside)).then_some(last)
    }

    fn to_old(&self, new: u32) -> Option<u32> {
        let index = self.applied.kept.partition_point(|kept| kept.new_start <= new).checked_sub(1)?;
        let kept = self.applied.kept[index];
        let old = kept.old.start + (new - kept.new_start);
        (old < kept.old.end).then_some(old)
    }

    /// Whether the code in front of `at` ends there whatever comes next.
    fn ended_before(&self, input: &Input, at: u32, by_end: &HashMap<u32, NodeId>) -> bool {
        let Some(last) = self.code_before(input, at) else { return true };
        match self.applied.text.as_bytes()[last as usize] {
            b';' | b'{' | b':' => true,
            // A new one ends a function or a block.
            b'}' => self
                .to_old(last)
                .is_none_or(|old| by_end.get(&(old + 1)).is_some_and(|node| ends_by_brace(input.tree.ast(*node)))),
            _ => false,
        }
    }

    /// Whether a statement starts as it did, behind the code that it was behind.
    fn is_unchanged_before(&self, input: &Input, node: NodeId, at: u32) -> bool {
        let last = self.code_before(input, at).and_then(|last| self.to_old(last));
        last.is_some_and(|last| {
            let whole = Span { start: last, end: input.tree.span(node).start + 1 };
            let index = self.by_old.partition_point(|kept| kept.old.start <= whole.start).checked_sub(1);
            index.is_some_and(|index| self.by_old[index].old.contains(whole))
        })
    }
}

/// The lines in `part` that are comments.
fn line_comments(text: &str, part: Span) -> Vec<Span> {
    let mut at = part.start;
    let lines = part.of(text).split_inclusive('\n').filter_map(|line| {
        let start = at + (line.len() - line.trim_start().len()) as u32;
        at += line.len() as u32;
        line.trim_start().starts_with("//").then(|| Span::new(start, start + line.trim().len() as u32))
    });
    lines.collect()
}

/// The line that names the interpreter.
fn interpreter(text: &str) -> Option<Span> {
    let start = text.len() - text.trim_start_matches('\u{feff}').len();
    let line = part(text, start..).lines().next().filter(|line| line.starts_with("#!"))?;
    Some(Span::new(start as u32, (start + line.trim_end().len()) as u32))
}

/// Whether the brace that a statement ends in ends it: that of a block, not that of an expression.
fn ends_by_brace(ast: Ast) -> bool {
    match ast {
        Ast::Stmt(stmt) => stmt_ends_by_brace(stmt),
        Ast::ModuleDecl(ModuleDecl::ExportDecl(export)) => decl_ends_by_brace(&export.decl),
        Ast::ModuleDecl(ModuleDecl::ExportDefaultDecl(_)) => true,
        _ => false,
    }
}

fn decl_ends_by_brace(decl: &Decl) -> bool {
    match decl {
        Decl::Class(_) | Decl::Fn(_) | Decl::TsInterface(_) | Decl::TsEnum(_) | Decl::TsModule(_) => true,
        Decl::Var(_) | Decl::Using(_) | Decl::TsTypeAlias(_) => false,
    }
}

fn stmt_ends_by_brace(stmt: &Stmt) -> bool {
    match stmt {
        Stmt::Block(_) | Stmt::Switch(_) | Stmt::Try(_) => true,
        Stmt::Decl(decl) => decl_ends_by_brace(decl),
        Stmt::If(IfStmt { cons, alt, .. }) => stmt_ends_by_brace(alt.as_deref().unwrap_or(cons)),
        Stmt::Labeled(LabeledStmt { body, .. })
        | Stmt::With(WithStmt { body, .. })
        | Stmt::While(WhileStmt { body, .. })
        | Stmt::For(ForStmt { body, .. })
        | Stmt::ForIn(ForInStmt { body, .. })
        | Stmt::ForOf(ForOfStmt { body, .. }) => stmt_ends_by_brace(body),
        Stmt::Expr(_)
        | Stmt::Return(_)
        | Stmt::Throw(_)
        | Stmt::Break(_)
        | Stmt::Continue(_)
        | Stmt::Debugger(_)
        | Stmt::DoWhile(_)
        | Stmt::Empty(_) => false,
    }
}
