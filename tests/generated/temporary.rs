//! TEMPORARY: programs that are known to fail, left out so that the next failure shows.
//!
//! A row goes once the fault it names is mended and a fixture shows it; the file goes with the last.

use super::fate::Fate;
use super::program::Program;
use super::style::Often;
use rupt_migrate::migration::Moves;

/// Whether a program may show a known fault.
pub fn is_excluded(program: &Program) -> bool {
    KNOWN.iter().any(|(_, shows)| shows(program))
}

/// The fault, and which programs may show it.
type Known = (&'static str, fn(&Program) -> bool);

const KNOWN: &[Known] = &[
    ("a `let` assigned once behind a `require`", |program| has(program, "require(") && has_line(program, "let later")),
    ("comments in the declaration of a dynamic import or an alias", |program| {
        lines(program).any(|line| {
            let declares = line.contains("import(") || line.starts_with("const link") || line.starts_with("const/*");
            declares && (line.contains("/*") || line.contains("//"))
        })
    }),
    ("no semicolons, and a line that would go on with the one above", |program| {
        let goes_on = |line: &str| {
            line.starts_with(';') || line.starts_with(['(', '[', '`', '/', '+']) && !line.starts_with("/*")
        };
        program.style.ended != Often::Always
            && program.text.lines().any(|line| goes_on(line.trim_start_matches('\u{feff}')))
    }),
    ("names below a type", |program| {
        ["infer R", "[rupt: string]", "challenge?: string"].iter().any(|text| has(program, text))
    }),
    ("comments beside a spread that goes", |program| has(program, "{ debug: true }") && is_commented(program)),
    ("a free name of a handler that moves from a `const` into a function", |program| {
        has(program, "tenant.leave()") && has(program, " options")
    }),
    ("what stays on v2 in a handler that moves", |program| {
        has(program, "device: saved }") || program.calls.iter().any(|call| call.is_inside && call.fate == Fate::Stays)
    }),
    ("more than one way to load v2 with `.then`", |program| {
        let loads = ["import(", "require("].map(|load| program.text.matches(load).count());
        loads[0] + loads[1] > 1 && has(program, ".then(")
    }),
    ("a call in a handler under a dynamic import", |program| {
        has(program, "import(") && program.calls.iter().any(|call| call.is_inside)
    }),
    ("a client that is there already", |program| program.has_client && (is_commented(program) || program.is_eager)),
    ("comments between a call and `.device_id`", |program| has(program, ".device_id") && is_commented(program)),
    ("comments in an unused import that leaves a bare one", |program| {
        program.project.global_is_read && is_commented(program)
    }),
    ("comments in the braces of an import", |program| {
        is_commented(program)
            && ["default", " as untie"].iter().any(|name| has(program, name) && has(program, "import {"))
    }),
    ("comments in a callback that is replaced or wrapped", |program| {
        program.project.moves == Moves::Unsafe && is_commented(program)
    }),
];

fn has(program: &Program, text: &str) -> bool {
    program.text.contains(text)
}

fn lines(program: &Program) -> impl Iterator<Item = &str> {
    program.text.lines().map(|line| line.trim_matches(['\u{feff}', ' ', '\t']))
}

fn has_line(program: &Program, end: &str) -> bool {
    lines(program).any(|line| line.trim_end_matches(';').ends_with(end))
}

fn is_commented(program: &Program) -> bool {
    !program.comments.is_empty()
}
