//! What the value of an attribute holds: code, prose, or possibly either.
//!
//! No list is complete of the attributes in which frameworks keep code, so a member of v2 counts in any
//! attribute that is not known to hold prose only.

use super::content::Content;
use super::markup::{Attribute, Element};
use crate::edit::part;

/// Attributes whose value people see or hear.
const PROSE: [&str; 9] = ["title", "alt", "placeholder", "label", "summary", "abbr", "cite", "description", "caption"];

/// Prefixes of attributes that hold only code: event handlers, and directives of frameworks.
const CODE: [&str; 11] = ["on", "x-", "v-", "ng-", "hx-on", "data-ng-", "@", ":", "(", "[", "*"];

/// What the value of an attribute of `element` holds.
pub fn text(source: &str, element: &Element, attribute: &Attribute) -> Content {
    // The page is read without the output of a template; the name in the source says more.
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
    // Components that show code get it as this attribute.
    let is_sample = || name == "code" && element.name.starts_with(char::is_uppercase);
    PROSE.contains(&&*name) || name.starts_with("aria-") || is_description() || is_sample()
}

/// The name of the attribute that a directive of Vue binds: `title` for `:title`.
pub fn bound(name: &str) -> &str {
    name.strip_prefix("v-bind:").unwrap_or(name.trim_start_matches([':', '.']))
}

/// Whether an attribute is the address of a link, which loads nothing.
pub fn is_link(source: &str, element: &Element, attribute: &Attribute) -> bool {
    let is_address = attribute.name.eq_ignore_ascii_case("href") || attribute.name.eq_ignore_ascii_case("ping");
    (element.is("a") || element.is("area")) && is_address && text(source, element, attribute) != Content::Code
}

fn starts(text: &str, start: &str) -> bool {
    text.get(..start.len()).is_some_and(|head| head.eq_ignore_ascii_case(start))
}
