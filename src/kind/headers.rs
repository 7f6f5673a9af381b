//! The settings of servers and hosts: headers, and what is passed on to others.
//!
//! v2's hosts stand there in a Content Security Policy, or as the target of a proxy. Each is told,
//! where no comment holds it; the rest of the file is not understood.

use super::words::hosts;
use super::{Format, Parts, other};
use crate::edit::Span;
use crate::mapping::entry;
use crate::note::{self, Note};

/// Settings of servers, hosts, and of what shows a page in a window of its own.
pub const FORMAT: Format = Format { name: "Settings of servers", is, read };

const NAMES: [&str; 10] = [
    "_headers",
    "vercel.json",
    "netlify.toml",
    "firebase.json",
    "staticwebapp.config.json",
    ".htaccess",
    "caddyfile",
    "web.config",
    "config.xml",
    "manifest.json",
];

fn is(name: &str) -> bool {
    NAMES.contains(&name) || name.ends_with(".conf") || name.ends_with(".conf.json")
}

fn read(source: &str) -> Parts {
    let is_comment = |place: &Span| comments(source).iter().any(|comment| comment.contains(*place));
    let places = hosts(source, Span::new(0, source.len() as u32)).into_iter().filter(|place| !is_comment(place));
    let mut parts = Parts { notes: places.map(|at| Note::new(entry("policy-host"), at)).collect(), ..Parts::default() };
    other::report(source, &mut parts);
    note::sort(&mut parts.notes);
    parts
}

/// Lines that start with `#`, and comments of XML.
fn comments(source: &str) -> Vec<Span> {
    let mut found = Vec::new();
    let mut start = 0;
    for line in source.split_inclusive('\n') {
        if line.trim_start().starts_with('#') {
            found.push(Span::new(start as u32, (start + line.len()) as u32));
        }
        start += line.len();
    }
    let marks = source.match_indices("<!--").map(|(at, _)| at);
    found.extend(marks.filter_map(|at| Some(Span::new(at as u32, (at + source[at..].find("-->")?) as u32))));
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hosts_are_told_but_those_in_comments() {
        let source = "/*\n  # api.rupt.dev\n  Content-Security-Policy: connect-src https://api.rupt.dev; script-src \
                      https://cdn.rupt.dev https://other.dev\n";
        let parts = read(source);
        let told: Vec<&str> = parts.notes.iter().map(|note| note.at.of(source)).collect();
        assert_eq!(told, ["api.rupt.dev", "cdn.rupt.dev"]);
        assert!(parts.uses.is_empty() && parts.edits.is_empty());
    }

    #[test]
    fn comments_of_xml_hold_nothing() {
        let source = "<a b=\"connect-src https://api.rupt.dev\"/> <!-- challenge.rupt.dev\n api.rupt.dev --> <!--";
        assert_eq!(read(source).notes.len(), 1);
    }

    #[test]
    fn settings_of_servers_go_by_name() {
        assert!(is("tauri.conf.json") && is("web.config") && is("manifest.json"));
        assert!(is("nginx.conf") && is("_headers") && is("vercel.json"));
        assert!(!is("package.json") && !is("headers.js"));
    }
}
