//! Where the files of a run can be read on the web, by what git knows about them.

use super::compute::Computed;
use super::patch_path::PatchBase;
use super::request::Request;
use super::{git, outputs, paths};
use crate::render::web::{self, Origin, Web};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// The addresses of the files of a run.
#[derive(Debug, Default)]
pub struct Links {
    /// The repository on the web, before anything is written.
    pub web: Option<Web>,
    /// The repository and commit that reports name.
    pub origin: Origin,
}

/// Returns the addresses of the files of a run. They are empty if no report needs them.
pub fn of(request: &Request, computed: &Computed) -> Links {
    let has_links = outputs::have_links(&request.args.output_format) || request.args.worksheet.is_some();
    if !has_links && !outputs::name_origin(&request.args.output_format) {
        return Links::default();
    }
    let base = PatchBase::new(request.here);
    let (remote, commit) = base.root().map_or((None, None), git::origin);
    let folder = || paths::text(base.root().unwrap_or(request.here));
    let address = remote.as_deref().and_then(web::address).unwrap_or_else(folder);
    let known = base.root().zip(remote).zip(commit.as_deref()).filter(|_| has_links);
    let web = known.and_then(|((root, remote), commit)| on_web(request, computed, (&base, root), (&remote, commit)));
    Links { web, origin: Origin { address, commit } }
}

fn on_web(
    request: &Request,
    computed: &Computed,
    (base, root): (&PatchBase, &Path),
    (remote, commit): (&str, &str),
) -> Option<Web> {
    let scripts = computed.survey.scripts.iter().map(|script| script.canonical.clone());
    let manifests = computed.manifests.planned.iter().map(|manifest| manifest.canonical.clone());
    let mentions =
        computed.survey.unmigrated.iter().filter_map(|mention| request.here.join(&mention.path).canonicalize().ok());
    let files: Vec<PathBuf> = scripts.chain(manifests).chain(mentions).collect();
    let files: Vec<&Path> = files.iter().map(PathBuf::as_path).collect();
    let absent: BTreeSet<String> = absent(root, &files)?.iter().map(|file| base.text(file)).collect();
    Web::new(remote, commit, absent)
}

/// Returns those of `files` that differ from the last commit of the repository at `root`, or `None` if git
/// does not know.
fn absent(root: &Path, files: &[&Path]) -> Option<Vec<PathBuf>> {
    let answer = git::ask(files);
    if answer.refused.is_some() {
        return None;
    }
    let dirty = answer.dirty.into_iter().map(|(file, _)| file);
    let foreign =
        files.iter().filter(|file| git::repository(file).as_deref() != Some(root)).map(|file| file.to_path_buf());
    Some(dirty.chain(foreign).collect())
}
