//! Where names are declared, and whether they change.

use crate::edit::Span;
use crate::syntax::span;
use crate::tree::{Ast, NameFacts, NodeId, Tree};
use std::cell::OnceCell;
use std::rc::Rc;
use swc_ecma_ast::*;

/// The kind of a declaration.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum How {
    /// By an import, `import x = require(…)` included.
    Import,
    /// By a function declaration.
    Function,
    /// By a class declaration.
    Class,
    /// By a `const`.
    Const,
    /// By a `let`, a `var` or a `using`.
    Variable,
    /// As a parameter of a function or a `catch`.
    Parameter,
    /// By anything else: an enum, a namespace, a type, the own name of a function expression.
    Other,
}

/// The declaration of a name.
#[derive(Debug, Clone, Copy)]
pub struct Declared {
    /// Where the name is written in its declaration.
    pub name: NodeId,
    /// How it is declared.
    pub how: How,
    /// The node that holds the name: the declarator, the function, the import.
    pub holder: NodeId,
}

/// The first declaration of `id` in the script; none if there is none.
pub fn declared(tree: &Tree, id: &Id) -> Option<Declared> {
    declares(tree, named(tree, id).declared?)
}

fn named(tree: &Tree, id: &Id) -> Rc<NameFacts> {
    tree.named(id, || NameFacts {
        declared: tree.mentions(id).find(|name| declares(tree, *name).is_some()),
        assignments: find_assignments(tree, id),
        may_vary: OnceCell::new(),
    })
}

/// The declaration that the name at `name` is part of; none for a reference.
pub fn declares(tree: &Tree, name: NodeId) -> Option<Declared> {
    let holder = tree.parent(name)?;
    let is = |ident: &Ident| tree.id(name).is_some_and(|id| id.1 == ident.ctxt && id.0 == ident.sym);
    let found = |how| Some(Declared { name, how, holder });
    match tree.ast(holder) {
        Ast::ModuleDecl(ModuleDecl::Import(_) | ModuleDecl::TsImportEquals(_)) => found(How::Import),
        Ast::Stmt(Stmt::Decl(decl)) | Ast::ModuleDecl(ModuleDecl::ExportDecl(ExportDecl { decl, .. })) => match decl {
            Decl::Fn(function) if is(&function.ident) => found(How::Function),
            Decl::Class(class) if is(&class.ident) => found(How::Class),
            Decl::TsEnum(_) | Decl::TsModule(_) => found(How::Other),
            _ => None,
        },
        Ast::ModuleDecl(ModuleDecl::ExportDefaultDecl(export)) => match export.decl {
            DefaultDecl::Fn(_) => found(How::Function),
            _ => found(How::Class),
        },
        Ast::Expr(Expr::Fn(_) | Expr::Class(_)) => found(How::Other),
        // A parameter property of a constructor.
        Ast::ClassMember(ClassMember::Constructor(_)) => found(How::Parameter),
        Ast::Pat(_) => bound_by_pattern(tree, name),
        Ast::Type => declares_type(tree, name, holder),
        _ => None,
    }
}

fn bound_by_pattern(tree: &Tree, name: NodeId) -> Option<Declared> {
    let holder = tree.ancestors(name).find(|up| !matches!(tree.ast(*up), Ast::Pat(_)))?;
    let how = match tree.ast(holder) {
        Ast::Declarator(_) => match declaration_kind(tree, holder) {
            Some(VarDeclKind::Const) => How::Const,
            _ => How::Variable,
        },
        Ast::Function(_) | Ast::Expr(Expr::Arrow(_)) | Ast::Stmt(Stmt::Try(_)) => How::Parameter,
        Ast::ClassMember(ClassMember::Constructor(_)) => How::Parameter,
        _ => return None,
    };
    Some(Declared { name, how, holder })
}

/// Whether a declarator belongs to a `const`, a `let` or a `var`; none for `using`.
pub fn declaration_kind(tree: &Tree, declarator: NodeId) -> Option<VarDeclKind> {
    match tree.ast(tree.parent(declarator)?) {
        Ast::Stmt(Stmt::Decl(Decl::Var(var)))
        | Ast::ModuleDecl(ModuleDecl::ExportDecl(ExportDecl { decl: Decl::Var(var), .. })) => Some(var.kind),
        Ast::Stmt(Stmt::For(ForStmt { init: Some(VarDeclOrExpr::VarDecl(var)), .. }))
        | Ast::Stmt(Stmt::ForIn(ForInStmt { left: ForHead::VarDecl(var), .. }))
        | Ast::Stmt(Stmt::ForOf(ForOfStmt { left: ForHead::VarDecl(var), .. })) => Some(var.kind),
        _ => None,
    }
}

fn declares_type(tree: &Tree, name: NodeId, holder: NodeId) -> Option<Declared> {
    let statement = tree.parent(holder)?;
    let (Ast::Stmt(Stmt::Decl(decl)) | Ast::ModuleDecl(ModuleDecl::ExportDecl(ExportDecl { decl, .. }))) =
        tree.ast(statement)
    else {
        return None;
    };
    let ident = match decl {
        Decl::TsInterface(interface) => &interface.id,
        Decl::TsTypeAlias(alias) => &alias.id,
        _ => return None,
    };
    let is_it = tree.id(name).is_some_and(|id| id.1 == ident.ctxt && id.0 == ident.sym);
    is_it.then_some(Declared { name, how: How::Other, holder: statement })
}

/// Whether the value of `id` may differ from what its declaration makes it: something assigns to it
/// later, it is a `var` of a block that may not have run, or a namespace exports it.
pub fn may_vary(tree: &Tree, id: &Id) -> bool {
    let named = named(tree, id);
    let find = || !named.assignments.is_empty() || leaves_block(tree, id) || leaves_namespace(tree, id);
    *named.may_vary.get_or_init(find)
}

/// Whether `id` is a variable that a namespace exports: it can be set as a member of the namespace.
fn leaves_namespace(tree: &Tree, id: &Id) -> bool {
    let Some(declared) = declared(tree, id).filter(|declared| declared.how == How::Variable) else { return false };
    let Some(export) = tree.parent(declared.holder).filter(|up| matches!(tree.ast(*up), Ast::ModuleDecl(_))) else {
        return false;
    };
    tree.parent(export).is_some_and(|around| {
        matches!(
            tree.ast(around),
            Ast::Stmt(Stmt::Decl(Decl::TsModule(_)))
                | Ast::ModuleDecl(ModuleDecl::ExportDecl(ExportDecl { decl: Decl::TsModule(_), .. }))
        )
    })
}

/// Whether `id` is declared by `var` in a block and used where that block may not have run.
fn leaves_block(tree: &Tree, id: &Id) -> bool {
    let Some(declared) = declared(tree, id) else { return false };
    if declaration_kind(tree, declared.holder) != Some(VarDeclKind::Var) {
        return false;
    }
    let Some(statement) = tree.parent(declared.holder) else { return false };
    let block = match tree.ast(statement) {
        Ast::Stmt(Stmt::Decl(_)) => tree.parent(statement),
        _ => Some(statement),
    };
    let Some(block) = block else { return false };
    let Ast::Stmt(kind) = tree.ast(block) else { return false };
    let leaves = |stmt: &Stmt| matches!(stmt, Stmt::Return(_) | Stmt::Throw(_));
    let mut mentions = tree.mentions(id).map(|mention| tree.span(mention));
    match kind {
        // After a `try`, the variable has its value if the `catch` never completes.
        Stmt::Try(attempt) => {
            let handler = attempt.handler.as_ref();
            let may_come_by = handler.is_some_and(|handler| !handler.body.stmts.last().is_some_and(leaves));
            let clauses = handler.map(|handler| &handler.body).into_iter().chain(&attempt.finalizer);
            let place = tree.span(declared.name);
            let other = clauses.map(span).find(|clause| clause.contains(place));
            let own = other.unwrap_or(span(&attempt.block));
            let is_sure = |mention: Span| other.is_none() && !may_come_by && mention.start >= span(&**attempt).end;
            mentions.any(|mention| !own.contains(mention) && !is_sure(mention))
        }
        _ => mentions.any(|mention| !tree.span(block).contains(mention)),
    }
}

/// The expressions and loops that assign to `id`, without its own initializer.
pub fn assignments(tree: &Tree, id: &Id) -> Vec<NodeId> {
    named(tree, id).assignments.clone()
}

fn find_assignments(tree: &Tree, id: &Id) -> Vec<NodeId> {
    let mut declarations = tree.mentions(id).filter_map(|name| declares(tree, name));
    let first = declarations.find(|declared| !is_signature(tree, declared)).map(|declared| declared.name);
    let again = |name: NodeId| first != Some(name) && fills(tree, name);
    let assigning = |name: NodeId| if again(name) { tree.parent(name) } else { assigns(tree, name) };
    tree.mentions(id).filter_map(assigning).collect()
}

/// Whether a function is only a signature of an overloaded one.
fn is_signature(tree: &Tree, declared: &Declared) -> bool {
    match tree.ast(declared.holder) {
        Ast::Stmt(Stmt::Decl(Decl::Fn(function)))
        | Ast::ModuleDecl(ModuleDecl::ExportDecl(ExportDecl { decl: Decl::Fn(function), .. })) => {
            function.function.body.is_none()
        }
        _ => false,
    }
}

/// Whether a further declaration at `name` gives the name a value: a second `var` with an initializer, a
/// second function.
fn fills(tree: &Tree, name: NodeId) -> bool {
    let Some(declared) = declares(tree, name) else { return false };
    match (declared.how, tree.ast(declared.holder)) {
        (How::Function, _) => !is_signature(tree, &declared),
        (How::Variable, Ast::Declarator(declarator)) => {
            let each = |up| matches!(tree.ast(up), Ast::Stmt(Stmt::ForIn(_) | Stmt::ForOf(_)));
            declarator.init.is_some() || tree.parent(declared.holder).is_some_and(each)
        }
        _ => false,
    }
}

fn assigns(tree: &Tree, name: NodeId) -> Option<NodeId> {
    let up = tree.parent(name)?;
    match tree.ast(up) {
        Ast::Expr(Expr::Assign(_)) => Some(up),
        Ast::Expr(Expr::Ident(_)) => {
            let mut above = tree.parent(up)?;
            while matches!(tree.ast(above), Ast::Expr(Expr::Paren(_) | Expr::TsNonNull(_) | Expr::TsAs(_))) {
                above = tree.parent(above)?;
            }
            match tree.ast(above) {
                Ast::Expr(Expr::Update(_)) | Ast::Pat(Pat::Expr(_)) => Some(above),
                Ast::Expr(Expr::Assign(assign)) => {
                    // `name.member = …` changes the object, not the name.
                    let into = matches!(
                        &assign.left,
                        AssignTarget::Simple(SimpleAssignTarget::Member(_) | SimpleAssignTarget::OptChain(_))
                    );
                    let target = crate::syntax::span(&assign.left);
                    (!into && target.contains(tree.span(name))).then_some(above)
                }
                _ => None,
            }
        }
        Ast::Pat(_) => {
            let holder = tree.ancestors(name).find(|node| !matches!(tree.ast(*node), Ast::Pat(_)))?;
            match tree.ast(holder) {
                Ast::Expr(Expr::Assign(_)) | Ast::Stmt(Stmt::ForIn(_) | Stmt::ForOf(_)) => Some(holder),
                _ => None,
            }
        }
        _ => None,
    }
}

/// The innermost function, method, class field or static block around a node.
pub fn function_around(tree: &Tree, node: NodeId) -> Option<NodeId> {
    tree.ancestors(node).find(|up| is_function(tree, *up))
}

/// Whether code inside `node` runs at another time than the code around it.
pub fn is_function(tree: &Tree, node: NodeId) -> bool {
    match tree.ast(node) {
        Ast::Function(_) | Ast::Expr(Expr::Arrow(_)) => true,
        Ast::ClassMember(member) => matches!(
            member,
            ClassMember::Constructor(_)
                | ClassMember::ClassProp(ClassProp { is_static: false, .. })
                | ClassMember::PrivateProp(PrivateProp { is_static: false, .. })
                | ClassMember::AutoAccessor(AutoAccessor { is_static: false, .. })
        ),
        _ => false,
    }
}

/// Whether a declaration is visible in the whole module.
pub fn is_module_level(tree: &Tree, declared: &Declared) -> bool {
    // The own name of a function expression, and a parameter, are local wherever they are.
    if matches!(declared.how, How::Parameter) || matches!(tree.ast(declared.holder), Ast::Expr(_)) {
        return false;
    }
    let statement = match tree.ast(declared.holder) {
        Ast::Declarator(_) => tree.parent(declared.holder),
        _ => Some(declared.holder),
    };
    statement.is_some_and(|statement| tree.parent(statement).is_none())
        && !statement.is_some_and(|statement| {
            matches!(tree.ast(statement), Ast::Stmt(Stmt::For(_) | Stmt::ForIn(_) | Stmt::ForOf(_)))
        })
}

/// The outermost statement around a node, or the node itself.
pub fn top_statement(tree: &Tree, node: NodeId) -> NodeId {
    tree.up(node).last().unwrap_or(node)
}

/// The innermost statement or module declaration around a node, or the node itself.
pub fn statement(tree: &Tree, node: NodeId) -> Option<NodeId> {
    tree.up(node).find(|up| matches!(tree.ast(*up), Ast::Stmt(_) | Ast::ModuleDecl(_)))
}
