//! The worksheet as a page, in a browser. The tests themselves are `tests/worksheet/`, and run in Node; here the
//! pages are made that they open.

#[path = "common/npm.rs"]
mod npm;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use tempfile::TempDir;

/// A tree of its own, with what git would say of it.
struct Tree(TempDir);

impl Tree {
    fn of(files: &[(&str, String)], remote: Option<&str>) -> Self {
        let tree = Tree(tempfile::Builder::new().prefix("page").tempdir().expect("a folder"));
        for (name, text) in files {
            let path = tree.0.path().join(name);
            fs::create_dir_all(path.parent().expect("a file has a folder")).expect("made");
            fs::write(path, text).expect("written");
        }
        let Some(remote) = remote else { return tree };
        tree.git(&["init", "-q"]);
        tree.git(&["add", "-A"]);
        tree.git(&["-c", "user.name=a", "-c", "user.email=a@example.com", "commit", "-q", "-m", "a"]);
        tree.git(&["remote", "add", "origin", remote]);
        tree
    }

    fn git(&self, args: &[&str]) {
        let ran = Command::new("git").args(args).current_dir(&self.0).output().expect("git runs");
        assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
    }

    fn run(&self, args: &[&str]) -> Output {
        Command::new(env!("CARGO_BIN_EXE_rupt-migrate")).args(args).current_dir(&self.0).output().expect("it runs")
    }

    /// Writes the worksheet of the tree to `page`.
    fn worksheet(&self, page: &Path) {
        self.run(&["-n", "-q", "--worksheet", &page.to_string_lossy(), "."]);
        assert!(page.is_file(), "{}", page.display());
    }
}

fn call(options: &str) -> String {
    format!("import Rupt from \"rupt\";\n\nexport const enter = (user, plan) =>\n  Rupt.attach({{\n{options}  }});\n")
}

/// A shop with two clients, and something for everybody to do.
fn shop(start: &str) -> Vec<(&'static str, String)> {
    let common = "    account: user.id,\n    email: user.email,\n";
    let player = call(&format!(
        "    client_id: \"shop_live_1\",\n{common}    limit_config: {{ overall_device_limit: 3 }},\n    redirect_urls: \
         {{ logout_url: \"https://a.example.com/out\", new_account_url: \"/join\", upgrade_url: \"/more\" }},\n    \
         groups: [\"family\"],\n    metadata: {{ plan }},\n    event: \"trial_started\",\n    tolerance: \"strict\",\n"
    ));
    let family = call(&format!(
        "    client_id: \"shop_live_1\",\n{common}    limit_config: {{ overall_device_limit: LIMITS[plan] }},\n    \
         redirect_urls: {{ logout_url: \"https://a.example.com/out\" }},\n    on_limit_exceeded: () => {{\n      \
         show(\"upsell\");\n      stop();\n    }}, // keep the offer\n"
    ));
    let admin = call(&format!(
        "    client_id: \"admin_live_1\",\n{common}    limit_config: {{ overall_device_limit: 1 }},\n    ...(plan && {{ \
         redirect_urls: {{ logout_url: `${{plan}}/out` }} }}),\n"
    ));
    let env = call("    client_id: import.meta.env.VITE_RUPT_ID,\n    account: user.id,\n");
    let reads = "import Rupt from \"rupt\";\n\nexport async function list(user) {\n  const res = await Rupt.attach({ client_id: \
                 \"shop_live_1\", account: user.id, email: user.email });\n  return res.attached_devices.length;\n}\n\
                 Rupt.attach(options());\n";
    vec![
        ("src/player.js", format!("{start}{player}")),
        ("src/family.js", format!("{family}\nconst LIMITS = {{ basic: 1, family: 6 }};\n")),
        ("src/admin.ts", admin),
        ("src/env.js", env),
        ("src/list.js", reads.to_owned()),
    ]
}

fn hostile() -> Vec<(&'static str, String)> {
    let options = "    client_id: \"</script><img src=x onerror=hit=1>\",\n    account: user.id,\n    limit_config: { \
                   overall_device_limit: \"\\\" onmouseover=hit=1 x=\\\"\" },\n    redirect_urls: { logout_url: \
                   \"'><svg onload=hit=1>\", new_account_url: \"javascript:hit=1\", suspended_url: \"<!--\u{202e}\" },\n    \
                   on_limit_exceeded: () => {\n      stop(`</code></script><script>hit=1</script>`);\n    },\n    ...(plan && \
                   { tolerance: \"]]><b>\" }),\n";
    let todo = "import Rupt from \"@ruptjs/client\";\n// TODO(rupt-migrate) redirect-urls: x\n//   Logout URL: \
                </textarea></script><img src=x onerror=hit=1>\nrun();\n";
    #[cfg(unix)]
    let name = "src/'\"><img src=x onerror=hit=1>.js";
    #[cfg(not(unix))]
    let name = "src/'&img src=x onerror=hit=1.js";
    vec![
        (name, call(options)),
        ("todo.js", todo.to_owned()),
        ("broken <img src=x onerror=hit=1>.js", "import Rupt from \"rupt\";\nRupt.attach({\n".to_owned()),
    ]
}

fn many() -> Vec<(String, String)> {
    let todo = |index: usize| {
        format!(
            "// TODO(rupt-migrate) redirect-urls: x\n//   Logout URL: \"https://a.example.com/{index}\"\nrun({index});\n"
        )
    };
    let file = |index: usize| {
        let todos: String = (index * 100..index * 100 + 100).map(todo).collect();
        (format!("src/{index}.js"), format!("import Rupt from \"@ruptjs/client\";\n{todos}"))
    };
    (0..30).map(file).collect()
}

/// All pages, in one folder.
fn pages() -> TempDir {
    let folder = tempfile::Builder::new().prefix("pages").tempdir().expect("a folder");
    let at = |name: &str| folder.path().join(name);
    let github = Some("git@github.com:acme/shop.git");
    let own = Tree::of(&shop(""), github);
    own.worksheet(&at("page.html"));
    own.worksheet(&at("own.json"));
    let mut newer = shop("// One more line.\n\n");
    newer.push((
        "src/new.js",
        call("    client_id: \"shop_live_1\",\n    account: user.id,\n    phone: user.phone,\n    cookie: false,\n"),
    ));
    newer.retain(|(name, _)| *name != "src/list.js");
    Tree::of(&newer, github).worksheet(&at("newer.html"));
    Tree::of(&shop(""), None).worksheet(&at("local.html"));
    Tree::of(&hostile(), github).worksheet(&at("hostile.html"));
    let many = many();
    let many: Vec<(&str, String)> = many.iter().map(|(name, text)| (name.as_str(), text.clone())).collect();
    Tree::of(&many, None).worksheet(&at("many.html"));
    let mut tv = shop("");
    tv.push(("src/broken.js", "import Rupt from \"rupt\";\nRupt.attach({\n".to_owned()));
    let tv = Tree::of(&tv, Some("https://gitlab.com/acme/tv.git"));
    tv.worksheet(&at("tv.json"));
    let paths = ["own.json", "tv.json", "merged.html"].map(|name| at(name).to_string_lossy().into_owned());
    let ran = tv.run(&["worksheet", "merge", &paths[0], &paths[1], "-o", &paths[2]]);
    assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
    folder
}

fn node(folder: &Path, args: &[&str]) -> Command {
    let mut node = Command::new("node");
    node.args(args).current_dir(folder);
    node
}

fn assert_passes(mut command: Command) {
    let ran = command.output().expect("the test needs Node");
    let said = [ran.stdout, ran.stderr].concat();
    assert!(ran.status.success(), "{}", String::from_utf8_lossy(&said));
    println!("{}", String::from_utf8_lossy(&said));
}

#[test]
fn the_page_allows_its_own_style_and_script_only() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/worksheet");
    assert_passes(node(&folder, &["policy.mjs"]));
}

/// `KEEP=folder` keeps the pages there.
#[test]
fn a_person_can_use_the_page() {
    let pages = pages();
    if let Some(kept) = std::env::var_os("KEEP").map(PathBuf::from) {
        fs::create_dir_all(&kept).expect("made");
        for entry in fs::read_dir(&pages).expect("read").flatten() {
            fs::copy(entry.path(), kept.join(entry.file_name())).expect("copied");
        }
    }
    let folder = npm::installed("worksheet");
    let mut test = node(&folder, &["--test", "--test-reporter=spec", "page.test.mjs"]);
    test.env("PAGES", pages.path());
    assert_passes(test);
}
