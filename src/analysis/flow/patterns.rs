//! Steps into patterns: what they take from the value.

use super::{Fact, Follow, Key, Shape};
use crate::tree::{Ast, NodeId};
use crate::value::{self, Effect};
use swc_ecma_ast::*;

impl<'a> Follow<'_, '_, 'a> {
    /// Records the type annotations in a pattern that takes it.
    pub(super) fn typed_in(&mut self, fact: &Fact, pat: &Pat) {
        let inside = self.cx.tree.within(crate::syntax::span(pat));
        let is_outer = |node: &NodeId| {
            let up = self.cx.tree.parent(*node).map(|up| self.cx.tree.ast(up));
            matches!(self.cx.tree.ast(*node), Ast::Type) && !matches!(up, Some(Ast::Type))
        };
        let types: Vec<NodeId> = inside.filter(is_outer).collect();
        types.into_iter().for_each(|written| self.typed(fact, written));
    }

    /// It is part of a pattern: a default, or the target of an assignment.
    pub(super) fn in_pattern(&mut self, fact: &Fact, pat: &'a Pat) {
        match pat {
            Pat::Assign(assign) if self.cx.is(fact.node, &assign.right) && !self.is_asked_field(&fact.shape) => {
                self.flow.is_kept = true;
                self.pattern(fact, &assign.left);
            }
            Pat::Expr(_) => self.read_value(fact),
            Pat::Assign(_) | Pat::Ident(_) | Pat::Array(_) | Pat::Rest(_) | Pat::Object(_) | Pat::Invalid(_) => {
                self.read(fact.node);
            }
        }
    }

    /// Follows what a pattern takes from the value.
    pub(super) fn pattern(&mut self, fact: &Fact, pat: &'a Pat) {
        match pat {
            Pat::Ident(binding) => self.variable(&binding.id.to_id(), fact),
            Pat::Object(object) => self.object_pattern(fact, object),
            Pat::Array(array) => self.array_pattern(fact, array),
            // A default with side effects would run them where the value is missing.
            Pat::Assign(assign) if fact.shape.is_value() && self.effect(&assign.right) != Effect::None => {
                self.read_in(fact, self.cx.tree.find(&assign.right));
            }
            Pat::Assign(assign) if self.is_asked_field(&fact.shape) && !self.is_nothing(&assign.right) => {
                self.read_in(fact, self.cx.tree.find(&assign.right));
            }
            Pat::Assign(assign) => self.pattern(fact, &assign.left),
            Pat::Rest(_) | Pat::Expr(_) | Pat::Invalid(_) => self.read_pattern(fact, pat),
        }
    }

    fn read_pattern(&mut self, fact: &Fact, pat: &impl swc_common::Spanned) {
        let pattern = self.cx.tree.within(crate::syntax::span(pat)).next();
        self.read(pattern.unwrap_or(fact.node));
    }

    fn read_in(&mut self, fact: &Fact, place: Option<NodeId>) {
        self.read(place.unwrap_or(fact.node));
    }

    pub(super) fn object_pattern(&mut self, fact: &Fact, object: &'a ObjectPat) {
        let mut is_taken = false;
        for prop in &object.props {
            match prop {
                ObjectPatProp::Assign(AssignPatProp { key, value, .. }) => {
                    let id = key.id.to_id();
                    let has_effect = value.as_deref().filter(|default| self.effect(default) != Effect::None);
                    let Some(part) = self.part(fact, &id.0, &mut is_taken, object) else { continue };
                    let is_other = |default: &Expr| self.is_asked_field(&part.shape) && !self.is_nothing(default);
                    let default = value.as_deref();
                    match has_effect.filter(|_| part.shape.is_value()).or(default.filter(|default| is_other(default))) {
                        Some(default) => self.read_in(fact, self.cx.tree.find(default)),
                        None => self.variable(&id, &part),
                    }
                }
                ObjectPatProp::KeyValue(pair) => match self.pattern_key(&pair.key) {
                    Some(name) => {
                        if let Some(part) = self.part(fact, &name, &mut is_taken, object) {
                            self.pattern(&part, &pair.value);
                        }
                    }
                    None => self.read_pattern(fact, &pair.key),
                },
                ObjectPatProp::Rest(rest) => match &fact.shape {
                    Shape::Promise | Shape::Whole => {
                        self.pattern(&Fact { shape: Shape::Part, ..fact.clone() }, &rest.arg)
                    }
                    Shape::Holds(..) if is_taken => {}
                    Shape::Holds(..) => self.pattern(fact, &rest.arg),
                    _ => self.read_pattern(fact, object),
                },
            }
        }
    }

    /// What the pattern takes under `name`; none if that is no part of the value.
    fn part(&mut self, fact: &Fact, name: &str, is_taken: &mut bool, object: &'a ObjectPat) -> Option<Fact> {
        let part = match &fact.shape {
            Shape::Promise | Shape::Whole => Shape::Field(name.to_owned()),
            Shape::Holds(key, inner) if key.is(name) => {
                *is_taken = true;
                (**inner).clone()
            }
            Shape::Holds(..) => return None,
            // A function or a field is destructured.
            Shape::Field(_) | Shape::Part | Shape::Element(_) | Shape::Gives(_) | Shape::Makes(_) => {
                self.read_pattern(fact, object);
                return None;
            }
        };
        Some(Fact { shape: part, ..fact.clone() })
    }

    fn pattern_key(&self, key: &PropName) -> Option<String> {
        match key {
            PropName::Num(number) => Some(number.value.to_string()),
            PropName::Ident(_) | PropName::Str(_) | PropName::Computed(_) | PropName::BigInt(_) => value::key_name(key),
        }
    }

    fn array_pattern(&mut self, fact: &Fact, array: &'a ArrayPat) {
        let (index, inner) = match &fact.shape {
            Shape::Element(Some(index)) => (*index, Shape::Whole),
            Shape::Holds(Key::Index(index), inner) => (*index, (**inner).clone()),
            // The index, or the array around it, is not known.
            Shape::Element(None) => {
                let part = Fact { shape: Shape::Part, ..fact.clone() };
                return array.elems.iter().flatten().for_each(|element| self.pattern(&part, element));
            }
            _ => return self.read_pattern(fact, array),
        };
        if array.elems.iter().take(index + 1).flatten().any(|element| matches!(element, Pat::Rest(_))) {
            return self.read_pattern(fact, array);
        }
        match array.elems.get(index) {
            // In an array pattern, the object pattern stays, with the fields that it names.
            Some(Some(element @ Pat::Object(object))) if inner.is_all() && !object.props.is_empty() => {
                self.read_pattern(fact, element);
            }
            Some(Some(element)) => self.pattern(&Fact { shape: inner, ..fact.clone() }, element),
            Some(None) | None => {}
        }
    }
}
