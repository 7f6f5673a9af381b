use crate::tree::{MOVES, Tree};
use rupt_migrate::examples::Example;
use rupt_migrate::mapping::{ENTRIES, Level, MANIFEST_ENTRIES, names};

#[test]
fn a_note_is_explained_with_what_becomes_of_its_example() {
    let tree = Tree::new();
    insta::assert_snapshot!(tree.run(&["explain", "redirect-urls"]).out);
    insta::assert_snapshot!(tree.run(&["explain", "get-hash"]).out);
    insta::assert_snapshot!(tree.run(&["explain", "manifest-alias"]).out);
}

#[test]
fn without_an_id_all_are_listed() {
    insta::assert_snapshot!(Tree::new().run(&["explain"]).out);
}

#[test]
fn what_stays_has_a_part_on_what_to_write_by_hand() {
    let tree = Tree::new();
    insta::assert_snapshot!(tree.run(&["explain", "response-read"]).out);
    insta::assert_snapshot!(tree.run(&["explain", "page-code"]).out);
    for entry in ENTRIES.iter().chain(MANIFEST_ENTRIES).filter(|entry| entry.level == Level::Manual) {
        assert!(tree.run(&["explain", entry.id]).out.contains("\nBy hand\n"), "{}", entry.id);
    }
}

#[test]
fn the_comment_that_silences_is_shown_where_it_does() {
    let tree = Tree::new();
    assert!(tree.run(&["explain", "detach"]).out.contains("// rupt-migrate-ignore detach\n"));
    assert!(!tree.run(&["explain", "page-code"]).out.contains("rupt-migrate-ignore"));
}

#[test]
fn every_id_has_a_page() {
    let tree = Tree::new();
    for entry in ENTRIES.iter().chain(MANIFEST_ENTRIES) {
        let ran = tree.run(&["explain", entry.id]);
        assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{}", entry.id);
        assert!(ran.out.starts_with(&format!("{} (", entry.id)) && ran.out.contains("\nBefore\n"), "{}", ran.out);
    }
}

#[test]
fn every_example_of_a_manifest_leads_to_its_note() {
    for example in Example::all().filter(|example| example.kind().is_none()) {
        let workspace = "packages:\n  - app\ncatalog:\n  rupt: ^2.24.1\n";
        let file = format!("app/{}", example.file);
        let tree = Tree::of(&[("pnpm-workspace.yaml", workspace), (&file, example.text)]);
        if example.id != "manifest-unused" {
            tree.write("app/a.js", MOVES);
        }
        let ran = tree.run(&["-n", "-v", "app"]);
        assert!(ran.err.contains(&format!(" {}: ", example.id)), "{}: {}", example.id, ran.err);
    }
}

#[test]
fn every_name_of_v2_leads_to_its_notes() {
    let tree = Tree::new();
    for (name, ids) in [
        ("limit_config", &["device-limit", "limit-by-plan", "people-limit"][..]),
        ("on_challenge", &["on-challenge", "challenge-watched", "challenge-unsafe", "on-challenge-veto"]),
        ("`Rupt.detach()`", &["detach-removed", "detach"]),
        ("attached_devices", &["response-unsafe", "response-read"]),
    ] {
        let ran = tree.run(&["explain", name]);
        let found: Vec<&str> = ran.out.lines().filter_map(|line| line.strip_prefix("  ")?.split(' ').next()).collect();
        assert_eq!((ran.code, ran.err.as_str(), found.as_slice()), (0, "", ids), "{name}: {}", ran.out);
    }
    for name in ["getAttachedDevices", "get_attached_devices", "`Rupt.getAttachedDevices`", "get-attached-devices"] {
        assert!(tree.run(&["explain", name]).out.starts_with("get-attached-devices (manual: code)\n"), "{name}");
    }
    for name in names() {
        assert_eq!(tree.run(&["explain", &name.name]).code, 0, "{}", name.name);
    }
}

#[test]
fn a_line_of_a_list_is_no_wider_than_a_terminal() {
    for words in [&["explain"][..], &["explain", "v2"], &["explain", "log", "out"]] {
        let ran = Tree::new().run(words);
        let wide: Vec<&str> = ran.out.lines().filter(|line| line.chars().count() > 80).collect();
        assert!(ran.code == 0 && wide.is_empty(), "{wide:?}");
    }
}

#[test]
fn what_is_said_nowhere_suggests_the_nearest() {
    let tree = Tree::new();
    for (words, says) in [
        ("tolernace", "error: no note has the id `tolernace` or contains it; did you mean `tolerance`?\n"),
        ("zzz", "error: no note has the id `zzz` or contains it; `rupt-migrate explain` lists all\n"),
    ] {
        let ran = tree.run(&["explain", words]);
        assert_eq!((ran.code, ran.out.as_str(), ran.err.as_str()), (2, "", says));
    }
    let ran = tree.run(&["explain", "\u{1b}[2J"]);
    assert!(ran.code == 2 && !ran.err.contains('\u{1b}'), "{:?}", ran.err);
}

#[test]
fn v3_is_explained() {
    insta::assert_snapshot!(Tree::new().run(&["explain", "v3"]).out);
}

#[test]
fn a_folder_called_like_a_command_is_reachable() {
    let tree = Tree::of(&[("explain/a.js", MOVES), ("man/b.js", MOVES)]);
    assert!(tree.run(&["-n", "./explain"]).out.contains("b/explain/a.js"));
    assert!(tree.run(&["-n", "explain"]).out.contains("b/explain/a.js"));
    assert!(tree.run(&["--", "man"]).code == 0 && tree.read("man/b.js") != MOVES);
}

#[test]
fn shells_complete_commands_options_and_ids() {
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let ran = Tree::new().run(&["completions", shell]);
        assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{shell}");
        for word in ["output-format", "completions", "dry-run"] {
            assert!(ran.out.contains(word), "{shell}: {word}");
        }
    }
    assert!(Tree::new().run(&["completions", "bash"]).out.contains("redirect-urls"));
}

#[test]
fn the_manual_page_has_every_option_and_command() {
    let ran = Tree::new().run(&["man"]);
    assert!(ran.code == 0 && ran.out.contains(".TH rupt-migrate 1"), "{}", ran.out);
    for part in ["\\-\\-dry\\-run", "\\-\\-output\\-format", "rupt\\-migrate explain", "Exit codes:"] {
        assert!(ran.out.contains(part), "{part} in {}", ran.out);
    }
}
