//! Classes in the heritage of classes: `class extends (class extends A {}) {}`.
//!
//! swc's resolver visits the superclass of a class expression twice, once for the scope around it and
//! once with the class, so each level of nesting doubles the work. Forty levels, a kilobyte of code,
//! would never end. Until the resolver visits it once, a program is refused if that work would exceed a
//! few times its length.

use super::{ParseError, Slices, span};
use memchr::memmem;
use swc_ecma_ast::*;
use swc_ecma_visit::{Visit, VisitWith};

/// The most bytes that may be visited again, as a multiple of the length of the program.
const MOST: u64 = 8;

/// A number of bytes that may always be visited again.
const ALWAYS: u64 = 64 * 1024;

/// A depth of nesting that always costs less than [`MOST`].
const HARMLESS: usize = 3;

/// Refuses a `program`, of the text `source`, that the resolver would take too long for.
///
/// # Errors
/// The place of the class at which it becomes too much.
pub fn check(program: &Program, source: &str, slices: &Slices) -> Result<(), ParseError> {
    if memmem::find_iter(slices.text(source).of(source).as_bytes(), "extends").nth(HARMLESS).is_none() {
        return Ok(());
    }
    let length = source.len();
    let mut heritage = Heritage { level: 0, left: ALWAYS + MOST * length as u64, over: None };
    program.visit_with(&mut heritage);
    match heritage.over {
        None => Ok(()),
        Some(at) => {
            let message = "too many classes extend one another in one expression".to_owned();
            Err(ParseError { at, message })
        }
    }
}

struct Heritage {
    /// How many heritages of class expressions are around the place.
    level: u32,
    /// How many bytes may still be visited again.
    left: u64,
    over: Option<u32>,
}

impl Visit for Heritage {
    fn visit_class_expr(&mut self, class: &ClassExpr) {
        if let Some(parent) = &class.class.super_class {
            let place = span(&**parent);
            let again = u64::from(place.end - place.start).saturating_mul(1 << self.level.min(40));
            match self.left.checked_sub(again) {
                Some(left) => self.left = left,
                None => self.over = self.over.or(Some(place.start)),
            }
        }
        if self.over.is_none() {
            class.visit_children_with(self);
        }
    }

    fn visit_class(&mut self, class: &Class) {
        self.level += 1;
        class.super_class.visit_with(self);
        self.level -= 1;
        class.decorators.visit_with(self);
        class.body.visit_with(self);
    }

    // No class expression is in a type.
    fn visit_ts_type(&mut self, _: &TsType) {}
}

#[cfg(test)]
mod tests {
    use crate::syntax::{Dialect, Slices, parse};
    use swc_common::{GLOBALS, Globals};

    fn is_taken(source: &str) -> bool {
        let slices = Slices::whole(source, Dialect::JavaScript);
        GLOBALS.set(&Globals::new(), || parse(source, &slices).is_ok())
    }

    #[test]
    fn nested_heritage_is_refused_before_it_takes_for_ever() {
        let nested = |depth: usize| format!("x = {}A{};", "class extends ".repeat(depth), "{}".repeat(depth));
        assert!(is_taken(&nested(5)));
        assert!(!is_taken(&nested(40)));
        assert!(!is_taken(&nested(200)));
        let called = format!("x = {}A{};", "class extends f(".repeat(40), "){}".repeat(40));
        assert!(!is_taken(&called));
    }

    #[test]
    fn many_classes_and_mixins_are_ordinary() {
        assert!(is_taken(
            &"class A extends B(C(class extends D {})) { m() { return class extends E {}; } }\n".repeat(5000)
        ));
    }
}
