//! What holds for every program.

use super::fate::Fate;
use super::handlers::Stand;
use super::ids::Known;
use super::options::Value;
use super::program::{Part, Program};
use super::style::Often;
use super::{names, order};
use rupt_migrate::migrate;
use rupt_migrate::migration::{Migration, Moves, Outcome, UseFate};
use rupt_migrate::note::Level;
use rupt_migrate::syntax::{Dialect, Slices, parse};
use std::collections::BTreeSet;
use swc_common::{GLOBALS, Globals};

/// Checks all laws.
///
/// # Errors
/// The first one that is broken, and how.
pub fn hold(program: &Program) -> Result<(), String> {
    let migration = migrated(program, &program.text)?;
    let output = migration.output(&program.text).unwrap_or_else(|| program.text.clone());
    let broken = again(program, &migration, &output)
        .and_then(|()| fates(program, &migration))
        .and_then(|()| verbatim(program, &output))
        .and_then(|()| comments(program, &output))
        .and_then(|()| {
            let code = Code::of(&output, program.dialect);
            around(program, &code)?;
            values(program, &code)?;
            clients(program, &code)?;
            handlers(program, &code)
        })
        .and_then(|()| names::resolve(program, &output))
        .and_then(|()| order::hold(program, &output))
        .and_then(|()| style(program, &output));
    broken.map_err(|fault| format!("{fault}\n--- gives\n{}", output.replace('\r', "␍").replace('\t', "→")))
}

fn migrated(program: &Program, text: &str) -> Result<Migration, String> {
    match migrate(text, program.dialect, &program.choice) {
        Outcome::Migrated(migration) => Ok(migration),
        Outcome::Clean => Ok(Migration::default()),
        Outcome::Unparsable { at, message } => Err(format!("unparsable at {at}: {message}")),
        Outcome::TooMuch => Err("too much work".to_owned()),
        Outcome::Unproven { reason } => Err(format!("unproven: {reason}")),
    }
}

/// A second run changes nothing and has the same to say.
fn again(program: &Program, first: &Migration, output: &str) -> Result<(), String> {
    let second = migrated(program, output).map_err(|fault| format!("second run: {fault}"))?;
    if let Some(text) = &second.output(output) {
        return Err(format!("a second run changes the output to\n{text}"));
    }
    let open = |migration: &Migration| -> BTreeSet<&str> {
        migration.notes.iter().filter(|note| note.level != Level::Info).map(|note| note.entry.id).collect()
    };
    if open(first) != open(&second) {
        return Err(format!("a second run says {:?}, not {:?}", open(&second), open(first)));
    }
    Ok(())
}

/// The text of each part of a kind, in the order of the program.
fn parts<T>(program: &Program, of: impl Fn(Part) -> Option<T>) -> Vec<(T, &str)> {
    let mut found: Vec<_> = program
        .parts
        .iter()
        .filter_map(|(part, place)| Some((place.start, of(*part)?, &program.text[place.clone()])))
        .collect();
    found.sort_by_key(|(start, ..)| *start);
    found.into_iter().map(|(_, part, text)| (part, text)).collect()
}

/// Calls that must move did, calls that must stay did.
fn fates(program: &Program, migration: &Migration) -> Result<(), String> {
    for (part, place) in &program.parts {
        let Part::Call(index) = part else { continue };
        let within = |at: rupt_migrate::edit::Span| place.start <= at.start as usize && at.end as usize <= place.end;
        let uses = migration.uses.iter().filter(|found| found.what == "attach" && within(found.at));
        let Some(found) = uses.min_by_key(|found| found.at) else {
            return Err(format!("call {index} is no use of `attach`"));
        };
        let left = found.fate == UseFate::Left;
        match program.calls[*index].fate {
            Fate::Moves if left => {
                let why: Vec<&str> = migration
                    .notes
                    .iter()
                    .filter(|note| note.level == Level::Manual)
                    .map(|note| note.entry.id)
                    .collect();
                return Err(format!("call {index} stays, but must move: {why:?}"));
            }
            Fate::Stays | Fate::Risks if !left => return Err(format!("call {index} moves, but must stay")),
            _ => {}
        }
        if program.calls[*index].position.leaves
            && !left
            && program.choice.moves == Moves::Safe
            && !tells_of_export(migration)
        {
            return Err(format!("call {index} moves, and nothing is said of its readers in other files"));
        }
    }
    let all_move = program.calls.iter().all(|call| call.fate == Fate::Moves);
    if all_move && !program.has_leftovers && !migration.drops_v2 && !program.choice.global_is_read {
        return Err("v2 is not dropped".to_owned());
    }
    Ok(())
}

fn tells_of_export(migration: &Migration) -> bool {
    migration.notes.iter().any(|note| ["response-exported", "response-typed"].contains(&note.entry.id))
}

/// Other code and calls that stay come out byte for byte, in order.
fn verbatim(program: &Program, output: &str) -> Result<(), String> {
    let mut at = 0;
    let kept = parts(program, |part| match part {
        Part::Foreign => Some(()),
        Part::Call(index) => {
            let call = &program.calls[index];
            // A leftover in a handler gets a TODO of its own.
            let is_plain = !call.holds_another && !call.is_inside && !call.handler.text.contains("$DETACH");
            (call.fate == Fate::Stays && is_plain).then_some(())
        }
        _ => None,
    });
    for ((), text) in kept {
        match output[at..].find(text) {
            Some(found) => at += found + text.len(),
            None => return Err(format!("not there, or not in order: {text}")),
        }
    }
    Ok(())
}

fn comments(program: &Program, output: &str) -> Result<(), String> {
    for saying in &program.comments {
        let number = saying.rsplit(' ').next().unwrap_or_default();
        if !output.contains(number) {
            return Err(format!("the comment {number} is lost"));
        }
    }
    Ok(())
}

/// A text without comments and white space.
struct Code(String);

impl Code {
    fn of(text: &str, dialect: Dialect) -> Code {
        let comments =
            GLOBALS.set(&Globals::new(), || parse(text, &Slices::whole(text, dialect)).map(|script| script.comments));
        let mut code = String::new();
        let mut at = if text.starts_with('\u{feff}') { 3 } else { 0 };
        for comment in comments.iter().flat_map(|comments| comments.iter()) {
            code.push_str(&text[at..comment.span.start as usize]);
            at = comment.span.end as usize;
        }
        code.push_str(&text[at..]);
        Code(squeezed(&code))
    }

    /// How often `text` is there, names with a longer number at their end left out.
    fn count(&self, text: &str) -> usize {
        let goes_on = |at: usize| {
            let ends_in_number = text.ends_with(|c: char| c.is_ascii_digit());
            ends_in_number && self.0[at + text.len()..].starts_with(|c: char| c.is_ascii_digit())
        };
        self.0.match_indices(text).filter(|(at, _)| !goes_on(*at)).count()
    }
}

fn squeezed(text: &str) -> String {
    text.split_whitespace().collect()
}

/// A part of a program without the comments that the generator put there.
fn plain(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(start) = rest.find("/*").into_iter().chain(rest.find("// ")).min() {
        out.push_str(&rest[..start]);
        let end = if rest[start..].starts_with("/*") { "*/" } else { "\n" };
        let length = rest[start..].find(end).map_or(rest.len() - start, |at| at + end.len());
        rest = &rest[start + length..];
    }
    squeezed(&(out + rest))
}

/// The code around a call comes out in order.
fn around(program: &Program, code: &Code) -> Result<(), String> {
    let mut at = 0;
    // With `--unsafe` a mock moves with the last call.
    let is_mock = |text: &str| program.choice.moves == Moves::Unsafe && text.contains(".mock(");
    for ((), text) in parts(program, |part| match part {
        Part::Around => Some(()),
        Part::Load(call) => (program.calls[call].fate == Fate::Stays).then_some(()),
        _ => None,
    }) {
        if is_mock(text) {
            continue;
        }
        // Text of an element may look like a comment.
        let text = if text.contains("</") { squeezed(text) } else { plain(text) };
        match code.0[at..].find(&text) {
            Some(found) => at += found + text.len(),
            None => return Err(format!("the code around a call is not there, or not in order: {text}")),
        }
    }
    Ok(())
}

/// A value that is kept is computed once, under its v3 name; one that is dropped is not.
fn values(program: &Program, code: &Code) -> Result<(), String> {
    let all = parts(program, |part| match part {
        Part::Value { call, becomes, name } => (program.calls[call].fate == Fate::Moves).then_some((becomes, name)),
        _ => None,
    });
    for ((becomes, name), text) in all {
        let text = squeezed(text);
        // Only a text with a number in it is the only one of its kind.
        if !text.contains(|c: char| c.is_ascii_digit()) || text.len() < 6 {
            continue;
        }
        let expected = usize::from(becomes == Value::Kept);
        if code.count(&text) != expected {
            return Err(format!("the value {text} is there {} times, not {expected}", code.count(&text)));
        }
        if becomes == Value::Kept {
            let before = code.0.split(&text).next().unwrap_or_default();
            let key = before.trim_end_matches([':', ']', '"', '\'', '`']);
            if !before.ends_with(':') || !key.ends_with(name) {
                return Err(format!("the value {text} does not stand behind `{name}`"));
            }
        }
    }
    Ok(())
}

/// One client for each id, and one place that makes those whose ids are known only at the call.
fn clients(program: &Program, code: &Code) -> Result<(), String> {
    if !program.imports_at_top {
        return Ok(());
    }
    // What is written by a computed key may be a part of the id, under another name.
    let may_be_written = program.text.contains("] = ");
    let (mut shared, mut by_id, mut moved) = (BTreeSet::new(), false, 0);
    for call in &program.calls {
        match (call.fate, call.known) {
            (Fate::Stays, _) => continue,
            (Fate::Moves, Known::Later(_)) if may_be_written => return Ok(()),
            (Fate::Moves, Known::Always(key) | Known::Later(key)) => {
                shared.insert(key);
            }
            (Fate::Moves, Known::AtTheCall) => by_id = true,
            _ => return Ok(()),
        }
        moved += 1;
    }
    if program.has_client {
        shared.insert("abc");
    }
    // A parameter is no member of a constructor's argument.
    let made = code.count("clientId:") - code.count("clientId:string)");
    let by_ids = code.count("({clientId})");
    if made != shared.len() || by_ids != usize::from(by_id) {
        return Err(format!("{made} clients and {by_ids} by id are made, not {} and {by_id}", shared.len()));
    }
    let calls = code.count(".evaluate.access(") + code.count("?.evaluate.access(");
    if calls < moved {
        return Err(format!("{calls} calls are made, not {moved}"));
    }
    Ok(())
}

/// A handler goes to the constructor where every call of the client has the same, else to its call.
fn handlers(program: &Program, code: &Code) -> Result<(), String> {
    if !program.imports_at_top || program.has_client {
        return Ok(());
    }
    let text = |call: usize| program.calls[call].handler.text;
    let mut groups: Vec<(Known, Vec<usize>)> = Vec::new();
    for (index, call) in program.calls.iter().enumerate() {
        match call.fate {
            Fate::Stays => continue,
            Fate::Moves if call.known != Known::Open && call.handler.stand != Stand::Open => {}
            _ => return Ok(()),
        }
        match groups.iter_mut().find(|(known, _)| *known == call.known && *known != Known::AtTheCall) {
            Some((_, group)) => group.push(index),
            None => groups.push((call.known, vec![index])),
        }
    }
    let mut expected = 0;
    for (known, group) in groups {
        let given: Vec<usize> =
            group.iter().copied().filter(|call| program.calls[*call].handler.stand != Stand::Nowhere).collect();
        let same = given.len() == group.len() && given.iter().all(|call| text(*call) == text(given[0]));
        // At another depth a handler of several lines is another text, and so is a method's other key.
        if given.len() > 1 && given.iter().any(|call| text(*call).contains('\n') || text(*call).starts_with('(')) {
            return Ok(());
        }
        let closed = given.iter().all(|call| program.calls[*call].handler.stand == Stand::Closed);
        let own = given.iter().filter(|call| !program.calls[**call].shares).count();
        let on_constructor = known != Known::AtTheCall && same && closed && !given.is_empty();
        expected += if on_constructor { 1 } else { own };
    }
    let found = code.count("on_logout");
    if found != expected {
        return Err(format!("{found} logout handlers are given, not {expected}"));
    }
    Ok(())
}

/// New text follows the file.
fn style(program: &Program, output: &str) -> Result<(), String> {
    let style = &program.style;
    if style.crlf == Often::Always && program.text.contains('\n') && output.replace("\r\n", "").contains('\n') {
        return Err("a line does not end as the others do".to_owned());
    }
    if style.bom != output.starts_with('\u{feff}') {
        return Err("the mark at the start is not as it was".to_owned());
    }
    let old: BTreeSet<&str> = program.text.lines().collect();
    let code = Code::of(&program.text, program.dialect);
    // A style that the file itself hardly shows is not followed.
    let shows_ends = old.iter().filter(|line| line.trim_end().ends_with(';')).count() > 2;
    let always_ended = style.ended == Often::Always && style.between != " " && shows_ends;
    let never_ended = style.ended == Often::Never && program.imports_at_top && !program.text.contains(';');
    let is_quoted =
        ["from'rupt", "from\"rupt", "import('rupt", "import(\"rupt"].iter().any(|start| code.count(start) > 0);
    let is_tabbed = old.iter().any(|line| line.starts_with('\t')) && !old.iter().any(|line| line.starts_with(' '));
    for line in output.lines().filter(|line| !old.contains(line)) {
        let code = line.trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
        let is_statement = ["import ", "const ", "let "].iter().any(|start| code.starts_with(start));
        let is_whole = !code.ends_with(['{', '(', '[', ','])
            && !code.contains("`")
            && !code.contains("/*")
            && !code.contains("//");
        if never_ended && code.ends_with(';') && !code.starts_with("//") {
            return Err(format!("a new line has a semicolon: {line}"));
        }
        if always_ended && is_statement && is_whole && !code.ends_with(';') {
            return Err(format!("a new line has no semicolon: {line}"));
        }
        // What goes from the start of a shared line leaves its blanks there.
        if is_tabbed && style.between != " " && line.starts_with("  ") {
            return Err(format!("a new line is not indented with tabs: {line}"));
        }
        // A specifier that stays where it was keeps its own quotes.
        if is_quoted && line.contains("@ruptjs/client") && !line.contains("`@ruptjs") && !code.starts_with("//") {
            let quoted = line.contains("\"@ruptjs");
            if (style.double == Often::Never && quoted) || (style.double == Often::Always && !quoted) {
                return Err(format!("a new line has the wrong quotes: {line}"));
            }
        }
    }
    Ok(())
}
