//! Holders of the response: variables, assignments and setters, which are removed if nothing reads them.

use super::*;
use crate::analysis::takers;
use crate::scope;
use crate::syntax::span;
use crate::value::{self, Effect};

/// Returns the change that removes a holder. If its value has side effects, the call or the other code that has
/// them is kept. None if the holder cannot be removed.
pub(super) fn removal(input: &Input, holder: Holder, call: NodeId) -> Option<Change> {
    let node = holder.node();
    let Some(value) = value_of(input, holder) else { return Some(Change::Cut(input.tree.span(node))) };
    let holds_call = span(value).contains(input.tree.span(call));
    let kept = match if holds_call { Some(call) } else { acts(input, value) } {
        Some(inner) => core(input, inner, value),
        None => {
            return match holder {
                Holder::Declarator(node) => is_declared(input, node).then_some(Change::DropDeclarator(node)),
                _ => Change::remove(input, node),
            };
        }
    };
    // If other code surrounds the call, it is kept whole, but only for the call that is judged.
    let kept = kept.or(holds_call.then(|| span(value)))?;
    // The kept code of one expression in a sequence would start further right than the sequence.
    let is_listed = |up: NodeId| matches!(input.tree.expr(up), Some(Expr::Seq(_)));
    match holder {
        Holder::Declarator(node) => undeclare(input, node, kept),
        _ if !holds_call && input.tree.parent(node).is_some_and(is_listed) => None,
        // Unless it is a statement, the value of the setter is used: the setter returns nothing, the call would
        // not.
        Holder::Handing(node) if !is_assignment(input, node) && !is_statement(input, node) => None,
        _ => alone(input, input.tree.span(node), kept),
    }
}

/// Whether a declarator is in a declaration statement, and not in the head of a loop.
fn is_declared(input: &Input, declarator: NodeId) -> bool {
    let statement = input.tree.parent(declarator);
    statement.is_some_and(|up| matches!(input.tree.ast(up), Ast::Stmt(Stmt::Decl(Decl::Var(_)))))
}

/// Returns the value that is stored in the holder. None if it has none.
fn value_of<'a>(input: &Input<'_, 'a>, holder: Holder) -> Option<&'a Expr> {
    match (holder, input.tree.ast(holder.node())) {
        (_, Ast::Declarator(declarator)) => declarator.init.as_deref(),
        (_, Ast::Expr(Expr::Assign(assign))) => Some(&assign.right),
        (_, Ast::Expr(Expr::Call(setter))) => setter.args.first().map(|argument| &*argument.expr),
        _ => None,
    }
}

/// Returns the variables that a pattern destructures from the value.
pub(super) fn names(input: &Input, holder: Holder) -> Vec<Id> {
    let tree = input.tree;
    let within = |place: Span| tree.within(place).filter_map(|node| tree.id(node).cloned()).collect();
    let declared = |place: Span| {
        let bound = tree.within(place).filter(|node| scope::declares(tree, *node).is_some());
        bound.filter_map(|node| tree.id(node).cloned()).collect()
    };
    match (holder, tree.ast(holder.node())) {
        (_, Ast::Declarator(declarator)) => declared(span(&declarator.name)),
        (Holder::Parameter(node), _) => declared(tree.span(node)),
        (_, Ast::Expr(Expr::Assign(AssignExpr { left: AssignTarget::Pat(targets), .. }))) => within(span(targets)),
        _ => Vec::new(),
    }
}

/// Returns the variable, the ref or the state that the value is assigned to. None if it is not a name.
pub(super) fn target(input: &Input, holder: Holder) -> Option<Id> {
    let analysis = input.analysis();
    match input.tree.expr(holder.node())? {
        Expr::Assign(assign) => match &assign.left {
            AssignTarget::Simple(SimpleAssignTarget::Ident(target)) => Some(target.id.to_id()),
            AssignTarget::Simple(SimpleAssignTarget::Member(member)) => Some(analysis.cell(member)?.0),
            _ => None,
        },
        Expr::Call(CallExpr { callee: Callee::Expr(callee), .. }) => {
            analysis.state_set_by(&analysis.origin(callee), callee)
        }
        _ => None,
    }
}

/// Whether the code in `left` mentions the target of a holder only to set it.
fn is_unread(input: &Input, holder: Holder, left: &Left) -> bool {
    let Some(id) = target(input, holder) else { return true };
    let mut mentions = input.tree.mentions(&id);
    mentions.all(|name| {
        let is_set = || {
            let place = input.tree.span(name);
            let mut around = input.tree.ancestors(name).take(3);
            around.any(
                |up| matches!(input.tree.expr(up), Some(Expr::Assign(assign)) if span(&assign.left).contains(place)),
            )
        };
        let listed = || {
            let array = input.tree.parent(name).and_then(|mention| input.tree.parent(mention));
            let hook = array.and_then(|array| input.analysis().depending(array, &id));
            hook.is_some_and(|hook| is_run_for_it_alone(input, hook, left))
        };
        scope::declares(input.tree, name).is_some() || left.drops(input.tree.span(name)) || is_set() || listed()
    })
}

/// Whether a hook that lists a state as a dependency does nothing in the code in `left`. Otherwise, it would run
/// less often. A hook that only returns its callback does nothing, unless the callback is a dependency, too.
fn is_run_for_it_alone(input: &Input, hook: NodeId, left: &Left) -> bool {
    let tree = input.tree;
    let Some(Expr::Call(CallExpr { callee: Callee::Expr(callee), args, .. })) = tree.expr(hook) else { return false };
    let analysis = input.analysis();
    if takers::hands_back(&analysis.origin(callee)) {
        let Some(Ast::Declarator(declarator)) = tree.parent(hook).map(|up| tree.ast(up)) else { return true };
        let Pat::Ident(name) = &declarator.name else { return true };
        let id = name.id.to_id();
        return !tree.mentions(&id).any(|name| {
            let array = tree.parent(name).and_then(|mention| tree.parent(mention));
            array.is_some_and(|array| matches!(tree.expr(array), Some(Expr::Array(_))))
        });
    }
    let is_gone = |node: NodeId| left.drops(tree.span(node));
    let Some(callback) = args.first().and_then(|argument| tree.find(&argument.expr)) else { return false };
    tree.inside(callback).all(|node| is_gone(node) || !is_act(tree.expr(node)))
}

/// Whether no name that the holder binds is mentioned in the code in `left`.
pub(super) fn is_idle(input: &Input, holder: Holder, left: &Left) -> bool {
    let own = match holder {
        Holder::Declarator(node) => match input.tree.ast(node) {
            Ast::Declarator(declarator) => span(&declarator.name),
            _ => return false,
        },
        Holder::Parameter(node) => input.tree.span(node),
        Holder::Assignment(_) | Holder::Handing(_) => return is_unread(input, holder, left),
    };
    let names = input.tree.within(own).filter(|node| scope::declares(input.tree, *node).is_some());
    names.filter_map(|node| input.tree.id(node)).all(|id| {
        let mut others = input.tree.mentions(id).map(|mention| input.tree.span(mention));
        others.all(|mention| own.contains(mention) || left.drops(mention))
    })
}

/// Returns the first node in a value whose evaluation has an effect or waits. None if there is none.
fn acts(input: &Input, value: &Expr) -> Option<NodeId> {
    let whole = input.tree.find(value)?;
    let in_function = |node: &NodeId| {
        let inner = input.tree.up(*node).take_while(|up| *up != whole);
        inner.chain([whole]).any(|up| scope::is_function(input.tree, up))
    };
    input.tree.inside(whole).filter(|node| is_act(input.tree.expr(*node))).find(|node| !in_function(node))
}

/// Whether an expression itself has an effect or waits.
fn is_act(expr: Option<&Expr>) -> bool {
    match expr {
        Some(Expr::Call(_) | Expr::New(_) | Expr::Await(_) | Expr::Yield(_) | Expr::TaggedTpl(_)) => true,
        Some(Expr::Assign(_) | Expr::Update(_)) => true,
        Some(Expr::OptChain(chain)) => matches!(*chain.base, OptChainBase::Call(_)),
        Some(Expr::Unary(unary)) => unary.op == UnaryOp::Delete,
        _ => false,
    }
}

/// Whether the node is an assignment.
fn is_assignment(input: &Input, node: NodeId) -> bool {
    matches!(input.tree.expr(node), Some(Expr::Assign(_)))
}

/// Returns the span of `whole` that must be kept for `call`: the call with the calls on its result, and `await`.
/// None if code other than member accesses and empty defaults surrounds it.
pub(super) fn core(input: &Input, call: NodeId, whole: &Expr) -> Option<Span> {
    let mut node = call;
    let mut core = input.tree.span(call);
    let place = span(whole);
    while let Some(up) = input.tree.parent(node).filter(|up| place.contains(input.tree.span(*up))) {
        let expr = input.tree.expr(up)?;
        match expr {
            Expr::Await(_) => core = input.tree.span(up),
            Expr::Call(_) => core = input.tree.span(up),
            Expr::Member(_) => {}
            Expr::OptChain(chain) if matches!(*chain.base, OptChainBase::Member(_)) => {}
            Expr::Bin(BinExpr { op: BinaryOp::NullishCoalescing | BinaryOp::LogicalOr, left, right, .. })
                if span(&**left).contains(core) && input.effect(right) == Effect::None => {}
            expr if value::is_wrapper(expr) => {}
            _ => return None,
        }
        node = up;
    }
    Some(core)
}

/// Whether the expression at `node` is a statement.
fn is_statement(input: &Input, node: NodeId) -> bool {
    input.tree.parent(node).is_some_and(|up| matches!(input.tree.ast(up), Ast::Stmt(Stmt::Expr(_))))
}

/// Returns the change that keeps only `kept` of `whole`. None if `kept` would be parsed as another kind of
/// statement.
fn alone(input: &Input, whole: Span, kept: Span) -> Option<Change> {
    let text = kept.of(input.source);
    let changes_kind = ["{", "function", "class", "async function", "let"].iter().any(|start| text.starts_with(start));
    (!changes_kind && whole != kept).then_some(Change::KeepOnly { whole, kept })
}

/// Returns the change that removes `const name = ` from a declaration and keeps `kept` of its initialiser.
fn undeclare(input: &Input, node: NodeId, kept: Span) -> Option<Change> {
    let Ast::Declarator(declarator) = input.tree.ast(node) else { return None };
    let init = declarator.init.as_deref()?;
    input.tree.parent(node)?;
    match change::alone_in(input, node) {
        Some(statement) => alone(input, Span::new(input.tree.span(statement).start, span(init).end), kept),
        None => (!matches!(declarator.name, Pat::Ident(_))).then_some(Change::Unname(node)),
    }
}
