//! Patterns, and the targets of assignments.

use super::Walk;
use crate::tree::Ast;
use swc_ecma_ast::*;

impl<'a> Walk<'a> {
    pub(super) fn target(&mut self, target: &'a AssignTarget) {
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

    pub(super) fn pat(&mut self, pat: &'a Pat) {
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
}
