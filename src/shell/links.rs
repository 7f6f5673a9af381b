//! Where the files of a run can be read on the web, by what git says of them.

use super::compute::Work;
use super::git;
use super::outputs;
use super::paths::Base;
use super::run::Run;
use crate::render::formats::web::Web;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// The repository on the web, as it is before anything is written; nothing where no report asks
/// for it, or nobody can tell.
pub fn web(run: &Run, work: &Work) -> Option<Web> {
    if !outputs::have_links(&run.args.output_format) {
        return None;
    }
    let base = Base::new(run.here);
    let root = base.root()?;
    let (remote, commit) = git::origin(root)?;
    let scripts = work.survey.scripts.iter().map(|script| script.canonical.clone());
    let manifests = work.manifests.planned.iter().map(|manifest| manifest.canonical.clone());
    let mentions = work.survey.mentions.iter().filter_map(|mention| run.here.join(&mention.path).canonicalize().ok());
    let files: Vec<PathBuf> = scripts.chain(manifests).chain(mentions).collect();
    let files: Vec<&Path> = files.iter().map(PathBuf::as_path).collect();
    let absent: BTreeSet<String> = absent(root, &files)?.iter().map(|file| base.text(file)).collect();
    Web::new(&remote, &commit, absent)
}

/// Which of `files` are not in the last commit of the repository at `root` as they are here.
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
