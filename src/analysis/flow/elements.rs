//! Components and elements of JSX that are given the value.

use super::{Fact, FlowEnd, Follow, Key, Shape};
use crate::analysis::origin::{self, Origin};
use crate::analysis::takers;
use crate::tree::{Ast, NodeId};
use crate::value::{self, Callable, unwrap};
use swc_ecma_ast::*;

impl<'a> Follow<'_, '_, 'a> {
    /// An attribute of an element is given it.
    pub(super) fn in_attribute(&mut self, fact: &Fact, node: NodeId, attr: &'a JSXAttr) {
        if self.is_dom_event(node, attr) && matches!(fact.shape, Shape::Gives(_)) {
            return;
        }
        let JSXAttrName::Ident(name) = &attr.name else { return self.read(fact.node) };
        let held = Fact { shape: fact.shape.clone().held(Key::Name(name.sym.to_string())), ..fact.clone() };
        let is_handler = takers::is_event(&name.sym) && matches!(fact.shape, Shape::Gives(_));
        match self.component(node) {
            Some(Origin::Function(callable)) => self.enter_component(&held, callable, node),
            Some(Origin::Module { from, .. }) if is_handler => {
                if origin::is_own_module(&from) {
                    self.end(fact.node, FlowEnd::Component);
                }
            }
            // `lazy(() => import("./Gate"))`, `styled(Gate)`
            Some(Origin::Result(made))
                if is_handler && matches!(*made, Origin::Module { .. }) && !self.wraps_own_code(node) =>
            {
                self.end(fact.node, FlowEnd::Component);
            }
            _ => self.read(fact.node),
        }
    }

    /// A component of the script is called with an object of the element's attributes.
    fn enter_component(&mut self, held: &Fact, callable: Callable<'a>, element: NodeId) {
        let element = self.cx.tree.parent(element).unwrap_or(element);
        self.enter(held, callable, 0, element);
    }

    /// The origin of the component of the element around an attribute; none for an HTML element.
    fn component(&self, attribute: NodeId) -> Option<Origin<'a>> {
        let name = self.element_name(attribute)?;
        match name {
            JSXElementName::Ident(ident) => Some(self.cx.origin_of(&ident.to_id())),
            JSXElementName::JSXMemberExpr(member) => {
                let mut object = &member.obj;
                while let JSXObject::JSXMemberExpr(inner) = object {
                    object = &inner.obj;
                }
                match object {
                    JSXObject::Ident(ident) => match self.cx.origin_of(&ident.to_id()) {
                        module @ Origin::Module { .. } => Some(module),
                        _ => Some(Origin::Unknown),
                    },
                    JSXObject::JSXMemberExpr(_) => None,
                }
            }
            JSXElementName::JSXNamespacedName(_) => None,
        }
    }

    /// Whether the component around an attribute is made of code of this script.
    fn wraps_own_code(&self, attribute: NodeId) -> bool {
        let Some(JSXElementName::Ident(name)) = self.element_name(attribute) else { return true };
        let made = value::initialiser(self.cx.tree, &name.to_id()).map(unwrap);
        let Some(Expr::Call(CallExpr { args, .. })) = made else { return true };
        let loads = |expr: &Expr| matches!(unwrap(expr), Expr::Call(call) if matches!(call.callee, Callee::Import(_)));
        args.iter().any(|argument| match Callable::literal(&argument.expr) {
            Some(callable) => !callable.expression().is_some_and(loads),
            None => self.cx.origin(&argument.expr).is_own() || argument.spread.is_some(),
        })
    }

    fn element_name(&self, attribute: NodeId) -> Option<&'a JSXElementName> {
        let up = self.cx.tree.parent(attribute)?;
        Some(match self.cx.tree.ast(up) {
            Ast::Expr(Expr::JSXElement(element)) => &element.opening.name,
            Ast::JsxChild(JSXElementChild::JSXElement(element)) => &element.opening.name,
            Ast::JsxAttr(JSXAttr { value: Some(JSXAttrValue::JSXElement(element)), .. }) => &element.opening.name,
            _ => return None,
        })
    }

    /// Whether an attribute is an event handler of an HTML element.
    pub(super) fn is_dom_event(&self, node: NodeId, attr: &JSXAttr) -> bool {
        let is_element = match self.element_name(node) {
            Some(JSXElementName::Ident(name)) => name.sym.starts_with(|c: char| c.is_ascii_lowercase()),
            Some(JSXElementName::JSXNamespacedName(_)) => true,
            Some(JSXElementName::JSXMemberExpr(_)) | None => false,
        };
        let is_event = match &attr.name {
            JSXAttrName::Ident(name) => takers::is_event(&name.sym) || takers::is_dom_handler(&name.sym),
            // Solid's `on:click` and `oncapture:click`.
            JSXAttrName::JSXNamespacedName(name) => matches!(&*name.ns.sym, "on" | "oncapture"),
        };
        is_element && is_event
    }

    /// A component that gives the value is rendered. Of a class, only lifecycle hooks are called.
    pub(super) fn rendered(&mut self, fact: &Fact, element: NodeId) {
        let has_ref = self.cx.tree.children(element).any(|node| match self.cx.tree.ast(node) {
            Ast::JsxAttr(attr) => matches!(&attr.name, JSXAttrName::Ident(name) if &*name.sym == "ref"),
            Ast::Spread(_) => true,
            _ => false,
        });
        if has_ref || !matches!(fact.shape, Shape::Makes(_)) {
            self.read(element);
        }
    }
}
