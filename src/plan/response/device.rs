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

/// Whether a variable or a state may hold a device that another call answered with: it starts with one,
/// or gets one out of the browser's storage.
pub(super) fn has_another(input: &Input, id: &Id, what: &What) -> bool {
    let Some(declared) = scope::declared(input.tree, id).filter(|_| is_device(what)) else { return false };
    let Ast::Declarator(declarator) = input.tree.ast(declared.holder) else { return false };
    let first = match (&declarator.name, declarator.init.as_deref().map(unwrap)) {
        (Pat::Array(_), Some(Expr::Call(state))) => state.args.first().map(|argument| &*argument.expr),
        (_, init) => init,
    };
    let stored = |expr: &Expr| {
        let inside = input.tree.find(expr).map(|node| input.tree.inside(node));
        inside
            .into_iter()
            .flatten()
            .any(|node| matches!(input.tree.expr(node), Some(Expr::Call(call)) if reads_storage(call)))
    };
    let assigned = scope::assignments(input.tree, id).any(|assignment| match input.tree.expr(assignment) {
        Some(Expr::Assign(assign)) => stored(&assign.right),
        _ => false,
    });
    assigned || first.is_some_and(|init| !is_empty(init))
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
