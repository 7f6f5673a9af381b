//! The formats of templates that a server turns into pages, and of code in languages that are not
//! parsed.

use super::content::Content;
use super::engine::{At, BRACES, DOLLARS, Engine, PHP, TAGS};
use super::words::V2Words;
use super::{Format, Parts, page};
use crate::edit::Span;
use crate::mapping::entry;

const SERVED: Engine = Engine { sure: &[TAGS, PHP, BRACES], doubtful: &[], at: At::Text };

/// Extensions of templates with the usual marks.
const USUAL_EXTENSIONS: [&str; 8] = ["ejs", "hbs", "handlebars", "mustache", "njk", "erb", "liquid", "twig"];

/// Files of code in languages that are not parsed: Markdown with components, Pug, CoffeeScript, and
/// `app.js.erb`.
pub const CODE: Format = Format {
    name: "Markdown, Pug and templates of code",
    is: is_code,
    read: |source| read_words(source, Content::Code),
};

/// Templates of HTML.
pub const SERVER: Format = Format {
    name: "Server templates",
    is: |name| ends(name, &USUAL_EXTENSIONS),
    read: |source| page::read(source, &SERVED, Content::Mixed),
};

/// Pages of Laravel, with `@directives`.
pub const BLADE: Format = Format {
    name: "Blade",
    is: |name| name.ends_with(".blade.php"),
    read: |source| page::read(source, &Engine { at: At::Blade, ..SERVED }, Content::Mixed),
};

/// Pages of PHP, where `@` means nothing outside of `<?php`.
pub const PLAIN_PHP: Format = Format {
    name: "PHP",
    is: |name| ends(name, &["php", "phtml"]),
    read: |source| {
        let engine = Engine { sure: &[PHP], doubtful: &[TAGS, BRACES], at: At::Text };
        page::read(source, &engine, Content::Mixed)
    },
};

/// Pages of ASP.NET, where `@` starts code.
pub const RAZOR: Format = Format {
    name: "Razor",
    is: |name| ends(name, &["cshtml", "vbhtml", "razor"]),
    read: |source| {
        let engine = Engine { sure: &[], doubtful: &[TAGS, PHP, BRACES], at: At::Razor };
        page::read(source, &engine, Content::Mixed)
    },
};

/// Pages with `${expressions}`.
pub const WITH_EXPRESSIONS: Format = Format {
    name: "JSP",
    is: |name| ends(name, &["jsp"]),
    read: |source| page::read(source, &Engine { sure: &[TAGS, DOLLARS], doubtful: &[], at: At::Text }, Content::Mixed),
};

fn ends(name: &str, extensions: &[&str]) -> bool {
    name.rsplit_once('.').is_some_and(|(_, extension)| extensions.contains(&extension))
}

/// Extensions of languages that compile to JavaScript, or contain some.
const LANGUAGES: [&str; 12] =
    ["mdx", "pug", "jade", "coffee", "gts", "gjs", "marko", "civet", "flow", "es6", "imba", "ipynb"];

/// Whether a file is code in another language, or a script that a template makes: `app.js.erb`.
fn is_code(name: &str) -> bool {
    let makes_code = |(stem, _): (&str, &str)| ends(stem, &["js", "mjs", "cjs", "jsx", "ts", "tsx"]);
    let is_template = ends(name, &USUAL_EXTENSIONS) || ends(name, &["php"]);
    ends(name, &LANGUAGES) || (is_template && name.rsplit_once('.').is_some_and(makes_code))
}

fn read_words(source: &str, text: Content) -> Parts {
    let mut parts = Parts::default();
    let whole = Span::new(0, source.len() as u32);
    V2Words::of(source).report(whole, text, entry!("page-code"), &mut parts);
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_go_by_the_last_names() {
        let formats = [CODE, SERVER, BLADE, PLAIN_PHP, RAZOR, WITH_EXPRESSIONS];
        let format = |name: &str| formats.iter().find(|format| (format.is)(name)).map(|format| format.name);
        assert_eq!(format("app.js.erb"), Some(CODE.name));
        assert_eq!(format("layout.html.erb"), Some("Server templates"));
        assert_eq!(format("pay.blade.php"), Some("Blade"));
        assert_eq!(format("pay.php"), Some("PHP"));
        assert_eq!(format("_layout.cshtml"), Some("Razor"));
        assert_eq!(format("erb"), None);
    }
}
