//! A machine of a CI: a repository, and commands that stand in for what reaches for the network.

#![allow(dead_code)]

#[path = "../cli/tree.rs"]
pub mod tree;

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::Command;
use tree::{MOVES, Ran, STAYS, Tree};

/// In place of npm: installs what this program was built as. What it is called with and where is written down.
pub const NPM: &str = "echo \"npm $* in $PWD\" >> \"$CALLS\"\nmkdir -p node_modules/.bin\nln -s \"$PROGRAM\" node_modules/.bin/rupt-migrate\n";

/// The repository, the folder of the commands, and the runner's temporary folder.
pub struct Machine {
    pub tree: Tree,
    commands: Tree,
    pub temporary: Tree,
}

impl Machine {
    /// A repository with a call that moves and one that stays, and these commands, by name and text.
    pub fn new(stand_ins: &[(&str, &str)]) -> Self {
        Machine::of(Tree::of(&[("src/a.js", MOVES), ("src/b.js", STAYS)]), stand_ins)
    }

    /// The same with a tree that is no repository yet.
    pub fn of(tree: Tree, stand_ins: &[(&str, &str)]) -> Self {
        tree.git(&["init", "-q"]);
        tree.git(&["config", "user.name", "t"]);
        tree.git(&["config", "user.email", "t@t"]);
        tree.git(&["remote", "add", "origin", "https://github.com/firm/shop.git"]);
        tree.commit();
        let machine = Machine { tree, commands: Tree::new(), temporary: Tree::new() };
        stand_ins.iter().for_each(|(name, text)| machine.stand_in(name, text));
        machine
    }

    /// Makes `text` the command `name`.
    pub fn stand_in(&self, name: &str, text: &str) {
        self.commands.write(name, format!("#!/bin/sh\n{text}"));
        fs::set_permissions(self.commands.at(name), fs::Permissions::from_mode(0o755)).expect("made to run");
    }

    /// How `script` ends, run in the repository.
    pub fn run(&self, shell: &str, script: &str, variables: &[(&str, &str)]) -> Ran {
        let program = Path::new(env!("CARGO_BIN_EXE_rupt-migrate"));
        let own = program.parent().expect("a folder").display().to_string();
        let path = format!("{}:{own}:{}", self.commands.root().display(), std::env::var("PATH").unwrap_or_default());
        let output = Command::new(shell)
            .args(["-e", "-c", script])
            .current_dir(self.tree.root())
            .env_remove("GITHUB_STEP_SUMMARY")
            .envs([("PATH", path.as_str()), ("GIT_CONFIG_GLOBAL", "/dev/null"), ("GIT_PAGER", "cat")])
            .env("CALLS", self.commands.at("calls"))
            .env("PROGRAM", program)
            .env("RUNNER_TEMP", self.temporary.root())
            .envs(variables.iter().copied())
            .output()
            .expect("a shell runs");
        Ran::new(output)
    }

    /// The lines that the stand-ins wrote down.
    pub fn calls(&self) -> String {
        fs::read_to_string(self.commands.at("calls")).unwrap_or_default()
    }
}
