//! Fingerprints, by which services recognise a finding from one run to the next.

use siphasher::sip::SipHasher13;
use std::collections::HashMap;
use std::hash::Hasher;

/// The fingerprints of one report. No two are equal.
#[derive(Debug, Default)]
pub struct Fingerprints {
    /// How often each finding has occurred, to tell equal ones apart.
    seen: HashMap<u64, u64>,
}

impl Fingerprints {
    /// Returns the fingerprint of the next finding `id` in the file at `path`. It depends on the `code`
    /// without whitespace and on the number of equal findings before it in the file. So it stays the same
    /// when lines are added above.
    pub fn next(&mut self, id: &str, path: &str, code: &str) -> String {
        let words: Vec<&str> = code.split_whitespace().collect();
        let hash = |number: u64| {
            // With fixed keys, the hash is the same in every version and on every machine.
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
