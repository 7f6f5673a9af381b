//! A choice of the kinds of files, by number: the fuzzer's first byte.

/// The name of a file of each kind.
pub const NAMES: [&str; 16] = [
    "a.js", "a.mjs", "a.cjs", "a.ts", "a.tsx", "a.d.ts", "a.vue", "a.svelte", "a.html", "a.astro", "a.md", "a.rb",
    "a.php", "a.json", "a.yml", "a.erb",
];
