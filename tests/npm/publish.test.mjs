// Publishing, to a registry on loopback: in an order that never leaves the main package without what it needs, and
// again after it broke.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { crate, MAIN, ROOT, TARGETS } from "../../npm/packages.mjs";
import { registry } from "../hooks/registry.mjs";
import { folder, packages } from "./packages.mjs";

const { version } = crate();
const NAMES = [...TARGETS.map(({ name }) => name), MAIN];
const home = folder();
let npm;

before(async () => {
  // Most names are known by an older version, and some are not known at all.
  const older = packages();
  NAMES.slice(-2).forEach((name) => rmSync(join(older, name), { recursive: true }));
  for (const name of NAMES.slice(0, -2)) {
    const path = join(older, name, "package.json");
    writeFileSync(path, readFileSync(path, "utf8").replaceAll(`"${version}"`, '"0.0.1"'));
  }
  npm = await registry(older);
  // npm publishes only with a token, and this registry takes any.
  writeFileSync(join(home, ".npmrc"), `${npm.url.replace("http:", "")}:_authToken=any\n`);
});
after(() => npm.close());

function publish(out, url = npm.url) {
  const env = { ...process.env, HOME: home, npm_config_registry: url, npm_config_fetch_retries: "0" };
  const args = [join(ROOT, "npm/publish.mjs"), out, "--tag", "latest"];
  return new Promise((resolve) =>
    execFile(process.execPath, args, { env }, (error, stdout, stderr) =>
      resolve({ status: error ? error.code : 0, stdout, stderr }),
    ),
  );
}

const taken = () => npm.asked.filter((line) => line.startsWith("PUT ")).map((line) => line.slice("PUT /".length));

test("what broke half way is done by a second run", async () => {
  const out = packages();
  const broken = packages();
  rmSync(join(broken, NAMES[2]), { recursive: true });
  const first = await publish(broken);
  assert.equal(first.status, 1, first.stdout);
  assert.match(first.stderr, new RegExp(`^${NAMES[2]} ${version} was not published`, "m"));
  assert.deepEqual(taken(), NAMES.slice(0, 2), "nothing behind it is published");
  const second = await publish(out);
  assert.equal(second.status, 0, second.stderr);
  assert.deepEqual(taken(), NAMES, "each once, and the main one last");
  const passed = NAMES.slice(0, 2).map((name) => `${name} ${version} is published\n`);
  assert.ok(second.stdout.startsWith(passed.join("")), second.stdout);
});

test("a registry that does not answer is no registry without the package", async () => {
  const { status, stderr } = await publish(packages(), "http://127.0.0.1:1/");
  assert.equal(status, 1);
  assert.match(stderr, /ECONNREFUSED/);
});
