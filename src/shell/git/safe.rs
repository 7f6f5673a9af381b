//! Running git safely: it only reads, and starts no program that a repository names.
//!
//! The configuration of a repository can name programs: a file monitor, hooks, filters, remote helpers. A
//! folder from an archive can bring such a configuration. So no command here runs a filter, and each one
//! switches the other programs off. Environment variables that point git to another repository are removed.

use crate::shell::out::reason;
use crate::shell::paths;
use std::env;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};

/// Why git gave no answer.
#[derive(Debug)]
pub enum Trouble {
    /// Git is not installed.
    Missing,
    /// The message of git, or the reason why it could not run.
    Refused(String),
}

/// The environment variables of git that are kept: they locate the configuration of the user and the machine.
/// All others are removed, because they may name another repository, another index or a program.
const KEPT: [&str; 3] = ["GIT_CONFIG_GLOBAL", "GIT_CONFIG_SYSTEM", "GIT_CONFIG_NOSYSTEM"];

/// The options of every command. Git must not write to the repository, and must read paths literally.
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

/// Runs git in the repository at `root`. Returns its output.
///
/// # Errors
/// If git gives no answer.
pub fn git(root: &Path, args: &[&str]) -> Result<Vec<u8>, Trouble> {
    with_input(root, args, &[])
}

/// Runs git with `input` as its standard input. Returns its output.
///
/// # Errors
/// If git gives no answer.
pub fn with_input(root: &Path, args: &[&str], input: &[u8]) -> Result<Vec<u8>, Trouble> {
    let child = command(root).args(args).spawn()?;
    let output = answer(child, input)?;
    if output.status.success() {
        return Ok(output.stdout);
    }
    let said = String::from_utf8_lossy(&output.stderr);
    Err(Trouble::Refused(said.lines().next().unwrap_or("it gave no reason").to_owned()))
}

/// Checks that git takes the folder `root` for the root of its work tree. Git searches the folders above if
/// `.git` is not a repository, and its configuration can name another folder.
///
/// # Errors
/// If it is not, or if git gives no answer.
pub fn check_root(root: &Path) -> Result<(), Trouble> {
    let top = git(root, &["rev-parse", "--show-toplevel"])?;
    let top = path_of(top.strip_suffix(b"\n").unwrap_or(&top));
    let same = match (top.canonicalize(), root.canonicalize()) {
        (Ok(top), Ok(root)) => top == root,
        _ => false,
    };
    let elsewhere = || format!("the root of its work tree is `{}`, not `{}`", paths::text(&top), paths::text(root));
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
    // A partial clone must not fetch missing objects. Older versions of git know only the second variable.
    command.env("GIT_NO_LAZY_FETCH", "1").env("GIT_ALLOW_PROTOCOL", ":").env("GIT_TERMINAL_PROMPT", "0");
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

/// Writes `input` to git and collects its output.
fn answer(mut child: Child, input: &[u8]) -> io::Result<Output> {
    let stdin = child.stdin.take();
    std::thread::scope(|scope| {
        scope.spawn(move || {
            // If git stops reading, its own message says why.
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
