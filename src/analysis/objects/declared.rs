//! Objects that the script declares: literals, classes and namespaces, and what their own methods do.

use super::*;

impl<'a> Trace<'_, 'a> {
    /// Follows the name at the start of a chain, and its declaration.
    pub(super) fn root(&mut self, chain: &Chain) {
        if let Some(declared) = scope::declared(self.tree, &chain.root) {
            self.declaration(declared.holder, chain);
        }
        self.name(&chain.root, chain.path.clone());
    }

    fn declaration(&mut self, holder: NodeId, chain: &Chain) {
        match self.tree.ast(holder) {
            Ast::Declarator(_) => {
                match value::initialiser(self.tree, &chain.root).map(|init| given_back(self.tree, init)) {
                    Some(Expr::Object(object)) => self.literal(object, chain.path.clone()),
                    Some(Expr::Call(_) | Expr::New(_) | Expr::Await(_)) => self.made(&chain.path),
                    _ => {}
                }
            }
            Ast::Stmt(Stmt::Decl(Decl::Class(ClassDecl { class, .. })))
            | Ast::ModuleDecl(
                ModuleDecl::ExportDecl(ExportDecl { decl: Decl::Class(ClassDecl { class, .. }), .. })
                | ModuleDecl::ExportDefaultDecl(ExportDefaultDecl {
                    decl: DefaultDecl::Class(ClassExpr { class, .. }),
                    ..
                }),
            ) => self.class(holder, class, &chain.path),
            Ast::Stmt(Stmt::Decl(Decl::TsModule(_)))
            | Ast::ModuleDecl(ModuleDecl::ExportDecl(ExportDecl { decl: Decl::TsModule(_), .. })) => {
                self.namespace(holder, &chain.path);
            }
            _ => {}
        }
    }

    /// An object that a function or a class makes. If the script declares that, the object may have
    /// accessors, and other code that has it may assign to a member of that name.
    fn made(&mut self, path: &Path) {
        let Some(key) = path.front() else { return };
        let is_it = |name: Option<String>| may_be(key.as_ref(), name.as_ref());
        let tree = self.tree;
        let writes = |node: NodeId| match tree.ast(node) {
            Ast::Expr(Expr::Assign(assign)) => match &assign.left {
                AssignTarget::Simple(SimpleAssignTarget::Member(target)) => {
                    is_it(key_of(target)) && !is_in_constructor(tree, node)
                }
                _ => false,
            },
            Ast::Prop(Prop::Getter(getter)) => is_it(value::key_name(&getter.key)),
            Ast::ClassMember(ClassMember::Method(method)) => {
                method.kind == MethodKind::Getter && is_it(value::key_name(&method.key))
            }
            _ => false,
        };
        let may_write = match key {
            Some(key) => tree.holding(key).any(writes),
            None => tree.all().any(writes),
        };
        if may_write {
            self.found(ObjectUse::Held);
        }
    }

    /// The literal of an object: its accessors, and what its methods do to `this`.
    fn literal(&mut self, object: &'a ObjectLit, path: Path) {
        let Some(key) = path.front().cloned() else { return };
        self.literals.push((path.len(), object));
        let rest: Path = path.iter().skip(1).cloned().collect();
        for prop in &object.props {
            let PropOrSpread::Prop(prop) = prop else { continue };
            let own = match &**prop {
                Prop::Getter(getter) => Some(&getter.key),
                Prop::Setter(setter) => Some(&setter.key),
                Prop::KeyValue(pair) => {
                    if may_be(key.as_ref(), value::key_name(&pair.key).as_ref())
                        && let Expr::Object(inner) = unwrap(&pair.value)
                    {
                        self.literal(inner, rest.clone());
                    }
                    None
                }
                Prop::Shorthand(_) | Prop::Assign(_) | Prop::Method(_) => None,
            };
            if own.is_some_and(|own| may_be(key.as_ref(), value::key_name(own).as_ref())) {
                self.found(ObjectUse::Written);
            }
        }
        let whole = span(object);
        let own: Vec<NodeId> = self.tree.within(whole).filter(|node| self.is_this_of(*node, object)).collect();
        for this in own {
            self.expr(this, path.clone());
        }
    }

    /// Whether the node is the `this` of a method of `object`.
    fn is_this_of(&self, node: NodeId, object: &ObjectLit) -> bool {
        if !matches!(self.tree.expr(node), Some(Expr::This(_))) {
            return false;
        }
        let Some(function) = value::owner(self.tree, node) else { return false };
        let mut around = self.tree.ancestors(function).filter(|up| !matches!(self.tree.ast(*up), Ast::Prop(_)));
        let first = around.find(|up| !matches!(self.tree.expr(*up), Some(Expr::Fn(_))));
        matches!(first.map(|up| self.tree.ast(up)), Some(Ast::Expr(Expr::Object(other))) if std::ptr::eq(other, object))
    }

    /// Follows a class, for its static members.
    fn class(&mut self, holder: NodeId, class: &'a Class, path: &Path) {
        for member in &class.body {
            let ClassMember::Method(method) = member else { continue };
            let key = value::key_name(&method.key);
            let is_it = path.front().is_some_and(|first| may_be(first.as_ref(), key.as_ref()));
            if method.is_static && method.kind != MethodKind::Method && is_it {
                self.found(ObjectUse::Written);
            }
        }
        let whole = span(class);
        let inside: Vec<NodeId> =
            self.tree.inside(holder).filter(|node| whole.contains(self.tree.span(*node))).collect();
        for node in inside {
            match self.tree.expr(node) {
                Some(Expr::This(_)) if self.is_static(node) => self.expr(node, path.clone()),
                // An instance reaches its class by `constructor`.
                Some(Expr::Member(member)) if value::member_name(member).as_deref() == Some("constructor") => {
                    self.expr(node, path.clone());
                }
                _ => {}
            }
        }
    }

    /// Whether the `this` at `node` is the class itself.
    fn is_static(&self, node: NodeId) -> bool {
        let Some(owner) = value::owner(self.tree, node) else { return false };
        let member = match self.tree.ast(owner) {
            Ast::Function(_) => self.tree.parent(owner),
            _ => Some(owner),
        };
        match member.map(|member| self.tree.ast(member)) {
            Some(Ast::ClassMember(member)) => match member {
                ClassMember::Method(method) => method.is_static,
                ClassMember::PrivateMethod(method) => method.is_static,
                ClassMember::ClassProp(prop) => prop.is_static,
                ClassMember::PrivateProp(prop) => prop.is_static,
                ClassMember::AutoAccessor(prop) => prop.is_static,
                ClassMember::StaticBlock(_) => true,
                ClassMember::Constructor(_) | ClassMember::TsIndexSignature(_) | ClassMember::Empty(_) => false,
            },
            _ => false,
        }
    }

    /// Follows the exported variables of a namespace.
    fn namespace(&mut self, holder: NodeId, path: &Path) {
        let Some(first) = path.front() else { return };
        let rest: Path = path.iter().skip(1).cloned().collect();
        let inside: Vec<NodeId> = self.tree.inside(holder).collect();
        for node in inside {
            let Ast::Declarator(VarDeclarator { name: Pat::Ident(name), .. }) = self.tree.ast(node) else { continue };
            let is_exported = self.tree.parent(node).is_some_and(|up| matches!(self.tree.ast(up), Ast::ModuleDecl(_)));
            if !is_exported || !may_be(first.as_ref(), Some(&name.id.sym.to_string())) {
                continue;
            }
            let id = name.id.to_id();
            if scope::may_vary(self.tree, &id) {
                self.found(ObjectUse::Written);
            }
            self.root(&Chain { root: id, path: rest.clone() });
        }
    }

    /// Whether the member at `node` is a static method of a class of the script, or a function of a
    /// namespace of the script.
    pub(super) fn is_own_function(&self, node: NodeId, key: Option<&String>) -> bool {
        let Some(Expr::Member(MemberExpr { obj, .. })) = self.tree.expr(node) else { return false };
        let Expr::Ident(ident) = unwrap(obj) else { return false };
        let Some(declared) = scope::declared(self.tree, &ident.to_id()) else { return false };
        let is_key = |name: Option<String>| key.is_some() && name.as_ref() == key;
        let holds = matches!(declared.how, scope::How::Class | scope::How::Other);
        holds
            && self.tree.inside(declared.holder).any(|node| match self.tree.ast(node) {
                Ast::ClassMember(ClassMember::Method(method)) => {
                    method.is_static && is_key(value::key_name(&method.key))
                }
                Ast::ModuleDecl(ModuleDecl::ExportDecl(ExportDecl { decl: Decl::Fn(function), .. })) => {
                    is_key(Some(function.ident.sym.to_string()))
                }
                _ => false,
            })
    }
}

/// The argument that a function of the language returns as it is: `Object.freeze({ … })`.
fn given_back<'a>(tree: &Tree<'a>, expr: &'a Expr) -> &'a Expr {
    let expr = unwrap(expr);
    let Expr::Call(CallExpr { callee: Callee::Expr(callee), args, .. }) = expr else { return expr };
    match (known::does(tree, callee, args, 0, &Path::new()), args.first()) {
        (Some(ArgumentEffect::GivesBack), Some(first)) => unwrap(&first.expr),
        _ => expr,
    }
}

/// Whether code runs in a constructor, where an object is still being made.
fn is_in_constructor(tree: &Tree, node: NodeId) -> bool {
    let owner = value::owner(tree, node);
    owner.is_some_and(|owner| matches!(tree.ast(owner), Ast::ClassMember(ClassMember::Constructor(_))))
}

/// Whether an object literal has a function of its own under a key.
pub(super) fn has_function(object: &ObjectLit, key: Option<&String>) -> bool {
    object.props.iter().any(|prop| match prop {
        PropOrSpread::Prop(prop) => match &**prop {
            Prop::Method(method) => key.is_some() && value::key_name(&method.key).as_ref() == key,
            Prop::KeyValue(pair) => {
                key.is_some() && value::key_name(&pair.key).as_ref() == key && Callable::literal(&pair.value).is_some()
            }
            _ => false,
        },
        PropOrSpread::Spread(_) => false,
    })
}
