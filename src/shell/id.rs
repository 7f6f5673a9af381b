//! Ids of notes as command-line arguments.

use crate::mapping::{self, ENTRIES, Entry, MANIFEST_ENTRIES};
use clap::builder::{PossibleValue, TypedValueParser};
use clap::error::ErrorKind;
use std::ffi::OsStr;

/// The id of a note.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Id(pub &'static Entry);

/// Parses ids. Shell completion offers all of them. An error names only the nearest one, since there are
/// about a hundred.
#[derive(Debug, Clone, Copy)]
pub struct IdParser;

impl TypedValueParser for IdParser {
    type Value = Id;

    fn parse_ref(&self, command: &clap::Command, _: Option<&clap::Arg>, value: &OsStr) -> Result<Id, clap::Error> {
        let id = value.to_string_lossy();
        mapping::find_entry(&id).map(Id).ok_or_else(|| {
            let hint = match mapping::nearest(&id) {
                Some(entry) => format!("did you mean `{}`?", entry.id),
                None => "`rupt-migrate explain` lists all".to_owned(),
            };
            clap::Error::raw(ErrorKind::InvalidValue, format!("no note is called `{id}`; {hint}\n")).with_cmd(command)
        })
    }

    fn possible_values(&self) -> Option<Box<dyn Iterator<Item = PossibleValue> + '_>> {
        let entries = ENTRIES.iter().chain(MANIFEST_ENTRIES);
        Some(Box::new(entries.map(|entry| PossibleValue::new(entry.id).help(entry.gist()))))
    }
}

/// Parses the arguments of `explain`. Shell completion offers all ids.
#[derive(Debug, Clone, Copy)]
pub struct AboutParser;

impl TypedValueParser for AboutParser {
    type Value = String;

    fn parse_ref(&self, _: &clap::Command, _: Option<&clap::Arg>, value: &OsStr) -> Result<String, clap::Error> {
        Ok(value.to_string_lossy().into_owned())
    }

    fn possible_values(&self) -> Option<Box<dyn Iterator<Item = PossibleValue> + '_>> {
        IdParser.possible_values()
    }
}
