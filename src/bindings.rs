//! Which names in a script are Rupt v2, and where they are used.
//!
//! Names are followed by scope, never by spelling: from the imports, `require`s and dynamic
//! imports of a v2 specifier, through aliases, to every mention. What is not followed (Rupt used
//! as a value, re-exports, mocks, globals) is found all the same, so that it can be said.

use crate::edit::Span;
use crate::mapping::{REACT_NATIVE_PACKAGE, V2_GLOBAL, V2_SPECIFIERS, V3_PACKAGE};
use crate::scope;
use crate::syntax::span;
use crate::tree::{Ast, NodeId, Tree};
use crate::value::{self, unwrap};
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
}

impl V2 {
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
        }
    }
}

/// What is done with v2 at a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Usage {
    /// It is called; the node is the call.
    Call(NodeId),
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
    /// It leaves the file by an export.
    Export,
    /// A test replaces the module.
    Mock,
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
    /// Import declarations of v3.
    pub v3_imports: Vec<NodeId>,
    /// Imports of the React Native SDK.
    pub react_native: Vec<Span>,
}

/// Whether `specifier` is the v2 web SDK.
pub fn is_v2(specifier: &str) -> bool {
    V2_SPECIFIERS.contains(&specifier)
}

/// Finds v2 in a script.
pub fn find(tree: &Tree) -> Bindings {
    let mut bindings = Bindings::default();
    bindings.imports(tree);
    while bindings.aliases(tree) {}
    bindings.sites(tree);
    bindings
}

impl Bindings {
    /// What of v2 `expr` is.
    pub fn denotes(&self, tree: &Tree, expr: &Expr) -> Option<V2> {
        match unwrap(expr) {
            Expr::Ident(ident) => self.names.get(&ident.to_id()).map(|bound| bound.value.clone()),
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

    fn member(&self, tree: &Tree, member: &MemberExpr) -> Option<V2> {
        self.denotes(tree, &member.obj)?.member(&value::member_name(member)?)
    }

    fn call(&self, tree: &Tree, call: &CallExpr) -> Option<V2> {
        if let Some(loaded) = loads(tree, call) {
            return Some(loaded);
        }
        // `import("rupt").then((m) => m.default)` is a promise of the default export.
        let callback = self.then_callback(tree, call)?;
        let handed_on = callback.expression()?;
        Some(V2::Promise(Box::new(self.denotes(tree, handed_on)?)))
    }

    /// The callback of `promise.then(callback)`, where the promise is one of v2.
    fn then_callback<'t>(&self, tree: &Tree<'t>, call: &'t CallExpr) -> Option<value::Callable<'t>>
where {
        let (object, _) = then_call(call)?;
        matches!(self.denotes(tree, object), Some(V2::Promise(_)))
            .then(|| value::Callable::literal(&call.args.first()?.expr))
            .flatten()
    }

    fn imports(&mut self, tree: &Tree) {
        for node in tree.all() {
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
    fn aliases(&mut self, tree: &Tree) -> bool {
        let before = self.names.len();
        for node in tree.all() {
            match tree.ast(node) {
                Ast::Declarator(declarator) => {
                    let Some(init) = declarator.init.as_deref() else { continue };
                    let Some(value) = self.denotes(tree, init) else { continue };
                    let source = self.source_of(tree, init);
                    self.bind(tree, &declarator.name, &value, source, node);
                }
                Ast::Expr(Expr::Assign(assign)) if assign.op == AssignOp::Assign => {
                    let Some(value) = self.denotes(tree, &assign.right) else { continue };
                    let AssignTarget::Simple(SimpleAssignTarget::Ident(target)) = &assign.left else { continue };
                    let id = target.id.to_id();
                    if is_assigned_once(tree, &id) {
                        let source = self.source_of(tree, &assign.right);
                        self.names.entry(id).or_insert(Bound { value, source, maker: node });
                    }
                }
                Ast::Expr(Expr::Call(call)) => {
                    let Some((object, _)) = then_call(call) else { continue };
                    let Some(V2::Promise(value)) = self.denotes(tree, object) else { continue };
                    let Some(callback) = call.args.first() else { continue };
                    let Some(callback) = value::Callable::literal(&callback.expr) else { continue };
                    let Some(param) = callback.params().into_iter().next() else { continue };
                    let source = self.source_of(tree, object);
                    self.bind(tree, param, &value, source, node);
                }
                _ => {}
            }
        }
        self.names.len() > before
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

    fn sites(&mut self, tree: &Tree) {
        let mut sites = Vec::new();
        let in_types = imports_in_types(tree);
        for node in tree.all() {
            match tree.ast(node) {
                Ast::Name => sites.extend(self.mention(tree, node)),
                Ast::Expr(Expr::Call(call)) => match loads(tree, call) {
                    Some(_) => sites.push(self.site(tree, node, None)),
                    None if loads_elsewise(tree, call) => {
                        let value = V2::Promise(Box::new(V2::Module));
                        sites.push(other(node, value, Usage::Value));
                    }
                    None if mocks(call) => sites.push(other(node, V2::Module, Usage::Mock)),
                    None => {}
                },
                Ast::Expr(Expr::Member(member)) if is_global_member(tree, member) => {
                    sites.push(other(node, V2::Default, Usage::Global));
                }
                Ast::Expr(Expr::OptChain(chain)) => {
                    if let OptChainBase::Member(member) = &*chain.base
                        && is_global_member(tree, member)
                    {
                        sites.push(other(node, V2::Default, Usage::Global));
                    }
                }
                Ast::Declarator(declarator) if takes_global(tree, declarator) => {
                    sites.push(other(node, V2::Default, Usage::Global));
                }
                Ast::ModuleDecl(decl) if re_exports(decl) => {
                    sites.push(other(node, V2::Module, Usage::Export));
                }
                Ast::Stmt(Stmt::Decl(Decl::TsModule(module))) => {
                    if matches!(&module.id, TsModuleName::Str(name) if name.value.as_str().is_some_and(is_v2)) {
                        sites.push(other(node, V2::Module, Usage::Type));
                    }
                }
                Ast::Type => {
                    let above = tree.parent(node).map(|up| tree.ast(up));
                    if !matches!(above, Some(Ast::Type))
                        && in_types.iter().any(|import| tree.span(node).contains(*import))
                    {
                        sites.push(other(node, V2::Module, Usage::Type));
                    }
                }
                _ => {}
            }
        }
        self.sites = sites;
    }

    /// The use of v2 by the name at `node`, if it is one and not a declaration.
    fn mention(&self, tree: &Tree, node: NodeId) -> Option<Site> {
        let id = tree.id(node)?;
        let up = tree.parent(node)?;
        if let Some(bound) = self.names.get(id) {
            if scope::declares(tree, node).is_some() {
                return None;
            }
            let is_target = matches!(tree.ast(bound.maker), Ast::Expr(Expr::Assign(_))) && up == bound.maker;
            if is_target {
                return None;
            }
            return Some(match tree.ast(up) {
                Ast::Expr(Expr::Ident(_)) => self.site(tree, up, Some(id.clone())),
                Ast::Type => self.named(id, up, bound.value.clone(), Usage::Type),
                Ast::ModuleDecl(_) => self.named(id, up, bound.value.clone(), Usage::Export),
                _ => self.named(id, node, bound.value.clone(), Usage::Value),
            });
        }
        let is_global = &*id.0 == V2_GLOBAL && tree.script.is_unbound(id);
        let in_code = matches!(tree.ast(up), Ast::Expr(Expr::Ident(_)) | Ast::Prop(Prop::Shorthand(_)));
        (is_global && in_code).then(|| other(up, V2::Default, Usage::Global))
    }

    fn named(&self, id: &Id, node: NodeId, value: V2, usage: Usage) -> Site {
        Site { via: Some(id.clone()), origin: node, top: node, value, usage }
    }

    /// The use that starts at the expression `origin`.
    fn site(&self, tree: &Tree, origin: NodeId, via: Option<Id>) -> Site {
        let mut top = origin;
        let mut value = tree.expr(origin).and_then(|expr| self.denotes(tree, expr)).unwrap_or(V2::Module);
        while let Some(up) = tree.parent(top)
            && let Some(expr) = tree.expr(up)
            && !matches!(expr, Expr::Arrow(_))
            && let Some(outer) = self.denotes(tree, expr)
        {
            let through_callback = matches!(expr, Expr::Call(call) if loads(tree, call).is_none());
            if through_callback && !matches!(value, V2::Promise(_)) {
                break;
            }
            top = up;
            value = outer;
        }
        let usage = self.usage(tree, top, &value);
        Site { via, origin, top, value, usage }
    }

    fn usage(&self, tree: &Tree, top: NodeId, value: &V2) -> Usage {
        let Some(up) = tree.parent(top) else { return Usage::Value };
        match tree.ast(up) {
            Ast::Expr(Expr::Call(call)) if mocks(call) => Usage::Mock,
            Ast::Expr(Expr::Call(CallExpr { callee: Callee::Expr(callee), .. })) if is(tree, top, callee) => {
                Usage::Call(up)
            }
            Ast::Expr(Expr::OptChain(chain)) => match &*chain.base {
                OptChainBase::Call(call) if is(tree, top, &call.callee) => Usage::Call(up),
                _ => Usage::Value,
            },
            Ast::Declarator(declarator) => {
                let is_init = declarator.init.as_deref().is_some_and(|init| is(tree, top, init));
                let followed = taken(tree, &declarator.name, value).is_some();
                if is_init && followed { Usage::Alias(up) } else { Usage::Value }
            }
            Ast::Expr(Expr::Assign(assign)) if is(tree, top, &assign.right) => match &assign.left {
                AssignTarget::Simple(SimpleAssignTarget::Ident(target))
                    if self.names.get(&target.id.to_id()).is_some_and(|bound| bound.maker == up) =>
                {
                    Usage::Assigned(up)
                }
                _ => Usage::Value,
            },
            Ast::Expr(Expr::Member(_)) => match tree.parent(up).map(|call| (call, tree.ast(call))) {
                Some((node, Ast::Expr(Expr::Call(call)))) if self.then_callback(tree, call).is_some() => {
                    Usage::Then(node)
                }
                _ => Usage::Value,
            },
            Ast::Expr(Expr::Arrow(arrow)) => {
                let handed_on = matches!(&*arrow.body, ArrowFunctionBody::Expr(body) if is(tree, top, body))
                    && tree
                        .parent(up)
                        .and_then(|call| tree.expr(call))
                        .is_some_and(|call| matches!(self.denotes(tree, call), Some(V2::Promise(_))));
                if handed_on { Usage::HandedOn } else { Usage::Value }
            }
            Ast::Stmt(Stmt::Expr(_)) => Usage::Statement,
            Ast::ModuleDecl(ModuleDecl::ExportDefaultExpr(_) | ModuleDecl::TsExportAssignment(_)) => Usage::Export,
            Ast::Type => Usage::Type,
            _ => Usage::Value,
        }
    }
}

fn other(node: NodeId, value: V2, usage: Usage) -> Site {
    Site { via: None, origin: node, top: node, value, usage }
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

/// What `require("rupt")` and `import("rupt")` load.
fn loads(tree: &Tree, call: &CallExpr) -> Option<V2> {
    let specifier = value::string(&call.args.first()?.expr)?;
    if !is_v2(&specifier) {
        return None;
    }
    match &call.callee {
        Callee::Import(_) => Some(V2::Promise(Box::new(V2::Module))),
        Callee::Expr(callee) => match unwrap(callee) {
            Expr::Ident(ident) if &*ident.sym == "require" && tree.script.is_unbound(&ident.to_id()) => {
                Some(V2::Module)
            }
            _ => None,
        },
        Callee::Super(_) => None,
    }
}

/// Functions that load a module in a way that is not followed.
const LOADERS: [&str; 10] = [
    "require",
    "requirejs",
    "define",
    "createRequire",
    "System",
    "importShim",
    "proxyquire",
    "__non_webpack_require__",
    "__webpack_require__",
    "SystemJS",
];

/// `require.resolve("rupt")`, `define(["rupt"], …)`, `import(NAME)` and their kin.
fn loads_elsewise(tree: &Tree, call: &CallExpr) -> bool {
    let by_name = |expr: &Expr| match unwrap(expr) {
        Expr::Ident(ident) => value::initialiser(tree, &ident.to_id()).and_then(value::string),
        _ => None,
    };
    let names_v2 = |expr: &Expr| value::string(expr).or_else(|| by_name(expr)).is_some_and(|name| is_v2(&name));
    let lists_v2 = |expr: &Expr| match unwrap(expr) {
        Expr::Array(list) => list.elems.iter().flatten().any(|element| names_v2(&element.expr)),
        expr => names_v2(expr),
    };
    let callee = match &call.callee {
        Callee::Import(_) => return call.args.first().is_some_and(|argument| names_v2(&argument.expr)),
        Callee::Expr(callee) => unwrap(callee),
        Callee::Super(_) => return false,
    };
    let loader = match callee {
        Expr::Member(member) => unwrap(&member.obj),
        other => other,
    };
    let is_loader = match loader {
        Expr::Ident(ident) => LOADERS.contains(&&*ident.sym),
        Expr::Call(made) => matches!(&made.callee, Callee::Expr(callee) if is_loader_maker(callee)),
        Expr::MetaProp(_) => true,
        _ => false,
    };
    is_loader && call.args.iter().any(|argument| lists_v2(&argument.expr))
}

/// `createRequire`, which Node's `module` exports.
fn is_loader_maker(callee: &Expr) -> bool {
    match unwrap(callee) {
        Expr::Ident(ident) => &*ident.sym == "createRequire",
        Expr::Member(member) => value::member_name(member).as_deref() == Some("createRequire"),
        _ => false,
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
            (!scope::is_reassigned(tree, &id)).then(|| vec![(id, value.clone())])
        }
        Pat::Object(object) => {
            let mut names = Vec::new();
            for prop in &object.props {
                match prop {
                    ObjectPatProp::Assign(assign) if assign.value.is_none() => {
                        let id = assign.key.id.to_id();
                        if scope::is_reassigned(tree, &id) {
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
    empty && scope::assignments(tree, id).count() == 1
}

const MOCKERS: [&str; 12] = [
    "mock",
    "doMock",
    "unmock",
    "doUnmock",
    "dontMock",
    "deepUnmock",
    "requireActual",
    "requireMock",
    "importActual",
    "importMock",
    "setMock",
    "createMockFromModule",
];

/// Whether a call of `jest` or `vi` replaces the v2 module.
fn mocks(call: &CallExpr) -> bool {
    let Callee::Expr(callee) = &call.callee else { return false };
    let Expr::Member(member) = unwrap(callee) else { return false };
    let Expr::Ident(runner) = unwrap(&member.obj) else { return false };
    let names_v2 = call.args.first().is_some_and(|module| match unwrap(&module.expr) {
        Expr::Call(CallExpr { callee: Callee::Import(_), args, .. }) => {
            args.first().and_then(|inner| value::string(&inner.expr)).is_some_and(|name| is_v2(&name))
        }
        other => value::string(other).is_some_and(|name| is_v2(&name)),
    });
    matches!(&*runner.sym, "jest" | "vi" | "vitest" | "mock")
        && value::member_name(member).is_some_and(|name| MOCKERS.contains(&name.as_str()) || &*runner.sym == "mock")
        && names_v2
}

fn is_global_member(tree: &Tree, member: &MemberExpr) -> bool {
    is_window(tree, &member.obj) && value::member_name(member).as_deref() == Some(V2_GLOBAL)
}

fn is_window(tree: &Tree, expr: &Expr) -> bool {
    let Expr::Ident(object) = unwrap(expr) else { return false };
    matches!(&*object.sym, "window" | "globalThis" | "self") && tree.script.is_unbound(&object.to_id())
}

/// `const { Rupt } = window`.
fn takes_global(tree: &Tree, declarator: &VarDeclarator) -> bool {
    let Pat::Object(pattern) = &declarator.name else { return false };
    let named = pattern.props.iter().any(|prop| match prop {
        ObjectPatProp::Assign(assign) => *assign.key.sym == *V2_GLOBAL,
        ObjectPatProp::KeyValue(pair) => value::key_name(&pair.key).as_deref() == Some(V2_GLOBAL),
        ObjectPatProp::Rest(_) => false,
    });
    named && declarator.init.as_deref().is_some_and(|init| is_window(tree, init))
}

fn re_exports(decl: &ModuleDecl) -> bool {
    let source = match decl {
        ModuleDecl::ExportNamed(export) => export.src.as_deref(),
        ModuleDecl::ExportAll(export) => Some(&*export.src),
        _ => None,
    };
    source.and_then(|source| source.value.as_str()).is_some_and(is_v2)
}

/// The types that say `import("rupt")`.
fn imports_in_types(tree: &Tree) -> Vec<Span> {
    struct Find(Vec<Span>);
    impl Visit for Find {
        fn visit_ts_import_type(&mut self, import: &TsImportType) {
            if import.arg.value.as_str().is_some_and(is_v2) {
                self.0.push(span(import));
            }
            import.visit_children_with(self);
        }
    }
    let mut find = Find(Vec::new());
    tree.script.program.visit_with(&mut find);
    find.0
}
