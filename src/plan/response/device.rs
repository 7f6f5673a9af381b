//! The device that `attach` answers with: what detaches it, and what asks for it first.

use super::*;

/// The `if` or `&&` that asks whether there is something at `node`, which is right below `up`.
pub(super) fn guard(input: &Input, mut node: NodeId, mut up: NodeId) -> Option<NodeId> {
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
pub(super) fn guards_only(input: &Input, (test, guard): (NodeId, NodeId), detaches: &[NodeId]) -> bool {
    let place =
        |expr: &Expr| detaches.iter().any(|detach| core(input, *detach, expr).is_none_or(|core| core == span(expr)));
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

/// Whether what holds the device may hold another one: it starts with one, or is given one that is not
/// among `carriers` and comes from no call of v2's.
pub(super) fn has_another(input: &Input, id: &Id, carriers: &[Carrier]) -> bool {
    let Some(declared) = scope::declared(input.tree, id) else { return false };
    let Ast::Declarator(declarator) = input.tree.ast(declared.holder) else { return true };
    let made = declarator.init.as_deref().map(unwrap);
    // A state, a reference, or a variable.
    let (first, setter) = match (&declarator.name, made) {
        (Pat::Array(pair), Some(Expr::Call(state))) => {
            let setter = pair.elems.get(1).and_then(|element| match element {
                Some(Pat::Ident(set)) => Some(set.id.to_id()),
                _ => None,
            });
            (state.args.first().map(|argument| &*argument.expr), setter)
        }
        (_, Some(Expr::Call(call))) if REFERENCES.iter().any(|(maker, _)| is_called(call, maker)) => {
            (call.args.first().map(|argument| &*argument.expr), None)
        }
        (_, init) => (init, None),
    };
    let is_ours = |node: NodeId| carriers.iter().any(|carrier| carrier.node() == node);
    let holds_device = |place: Span| {
        let answers = |site: &crate::bindings::Site| place.contains(input.tree.span(site.origin));
        place.of(input.source).contains("device_id") || input.bindings.sites.iter().any(answers)
    };
    let given = |node: NodeId, value: &Expr| is_ours(node) || is_empty(value) || holds_device(span(value));
    let is_fine = |name: NodeId| {
        let assigned = input.tree.ancestors(name).take(4).find_map(|up| match input.tree.expr(up) {
            Some(Expr::Assign(assign)) if span(&assign.left).contains(input.tree.span(name)) => Some((up, assign)),
            _ => None,
        });
        assigned.is_none_or(|(node, assign)| given(node, &assign.right))
    };
    let is_call = |name: NodeId| {
        let mention = input.tree.parent(name);
        let call = mention.and_then(|mention| input.tree.parent(mention));
        let listed =
            || call.is_some_and(|array| setter.as_ref().is_some_and(|id| input.depending(array, id).is_some()));
        let told = call.and_then(|call| Some((call, input.tree.expr(call)?.as_call()?)));
        let told = told.filter(|(_, call)| {
            call.callee.as_expr().is_some_and(|callee| mention.is_some_and(|up| is(input.tree, up, callee)))
        });
        scope::declares(input.tree, name).is_some()
            || listed()
            || told.is_some_and(|(node, call)| call.args.first().is_none_or(|argument| given(node, &argument.expr)))
    };
    first.is_some_and(|init| !is_empty(init) && !holds_device(span(init)) && !is_ours(declared.holder))
        || !input.tree.mentions(id).all(is_fine)
        || setter.as_ref().is_some_and(|setter| !input.tree.mentions(setter).all(is_call))
}

/// Whether the expression at `node` is one of two, and the other is no device.
pub(super) fn has_no_other(input: &Input, node: NodeId, one: &Expr, two: &Expr) -> bool {
    let other = if is(input.tree, node, one) { two } else { one };
    is_empty(other) || !(is(input.tree, node, one) || is(input.tree, node, two))
}

/// Whether an operator gives one of its operands.
pub(super) fn is_choice(op: BinaryOp) -> bool {
    matches!(op, BinaryOp::LogicalOr | BinaryOp::NullishCoalescing)
}

fn is_called(call: &CallExpr, name: &str) -> bool {
    match call.callee.as_expr().map(|callee| unwrap(callee)) {
        Some(Expr::Ident(ident)) => &*ident.sym == name,
        Some(Expr::Member(member)) => value::member_name(member).as_deref() == Some(name),
        _ => false,
    }
}

/// `null`, `undefined`, `""` and their kin, or a state that starts so: no device.
fn is_empty(expr: &Expr) -> bool {
    match unwrap(expr) {
        Expr::Lit(Lit::Bool(value)) => !value.value,
        Expr::Lit(Lit::Num(number)) => number.value == 0.0,
        Expr::Tpl(tpl) => tpl.exprs.is_empty() && tpl.quasis.iter().all(|part| part.raw.is_empty()),
        Expr::Unary(unary) => unary.op == UnaryOp::Void && matches!(&*unary.arg, Expr::Lit(_)),
        // `useState(() => null)`
        Expr::Arrow(arrow) => matches!(&*arrow.body, ArrowFunctionBody::Expr(body) if is_empty(body)),
        // Svelte's `$state(null)`.
        Expr::Call(CallExpr { callee: Callee::Expr(callee), args, .. }) => {
            let maker = match unwrap(callee) {
                Expr::Member(member) => unwrap(&member.obj),
                other => other,
            };
            let is_rune = matches!(maker, Expr::Ident(ident) if ident.sym.starts_with('$'));
            is_rune && args.first().is_none_or(|first| is_empty(&first.expr))
        }
        Expr::Lit(Lit::Null(_)) => true,
        Expr::Lit(Lit::Str(text)) => text.value.is_empty(),
        Expr::Ident(ident) => &*ident.sym == "undefined",
        _ => false,
    }
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
