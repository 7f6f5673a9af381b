//! Finding the words that changed in a changed line.
//!
//! When lines were replaced by others, each new line is compared with the old line that resembles it most, if
//! any. Very long lines, and changes with too many lines, are not compared.

use crate::edit::part;
use similar::{Algorithm, DiffTag, capture_diff_slices};
use std::ops::Range;

/// The byte ranges that changed in a line.
pub type Changed = Vec<Range<usize>>;

/// The longest line that is compared, in bytes.
const LONGEST: usize = 1000;

/// The maximum number of pairs of lines that are compared in one change.
const MOST_PAIRS: usize = 2500;

/// How much of two lines must be equal for them to be compared, in percent.
const ALIKE: usize = 33;

/// Returns what changed in each line of `old` and of `new`. It is empty for a line that resembles no other.
pub fn changed(old: &[String], new: &[String]) -> (Vec<Changed>, Vec<Changed>) {
    let mut changed = (vec![Changed::new(); old.len()], vec![Changed::new(); new.len()]);
    if old.len() * new.len() > MOST_PAIRS {
        return changed;
    }
    let mut next = 0;
    for (index, line) in old.iter().enumerate() {
        let others = new.iter().enumerate().skip(next).filter_map(|(at, other)| Some((at, compare(line, other)?)));
        // Takes the first of equal ones; `max_by_key` would take the last.
        let best = others.min_by_key(|(_, compared)| usize::MAX - compared.alike);
        if let Some((at, compared)) = best {
            (changed.0[index], changed.1[at]) = (compared.old, compared.new);
            next = at + 1;
        }
    }
    changed
}

struct Compared {
    /// How much is equal, in percent.
    alike: usize,
    old: Changed,
    new: Changed,
}

/// Compares two lines. Returns `None` if they have too little in common.
fn compare(old: &str, new: &str) -> Option<Compared> {
    if old.len() > LONGEST || new.len() > LONGEST {
        return None;
    }
    let (old, new) = (words(old), words(new));
    let mut compared = Compared { alike: 0, old: Changed::new(), new: Changed::new() };
    let mut same = 0;
    for op in capture_diff_slices(Algorithm::Myers, &old, &new) {
        if op.tag() == DiffTag::Equal {
            same += weight(&old[op.old_range()]);
            continue;
        }
        compared.old.extend(bytes(&old, op.old_range()));
        compared.new.extend(bytes(&new, op.new_range()));
    }
    let all = weight(&old) + weight(&new);
    compared.alike = (200 * same).checked_div(all)?;
    (compared.alike >= ALIKE).then_some(compared)
}

/// Returns the words of a line: each name or number, each run of spaces, and each other character.
fn words(line: &str) -> Vec<&str> {
    let kind = |c: char| match c {
        _ if c.is_alphanumeric() || c == '_' || c == '$' => 1,
        _ if c.is_whitespace() => 2,
        _ => 0,
    };
    let mut words = Vec::new();
    let mut start = 0;
    let mut chars = line.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let end = at + c.len_utf8();
        let goes_on = chars.peek().is_some_and(|(_, next)| kind(c) != 0 && kind(*next) == kind(c));
        if !goes_on {
            words.push(part(line, start..end));
            start = end;
        }
    }
    words
}

/// Returns the weight of words, in which spaces do not count.
fn weight(words: &[&str]) -> usize {
    words.iter().map(|word| word.trim().len()).sum()
}

/// Returns the byte range of some words of a line, without the spaces around them.
fn bytes(words: &[&str], mut range: Range<usize>) -> Option<Range<usize>> {
    let is_space = |at: usize| words[at].trim().is_empty();
    while !range.is_empty() && is_space(range.start) {
        range.start += 1;
    }
    while !range.is_empty() && is_space(range.end - 1) {
        range.end -= 1;
    }
    let start: usize = words[..range.start].iter().map(|word| word.len()).sum();
    let length: usize = words[range].iter().map(|word| word.len()).sum();
    (length > 0).then_some(start..start + length)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marked(old: &[&str], new: &[&str]) -> Vec<String> {
        let owned = |lines: &[&str]| lines.iter().map(|line| (*line).to_owned()).collect::<Vec<_>>();
        let (old, new) = (owned(old), owned(new));
        let (in_old, in_new) = changed(&old, &new);
        let all = old.into_iter().zip(in_old).chain(new.into_iter().zip(in_new));
        all.map(|(mut line, changed)| {
            changed.into_iter().rev().for_each(|range| {
                line.insert(range.end, ']');
                line.insert(range.start, '[');
            });
            line
        })
        .collect()
    }

    #[test]
    fn a_line_is_compared_with_the_one_it_became() {
        let said = marked(
            &["await Rupt.attach({", "  account: user.id,"],
            &["// TODO set it somewhere", "await rupt.evaluate.access({", "  user: user.id,"],
        );
        let expected = [
            "await [Rupt].[attach]({",
            "  [account]: user.id,",
            "// TODO set it somewhere",
            "await [rupt.evaluate].[access]({",
            "  [user]: user.id,",
        ];
        assert_eq!(said, expected);
    }

    #[test]
    fn lines_that_have_little_in_common_are_not_compared() {
        assert_eq!(marked(&["a(b);", "", "  "], &["throw new Error();"]), ["a(b);", "", "  ", "throw new Error();"]);
        assert_eq!(marked(&["  a(b, c);"], &["// a(b,  d);"]), ["  a(b, [c]);", "[//] a(b,  [d]);"]);
        assert_eq!(marked(&["größe = 1"], &["größe = 22"]), ["größe = [1]", "größe = [22]"]);
    }

    #[test]
    fn what_is_too_much_to_compare_is_left() {
        let lines: Vec<String> = (0..60).map(|n| format!("a{n}(b);")).collect();
        let (old, new) = changed(&lines, &lines);
        assert!(old.iter().chain(&new).all(Vec::is_empty));
        let long = format!("a({});", "x, ".repeat(LONGEST));
        assert_eq!(marked(&[&long], &[&long.replacen('a', "b", 1)])[0], long);
    }
}
