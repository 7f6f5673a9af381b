//! What the data flow does at each form of the syntax tree, as `docs/proof.md` says it. `UPDATE_DOCS=1`
//! writes the table anew.
//!
//! Each row is a form and a program of it. The program is followed, and the table is what came out; a
//! form that the source names and that has no row here fails the test.

use rupt_migrate::analysis::Analysis;
use rupt_migrate::analysis::flow::{Flow, FlowEnd, FlowQuery};
use rupt_migrate::edit::Span;
use rupt_migrate::symbols::Symbols;
use rupt_migrate::syntax::{Dialect, Slices, parse};
use rupt_migrate::tree::{NodeId, Tree};
use std::collections::BTreeSet;
use std::{env, fs};
use swc_common::{GLOBALS, Globals};

/// A form, and a program that has `V` in it.
const ROWS: &[(&str, &str)] = &[
    ("Expr::Paren", "const x = (V);"),
    ("Expr::TsNonNull", "const x = V!;"),
    ("Expr::TsConstAssertion", "const x = V as const;"),
    ("Expr::TsInstantiation", "const x = V<string>;"),
    ("Expr::TsAs", "const x = V as unknown;"),
    ("Expr::TsTypeAssertion", "const x = <unknown>V;"),
    ("Expr::TsSatisfies", "const x = V satisfies unknown;"),
    ("Expr::Await", "const x = await V;"),
    ("Expr::Seq", "const x = (0, V);"),
    ("Expr::Seq", "const x = (V, 0);"),
    ("Expr::Cond", "const x = c ? V : 0;"),
    ("Expr::Cond", "const x = V ? 1 : 0;"),
    ("Expr::Bin", "const x = V ?? 0;"),
    ("Expr::Bin", "const x = V ?? f();"),
    ("Expr::Bin", "const x = c && V;"),
    ("Expr::Bin", "V && f();"),
    ("Expr::Bin", "const x = V != null;"),
    ("Expr::Bin", "const x = \"a\" in V;"),
    ("Expr::Bin", "const x = V + 1;"),
    ("Expr::Unary", "void V;"),
    ("Expr::Unary", "const x = !V;"),
    ("Expr::Unary", "const x = typeof V;"),
    ("Expr::Unary", "const x = -V;"),
    ("Expr::Arrow", "const x = () => V;"),
    ("Expr::Member", "V.m;"),
    ("Expr::Member", "V[k];"),
    ("Expr::Member", "V.then(() => {});"),
    ("Expr::OptChain", "V?.m;"),
    ("Expr::Call", "V();"),
    ("Expr::Call", "f(V);"),
    ("Expr::Call", "own(V);\nfunction own(given: any) { given; }"),
    ("Expr::Call", "own(V);\nfunction own(given: any) { g(given); }"),
    ("Expr::Call", "setTimeout(V, 1);"),
    ("Expr::New", "new V();"),
    ("Expr::New", "new F(V);"),
    ("Expr::Assign", "let x; x = V;"),
    ("Expr::Assign", "let x; x ||= V;"),
    ("Expr::Assign", "let x = 1; x += V;"),
    ("Expr::Assign", "o.x = V;"),
    ("Expr::Assign", "elsewhere = V;"),
    ("Expr::Assign", "module.exports = V;"),
    ("Expr::Array", "const x = [V];"),
    ("Expr::Array", "await Promise.all([V]);"),
    ("Expr::Tpl", "const x = `${V}`;"),
    ("Expr::TaggedTpl", "f`${V}`;"),
    ("Expr::Yield", "function* g() { yield V; }"),
    ("Expr::Update", "V++;"),
    ("Expr::SuperProp", "class A extends B { m() { return super[V]; } }"),
    ("Prop::KeyValue", "const x = { k: V };"),
    ("Prop::KeyValue", "const x = { [V]: 1 };"),
    ("Prop::Shorthand", "const x = { V };"),
    ("Prop::Method", "const x = { m() { return V; } };"),
    ("Prop::Getter", "const x = { get m() { return V; } };"),
    ("Prop::Setter", "const x = { set m(a: any) { return V; } };"),
    ("Ast::Spread", "const x = { ...V };"),
    ("Ast::Spread", "f(...V);"),
    ("Ast::Decorator", "@V\nclass A {}"),
    ("Ast::Class", "class A extends V {}"),
    ("ClassMember::ClassProp", "class A { p = V; }"),
    ("ClassMember::PrivateProp", "class A { #p = V; }"),
    ("ClassMember::Method", "class A { m() { return V; } }"),
    ("ClassMember::PrivateMethod", "class A { #m() { return V; } }"),
    ("ClassMember::Constructor", "class A { constructor() { return V; } }"),
    ("ClassMember::StaticBlock", "class A { static { V; } }"),
    ("ClassMember::AutoAccessor", "class A { accessor p = V; }"),
    ("Ast::Declarator", "const x = V;"),
    ("Ast::Declarator", "const { m } = V;"),
    ("Ast::Declarator", "const { ...rest } = V;"),
    ("Ast::Declarator", "const [x] = V;"),
    ("Pat::Assign", "function g(x = V) {}"),
    ("Pat::Expr", "[V.m] = [1];"),
    ("Stmt::Expr", "V;"),
    ("Stmt::Return", "function g() { return V; }"),
    ("Stmt::If", "if (V) f();"),
    ("Stmt::For", "for (V; c; ) f();"),
    ("Stmt::For", "for (; V; ) f();"),
    ("Stmt::While", "while (V) f();"),
    ("Stmt::DoWhile", "do f(); while (V);"),
    ("Stmt::ForIn", "for (const k in V) f();"),
    ("Stmt::ForOf", "for (const k of V) f();"),
    ("Stmt::Switch", "switch (V) {}"),
    ("Stmt::Throw", "throw V;"),
    ("ModuleDecl::ExportDefaultExpr", "export default V;"),
    ("ModuleDecl::ExportDecl", "export const x = V;"),
    ("ModuleDecl::ExportNamed", "const x = V;\nexport { x };"),
    ("Ast::JsxAttr", "const x = <a onClick={V} />;"),
    ("Ast::JsxAttr", "const x = <a title={V} />;"),
    ("Ast::JsxAttr", "const x = <Own onSave={V} />;\nfunction Own({ onSave }: any) { return <a onClick={onSave} />; }"),
    ("Ast::JsxAttr", "import { Gate } from \"./gate\";\nconst x = <Gate onSave={V} />;"),
    ("Ast::JsxAttr", "import { Gate } from \"gate\";\nconst x = <Gate onSave={V} />;"),
    ("Ast::JsxChild", "const x = <a>{V}</a>;"),
    ("Expr::JSXElement", "const x = <V />;"),
];

/// Forms that hold no expression, or none that a value can be; each reads all the same.
const EMPTY: &[&str] = &[
    "Expr::Object",
    "Expr::Fn",
    "Expr::Class",
    "Expr::JSXFragment",
    "Expr::JSXMember",
    "Expr::JSXNamespacedName",
    "Expr::JSXEmpty",
    "Expr::This",
    "Expr::Ident",
    "Expr::Lit",
    "Expr::MetaProp",
    "Expr::PrivateName",
    "Expr::Invalid",
    "Stmt::With",
    "Stmt::Block",
    "Stmt::Empty",
    "Stmt::Debugger",
    "Stmt::Labeled",
    "Stmt::Break",
    "Stmt::Continue",
    "Stmt::Try",
    "Stmt::Decl",
    "ModuleDecl::Import",
    "ModuleDecl::ExportDefaultDecl",
    "ModuleDecl::ExportAll",
    "ModuleDecl::TsImportEquals",
    "ModuleDecl::TsNamespaceExport",
    "ModuleDecl::TsExportAssignment",
    "Ast::Function",
    "Ast::Type",
    "Ast::Name",
    "Pat::Ident",
    "Pat::Array",
    "Pat::Rest",
    "Pat::Object",
    "Pat::Invalid",
    "Prop::Assign",
    "ClassMember::TsIndexSignature",
    "ClassMember::Empty",
];

/// What of the value `V` is: its declaration.
const SHAPES: [(&str, &str); 3] = [
    ("the response", "const V = await call();"),
    ("a function that gives it", "const V = () => call();"),
    ("an object that holds one", "const V = { m: () => call() };"),
];

/// What comes of it where `V` stands in `program`.
fn outcome(declared: &str, program: &str) -> String {
    let text = format!("{declared}\n{program}\n");
    let has_cast = program.contains("<unknown>") || program.contains("<string>");
    let dialect = if has_cast { Dialect::TypeScript } else { Dialect::TypeScriptJsx };
    GLOBALS.set(&Globals::new(), || {
        let Ok(script) = parse(&text, &Slices::whole(&text, dialect)) else { return "–".to_owned() };
        let tree = Tree::new(&text, &script);
        let symbols = Symbols::default();
        let start = text.find("call()").expect("it is called") as u32;
        let is_call = |node: &NodeId| tree.expr(*node).is_some() && tree.span(*node) == Span::new(start, start + 6);
        let call = tree.all().find(is_call).expect("the call has a node");
        let question = FlowQuery { field: "device", sink: &|_| None };
        let flow = Flow::of(Analysis { tree: &tree, symbols: &symbols }, call, &question);
        let is_beyond = |node: NodeId| {
            let place = tree.span(node);
            place.start >= declared.len() as u32 && place.of(&text) != "V"
        };
        let said = [
            (flow.reads().next().is_some(), "read"),
            (flow.asked().next().is_some(), "asked for"),
            (flow.ends_in(FlowEnd::Exported), "leaves"),
            (flow.ends_in(FlowEnd::Component), "told to a component"),
            (flow.reached().any(is_beyond), "followed"),
        ];
        said.into_iter().find(|(holds, _)| *holds).map_or("dropped", |(_, word)| word).to_owned()
    })
}

fn table() -> String {
    let mut text = "| form | where `V` is | the response | a function that gives it | an object that holds one |\n\
                    |---|---|---|---|---|\n"
        .to_owned();
    for (form, program) in ROWS {
        let outcomes: Vec<String> = SHAPES.iter().map(|(_, declared)| outcome(declared, program)).collect();
        let shown = program.replace('|', "\\|").replace('\n', " ");
        let mark = if shown.contains('`') { "``" } else { "`" };
        text.push_str(&format!("| {form} | {mark}{shown}{mark} | {} |\n", outcomes.join(" | ")));
    }
    text
}

const START: &str = "<!-- forms -->\n\n";
const END: &str = "\n<!-- end of forms -->";

#[test]
fn the_proof_says_what_flow_does_at_each_form() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/proof.md");
    let page = fs::read_to_string(path).expect("docs/proof.md is there");
    let (before, rest) = page.split_once(START).expect("the table has a start");
    let (own, after) = rest.split_once(END).expect("the table has an end");
    let table = table();
    if env::var_os("UPDATE_DOCS").is_some() {
        return fs::write(path, [before, START, &table, END, after].concat()).expect("written");
    }
    assert_eq!(own, table);
}

/// The law itself: what is not understood is read. A program of the table that is neither followed nor
/// known to be harmless must say so.
#[test]
fn every_form_that_the_source_names_has_a_row() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/src/analysis/flow");
    let mut named = BTreeSet::new();
    let steps = ["expressions", "places", "patterns", "arguments", "returns", "chains", "elements", "objects"];
    for file in steps {
        let text = fs::read_to_string(format!("{folder}/{file}.rs")).expect("source is there");
        for family in ["Ast", "Expr", "Stmt", "ModuleDecl", "Pat", "Prop", "ClassMember"] {
            let start = format!("{family}::");
            for (at, _) in text.match_indices(&start) {
                let is_own = !text[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_');
                let name: String = text[at + start.len()..].chars().take_while(|c| c.is_alphanumeric()).collect();
                let is_variant = name.starts_with(|c: char| c.is_ascii_uppercase());
                if is_own && is_variant {
                    named.insert(format!("{start}{name}"));
                }
            }
        }
    }
    let known: BTreeSet<&str> = ROWS.iter().map(|(form, _)| *form).chain(EMPTY.iter().copied()).collect();
    let containers = ["Ast::Expr", "Ast::Stmt", "Ast::ModuleDecl", "Ast::Prop", "Ast::Pat", "Ast::ClassMember"];
    let missing: Vec<&String> =
        named.iter().filter(|name| !known.contains(name.as_str()) && !containers.contains(&name.as_str())).collect();
    assert!(missing.is_empty(), "{missing:?}");
    for empty in EMPTY {
        assert!(named.contains(*empty), "{empty} is not named any more");
    }
}
