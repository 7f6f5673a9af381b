// The recipes for the hooks that come from npm, as they stand in docs/hooks.md.

import { chmodSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { commits, judgesWhatIsStaged, project, recipe } from "./project.mjs";

/** A project whose hook is that of husky with this text. */
async function withHusky(text, manifest = {}) {
  const it = await project({ installed: true });
  it.write("package.json", `${JSON.stringify({ ...JSON.parse(it.read("package.json")), ...manifest }, null, 2)}\n`);
  await it.must("npm", "run", "prepare");
  it.write(".husky/pre-commit", text);
  chmodSync(join(it.root, ".husky/pre-commit"), 0o755);
  await it.must("git", "add", ".");
  await it.must("git", "commit", "--no-verify", "--quiet", "-m", "husky");
  return it;
}

test("lint-staged and husky", async () => {
  const [manifest, text] = recipe("lint-staged and husky");
  const it = await withHusky(text, JSON.parse(manifest));
  await commits(it);
  await judgesWhatIsStaged(it);
});

test("husky alone", async () => {
  const [text] = recipe("husky alone");
  await commits(await withHusky(text, { scripts: { prepare: "husky" } }));
});

test("lefthook", async () => {
  const it = await project({ installed: true });
  const [text] = recipe("lefthook");
  it.write("lefthook.yml", text);
  await it.must("npx", "lefthook", "install");
  await it.must("git", "add", ".");
  await it.must("git", "commit", "--no-verify", "--quiet", "-m", "lefthook");
  await commits(it);
  await judgesWhatIsStaged(it);
});
