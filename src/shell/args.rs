//! The command line.

use super::id::{AboutParser, Id, IdParser};
use super::out::Color;
use super::outputs::{ReportOutput, Worksheet};
use super::paths;
use crate::mapping::Ids;
use crate::migration::Moves;
use clap::{CommandFactory, Parser, Subcommand};
use clap_complete::Shell;
use std::path::{MAIN_SEPARATOR, Path, PathBuf};

/// Move JavaScript and TypeScript from the Rupt v2 web SDK (`rupt`) to v3 (`@ruptjs/client`).
///
/// Rewrites the files under the given paths, leaves a TODO where a person must decide, and prints
/// what it did. A call that cannot be moved with the same behaviour stays on v2, and its TODO says
/// why. Nothing is written where git could not bring the files back.
#[derive(Debug, Clone, Default, Parser)]
#[command(name = "rupt-migrate", version, after_help = AFTER_HELP, max_term_width = 100)]
#[command(args_conflicts_with_subcommands = true, disable_help_subcommand = true)]
pub struct Args {
    /// What to do instead of migrating
    #[command(subcommand)]
    pub command: Option<Command>,

    /// Files and folders to migrate
    #[arg(value_name = "PATH", default_value = ".")]
    pub paths: Vec<PathBuf>,

    /// Write nothing; print a patch for `git apply`
    #[arg(short = 'n', long, conflicts_with = "check")]
    pub dry_run: bool,

    /// Write nothing; exit with 1 if anything is left to do
    #[arg(long)]
    pub check: bool,

    /// With `--check`: pass while at most N findings are left
    #[arg(long, value_name = "N", requires = "check")]
    pub max_left: Option<usize>,

    /// Also make moves that may change behaviour, each with a TODO
    #[arg(long)]
    pub r#unsafe: bool,

    /// Leave a package alone if anything in it would stay on v2, and list what is in the way
    ///
    /// A package is a folder with a `package.json` or `deno.json`. Files outside of all packages count as one package.
    /// Other packages move as usual.
    #[arg(long)]
    pub whole: bool,

    /// Also change files that have uncommitted changes, or that git does not track
    #[arg(long)]
    pub allow_dirty: bool,

    /// Also change files that are in no git repository
    #[arg(long)]
    pub allow_no_vcs: bool,

    /// Also report in FMT, to FILE or in place of the patch; repeatable
    ///
    /// FMT is `text`, `json`, `sarif`, `github`, `gitlab`, `rdjson`, `markdown` or `concise`.
    #[arg(long, value_name = "FMT[=FILE]", value_parser = ReportOutput::parse)]
    pub output_format: Vec<ReportOutput>,

    /// Also write down what to set in the dashboard, to FILE (.html, .md or .json)
    #[arg(long, value_name = "FILE", value_parser = Worksheet::parse)]
    pub worksheet: Option<Worksheet>,

    /// Overwrite FILE even if git tracks it or it is not a report; repeatable
    #[arg(long, value_name = "FILE")]
    pub force_report: Vec<PathBuf>,

    /// Report only these notes (repeat, or separate with commas)
    ///
    /// Edits stay the same, and every use of v2 still counts, so `--check` fails while one is left. A note
    /// that is not chosen gets no TODO and no line in the report, and `--check` does not fail for it; the
    /// end of the report says how many there were. `rupt-migrate explain` lists the ids.
    #[arg(long, value_name = "ID", value_parser = IdParser, value_delimiter = ',', hide_possible_values = true)]
    pub only: Vec<Id>,

    /// Hide these notes, in the same way (repeat, or separate with commas)
    #[arg(long, value_name = "ID", value_parser = IdParser, value_delimiter = ',', hide_possible_values = true)]
    pub skip: Vec<Id>,

    /// Read one file from standard input, as if it were PATH; write it to standard output
    #[arg(long, value_name = "PATH", conflicts_with_all = ["paths", "dry_run", "check", "exclude", "no_ignore", "output_format", "worksheet"])]
    pub stdin_filepath: Option<PathBuf>,

    /// Leave out files and folders that match, as a line of .gitignore would; repeatable
    #[arg(long, value_name = "GLOB")]
    pub exclude: Vec<String>,

    /// Also look into what .gitignore and .ignore files leave out
    #[arg(long)]
    pub no_ignore: bool,

    /// Use N threads
    #[arg(short = 'j', long = "threads", value_name = "N", value_parser = clap::value_parser!(u16).range(1..=512))]
    pub threads: Option<u16>,

    /// Whether to colour what is printed
    #[arg(long, value_name = "WHEN", default_value = "auto")]
    pub color: Color,

    /// Print only errors (and the patch of a dry run)
    #[arg(short, long, conflicts_with = "verbose")]
    pub quiet: bool,

    /// List everything, and print how much was read and done
    #[arg(short, long)]
    pub verbose: bool,
}

impl Args {
    /// Returns which moves are made.
    pub fn moves(&self) -> Moves {
        if self.r#unsafe { Moves::Unsafe } else { Moves::Safe }
    }

    /// Returns the files that reports are written to.
    pub fn report_files(&self) -> Vec<&Path> {
        let reports = self.output_format.iter().filter_map(ReportOutput::file);
        reports.chain(self.worksheet.as_ref().map(Worksheet::file)).collect()
    }

    /// Returns the ids of the notes that are not reported.
    pub fn unsaid(&self) -> Ids {
        let ids = |chosen: &[Id]| Ids::of(chosen.iter().map(|id| id.0));
        let others = if self.only.is_empty() { Ids::NONE } else { ids(&self.only).others() };
        others.and(ids(&self.skip))
    }

    /// Returns the arguments that say what is migrated and how, for a command that the user is to type.
    pub fn again(&self) -> Vec<String> {
        let mut again = Vec::new();
        again.extend(self.r#unsafe.then(|| "--unsafe".to_owned()));
        again.extend(self.whole.then(|| "--whole".to_owned()));
        again.extend(self.no_ignore.then(|| "--no-ignore".to_owned()));
        for (flag, ids) in [("--only", &self.only), ("--skip", &self.skip)] {
            again.extend(ids.iter().flat_map(|id| [flag.to_owned(), id.0.id.to_owned()]));
        }
        for glob in &self.exclude {
            again.push(format!("--exclude={}", paths::portable(glob, MAIN_SEPARATOR)));
        }
        again.extend(self.paths.iter().map(|path| paths::text(path)).map(|path| {
            let is_word = path.starts_with('-') || Self::command().find_subcommand(&path).is_some() || path == "help";
            if is_word { format!("./{path}") } else { path }
        }));
        again
    }
}

/// What to do instead of migrating.
#[derive(Debug, Clone, PartialEq, Eq, Subcommand)]
pub enum Command {
    /// Explain a note with an example, or find the notes about a name of v2; without ID, list all
    Explain {
        /// A note as its TODO names it, a name of v2, a word, or `v3` for what differs in it
        #[arg(value_name = "ID", value_parser = AboutParser, hide_possible_values = true)]
        about: Vec<String>,
    },
    /// Remove the TODOs of these notes, once they are done: `done redirect-urls device-limit ./src`
    Done(DoneArgs),
    /// Work with worksheets that were written as JSON
    Worksheet {
        /// What to do with them
        #[command(subcommand)]
        command: Sheets,
    },
    /// Print a script that completes this command line in SHELL
    Completions {
        /// The shell
        #[arg(value_name = "SHELL")]
        shell: Shell,
    },
    /// Print the manual page
    Man,
}

/// What `done` removes, and where.
#[derive(Debug, Clone, PartialEq, Eq, clap::Args)]
pub struct DoneArgs {
    /// The ids of the notes that are done, and the files and folders to look in
    ///
    /// A name of v2 stands for the note about it where there is only one. An id counts as one also where
    /// a file is called so: write `./domain` for the folder.
    #[arg(value_name = "ID|PATH", required_unless_present = "orphans")]
    pub words: Vec<String>,

    /// Write nothing; print a patch for `git apply`
    #[arg(short = 'n', long)]
    pub dry_run: bool,

    /// Also remove the lines of TODOs whose first line was deleted by hand
    #[arg(long)]
    pub orphans: bool,

    /// Also change files that git has uncommitted changes in, or does not track
    #[arg(long)]
    pub allow_dirty: bool,

    /// Also change files that are in no git repository
    #[arg(long)]
    pub allow_no_vcs: bool,

    /// Leave out files and folders that match, as a line of .gitignore would; repeatable
    #[arg(long, value_name = "GLOB")]
    pub exclude: Vec<String>,

    /// Also look into what .gitignore and .ignore files leave out
    #[arg(long)]
    pub no_ignore: bool,

    /// Whether to colour what is printed
    #[arg(long, value_name = "WHEN", default_value = "auto")]
    pub color: Color,

    /// Print only errors (and the patch of a dry run)
    #[arg(short, long)]
    pub quiet: bool,
}

/// What to do with worksheets.
#[derive(Debug, Clone, PartialEq, Eq, Subcommand)]
pub enum Sheets {
    /// Merge several worksheets into one
    Merge(Merge),
}

/// What is merged, and where it goes.
#[derive(Debug, Clone, PartialEq, Eq, clap::Args)]
pub struct Merge {
    /// Worksheets as JSON, in any order; merged ones, too
    #[arg(value_name = "FILE.json", required = true)]
    pub inputs: Vec<PathBuf>,

    /// Write the worksheet to FILE (.html, .md or .json)
    #[arg(short, long, value_name = "FILE", value_parser = Worksheet::parse)]
    pub output: Worksheet,

    /// Overwrite FILE, though git tracks it or it is no report; repeatable
    #[arg(long, value_name = "FILE")]
    pub force_report: Vec<PathBuf>,
}

const AFTER_HELP: &str = "\
Examples:
  rupt-migrate --dry-run .                    look first
  rupt-migrate .                              rewrite the files of this folder
  rupt-migrate --dry-run . | git apply        the same, as a patch
  rupt-migrate --check .                      in CI: is anything left to do?
  rupt-migrate --stdin-filepath a.ts < a.ts   one file, for an editor
  rupt-migrate explain redirect-urls          what a note means, and what to do
  rupt-migrate explain on_challenge           the notes about a name of v2
  rupt-migrate done redirect-urls .           remove these TODOs: the dashboard is set
  rupt-migrate ./explain                      a folder of that name

Exit codes:
  0    done
  1    only from --check: something would change, is on v2, or has a TODO left
  2    something failed: usage, a path that does not exist, a file that uses Rupt and could not be
       read, parsed, proven or written, a file with uncommitted changes
  130  interrupted";

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::formats::ReportFormat;

    #[test]
    fn the_command_line_is_sound() {
        Args::command().debug_assert();
    }

    #[test]
    fn the_help_names_every_format() {
        let help = Args::command().render_long_help().to_string();
        for (name, _) in ReportFormat::ALL {
            assert!(help.contains(&format!("`{name}`")), "{name}");
        }
    }

    #[test]
    fn the_default_path_is_here() {
        let args = Args::try_parse_from(["rupt-migrate"]).expect("no argument is needed");
        assert_eq!(args.paths, [PathBuf::from(".")]);
        assert!(Args::try_parse_from(["rupt-migrate", "--stdin-filepath", "a.ts"]).is_ok());
    }

    #[test]
    fn a_command_is_one_only_in_front() {
        let command = |args: &[&str]| {
            Args::try_parse_from([&["rupt-migrate"], args].concat()).expect("the arguments are good").command
        };
        assert_eq!(command(&["explain"]), Some(Command::Explain { about: Vec::new() }));
        for args in [&["./explain"][..], &["--check", "explain"], &["src", "explain"], &["--", "man"], &["help"]] {
            assert_eq!(command(args), None, "{args:?}");
        }
    }

    #[test]
    fn a_check_is_no_dry_run() {
        assert!(Args::try_parse_from(["rupt-migrate", "--check", "-n"]).is_err());
    }
}
