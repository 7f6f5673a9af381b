//! Broken and twisted sources: nothing panics, no output is unproven, a second run changes nothing.
//!
//! The same entry as the fuzz target's, over fixtures that are cut, doubled and spliced. One test
//! writes the corpus that the fuzzer starts from.

#[path = "common/hold.rs"]
mod hold;

#[path = "common/kinds.rs"]
mod kinds;

#[path = "common/shown.rs"]
mod shown;

mod common;

use fastrand::Rng;
use kinds::NAMES;
use std::fs;
use std::panic::catch_unwind;
use std::path::Path;

/// The sources, each behind the byte that chooses its dialect and project.
fn corpus() -> Vec<Vec<u8>> {
    let sources = common::fixtures().into_iter().map(|fixture| {
        let kind = NAMES.iter().position(|name| name[2..] == fixture.extension).unwrap_or(0);
        let flags = u8::from(fixture.choice.renders_on_server) * 32 + u8::from(fixture.choice.global_is_read) * 64;
        [vec![kind as u8 + flags], fixture.input.into_bytes()].concat()
    });
    sources.collect()
}

fn words() -> Vec<Vec<u8>> {
    let dictionary = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/rupt.dict")).expect("there");
    let word = |line: &str| Some(line.strip_prefix('"')?.strip_suffix('"')?.replace("\\\"", "\"").into_bytes());
    dictionary.lines().filter_map(word).collect()
}

/// A source with a few things done to it.
fn twisted(rng: &mut Rng, corpus: &[Vec<u8>], words: &[Vec<u8>]) -> Vec<u8> {
    let mut data = rng.choice(corpus).cloned().unwrap_or_default();
    for _ in 0..rng.usize(1..4) {
        let (a, b) = (rng.usize(1..=data.len()), rng.usize(1..=data.len()));
        let (from, to) = (a.min(b), a.max(b).min(a.min(b) + 200));
        match rng.u8(0..6) {
            0 => drop(data.drain(from..to)),
            1 => data.truncate(a),
            2 => {
                let part = data[from..to].to_vec();
                data.splice(b..b, part);
            }
            3 => data[0] ^= 1 << rng.u8(0..8),
            4 => {
                let word = rng.choice(words).cloned().unwrap_or_default();
                data.splice(a..a, word);
            }
            _ => {
                let other = rng.choice(corpus).cloned().unwrap_or_default();
                let start = rng.usize(1..=other.len());
                data.splice(a..a, other[start..other.len().min(start + 300)].to_vec());
            }
        }
    }
    data
}

#[test]
fn twisted_sources_hold() {
    holds(0, hold::hold);
}

#[test]
fn every_report_of_twisted_sources_can_be_made() {
    holds(1 << 32, |data| {
        shown::shown(data);
        // The same as another kind of file.
        let mut other = data.to_vec();
        other[0] = other[0].wrapping_add(8);
        shown::shown(&other);
    });
}

/// Checks many twisted sources; the first of them is that of the seed `first`.
fn holds(first: u64, check: fn(&[u8])) {
    let count: u64 = std::env::var("RUPT_TWISTS").ok().and_then(|count| count.parse().ok()).unwrap_or(4000);
    std::panic::set_hook(Box::new(|_| {}));
    let (corpus, words) = (corpus(), words());
    let mut faults = Vec::new();
    for seed in first..first + count {
        let data = twisted(&mut Rng::with_seed(seed), &corpus, &words);
        if let Err(panic) = catch_unwind(|| check(&data)) {
            let said = panic.downcast_ref::<String>().cloned().unwrap_or_default();
            faults.push(format!("seed {seed}: {said}\n{}", String::from_utf8_lossy(&data)));
        }
    }
    let _ = std::panic::take_hook();
    assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults.join("\n----\n"));
}

#[test]
#[ignore = "writes the corpus of the fuzzer"]
fn write_the_corpus() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/corpus/migrate");
    fs::create_dir_all(&folder).expect("made");
    for (index, data) in corpus().iter().enumerate() {
        fs::write(folder.join(format!("{index}")), data).expect("written");
    }
}
