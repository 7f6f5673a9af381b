//! Advice about command lines that other tools accept and this one does not.

use super::args::Args;
use super::exit::Exit;
use super::out;
use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{CommandFactory, Error, Parser};
use std::env;

/// Options of other tools, each with its equivalent here.
const OPTIONS: [(&[&str], &str); 7] = [
    (&["--write", "-w", "--fix", "--apply", "--in-place", "--save"], "a run writes by itself: rupt-migrate ."),
    (&["-i", "--interactive"], "there is no interactive mode; look first: rupt-migrate --dry-run ."),
    (&["--json", "--format", "--reporter", "-f", "-o"], "for a report: rupt-migrate --output-format json ."),
    (&["--force", "-y", "--yes"], "to change files with uncommitted changes, too: rupt-migrate --allow-dirty ."),
    (&["--diff", "--print", "--dry", "-d", "-p", "--preview"], "to look first: rupt-migrate --dry-run ."),
    (&["--ci", "--lint", "-c", "--verify"], "to fail while something is left: rupt-migrate --check ."),
    (&["--ignore", "--ignore-pattern", "--ignore-path"], "to leave files out: rupt-migrate --exclude GLOB ."),
];

/// Commands of other tools, each with its equivalent here.
const WORDS: [(&[&str], &str); 6] = [
    (&["check", "ci", "lint", "verify"], "did you mean `--check`?"),
    (&["run", "migrate", "fix", "write", "apply", "upgrade"], "migrating needs no subcommand: rupt-migrate ."),
    (&["dry-run", "diff", "preview"], "did you mean `--dry-run`?"),
    (&["undo", "revert", "restore"], "git undoes a run: git restore ."),
    (&["init", "install", "setup"], "there is nothing to set up: rupt-migrate ."),
    (&["help", "version"], "did you mean `--help` or `--version`?"),
];

fn find(rows: &[(&[&str], &'static str)], word: &str) -> Option<&'static str> {
    rows.iter().find(|(words, _)| words.contains(&word)).map(|(_, advice)| *advice)
}

/// Returns advice about a path that does not exist and may be meant as a command.
pub fn about_word(path: &str) -> Option<&'static str> {
    let is_command = || Args::command().find_subcommand(path).is_some();
    find(&WORDS, path).or_else(|| is_command().then_some("a command comes first, then its options"))
}

/// Returns the arguments of the process. If they are not valid, this prints the error and ends the process.
pub fn args() -> Args {
    let words: Vec<String> = env::args_os().map(|word| word.to_string_lossy().into_owned()).collect();
    Args::try_parse().unwrap_or_else(|error| about(error, &words))
}

/// Prints the error about the command line, or the help or version that it asks for, and ends the process.
fn about(error: Error, words: &[String]) -> ! {
    let unknown = match error.get(ContextKind::InvalidArg) {
        Some(ContextValue::String(unknown)) if error.kind() == ErrorKind::UnknownArgument => unknown.clone(),
        _ => error.exit(),
    };
    if let Some(option) = words.windows(2).find(|pair| pair[1].starts_with(&unknown) && takes_value(&pair[0])) {
        let [option, value] = option else { error.exit() };
        with(error, format!("to pass '{value}' as the value of '{option}', use '{option}={value}'")).exit();
    }
    let name = unknown.split('=').next().unwrap_or_default();
    let Some(advice) = find(&OPTIONS, name) else { without_the_value(error).exit() };
    out::say(&format!("error: there is no option '{unknown}'; {advice}\n\nAll options: rupt-migrate --help\n"));
    std::process::exit(i32::from(Exit::Failed.code()))
}

/// Removes clap's suggestion to pass an unknown option as a path, which is rarely meant.
fn without_the_value(mut error: Error) -> Error {
    if let Some(ContextValue::StyledStrs(_)) = error.get(ContextKind::Suggested) {
        error.remove(ContextKind::Suggested);
    }
    error
}

fn with(mut error: Error, advice: String) -> Error {
    error.insert(ContextKind::Suggested, ContextValue::StyledStrs(vec![advice.into()]));
    error
}

/// Whether `word` is an option that takes a value and has none yet.
fn takes_value(word: &str) -> bool {
    let command = Args::command();
    let mut options = command.get_opts().filter(|option| option.get_action().takes_values());
    options.any(|option| {
        let (long, short) = (option.get_long(), option.get_short());
        long.is_some_and(|long| word.strip_prefix("--") == Some(long))
            || short.is_some_and(|short| word.strip_prefix('-') == Some(short.to_string().as_str()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_option_of_this_tool_is_taken_for_one_of_others() {
        let command = Args::command();
        for option in command.get_arguments() {
            let long = option.get_long().map(|long| format!("--{long}"));
            let short = option.get_short().map(|short| format!("-{short}"));
            for name in long.into_iter().chain(short) {
                assert_eq!(find(&OPTIONS, &name), None, "{name}");
            }
        }
        for word in command.get_subcommands() {
            assert_eq!(find(&WORDS, word.get_name()), None);
        }
    }
}
