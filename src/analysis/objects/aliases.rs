//! Writes to a member through another reference to the same object: a second import of an export, a
//! re-export, a namespace, an object literal that holds it, a global, a parameter.

use super::*;

/// Whether a member `key` is assigned to on something that may be another reference to the object.
pub(super) fn is_written_on_another(tree: &Tree, chain: &Chain, key: &str) -> bool {
    let wanted = Some(key.to_owned());
    let is_written = |member: &MemberExpr| may_be(key_of(member).as_ref(), wanted.as_ref());
    let is_imported = scope::declared(tree, &chain.root).is_some_and(|declared| declared.how == scope::How::Import);
    let may_be_it = |object: &Expr| match unwrap(object) {
        // Follows `this` where it is found.
        Expr::This(_) => false,
        Expr::Ident(ident) => {
            let id = ident.to_id();
            id != chain.root && !(is_imported && is_made_here(tree, &id))
        }
        Expr::Member(member) => root_of(member).is_none_or(|root| root != chain.root),
        object => !matches!(object, Expr::Object(_) | Expr::Array(_)),
    };
    let path: Path = [wanted.clone()].into();
    tree.all().any(|node| match tree.ast(node) {
        Ast::Expr(Expr::Assign(AssignExpr {
            left: AssignTarget::Simple(SimpleAssignTarget::Member(member)), ..
        })) => is_written(member) && may_be_it(&member.obj),
        Ast::Expr(Expr::Update(UpdateExpr { arg, .. }) | Expr::Unary(UnaryExpr { op: UnaryOp::Delete, arg, .. })) => {
            unwrap(arg).as_member().is_some_and(|member| is_written(member) && may_be_it(&member.obj))
        }
        Ast::Pat(Pat::Expr(target)) => {
            unwrap(target).as_member().is_some_and(|member| is_written(member) && may_be_it(&member.obj))
        }
        Ast::Expr(Expr::Call(CallExpr { callee: Callee::Expr(callee), args, .. })) => {
            known::does(tree, callee, args, 0, &path) == Some(ArgumentEffect::Writes)
                && args.first().is_some_and(|object| may_be_it(&object.expr))
        }
        _ => false,
    })
}

/// Whether a name always holds an object that is made where it is declared. An import does not.
fn is_made_here(tree: &Tree, id: &Id) -> bool {
    let makes = |init: &Expr| matches!(unwrap(init), Expr::Object(_) | Expr::Array(_) | Expr::Fn(_) | Expr::Arrow(_));
    !scope::may_vary(tree, id) && value::initialiser(tree, id).is_some_and(makes)
}

/// The name that a member chain starts with.
fn root_of(member: &MemberExpr) -> Option<Id> {
    match unwrap(&member.obj) {
        Expr::Ident(ident) => Some(ident.to_id()),
        Expr::Member(inner) => root_of(inner),
        _ => None,
    }
}

/// The other names under which the script imports the object of a chain.
pub(super) fn imported_again(tree: &Tree, chain: &Chain) -> Vec<Chain> {
    let Some(module) = imported_from(tree, &chain.root) else { return Vec::new() };
    let mut whole = chain.path.clone();
    let Some(own) = module.specifiers.iter().find(|specifier| specifier.local().to_id() == chain.root) else {
        return Vec::new();
    };
    if let Some(export) = export_of(own) {
        whole.push_front(Some(export));
    }
    let imports = tree.top().filter_map(|node| match tree.ast(node) {
        Ast::ModuleDecl(ModuleDecl::Import(import)) if import.src.value == module.src.value => Some(import),
        _ => None,
    });
    let specifiers = imports.flat_map(|import| &import.specifiers);
    specifiers
        .filter_map(|specifier| {
            let mut path = whole.clone();
            if let Some(export) = export_of(specifier) {
                path.pop_front().filter(|first| first.as_ref() == Some(&export))?;
            }
            Some(Chain { root: specifier.local().to_id(), path })
        })
        .filter(|other| other.root != chain.root)
        .collect()
}

fn imported_from<'a>(tree: &Tree<'a>, id: &Id) -> Option<&'a ImportDecl> {
    match tree.ast(scope::declared(tree, id)?.holder) {
        Ast::ModuleDecl(ModuleDecl::Import(import)) => Some(import),
        _ => None,
    }
}

/// The export that a specifier imports; none for the whole module.
fn export_of(specifier: &ImportSpecifier) -> Option<String> {
    match specifier {
        ImportSpecifier::Named(named) => Some(match &named.imported {
            Some(ModuleExportName::Ident(name)) => name.sym.to_string(),
            Some(ModuleExportName::Str(name)) => name.value.to_string_lossy().into_owned(),
            None => named.local.sym.to_string(),
        }),
        ImportSpecifier::Default(_) => Some("default".to_owned()),
        ImportSpecifier::Namespace(_) => None,
    }
}
