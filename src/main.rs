//! The `rupt-migrate` command; everything is in the library.

use std::process::ExitCode;

fn main() -> ExitCode {
    rupt_migrate::shell::main()
}
