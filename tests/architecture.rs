//! The layers: a module names only those that stand above it in `src/lib.rs`, and only the shell
//! touches files, the environment and the terminal.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use syn::visit::Visit;
use syn::{ItemMod, UseTree};

/// The modules of the program, in the order of `src/lib.rs`.
fn layers() -> Vec<String> {
    let text = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("src/lib.rs")).expect("lib.rs is there");
    let name = |line: &str| line.trim_start_matches("pub ").strip_prefix("mod ")?.strip_suffix(';').map(str::to_owned);
    text.lines().filter_map(name).collect()
}

/// The modules that a source names, each as its parts below `crate`, whatever way it is written.
#[derive(Default)]
struct Named {
    /// The module that names them.
    own: Vec<String>,
    paths: BTreeSet<Vec<String>>,
}

impl Named {
    /// What the source of the module `own` names. What only its tests name does not count.
    fn by(own: &[String], text: &str) -> BTreeSet<Vec<String>> {
        let mut named = Named { own: own.to_vec(), paths: BTreeSet::new() };
        named.visit_file(&syn::parse_file(text).expect("a source parses"));
        named.paths
    }

    fn add(&mut self, parts: &[String]) {
        let mut parts = parts.iter().map(String::as_str);
        let mut path = match parts.next() {
            Some("crate") => Vec::new(),
            Some("self") => self.own.clone(),
            Some("super") => self.own[..self.own.len() - 1].to_vec(),
            _ => return,
        };
        for part in parts {
            if part == "super" {
                path.pop();
            } else {
                path.push(part.to_owned());
            }
        }
        self.paths.insert(path);
    }

    fn used(&mut self, before: &[String], tree: &UseTree) {
        let longer = |name: &syn::Ident| [before, &[name.to_string()]].concat();
        match tree {
            UseTree::Path(path) => self.used(&longer(&path.ident), &path.tree),
            UseTree::Name(name) => self.add(&longer(&name.ident)),
            UseTree::Rename(name) => self.add(&longer(&name.ident)),
            UseTree::Glob(_) => self.add(before),
            UseTree::Group(group) => group.items.iter().for_each(|item| self.used(before, item)),
        }
    }
}

impl<'ast> Visit<'ast> for Named {
    fn visit_item_use(&mut self, item: &'ast syn::ItemUse) {
        self.used(&[], &item.tree);
    }

    fn visit_path(&mut self, path: &'ast syn::Path) {
        self.add(&path.segments.iter().map(|part| part.ident.to_string()).collect::<Vec<_>>());
        syn::visit::visit_path(self, path);
    }

    fn visit_item_mod(&mut self, module: &'ast ItemMod) {
        if module.content.is_none() || module.ident != "tests" {
            syn::visit::visit_item_mod(self, module);
        }
    }
}

/// The module that a file below `src` is.
fn module(file: &str) -> Vec<String> {
    let path = file.trim_end_matches(".rs").trim_end_matches("/mod");
    path.split('/').map(str::to_owned).collect()
}

/// What is wrong with the layers of these sources, each with its path below `src`.
fn out_of_order(layers: &[String], sources: &[(String, String)]) -> Vec<String> {
    let rank = |name: &String| layers.iter().position(|layer| layer == name);
    let mut faults = Vec::new();
    for (file, text) in sources {
        let own = module(file);
        let Some(layer) = rank(&own[0]) else { continue };
        let named = Named::by(&own, text);
        let later = named.iter().filter_map(|path| path.first()).filter(|name| rank(name).is_some_and(|at| at > layer));
        faults.extend(later.collect::<BTreeSet<_>>().into_iter().map(|later| format!("{file} names {later}")));
    }
    faults
}

/// The circles among the files and folders of one folder: each pair that leads to one another. What stands in
/// its `mod.rs` is named by all that is in it, and is none of them.
fn circles(folder: &[String], sources: &[(String, String)]) -> Vec<String> {
    let depth = folder.len();
    let is_inside = |path: &[String]| path.len() > depth && path[..depth] == *folder;
    let mut names: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (file, text) in sources {
        let own = module(file);
        if is_inside(&own) {
            let others = Named::by(&own, text).into_iter().filter(|path| is_inside(path));
            let others = others.map(|path| path[depth].clone()).filter(|other| *other != own[depth]);
            names.entry(own[depth].clone()).or_default().extend(others);
        }
    }
    let reached = |from: &String| {
        let (mut seen, mut work) = (BTreeSet::new(), vec![from.clone()]);
        while let Some(next) = work.pop() {
            work.extend(names.get(&next).into_iter().flatten().filter(|name| seen.insert((*name).clone())).cloned());
        }
        seen
    };
    let all: BTreeMap<&String, BTreeSet<String>> = names.keys().map(|name| (name, reached(name))).collect();
    let is_circle = |a: &String, b: &String| a < b && all[a].contains(b) && all.get(b).is_some_and(|of| of.contains(a));
    let pairs =
        names.keys().flat_map(|a| names.keys().filter(move |b| is_circle(a, b)).map(move |b| format!("{a} and {b}")));
    pairs.collect()
}

#[test]
fn no_module_names_a_later_one_and_only_the_shell_touches_the_world() {
    let layers = layers();
    assert_eq!(layers.last().map(String::as_str), Some("shell"));
    let sources = programs();
    let mut faults = out_of_order(&layers, &sources);
    for (file, text) in &sources {
        let own = module(file);
        let world = ["std::fs", "std::io", "std::env", "println!", "eprintln!", "print!("];
        // Tests read fixtures.
        if layers.contains(&own[0]) && own[0] != "shell" && !file.ends_with("tests.rs") {
            faults.extend(world.iter().filter(|word| text.contains(**word)).map(|word| format!("{file} says {word}")));
        }
    }
    assert!(faults.is_empty(), "{faults:#?}");
}

/// What is decided is data: how it is written is known to a later layer.
#[test]
fn what_is_decided_names_no_edit() {
    let is_edit = |path: &Vec<String>| {
        let named: Vec<&str> = path.iter().map(String::as_str).take(2).collect();
        matches!(named[..], ["edit", "Edit" | "Edits" | "Piece"])
    };
    for (file, text) in programs() {
        let own = module(&file);
        if ["input", "decide"].contains(&own[0].as_str()) {
            let found: Vec<Vec<String>> = Named::by(&own, &text).into_iter().filter(is_edit).collect();
            assert!(found.is_empty(), "{file} names {found:?}");
        }
    }
    let named = Named::by(&module("decide/a.rs"), "use crate::edit::{Span, Edit};");
    assert_eq!(named.iter().filter(|path| is_edit(path)).count(), 1);
}

#[test]
fn no_file_of_a_folder_names_another_in_a_circle() {
    let sources = programs();
    let above = |file: &String| {
        let own = module(file);
        (1..own.len()).map(|depth| own[..depth].to_vec()).collect::<Vec<_>>()
    };
    let folders: BTreeSet<Vec<String>> = sources.iter().flat_map(|(file, _)| above(file)).collect();
    let circle = |folder: &Vec<String>| (folder.join("/"), circles(folder, &sources));
    let faults: Vec<_> = folders.iter().map(circle).filter(|(_, found)| !found.is_empty()).collect();
    assert!(faults.is_empty(), "{faults:#?}");
    assert!(folders.len() > 20, "{folders:?}");
}

/// The longest file, in lines.
const LONGEST_FILE: usize = 400;

/// The longest function, in lines.
const LONGEST_FUNCTION: usize = 60;

/// The one `match` over all expressions of swc.
const MAY_BE_LONGER: &str = "inside_expr";

/// The functions of a source, each with its number of lines.
#[derive(Default)]
struct Functions(Vec<(String, usize)>);

impl Functions {
    fn of(text: &str) -> Vec<(String, usize)> {
        let mut functions = Functions::default();
        functions.visit_file(&syn::parse_file(text).expect("a source parses"));
        functions.0
    }

    fn add(&mut self, name: &syn::Ident, block: &syn::Block) {
        let lines = block.brace_token.span.close().end().line - name.span().start().line + 1;
        self.0.push((name.to_string(), lines));
    }
}

impl<'ast> Visit<'ast> for Functions {
    fn visit_item_fn(&mut self, item: &'ast syn::ItemFn) {
        self.add(&item.sig.ident, &item.block);
        syn::visit::visit_item_fn(self, item);
    }

    fn visit_impl_item_fn(&mut self, item: &'ast syn::ImplItemFn) {
        self.add(&item.sig.ident, &item.block);
        syn::visit::visit_impl_item_fn(self, item);
    }
}

#[test]
fn files_and_functions_are_short() {
    let mut faults = Vec::new();
    for (file, text) in programs() {
        let lines = text.lines().count();
        faults.extend((lines > LONGEST_FILE).then(|| format!("{file} has {lines} lines")));
        let long = |(name, lines): &(String, usize)| *lines > LONGEST_FUNCTION && name != MAY_BE_LONGER;
        let long = Functions::of(&text).into_iter().filter(long);
        faults.extend(long.map(|(name, lines)| format!("{file}: {name} has {lines} lines")));
    }
    assert!(faults.is_empty(), "{faults:#?}");
    let source = "impl A {\n  fn a() {\n    fn b() {\n    }\n  }\n}\n#[test]\nfn c() {}\n";
    assert_eq!(Functions::of(source), [("a", 4), ("b", 2), ("c", 1)].map(|(name, lines)| (name.to_owned(), lines)));
}

#[test]
fn a_name_is_seen_however_it_is_written() {
    let layers = ["edit", "plan", "shell"].map(str::to_owned);
    let source = |file: &str, text: &str| (file.to_owned(), text.to_owned());
    for text in [
        "use crate::shell::run;",
        "use crate::{edit::Span, shell};",
        "use super::super::shell as top;",
        "use self::super::super::shell::{self, run};",
        "fn f() { crate::shell::run(1) }",
        "fn f(run: &crate::shell::Run) {}",
        "mod inner { pub use crate::shell::*; }",
    ] {
        assert_eq!(out_of_order(&layers, &[source("plan/a.rs", text)]), ["plan/a.rs names shell"], "{text}");
    }
    for text in ["use crate::edit;", "use super::b;", "#[cfg(test)] mod tests { use crate::shell; }", "// crate::shell"]
    {
        assert!(out_of_order(&layers, &[source("plan/a.rs", text)]).is_empty(), "{text}");
    }
    let plan = ["plan".to_owned()];
    let [a, b] = [source("plan/a.rs", "use super::b::B;"), source("plan/b/deep.rs", "use super::super::c;")];
    assert!(circles(&plan, &[a.clone(), b.clone()]).is_empty());
    let c = source("plan/c.rs", "fn f() { crate::plan::a::f() }");
    assert_eq!(circles(&plan, &[a, b, c]), ["a and b", "a and c", "b and c"]);
}

/// All sources, each with its path below `src`.
fn sources() -> Vec<(String, String)> {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let files = walkdir::WalkDir::new(&source).into_iter().map(|entry| entry.expect("src can be read").into_path());
    let name = |path: &Path| path.strip_prefix(&source).expect("below src").to_string_lossy().into_owned();
    files.filter(|path| path.is_file()).map(|path| (name(&path), fs::read_to_string(&path).expect("UTF-8"))).collect()
}

/// Those of them that are Rust.
fn programs() -> Vec<(String, String)> {
    sources().into_iter().filter(|(file, _)| file.ends_with(".rs")).collect()
}

/// What v3 does or takes is said by the table alone, where each text has its certainty and its source.
#[test]
fn what_is_said_of_v3_stands_in_the_table() {
    const HEADINGS: [&str; 5] = [
        "What differs in v3",
        "In the dashboard, and what differs in v3",
        "## From Rupt v2 to v3",
        "Rupt v2 → v3: ",
        " explain v3",
    ];
    for (name, text) in sources() {
        let path = name.replace('\\', "/");
        if path.starts_with("mapping/") || !path.ends_with(".rs") || path.ends_with("tests.rs") {
            continue;
        }
        let program = text.split("#[cfg(test)]").next().unwrap_or_default();
        for text in literals(program).into_iter().filter(|text| says(text)) {
            assert!(HEADINGS.iter().any(|heading| text.contains(heading)), "{path} says: {text}");
        }
    }
    fn says(text: &str) -> bool {
        let mut words = text.split(|c: char| !c.is_ascii_alphanumeric());
        text.contains(' ') && words.any(|word| word == "v3")
    }
    assert_eq!(literals("f('\"', \"a \\\" b\", \"c\\\n  v3\")"), ["a \\\" b", "c\\\n  v3"]);
}

/// The string literals of a source, as they are written, but for those in comments.
fn literals(source: &str) -> Vec<String> {
    let code: Vec<&str> = source.lines().filter(|line| !line.trim_start().starts_with("//")).collect();
    let mut literals = Vec::new();
    let mut inside: Option<String> = None;
    let (mut before, code) = (' ', code.join("\n"));
    let mut chars = code.chars();
    while let Some(c) = chars.next() {
        match (&mut inside, c) {
            (None, '"') if before != '\'' => inside = Some(String::new()),
            (None, _) => {}
            (Some(_), '"') => literals.extend(inside.take()),
            (Some(text), _) => {
                text.push(c);
                text.extend((c == '\\').then(|| chars.next()).flatten());
            }
        }
        before = c;
    }
    literals
}

#[test]
fn git_is_the_only_program_and_there_is_no_network() {
    for (name, text) in sources() {
        let program = text.split("#[cfg(test)]").next().unwrap_or_default();
        let program = program.split("#[cfg(all(test").next().unwrap_or_default();
        assert!(!program.contains("std::net") && !program.contains("UnixStream"), "{name} opens connections");
        let runs = program.matches("Command::new(").count();
        let is_git = name.replace('\\', "/") == "shell/git/safe.rs" && program.contains("Command::new(\"git\")");
        assert_eq!(runs, usize::from(is_git), "{name} runs a program");
    }
}

/// Each promise of `docs/safety.md` names its tests, and they are there.
#[test]
fn every_promise_of_safety_has_its_test() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let page = fs::read_to_string(root.join("docs/safety.md")).expect("the page is there");
    let rows = page.lines().filter(|line| line.starts_with("| ") && !line.starts_with("| promise "));
    let mut count = 0;
    for row in rows {
        let (_, tests) = row.trim_end_matches(" |").rsplit_once(" | ").expect("a promise and its test");
        let (names, file) = tests.rsplit_once(" in ").expect("tests and their file");
        let text = fs::read_to_string(root.join(file.trim_matches('`'))).expect(row);
        for name in names.split(" and ") {
            assert!(text.contains(&format!("fn {}()", name.trim_matches('`'))), "{row}");
            count += 1;
        }
    }
    assert!(count >= 30, "only {count} tests are named");
}
