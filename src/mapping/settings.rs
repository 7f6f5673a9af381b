//! Settings of build tools, test runners and servers that may name the package or its hosts.
//!
//! A setting is told by its name alone: which file it stands in is not known here.

use super::Entry;
use crate::mapping::entry;

/// What a setting names packages for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Names {
    /// Packages to treat in some way: a list of names is all there is to it.
    Packages,
    /// Packages that are not bundled, each perhaps with the global to take instead.
    Outside,
    /// The globals that stand for such packages.
    Globals,
    /// Modules that a page gets from an address.
    Modules,
    /// Modules that are looked up elsewhere.
    Aliases,
    /// Modules that tests get something else for.
    StandIns,
    /// Paths, as patterns.
    Patterns,
}

impl Names {
    /// The entry for a package that is named here.
    pub fn entry(self) -> &'static Entry {
        match self {
            Names::Packages | Names::Modules => entry!("setting"),
            Names::Outside | Names::Globals => entry!("setting-external"),
            Names::Aliases => entry!("setting-alias"),
            Names::StandIns => entry!("setting-mock"),
            Names::Patterns => entry!("setting-pattern"),
        }
    }

    /// Whether the keys below the setting are names of packages.
    pub fn in_keys(self) -> bool {
        matches!(self, Names::Outside | Names::Globals | Names::Modules | Names::Aliases | Names::StandIns)
    }
}

/// The settings that name packages, by the name of the property.
pub const SETTINGS: &[(&str, Names)] = &[
    ("optimizeDeps", Names::Packages),
    ("noExternal", Names::Packages),
    ("external", Names::Packages),
    ("manualChunks", Names::Packages),
    ("dedupe", Names::Packages),
    ("inline", Names::Packages),
    ("transpile", Names::Packages),
    ("transpilePackages", Names::Packages),
    ("optimizePackageImports", Names::Packages),
    ("serverExternalPackages", Names::Packages),
    ("serverComponentsExternalPackages", Names::Packages),
    ("serverDependenciesToBundle", Names::Packages),
    ("externals", Names::Outside),
    ("globals", Names::Globals),
    ("alias", Names::Aliases),
    ("moduleNameMapper", Names::StandIns),
    ("transformIgnorePatterns", Names::Patterns),
];

/// More of them, in settings that are not scripts.
const DATA_SETTINGS: &[(&str, Names)] = &[
    ("types", Names::Packages),
    ("paths", Names::Aliases),
    ("imports", Names::Modules),
    ("scopes", Names::Modules),
    ("matchPackageNames", Names::Packages),
    ("excludePackageNames", Names::Packages),
    ("matchDepNames", Names::Packages),
    ("excludeDepNames", Names::Packages),
    ("packageNames", Names::Packages),
    ("ignoreDeps", Names::Packages),
    ("matchPackagePatterns", Names::Patterns),
    ("excludePackagePatterns", Names::Patterns),
    ("matchDepPatterns", Names::Patterns),
    ("packagePatterns", Names::Patterns),
    ("dependency-name", Names::Packages),
    ("patterns", Names::Packages),
    ("exclude-patterns", Names::Packages),
];

/// The setting called `name`, in a file that is no script.
pub fn data_setting(name: &str) -> Option<Names> {
    setting(name).or_else(|| DATA_SETTINGS.iter().find(|(other, _)| *other == name).map(|(_, names)| *names))
}

/// The setting called `name`.
pub fn setting(name: &str) -> Option<Names> {
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

/// The entries about addresses, which need no package.
pub const ADDRESSES: [&str; 2] = ["logout-address", "challenge-address"];

/// Whether an entry is about a setting, or an address, that is no use of v2.
pub fn is_setting(entry: &Entry) -> bool {
    SETTING_IDS.contains(&entry.id)
}

/// The hosts that v2 talks to.
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

/// What v2 adds to the address of a page to have it sign the user out.
pub const LOGOUT_PARAMETER: &str = "rupt_action";

/// What v2 adds to the Logout URL.
pub const CHALLENGE_PARAMETER: &str = "challenge";
