//! The files that declare packages: `package.json`, catalogs, overrides, the imports of Deno.
//!
//! They are planned last, when it is known what every file of a package still uses.

pub mod deno;
pub mod dependencies;
pub mod leads;
pub mod package_json;
pub mod places;
mod range;
pub mod sections;
pub mod shared;
