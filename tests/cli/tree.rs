//! A tree of files, and running the command over it.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use tempfile::TempDir;

/// A call that moves.
pub const MOVES: &str =
    "import Rupt from \"rupt\";\n\nawait Rupt.attach({ client_id: \"cid\", account: user.id, email: user.email });\n";

/// A call that stays on v2, because its response is read.
pub const STAYS: &str = "import Rupt from \"rupt\";\n\nconst res = await Rupt.attach({ /* KEEP */ client_id: \"cid\", account: user.id, email: user.email });\nconsole.log(res.success);\n";

/// A file that uses v2 and is no JavaScript.
pub const BROKEN: &str = "import Rupt from \"rupt\";\nconst BROKEN = ;\n";

/// A manifest that declares v2.
pub const MANIFEST: &str = "{\n  \"name\": \"app\",\n  \"dependencies\": {\n    \"rupt\": \"^2.24.1\"\n  }\n}\n";

/// A folder that is gone with the test.
pub struct Tree(TempDir);

/// How the command ended.
pub struct Ran {
    /// The exit code.
    pub code: i32,
    /// Standard output.
    pub out: String,
    /// Standard error.
    pub err: String,
}

impl Tree {
    /// An empty tree.
    pub fn new() -> Self {
        Tree(tempfile::Builder::new().prefix("tree").tempdir().expect("a folder for the test"))
    }

    /// A tree of these files.
    pub fn of(files: &[(&str, &str)]) -> Self {
        let tree = Tree::new();
        files.iter().for_each(|(path, text)| tree.write(path, text));
        tree
    }

    /// The same, all committed to git.
    pub fn committed(files: &[(&str, &str)]) -> Self {
        let tree = Tree::of(files);
        tree.git(&["init", "-q"]);
        tree.commit();
        tree
    }

    /// Commits everything.
    pub fn commit(&self) {
        self.git(&["add", "-A", "-f"]);
        self.git(&["-c", "user.name=t", "-c", "user.email=t@t", "commit", "-qm", "x"]);
    }

    /// The folder.
    pub fn root(&self) -> PathBuf {
        self.0.path().canonicalize().expect("the folder is there")
    }

    /// The file or folder at `path`.
    pub fn at(&self, path: &str) -> PathBuf {
        self.root().join(path)
    }

    /// Writes a file, and the folders above it.
    pub fn write(&self, path: &str, text: impl AsRef<[u8]>) {
        let path = self.at(path);
        fs::create_dir_all(path.parent().expect("a file is in a folder")).expect("a folder can be made");
        fs::write(path, text).expect("a file can be written");
    }

    /// The text of a file.
    pub fn read(&self, path: &str) -> String {
        String::from_utf8(self.bytes(path)).expect("the file is UTF-8")
    }

    /// The bytes of a file.
    pub fn bytes(&self, path: &str) -> Vec<u8> {
        fs::read(self.at(path)).expect("the file is there")
    }

    /// Runs the command here.
    pub fn run(&self, args: &[&str]) -> Ran {
        self.run_in("", args)
    }

    /// Runs the command in a folder of the tree, whether or not that is a repository.
    pub fn run_in(&self, folder: &str, args: &[&str]) -> Ran {
        let explains = ["explain", "man", "completions"].iter().any(|word| args.first() == Some(word));
        let anywhere: &[&str] = if explains { &[] } else { &["--allow-no-vcs"] };
        self.run_bare_in(folder, &[anywhere, args].concat())
    }

    /// Runs the command in a folder of the tree with these arguments alone.
    pub fn run_bare_in(&self, folder: &str, args: &[&str]) -> Ran {
        Ran::new(command(&self.at(folder)).args(args).output().expect("the command runs"))
    }

    /// Runs git, which must succeed.
    pub fn git(&self, args: &[&str]) -> String {
        self.git_in("", args)
    }

    /// Runs git in a folder of the tree.
    pub fn git_in(&self, folder: &str, args: &[&str]) -> String {
        let output = git(&self.at(folder)).args(args).output().expect("git runs");
        assert!(output.status.success(), "git {args:?}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8_lossy(&output.stdout).into_owned()
    }

    /// All files but git's own, sorted, with their bytes.
    pub fn files(&self) -> Vec<(String, Vec<u8>)> {
        let is_git = |entry: &walkdir::DirEntry| entry.file_name() == ".git";
        let walk = walkdir::WalkDir::new(self.root()).sort_by_file_name().into_iter();
        let entries = walk.filter_entry(|entry| !is_git(entry)).filter_map(Result::ok);
        let files = entries.filter(|entry| entry.file_type().is_file());
        let name = |path: &Path| path.strip_prefix(self.root()).map(|path| path.to_string_lossy().into_owned());
        files
            .map(|entry| (name(entry.path()).unwrap_or_default(), fs::read(entry.path()).unwrap_or_default()))
            .collect()
    }
}

/// The command, in `folder`, with nothing of this process's settings.
pub fn command(folder: &Path) -> Command {
    settled(Command::new(env!("CARGO_BIN_EXE_rupt-migrate")), folder)
}

/// The same, and it hears an interrupt even where these tests run in the background and do not.
#[cfg(unix)]
pub fn hearing_command(folder: &Path) -> Command {
    const DEFAULT: &str = "--default-signal";
    let resets = Command::new("env").args([DEFAULT, "true"]).output().is_ok_and(|output| output.status.success());
    if !resets {
        return command(folder);
    }
    let mut by_env = Command::new("env");
    by_env.args([DEFAULT, env!("CARGO_BIN_EXE_rupt-migrate")]);
    settled(by_env, folder)
}

fn settled(mut command: Command, folder: &Path) -> Command {
    command
        .current_dir(folder)
        .env_remove("NO_COLOR")
        .env_remove("CLICOLOR_FORCE")
        .env_remove("GITHUB_STEP_SUMMARY")
        .env_remove("RUPT_MIGRATE_NPX")
        .env("GIT_CONFIG_NOSYSTEM", "1");
    command
}

/// Git, in `folder`, with its defaults.
pub fn git(folder: &Path) -> Command {
    let mut command = Command::new("git");
    command.current_dir(folder).env("GIT_CONFIG_NOSYSTEM", "1").env("GIT_CONFIG_GLOBAL", "/dev/null");
    command
}

impl Ran {
    /// What `output` says.
    pub fn new(output: Output) -> Self {
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("what is printed is UTF-8");
        Ran { code: output.status.code().unwrap_or(-1), out: text(output.stdout), err: text(output.stderr) }
    }

    /// Whether standard error says `text`, wherever its lines break.
    pub fn said(&self, text: &str) -> bool {
        let words: Vec<&str> = self.err.split_whitespace().filter(|word| *word != "│").collect();
        words.join(" ").contains(text)
    }

    /// The line that says how many uses of v2 there were, and what became of them.
    pub fn counts(&self) -> &str {
        let heads = ["Rupt v2 → v3: ", "Nothing was written. ", "Check failed: ", "Check passed: ", "No Rupt v2 in "];
        let is_it = |line: &&str| heads.iter().any(|head| line.starts_with(head));
        self.err.lines().find(is_it).unwrap_or_default()
    }

    /// What is to be typed next.
    pub fn next(&self) -> &str {
        self.err.lines().find_map(|line| line.strip_prefix("Next: ")).unwrap_or_default()
    }

    /// Whether it ended well, with nothing found and nothing else said.
    pub fn found_nothing(&self) -> bool {
        let lines: Vec<&str> = self.err.lines().collect();
        let is_one = |line: &str| line.starts_with("No Rupt v2 in ") && line.ends_with("left out).");
        self.code == 0 && matches!(lines[..], [line, "Nothing to do."] if is_one(line))
    }
}
