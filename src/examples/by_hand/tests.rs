//! The code to write by hand uses v3, and only names that the table has.

use super::*;
use crate::kind::Kind;
use crate::mapping::{ENTRIES, Level, MANIFEST_ENTRIES, V2_PACKAGE, V3};
use crate::migration::{Choice, InUse, Outcome};
use crate::prefilter::{Named, named};
use crate::syntax;
use swc_common::{GLOBALS, Globals};
use swc_ecma_ast::*;
use swc_ecma_visit::{Visit, VisitWith};

fn all() -> impl Iterator<Item = (&'static str, Code)> {
    ByHand::all().flat_map(|by_hand| by_hand.codes().map(|code| (by_hand.id, code)).collect::<Vec<_>>())
}

#[test]
fn every_note_of_what_stays_has_code_to_write() {
    let entries = ENTRIES.iter().chain(MANIFEST_ENTRIES);
    let ids: Vec<&str> = entries.clone().map(|entry| entry.id).collect();
    let shown: Vec<&str> = ByHand::all().map(|by_hand| by_hand.id).collect();
    for entry in entries.filter(|entry| entry.level == Level::Manual) {
        assert!(ByHand::of(entry.id).is_some_and(|by_hand| by_hand.codes().next().is_some()), "{}", entry.id);
    }
    let places: Vec<Option<usize>> = shown.iter().map(|id| ids.iter().position(|other| other == id)).collect();
    assert!(places.iter().all(Option::is_some) && places.is_sorted(), "{shown:?}");
}

#[test]
fn it_is_short_and_its_titles_tell_it_apart() {
    for by_hand in ByHand::all() {
        let codes: Vec<Code> = by_hand.codes().collect();
        for (index, code) in codes.iter().enumerate() {
            let lines = code.text.lines().count();
            assert!(lines <= 16 && code.text.lines().all(|line| line.len() <= 110), "{}: {lines}", by_hand.id);
            assert!(codes[..index].iter().all(|other| other.file != code.file), "{}", by_hand.id);
        }
    }
}

/// A run over the code finds no use of v2 and changes nothing.
#[test]
fn nothing_of_v2_is_left_in_it() {
    for (id, code) in all() {
        let kind = Kind::of(code.file.rsplit('/').next().unwrap_or_default()).expect(id);
        if !kind.is_migrated() {
            let found = named(code.text.as_bytes());
            assert!(!found.any(&[Named::SPECIFIER, Named::SETTING, Named::MENTION]), "{id}: names {V2_PACKAGE}");
            continue;
        }
        let project = Choice { in_use: InUse::V3, ..Choice::default() };
        match crate::migrate(code.text, kind, &project) {
            Outcome::Clean => {}
            Outcome::Migrated(migration) => {
                let notes: Vec<&str> = migration.notes.iter().map(|note| note.entry.id).collect();
                assert!(migration.edits.is_empty() && migration.uses.is_empty() && notes.is_empty(), "{id}: {notes:?}");
            }
            outcome => panic!("{id}: {outcome:?}"),
        }
    }
}

/// In the code, clients are called `rupt`, the SDK of the server `api`, responses `response` and evaluations
/// `evaluation`. The members of these are in the table.
#[test]
fn it_uses_no_name_of_v3_that_the_table_does_not_have() {
    let (mut faults, mut seen) = (Vec::new(), 0);
    for (id, code) in all() {
        let kind = Kind::of(code.file.rsplit('/').next().unwrap_or_default()).expect(id);
        GLOBALS.set(&Globals::new(), || {
            for slices in kind.read(code.text).programs {
                let script = syntax::parse(code.text, &slices).unwrap_or_else(|error| panic!("{id}: {error:?}"));
                let mut asks = Asks { faults: Vec::new(), seen: 0 };
                script.program.visit_with(&mut asks);
                seen += asks.seen;
                faults.extend(asks.faults.into_iter().map(|fault| format!("{id}: {fault}")));
            }
        });
    }
    assert!(faults.is_empty(), "{faults:#?}");
    assert!(seen > 150, "{seen}");
}

/// The names of v3 that the code uses, and the faults in them.
struct Asks {
    faults: Vec<String>,
    seen: usize,
}

impl Asks {
    fn ask(&mut self, of: V3, name: &str) {
        self.seen += 1;
        if !of.has(name) {
            self.faults.push(format!("{} has no {name}", of.about()));
        }
    }

    fn keys(&mut self, of: V3, argument: Option<&ExprOrSpread>) {
        let Some(Expr::Object(object)) = argument.map(|argument| &*argument.expr) else { return };
        for prop in &object.props {
            match prop {
                PropOrSpread::Prop(prop) => match &**prop {
                    Prop::Shorthand(ident) => self.ask(of, &ident.sym),
                    Prop::KeyValue(KeyValueProp { key: PropName::Ident(key), .. }) => self.ask(of, &key.sym),
                    Prop::Method(MethodProp { key: PropName::Ident(key), .. }) => self.ask(of, &key.sym),
                    other => self.faults.push(format!("{other:?}")),
                },
                PropOrSpread::Spread(_) => self.faults.push("a spread".to_owned()),
            }
        }
    }
}

/// Returns the part of v3 that an expression evaluates to, by its name. None if it is something else.
fn thing(expr: &Expr) -> Option<V3> {
    match expr {
        Expr::Ident(ident) => match &*ident.sym {
            "rupt" => Some(V3::Client),
            "api" => Some(V3::Server),
            "response" => Some(V3::Response),
            "evaluation" => Some(V3::Evaluation),
            _ => None,
        },
        Expr::Call(CallExpr { callee: Callee::Expr(callee), .. }) => match &**callee {
            Expr::Ident(ident) if ["getRupt", "ruptFor"].contains(&&*ident.sym) => Some(V3::Client),
            _ => None,
        },
        Expr::Paren(inner) => thing(&inner.expr),
        Expr::Await(inner) => thing(&inner.arg),
        Expr::Member(member) => of_member(thing(&member.obj)?, member),
        _ => None,
    }
}

fn of_member(of: V3, member: &MemberExpr) -> Option<V3> {
    match (of, &*member.prop.as_ident()?.sym) {
        (V3::Client, "evaluate") => Some(V3::Evaluate),
        (V3::Evaluation, "fingerprint") => Some(V3::Fingerprint),
        _ => None,
    }
}

impl Visit for Asks {
    fn visit_member_expr(&mut self, member: &MemberExpr) {
        member.visit_children_with(self);
        if let (Some(of), Some(name)) = (thing(&member.obj), member.prop.as_ident()) {
            self.ask(of, &name.sym);
        }
    }

    fn visit_new_expr(&mut self, new: &NewExpr) {
        new.visit_children_with(self);
        if new.callee.as_ident().is_some_and(|class| &*class.sym == "Rupt") {
            self.keys(V3::Constructor, new.args.iter().flatten().next());
        }
    }

    fn visit_call_expr(&mut self, call: &CallExpr) {
        call.visit_children_with(self);
        let Callee::Expr(callee) = &call.callee else { return };
        if let Expr::Member(member) = &**callee
            && thing(&member.obj) == Some(V3::Evaluate)
        {
            self.keys(V3::Call, call.args.first());
        }
    }

    fn visit_var_declarator(&mut self, declarator: &VarDeclarator) {
        declarator.visit_children_with(self);
        if let (Pat::Object(pattern), Some(of)) = (&declarator.name, declarator.init.as_deref().and_then(thing)) {
            for prop in &pattern.props {
                if let ObjectPatProp::Assign(prop) = prop {
                    self.ask(of, &prop.key.sym);
                }
            }
        }
    }
}
