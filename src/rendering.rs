//! Whether a file renders components on a server, decided by its bytes alone.
//!
//! A program that renders loads components, and with them everything that they import, where there is no
//! `window`. The answer may be wrongly yes: then a client is made later than possible. Each script of a
//! tree is searched, so the search is for a few rare words, only at the top of the file, where imports
//! are. A file that renders and shows it only further down is not found.

use crate::edit::part;
use crate::mapping::PACKAGE_SERVERS;
use crate::mapping::rendering::{DRAWS, ENTRY, FUNCTION, OF_TEXT, PAGE, RENDER_NOTHING, RENDERER};
use memchr::memmem::Finder;
use std::sync::LazyLock;

/// The number of bytes at the top of a file that are searched: of a file whose name suggests that it
/// renders, and of any other. Each pass over all files costs a tenth of a run over a large tree.
const HEAD: usize = 16 * 1024;
const IMPORTS: usize = 2 * 1024;

/// What the names of most rendering files begin with.
const NAMES: [&str; 9] = ["server", "entry", "ssr", "ssg", "render", "prerender", "static", "build", "document"];

/// The longest name of a package, with the longest prefix.
const AROUND: usize = 80;

/// The common part of [`ENTRY`] and [`PAGE`], so that one pass finds both.
static PARTS: LazyLock<Finder<'static>> = LazyLock::new(|| Finder::new("/s"));
static FUNCTIONS: LazyLock<Finder<'static>> = LazyLock::new(|| Finder::new(FUNCTION));
static ENTRIES: LazyLock<Finder<'static>> = LazyLock::new(|| Finder::new(ENTRY));
static PAGES: LazyLock<Finder<'static>> = LazyLock::new(|| Finder::new(PAGE));

/// Whether the file called `name`, which starts with `bytes`, calls or imports a function that renders.
/// In a file of any other name, only imports are searched.
pub fn is_named(name: &str, bytes: &[u8]) -> bool {
    if !NAMES.iter().any(|start| name.starts_with(start)) {
        let imports = &bytes[..bytes.len().min(IMPORTS)];
        let starts = |at: usize, what: &str| imports[at..].starts_with(what.as_bytes());
        let is_page = |at: usize| at > 2 && starts(at - 3, PAGE);
        return PARTS.find_iter(imports).any(|at| starts(at, ENTRY) && is_entry(imports, at) || is_page(at));
    }
    let bytes = &bytes[..bytes.len().min(HEAD)];
    FUNCTIONS.find_iter(bytes).any(|at| is_function(bytes, at))
        || ENTRIES.find_iter(bytes).any(|at| is_entry(bytes, at))
        || PAGES.find(bytes).is_some()
}

/// Whether the word around `at` is a function that renders.
fn is_function(bytes: &[u8], at: usize) -> bool {
    let rest = &bytes[at + FUNCTION.len()..];
    rest.first().is_some_and(u8::is_ascii_uppercase)
        && !DRAWS.iter().any(|what| rest.starts_with(what.as_bytes()))
        && !bytes[..at].ends_with(OF_TEXT.as_bytes())
}

/// Whether the `/server` at `at` ends a quoted specifier of a package's entry.
fn is_entry(bytes: &[u8], at: usize) -> bool {
    let (before, rest) = (&bytes[at.saturating_sub(AROUND)..at], &bytes[at + ENTRY.len()..]);
    let Some(start) = before.iter().rposition(|byte| matches!(byte, b'"' | b'\'' | b'`')) else { return false };
    let package = &before[start + 1..];
    if rest.starts_with(RENDERER.as_bytes()) {
        return !package.iter().any(u8::is_ascii_whitespace);
    }
    matches!(rest.first(), Some(b'"' | b'\'' | b'`' | b'.' | b'?')) && renders(package)
}

/// Whether the `server` entry of this package may render.
fn renders(package: &[u8]) -> bool {
    let Ok(text) = std::str::from_utf8(package) else { return false };
    let name = text.rsplit(':').next().unwrap_or(text);
    let is_served = PACKAGE_SERVERS.iter().any(|server| text.contains(server));
    let name = if is_served { name.rsplit('/').next().unwrap_or(name) } else { name };
    let name = name.rfind('@').filter(|at| *at > 0).map_or(name, |at| part(name, ..at));
    let is_part = |part: &str| {
        let is_letter = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"-_.".contains(&byte);
        part.bytes().next().is_some_and(|first| first.is_ascii_lowercase()) && part.bytes().all(is_letter)
    };
    let is_package = match name.strip_prefix('@').and_then(|scoped| scoped.split_once('/')) {
        Some((scope, name)) => is_part(scope) && is_part(name),
        None => is_part(name),
    };
    is_package && !RENDER_NOTHING.contains(&name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_renders_is_found() {
        for text in [
            "import { renderToString } from 'react-dom/server'",
            "ReactDOMServer.renderToPipeableStream(<App />)",
            "require(\"react-dom/server\")",
            "import s from 'react-dom/server.edge';",
            "import { render } from \"svelte/server\"",
            "import { render } from \"svelte/server.js\"",
            "import { pipeToNodeWritable } from 'vue/server-renderer'",
            "await import(`@vue/server-renderer`)",
            "import { prerender } from \"react-dom/static\"",
            "import { prerenderToNodeStream } from x",
            "import { x } from 'npm:react-dom@19/server'",
            "import { x } from 'https://esm.sh/react-dom@19/server?dev'",
            "import { x } from '@qwik.dev/core/server'",
            "import { x } from 'npm:@qwik.dev/core@2/server'",
            "\"imports\": { \"#ssr\": \"react-dom/server\" }",
        ] {
            assert!(is_named("entry-server.js", text.as_bytes()), "{text}");
        }
    }

    #[test]
    fn look_alikes_are_dismissed() {
        for text in [
            "render(<App />)",
            "renderTodo() + renderTooltip()",
            "page.renderToCanvas()",
            "katex.renderToString(formula)",
            "import { db } from './server'",
            "import { db } from \"../lib/server\"",
            "import { db } from '@/server'",
            "import { db } from '$lib/server'",
            "import { initTRPC } from '@trpc/server'",
            "import { query } from 'convex/server'",
            "fetch('/server')",
            "fetch('https://a.b/c/servers')",
            "fetch('https://a.b/server')",
            "fetch('http://localhost:3000/server')",
            "\"main\": \"dist/server.js\"",
            "a/server",
            "",
        ] {
            assert!(!is_named("entry-server.js", text.as_bytes()), "{text}");
        }
    }
}
