//! `docs/mapping.md` and `docs/open-questions.md` are what the table says. `UPDATE_DOCS=1` writes them anew.

use rupt_migrate::kind::{FORMATS, PAGES};
use rupt_migrate::mapping::{
    Basis, ENTRIES, Fate, LIMITS, MANIFEST_ENTRIES, MEMBERS, ONCE, OPTIONS, OptionRow, QUESTIONS, SOURCES, V3_NAMES,
    remarks,
};
use std::collections::HashSet;
use std::fmt::Write;
use std::path::Path;
use std::{env, fs};

fn fate(row: &OptionRow) -> String {
    match row.fate {
        Fate::ClientId => "`clientId` on the constructor".to_owned(),
        Fate::User => "`user`".to_owned(),
        Fate::Stays => "stays".to_owned(),
        Fate::StaysNoted(entry) => format!("stays; see `{}`", entry.id),
        Fate::OnLogout => "`on_logout` on the constructor, or per call".to_owned(),
        Fate::OnChallenge => "goes where it does nothing; else see `on-challenge` and `on-challenge-veto`".to_owned(),
        Fate::OnLimitExceeded => "goes where it does nothing; else see `on-limit-exceeded`".to_owned(),
        Fate::Nested(_) => "goes; see its members".to_owned(),
        Fate::Elsewhere { entry, setting, .. } => format!("goes; see `{}` (**{setting}**)", entry.id),
        Fate::Dropped => "goes; v2 ignored it".to_owned(),
    }
}

/// The columns that say how sure a text is, and where that is from.
fn basis(basis: Basis) -> String {
    format!("{} | {}", basis.certainty.name(), basis.sources.join(", "))
}

fn rows(text: &mut String, rows: &[OptionRow], parent: &str) {
    for row in rows {
        writeln!(text, "| `{parent}{}` | {} | {} |", row.name, fate(row), basis(row.basis())).expect("written");
        if let Fate::Nested(inner) = row.fate {
            self::rows(text, inner, &format!("{}.", row.name));
        }
    }
}

const MAPPING_HEAD: &str = "\
# From v2 to v3

Generated from `src/mapping/` by `UPDATE_DOCS=1 cargo test --test docs`.

How sure each fact is, and where it is from, stands beside it; the sources, some of which were read in stored copies, \
are at the end. *Seen in v2* is what v2's package does; *not documented* is what no page of v3 was found to say; \
*ours* is about this program.

## Options of `attach`

| v2 | v3 | how sure | source |
|---|---|---|---|
";

fn page() -> String {
    let mut text = MAPPING_HEAD.to_owned();
    rows(&mut text, OPTIONS, "");
    text.push_str("\n## Everything else v2 exports\n\n| v2 | what is said | how sure | source |\n|---|---|---|---|\n");
    for member in MEMBERS {
        let entry = member.entry;
        writeln!(text, "| `{}` | `{}`: {} | {} |", member.name, entry.id, entry.full(), basis(entry.basis))
            .expect("written");
    }
    text.push_str("\n## Notes\n\n| id | level | what it says | how sure | source |\n|---|---|---|---|---|\n");
    for entry in ENTRIES.iter().chain(MANIFEST_ENTRIES) {
        let link = entry.link.map_or(String::new(), |link| format!(" [More]({link})"));
        let basis = basis(entry.basis);
        writeln!(text, "| `{}` | {} | {}{link} | {basis} |", entry.id, entry.level.name(), entry.full())
            .expect("written");
    }
    text.push_str("\n## Names of v3\n\n| of | names | how sure | source |\n|---|---|---|---|\n");
    for row in V3_NAMES {
        let names: Vec<String> = row.names.iter().map(|name| format!("`{name}`")).collect();
        writeln!(text, "| {} | {} | {} |", row.of.about(), names.join(", "), basis(row.basis)).expect("written");
    }
    text.push_str("\n## Once per run\n\n| | what is said | how sure | source |\n|---|---|---|---|\n");
    let once = ONCE.iter().map(|said| (String::new(), *said));
    for (id, said) in once.chain(LIMITS.iter().map(|limit| (format!("`{}`", limit.id), limit.text))) {
        writeln!(text, "| {id} | {} | {} |", said.says, basis(said.basis)).expect("written");
    }
    text.push_str("\n## Behind a value\n\n| what is said | how sure | source |\n|---|---|---|\n");
    let mut said: Vec<&str> = Vec::new();
    for remark in remarks() {
        if said.contains(&remark.says) {
            continue;
        }
        said.push(remark.says);
        writeln!(text, "| {} | {} |", remark.says, basis(remark.basis)).expect("written");
    }
    text.push_str("\n## Sources\n\n| key | what it is | address |\n|---|---|---|\n");
    for source in SOURCES {
        writeln!(text, "| {} | {} | <{}> |", source.key, source.about, source.page).expect("written");
    }
    text
}

const QUESTIONS_HEAD: &str = "\
# Open questions to Rupt

Generated from `src/mapping/` by `UPDATE_DOCS=1 cargo test --test docs`.

This is what no page of v3 was found to say, or where pages disagree, and what `rupt-migrate` does until it is known. An answer changes the \
texts of the notes beside it, or makes them needless. The notes are explained by `rupt-migrate explain ID` and in \
[mapping.md](mapping.md), which also has the sources; those that begin with `once-` are said once per run.

| | question | until it is answered | notes | looked for in |
|---|---|---|---|---|
";

fn questions() -> String {
    let mut text = QUESTIONS_HEAD.to_owned();
    for (index, open) in QUESTIONS.iter().enumerate() {
        let ids: Vec<String> = open.ids.iter().map(|id| format!("`{id}`")).collect();
        let (ids, sources) = (ids.join(", "), open.sources.join(", "));
        writeln!(text, "| {} | {} | {} | {ids} | {sources} |", index + 1, open.asks, open.until).expect("written");
    }
    text
}

#[test]
fn the_generated_pages_are_what_the_table_says() {
    for (name, page) in [("mapping.md", page()), ("open-questions.md", questions())] {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs").join(name);
        if env::var_os("UPDATE_DOCS").is_some() {
            fs::write(&path, &page).expect("written");
        }
        assert_eq!(fs::read_to_string(&path).expect(name), page);
    }
}

/// Each option of v2 and everything else it exports is in the README's table, or is a member of what is.
#[test]
fn the_readme_says_what_becomes_of_every_option() {
    let page = fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/README.md")).expect("the page is there");
    let (_, table) = page.split_once("## What moves and what stays").expect("the table is there");
    let (table, _) = table.split_once("\n## ").expect("a part follows");
    let missing = |name: &&str| !table.contains(&format!("`{name}`"));
    let missing: Vec<&str> = OPTIONS.iter().map(|row| row.name).filter(missing).collect();
    assert_eq!(missing, UNSAID, "options of v2 that the README's table does not name");
}

/// Options that the table leaves to `docs/mapping.md`: v2 ignored it.
const UNSAID: [&str; 1] = ["identity"];

#[test]
fn the_readme_has_a_row_for_every_format() {
    let readme = fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/README.md")).expect("README.md is there");
    for format in FORMATS.iter().chain(PAGES) {
        let row = format!("| {} | `", format.name);
        assert_eq!(readme.matches(&row).count(), 1, "{row}");
    }
}

#[test]
fn every_id_stands_once_and_is_written_in_words() {
    let mut seen = HashSet::new();
    for entry in ENTRIES.iter().chain(MANIFEST_ENTRIES) {
        assert!(entry.id.chars().all(|c| c.is_ascii_lowercase() || c == '-'), "{}", entry.id);
        assert!(seen.insert(entry.id), "{} stands twice", entry.id);
    }
}
