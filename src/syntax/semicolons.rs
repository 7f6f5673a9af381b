//! Statements end where their text ends.
//!
//! In code without semicolons, a statement may be ended by a semicolon at the start of the next line,
//! for the sake of the code there: `;[1].map(…)`. swc counts that semicolon to the statement above. Here
//! it belongs to the line below, and stays when the statement above is removed.

use super::{Comment, Slices, span};
use crate::edit::{Span, part};
use swc_common::{BytePos, Spanned};
use swc_ecma_ast::*;
use swc_ecma_visit::{VisitMut, VisitMutWith};

/// Takes such semicolons off the spans of a program's statements.
pub fn give_back(program: &mut Program, source: &str, slices: &Slices, comments: &[Comment]) {
    if !may_start_a_line(source, slices.text(source)) {
        return;
    }
    program.visit_mut_with(&mut GiveBack { source, comments });
}

/// Whether a semicolon in `place` is, or may be behind a comment, the first character of its line.
fn may_start_a_line(source: &str, place: Span) -> bool {
    let before =
        |at: usize| part(source, ..place.start as usize + at).trim_end_matches([' ', '\t']).as_bytes().last().copied();
    let all = memchr::memchr_iter(b';', place.of(source).as_bytes());
    all.map(before).any(|byte| byte.is_none_or(|byte| matches!(byte, b'\n' | b'\r' | b'/')))
}

struct GiveBack<'s> {
    source: &'s str,
    comments: &'s [Comment],
}

impl GiveBack<'_> {
    fn shorten(&self, place: &mut swc_common::Span) {
        let whole = span(&*place);
        let Some(mut text) = whole.of(self.source).strip_suffix(';') else { return };
        let mut is_below = false;
        loop {
            let bare = text.trim_end();
            is_below |= part(text, bare.len()..).contains('\n');
            let end = whole.start + bare.len() as u32;
            // The blanks at the end of a line comment are its own.
            let first = self.comments.partition_point(|comment| comment.span.end < end);
            let is_above = |comment: &&Comment| whole.start < comment.span.start && comment.span.start < end;
            text = match self.comments.get(first).filter(is_above) {
                Some(comment) => part(text, ..(comment.span.start - whole.start) as usize),
                None => break,
            };
        }
        if is_below {
            place.hi = BytePos(whole.start + text.trim_end().len() as u32 + 1);
        }
    }
}

impl VisitMut for GiveBack<'_> {
    fn visit_mut_stmt(&mut self, stmt: &mut Stmt) {
        stmt.visit_mut_children_with(self);
        match stmt {
            Stmt::Expr(ExprStmt { span, .. })
            | Stmt::Return(ReturnStmt { span, .. })
            | Stmt::Throw(ThrowStmt { span, .. })
            | Stmt::Break(BreakStmt { span, .. })
            | Stmt::Continue(ContinueStmt { span, .. })
            | Stmt::Debugger(DebuggerStmt { span })
            | Stmt::DoWhile(DoWhileStmt { span, .. }) => self.shorten(span),
            // These end where the statement in them ends.
            Stmt::If(IfStmt { span, cons, alt, .. }) => span.hi = alt.as_ref().unwrap_or(cons).span_hi(),
            Stmt::For(ForStmt { span, body, .. })
            | Stmt::ForIn(ForInStmt { span, body, .. })
            | Stmt::ForOf(ForOfStmt { span, body, .. })
            | Stmt::While(WhileStmt { span, body, .. })
            | Stmt::With(WithStmt { span, body, .. })
            | Stmt::Labeled(LabeledStmt { span, body, .. }) => span.hi = body.span_hi(),
            _ => {}
        }
    }

    fn visit_mut_decl(&mut self, decl: &mut Decl) {
        decl.visit_mut_children_with(self);
        match decl {
            Decl::Var(var) => self.shorten(&mut var.span),
            Decl::Using(using) => self.shorten(&mut using.span),
            Decl::TsTypeAlias(alias) => self.shorten(&mut alias.span),
            _ => {}
        }
    }

    fn visit_mut_module_decl(&mut self, decl: &mut ModuleDecl) {
        decl.visit_mut_children_with(self);
        match decl {
            ModuleDecl::Import(ImportDecl { span, .. })
            | ModuleDecl::ExportDecl(ExportDecl { span, .. })
            | ModuleDecl::ExportNamed(NamedExport { span, .. })
            | ModuleDecl::ExportDefaultExpr(ExportDefaultExpr { span, .. })
            | ModuleDecl::ExportAll(ExportAll { span, .. })
            | ModuleDecl::TsExportAssignment(TsExportAssignment { span, .. })
            | ModuleDecl::TsNamespaceExport(TsNamespaceExportDecl { span, .. }) => self.shorten(span),
            ModuleDecl::TsImportEquals(import) => self.shorten(&mut import.span),
            ModuleDecl::ExportDefaultDecl(_) => {}
        }
    }

    fn visit_mut_class_member(&mut self, member: &mut ClassMember) {
        member.visit_mut_children_with(self);
        match member {
            ClassMember::ClassProp(ClassProp { span, .. })
            | ClassMember::PrivateProp(PrivateProp { span, .. })
            | ClassMember::AutoAccessor(AutoAccessor { span, .. }) => self.shorten(span),
            _ => {}
        }
    }
}
