//! Other people's code: left alone as it is, and migrated exactly where v2 is planted into it.

#[path = "common/npm.rs"]
mod npm;

use rupt_migrate::edit::Edit;
use rupt_migrate::migrate;
use rupt_migrate::migration::{Choice, Outcome, UseFate};
use rupt_migrate::syntax::Dialect;
use std::fs;
use std::ops::Range;
use std::path::PathBuf;
use std::process::Command;

/// The folders of the packages that are installed, those they depend on included.
fn packages() -> Vec<PathBuf> {
    let modules = npm::installed("others").join("node_modules");
    let folders = |path: &PathBuf| {
        let entries = fs::read_dir(path).expect("it can be read").map(|entry| entry.expect("an entry").path());
        let mut folders: Vec<PathBuf> = entries.filter(|path| path.is_dir()).collect();
        folders.sort();
        folders
    };
    let name = |path: &PathBuf| path.file_name().expect("a name").to_string_lossy().into_owned();
    let all = folders(&modules).into_iter().filter(|path| !name(path).starts_with('.'));
    all.flat_map(|path| if name(&path).starts_with('@') { folders(&path) } else { vec![path] }).collect()
}

#[test]
fn no_change_and_no_complaint() {
    let run = Command::new(env!("CARGO_BIN_EXE_rupt-migrate"))
        .args(["--check", "--no-ignore", "-v"])
        .args(packages())
        .output()
        .expect("the tool runs");
    let said = String::from_utf8_lossy(&run.stderr);
    assert!(run.status.success() && run.stdout.is_empty(), "{}{said}", String::from_utf8_lossy(&run.stdout));
    assert!(said.contains("No Rupt v2 in ") && said.contains("\nNothing to do."), "{said}");
    let seen = said.lines().find_map(|line| line.strip_prefix("Files: ")?.split_once(" seen")?.0.parse().ok());
    let seen: usize = seen.unwrap_or_default();
    assert!(seen > 10_000, "only {seen} files were seen:\n{said}");
}

/// v2 code of many shapes: what loads it, and a function that calls it, `N` being a number.
const PLANTS: [(&str, &str); 8] = [
    (
        "import Rupt from \"rupt\";",
        "export async function ruptN(account) {\n  await Rupt.attach({ client_id: \"cid\", account: account.id, email: account.email });\n}",
    ),
    (
        "import { attach as ruptAttach } from \"rupt\";",
        "export const ruptN = (account) => ruptAttach({ client_id: \"cid\", account: account.id, email: account.email }).catch(() => null);",
    ),
    (
        "import * as RuptSdk from \"rupt\";",
        "export function ruptN(account) {\n  void RuptSdk.default.attach({\n    client_id: \"cid\", // the key\n    account: account.id,\n    email: account.email,\n    on_current_device_logout: () => account.forget(),\n    redirect_urls: { logout_url: \"https://a.test/out\", new_account_url: account.url },\n  });\n}",
    ),
    (
        "",
        "export async function ruptN(account) {\n  const { default: RuptSdk } = await import(\"rupt\");\n  await RuptSdk.attach({ client_id: account.tenant, account: account.id, phone: account.phone });\n}",
    ),
    (
        "",
        "export const ruptN = (account) => void import(\"rupt\").then((sdk) => sdk.default.attach({ client_id: \"cid\", account: account.id, email: account.email }));",
    ),
    (
        "const RuptSdk = require(\"rupt\");",
        "exports.ruptN = async (account) => {\n  const { device_id } = await RuptSdk.attach({ client_id: \"cid\", account: account.id, email: account.email });\n};",
    ),
    (
        "const { attach: ruptAttach } = require(\"rupt/common.cjs\");",
        "const ruptOptions = { client_id: \"cid\", tolerance: \"strict\" };\nexports.ruptN = (account) => { ruptAttach({ ...ruptOptions, account: account.id, email: account.email }); };",
    ),
    (
        "",
        "exports.ruptN = (account) => void require(\"rupt\").attach({ client_id: account.tenant, account: account.id, email: account.email });",
    ),
];

/// The source with a plant, where the original stands in it, and the dialect. None where it is no
/// place to plant in.
fn planted(path: &PathBuf, number: usize) -> Option<(String, Range<usize>, Dialect)> {
    let name = path.to_string_lossy();
    let dialect = Dialect::of(&name).filter(|dialect| !matches!(dialect, Dialect::Declarations))?;
    let source = fs::read_to_string(path).ok().filter(|text| (1_000..60_000).contains(&text.len()))?;
    let is_taken = source.to_lowercase().contains("rupt")
        || source.contains("var require")
        || source.starts_with("#!")
        || source.contains("typeof window");
    let starts_bare = source.trim_start().starts_with(['"', '\'', '(', '[', '`', '/', '+', '-', ';', '!']);
    if is_taken || starts_bare || !matches!(migrate(&source, dialect, &Choice::default()), Outcome::Clean) {
        return None;
    }
    let is_module = source.contains("\nexport ") || source.contains("\nimport ") || name.ends_with(".mjs");
    let plants: Vec<_> = PLANTS.iter().filter(|(_, code)| code.starts_with("export ") == is_module).collect();
    let (load, code) = plants[number % plants.len()];
    let top = if load.is_empty() { String::new() } else { format!("{load}\n") };
    let code = code.replace("ruptN", &format!("rupt{number}"));
    Some((format!("{top}{source}\n;\n{code}\n"), top.len()..top.len() + source.len(), dialect))
}

#[test]
#[ignore = "takes a minute; `cargo test --release --test others -- --ignored`"]
fn what_is_planted_moves_and_nothing_else_does() {
    const WANTED: usize = 2000;
    let files = packages().into_iter().flat_map(|package| {
        let entries = walkdir::WalkDir::new(package).sort_by_file_name().into_iter().filter_map(Result::ok);
        entries.map(walkdir::DirEntry::into_path).filter(|path| path.is_file()).collect::<Vec<_>>()
    });
    let mut faults = Vec::new();
    let mut count = 0;
    for path in files {
        let Some((text, original, dialect)) = planted(&path, count) else { continue };
        count += 1;
        let mut fault = |what: &str| faults.push(format!("{}: {what}", path.display()));
        match migrate(&text, dialect, &Choice::default()) {
            Outcome::Migrated(migration) => {
                let output = migration.output(&text).unwrap_or_default();
                if migration.uses.is_empty() || migration.uses.iter().any(|found| found.fate == UseFate::Left) {
                    fault(&format!(
                        "not all moved: {:?}",
                        migration.notes.iter().map(|note| note.entry.id).collect::<Vec<_>>()
                    ));
                }
                // New lines may go in between; nothing may be taken away.
                let touches = |edit: &Edit| {
                    let (start, end) = (edit.span.start as usize, edit.span.end as usize);
                    start < end && start < original.end && original.start < end
                };
                if migration.edits.iter().any(touches) {
                    fault("bytes of the original were touched");
                }
                match migrate(&output, dialect, &Choice::default()) {
                    Outcome::Migrated(again) if !again.edits.is_empty() => fault("a second run changes it"),
                    Outcome::Unparsable { message, .. } => fault(&format!("does not parse: {message}")),
                    _ => {}
                }
            }
            Outcome::Unparsable { .. } | Outcome::TooMuch => count -= 1,
            Outcome::Unproven { reason } => fault(&format!("unproven: {reason}")),
            Outcome::Clean => fault("v2 was not found"),
        }
        if count == WANTED {
            break;
        }
    }
    assert!(faults.is_empty(), "{} faults in {count} files:\n{}", faults.len(), faults.join("\n"));
    assert_eq!(count, WANTED, "too few files to plant in");
}
