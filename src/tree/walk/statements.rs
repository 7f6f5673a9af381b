//! Statements and declarations.

use super::Walk;
use crate::tree::Ast;
use swc_ecma_ast::*;

impl<'a> Walk<'a> {
    pub(super) fn stmts(&mut self, stmts: &'a [Stmt]) {
        stmts.iter().for_each(|stmt| self.stmt(stmt));
    }

    pub(super) fn stmt(&mut self, stmt: &'a Stmt) {
        self.node(Ast::Stmt(stmt), stmt, |walk| match stmt {
            Stmt::Block(block) => walk.stmts(&block.stmts),
            Stmt::With(with) => {
                walk.expr(&with.obj);
                walk.stmt(&with.body);
            }
            Stmt::Return(ret) => walk.maybe(ret.arg.as_deref()),
            Stmt::Labeled(labeled) => walk.stmt(&labeled.body),
            Stmt::If(branch) => {
                walk.expr(&branch.test);
                walk.stmt(&branch.cons);
                branch.alt.iter().for_each(|alt| walk.stmt(alt));
            }
            Stmt::Switch(switch) => {
                walk.expr(&switch.discriminant);
                for case in &switch.cases {
                    walk.maybe(case.test.as_deref());
                    walk.stmts(&case.cons);
                }
            }
            Stmt::Throw(throw) => walk.expr(&throw.arg),
            Stmt::Try(attempt) => walk.try_stmt(attempt),
            Stmt::While(each) => {
                walk.expr(&each.test);
                walk.stmt(&each.body);
            }
            Stmt::DoWhile(each) => {
                walk.stmt(&each.body);
                walk.expr(&each.test);
            }
            Stmt::For(each) => walk.for_stmt(each),
            Stmt::ForIn(each) => walk.for_each(&each.left, &each.right, &each.body),
            Stmt::ForOf(each) => walk.for_each(&each.left, &each.right, &each.body),
            Stmt::Decl(decl) => walk.decl(decl),
            Stmt::Expr(expr) => walk.expr(&expr.expr),
            Stmt::Empty(_) | Stmt::Debugger(_) | Stmt::Break(_) | Stmt::Continue(_) => {}
        });
    }

    fn try_stmt(&mut self, attempt: &'a TryStmt) {
        self.stmts(&attempt.block.stmts);
        if let Some(handler) = &attempt.handler {
            handler.param.iter().for_each(|param| self.pat(param));
            self.stmts(&handler.body.stmts);
        }
        attempt.finalizer.iter().for_each(|block| self.stmts(&block.stmts));
    }

    fn for_stmt(&mut self, each: &'a ForStmt) {
        match &each.init {
            Some(VarDeclOrExpr::VarDecl(var)) => self.declarators(&var.decls),
            Some(VarDeclOrExpr::Expr(expr)) => self.expr(expr),
            None => {}
        }
        self.maybe(each.test.as_deref());
        self.maybe(each.update.as_deref());
        self.stmt(&each.body);
    }

    fn for_each(&mut self, left: &'a ForHead, right: &'a Expr, body: &'a Stmt) {
        match left {
            ForHead::VarDecl(var) => self.declarators(&var.decls),
            ForHead::UsingDecl(using) => self.declarators(&using.decls),
            ForHead::Pat(pat) => self.pat(pat),
        }
        self.expr(right);
        self.stmt(body);
    }

    pub(super) fn decl(&mut self, decl: &'a Decl) {
        match decl {
            Decl::Class(class) => {
                self.name(&class.ident);
                self.class(&class.class);
            }
            Decl::Fn(function) => {
                self.name(&function.ident);
                self.function(&function.function);
            }
            Decl::Var(var) => self.declarators(&var.decls),
            Decl::Using(using) => self.declarators(&using.decls),
            Decl::TsInterface(interface) => self.types(&**interface),
            Decl::TsTypeAlias(alias) => self.types(&**alias),
            Decl::TsEnum(declared) => {
                self.name(&declared.id);
                for member in &declared.members {
                    self.maybe(member.init.as_deref());
                }
            }
            Decl::TsModule(module) => {
                if let TsModuleName::Ident(ident) = &module.id {
                    self.name(ident);
                }
                module.body.iter().for_each(|body| self.namespace(body));
            }
        }
    }

    fn namespace(&mut self, body: &'a TsNamespaceBody) {
        match body {
            TsNamespaceBody::TsModuleBlock(block) => self.items(&block.body),
            TsNamespaceBody::TsNamespaceDecl(inner) => {
                self.name(&inner.id);
                self.namespace(&inner.body);
            }
        }
    }

    fn declarators(&mut self, declarators: &'a [VarDeclarator]) {
        for declarator in declarators {
            self.node(Ast::Declarator(declarator), declarator, |walk| {
                walk.pat(&declarator.name);
                walk.maybe(declarator.init.as_deref());
            });
        }
    }
}
