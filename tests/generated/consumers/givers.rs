//! Functions that give the response.

use super::super::pick::{Need, Row};

/// A function for `$GIVES`.
#[derive(Debug)]
pub struct Giver {
    pub text: &'static str,
    /// Whether `await` may be written at the call.
    pub waits: bool,
}

impl Row for Giver {}

const fn gives(text: &'static str) -> Giver {
    Giver { text, waits: false }
}

const fn waits(text: &'static str) -> Giver {
    Giver { text, waits: true }
}

impl Giver {
    /// What the call may count on.
    pub fn offers(&self, need: Need) -> bool {
        match need {
            Need::Await => self.waits,
            Need::Block => self.text.contains("$LOCAL"),
            _ => false,
        }
    }
}

pub const GIVERS: &[Giver] = &[
    gives("() => $CALL"),
    gives("() => {\n  $LOCAL\n  $MORE\n  return $CALL;\n}"),
    waits("async () => {\n  $LOCAL\n  return await $CALL;\n}"),
    waits("async () => $CALL"),
    waits("async () => await $CALL"),
    gives("function () { return $CALL; }"),
    gives("() => (ready$N ? $CALL : undefined)"),
    gives("() => {\n  $LOCAL\n  if (ready$N) return $CALL;\n  return undefined;\n}"),
    waits(
        "async () => {\n  try {\n    $LOCAL\n    return await $CALL;\n  } catch (error) {\n    report$N(error);\n    throw error;\n  }\n}",
    ),
];
