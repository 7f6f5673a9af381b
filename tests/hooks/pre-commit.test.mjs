// The hooks of `.pre-commit-hooks.yaml`, and the recipes for pre-commit, run by pre-commit: `$PRE_COMMIT` is its program.

import assert from "node:assert/strict";
import { cpSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { crate, ROOT } from "../../npm/packages.mjs";
import { folder } from "../npm/packages.mjs";
import { commits, judgesWhatIsStaged, PACKAGES, project, recipe } from "./project.mjs";
import { registry } from "./registry.mjs";

const [LOCAL, REPOSITORY] = recipe("pre-commit");
const { PRE_COMMIT } = process.env;
const home = folder();
let npm;

before(async () => {
  npm = await registry(PACKAGES);
});
after(() => npm.close());

async function withHook(config) {
  const it = await project({ installed: false });
  Object.assign(it.env, { npm_config_registry: npm.url, PRE_COMMIT_HOME: home });
  it.write(".pre-commit-config.yaml", config);
  await it.must("git", "add", ".");
  await it.must("git", "commit", "--quiet", "-m", "hook");
  await it.must(PRE_COMMIT, "install");
  return it;
}

/** A repository of the hooks; pre-commit clones it. */
async function hooks() {
  const it = await project({ installed: false });
  cpSync(join(ROOT, ".pre-commit-hooks.yaml"), join(it.root, ".pre-commit-hooks.yaml"));
  // As in this repository, there is no package.json in its root.
  await it.must("git", "rm", "--quiet", "package.json");
  await it.must("git", "add", ".");
  await it.must("git", "commit", "--quiet", "-m", "hooks");
  await it.must("git", "tag", `v${crate().version}`);
  return it.root;
}

test("a hook of one's own", async () => {
  const it = await withHook(LOCAL);
  await commits(it);
  await judgesWhatIsStaged(it);
  assert.ok(npm.asked.some((line) => line.startsWith("GET /rupt-migrate/-/")), "the package is from the registry");
});

test("the check of this repository", async () => {
  const it = await withHook(REPOSITORY.replace("ADDRESS", await hooks()));
  await commits(it);
  await judgesWhatIsStaged(it);
});

test("the move, by hand and in a clean tree", async () => {
  const it = await withHook(REPOSITORY.replace("ADDRESS", await hooks()));
  const move = () => it.run(PRE_COMMIT, "run", "--hook-stage", "manual", "rupt-migrate");
  it.change("src/unfinished.js");
  await it.must("git", "add", ".");
  const refused = await move();
  assert.equal(refused.status, 1, refused.said);
  assert.match(refused.said, /src\/unfinished\.js +has staged changes/);
  assert.match(it.read("src/unfinished.js"), /from "rupt"/);
  await it.must("git", "reset", "--quiet", "--hard");
  const moved = await move();
  assert.match(moved.said, /files were modified by this hook/);
  assert.match(moved.said, /^To do: server\n  src\/todo.js:\d+  metadata/m, "what is left is said");
  assert.match(it.read("src/unfinished.js"), /from "@ruptjs\/client"/);
  assert.doesNotMatch(it.read("package.json"), /"rupt"/);
});
