// How time and memory for one file grow with its length: for each family of files, the time for twice as
// much must not be more than 2.3 times as long, and the memory at its peak must not be more than 64 times
// the file and 64 MiB. `node bench/growth.mjs BINARY [FAMILY,FAMILY] [LARGEST BYTES]`.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const MOST = 2.3;
const MEMORY = { times: 64, plus: 64 * 1024 * 1024 };
/** Below this it is noise that is measured. */
const SECONDS = 0.2;
const HEAD = 'import Rupt from "rupt";\n';
const OPTIONS = '{ client_id: "c", account: u.id, email: u.email, phone: u.phone }';
const CALL = `await Rupt.attach(${OPTIONS});`;
const step = (i) => `await Rupt.attach(o);\nshow("step", ${i}, "of the whole long way");\n`;
const times = (n, text) => Array.from({ length: n }, (_, i) => text(i)).join("");
const lines = (text) => (n) => HEAD + times(n, text);

/** Each family: the name of the file, and its text of about so many parts. */
const FAMILIES = {
  "plain code": ["a.js", (n) => `${HEAD}${CALL}\n${times(n, (i) => `f${i}(a, b);\n`)}`],
  "alias chain": [
    "a.js",
    (n) => `${HEAD}const R0 = Rupt;\n${times(n, (i) => `const R${i + 1} = R${i};\n`)}R${n}.attach(${OPTIONS});\n`,
  ],
  requires: ["a.js", (n) => times(n, (i) => `const R${i} = require("rupt"); // for step ${i} of the way\nR${i}.attach(${OPTIONS});\n`)],
  "client ids": ["a.js", lines((i) => `await Rupt.attach(${OPTIONS.replace('"c"', `"c${i}"`)});\n`)],
  "device and detach": [
    "a.js",
    lines(
      (i) =>
        `const d${i} = await Rupt.attach(${OPTIONS});\n` +
        `Rupt.detach({ client_id: "c", account: u.id, device: d${i}.device_id });\n`,
    ),
  ],
  "calls, one a line": ["a.js", lines(() => `${CALL}\n`)],
  "calls in one line": ["a.js", (n) => `${HEAD}const a = [${times(n, () => `Rupt.attach(${OPTIONS}),`)}];`],
  "statements in one line": ["a.js", lines(() => CALL)],
  "calls in one function": ["a.js", (n) => `${HEAD}async function f() {\n${times(n, () => `  ${CALL}\n`)}}\n`],
  "calls of one const": ["a.js", (n) => `${HEAD}const o = ${OPTIONS};\n${times(n, step)}`],
  "calls of one variable": ["a.js", (n) => `${HEAD}let o = ${OPTIONS};\n${times(n, step)}`],
  "calls that spread one const": [
    "a.js",
    (n) => `${HEAD}const o = ${OPTIONS};\n${times(n, (i) => `await Rupt.attach({ ...o, metadata: { step: ${i}, of: "the way" } });\n`)}`,
  ],
  "calls with consts": [
    "a.js",
    (n) =>
      `${HEAD}const ID = "c", T = 3, U = "/out";\nconst on = () => go(U);\n` +
      times(n, () => `Rupt.attach({ client_id: ID, account: u.id, tolerance: T, logout_url: U, on_challenge: on });\n`),
  ],
  "options in one line": [
    "a.js",
    (n) => `${HEAD}Rupt.attach({ client_id: "c", account: u.id, ${times(n, (i) => `k${i}: 1, `)} });`,
  ],
  "spread consts": [
    "a.js",
    (n) =>
      `${HEAD}const o0 = { account: u.id };\n` +
      times(n, (i) => `const o${i + 1} = { ...o${i}, ...o${i} };\n`) +
      `Rupt.attach({ client_id: "c", ...o${n} });\n`,
  ],
  mocks: ["a.js", lines(() => 'vi.mock("rupt", () => ({ default: { attach: vi.fn() } }));\n')],
  "ignore comments": ["a.js", lines((i) => `// rupt-migrate-ignore detach: the old player has its own list of them\nRupt.detach(${i});\n`)],
  "scripts of a page": ["a.html", (n) => times(n, () => `<script type="module">${HEAD}${CALL}</script>\n`)],
  "classic scripts": ["a.html", (n) => times(n, () => `<script>Rupt.attach(${OPTIONS});</script>\n`)],
  "mentions in text": ["a.rb", (n) => 'pin "rupt" # the sdk\n'.repeat(n)],
  "mentions in one line": ["a.rb", (n) => `x = [${"'rupt', ".repeat(n)}]\n`],
  overrides: [
    "package.json",
    (n) => `{ "dependencies": { "rupt": "^2" }, "overrides": { ${times(n, (i) => `"a${i}>rupt": "1", `)}"b": "1" } }`,
  ],
};

/** The text of a family that is of about so many bytes, and of no more. */
function sized(text, bytes) {
  let n = 1000;
  for (let tries = 0; tries < 8; tries++) {
    const made = text(Math.max(1, n));
    if (made.length <= bytes && made.length > 0.97 * bytes) return made;
    n = Math.floor((n * bytes * 0.99) / made.length);
  }
  return text(Math.max(1, n));
}

/** The seconds of work that one run takes, and its memory at the peak. */
function run(binary, [name, text]) {
  const folder = mkdtempSync(join(tmpdir(), "growth-"));
  writeFileSync(join(folder, name), text);
  if (name !== "package.json" && name !== "a.js") writeFileSync(join(folder, "package.json"), '{"dependencies":{"rupt":"^2"}}');
  const said = join(folder, "..", `${folder.split("/").pop()}.time`);
  const command = ["-q", "-f", "%U %S %M", "-o", said, "timeout", "120", binary, "--check", "."];
  const ran = spawnSync("time", command, { cwd: folder, env: { ...process.env, LC_ALL: "C" } });
  const [user, system, kib] = readFileSync(said, "utf8").trim().split(/\s+/).slice(-3).map(Number);
  rmSync(folder, { recursive: true });
  rmSync(said);
  return { seconds: user + system, bytes: kib * 1024, code: ran.status };
}

/** The shortest of some runs: a long one is no more exact for being done again. */
function measured(binary, file) {
  let best = run(binary, file);
  for (let again = 0; again < 4 && best.seconds < 1; again++) {
    const next = run(binary, file);
    if (next.seconds < best.seconds) best = next;
  }
  return best;
}

const [binary, only, largest = 2_000_000] = process.argv.slice(2);
const wanted = only?.split(",");
const nothing = measured(binary, ["a.js", "x;\n"]).seconds;
const over = [];
console.log("family                     size  time, s  growth     MiB   × size  exit");
for (const [family, [name, text]] of Object.entries(FAMILIES).filter(([family]) => !wanted || wanted.includes(family))) {
  // A manifest may have a mebibyte.
  const most = Math.min(Number(largest), name === "package.json" ? 1_000_000 : Infinity);
  let before;
  for (let bytes = 125_000; bytes <= most; bytes *= 2) {
    const made = sized(text, bytes);
    const { seconds, bytes: peak, code } = measured(binary, [name, made]);
    const net = Math.max(seconds - nothing, 0);
    const growth = before === undefined ? undefined : net / before;
    const slow = growth > MOST && net > SECONDS;
    const large = peak > MEMORY.times * made.length + MEMORY.plus;
    const cells = [
      family.padEnd(22),
      `${Math.round(made.length / 1000)} KB`.padStart(8),
      net.toFixed(2).padStart(8),
      `${growth === undefined ? "" : growth.toFixed(2)}${slow ? "*" : " "}`.padStart(7),
      (peak / 1024 / 1024).toFixed(0).padStart(7),
      `${(peak / made.length).toFixed(0)}${large ? "*" : " "}`.padStart(8),
      String(code).padStart(5),
    ];
    const row = cells.join(" ");
    console.log(row);
    if (slow || large || code !== 1) over.push(row);
    if (code !== 1) break;
    before = net;
  }
}
if (over.length > 0) {
  console.log(`\nOver ${MOST} times for twice as much, or over ${MEMORY.times} times the size and 64 MiB, or not done:`);
  over.forEach((row) => console.log(row));
}
process.exit(over.length > 0 ? 1 : 0);
