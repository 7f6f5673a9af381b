//! The settings of servers and hosts: headers, and what is passed on to others.
//!
//! v2's hosts stand there in a Content Security Policy, or as the target of a proxy. Each is told,
//! where no comment holds it; the rest of the file is not understood.

use super::{Format, Parts, other};
use crate::edit::Span;
use crate::mapping::{HOSTS, entry};
use crate::note::{self, Note};

/// Settings of servers and hosts.
pub const FORMAT: Format = Format { name: "Settings of servers", is, read };

const NAMES: [&str; 7] =
    ["_headers", "vercel.json", "netlify.toml", "firebase.json", "staticwebapp.config.json", ".htaccess", "caddyfile"];

fn is(name: &str) -> bool {
    NAMES.contains(&name) || name.ends_with(".conf")
}

fn read(source: &str) -> Parts {
    let mut parts = Parts::default();
    let mut start = 0;
    for line in source.split_inclusive('\n') {
        let code = if line.trim_start().starts_with('#') { "" } else { line };
        let found = HOSTS.iter().flat_map(|host| code.match_indices(host));
        let mut places: Vec<Span> = found.map(|(at, host)| place(start + at, host)).collect();
        places.sort();
        parts.notes.extend(places.into_iter().map(|at| Note::new(entry("policy-host"), at)));
        start += line.len();
    }
    other::report(source, &mut parts);
    note::sort(&mut parts.notes);
    parts
}

fn place(at: usize, host: &str) -> Span {
    Span::new(at as u32, (at + host.len()) as u32)
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
    fn settings_of_servers_go_by_name() {
        assert!(is("nginx.conf") && is("_headers") && is("vercel.json"));
        assert!(!is("package.json") && !is("headers.js"));
    }
}
