//! What holds for every fixture, whatever it shows.

mod common;

use common::{Fixture, fixtures};
use rupt_migrate::done::{Orphans, Wanted, done};
use rupt_migrate::edit::Span;
use rupt_migrate::kind::Kind;
use rupt_migrate::mapping::Ids;
use rupt_migrate::migrate;
use rupt_migrate::migration::{Choice, Migration, Outcome};
use rupt_migrate::note::Level;
use rupt_migrate::prefilter::{Named, named};
use rupt_migrate::syntax::{Dialect, Slices, parse, span};
use rupt_migrate::tree::{Ast, NodeId, Tree};
use std::collections::HashMap;
use swc_common::{GLOBALS, Globals};
use swc_ecma_ast::{Id, Program};
use swc_ecma_codegen::to_code;
use swc_ecma_visit::{Visit, VisitWith};

fn migrated(source: &str, fixture: &Fixture) -> Option<Migration> {
    match migrate(source, fixture.kind, &fixture.choice) {
        Outcome::Migrated(migration) => Some(migration),
        Outcome::TooMuch => panic!("{}: too much work", fixture.name),
        Outcome::Unproven { reason } => panic!("{}: unproven: {reason}", fixture.name),
        Outcome::Clean | Outcome::Unparsable { .. } => None,
    }
}

fn report(faults: &[String]) {
    assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults.join("\n"));
}

#[test]
fn a_second_run_changes_nothing_and_reports_the_same_leftovers() {
    let mut faults = Vec::new();
    for fixture in fixtures() {
        let Some(first) = migrated(&fixture.input, &fixture) else { continue };
        let Some(output) = first.output(&fixture.input) else { continue };
        let second = migrated(&output, &fixture).unwrap_or_default();
        if let Some(again) = second.output(&output) {
            faults.push(format!("{}: the second run gives\n{again}", fixture.name));
            continue;
        }
        let open = |migration: &Migration| {
            let mut ids: Vec<&str> =
                migration.notes.iter().filter(|note| note.level != Level::Info).map(|note| note.entry.id).collect();
            ids.sort_unstable();
            ids.dedup();
            ids.join(" ")
        };
        let ignores = output.contains("rupt-migrate-ignore");
        if !ignores && open(&first) != open(&second) {
            faults.push(format!("{}: first {} second {}", fixture.name, open(&first), open(&second)));
        }
    }
    report(&faults);
}

#[test]
fn crlf_comes_out_as_crlf() {
    let mut faults = Vec::new();
    for fixture in fixtures() {
        if fixture.input.contains('\r') || fixture.input.matches('\n').count() < 2 {
            continue;
        }
        let twin = fixture.input.replace('\n', "\r\n");
        let plain = migrated(&fixture.input, &fixture).and_then(|migration| migration.output(&fixture.input));
        let output = migrated(&twin, &fixture).and_then(|migration| migration.output(&twin));
        if output != plain.map(|text| text.replace('\n', "\r\n")) {
            faults.push(format!("{}:\n{}", fixture.name, output.unwrap_or_default().replace('\r', "␍")));
        }
    }
    report(&faults);
}

#[test]
fn a_bom_in_front_changes_nothing_else() {
    let mut faults = Vec::new();
    for fixture in fixtures() {
        if fixture.input.starts_with('\u{feff}') {
            continue;
        }
        let marked = format!("\u{feff}{}", fixture.input);
        let plain = migrated(&fixture.input, &fixture).and_then(|migration| migration.output(&fixture.input));
        let output = migrated(&marked, &fixture).and_then(|migration| migration.output(&marked));
        if output != plain.map(|text| format!("\u{feff}{text}")) {
            faults.push(fixture.name);
        }
    }
    report(&faults);
}

#[test]
fn no_prefix_panics_or_is_unproven() {
    // The parser itself panics on some prefixes; that is contained, and would fill the screen.
    std::panic::set_hook(Box::new(|_| {}));
    let mut faults = Vec::new();
    for fixture in fixtures() {
        let ends = fixture.input.char_indices().map(|(end, _)| end).step_by(7);
        for end in ends {
            let text = &fixture.input[..end];
            let outcome = std::panic::catch_unwind(|| migrate(text, fixture.kind, &fixture.choice));
            match outcome {
                Ok(Outcome::Unproven { reason }) => faults.push(format!("{} cut at {end}: {reason}", fixture.name)),
                Ok(_) => {}
                Err(_) => faults.push(format!("{} cut at {end}: a panic", fixture.name)),
            }
        }
    }
    let _ = std::panic::take_hook();
    report(&faults);
}

#[test]
fn no_file_with_anything_to_say_is_passed_over() {
    let mut faults = Vec::new();
    for fixture in fixtures() {
        let output = std::fs::read_to_string(fixture.output()).unwrap_or_default();
        for text in [&fixture.input, &output] {
            let seen = named(text.as_bytes());
            // A page is asked for a script of any name, too.
            let is_wanted = seen.is_candidate() || (fixture.kind.is_page() && seen.any(&[Named::COPY]));
            if !is_wanted && !matches!(migrate(text, fixture.kind, &fixture.choice), Outcome::Clean) {
                faults.push(format!("{}: nothing is found in\n{text}", fixture.name));
            }
        }
    }
    report(&faults);
}

#[test]
fn every_entry_of_the_table_is_hit() {
    let mut hit = std::collections::HashSet::new();
    for fixture in fixtures() {
        if let Some(migration) = migrated(&fixture.input, &fixture) {
            hit.extend(migration.notes.iter().map(|note| note.entry.id));
        }
    }
    let missed: Vec<&str> =
        rupt_migrate::mapping::ENTRIES.iter().map(|entry| entry.id).filter(|id| !hit.contains(id)).collect();
    assert!(missed.is_empty(), "no fixture shows {missed:?}");
}

/// Counts the expressions that swc's own visitor sees; what is in a type is one node of the tree.
#[derive(Default)]
struct Count(usize);

impl Visit for Count {
    fn visit_expr(&mut self, expr: &swc_ecma_ast::Expr) {
        self.0 += 1;
        expr.visit_children_with(self);
    }

    fn visit_ts_type(&mut self, _: &swc_ecma_ast::TsType) {}

    fn visit_ts_interface_decl(&mut self, _: &swc_ecma_ast::TsInterfaceDecl) {}

    fn visit_ts_expr_with_type_args(&mut self, _: &swc_ecma_ast::TsExprWithTypeArgs) {}

    /// The attributes of an import.
    fn visit_import_decl(&mut self, _: &swc_ecma_ast::ImportDecl) {}
}

#[test]
fn the_tree_sees_every_expression_that_swc_sees() {
    for fixture in fixtures() {
        GLOBALS.set(&Globals::new(), || {
            for slices in fixture.kind.read(&fixture.input).programs {
                let Ok(script) = parse(&fixture.input, &slices) else { continue };
                let mut count = Count::default();
                script.program.visit_with(&mut count);
                let tree = Tree::new(&fixture.input, &script);
                let exprs = tree.all().filter(|node| matches!(tree.ast(*node), Ast::Expr(_))).count();
                assert_eq!(exprs, count.0, "{}", fixture.name);
            }
        });
    }
}

/// What is asked by a word or by a place is told without a look at most statements: it must be all.
#[test]
fn the_tree_finds_every_name_and_every_node() {
    let of_fixtures = fixtures().into_iter().flat_map(|one| {
        let output = migrated(&one.input, &one).and_then(|migration| migration.output(&one.input));
        [Some(one.input), output].into_iter().flatten().map(move |text| (one.kind, text))
    });
    let escaped = "@d\nexport default class A {}\nconst \\u0061b = 1;\nab(b\\u{61});\nba;\n".to_owned();
    // More names than are looked for one by one, each in several scopes and statements.
    let many: String = (0..99).map(|n| format!("var v{n} = function (v{n}) {{ return v{n} }}(v{})\n", n / 2)).collect();
    let own = [escaped, many].map(|text| (Kind::Script(Dialect::JavaScript), text));
    for (kind, text) in of_fixtures.chain(own) {
        GLOBALS.set(&Globals::new(), || {
            for slices in kind.read(&text).programs {
                let Ok(script) = parse(&text, &slices) else { continue };
                let tree = Tree::new(&text, &script);
                let mut names: HashMap<Id, Vec<NodeId>> = HashMap::new();
                for node in tree.all() {
                    assert!(tree.within(tree.span(node)).any(|inner| inner == node), "{:?} in {text}", tree.span(node));
                    if let Some(id) = tree.id(node) {
                        names.entry(id.clone()).or_default().push(node);
                    }
                }
                for (id, places) in names {
                    assert!(tree.mentions(&id).eq(places), "{id:?} in {text}");
                    assert!(tree.spelled(&id.0).contains(&id), "{id:?} in {text}");
                }
            }
        });
    }
}

/// The top-level statements of all scripts, each with its place and its canonical print. The
/// function that stands for a component's own script has no text, and is left out.
fn printed(source: &str, fixture: &Fixture) -> Vec<(Span, String)> {
    let one = |slices: &Slices| {
        let script = parse(source, slices).expect("it parses");
        let all: Vec<(Span, String)> = match &script.program {
            Program::Module(module) => module.body.iter().map(|item| (span(item), to_code(item))).collect(),
            Program::Script(script) => script.body.iter().map(|stmt| (span(stmt), to_code(stmt))).collect(),
        };
        all.into_iter().filter(|(place, _)| !place.is_empty()).collect::<Vec<_>>()
    };
    fixture.kind.read(source).programs.iter().flat_map(one).collect()
}

/// A second opinion beside the gate: what no edit touches prints the same, in the same order.
#[test]
fn untouched_statements_print_the_same() {
    let mut faults = Vec::new();
    for fixture in fixtures() {
        let Some(migration) = migrated(&fixture.input, &fixture) else { continue };
        let Some(output) = &migration.output(&fixture.input) else { continue };
        GLOBALS.set(&Globals::new(), || {
            let touched = |place: Span| {
                migration.edits.iter().any(|edit| edit.span.start < place.end && place.start < edit.span.end)
            };
            let after = printed(output, &fixture);
            let mut rest = after.iter();
            for (place, code) in printed(&fixture.input, &fixture) {
                // A lone semicolon ends whatever stands above it, and may end something new.
                if code.trim() != ";" && !touched(place) && !rest.any(|(_, other)| *other == code) {
                    faults.push(format!("{}: not there, or not in order: {code}", fixture.name));
                }
            }
        });
    }
    report(&faults);
}

/// The lines of `text` that are no line of a TODO, told by their first characters alone.
fn without_todos(text: &str) -> String {
    let lines: Vec<&str> = text.split_inclusive('\n').collect();
    let mut kept = String::new();
    let mut at = 0;
    while let Some(line) = lines.get(at) {
        at += 1;
        let code = |line: &str| line.trim_start_matches(['\u{feff}', ' ', '\t']).to_owned();
        let is_head = code(line).strip_prefix("// TODO(rupt-migrate) ").is_some_and(|rest| rest.contains(": "));
        if !is_head {
            kept.push_str(line);
            continue;
        }
        kept.extend(line.starts_with('\u{feff}').then_some('\u{feff}'));
        while lines.get(at).is_some_and(|line| {
            let blanks = lines[at..].iter().take_while(|line| code(line).trim_end() == "//").count();
            let next = lines.get(at + blanks).map(|line| code(line)).unwrap_or_default();
            code(line).starts_with("//   ") || blanks > 0 && next.starts_with("//     ")
        }) {
            at += 1;
        }
    }
    kept
}

fn all_done(source: &str, fixture: &Fixture) -> Option<String> {
    let wanted = Wanted { ids: Ids::NONE.others(), orphans: Orphans::Stay };
    match done(source, fixture.kind, &wanted).outcome {
        Outcome::Migrated(migration) => migration.output(source),
        Outcome::Clean | Outcome::Unparsable { .. } => None,
        outcome => panic!("{}: {outcome:?}", fixture.name),
    }
}

#[test]
fn done_takes_out_the_lines_of_todos_and_nothing_else() {
    let (mut faults, mut count) = (Vec::new(), 0);
    for fixture in fixtures() {
        let output = migrated(&fixture.input, &fixture).and_then(|migration| migration.output(&fixture.input));
        let output = output.unwrap_or_else(|| fixture.input.clone());
        let (feeds, mark) = (output.replace("\r\n", "\n"), output.trim_start_matches('\u{feff}'));
        for twin in [output.clone(), feeds.replace('\n', "\r\n"), format!("\u{feff}{mark}")] {
            let Some(done) = all_done(&twin, &fixture) else { continue };
            count += 1;
            // A line that a person added to a block is no line of this program, and stays.
            let is_added = twin.contains("//   waiting for: ");
            if done != without_todos(&twin) && !is_added {
                faults.push(format!("{}:\n{done}", fixture.name));
            }
            if all_done(&done, &fixture).is_some() {
                faults.push(format!("{}: a second run changes it", fixture.name));
            }
        }
    }
    assert!(count > 1000, "{count}");
    report(&faults);
}

/// Against the output of a run that writes no TODO: the same program always, and the same text but where
/// a TODO broke a line, or quoted a comment.
#[test]
fn done_leaves_an_output_as_if_no_todo_had_been_written() {
    let (mut faults, mut count, mut same) = (Vec::new(), 0, 0);
    for fixture in fixtures() {
        let silent = Choice { unsaid: Ids::NONE.others(), ..fixture.choice.clone() };
        let output = migrated(&fixture.input, &fixture).and_then(|migration| migration.output(&fixture.input));
        let Some(done) = output.and_then(|output| all_done(&output, &fixture)) else { continue };
        let Outcome::Migrated(silent) = migrate(&fixture.input, fixture.kind, &silent) else { continue };
        let silent = silent.output(&fixture.input).unwrap_or_else(|| fixture.input.clone());
        let code = |text: &str| printed(text, &fixture).into_iter().map(|(_, code)| code).collect::<Vec<String>>();
        let [done_program, silent_program] = [&done, &silent].map(|text| GLOBALS.set(&Globals::new(), || code(text)));
        count += 1;
        same += usize::from(done == silent);
        if done_program != silent_program {
            faults.push(format!("{}:\n{done}\n--\n{silent}", fixture.name));
        }
    }
    assert!(count > 300 && same * 20 > count * 17, "{same} of {count}");
    report(&faults);
}
