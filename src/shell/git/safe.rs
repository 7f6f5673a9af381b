//! Git as it is asked here: it only reads, and starts no program that a repository names.
//!
//! The settings of a repository name programs: a monitor of its files, hooks, filters, helpers of
//! remotes. A folder that came in an archive brings its own. So no question runs a filter, and all else
//! is switched off for each question. Variables that send git to another repository are removed.

use crate::shell::out::reason;
use crate::shell::paths;
use std::env;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};

/// Why there is no answer.
#[derive(Debug)]
pub enum Trouble {
    /// There is no git to ask.
    Missing,
    /// What git said, or why it could not be asked.
    Refused(String),
}

/// Variables that say where the settings of the user and of the machine are. Every other variable of git
/// goes: it may name another repository, another index or a program.
const KEPT: [&str; 3] = ["GIT_CONFIG_GLOBAL", "GIT_CONFIG_SYSTEM", "GIT_CONFIG_NOSYSTEM"];

/// What stands before each question. Looking must not write to the repository, and a name is no pattern.
const BEFORE: [&str; 10] = [
    "--no-optional-locks",
    "--no-pager",
    "--literal-pathspecs",
    "--no-replace-objects",
    "-c",
    "core.fsmonitor=false",
    "-c",
    "core.hooksPath=/dev/null",
    "-c",
    "submodule.recurse=false",
];

/// The answer to a question about the repository at `root`.
///
/// # Errors
/// Where there is none.
pub fn git(root: &Path, args: &[&str]) -> Result<Vec<u8>, Trouble> {
    with_input(root, args, &[])
}

/// The same for a question that reads `input`.
///
/// # Errors
/// Where there is no answer.
pub fn with_input(root: &Path, args: &[&str], input: &[u8]) -> Result<Vec<u8>, Trouble> {
    let child = command(root).args(args).spawn()?;
    let output = answer(child, input)?;
    if output.status.success() {
        return Ok(output.stdout);
    }
    let said = String::from_utf8_lossy(&output.stderr);
    Err(Trouble::Refused(said.lines().next().unwrap_or("it gave no reason").to_owned()))
}

/// Makes sure that the folder `root` is what git takes for the root of its files. Git looks further up
/// where `.git` is no repository, and a setting can send it elsewhere.
///
/// # Errors
/// Where it is not, or nobody can tell.
pub fn check_root(root: &Path) -> Result<(), Trouble> {
    let top = git(root, &["rev-parse", "--show-toplevel"])?;
    let top = path_of(top.strip_suffix(b"\n").unwrap_or(&top));
    let same = match (top.canonicalize(), root.canonicalize()) {
        (Ok(top), Ok(root)) => top == root,
        _ => false,
    };
    let elsewhere = || format!("its files of `{}` are those of `{}`", paths::text(root), paths::text(&top));
    if same { Ok(()) } else { Err(Trouble::Refused(elsewhere())) }
}

/// A path that git printed.
#[cfg(unix)]
pub fn path_of(name: &[u8]) -> PathBuf {
    use std::os::unix::ffi::OsStrExt;
    PathBuf::from(std::ffi::OsStr::from_bytes(name))
}

/// A path that git printed.
#[cfg(not(unix))]
pub fn path_of(name: &[u8]) -> PathBuf {
    PathBuf::from(String::from_utf8_lossy(name).into_owned())
}

fn command(root: &Path) -> Command {
    let mut command = Command::new("git");
    for (name, _) in env::vars_os() {
        let text = name.to_string_lossy().to_ascii_uppercase();
        if text.starts_with("GIT_") && !KEPT.contains(&text.as_str()) {
            command.env_remove(&name);
        }
    }
    command.arg("-C").arg(&*paths::for_programs(root)).args(BEFORE);
    // What a partial clone does not have is not fetched: older versions of git know only the second.
    command.env("GIT_NO_LAZY_FETCH", "1").env("GIT_ALLOW_PROTOCOL", ":").env("GIT_TERMINAL_PROMPT", "0");
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

/// What git prints while it is given `input`.
fn answer(mut child: Child, input: &[u8]) -> io::Result<Output> {
    let stdin = child.stdin.take();
    std::thread::scope(|scope| {
        scope.spawn(move || {
            // Git that stops reading says why.
            let _ = stdin.map(|mut stdin| stdin.write_all(input));
        });
        child.wait_with_output()
    })
}

impl From<io::Error> for Trouble {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::NotFound => Trouble::Missing,
            _ => Trouble::Refused(reason(&error)),
        }
    }
}
