//! `worksheet merge`: makes one worksheet of several.

use super::args::Merge;
use super::exit::Exit;
use super::out::{self, reason};
use super::report_file::Desk;
use super::{paths, regular};
use crate::render::escape;
use crate::render::worksheet::{self, Findings};
use std::path::Path;

/// The largest worksheet that is read, in bytes.
const LARGEST: u64 = 256 << 20;

/// Reads all worksheets and writes the merged one. If one cannot be read, nothing is written.
pub fn run(merge: &Merge, here: &Path) -> Exit {
    let desk = Desk { here, forced: &merge.force_report };
    if let Err(message) = desk.check(&[merge.output.file()]) {
        return out::usage(&message);
    }
    let read = merge.inputs.iter().map(|input| (input, read(&here.join(input))));
    let (mut sheets, mut refused) = (Vec::new(), Vec::new());
    for (input, sheet) in read {
        match sheet {
            Ok(sheet) => sheets.push(sheet),
            Err(why) => refused.push(format!("error: {} {why}\n", paths::text(input))),
        }
    }
    if !refused.is_empty() {
        refused.iter().for_each(|line| out::say(&escape::lines(line)));
        return Exit::Failed;
    }
    let text = merge.output.form().merged(sheets);
    merge.output.save(&text, &desk).map_or_else(|exit| exit, |()| Exit::Done)
}

fn read(path: &Path) -> Result<Findings, String> {
    let bytes = regular::read(path, LARGEST).map_err(|error| format!("cannot be read: {}", reason(&error)))?;
    worksheet::read(&String::from_utf8_lossy(&bytes))
}
