// What is made for publishing is complete, and a fault in it is found.

import assert from "node:assert/strict";
import { chmodSync, cpSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { faultsOf } from "../../npm/formats.mjs";
import { MAIN, readJson, ROOT, TARGETS } from "../../npm/packages.mjs";
import { madeUp } from "./headers.mjs";
import { BINARY, binaries, folder, HERE, node, packages } from "./packages.mjs";

const LINUX = HERE.platform === "linux";
const DYNAMIC = LINUX ? ["--dynamic", HERE.key] : [];

test("what the generator makes passes the check", () => {
  const checked = node("check.mjs", packages(BINARY), ...DYNAMIC);
  assert.deepEqual(checked, { status: 0, stdout: checked.stdout, stderr: "" });
  const [, version] = readFileSync(join(ROOT, "Cargo.toml"), "utf8").match(/^version = "(.*)"$/m);
  assert.equal(checked.stdout, `7 packages of version ${version} are as they should be\n`);
});

test("what cargo builds here is refused unless it is asked for", { skip: !LINUX && "a fault on Linux only" }, () => {
  const { status, stderr } = node("check.mjs", packages(BINARY));
  assert.equal(status, 1);
  assert.match(stderr, new RegExp(`^[^\n]*${HERE.name}[^\n]*: is linked dynamically[^\n]*\n$`));
});

test("the generator stops without a binary, and where something is already", () => {
  const from = binaries();
  const there = folder();
  assert.match(node("generate.mjs", from, there).stderr, /exists/);
  rmSync(join(from, "win32-arm64"), { recursive: true });
  const { status, stderr } = node("generate.mjs", from, join(there, "out"));
  assert.equal(status, 2);
  assert.match(stderr, /there is no \S*win32-arm64\S*rupt-migrate\.exe\n/);
});

test("a rehearsal leaves out what it is told to, and says so", () => {
  const from = binaries(BINARY);
  const out = join(folder(), "out");
  const without = ["--without", "win32-arm64"];
  rmSync(join(from, "win32-arm64"), { recursive: true });
  assert.equal(node("generate.mjs", from, out, ...without).status, 0);
  assert.match(node("check.mjs", out, ...DYNAMIC).stderr, /the packages/);
  const { status, stdout } = node("check.mjs", out, ...DYNAMIC, ...without);
  assert.equal(status, 0);
  assert.match(stdout, /^6 packages .*, without win32-arm64: not to be published\n$/);
  const unknown = node("generate.mjs", from, join(from, "out"), "--without", "win32");
  assert.equal(unknown.status, 2);
  assert.match(unknown.stderr, /^there is no target win32, only linux-x64, /);
});

test("each fault of a package is found", () => {
  const out = packages();
  const at = (name, file) => join(out, name, file);
  const manifest = (name, change) => () => {
    const path = at(name, "package.json");
    const json = readJson(path);
    change(json);
    writeFileSync(path, JSON.stringify(json));
  };
  const mac = "rupt-migrate-darwin-arm64";
  const faults = [
    [manifest(MAIN, (json) => (json.version = "9.0.0")), /rupt-migrate: version: "9\.0\.0"/],
    [manifest(MAIN, (json) => delete json.optionalDependencies[mac]), /optionalDependencies/],
    [manifest(MAIN, (json) => (json.optionalDependencies[mac] = "^0.1.0")), /optionalDependencies/],
    [manifest(MAIN, (json) => (json.dependencies = { a: "1" })), /dependencies/],
    [manifest(mac, (json) => (json.scripts = { postinstall: "x" })), /scripts/],
    [manifest(mac, (json) => (json.cpu = ["x64"])), /cpu/],
    [manifest(mac, (json) => (json.libc = ["glibc"])), /libc/],
    [manifest(mac, (json) => delete json.preferUnplugged), /preferUnplugged/],
    [manifest(mac, (json) => (json.version = "9.0.0")), /version/],
    [() => writeFileSync(at(mac, "more"), ""), /files/],
    [() => rmSync(at(mac, "LICENSE-MIT")), /files/],
    [() => rmSync(at(mac, "rupt-migrate")), /files/],
    [() => chmodSync(at(mac, "rupt-migrate"), 0o644), /is not executable/],
    [() => writeFileSync(at(mac, "rupt-migrate"), "#!/bin/sh\n"), /is no mach-o executable|is cut off/],
    [() => writeFileSync(at(MAIN, "bin/rupt-migrate.js"), "#!/usr/bin/env node\r\n"), /first line/],
    [() => rmSync(join(out, mac), { recursive: true }), /the packages/],
  ];
  const fresh = packages();
  for (const [spoil, said] of faults) {
    spoil();
    const { status, stderr } = node("check.mjs", out);
    assert.equal(status, 1, `${said}`);
    assert.match(stderr, said);
    assert.equal(stderr.trimEnd().split("\n").length, 1, stderr);
    rmSync(out, { recursive: true });
    cpSync(fresh, out, { recursive: true });
  }
});

test("a binary of every target is told from every other", () => {
  for (const target of TARGETS) {
    for (const other of TARGETS) {
      const faults = faultsOf(madeUp(other), target);
      const wanted =
        other.format !== target.format ? /^is no|^is cut off/ : other.arch !== target.arch ? /^is not for/ : undefined;
      assert.equal(faults.length, wanted ? 1 : 0, `${target.key} ${other.key}: ${faults}`);
      assert.match(faults[0] ?? "", wanted ?? /^$/);
    }
  }
});

test("what would not start is found", () => {
  const of = (key) => TARGETS.find((target) => target.key === key);
  for (const key of ["linux-x64", "linux-arm64"]) {
    assert.match(faultsOf(madeUp(of(key), [1, 3]), of(key))[0], /^is linked dynamically/);
    assert.deepEqual(faultsOf(madeUp(of(key), [1, 3]), of(key), "dynamic"), []);
  }
  assert.deepEqual(faultsOf(madeUp(of("darwin-arm64"), [0x19]), of("darwin-arm64")), ["has no code signature"]);
  assert.deepEqual(faultsOf(madeUp(of("darwin-x64"), [0x19]), of("darwin-x64")), []);
  assert.match(faultsOf(madeUp(of("win32-x64"), 0x10b), of("win32-x64"))[0], /^is no pe executable of 64 bits/);
  for (const target of TARGETS) {
    assert.deepEqual(faultsOf(madeUp(target).subarray(0, 40), target), ["is cut off"], target.key);
    assert.equal(faultsOf(Buffer.alloc(0), target).length, 1, target.key);
  }
});
