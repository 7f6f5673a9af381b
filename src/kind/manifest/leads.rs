//! Where the dependencies of a package lead, whatever their local names: to other packages, by their own
//! names, and to folders.

use super::sections::{IMPORTS, SECTIONS};
use crate::edit::part;
use crate::kind::data::{Document, Member};

/// Where dependencies lead.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Leads {
    /// The names of packages.
    pub packages: Vec<String>,
    /// Paths of folders, or of files in them, as they are written, relative to the folder of the manifest.
    pub paths: Vec<String>,
}

/// The places in a `package.json` that refer to packages.
const PLACES: [&[&str]; 7] = [
    &[SECTIONS[0]],
    &[SECTIONS[1]],
    &[SECTIONS[2]],
    &[SECTIONS[3]],
    &["resolutions"],
    &["overrides"],
    &["pnpm", "overrides"],
];

/// Prefixes of a range that refers to a folder.
const FOLDERS: [&str; 3] = ["file:", "link:", "portal:"];

/// Prefixes of a range that gives a package another name.
const NAMES: [&str; 2] = ["npm:", "jsr:"];

impl Leads {
    /// The leads of a `package.json`.
    pub fn of(document: &Document) -> Self {
        let mut leads = Leads::default();
        PLACES.iter().flat_map(|place| document.members(place)).for_each(|member| leads.add(member));
        leads
    }

    /// The leads of the imports of Deno.
    pub fn of_deno(document: &Document) -> Self {
        let mut leads = Leads::default();
        document.members(&[IMPORTS]).iter().for_each(|member| leads.add(member));
        leads
    }

    /// The leads of one dependency.
    pub fn of_member(member: &Member) -> Self {
        let mut leads = Leads::default();
        leads.add(member);
        leads
    }

    /// Adds the leads of another manifest.
    pub fn join(&mut self, other: Leads) {
        self.packages.extend(other.packages);
        self.paths.extend(other.paths);
    }

    fn add(&mut self, member: &Member) {
        let Some(range) = member.value.text() else { return };
        let workspace = range.strip_prefix("workspace:");
        let path = workspace.or_else(|| FOLDERS.iter().find_map(|protocol| range.strip_prefix(protocol)));
        let is_folder = workspace.is_none() && path.is_some();
        let path = path.unwrap_or(range);
        if is_folder || path.starts_with(['.', '/']) {
            // Yarn writes the referring package after `::`.
            return self.paths.push(path.split("::").next().unwrap_or(path).to_owned());
        }
        let named = workspace.or_else(|| NAMES.iter().find_map(|protocol| range.strip_prefix(protocol)));
        match (named, range.split_once("://")) {
            (Some(named), _) => self.packages.extend(package(named).map(str::to_owned)),
            (None, Some((_, address))) => self.packages.extend(named_by(address)),
            // A version, a tag or a repository.
            (None, None) => {}
        }
    }
}

/// The package in the rest of a range: `astro@^5`, `@fresh/core@2/x`.
fn package(named: &str) -> Option<&str> {
    let name = named.trim_start_matches('/');
    let scope = if name.starts_with('@') { name.find('/')? + 1 } else { 0 };
    let end = part(name, scope..).find(['@', '/']).map_or(name.len(), |length| scope + length);
    let is_name = part(name, scope..end).starts_with(|first: char| first.is_ascii_alphabetic());
    is_name.then(|| part(name, ..end))
}

/// The packages that an address may refer to: `esm.sh/react-dom@19`, `deno.land/x/fresh@1.6/`.
fn named_by(address: &str) -> Vec<String> {
    let parts: Vec<&str> = address.split(['/', '?']).skip(1).collect();
    let scoped = parts.windows(2).filter(|pair| pair[0].starts_with('@')).map(|pair| pair.join("/"));
    let plain = parts.iter().filter(|part| !part.starts_with('@')).map(|part| (*part).to_owned());
    let names: Vec<String> = scoped.chain(plain).collect();
    names.iter().filter_map(|name| package(name.trim_start_matches('*'))).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn leads(range: &str) -> (Vec<String>, Vec<String>) {
        let source = format!("{{ \"dependencies\": {{ \"guard\": \"{range}\" }} }}");
        let leads = Leads::of(&Document::json(&source).expect("JSON"));
        (leads.packages, leads.paths)
    }

    #[test]
    fn folders_are_led_to_by_path() {
        for range in ["file:../a", "link:../a", "portal:../a", "workspace:../a", "../a", "portal:../a::locator=x"] {
            assert_eq!(leads(range), (Vec::new(), vec!["../a".to_owned()]), "{range}");
        }
        assert_eq!(leads("link:packages/a").1, ["packages/a"]);
    }

    #[test]
    fn packages_are_led_to_by_their_own_name() {
        for (range, name) in [
            ("npm:astro@^5", "astro"),
            ("npm:@qwik.dev/core@2", "@qwik.dev/core"),
            ("jsr:@fresh/core@^2/x", "@fresh/core"),
            ("jsr:/@fresh/core", "@fresh/core"),
            ("workspace:other@*", "other"),
            ("workspace:@a/other@^1", "@a/other"),
            ("https://deno.land/x/fresh@1.6.8/", "fresh"),
            ("https://esm.sh/*preact-render-to-string@6", "preact-render-to-string"),
            ("https://esm.sh/@vue/server-renderer@3?dev", "@vue/server-renderer"),
        ] {
            assert!(leads(range).0.iter().any(|found| found == name), "{range}: {:?}", leads(range));
        }
        for range in
            ["^1.2.3", "*", "workspace:*", "workspace:^", "1.x || 2", "next", "catalog:next", "next/x", "git+ssh"]
        {
            assert_eq!(leads(range), (Vec::new(), Vec::new()), "{range}");
        }
    }
}
