// The packages as they would be published, made of `$BINARY`, a program that runs here, and of headers for the rest.

import { spawnSync } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { TARGETS, ROOT } from "../../npm/packages.mjs";
import { madeUp } from "./headers.mjs";

export const HERE = TARGETS.find(({ platform, arch }) => platform === process.platform && arch === process.arch);
export const BINARY = process.env.BINARY;
if (!HERE || !BINARY) {
  throw new Error("BINARY names no program, or there is no package for this platform");
}

const folders = [];
process.on("exit", () => folders.forEach((path) => rmSync(path, { recursive: true, force: true, maxRetries: 3 })));

/** A folder that goes when the tests end. */
export function folder() {
  const path = realpathSync(mkdtempSync(join(tmpdir(), "rupt-npm-")));
  folders.push(path);
  return path;
}

/** The binaries of all targets, as headers; that of this platform is `own`, if there is one. */
export function binaries(own) {
  const path = folder();
  for (const target of TARGETS) {
    mkdirSync(join(path, target.key));
    writeFileSync(join(path, target.key, target.program), madeUp(target));
  }
  if (own) {
    copyFileSync(own, join(path, HERE.key, HERE.program));
  }
  return path;
}

export function node(script, ...args) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(ROOT, "npm", script), ...args], {
    encoding: "utf8",
  });
  return { status, stdout, stderr };
}

/** The folder with all packages. */
export function packages(own) {
  const out = join(folder(), "out");
  const made = node("generate.mjs", binaries(own), out);
  if (made.status !== 0) {
    throw new Error(made.stderr);
  }
  return out;
}
