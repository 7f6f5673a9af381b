//! What `--exclude` leaves out.

use ignore::gitignore::{Gitignore, GitignoreBuilder};
use std::path::{Component, Path, PathBuf};

/// The patterns, each read as a line of a `.gitignore` in the current folder.
#[derive(Debug, Clone)]
pub struct Exclude {
    patterns: Gitignore,
    here: PathBuf,
}

impl Exclude {
    /// Reads the patterns.
    ///
    /// # Errors
    /// What is wrong with the first one that is no pattern.
    pub fn new(globs: &[String], here: &Path) -> Result<Self, String> {
        let mut builder = GitignoreBuilder::new("");
        for glob in globs {
            builder.add_line(None, glob).map_err(|error| format!("`--exclude {glob}`: {error}"))?;
        }
        let patterns = builder.build().map_err(|error| format!("`--exclude`: {error}"))?;
        Ok(Exclude { patterns, here: here.to_owned() })
    }

    /// Leaves nothing out.
    pub fn nothing() -> Self {
        Exclude { patterns: Gitignore::empty(), here: PathBuf::new() }
    }

    /// Whether the file at `path` is left out, itself or with a folder above it.
    pub fn leaves_out(&self, path: &Path) -> bool {
        if self.patterns.is_empty() {
            return false;
        }
        let path = path.strip_prefix(&self.here).unwrap_or(path);
        let is_name = |part: &Component| matches!(part, Component::Normal(_));
        let relative: PathBuf = path.components().filter(is_name).collect();
        self.patterns.matched_path_or_any_parents(relative, false).is_ignore()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn leaves_out(glob: &str, path: &str) -> bool {
        let exclude = Exclude::new(&[glob.to_owned()], Path::new("/home/me")).expect("a pattern");
        exclude.leaves_out(Path::new(path))
    }

    #[test]
    fn patterns_are_those_of_gitignore() {
        assert!(leaves_out("legacy", "./src/legacy/a.js"));
        assert!(leaves_out("/src/legacy/", "src/legacy/deep/a.js"));
        assert!(leaves_out("*.test.ts", "/home/me/src/a.test.ts"));
        assert!(!leaves_out("/legacy", "src/legacy/a.js"));
        assert!(Exclude::new(&["a{".to_owned()], Path::new("/")).is_err());
    }
}
