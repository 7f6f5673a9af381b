//! Which names in a script are Rupt v2, and where they are used.
//!
//! Names are followed by scope, never by spelling: from the imports, `require`s and dynamic
//! imports of a v2 specifier, through aliases, to every mention. What is not followed (Rupt used
//! as a value, re-exports, mocks, globals) is found all the same, so that it can be said.

pub mod comments;
mod globals;
mod index;
mod loads;
mod mocks;
mod near;
mod sites;
mod types;

use crate::edit::Span;
use crate::mapping::{REACT_NATIVE_PACKAGE, V2_GLOBAL, V2_PACKAGE, V2_SCRIPT, V2_SPECIFIERS, V3_PACKAGE};
use crate::prefilter::{self, Named};
use crate::scope;
use crate::syntax::span;
use crate::tree::{Ast, NodeId, Tree};
use crate::value::{self, unwrap};
pub use globals::is_run;
use globals::{asks_for_global, is_code_with_global, is_global_member, names_global, sets_global, takes_global};
use index::Index;
pub use loads::{addressed, module_name};
use loads::{is_address, loads, loads_address, loads_elsewise, names_script, re_exports};
use mocks::{mocks, replaces_loader, watches};
use near::Near;
use std::cell::OnceCell;
use std::collections::{HashMap, HashSet};
use swc_ecma_ast::*;
use swc_ecma_visit::{Visit, VisitWith};

/// What of v2 an expression stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum V2 {
    /// A promise of it, as `import("rupt")` gives.
    Promise(Box<V2>),
    /// The whole module: has `default` and the named exports.
    Module,
    /// The default export, an object.
    Default,
    /// A named export or a member of the default export.
    Member(String),
    /// The address of the script that puts it on `window`.
    Script,
    /// The module, as a server of packages has it.
    Served,
    /// A file of its package, by its path.
    File,
}

impl V2 {
    /// Whether it is the member called `name`.
    pub fn is_member(&self, name: &str) -> bool {
        matches!(self, V2::Member(own) if own == name)
    }

    /// What a member of it is.
    fn member(&self, name: &str) -> Option<V2> {
        match (self, name) {
            (V2::Module, "default") => Some(V2::Default),
            (V2::Module | V2::Default, name) => Some(V2::Member(name.to_owned())),
            _ => None,
        }
    }

    /// Its name for a report.
    pub fn name(&self) -> &str {
        match self {
            V2::Member(name) => name,
            V2::Promise(inner) => inner.name(),
            V2::Module | V2::Default => V2_GLOBAL,
            V2::Script | V2::Served => V2_SCRIPT,
            V2::File => V2_PACKAGE,
        }
    }
}

/// What is done with v2 at a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Usage {
    /// It is called; the node is the call.
    Call(NodeId),
    /// It is one more name of what is called, in `(mod.default ?? mod).attach()`; the node is the call.
    Operand(NodeId),
    /// It gets another name, which is followed; the node is the declarator.
    Alias(NodeId),
    /// It is assigned to a variable that is followed; the node is the assignment.
    Assigned(NodeId),
    /// `.then(…)` takes it; the node is the call of `then`.
    Then(NodeId),
    /// A callback of `.then` hands it on to the next one.
    HandedOn,
    /// It is a statement of its own.
    Statement,
    /// It is named in a type.
    Type,
    /// A comment names one of its types; the node is what the comment hangs on.
    Comment,
    /// A type lists its options, without naming it.
    Copy,
    /// The global is declared.
    GlobalType,
    /// It leaves the file by an export.
    Export,
    /// A test replaces the module.
    Mock,
    /// A test looks at it, or replaces a member of it.
    Watched,
    /// It is read from `window`, or bound nowhere.
    Global,
    /// Anything else: passed, stored, bound.
    Value,
}

/// Where v2 comes into the script.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Source {
    /// An `import` declaration.
    Import(NodeId),
    /// A TypeScript `import x = require("rupt")`.
    ImportEquals(NodeId),
    /// A call of `require`.
    Require(NodeId),
    /// A call of `import`.
    Dynamic(NodeId),
    /// A type that says `import("rupt")`, a module declaration, a re-export, a mock or a global.
    Other(NodeId),
}

/// One place where v2 is used.
#[derive(Debug, Clone)]
pub struct Site {
    /// The name it is reached by; none where the module is named right here.
    pub via: Option<Id>,
    /// The name or the `require`/`import` itself.
    pub origin: NodeId,
    /// The outermost expression that still is v2 (`Rupt.attach` around `Rupt`).
    pub top: NodeId,
    /// What that is.
    pub value: V2,
    /// What is done with it.
    pub usage: Usage,
}

/// A name that stands for v2.
#[derive(Debug, Clone)]
pub struct Bound {
    /// What it stands for.
    pub value: V2,
    /// Where it comes from.
    pub source: Source,
    /// The declarator, assignment, parameter or import that makes it.
    pub maker: NodeId,
}

/// Everything a script has of v2.
#[derive(Debug, Default)]
pub struct Bindings {
    /// The names that stand for v2.
    pub names: HashMap<Id, Bound>,
    /// Every use, in source order.
    pub sites: Vec<Site>,
    /// Import declarations of v2, in source order.
    pub imports: Vec<NodeId>,
    /// Type-only names: `import { type LimitConfig }`.
    pub types: HashSet<Id>,
    /// Types of the script's own that say v2, each with its declaration.
    pub own_types: HashMap<Id, NodeId>,
    /// Import declarations of v3.
    pub v3_imports: Vec<NodeId>,
    /// Imports of the React Native SDK.
    pub react_native: Vec<Span>,
    /// The lines of comments that name a type of v2, by the code that the comments hang on.
    pub comments: HashMap<NodeId, Vec<String>>,
    /// What is asked for again and again; made when all of the above is known.
    index: OnceCell<Index>,
}

impl Bindings {
    fn index(&self) -> &Index {
        self.index.get_or_init(|| Index::of(&self.names, &self.sites))
    }

    /// The names that a declarator or an assignment makes, sorted.
    pub fn names_of(&self, maker: NodeId) -> &[Id] {
        self.index().names.of(&maker)
    }

    /// The uses, by their index, that are reached by the name `id`.
    pub fn sites_via(&self, id: &Id) -> &[usize] {
        self.index().sites.of(id)
    }

    /// The uses, by their index, that the declarator `maker` gives a name.
    pub fn sites_named_by(&self, maker: NodeId) -> &[usize] {
        self.index().aliases.of(&maker)
    }

    /// The uses that `call` calls.
    pub fn called_by(&self, call: NodeId) -> impl Iterator<Item = &Site> {
        self.index().calls.of(&call).iter().map(|at| &self.sites[*at])
    }

    /// The first use that starts at `node`, by its index.
    pub fn site_from(&self, node: NodeId) -> Option<usize> {
        self.index().origins.of(&node).first().copied()
    }

    /// Where types name v2.
    pub fn types_of_v2(&self) -> &[NodeId] {
        &self.index().types
    }
}

/// Whether `specifier` is the v2 web SDK.
pub fn is_v2(specifier: &str) -> bool {
    V2_SPECIFIERS.contains(&specifier)
}

/// A name of v2 that the script declares once more, which no engine takes, and where.
pub fn declared_twice(tree: &Tree, bindings: &Bindings) -> Option<(u32, String)> {
    let mut again: Vec<(u32, String)> = Vec::new();
    for id in bindings.names.keys() {
        let declared = tree.mentions(id).filter_map(|name| scope::declares(tree, name));
        let declared: Vec<_> = declared.filter(|declared| declared.how != scope::How::Other).collect();
        let is_fixed = |how| matches!(how, scope::How::Import | scope::How::Const | scope::How::Class);
        if declared.len() > 1 && declared.iter().any(|declared| is_fixed(declared.how)) {
            again.push((tree.span(declared[1].name).start, id.0.to_string()));
        }
    }
    again.into_iter().min()
}

/// As many names are compared faster than they are hashed.
const FEW: usize = 16;

/// Finds v2 in the script of a tree, whose text is in `source`.
pub fn find(source: &str, tree: &Tree) -> Bindings {
    let mut bindings = Bindings::default();
    let mut near = Near::of(tree);
    bindings.imports(tree, &near);
    loop {
        let new = bindings.names.keys().filter(|id| near.add(tree, id)).count();
        if !bindings.aliases(tree, &mut near) && new == 0 {
            break;
        }
    }
    bindings.sites(tree, &near);
    bindings.declared(tree, &near);
    bindings.own_types(tree, &mut near);
    let in_comments = comments::in_comments(source, tree, &mut bindings.comments);
    bindings.sites.extend(in_comments);
    bindings.sites.sort_by_key(|site| site.origin);
    bindings.one_call_each();
    bindings
}

impl Bindings {
    /// What of v2 `expr` is.
    pub fn denotes(&self, tree: &Tree, expr: &Expr) -> Option<V2> {
        match unwrap(expr) {
            Expr::Ident(ident) => self.bound(ident).map(|bound| bound.value.clone()),
            Expr::Member(member) => self.member(tree, member),
            Expr::OptChain(chain) => match &*chain.base {
                OptChainBase::Member(member) => self.member(tree, member),
                OptChainBase::Call(_) => None,
            },
            Expr::Await(awaited) => match self.denotes(tree, &awaited.arg)? {
                V2::Promise(inner) => Some(*inner),
                _ => None,
            },
            // `require("rupt").default ?? require("rupt")`, as bundlers and careful people write.
            Expr::Bin(bin) if matches!(bin.op, BinaryOp::LogicalOr | BinaryOp::NullishCoalescing) => {
                self.denotes(tree, &bin.right)?;
                self.denotes(tree, &bin.left)
            }
            Expr::Call(call) => self.call(tree, call),
            _ => None,
        }
    }

    /// What a name stands for. Nearly always there are few names and many questions: then nothing is
    /// hashed.
    fn bound(&self, ident: &Ident) -> Option<&Bound> {
        if self.names.len() > FEW {
            return self.names.get(&ident.to_id());
        }
        let is_it = |id: &Id| id.1 == ident.ctxt && id.0 == ident.sym;
        self.names.iter().find(|(id, _)| is_it(id)).map(|(_, bound)| bound)
    }

    fn member(&self, tree: &Tree, member: &MemberExpr) -> Option<V2> {
        self.denotes(tree, &member.obj)?.member(&value::member_name(member)?)
    }

    fn call(&self, tree: &Tree, call: &CallExpr) -> Option<V2> {
        if let Some(loaded) = loads(tree, call) {
            return Some(loaded);
        }
        // `import("rupt").then((m) => m.default)` is a promise of the default export.
        // What is given where it fails comes from elsewhere.
        let callback = self.then_callback(tree, call).filter(|_| call.args.len() == 1)?;
        let handed_on = callback.expression()?;
        Some(V2::Promise(Box::new(self.denotes(tree, handed_on)?)))
    }

    /// The callback of `promise.then(callback)`, where the promise is one of v2.
    fn then_callback<'c>(&self, tree: &Tree, call: &'c CallExpr) -> Option<value::Callable<'c>> {
        let (object, _) = then_call(call)?;
        matches!(self.denotes(tree, object), Some(V2::Promise(_)))
            .then(|| value::Callable::literal(&call.args.first()?.expr))
            .flatten()
    }

    /// Whether `call` is `promise.then((module) => module.default)`: a promise of v2 in its turn.
    fn hands_on(&self, tree: &Tree, call: &CallExpr) -> bool {
        let callback = self.then_callback(tree, call);
        callback.and_then(|callback| callback.expression()).is_some_and(|expr| self.denotes(tree, expr).is_some())
    }

    fn imports(&mut self, tree: &Tree, near: &Near) {
        for node in near.nodes(tree) {
            let Ast::ModuleDecl(decl) = tree.ast(node) else { continue };
            match decl {
                ModuleDecl::Import(import) => self.import(node, import),
                ModuleDecl::TsImportEquals(import) => {
                    let TsModuleRef::TsExternalModuleRef(module) = &import.module_ref else { continue };
                    if module.expr.value.as_str().is_some_and(is_v2) {
                        let source = Source::ImportEquals(node);
                        let bound = Bound { value: V2::Module, source, maker: node };
                        self.names.insert(import.id.to_id(), bound);
                        self.imports.push(node);
                    }
                }
                _ => {}
            }
        }
    }

    fn import(&mut self, node: NodeId, import: &ImportDecl) {
        match import.src.value.as_str() {
            Some(specifier) if is_v2(specifier) => self.imports.push(node),
            Some(V3_PACKAGE) => return self.v3_imports.push(node),
            Some(REACT_NATIVE_PACKAGE) => return self.react_native.push(span(import)),
            _ => return,
        }
        for specifier in &import.specifiers {
            let id = specifier.local().to_id();
            let value = match specifier {
                ImportSpecifier::Default(_) => V2::Default,
                ImportSpecifier::Namespace(_) => V2::Module,
                ImportSpecifier::Named(named) => match imported_name(named).as_str() {
                    "default" => V2::Default,
                    name => V2::Member(name.to_owned()),
                },
            };
            if import.type_only || specifier.is_type_only() {
                self.types.insert(id.clone());
            }
            self.names.insert(id, Bound { value, source: Source::Import(node), maker: node });
        }
    }

    /// Follows v2 into new names; whether there were any.
    fn aliases(&mut self, tree: &Tree, near: &mut Near) -> bool {
        let before = self.names.len();
        let mut next: Vec<NodeId> = near.statements().collect();
        next.reverse();
        while let Some(top) = next.pop() {
            for node in tree.inside(top) {
                let known = self.names.len();
                self.alias(tree, node);
                if self.names.len() > known {
                    // What a new name is used for is looked at now: names may be made of names, one by one.
                    let names = tree.inside(node).filter_map(|name| tree.id(name));
                    let made = names.filter(|id| self.names.contains_key(id));
                    next.extend(made.flat_map(|id| near.new_statements(tree, id)));
                }
            }
        }
        self.names.len() > before
    }

    /// Takes in the names that the node itself gives to v2.
    fn alias(&mut self, tree: &Tree, node: NodeId) {
        match tree.ast(node) {
            Ast::Declarator(declarator) => {
                let Some(init) = declarator.init.as_deref() else { return };
                let Some(value) = self.denotes(tree, init) else { return };
                let source = self.source_of(tree, init);
                self.bind(tree, &declarator.name, &value, source, node);
            }
            Ast::Expr(Expr::Assign(assign)) if assign.op == AssignOp::Assign => {
                let Some(value) = self.denotes(tree, &assign.right) else { return };
                let AssignTarget::Simple(SimpleAssignTarget::Ident(target)) = &assign.left else { return };
                let id = target.id.to_id();
                if is_assigned_once(tree, &id) && is_value_ignored(tree, node) {
                    let source = self.source_of(tree, &assign.right);
                    self.names.entry(id).or_insert(Bound { value, source, maker: node });
                }
            }
            Ast::Expr(Expr::Call(call)) => {
                let Some((object, _)) = then_call(call) else { return };
                let Some(V2::Promise(value)) = self.denotes(tree, object) else { return };
                let Some(callback) = call.args.first() else { return };
                let Some(callback) = value::Callable::literal(&callback.expr) else { return };
                let Some(param) = callback.params().into_iter().next() else { return };
                let source = self.source_of(tree, object);
                self.bind(tree, param, &value, source, node);
            }
            _ => {}
        }
    }

    /// The `import` or `require` that an expression of v2 starts from.
    fn source_of(&self, tree: &Tree, expr: &Expr) -> Source {
        let Some(node) = tree.find(expr) else { return Source::Other(NodeId::default()) };
        for inner in tree.inside(node) {
            match tree.ast(inner) {
                Ast::Name => {
                    if let Some(bound) = tree.id(inner).and_then(|id| self.names.get(id)) {
                        return bound.source;
                    }
                }
                Ast::Expr(Expr::Call(call)) if loads(tree, call).is_some() => {
                    return match call.callee {
                        Callee::Import(_) => Source::Dynamic(inner),
                        _ => Source::Require(inner),
                    };
                }
                _ => {}
            }
        }
        Source::Other(node)
    }

    /// Binds the names of `pat` to the parts of `value` they take.
    fn bind(&mut self, tree: &Tree, pat: &Pat, value: &V2, source: Source, maker: NodeId) {
        let Some(names) = taken(tree, pat, value) else { return };
        for (id, value) in names {
            self.names.entry(id).or_insert(Bound { value, source, maker });
        }
    }
}

/// Whether the node is this very expression.
pub fn is(tree: &Tree, node: NodeId, expr: &Expr) -> bool {
    tree.expr(node).is_some_and(|other| std::ptr::eq(other, expr))
}

fn imported_name(named: &ImportNamedSpecifier) -> String {
    match &named.imported {
        Some(ModuleExportName::Ident(ident)) => ident.sym.to_string(),
        Some(ModuleExportName::Str(text)) => text.value.as_str().unwrap_or_default().to_owned(),
        None => named.local.sym.to_string(),
    }
}

/// The receiver of `receiver.then(…)` with one argument, and the access.
fn then_call(call: &CallExpr) -> Option<(&Expr, &MemberExpr)> {
    let Callee::Expr(callee) = &call.callee else { return None };
    let Expr::Member(member) = unwrap(callee) else { return None };
    let is_then = value::member_name(member).as_deref() == Some("then");
    (is_then && call.args.first().is_some_and(|argument| argument.spread.is_none())).then_some((&*member.obj, member))
}

/// The names a pattern takes from `value`; none where some part of it cannot be followed.
fn taken(tree: &Tree, pat: &Pat, value: &V2) -> Option<Vec<(Id, V2)>> {
    match pat {
        Pat::Ident(binding) => {
            let id = binding.id.to_id();
            (!scope::may_vary(tree, &id)).then(|| vec![(id, value.clone())])
        }
        Pat::Object(object) => {
            let mut names = Vec::new();
            for prop in &object.props {
                match prop {
                    ObjectPatProp::Assign(assign) if assign.value.is_none() => {
                        let id = assign.key.id.to_id();
                        if scope::may_vary(tree, &id) {
                            return None;
                        }
                        let part = value.member(&id.0)?;
                        names.push((id, part));
                    }
                    ObjectPatProp::KeyValue(pair) => {
                        let part = value.member(&value::key_name(&pair.key)?)?;
                        names.extend(taken(tree, &pair.value, &part)?);
                    }
                    _ => return None,
                }
            }
            Some(names)
        }
        _ => None,
    }
}

/// Whether nothing around the expression at `node` uses its value.
fn is_value_ignored(tree: &Tree, node: NodeId) -> bool {
    let Some(up) = tree.parent(node) else { return true };
    match tree.ast(up) {
        Ast::Stmt(Stmt::Expr(_)) | Ast::Expr(Expr::Unary(UnaryExpr { op: UnaryOp::Void, .. })) => true,
        Ast::Expr(Expr::Seq(seq)) if !seq.exprs.last().is_some_and(|last| is(tree, node, last)) => true,
        Ast::Expr(Expr::Paren(_) | Expr::Seq(_) | Expr::Await(_)) => is_value_ignored(tree, up),
        // A callback of `.then` hands it on to the chain.
        Ast::Expr(Expr::Arrow(_)) => match tree.parent(up).map(|call| (call, tree.ast(call))) {
            Some((node, Ast::Expr(Expr::Call(call)))) if then_call(call).is_some() => is_value_ignored(tree, node),
            _ => false,
        },
        _ => false,
    }
}

/// Whether `id` is a variable without initialiser that is assigned at one place only.
fn is_assigned_once(tree: &Tree, id: &Id) -> bool {
    let Some(declared) = scope::declared(tree, id) else { return false };
    let Ast::Declarator(declarator) = tree.ast(declared.holder) else { return false };
    let empty = match declarator.init.as_deref() {
        None => true,
        Some(init) => {
            matches!(unwrap(init), Expr::Lit(Lit::Null(_)))
                || matches!(unwrap(init), Expr::Ident(ident) if &*ident.sym == "undefined")
        }
    };
    empty && scope::assignments(tree, id).len() == 1
}
