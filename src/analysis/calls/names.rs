//! The origin of a name, by what declares it.

use crate::analysis::Analysis;
use crate::analysis::origin::Origin;
use crate::scope::How;
use crate::symbols;
use crate::tree::{Ast, NodeId};
use crate::value::{self, Callable, unwrap};
use swc_ecma_ast::*;

impl<'a> Analysis<'_, 'a> {
    pub(super) fn origin_of_name(&self, id: &Id, depth: u8) -> Origin<'a> {
        if self.is_global(id) {
            return Origin::Global(id.0.to_string());
        }
        let symbol = self.symbol(id);
        if symbol.declared.is_some_and(|declared| symbols::is_ambient(self.tree, declared.holder)) {
            return Origin::Own;
        }
        let Some(declared) = symbol.declared.filter(|_| symbol.is_constant(self.tree)) else { return Origin::Unknown };
        match declared.how {
            How::Import => imported(self.tree.ast(declared.holder), id),
            How::Function => Callable::named(self.tree, id)
                .filter(|function| function.body().is_some())
                .map_or(Origin::Unknown, Origin::Function),
            How::Class => self.class_below(declared.holder).map_or(Origin::Unknown, Origin::Class),
            How::Const | How::Variable => self.origin_of_variable(id, declared.holder, depth),
            How::Parameter => self.origin_of_parameter(id, declared.holder, depth),
            How::Other => match self.tree.ast(declared.holder) {
                // The own name of a function or class expression.
                Ast::Expr(expr @ (Expr::Fn(_) | Expr::Class(_))) => self.origin_at(expr, depth - 1),
                _ => Origin::Own,
            },
        }
    }

    /// The origin of a parameter: the first parameter of a callback comes from the function that the
    /// callback is given to.
    fn origin_of_parameter(&self, id: &Id, function: NodeId, depth: u8) -> Origin<'a> {
        let (first, written) = match self.tree.ast(function) {
            Ast::Expr(Expr::Arrow(arrow)) => (arrow.params.first(), Some(function)),
            Ast::Function(own) => (own.params.first().map(|param| &param.pat), self.tree.parent(function)),
            _ => return Origin::Unknown,
        };
        if let Some(module) = written.and_then(|node| self.module_given_to(node)) {
            return match first {
                Some(Pat::Ident(name)) if name.id.to_id() == *id => module,
                Some(Pat::Object(object)) => {
                    let taken = object.props.iter().find_map(|prop| taken_as(prop, id));
                    taken.map_or(Origin::Unknown, |name| self.member(module, &name, depth))
                }
                _ => Origin::Unknown,
            };
        }
        let is_first = matches!(first, Some(Pat::Ident(name)) if name.id.to_id() == *id);
        let call = written.filter(|_| is_first).and_then(|node| Some((node, self.tree.expr(self.tree.parent(node)?)?)));
        match call {
            Some((node, Expr::Call(CallExpr { callee: Callee::Expr(callee), args, .. })))
                if args.iter().any(|argument| self.is(node, &argument.expr)) =>
            {
                Origin::Given(Box::new(self.origin_at(callee, depth - 1)))
            }
            _ => Origin::Unknown,
        }
    }

    /// The module that `import("a").then((module) => …)` gives to the callback at `node`.
    fn module_given_to(&self, node: NodeId) -> Option<Origin<'a>> {
        let Expr::Call(CallExpr { callee: Callee::Expr(callee), args, .. }) =
            self.tree.expr(self.tree.parent(node)?)?
        else {
            return None;
        };
        let Expr::Member(member) = unwrap(callee) else { return None };
        let is_then = value::member_name(member).as_deref() == Some("then")
            && args.first().is_some_and(|first| self.is(node, &first.expr));
        let Expr::Call(import) = unwrap(&member.obj) else { return None };
        let from = self.loaded(import).filter(|_| is_then)?;
        Some(Origin::Module { from, name: "*".to_owned() })
    }

    fn origin_of_variable(&self, id: &Id, declarator: NodeId, depth: u8) -> Origin<'a> {
        let Ast::Declarator(declarator) = self.tree.ast(declarator) else { return Origin::Unknown };
        let Some(init) = declarator.init.as_deref() else { return Origin::Unknown };
        match &declarator.name {
            Pat::Ident(_) => self.origin_at(init, depth - 1),
            Pat::Object(object) => {
                let taken = object.props.iter().find_map(|prop| taken_as(prop, id));
                taken.map_or(Origin::Unknown, |name| self.member(self.origin_at(init, depth - 1), &name, depth))
            }
            Pat::Array(array) => {
                let is_it = |element: &Option<Pat>| matches!(element, Some(Pat::Ident(name)) if name.id.to_id() == *id);
                let index = array.elems.iter().position(is_it);
                index.map_or(Origin::Unknown, |at| Origin::Element(at, Box::new(self.origin_at(init, depth - 1))))
            }
            _ => Origin::Unknown,
        }
    }
}

/// The key under which a member of an object pattern takes the name `id`.
fn taken_as(prop: &ObjectPatProp, id: &Id) -> Option<String> {
    match prop {
        ObjectPatProp::Assign(assign) if assign.key.id.to_id() == *id => Some(assign.key.id.sym.to_string()),
        ObjectPatProp::KeyValue(pair) => match &*pair.value {
            Pat::Ident(name) if name.id.to_id() == *id => value::key_name(&pair.key),
            _ => None,
        },
        ObjectPatProp::Assign(_) | ObjectPatProp::Rest(_) => None,
    }
}

/// The export that an import declaration binds to `id`.
fn imported<'a>(holder: Ast, id: &Id) -> Origin<'a> {
    let module =
        |from: &Str, name: String| Origin::Module { from: from.value.as_str().unwrap_or_default().to_owned(), name };
    match holder {
        Ast::ModuleDecl(ModuleDecl::Import(import)) => {
            let own = import.specifiers.iter().find(|specifier| specifier.local().to_id() == *id);
            match own {
                Some(ImportSpecifier::Default(_)) => module(&import.src, "default".to_owned()),
                Some(ImportSpecifier::Namespace(_)) => module(&import.src, "*".to_owned()),
                Some(ImportSpecifier::Named(named)) => module(&import.src, imported_name(named)),
                None => Origin::Unknown,
            }
        }
        Ast::ModuleDecl(ModuleDecl::TsImportEquals(import)) => match &import.module_ref {
            TsModuleRef::TsExternalModuleRef(from) => module(&from.expr, "*".to_owned()),
            TsModuleRef::TsEntityName(_) => Origin::Unknown,
        },
        _ => Origin::Unknown,
    }
}

fn imported_name(named: &ImportNamedSpecifier) -> String {
    match &named.imported {
        Some(ModuleExportName::Ident(ident)) => ident.sym.to_string(),
        Some(ModuleExportName::Str(text)) => text.value.as_str().unwrap_or_default().to_owned(),
        None => named.local.sym.to_string(),
    }
}
