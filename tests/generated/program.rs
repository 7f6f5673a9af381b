//! A program: its text, and what the generator knows about it.

use super::choices::Choices;
use super::fate::Fate;
use super::handlers::Handler;
use super::ids::Known;
use super::imports::Import;
use super::options::Value;
use super::positions::Position;
use super::style::Style;
use super::writer::Writer;
use rupt_migrate::migration::Choice;
use rupt_migrate::syntax::Dialect;
use std::fmt;
use std::ops::Range;

/// A marked part of a program.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// It must come out byte for byte.
    Foreign,
    /// Code that must come out in this order, whatever comments are put between.
    Around,
    /// A call, byte for byte where it stays.
    Call(usize),
    /// Code of the import that a call hangs on: the same where the call stays.
    Load(usize),
    /// The value of an option of a call, and its v3 name.
    Value { call: usize, becomes: Value, name: &'static str },
}

/// What is known of one call.
#[derive(Debug, Clone)]
pub struct Facts {
    pub fate: Fate,
    pub known: Known,
    pub handler: &'static Handler,
    /// Whether another call stands inside.
    pub holds_another: bool,
    /// Whether it stands inside another.
    pub is_inside: bool,
    /// Whether it is told with the options of the call before it.
    pub shares: bool,
    /// Where it stands.
    pub position: &'static Position,
}

/// A program.
#[derive(Clone)]
pub struct Program {
    pub name: &'static str,
    pub text: String,
    pub dialect: Dialect,
    pub choice: Choice,
    pub style: Style,
    pub parts: Vec<(Part, Range<usize>)>,
    pub comments: Vec<String>,
    pub calls: Vec<Facts>,
    /// Whether something of v2 stays whatever the calls do.
    pub has_leftovers: bool,
    /// Whether a client of v3 is there already.
    pub has_client: bool,
    /// Whether the class is at hand in the whole file, so that clients can be counted.
    pub imports_at_top: bool,
}

/// What a failing test shows.
impl fmt::Debug for Program {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        let text = self.text.replace('\r', "␍").replace('\t', "→").replace('\u{feff}', "<BOM>");
        let fates: Vec<Fate> = self.calls.iter().map(|call| call.fate).collect();
        write!(f, "{} {:?}, calls: {fates:?}\n{text}", self.name, self.choice)
    }
}

impl Program {
    /// The program of these choices, v2 coming in by one of `imports`.
    pub fn new(choices: &Choices, imports: &'static [Import]) -> Program {
        let mut program = Writer::new(choices, imports).written(choices);
        // Code in a text may name, and call, whatever the file has.
        let is_named_by_text = program.text.contains("eval(");
        // Where v2 is loaded and stays, v3 is waited for at the call: only a call that is awaited can.
        let may_stay_loaded = program.text.contains("import(")
            && (program.has_leftovers || program.calls.iter().any(|call| call.fate != Fate::Moves));
        for call in program.calls.iter_mut().filter(|call| call.fate == Fate::Moves) {
            if is_named_by_text || (may_stay_loaded && !call.position.text.contains("await $CALL")) {
                call.fate = Fate::Open;
            }
        }
        program
    }
}
