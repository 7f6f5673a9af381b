use super::*;

fn all(source: &str, language: Language) -> Markup<'_> {
    read(source, Span::new(0, source.len() as u32), language)
}

#[test]
fn scripts_are_found_with_their_text() {
    let source = "<!-- <script>no</script> --><script setup lang='ts'>\na < b;\n</script >\n<p>x</p>";
    let markup = all(source, Language::Html);
    let script = &markup.elements[0];
    assert!(script.is("SCRIPT") && script.get(source, "setup") == Some(""));
    assert_eq!(script.get(source, "lang"), Some("ts"));
    assert_eq!(script.text().map(|text| text.of(source)), Some("\na < b;\n"));
    assert_eq!(markup.elements.len(), 2);
}

#[test]
fn the_case_of_names_counts_in_components() {
    let names = |language| -> Vec<&str> {
        let markup = all("<Script>a <b></Script><SCRIPT>a <i></SCRIPT><script>a <u></script>", language);
        markup.elements.iter().filter(|element| !element.is_text).map(|element| element.name).collect()
    };
    assert_eq!(names(Language::Html), [""; 0]);
    assert_eq!(names(Language::Astro), ["Script", "b", "SCRIPT", "i"]);
}

#[test]
fn an_end_tag_closes_what_is_open_inside() {
    let source = "<ul><li>a<li>b<Link>c</Link><br></ul></p><script></script>";
    let markup = all(source, Language::Svelte);
    let depths: Vec<usize> = markup.elements.iter().map(|element| element.depth).collect();
    assert_eq!(depths, [0, 1, 2, 3, 3, 0]);
    let contents: Vec<&str> = markup.elements.iter().map(|element| element.content.of(source)).collect();
    assert_eq!(contents[1..4], ["a<li>b<Link>c</Link><br>", "b<Link>c</Link><br>", "c"]);
}

#[test]
fn text_elements_hold_expressions() {
    let source = "<title>{a} <b></title><textarea>{{c}}</textarea>";
    let markup = all(source, Language::Svelte);
    let texts: Vec<&str> = markup.expressions.iter().map(|span| span.of(source)).collect();
    assert_eq!((markup.elements.len(), texts), (2, vec!["{a}", "{{c}}"]));
}

#[test]
fn a_block_of_vue_is_text_unless_it_is_the_template() {
    let source = "<docs>a <b></docs><template><p>{{ a <b }}</p></template><template lang='pug'>a <b</template>";
    let markup = all(source, Language::Vue);
    let names: Vec<&str> = markup.elements.iter().map(|element| element.name).collect();
    assert_eq!(names, ["docs", "template", "p", "template"]);
    assert_eq!(markup.elements[1].content.of(source), "<p>{{ a <b }}</p>");
}

#[test]
fn expressions_hold_brackets_and_braces() {
    let source = "<a on:click={() => b > { c: '}' }.c}>{#if d < e}{f}{/if}</a>";
    let markup = all(source, Language::Svelte);
    assert_eq!(markup.elements.len(), 1);
    let value = markup.elements[0].attributes[0].value.map(|value| value.of(source));
    assert_eq!(value, Some("{() => b > { c: '}' }.c}"));
    let texts: Vec<&str> = markup.expressions.iter().map(|span| span.of(source)).collect();
    assert_eq!(texts, ["{#if d < e}", "{f}", "{/if}"]);
}

#[test]
fn values_end_behind_their_braces() {
    let values = |source| -> Vec<&str> {
        let markup = all(source, Language::Svelte);
        let attributes = markup.elements.into_iter().flat_map(|element| element.attributes);
        attributes.filter_map(|attribute| attribute.value).map(|value| value.of(source)).collect()
    };
    let source = r#"<a b="{c("d", '>')}" e={f}/><g h=i{"> j"}k l='{m['n']}'>o</g>"#;
    assert_eq!(values(source), [r#"{c("d", '>')}"#, "{f}", r#"i{"> j"}k"#, "{m['n']}"]);
    assert_eq!(values("<a // b=\"c\n /* d='>' */ e={f} />"), ["{f}"]);
}

#[test]
fn names_end_with_their_tag() {
    let markup = all("<template><a :b/><c :[d/e]=\"f\"/></template>", Language::Vue);
    let names: Vec<&str> = markup.elements.iter().flat_map(|element| &element.attributes).map(|a| a.name).collect();
    assert_eq!(names, [":b", ":[d/e]"]);
}

#[test]
fn expressions_of_vue_end_with_the_first_braces() {
    let source = "{{ a }}<template>{{ it's // b }} {{ c </template>";
    let texts: Vec<&str> = all(source, Language::Vue).expressions.iter().map(|span| span.of(source)).collect();
    assert_eq!(texts, ["{{ it's // b }}"]);
}

#[test]
fn code_that_nothing_ends_is_told() {
    for (language, source) in [
        (Language::Svelte, "a{b"),
        (Language::Svelte, "a{b)"),
        (Language::Svelte, "a{#if b"),
        (Language::Svelte, "<a {b"),
        (Language::Svelte, "<a b={c>"),
        (Language::Svelte, "<title>{a</title>"),
        (Language::Vue, "<template>{{ a</template>"),
        (Language::Astro, "a{b"),
        (Language::Astro, "<p>{a</p>"),
        (Language::Astro, "<title>{a</title>"),
        (Language::Astro, "<a {b"),
    ] {
        let brace = source.find('{').map(|at| at as u32);
        assert!(all(source, language).unclosed.is_some_and(|at| Some(at) == brace), "{source}");
    }
    for (language, source) in [
        (Language::Svelte, "<a {b} c=\"{d}{e}\" f={g}>{#if h}{/if}{'{'}</a>"),
        (Language::Vue, "<docs>{{ a</docs><template><p a=\"{\">{ {{ b }} }</p></template>"),
        (Language::Astro, "<a {b} c=\"{\" d={e}>{f && <p>{g}</p>}{'{'}</a>"),
        (Language::Html, "{ {{ <a b={c>"),
    ] {
        assert_eq!(all(source, language).unclosed, None, "{source}");
    }
}

#[test]
fn nothing_is_lost_in_broken_markup() {
    for source in ["<", "<a", "<a b=\"", "<script>", "{{", "</", "<a {", "<a =>", "<a =", "é<é"] {
        let _ = all(source, Language::Vue);
        let _ = all(source, Language::Svelte);
    }
}
