//! Functions and classes.

use super::Walk;
use crate::tree::Ast;
use swc_ecma_ast::*;

impl<'a> Walk<'a> {
    pub(super) fn function(&mut self, function: &'a Function) {
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

    pub(super) fn class(&mut self, class: &'a Class) {
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
}
