//! Variables, patterns, assignments and arrays: where the value is kept.

use super::{End, Follow, Holder, Item, Key, Shape, Way};
use crate::analysis::origin::Origin;
use crate::analysis::takers::{self, Does};
use crate::scope::{self, How};
use crate::symbols::{Reach, Symbol};
use crate::tree::{Ast, NodeId};
use crate::value::{self, Effect, unwrap};
use swc_ecma_ast::*;

impl<'a> Follow<'_, '_, 'a> {
    /// The value is what a declarator starts with.
    pub(super) fn declared(&mut self, item: &Item, node: NodeId, declarator: &'a VarDeclarator) {
        if !declarator.init.as_deref().is_some_and(|init| self.cx.is(item.node, init)) {
            return self.read(item.node);
        }
        let is_export = matches!(self.cx.tree.parent(node).map(|up| self.cx.tree.ast(up)), Some(Ast::ModuleDecl(_)));
        self.flow.is_kept |= !is_nowhere(&declarator.name);
        self.pattern(item, &declarator.name);
        if item.shape.is_value() && !is_export && !matches!(item.shape, Shape::Element(_)) {
            self.flow.holders.push(Holder::Declarator(node));
        }
        self.typed_in(item, &declarator.name);
    }

    /// Types are written in a pattern that takes it.
    pub(super) fn typed_in(&mut self, item: &Item, pat: &Pat) {
        let inside = self.cx.tree.within(crate::syntax::span(pat));
        let is_outer = |node: &NodeId| {
            let up = self.cx.tree.parent(*node).map(|up| self.cx.tree.ast(up));
            matches!(self.cx.tree.ast(*node), Ast::Type) && !matches!(up, Some(Ast::Type))
        };
        let types: Vec<NodeId> = inside.filter(is_outer).collect();
        types.into_iter().for_each(|written| self.typed(item, written));
    }

    /// The value is in a pattern: a default, or a target of an assignment.
    pub(super) fn in_pattern(&mut self, item: &Item, pat: &'a Pat) {
        match pat {
            Pat::Assign(assign) if self.cx.is(item.node, &assign.right) && !self.is_asked_field(&item.shape) => {
                self.flow.is_kept = true;
                self.pattern(item, &assign.left);
            }
            Pat::Expr(_) => self.read_value(item),
            Pat::Assign(_) | Pat::Ident(_) | Pat::Array(_) | Pat::Rest(_) | Pat::Object(_) | Pat::Invalid(_) => {
                self.read(item.node);
            }
        }
    }

    /// Follows what a pattern takes from the value.
    pub(super) fn pattern(&mut self, item: &Item, pat: &'a Pat) {
        match pat {
            Pat::Ident(binding) => self.variable(&binding.id.to_id(), item),
            Pat::Object(object) => self.object_pattern(item, object),
            Pat::Array(array) => self.array_pattern(item, array),
            // A default that runs something would run where the value is missing.
            Pat::Assign(assign) if item.shape.is_value() && self.effect(&assign.right) != Effect::None => {
                self.read_in(item, self.cx.tree.find(&assign.right));
            }
            Pat::Assign(assign) if self.is_asked_field(&item.shape) && !self.is_nothing(&assign.right) => {
                self.read_in(item, self.cx.tree.find(&assign.right));
            }
            Pat::Assign(assign) => self.pattern(item, &assign.left),
            Pat::Rest(_) | Pat::Expr(_) | Pat::Invalid(_) => self.read_pattern(item, pat),
        }
    }

    fn read_pattern(&mut self, item: &Item, pat: &impl swc_common::Spanned) {
        let pattern = self.cx.tree.within(crate::syntax::span(pat)).next();
        self.read(pattern.unwrap_or(item.node));
    }

    fn read_in(&mut self, item: &Item, place: Option<NodeId>) {
        self.read(place.unwrap_or(item.node));
    }

    pub(super) fn object_pattern(&mut self, item: &Item, object: &'a ObjectPat) {
        let mut is_taken = false;
        for prop in &object.props {
            match prop {
                ObjectPatProp::Assign(AssignPatProp { key, value, .. }) => {
                    let id = key.id.to_id();
                    let has_effect = value.as_deref().filter(|default| self.effect(default) != Effect::None);
                    let Some(part) = self.part(item, &id.0, &mut is_taken, object) else { continue };
                    let is_other = |default: &Expr| self.is_asked_field(&part.shape) && !self.is_nothing(default);
                    let default = value.as_deref();
                    match has_effect.filter(|_| part.shape.is_value()).or(default.filter(|default| is_other(default))) {
                        Some(default) => self.read_in(item, self.cx.tree.find(default)),
                        None => self.variable(&id, &part),
                    }
                }
                ObjectPatProp::KeyValue(pair) => match self.pattern_key(&pair.key) {
                    Some(name) => {
                        if let Some(part) = self.part(item, &name, &mut is_taken, object) {
                            self.pattern(&part, &pair.value);
                        }
                    }
                    None => self.read_pattern(item, &pair.key),
                },
                ObjectPatProp::Rest(rest) => match &item.shape {
                    Shape::Promise | Shape::Whole => {
                        self.pattern(&Item { shape: Shape::Part, ..item.clone() }, &rest.arg)
                    }
                    Shape::Holds(..) if is_taken => {}
                    Shape::Holds(..) => self.pattern(item, &rest.arg),
                    _ => self.read_pattern(item, object),
                },
            }
        }
    }

    /// What the member called `name` is; nothing where it has nothing of the value.
    fn part(&mut self, item: &Item, name: &str, is_taken: &mut bool, object: &'a ObjectPat) -> Option<Item> {
        let part = match &item.shape {
            Shape::Promise | Shape::Whole => Shape::Field(name.to_owned()),
            Shape::Holds(key, inner) if key.is(name) => {
                *is_taken = true;
                (**inner).clone()
            }
            Shape::Holds(..) => return None,
            // Taking a function or a field apart.
            Shape::Field(_) | Shape::Part | Shape::Element(_) | Shape::Gives(_) | Shape::Makes(_) => {
                self.read_pattern(item, object);
                return None;
            }
        };
        Some(Item { shape: part, ..item.clone() })
    }

    fn pattern_key(&self, key: &PropName) -> Option<String> {
        match key {
            PropName::Num(number) => Some(number.value.to_string()),
            PropName::Ident(_) | PropName::Str(_) | PropName::Computed(_) | PropName::BigInt(_) => value::key_name(key),
        }
    }

    fn array_pattern(&mut self, item: &Item, array: &'a ArrayPat) {
        let (index, inner) = match &item.shape {
            Shape::Element(Some(index)) => (*index, Shape::Whole),
            Shape::Holds(Key::Index(index), inner) => (*index, (**inner).clone()),
            // Which one it is, or what it is in, is not known.
            Shape::Element(None) => {
                let part = Item { shape: Shape::Part, ..item.clone() };
                return array.elems.iter().flatten().for_each(|element| self.pattern(&part, element));
            }
            _ => return self.read_pattern(item, array),
        };
        if array.elems.iter().take(index + 1).flatten().any(|element| matches!(element, Pat::Rest(_))) {
            return self.read_pattern(item, array);
        }
        match array.elems.get(index) {
            // Of a list the pattern stays, with the fields that it names.
            Some(Some(element @ Pat::Object(object))) if inner.is_all() && !object.props.is_empty() => {
                self.read_pattern(item, element);
            }
            Some(Some(element)) => self.pattern(&Item { shape: inner, ..item.clone() }, element),
            Some(None) | None => {}
        }
    }

    /// Follows every mention of a variable that holds the value.
    pub(super) fn variable(&mut self, id: &Id, item: &Item) {
        let symbol = self.cx.symbol(id);
        match symbol.reach {
            Reach::Script => {}
            Reach::Exported => self.exported(item),
            Reach::Elsewhere => return self.read(item.node),
        }
        if is_argument(self.cx.tree, &symbol) {
            return self.read(item.node);
        }
        let way = self.way_through(item.way, &symbol);
        for name in &symbol.reads {
            self.mention(*name, &Item { way, ..item.clone() });
        }
    }

    /// A variable outside of the function that was entered may be read by others.
    fn way_through(&self, way: Way, symbol: &Symbol) -> Way {
        let is_inside = |function: NodeId| {
            symbol.declared.is_some_and(|declared| self.cx.tree.up(declared.name).any(|up| up == function))
        };
        let entered = way.entered.filter(|(function, _)| is_inside(*function));
        Way { entered, ..way }
    }

    /// A name that is, or leads to, the value is written at `name`.
    fn mention(&mut self, name: NodeId, item: &Item) {
        let Some(up) = self.cx.tree.parent(name) else { return };
        match self.cx.tree.ast(up) {
            Ast::Expr(Expr::Ident(_)) => self.go(up, item.shape.clone(), item.way),
            Ast::Prop(prop) => self.in_prop(item, name, up, prop),
            // `name ||= …` asks for it first; so does `name += 1`.
            Ast::Expr(Expr::Assign(assign)) => {
                let asks = matches!(assign.op, AssignOp::AndAssign | AssignOp::OrAssign | AssignOp::NullishAssign);
                if !(asks && item.shape.is_always_there()) {
                    self.read(up);
                }
            }
            // An entry in a list of exports goes by the symbol.
            Ast::ModuleDecl(ModuleDecl::ExportNamed(_)) => {}
            Ast::Expr(Expr::JSXElement(_)) | Ast::JsxChild(_) | Ast::JsxAttr(_) => self.rendered(item, up),
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

    pub(super) fn assigned(&mut self, item: &Item, up: NodeId, assign: &'a AssignExpr) {
        if !self.cx.is(item.node, &assign.right) {
            // A member of it is set.
            return self.read_value(item);
        }
        match assign.op {
            AssignOp::Assign => {}
            // What is asked for first is a promise, or nothing yet, in either version.
            AssignOp::AndAssign | AssignOp::OrAssign | AssignOp::NullishAssign if item.shape.is_always_there() => {}
            _ => return self.read(item.node),
        }
        if let Shape::Field(_) = item.shape {
            self.flow.partial.push(up);
        }
        // The value of the assignment itself is the same.
        self.pass(item, up);
        match &assign.left {
            AssignTarget::Simple(SimpleAssignTarget::Ident(target)) => {
                self.flow.is_kept = true;
                let id = target.id.to_id();
                self.variable(&id, item);
                // `kept ??= …` asks for the name first, and must go on doing so.
                let is_plain = assign.op == AssignOp::Assign;
                if is_plain && item.shape.is_value() && self.cx.symbol(&id).reach != Reach::Elsewhere {
                    self.flow.holders.push(Holder::Assignment(up));
                }
            }
            AssignTarget::Simple(SimpleAssignTarget::Member(member)) => self.set(item, up, member),
            AssignTarget::Pat(AssignTargetPat::Object(object)) if item.shape.is_all() => {
                self.object_pattern(item, object);
                self.flow.holders.push(Holder::Assignment(up));
            }
            AssignTarget::Pat(AssignTargetPat::Object(object)) => self.object_pattern(item, object),
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
            | AssignTarget::Pat(AssignTargetPat::Array(_) | AssignTargetPat::Invalid(_)) => self.read(item.node),
        }
    }

    /// The value is assigned to a member of something.
    fn set(&mut self, item: &Item, up: NodeId, member: &'a MemberExpr) {
        let Some(name) = self.key_of(&member.prop) else { return self.read(item.node) };
        if let Some((id, inside)) = self.cx.cell(member) {
            self.variable(&id, &Item { shape: item.shape.clone().held(Key::Name(inside.to_owned())), ..item.clone() });
            if !item.shape.is_always_there() {
                self.flow.holders.push(Holder::Handing(up));
            }
            return;
        }
        if item.shape.is_value() {
            return self.read(item.node);
        }
        if self.is_module_exports(member) {
            self.exported(item);
            return self.read_back(item, &name);
        }
        match (self.cx.origin(&member.obj), unwrap(&member.obj)) {
            (Origin::Object(_) | Origin::Function(_) | Origin::Class(_), Expr::Ident(object)) => {
                self.variable(
                    &object.to_id(),
                    &Item { shape: item.shape.clone().held(Key::Name(name)), ..item.clone() },
                );
            }
            (_, Expr::This(_)) => self.set_on_this(item, member, &name),
            (origin, _)
                if takers::is_dom_handler(&name)
                    && !origin.is_own()
                    && !takers::is_of_package(&origin)
                    && self.is_called_for_events(&member.obj, &name)
                    && matches!(item.shape, Shape::Gives(_)) => {}
            _ => self.read(item.node),
        }
    }

    /// The script itself may use what it exports: `module.exports.check()`.
    fn read_back(&mut self, item: &Item, name: &str) {
        let tree = self.cx.tree;
        for node in tree.holding("exports").collect::<Vec<_>>() {
            if let Some(Expr::Member(member)) = tree.expr(node)
                && self.is_module_exports(member)
                && self.key_of(&member.prop).is_none_or(|own| own == name)
            {
                self.pass(item, node);
            }
        }
    }

    /// `module.exports`, `exports.name` and the like.
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

    pub(super) fn in_array(&mut self, item: &Item, up: NodeId, array: &'a ArrayLit) {
        let is_spread = |element: &Option<ExprOrSpread>| element.as_ref().is_some_and(|it| it.spread.is_some());
        let position = self.cx.element(&array.elems, item.node).filter(|at| !is_spread(&array.elems[*at]));
        let Some(position) = position else { return self.read(item.node) };
        if let Some(Expr::Ident(ident)) = self.cx.tree.expr(item.node)
            && self.cx.depending(up, &ident.to_id()).is_some()
        {
            return;
        }
        let first_spread = self.cx.symbols.first_spread(up, || array.elems.iter().position(is_spread));
        let position = Some(position).filter(|at| first_spread.is_none_or(|first| *at < first));
        let combinator = self.cx.tree.parent(up).and_then(|call| Some((call, self.cx.promise_combinator(call)?)));
        if let Some((call, _)) = combinator {
            self.typed_by(item, call);
        }
        match (&item.shape, combinator, position) {
            (Shape::Promise | Shape::Whole, Some((call, "all")), position) => {
                self.go(call, Shape::Element(position), item.way)
            }
            (Shape::Promise | Shape::Whole, Some((call, _)), _) => self.go(call, Shape::Element(None), item.way),
            (Shape::Gives(_) | Shape::Makes(_) | Shape::Holds(..), None, Some(index)) => {
                self.go(up, item.shape.clone().held(Key::Index(index)), item.way);
            }
            _ => self.read(item.node),
        }
    }

    /// The setter of a state is given the value.
    pub(super) fn set_state(&mut self, item: &Item, call: NodeId, state: &Id) {
        if !self.is_asked_field(&item.shape) {
            return self.read(item.node);
        }
        self.variable(state, item);
        self.end(item.node, End::State);
        self.flow.holders.push(Holder::Handing(call));
    }
}

impl<'a> crate::analysis::Analysis<'_, 'a> {
    /// The variable of `variable.current`, if `useRef` made it, and that member; and the like.
    pub fn cell(&self, member: &'a MemberExpr) -> Option<(Id, &'static str)> {
        let Expr::Ident(object) = unwrap(&member.obj) else { return None };
        let id = object.to_id();
        let Origin::Result(made) = self.origin(&member.obj) else { return None };
        match takers::does(&made, 0)? {
            Does::Cell(inside) if value::member_name(member).as_deref() == Some(inside) => Some((id, inside)),
            _ => None,
        }
    }

    /// The state that a call of `callee` sets.
    pub fn state_set_by(&self, callee: &Origin<'a>, setter: &'a Expr) -> Option<Id> {
        let Origin::Element(1, made) = callee else { return None };
        let Origin::Result(made) = &**made else { return None };
        if takers::does(made, 0) != Some(Does::State) {
            return None;
        }
        let Expr::Ident(setter) = unwrap(setter) else { return None };
        let declared = scope::declared(self.tree, &setter.to_id())?;
        let Ast::Declarator(VarDeclarator { name: Pat::Array(pair), .. }) = self.tree.ast(declared.holder) else {
            return None;
        };
        match pair.elems.as_slice() {
            [Some(Pat::Ident(state)), Some(Pat::Ident(set))] if set.id.to_id() == setter.to_id() => {
                Some(state.id.to_id())
            }
            _ => None,
        }
    }

    /// Which of `Promise.all` and its kin the call at `node` is.
    pub fn promise_combinator(&self, node: NodeId) -> Option<&'static str> {
        let Expr::Call(CallExpr { callee: Callee::Expr(callee), .. }) = self.tree.expr(node)? else { return None };
        match self.origin(callee) {
            Origin::Global(name) => {
                let known = ["all", "allSettled", "race", "any"];
                known.into_iter().find(|known| name.strip_prefix("Promise.") == Some(known))
            }
            _ => None,
        }
    }

    /// The call of a hook whose dependencies the array at `node` lists, if its function names `id`: where
    /// it does not, running again is all that the dependency is for.
    pub fn depending(&self, node: NodeId, id: &Id) -> Option<NodeId> {
        let hook = self.tree.parent(node)?;
        let Ast::Expr(Expr::Call(CallExpr { callee: Callee::Expr(callee), args, .. })) = self.tree.ast(hook) else {
            return None;
        };
        let list = self.argument(args, node)?;
        let mut functions = args[..list].iter().filter_map(|argument| self.tree.find(&argument.expr));
        let names = |function| self.tree.inside(function).any(|inner| self.tree.id(inner) == Some(id));
        (takers::has_dependencies(&self.origin(callee)) && functions.any(names)).then_some(hook)
    }
}

/// Whether a parameter's function also takes it out of `arguments`.
fn is_argument(tree: &crate::tree::Tree, symbol: &Symbol) -> bool {
    let Some(declared) = symbol.declared.filter(|declared| declared.how == How::Parameter) else { return false };
    tree.inside(declared.holder).any(|inner| {
        tree.id(inner).is_some_and(|id| &*id.0 == "arguments" && value::owner(tree, inner) == Some(declared.holder))
    })
}

/// Whether a pattern takes nothing and names nothing.
fn is_nowhere(pat: &Pat) -> bool {
    match pat {
        Pat::Object(object) => object.props.is_empty(),
        Pat::Array(array) => array.elems.iter().flatten().next().is_none(),
        _ => false,
    }
}
