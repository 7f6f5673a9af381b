//! What a script does to an object that has a name: whether it may assign to one of its members.
//!
//! The object is followed from each mention of its name into other names, functions of the script, and
//! object literals that hold it. An object that escapes is distinguished from one that is visibly
//! written to, because not every question is as strict. Other files are not known here.

mod aliases;
mod declared;

use super::known::{self, ArgumentEffect};
use super::path::{Chain, Path, is_object, key_at, key_of, may_be};
use crate::scope;
use crate::syntax::span;
use crate::tree::{Ast, NodeId, Tree};
use crate::value::{self, Callable, unwrap};
use std::collections::HashSet;
use swc_ecma_ast::*;

/// What is done to an object, from harmless to not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ObjectUse {
    /// It is only read.
    Read,
    /// It is stored where it is not followed: in a field, in an array, as the result of a function.
    Held,
    /// An unknown function takes it.
    Handed,
    /// The member is written.
    Written,
}

/// The most keys that a path may have.
const LONGEST: usize = 8;

/// The most names into which an object is followed.
const NAMES: usize = 32;

/// The worst that the script does to the members along the path of `chain`.
pub fn done_to(tree: &Tree, chain: &Chain) -> ObjectUse {
    let mut trace = Trace::new(tree, chain.path.len(), Methods::Unknown);
    let mut next = Some(chain.clone());
    for _ in 0..LONGEST {
        let Some(one) = next.filter(|one| !one.path.is_empty()) else { break };
        trace.root(&one);
        for again in aliases::imported_again(tree, &one) {
            trace.name(&again.root, again.path);
        }
        next = one.origin(tree);
    }
    if trace.worst == ObjectUse::Read
        && chain.path.iter().flatten().any(|key| aliases::is_written_on_another(tree, chain, key))
    {
        trace.found(ObjectUse::Held);
    }
    trace.worst
}

/// The worst that the mention at `node` leads to for the members in `path` of an object whose own
/// methods do not change them.
pub fn done_at(tree: &Tree, node: NodeId, path: &Path) -> ObjectUse {
    let mut trace = Trace::new(tree, path.len(), Methods::Harmless);
    match tree.ast(node) {
        Ast::Name => trace.mention(node, path),
        _ => trace.expr(node, path.clone()),
    }
    trace.worst
}

/// What is known of the methods of an object.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Methods {
    /// Nothing, except for those whose code is in the script.
    Unknown,
    /// They do not change the members in question.
    Harmless,
}

struct Trace<'t, 'a> {
    tree: &'t Tree<'a>,
    methods: Methods,
    /// The length of the path from the object itself. From an object that holds it, the path is longer.
    own: usize,
    seen: HashSet<Chain>,
    /// The literals of the object itself, each with the length of the path that is left in it.
    literals: Vec<(usize, &'a ObjectLit)>,
    worst: ObjectUse,
}

impl<'t, 'a> Trace<'t, 'a> {
    fn new(tree: &'t Tree<'a>, own: usize, methods: Methods) -> Self {
        Trace { tree, methods, own, seen: HashSet::new(), literals: Vec::new(), worst: ObjectUse::Read }
    }

    fn found(&mut self, done: ObjectUse) {
        self.worst = self.worst.max(done);
    }

    /// Follows an object by its name `id`.
    fn name(&mut self, id: &Id, path: Path) {
        if path.len() > LONGEST || self.seen.len() > NAMES {
            return self.found(ObjectUse::Held);
        }
        if path.is_empty() || !self.seen.insert(Chain { root: id.clone(), path: path.clone() }) {
            return;
        }
        let tree = self.tree;
        for mention in tree.mentions(id).filter(|mention| scope::declares(tree, *mention).is_none()) {
            self.mention(mention, &path);
        }
    }

    fn mention(&mut self, mention: NodeId, path: &Path) {
        let Some(up) = self.tree.parent(mention) else { return };
        match self.tree.ast(up) {
            Ast::Expr(Expr::Ident(_)) => self.expr(up, path.clone()),
            Ast::Prop(Prop::Shorthand(ident)) => self.held_in(up, Some(ident.sym.to_string()), path),
            // The name gets another value, which does not change the object; or another file gets it.
            Ast::Expr(Expr::Assign(_)) | Ast::Pat(_) | Ast::ModuleDecl(ModuleDecl::ExportNamed(_)) => {}
            // A component.
            Ast::Expr(Expr::JSXElement(_) | Expr::JSXMember(_)) | Ast::JsxChild(_) => {}
            Ast::Type if !matches!(self.tree.parent(up).map(|up| self.tree.ast(up)), Some(Ast::ModuleDecl(_))) => {}
            _ => self.found(ObjectUse::Held),
        }
    }

    /// The object literal around the member at `prop` holds the object under `key`.
    fn held_in(&mut self, prop: NodeId, key: Option<String>, path: &Path) {
        let Some(literal) = self.tree.parent(prop) else { return };
        let mut longer = path.clone();
        longer.push_front(key);
        if longer.len() > LONGEST { self.found(ObjectUse::Held) } else { self.expr(literal, longer) }
    }

    /// The expression at `node` evaluates to the object; the rest of the path is in it.
    fn expr(&mut self, node: NodeId, path: Path) {
        if self.worst == ObjectUse::Written {
            return;
        }
        let Some(up) = self.tree.parent(node) else { return };
        if let Some(key) = key_at(self.tree, up, node) {
            return self.member(up, key, path);
        }
        match self.tree.ast(up) {
            Ast::Expr(expr) => self.in_expr((up, expr), node, path),
            Ast::Pat(Pat::Expr(_)) => self.found(ObjectUse::Written),
            _ if path.is_empty() => {}
            Ast::Declarator(declarator) => self.pattern(&declarator.name, &path),
            Ast::Pat(Pat::Assign(assign)) => self.pattern(&assign.left, &path),
            Ast::Prop(Prop::KeyValue(pair)) if self.is(node, &pair.value) => {
                self.held_in(up, value::key_name(&pair.key), &path);
            }
            Ast::Spread(_) => self.spread(up, path),
            Ast::Stmt(stmt) => self.in_statement(stmt, node, &path),
            // Other files get it; as a key or a superclass it is only read.
            Ast::ModuleDecl(_) | Ast::Prop(_) | Ast::Class(_) | Ast::Decorator(_) => {}
            Ast::Pat(_) | Ast::ClassMember(_) | Ast::Function(_) | Ast::JsxAttr(_) | Ast::JsxChild(_) => {
                self.found(ObjectUse::Held);
            }
            Ast::Type | Ast::Name => {}
        }
    }

    fn is(&self, node: NodeId, expr: &Expr) -> bool {
        self.tree.expr(node).is_some_and(|other| std::ptr::eq(other, expr))
    }

    /// The expression at `up` accesses the member `key` of the object.
    fn member(&mut self, up: NodeId, key: Option<String>, mut path: Path) {
        let Some(first) = path.front() else { return };
        let is_on_path = may_be(first.as_ref(), key.as_ref());
        if self.is_called(up) {
            let left = path.len();
            let own = |(at, object): &(usize, &ObjectLit)| *at == left && declared::has_function(object, key.as_ref());
            // What one of its methods does to `this` is followed at the method.
            if self.methods == Methods::Unknown
                && !self.literals.iter().any(own)
                && !self.is_own_function(up, key.as_ref())
            {
                self.found(ObjectUse::Handed);
            }
            return;
        }
        if is_on_path {
            path.pop_front();
            self.expr(up, path);
        }
    }

    /// Whether the value of the expression at `callee` is called as a method.
    fn is_called(&self, callee: NodeId) -> bool {
        let is_wrapper = |node: &NodeId| self.tree.expr(*node).is_some_and(value::is_wrapper);
        let mut inner = callee;
        for up in self.tree.ancestors(callee) {
            if is_wrapper(&up) {
                inner = up;
                continue;
            }
            return match self.tree.expr(up) {
                Some(Expr::Call(CallExpr { callee: Callee::Expr(expr), .. })) => self.is(inner, expr),
                Some(Expr::OptChain(chain)) => {
                    matches!(&*chain.base, OptChainBase::Call(call) if self.is(inner, &call.callee))
                }
                Some(Expr::TaggedTpl(tagged)) => self.is(inner, &tagged.tag),
                _ => false,
            };
        }
        false
    }

    /// The object is at `node`, a part of the expression at `up`.
    fn in_expr(&mut self, (up, expr): (NodeId, &'a Expr), node: NodeId, path: Path) {
        if value::is_wrapper(expr) {
            return self.expr(up, path);
        }
        match expr {
            Expr::Update(_) | Expr::Unary(UnaryExpr { op: UnaryOp::Delete, .. }) => self.found(ObjectUse::Written),
            Expr::Assign(assign) => self.assignment((up, assign), node, path),
            _ if path.is_empty() => {}
            Expr::Cond(cond) if !self.is(node, &cond.test) => self.expr(up, path),
            Expr::Bin(bin) => match bin.op {
                BinaryOp::LogicalAnd if self.is(node, &bin.left) => {}
                BinaryOp::LogicalAnd | BinaryOp::LogicalOr | BinaryOp::NullishCoalescing => self.expr(up, path),
                _ => {}
            },
            Expr::Seq(seq) if seq.exprs.last().is_some_and(|last| self.is(node, last)) => self.expr(up, path),
            Expr::Await(_) => self.expr(up, path),
            Expr::Call(call) => match &call.callee {
                Callee::Expr(callee) if self.is(node, callee) => {}
                Callee::Expr(callee) => self.argument(up, (callee, &call.args), node, &path),
                Callee::Import(_) => {}
                Callee::Super(_) => self.found(ObjectUse::Handed),
            },
            Expr::OptChain(chain) => match &*chain.base {
                OptChainBase::Call(call) if !self.is(node, &call.callee) => {
                    self.argument(up, (&call.callee, &call.args), node, &path);
                }
                OptChainBase::Call(_) | OptChainBase::Member(_) => {}
            },
            Expr::New(new) if self.is(node, &new.callee) => {}
            Expr::TaggedTpl(tagged) if self.is(node, &tagged.tag) => {}
            Expr::New(_) | Expr::TaggedTpl(_) => self.found(ObjectUse::Handed),
            Expr::Cond(_) | Expr::Seq(_) | Expr::Unary(_) | Expr::Tpl(_) => {}
            // As a key.
            Expr::Member(_) | Expr::SuperProp(_) => {}
            _ => self.found(ObjectUse::Held),
        }
    }

    fn assignment(&mut self, (up, assign): (NodeId, &'a AssignExpr), node: NodeId, path: Path) {
        let is_value = self.is(node, &assign.right);
        match &assign.left {
            AssignTarget::Simple(SimpleAssignTarget::Member(target)) if !is_value => {
                let key = key_of(target);
                if is_object(self.tree, target, node)
                    && path.front().is_some_and(|first| may_be(first.as_ref(), key.as_ref()))
                {
                    self.found(ObjectUse::Written);
                }
            }
            _ if !is_value => self.found(ObjectUse::Written),
            _ if path.is_empty() || !keeps_value(assign.op) => {}
            AssignTarget::Simple(SimpleAssignTarget::Ident(target)) => {
                self.name(&target.id.to_id(), path.clone());
                self.expr(up, path);
            }
            AssignTarget::Simple(SimpleAssignTarget::Member(target)) if self.is_export(target) => self.expr(up, path),
            AssignTarget::Simple(_) => {
                self.found(ObjectUse::Held);
                self.expr(up, path);
            }
            AssignTarget::Pat(AssignTargetPat::Object(object)) => {
                self.object_pattern(object, &path);
                self.expr(up, path);
            }
            AssignTarget::Pat(_) => self.found(ObjectUse::Held),
        }
    }

    /// Whether the target of an assignment leaves the file: `module.exports`, `exports.settings`.
    fn is_export(&self, target: &MemberExpr) -> bool {
        let is_global = |ident: &Ident, name: &str| &*ident.sym == name && self.tree.script.is_unbound(&ident.to_id());
        match unwrap(&target.obj) {
            Expr::Ident(ident) if is_global(ident, "exports") => true,
            Expr::Ident(ident) => {
                is_global(ident, "module") && value::member_name(target).as_deref() == Some("exports")
            }
            Expr::Member(inner) => self.is_export(inner),
            _ => false,
        }
    }

    /// A literal, a call or an element gets the members of the object by a spread.
    fn spread(&mut self, spread: NodeId, path: Path) {
        let Some(around) = self.tree.parent(spread) else { return };
        match self.tree.expr(around) {
            _ if path.len() <= 1 => {}
            Some(Expr::Object(_)) => self.expr(around, path),
            _ => self.found(ObjectUse::Held),
        }
    }

    fn in_statement(&mut self, stmt: &'a Stmt, node: NodeId, path: &Path) {
        match stmt {
            Stmt::Return(_) | Stmt::Throw(_) => self.found(ObjectUse::Held),
            Stmt::ForOf(each) if self.is(node, &each.right) && path.len() > 1 => self.found(ObjectUse::Held),
            Stmt::With(with) if self.is(node, &with.obj) => self.found(ObjectUse::Written),
            _ => {}
        }
    }

    /// The names of a pattern get the object, or parts of it.
    fn pattern(&mut self, pat: &'a Pat, path: &Path) {
        match pat {
            Pat::Ident(binding) => self.name(&binding.id.to_id(), path.clone()),
            Pat::Assign(assign) => self.pattern(&assign.left, path),
            Pat::Object(object) => self.object_pattern(object, path),
            Pat::Array(array) => {
                let rest: Path = path.iter().skip(1).cloned().collect();
                array.elems.iter().flatten().for_each(|element| self.pattern(element, &rest));
            }
            Pat::Rest(_) | Pat::Expr(_) | Pat::Invalid(_) => self.found(ObjectUse::Held),
        }
    }

    fn object_pattern(&mut self, object: &'a ObjectPat, path: &Path) {
        let Some(first) = path.front() else { return };
        let rest: Path = path.iter().skip(1).cloned().collect();
        for prop in &object.props {
            match prop {
                ObjectPatProp::KeyValue(pair) if may_be(first.as_ref(), value::key_name(&pair.key).as_ref()) => {
                    if !rest.is_empty() {
                        self.pattern(&pair.value, &rest);
                    }
                }
                ObjectPatProp::Assign(assign) if may_be(first.as_ref(), Some(&assign.key.id.sym.to_string())) => {
                    self.name(&assign.key.id.to_id(), rest.clone());
                }
                ObjectPatProp::KeyValue(_) | ObjectPatProp::Assign(_) => {}
                ObjectPatProp::Rest(others) if !rest.is_empty() => self.pattern(&others.arg, path),
                ObjectPatProp::Rest(_) => {}
            }
        }
    }

    /// The object is the argument at `node` of a call.
    fn argument(&mut self, call: NodeId, (callee, args): (&'a Expr, &'a [ExprOrSpread]), node: NodeId, path: &Path) {
        let Some(index) = args.iter().position(|argument| self.is(node, &argument.expr)) else {
            return self.found(ObjectUse::Handed);
        };
        if args[..index].iter().any(|before| before.spread.is_some()) {
            return self.found(ObjectUse::Handed);
        }
        match known::does(self.tree, callee, args, index, path) {
            Some(ArgumentEffect::Reads) => {}
            Some(ArgumentEffect::GivesBack) => self.expr(call, path.clone()),
            Some(ArgumentEffect::Copies) if path.len() <= 1 => {}
            Some(ArgumentEffect::Copies) => self.found(ObjectUse::Held),
            Some(ArgumentEffect::Writes) => self.found(ObjectUse::Written),
            None => self.parameter(callee, index, path),
        }
    }

    fn parameter(&mut self, callee: &'a Expr, index: usize, path: &Path) {
        let callable = match Callable::of(self.tree, callee) {
            Some(callable) if !callable.says_arguments(self.tree) => callable,
            // In another object it is stored where it is not followed; the function does not take it itself.
            _ => return self.found(if path.len() > self.own { ObjectUse::Held } else { ObjectUse::Handed }),
        };
        let params = callable.params();
        match params.get(index) {
            Some(pat) => self.pattern(pat, path),
            None if matches!(params.last(), Some(Pat::Rest(_))) => self.found(ObjectUse::Handed),
            None => {}
        }
    }
}

/// Whether an assignment may store the value itself in its target.
fn keeps_value(op: AssignOp) -> bool {
    matches!(op, AssignOp::Assign | AssignOp::AndAssign | AssignOp::OrAssign | AssignOp::NullishAssign)
}
