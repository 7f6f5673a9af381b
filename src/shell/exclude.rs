//! The patterns of `--exclude`.

use super::paths::portable;
use ignore::gitignore::{Gitignore, GitignoreBuilder};
use std::fs;
use std::path::{Component, MAIN_SEPARATOR, Path, PathBuf};

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
    /// The message about the first text that is not a valid pattern.
    pub fn new(globs: &[String], here: &Path) -> Result<Self, String> {
        let mut builder = GitignoreBuilder::new("");
        for glob in globs {
            builder
                .add_line(None, &as_line(glob, here, MAIN_SEPARATOR))
                .map_err(|error| format!("`--exclude {glob}`: {error}"))?;
        }
        let patterns = builder.build().map_err(|error| format!("`--exclude`: {error}"))?;
        Ok(Exclude { patterns, here: here.to_owned() })
    }

    /// No patterns: every file is included.
    pub fn nothing() -> Self {
        Exclude { patterns: Gitignore::empty(), here: PathBuf::new() }
    }

    /// Whether a pattern matches the file at `path` or a folder above it.
    pub fn leaves_out(&self, path: &Path) -> bool {
        if self.patterns.is_empty() {
            return false;
        }
        // The path may lead through a link.
        let known = path.starts_with(&self.here) || path.is_relative();
        let canonical = if known { None } else { fs::canonicalize(path).ok() };
        let path = canonical.as_deref().unwrap_or(path);
        let path = path.strip_prefix(&self.here).unwrap_or(path);
        let mut parts = path.components().filter(|part| matches!(part, Component::Normal(_))).peekable();
        let mut relative = PathBuf::new();
        // As in git, a later pattern cannot include a file again if a folder above it is excluded.
        while let Some(part) = parts.next() {
            relative.push(part);
            if self.patterns.matched(&relative, parts.peek().is_some()).is_ignore() {
                return true;
            }
        }
        false
    }
}

/// Rewrites a pattern as a line of a `.gitignore` in the current folder: a path that starts with `./` or with
/// the current folder is anchored there. Where `\` separates the parts of a path, it separates them in a
/// pattern as well and escapes nothing.
fn as_line(glob: &str, here: &Path, separator: char) -> String {
    let glob = portable(glob, separator);
    let path = glob.strip_prefix("./").or_else(|| {
        let rest = glob.strip_prefix(&portable(here.to_str()?, separator))?;
        rest.strip_prefix('/')
    });
    path.map_or_else(|| glob.clone(), |path| format!("/{path}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_in_a_folder_that_is_left_out_is_left_out() {
        let globs = ["src".to_owned(), "!src/a.js".to_owned(), "*.ts".to_owned(), "!b.ts".to_owned()];
        let exclude = Exclude::new(&globs, Path::new("/home/me")).expect("patterns");
        assert!(exclude.leaves_out(Path::new("src/a.js")) && exclude.leaves_out(Path::new("a.ts")));
        assert!(!exclude.leaves_out(Path::new("b.ts")));
    }

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
        for glob in ["./src", "/home/me/src", "src/"] {
            assert!(leaves_out(glob, "./src/a.js") && leaves_out(glob, "/home/me/src/a.js"), "{glob}");
        }
        assert!(!leaves_out("./src", "lib/src/a.js"));
        assert!(Exclude::new(&["a{".to_owned()], Path::new("/")).is_err());
    }

    #[test]
    fn on_windows_a_pattern_may_be_a_path_as_it_is_typed_there() {
        let here = Path::new(r"\\?\C:\work");
        for glob in [r".\src\legacy", r"C:\work\src\legacy", "./src/legacy", "C:/work/src/legacy"] {
            assert_eq!(as_line(glob, here, '\\'), "/src/legacy", "{glob}");
        }
        assert_eq!(as_line(r"legacy\*.js", here, '\\'), "legacy/*.js");
        assert_eq!(as_line(r"\*.js", Path::new("/work"), '/'), r"\*.js");
    }
}
