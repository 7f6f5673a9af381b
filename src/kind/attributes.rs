//! What the values of attributes are: code, prose, or something that may hold either.
//!
//! No list knows all the attributes in which frameworks keep code, so a member of v2 counts in any of
//! them, but for those that hold prose alone.

use super::content::Content;
use super::markup::{Attribute, Element};
use crate::edit::part;

/// Attributes whose value is shown or read to people.
const PROSE: [&str; 9] = ["title", "alt", "placeholder", "label", "summary", "abbr", "cite", "description", "caption"];

/// Beginnings of the names of attributes that hold nothing but code: handlers of events, and directives
/// of frameworks.
const CODE: [&str; 11] = ["on", "x-", "v-", "ng-", "hx-on", "data-ng-", "@", ":", "(", "[", "*"];

/// What the value of an attribute of `element` is.
pub fn text(source: &str, element: &Element, attribute: &Attribute) -> Content {
    // A page is read without what a template writes; the name as it is written tells more.
    let name = part(part(source, attribute.span.start as usize..), ..attribute.name.len()).to_ascii_lowercase();
    let value = attribute.value.map_or("", |value| value.of(source)).trim_start();
    let is_code = || name == "_" || CODE.iter().any(|start| name.starts_with(start));
    match starts(value, "javascript:") || is_code() {
        true => Content::Code,
        false if is_prose(source, element, &name) => Content::Value,
        false => Content::Attribute,
    }
}

/// Whether an attribute called `name` holds prose.
pub fn is_prose(source: &str, element: &Element, name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    let is_description = || name == "content" && element.is("meta") && element.get(source, "http-equiv").is_none();
    // Components that show code are given it.
    let is_sample = || name == "code" && element.name.starts_with(char::is_uppercase);
    PROSE.contains(&&*name) || name.starts_with("aria-") || is_description() || is_sample()
}

/// The name of the attribute that a directive of Vue gives a value: `title` of `:title`.
pub fn bound(name: &str) -> &str {
    name.strip_prefix("v-bind:").unwrap_or(name.trim_start_matches([':', '.']))
}

/// Whether an attribute is the address that a link leads to, which loads nothing.
pub fn is_link(source: &str, element: &Element, attribute: &Attribute) -> bool {
    let is_address = attribute.name.eq_ignore_ascii_case("href") || attribute.name.eq_ignore_ascii_case("ping");
    (element.is("a") || element.is("area")) && is_address && text(source, element, attribute) != Content::Code
}

fn starts(text: &str, start: &str) -> bool {
    text.get(..start.len()).is_some_and(|head| head.eq_ignore_ascii_case(start))
}
