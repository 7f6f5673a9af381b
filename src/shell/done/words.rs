//! Telling the ids and the paths among the arguments of `done` apart.

use crate::mapping::{self, Entry, Lookup};
use crate::render::escape;
use std::path::{Path, PathBuf};

/// The ids and the paths of a command line.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct IdsAndPaths {
    /// The notes, in the order in which they were named.
    pub entries: Vec<&'static Entry>,
    /// The files and folders.
    pub paths: Vec<PathBuf>,
}

impl IdsAndPaths {
    /// Parses arguments. An id wins over a file of that name: `./domain` means the folder.
    ///
    /// # Errors
    /// The message about an argument that is neither, with a suggestion.
    pub fn read(words: &[String], exists: impl Fn(&Path) -> bool) -> Result<Self, String> {
        let mut read = IdsAndPaths::default();
        for word in words {
            let path = Path::new(word);
            match mapping::spelled(word).as_slice() {
                [entry] => read.entries.push(entry),
                _ if exists(path) => read.paths.push(path.to_owned()),
                [] => return Err(neither(word)),
                several => return Err(ambiguous(word, several)),
            }
        }
        Ok(read)
    }
}

fn ambiguous(word: &str, several: &[&Entry]) -> String {
    format!("several notes are about `{}`; name those that are done: {}", escape::one_line(word), ids(several, ", "))
}

fn neither(word: &str) -> String {
    let hint = match mapping::look_up(word) {
        Lookup::Note(entry) => format!("did you mean `{}`?", entry.id),
        Lookup::Nothing(near) if !near.is_empty() => format!("did you mean {}?", ids(&near, " or ")),
        _ => "`rupt-migrate explain` lists all ids".to_owned(),
    };
    format!("`{}` is neither the id of a note nor a file or folder; {hint}", escape::one_line(word))
}

fn ids(entries: &[&Entry], between: &str) -> String {
    entries.iter().map(|entry| format!("`{}`", entry.id)).collect::<Vec<_>>().join(between)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(words: &[&str]) -> Result<(Vec<&'static str>, Vec<PathBuf>), String> {
        let words: Vec<String> = words.iter().map(|word| (*word).to_owned()).collect();
        let on_disk = ["src", "domain", "./domain", "on_challenge"];
        let words = IdsAndPaths::read(&words, |path| on_disk.iter().any(|known| Path::new(known) == path))?;
        Ok((words.entries.iter().map(|entry| entry.id).collect(), words.paths))
    }

    #[test]
    fn ids_come_before_paths_and_names_with_one_note_are_ids() {
        let path = |path: &str| PathBuf::from(path);
        assert_eq!(read(&["redirect-urls", "src"]), Ok((vec!["redirect-urls"], vec![path("src")])));
        assert_eq!(read(&["src", "domain"]), Ok((vec!["domain"], vec![path("src")])));
        assert_eq!(read(&["overall_device_limit", "src"]).expect_err("two notes"), {
            "several notes are about `overall_device_limit`; name those that are done: `device-limit`, `limit-by-plan`"
        });
        assert_eq!(read(&["redirect_urls.upgrade_url"]), Ok((vec!["upgrade-url"], vec![])));
        assert_eq!(read(&["on_challenge"]), Ok((vec![], vec![path("on_challenge")])));
    }

    #[test]
    fn what_is_neither_is_refused_with_advice() {
        let fault = |word: &str| read(&[word]).expect_err("it is neither");
        assert!(fault("redirect-ulrs").ends_with("did you mean `redirect-urls`?"));
        assert!(fault("lib/a.js").contains("neither the id of a note nor a file or folder"));
        assert!(fault("on_limit").ends_with("did you mean `on-limit-exceeded`?"));
    }
}
