//! Steps into variables, assignments and arrays.

use super::{Fact, FlowEnd, Follow, Holder, Key, Shape, Way};
use crate::analysis::origin::Origin;
use crate::analysis::takers;
use crate::scope::How;
use crate::symbols::{Reach, Symbol};
use crate::tree::{Ast, NodeId};
use crate::value::{self, unwrap};
use swc_ecma_ast::*;

impl<'a> Follow<'_, '_, 'a> {
    /// It is the initializer of a declarator.
    pub(super) fn declared(&mut self, fact: &Fact, node: NodeId, declarator: &'a VarDeclarator) {
        if !declarator.init.as_deref().is_some_and(|init| self.cx.is(fact.node, init)) {
            return self.read(fact.node);
        }
        let is_export = matches!(self.cx.tree.parent(node).map(|up| self.cx.tree.ast(up)), Some(Ast::ModuleDecl(_)));
        self.flow.is_kept |= !is_nowhere(&declarator.name);
        self.pattern(fact, &declarator.name);
        if fact.shape.is_value() && !is_export && !matches!(fact.shape, Shape::Element(_)) {
            self.flow.holders.push(Holder::Declarator(node));
        }
        self.typed_in(fact, &declarator.name);
    }

    /// Follows every reference to a variable that holds it.
    pub(super) fn variable(&mut self, id: &Id, fact: &Fact) {
        let symbol = self.cx.symbol(id);
        match symbol.reach {
            Reach::Script => {}
            Reach::Exported => self.exported(fact),
            Reach::Elsewhere => return self.read(fact.node),
        }
        if is_argument(self.cx.tree, &symbol) {
            return self.read(fact.node);
        }
        let way = self.way_through(fact.way, &symbol);
        for name in &symbol.reads {
            self.mention(*name, &Fact { way, ..fact.clone() });
        }
    }

    /// The way out of the variable: other code may read a variable that is declared outside of the function
    /// that the value entered.
    fn way_through(&self, way: Way, symbol: &Symbol) -> Way {
        let is_inside = |function: NodeId| {
            symbol.declared.is_some_and(|declared| self.cx.tree.up(declared.name).any(|up| up == function))
        };
        let entered = way.entered.filter(|(function, _)| is_inside(*function));
        Way { entered, ..way }
    }

    /// A name that holds it, or leads to it, is written at `name`.
    fn mention(&mut self, name: NodeId, fact: &Fact) {
        let Some(up) = self.cx.tree.parent(name) else { return };
        match self.cx.tree.ast(up) {
            Ast::Expr(Expr::Ident(_)) => self.go(up, fact.shape.clone(), fact.way),
            Ast::Prop(prop) => self.in_prop(fact, name, up, prop),
            // `name ||= …` reads the name first; so does `name += 1`.
            Ast::Expr(Expr::Assign(assign)) => {
                let asks = matches!(assign.op, AssignOp::AndAssign | AssignOp::OrAssign | AssignOp::NullishAssign);
                if !(asks && fact.shape.is_always_there()) {
                    self.read(up);
                }
            }
            // An entry in a list of exports is handled by the reach of the symbol.
            Ast::ModuleDecl(ModuleDecl::ExportNamed(_)) => {}
            Ast::Expr(Expr::JSXElement(_)) | Ast::JsxChild(_) | Ast::JsxAttr(_) => self.rendered(fact, up),
            Ast::Stmt(_)
            | Ast::ModuleDecl(_)
            | Ast::Expr(_)
            | Ast::Pat(_)
            | Ast::Declarator(_)
            | Ast::Spread(_)
            | Ast::Class(_)
            | Ast::ClassMember(_)
            | Ast::Function(_)
            | Ast::Decorator(_)
            | Ast::Type
            | Ast::Name => self.read(name),
        }
    }

    pub(super) fn assigned(&mut self, fact: &Fact, up: NodeId, assign: &'a AssignExpr) {
        if !self.cx.is(fact.node, &assign.right) {
            // A member of it is assigned to.
            return self.read_value(fact);
        }
        match assign.op {
            AssignOp::Assign => {}
            // The old value is a promise, or nothing yet, in both versions.
            AssignOp::AndAssign | AssignOp::OrAssign | AssignOp::NullishAssign if fact.shape.is_always_there() => {}
            _ => return self.read(fact.node),
        }
        if let Shape::Field(_) = fact.shape {
            self.flow.partial.push(up);
        }
        // The assignment expression has the same value.
        self.pass(fact, up);
        match &assign.left {
            AssignTarget::Simple(SimpleAssignTarget::Ident(target)) => {
                self.flow.is_kept = true;
                let id = target.id.to_id();
                self.variable(&id, fact);
                // `kept ??= …` reads the name first, and must continue to do so.
                let is_plain = assign.op == AssignOp::Assign;
                if is_plain && fact.shape.is_value() && self.cx.symbol(&id).reach != Reach::Elsewhere {
                    self.flow.holders.push(Holder::Assignment(up));
                }
            }
            AssignTarget::Simple(SimpleAssignTarget::Member(member)) => self.set(fact, up, member),
            AssignTarget::Pat(AssignTargetPat::Object(object)) if fact.shape.is_all() => {
                self.object_pattern(fact, object);
                self.flow.holders.push(Holder::Assignment(up));
            }
            AssignTarget::Pat(AssignTargetPat::Object(object)) => self.object_pattern(fact, object),
            AssignTarget::Simple(
                SimpleAssignTarget::SuperProp(_)
                | SimpleAssignTarget::Paren(_)
                | SimpleAssignTarget::OptChain(_)
                | SimpleAssignTarget::TsAs(_)
                | SimpleAssignTarget::TsSatisfies(_)
                | SimpleAssignTarget::TsNonNull(_)
                | SimpleAssignTarget::TsTypeAssertion(_)
                | SimpleAssignTarget::TsInstantiation(_)
                | SimpleAssignTarget::Invalid(_),
            )
            | AssignTarget::Pat(AssignTargetPat::Array(_) | AssignTargetPat::Invalid(_)) => self.read(fact.node),
        }
    }

    /// It is assigned to a member of an object.
    fn set(&mut self, fact: &Fact, up: NodeId, member: &'a MemberExpr) {
        let Some(name) = self.key_of(&member.prop) else { return self.read(fact.node) };
        if let Some((id, inside)) = self.cx.cell(member) {
            self.variable(&id, &Fact { shape: fact.shape.clone().held(Key::Name(inside.to_owned())), ..fact.clone() });
            if !fact.shape.is_always_there() {
                self.flow.holders.push(Holder::Handing(up));
            }
            return;
        }
        if fact.shape.is_value() {
            return self.read(fact.node);
        }
        if self.is_module_exports(member) {
            self.exported(fact);
            return self.read_back(fact, &name);
        }
        match (self.cx.origin(&member.obj), unwrap(&member.obj)) {
            (Origin::Object(_) | Origin::Function(_) | Origin::Class(_), Expr::Ident(object)) => {
                self.variable(
                    &object.to_id(),
                    &Fact { shape: fact.shape.clone().held(Key::Name(name)), ..fact.clone() },
                );
            }
            (_, Expr::This(_)) => self.set_on_this(fact, member, &name),
            (origin, _)
                if takers::is_dom_handler(&name)
                    && !origin.is_own()
                    && !takers::is_of_package(&origin)
                    && self.is_called_for_events(&member.obj, &name)
                    && matches!(fact.shape, Shape::Gives(_)) => {}
            _ => self.read(fact.node),
        }
    }

    /// Follows accesses of the script to its own exports: `module.exports.check()`.
    fn read_back(&mut self, fact: &Fact, name: &str) {
        let tree = self.cx.tree;
        for node in tree.holding("exports").collect::<Vec<_>>() {
            if let Some(Expr::Member(member)) = tree.expr(node)
                && self.is_module_exports(member)
                && self.key_of(&member.prop).is_none_or(|own| own == name)
            {
                self.pass(fact, node);
            }
        }
    }

    /// Whether `member` is `module.exports`, `exports.name` or the like.
    pub(super) fn is_module_exports(&self, member: &MemberExpr) -> bool {
        let root = match unwrap(&member.obj) {
            Expr::Ident(ident) => ident,
            Expr::Member(inner) => match unwrap(&inner.obj) {
                Expr::Ident(ident) if &*ident.sym == "module" => ident,
                _ => return false,
            },
            _ => return false,
        };
        let is_named = &*root.sym == "exports"
            || (&*root.sym == "module" && !matches!(unwrap(&member.obj), Expr::Ident(_)))
            || (&*root.sym == "module" && self.key_of(&member.prop).as_deref() == Some("exports"));
        is_named && self.cx.is_global(&root.to_id())
    }

    pub(super) fn in_array(&mut self, fact: &Fact, up: NodeId, array: &'a ArrayLit) {
        let is_spread = |element: &Option<ExprOrSpread>| element.as_ref().is_some_and(|it| it.spread.is_some());
        let position = self.cx.element(&array.elems, fact.node).filter(|at| !is_spread(&array.elems[*at]));
        let Some(position) = position else { return self.read(fact.node) };
        if let Some(Expr::Ident(ident)) = self.cx.tree.expr(fact.node)
            && self.cx.depending(up, &ident.to_id()).is_some()
        {
            return;
        }
        let first_spread = self.cx.symbols.first_spread(up, || array.elems.iter().position(is_spread));
        let position = Some(position).filter(|at| first_spread.is_none_or(|first| *at < first));
        let combinator = self.cx.tree.parent(up).and_then(|call| Some((call, self.cx.promise_combinator(call)?)));
        if let Some((call, _)) = combinator {
            self.typed_by(fact, call);
        }
        match (&fact.shape, combinator, position) {
            (Shape::Promise | Shape::Whole, Some((call, "all")), position) => {
                self.go(call, Shape::Element(position), fact.way)
            }
            (Shape::Promise | Shape::Whole, Some((call, _)), _) => self.go(call, Shape::Element(None), fact.way),
            (Shape::Gives(_) | Shape::Makes(_) | Shape::Holds(..), None, Some(index)) => {
                self.go(up, fact.shape.clone().held(Key::Index(index)), fact.way);
            }
            _ => self.read(fact.node),
        }
    }

    /// The setter of a state takes it.
    pub(super) fn set_state(&mut self, fact: &Fact, call: NodeId, state: &Id) {
        if !self.is_asked_field(&fact.shape) {
            return self.read(fact.node);
        }
        self.variable(state, fact);
        self.end(fact.node, FlowEnd::State);
        self.flow.holders.push(Holder::Handing(call));
    }
}

/// Whether the function of a parameter also reads it through `arguments`.
fn is_argument(tree: &crate::tree::Tree, symbol: &Symbol) -> bool {
    let Some(declared) = symbol.declared.filter(|declared| declared.how == How::Parameter) else { return false };
    tree.inside(declared.holder).any(|inner| {
        tree.id(inner).is_some_and(|id| &*id.0 == "arguments" && value::owner(tree, inner) == Some(declared.holder))
    })
}

/// Whether a pattern is empty: it takes nothing and binds nothing.
fn is_nowhere(pat: &Pat) -> bool {
    match pat {
        Pat::Object(object) => object.props.is_empty(),
        Pat::Array(array) => array.elems.iter().flatten().next().is_none(),
        _ => false,
    }
}
