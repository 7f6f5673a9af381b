//! Every use of v2: what it is of, and what is done with it.

use super::*;

/// Whether a string is what a call loads.
fn is_loaded(tree: &Tree, node: NodeId) -> bool {
    let call = tree.parent(node).and_then(|up| tree.expr(up)).and_then(Expr::as_call);
    call.is_some_and(|call| loads_address(call).is_some())
}

impl Bindings {
    pub(super) fn sites(&mut self, tree: &Tree, near: &Near) {
        let mut sites = Vec::new();
        let in_types = imports_in_types(tree, near);
        for node in near.nodes(tree) {
            match tree.ast(node) {
                Ast::Name => sites.extend(self.mention(tree, node)),
                Ast::Expr(Expr::Call(call)) => match loads(tree, call) {
                    Some(_) => sites.push(self.site(tree, node, None)),
                    // `vi.mock(import("rupt"))` is found by its import.
                    None if first_is_call(call) && mocks(tree, call) => {}
                    None if mocks(tree, call) => sites.push(other(node, V2::Module, Usage::Mock)),
                    None if loads_elsewise(tree, call) => {
                        let value = V2::Promise(Box::new(V2::Module));
                        sites.push(other(node, value, Usage::Value));
                    }
                    None if names_global(tree, call) => sites.push(other(node, V2::Default, Usage::Global)),
                    None if self.hands_on(tree, call) => sites.push(self.site(tree, node, None)),
                    None => sites.extend(loads_address(call).map(|value| other(node, value, Usage::Value))),
                },
                Ast::Expr(Expr::Member(member)) if is_global_member(tree, member) => {
                    sites.push(other(node, V2::Default, Usage::Global));
                }
                Ast::Expr(Expr::Bin(bin)) if asks_for_global(tree, bin) => {
                    sites.push(other(node, V2::Default, Usage::Global));
                }
                Ast::Expr(Expr::OptChain(chain)) => {
                    if let OptChainBase::Member(member) = &*chain.base
                        && is_global_member(tree, member)
                    {
                        sites.push(other(node, V2::Default, Usage::Global));
                    }
                }
                Ast::Expr(Expr::Assign(assign)) if sets_global(tree, assign) => {
                    sites.push(other(node, V2::Default, Usage::Global));
                }
                Ast::Expr(Expr::Assign(assign)) if replaces_loader(tree, assign) => {
                    sites.push(other(node, V2::Module, Usage::Mock));
                }
                Ast::Expr(expr) if is_code_with_global(tree, node, expr) => {
                    sites.push(other(node, V2::Default, Usage::Global));
                }
                Ast::Expr(expr) if is_address(expr) && !is_loaded(tree, node) => {
                    sites.push(other(node, V2::Script, Usage::Value));
                }
                Ast::JsxAttr(JSXAttr { value: Some(JSXAttrValue::Str(text)), .. }) if names_script(text) => {
                    sites.push(other(node, V2::Script, Usage::Value));
                }
                Ast::Declarator(declarator) if takes_global(tree, declarator) => {
                    sites.push(other(node, V2::Default, Usage::Global));
                }
                Ast::ModuleDecl(ModuleDecl::TsImportEquals(import))
                    if import.is_export && self.imports.contains(&node) =>
                {
                    sites.push(other(node, V2::Module, Usage::Export));
                }
                Ast::ModuleDecl(decl) if re_exports(decl) => {
                    sites.push(other(node, V2::Module, Usage::Export));
                }
                Ast::ModuleDecl(decl) => {
                    sites.extend(addressed(decl).map(|value| other(node, value, Usage::Value)));
                }
                Ast::Stmt(Stmt::Decl(Decl::TsModule(module))) if is_module_of_v2(module) => {
                    sites.push(other(node, V2::Module, Usage::Type));
                }
                Ast::Type => {
                    let above = tree.parent(node).map(|up| tree.ast(up));
                    if !matches!(above, Some(Ast::Type))
                        && in_types.iter().any(|import| tree.span(node).contains(*import))
                    {
                        sites.push(other(node, V2::Module, Usage::Type));
                    }
                }
                _ => {}
            }
        }
        self.sites = sites;
    }

    /// A call is the use of one name, also where several lead to what is called.
    pub(super) fn one_call_each(&mut self) {
        let mut called = HashSet::new();
        for site in &mut self.sites {
            if let Usage::Call(call) = site.usage
                && !called.insert(call)
            {
                site.usage = Usage::Operand(call);
            }
        }
    }

    /// The use of v2 by the name at `node`, if it is one and not a declaration.
    fn mention(&self, tree: &Tree, node: NodeId) -> Option<Site> {
        let id = tree.id(node)?;
        let up = tree.parent(node)?;
        if let Some(bound) = self.names.get(id) {
            if scope::declares(tree, node).is_some() {
                return None;
            }
            let is_target = matches!(tree.ast(bound.maker), Ast::Expr(Expr::Assign(_))) && up == bound.maker;
            if is_target {
                return None;
            }
            return Some(match tree.ast(up) {
                Ast::Expr(Expr::Ident(_)) => self.site(tree, up, Some(id.clone())),
                Ast::Type => self.named(id, up, bound.value.clone(), Usage::Type),
                Ast::ModuleDecl(_) => self.named(id, up, bound.value.clone(), Usage::Export),
                _ => self.named(id, node, bound.value.clone(), Usage::Value),
            });
        }
        let is_free = || tree.script.is_unbound(id) || types::is_ambient(tree, id);
        let is_global = &*id.0 == V2_GLOBAL && is_free();
        let in_code = matches!(tree.ast(up), Ast::Expr(Expr::Ident(_)) | Ast::Prop(Prop::Shorthand(_)));
        (is_global && in_code).then(|| other(up, V2::Default, Usage::Global))
    }

    fn named(&self, id: &Id, node: NodeId, value: V2, usage: Usage) -> Site {
        Site { via: Some(id.clone()), origin: node, top: node, value, usage }
    }

    /// The use that starts at the expression `origin`.
    fn site(&self, tree: &Tree, origin: NodeId, via: Option<Id>) -> Site {
        let mut top = origin;
        let mut value = tree.expr(origin).and_then(|expr| self.denotes(tree, expr)).unwrap_or(V2::Module);
        while let Some(up) = tree.parent(top)
            && let Some(expr) = tree.expr(up)
            && !matches!(expr, Expr::Arrow(_))
            && let Some(outer) = self.denotes(tree, expr)
        {
            let through_callback = matches!(expr, Expr::Call(call) if loads(tree, call).is_none());
            if through_callback && !matches!(value, V2::Promise(_)) {
                break;
            }
            top = up;
            value = outer;
        }
        let usage = self.usage(tree, top, &value);
        Site { via, origin, top, value, usage }
    }

    fn usage(&self, tree: &Tree, top: NodeId, value: &V2) -> Usage {
        let Some(up) = tree.parent(top) else { return Usage::Value };
        match tree.ast(up) {
            Ast::Expr(Expr::Call(call)) if mocks(tree, call) => Usage::Mock,
            Ast::Expr(_) if watches(tree, top) => Usage::Watched,
            Ast::Expr(Expr::Call(CallExpr { callee: Callee::Expr(callee), .. })) if is(tree, top, callee) => {
                Usage::Call(up)
            }
            Ast::Expr(Expr::OptChain(chain)) => match &*chain.base {
                OptChainBase::Call(call) if is(tree, top, &call.callee) => Usage::Call(up),
                _ => Usage::Value,
            },
            Ast::Declarator(declarator) => {
                let is_init = declarator.init.as_deref().is_some_and(|init| is(tree, top, init));
                let followed = taken(tree, &declarator.name, value).is_some();
                if is_init && followed { Usage::Alias(up) } else { Usage::Value }
            }
            Ast::Expr(Expr::Assign(assign)) if is(tree, top, &assign.right) => match &assign.left {
                AssignTarget::Simple(SimpleAssignTarget::Ident(target))
                    if self.names.get(&target.id.to_id()).is_some_and(|bound| bound.maker == up) =>
                {
                    Usage::Assigned(up)
                }
                _ => Usage::Value,
            },
            Ast::Expr(Expr::Member(_)) => match tree.parent(up).map(|call| (call, tree.ast(call))) {
                Some((node, Ast::Expr(Expr::Call(call))))
                    if self.then_callback(tree, call).is_some_and(|callback| !callback.says_arguments(tree)) =>
                {
                    Usage::Then(node)
                }
                _ => Usage::Value,
            },
            Ast::Expr(Expr::Arrow(arrow)) => {
                let handed_on = matches!(&*arrow.body, ArrowFunctionBody::Expr(body) if is(tree, top, body))
                    && tree
                        .parent(up)
                        .and_then(|call| tree.expr(call))
                        .is_some_and(|call| matches!(self.denotes(tree, call), Some(V2::Promise(_))));
                if handed_on { Usage::HandedOn } else { Usage::Value }
            }
            Ast::Stmt(Stmt::Expr(_)) => Usage::Statement,
            Ast::ModuleDecl(ModuleDecl::ExportDefaultExpr(_) | ModuleDecl::TsExportAssignment(_)) => Usage::Export,
            Ast::Type => Usage::Type,
            _ => Usage::Value,
        }
    }
}

/// `declare module "rupt"`.
pub(super) fn is_module_of_v2(module: &TsModuleDecl) -> bool {
    matches!(&module.id, TsModuleName::Str(name) if name.value.as_str().is_some_and(is_v2))
}

fn first_is_call(call: &CallExpr) -> bool {
    call.args.first().is_some_and(|first| matches!(unwrap(&first.expr), Expr::Call(_)))
}

fn other(node: NodeId, value: V2, usage: Usage) -> Site {
    Site { via: None, origin: node, top: node, value, usage }
}

/// The types that say `import("rupt")`.
fn imports_in_types(tree: &Tree, near: &Near) -> Vec<Span> {
    struct Find(Vec<Span>);
    impl Visit for Find {
        fn visit_ts_import_type(&mut self, import: &TsImportType) {
            if import.arg.value.as_str().is_some_and(is_v2) {
                self.0.push(span(import));
            }
            import.visit_children_with(self);
        }
    }
    let mut find = Find(Vec::new());
    for top in near.statements() {
        match tree.ast(top) {
            Ast::ModuleDecl(decl) => decl.visit_with(&mut find),
            Ast::Stmt(stmt) => stmt.visit_with(&mut find),
            _ => {}
        }
    }
    find.0
}
