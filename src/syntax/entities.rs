//! Character references of HTML: in the value of an attribute of Vue, `&quot;` is a quote of its code.

use crate::edit::part;
/// The references that code uses, each with the character that it stands for.
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

/// The code that `text` spells, with every other byte at its place. A reference is longer than its
/// character, so blanks fill the rest. Where they must be is not known: in `a &amp;&amp; b` the two
/// characters have to touch, in `() =&gt; b` the character has to touch the text before it. Returns the
/// possible texts, the most likely one first.
pub fn read(text: &str) -> Vec<String> {
    if !SPELLED.iter().any(|(spelled, _)| text.contains(spelled)) {
        return vec![text.to_owned()];
    }
    vec![with(text, Pad::Before), with(text, Pad::Behind), text.to_owned()]
}

/// On which side of a character the blanks are.
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
