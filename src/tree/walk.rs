//! Walking swc's tree by hand: its visitors cannot hand out references that last.

use super::Ast;
use super::nodes::{Inside, Node, index};
use crate::edit::Span;
use crate::syntax::span;
use swc_common::Spanned;
use swc_ecma_ast::*;
use swc_ecma_visit::{Visit, VisitWith};

/// The nodes of the statement that `root` is.
pub(super) fn inside(root: Ast<'_>) -> Inside<'_> {
    let mut walk = Walk { nodes: Vec::new(), up: None, names: Vec::new() };
    match root {
        Ast::Stmt(stmt) => walk.stmt(stmt),
        Ast::ModuleDecl(decl) => walk.module_decl(decl),
        _ => {}
    }
    Inside::new(walk.nodes, walk.names)
}

struct Walk<'a> {
    nodes: Vec<Node<'a>>,
    up: Option<u32>,
    /// The names, each with the node where it is written.
    names: Vec<(Id, u32)>,
}

impl<'a> Walk<'a> {
    fn node(&mut self, ast: Ast<'a>, place: &impl Spanned, inside: impl FnOnce(&mut Self)) {
        let node = index(self.nodes.len());
        let parent = self.up.replace(node);
        self.nodes.push(Node { ast, parent: parent.unwrap_or(node), span: span(place), link: 0 });
        inside(self);
        self.nodes[node as usize].link = index(self.nodes.len());
        self.up = parent;
    }

    fn name(&mut self, ident: &Ident) {
        let node = index(self.nodes.len());
        // The span of a typed binding covers its type; the name alone is its text.
        let start = span(ident).start;
        let place = Span::new(start, start + index(ident.sym.len()).max(1));
        let place = if span(ident).end < place.end { span(ident) } else { place };
        self.names.push((ident.to_id(), node));
        self.nodes.push(Node { ast: Ast::Name, parent: self.up.unwrap_or(node), span: place, link: 0 });
    }

    fn items(&mut self, items: &'a [ModuleItem]) {
        for item in items {
            match item {
                ModuleItem::Stmt(stmt) => self.stmt(stmt),
                ModuleItem::ModuleDecl(decl) => self.module_decl(decl),
            }
        }
    }

    fn stmts(&mut self, stmts: &'a [Stmt]) {
        stmts.iter().for_each(|stmt| self.stmt(stmt));
    }

    fn module_decl(&mut self, decl: &'a ModuleDecl) {
        self.node(Ast::ModuleDecl(decl), decl, |walk| match decl {
            ModuleDecl::Import(import) => {
                import.specifiers.iter().for_each(|specifier| walk.name(specifier.local()));
            }
            ModuleDecl::ExportDecl(export) => walk.decl(&export.decl),
            ModuleDecl::ExportNamed(export) if export.src.is_none() => {
                export.specifiers.iter().for_each(|specifier| walk.export(specifier));
            }
            ModuleDecl::ExportDefaultDecl(export) => match &export.decl {
                DefaultDecl::Class(class) => {
                    class.ident.iter().for_each(|ident| walk.name(ident));
                    walk.class(&class.class);
                }
                DefaultDecl::Fn(function) => {
                    function.ident.iter().for_each(|ident| walk.name(ident));
                    walk.function(&function.function);
                }
                DefaultDecl::TsInterfaceDecl(interface) => walk.types(&**interface),
            },
            ModuleDecl::ExportDefaultExpr(export) => walk.expr(&export.expr),
            ModuleDecl::TsImportEquals(import) => {
                walk.name(&import.id);
                if let TsModuleRef::TsEntityName(name) = &import.module_ref {
                    walk.types(name);
                }
            }
            ModuleDecl::TsExportAssignment(export) => walk.expr(&export.expr),
            _ => {}
        });
    }

    fn export(&mut self, specifier: &'a ExportSpecifier) {
        if let ExportSpecifier::Named(named) = specifier
            && let ModuleExportName::Ident(ident) = &named.orig
        {
            self.name(ident);
        }
    }

    fn stmt(&mut self, stmt: &'a Stmt) {
        self.node(Ast::Stmt(stmt), stmt, |walk| match stmt {
            Stmt::Block(block) => walk.stmts(&block.stmts),
            Stmt::With(with) => {
                walk.expr(&with.obj);
                walk.stmt(&with.body);
            }
            Stmt::Return(ret) => walk.maybe(ret.arg.as_deref()),
            Stmt::Labeled(labeled) => walk.stmt(&labeled.body),
            Stmt::If(branch) => {
                walk.expr(&branch.test);
                walk.stmt(&branch.cons);
                branch.alt.iter().for_each(|alt| walk.stmt(alt));
            }
            Stmt::Switch(switch) => {
                walk.expr(&switch.discriminant);
                for case in &switch.cases {
                    walk.maybe(case.test.as_deref());
                    walk.stmts(&case.cons);
                }
            }
            Stmt::Throw(throw) => walk.expr(&throw.arg),
            Stmt::Try(attempt) => {
                walk.stmts(&attempt.block.stmts);
                if let Some(handler) = &attempt.handler {
                    handler.param.iter().for_each(|param| walk.pat(param));
                    walk.stmts(&handler.body.stmts);
                }
                attempt.finalizer.iter().for_each(|block| walk.stmts(&block.stmts));
            }
            Stmt::While(each) => {
                walk.expr(&each.test);
                walk.stmt(&each.body);
            }
            Stmt::DoWhile(each) => {
                walk.stmt(&each.body);
                walk.expr(&each.test);
            }
            Stmt::For(each) => {
                match &each.init {
                    Some(VarDeclOrExpr::VarDecl(var)) => walk.declarators(&var.decls),
                    Some(VarDeclOrExpr::Expr(expr)) => walk.expr(expr),
                    None => {}
                }
                walk.maybe(each.test.as_deref());
                walk.maybe(each.update.as_deref());
                walk.stmt(&each.body);
            }
            Stmt::ForIn(each) => walk.for_each(&each.left, &each.right, &each.body),
            Stmt::ForOf(each) => walk.for_each(&each.left, &each.right, &each.body),
            Stmt::Decl(decl) => walk.decl(decl),
            Stmt::Expr(expr) => walk.expr(&expr.expr),
            Stmt::Empty(_) | Stmt::Debugger(_) | Stmt::Break(_) | Stmt::Continue(_) => {}
        });
    }

    fn for_each(&mut self, left: &'a ForHead, right: &'a Expr, body: &'a Stmt) {
        match left {
            ForHead::VarDecl(var) => self.declarators(&var.decls),
            ForHead::UsingDecl(using) => self.declarators(&using.decls),
            ForHead::Pat(pat) => self.pat(pat),
        }
        self.expr(right);
        self.stmt(body);
    }

    fn decl(&mut self, decl: &'a Decl) {
        match decl {
            Decl::Class(class) => {
                self.name(&class.ident);
                self.class(&class.class);
            }
            Decl::Fn(function) => {
                self.name(&function.ident);
                self.function(&function.function);
            }
            Decl::Var(var) => self.declarators(&var.decls),
            Decl::Using(using) => self.declarators(&using.decls),
            Decl::TsInterface(interface) => self.types(&**interface),
            Decl::TsTypeAlias(alias) => self.types(&**alias),
            Decl::TsEnum(declared) => {
                self.name(&declared.id);
                for member in &declared.members {
                    self.maybe(member.init.as_deref());
                }
            }
            Decl::TsModule(module) => {
                if let TsModuleName::Ident(ident) = &module.id {
                    self.name(ident);
                }
                module.body.iter().for_each(|body| self.namespace(body));
            }
        }
    }

    fn namespace(&mut self, body: &'a TsNamespaceBody) {
        match body {
            TsNamespaceBody::TsModuleBlock(block) => self.items(&block.body),
            TsNamespaceBody::TsNamespaceDecl(inner) => {
                self.name(&inner.id);
                self.namespace(&inner.body);
            }
        }
    }

    fn declarators(&mut self, declarators: &'a [VarDeclarator]) {
        for declarator in declarators {
            self.node(Ast::Declarator(declarator), declarator, |walk| {
                walk.pat(&declarator.name);
                walk.maybe(declarator.init.as_deref());
            });
        }
    }

    fn maybe(&mut self, expr: Option<&'a Expr>) {
        expr.into_iter().for_each(|expr| self.expr(expr));
    }

    fn expr(&mut self, expr: &'a Expr) {
        self.node(Ast::Expr(expr), expr, |walk| walk.inside_expr(expr));
    }

    fn inside_expr(&mut self, expr: &'a Expr) {
        match expr {
            Expr::Array(array) => {
                array.elems.iter().flatten().for_each(|element| self.argument(element));
            }
            Expr::Object(object) => object.props.iter().for_each(|prop| self.prop(prop)),
            Expr::Fn(function) => {
                function.ident.iter().for_each(|ident| self.name(ident));
                self.function(&function.function);
            }
            Expr::Unary(unary) => self.expr(&unary.arg),
            Expr::Update(update) => self.expr(&update.arg),
            Expr::Bin(bin) => {
                self.expr(&bin.left);
                self.expr(&bin.right);
            }
            Expr::Assign(assign) => {
                self.target(&assign.left);
                self.expr(&assign.right);
            }
            Expr::Member(member) => self.member(member),
            Expr::SuperProp(prop) => {
                if let SuperProp::Computed(computed) = &prop.prop {
                    self.expr(&computed.expr);
                }
            }
            Expr::Cond(cond) => {
                self.expr(&cond.test);
                self.expr(&cond.cons);
                self.expr(&cond.alt);
            }
            Expr::Call(call) => {
                if let Callee::Expr(callee) = &call.callee {
                    self.expr(callee);
                }
                call.type_args.iter().for_each(|args| self.types(&**args));
                call.args.iter().for_each(|argument| self.argument(argument));
            }
            Expr::New(new) => {
                self.expr(&new.callee);
                new.type_args.iter().for_each(|args| self.types(&**args));
                new.args.iter().flatten().for_each(|argument| self.argument(argument));
            }
            Expr::Seq(seq) => seq.exprs.iter().for_each(|expr| self.expr(expr)),
            Expr::Ident(ident) => self.name(ident),
            Expr::Tpl(tpl) => tpl.exprs.iter().for_each(|expr| self.expr(expr)),
            Expr::TaggedTpl(tagged) => {
                self.expr(&tagged.tag);
                tagged.type_params.iter().for_each(|args| self.types(&**args));
                tagged.tpl.exprs.iter().for_each(|expr| self.expr(expr));
            }
            Expr::Arrow(arrow) => {
                arrow.type_params.iter().for_each(|params| self.types(&**params));
                arrow.params.iter().for_each(|param| self.pat(param));
                arrow.return_type.iter().for_each(|returned| self.types(&**returned));
                match &*arrow.body {
                    ArrowFunctionBody::FunctionBody(body) => self.stmts(&body.stmts),
                    ArrowFunctionBody::Expr(expr) => self.expr(expr),
                }
            }
            Expr::Class(class) => {
                class.ident.iter().for_each(|ident| self.name(ident));
                self.class(&class.class);
            }
            Expr::Yield(yielded) => self.maybe(yielded.arg.as_deref()),
            Expr::Await(awaited) => self.expr(&awaited.arg),
            Expr::Paren(paren) => self.expr(&paren.expr),
            Expr::JSXMember(member) => self.jsx_member(member),
            Expr::JSXElement(element) => self.element(element),
            Expr::JSXFragment(fragment) => self.children(&fragment.children),
            Expr::TsTypeAssertion(cast) => {
                self.types(&*cast.type_ann);
                self.expr(&cast.expr);
            }
            Expr::TsConstAssertion(cast) => self.expr(&cast.expr),
            Expr::TsNonNull(sure) => self.expr(&sure.expr),
            Expr::TsAs(cast) => {
                self.expr(&cast.expr);
                self.types(&*cast.type_ann);
            }
            Expr::TsInstantiation(instance) => {
                self.expr(&instance.expr);
                self.types(&*instance.type_args);
            }
            Expr::TsSatisfies(cast) => {
                self.expr(&cast.expr);
                self.types(&*cast.type_ann);
            }
            Expr::OptChain(chain) => match &*chain.base {
                OptChainBase::Member(member) => self.member(member),
                OptChainBase::Call(call) => {
                    self.expr(&call.callee);
                    call.type_args.iter().for_each(|args| self.types(&**args));
                    call.args.iter().for_each(|argument| self.argument(argument));
                }
            },
            Expr::This(_)
            | Expr::Lit(_)
            | Expr::MetaProp(_)
            | Expr::JSXNamespacedName(_)
            | Expr::JSXEmpty(_)
            | Expr::PrivateName(_)
            | Expr::Invalid(_) => {}
        }
    }

    fn member(&mut self, member: &'a MemberExpr) {
        self.expr(&member.obj);
        if let MemberProp::Computed(computed) = &member.prop {
            self.expr(&computed.expr);
        }
    }

    fn argument(&mut self, argument: &'a ExprOrSpread) {
        match argument.spread {
            Some(_) => self.spread(&argument.expr),
            None => self.expr(&argument.expr),
        }
    }

    fn spread(&mut self, expr: &'a Expr) {
        self.node(Ast::Spread(expr), expr, |walk| walk.expr(expr));
    }

    fn prop(&mut self, prop: &'a PropOrSpread) {
        let prop = match prop {
            PropOrSpread::Spread(spread) => return self.spread(&spread.expr),
            PropOrSpread::Prop(prop) => &**prop,
        };
        self.node(Ast::Prop(prop), prop, |walk| match prop {
            Prop::Shorthand(ident) => walk.name(ident),
            Prop::KeyValue(pair) => {
                walk.key(&pair.key);
                walk.expr(&pair.value);
            }
            Prop::Assign(assign) => {
                walk.name(&assign.key);
                walk.expr(&assign.value);
            }
            Prop::Getter(getter) => {
                walk.key(&getter.key);
                walk.function(&getter.function);
            }
            Prop::Setter(setter) => {
                walk.key(&setter.key);
                walk.function(&setter.function);
            }
            Prop::Method(method) => {
                walk.key(&method.key);
                walk.function(&method.function);
            }
        });
    }

    fn key(&mut self, key: &'a PropName) {
        if let PropName::Computed(computed) = key {
            self.expr(&computed.expr);
        }
    }

    fn target(&mut self, target: &'a AssignTarget) {
        match target {
            AssignTarget::Simple(simple) => match simple {
                SimpleAssignTarget::Ident(ident) => self.name(&ident.id),
                SimpleAssignTarget::Member(member) => self.member(member),
                SimpleAssignTarget::SuperProp(prop) => {
                    if let SuperProp::Computed(computed) = &prop.prop {
                        self.expr(&computed.expr);
                    }
                }
                SimpleAssignTarget::Paren(paren) => self.expr(&paren.expr),
                SimpleAssignTarget::OptChain(chain) => {
                    if let OptChainBase::Member(member) = &*chain.base {
                        self.member(member);
                    }
                }
                SimpleAssignTarget::TsAs(cast) => {
                    self.expr(&cast.expr);
                    self.types(&*cast.type_ann);
                }
                SimpleAssignTarget::TsSatisfies(cast) => self.expr(&cast.expr),
                SimpleAssignTarget::TsNonNull(sure) => self.expr(&sure.expr),
                SimpleAssignTarget::TsTypeAssertion(cast) => self.expr(&cast.expr),
                SimpleAssignTarget::TsInstantiation(instance) => self.expr(&instance.expr),
                SimpleAssignTarget::Invalid(_) => {}
            },
            AssignTarget::Pat(pat) => match pat {
                AssignTargetPat::Array(array) => {
                    array.elems.iter().flatten().for_each(|pat| self.pat(pat));
                }
                AssignTargetPat::Object(object) => self.object_pat(object),
                AssignTargetPat::Invalid(_) => {}
            },
        }
    }

    fn pat(&mut self, pat: &'a Pat) {
        self.node(Ast::Pat(pat), pat, |walk| match pat {
            Pat::Ident(binding) => {
                walk.name(&binding.id);
                binding.type_ann.iter().for_each(|note| walk.types(&**note));
            }
            Pat::Array(array) => {
                array.elems.iter().flatten().for_each(|pat| walk.pat(pat));
                array.type_ann.iter().for_each(|note| walk.types(&**note));
            }
            Pat::Rest(rest) => {
                walk.pat(&rest.arg);
                rest.type_ann.iter().for_each(|note| walk.types(&**note));
            }
            Pat::Object(object) => {
                walk.object_pat(object);
                object.type_ann.iter().for_each(|note| walk.types(&**note));
            }
            Pat::Assign(assign) => {
                walk.pat(&assign.left);
                walk.expr(&assign.right);
            }
            Pat::Expr(expr) => walk.expr(expr),
            Pat::Invalid(_) => {}
        });
    }

    fn object_pat(&mut self, object: &'a ObjectPat) {
        for prop in &object.props {
            match prop {
                ObjectPatProp::KeyValue(pair) => {
                    self.key(&pair.key);
                    self.pat(&pair.value);
                }
                ObjectPatProp::Assign(assign) => {
                    self.name(&assign.key.id);
                    self.maybe(assign.value.as_deref());
                }
                ObjectPatProp::Rest(rest) => self.pat(&rest.arg),
            }
        }
    }

    fn function(&mut self, function: &'a Function) {
        self.node(Ast::Function(function), function, |walk| {
            walk.decorators(&function.decorators);
            function.type_params.iter().for_each(|params| walk.types(&**params));
            function.params.iter().for_each(|param| walk.param(param));
            function.return_type.iter().for_each(|returned| walk.types(&**returned));
            function.body.iter().for_each(|body| walk.stmts(&body.stmts));
        });
    }

    fn param(&mut self, param: &'a Param) {
        self.decorators(&param.decorators);
        self.pat(&param.pat);
    }

    fn decorators(&mut self, decorators: &'a [Decorator]) {
        for decorator in decorators {
            self.node(Ast::Decorator(decorator), decorator, |walk| walk.expr(&decorator.expr));
        }
    }

    fn class(&mut self, class: &'a Class) {
        self.node(Ast::Class(class), class, |walk| {
            walk.decorators(&class.decorators);
            class.type_params.iter().for_each(|params| walk.types(&**params));
            walk.maybe(class.super_class.as_deref());
            class.super_type_params.iter().for_each(|args| walk.types(&**args));
            class.implements.iter().for_each(|implemented| walk.types(implemented));
            class.body.iter().for_each(|member| walk.class_member(member));
        });
    }

    fn class_member(&mut self, member: &'a ClassMember) {
        self.node(Ast::ClassMember(member), member, |walk| match member {
            ClassMember::Constructor(constructor) => walk.constructor(constructor),
            ClassMember::Method(method) => {
                walk.key(&method.key);
                walk.function(&method.function);
            }
            ClassMember::PrivateMethod(method) => walk.function(&method.function),
            ClassMember::ClassProp(prop) => {
                walk.decorators(&prop.decorators);
                walk.key(&prop.key);
                prop.type_ann.iter().for_each(|note| walk.types(&**note));
                walk.maybe(prop.value.as_deref());
            }
            ClassMember::PrivateProp(prop) => {
                walk.decorators(&prop.decorators);
                prop.type_ann.iter().for_each(|note| walk.types(&**note));
                walk.maybe(prop.value.as_deref());
            }
            ClassMember::AutoAccessor(prop) => {
                walk.decorators(&prop.decorators);
                if let Key::Public(key) = &prop.key {
                    walk.key(key);
                }
                prop.type_ann.iter().for_each(|note| walk.types(&**note));
                walk.maybe(prop.value.as_deref());
            }
            ClassMember::StaticBlock(block) => walk.stmts(&block.body.stmts),
            ClassMember::TsIndexSignature(_) | ClassMember::Empty(_) => {}
        });
    }

    fn constructor(&mut self, constructor: &'a Constructor) {
        for param in &constructor.params {
            match param {
                ParamOrTsParamProp::Param(param) => self.param(param),
                ParamOrTsParamProp::TsParamProp(param) => {
                    self.decorators(&param.decorators);
                    match &param.param {
                        TsParamPropParam::Ident(ident) => {
                            self.name(&ident.id);
                            ident.type_ann.iter().for_each(|note| self.types(&**note));
                        }
                        TsParamPropParam::Assign(assign) => {
                            self.pat(&assign.left);
                            self.expr(&assign.right);
                        }
                    }
                }
            }
        }
        constructor.body.iter().for_each(|body| self.stmts(&body.stmts));
    }

    fn element(&mut self, element: &'a JSXElement) {
        match &element.opening.name {
            JSXElementName::Ident(ident) => self.name(ident),
            JSXElementName::JSXMemberExpr(member) => self.jsx_member(member),
            JSXElementName::JSXNamespacedName(_) => {}
        }
        element.opening.type_args.iter().for_each(|args| self.types(&**args));
        for attr in &element.opening.attrs {
            match attr {
                JSXAttrOrSpread::JSXAttr(attr) => self.attribute(attr),
                JSXAttrOrSpread::SpreadElement(spread) => self.spread(&spread.expr),
            }
        }
        self.children(&element.children);
        if let Some(JSXElementName::Ident(ident)) = element.closing.as_ref().map(|end| &end.name) {
            self.name(ident);
        }
    }

    fn jsx_member(&mut self, member: &'a JSXMemberExpr) {
        match &member.obj {
            JSXObject::Ident(ident) => self.name(ident),
            JSXObject::JSXMemberExpr(inner) => self.jsx_member(inner),
        }
    }

    fn attribute(&mut self, attr: &'a JSXAttr) {
        self.node(Ast::JsxAttr(attr), attr, |walk| match &attr.value {
            Some(JSXAttrValue::JSXExprContainer(container)) => walk.container(container),
            Some(JSXAttrValue::JSXElement(element)) => walk.element(element),
            Some(JSXAttrValue::JSXFragment(fragment)) => walk.children(&fragment.children),
            Some(JSXAttrValue::Str(_)) | None => {}
        });
    }

    fn container(&mut self, container: &'a JSXExprContainer) {
        if let JSXExpr::Expr(expr) = &container.expr {
            self.expr(expr);
        }
    }

    fn children(&mut self, children: &'a [JSXElementChild]) {
        for child in children {
            self.node(Ast::JsxChild(child), child, |walk| match child {
                JSXElementChild::JSXText(_) => {}
                JSXElementChild::JSXExprContainer(container) => walk.container(container),
                JSXElementChild::JSXSpreadChild(spread) => walk.expr(&spread.expr),
                JSXElementChild::JSXElement(element) => walk.element(element),
                JSXElementChild::JSXFragment(fragment) => walk.children(&fragment.children),
            });
        }
    }

    fn types<T>(&mut self, types: &'a T)
    where
        T: Spanned + for<'v> VisitWith<NamesOfTypes<'v, 'a>>,
    {
        self.node(Ast::Type, types, |walk| types.visit_with(&mut NamesOfTypes { walk, inferred: Vec::new() }));
    }
}

/// Collects the names that a type mentions, those left out that it infers itself: the resolver
/// does not know of them.
struct NamesOfTypes<'v, 'a> {
    walk: &'v mut Walk<'a>,
    inferred: Vec<Id>,
}

impl Visit for NamesOfTypes<'_, '_> {
    fn visit_ident(&mut self, ident: &Ident) {
        if !self.inferred.iter().any(|(name, _)| *name == ident.sym) {
            self.walk.name(ident);
        }
    }

    fn visit_ts_property_signature(&mut self, property: &TsPropertySignature) {
        self.key(&property.key, property.computed);
        property.type_ann.visit_with(self);
    }

    fn visit_ts_getter_signature(&mut self, getter: &TsGetterSignature) {
        self.key(&getter.key, getter.computed);
        getter.type_ann.visit_with(self);
    }

    fn visit_ts_setter_signature(&mut self, setter: &TsSetterSignature) {
        self.key(&setter.key, setter.computed);
        self.members(std::slice::from_ref(&setter.param), None);
    }

    fn visit_ts_method_signature(&mut self, method: &TsMethodSignature) {
        self.key(&method.key, method.computed);
        method.type_params.visit_with(self);
        self.members(&method.params, method.type_ann.as_deref());
    }

    fn visit_ts_index_signature(&mut self, index: &TsIndexSignature) {
        self.members(&index.params, index.type_ann.as_deref());
    }

    fn visit_ts_fn_type(&mut self, function: &TsFnType) {
        function.type_params.visit_with(self);
        self.members(&function.params, Some(&function.type_ann));
    }

    fn visit_ts_constructor_type(&mut self, constructor: &TsConstructorType) {
        constructor.type_params.visit_with(self);
        self.members(&constructor.params, Some(&constructor.type_ann));
    }

    fn visit_ts_call_signature_decl(&mut self, call: &TsCallSignatureDecl) {
        call.type_params.visit_with(self);
        self.members(&call.params, call.type_ann.as_deref());
    }

    fn visit_ts_construct_signature_decl(&mut self, construct: &TsConstructSignatureDecl) {
        construct.type_params.visit_with(self);
        self.members(&construct.params, construct.type_ann.as_deref());
    }

    fn visit_ts_tuple_element(&mut self, element: &TsTupleElement) {
        element.ty.visit_with(self);
    }

    fn visit_ts_conditional_type(&mut self, conditional: &TsConditionalType) {
        conditional.check_type.visit_with(self);
        let outer = self.inferred.len();
        let mut found = Inferred(Vec::new());
        conditional.extends_type.visit_with(&mut found);
        self.inferred.append(&mut found.0);
        conditional.extends_type.visit_with(self);
        conditional.true_type.visit_with(self);
        self.inferred.truncate(outer);
        conditional.false_type.visit_with(self);
    }
}

/// Names that a type only makes up: of members, parameters and tuple elements.
impl NamesOfTypes<'_, '_> {
    fn members(&mut self, params: &[TsFnParam], type_ann: Option<&TsTypeAnn>) {
        for param in params {
            match param {
                TsFnParam::Ident(ident) => ident.type_ann.visit_with(self),
                TsFnParam::Array(array) => array.type_ann.visit_with(self),
                TsFnParam::Rest(rest) => rest.type_ann.visit_with(self),
                TsFnParam::Object(object) => object.type_ann.visit_with(self),
            }
        }
        if let Some(type_ann) = type_ann {
            type_ann.visit_with(self);
        }
    }

    fn key(&mut self, key: &Expr, computed: bool) {
        if computed {
            key.visit_with(self);
        }
    }
}

/// Collects the names that `infer` declares.
struct Inferred(Vec<Id>);

impl Visit for Inferred {
    fn visit_ts_infer_type(&mut self, inferred: &TsInferType) {
        self.0.push(inferred.type_param.name.to_id());
    }
}
