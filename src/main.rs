//! The `rupt-migrate` command; everything is in the library.

use std::process::ExitCode;

// Parsing is mostly allocating. Huge pages would make small trees take several times the memory.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    rupt_migrate::shell::main()
}
