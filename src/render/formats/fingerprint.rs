//! What a finding is known by from one run to the next, for services that keep a list of them.

use siphasher::sip::SipHasher13;
use std::collections::HashMap;
use std::hash::Hasher;

/// The fingerprints of one report: no two are the same.
#[derive(Debug, Default)]
pub struct Fingerprints {
    /// How often each finding came, to tell equals apart.
    seen: HashMap<u64, u64>,
}

impl Fingerprints {
    /// What tells the next finding `id` in the file at `path` from all others, and stays as it is when lines
    /// are added above: its `code` without whitespace, and the how manieth of its kind it is in its file.
    pub fn next(&mut self, id: &str, path: &str, code: &str) -> String {
        let words: Vec<&str> = code.split_whitespace().collect();
        let hash = |number: u64| {
            // With these keys the hash is the same in every version and on every machine.
            let mut hasher = SipHasher13::new_with_keys(0, 0);
            hasher.write([id, path, &words.concat()].join("\0").as_bytes());
            hasher.write(&number.to_le_bytes());
            hasher.finish()
        };
        let count = self.seen.entry(hash(0)).or_default();
        *count += 1;
        format!("{:016x}", hash(*count))
    }
}
