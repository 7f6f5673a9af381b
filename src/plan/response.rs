//! What becomes of the response of `attach`, by following it to everything that reads it.
//!
//! The value is followed within the file: through `await`, chains, variables, patterns, functions
//! that return it and their callers. Each place that does something with it is a read; a call whose
//! response is read in a way v3 cannot answer stays on v2.

use super::quote::quote;
use super::{Input, declarators};
use crate::bindings::{V2, is};
use crate::edit::{Edit, Edits, Span};
use crate::mapping::entry;
use crate::migration::Moves;
use crate::note::Note;
use crate::scope;
use crate::syntax::span;
use crate::text;
use crate::tree::{Ast, NodeId};
use crate::value::{self, Callable, Effect, unwrap};
use std::collections::HashSet;
use swc_ecma_ast::*;

/// What moving a call does to its response.
#[derive(Debug, Clone, Default)]
pub struct Response {
    /// Removals of names nobody reads, and of what only carried a device to `detach`.
    pub edits: Vec<Edit>,
    /// What to say.
    pub notes: Vec<Note>,
    /// The calls of `detach` that are fed by this response alone, and go.
    pub detaches: Vec<NodeId>,
    /// The conditions that only asked whether there is a device to detach; they go with the calls in them.
    pub guards: Vec<NodeId>,
}

/// What is followed.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
enum What {
    /// The response, or a promise of it.
    Response,
    /// A field of it.
    Field(String),
    /// The array `Promise.all` makes, with the response at this place.
    Among(usize),
}

/// Everything the walk finds.
#[derive(Debug, Default)]
struct Reads {
    /// Places that read it in a way v3 has no answer to.
    reads: Vec<NodeId>,
    /// Whether it leaves the file by an export.
    exported: bool,
    /// Fields of it that a function returns.
    fields: Vec<NodeId>,
    /// `detach` calls that get the device.
    detaches: Vec<NodeId>,
    /// Names of the device that a condition asks for, and the `if` or `&&` of it.
    guards: Vec<(NodeId, NodeId)>,
    /// Declarators, assignments and statements that only pass it on.
    carriers: Vec<Carrier>,
    seen: HashSet<(NodeId, What)>,
}

/// Something that holds the response and goes when nobody reads it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Carrier {
    /// `const { device_id } = …`: the declarator.
    Declarator(NodeId),
    /// `saved = …`: the assignment.
    Assignment(NodeId),
    /// `setDevice(device_id)` and `ref.current = device_id`: the expression.
    Handing(NodeId),
    /// The pattern of a callback's only parameter.
    Parameter(NodeId),
}

/// Follows the response of `call`.
///
/// # Errors
/// The places that read it, if they keep the call on v2.
pub fn read(input: &Input, call: NodeId) -> Result<Response, Vec<Note>> {
    let mut reads = Reads::default();
    reads.follow(input, call, What::Response);
    for detach in reads.detaches.clone() {
        if !can_go(input, detach) {
            reads.reads.push(detach);
        }
    }
    for (test, guard) in std::mem::take(&mut reads.guards) {
        match guards_only(input, (test, guard), &reads.detaches) {
            true => reads.guards.push((test, guard)),
            false => reads.reads.push(test),
        }
    }
    // A field that leaves the file is read there, and no compiler sees it missing.
    if reads.exported {
        reads.reads.append(&mut reads.fields);
    }
    if !reads.reads.is_empty() {
        return unread(input, call, reads);
    }
    Ok(reads.respond(input, call))
}

/// What a call comes to whose response is read: `--unsafe` moves it, with a TODO at each reader.
fn unread(input: &Input, call: NodeId, mut reads: Reads) -> Result<Response, Vec<Note>> {
    reads.reads.sort();
    reads.reads.dedup();
    if input.project.moves == Moves::Safe {
        let mut note = Note::new(entry("response-read"), input.tree.span(call));
        let mut said = HashSet::new();
        for node in &reads.reads {
            let (text, at) = (reader(input, call, *node), readable(input, *node));
            if said.insert((text::line_start(input.source, at.start), text.clone())) {
                note = note.with_at("read by", text, at);
            }
        }
        return Err(vec![note]);
    }
    let note = |node: &NodeId| {
        let place = readable(input, *node);
        Note::new(entry("response-unsafe"), place).with("read by", one_line(&quote(input, place)))
    };
    let notes = reads.reads.iter().map(note).collect();
    Ok(Response { notes, ..Response::default() })
}

impl Reads {
    fn respond(self, input: &Input, call: NodeId) -> Response {
        let carriers = self.removable(input, call);
        let guards = self.guards.iter().map(|(_, guard)| *guard).collect();
        let mut response = Response { detaches: self.detaches, guards, ..Response::default() };
        response.edits = carriers.iter().flat_map(|carrier| carrier.removal(input, call)).collect();
        let named = carriers.iter().find(|carrier| !matches!(carrier, Carrier::Handing(_)));
        if let Some(first) = named {
            response.notes.push(Note::new(entry("response-unused"), input.tree.span(first.node())));
        }
        if self.exported {
            let place = input.tree.span(call);
            let id = if input.dialect.is_typescript() { "response-typed" } else { "response-exported" };
            response.notes.push(Note::new(entry(id), place));
        }
        response
    }

    /// The carriers that can go: nothing is left that mentions a name they make.
    fn removable(&self, input: &Input, call: NodeId) -> Vec<Carrier> {
        let mut carriers: Vec<Carrier> = Vec::new();
        for carrier in &self.carriers {
            // What leaves by an export keeps its name.
            let kept = self.exported && !matches!(carrier, Carrier::Handing(_));
            if !kept && !carriers.contains(carrier) {
                carriers.push(*carrier);
            }
        }
        loop {
            let mut edits: Vec<Edit> = carriers.iter().flat_map(|carrier| carrier.removal(input, call)).collect();
            let gone = self.guards.iter().map(|(_, guard)| guard).chain(&self.detaches);
            edits.extend(gone.flat_map(|node| input.removal(*node)));
            let edits = Edits::new(edits);
            let before = carriers.len();
            carriers.retain(|carrier| carrier.is_idle(input, &edits));
            if carriers.len() == before {
                return carriers;
            }
        }
    }

    fn read(&mut self, node: NodeId) {
        self.reads.push(node);
    }

    /// Follows the value of the expression at `node` to whatever is around it.
    fn follow(&mut self, input: &Input, node: NodeId, what: What) {
        if !self.seen.insert((node, what.clone())) {
            return;
        }
        let Some(up) = input.tree.parent(node) else { return };
        match input.tree.ast(up) {
            Ast::Expr(expr) => self.in_expr(input, (node, up), expr, what),
            Ast::Stmt(stmt) => self.in_stmt(input, (node, up), stmt, what),
            Ast::Declarator(declarator) => self.declared(input, up, declarator, what),
            Ast::ModuleDecl(ModuleDecl::ExportDefaultExpr(_) | ModuleDecl::TsExportAssignment(_)) => {
                self.exported = true;
            }
            Ast::Prop(prop) => self.in_prop(input, (node, up), prop, &what),
            Ast::Pat(Pat::Assign(assign)) if is(input.tree, node, &assign.right) => {
                self.pattern(input, &assign.left, &what);
            }
            Ast::ClassMember(member) => self.in_field(input, up, member, what),
            _ => self.read(node),
        }
    }

    fn in_expr(&mut self, input: &Input, (node, up): (NodeId, NodeId), expr: &Expr, what: What) {
        match expr {
            expr if value::is_wrapper(expr) => self.follow(input, up, what),
            Expr::Await(_) => self.follow(input, up, what),
            Expr::Unary(UnaryExpr { op: UnaryOp::Void, .. }) => {}
            Expr::Seq(seq) => {
                if seq.exprs.last().is_some_and(|last| is(input.tree, node, last)) {
                    self.follow(input, up, what);
                }
            }
            Expr::Cond(cond) if !is(input.tree, node, &cond.test) => self.follow(input, up, what),
            Expr::Bin(bin) if is_logical(bin.op) && is(input.tree, node, &bin.right) => self.follow(input, up, what),
            // With a fallback it is still the response, as long as finding it missing does nothing.
            Expr::Bin(BinExpr { op: BinaryOp::NullishCoalescing | BinaryOp::LogicalOr, right, .. })
                if input.effect(right) == Effect::None =>
            {
                self.follow(input, up, what);
            }
            Expr::Unary(UnaryExpr { op: UnaryOp::Bang, .. }) => self.asked(input, (node, up), &what),
            Expr::Bin(bin) if is_comparison(bin.op) || bin.op == BinaryOp::LogicalAnd => {
                self.asked(input, (node, up), &what);
            }
            Expr::Arrow(_) => self.given_back(input, node, up, what),
            Expr::Member(member) => self.member(input, (node, up), member, what),
            Expr::OptChain(chain) => match &*chain.base {
                OptChainBase::Member(member) => self.member(input, (node, up), member, what),
                OptChainBase::Call(_) => self.read(node),
            },
            Expr::Assign(assign) => self.assigned(input, (node, up), assign, what),
            Expr::Array(array) => self.in_array(input, (node, up), array, what),
            Expr::Call(call) => self.argument(input, (node, up), call, &what),
            _ => self.read(node),
        }
    }

    fn in_stmt(&mut self, input: &Input, (node, up): (NodeId, NodeId), stmt: &Stmt, what: What) {
        match stmt {
            Stmt::Expr(_) => {}
            Stmt::Return(_) => match scope::function_around(input.tree, up) {
                Some(function) => self.given_back(input, node, function, what),
                None => self.read(node),
            },
            Stmt::If(_) => self.asked(input, (node, up), &what),
            Stmt::For(each) if each.test.as_deref().is_none_or(|test| !is(input.tree, node, test)) => {}
            _ => self.read(node),
        }
    }

    /// The device may be asked for before it is detached.
    fn asked(&mut self, input: &Input, (node, up): (NodeId, NodeId), what: &What) {
        match guard(input, node, up).filter(|_| *what == What::Field("device_id".to_owned())) {
            Some(guard) => self.guards.push((node, guard)),
            None => self.read(node),
        }
    }

    fn in_prop(&mut self, input: &Input, (node, up): (NodeId, NodeId), prop: &Prop, what: &What) {
        let named_device = match prop {
            Prop::KeyValue(pair) => value::key_name(&pair.key).as_deref() == Some("device"),
            Prop::Shorthand(ident) => &*ident.sym == "device",
            _ => false,
        };
        let is_device = *what == What::Field("device_id".to_owned());
        match input.tree.parent(up).and_then(|object| input.detach_told_by(object)) {
            Some(detach) if named_device && is_device => self.detaches.push(detach),
            _ => self.read(node),
        }
    }

    fn member(&mut self, input: &Input, (node, up): (NodeId, NodeId), member: &MemberExpr, what: What) {
        let is_object = input.tree.expr(node).is_some_and(|expr| std::ptr::eq(expr, &*member.obj));
        let Some(name) = value::member_name(member).filter(|_| is_object) else { return self.read(node) };
        if what != What::Response && !matches!(what, What::Among(_)) {
            return self.read(node);
        }
        if matches!(name.as_str(), "then" | "catch" | "finally")
            && let Some((call, args)) = input.called(up)
        {
            return self.chain(input, &name, (node, call), args, what);
        }
        match what {
            What::Response => self.follow(input, up, What::Field(name)),
            _ => self.read(node),
        }
    }

    /// `promise.then(callback)` and its kin.
    fn chain(&mut self, input: &Input, name: &str, (node, call): (NodeId, NodeId), args: &[ExprOrSpread], what: What) {
        let first = args.first();
        if name != "then" {
            return self.follow(input, call, what);
        }
        let Some(callback) = first else { return self.follow(input, call, what) };
        match (Callable::literal(&callback.expr), unwrap(&callback.expr)) {
            (Some(callable), _) => self.handed_to(input, callable, &what, Carried::Removable),
            (None, Expr::Ident(ident)) if &*ident.sym == "undefined" => self.follow(input, call, what),
            (None, Expr::Lit(Lit::Null(_))) => self.follow(input, call, what),
            (None, Expr::Ident(ident)) => match Callable::named(input.tree, &ident.to_id()) {
                Some(callable) => self.handed_to(input, callable, &what, Carried::Kept),
                None => self.read(node),
            },
            _ => self.read(node),
        }
    }

    fn handed_to(&mut self, input: &Input, callable: Callable, what: &What, carried: Carried) {
        if callable.says_arguments(input.tree) || callable.is_generator() {
            self.reads.extend(callable.node(input.tree));
            return;
        }
        let params = callable.params();
        let Some(param) = params.first() else { return };
        self.pattern(input, param, what);
        let pattern =
            input.tree.all().find(|node| matches!(input.tree.ast(*node), Ast::Pat(p) if std::ptr::eq(p, *param)));
        if let (Carried::Removable, Pat::Object(_) | Pat::Array(_), [_], Some(pattern)) =
            (carried, param, &params[..], pattern)
        {
            self.carriers.push(Carrier::Parameter(pattern));
        }
    }

    fn declared(&mut self, input: &Input, node: NodeId, declarator: &VarDeclarator, what: What) {
        let exported = matches!(input.tree.parent(node).map(|up| input.tree.ast(up)), Some(Ast::ModuleDecl(_)));
        if exported {
            self.exported = true;
        }
        self.pattern(input, &declarator.name, &what);
        if !exported && !matches!(what, What::Among(_)) {
            self.carriers.push(Carrier::Declarator(node));
        }
    }

    /// Follows what a pattern takes from the value.
    fn pattern(&mut self, input: &Input, pat: &Pat, what: &What) {
        match (pat, what) {
            (Pat::Ident(binding), _) => self.variable(input, &binding.id.to_id(), what),
            (Pat::Object(object), What::Response) => object.props.iter().for_each(|prop| match prop {
                ObjectPatProp::Assign(assign) => {
                    let id = assign.key.id.to_id();
                    self.variable(input, &id, &What::Field(id.0.to_string()));
                }
                ObjectPatProp::KeyValue(pair) => {
                    let name = value::key_name(&pair.key).unwrap_or_default();
                    self.pattern(input, &pair.value, &What::Field(name));
                }
                ObjectPatProp::Rest(rest) => self.pattern(input, &rest.arg, &What::Field("…".to_owned())),
            }),
            (Pat::Array(array), What::Among(index)) => {
                if array.elems.iter().take(*index + 1).flatten().any(|element| matches!(element, Pat::Rest(_))) {
                    return self.reads.extend(input.tree.within(span(pat)).next());
                }
                if let Some(Some(element)) = array.elems.get(*index) {
                    self.pattern(input, element, &What::Response);
                }
            }
            (Pat::Assign(assign), _) => self.pattern(input, &assign.left, what),
            (Pat::Invalid(_), _) => {}
            _ => self.reads.extend(input.tree.within(span(pat)).next()),
        }
    }

    /// Follows every mention of a variable that holds the value.
    fn variable(&mut self, input: &Input, id: &Id, what: &What) {
        for name in input.tree.mentions(id) {
            let Some(up) = input.tree.parent(*name) else { continue };
            match input.tree.ast(up) {
                Ast::Expr(Expr::Ident(_)) => self.follow(input, up, what.clone()),
                Ast::Prop(prop @ Prop::Shorthand(_)) => self.in_prop(input, (*name, up), prop, what),
                Ast::ModuleDecl(_) if scope::declares(input.tree, *name).is_none() => self.exported = true,
                _ => {}
            }
        }
    }

    fn assigned(&mut self, input: &Input, (node, up): (NodeId, NodeId), assign: &AssignExpr, what: What) {
        if assign.op != AssignOp::Assign || !is(input.tree, node, &assign.right) {
            return self.read(node);
        }
        // The value of the assignment itself is the response, too.
        self.follow(input, up, what.clone());
        match &assign.left {
            AssignTarget::Simple(SimpleAssignTarget::Ident(target)) => {
                self.variable(input, &target.id.to_id(), &what);
                self.carriers.push(Carrier::Assignment(up));
            }
            AssignTarget::Simple(SimpleAssignTarget::Member(member)) => {
                let held =
                    reference(input, member).filter(|_| value::member_name(member).as_deref() == Some("current"));
                match held {
                    Some(id) => {
                        self.held(input, &id, &what);
                        self.carriers.push(Carrier::Handing(up));
                    }
                    None => self.read(node),
                }
            }
            AssignTarget::Pat(AssignTargetPat::Object(object)) if what == What::Response => {
                let pat = Pat::Object(object.clone());
                self.pattern(input, &pat, &what);
                self.carriers.push(Carrier::Assignment(up));
            }
            _ => self.read(node),
        }
    }

    /// Follows `ref.current` wherever it is read.
    fn held(&mut self, input: &Input, id: &Id, what: &What) {
        for name in input.tree.mentions(id) {
            let Some(mention) = input.tree.parent(*name) else { continue };
            let Ast::Expr(Expr::Ident(_)) = input.tree.ast(mention) else { continue };
            let Some(around) = input.tree.parent(mention) else { continue };
            match input.tree.ast(around) {
                Ast::Expr(Expr::Member(member)) if value::member_name(member).as_deref() == Some("current") => {
                    self.follow(input, around, what.clone());
                }
                // The target of an assignment to `ref.current`.
                Ast::Expr(Expr::Assign(_)) => {}
                Ast::Expr(Expr::Array(_)) if input.is_dependency(around) => {}
                _ => self.read(mention),
            }
        }
    }

    fn in_array(&mut self, input: &Input, (node, up): (NodeId, NodeId), array: &ArrayLit, what: What) {
        let position = array.elems.iter().position(|element| {
            element.as_ref().is_some_and(|element| is(input.tree, node, &element.expr) && element.spread.is_none())
        });
        let call = input.tree.parent(up);
        let combinator = call.and_then(|call| input.promise_combinator(call));
        if what.is_value() && input.is_dependency(up) {
            return;
        }
        match (position, call, combinator.as_deref()) {
            (Some(position), Some(call), Some("all")) if what == What::Response => {
                self.follow(input, call, What::Among(position));
            }
            (Some(_), Some(call), Some(_)) if what == What::Response => {
                self.follow(input, call, What::Among(usize::MAX))
            }
            _ => self.read(node),
        }
    }

    /// The value is an argument.
    fn argument(&mut self, input: &Input, (node, up): (NodeId, NodeId), call: &CallExpr, what: &What) {
        let Callee::Expr(callee) = &call.callee else { return self.read(node) };
        if let Expr::Ident(setter) = unwrap(callee)
            && let Some(state) = input.state_set_by(&setter.to_id())
        {
            self.variable(input, &state, what);
            return self.carriers.push(Carrier::Handing(up));
        }
        self.read(node);
    }

    /// The value is what a class field starts with.
    fn in_field(&mut self, input: &Input, up: NodeId, member: &ClassMember, what: What) {
        let (name, is_private) = match member {
            ClassMember::ClassProp(prop) => {
                (value::key_name(&prop.key), prop.accessibility == Some(Accessibility::Private))
            }
            ClassMember::PrivateProp(prop) => (Some(format!("#{}", prop.key.name)), true),
            _ => return self.read(up),
        };
        let Some(name) = name else { return self.read(up) };
        if !is_private {
            self.exported = true;
        }
        for mention in input.members_called(&name) {
            self.follow(input, mention, what.clone());
        }
    }

    /// The function at `node` returns the value.
    /// The value at `node` is what `function` returns.
    fn given_back(&mut self, input: &Input, node: NodeId, function: NodeId, what: What) {
        if let What::Field(_) = what {
            self.fields.push(node);
        }
        self.returned(input, function, what);
    }

    fn returned(&mut self, input: &Input, node: NodeId, what: What) {
        if !self.seen.insert((node, What::Field(format!("returned {what:?}")))) {
            return;
        }
        if let Ast::Function(function) = input.tree.ast(node)
            && function.is_generator
        {
            return self.read(node);
        }
        if matches!(input.tree.ast(node), Ast::Expr(Expr::Arrow(_))) {
            return self.function_value(input, node, what);
        }
        let Some(up) = input.tree.parent(node) else { return self.read(node) };
        match input.tree.ast(up) {
            Ast::Expr(Expr::Fn(_)) => self.function_value(input, up, what),
            Ast::Stmt(Stmt::Decl(Decl::Fn(function))) => self.callers(input, &function.ident.to_id(), what),
            Ast::ModuleDecl(ModuleDecl::ExportDecl(ExportDecl { decl: Decl::Fn(function), .. })) => {
                self.exported = true;
                self.callers(input, &function.ident.to_id(), what);
            }
            Ast::ModuleDecl(ModuleDecl::ExportDefaultDecl(_)) => self.exported = true,
            Ast::ClassMember(ClassMember::Method(method)) if method.kind == MethodKind::Method => {
                let is_private = method.accessibility == Some(Accessibility::Private);
                self.method(input, value::key_name(&method.key), is_private, what);
            }
            Ast::ClassMember(ClassMember::PrivateMethod(method)) => {
                self.method(input, Some(format!("#{}", method.key.name)), true, what);
            }
            Ast::Prop(Prop::Method(method)) => self.object_method(input, up, value::key_name(&method.key), what),
            _ => self.read(node),
        }
    }

    /// A function that returns the value is itself a value at `node`.
    fn function_value(&mut self, input: &Input, node: NodeId, what: What) {
        let Some(up) = input.tree.parent(node) else { return self.read(node) };
        match input.tree.ast(up) {
            Ast::Expr(expr) if value::is_wrapper(expr) => self.function_value(input, up, what),
            Ast::Expr(Expr::Call(call)) => self.function_in_call(input, (node, up), call, what),
            Ast::Expr(Expr::Assign(assign)) => {
                let AssignTarget::Simple(SimpleAssignTarget::Member(member)) = &assign.left else {
                    return self.read(node);
                };
                match value::member_name(member) {
                    Some(name) if input.ignores_result(&name) => {}
                    _ if is_module_exports(member) => self.exported = true,
                    _ => self.read(node),
                }
            }
            Ast::Declarator(declarator) => {
                if matches!(input.tree.parent(up).map(|above| input.tree.ast(above)), Some(Ast::ModuleDecl(_))) {
                    self.exported = true;
                }
                match &declarator.name {
                    Pat::Ident(binding) => self.callers(input, &binding.id.to_id(), what),
                    _ => self.read(node),
                }
            }
            Ast::JsxAttr(attr) => match &attr.name {
                JSXAttrName::Ident(name) if input.ignores_result(&name.sym) => {}
                _ => self.read(node),
            },
            Ast::Prop(Prop::KeyValue(pair)) => self.object_method(input, up, value::key_name(&pair.key), what),
            Ast::Prop(Prop::Shorthand(ident)) => self.object_method(input, up, Some(ident.sym.to_string()), what),
            Ast::ClassMember(ClassMember::ClassProp(prop)) => {
                let is_private = prop.accessibility == Some(Accessibility::Private);
                self.method(input, value::key_name(&prop.key), is_private, what);
            }
            Ast::ClassMember(ClassMember::PrivateProp(prop)) => {
                self.method(input, Some(format!("#{}", prop.key.name)), true, what);
            }
            Ast::ModuleDecl(_) => self.exported = true,
            Ast::Stmt(Stmt::Expr(_)) => {}
            Ast::Expr(Expr::Array(_)) if input.is_dependency(up) => {}
            Ast::Stmt(Stmt::Return(_)) if self.leaves_by_export(input, up) => self.exported = true,
            _ => self.read(node),
        }
    }

    fn function_in_call(&mut self, input: &Input, (node, up): (NodeId, NodeId), call: &CallExpr, what: What) {
        let Callee::Expr(callee) = &call.callee else { return self.read(node) };
        if is(input.tree, node, callee) {
            return self.follow(input, up, what);
        }
        let name = match unwrap(callee) {
            Expr::Ident(ident) => Some(ident.sym.to_string()),
            Expr::Member(member) => value::member_name(member),
            _ => None,
        };
        match name.as_deref() {
            Some("then" | "catch") => self.follow(input, up, what),
            Some("finally") => {}
            Some("useCallback") => self.function_value(input, up, what),
            Some(name) if input.ignores_result(name) => {}
            _ => self.read(node),
        }
    }

    fn callers(&mut self, input: &Input, id: &Id, what: What) {
        for name in input.tree.mentions(id) {
            if scope::declares(input.tree, *name).is_some() {
                continue;
            }
            let Some(up) = input.tree.parent(*name) else { continue };
            match input.tree.ast(up) {
                Ast::Expr(Expr::Ident(_)) => self.function_value(input, up, what.clone()),
                Ast::Prop(_) => self.function_value(input, *name, what.clone()),
                Ast::ModuleDecl(_) => self.exported = true,
                _ => {}
            }
        }
    }

    fn method(&mut self, input: &Input, name: Option<String>, is_private: bool, what: What) {
        let Some(name) = name else {
            self.exported = true;
            return;
        };
        if input.ignores_result(&name) {
            return;
        }
        if !is_private {
            self.exported = true;
        }
        for mention in input.members_called(&name) {
            self.function_value(input, mention, what.clone());
        }
    }

    fn object_method(&mut self, input: &Input, prop: NodeId, name: Option<String>, what: What) {
        match name {
            Some(name) if input.ignores_result(&name) => {}
            Some(name) if self.leaves_by_export(input, prop) => self.method(input, Some(name), false, what),
            _ => self.read(prop),
        }
    }

    /// Whether what is at `node` becomes a part of what the module exports, with no call between.
    fn leaves_by_export(&self, input: &Input, node: NodeId) -> bool {
        let handed_over = input
            .tree
            .ancestors(node)
            .any(|up| matches!(input.tree.ast(up), Ast::Expr(Expr::Call(_) | Expr::New(_) | Expr::OptChain(_))));
        let top = scope::top_statement(input.tree, node);
        let exported = match input.tree.ast(top) {
            Ast::ModuleDecl(_) => true,
            Ast::Stmt(Stmt::Expr(stmt)) => match unwrap(&stmt.expr) {
                Expr::Assign(AssignExpr { left: AssignTarget::Simple(SimpleAssignTarget::Member(member)), .. }) => {
                    is_module_exports(member)
                }
                _ => false,
            },
            _ => false,
        };
        exported && !handed_over
    }
}

impl Carrier {
    fn node(self) -> NodeId {
        match self {
            Carrier::Declarator(node)
            | Carrier::Assignment(node)
            | Carrier::Handing(node)
            | Carrier::Parameter(node) => node,
        }
    }

    /// The edits that take it out; the call itself stays where it is in it.
    fn removal(self, input: &Input, call: NodeId) -> Vec<Edit> {
        let holds_call = input.tree.span(self.node()).contains(input.tree.span(call));
        match self {
            Carrier::Declarator(node) if holds_call => undeclare(input, node, call),
            Carrier::Declarator(node) => declarators::removal(input, node),
            Carrier::Assignment(node) if holds_call => match input.tree.expr(node) {
                Some(Expr::Assign(assign)) => only(span(assign), core(input, call, &assign.right)),
                _ => Vec::new(),
            },
            Carrier::Assignment(node) | Carrier::Handing(node) => input.removal(node),
            Carrier::Parameter(node) => vec![Edit { span: input.tree.span(node), with: Vec::new() }],
        }
    }

    /// Whether every mention of the names it makes is gone once `edits` are made.
    fn is_idle(self, input: &Input, edits: &Edits) -> bool {
        let own = match self {
            Carrier::Declarator(node) => match input.tree.ast(node) {
                Ast::Declarator(declarator) => span(&declarator.name),
                _ => return false,
            },
            Carrier::Parameter(node) => input.tree.span(node),
            Carrier::Assignment(_) | Carrier::Handing(_) => return true,
        };
        let names = input.tree.within(own).filter(|node| scope::declares(input.tree, *node).is_some());
        names.filter_map(|node| input.tree.id(node)).all(|id| {
            let mut others = input.tree.mentions(id).iter().map(|mention| input.tree.span(*mention));
            others.all(|mention| own.contains(mention) || edits.removes(mention))
        })
    }
}

impl What {
    fn is_value(&self) -> bool {
        !matches!(self, What::Among(_))
    }
}

/// Whether a callback's parameter may be taken out.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Carried {
    Removable,
    Kept,
}

/// The `if` or `&&` that asks whether there is something at `node`, which is right below `up`.
fn guard(input: &Input, mut node: NodeId, mut up: NodeId) -> Option<NodeId> {
    loop {
        match input.tree.ast(up) {
            Ast::Stmt(Stmt::If(branch)) => {
                return (is(input.tree, node, &branch.test) && branch.alt.is_none()).then_some(up);
            }
            Ast::Expr(Expr::Bin(BinExpr { op: BinaryOp::LogicalAnd, left, .. })) => {
                return is(input.tree, node, left).then_some(up);
            }
            Ast::Expr(Expr::Bin(bin)) if is_presence(bin) => {}
            Ast::Expr(Expr::Unary(UnaryExpr { op: UnaryOp::Bang, .. })) => {
                // Twice, or it asks for the opposite.
                up = input.tree.parent(up)?;
                if !matches!(input.tree.expr(up)?, Expr::Unary(UnaryExpr { op: UnaryOp::Bang, .. })) {
                    return None;
                }
            }
            Ast::Expr(expr) if value::is_wrapper(expr) => {}
            _ => return None,
        }
        (node, up) = (up, input.tree.parent(up)?);
    }
}

/// `… != null` and its kin.
fn is_presence(bin: &BinExpr) -> bool {
    let is_nothing = |expr: &Expr| match unwrap(expr) {
        Expr::Lit(Lit::Null(_)) => true,
        Expr::Ident(ident) => &*ident.sym == "undefined",
        _ => false,
    };
    matches!(bin.op, BinaryOp::NotEq | BinaryOp::NotEqEq) && (is_nothing(&bin.left) || is_nothing(&bin.right))
}

/// Whether nothing is done under a condition but calls of `detaches`, and forgetting the device.
fn guards_only(input: &Input, (test, guard): (NodeId, NodeId), detaches: &[NodeId]) -> bool {
    let place = |expr: &Expr| detaches.iter().any(|detach| core(input, *detach, expr) == span(expr));
    let device = input.tree.span(test).of(input.source);
    let forgets = |expr: &Expr| match expr {
        Expr::Assign(assign) => span(&assign.left).of(input.source) == device && is_empty(&assign.right),
        _ => false,
    };
    let harmless = |expr: &Expr| {
        let has = detaches.iter().any(|detach| span(expr).contains(input.tree.span(*detach)));
        if has { place(expr) } else { forgets(expr) }
    };
    match input.tree.ast(guard) {
        Ast::Expr(Expr::Bin(bin)) => place(&bin.right),
        Ast::Stmt(Stmt::If(branch)) => {
            let body = match &*branch.cons {
                Stmt::Block(block) => block.stmts.as_slice(),
                single => std::slice::from_ref(single),
            };
            !body.is_empty() && body.iter().all(|stmt| matches!(stmt, Stmt::Expr(stmt) if harmless(&stmt.expr)))
        }
        _ => false,
    }
}

/// `null`, `undefined` or `""`: no device.
fn is_empty(expr: &Expr) -> bool {
    match unwrap(expr) {
        Expr::Lit(Lit::Null(_)) => true,
        Expr::Lit(Lit::Str(text)) => text.value.is_empty(),
        Expr::Ident(ident) => &*ident.sym == "undefined",
        _ => false,
    }
}

fn is_comparison(op: BinaryOp) -> bool {
    matches!(op, BinaryOp::NotEq | BinaryOp::NotEqEq)
}

fn is_logical(op: BinaryOp) -> bool {
    matches!(op, BinaryOp::LogicalAnd | BinaryOp::LogicalOr | BinaryOp::NullishCoalescing)
}

fn is_module_exports(member: &MemberExpr) -> bool {
    let object = match unwrap(&member.obj) {
        Expr::Ident(ident) => ident,
        Expr::Member(inner) => match unwrap(&inner.obj) {
            Expr::Ident(ident) => ident,
            _ => return false,
        },
        _ => return false,
    };
    matches!(&*object.sym, "module" | "exports")
}

/// The variable of `variable.current`, if `useRef` made it.
fn reference(input: &Input, member: &MemberExpr) -> Option<Id> {
    let Expr::Ident(object) = unwrap(&member.obj) else { return None };
    let init = value::initialiser(input.tree, &object.to_id())?;
    let Expr::Call(CallExpr { callee: Callee::Expr(callee), .. }) = unwrap(init) else { return None };
    let name = match unwrap(callee) {
        Expr::Ident(ident) => ident.sym.to_string(),
        Expr::Member(member) => value::member_name(member)?,
        _ => return None,
    };
    (name == "useRef").then(|| object.to_id())
}

/// The calls of `detach` that get the device `call` answers with.
pub fn feeds(input: &Input, call: NodeId) -> Vec<NodeId> {
    let mut reads = Reads::default();
    reads.follow(input, call, What::Response);
    reads.detaches
}

/// Whether a `detach` may go: nothing reads its result, and its arguments only name things.
pub fn can_go(input: &Input, detach: NodeId) -> bool {
    let mut reads = Reads::default();
    reads.follow(input, detach, What::Response);
    let quiet = input.tree.inside(detach).filter(|node| *node != detach).all(|node| match input.tree.expr(node) {
        Some(Expr::Call(call)) => reads_storage(call),
        Some(Expr::New(_) | Expr::TaggedTpl(_) | Expr::Await(_) | Expr::Yield(_)) => false,
        Some(Expr::Assign(_) | Expr::Update(_) | Expr::OptChain(_)) => input.effect_of(node) == value::Effect::None,
        Some(Expr::Unary(unary)) => unary.op != UnaryOp::Delete,
        _ => true,
    });
    reads.reads.is_empty() && !reads.exported && quiet
}

/// Whether a call only reads the browser's storage.
fn reads_storage(call: &CallExpr) -> bool {
    let Callee::Expr(callee) = &call.callee else { return false };
    let Expr::Member(member) = unwrap(callee) else { return false };
    let is_storage =
        matches!(unwrap(&member.obj), Expr::Ident(object) if matches!(&*object.sym, "localStorage" | "sessionStorage"));
    is_storage && value::member_name(member).as_deref() == Some("getItem")
}

/// What is left of `whole` when only the call in it matters: the call with its chain and `await`,
/// or `whole` itself where more than an access is around that.
fn core(input: &Input, call: NodeId, whole: &Expr) -> Span {
    let mut node = call;
    let mut core = input.tree.span(call);
    let place = span(whole);
    while let Some(up) = input.tree.parent(node).filter(|up| place.contains(input.tree.span(*up))) {
        let Some(expr) = input.tree.expr(up) else { return place };
        match expr {
            Expr::Await(_) => core = input.tree.span(up),
            Expr::Call(_) => core = input.tree.span(up),
            Expr::Member(_) => {}
            Expr::OptChain(chain) if matches!(*chain.base, OptChainBase::Member(_)) => {}
            Expr::Bin(BinExpr { op: BinaryOp::NullishCoalescing | BinaryOp::LogicalOr, left, right, .. })
                if span(&**left).contains(core) && input.effect(right) == Effect::None => {}
            expr if value::is_wrapper(expr) => {}
            _ => return place,
        }
        node = up;
    }
    core
}

/// The edits that leave `kept` alone of `whole`.
fn only(whole: Span, kept: Span) -> Vec<Edit> {
    let cuts = [Span::new(whole.start, kept.start), Span::new(kept.end, whole.end)];
    cuts.into_iter().filter(|cut| !cut.is_empty()).map(|span| Edit { span, with: Vec::new() }).collect()
}

/// Takes `const name = ` off a declaration, so that its initialiser stands alone.
fn undeclare(input: &Input, node: NodeId, call: NodeId) -> Vec<Edit> {
    let Ast::Declarator(declarator) = input.tree.ast(node) else { return Vec::new() };
    let (Some(init), Some(statement)) = (declarator.init.as_deref(), input.tree.parent(node)) else {
        return Vec::new();
    };
    let alone = matches!(input.tree.ast(statement), Ast::Stmt(Stmt::Decl(Decl::Var(var))) if var.decls.len() == 1);
    if alone {
        return only(Span::new(input.tree.span(statement).start, span(init).end), core(input, call, init));
    }
    if matches!(declarator.name, Pat::Ident(_)) {
        return Vec::new();
    }
    let name = input.fresh(&["ruptResponse"]);
    vec![Edit { span: span(&declarator.name), with: vec![crate::edit::Piece::new(name)] }]
}

/// The text that shows a read: the access around it, if there is one.
fn readable(input: &Input, node: NodeId) -> Span {
    let around = input.tree.parent(node).filter(|up| {
        matches!(
            input.tree.ast(*up),
            Ast::Expr(Expr::Member(_) | Expr::OptChain(_) | Expr::Unary(_) | Expr::Bin(_) | Expr::Call(_))
        )
    });
    input.tree.span(around.unwrap_or(node))
}

/// What reads the response: the line it is in, or only the code where the call is in that, too.
fn reader(input: &Input, call: NodeId, node: NodeId) -> String {
    let place = readable(input, node);
    let line = |at: u32| Span::new(text::line_start(input.source, at), text::line_end(input.source, at));
    if let Some(Ast::Expr(Expr::Member(member))) = input.tree.parent(node).map(|up| input.tree.ast(up))
        && let Some((call, _)) = input.tree.parent(node).and_then(|member| input.called(member))
    {
        let chain = Span::new(span(&member.prop).start, input.tree.span(call).end);
        return format!(".{}", one_line(&quote(input, chain)));
    }
    match line(place.start) == line(input.tree.span(call).start) {
        true => one_line(&quote(input, place)),
        false => shortened(quote(input, line(place.start)).trim()),
    }
}

/// The start of a long line.
fn shortened(line: &str) -> String {
    const LONG: usize = 100;
    match line.char_indices().nth(LONG) {
        Some((end, _)) => format!("{} …", line[..end].trim_end()),
        None => line.to_owned(),
    }
}

fn one_line(text: &str) -> String {
    let line = text.lines().next().unwrap_or_default().trim();
    if line.len() < text.len() { format!("{line} …") } else { line.to_owned() }
}

/// Whether a name of v2 is the function `detach`.
pub fn is_detach(value: &V2) -> bool {
    matches!(value, V2::Member(name) if name == "detach")
}
