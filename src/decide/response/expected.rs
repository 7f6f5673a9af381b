//! What a written type expects of a value, or of a function or an object that leads to the value.
//!
//! A form of type that is not listed counts as expecting a value of v2.

use super::Input;
use crate::analysis::{members, origin};
use crate::edit::Span;
use crate::syntax::span;
use crate::tree::{Ast, NodeId};
use crate::{scope, value};
use swc_ecma_ast::*;
use swc_ecma_visit::{Visit, VisitWith};

/// What the type is written for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Subject {
    /// The value itself.
    Value,
    /// A function that returns the value, or an object that contains such a function.
    Code,
}

/// The generic types of the language that contain their type arguments and expect nothing else.
const CONTAINERS: [&str; 10] =
    ["Record", "Array", "ReadonlyArray", "Readonly", "Partial", "Required", "Map", "ReadonlyMap", "Set", "ReadonlySet"];

/// The most type names that are followed.
const DEPTH: u8 = 8;

/// Returns what the types that are written at `node` expect: an annotation, or each of a list of type arguments.
pub(super) fn at(input: &Input, node: NodeId, subject: Subject) -> Written {
    let mut found = Outermost { expected: Expected { input, node }, subject, results: Vec::new() };
    input.script.program.visit_with(&mut found);
    worst(found.results)
}

/// Returns what the interface, alias or class `id` expects of its member `name`. `node` is where `id` is used.
pub(super) fn of_member(input: &Input, node: NodeId, id: &Id, name: &str) -> Written {
    Expected { input, node }.of_member(id, name, DEPTH)
}

/// Visits the outermost types in a place.
struct Outermost<'e, 'i, 'a> {
    expected: Expected<'e, 'i, 'a>,
    subject: Subject,
    results: Vec<Written>,
}

impl Outermost<'_, '_, '_> {
    fn place(&self) -> Span {
        self.expected.input.tree.span(self.expected.node)
    }
}

impl Visit for Outermost<'_, '_, '_> {
    fn visit_module_item(&mut self, item: &ModuleItem) {
        if span(item).contains(self.place()) {
            item.visit_children_with(self);
        }
    }

    fn visit_stmt(&mut self, stmt: &Stmt) {
        if span(stmt).contains(self.place()) {
            stmt.visit_children_with(self);
        }
    }

    fn visit_ts_type(&mut self, written: &TsType) {
        match self.place().contains(span(written)) {
            true => self.results.push(self.expected.of(written, self.subject, DEPTH)),
            false => written.visit_children_with(self),
        }
    }
}

struct Expected<'e, 'i, 'a> {
    input: &'e Input<'i, 'a>,
    /// The place where the type is written.
    node: NodeId,
}

/// The declaration that the name of a type refers to.
enum Named<'a> {
    /// An alias. Its parameters count as what their arguments are.
    Alias(&'a TsType),
    Interface(&'a TsInterfaceDecl),
    Class(&'a Class),
    /// A parameter of a function or a class, with its constraint.
    Parameter(Option<&'a TsType>),
    /// A type of another package or of the language, which does not depend on v2.
    Foreign,
    /// Any other type.
    Other,
}

impl<'a> Expected<'_, '_, 'a> {
    fn of(&self, written: &TsType, subject: Subject, depth: u8) -> Written {
        match (subject, depth) {
            (_, 0) => Written::ForV2,
            (Subject::Value, _) => self.of_value(written, depth),
            (Subject::Code, _) => self.of_code(written, depth),
        }
    }

    fn of_value(&self, written: &TsType, depth: u8) -> Written {
        match written {
            TsType::TsKeywordType(keyword) => match keyword.kind {
                TsKeywordTypeKind::TsAnyKeyword | TsKeywordTypeKind::TsUnknownKeyword => Written::Anything,
                TsKeywordTypeKind::TsVoidKeyword
                | TsKeywordTypeKind::TsUndefinedKeyword
                | TsKeywordTypeKind::TsNullKeyword
                | TsKeywordTypeKind::TsObjectKeyword => Written::Nothing,
                _ => Written::ForV2,
            },
            TsType::TsParenthesizedType(inner) => self.of(&inner.type_ann, Subject::Value, depth),
            TsType::TsUnionOrIntersectionType(TsUnionOrIntersectionType::TsUnionType(union)) => {
                worst(union.types.iter().map(|one| self.of(one, Subject::Value, depth)))
            }
            TsType::TsTypeLit(literal) if literal.members.is_empty() => Written::Nothing,
            TsType::TsFnOrConstructorType(TsFnOrConstructorType::TsFnType(function)) => {
                self.of(&function.type_ann.type_ann, Subject::Value, depth)
            }
            TsType::TsTypeRef(reference) => match (promised(reference), self.named(&reference.type_name)) {
                (Some(inner), Named::Foreign) => self.of(inner, Subject::Value, depth),
                (_, Named::Alias(alias)) => self.of(alias, Subject::Value, depth - 1),
                (_, Named::Parameter(constraint)) => {
                    constraint.map_or(Written::Nothing, |bound| self.of(bound, Subject::Value, depth - 1))
                }
                (_, Named::Interface(_) | Named::Class(_) | Named::Foreign | Named::Other) => Written::ForV2,
            },
            _ => Written::ForV2,
        }
    }

    fn of_code(&self, written: &TsType, depth: u8) -> Written {
        match written {
            // A primitive type next to the function or the object expects nothing of it.
            TsType::TsKeywordType(keyword) => match keyword.kind {
                TsKeywordTypeKind::TsAnyKeyword | TsKeywordTypeKind::TsUnknownKeyword => Written::Anything,
                _ => Written::Nothing,
            },
            TsType::TsLitType(_) => Written::Nothing,
            TsType::TsParenthesizedType(inner) => self.of(&inner.type_ann, Subject::Code, depth),
            TsType::TsArrayType(array) => self.of(&array.elem_type, Subject::Code, depth),
            TsType::TsTupleType(tuple) => {
                worst(tuple.elem_types.iter().map(|element| self.of(&element.ty, Subject::Code, depth)))
            }
            TsType::TsTypeOperator(operator) => self.of(&operator.type_ann, Subject::Code, depth),
            TsType::TsUnionOrIntersectionType(several) => {
                let types = match several {
                    TsUnionOrIntersectionType::TsUnionType(union) => &union.types,
                    TsUnionOrIntersectionType::TsIntersectionType(all) => &all.types,
                };
                worst(types.iter().map(|one| self.of(one, Subject::Code, depth)))
            }
            TsType::TsFnOrConstructorType(TsFnOrConstructorType::TsFnType(function)) => {
                self.of(&function.type_ann.type_ann, Subject::Value, depth)
            }
            TsType::TsTypeLit(literal) => self.of_members(&literal.members, depth),
            TsType::TsTypeRef(reference) => self.of_reference(reference, depth),
            _ => Written::ForV2,
        }
    }

    fn of_reference(&self, reference: &TsTypeRef, depth: u8) -> Written {
        if let Some(inner) = promised(reference) {
            return self.of(inner, Subject::Value, depth);
        }
        let arguments = reference.type_params.iter().flat_map(|list| &list.params);
        let is_container =
            matches!(&reference.type_name, TsEntityName::Ident(name) if CONTAINERS.contains(&&*name.sym));
        match self.named(&reference.type_name) {
            Named::Foreign if is_container => worst(arguments.map(|one| self.of(one, Subject::Code, depth))),
            Named::Foreign => worst(arguments.map(|one| self.of_argument(one, depth))),
            Named::Alias(alias) => {
                let body = self.of(alias, Subject::Code, depth - 1);
                worst(arguments.map(|one| self.of_argument(one, depth)).chain([body]))
            }
            Named::Interface(interface) => {
                let bases = interface.extends.iter().map(|base| self.of_base(&base.expr));
                let own = self.of_members(&interface.body.body, depth - 1);
                worst(arguments.map(|one| self.of_argument(one, depth)).chain(bases).chain([own]))
            }
            Named::Parameter(constraint) => {
                constraint.map_or(Written::Nothing, |bound| self.of(bound, Subject::Code, depth - 1))
            }
            Named::Class(_) | Named::Other => Written::ForV2,
        }
    }

    /// Returns what a type argument expects, which may be the type that a function returns: `Handler<Session>`.
    fn of_argument(&self, written: &TsType, depth: u8) -> Written {
        match written {
            TsType::TsKeywordType(_) | TsType::TsLitType(_) => Written::Nothing,
            _ => self.of(written, Subject::Value, depth),
        }
    }

    fn of_base(&self, base: &Expr) -> Written {
        match base {
            Expr::Ident(name) if matches!(self.of_name(&name.to_id()), Named::Foreign) => Written::Nothing,
            _ => Written::ForV2,
        }
    }

    fn of_members(&self, members: &[TsTypeElement], depth: u8) -> Written {
        worst(members.iter().map(|member| self.of_signature(member, depth)))
    }

    fn of_signature(&self, member: &TsTypeElement, depth: u8) -> Written {
        let (given, subject) = match member {
            TsTypeElement::TsMethodSignature(method) => (method.type_ann.as_deref(), Subject::Value),
            TsTypeElement::TsCallSignatureDecl(call) => (call.type_ann.as_deref(), Subject::Value),
            TsTypeElement::TsGetterSignature(getter) => (getter.type_ann.as_deref(), Subject::Code),
            TsTypeElement::TsPropertySignature(property) => (property.type_ann.as_deref(), Subject::Code),
            TsTypeElement::TsIndexSignature(index) => (index.type_ann.as_deref(), Subject::Code),
            TsTypeElement::TsSetterSignature(_) => return Written::Nothing,
            TsTypeElement::TsConstructSignatureDecl(_) => return Written::ForV2,
        };
        given.map_or(Written::Anything, |given| self.of(&given.type_ann, subject, depth))
    }

    fn of_member(&self, id: &Id, name: &str, depth: u8) -> Written {
        let members = match self.of_name(id) {
            Named::Interface(interface)
                if interface.extends.iter().all(|base| self.of_base(&base.expr) == Written::Nothing) =>
            {
                &interface.body.body
            }
            Named::Alias(TsType::TsTypeLit(literal)) => &literal.members,
            Named::Foreign => return Written::Nothing,
            Named::Class(class) => return self.of_class(class, name, depth),
            Named::Alias(_) | Named::Interface(_) | Named::Parameter(_) | Named::Other => return Written::ForV2,
        };
        let is_it = |member: &&TsTypeElement| match member {
            TsTypeElement::TsMethodSignature(TsMethodSignature { key, .. })
            | TsTypeElement::TsPropertySignature(TsPropertySignature { key, .. })
            | TsTypeElement::TsGetterSignature(TsGetterSignature { key, .. }) => match &**key {
                Expr::Ident(ident) => &*ident.sym == name,
                other => value::string(other).is_none_or(|own| own == name),
            },
            TsTypeElement::TsIndexSignature(_) => true,
            _ => false,
        };
        worst(members.iter().filter(is_it).map(|member| self.of_signature(member, depth)))
    }

    /// Returns what a class, or a class that it extends, expects of its member. A missing annotation counts as a
    /// type of v2, since its type follows from the code.
    fn of_class(&self, class: &Class, name: &str, depth: u8) -> Written {
        let own = class.body.iter().filter(|member| members::member_key(member).as_deref() == Some(name));
        let results: Vec<Written> = own
            .map(|member| match member {
                ClassMember::Method(method) => (method.function.return_type.as_deref(), Subject::Value),
                ClassMember::ClassProp(prop) => (prop.type_ann.as_deref(), Subject::Code),
                _ => (None, Subject::Code),
            })
            .map(|(given, subject)| given.map_or(Written::ForV2, |given| self.of(&given.type_ann, subject, depth)))
            .collect();
        match (class.super_class.as_deref().map(value::unwrap), results.is_empty()) {
            (Some(Expr::Ident(base)), true) if depth > 1 => self.of_member(&base.to_id(), name, depth - 1),
            (Some(_), true) => Written::ForV2,
            _ => worst(results),
        }
    }

    fn named(&self, name: &TsEntityName) -> Named<'a> {
        let mut name = name;
        while let TsEntityName::TsQualifiedName(qualified) = name {
            name = &qualified.left;
        }
        match name {
            TsEntityName::Ident(ident) => self.of_name(&ident.to_id()),
            TsEntityName::TsQualifiedName(_) => Named::Other,
        }
    }

    fn of_name(&self, id: &Id) -> Named<'a> {
        let tree = self.input.tree;
        if let Some(parameter) = tree.up(self.node).find_map(|up| type_parameter(tree.ast(up), &id.0)) {
            return Named::Parameter(parameter.constraint.as_deref());
        }
        if self.input.bindings.own_types.contains_key(id) {
            return Named::Other;
        }
        let Some(declared) = scope::declared(tree, id) else {
            return if self.input.script.is_unbound(id) { Named::Foreign } else { Named::Other };
        };
        match tree.ast(declared.holder) {
            Ast::ModuleDecl(ModuleDecl::Import(import)) => match import.src.value.as_str() {
                Some(from) if !origin::is_own_module(from) => Named::Foreign,
                _ => Named::Other,
            },
            Ast::Stmt(Stmt::Decl(decl)) | Ast::ModuleDecl(ModuleDecl::ExportDecl(ExportDecl { decl, .. })) => {
                match decl {
                    Decl::TsTypeAlias(alias) => Named::Alias(&alias.type_ann),
                    Decl::TsInterface(interface) => Named::Interface(interface),
                    Decl::Class(class) => Named::Class(&class.class),
                    _ => Named::Other,
                }
            }
            _ => Named::Other,
        }
    }
}

/// Returns the type parameter `name` that `ast` declares. None if it declares none of this name.
fn type_parameter<'a>(ast: Ast<'a>, name: &str) -> Option<&'a TsTypeParam> {
    let params = match ast {
        Ast::Function(function) => &function.type_params,
        Ast::Expr(Expr::Arrow(arrow)) => &arrow.type_params,
        Ast::Class(class) => &class.type_params,
        _ => return None,
    };
    params.as_deref()?.params.iter().find(|param| &*param.name.sym == name)
}

/// Returns the type that a promise resolves to. None if `reference` is no promise.
fn promised(reference: &TsTypeRef) -> Option<&TsType> {
    let is_promise =
        matches!(&reference.type_name, TsEntityName::Ident(name) if matches!(&*name.sym, "Promise" | "PromiseLike"));
    match reference.type_params.as_deref()?.params.as_slice() {
        [inner] if is_promise => Some(inner),
        _ => None,
    }
}

fn worst(results: impl IntoIterator<Item = Written>) -> Written {
    let rank = |written: &Written| match written {
        Written::Nothing => 0,
        Written::Anything => 1,
        Written::ForV2 => 2,
    };
    results.into_iter().max_by_key(rank).unwrap_or(Written::Nothing)
}

/// What a written type expects of the value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Written {
    /// The value may be anything, so the compiler does not show who reads it.
    Anything,
    /// The type expects nothing of the value, so no code can use it.
    Nothing,
    /// The type is one of v2 or is not known, so the response of v3 may not fit it.
    ForV2,
}
