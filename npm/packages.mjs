// What the packages are called, and what is said of them in `Cargo.toml`, which alone has the version.

import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

export const ROOT = fileURLToPath(new URL("..", import.meta.url));
export const MAIN = "rupt-migrate";
export const LICENSES = ["LICENSE-APACHE", "LICENSE-MIT"];

export const readJson = (path) => JSON.parse(readFileSync(path, "utf8"));

/** One for each platform: `key` is also the folder of its binary. */
export const TARGETS = readJson(new URL("targets.json", import.meta.url)).map((target) => {
  const key = `${target.platform}-${target.arch}`;
  const program = target.platform === "win32" ? `${MAIN}.exe` : MAIN;
  return { ...target, key, name: `${MAIN}-${key}`, program };
});

/** Version, license and, where there is one, repository of the crate. */
export function crate() {
  const [, section] = readFileSync(`${ROOT}/Cargo.toml`, "utf8").split(/^\[package\]$/m);
  const [own] = section.split(/^\[/m);
  const field = (name) => own.match(new RegExp(`^${name} = "(.*)"$`, "m"))?.[1];
  return { version: field("version"), license: field("license"), repository: field("repository") };
}

/**
 * The targets less those whose keys are given. For a rehearsal where not all can be built: what is published has all.
 */
export function targetsWithout(keys) {
  const unknown = keys.filter((key) => !TARGETS.some((target) => target.key === key));
  if (unknown.length > 0) {
    console.error(`there is no target ${unknown.join(", no ")}, only ${TARGETS.map(({ key }) => key).join(", ")}`);
    process.exit(2);
  }
  return TARGETS.filter(({ key }) => !keys.includes(key));
}
