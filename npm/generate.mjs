// Writes the packages to publish, each into a folder of its name:
//
//   node npm/generate.mjs BINARIES OUT [--without TARGET]…
//
// BINARIES has a folder for each target, `linux-x64/rupt-migrate` and so on. OUT must not exist. Nothing is published.
// `--without darwin-x64` leaves one target's package out, for a rehearsal; the main package names it all the same.

import { chmodSync, copyFileSync, existsSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { parseArgs } from "node:util";
import { crate, LICENSES, MAIN, readJson, ROOT, TARGETS, targetsWithout } from "./packages.mjs";

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { without: { type: "string", multiple: true, default: [] } },
});
const [binaries, out, ...rest] = positionals;
if (!out || rest.length > 0) {
  stop("usage: node npm/generate.mjs BINARIES OUT [--without TARGET]…");
}
const targets = targetsWithout(values.without);
if (existsSync(out)) {
  stop(`${out} exists: what is in it could be published by mistake`);
}
const missing = targets.map(({ key, program }) => join(binaries, key, program)).filter((path) => !existsSync(path));
if (missing.length > 0) {
  stop(`there is no ${missing.join(", no ")}`);
}

const { version, license, repository } = crate();
const common = { version, license, ...(repository && { repository: { type: "git", url: `git+${repository}.git` } }) };
for (const target of targets) {
  writePlatformPackage(target);
}
writeMainPackage();

function stop(message) {
  console.error(message);
  process.exit(2);
}

function writePackage(manifest, readme) {
  const folder = join(out, manifest.name);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "package.json"), `${JSON.stringify(manifest, null, 2)}\n`);
  for (const name of LICENSES) {
    copyFileSync(join(ROOT, name), join(folder, name));
  }
  if (readme) {
    writeFileSync(join(folder, "README.md"), readme);
  }
  return folder;
}

function copyProgram(from, to) {
  mkdirSync(dirname(to), { recursive: true });
  copyFileSync(from, to);
  chmodSync(to, 0o755);
}

function writePlatformPackage({ key, name, platform, arch, program }) {
  const manifest = {
    name,
    description: `The program of ${MAIN} for ${key}`,
    ...common,
    os: [platform],
    cpu: [arch],
    // What is zipped cannot be run, and Yarn 2 unzips only what asks for it.
    preferUnplugged: true,
  };
  const readme = `# ${name}\n\nThe program of \`${MAIN}\` for ${key}. Install \`${MAIN}\`, which brings it along.\n`;
  copyProgram(join(binaries, key, program), join(writePackage(manifest, readme), program));
}

function writeMainPackage() {
  const source = join(ROOT, "npm");
  // An exact version: the two are one program.
  const optionalDependencies = Object.fromEntries(TARGETS.map(({ name }) => [name, version]));
  const folder = writePackage({ ...readJson(join(source, "package.json")), ...common, optionalDependencies });
  for (const name of ["README.md", "targets.json"]) {
    copyFileSync(join(source, name), join(folder, name));
  }
  copyProgram(join(source, "bin/rupt-migrate.js"), join(folder, "bin/rupt-migrate.js"));
}
