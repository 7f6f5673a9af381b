// Every package manager installs the packages from a registry and runs the program, and where it installs too little,
// the program's name still says what to do.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, describe, test } from "node:test";
import { ROOT } from "../../npm/packages.mjs";
import { MANAGERS, Project } from "./managers.mjs";
import { BINARY, HERE, packages } from "./packages.mjs";
import { registry } from "./registry.mjs";

const { url, close } = await registry(packages(BINARY));
after(close);

const ELSEWHERE = "rupt-migrate-darwin-arm64";
const ON_ELSEWHERE = HERE.name === ELSEWHERE && "this is the other platform";

async function ran(call) {
  const answer = await call;
  assert.equal(answer.status, 0, answer.said);
  return answer;
}

async function runs(project) {
  const { stdout } = await ran(project.run("--version"));
  assert.match(stdout, /^rupt-migrate \d/);
}

async function saysWhatToDo(project) {
  const { status, said } = await project.run("--version");
  assert.equal(status, 2, said);
  assert.ok(said.includes(`Looked for the package ${HERE.name} `), said);
  return said;
}

// A package manager is busy on one core, if at all.
describe("package managers", { concurrency: 2 }, () => {
  for (const [name, { skip, noScripts, omit, elsewhere }] of Object.entries(MANAGERS)) {
    test(`${name} installs and runs it without install scripts`, { skip }, async () => {
      const project = new Project(name, url);
      await ran(project.install(noScripts));
      await runs(project);
      const { status, said } = await project.run("--no-such-option");
      assert.equal(status, 2, said);
    });

    test(`${name} without optional dependencies`, { skip: skip || (!omit && "it has no flag for that") }, async () => {
      const project = new Project(name, url);
      await ran(project.install(omit));
      await saysWhatToDo(project);
    });

    const cannot = !elsewhere && "it has no setting for another platform";
    test(`${name} with what another platform installed`, { skip: skip || cannot || ON_ELSEWHERE }, async () => {
      const project = new Project(name, url);
      await ran(project.installElsewhere());
      if (!elsewhere.mendsItself) {
        const said = await saysWhatToDo(project);
        assert.ok(said.includes(`Found instead: ${ELSEWHERE}.`), said);
      }
      await ran(project.installFrozen());
      await runs(project);
    });
  }

  test("npm installs the package of this platform and no other", async () => {
    const project = new Project("npm", url);
    await ran(project.install());
    const installed = readdirSync(join(project.root, "node_modules")).filter((name) => !name.startsWith("."));
    assert.deepEqual(installed, ["rupt-migrate", HERE.name]);
  });

  // What older versions of npm wrote where `node_modules` was there and the lock file was not.
  test("npm with a lock file that knows one other platform only", { skip: ON_ELSEWHERE }, async () => {
    const project = new Project("npm", url);
    await ran(project.installElsewhere());
    const lock = join(project.root, "package-lock.json");
    const json = JSON.parse(readFileSync(lock, "utf8"));
    for (const path of Object.keys(json.packages)) {
      if (path.startsWith("node_modules/rupt-migrate-") && !path.endsWith(ELSEWHERE)) {
        delete json.packages[path];
      }
    }
    const spoiled = JSON.stringify(json);
    const reset = () => {
      rmSync(join(project.root, "node_modules"), { recursive: true });
      writeFileSync(lock, spoiled);
    };
    await saysWhatToDo(project);

    // Each of the two ways that the message says.
    reset();
    rmSync(lock);
    await ran(project.install());
    await runs(project);
    reset();
    await ran(project.install("--save-optional", HERE.name));
    await runs(project);
  });

  test("npx runs it on a project that does not depend on it", async () => {
    const project = new Project("npm", url);
    rmSync(project.root, { recursive: true });
    cpSync(join(ROOT, "fixtures/projects/storefront/before"), project.root, { recursive: true });
    const dry = ["--dry-run", "."];
    const direct = spawnSync(BINARY, dry, { cwd: project.root, encoding: "utf8" });
    assert.match(direct.stdout, /^\+.*@ruptjs\/client/m);
    const { stdout, status } = await project.call("exec", "--yes", "--", "rupt-migrate", ...dry);
    assert.deepEqual([status, stdout], [direct.status, direct.stdout]);
  });
});
