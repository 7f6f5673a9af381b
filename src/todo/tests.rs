use super::*;
use crate::mapping::entry;
use crate::syntax::{self, Dialect, Slices};
use swc_common::{GLOBALS, Globals};

fn comments(source: &str) -> Vec<Comment> {
    let slices = Slices::whole(source, Dialect::JavaScript);
    GLOBALS.set(&Globals::new(), || syntax::parse(source, &slices).expect("it parses").comments.to_vec())
}

fn found(source: &str) -> Vec<(String, Vec<(String, String)>)> {
    let blocks = blocks(source, &comments(source));
    let values = |block: &Block| block.values.iter().map(|value| (value.key.clone(), value.text.clone())).collect();
    blocks.iter().map(|block| (block.id.clone(), values(block))).collect()
}

#[test]
fn what_is_written_is_read() {
    let note = Note::new(entry!("redirect-urls"), Span::at(0))
        .with("Logout URL", "[\n  a,\n\n  b,\n].join(\"\")")
        .with("redirect_urls", "x: y")
        .with("comment", "");
    let values = note.values.clone();
    let source = lines(vec![note]).join("\n") + "\nf();\n";
    let blocks = blocks(&source, &comments(&source));
    assert_eq!((blocks.len(), &blocks[0].values), (1, &values));
    assert_eq!(part(&source, blocks[0].span.end as usize..).trim(), "f();");
}

#[test]
fn somebody_elses_comment_below_a_block_is_none_of_its_lines() {
    let source = "// TODO(rupt-migrate) contact: old text\n//   foo(user);\n//   user: user.id,\nf();\n";
    assert_eq!(found(source), [("contact".to_owned(), vec![])]);
    let source = "// TODO(rupt-migrate) device-limit: x\n//   device_count more than: LIMITS[plan]\n//   LIMITS: {}\n//   other: 1\nf();\n";
    let values = [("device_count more than", "LIMITS[plan]"), ("LIMITS", "{}")];
    assert_eq!(found(source)[0].1, values.map(|(key, text)| (key.to_owned(), text.to_owned())));
}

#[test]
fn a_block_of_another_version_is_found_by_its_id() {
    let source = "// TODO(rupt-migrate) redirect-urls: said otherwise\n//   Success URL: \"/a\"\n// TODO(rupt-migrate)   of-tomorrow: x\n//   any: thing\nf();\n";
    let ids: Vec<String> = found(source).into_iter().map(|(id, values)| format!("{id} {}", values.len())).collect();
    assert_eq!(ids, ["redirect-urls 1", "of-tomorrow 1"]);
}

fn orphaned(source: &str) -> Vec<&str> {
    orphans(source, &comments(source)).into_iter().map(|span| span.of(source)).collect()
}

#[test]
fn lines_without_their_first_are_known_by_their_keys() {
    assert_eq!(
        orphaned(
            "g(); // x\n//   Logout URL: a\n//     b\n//   Success URL (was new_account_url): c\n//   else: d\nf();\n"
        ),
        ["//   Logout URL: a\n//     b\n//   Success URL (was new_account_url): c"]
    );
    let behind_a_block = "// TODO(rupt-migrate) contact: x\n//   Logout URL: a\nf();\n";
    assert_eq!(orphaned(behind_a_block), ["//   Logout URL: a"]);
    for other in [
        "// Settings:\n//   Logout URL: a\nf();\n",
        "//  Logout URL: a\nf();\n",
        "//    Logout URL: a\nf();\n",
        "//   client_id: a\nf();\n",
        "/*   Logout URL: a */\nf();\n",
        "f(); //   Logout URL: a\n",
        "// TODO(rupt-migrate) redirect-urls: x\n//   Logout URL: a\nf();\n",
    ] {
        assert_eq!(orphaned(other), [""; 0], "{other}");
    }
}

#[test]
fn marks_are_found_whatever_they_stand_in() {
    let source = "<!-- TODO(rupt-migrate) contact: x --> \"TODO(rupt-migrate) \" TODO(rupt-migrate)";
    assert_eq!(marks(source).map(|(_, id)| id).collect::<Vec<_>>(), ["contact"]);
}
