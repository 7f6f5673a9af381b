// Checks the documented v3, which the proof is written against, with v3 itself.
//
//     node tests/against-v3/run.mjs [package]
//
// Installs `@ruptjs/client`, or the folder, the archive or the version given, into a temporary folder; says
// what it is; then runs the proof's programs against it. Exit codes: 0, v3 is as documented; 1, it is not;
// 2, the check itself failed; 3, v3 could not be had, and nothing was checked.

import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const NAME = "@ruptjs/client";
const here = dirname(fileURLToPath(import.meta.url));
const proof = join(here, "../proof");
const fixtures = join(here, "../../fixtures");
const npm = process.platform === "win32" ? "npm.cmd" : "npm";
const QUIET = ["--ignore-scripts", "--no-audit", "--no-fund"];

const work = mkdtempSync(join(tmpdir(), "against-v3-"));
process.on("exit", () => rmSync(work, { recursive: true, force: true }));
process.exitCode = await main(process.argv[2]);

async function main(given) {
  if (!install(given)) return 3;
  const folder = join(work, "node_modules", NAME);
  const manifest = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  console.log(`${NAME} ${manifest.version}`);
  const isAsDocumented = await describe(folder, manifest);
  if (!existsSync(join(proof, "node_modules")) && run(npm, ["ci", ...QUIET], proof).status !== 0) {
    console.error("The packages of tests/proof could not be installed: the programs were not run.");
    return 2;
  }
  const programs = ["behaviour.mjs", ...(hasTypes(folder, manifest) ? ["types.mjs"] : [])];
  const agree = programs.map((program) => runs(program, folder));
  return isAsDocumented && agree.every(Boolean) ? 0 : 1;
}

/** Whether v3 is there now. */
function install(given) {
  const isPath = given && existsSync(given);
  const wanted = isPath ? resolve(given) : `${NAME}@${given ?? "^3.0.0"}`;
  const { status, stderr } = run(npm, ["install", "--install-links", ...QUIET, "--prefix", work, wanted], work);
  if (status === 0 && existsSync(join(work, "node_modules", NAME))) return true;
  const why = stderr.split("\n").find((line) => /error (code |404|network)/.test(line)) ?? stderr.split("\n")[0];
  console.error(`v3 could not be had: \`npm install ${wanted}\` failed (${why || "no package of that name came"}).`);
  console.error("Nothing was checked. Run this where the registry has the package, or give its folder or archive.");
  return false;
}

/** Says what the package is, as docs/open-questions.md asks; whether it is what the guide says. */
async function describe(folder, manifest) {
  const require = createRequire(join(work, "x.js"));
  const imported = await attempt(() => import(pathToFileURL(require.resolve(NAME))));
  const required = await attempt(() => require(NAME));
  const Rupt = imported.value?.default?.default ?? imported.value?.default;
  const made = await attempt(() => new Rupt({ clientId: "some id" }));
  const answers = [
    ["`import Rupt` gives a class", typeof Rupt === "function", true],
    ["`require` works", Boolean(required.value), false],
    ["it has types", hasTypes(folder, manifest), false],
    ["a client can be made without a `window`", Boolean(made.value), false],
  ];
  if (made.value) answers.push(["a client has `evaluate.access`", typeof made.value.evaluate?.access === "function", true]);
  for (const [what, holds] of answers) console.log(`${holds ? "yes" : "no "}  ${what}`);
  for (const { error } of [imported, required, made]) if (error) console.log(`     ${error.message.split("\n")[0]}`);
  return answers.every(([, holds, isDocumented]) => holds || !isDocumented);
}

/** Whether a program of the proof is content with v3 itself. */
function runs(program, folder) {
  const { status, stdout, stderr } = run(
    process.execPath,
    ["--no-warnings", "--experimental-vm-modules", join(proof, program), fixtures, process.env.PROOF ?? ""],
    proof,
    { RUPT_V3: folder },
  );
  console.log(`\ntests/proof/${program} against it:${stdout}${stderr}`);
  return status === 0;
}

function hasTypes(folder, { types, typings, exports }) {
  return Boolean(types ?? typings ?? JSON.stringify(exports ?? "").includes(".d.")) || existsSync(join(folder, "index.d.ts"));
}

function run(program, args, cwd, env = {}) {
  const ran = spawnSync(program, args, { cwd, env: { ...process.env, ...env }, encoding: "utf8", maxBuffer: 1 << 28 });
  if (ran.error) throw ran.error;
  return ran;
}

async function attempt(run) {
  try {
    return { value: await run() };
  } catch (error) {
    return { error };
  }
}
