//! The command-line program. This is the only layer that reads or writes files, the environment and the
//! terminal.

mod advice;
mod apply;
mod args;
mod candidate;
mod catalogs;
mod command;
mod compute;
mod depth;
mod discover;
mod done;
mod encoding;
mod exclude;
mod exit;
mod folder;
mod git;
mod global;
mod guard;
mod held;
mod id;
mod imported;
mod importers;
mod interrupt;
mod links;
mod manager;
mod merge;
mod manifests;
mod maps;
mod mocked;
mod next;
mod out;
mod outside;
mod outputs;
mod packages;
mod passes;
mod patch_path;
mod paths;
mod progress;
mod quote;
mod read;
mod regular;
mod report_file;
mod request;
mod run;
mod show;
mod specifiers;
mod stdin;
mod survey;
mod temporary;
mod undo;
mod unsaid;
mod walk;
mod whole;
mod pool;
mod write;

use args::Args;
use exclude::Exclude;
use exit::Exit;
use out::{Out, usage};
use report_file::Desk;
use request::Request;
use std::env;
use std::process::ExitCode;

/// Runs the command that the process was called with.
pub fn main() -> ExitCode {
    let args = advice::args();
    interrupt::listen();
    crate::contain::silence();
    let exit = run(&args);
    if interrupt::requested() { Exit::Interrupted.into() } else { exit.into() }
}

fn run(args: &Args) -> Exit {
    let here = match env::current_dir().and_then(|here| here.canonicalize()) {
        Ok(here) => here,
        Err(error) => return usage(&format!("the current folder cannot be read: {error}")),
    };
    let out = Out::new(args.color);
    if let Some(command) = &args.command {
        return command::run(command, &here, out);
    }
    if args.stdin_filepath.is_some() && args.whole {
        return usage("`--whole` judges whole packages, and `--stdin-filepath` reads one file; leave one of them out");
    }
    if let Some(path) = &args.stdin_filepath {
        return stdin::run(path, &here, args, crate::migrate, out);
    }
    let exclude = match Exclude::new(&args.exclude, &here) {
        Ok(exclude) => exclude,
        Err(message) => return usage(&message),
    };
    if args.output_format.iter().filter(|output| output.takes_stdout()).count() > 1 {
        return usage("only one report can go to standard output; give the others a file: `FMT=FILE`");
    }
    let desk = Desk { here: &here, forced: &args.force_report };
    if let Err(message) = desk.check(&args.report_files()) {
        return usage(&message);
    }
    run::run(&Request { args, here: &here, exclude: &exclude, out, migrate: crate::migrate })
}
