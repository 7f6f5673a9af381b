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

    /// The edits that take it out; the call itself stays where it is in it. None where it cannot go.
    pub(super) fn removal(self, input: &Input, call: NodeId) -> Vec<Edit> {
        let holds_call = input.tree.span(self.node()).contains(input.tree.span(call));
        match self {
            Carrier::Declarator(node) if holds_call => undeclare(input, node, call),
            Carrier::Declarator(node) => declarators::removal(input, node),
            Carrier::Assignment(node) | Carrier::Handing(node) if holds_call => match input.tree.expr(node) {
                Some(Expr::Assign(assign)) => alone(input, span(assign), core(input, call, &assign.right)),
                // Elsewhere than in a statement of its own, it gives back nothing and the call would.
                Some(Expr::Call(setter)) if is_statement(input, node) => match setter.args.first() {
                    Some(argument) => alone(input, span(setter), core(input, call, &argument.expr)),
                    None => Vec::new(),
                },
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

/// Whether the expression at `node` is a statement.
fn is_statement(input: &Input, node: NodeId) -> bool {
    input.tree.parent(node).is_some_and(|up| matches!(input.tree.ast(up), Ast::Stmt(Stmt::Expr(_))))
}

/// The edits that leave the expression `kept` alone of `whole`; none where it would start a statement
/// of another kind, or a block.
fn alone(input: &Input, whole: Span, kept: Span) -> Vec<Edit> {
    let text = kept.of(input.source);
    if ["{", "function", "class", "async function", "let"].iter().any(|start| text.starts_with(start)) {
        return Vec::new();
    }
    let cuts = [Span::new(whole.start, kept.start), Span::new(kept.end, whole.end)];
    let mut edits: Vec<Edit> =
        cuts.into_iter().filter(|cut| !cut.is_empty()).map(|span| Edit { span, with: Vec::new() }).collect();
    let is_start =
        |node: NodeId| matches!(input.tree.ast(node), Ast::Stmt(_)) && input.tree.span(node).start == whole.start;
    let guard = input.guard(whole.start, text);
    if let (false, Some(cut)) = (guard.is_empty(), edits.first_mut())
        && input.tree.near(Span::at(whole.start)).any(is_start)
    {
        cut.with.push(crate::edit::Piece::new(guard));
    }
    edits
}

/// Takes `const name = ` off a declaration, so that its initialiser stands alone.
fn undeclare(input: &Input, node: NodeId, call: NodeId) -> Vec<Edit> {
    let Ast::Declarator(declarator) = input.tree.ast(node) else { return Vec::new() };
    let (Some(init), Some(statement)) = (declarator.init.as_deref(), input.tree.parent(node)) else {
        return Vec::new();
    };
    let is_only = matches!(input.tree.ast(statement), Ast::Stmt(Stmt::Decl(Decl::Var(var))) if var.decls.len() == 1);
    if is_only {
        let whole = Span::new(input.tree.span(statement).start, span(init).end);
        return alone(input, whole, core(input, call, init));
    }
    if matches!(declarator.name, Pat::Ident(_)) {
        return Vec::new();
    }
    let name = input.fresh(&["ruptResponse"]);
    vec![Edit { span: span(&declarator.name), with: vec![crate::edit::Piece::new(name)] }]
}
