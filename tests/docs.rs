//! `docs/mapping.md` is what the table says. `UPDATE_DOCS=1` writes it anew.

use rupt_migrate::kind::{FORMATS, PAGES};
use rupt_migrate::mapping::{ENTRIES, Fate, MANIFEST_ENTRIES, MEMBERS, OPTIONS, OptionRow, entry};
use std::collections::HashSet;
use std::fmt::Write;
use std::{env, fs};

fn fate(row: &OptionRow) -> String {
    match row.fate {
        Fate::ClientId => "`clientId` on the constructor".to_owned(),
        Fate::User => "`user`".to_owned(),
        Fate::Stays => "stays".to_owned(),
        Fate::StaysNoted(id) => format!("stays; see `{id}`"),
        Fate::OnLogout => "`on_logout` on the constructor, or per call".to_owned(),
        Fate::OnChallenge => "goes where it does nothing; else see `on-challenge` and `on-challenge-veto`".to_owned(),
        Fate::OnLimitExceeded => "goes where it does nothing; else see `on-limit-exceeded`".to_owned(),
        Fate::Nested(_) => "goes; see its members".to_owned(),
        Fate::Elsewhere { id, setting, .. } => format!("goes; see `{id}` (**{setting}**)"),
        Fate::Dropped => "goes; v2 ignored it".to_owned(),
    }
}

fn rows(text: &mut String, rows: &[OptionRow], parent: &str) {
    for row in rows {
        writeln!(text, "| `{parent}{}` | {} | ", row.name, fate(row)).expect("written");
        if let Fate::Nested(inner) = row.fate {
            self::rows(text, inner, &format!("{}.", row.name));
        }
    }
}

fn page() -> String {
    let mut text = "# From v2 to v3\n\nGenerated from `src/mapping/` by `UPDATE_DOCS=1 cargo test --test docs`.\n\n\
                    ## Options of `attach`\n\n| v2 | v3 |\n|---|---|\n"
        .to_owned();
    rows(&mut text, OPTIONS, "");
    text.push_str("\n## Everything else v2 exports\n\n| v2 | what is said |\n|---|---|\n");
    for member in MEMBERS {
        writeln!(text, "| `{}` | `{}`: {} |", member.name, member.id, entry(member.id).text).expect("written");
    }
    text.push_str("\n## Notes\n\n| id | level | what it says |\n|---|---|---|\n");
    for entry in ENTRIES.iter().chain(MANIFEST_ENTRIES) {
        let link = entry.link.map_or(String::new(), |link| format!(" [More]({link})"));
        writeln!(text, "| `{}` | {} | {}{link} |", entry.id, entry.level.name(), entry.text).expect("written");
    }
    text.replace(" | \n", " |\n")
}

#[test]
fn the_mapping_page_is_what_the_table_says() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/mapping.md");
    if env::var_os("UPDATE_DOCS").is_some() {
        fs::write(path, page()).expect("written");
    }
    assert_eq!(fs::read_to_string(path).expect("docs/mapping.md is there"), page());
}

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
