// Rehearses a release on this machine, from the binaries to what people see who run it by `npx`:
//
//   node npm/rehearse.mjs --native PROGRAM [--binaries FOLDER] [--without TARGET]…
//
// The binaries are built by `.ci/cross`, or taken from a folder with one for each target, as `generate.mjs` takes it.
// PROGRAM is a build for this machine, as by `.ci/release`; both must print the same patch. Nothing leaves the
// machine: the registry is that of the tests, on loopback.

import { execFileSync, spawnSync } from "node:child_process";
import { copyFileSync, cpSync, mkdirSync, mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { MAIN, ROOT, TARGETS, targetsWithout } from "./packages.mjs";

const STOREFRONT = join(ROOT, "fixtures/projects/storefront/before");
const DRY_RUN = ["--dry-run", "."];

const { values } = parseArgs({
  options: {
    native: { type: "string" },
    binaries: { type: "string" },
    without: { type: "string", multiple: true, default: [] },
  },
});
if (!values.native) {
  stop("usage: node npm/rehearse.mjs --native PROGRAM [--binaries FOLDER] [--without TARGET]…");
}
const native = resolve(values.native);
const without = values.without.flatMap((key) => ["--without", key]);
const targets = targetsWithout(values.without);
const here = targets.find(({ platform, arch }) => platform === process.platform && arch === process.arch);
if (!here) {
  stop("the program for this platform is left out, and it is the only one that could run");
}
const work = mkdtempSync(join(tmpdir(), "rupt-rehearsal-"));
process.on("exit", () => rmSync(work, { recursive: true, force: true, maxRetries: 3 }));

const out = join(work, "packages");
const binaries = values.binaries ?? build();
node("generate.mjs", binaries, out);
node("check.mjs", out);
for (const { key, name, program } of targets) {
  console.log(`${key}: ${statSync(join(out, name, program)).size} bytes`);
}
TARGETS.filter((target) => !targets.includes(target)).forEach(({ key }) => console.log(`${key}: left out`));
const { Project, close } = await publish();
try {
  await install();
  await compare();
} finally {
  close();
}

function stop(message) {
  console.error(message);
  process.exit(2);
}

function node(script, ...args) {
  const command = [join(ROOT, "npm", script), ...args, ...without];
  const { status } = spawnSync(process.execPath, command, { stdio: "inherit" });
  if (status !== 0) {
    stop(`npm/${script} ended with ${status}`);
  }
}

function build() {
  const folder = join(work, "binaries");
  const target = process.env.CARGO_TARGET_DIR ?? join(ROOT, "target");
  for (const { key, rust, program } of targets) {
    // For Windows the release is built there, by Microsoft's linker; from here Zig's is to be had.
    const triple = rust.replace("-msvc", "-gnullvm");
    if (spawnSync(join(ROOT, ".ci/cross"), [triple], { stdio: "inherit" }).status !== 0) {
      stop(`${triple} cannot be built here: --without ${key} leaves it out`);
    }
    mkdirSync(join(folder, key), { recursive: true });
    copyFileSync(join(target, triple, "release", program), join(folder, key, program));
  }
  return folder;
}

/** Starts the registry of the tests, with the packages in it, and returns what the tests install with. */
async function publish() {
  const tests = join(ROOT, "tests/npm");
  if (changed(join(tests, "node_modules/.package-lock.json")) < changed(join(tests, "package-lock.json"))) {
    execFileSync("npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund"], { cwd: tests, stdio: "inherit" });
  }
  // The tests make packages of this; here they are there already.
  process.env.BINARY = native;
  const { registry } = await import("../tests/npm/registry.mjs");
  const managers = await import("../tests/npm/managers.mjs");
  const { url, close } = await registry(out);
  return { Project: managers.Project.bind(null, "npm", url), close };
}

/** When the file was changed; what is not there is older than everything. */
function changed(path) {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}

async function succeed(call) {
  const { status, stdout, said } = await call;
  if (status !== 0) {
    stop(`ended with ${status}:\n${said}`);
  }
  return stdout;
}

/** In an empty folder: what is installed, and what the script costs. */
async function install() {
  const project = new Project();
  rmSync(join(project.root, "package.json"));
  await succeed(project.call("install", MAIN));
  const modules = join(project.root, "node_modules");
  const alone = milliseconds(join(modules, here.name, here.program), "--version");
  const script = milliseconds(process.execPath, join(modules, MAIN, "bin/rupt-migrate.js"), "--version");
  const empty = milliseconds(process.execPath, "-e", "");
  console.log(`installed by npm; --version: ${alone} ms, by the script ${script} ms, of which Node ${empty} ms`);
}

/** The median of twenty runs. */
function milliseconds(program, ...args) {
  const times = Array.from({ length: 20 }, () => {
    const start = performance.now();
    execFileSync(program, args);
    return performance.now() - start;
  });
  return times.sort((a, b) => a - b)[10].toFixed(1);
}

/** On a project that does not depend on it: the patch of the packaged program is that of the native one. */
async function compare() {
  const project = new Project();
  rmSync(project.root, { recursive: true });
  cpSync(STOREFRONT, project.root, { recursive: true });
  const stdio = ["ignore", "pipe", "ignore"];
  const wanted = execFileSync(native, DRY_RUN, { cwd: project.root, encoding: "utf8", stdio });
  const patch = await succeed(project.call("exec", "--yes", "--", MAIN, ...DRY_RUN));
  if (!patch.includes("+") || patch !== wanted) {
    stop(`the patch of the package is not that of ${native}`);
  }
  console.log(`npx prints the patch of the native program: ${patch.split("\n").length} lines`);
}
