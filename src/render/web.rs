//! Links to the lines of a repository on the web.
//!
//! They are derived from the address of the remote alone, in any of its forms: with `https`, with `ssh`, or
//! as `git@host:path`. User names and passwords are removed.

use std::collections::BTreeSet;
use std::fmt::Write;

/// A repository on the web, at one commit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Web {
    /// The address of its files, including the last `/`.
    files: String,
    /// The text between a file and the number of a line.
    line: &'static str,
    /// The paths, relative to its root, that differ from the web or are not there.
    absent: BTreeSet<String>,
}

/// Where the code of a run is.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Origin {
    /// Its address on the web, or its folder.
    pub address: String,
    /// Its last commit.
    pub commit: Option<String>,
}

impl Origin {
    /// An unknown origin.
    pub const UNKNOWN: &'static Origin = &Origin { address: String::new(), commit: None };
}

/// A kind of host.
struct Forge {
    /// A part of the host's name.
    host: &'static str,
    files: &'static str,
    line: &'static str,
}

const FORGES: [Forge; 3] = [
    Forge { host: "github", files: "/blob/", line: "#L" },
    Forge { host: "gitlab", files: "/-/blob/", line: "#L" },
    Forge { host: "bitbucket.org", files: "/src/", line: "#lines-" },
];

impl Web {
    /// Creates the repository at the address `remote` and the commit. Returns `None` if the host is not
    /// known.
    pub fn new(remote: &str, commit: &str, absent: BTreeSet<String>) -> Option<Self> {
        let (scheme, host, path) = parts(remote.trim())?;
        let forge = FORGES.iter().find(|forge| host.contains(forge.host))?;
        let is_commit = commit.len() >= 40 && commit.chars().all(|c| c.is_ascii_hexdigit());
        let is_host = host.chars().all(|c| c.is_ascii_alphanumeric() || ".-:".contains(c));
        if !is_commit || !is_host || !path.contains('/') {
            return None;
        }
        let files = format!("{scheme}://{host}/{}{}{commit}/", encoded(path), forge.files);
        Some(Web { files, line: forge.line, absent })
    }

    /// Returns the address of a line of the file at `path`, which is relative to the root of the repository.
    pub fn line(&self, path: &str, line: usize) -> Option<String> {
        let is_there = !self.absent.contains(path);
        is_there.then(|| format!("{}{}{}{line}", self.files, encoded(path), self.line))
    }
}

/// Returns the address of a remote on the web, without user name, password and query. Returns `None` if it
/// has no such address.
pub fn address(remote: &str) -> Option<String> {
    let (scheme, host, path) = parts(remote.trim())?;
    let path = path.split(['?', '#']).next().unwrap_or_default();
    let is_host = host.contains('.') && host.chars().all(|c| c.is_ascii_alphanumeric() || ".-:".contains(c));
    (is_host && !path.is_empty()).then(|| format!("{scheme}://{host}/{path}"))
}

/// Returns the scheme, the host and the path of a remote on the web.
fn parts(remote: &str) -> Option<(&'static str, String, &str)> {
    let (scheme, rest) = match remote.split_once("://") {
        Some((scheme, rest)) => (scheme, rest.split_once('/')?),
        None => ("ssh", remote.split_once(':')?),
    };
    let (authority, path) = rest;
    let host = authority.rsplit_once('@').map_or(authority, |(_, host)| host).to_ascii_lowercase();
    let path = path.trim_matches('/');
    let path = path.strip_suffix(".git").unwrap_or(path);
    match scheme {
        "https" => Some(("https", host, path)),
        "http" => Some(("http", host, path)),
        // The port of SSH is not that of the web, and some hosts use another name for SSH.
        "ssh" | "git+ssh" | "git" => {
            let host = host.split(':').next().unwrap_or_default();
            let host = ["altssh.", "ssh."].iter().find_map(|other| host.strip_prefix(other)).unwrap_or(host);
            Some(("https", host.to_owned(), path))
        }
        _ => None,
    }
}

/// Returns `path` encoded for an address.
pub fn encoded(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            out.push(char::from(byte));
        } else {
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    const COMMIT: &str = "0123456789abcdef0123456789abcdef01234567";

    fn line(remote: &str) -> String {
        let line = Web::new(remote, COMMIT, BTreeSet::new()).and_then(|web| web.line("src/a.js", 7));
        line.unwrap_or_default().replace(COMMIT, "COMMIT")
    }

    #[test]
    fn every_form_of_a_remote_leads_to_the_same_page() {
        for remote in [
            "https://github.com/o/r.git",
            "https://github.com/o/r/",
            "https://user:token@github.com/o/r.git",
            "git@github.com:o/r.git",
            "org-1@github.com:/o/r",
            "ssh://git@github.com/o/r.git",
            "ssh://git@ssh.github.com:443/o/r.git",
            "git://github.com/o/r\n",
        ] {
            assert_eq!(line(remote), "https://github.com/o/r/blob/COMMIT/src/a.js#L7", "{remote}");
        }
    }

    #[test]
    fn an_address_tells_no_secret() {
        for remote in [
            "https://user:token@git.example.com/o/r.git",
            "git@git.example.com:o/r",
            "ssh://git@git.example.com:2222/o/r.git",
            "https://git.example.com/o/r?token=a",
            "https://git.example.com/o/r#a",
        ] {
            assert_eq!(address(remote).as_deref(), Some("https://git.example.com/o/r"), "{remote}");
        }
        for remote in ["origin", "/srv/git/r.git", "../r", "C:/code/r", "file:///srv/r", "", "https://a@/"] {
            assert_eq!(address(remote), None, "{remote}");
        }
    }

    #[test]
    fn each_host_has_its_own_form() {
        assert_eq!(line("git@gitlab.com:g/s/r.git"), "https://gitlab.com/g/s/r/-/blob/COMMIT/src/a.js#L7");
        assert_eq!(
            line("https://gitlab.firm.example:8443/g/r.git"),
            "https://gitlab.firm.example:8443/g/r/-/blob/COMMIT/src/a.js#L7"
        );
        assert_eq!(line("git@bitbucket.org:o/r.git"), "https://bitbucket.org/o/r/src/COMMIT/src/a.js#lines-7");
    }

    #[test]
    fn what_is_no_known_host_has_no_page() {
        let others = ["origin", "/srv/github/r.git", "C:\\git\\r", "file:///srv/r.git", "git@example.com:o/r.git"];
        let broken = ["git@github.com:r.git", "https://github.com)/o/r", "https://github.com"];
        for remote in others.iter().chain(&broken) {
            assert_eq!(line(remote), "", "{remote}");
        }
        assert_eq!(Web::new("git@github.com:o/r.git", "HEAD", BTreeSet::new()), None);
    }

    #[test]
    fn paths_are_encoded_and_absent_ones_have_no_page() {
        let web = Web::new("git@github.com:o/r.git", COMMIT, BTreeSet::from(["new.js".into()])).expect("known");
        assert_eq!(web.line("new.js", 1), None);
        let line = web.line("src/[a](b) é#?%.js", 1).expect("there");
        assert!(line.ends_with("/src/%5Ba%5D%28b%29%20%C3%A9%23%3F%25.js#L1"), "{line}");
    }
}
