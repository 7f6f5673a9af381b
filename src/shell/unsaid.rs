//! Leaving out the notes that `--only` and `--skip` hide.

use super::compute::Computed;
use crate::mapping::Ids;
use crate::note::{self, Note};

/// Removes the notes with these `ids` from `computed`, and adds a remark with their numbers.
pub fn leave_out(computed: &mut Computed, ids: Ids) {
    let scripts = computed.survey.scripts.iter_mut().map(|script| &mut script.report.notes);
    let manifests = computed.manifests.planned.iter_mut().map(|manifest| &mut manifest.report.notes);
    let mut left_out: Vec<Note> = Vec::new();
    for notes in scripts.chain(manifests) {
        left_out.extend(notes.extract_if(.., |note| ids.contains(note.entry)));
    }
    note::sort_by_entry(&mut left_out);
    let groups = left_out.chunk_by(|one, other| one.entry.id == other.entry.id);
    let counts: Vec<String> = groups.map(|notes| format!("{} of {}", notes.len(), notes[0].entry.id)).collect();
    if !counts.is_empty() {
        computed.remarks.push(format!("Hidden by `--only` or `--skip`: {}.", counts.join(", ")));
    }
}
