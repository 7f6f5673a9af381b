//! Any bytes through `migrate`; see `CONTRIBUTING.md`.
#![no_main]

#[path = "../../tests/common/kinds.rs"]
mod kinds;

#[path = "../../tests/common/hold.rs"]
mod hold;

libfuzzer_sys::fuzz_target!(
    // The parser panics on some broken input, which is contained; the fuzzer's own hook would abort.
    init: std::panic::set_hook(Box::new(|panic| eprintln!("{panic}"))),
    |data: &[u8]| hold::hold(data)
);
