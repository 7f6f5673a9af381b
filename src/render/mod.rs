//! Rendering the results of a run as text.
//!
//! Every renderer takes data and returns a `String`. Nothing here reads a file or prints; that is the
//! business of the shell.

pub mod called;
pub mod changes;
pub mod context;
pub mod diff;
pub mod escape;
pub mod failure;
pub mod faults;
mod findings;
pub mod left_alone;
mod lines;
pub mod explain;
pub mod formats;
pub mod notes;
pub mod now;
pub mod own;
pub mod page;
pub mod paint;
pub mod place;
pub mod redact;
pub mod reminders;
pub mod report;
pub mod runbook;
pub mod screen;
mod serial;
pub mod snippet;
pub mod source;
pub mod summary;
mod table;
pub mod tally;
pub mod not_migrated;
pub mod web;
pub mod worksheet;
mod words;
