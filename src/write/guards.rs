//! Semicolons that separate a statement from the one above after an edit.
//!
//! Without semicolons, a line that starts with `(`, a bracket or an operator continues the line above. Edits make
//! such lines: a callee becomes `(await getRupt())`, an assignment loses its target, a statement in between is
//! removed. The other modules write as if every line ended. This module looks at the text after their edits, and
//! adds a semicolon to each line that would continue another one.

use crate::edit::{Applied, Edit, Edits, Fresh, Kept, Piece, Span, by_old, part};
use crate::input::Input;
use crate::tree::{Ast, NodeId};
use std::collections::{BTreeSet, HashMap};
use swc_ecma_ast::*;

/// Returns the edits that insert the semicolons that the text needs after `edits`.
pub fn plan(input: &Input, edits: &[Edit]) -> Vec<Edit> {
    let own = input.script.slices.text(input.source);
    let Ok(applied) = Edits::new(edits.to_vec()).apply_in(input.source, own) else { return Vec::new() };
    let output = Output::new(input, &applied);
    let near: BTreeSet<NodeId> = edits.iter().flat_map(|edit| input.tree.top_near(edit.span)).collect();
    let lists: BTreeSet<Option<NodeId>> = near.into_iter().flat_map(|top| lists(input, top)).collect();
    lists.into_iter().flat_map(|list| guarded(input, &output, list)).collect()
}

/// Returns the nodes with the lists of statements in a top-level statement. None stands for the program.
fn lists(input: &Input, top: NodeId) -> Vec<Option<NodeId>> {
    let statements = input.tree.inside(top).filter(|node| matches!(input.tree.ast(*node), Ast::Stmt(_)));
    statements.filter(|node| input.is_in_list(*node)).map(|node| input.tree.parent(node)).collect()
}

/// Returns the edits that insert a semicolon before the statements in a list that need one.
fn guarded(input: &Input, output: &Output, list: Option<NodeId>) -> Vec<Edit> {
    let siblings: Vec<NodeId> = match list {
        Some(list) => input.tree.children(list).collect(),
        None => input.tree.top().collect(),
    };
    let is_statement = |node: &NodeId| matches!(input.tree.ast(*node), Ast::Stmt(_) | Ast::ModuleDecl(_));
    let siblings: Vec<NodeId> = siblings.into_iter().filter(is_statement).collect();
    // If several statements end at the same offset, the first one counts.
    let by_end: HashMap<u32, NodeId> = siblings.iter().rev().map(|node| (input.tree.span(*node).end, *node)).collect();
    let needs = |index: usize| {
        let node = siblings[index];
        let start = output.start(input.tree.span(node))?;
        let is_plain = matches!(input.tree.ast(node), Ast::Stmt(stmt) if !stmt.is_empty());
        let is_ended = output.ended_before(input, start, &by_end);
        let guard = if becomes_directive(input, output, &siblings[..=index]) {
            // The first semicolon ends the directive above, if that has none.
            if is_ended { ";" } else { ";;" }
        } else {
            let continues = continues(part(&output.applied.text, start as usize..));
            let is_needed = continues && !is_ended && !output.is_unchanged_before(input, node, start);
            is_needed.then_some(";")?
        };
        is_plain.then(|| Edit::insert(input.tree.span(node).start, vec![Piece::new(guard)]))
    };
    (0..siblings.len()).filter_map(needs).collect()
}

/// Whether code that starts with `text` continues a line above that does not end in a semicolon.
fn continues(text: &str) -> bool {
    let is_statement = text.starts_with("++") || text.starts_with("--");
    text.starts_with(['(', '[', '`', '+', '-', '/', '*', ',', '.', '<']) && !is_statement
}

/// Whether the last of `statements` is a string that becomes a directive, because the edits make it the first
/// statement.
fn becomes_directive(input: &Input, output: &Output, statements: &[NodeId]) -> bool {
    let is_string = |node: &NodeId| match input.tree.ast(*node) {
        Ast::Stmt(Stmt::Expr(ExprStmt { expr, .. })) => matches!(&**expr, Expr::Lit(Lit::Str(_))),
        _ => false,
    };
    let Some((last, above)) = statements.split_last() else { return false };
    let mut left = above.iter().filter(|node| output.start(input.tree.span(**node)).is_some());
    is_string(last) && !above.iter().all(is_string) && left.all(is_string)
}

/// The text after the edits.
struct Output<'o> {
    applied: &'o Applied,
    /// The kept text, by its old place.
    by_old: Vec<&'o Kept>,
    /// The new text, by the place that it replaces.
    by_edit: Vec<Fresh>,
    /// The comments in it, by place.
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

    /// Returns the new start of the code that is left of the statement at `old`. None if nothing is left.
    fn start(&self, old: Span) -> Option<u32> {
        let first = self.by_old.partition_point(|kept| kept.old.end <= old.start);
        let meets = self.by_old[first..].iter().take_while(|kept| kept.old.start < old.end);
        let kept = meets.filter(|kept| kept.is_in_place(old)).filter_map(|kept| {
            let (start, end) = (kept.old.start.max(old.start), kept.old.end.min(old.end));
            let to_new = |at: u32| kept.new_start + (at - kept.old.start);
            (start < end).then(|| Span::new(to_new(start), to_new(end)))
        });
        // Text that is inserted at the start of the statement is above it.
        let is_within = |edit: Span| old.contains(edit) && edit != Span::at(old.start);
        let first = self.by_edit.partition_point(|fresh| fresh.edit.start < old.start);
        let near = self.by_edit[first..].iter().take_while(|fresh| fresh.edit.start <= old.end);
        let fresh = near.filter(|fresh| is_within(fresh.edit)).map(|fresh| fresh.new);
        kept.chain(fresh).filter_map(|part| self.code_from(part)).min()
    }

    /// Returns the offset of the first code in a part of the output. None if there is only white space and
    /// comments.
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

    /// Returns the offset of the last byte of code before `at`. None at the start of a script.
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

    /// Whether the code before `at` ends there, whatever follows.
    fn ended_before(&self, input: &Input, at: u32, by_end: &HashMap<u32, NodeId>) -> bool {
        let Some(last) = self.code_before(input, at) else { return true };
        match self.applied.text.as_bytes()[last as usize] {
            b';' | b'{' | b':' => true,
            // A brace in new text ends a function or a block.
            b'}' => self
                .to_old(last)
                .is_none_or(|old| by_end.get(&(old + 1)).is_some_and(|node| ends_by_brace(input.tree.ast(*node)))),
            _ => false,
        }
    }

    /// Whether the start of a statement and the code before it are unchanged.
    fn is_unchanged_before(&self, input: &Input, node: NodeId, at: u32) -> bool {
        let last = self.code_before(input, at).and_then(|last| self.to_old(last));
        last.is_some_and(|last| {
            let whole = Span { start: last, end: input.tree.span(node).start + 1 };
            let index = self.by_old.partition_point(|kept| kept.old.start <= whole.start).checked_sub(1);
            index.is_some_and(|index| self.by_old[index].old.contains(whole))
        })
    }
}

/// Returns the spans of the line comments in `part`.
fn line_comments(text: &str, part: Span) -> Vec<Span> {
    let mut at = part.start;
    let lines = part.of(text).split_inclusive('\n').filter_map(|line| {
        let start = at + (line.len() - line.trim_start().len()) as u32;
        at += line.len() as u32;
        line.trim_start().starts_with("//").then(|| Span::new(start, start + line.trim().len() as u32))
    });
    lines.collect()
}

/// Returns the span of the `#!` line. None if there is none.
fn interpreter(text: &str) -> Option<Span> {
    let start = text.len() - text.trim_start_matches('\u{feff}').len();
    let line = part(text, start..).lines().next().filter(|line| line.starts_with("#!"))?;
    Some(Span::new(start as u32, (start + line.trim_end().len()) as u32))
}

/// Whether the brace at the end of a statement ends it: the brace of a block, and not of an expression.
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
