//! Expressions, their arguments and the members of object literals.

use super::Walk;
use crate::tree::Ast;
use swc_ecma_ast::*;

impl<'a> Walk<'a> {
    pub(super) fn maybe(&mut self, expr: Option<&'a Expr>) {
        expr.into_iter().for_each(|expr| self.expr(expr));
    }

    pub(super) fn expr(&mut self, expr: &'a Expr) {
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

    pub(super) fn member(&mut self, member: &'a MemberExpr) {
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

    pub(super) fn spread(&mut self, expr: &'a Expr) {
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

    pub(super) fn key(&mut self, key: &'a PropName) {
        if let PropName::Computed(computed) = key {
            self.expr(&computed.expr);
        }
    }
}
