//! Settings of build tools, test runners and servers that may name the package or its hosts.
//!
//! A setting is recognized by its name alone: the file that it is in is not known here.

use super::Entry;
use crate::mapping::entry;

/// The purpose for which a setting names packages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// Packages in a list whose purpose does not matter.
    Packages,
    /// Packages that are not bundled; each may have a global that replaces it.
    Outside,
    /// The globals that replace such packages.
    Globals,
    /// Modules that a page loads from an address.
    Modules,
    /// Modules that are resolved to something else.
    Aliases,
    /// Modules that tests replace.
    StandIns,
    /// Patterns for paths.
    Patterns,
}

impl Purpose {
    /// The entry for a package that is named here.
    pub fn entry(self) -> &'static Entry {
        match self {
            Purpose::Packages | Purpose::Modules => entry!("setting"),
            Purpose::Outside | Purpose::Globals => entry!("setting-external"),
            Purpose::Aliases => entry!("setting-alias"),
            Purpose::StandIns => entry!("setting-mock"),
            Purpose::Patterns => entry!("setting-pattern"),
        }
    }

    /// Whether the keys in the setting are names of packages.
    pub fn in_keys(self) -> bool {
        matches!(self, Purpose::Outside | Purpose::Globals | Purpose::Modules | Purpose::Aliases | Purpose::StandIns)
    }
}

/// The settings that name packages, by property name.
pub const SETTINGS: &[(&str, Purpose)] = &[
    ("optimizeDeps", Purpose::Packages),
    ("noExternal", Purpose::Packages),
    ("external", Purpose::Packages),
    ("manualChunks", Purpose::Packages),
    ("dedupe", Purpose::Packages),
    ("inline", Purpose::Packages),
    ("transpile", Purpose::Packages),
    ("transpilePackages", Purpose::Packages),
    ("optimizePackageImports", Purpose::Packages),
    ("serverExternalPackages", Purpose::Packages),
    ("serverComponentsExternalPackages", Purpose::Packages),
    ("serverDependenciesToBundle", Purpose::Packages),
    ("externals", Purpose::Outside),
    ("globals", Purpose::Globals),
    ("alias", Purpose::Aliases),
    ("moduleNameMapper", Purpose::StandIns),
    ("transformIgnorePatterns", Purpose::Patterns),
];

/// Further such settings in files that are not scripts.
const DATA_SETTINGS: &[(&str, Purpose)] = &[
    ("types", Purpose::Packages),
    ("paths", Purpose::Aliases),
    ("imports", Purpose::Modules),
    ("scopes", Purpose::Modules),
    ("matchPackageNames", Purpose::Packages),
    ("excludePackageNames", Purpose::Packages),
    ("matchDepNames", Purpose::Packages),
    ("excludeDepNames", Purpose::Packages),
    ("packageNames", Purpose::Packages),
    ("ignoreDeps", Purpose::Packages),
    ("matchPackagePatterns", Purpose::Patterns),
    ("excludePackagePatterns", Purpose::Patterns),
    ("matchDepPatterns", Purpose::Patterns),
    ("packagePatterns", Purpose::Patterns),
    ("dependency-name", Purpose::Packages),
    ("patterns", Purpose::Packages),
    ("exclude-patterns", Purpose::Packages),
];

/// The purpose of the setting called `name`, in a file that is not a script.
pub fn data_setting(name: &str) -> Option<Purpose> {
    setting(name).or_else(|| DATA_SETTINGS.iter().find(|(other, _)| *other == name).map(|(_, names)| *names))
}

/// The purpose of the setting called `name`.
pub fn setting(name: &str) -> Option<Purpose> {
    SETTINGS.iter().find(|(other, _)| *other == name).map(|(_, names)| *names)
}

const SETTING_IDS: [&str; 7] = [
    "setting",
    "setting-pattern",
    "setting-external",
    "setting-alias",
    "setting-mock",
    "logout-address",
    "challenge-address",
];

/// The ids of notes about addresses, for which no package is needed.
pub const ADDRESSES: [&str; 2] = ["logout-address", "challenge-address"];

/// Whether an entry is about a setting or an address that does not use v2.
pub fn is_setting(entry: &Entry) -> bool {
    SETTING_IDS.contains(&entry.id)
}

/// The hosts to which v2 connects.
pub const HOSTS: [&str; 3] = ["api.rupt.dev", "cdn.rupt.dev", "challenge.rupt.dev"];

/// Settings and directives of a Content Security Policy.
pub const POLICY_NAMES: [&str; 14] = [
    "contentSecurityPolicy",
    "Content-Security-Policy",
    "directives",
    "default-src",
    "defaultSrc",
    "connect-src",
    "connectSrc",
    "script-src",
    "scriptSrc",
    "frame-src",
    "frameSrc",
    "form-action",
    "formAction",
    "navigate-to",
];

/// The parameter that v2 adds to the address of a page so that it signs the user out.
pub const LOGOUT_PARAMETER: &str = "rupt_action";

/// The parameter that v2 adds to the Logout URL.
pub const CHALLENGE_PARAMETER: &str = "challenge";
