// A repository half way through the move, and what a hook must do with its commits.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { appendFileSync, cpSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { MAIN, ROOT } from "../../npm/packages.mjs";
import { BINARY, folder, HERE, packages } from "../npm/packages.mjs";

export const PACKAGES = packages(BINARY);
const HOOKS = join(ROOT, "tests/hooks");

const V2 = `import Rupt from "rupt";\n\nawait Rupt.attach({ client_id: "cid", account: user.id, email: user.email });\n`;
const V3 = `import Rupt from "@ruptjs/client";\n\nconst rupt = new Rupt({ clientId: "cid" });\nawait rupt.evaluate.access({ user: user.id, email: user.email });\n`;
const TODO = `// TODO(rupt-migrate) metadata: test what reads it\n`;

// Also a name that a shell or a command would read in another way.
const FINISHED = ["src/finished.js", "-d/it's $(touch pwned) finished.ts"];
const UNFINISHED = "src/unfinished.js";
const WITH_TODO = "src/todo.js";

/** The code blocks below a heading of the page. */
export function recipe(heading) {
  const [, section] = readFileSync(join(ROOT, "docs/hooks.md"), "utf8").split(`\n## ${heading}\n`);
  return [...section.split("\n## ")[0].matchAll(/^```\w+\n([^]*?)^```$/gm)].map(([, block]) => block);
}

/** The repository, without a hook; `installed` says whether the packages of npm are in its `node_modules`. */
export async function project({ installed }) {
  const root = folder();
  const home = folder();
  const env = {
    ...process.env,
    HOME: home,
    GIT_CONFIG_GLOBAL: "/dev/null",
    GIT_CONFIG_NOSYSTEM: "1",
    GIT_AUTHOR_NAME: "t",
    GIT_AUTHOR_EMAIL: "t@t",
    GIT_COMMITTER_NAME: "t",
    GIT_COMMITTER_EMAIL: "t@t",
    NO_COLOR: "1",
    npm_config_cache: join(home, "npm"),
  };
  for (const name of ["CI", "GITHUB_STEP_SUMMARY", "FORCE_COLOR"]) {
    delete env[name];
  }
  const run = (command, ...args) =>
    new Promise((resolve) =>
      execFile(command, args, { cwd: root, env }, (error, stdout, stderr) =>
        resolve({ status: error ? error.code : 0, said: stdout + stderr }),
      ),
    );
  const must = async (...command) => {
    const { status, said } = await run(...command);
    assert.equal(status, 0, `${command.join(" ")}: ${said}`);
    return said;
  };
  const write = (path, text) => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  };
  const change = (path, text = "// changed\n") => appendFileSync(join(root, path), text);
  write("package.json", `${JSON.stringify({ dependencies: { "@ruptjs/client": "^3.0.0", rupt: "^2.24.1" } })}\n`);
  write(".gitignore", "node_modules\n");
  write("src/gone.js", "export const gone = 1;\n");
  FINISHED.forEach((path) => write(path, V3));
  write(UNFINISHED, V2);
  write(WITH_TODO, V3 + TODO);
  if (installed) {
    install(join(root, "node_modules"));
  }
  await must("git", "init", "--quiet");
  await must("git", "add", ".");
  await must("git", "commit", "--quiet", "-m", "half way");
  return { root, env, run, must, write, change, read: (path) => readFileSync(join(root, path), "utf8") };
}

function install(modules) {
  mkdirSync(modules);
  for (const name of readdirSync(join(HOOKS, "node_modules")).filter((name) => !name.startsWith("."))) {
    symlinkSync(join(HOOKS, "node_modules", name), join(modules, name));
  }
  [MAIN, HERE.name].forEach((name) => cpSync(join(PACKAGES, name), join(modules, name), { recursive: true }));
  cpSync(join(HOOKS, "node_modules/.bin"), join(modules, ".bin"), { recursive: true, verbatimSymlinks: true });
  symlinkSync(`../${MAIN}/bin/rupt-migrate.js`, join(modules, ".bin", MAIN));
}

/** Commits what is finished, and tries to commit what is not. */
export async function commits({ root, run, must, change }) {
  const commit = async (...paths) => {
    paths.forEach((path) => change(path));
    await must("git", "add", "--", ...paths);
    return run("git", "commit", "-m", "x");
  };
  const passed = await commit(...FINISHED);
  assert.equal(passed.status, 0, passed.said);
  for (const path of [UNFINISHED, WITH_TODO]) {
    const { status, said } = await commit(FINISHED[0], path);
    assert.notEqual(status, 0, `${path} was committed: ${said}`);
    assert.match(said, new RegExp(`^\\s*${path}:\\d+ `, "m"), "the file is named, with its line");
    await must("git", "reset", "--quiet", "--hard");
  }
  rmSync(join(root, "src/gone.js"));
  const removed = await run("git", "commit", "-a", "-m", "x");
  assert.equal(removed.status, 0, `nothing but a removal: ${removed.said}`);
  assert.equal(await must("git", "status", "--porcelain"), "", "nothing is changed, and nothing is made");
}

/** Commits a finished file that has become unfinished since it was staged. */
export async function judgesWhatIsStaged({ run, must, change, read }) {
  change(FINISHED[0]);
  await must("git", "add", ".");
  change(FINISHED[0], TODO);
  const { status, said } = await run("git", "commit", "-m", "x");
  assert.equal(status, 0, said);
  assert.ok(read(FINISHED[0]).endsWith(TODO), "what was not staged is still there");
  assert.equal(await must("git", "status", "--porcelain"), ` M ${FINISHED[0]}\n`);
}
