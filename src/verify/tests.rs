//! What the gate refuses, and what it lets pass.

use super::*;
use crate::edit::{Edit, Edits, Piece};
use crate::syntax::Dialect;
use swc_common::{GLOBALS, Globals};

fn place(source: &str, text: &str) -> Span {
    let start = source.find(text).expect("the text is there") as u32;
    Span::new(start, start + text.len() as u32)
}

/// What the gate says of edits that replace texts of `source` by others.
fn refused(source: &str, edits: &[(&str, &[Piece])]) -> String {
    refused_in(Dialect::JavaScript, source, edits)
}

fn refused_in(dialect: Dialect, source: &str, edits: &[(&str, &[Piece])]) -> String {
    let edit = |(old, with): &(&str, &[Piece])| Edit { span: place(source, old), with: with.to_vec() };
    let applied = Edits::new(edits.iter().map(edit).collect()).apply(source).expect("the edits can be made");
    GLOBALS.set(&Globals::new(), || {
        let whole = |text: &str| Slices::whole(text, dialect);
        let script = syntax::parse(source, &whole(source)).expect("it parses");
        let tree = Tree::new(source, &script);
        let (map, slices) = (Map::new(&applied), whole(&applied.text));
        let in_part = Excerpt::of(source, &tree, &applied, &map);
        let in_part = in_part.map(|excerpt| prove_in_part(source, &tree, (&applied, &map), &slices, excerpt));
        match in_part {
            Some(Ok(())) => String::new(),
            // What the excerpt cannot prove, the whole may.
            _ => Before::of(source, &tree).verify((&applied, &map), &slices).err().unwrap_or_default(),
        }
    })
}

fn new(text: &'static str) -> Piece {
    Piece::new(text)
}

#[test]
fn what_changes_nothing_else_passes() {
    assert_eq!(refused("let x; f(); /* c */ b(c);", &[("f", &[new("x.y")])]), "");
}

#[test]
fn an_output_must_parse() {
    assert!(refused("a();", &[("a", &[new("a(")])]).starts_with("the output does not parse at byte"));
}

#[test]
fn code_must_end_before_its_file_does() {
    let error = |source: &str| {
        let slices = Slices::whole(source, Dialect::TypeScript);
        GLOBALS.set(&Globals::new(), || syntax::early_error(source, &slices)).map(|error| error.message)
    };
    assert_eq!(error("import { a } from \"a\";\na()\n"), None);
    assert!(error("import { a } from \"a\";\n\n/*\n").is_some());
    assert!(error("import { a } from \"a\";\nexport function f() {\n  { a();\n}\n").is_some());
}

#[test]
fn directives_stay() {
    assert_eq!(refused("\"use client\"; a();", &[("\"use client\";", &[])]), "the directives changed");
    assert_eq!(refused("a(); \"use client\";", &[("a();", &[])]), "the directives changed");
}

#[test]
fn a_line_must_not_swallow_its_neighbour() {
    let source = "var x;\n(function () {})()\n";
    let swallowed = refused(source, &[("var x;", &[new("var x = x")])]);
    assert!(swallowed.contains("is lost at"), "{swallowed}");
}

#[test]
fn kept_text_must_not_become_something_else() {
    let made = refused("x = a + b * c;", &[(" * c", &[])]);
    assert!(made.contains("is new at"), "{made}");
}

#[test]
fn what_is_left_of_two_statements_must_not_become_one() {
    let became_one = |source: &str, edits: &[(&str, &[Piece])]| {
        let reason = refused(source, edits);
        assert!(reason.ends_with("became one"), "{reason}");
    };
    let called = [new("(await h()).go")];
    became_one(
        "async () => {\n  const a = f(1)\n  const b = f(2)\n}\n",
        &[("const a = f", &called), ("const b = f", &called)],
    );
    became_one("let d, e\nd = f(1)\ne = f(2)\n", &[("d = f", &[new("(g).go")]), ("e = f", &[new("[g][0].go")])]);
    became_one("class A {\n  a = f(1)\n  b = 2\n}\n", &[("b", &[new("[1]")]), ("f(1)", &[new("g")])]);
    let guarded = [("const a = f", &called as &[Piece]), ("const b = f", &[new(";(await h()).go")])];
    assert_eq!(refused("import { h } from \"h\"\nconst a = f(1)\nconst b = f(2)\n", &guarded), "");
}

#[test]
fn what_moves_out_of_a_statement_may_stand_in_another() {
    let source = "const o = { id: 'x' };\ncall({ run: () => { a(); b(); } });\nlast();";
    let place = |text: &str| Piece::Old(place(source, text));
    let made =
        [new("const c = new Promise("), place("'x'"), new(", "), place("() => { a(); b(); }"), new(");\nconst o")];
    let edits: [(&str, &[Piece]); 3] = [("const o", &made), ("id: 'x'", &[]), ("run: () => { a(); b(); }", &[])];
    assert_eq!(refused(source, &edits), "");
}

#[test]
fn a_string_must_not_become_a_directive() {
    let source = "function f() { a(); \"use strict\"; }";
    assert!(refused(source, &[("a();", &[])]).ends_with("is a directive now"));
    assert_eq!(refused(source, &[("a();", &[new(";")])]), "");
}

#[test]
fn nothing_waits_where_no_code_may() {
    let refuses = |source: &str| {
        let reason = refused_in(Dialect::TypeScript, source, &[("v", &[new("await 0")])]);
        assert!(reason.starts_with("no `await`"), "{reason:?} for {source}");
    };
    refuses("async function f(a = v) {}");
    refuses("(async () => { (a = v) => a; });");
    refuses("class A { static { v; } } export {};");
    refuses("class A { a = v; } export {};");
    assert_eq!(refused("class A { [v] = 1; } export {};", &[("v", &[new("await 0")])]), "");
    assert_eq!(refused("async function f(a) { v; }", &[("v", &[new("await 0")])]), "");
    let yields =
        refused_in(Dialect::TypeScript, "function* f() { class A { static { v; } } }", &[("v", &[new("yield 0")])]);
    assert_ne!(yields, "");
}

#[test]
fn moved_names_keep_what_they_mean() {
    let source = "const z = 0; function f(router) { g(router); }";
    let router = Span::new(place(source, "g(router)").start + 2, place(source, "g(router)").end - 1);
    let hoisted = refused(source, &[("0", &[Piece::Old(router)]), ("g(router)", &[new("z")])]);
    assert_eq!(hoisted, "the name `router` is bound to something else");
}

#[test]
fn a_statement_that_stays_keeps_what_its_names_mean() {
    let captured = refused("f(); rupt.go();", &[("f();", &[new("const rupt = 1;")])]);
    assert_eq!(captured, "the name `rupt` is bound to something else");
    let freed = refused("const rupt = 1; rupt.go();", &[("const rupt = 1;", &[new("f();")])]);
    assert_eq!(freed, "the name `rupt` is bound to something else");
}

#[test]
fn a_name_must_not_come_to_mean_what_is_left_out() {
    let source = "a();\nimport Rupt from \"r\";\nb();\nfunction f<Rupt>(plugin: Rupt) {}\nc();\n";
    let freed = refused_in(Dialect::TypeScript, source, &[("<Rupt>", &[])]);
    assert_eq!(freed, "the name `Rupt` is bound to something else");
}

#[test]
fn new_names_mean_what_was_put_in() {
    let source = "import R from \"r\"; function f(R) { attach(R); }";
    let captured = refused(source, &[("attach", &[new("new R")])]);
    assert_eq!(captured, "the new name `R` is bound to something else");
}

#[test]
fn no_name_is_declared_twice() {
    let twice = "`b` is declared twice";
    assert_eq!(refused("a; const b = 1;", &[("a;", &[new("const b = 2;")])]), twice);
    assert_eq!(refused("(() => { a; const b = 1; });", &[("a;", &[new("const b = 2;")])]), twice);
    assert_eq!(refused("(() => { a; var b = 1; });", &[("a;", &[new("let b;")])]), twice);
    assert_eq!(
        refused("(() => { const { p } = f(), { q } = g(); });", &[("p", &[new("b")]), ("q", &[new("b")])]),
        twice
    );
    assert_eq!(refused("(() => { a; var b = 1; });", &[("a;", &[new("var b = 2;")])]), "");
}

#[test]
fn comments_are_kept_or_quoted() {
    assert_eq!(refused("a(/* why */); b();", &[("/* why */", &[])]), "the comment `/* why */` is lost");
    assert_eq!(refused("a(/* why */); b();", &[("/* why */", &[new("// quoted: /* why */\n")])]), "");
}

/// What may go in anywhere: starts and ends of things, and names that others have.
const INSERTED: [&str; 16] = [
    "const rupt = 1;\n",
    "import Rupt from \"r\";\n",
    "\"use strict\";",
    "function f() { var rupt; }\n",
    "{ var Rupt = 2; }\n",
    "export {};\n",
    "else ",
    "(",
    ")",
    "}",
    "{",
    "`",
    "/*",
    "*/",
    "= ",
    "\n",
];

/// Edits that `write` never makes: text is inserted and removed at the starts of words.
fn wild_edits(source: &str, random: &mut fastrand::Rng) -> Edits {
    let is_start = |at: &usize| {
        let before = source[..*at].chars().next_back();
        source.is_char_boundary(*at) && !before.is_some_and(char::is_alphanumeric)
    };
    let starts: Vec<u32> =
        (0..source.len()).filter(|at| source.is_char_boundary(*at)).filter(is_start).map(|at| at as u32).collect();
    let mut edits = Vec::new();
    for _ in 0..random.usize(1..3) {
        let at = random.usize(..starts.len());
        let end = starts.get(at + random.usize(0..4)).copied().unwrap_or(source.len() as u32);
        let inserted = INSERTED[random.usize(..INSERTED.len())];
        let with = if random.bool() { vec![new(inserted)] } else { Vec::new() };
        edits.push(Edit { span: Span::new(starts[at], end), with });
    }
    Edits::new(edits)
}

#[test]
fn what_an_excerpt_proves_the_whole_does_too() {
    let mut random = fastrand::Rng::with_seed(6);
    let (mut shortened, mut proven) = (0, 0);
    for entry in ignore::Walk::new(concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures")).flatten() {
        let name = entry.file_name().to_string_lossy();
        let (Some(dialect), Ok(source)) = (Dialect::of(&name), std::fs::read_to_string(entry.path())) else {
            continue;
        };
        // Something around it, so that there is something to leave out.
        let source = format!("a0();\nvar a1 = rupt;\n{source}\nfunction z0() {{ Rupt(); }}\nz1()\nz2();\n");
        GLOBALS.set(&Globals::new(), || {
            let Ok(script) = syntax::parse(&source, &Slices::whole(&source, dialect)) else { return };
            let tree = Tree::new(&source, &script);
            for _ in 0..20 {
                let Ok(applied) = wild_edits(&source, &mut random).apply(&source) else { continue };
                let (map, slices) = (Map::new(&applied), Slices::whole(&applied.text, dialect));
                let Some(excerpt) = Excerpt::of(&source, &tree, &applied, &map) else { continue };
                shortened += 1;
                let short = prove_in_part(&source, &tree, (&applied, &map), &slices, excerpt);
                let whole = Before::of(&source, &tree).verify((&applied, &map), &slices);
                proven += usize::from(short.is_ok());
                if short.is_ok()
                    && let Err(reason) = whole
                {
                    panic!("{}: {reason}\n{}", entry.path().display(), applied.text);
                }
            }
        });
    }
    assert!(proven > 1_000, "{shortened} excerpts, {proven} proven");
}

#[test]
fn what_stands_at_a_place_must_be_of_the_kind_it_was() {
    assert!(refused("x = {a};\nb();", &[("x = ", &[])]).contains("is lost at"), "an object that became a block");
}
