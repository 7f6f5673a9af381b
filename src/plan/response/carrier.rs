//! What only holds the response, and goes when nobody reads it.

use super::*;

impl Carrier {
    pub(super) fn node(self) -> NodeId {
        match self {
            Carrier::Declarator(node)
            | Carrier::Assignment(node)
            | Carrier::Handing(node)
            | Carrier::Parameter(node) => node,
        }
    }

    /// The edits that take it out; the call itself stays where it is in it.
    pub(super) fn removal(self, input: &Input, call: NodeId) -> Vec<Edit> {
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
    pub(super) fn is_idle(self, input: &Input, edits: &Edits) -> bool {
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
            let mut others = input.tree.mentions(id).map(|mention| input.tree.span(mention));
            others.all(|mention| own.contains(mention) || edits.removes(mention))
        })
    }
}

/// What is left of `whole` when only the call in it matters: the call with its chain and `await`,
/// or `whole` itself where more than an access is around that.
pub(super) fn core(input: &Input, call: NodeId, whole: &Expr) -> Span {
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
        let (start, kept) = (input.tree.span(statement).start, core(input, call, init));
        let mut edits = only(Span::new(start, span(init).end), kept);
        let guard = input.guard(start, kept.of(input.source));
        if let (false, Some(cut)) = (guard.is_empty(), edits.first_mut()) {
            cut.with.push(crate::edit::Piece::new(guard));
        }
        return edits;
    }
    if matches!(declarator.name, Pat::Ident(_)) {
        return Vec::new();
    }
    let name = input.fresh(&["ruptResponse"]);
    vec![Edit { span: span(&declarator.name), with: vec![crate::edit::Piece::new(name)] }]
}
