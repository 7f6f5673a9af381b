//! Steps by the syntax around an expression that has the value.

use super::{Asked, Fact, FlowEnd, Follow, Shape};
use crate::tree::{Ast, NodeId};
use crate::value::{self, Effect, unwrap};
use swc_ecma_ast::*;

impl<'a> Follow<'_, '_, 'a> {
    pub(super) fn step(&mut self, fact: &Fact) {
        let Some(up) = self.cx.tree.parent(fact.node) else { return };
        match self.cx.tree.ast(up) {
            Ast::Expr(expr) => self.in_expr(fact, up, expr),
            Ast::Stmt(stmt) => self.in_stmt(fact, up, stmt),
            Ast::Declarator(declarator) => self.declared(fact, up, declarator),
            Ast::ModuleDecl(decl) => match decl {
                ModuleDecl::ExportDefaultExpr(_) | ModuleDecl::TsExportAssignment(_) => self.exported(fact),
                ModuleDecl::Import(_)
                | ModuleDecl::ExportDecl(_)
                | ModuleDecl::ExportNamed(_)
                | ModuleDecl::ExportDefaultDecl(_)
                | ModuleDecl::ExportAll(_)
                | ModuleDecl::TsImportEquals(_)
                | ModuleDecl::TsNamespaceExport(_) => self.read(fact.node),
            },
            Ast::Prop(prop) => self.in_prop(fact, fact.node, up, prop),
            Ast::Pat(pat) => self.in_pattern(fact, pat),
            Ast::Class(class) => self.extended(fact, up, class),
            Ast::ClassMember(member) => self.in_field(fact, up, member),
            Ast::JsxAttr(attr) => self.in_attribute(fact, up, attr),
            Ast::Spread(_) | Ast::Decorator(_) | Ast::JsxChild(_) | Ast::Function(_) | Ast::Type | Ast::Name => {
                self.read(fact.node);
            }
        }
    }

    fn in_expr(&mut self, fact: &Fact, up: NodeId, expr: &'a Expr) {
        match expr {
            Expr::Paren(_) | Expr::TsNonNull(_) | Expr::TsConstAssertion(_) | Expr::TsInstantiation(_) => {
                self.pass(fact, up)
            }
            Expr::Await(_) => self.awaited(fact, up),
            Expr::TsAs(_) | Expr::TsTypeAssertion(_) | Expr::TsSatisfies(_) => self.in_cast(fact, up),
            Expr::Seq(seq) => self.in_sequence(fact, up, seq),
            Expr::Cond(cond) if self.cx.is(fact.node, &cond.test) => self.asked(fact),
            Expr::Cond(cond) => self.chosen(fact, up, (&cond.cons, &cond.alt)),
            Expr::Bin(bin) => self.in_operation(fact, up, bin),
            Expr::Unary(unary) => self.in_unary(fact, unary.op),
            Expr::Arrow(_) => self.returned(up, fact),
            Expr::Member(member) => self.member(fact, up, member),
            Expr::OptChain(chain) => match &*chain.base {
                OptChainBase::Member(member) => self.member(fact, up, member),
                OptChainBase::Call(call) => self.in_call(fact, up, &call.callee, &call.args),
            },
            Expr::Call(call) => match &call.callee {
                Callee::Expr(callee) => self.in_call(fact, up, callee, &call.args),
                Callee::Super(_) | Callee::Import(_) => self.read(fact.node),
            },
            Expr::New(new) => self.in_new(fact, up, new),
            Expr::Assign(assign) => self.assigned(fact, up, assign),
            Expr::Array(array) => self.in_array(fact, up, array),
            // Part of a template, a tag, a key, a child: unknown code sees the value.
            Expr::Tpl(_)
            | Expr::TaggedTpl(_)
            | Expr::Yield(_)
            | Expr::Update(_)
            | Expr::SuperProp(_)
            | Expr::Object(_)
            | Expr::Fn(_)
            | Expr::Class(_)
            | Expr::JSXElement(_)
            | Expr::JSXFragment(_)
            | Expr::JSXMember(_)
            | Expr::JSXNamespacedName(_)
            | Expr::JSXEmpty(_)
            | Expr::This(_)
            | Expr::Ident(_)
            | Expr::Lit(_)
            | Expr::MetaProp(_)
            | Expr::PrivateName(_)
            | Expr::Invalid(_) => self.read(fact.node),
        }
    }

    /// The expression at `up` has the same value.
    pub(super) fn pass(&mut self, fact: &Fact, up: NodeId) {
        self.go(up, fact.shape.clone(), fact.way);
    }

    fn in_cast(&mut self, fact: &Fact, up: NodeId) {
        self.typed_by(fact, up);
        self.flow.is_kept = true;
        self.pass(fact, up);
    }

    fn in_sequence(&mut self, fact: &Fact, up: NodeId, seq: &SeqExpr) {
        match seq.exprs.last().is_some_and(|last| self.cx.is(fact.node, last)) {
            true => self.pass(fact, up),
            false => self.flow.is_kept = true,
        }
    }

    fn in_unary(&mut self, fact: &Fact, op: UnaryOp) {
        match op {
            UnaryOp::Void => {}
            UnaryOp::Bang => self.asked(fact),
            UnaryOp::TypeOf => self.read_value(fact),
            UnaryOp::Minus | UnaryOp::Plus | UnaryOp::Tilde | UnaryOp::Delete => self.read(fact.node),
        }
    }

    fn awaited(&mut self, fact: &Fact, up: NodeId) {
        self.go(up, fact.shape.settled(), fact.way);
    }

    /// It is one of two values.
    fn chosen(&mut self, fact: &Fact, up: NodeId, (one, two): (&Expr, &Expr)) {
        let other = if self.cx.is(fact.node, one) { two } else { one };
        // It is not known which one it is.
        let is_sure = self.is_nothing(other);
        match self.is_asked_field(&fact.shape) && !is_sure {
            true => self.read(fact.node),
            false => self.go(up, fact.shape.clone(), fact.way.or_another(is_sure)),
        }
    }

    fn in_operation(&mut self, fact: &Fact, up: NodeId, bin: &'a BinExpr) {
        match bin.op {
            BinaryOp::LogicalOr | BinaryOp::NullishCoalescing => {
                let is_left = self.cx.is(fact.node, &bin.left);
                self.flow.is_kept |= is_left;
                // With a fallback it is still the value, unless the fallback has side effects.
                if is_left && !fact.shape.is_always_there() && self.effect(&bin.right) != Effect::None {
                    return self.read(fact.node);
                }
                self.chosen(fact, up, (&bin.left, &bin.right));
            }
            BinaryOp::LogicalAnd if self.cx.is(fact.node, &bin.right) => self.pass(fact, up),
            BinaryOp::LogicalAnd | BinaryOp::EqEq | BinaryOp::NotEq | BinaryOp::EqEqEq | BinaryOp::NotEqEq => {
                self.asked(fact)
            }
            BinaryOp::In | BinaryOp::InstanceOf => self.read_value(fact),
            BinaryOp::Lt
            | BinaryOp::LtEq
            | BinaryOp::Gt
            | BinaryOp::GtEq
            | BinaryOp::LShift
            | BinaryOp::RShift
            | BinaryOp::ZeroFillRShift
            | BinaryOp::Add
            | BinaryOp::Sub
            | BinaryOp::Mul
            | BinaryOp::Div
            | BinaryOp::Mod
            | BinaryOp::BitOr
            | BinaryOp::BitXor
            | BinaryOp::BitAnd
            | BinaryOp::Exp => self.read(fact.node),
        }
    }

    fn in_stmt(&mut self, fact: &Fact, up: NodeId, stmt: &Stmt) {
        match stmt {
            Stmt::Expr(_) => {}
            Stmt::Return(_) => match crate::scope::function_around(self.cx.tree, up) {
                Some(function) => self.returned(function, fact),
                None => self.read(fact.node),
            },
            Stmt::If(_) => self.asked(fact),
            Stmt::For(each) if each.test.as_deref().is_none_or(|test| !self.cx.is(fact.node, test)) => {}
            Stmt::For(_) | Stmt::While(_) | Stmt::DoWhile(_) => self.read_value(fact),
            Stmt::Throw(_)
            | Stmt::Switch(_)
            | Stmt::ForIn(_)
            | Stmt::ForOf(_)
            | Stmt::With(_)
            | Stmt::Block(_)
            | Stmt::Empty(_)
            | Stmt::Debugger(_)
            | Stmt::Labeled(_)
            | Stmt::Break(_)
            | Stmt::Continue(_)
            | Stmt::Try(_)
            | Stmt::Decl(_) => self.read(fact.node),
        }
    }

    /// A condition asks whether the value exists.
    fn asked(&mut self, fact: &Fact) {
        if fact.shape.is_always_there() {
            self.flow.is_kept = true;
            return;
        }
        let may_be_asked = fact.shape == Shape::Whole || self.is_asked_field(&fact.shape);
        match self.condition(fact.node).filter(|_| may_be_asked) {
            Some(asked) => self.end(fact.node, FlowEnd::Asked(asked)),
            None => self.read(fact.node),
        }
    }

    /// The condition that asks whether the value at `node` exists.
    fn condition(&self, mut node: NodeId) -> Option<Asked> {
        let mut holds = true;
        loop {
            let up = self.cx.tree.parent(node)?;
            match self.cx.tree.ast(up) {
                Ast::Stmt(Stmt::If(branch)) => {
                    return self.cx.is(node, &branch.test).then_some(Asked { by: up, holds });
                }
                Ast::Expr(Expr::Cond(cond)) => return self.cx.is(node, &cond.test).then_some(Asked { by: up, holds }),
                Ast::Expr(Expr::Bin(BinExpr { op: BinaryOp::LogicalAnd, left, .. })) => {
                    return self.cx.is(node, left).then_some(Asked { by: up, holds });
                }
                Ast::Expr(Expr::Bin(bin)) if self.compares_with_nothing(bin) => {
                    holds ^= matches!(bin.op, BinaryOp::EqEq | BinaryOp::EqEqEq);
                }
                Ast::Expr(Expr::Unary(UnaryExpr { op: UnaryOp::Bang, .. })) => holds = !holds,
                Ast::Expr(expr) if value::is_wrapper(expr) => {}
                _ => return None,
            }
            node = up;
        }
    }

    /// `… != null` and similar comparisons.
    fn compares_with_nothing(&self, bin: &BinExpr) -> bool {
        let is_comparison = matches!(bin.op, BinaryOp::NotEq | BinaryOp::NotEqEq | BinaryOp::EqEq | BinaryOp::EqEqEq);
        let is_null = |expr: &Expr| matches!(unwrap(expr), Expr::Lit(Lit::Null(_))) || self.is_undefined(expr);
        is_comparison && (is_null(&bin.left) || is_null(&bin.right))
    }

    pub(super) fn is_undefined(&self, expr: &Expr) -> bool {
        matches!(unwrap(expr), Expr::Ident(ident) if &*ident.sym == "undefined" && self.cx.is_global(&ident.to_id()))
    }

    /// `null`, `undefined`, `""`, `{}` and similar values that have no fields.
    pub(super) fn is_nothing(&self, expr: &Expr) -> bool {
        match unwrap(expr) {
            Expr::Lit(Lit::Null(_)) => true,
            Expr::Lit(Lit::Str(text)) => text.value.is_empty(),
            Expr::Lit(Lit::Bool(value)) => !value.value,
            Expr::Lit(Lit::Num(number)) => number.value == 0.0,
            Expr::Tpl(tpl) => tpl.exprs.is_empty() && tpl.quasis.iter().all(|part| part.raw.is_empty()),
            Expr::Unary(unary) => unary.op == UnaryOp::Void && matches!(&*unary.arg, Expr::Lit(_)),
            Expr::Object(object) => object.props.is_empty(),
            other => self.is_undefined(other),
        }
    }

    pub(super) fn is_asked_field(&self, shape: &Shape) -> bool {
        matches!(shape, Shape::Field(name) if name == self.question.field)
    }

    pub(super) fn effect(&self, expr: &Expr) -> Effect {
        self.cx.tree.find(expr).map_or(Effect::Changes, |node| value::effect(self.cx.tree, node))
    }

    /// Records the types directly below `node`, which is a cast, a function or a field.
    pub(super) fn typed_by(&mut self, fact: &Fact, node: NodeId) {
        let types = self.cx.tree.children(node).filter(|node| matches!(self.cx.tree.ast(*node), Ast::Type));
        types.collect::<Vec<_>>().into_iter().for_each(|written| self.typed(fact, written));
    }

    /// A member of the value, or of something that leads to it, is accessed.
    fn member(&mut self, fact: &Fact, up: NodeId, member: &'a MemberExpr) {
        if !self.cx.is(fact.node, &member.obj) {
            return self.read(fact.node);
        }
        let name = self.key_of(&member.prop);
        match (&fact.shape, name) {
            (Shape::Holds(key, inner), Some(name)) if key.is(&name) => self.go(up, (**inner).clone(), fact.way),
            (Shape::Holds(super::Key::Index(_), _), Some(name)) if name != "length" => self.read(fact.node),
            (Shape::Holds(..), Some(_)) => {}
            (Shape::Gives(_), Some(name)) => self.of_function(fact, up, &name),
            // A static member, or the prototype of all instances.
            (Shape::Makes(inner), Some(name)) if name == "prototype" => self.go(up, (**inner).clone(), fact.way),
            (Shape::Makes(_), Some(_)) => {}
            (Shape::Promise | Shape::Whole | Shape::Element(_), Some(name))
                if matches!(&*name, "then" | "catch" | "finally") =>
            {
                self.flow.is_kept = true;
                match self.called(up) {
                    Some((call, args)) => self.chain(fact, &name, call, args),
                    None => self.read(fact.node),
                }
            }
            (Shape::Promise | Shape::Whole, Some(name)) => self.go(up, Shape::Field(name), fact.way),
            (Shape::Field(_) | Shape::Part | Shape::Element(_), Some(_)) | (_, None) => self.read(fact.node),
        }
    }

    /// The name of a member, `#name` for a private one; none if it is computed.
    pub(super) fn key_of(&self, prop: &MemberProp) -> Option<String> {
        match prop {
            MemberProp::Ident(ident) => Some(ident.sym.to_string()),
            MemberProp::PrivateName(name) => Some(format!("#{}", name.name)),
            MemberProp::Computed(computed) => match unwrap(&computed.expr) {
                Expr::Lit(Lit::Num(number)) => Some(number.value.to_string()),
                Expr::Ident(ident) => value::string(value::initialiser(self.cx.tree, &ident.to_id())?),
                other => value::string(other),
            },
        }
    }

    /// The call whose callee is the member access at `member`, and its arguments.
    pub(super) fn called(&self, member: NodeId) -> Option<(NodeId, &'a [ExprOrSpread])> {
        let mut callee = member;
        loop {
            let up = self.cx.tree.parent(callee)?;
            match self.cx.tree.expr(up)? {
                expr if value::is_wrapper(expr) => callee = up,
                Expr::Call(CallExpr { callee: Callee::Expr(written), args, .. }) => {
                    return self.cx.is(callee, written).then_some((up, args));
                }
                Expr::OptChain(OptChainExpr { base, .. }) => match &**base {
                    OptChainBase::Call(call) => {
                        return self.cx.is(callee, &call.callee).then_some((up, &call.args[..]));
                    }
                    OptChainBase::Member(_) => return None,
                },
                _ => return None,
            }
        }
    }
}
