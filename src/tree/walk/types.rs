//! Types: one node each, and below it only the names that the type mentions.

use super::Walk;
use crate::tree::Ast;
use swc_common::Spanned;
use swc_ecma_ast::*;
use swc_ecma_visit::{Visit, VisitWith};

impl<'a> Walk<'a> {
    pub(super) fn types<T>(&mut self, types: &'a T)
    where
        T: Spanned + for<'v> VisitWith<NamesOfTypes<'v, 'a>>,
    {
        self.node(Ast::Type, types, |walk| types.visit_with(&mut NamesOfTypes { walk, inferred: Vec::new() }));
    }
}

/// Collects the names that a type mentions. Those that the type infers itself are left out, as the
/// resolver does not know them.
pub(super) struct NamesOfTypes<'v, 'a> {
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

/// Names that are local to a type: of members, parameters and tuple elements.
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
