//! The part of a note's page that shows what to write by hand.

use super::super::page::TextPage;
use super::code;
use crate::examples::{ByHand, Part};
use crate::mapping::{Entry, FIELDS, names_of};

/// Adds the code to write by hand in place of the code of a note, if there is any.
pub fn by_hand(page: &mut TextPage, entry: &Entry) {
    let Some(by_hand) = ByHand::of(entry.id) else { return };
    page.heading("By hand");
    let is_alone = by_hand.codes().count() == 1;
    for (index, part) in by_hand.parts.iter().enumerate() {
        if index > 0 {
            page.gap();
        }
        match part {
            Part::Says(text) => page.paragraph(0, &text.replace('\n', " ")),
            Part::Code(shown) => {
                match shown.title {
                    "" if is_alone => {}
                    "" => page.paragraph(0, &format!("{}:", shown.file)),
                    title => page.paragraph(0, &format!("{title} ({}):", shown.file)),
                }
                code(page, shown.text);
            }
        }
    }
    fields(page, entry);
}

/// Adds what is known of each field of v2's response, on the page of a note about reading one.
fn fields(page: &mut TextPage, entry: &Entry) {
    let names = names_of(entry.id);
    let mut fields = FIELDS.iter().filter(|(field, _)| names.iter().any(|name| name == field)).peekable();
    if fields.peek().is_some() {
        page.heading("In place of each field");
        fields.for_each(|(_, text)| page.hanging(2, "- ", text.says));
    }
}
