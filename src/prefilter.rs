//! Which files name Rupt, decided by their bytes alone.
//!
//! Nearly every file of a tree is dismissed here, before the parser reads it. The answer may be wrongly
//! yes and is never wrongly no. Everything that matters contains `upt` after an `r` or an `R`, so there
//! is one search over each file; the text around a hit shows the rest.
//!
//! The shell asks before it reads a file; the core asks about text that it does not parse.
//!
//! A module name that is written with escapes (`"ru\u0070t"`) is not found. Nobody writes that.

use crate::mapping::{
    HOSTS, LOGOUT_PARAMETER, REACT_NATIVE_PACKAGE, TODO_MARK, V2_GLOBAL, V2_PACKAGE, V2_SCRIPTS, V2_SERVER_PACKAGE,
    V2_SPECIFIERS, V3_PACKAGE,
};
use crate::mention::address::AROUND;
use crate::mention::{self, address};
use memchr::memmem::Finder;
use std::ops::BitOrAssign;
use std::sync::LazyLock;

/// The set of things that a file names.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Named(u16);

impl Named {
    /// A module of v2, between quotes.
    pub const SPECIFIER: Named = Named(1);
    /// `Rupt` as a member of something, or something as a member of `Rupt`.
    pub const GLOBAL: Named = Named(2);
    /// The address of v2's script.
    pub const SCRIPT: Named = Named(4);
    /// A TODO of an earlier run.
    pub const TODO: Named = Named(8);
    /// The React Native package.
    pub const NATIVE: Named = Named(16);
    /// The word `Rupt`, which may mean nothing.
    pub const PERHAPS: Named = Named(32);
    /// The v3 package, between quotes.
    pub const V3: Named = Named(64);
    /// The server SDK of v2, which is reported where it is declared.
    pub const SERVER: Named = Named(128);
    /// The package as a key, its hosts or its parameter: it may be a setting.
    pub const SETTING: Named = Named(256);
    /// A file with the name of v2's script, which only pages load.
    pub const COPY: Named = Named(512);
    /// The package where a module, a path, a version or a command names it.
    pub const MENTION: Named = Named(1024);
    /// The word `rupt`, which may be a mention by text too far away to be looked at here.
    pub const WORD: Named = Named(2048);

    /// Whether it contains any of `these`.
    pub fn any(self, these: &[Named]) -> bool {
        these.iter().any(|named| self.0 & named.0 != 0)
    }

    /// Whether a script has to be parsed.
    pub fn is_candidate(self) -> bool {
        self.0 & !(Named::V3.0 | Named::SERVER.0 | Named::COPY.0 | Named::WORD.0) != 0
    }

    /// Whether text that is not a script has to be read.
    pub fn is_in_text(self) -> bool {
        self.0 & !(Named::V3.0 | Named::SERVER.0) != 0
    }

    /// Whether the file uses Rupt, as surely as bytes can show: if it cannot be read, that is reported.
    pub fn is_sure(self) -> bool {
        self.any(&[Named::SPECIFIER, Named::GLOBAL, Named::SCRIPT, Named::TODO])
    }
}

impl BitOrAssign for Named {
    fn bitor_assign(&mut self, other: Named) {
        self.0 |= other.0;
    }
}

const NEEDLE: &str = "upt";

static FINDER: LazyLock<Finder<'static>> = LazyLock::new(|| Finder::new(NEEDLE));

/// What `bytes` name. They may be a piece of a file, if its pieces overlap by [`AROUND`].
pub fn named(bytes: &[u8]) -> Named {
    let mut named = Named::default();
    for (_, found) in hits(bytes) {
        named |= found;
    }
    named
}

/// The offsets of each `rupt` or `Rupt` that names v2.
pub fn places(bytes: &[u8]) -> impl Iterator<Item = usize> {
    let is_use =
        |named: Named| named.any(&[Named::SPECIFIER, Named::GLOBAL, Named::SCRIPT, Named::COPY, Named::MENTION]);
    hits(bytes).filter(move |(_, named)| is_use(*named)).map(|(at, _)| at)
}

/// The offsets of each `rupt` or `Rupt`, whatever is around it.
pub fn spellings(bytes: &[u8]) -> impl Iterator<Item = usize> {
    let starts = FINDER.find_iter(bytes).filter_map(|at| at.checked_sub(1));
    starts.filter(|at| matches!(bytes[*at], b'r' | b'R'))
}

/// Every hit: its offset, and what it names.
pub fn hits(bytes: &[u8]) -> impl Iterator<Item = (usize, Named)> {
    FINDER.find_iter(bytes).filter_map(|at| at.checked_sub(1)).map(|at| {
        let named = match bytes[at] {
            b'r' if is_copy(bytes, at) => Named(lower(bytes, at).0 | word(bytes, at).0 | Named::COPY.0),
            b'r' => Named(lower(bytes, at).0 | word(bytes, at).0),
            b'R' => upper(bytes, at),
            _ => Named::default(),
        };
        (at, named)
    })
}

/// Whether the `rupt` at `at` is a word, and a mention of the package, by the text around it.
fn word(bytes: &[u8], at: usize) -> Named {
    let end = at + V2_PACKAGE.len();
    let is_part = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b'_';
    if bytes[..at].last().is_some_and(is_part) || bytes.get(end).is_some_and(is_part) {
        return Named::default();
    }
    let start = at.saturating_sub(AROUND);
    let around = &bytes[start..bytes.len().min(end + AROUND)];
    // The name is ASCII, so its offset is found again whatever is around it.
    let before = String::from_utf8_lossy(&around[..at - start]);
    let text = format!("{before}{}", String::from_utf8_lossy(&around[at - start..]));
    match mention::is_mention(&text, before.len()) {
        true => Named(Named::WORD.0 | Named::MENTION.0),
        false => Named::WORD,
    }
}

/// What the `rupt` at `at` names.
fn lower(bytes: &[u8], at: usize) -> Named {
    let end = at + V2_PACKAGE.len();
    let quote = at.checked_sub(1).map(|before| bytes[before]).filter(|byte| is_quote(*byte));
    if let (Some(quote), Some(next)) = (quote, bytes.get(end)) {
        return match *next {
            next if next == quote => Named::SPECIFIER,
            b'/' if specifier(&bytes[at..], quote) => Named::SPECIFIER,
            _ => setting(bytes, at),
        };
    }
    if V2_SCRIPTS.iter().any(|script| is_within(bytes, at, script)) || address::is_served(bytes, at) {
        Named::SCRIPT
    } else if is_within(bytes, at, TODO_MARK) {
        Named::TODO
    } else if is_within(bytes, at, REACT_NATIVE_PACKAGE) {
        Named::NATIVE
    } else if is_within(bytes, at, V3_PACKAGE) {
        Named::V3
    } else if is_within(bytes, at, V2_SERVER_PACKAGE) {
        Named::SERVER
    } else {
        setting(bytes, at)
    }
}

/// Whether a setting may name the `rupt` at `at`.
fn setting(bytes: &[u8], at: usize) -> Named {
    let (before, after) = (bytes[..at].last(), &bytes[at + V2_PACKAGE.len()..]);
    let is_word = before.copied().is_some_and(is_word);
    let is_key = || !is_word && after.iter().find(|byte| !byte.is_ascii_whitespace()) == Some(&b':');
    let is_assigned = || before == Some(&b'.') && is_assigned(after);
    let is_parameter = || bytes[at..].starts_with(LOGOUT_PARAMETER.as_bytes());
    let is_host = || HOSTS.iter().any(|host| is_within(bytes, at, host));
    if is_key() || is_assigned() || is_parameter() || is_host() {
        return Named::SETTING;
    }
    Named::default()
}

/// Whether an `=` that assigns comes next.
fn is_assigned(after: &[u8]) -> bool {
    let code = after.trim_ascii_start();
    code.first() == Some(&b'=') && !matches!(code.get(1), Some(b'=' | b'>'))
}

/// Whether the `rupt` at `at` starts the name of a copy of v2's script, or of the package's folder.
fn is_copy(bytes: &[u8], at: usize) -> bool {
    let name = bytes[at..].split(|byte| !is_word(*byte) && !b".-@".contains(byte)).next().unwrap_or_default();
    let is_start = at.checked_sub(1).is_none_or(|before| !is_word(bytes[before]) && !b".-@".contains(&bytes[before]));
    match name.strip_suffix(b".js") {
        Some(stem) => is_start && stem[V2_PACKAGE.len()..].split(|byte| b".-@".contains(byte)).all(is_version),
        None => name == V2_PACKAGE.as_bytes() && bytes[..at].ends_with(b"node_modules/"),
    }
}

/// Whether a part of a file name is a version.
fn is_version(part: &[u8]) -> bool {
    let number = part.strip_prefix(b"v").unwrap_or(part);
    number.iter().all(u8::is_ascii_digit) || [&b"min"[..], b"umd", b"global", b"latest"].contains(&part)
}

/// Whether `bytes` start with a v2 module and then `quote`.
fn specifier(bytes: &[u8], quote: u8) -> bool {
    let is = |name: &&str| bytes.starts_with(name.as_bytes()) && bytes.get(name.len()) == Some(&quote);
    V2_SPECIFIERS.iter().any(is)
}

/// Whether the `rupt` at `at` is the first one in an occurrence of `whole`.
fn is_within(bytes: &[u8], at: usize, whole: &str) -> bool {
    let Some(lead) = whole.find(V2_PACKAGE) else { return false };
    at.checked_sub(lead).is_some_and(|start| bytes[start..].starts_with(whole.as_bytes()))
}

/// What the `Rupt` at `at` names.
fn upper(bytes: &[u8], at: usize) -> Named {
    let end = at + V2_GLOBAL.len();
    let before = at.checked_sub(1).map(|before| bytes[before]);
    if before.is_some_and(is_word) || bytes.get(end).copied().is_some_and(is_word) {
        return Named::default();
    }
    let rest = bytes[end..].trim_ascii_start();
    // In prose, a sentence ends after `Rupt.`, and white space follows.
    let has_member = match rest {
        [b'.', next, ..] => is_word(*next),
        [b'?', next, ..] => *next == b'.',
        [first, ..] => *first == b'[',
        [] => false,
    };
    if before == Some(b'.') || has_member { Named::GLOBAL } else { Named::PERHAPS }
}

fn is_quote(byte: u8) -> bool {
    matches!(byte, b'"' | b'\'' | b'`')
}

fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'$'
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mapping::PACKAGE_SERVERS;

    #[test]
    fn every_specifier_is_found_in_every_quote() {
        for name in V2_SPECIFIERS {
            for quote in ["\"", "'", "`"] {
                let source = format!("require({quote}{name}{quote})");
                assert!(named(source.as_bytes()).any(&[Named::SPECIFIER]), "{source}");
            }
        }
    }

    #[test]
    fn every_script_and_mark_is_found() {
        for script in V2_SCRIPTS {
            assert!(named(format!("<script src=\"https://{script}x\">").as_bytes()).any(&[Named::SCRIPT]), "{script}");
        }
        for server in PACKAGE_SERVERS {
            for rest in ["", "@2", "@2.1.0/dist/index.mjs", "/+esm", "?module"] {
                let source = format!("import Rupt from \"https://{server}rupt{rest}\"");
                assert!(named(source.as_bytes()).any(&[Named::SCRIPT]), "{source}");
            }
        }
        assert!(named(b"'https://esm.sh/v135/rupt@2'").any(&[Named::SCRIPT]));
        for other in ["unpkg.com/rupture", "unpkg.com/rupt-ui", "esm.sh/rupt.js/x", "esm.sh/@a/rupt", "a.io/rupt"] {
            assert!(!named(format!("'https://{other}'").as_bytes()).any(&[Named::SCRIPT]), "{other}");
        }
        assert!(named(b"// TODO(rupt-migrate) detach: x").any(&[Named::TODO]));
        assert!(named(b"from '@ruptjs/rupt-react-native'").any(&[Named::NATIVE]));
        assert_eq!(named(b"from '@ruptjs/client'"), Named::V3);
    }

    #[test]
    fn the_global_is_found_in_every_spelling() {
        for source in ["window.Rupt", "Rupt\n  .attach()", "Rupt?.attach()", "Rupt[\"attach\"]", "self.Rupt;"] {
            assert_eq!(named(source.as_bytes()), Named::GLOBAL, "{source}");
        }
        for source in ["Protected by Rupt. See", "Do you know Rupt?"] {
            assert_eq!(named(source.as_bytes()), Named::PERHAPS, "{source}");
        }
        for source in ["f(Rupt)", "window[\"Rupt\"]", "(Rupt as any).attach", "typeof Rupt"] {
            assert!(named(source.as_bytes()).is_candidate(), "{source}");
        }
    }

    #[test]
    fn settings_are_perhaps_found() {
        for source in [
            "alias: { rupt: path }",
            "config.resolve.alias.rupt = path",
            "\"^rupt$\": path",
            "\"rupt$\": path",
            "/rupt$/",
            "\"/node_modules/(?!(rupt|a)/)\"",
            "id.includes('node_modules/rupt/')",
            r"/node_modules\/rupt/",
            "\"/(?!rupt)/\"",
            r"/[\\/]node_modules[\\/]rupt[\\/]/",
            "connect-src https://api.rupt.dev https://a.b",
            "get(\"rupt_action\")",
            "query.rupt_action",
            "dependency-name: rupt\n",
            "  - rupt",
        ] {
            assert!(named(source.as_bytes()).any(&[Named::SETTING, Named::MENTION]), "{source}");
        }
    }

    #[test]
    fn a_copy_of_the_script_is_told_by_its_name() {
        for source in ["=/js/rupt.js>", "\"rupt.min.js\"", "/rupt-2.24.1.min.js", "'/node_modules/rupt/index.js'"] {
            assert!(named(source.as_bytes()).any(&[Named::COPY]), "{source}");
        }
        for source in ["\"/js/rupt-init.js\"", "/abrupt.js", "my-rupt.js", "rupt.json", "\"./rupt\"", "/rupture.js"] {
            assert!(!named(source.as_bytes()).any(&[Named::COPY]), "{source}");
        }
        assert!(!Named::COPY.is_candidate());
    }

    #[test]
    fn look_alikes_are_dismissed() {
        for source in [
            "interrupt(\"corrupt\", 'abrupt')",
            "\"./rupt\" + \"@/lib/rupt\" + \"@acme/rupt\"",
            "\"rupture\"",
            "RuptV3 + myRupt + $Rupt",
            "rupt.evaluate.access() == rupt",
            "this.rupt == that.rupt => rupt",
            "https://rupt.dev/docs",
            "// of rupt\n",
            "\"@ruptjs/core\" + \"@ruptjs/fingerprint\"",
            "upt",
            "",
        ] {
            assert!(!named(source.as_bytes()).is_candidate(), "{source}");
        }
    }

    #[test]
    fn a_path_that_v2_does_not_have_is_only_perhaps_a_use() {
        assert!(named(b"'rupt/other'").is_candidate());
        assert!(!named(b"'rupt/other'").is_sure());
    }

    #[test]
    fn a_package_manager_has_words_of_its_own() {
        for source in ["\"**/rupt\"", "\"a>rupt@2\"", "\"$rupt\""] {
            assert!(named(source.as_bytes()).any(&[Named::MENTION]), "{source}");
        }
        // These may be a module's name, too.
        for source in ["\"npm:rupt@2\"", "\"npm:rupt\"", "\"rupt@^2\"", "'../node_modules/rupt?x'"] {
            let found = named(source.as_bytes());
            assert!(found.is_candidate() && !found.is_sure(), "{source}");
        }
    }

    #[test]
    fn a_mention_is_found_in_a_long_file() {
        let text = format!("{}é cp node_modules/rupt/index.js {}", "é ".repeat(99), "ü ".repeat(99));
        assert!(named(text.as_bytes()).any(&[Named::MENTION]));
        assert!(!named("const rupt = new Rupt(é)".as_bytes()).any(&[Named::MENTION]));
    }
}
