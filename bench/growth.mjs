// How the time for one file grows with its length: for each family of files, the time for twice as much
// must not be more than 2.3 times as long. `node bench/growth.mjs BINARY [FAMILY] [LARGEST BYTES]`.
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const MOST = 2.3;
const HEAD = 'import Rupt from "rupt";\n';
const OPTIONS = '{ client_id: "c", account: u.id, email: u.email }';
const times = (n, text) => Array.from({ length: n }, (_, i) => text(i));

/** Each family: the name of the file, and its text of about so many parts. */
const FAMILIES = {
  "plain code": ["a.js", (n) => `${HEAD}await Rupt.attach(${OPTIONS});\n${times(n, (i) => `f${i}(a, b);\n`).join("")}`],
  "alias chain": [
    "a.js",
    (n) =>
      `${HEAD}const R0 = Rupt;\n${times(n, (i) => `const R${i + 1} = R${i};\n`).join("")}R${n}.attach(${OPTIONS});\n`,
  ],
  requires: ["a.js", (n) => times(n, (i) => `const R${i} = require("rupt");\nR${i}.attach(${OPTIONS});\n`).join("")],
  "client ids": [
    "a.js",
    (n) => HEAD + times(n, (i) => `await Rupt.attach(${OPTIONS.replace('"c"', `"c${i}"`)});\n`).join(""),
  ],
  "device and detach": [
    "a.js",
    (n) =>
      HEAD +
      times(
        n,
        (i) =>
          `const d${i} = await Rupt.attach(${OPTIONS});\n` +
          `Rupt.detach({ client_id: "c", account: u.id, device: d${i}.device_id });\n`,
      ).join(""),
  ],
  "calls, one a line": ["a.js", (n) => HEAD + `await Rupt.attach(${OPTIONS});\n`.repeat(n)],
  "calls in one line": ["a.js", (n) => `${HEAD}const a = [${times(n, () => `Rupt.attach(${OPTIONS})`).join(",")}];`],
  "options in one line": [
    "a.js",
    (n) => `${HEAD}Rupt.attach({ client_id: "c", account: u.id, ${times(n, (i) => `k${i}: 1`).join(", ")} });`,
  ],
  "spread consts": [
    "a.js",
    (n) =>
      `${HEAD}const o0 = { account: u.id };\n` +
      times(n, (i) => `const o${i + 1} = { ...o${i}, ...o${i} };\n`).join("") +
      `Rupt.attach({ client_id: "c", ...o${n} });\n`,
  ],
  mocks: ["a.js", (n) => HEAD + 'vi.mock("rupt", () => ({ default: { attach: vi.fn() } }));\n'.repeat(n)],
  "ignore comments": [
    "a.js",
    (n) => HEAD + times(n, (i) => `// rupt-migrate-ignore detach\nRupt.detach(${i});\n`).join(""),
  ],
  "scripts of a page": [
    "a.html",
    (n) => `<script type="module">${HEAD}await Rupt.attach(${OPTIONS});</script>\n`.repeat(n),
  ],
  "mentions in text": ["a.rb", (n) => "pin \"rupt\" # the sdk\n".repeat(n)],
  "mentions in one line": ["a.rb", (n) => `x = [${"'rupt', ".repeat(n)}]\n`],
  overrides: [
    "package.json",
    (n) => `{ "dependencies": { "rupt": "^2" }, "overrides": { ${times(n, (i) => `"a${i}>rupt": "1"`).join(", ")} } }`,
  ],
};

function seconds(binary, [name, text]) {
  const folder = mkdtempSync(join(tmpdir(), "growth-"));
  writeFileSync(join(folder, name), text);
  if (name !== "package.json" && name !== "a.js") writeFileSync(join(folder, "package.json"), '{"dependencies":{"rupt":"^2"}}');
  const start = process.hrtime.bigint();
  const ran = spawnSync(binary, ["--check", "."], { cwd: folder, timeout: 60_000, env: { ...process.env, LC_ALL: "C" } });
  const took = Number(process.hrtime.bigint() - start) / 1e9;
  rmSync(folder, { recursive: true });
  return { took, code: ran.status };
}

const [binary, only, largest = 2_000_000] = process.argv.slice(2);
const nothing = Math.min(...times(3, () => seconds(binary, ["a.js", "x;\n"]).took));
let failed = false;
for (const [family, [name, text]] of Object.entries(FAMILIES).filter(([family]) => !only || family === only)) {
  const each = text(1000).length / 1000;
  let before;
  for (let bytes = 125_000; bytes <= Number(largest); bytes *= 2) {
    const made = text(Math.max(1, Math.floor(bytes / each)));
    const { took, code } = seconds(binary, [name, made]);
    const net = Math.max(took - nothing, 0);
    const growth = before === undefined ? undefined : net / before;
    // Below a twentieth of a second it is noise that is measured.
    const bad = growth > MOST && net > 0.05;
    failed ||= bad || code === null;
    const kb = `${Math.round(made.length / 1000)} KB`.padStart(8);
    console.log(
      `${family.padEnd(22)} ${kb}  ${net.toFixed(3).padStart(8)} s  ${growth === undefined ? "     " : growth.toFixed(2).padStart(5)}${bad ? " *" : "  "} exit ${code}`,
    );
    if (code === null) break;
    before = net;
  }
}
process.exit(failed ? 1 : 0);
