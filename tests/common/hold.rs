//! What must hold for any bytes at all.

use crate::kinds::NAMES;
use rupt_migrate::kind::Kind;
use rupt_migrate::migrate;
use rupt_migrate::migration::{Choice, Migration, Mocked, Moves, Outcome};

/// Migrates `data`, whose first byte chooses the kind of file and the project, and checks the outcome.
///
/// # Panics
/// Where something does not hold: a panic of the program, an output that was not proven, a second
/// run that changes something, text outside of an edit that is not what it was.
pub fn hold(data: &[u8]) {
    let Some((choice, bytes)) = data.split_first() else { return };
    let Ok(source) = std::str::from_utf8(bytes) else { return };
    let kind = Kind::of(NAMES[usize::from(choice % 16)]).expect("a file that is migrated");
    let bit = |bit: u8| choice & bit != 0;
    let moves = if bit(16) { Moves::Unsafe } else { Moves::Safe };
    let mocked = if bit(128) { Mocked::Moves } else { Mocked::MayStay };
    let project = Choice { renders_on_server: bit(32), global_is_read: bit(64), moves, mocked, ..Choice::default() };
    if let Some(first) = migrated(source, kind, &project)
        && let Some(output) = &first.output(source)
    {
        let applied = first.edits.apply(source).expect("the edits can be made");
        assert_eq!(applied.text, *output);
        for kept in &applied.kept {
            let start = kept.new_start as usize;
            assert_eq!(kept.old.of(source), &output[start..start + kept.old.of(source).len()]);
        }
        let second = migrated(output, kind, &project).and_then(|second| second.output(output));
        assert_eq!(second, None, "a second run changes the file:\n{output}");
    }
}

fn migrated(source: &str, kind: Kind, choice: &Choice) -> Option<Migration> {
    match migrate(source, kind, choice) {
        Outcome::Migrated(migration) => Some(migration),
        Outcome::Unproven { reason } => panic!("unproven: {reason}"),
        Outcome::Clean | Outcome::Unparsable { .. } | Outcome::TooMuch => None,
    }
}
