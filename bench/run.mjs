// Times the product against its peers, each pair A B A B …, and prints medians and ratios. Run nothing
// else meanwhile: a line whose cpu is below 1.8 times its wall time, on two cores, was disturbed.
//
//   node run.mjs [TREES] [RUNS]
//
// As root it also empties the cache of the file system before each run of a pair that says so.

import { spawnSync } from "node:child_process";
import { accessSync, closeSync, constants, cpSync, existsSync, mkdtempSync, openSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const HERE = dirname(fileURLToPath(import.meta.url));
const TREES = resolve(process.argv[2] ?? join(HERE, "trees"));
const RUNS = Number(process.argv[3] ?? 5);
const ours = join(HERE, "../target/release/rupt-migrate");
const parse = join(HERE, "../target/release/examples/parse");
const bin = (name) => join(HERE, "node_modules/.bin", name);
const rg = process.env.RG ?? "rg";
const scripts = "*.{js,jsx,ts,tsx,mjs,cjs,mts,cts,vue,svelte,astro}";
const rules = join(HERE, "peers/ast-grep.yml");
const transform = join(HERE, "peers/jscodeshift.cjs");
const tree = (name) => join(TREES, name);

const dry = (name) => [ours, "--dry-run", tree(name)];
const shift = [bin("jscodeshift"), "-t", transform, "--dry", "--parser=tsx", "--extensions=js,jsx,ts,tsx,mjs", "-s", tree("hits")];

const CACHES = "/proc/sys/vm/drop_caches";

// What is timed, the two commands, how often, and what is done before each run.
const PAIRS = [
  ["few hits ÷ rg, all files", dry("few"), [rg, "-l", "rupt", tree("few")]],
  ["few hits ÷ rg, the same files", dry("few"), [rg, "-l", "rupt", "-g", scripts, tree("few")]],
  ["few hits ÷ rg, nothing cached", dry("few"), [rg, "-l", "rupt", tree("few")], 3, "cold"],
  ["all hit: ast-grep ÷ ours", [bin("ast-grep"), "scan", "-r", rules, "--json=stream", tree("hits")], dry("hits")],
  ["all hit: jscodeshift ÷ ours", shift, dry("hits"), 1],
  ["all hit: ours ÷ parsing alone", dry("hits"), [parse, tree("hits")]],
  ["all hit, in place: ast-grep ÷ ours", [bin("ast-grep"), "scan", "-r", rules, "-U"], [ours, "--allow-dirty"], RUNS, "copy"],
  ["one long file ÷ parsing alone", dry("big"), [parse, tree("big")]],
  ["100k files ÷ 10k files", dry("100k"), dry("10k")],
  ["no files ÷ rg", [ours, "--dry-run", "EMPTY"], [rg, "-l", "rupt", "EMPTY"], 20],
  ["--version ÷ true", [ours, "--version"], ["/bin/true"], 20],
];

const copies = [];
const [empty, printed] = ["empty-", "printed-"].map((prefix) => mkdtempSync(join(tmpdir(), prefix)));
console.log("| what | ratio | wall s | cpu ÷ wall | peak MiB |\n|---|---|---|---|---|");
for (const [what, a, b, runs = RUNS, before] of PAIRS) {
  if (before === "cold" && !mayEmptyCaches()) continue;
  const pairs = Array.from({ length: runs }, () => [time(a, before), time(b, before)]);
  const [one, other] = [0, 1].map((side) => pairs.map((pair) => pair[side]));
  const ratio = median(pairs.map(([first, second]) => first.wall / second.wall));
  const both = (pick, digits) => `${median(one.map(pick)).toFixed(digits)} / ${median(other.map(pick)).toFixed(digits)}`;
  console.log(`| ${what} | ${ratio.toFixed(2)} | ${both((run) => run.wall, 3)} | ${both((run) => run.cpu / run.wall, 1)} | ${both((run) => run.peak, 0)} |`);
}
// Some file systems are slow to make files where others were just removed, so copies go last.
[empty, printed, ...copies].forEach((folder) => rmSync(folder, { recursive: true }));

/**
 * One run, with GNU time's figures. Where a command rewrites files, it gets a fresh copy of them. What
 * it prints goes to a file: to read it here would take time from what is timed.
 */
function time(command, before) {
  const words = [...command];
  if (before === "copy") {
    copies.push(mkdtempSync(join(tmpdir(), "hits-")));
    cpSync(tree("hits"), copies.at(-1), { recursive: true });
    words.push(copies.at(-1));
  }
  const [program, ...rest] = words.map((word) => (word === "EMPTY" ? empty : word));
  if (program.startsWith("/") && !existsSync(program)) throw new Error(`${program} is not there`);
  if (before === "cold") {
    spawnSync("sync");
    writeFileSync(CACHES, "3");
  }
  const stdout = openSync(join(printed, "stdout"), "w");
  const options = { encoding: "utf8", maxBuffer: 1 << 30, stdio: ["ignore", stdout, "pipe"] };
  const started = process.hrtime.bigint();
  const { stderr } = spawnSync("/usr/bin/time", ["-f", "figures %U %S %M", program, ...rest], options);
  const wall = Number(process.hrtime.bigint() - started) / 1e9;
  closeSync(stdout);
  const [user, system, peak] = stderr.match(/figures (\S+) (\S+) (\S+)/).slice(1).map(Number);
  return { wall, cpu: user + system, peak: peak / 1024 };
}

function mayEmptyCaches() {
  try {
    accessSync(CACHES, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

function median(list) {
  const sorted = [...list].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}
