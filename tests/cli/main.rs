//! The command as a user runs it: the built binary, over trees made for each test.

mod formats;
mod bad_input;
mod choosing;
mod counters;
mod explain;
mod git;
mod importers;
mod links;
mod manifest;
mod mentions;
mod mocked;
mod output;
mod pages;
mod patch;
mod project;
mod report_files;
mod seen;
mod rows;
mod selection;
mod settings;
mod stdin;
mod tree;
mod usage;
mod worksheet;
mod workspace;
mod writing;
