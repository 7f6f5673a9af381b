//! Which files the ignore files exclude. The precedence is `.ignore`, `.gitignore`, `.git/info/exclude`, and
//! git's file for the whole machine. Among files of one name, the nearest folder wins. As in git, git's files
//! apply only inside their own repository.

use super::Fault;
use crate::shell::git::repository;
use crate::shell::regular;
use ignore::Match;
use ignore::gitignore::{Gitignore, GitignoreBuilder, gitconfig_excludes_path};
use std::borrow::Cow;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::{env, io};

/// Whether ignore files apply.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum IgnoreFiles {
    /// Files that they exclude are not read.
    Honoured,
    /// They are files like any other (`--no-ignore`).
    Disregarded,
}

/// Whether a file or folder is part of the walk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Selection {
    /// It is read.
    Taken,
    /// It is read and never edited: `.ignore` excludes it, and git does not.
    Hidden,
    /// It is excluded.
    LeftOut,
}

/// The ignore files of a folder and of the folders above it.
pub struct IgnoreRules {
    /// `.ignore`.
    plain: Gitignore,
    /// `.gitignore`.
    git: Gitignore,
    /// `.git/info/exclude`.
    exclude: Gitignore,
    /// The folder, if it is the root of a repository. Git's files above it do not apply.
    repository: Option<PathBuf>,
    above: Option<Arc<IgnoreRules>>,
}

/// The ignore rules that apply to all folders.
pub struct Everywhere {
    ignore_files: IgnoreFiles,
    /// The file that git's configuration names. Its paths are relative to each repository.
    global: Gitignore,
    here: PathBuf,
}

impl Everywhere {
    /// Reads git's configuration, if ignore files apply.
    ///
    /// # Errors
    /// If the file that it names exists and cannot be read.
    pub fn read(ignore_files: IgnoreFiles) -> Result<Self, Fault> {
        let file = gitconfig_excludes_path().filter(|file| file.symlink_metadata().is_ok());
        let global = match (ignore_files, file) {
            (IgnoreFiles::Honoured, Some(file)) => patterns(Path::new(""), &file)?,
            _ => Gitignore::empty(),
        };
        Ok(Everywhere { ignore_files, global, here: env::current_dir().unwrap_or_default() })
    }

    /// Returns the rules of all folders above `folder`, whose path is without links.
    ///
    /// # Errors
    /// If an ignore file cannot be read.
    pub fn above(&self, folder: &Path) -> Result<Option<Arc<IgnoreRules>>, Fault> {
        let Some(parent) = folder.parent() else { return Ok(None) };
        let above = self.above(parent)?;
        self.beneath(above, parent, |name| parent.join(name).symlink_metadata().is_ok())
    }

    /// Returns the rules of `folder`, whose path is without links, on top of those of the folders above.
    /// `has` tells whether a file of a name is in the folder.
    ///
    /// # Errors
    /// If an ignore file cannot be read.
    pub fn beneath(
        &self,
        above: Option<Arc<IgnoreRules>>,
        folder: &Path,
        has: impl Fn(&str) -> bool,
    ) -> Result<Option<Arc<IgnoreRules>>, Fault> {
        if self.ignore_files == IgnoreFiles::Disregarded {
            return Ok(None);
        }
        let own = |name: &str| if has(name) { of_tree(folder, &folder.join(name)) } else { Ok(Gitignore::empty()) };
        let has_git = has(".git");
        let exclude = if has_git { patterns(folder, &exclude_file(folder))? } else { Gitignore::empty() };
        let repository = (has_git || has(".jj")).then(|| folder.to_owned());
        let rules = IgnoreRules { plain: own(".ignore")?, git: own(".gitignore")?, exclude, repository, above };
        Ok(if rules.say_nothing() { rules.above } else { Some(Arc::new(rules)) })
    }

    /// Decides about the entry at `path`, which is without links, by the `rules` of its folder.
    pub fn selection(&self, rules: Option<&IgnoreRules>, path: &Path, is_folder: bool) -> Selection {
        let (plain, git) = rules.map_or((Match::None, Match::None), |rules| rules.matched(path, is_folder));
        let has_repository = rules.and_then(IgnoreRules::repository).is_some();
        match (self.is_ignored(rules, git, path, is_folder), plain) {
            (_, Match::Whitelist(())) | (false, Match::None) => Selection::Taken,
            (false, Match::Ignore(())) if has_repository => Selection::Hidden,
            (true, _) | (_, Match::Ignore(())) => Selection::LeftOut,
        }
    }

    /// Whether git excludes the entry. `own` is the match of the repository's patterns.
    fn is_ignored(&self, rules: Option<&IgnoreRules>, own: Match<()>, path: &Path, is_folder: bool) -> bool {
        let global = || {
            let repository = rules.and_then(IgnoreRules::repository).unwrap_or(&self.here);
            self.global.matched(path.strip_prefix(repository).unwrap_or(path), is_folder).map(|_| ())
        };
        if own.is_none() && !self.global.is_empty() { global().is_ignore() } else { own.is_ignore() }
    }
}

impl IgnoreRules {
    fn say_nothing(&self) -> bool {
        self.repository.is_none() && [&self.plain, &self.git, &self.exclude].iter().all(|patterns| patterns.is_empty())
    }

    /// The root of the repository that these rules belong to.
    fn repository(&self) -> Option<&Path> {
        let all = std::iter::successors(Some(self), |rules| rules.above.as_deref());
        all.into_iter().find_map(|rules| rules.repository.as_deref())
    }

    /// The match of the `.ignore` files, and the match of git's files.
    fn matched(&self, path: &Path, is_folder: bool) -> (Match<()>, Match<()>) {
        let [mut plain, mut git, mut exclude] = [Match::None, Match::None, Match::None];
        let ask = |said: &mut Match<()>, patterns: &Gitignore| {
            if said.is_none() {
                *said = patterns.matched(path, is_folder).map(|_| ());
            }
        };
        let mut in_repository = true;
        let mut next = Some(self);
        while let Some(rules) = next {
            ask(&mut plain, &rules.plain);
            if in_repository {
                ask(&mut git, &rules.git);
                ask(&mut exclude, &rules.exclude);
            }
            in_repository &= rules.repository.is_none();
            next = rules.above.as_deref();
        }
        (plain, git.or(exclude))
    }
}

/// Reads the patterns of `file`, a file of the tree, as [`patterns`] does. A link out of the repository is
/// not followed, nor, outside of a repository, a link out of the folder.
fn of_tree(folder: &Path, file: &Path) -> Result<Gitignore, Fault> {
    let fault = |error| Fault { path: file.to_owned(), error };
    let is_link = match file.symlink_metadata() {
        Ok(metadata) if metadata.is_dir() => return Ok(Gitignore::empty()),
        Ok(metadata) => metadata.is_symlink(),
        Err(error) if is_absence(&error) => return Ok(Gitignore::empty()),
        Err(error) => return Err(fault(error)),
    };
    if !is_link {
        return built(folder, regular::within(file, regular::RULES)).map_err(fault);
    }
    let Ok(target) = file.canonicalize() else { return Ok(Gitignore::empty()) };
    let tree = repository(file).unwrap_or_else(|| folder.to_owned());
    if !target.starts_with(tree) {
        return Err(fault(io::Error::other("a link that leads out of the tree; not followed")));
    }
    if target.is_dir() {
        Ok(Gitignore::empty())
    } else {
        built(folder, regular::within(&target, regular::RULES)).map_err(fault)
    }
}

/// Reads the patterns of `file`, which apply in `folder`. Returns `None` if the file does not exist.
fn patterns(folder: &Path, file: &Path) -> Result<Gitignore, Fault> {
    let text = if file.is_dir() { Ok(Vec::new()) } else { regular::read(file, regular::RULES) };
    built(folder, text).map_err(|error| Fault { path: file.to_owned(), error })
}

/// How many bytes of patterns with wildcards a file may have. A compiled pattern takes up to a thousand times
/// its size.
const WILD: usize = 32 << 10;

/// Parses the patterns of a file that apply in `folder`. Lines that are not patterns are skipped, as in git.
fn built(folder: &Path, text: io::Result<Vec<u8>>) -> io::Result<Gitignore> {
    let text = match text {
        Err(error) if is_absence(&error) => return Ok(Gitignore::empty()),
        text => text?,
    };
    let mut builder = GitignoreBuilder::new(folder);
    let text = String::from_utf8_lossy(&text);
    let too_many = || io::Error::other("more patterns with wildcards than can be understood, so not read");
    let mut wild = 0;
    for line in text.trim_start_matches('\u{feff}').lines() {
        wild += if line.contains(['*', '?', '[']) && !line.starts_with('#') { line.len() } else { 0 };
        if wild > WILD {
            return Err(too_many());
        }
        let _ = builder.add_line(None, &without_alternatives(line));
    }
    builder.build().map_err(|_| too_many())
}

fn is_absence(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory)
}

/// Escapes the braces of a pattern, which have no special meaning in git.
fn without_alternatives(line: &str) -> Cow<'_, str> {
    if !line.contains(['{', '}']) {
        return line.into();
    }
    let mut plain = String::new();
    let mut is_escaped = false;
    for c in line.chars() {
        if matches!(c, '{' | '}') && !is_escaped {
            plain.push('\\');
        }
        is_escaped = c == '\\' && !is_escaped;
        plain.push(c);
    }
    plain.into()
}

/// Returns the folder of git's data for the repository at `folder`.
fn exclude_file(folder: &Path) -> PathBuf {
    let git = folder.join(".git");
    // A linked work tree has a file that names the folder.
    let line = |file: PathBuf| Some(regular::text(&file, regular::RULES).ok()?.trim().to_owned());
    let git = match line(git.clone()).as_deref().and_then(|line| line.strip_prefix("gitdir: ")) {
        Some(folder_of_copy) => folder.join(folder_of_copy),
        None => git,
    };
    let common = line(git.join("commondir")).map_or_else(|| git.clone(), |common| git.join(common));
    common.join("info/exclude")
}
