//! Following the response to everything that reads it.

use super::*;

impl Reads {
    fn read(&mut self, node: NodeId) {
        self.reads.push(node);
    }

    /// Follows the value of the expression at `node` to whatever is around it.
    pub(super) fn follow(&mut self, input: &Input, node: NodeId, what: What) {
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
            Ast::Pat(Pat::Assign(assign)) if is(input.tree, node, &assign.right) && !is_device(&what) => {
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
            // One device or another: which it is, nobody can say.
            Expr::Cond(cond) if is_device(&what) && !has_no_other(input, node, &cond.cons, &cond.alt) => {
                self.read(node)
            }
            Expr::Bin(bin)
                if is_device(&what) && is_choice(bin.op) && !has_no_other(input, node, &bin.left, &bin.right) =>
            {
                self.read(node);
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
        match guard(input, node, up).filter(|_| is_device(what)) {
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
        match input.tree.parent(up).and_then(|object| input.detach_told_by(object)) {
            Some(detach) if named_device && is_device(what) => self.detaches.push(detach),
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
        let is_it = |node: &NodeId| matches!(input.tree.ast(*node), Ast::Pat(pat) if std::ptr::eq(pat, *param));
        let pattern = input.tree.within(span(*param)).find(is_it);
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
                // A default that runs something would run where the field is missing.
                ObjectPatProp::Assign(AssignPatProp { value: Some(default), .. })
                    if input.effect(default) != Effect::None =>
                {
                    self.reads.extend(input.tree.find(default));
                }
                ObjectPatProp::Assign(assign) => {
                    let id = assign.key.id.to_id();
                    self.variable(input, &id, &What::Field(id.0.to_string()));
                }
                // So would a key that is computed.
                ObjectPatProp::KeyValue(KeyValuePatProp { key: PropName::Computed(key), .. })
                    if input.effect(&key.expr) != Effect::None =>
                {
                    self.reads.extend(input.tree.find(&key.expr));
                }
                ObjectPatProp::KeyValue(pair) => {
                    let name = value::key_name(&pair.key).unwrap_or_default();
                    self.pattern(input, &pair.value, &What::Field(name));
                }
                ObjectPatProp::Rest(rest) => self.pattern(input, &rest.arg, &What::Field("…".to_owned())),
            }),
            // Which one it is, or what it is in, is not known.
            (Pat::Array(array), What::Among(usize::MAX)) => {
                let of_it = What::Field("…".to_owned());
                array.elems.iter().flatten().for_each(|element| self.pattern(input, element, &of_it));
            }
            (Pat::Array(array), What::Among(index)) => {
                if array.elems.iter().take(*index + 1).flatten().any(|element| matches!(element, Pat::Rest(_))) {
                    return self.reads.extend(input.tree.within(span(pat)).next());
                }
                if let Some(Some(element)) = array.elems.get(*index) {
                    self.pattern(input, element, &What::Response);
                }
            }
            (Pat::Assign(assign), _) if input.effect(&assign.right) != Effect::None => {
                self.reads.extend(input.tree.find(&assign.right));
            }
            (Pat::Assign(assign), _) => self.pattern(input, &assign.left, what),
            (Pat::Invalid(_), _) => {}
            _ => self.reads.extend(input.tree.within(span(pat)).next()),
        }
    }

    /// Follows every mention of a variable that holds the value.
    fn variable(&mut self, input: &Input, id: &Id, what: &What) {
        if is_exported(input, id) {
            self.exported = true;
        }
        for name in input.tree.mentions(id) {
            let Some(up) = input.tree.parent(name) else { continue };
            match input.tree.ast(up) {
                Ast::Expr(Expr::Ident(_)) => self.follow(input, up, what.clone()),
                // `name ||= …` and `name += 1` ask for it first.
                Ast::Expr(Expr::Assign(assign)) if assign.op != AssignOp::Assign => self.read(up),
                Ast::Prop(prop @ Prop::Shorthand(_)) => self.in_prop(input, (name, up), prop, what),
                Ast::ModuleDecl(_) if scope::declares(input.tree, name).is_none() => self.exported = true,
                _ => {}
            }
        }
    }

    fn assigned(&mut self, input: &Input, (node, up): (NodeId, NodeId), assign: &AssignExpr, what: What) {
        if assign.op != AssignOp::Assign || !is(input.tree, node, &assign.right) {
            return self.read(node);
        }
        if let What::Field(_) = what {
            self.partial.push(up);
        }
        // The value of the assignment itself is the response, too.
        self.follow(input, up, what.clone());
        match &assign.left {
            AssignTarget::Simple(SimpleAssignTarget::Ident(target)) if is_prop(input, &target.id.to_id()) => {
                self.read(node);
            }
            AssignTarget::Simple(SimpleAssignTarget::Ident(target)) => {
                self.variable(input, &target.id.to_id(), &what);
                self.carriers.push(Carrier::Assignment(up));
            }
            AssignTarget::Simple(SimpleAssignTarget::Member(member)) => match reference(input, member) {
                Some((id, inside)) => {
                    self.held(input, (&id, inside), &what);
                    self.carriers.push(Carrier::Handing(up));
                }
                None => self.read(node),
            },
            AssignTarget::Pat(AssignTargetPat::Object(object)) if what == What::Response => {
                let pat = Pat::Object(object.clone());
                self.pattern(input, &pat, &what);
                self.carriers.push(Carrier::Assignment(up));
            }
            _ => self.read(node),
        }
    }

    /// Follows what a reference holds wherever it is read.
    fn held(&mut self, input: &Input, (id, inside): (&Id, &str), what: &What) {
        for name in input.tree.mentions(id) {
            let Some(mention) = input.tree.parent(name) else { continue };
            match input.tree.ast(mention) {
                Ast::Expr(Expr::Ident(_)) => {}
                Ast::Type => continue,
                _ if scope::declares(input.tree, name).is_some() => continue,
                _ => {
                    self.read(mention);
                    continue;
                }
            }
            let Some(around) = input.tree.parent(mention) else { continue };
            match input.tree.ast(around) {
                Ast::Expr(Expr::Member(member)) if value::member_name(member).as_deref() == Some(inside) => {
                    self.follow(input, around, what.clone());
                }
                // The target of an assignment to what it holds.
                Ast::Expr(Expr::Assign(_)) => {}
                Ast::Expr(Expr::Array(_)) if input.depending(around, id).is_some() => {}
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
        if let (true, Some(Expr::Ident(ident))) = (what.is_value(), input.tree.expr(node))
            && input.depending(up, &ident.to_id()).is_some()
        {
            return;
        }
        let is_spread = |element: &Option<ExprOrSpread>| element.as_ref().is_some_and(|it| it.spread.is_some());
        let position = match position {
            Some(position) if array.elems[..position].iter().any(is_spread) => Some(usize::MAX),
            other => other,
        };
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
            && is_device(what)
        {
            self.variable(input, &state, what);
            self.states.push(node);
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
        self.reads.extend(input.taken_apart(&name).into_iter().filter(|taken| input.is_of_this(*taken)));
        for mention in input.members_called(&name) {
            self.follow(input, mention, what.clone());
        }
    }

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
            Ast::Expr(Expr::Fn(function)) => {
                if let Some(name) = &function.ident {
                    self.callers(input, &name.to_id(), what.clone());
                }
                self.function_value(input, up, what);
            }
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
            Ast::Expr(Expr::Call(CallExpr { callee: Callee::Expr(callee), args, .. })) => {
                self.function_in_call(input, (node, up), (callee, args), what);
            }
            Ast::Expr(Expr::OptChain(OptChainExpr { base, .. })) if matches!(**base, OptChainBase::Call(_)) => {
                if let OptChainBase::Call(call) = &**base {
                    self.function_in_call(input, (node, up), (&call.callee, &call.args), what);
                }
            }
            Ast::Expr(Expr::Assign(assign)) => {
                let AssignTarget::Simple(SimpleAssignTarget::Member(member)) = &assign.left else {
                    return self.read(node);
                };
                match value::member_name(member) {
                    Some(name) if ignores_result(&name) => self.calls_of(input, &name, &what),
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
                JSXAttrName::Ident(name) if ignores_result(&name.sym) => {}
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
            Ast::Expr(Expr::Array(_)) if depends(input, node, up) => {}
            Ast::Stmt(Stmt::Return(_)) if self.leaves_by_export(input, up) => self.exported = true,
            _ => self.read(node),
        }
    }

    fn function_in_call(
        &mut self,
        input: &Input,
        (node, up): (NodeId, NodeId),
        (callee, args): (&Expr, &[ExprOrSpread]),
        what: What,
    ) {
        if is(input.tree, node, callee) {
            return self.follow(input, up, what);
        }
        let name = match unwrap(callee) {
            Expr::Ident(ident) => Some(ident.sym.to_string()),
            Expr::Member(member) => value::member_name(member),
            Expr::OptChain(chain) => match &*chain.base {
                OptChainBase::Member(member) => value::member_name(member),
                OptChainBase::Call(_) => None,
            },
            _ => None,
        };
        let position = args.iter().position(|argument| is(input.tree, node, &argument.expr));
        match name.as_deref() {
            Some("then" | "catch") => self.follow(input, up, what),
            Some("finally") => {}
            // An event's name comes first: `once(callback)` alone gives back what that returns.
            Some("on" | "once" | "$on" | "$once") if position != Some(0) => {}
            Some("useCallback") => self.function_value(input, up, what),
            // It gives a promise of what the callback gives.
            Some("nextTick" | "$nextTick") => self.follow(input, up, what),
            Some(name) if position.is_some_and(|at| ignores_argument(name, at, args.len())) => {}
            _ => self.read(node),
        }
    }

    fn callers(&mut self, input: &Input, id: &Id, what: What) {
        for name in input.tree.mentions(id) {
            if scope::declares(input.tree, name).is_some() {
                continue;
            }
            let Some(up) = input.tree.parent(name) else { continue };
            match input.tree.ast(up) {
                Ast::Expr(Expr::Ident(_)) => self.function_value(input, up, what.clone()),
                Ast::Prop(_) => self.function_value(input, name, what.clone()),
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
        if ignores_result(&name) {
            return self.calls_of(input, &name, &what);
        }
        if !is_private {
            self.exported = true;
        }
        self.reads.extend(input.taken_apart(&name));
        for mention in input.members_called(&name) {
            self.function_value(input, mention, what.clone());
        }
    }

    /// Whoever is told a function under this name ignores what it returns, but the script may call
    /// it, too.
    fn calls_of(&mut self, input: &Input, name: &str, what: &What) {
        self.reads.extend(input.taken_apart(name));
        for mention in input.members_called(name) {
            if let Some((call, _)) = input.called(mention) {
                self.follow(input, call, what.clone());
            }
        }
    }

    fn object_method(&mut self, input: &Input, prop: NodeId, name: Option<String>, what: What) {
        match name {
            Some(name) if ignores_result(&name) => self.calls_of(input, &name, &what),
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
            // The function that stands for a component gives back what that exports, and only that.
            Ast::ModuleDecl(_) if input.tree.span(top).is_empty() => {
                let function = scope::function_around(input.tree, node);
                matches!(input.tree.ast(node), Ast::Stmt(Stmt::Return(_)))
                    && function.is_some_and(|function| input.tree.parent(function) == Some(top))
            }
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

/// Whether a variable is declared as an export.
fn is_exported(input: &Input, id: &Id) -> bool {
    let holder = scope::declared(input.tree, id).map(|declared| declared.holder);
    holder.filter(|holder| matches!(input.tree.ast(*holder), Ast::Declarator(_))).is_some_and(|declarator| {
        input.tree.parent(declarator).is_some_and(|up| matches!(input.tree.ast(up), Ast::ModuleDecl(_)))
    })
}

/// Whether a variable is a property of a Svelte component: whoever bound it sees what it is set to.
fn is_prop(input: &Input, id: &Id) -> bool {
    let declared = scope::declared(input.tree, id);
    let Some(Ast::Declarator(declarator)) = declared.map(|declared| input.tree.ast(declared.holder)) else {
        return false;
    };
    match declarator.init.as_deref().map(unwrap) {
        Some(Expr::Call(CallExpr { callee: Callee::Expr(callee), .. })) => {
            matches!(unwrap(callee), Expr::Ident(ident) if &*ident.sym == "$props")
        }
        _ => false,
    }
}

/// Whether the function that `node` names is a dependency of a hook in the array at `up`.
fn depends(input: &Input, node: NodeId, up: NodeId) -> bool {
    matches!(input.tree.expr(node), Some(Expr::Ident(ident)) if input.depending(up, &ident.to_id()).is_some())
}
