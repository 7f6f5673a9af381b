//! Addresses from which v2's package is loaded.
//!
//! For known servers, the name after the host is enough. Any other server may have the package, too:
//! there a version counts, or a JavaScript file further on in the path.

use crate::mapping::{PACKAGE_SERVERS, V2_PACKAGE};

/// The most bytes around the name that are looked at.
pub const AROUND: usize = 96;

/// Whether the `rupt` at `at` is the package in an address.
pub fn is_served(bytes: &[u8], at: usize) -> bool {
    let before = without_version(&bytes[at.saturating_sub(AROUND)..at]);
    let is_known = || PACKAGE_SERVERS.iter().any(|server| before.ends_with(server.as_bytes()));
    ends_package(bytes, at) && (is_known() || is_in_path(bytes, at))
}

/// An address without the version of the server, with which it may end: `esm.sh/v135/`.
fn without_version(address: &[u8]) -> &[u8] {
    let Some(path) = address.strip_suffix(b"/") else { return address };
    let start = path.iter().rposition(|byte| *byte == b'/').map_or(0, |slash| slash + 1);
    match &path[start..] {
        b"stable" => &address[..start],
        [b'v', digits @ ..] if !digits.is_empty() && digits.iter().all(u8::is_ascii_digit) => &address[..start],
        _ => address,
    }
}

/// Whether the `rupt` at `at` is in the path of an address that loads the package.
fn is_in_path(bytes: &[u8], at: usize) -> bool {
    let before = &bytes[at.saturating_sub(AROUND)..at];
    let start = before.iter().rposition(|byte| is_end(*byte) || *byte == b'=').map_or(0, |end| end + 1);
    let Some(path) = before[start..].strip_suffix(b"/") else { return false };
    let folder = path.rsplit(|byte| *byte == b'/').next().unwrap_or_default();
    let behind = &bytes[at + V2_PACKAGE.len()..];
    let length = behind.iter().take(AROUND).position(|byte| is_end(*byte)).unwrap_or(behind.len().min(AROUND));
    let rest = &behind[..length];
    let is_versioned = matches!(rest, [b'@', next, ..] if next.is_ascii_alphanumeric() || b"^~*".contains(next));
    let loads = || (is_versioned || rest.starts_with(b"/")) && is_script(rest);
    match Root::of(path) {
        // `@acme/rupt` is another package.
        _ if folder.starts_with(b"@") => false,
        Some(Root::Server) => is_versioned || loads(),
        Some(Root::Own) => is_versioned && loads(),
        None => false,
    }
}

/// What an address is relative to.
enum Root {
    /// A server that it names.
    Server,
    /// The server of the page.
    Own,
}

impl Root {
    /// What an address is relative to whose last part is not in `path`; none if it is not an address.
    fn of(path: &[u8]) -> Option<Root> {
        let name = path.windows(2).position(|pair| pair == b"//").map(|slashes| &path[slashes + 2..]);
        match name {
            Some(name) => (!name.is_empty()).then_some(Root::Server),
            // In a folder of the project, any module may have such a name: `./rupt@2.js`.
            None => (path.is_empty() || path.starts_with(b"/")).then_some(Root::Own),
        }
    }
}

/// Whether a path leads to a JavaScript file.
fn is_script(path: &[u8]) -> bool {
    let file = path.split(|byte| b"?#".contains(byte)).next().unwrap_or_default();
    [&b".js"[..], b".mjs", b".cjs", b"/+esm"].iter().any(|end| file.ends_with(end))
}

/// Whether the package's name ends with the `rupt` at `at`. The names of other packages continue.
fn ends_package(bytes: &[u8], at: usize) -> bool {
    let goes_on = |next: &u8| next.is_ascii_alphanumeric() || b"_$-.".contains(next);
    bytes.get(at + V2_PACKAGE.len()).is_none_or(|next| !goes_on(next))
}

fn is_quote(byte: u8) -> bool {
    matches!(byte, b'"' | b'\'' | b'`')
}

fn is_end(byte: u8) -> bool {
    is_quote(byte) || byte.is_ascii_whitespace() || b"<>(),;\\".contains(&byte)
}

#[cfg(test)]
mod tests {
    fn is_served(address: &str) -> bool {
        ["'", "\"", "=", "("].iter().all(|open| {
            let text = format!("{open}{address} ");
            text.match_indices("rupt").any(|(at, _)| super::is_served(text.as_bytes(), at))
        })
    }

    #[test]
    fn any_server_may_serve_the_package() {
        for address in [
            "https://cdn.jsdelivr.net/combine/npm/rupt@2/index.js,npm/htmx.org@2",
            "https://cdn.jsdelivr.net/combine/npm/rupt,npm/htmx.org@2",
            "https://gcore.jsdelivr.net/npm/rupt@2",
            "//fastly.jsdelivr.net/npm/rupt",
            "https://esm.sh/stable/rupt@2",
            "https://jspm.dev/npm:rupt@2",
            "https://cdn.acme.dev/npm/rupt@^2.24/index.js?a=b",
            "https://cdn.acme.dev/rupt@latest",
            "https://cdn.acme.dev/lib/rupt/2.24.1/index.min.mjs#x",
            "https://npm.acme.dev/rupt/+esm",
            "/vendor/rupt@2/index.mjs",
        ] {
            assert!(is_served(address), "{address}");
        }
    }

    #[test]
    fn other_addresses_serve_something_else() {
        for address in [
            "https://rupt@acme.dev/index.js",
            "https://rupt/index.js",
            "https://acme.dev/rupt",
            "https://acme.dev/rupt/docs",
            "https://acme.dev/@acme/rupt@2/index.js",
            "https://acme.dev/rupture@2/index.js",
            "https://acme.dev/rupt-ui@2/index.js",
            "https://acme.dev/docs?page=/rupt",
            "patches/rupt@2.24.1.patch",
            "./rupt/index.js",
            "../lib/rupt@2.cjs",
            "/rupt@2/readme",
        ] {
            assert!(!is_served(address), "{address}");
        }
    }
}
