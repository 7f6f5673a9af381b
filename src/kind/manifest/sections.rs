//! The members of manifests that declare dependencies.

/// The sections that declare dependencies, in the order npm documents them.
pub const SECTIONS: [&str; 4] = ["dependencies", "devDependencies", "peerDependencies", "optionalDependencies"];

/// The member of a `deno.json` that declares dependencies.
pub const IMPORTS: &str = "imports";
