//! Deciding what becomes of a script, as data: no text and no edits.
//!
//! Each call of `attach` is first judged alone ([`attach`]). Then calls that share options or a client are decided
//! together ([`together`], [`clients`]), and then the remaining names and uses of v2. [`decision`] collects the
//! results, and [`crate::write`] turns them into edits.

pub mod decision;
pub mod attach;
pub mod options;
mod nested;
pub mod handler;
pub mod logout;
pub mod response;
pub mod client_id;
pub mod clients;
pub mod together;
pub mod route;
mod routes;
pub mod loaded;
pub mod reach;
pub mod imports;
pub mod change;
pub mod uses;
pub mod leftovers;
pub mod mocks;
pub mod settings;
pub mod of_client;
mod asked;
mod environment;
mod existing;
mod limits;
mod macros;
mod patched;
mod quote;
mod token;
mod types;
mod urls;

use crate::input::Input;
