//! The device in the response of `attach`: which calls of `detach` it reaches, and which conditions test it.

use super::storage::storage;
use super::{answered_by, flow, holder, is_detach};
use crate::analysis::flow::{Asked, Flow, FlowEnd, FlowQuery, Holder};
use crate::analysis::takers::{self, ArgumentUse};
use crate::input::{Input, parts};
use crate::mapping::v2;
use crate::scope;
use crate::symbols::Reach;
use crate::syntax::span;
use crate::tree::{Ast, NodeId};
use crate::value::{self, Effect, unwrap};
use swc_ecma_ast::*;

/// Returns the data flow of the value of a call of v2.
pub(super) fn follow(input: &Input, call: NodeId) -> Flow {
    let sink = |prop: NodeId| detach_fed_by(input, prop);
    Flow::of(input.analysis(), call, &FlowQuery { field: v2::DEVICE.0, sink: &sink })
}

/// Returns the call of `detach` that gets its device from the member at `prop`. None if there is none.
fn detach_fed_by(input: &Input, prop: NodeId) -> Option<NodeId> {
    let key = match input.tree.ast(prop) {
        Ast::Prop(Prop::KeyValue(pair)) => value::key_name(&pair.key),
        Ast::Prop(Prop::Shorthand(name)) => Some(name.sym.to_string()),
        _ => None,
    };
    let object = input.tree.parent(prop).filter(|_| key.as_deref() == Some(v2::DEVICE.1))?;
    let call = input.tree.ancestors(object).find(|up| !input.tree.expr(*up).is_some_and(value::is_wrapper))?;
    let (_, args, _) = parts(input, call)?;
    let [argument] = args else { return None };
    let whole = input.tree.find(&argument.expr)?;
    let is_argument = input.tree.inside(whole).any(|node| node == object);
    let sets_device = match (input.tree.expr(object), input.tree.ast(prop)) {
        (Some(Expr::Object(object)), Ast::Prop(prop)) => sets_device_alone(object, prop),
        _ => false,
    };
    let is_detach = || input.bindings.called_by(call).any(|site| is_detach(&site.value));
    (is_detach() && is_argument && sets_device).then_some(call)
}

/// Whether the member `prop` of the argument of `detach` sets the device, and no other member can set it.
pub(super) fn sets_device_alone(object: &ObjectLit, prop: &Prop) -> bool {
    let key = |prop: &Prop| match prop {
        Prop::Shorthand(name) => Some(name.sym.to_string()),
        Prop::KeyValue(pair) => value::key_name(&pair.key),
        Prop::Assign(_) | Prop::Getter(_) | Prop::Setter(_) | Prop::Method(_) => None,
    };
    let is_device = |prop: &Prop| key(prop).as_deref() == Some(v2::DEVICE.1);
    is_device(prop)
        && object.props.iter().all(|other| match other {
            PropOrSpread::Prop(other) => {
                std::ptr::eq(&**other, prop) || key(other).is_some_and(|key| key != v2::DEVICE.1)
            }
            PropOrSpread::Spread(_) => false,
        })
}

/// Returns the calls of `detach` that a flow ends in.
pub(super) fn detaches(flow: &Flow) -> Vec<NodeId> {
    let mut calls: Vec<NodeId> = flow.ends.iter().filter_map(|(_, end)| sink(end)).collect();
    calls.sort();
    calls.dedup();
    calls
}

fn sink(end: &FlowEnd) -> Option<NodeId> {
    match end {
        FlowEnd::Sink(call) => Some(*call),
        FlowEnd::Asked(_) | FlowEnd::State | FlowEnd::Exported | FlowEnd::Component | FlowEnd::Read => None,
    }
}

/// Returns the calls of `detach` that get the device from the response of `call`.
pub fn feeds(input: &Input, call: NodeId) -> Vec<NodeId> {
    detaches(&flow(input, call))
}

/// Whether a call of `detach` can be removed: its result is not read, no type is written for the result that
/// `undefined` does not fit, and its arguments have no side effects.
pub fn can_go(input: &Input, detach: NodeId) -> bool {
    if input.script.slices.is_markup(input.tree.span(detach)) {
        return false;
    }
    let flow = flow(input, detach);
    let is_harmless = |end: &FlowEnd| matches!(end, FlowEnd::Component);
    let is_quiet = input.tree.inside(detach).filter(|node| *node != detach).all(|node| match input.tree.expr(node) {
        Some(Expr::Call(call)) => reads_storage(input, call),
        Some(Expr::New(_) | Expr::TaggedTpl(_) | Expr::Await(_) | Expr::Yield(_)) => false,
        Some(Expr::Assign(_) | Expr::Update(_) | Expr::OptChain(_)) => input.effect_of(node) == Effect::None,
        Some(Expr::Unary(unary)) => unary.op != UnaryOp::Delete,
        _ => true,
    });
    is_quiet && flow.ends.iter().all(|(_, end)| is_harmless(end)) && super::types::takes_nothing(input, &flow)
}

/// Whether a call only reads from the storage of the browser.
fn reads_storage(input: &Input, call: &CallExpr) -> bool {
    let Callee::Expr(callee) = &call.callee else { return false };
    let Expr::Member(member) = unwrap(callee) else { return false };
    storage(input, &member.obj).is_some() && value::member_name(member).as_deref() == Some("getItem")
}

/// A condition that only tests whether there is a device, and is removed.
#[derive(Debug, Clone, Copy)]
pub(super) struct Guard {
    /// The `if` statement or the `&&` expression.
    pub(super) by: NodeId,
}

/// Returns the conditions on the device that guard only code that is removed.
pub(super) fn guards(input: &Input, flow: &Flow, detaches: &[NodeId]) -> Vec<Guard> {
    let asked = flow.ends.iter().filter_map(|(test, end)| match end {
        FlowEnd::Asked(asked) => Some((*test, *asked)),
        _ => None,
    });
    let removed = Removed { input, flow, detaches };
    let mut guards: Vec<Guard> = asked
        .filter(|(test, asked)| removed.guards_only(*test, *asked))
        .map(|(_, asked)| Guard { by: asked.by })
        .collect();
    guards.sort_by_key(|guard| guard.by);
    guards.dedup_by_key(|guard| guard.by);
    guards
}

/// The code that is removed with the device.
struct Removed<'g, 'i, 'a> {
    input: &'g Input<'i, 'a>,
    flow: &'g Flow,
    detaches: &'g [NodeId],
}

impl Removed<'_, '_, '_> {
    /// Whether a condition guards nothing but calls of `detach` that are removed, and code that stores or clears
    /// the device.
    fn guards_only(&self, test: NodeId, asked: Asked) -> bool {
        match (self.input.tree.ast(asked.by), asked.holds) {
            (Ast::Expr(Expr::Bin(bin)), true) => self.is_place(&bin.right) || self.keeps(&bin.right),
            (Ast::Stmt(Stmt::If(branch)), true) => {
                let body = statements(&branch.cons);
                branch.alt.is_none() && !body.is_empty() && body.iter().all(|stmt| self.is_removed(stmt, test))
            }
            (Ast::Stmt(Stmt::If(branch)), false) => {
                let leaves = matches!(statements(&branch.cons), [Stmt::Return(ReturnStmt { arg: None, .. })]);
                branch.alt.is_none() && leaves && self.all_below_is_removed(asked.by, test)
            }
            _ => false,
        }
    }

    /// Whether all code after a statement in its function is removed.
    fn all_below_is_removed(&self, statement: NodeId, test: NodeId) -> bool {
        let tree = self.input.tree;
        let Some(up) = tree.parent(statement) else { return false };
        if !matches!(tree.ast(up), Ast::Function(_) | Ast::Expr(Expr::Arrow(_))) {
            return false;
        }
        let below = tree.children(up).filter(|node| *node > statement);
        below.into_iter().all(|node| matches!(tree.ast(node), Ast::Stmt(stmt) if self.is_removed(stmt, test)))
    }

    fn is_removed(&self, stmt: &Stmt, test: NodeId) -> bool {
        let Stmt::Expr(ExprStmt { expr, .. }) = stmt else { return matches!(stmt, Stmt::Empty(_)) };
        let holds = |node: &NodeId| span(&**expr).contains(self.input.tree.span(*node));
        if self.detaches.iter().any(holds) {
            return self.is_place(expr);
        }
        self.keeps(expr) || self.forgets(expr, test)
    }

    /// Whether an expression only stores the response.
    fn keeps(&self, expr: &Expr) -> bool {
        let tree = &self.input.tree;
        let is_it = |holder: &Holder| tree.expr(holder.node()).is_some_and(|kept| std::ptr::eq(kept, expr));
        self.flow.holders.iter().any(is_it)
    }

    /// Whether an expression is only a call of `detach` that is removed.
    fn is_place(&self, expr: &Expr) -> bool {
        let mut expr = expr;
        while let Expr::Await(AwaitExpr { arg: inner, .. })
        | Expr::Paren(ParenExpr { expr: inner, .. })
        | Expr::Unary(UnaryExpr { op: UnaryOp::Void, arg: inner, .. }) = expr
        {
            expr = inner;
        }
        self.detaches.iter().any(|detach| self.input.tree.expr(*detach).is_some_and(|call| std::ptr::eq(call, expr)))
    }

    /// Whether an expression clears the device.
    fn forgets(&self, expr: &Expr, test: NodeId) -> bool {
        let device = self.input.tree.span(test).of(self.input.source);
        match expr {
            Expr::Assign(assign) => {
                span(&assign.left).of(self.input.source) == device && is_nothing(self.input, &assign.right)
            }
            _ => false,
        }
    }
}

fn statements(stmt: &Stmt) -> &[Stmt] {
    match stmt {
        Stmt::Block(block) => &block.stmts,
        single => std::slice::from_ref(single),
    }
}

/// Whether a holder of the device may hold another device: other code can set it, or it is initialised with, or set
/// to, a value that does not come from `attach`.
pub(super) fn may_hold_another(input: &Input, held: Holder) -> bool {
    if holder::names(input, held).iter().any(|id| is_set_to_another(input, id)) {
        return true;
    }
    let Some(id) = holder::target(input, held) else { return false };
    let symbol = input.symbols.get(input.tree, &id);
    let Some(declared) = symbol.declared.filter(|_| symbol.reach == Reach::Script) else { return true };
    let Ast::Declarator(declarator) = input.tree.ast(declared.holder) else { return true };
    let start = start(input, declarator);
    let comes = |expr: &Expr| input.tree.find(expr).is_some_and(|node| is_given(input, node));
    start.first.is_some_and(|init| !comes(init))
        || !input.tree.mentions(&id).all(|name| is_set_to_it(input, name))
        || start.setter.is_some_and(|setter| !input.tree.mentions(&setter).all(|name| is_called_with_it(input, name)))
}

/// Whether a variable that is destructured from the response is also set to something else.
fn is_set_to_another(input: &Input, id: &Id) -> bool {
    let tree = input.tree;
    let comes = |expr: &Expr| tree.find(expr).is_some_and(|node| is_given(input, node));
    let value = |node: NodeId| match (tree.ast(node), tree.parent(node).map(|up| tree.ast(up))) {
        (Ast::Expr(Expr::Assign(assign)), _) => Some(&*assign.right),
        (Ast::Declarator(declarator), _) | (Ast::Pat(_), Some(Ast::Declarator(declarator))) => {
            declarator.init.as_deref()
        }
        _ => None,
    };
    let symbol = input.symbols.get(tree, id);
    let is_another = |write: &NodeId| !value(*write).is_some_and(comes);
    let start = symbol.declared.and_then(|declared| match tree.ast(declared.holder) {
        Ast::Declarator(declarator) => declarator.init.as_deref(),
        _ => None,
    });
    start.is_some_and(|init| !comes(init)) || symbol.writes.iter().any(is_another)
}

/// The initial value of a variable, a state or a ref, and the setter of the state.
struct Start<'a> {
    first: Option<&'a Expr>,
    setter: Option<Id>,
}

fn start<'a>(input: &Input<'_, 'a>, declarator: &'a VarDeclarator) -> Start<'a> {
    let init = declarator.init.as_deref();
    let Some(Expr::Call(call)) = init.map(unwrap) else { return Start { first: init, setter: None } };
    let made = call.callee.as_expr().and_then(|callee| takers::does(&input.analysis().origin(callee), 0));
    let first = call.args.first().map(|argument| &*argument.expr);
    match (made, &declarator.name) {
        (Some(ArgumentUse::State), Pat::Array(pair)) => {
            let setter = pair.elems.get(1).and_then(|element| match element {
                Some(Pat::Ident(set)) => Some(set.id.to_id()),
                _ => None,
            });
            Start { first, setter }
        }
        (Some(ArgumentUse::Cell(_)), _) => Start { first, setter: None },
        _ => Start { first: init, setter: None },
    }
}

/// Whether the expression at `node` is part of the response of a call of `attach`, or empty.
fn is_given(input: &Input, node: NodeId) -> bool {
    input.tree.expr(node).is_some_and(|expr| is_nothing(input, expr)) || !answered_by(input, node).is_empty()
}

/// Whether the variable at `name`, or the ref that it holds, is set to no other device there.
fn is_set_to_it(input: &Input, name: NodeId) -> bool {
    let place = input.tree.span(name);
    let set = input.tree.ancestors(name).take(4).find_map(|up| match input.tree.expr(up) {
        Some(Expr::Assign(assign)) if span(&assign.left).contains(place) => Some(assign),
        _ => None,
    });
    set.is_none_or(|assign| input.tree.find(&assign.right).is_some_and(|right| is_given(input, right)))
}

/// Whether the setter at `name` is called with no other device, or is only listed as a dependency.
fn is_called_with_it(input: &Input, name: NodeId) -> bool {
    if scope::declares(input.tree, name).is_some() {
        return true;
    }
    let analysis = input.analysis();
    let Some(mention) = input.tree.parent(name) else { return false };
    let Some(up) = input.tree.parent(mention) else { return false };
    if input.tree.id(name).is_some_and(|setter| analysis.depending(up, setter).is_some()) {
        return true;
    }
    match input.tree.expr(up) {
        Some(Expr::Call(CallExpr { callee: Callee::Expr(callee), args, .. })) if analysis.is(mention, callee) => args
            .first()
            .is_none_or(|first| input.tree.find(&first.expr).is_some_and(|argument| is_given(input, argument))),
        _ => false,
    }
}

/// Whether an expression is no device: `null`, `undefined`, `""` and similar, or a state with such a value.
pub(super) fn is_nothing(input: &Input, expr: &Expr) -> bool {
    match unwrap(expr) {
        Expr::Lit(Lit::Bool(value)) => !value.value,
        Expr::Lit(Lit::Num(number)) => number.value == 0.0,
        Expr::Lit(Lit::Null(_)) => true,
        Expr::Lit(Lit::Str(text)) => text.value.is_empty(),
        Expr::Tpl(tpl) => tpl.exprs.is_empty() && tpl.quasis.iter().all(|part| part.raw.is_empty()),
        Expr::Unary(unary) => unary.op == UnaryOp::Void && matches!(&*unary.arg, Expr::Lit(_)),
        // `useState(() => null)`
        Expr::Arrow(arrow) => matches!(&*arrow.body, ArrowFunctionBody::Expr(body) if is_nothing(input, body)),
        // Svelte's `$state(null)`.
        Expr::Call(CallExpr { callee: Callee::Expr(callee), args, .. }) => {
            let maker = match unwrap(callee) {
                Expr::Member(member) => unwrap(&member.obj),
                other => other,
            };
            let is_rune = matches!(maker, Expr::Ident(ident) if &*ident.sym == "$state" && input.script.is_unbound(&ident.to_id()));
            is_rune && args.first().is_none_or(|first| is_nothing(input, &first.expr))
        }
        Expr::Ident(ident) => &*ident.sym == "undefined" && input.script.is_unbound(&ident.to_id()),
        _ => false,
    }
}
