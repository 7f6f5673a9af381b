//! A script in a document becomes what it becomes alone, and the document around it stays.
//!
//! The scripts are those of the fixtures, wrapped in markup.

mod common;

use common::{Fixture, fixtures};
use rupt_migrate::kind::Kind;
use rupt_migrate::migrate;
use rupt_migrate::migration::{Choice, Outcome};
use rupt_migrate::syntax::{Dialect, Slices, parse};
use swc_common::{GLOBALS, Globals};
use swc_ecma_ast::Program;

/// A kind of document with one script in it.
struct Document {
    name: &'static str,
    above: &'static str,
    below: &'static str,
    /// The first tag of a script in this dialect, if the format takes it.
    tag: fn(Dialect) -> Option<&'static str>,
    /// Whether the script never runs on a server.
    in_browser: bool,
}

const DOCUMENTS: [Document; 3] = [
    Document {
        name: "a.vue",
        above: "<!-- <script>import Rupt from \"rupt\"</script> -->\n<template>\n  <p v-if=\"a > b\">{{ c }}</p>\n</template>\n\n",
        below: "\n\n<style scoped>\np > a { color: red }\n</style>\n",
        tag: |dialect| match dialect {
            Dialect::JavaScript | Dialect::JavaScriptModule => Some("<script>"),
            Dialect::TypeScript => Some("<script lang=\"ts\">"),
            Dialect::TypeScriptJsx => Some("<script lang='tsx'>"),
            Dialect::CommonJs | Dialect::Declarations => None,
        },
        in_browser: false,
    },
    Document {
        name: "a.astro",
        above: "---\nconst { a, b } = Astro.props;\n---\n\n<p class={`${a}`} {...b}>{a > b && <i>c</i>}</p>\n\n",
        below: "\n\n<style>\n  p > i { color: red }\n</style>\n",
        tag: |dialect| (dialect == Dialect::TypeScript).then_some("<script>"),
        in_browser: true,
    },
    Document {
        name: "a.php",
        above: "<?php /* <script> ?> */ $a = '?>'; // it's ?>\n<p title=\"<?= $a ?>\">a@b.c</p>\n\n",
        below: "\n\n<p><?php if ($a): ?>c<?php endif",
        tag: |dialect| (dialect == Dialect::JavaScriptModule).then_some("<script type=\"module\">"),
        in_browser: true,
    },
];

impl Document {
    /// What stands before and behind the text of a script.
    fn around(&self, tag: &str, eol: &str) -> (String, String) {
        (format!("{}{tag}", self.above).replace('\n', eol), format!("</script>{}", self.below).replace('\n', eol))
    }

    /// What becomes of the text of a script.
    ///
    /// # Errors
    /// Where the document around it changes, or a second run changes anything.
    fn migrated(&self, fixture: &Fixture, tag: &str, text: &str) -> Result<String, String> {
        let eol = if text.contains("\r\n") { "\r\n" } else { "\n" };
        let (above, below) = self.around(tag, eol);
        let kind = Kind::of(self.name).expect("a document");
        let output = migrated(&format!("{above}{text}{below}"), kind, &fixture.choice)?;
        match migrated(&output, kind, &fixture.choice) {
            Ok(again) if again == output => {}
            again => return Err(format!("a second run gives {again:?} of\n{output}")),
        }
        let inside = output.strip_prefix(&above).and_then(|rest| rest.strip_suffix(&below));
        inside.map(str::to_owned).ok_or_else(|| format!("the markup changes:\n{output}"))
    }
}

/// What becomes of a file; the text itself where nothing does.
fn migrated(source: &str, kind: Kind, choice: &Choice) -> Result<String, String> {
    match migrate(source, kind, choice) {
        Outcome::Migrated(migration) => Ok(migration.output(source).unwrap_or_else(|| source.to_owned())),
        Outcome::Clean => Ok(source.to_owned()),
        Outcome::Unparsable { at, message } => Err(format!("unparsable at {at}: {message}")),
        Outcome::TooMuch => Err("too much work".to_owned()),
        Outcome::Unproven { reason } => Err(format!("unproven: {reason}")),
    }
}

/// Whether a script is one in a document, too.
fn can_stand_in_one(fixture: &Fixture, dialect: Dialect) -> bool {
    let source = &fixture.input;
    let is_module = GLOBALS.set(&Globals::new(), || {
        let read = |dialect| parse(source, &Slices::whole(source, dialect));
        let is_one = read(dialect).is_ok_and(|script| matches!(script.program, Program::Module(_)));
        is_one && (dialect.is_typescript() || read(Dialect::JavaScriptModule).is_ok())
    });
    // A BOM and `#!` can only stand at the start of a file.
    let starts_a_file = source.starts_with(['\u{feff}', '#']);
    is_module && !starts_a_file && !source.contains("</script")
}

/// A script as it comes out of a document. That is a module whatever stands in it, so it needs no
/// `export {}` to stay one.
fn as_in_a_document<'o>(text: &str, output: &'o str) -> &'o str {
    let without = output.trim_end().trim_end_matches(';').strip_suffix("export {}");
    without.filter(|_| !text.contains("export {}")).unwrap_or(output)
}

/// The scripts of the fixtures that each document takes, and the tag they get.
fn scripts() -> Vec<(&'static Document, &'static str, Fixture, Dialect)> {
    let mut found = Vec::new();
    for document in &DOCUMENTS {
        for fixture in fixtures() {
            let Kind::Script(dialect) = fixture.kind else { continue };
            let Some(tag) = (document.tag)(dialect) else { continue };
            if can_stand_in_one(&fixture, dialect) {
                found.push((document, tag, fixture, dialect));
            }
        }
    }
    found
}

#[test]
fn a_script_in_a_document_becomes_what_it_becomes_alone() {
    let mut faults = Vec::new();
    let scripts = scripts();
    assert!(scripts.len() > 900, "only {} scripts were found", scripts.len());
    for (document, tag, fixture, dialect) in &scripts {
        let renders_on_server = fixture.choice.renders_on_server && !document.in_browser;
        let project = Choice { renders_on_server, ..fixture.choice.clone() };
        for eol in ["\n", "\r\n"] {
            // The line ending of a script on one line is that of the document.
            let text = fixture.input.replace("\r\n", "\n").trim_end().replace('\n', eol) + eol;
            let alone = migrated(&text, Kind::Script(*dialect), &project).expect("a fixture is migrated");
            let expected = format!("{eol}{}", as_in_a_document(&text, &alone));
            match document.migrated(fixture, tag, &format!("{eol}{text}")) {
                Ok(inside) if inside == expected => {}
                Ok(inside) => faults.push(format!("{} in {}:{inside}--- not{expected}", fixture.name, document.name)),
                Err(fault) => faults.push(format!("{} in {}: {fault}", fixture.name, document.name)),
            }
        }
    }
    assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults.join("\n"));
}

#[test]
fn a_script_on_the_line_of_its_tags_leaves_them_there() {
    let mut faults = Vec::new();
    for (document, tag, fixture, _) in scripts() {
        // A comment at the end would take the end tag along for a reader, not for a parser.
        if let Err(fault) = document.migrated(&fixture, tag, fixture.input.trim()) {
            faults.push(format!("{} in {}: {fault}", fixture.name, document.name));
        }
    }
    assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults.join("\n"));
}

/// `$:` declares a variable as long as it assigns. No fixture: that one is set and never read is
/// something that only the compiler of Svelte sees.
#[test]
fn a_declaration_without_a_keyword_may_lose_its_value() {
    let source = "<script>\n  import Rupt from \"rupt\";\n  export let user;\n  $: promise = Rupt.attach({ client_id: \"cid\", \
                  account: user.id, email: user.email });\n  $: label = user.name;\n</script>\n\n<p>{label}</p>\n";
    let kind = Kind::of("a.svelte").expect("a kind");
    let output = migrated(source, kind, &Choice::default()).expect("it is migrated");
    assert!(output.contains("  $: rupt.evaluate.access({ user: user.id, email: user.email });\n"), "{output}");
}
