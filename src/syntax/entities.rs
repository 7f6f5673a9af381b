//! Signs that HTML spells in words: `&quot;` in the value of an attribute of Vue is a quote of its code.

use crate::edit::part;
/// What code is written with.
const SPELLED: [(&str, &str); 9] = [
    ("&amp;", "&"),
    ("&lt;", "<"),
    ("&gt;", ">"),
    ("&quot;", "\""),
    ("&apos;", "'"),
    ("&#34;", "\""),
    ("&#39;", "'"),
    ("&#x22;", "\""),
    ("&#x27;", "'"),
];

/// The code that `text` spells, each byte of the rest at its place. Where the signs stand is not known:
/// `a &amp;&amp; b` needs them together, `() =&gt; b` next to what is before. The likely first.
pub fn read(text: &str) -> Vec<String> {
    if !SPELLED.iter().any(|(spelled, _)| text.contains(spelled)) {
        return vec![text.to_owned()];
    }
    vec![with(text, Pad::Before), with(text, Pad::Behind), text.to_owned()]
}

/// Where the blanks go that a sign leaves.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Pad {
    Before,
    Behind,
}

fn with(text: &str, pad: Pad) -> String {
    let mut code = String::with_capacity(text.len());
    let mut signs = String::new();
    let mut rest = text;
    while !rest.is_empty() || !signs.is_empty() {
        if let Some((spelled, sign)) = SPELLED.iter().find(|(spelled, _)| rest.starts_with(spelled)) {
            signs += sign;
            rest = part(rest, spelled.len()..);
            continue;
        }
        let length = text.len() - rest.len() - code.len();
        let blanks = " ".repeat(length - signs.len());
        code += &if pad == Pad::Before { blanks + &signs } else { signs.clone() + &blanks };
        signs.clear();
        let next = rest.chars().next().map_or(0, char::len_utf8);
        code += part(rest, ..next);
        rest = part(rest, next..);
    }
    code
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_keep_the_rest_at_its_place() {
        assert_eq!(read("a &amp;&amp; b")[0], "a         && b");
        assert_eq!(read("() =&gt; é")[1], "() =>    é");
        assert_eq!(read("&quot;x&quot;"), ["     \"x     \"", "\"     x\"     ", "&quot;x&quot;"]);
        assert_eq!(read("a & b"), ["a & b"]);
    }
}
