use super::*;

fn edit(start: u32, end: u32, with: Vec<Piece>) -> Edit {
    Edit { span: Span::new(start, end), with }
}

fn apply(source: &str, edits: Vec<Edit>) -> Result<String, Conflict> {
    Edits::new(edits).apply(source).map(|applied| applied.text)
}

#[test]
fn a_place_is_covered_by_one_that_contains_it() {
    let cover = Cover::of([Span::new(8, 9), Span::new(0, 6), Span::new(1, 2)]);
    let places = [(0, 6), (2, 5), (6, 6), (5, 7), (7, 9), (9, 9)];
    let covered = places.map(|(start, end)| cover.covers(Span::new(start, end)));
    assert_eq!(covered, [true, true, true, false, false, true]);
}

#[test]
fn a_place_is_within_one_that_contains_it() {
    let within = Within::of([Span::new(8, 9), Span::new(0, 6), Span::new(1, 2)]);
    let places = [(0, 1), (1, 2), (0, 7), (2, 8), (2, 9), (9, 9)];
    let any = places.map(|(start, end)| within.any_in(Span::new(start, end)));
    assert_eq!(any, [false, true, true, false, true, false]);
}

#[test]
fn an_edit_inside_moved_text_travels_with_it() {
    let inner = edit(7, 8, vec![Piece::new("X")]);
    let taken = edit(5, 10, vec![]);
    let target = edit(0, 0, vec![Piece::new("<"), Piece::Old(Span::new(6, 9)), Piece::new(">")]);
    assert_eq!(apply("0123456789", vec![taken, inner, target]).as_deref(), Ok("<6X8>01234"));
}

#[test]
fn an_insertion_at_the_edge_of_moved_text_stays_behind() {
    let note = edit(6, 6, vec![Piece::new("!")]);
    let wrapped = edit(5, 9, vec![Piece::new("("), Piece::Old(Span::new(6, 9)), Piece::new(")")]);
    assert_eq!(apply("0123456789", vec![note, wrapped]).as_deref(), Ok("01234(678)9"));
}

#[test]
fn text_that_moves_as_a_whole_is_there_once() {
    let taken = edit(2, 4, vec![]);
    let target = edit(8, 8, vec![Piece::Old(Span::new(2, 4))]);
    assert_eq!(apply("0123456789", vec![taken, target]).as_deref(), Ok("0145672389"));
}

#[test]
fn edits_in_removed_text_are_dropped() {
    let inner = edit(4, 5, vec![Piece::new("X")]);
    let outer = edit(2, 8, vec![Piece::new("-")]);
    assert_eq!(apply("0123456789", vec![outer, inner]).as_deref(), Ok("01-89"));
}

#[test]
fn insertions_at_one_offset_keep_their_order() {
    let first = edit(2, 2, vec![Piece::new("a")]);
    let second = edit(2, 2, vec![Piece::new("b")]);
    let replaced = edit(2, 3, vec![Piece::new("c")]);
    assert_eq!(apply("0123", vec![replaced, first, second]).as_deref(), Ok("01abc3"));
}

#[test]
fn overlapping_edits_and_text_kept_twice_are_conflicts() {
    let left = edit(1, 5, vec![]);
    let right = edit(3, 8, vec![]);
    assert!(apply("0123456789", vec![left, right]).is_err());
    let same = || edit(1, 5, vec![]);
    assert!(apply("0123456789", vec![same(), same()]).is_err());
    let twice = edit(0, 0, vec![Piece::Old(Span::new(3, 4)), Piece::Old(Span::new(3, 4))]);
    assert!(apply("0123456789", vec![twice]).is_err());
}
