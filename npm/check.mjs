// Checks the packages that `generate.mjs` wrote, before they are published:
//
//   node npm/check.mjs OUT [--dynamic TARGET] [--without TARGET]…
//
// With `--dynamic linux-x64` the binary of that one target may be linked dynamically, for a test with what `cargo
// build` makes; `--without darwin-x64` is for what was generated so. Ends with 1 where something is wrong.

import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { isDeepStrictEqual, parseArgs } from "node:util";
import { faultsOf } from "./formats.mjs";
import { crate, LICENSES, MAIN, readJson, TARGETS, targetsWithout } from "./packages.mjs";

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { dynamic: { type: "string" }, without: { type: "string", multiple: true, default: [] } },
});
const [out] = positionals;
if (positionals.length !== 1 || (values.dynamic && !TARGETS.some(({ key }) => key === values.dynamic))) {
  console.error("usage: node npm/check.mjs OUT [--dynamic TARGET] [--without TARGET]…");
  process.exit(2);
}
const targets = targetsWithout(values.without);

const { version, license } = crate();
const SHIM = "bin/rupt-migrate.js";
const faults = [];

expect("", "the packages", readdirSync(out).sort(), [MAIN, ...targets.map(({ name }) => name)].sort());
if (faults.length === 0) {
  checkMain();
  targets.forEach(checkPlatform);
}
faults.forEach((fault) => console.error(fault));
if (faults.length === 0) {
  const without = values.without.length > 0 ? `, without ${values.without.join(", ")}: not to be published` : "";
  console.log(`${targets.length + 1} packages of version ${version} are as they should be${without}`);
}
process.exitCode = faults.length > 0 ? 1 : 0;

function expect(name, what, found, wanted) {
  if (!isDeepStrictEqual(found, wanted)) {
    faults.push(`${join(out, name)}: ${what}: ${JSON.stringify(found)}, not ${JSON.stringify(wanted)}`);
  }
}

/** The files of a folder, with `/`. */
function filesOf(folder, below = "") {
  return readdirSync(join(folder, below), { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? filesOf(folder, `${below}${entry.name}/`) : [`${below}${entry.name}`],
  );
}

/** The manifest, checked for what holds for every package; nothing where files are missing or too many. */
function checkPackage(name, files) {
  const before = faults.length;
  expect(name, "files", filesOf(join(out, name)).sort(), ["package.json", "README.md", ...LICENSES, ...files].sort());
  if (faults.length > before) {
    return undefined;
  }
  const manifest = readJson(join(out, name, "package.json"));
  expect(name, "name", manifest.name, name);
  expect(name, "version", manifest.version, version);
  expect(name, "license", manifest.license, license);
  // Whatever would run at the install, be installed along, narrow the files or keep the package from being published.
  for (const member of ["scripts", "dependencies", "peerDependencies", "libc", "files", "private"]) {
    expect(name, member, manifest[member], undefined);
  }
  return manifest;
}

function checkExecutable(name, file) {
  const path = join(out, name, file);
  // Windows has no such bit, so packages cannot be made there.
  if ((statSync(path).mode & 0o111) !== 0o111) {
    faults.push(`${path}: is not executable`);
  }
}

function checkMain() {
  const manifest = checkPackage(MAIN, [SHIM, "targets.json"]);
  if (!manifest) {
    return;
  }
  const exact = Object.fromEntries(TARGETS.map(({ name }) => [name, version]));
  expect(MAIN, "optionalDependencies", manifest.optionalDependencies, exact);
  expect(MAIN, "bin", manifest.bin, { [MAIN]: SHIM });
  // With a carriage return behind it, no system finds the interpreter.
  const [first] = readFileSync(join(out, MAIN, SHIM), "utf8").split("\n");
  expect(MAIN, "the first line of its program", first, "#!/usr/bin/env node");
  checkExecutable(MAIN, SHIM);
}

function checkPlatform(target) {
  const { key, name, platform, arch, program } = target;
  const manifest = checkPackage(name, [program]);
  if (!manifest) {
    return;
  }
  expect(name, "os", manifest.os, [platform]);
  expect(name, "cpu", manifest.cpu, [arch]);
  expect(name, "preferUnplugged", manifest.preferUnplugged, true);
  expect(name, "optionalDependencies", manifest.optionalDependencies, undefined);
  const path = join(out, name, program);
  const linking = values.dynamic === key ? "dynamic" : "static";
  faults.push(...faultsOf(readFileSync(path), target, linking).map((fault) => `${path}: ${fault}`));
  checkExecutable(name, program);
}
