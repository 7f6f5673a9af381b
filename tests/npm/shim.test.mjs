// The script that people start ends as the program did, whatever that was, and says what to do where there is none.

import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { chmodSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { once } from "node:events";
import { constants } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { MAIN, ROOT, TARGETS } from "../../npm/packages.mjs";
import { BINARY, folder, HERE, packages } from "./packages.mjs";

// The packages side by side, as a package manager lays them.
const modules = join(folder(), "node_modules");
cpSync(packages(BINARY), modules, { recursive: true });
TARGETS.filter(({ key }) => key !== HERE.key).forEach(({ name }) => rmSync(join(modules, name), { recursive: true }));
const SHIM = join(modules, MAIN, "bin/rupt-migrate.js");
const POSIX = { skip: process.platform === "win32" && "stand-ins are scripts with `#!`" };

const run = (args, { shim = SHIM, binary, ...options } = {}) =>
  spawnSync(process.execPath, [shim, ...args], { encoding: "utf8", env: environment(binary), ...options });

function environment(binary) {
  const { RUPT_MIGRATE_BINARY, ...env } = process.env;
  return binary ? { ...env, RUPT_MIGRATE_BINARY: binary } : env;
}

/** A program that runs this code in Node. */
function standIn(code) {
  const path = join(mkdtempSync(join(modules, "stand-in-")), "program");
  writeFileSync(path, `#!${process.execPath}\n${code}\n`);
  chmodSync(path, 0o755);
  return path;
}

/** A copy of the installed packages without that of this platform. */
function without(...others) {
  const copy = join(folder(), "node_modules");
  cpSync(join(modules, MAIN), join(copy, MAIN), { recursive: true });
  for (const { name, program } of others) {
    mkdirSync(join(copy, name), { recursive: true });
    writeFileSync(join(copy, name, program), "");
  }
  return join(copy, MAIN, "bin/rupt-migrate.js");
}

test("it runs the program of this platform", () => {
  const { version } = JSON.parse(readFileSync(join(modules, MAIN, "package.json"), "utf8"));
  const { status, stdout, stderr } = run(["--version"]);
  assert.deepEqual([status, stdout, stderr], [0, `rupt-migrate ${version}\n`, ""]);
  assert.equal(run(["--no-such-option"]).status, 2);
});

test("what is to be typed next can be typed", () => {
  const { stderr } = run(["--dry-run", "."], { cwd: join(ROOT, "fixtures/projects/storefront/before") });
  assert.match(stderr, /^Next: npx rupt-migrate \.$/m);
});

test("arguments, input and output pass through as they are", POSIX, () => {
  const args = ["a b", "", '"', "$HOME", "*", "\\", "ü"];
  const binary = standIn("console.error(JSON.stringify(process.argv.slice(2))); process.stdin.pipe(process.stdout);");
  const input = Buffer.alloc(300_000, "\0\xff\r\n", "latin1");
  const { status, stdout, stderr } = run(args, { binary, input, encoding: "buffer" });
  assert.equal(status, 0);
  assert.ok(stdout.equals(input));
  assert.deepEqual(JSON.parse(stderr), args);
});

test("it ends with the program's code", POSIX, () => {
  for (const code of [0, 1, 2, 3, 130, 255]) {
    const { status, signal, stderr } = run([], { binary: standIn(`process.exit(${code})`) });
    assert.deepEqual([status, signal, stderr], [code, null, ""]);
  }
});

test("it ends by the program's signal", POSIX, () => {
  for (const name of ["SIGKILL", "SIGTERM", "SIGINT", "SIGHUP", "SIGABRT", "SIGSEGV"]) {
    const { status, signal, stderr } = run([], { binary: standIn(`process.kill(process.pid, "${name}")`) });
    assert.ok(signal === name || status === 128 + constants.signals[name], `${name}: ${status} ${signal}`);
    assert.equal(stderr, "");
    const ran = spawnSync("sh", ["-c", '"$0" "$1"; echo $?', process.execPath, SHIM], {
      encoding: "utf8",
      env: environment(standIn(`process.kill(process.pid, "${name}")`)),
    });
    assert.equal(ran.stdout, `${128 + constants.signals[name]}\n`, name);
  }
});

test("a signal reaches the program, and the program says how it ends", POSIX, async () => {
  for (const name of ["SIGINT", "SIGTERM", "SIGHUP"]) {
    const binary = standIn(
      `process.on("${name}", () => { console.log("heard"); process.exit(7); });
       setTimeout(() => process.exit(9), 20_000); console.log("ready");`,
    );
    const shim = spawn(process.execPath, [SHIM], { env: environment(binary), stdio: ["ignore", "pipe", "inherit"] });
    let said = "";
    shim.stdout.on("data", (data) => {
      said += data;
      if (said === "ready\n") {
        shim.kill(name);
      }
    });
    const [code, signal] = await once(shim, "close");
    assert.deepEqual([said, code, signal], ["ready\nheard\n", 7, null]);
  }
});

test("without the platform's package it says what was looked for, and what to do", () => {
  const { status, stdout, stderr } = run(["--version"], { shim: without() });
  assert.deepEqual([status, stdout], [2, ""]);
  const said = [HERE.key, `${HERE.name} `, "--omit=optional", "lock file", "cargo install", "RUPT_MIGRATE_BINARY"];
  for (const words of said) {
    assert.ok(stderr.includes(words), `${words}: ${stderr}`);
  }
  assert.ok(!stderr.includes("Found instead"));
});

test("it says whose package was found instead", () => {
  const other = TARGETS.find(({ key }) => key !== HERE.key);
  const { status, stderr } = run(["--version"], { shim: without(other) });
  assert.equal(status, 2);
  assert.ok(stderr.includes(`Found instead: ${other.name}.\n`), stderr);
});

test("on a platform without a package it says which there are", () => {
  const elsewhere = `Object.defineProperty(process, "platform", { value: "sunos" }); require(${JSON.stringify(SHIM)});`;
  const ran = spawnSync(process.execPath, ["-e", elsewhere], { encoding: "utf8", env: environment() });
  assert.equal(ran.status, 2);
  assert.ok(ran.stderr.includes(`sunos-${process.arch}, only for linux-x64, `), ran.stderr);
});

test("RUPT_MIGRATE_BINARY names the program, also where no package is installed", () => {
  const { status, stdout } = run(["--version"], { shim: without(), binary: BINARY });
  assert.equal(status, 0);
  assert.match(stdout, /^rupt-migrate \d/);
});

test("a program that cannot be run is named", () => {
  const file = join(modules, "no program");
  writeFileSync(file, "neither a script nor a program");
  // Of these errors Node tells the last by throwing.
  for (const binary of [join(modules, "nothing"), modules, file, join(file, "below")]) {
    const { status, stderr } = run([], { binary });
    assert.equal(status, 2, stderr);
    assert.ok(stderr.startsWith(`rupt-migrate: ${binary} cannot be run: `), stderr);
    assert.ok(stderr.endsWith("\nRUPT_MIGRATE_BINARY names it.\n"), stderr);
  }
});
