//! The options `account` and `user`, which name the user.

use super::Attach;
use crate::decide::change::{Change, Operand};
use crate::decide::options::{Body, Given};
use crate::input::Input;
use crate::mapping::{Fate, entry, v2, v3};
use crate::note::Note;
use crate::syntax::span;
use crate::value::{Effect, unwrap};
use swc_ecma_ast::*;

impl<'a> Attach<'a> {
    pub(super) fn user(&mut self, given: &Given<'a>) {
        if let Body::Value(expr) = given.body
            && matches!(unwrap(expr), Expr::Lit(Lit::Num(_)))
        {
            let text = span(expr);
            self.notes.push(Note::new(entry!("numeric-account"), text));
        }
        let both = [v2::ACCOUNT, v2::USER].iter().all(|name| self.options.get(name).is_some());
        if given.name == v2::USER || both {
            return;
        }
        self.changes.push(Change::Rename { option: given.written_key(), to: v3::USER });
    }

    /// Decides on a call with both options. v2 read `account ?? user`.
    pub(super) fn account_and_user(&mut self, input: &Input<'_, 'a>, against: &mut Vec<Note>) {
        let (Some(account), Some(user)) = (self.options.get(v2::ACCOUNT).cloned(), self.options.get(v2::USER).cloned())
        else {
            return;
        };
        let pure = |given: &Given<'a>| match given.body {
            Body::Value(expr) => input.effect(expr) == Effect::None,
            Body::Method(_) => false,
            Body::Shorthand(_) => true,
        };
        let once = self.options.given.iter().filter(|given| given.fate == Fate::User).count() == 2;
        let together = account.id.literal == user.id.literal && !self.is_conditional(&account);
        if !once || !together || !pure(&account) || !pure(&user) {
            against.push(Note::new(entry!("account-and-user"), account.span));
            return;
        }
        self.changes.push(Change::Either { at: account.span, values: [operand(&account), operand(&user)] });
        self.drop_member(&user);
    }
}

/// Returns the value of an option as an operand of `??`.
fn operand(given: &Given) -> Operand {
    let Body::Value(expr) = given.body else { return Operand { place: given.span, in_parentheses: false } };
    let is_simple = matches!(
        expr,
        Expr::Ident(_)
            | Expr::Member(_)
            | Expr::Lit(_)
            | Expr::Tpl(_)
            | Expr::Call(_)
            | Expr::OptChain(_)
            | Expr::This(_)
            | Expr::Paren(_)
            | Expr::TsNonNull(_)
    );
    Operand { place: span(expr), in_parentheses: !is_simple }
}
