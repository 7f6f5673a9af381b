//! Elements of JSX.

use super::Walk;
use crate::tree::Ast;
use swc_ecma_ast::*;

impl<'a> Walk<'a> {
    pub(super) fn element(&mut self, element: &'a JSXElement) {
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

    pub(super) fn jsx_member(&mut self, member: &'a JSXMemberExpr) {
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

    pub(super) fn children(&mut self, children: &'a [JSXElementChild]) {
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
}
