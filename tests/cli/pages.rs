use crate::tree::{MANIFEST, MOVES, Tree};

const CDN: &str = "<script src=\"https://cdn.rupt.dev/js/rupt.js\"></script>\n";
const READER: &str = "<button onclick=\"Rupt.detach()\">Leave</button>\n";

fn keeps_the_global(files: &[(&str, &str)]) -> bool {
    let tree = Tree::of(files);
    tree.write("a.js", MOVES);
    tree.run(&[]);
    tree.read("a.js").contains("import \"rupt\"")
}

#[test]
fn a_page_that_reads_the_global_keeps_the_import_that_sets_it() {
    assert!(keeps_the_global(&[("index.html", READER)]));
    assert!(keeps_the_global(&[("index.erb", "<script>Rupt.attach(<%= user %>)</script>")]));
    assert!(!keeps_the_global(&[("index.html", "<p>Rupt. And <code>Rupt.attach</code></p>")]));
}

#[test]
fn a_script_of_a_page_brings_the_global_by_itself() {
    let not_run = format!("<!-- {CDN} --><noscript>{CDN}</noscript>");
    for (page, kept) in [(CDN, false), ("<script src=/js/rupt.min.js></script>", false), (&not_run, true)] {
        assert_eq!(keeps_the_global(&[("index.html", page), ("b.html", READER)]), kept, "{page}");
    }
}

#[test]
fn a_script_from_elsewhere_needs_no_package() {
    let copy = "<script src=\"node_modules/rupt/index.js\"></script>\n";
    for (page, needed) in [(CDN, false), (copy, true), (READER, true)] {
        let tree = Tree::of(&[("a.js", MOVES), ("index.html", page), ("package.json", MANIFEST)]);
        let ran = tree.run(&[]);
        assert!(ran.err.contains("index.html:1 "), "{}", ran.err);
        assert_eq!(tree.read("package.json").contains("\"rupt\""), needed, "{page}");
        assert_eq!(tree.run(&["--check"]).code, 1, "{page}");
    }
}

#[test]
fn modules_of_pages_and_templates_move() {
    let page = format!("<% if (user) {{ %>\n<script type=\"module\">\n{MOVES}</script>\n<% }} %>\n");
    let tree = Tree::of(&[("page.ejs", &page), ("index.html", &page), ("package.json", MANIFEST)]);
    let ran = tree.run(&[]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    for file in ["page.ejs", "index.html"] {
        let after = tree.read(file);
        assert!(after.contains("@ruptjs/client") && after.starts_with("<% if (user) { %>\n"), "{after}");
    }
    assert!(!tree.read("package.json").contains("\"rupt\""));
}

#[test]
fn a_page_that_is_not_utf_8_is_told_only_if_it_uses_rupt() {
    let tree = Tree::new();
    tree.write("about.html", b"<p>caf\xe9, by Rupt. Always.</p>");
    assert!(tree.run(&[]).found_nothing());
    tree.write("shop.html", b"<p>caf\xe9</p><script src=/js/rupt.js></script>");
    let ran = tree.run(&[]);
    assert_eq!(ran.code, 2);
    assert!(ran.said("shop.html not UTF-8, so left alone"), "{}", ran.err);
}

#[test]
fn a_module_that_an_import_map_does_not_know_yet_is_told() {
    let page = "<script type=\"importmap\">{ \"imports\": { \"rupt\": \"/js/rupt.js\" } }</script>\n";
    let told = "An import map names `rupt` and not `@ruptjs/client`";
    for (path, text) in [("index.html", page), ("config/importmap.rb", "pin \"rupt\"\n")] {
        let tree = Tree::of(&[(path, text), ("guard.js", MOVES)]);
        let ran = tree.run(&[]);
        assert!(ran.err.contains(told) && ran.err.contains(&format!("({path}:1:")), "{}", ran.err);
        tree.write(path, text.replace("rupt\"", "@ruptjs/client\""));
        assert!(!tree.run(&["--check"]).err.contains(told));
    }
}
