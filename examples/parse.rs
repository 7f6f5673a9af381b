//! Parses and resolves every script under the given folders, twice, and does nothing else: what a
//! run over files that all use Rupt is measured against. See `bench/README.md`.

use rayon::prelude::*;
use rupt_migrate::kind::Kind;
use rupt_migrate::syntax;
use swc_common::{GLOBALS, Globals};

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() {
    let mut files = Vec::new();
    for root in std::env::args().skip(1) {
        let entries = ignore::WalkBuilder::new(root).build().filter_map(Result::ok);
        files.extend(entries.filter(|entry| entry.path().is_file()).map(ignore::DirEntry::into_path));
    }
    let parsed = files.par_iter().filter(|path| {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let (Some(kind), Ok(text)) = (Kind::of(&name), std::fs::read_to_string(path)) else { return false };
        let slices = kind.read(&text).programs;
        let parse =
            || GLOBALS.set(&Globals::new(), || slices.iter().all(|slices| syntax::parse(&text, slices).is_ok()));
        parse() && parse()
    });
    println!("{} files", parsed.count());
}
