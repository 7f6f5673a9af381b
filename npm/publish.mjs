// Publishes the packages that `generate.mjs` wrote and `check.mjs` found right:
//
//   node npm/publish.mjs OUT [ARGUMENT OF npm publish]...
//
// The main package comes last, as it needs the others. What the registry has is passed over, so that a release that
// broke half way can be run again.

import { spawnSync } from "node:child_process";
import { join, resolve } from "node:path";
import { crate, MAIN, TARGETS } from "./packages.mjs";

const [out, ...rest] = process.argv.slice(2);
if (!out) {
  console.error("usage: node npm/publish.mjs OUT [ARGUMENT OF npm publish]...");
  process.exit(2);
}
const { version } = crate();
for (const name of [...TARGETS.map(({ name }) => name), MAIN]) {
  if (isPublished(name)) {
    console.log(`${name} ${version} is published`);
    continue;
  }
  const folder = resolve(join(out, name));
  const { status } = npm(["publish", folder, "--access", "public", "--ignore-scripts", ...rest], "inherit");
  if (status !== 0) {
    console.error(`${name} ${version} was not published; what comes before it was. Run this again.`);
    process.exit(1);
  }
}

function npm(args, stdout) {
  return spawnSync("npm", args, { encoding: "utf8", stdio: ["ignore", stdout, "inherit"] });
}

/** Whether the registry has this version. A registry that does not answer is no "no". */
function isPublished(name) {
  const { stdout } = npm(["view", `${name}@${version}`, "version", "--json", "--prefer-online"], "pipe");
  // Nothing at all where the registry has other versions only.
  const answer = stdout.trim() === "" ? undefined : JSON.parse(stdout);
  if (answer?.error && answer.error.code !== "E404") {
    console.error(`${name}: ${answer.error.code}: ${answer.error.summary}`);
    process.exit(1);
  }
  return answer === version;
}
